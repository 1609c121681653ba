"""What dates and places cost: the parts are timed as they run, once each, and left as they were."""

from __future__ import annotations

import time
from collections import defaultdict

from benchmarks.share import timed

import dateline.pipeline
from dateline.pipeline import Pipeline
from dateline.read import ReadOptions, report_from_text
from dateline.resolve.dating import Dating

TEXT = "Rebels attacked a convoy near Goma on Monday, killing six. They withdrew from the town two days later."


def test_parts_are_timed_and_left_as_they_were(pipeline: Pipeline) -> None:
    before = dateline.pipeline.find_dates, dateline.pipeline.find_places, Dating.at
    report = report_from_text(TEXT, options=ReadOptions(published="2024-05-16"))
    spent: dict[str, float] = defaultdict(float)
    start = time.perf_counter()
    with timed(spent):
        reading = pipeline.read_report(report)
    whole = time.perf_counter() - start
    assert set(spent) == {"dates", "places", "event dates", "event places"}
    assert all(seconds > 0 for seconds in spent.values())
    assert sum(spent.values()) < whole
    assert (dateline.pipeline.find_dates, dateline.pipeline.find_places, Dating.at) == before
    assert reading == pipeline.read_report(report)
