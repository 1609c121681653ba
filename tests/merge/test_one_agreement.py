"""Reports that tell of one agreement in other words, and reports that tell of two."""

from __future__ import annotations

import pytest

from dateline.pipeline import Pipeline
from dateline.read import ReadOptions, report_from_text
from factory import only, record

SIGNED = ("2024-05-07", "NAIROBI - Kenya and Uganda on Tuesday signed a pact to curb soot from the cement kilns.")


@pytest.mark.parametrize(
    "later",
    [
        # Described by a word of the other report alone.
        "KAMPALA - The soot pact with Kenya was approved by Uganda's parliament on Thursday.",
        # Undescribed, and of the same two states and no other.
        "KAMPALA - Uganda's parliament on Thursday approved the agreement with Kenya.",
        # By the matter of the report, of which no word stands beside the pact.
        "NAIROBI - Cement makers in Kenya welcomed Thursday's vote. Uganda's parliament had approved the soot pact.",
    ],
)
def test_reports_that_mean_one_agreement(pipeline: Pipeline, later: str) -> None:
    entry = only(record(pipeline, SIGNED, ("2024-06-14", later)))
    assert entry.parties == ("KEN", "UGA")
    assert [s.step for s in entry.steps] == ["sign", "approve"]


def test_one_description_of_other_parties_is_of_another(pipeline: Pipeline) -> None:
    later = "ACCRA - The soot pact between Ghana and Togo was approved by Ghana's parliament on Thursday."
    assert len(record(pipeline, SIGNED, ("2024-06-14", later)).agreements) == 2


def test_what_is_only_mentioned_finds_its_agreement_after_all(pipeline: Pipeline) -> None:
    bare = ("2024-05-06", "NAIROBI - Kenya will on Tuesday sign the soot pact with Uganda.")
    assert len(record(pipeline, bare, SIGNED).agreements) == 1


def test_an_accession_is_deposited_and_done(pipeline: Pipeline) -> None:
    text = "NEW YORK - Kenya on Tuesday deposited its instrument of accession to the High Seas Treaty."
    entry = only(record(pipeline, ("2024-05-08", text)))
    assert {(s.step, s.by, s.date.edtf) for s in entry.steps} == {
        ("deposit", ("KEN",), "2024-05-07"),
        ("accede", ("KEN",), "2024-05-07"),
    }


@pytest.mark.parametrize(
    ("words", "day"),
    [("upon signature", "2024-05-07"), ("once both parliaments have approved it", None)],
)
def test_what_binds_on_signature_is_in_force_when_signed(pipeline: Pipeline, words: str, day: str | None) -> None:
    text = f"NAIROBI - Kenya and Uganda signed a memorandum on nurses on Tuesday. It takes effect {words}."
    steps = only(record(pipeline, ("2024-05-08", text))).steps
    assert next((s.date.edtf for s in steps if s.step == "enter_into_force" and s.state == "done"), None) == day


def test_a_state_of_which_only_the_minister_is_named_is_a_party(pipeline: Pipeline) -> None:
    text = "NAIROBI - Kenyan Foreign Minister Ann Otieno and her Ugandan counterpart signed a border treaty on Tuesday."
    entry = only(record(pipeline, ("2024-05-08", text)))
    assert entry.parties == ("KEN", "UGA")
    assert [(s.step, s.by, s.organ) for s in entry.steps] == [("sign", ("KEN", "UGA"), "government")]


def test_a_swap_that_an_agreement_provides_for_is_no_other(pipeline: Pipeline) -> None:
    signed = ("2021-03-05", "DJIBOUTI - Eritrea and the Afar Front signed a peace agreement on Wednesday.")
    text = "ASMARA - The peace agreement between Eritrea and the Afar Front, signed on March 3, is being kept. "
    later = (
        "2021-03-09",
        text + "Officials disagreed about a prisoner swap between the government and the Afar Front.",
    )
    assert [s.step for s in only(record(pipeline, signed, later)).steps] == ["sign"]


def test_a_swap_that_is_agreed_on_is_an_agreement(pipeline: Pipeline) -> None:
    signed = ("2021-03-05", "AMMAN - Jordan and Syria signed a peace agreement in Amman on Wednesday.")
    later = ("2021-03-09", "DAMASCUS - Syria and Jordan agreed on a prisoner swap on Monday.")
    assert [len(a.steps) for a in record(pipeline, signed, later).agreements] == [1, 1]


def test_a_president_who_signs_the_law_alone_has_not_signed_the_agreement_on_another_day(pipeline: Pipeline) -> None:
    signed = ("2013-03-08", "HANOI - Vietnam and Peru signed a fisheries pact on Thursday.")
    text = "LIMA - The court declared the fisheries pact with Vietnam, and the law approving it that the president "
    later = ("2014-05-07", text + "signed on May 2, to be in order.")
    assert [s.step for s in only(record(pipeline, signed, later)).steps] == ["sign", "approve"]


TURTLES = ("1961-05-05", "BOGOTA - Colombia and Haiti on Thursday signed an agreement on the hunting of turtles.")


@pytest.mark.parametrize(
    ("signed", "later"),
    [
        (TURTLES, "BOGOTA - Colombia on Monday denounced the agreement of 1961 with Haiti."),
        (
            ("1961-05-05", "OSLO - Norway and Ghana on Thursday signed a treaty of friendship."),
            "ACCRA - Ghana gave notice on Monday that it is ending the 1961 friendship treaty with Norway.",
        ),
    ],
)
def test_a_year_ties_two_reports_over_decades(signed: tuple[str, str], later: str, pipeline: Pipeline) -> None:
    assert [s.step for s in only(record(pipeline, signed, ("1996-03-05", later))).steps] == ["sign", "give_notice"]


@pytest.mark.parametrize(
    "later",
    [
        "BOGOTA - Colombia on Monday denounced its 1967 treaty with Haiti.",
        "BOGOTA - Colombia on Monday denounced its 1961 tax treaty with Haiti.",
    ],
)
def test_a_year_ties_nothing_that_is_on_another_matter(later: str, pipeline: Pipeline) -> None:
    assert len(record(pipeline, TURTLES, ("1996-03-05", later)).agreements) == 2


@pytest.mark.parametrize(
    ("title", "text", "count"),
    [
        # The headline's treaty, told in the text only after a first sentence.
        ("Ministers sign mining treaty", "A quarry at Tena is to reopen. Ecuador and Iran signed a treaty on ores on "
         "Tuesday.", 1),
        ("Iran treaty takes hold", "Claims have come in since Monday. A treaty with that country took effect in "
         "Ecuador on the first of the month.", 1),
        ("MPs back border treaty", "Parliament in Lusaka has approved the treaty on the border with Angola.", 1),
        ("Ceasefire in Tena broken", "A man was shot at dawn on Monday. Ecuador and Peru signed a tax treaty.", 2),
        # What a clause tells of it is no matter that it is called by.
        (None, "QUITO - Ecuador and Peru on Tuesday signed a treaty that tells where the waters of each end. The "
         "treaty on the maritime boundary must be ratified by Ecuador's congress.", 1),
        (None, "QUITO - Ecuador and Iran signed a treaty on fishing on Tuesday. The extradition treaty was approved by "
         "Ecuador's congress on Monday.", 2),
    ],
)  # fmt: skip
def test_one_agreement_of_one_report_is_not_told_apart(
    title: str | None, text: str, count: int, pipeline: Pipeline
) -> None:
    whole = f"{title}\n\n{text}" if title else text
    report = report_from_text(whole, options=ReadOptions(published="2014-05-07"))
    assert report.title == title
    assert len(pipeline.read_report(report).agreements) == count
