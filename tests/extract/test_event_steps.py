"""What becomes of steps that the network reads: what it adds, what it doubts, and whose word stands."""

from __future__ import annotations

import dataclasses

import pytest

from dateline.model import Document, Report
from dateline.model.findings import EventFinding, StepReading
from dateline.pipeline import Pipeline, extract
from dateline.read import ReadOptions, report_from_text

# Written for these tests.
TEXT = "Togo's parliament hugged the treaty on Monday. Benin ratified the treaty."


def parsed(pipeline: Pipeline, text: str = TEXT) -> Document:
    """The text as a document."""
    return pipeline.parser.parse(Report(id="r-1", text=text, published="2024-11-12"))


def read(document: Document, word: str, step: str = "approve", **fields: object) -> StepReading:
    """A sure reading of a done step off `word`, of the first treaty of its sentence."""
    token = next(t for t in document.syntax if t.text == word)
    treaty = next((t.i for t in token.sent if t.text == "treaty"), None)
    reading = StepReading(token.i, step, 0.9, 0.9, "done", 0.9, None, (), treaty, None)  # type: ignore[arg-type]
    return dataclasses.replace(reading, **fields)  # type: ignore[arg-type]


def steps(pipeline: Pipeline, document: Document, *readings: StepReading) -> list[EventFinding]:
    """The step events, given what the network is to have read."""
    found = extract(document, pipeline.knowledge, steps_of=lambda *_: lambda: readings)
    return [e for e in found.events if e.step is not None]


def told(events: list[EventFinding], text: str = TEXT) -> list[tuple[str | None, str]]:
    """Step and trigger of each."""
    return [(e.step, e.anchor.of(text)) for e in events]


def test_a_step_that_no_rule_knows_is_added_with_what_was_read_of_it(pipeline: Pipeline) -> None:
    document = parsed(pipeline)
    house = next(t.i for t in document.syntax if t.text == "parliament")
    reading = read(document, "hugged", organ="lower_chamber", by=(house,))
    found = steps(pipeline, document, reading, read(document, "ratified", "ratify"))
    assert told(found) == [("approve", "hugged"), ("ratify", "ratified")]
    added = found[0]
    assert (added.organ, [s.of(TEXT) for s in added.actors]) == ("lower_chamber", ["parliament"])
    assert (added.tense, added.polarity, added.type) == ("past", "positive", "SUPPORT")
    assert added.reason == "hug (network, 0.90)"


def test_a_comment_is_no_approval(pipeline: Pipeline) -> None:
    document = parsed(pipeline, "Togo welcomed the treaty on Monday.")
    assert steps(pipeline, document, read(document, "welcomed")) == []


def test_a_rule_s_step_of_which_the_network_sees_nothing_is_told_so(pipeline: Pipeline) -> None:
    document = parsed(pipeline)
    assert [(e.reason, e.network) for e in steps(pipeline, document)] == [
        ("ratify (ratify); no step to the network", "sees none")
    ]


def test_without_a_network_the_rules_stand_alone(pipeline: Pipeline) -> None:
    document = parsed(pipeline)
    found = extract(document, pipeline.knowledge)
    assert [e.step for e in found.events if e.step] == ["ratify"]


def test_a_signature_that_is_surely_an_approval_is_told_as_one_and_keeps_who_acts(pipeline: Pipeline) -> None:
    text = "Togo's parliament passed the treaty on Monday. President Faure Gnassingbe signed it on Tuesday."
    document = parsed(pipeline, text)
    found = steps(pipeline, document, read(document, "signed", "approve"))
    assert ("approve", "signed") in told(found, text)
    signed = next(e for e in found if e.anchor.of(text) == "signed")
    assert [s.of(text) for s in signed.actors] == ["Gnassingbe"]
    unsure = steps(pipeline, document, read(document, "signed", "approve", certainty=0.6))
    assert ("sign", "signed") in told(unsure, text)


def test_no_other_step_of_a_rule_is_replaced(pipeline: Pipeline) -> None:
    document = parsed(pipeline)
    assert told(steps(pipeline, document, read(document, "ratified", "accept"))) == [("ratify", "ratified")]


def test_what_the_rules_say_is_no_step_is_not_added(pipeline: Pipeline) -> None:
    text = "A committee of Togo's parliament approved the treaty on Monday."
    document = parsed(pipeline, text)
    assert steps(pipeline, document, read(document, "approved")) == []


@pytest.mark.parametrize(
    "text",
    [
        "The treaty was sent back to committee by Togo's parliament on Monday.",
        "Togo's parliament sent the treaty back to the foreign affairs committee on Monday.",
    ],
)
def test_a_treaty_sent_back_to_committee_is_neither_submitted_nor_approved(pipeline: Pipeline, text: str) -> None:
    reading = pipeline.read_report(report_from_text(text, options=ReadOptions(published="2024-05-07")))
    assert [e.step for e in reading.events if e.step in ("submit", "approve")] == []


def test_one_step_read_by_both_is_told_once(pipeline: Pipeline) -> None:
    document = parsed(pipeline)
    found = steps(pipeline, document, read(document, "ratified", "ratify"))
    assert told(found) == [("ratify", "ratified")]
    assert "network" not in found[0].reason


def test_what_is_ahead_counts_with_a_day_and_talks_do_not_count(pipeline: Pipeline) -> None:
    document = parsed(pipeline)
    monday = next(t.i for t in document.syntax if t.text == "Monday")
    sure = read(document, "ratified", "ratify")
    assert told(steps(pipeline, document, sure, read(document, "hugged", state="planned"))) == [("ratify", "ratified")]
    dated = steps(pipeline, document, sure, read(document, "hugged", state="planned", when=monday))
    assert [(e.step, e.tense) for e in dated] == [("approve", "future"), ("ratify", "past")]
    assert told(steps(pipeline, document, sure, read(document, "hugged", "negotiate"))) == [("ratify", "ratified")]


def test_what_moves_must_be_an_agreement(pipeline: Pipeline) -> None:
    document = parsed(pipeline)
    sure = read(document, "ratified", "ratify")
    house = next(t.i for t in document.syntax if t.text == "parliament")
    other = read(document, "hugged", "sign", agreement=house)
    assert told(steps(pipeline, document, sure, other)) == [("ratify", "ratified")]
    assert ("sign", "hugged") not in told(
        steps(pipeline, document, sure, read(document, "hugged", "sign", agreement=None))
    )


def test_a_failed_step_is_a_refusal(pipeline: Pipeline) -> None:
    document = parsed(pipeline)
    monday = next(t.i for t in document.syntax if t.text == "Monday")
    found = steps(pipeline, document, read(document, "hugged", state="failed", when=monday))
    assert (found[0].type, found[0].polarity, found[0].tense) == ("REJECT", "negative", "past")


def test_what_is_surely_still_to_come_is_not_done(pipeline: Pipeline) -> None:
    document = parsed(pipeline)
    [ahead] = steps(pipeline, document, read(document, "ratified", "ratify", state="planned"))
    assert (ahead.tense, ahead.polarity) == ("future", "positive")
    [told_so] = steps(pipeline, document, read(document, "ratified", "ratify", state="denied"))
    assert (told_so.tense, told_so.polarity) == ("past", "positive")


def test_neither_consent_nor_force_is_added(pipeline: Pipeline) -> None:
    document = parsed(pipeline)
    for step in ("ratify", "deposit", "enter_into_force"):
        found = steps(pipeline, document, read(document, "hugged", step), read(document, "ratified", "ratify"))
        assert told(found) == [("ratify", "ratified")]
