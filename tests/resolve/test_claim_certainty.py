"""Who speaks, of whose act, and how certain that leaves the report: sentences, and the rule on hand-built entries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.config import Config
from dateline.model import Report, Span
from dateline.model.reading import Actor, Claim, Event
from dateline.model.vocabulary import EventType, Stance
from dateline.pipeline import Pipeline
from dateline.resolve.claims import link_claims

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "claim_certainty.yaml").read_text(encoding="utf-8")
)
ACTORS = {
    a.id: a
    for a in (
        Actor("KOR", "South Korea", "state", "KOR"),
        Actor("PRK", "North Korea", "state", "PRK"),
        Actor("PRK.MED", "KCNA", "media", "PRK"),
        Actor("group:reds", "the Reds", "armed_group"),
    )
}


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    """One loaded pipeline for all sentences."""
    return Pipeline(Config())


def test_there_are_thirty_sentences() -> None:
    assert len(CASES) >= 30
    assert len({(c["text"], c["event"]) for c in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['event']}: {c['text'][:40]}")
def test_sentence(pipeline: Pipeline, case: dict[str, Any]) -> None:
    text = case["text"]
    reading = pipeline.read_report(Report(id="r-1", text=text, published="2024-11-12"))
    events = [e for e in reading.events if case["event"] in e.anchor.of(text)]
    assert len(events) == 1, [(e.type, e.anchor.of(text)) for e in reading.events]
    (event,) = events
    assert (event.certainty, event.polarity) == (case["certainty"], case["polarity"])
    told = [c for c in reading.claims if c.id in event.claims]
    assert [(sorted(c.sources), c.stance) for c in told] == (
        [] if case["by"] is None else [(sorted(case["by"]), case["stance"])]
    )


def fired(type: EventType = "ASSAULT", doers: tuple[str, ...] = ("PRK",), to: tuple[str, ...] = ()) -> Event:
    """An event at the fifth character."""
    return Event(id="e1", type=type, anchor=Span(5, 9), evidence=Span(0, 20), actors=doers, recipients=to)


@pytest.mark.parametrize(
    ("event", "by", "stance", "certainty"),
    [
        (fired(to=("KOR",)), ("KOR",), "states", "underspecified"),
        (fired(to=("KOR",)), ("PRK.MED",), "states", "certain"),
        (fired("AID", to=("KOR",)), ("KOR",), "states", "certain"),
        (fired("CONSULT", to=("KOR",)), ("KOR",), "confirms", "certain"),
        (fired(doers=("group:reds",)), ("group:reds",), "confirms", "certain"),
        (fired(), ("PRK",), "denies", "underspecified"),
        (fired(), ("KOR",), "accuses", "underspecified"),
        (fired(), ("KOR",), "condemns", "certain"),
        (fired(), (), "predicts", "possible"),
        (fired(), ("KOR",), "fears", "possible"),
        (fired(), ("KOR",), "cannot_verify", "underspecified"),
        (fired(doers=()), (), "states", "underspecified"),
    ],
)
def test_rule(event: Event, by: tuple[str, ...], stance: Stance, certainty: str) -> None:
    claim = Claim("c1", by, None, None, (Span(4, 20),), "indirect", stance)
    (told,), (left,) = link_claims([claim], [event], ACTORS)
    assert told.events == ("e1",)
    assert left.claims == ("c1",)
    assert left.certainty == certainty


def test_a_claim_about_other_words_leaves_the_event_alone() -> None:
    claim = Claim("c1", ("KOR",), None, None, (Span(10, 20),), "indirect", "states")
    (told,), (left,) = link_claims([claim], [fired()], ACTORS)
    assert left == fired()
    assert told.events == ()
