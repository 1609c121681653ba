"""Reports on agreements that contradict each other, the law or the map: kept apart, flagged, explained, none lost."""

from __future__ import annotations

import pytest

from dateline.kinds.status import standing
from dateline.model import Report
from dateline.model.record import AgreementEntry, StepEntry
from dateline.pipeline import Pipeline
from dateline.show.card import agreement_card
from factory import only, record


def step_of(entry: AgreementEntry, name: str) -> StepEntry:
    (found,) = [s for s in entry.steps if s.step == name]
    return found


SIGNED = ("2024-05-15", "Kenya and Spain signed a port treaty in Nairobi on Monday.")


def test_days_that_contradict_each_other_stay_side_by_side(pipeline: Pipeline) -> None:
    entry = only(
        record(
            pipeline,
            SIGNED,
            ("2024-05-20", "The port treaty between Kenya and Spain was signed on 10 May, a spokesman in Madrid said."),
            ("2024-06-01", "Kenya and Spain signed the port treaty on 13 May 2024."),
        )
    )
    signing = step_of(entry, "sign")
    assert (signing.date.edtf, signing.reports) == ("2024-05-13", 3)
    (conflict,) = signing.conflicts
    assert [(v.value, v.sources) for v in conflict.values] == [("2024-05-13", ("r0", "r2")), ("2024-05-10", ("r1",))]


def test_a_state_that_is_no_party_ratifies_nothing(pipeline: Pipeline) -> None:
    norway = ("2024-07-15", "Norway ratified the port treaty between Kenya and Spain on Monday, a paper in Oslo said.")
    entry = only(record(pipeline, SIGNED, norway))
    assert entry.parties == ("ESP", "KEN")
    told = step_of(entry, "ratify")
    assert (told.by, told.flag) == (("NOR",), "not a party by what reports tell: NOR")
    assert entry.status == "signed"
    assert [p.party for p in standing(entry, None).parties] == ["ESP", "KEN"]


def test_a_state_that_is_no_party_ends_nothing(pipeline: Pipeline) -> None:
    entry = only(
        record(
            pipeline,
            ("2024-05-15", f"{SIGNED[1]} The port treaty entered into force on Tuesday."),
            ("2024-07-15", "Norway withdrew from the port treaty between Kenya and Spain on Monday."),
        )
    )
    assert step_of(entry, "withdraw").flag == "not a party by what reports tell: NOR"
    assert entry.status == "in_force"


@pytest.mark.parametrize("early", ["exchanged instruments of ratification of", "ratified"])
def test_an_act_before_the_signature_is_kept_and_flagged(early: str, pipeline: Pipeline) -> None:
    entry = only(
        record(
            pipeline,
            ("2024-05-15", f"Kenya and Spain {early} their port treaty in Madrid on Monday."),
            ("2024-09-20", "Kenya and Spain signed the port treaty in Nairobi on 18 September 2024."),
        )
    )
    first, signing = entry.steps
    assert (first.date.edtf, first.flag) == ("2024-05-13", "dated before the signature (2024-09-18)")
    assert (signing.step, signing.date.edtf, signing.flag) == ("sign", "2024-09-18", None)
    assert entry.status != "in_force"


def test_a_new_treaty_told_as_new_is_not_the_one_before(pipeline: Pipeline) -> None:
    merged = record(
        pipeline,
        (
            "2024-05-15",
            "Kenya and Spain exchanged instruments of ratification of their port treaty on Monday.",
        ),
        ("2024-09-20", "Kenya and Spain signed a new port treaty in Nairobi on 18 September 2024."),
    )
    assert [[s.step for s in a.steps] for a in merged.agreements] == [["exchange"], ["sign"]]


