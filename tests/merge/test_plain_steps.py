"""Plain agency sentences: every step of the record, with its parties, organ, state and day, and none beside them."""

from pathlib import Path

import pytest
import yaml

from dateline.pipeline import Pipeline
from dateline.read import ReadOptions, report_from_text
from factory import told_step

CASES = Path(__file__).parent.parent / "cases"
# Of so many sentences at least all is right: of those that rules were mended on, and of those by a writer who had seen
# neither rules nor record (every other one was then read, and rules mended).
FLOORS = {"steps_plain": 0.88, "steps_plain_blind": 0.6}


def steps_of(pipeline: Pipeline, text: str) -> list[str]:
    reading = pipeline.read_report(report_from_text(text, options=ReadOptions(published="2014-05-07")))
    steps = (s for g in pipeline.merge([reading]).agreements for s in g.steps)
    return sorted(f"{told_step(s)} {s.date.edtf or '-'}" for s in steps)


def whole(got: list[str], expected: list[str | list[str]]) -> bool:
    """Whether each expected step, or one of its accepted readings, is told once, and nothing beside."""
    left = list(got)
    for step in expected:
        found = next((s for s in left if s in ([step] if isinstance(step, str) else step)), None)
        if found is None:
            return False
        left.remove(found)
    return not left


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_plain_sentences_are_read_whole(pipeline: Pipeline, name: str) -> None:
    cases = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    wrong = [(c["text"], got) for c in cases if not whole(got := steps_of(pipeline, c["text"]), c["steps"])]
    assert len(wrong) <= (1 - FLOORS[name]) * len(cases), wrong
    print(f"{name}: {len(cases) - len(wrong)} of {len(cases)} sentences with all steps right")
