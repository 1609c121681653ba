"""How wire copy words the steps of agreements: each case of `agreement_steps*.yaml` is a record of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.kinds.when import bounds
from dateline.model.record import StepEntry
from dateline.pipeline import Pipeline
from dateline.read import ReadOptions, report_from_text

FILES = sorted((Path(__file__).parents[1] / "cases").glob("agreement_steps*.yaml"))
CASES = [case for file in FILES for case in yaml.safe_load(file.read_text(encoding="utf-8"))]
# What may not fall: the share of sentences of which the record has all steps, and no other. Raise it with the work.
FLOOR = 0.94
TURNS = yaml.safe_load((Path(__file__).parents[1] / "cases" / "step_turns.yaml").read_text(encoding="utf-8"))
# The share of turns of phrase whose step the record has; what is beside it is not judged.
TURNS_FLOOR = 0.92


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


def either(told: str) -> list[str | None]:
    return [None if word == "-" else word for word in told.split("|")]


def fits(wanted: list[str], step: StepEntry) -> bool:
    name, by, organ, date, *state = wanted
    parties = [frozenset(p.split("+")) if p else frozenset[str]() for p in either(by)]
    told = step.step == name and frozenset(step.by) in parties and step.organ in either(organ)
    return told and step.date.edtf in either(date) and step.state in (state or ["done"])[0].split("|")


def right(pipeline: Pipeline, case: dict[str, Any]) -> bool:
    """Whether the record of one report has the steps of the case and no other."""
    reading = pipeline.read_report(report_from_text(case["text"], options=ReadOptions(published="2024-11-12")))
    left = [s for g in pipeline.merge([reading]).agreements for s in g.steps]
    for wanted in case["steps"]:
        found = next((s for s in left if fits(wanted, s)), None)
        if found is None:
            return False
        left.remove(found)
    return not left


def test_share_of_sentences_whose_steps_are_right(pipeline: Pipeline) -> None:
    wrong = [case["text"] for case in CASES if not right(pipeline, case)]
    assert 1 - len(wrong) / len(CASES) >= FLOOR, wrong


def has_turn(pipeline: Pipeline, case: dict[str, Any]) -> bool:
    """Whether the record of one report has the step of a turn: by these parties at least, from that day, so."""
    step, by, day = case["step"]
    untaken, parties = step.endswith("-"), {*by.split("+")} - {""}
    reading = pipeline.read_report(report_from_text(case["text"], options=ReadOptions(published="2014-05-07")))
    return any(
        s.step == step.rstrip("-")
        and parties <= {*s.by}
        and s.date.edtf is not None
        and bounds(s.date.edtf)[0] == bounds(day)[0]
        and (s.state in ("failed", "denied")) == untaken
        for g in pipeline.merge([reading]).agreements
        for s in g.steps
    )


def test_share_of_turns_whose_step_is_read(pipeline: Pipeline) -> None:
    wrong = [case["text"] for case in TURNS if not has_turn(pipeline, case)]
    assert 1 - len(wrong) / len(TURNS) >= TURNS_FLOOR, wrong


@pytest.mark.parametrize("word", ["merger", "striker", "plea", "pay deal"])
def test_what_is_no_agreement_of_states_has_no_steps(pipeline: Pipeline, word: str) -> None:
    cases = [c for c in CASES if word in c["text"]]
    assert cases
    assert [c["steps"] for c in cases] == [[]] * len(cases)
    assert all(right(pipeline, c) for c in cases)