def test_two_agreements_of_one_month_are_kept_apart_and_say_why(pipeline: Pipeline) -> None:
    merged = record(
        pipeline,
        ("2024-05-07", "Kenya and Spain signed a fishing agreement in Nairobi on Monday."),
        ("2024-05-21", "Kenya and Spain signed an extradition treaty in Madrid on Monday."),
        ("2024-06-10", "Kenya's parliament approved the fishing agreement with Spain on Friday. "
         "The extradition treaty is still to be debated."),
        ("2024-07-10", "Spain's Senate approved the extradition treaty with Kenya on Tuesday."),
    )  # fmt: skip
    fishing, extradition = merged.agreements
    assert [(s.step, s.by) for s in fishing.steps] == [("sign", ("ESP", "KEN")), ("approve", ("KEN",))]
    assert [(s.step, s.by) for s in extradition.steps] == [("sign", ("ESP", "KEN")), ("approve", ("ESP",))]
    assert fishing.apart == (f"not extradition treaty ({extradition.id}): on other matters (fishing; extradition)",)
    assert agreement_card(extradition, merged).apart == extradition.apart


def test_two_agreements_of_one_name_are_told_apart_by_their_days(pipeline: Pipeline) -> None:
    merged = record(
        pipeline,
        ("2024-05-07", "Kenya and Spain signed a trade agreement in Nairobi on Monday. It cuts duties on tea."),
        ("2024-05-28", "Kenya and Spain signed a second trade agreement in Madrid on Monday. It cuts duties on cars."),
        ("2024-06-10", "Kenya's parliament approved the second trade agreement with Spain on Friday."),
    )
    first, second = merged.agreements
    assert [s.step for s in first.steps] == ["sign"]
    assert [s.step for s in second.steps] == ["sign", "approve"]
    assert "signed on other days (2024-05-06; 2024-05-27)" in first.apart[0]


@pytest.mark.parametrize(
    ("names", "partner", "state", "reason"),
    [
        (("Swaziland", "Eswatini"), "Kenya", "SWZ", "“Swaziland” was the name of Eswatini until 2018-04-18"),
        (("Upper Volta", "Burkina Faso"), "Ghana", "BFA",
         "“Upper Volta” was the name of Burkina Faso until 1984-08-03"),
        (("Burma", "Myanmar"), "Thailand", "MMR", "“Burma” was the name of Myanmar until 1989-06-17"),
        (("Zaire", "the Democratic Republic of the Congo"), "Zambia", "COD",
         "“Zaire” was the name of Democratic Republic of the Congo until 1997-05-16"),
        (("Macedonia", "North Macedonia"), "Greece", "MKD",
         "“Macedonia” was the name of North Macedonia until 2019-02-11"),
        (("Turkey", "Türkiye"), "Georgia", "TUR", "name in the knowledge base"),
        (("the Czech Republic", "Czechia"), "Austria", "CZE", "name in the knowledge base"),
        (("Dahomey", "Benin"), "Niger", "BEN", "“Dahomey” was the name of Benin until 1975-11-29"),
    ],
)  # fmt: skip
def test_a_state_under_its_old_and_new_name_is_one_party(
    names: tuple[str, str], partner: str, state: str, reason: str, pipeline: Pipeline
) -> None:
    old, new = names
    first = f"{partner} and {old} signed a border treaty in Geneva on Monday."
    merged = record(
        pipeline,
        ("2017-05-16", first),
        ("2019-10-16", f"{partner} and {new} exchanged instruments of ratification of their border treaty on Monday."),
    )
    entry = only(merged)
    assert state in entry.parties
    assert [(s.step, set(s.by)) for s in entry.steps] == [
        ("sign", set(entry.parties)),
        ("exchange", set(entry.parties)),
    ]
    reading = pipeline.read_report(Report(id="one", text=first, published="2017-05-16"))
    assert next(a.reason for a in reading.actors if a.id == state) == reason


def test_two_agreements_signed_on_one_day_are_two(pipeline: Pipeline) -> None:
    merged = record(
        pipeline,
        ("2024-05-07", "Kenya and Spain signed a fishing agreement in Nairobi on Monday."),
        ("2024-05-07", "Kenya and Spain signed an extradition treaty in Nairobi on Monday."),
    )
    assert sorted(a.name for a in merged.agreements) == ["extradition treaty", "fishing agreement"]
    assert all("on other matters" in a.apart[0] for a in merged.agreements)
