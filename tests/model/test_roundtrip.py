"""Readings survive JSON, and what does not fit its text is refused."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import ModelError
from dateline.model import Actor, Claim, DateMention, Event, Reading, Report, Span, When, from_json, report_id, to_json
from dateline.model.codec import schema
from dateline.model.record import Merged
from dateline.model.vocabulary import EventType, Stance

texts = st.text(min_size=1, max_size=200)


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text))))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    text = draw(texts)
    actors = tuple(
        Actor(f"org:{i}", draw(st.text(max_size=10)), "ngo", mentions=(draw(spans(text)),))
        for i in range(draw(st.integers(0, 3)))
    )
    ids = [a.id for a in actors]
    some = st.lists(st.sampled_from(ids), max_size=2).map(tuple) if ids else st.just(())
    events = tuple(
        Event(
            id=f"e{i}",
            type=draw(st.sampled_from(get_args(EventType))),
            anchor=draw(spans(text)),
            evidence=draw(spans(text)),
            actors=draw(some),
            recipients=draw(some),
            date=When("2024-11", "stated", draw(spans(text))),
            confidence=draw(st.floats(0, 1)),
        )
        for i in range(draw(st.integers(0, 3)))
    )
    claims = tuple(
        Claim(
            f"c{i}",
            draw(some),
            None,
            draw(spans(text)),
            (draw(spans(text)),),
            "indirect",
            draw(st.sampled_from(get_args(Stance))),
        )
        for i in range(draw(st.integers(0, 2)))
    )
    dates = tuple(
        DateMention(draw(spans(text)), None, "date", "vague", "told by no day") for _ in range(draw(st.integers(0, 2)))
    )
    report = Report(id=report_id(text, None, None), text=text, published=draw(st.sampled_from([None, "2024-11-12"])))
    return Reading(report=report, actors=actors, events=events, claims=claims, dates=dates)


@given(readings())
def test_a_reading_survives_json(reading: Reading) -> None:
    line = to_json(reading)
    assert b"\n" not in line
    assert from_json(line, Reading) == reading
    assert to_json(from_json(line, Reading)) == line


@given(texts, st.integers(-5, 300), st.integers(-5, 300))
def test_a_span_outside_its_text_is_refused(text: str, start: int, end: int) -> None:
    fits = 0 <= start < end <= len(text)
    raw = {
        "report": {"id": "r", "text": text},
        "dates": [{"span": [start, end], "edtf": None, "kind": "date", "anchor": "vague"}],
    }
    if fits:
        assert from_json(json.dumps(raw), Reading).dates[0].span == (start, end)
    else:
        with pytest.raises(ModelError, match="does not fit a text"):
            from_json(json.dumps(raw), Reading)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"events": [{"id": "e", "type": "AID", "anchor": [0, 1], "evidence": [0, 1], "actors": ["RUS"]}]}, "'RUS'"),
        ({"events": [{"id": "e1", "type": "MEET", "anchor": [0, 1], "evidence": [0, 1]}]}, "Invalid enum value"),
        ({"format": "dateline.reading/2"}, "is not 'dateline.reading/1'"),
        ({"report": {"id": "r"}}, "missing required field `text`"),
    ],
)  # fmt: skip
def test_what_does_not_fit_the_contract_is_named(change: dict[str, object], message: str) -> None:
    raw = {"report": {"id": "r", "text": "Words."}} | change
    with pytest.raises(ModelError, match=message):
        from_json(json.dumps(raw), Reading)


def test_the_schemas_name_the_contract_fields() -> None:
    reading = schema(Reading)["$defs"]
    wanted = {"tense", "polarity", "certainty", "conditional", "quantities", "claims", "confidence"}
    assert {"report", "actors", "places", "dates", "agreements", "events", "claims", "estimates"} <= set(
        reading["Reading"]["properties"]
    )
    assert wanted <= set(reading["Event"]["properties"])
    assert "conflicts" in schema(Merged)["$defs"]["EventEntry"]["properties"]


def test_the_same_words_by_the_same_publisher_on_the_same_day_are_one_report() -> None:
    assert report_id("a", "b", "2024-11-12T09:00:00") == report_id("a", "b", "2024-11-12")
    assert report_id("a", "b", "2024-11-12") != report_id("a", "c", "2024-11-12")
