"""A Reading holds together whatever the extractors bring."""

from __future__ import annotations

import dataclasses

from dateline.model import Report
from dateline.model.findings import ClaimFinding
from dateline.model.span import Span
from dateline.pipeline import Pipeline, extract
from dateline.resolve.reading import resolve


def test_a_capital_that_only_tells_where_stays_an_actor_if_a_claim_is_said_to_be_its(pipeline: Pipeline) -> None:
    text = "A missile capable of striking Guam was shown in Pyongyang."
    document = pipeline.parser.parse(Report(id="case", text=text, published="2024-11-12"))
    findings = extract(document, pipeline.knowledge)
    assert "PRK" not in [a.id for a in resolve(document, findings, pipeline.knowledge).actors]
    at = text.index("Pyongyang")
    claim = ClaimFinding(Span(at, at + 9), Span(35, 44), (Span(0, 34),), "indirect", "states")
    reading = resolve(document, dataclasses.replace(findings, claims=(claim,)), pipeline.knowledge)
    assert [c.sources for c in reading.claims] == [("PRK",)]
    assert "PRK" in [a.id for a in reading.actors]
