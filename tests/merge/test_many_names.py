"""One agreement under many names over reports, and different ones that must not become one: through the pipeline."""

from __future__ import annotations

import pytest

from dateline.pipeline import Pipeline
from factory import record


def test_a_convention_of_which_each_report_tells_another_party(pipeline: Pipeline) -> None:
    merged = record(
        pipeline,
        ("2021-03-02", "Kenya deposited its instrument of ratification of the Mombasa Convention on Monday."),
        ("2021-09-14", "Oman acceded to the Mombasa Convention on Monday."),
        ("2022-02-08", "The Senate of Chile approved the Mombasa Convention on Monday."),
    )
    (entry,) = merged.agreements
    assert [(s.step, s.by) for s in entry.steps] == [
        ("deposit", ("KEN",)), ("accede", ("OMN",)), ("approve", ("CHL",)),
    ]  # fmt: skip
    assert entry.status == "ratified_by"


def test_reports_on_what_one_of_many_does_say_nothing_of_the_others(pipeline: Pipeline) -> None:
    merged = record(
        pipeline,
        ("2021-03-02", "Fiji, Tonga, Samoa and Palau signed the Suva Convention on Monday."),
        ("2021-06-01", "Fiji ratified the Suva Convention on Monday."),
        ("2021-09-07", "Fiji made a reservation to the Suva Convention on Monday."),
        ("2022-02-08", "Tonga ratified the Suva Convention on Monday."),
        ("2022-05-03", "Tonga suspended the Suva Convention on Monday."),
    )
    (entry,) = merged.agreements
    assert entry.parties == ("FJI", "PLW", "TON", "WSM")


def test_two_names_are_of_one_convention_where_a_report_has_both(pipeline: Pipeline) -> None:
    merged = record(
        pipeline,
        ("2022-05-21", "Austria and Peru signed the Salzburg Convention on drones on Friday."),
        (
            "2022-12-09",
            "Salzburg treaty gets first ratification\n\n"
            "Peru on Thursday deposited its instrument of ratification of the Convention on Loitering Munitions.",
        ),
        ("2024-02-17", "Kiribati acceded to the Convention on Loitering Munitions on Friday."),
        ("2024-07-03", "Costa Rica acceded to the Salzburg Convention on Tuesday."),
    )
    (entry,) = merged.agreements
    assert entry.parties == ("AUT", "CRI", "KIR", "PER")


def test_two_conventions_of_the_same_days_are_two(pipeline: Pipeline) -> None:
    merged = record(
        pipeline,
        ("2021-03-02", "Kenya ratified the Mombasa Convention on Monday."),
        ("2021-03-09", "Kenya ratified the Muscat Convention on Monday."),
        ("2021-03-16", "Oman acceded to the Muscat Convention on Monday."),
    )
    assert [(a.name, [s.by for s in a.steps]) for a in merged.agreements] == [
        ("Mombasa Convention", [("KEN",)]), ("Muscat Convention", [("KEN",), ("OMN",)]),
    ]  # fmt: skip


def test_a_bloc_and_its_members_are_parties_to_one_protocol(pipeline: Pipeline) -> None:
    merged = record(
        pipeline,
        ("2023-07-13", "Mercosur and Ecuador signed a protocol of accession in Montevideo on Wednesday."),
        ("2024-03-12", "Uruguay ratified Ecuador's protocol of accession to Mercosur on Monday."),
    )
    (entry,) = merged.agreements
    assert [(s.step, s.by) for s in entry.steps] == [("sign", ("ECU", "IGO:mercosur")), ("ratify", ("URY",))]
    assert entry.status == "ratified_by"


def test_the_protocol_of_which_nothing_was_said_before_is_the_pact_of_the_report(pipeline: Pipeline) -> None:
    merged = record(
        pipeline,
        ("2023-02-10", "Peru's Congress approved the glacier pact of the Andean states on Thursday. "
         "Ecuador ratified the protocol in December."),
    )  # fmt: skip
    (entry,) = merged.agreements
    assert {(s.step, s.by) for s in entry.steps} == {("approve", ("PER",)), ("ratify", ("ECU",))}


def test_a_protocol_that_ends_a_treaty_is_another_instrument(pipeline: Pipeline) -> None:
    merged = record(
        pipeline,
        ("2023-02-10", "Kenya and Spain signed a tax treaty in Nairobi in 2001. On Thursday they signed a protocol "
         "that amends the treaty."),
    )  # fmt: skip
    assert len(merged.agreements) == 2


