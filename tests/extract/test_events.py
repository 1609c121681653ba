"""Events from single sentences: precision, recall and the values that tell what happened."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from benchmarks.events import FILES, judge, score

from dateline.pipeline import Pipeline

FOLDER = Path(__file__).parents[1] / "cases"
# "wire_probe": sentences by which words and constructions were tried, of those read rightly: no measure, but a hold.
CASES = [
    case
    for name in (*FILES, "events_wire_probes")
    for case in yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
]
# Precision and recall. What is called independent or wire was written without sight of the rules; at first look it
# measured .70 and .44, .75 and .40 (wire_develop), .84 and .72 (wire_more), .87 and .70, .82 and .66, .86 and .75,
# .87 and .73 (the looks in their order). All have been used to develop since: they hold what was reached, and
# promise nothing for other sentences.
FLOORS = {
    "develop": (0.9, 0.9),
    "last_look": (0.9, 0.9),
    "independent": (0.86, 0.86),
    "wire_develop": (0.92, 0.9),
    "wire_more": (0.9, 0.88),
    "wire_last_look": (0.87, 0.81),
    "wire_last_look_3": (0.9, 0.85),
    "wire_last_look_4": (0.85, 0.76),
    "wire_last_look_5": (0.85, 0.75),
    "wire_probe": (0.97, 0.97),
}


@pytest.mark.parametrize("part", sorted(FLOORS))
def test_precision_and_recall(part: str, pipeline: Pipeline) -> None:
    judged = judge([c for c in CASES if c["part"] == part], pipeline)
    scores = score(judged)
    misses = [f"{j.text} | extra {e.type} {e.actors} {e.recipients} {e.step}" for j in judged for e in j.extra]
    misses += [f"{j.text} | missing {w}" for j in judged for w in j.missing]
    report = f"{part}: {scores}\n" + "\n".join(misses)
    print(report)
    assert scores["precision"] >= FLOORS[part][0], report
    assert scores["recall"] >= FLOORS[part][1], report
