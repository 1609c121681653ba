"""Persons who bear a state's name, and bodies that have a name of their own."""

from __future__ import annotations

import pytest

from dateline.model import Report
from dateline.pipeline import Pipeline


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        (
            "Ohio Rep. Jim Jordan spoke to reporters. Jordan heads a group in the House and Jordan said it was united.",
            {"person:jim-jordan"},
        ),
        (
            "Jim Jordan will visit Jordan next week. Jordan has taken in refugees from Syria.",
            {"person:jim-jordan", "JOR", "SYR"},
        ),
        (
            "“There is no proof,” said the Open Frontier Foundation. The foundation is based in Oslo.",
            {"org:open-frontier-foundation"},
        ),
    ],
)
def test_who_is_meant(pipeline: Pipeline, text: str, ids: set[str]) -> None:
    reading = pipeline.read_report(Report(id="case", text=text, published="2024-11-12"))
    assert ids <= {a.id for a in reading.actors}
    assert ("JOR" in {a.id for a in reading.actors}) == ("JOR" in ids)
