"""Plain agency sentences: every step of the record, with its parties, organ, state and day, and none beside them."""

from pathlib import Path

import yaml

from dateline.pipeline import Pipeline
from dateline.read import ReadOptions, report_from_text
from factory import told_step

CASES = Path(__file__).parent.parent / "cases" / "steps_plain.yaml"
# Of so many sentences at least all is right.
FLOOR = 0.88


def steps_of(pipeline: Pipeline, text: str) -> list[str]:
    reading = pipeline.read_report(report_from_text(text, options=ReadOptions(published="2014-05-07")))
    steps = (s for g in pipeline.merge([reading]).agreements for s in g.steps)
    return sorted(f"{told_step(s)} {s.date.edtf or '-'}" for s in steps)


def test_plain_sentences_are_read_whole(pipeline: Pipeline) -> None:
    cases = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    wrong = [(c["text"], got) for c in cases if (got := steps_of(pipeline, c["text"])) != sorted(c["steps"])]
    assert len(wrong) <= (1 - FLOOR) * len(cases), wrong
    print(f"{len(cases) - len(wrong)} of {len(cases)} sentences with all steps right")