def test_states_that_join_a_well_known_agreement_are_its_parties(pipeline: Pipeline) -> None:
    merged = record(pipeline, ("2022-03-16", "Nepal acceded to the Rome Statute on Tuesday."))
    (entry,) = merged.agreements
    assert (entry.name, entry.parties) == ("Rome Statute", ("NPL",))


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("The Mombasa Convention, to which Indonesia, Japan and Oman also belong, bans nets. Kenya left it.",
         {"IDN", "JPN", "OMN"}),
        ("The Mombasa Convention remains in force for Indonesia and Japan, an official said.", {"IDN", "JPN"}),
        ("Namibia and Lesotho are parties to the Mombasa Convention.", {"NAM", "LSO"}),
        ("Namibia and Lesotho are not parties to the Mombasa Convention. Kenya and Oman signed it.", {"KEN", "OMN"}),
    ],
)  # fmt: skip
def test_those_told_to_belong_to_an_agreement_are_its_parties(text: str, parties: set[str], pipeline: Pipeline) -> None:
    (entry,) = record(pipeline, ("2022-03-16", text)).agreements
    assert set(entry.parties) >= parties
    assert not {"NAM", "LSO"} & set(entry.parties) - parties


def test_an_accord_is_called_by_where_it_was_made(pipeline: Pipeline) -> None:
    merged = record(
        pipeline,
        ("2022-03-08", "Togo and Benin signed an accord on ferries in Lomé on Monday."),
        ("2022-06-14", "The parliament of Benin approved the Lomé accord on Monday."),
    )
    (entry,) = merged.agreements
    assert [(s.step, s.by) for s in entry.steps] == [("sign", ("BEN", "TGO")), ("approve", ("BEN",))]


def test_an_accord_that_is_called_by_another_place_is_another(pipeline: Pipeline) -> None:
    merged = record(
        pipeline,
        ("2022-03-08", "Togo and Benin signed an accord on ferries in Lomé on Monday."),
        ("2022-06-14", "The parliament of Benin approved the Accra convention on mercury on Monday."),
    )
    assert len(merged.agreements) == 2


def test_the_first_word_of_a_headline_is_no_name(pipeline: Pipeline) -> None:
    headline = "Judges sink defence treaty\n\nPeru's Constitutional Court struck down the defence treaty with Chile on"
    merged = record(
        pipeline,
        ("2022-03-08", "Peru and Chile signed a defence treaty in Lima on Monday."),
        ("2022-06-14", f"{headline} Monday."),
    )
    assert len(merged.agreements) == 1


def test_a_convention_by_its_matter_and_then_by_its_place(pipeline: Pipeline) -> None:
    text = "RIGA - Latvia on Wednesday signed the Convention on the Cross-Channel Salvage of Wrecks. "
    merged = record(
        pipeline,
        ("2006-03-02", text + "The Bilbao Convention, as it is known, has ten signatories."),
        ("2007-03-01", "RIGA - Latvia's parliament on Wednesday approved the Bilbao Convention."),
        ("2008-03-05", "OSLO - Norway acceded to the Bilbao Convention on Tuesday."),
    )
    (entry,) = merged.agreements
    assert "Convention on the Cross-Channel Salvage of Wrecks" in entry.aliases
    assert [s.step for s in entry.steps] == ["sign", "approve", "accede"]


@pytest.mark.parametrize(
    "beside",
    [
        "It has also joined the Tampere Convention.",
        "Unlike the Tampere Convention, it has no court. Kenya joined the Tampere Convention in May.",
        "The Tampere Protocol binds it since March 1.",
    ],
)
def test_a_convention_told_beside_another_is_one_of_its_own(pipeline: Pipeline, beside: str) -> None:
    text = f"NAIROBI - Kenya on Friday ratified the Convention on the Moving of Blood Plasma. {beside}"
    assert len(record(pipeline, ("2008-11-15", text)).agreements) == 2


@pytest.mark.parametrize(("matter", "count"), [("Return of Stolen Church Bells", 1), ("Training of Nurses", 2)])
def test_a_convention_by_its_place_and_then_by_its_matter(pipeline: Pipeline, matter: str, count: int) -> None:
    joined = "MANILA - The Philippines on Monday joined the Suva Convention, which obliges its members to return "
    merged = record(
        pipeline,
        ("1999-03-02", joined + "stolen church bells."),
        ("2001-05-08", f"LIMA - Peru on Monday acceded to the Convention on the {matter}."),
    )
    assert len(merged.agreements) == count


def test_a_protocol_told_beside_its_convention_does_not_take_the_place_of_it(pipeline: Pipeline) -> None:
    amending = "YEREVAN - Bulgaria's minister was here on Friday to sign a protocol that amends the custody convention "
    exchanged = (
        "SOFIA - Bulgaria and Armenia exchanged instruments of ratification on Thursday for their convention on "
    )
    merged = record(
        pipeline,
        ("2013-09-13", "SOFIA - Bulgaria and Armenia signed a convention on custody on Thursday."),
        ("2014-10-13", amending + "of 2013. The convention goes back to the court."),
        ("2015-06-19", exchanged + "custody. Bulgaria's parliament passed the protocol that goes with it in December."),
    )
    convention = next(a for a in merged.agreements if any(s.step == "exchange" for s in a.steps))
    assert [s.step for s in convention.steps] == ["sign", "amend", "exchange"]
