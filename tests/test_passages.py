"""Marked passages against what the rules read in them, as `python -m tests.passage_measure` counts."""

from __future__ import annotations

from collections import Counter

from training.step_marks import mark

from dateline.model import Report
from dateline.pipeline import Pipeline
from passage_measure import DAY, counts

TEXT = "Kenya and Uganda signed the tea treaty on Monday. Parliament in Nairobi hugged it."


def counted(pipeline: Pipeline, *lines: str) -> Counter[str]:
    """The counts of one passage with these marks."""
    return counts(pipeline, Report(id="r-1", text=TEXT, published=DAY), [mark(TEXT, line) for line in lines])


def test_a_mark_is_found_on_its_trigger(pipeline: Pipeline) -> None:
    signed = "signed | sign | done | - | by Kenya,Uganda | of treaty | when Monday"
    hugged = "hugged | approve | done | legislature | by Parliament | of it | when -"
    assert counted(pipeline, signed, hugged) == Counter(marks=2, found=1, extra=0)


def test_an_event_that_no_mark_asks_for_is_extra(pipeline: Pipeline) -> None:
    assert counted(pipeline) == Counter(marks=0, extra=1)
