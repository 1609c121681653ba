"""Steps that are only spoken of, denied or told by the way, and whose they are, in sentences of our own."""

from __future__ import annotations

import pytest

from dateline.model import Report
from dateline.pipeline import Pipeline
from factory import record

DAY = "2022-11-21"


def told(pipeline: Pipeline, text: str) -> set[tuple[str, str, str, str | None]]:
    """Step, parties, state and day of each step in the record."""
    entries = record(pipeline, (DAY, text)).agreements
    return {(s.step, "+".join(s.by), s.state, s.date.edtf) for a in entries for s in a.steps}


@pytest.mark.parametrize(
    "text",
    [
        "The speech increases the chance that Chile will pull out of the border treaty with Peru.",
        "Backers of the border treaty with Peru fear that Chile will walk away from it.",
        "Chile will seek to renegotiate the border treaty with Peru.",
        "Chile and Peru have until March 29 to reach a border agreement and get it ratified.",
        "Chile has shown no interest in signing such a border agreement with Peru.",
        "Chile would never sign an agreement with Peru that did not protect its fishermen.",
        "Chile will only be able to leave the border treaty with Peru by agreement.",
        "The border treaty binds Chile and Peru. His departure from the club surprised its members.",
        "The border treaty binds Chile and Peru. The president's withdrawal of troops was a relief.",
        "Chile said it was ready to reach a deal to avert a shutdown.",
        "The minister signed a presidential memorandum on hats.",
        "A Chilean group signed a deal with a Dutch firm.",
        "There is no evidence that Chile is in breach of the border treaty with Peru.",
    ],
)
def test_what_is_guessed_wished_or_another_matter_is_no_step(pipeline: Pipeline, text: str) -> None:
    assert told(pipeline, text) == set()


@pytest.mark.parametrize(
    ("text", "step"),
    [
        (
            "Georgia denied a newspaper report that it had signed the accord with Armenia.",
            ("sign", "GEO", "denied", None),
        ),
        (
            "Chile said on Monday it would withdraw from the treaty with Peru in May.",
            ("withdraw", "CHL", "announced", "2023-05"),
        ),
        (
            "Kenya on Monday suspended its labour accord with Qatar, in force since January last year.",
            ("enter_into_force", "KEN+QAT", "done", "2021-01"),
        ),
        (
            "Kenya on Monday suspended its labour accord with Qatar, in force since January last year.",
            ("suspend", "KEN", "done", "2022-11-21"),
        ),
        (
            "Brazil on Tuesday deposited an instrument of accession to the Iquitos Convention with Peru's president. "
            "Its Congress had consented in June.",
            ("approve", "BRA", "done", "2022-06"),
        ),
        (
            "Iceland's parliament on Wednesday turned its back on an extradition treaty with Togo.",
            ("approve", "ISL", "failed", "2022-11-16"),
        ),
        (
            "A bill that would let Nigeria accede to the Mangrove Convention was before it. "
            "Its House of Representatives on Tuesday rejected the bill to accede to it.",
            ("approve", "NGA", "failed", "2022-11-15"),
        ),
        (
            "Jordan's ambassador and the Omani minister traded instruments of ratification on Wednesday. "
            "The defence treaty between the two took effect there and then.",
            ("exchange", "JOR+OMN", "done", "2022-11-16"),
        ),
    ],
)
def test_whose_a_step_is_and_what_became_of_it(
    pipeline: Pipeline, text: str, step: tuple[str, str, str, str | None]
) -> None:
    assert step in told(pipeline, text)


def test_whom_rebels_are_for_is_no_party(pipeline: Pipeline) -> None:
    text = "The truce was signed by Ukraine's president and pro-Russian rebels in September."
    found = record(pipeline, (DAY, text))
    assert all("RUS" not in s.by for a in found.agreements for s in a.steps)


def test_who_endorses_a_treaty_does_not_reject_it(pipeline: Pipeline) -> None:
    reading = pipeline.read_report(Report(id="r-1", text="Thailand endorsed the malaria treaty.", published=DAY))
    assert [e.type for e in reading.events] == ["SUPPORT"]


def test_reports_of_other_parties_to_one_convention_are_joined_by_its_name(pipeline: Pipeline) -> None:
    texts = (
        ("2019-05-16", "Brazil, Bolivia and Peru have applied the Iquitos Convention since 2011."),
        ("2023-08-09", "Gabon on Tuesday acceded to the Iquitos Convention."),
    )
    found = [a for a in record(pipeline, *texts).agreements if a.name == "Iquitos Convention"]
    assert len(found) == 1
