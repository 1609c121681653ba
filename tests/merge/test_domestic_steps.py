"""What chambers, courts, heads of state and voters do with agreements, and how states consent: a sentence each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.pipeline import Pipeline
from dateline.read import ReadOptions, report_from_text
from factory import told_step

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "steps_domestic.yaml").read_text(encoding="utf-8"))
# Two of a hundred may fall when a construction that others share is mended.
FLOOR = 0.98


def steps_of(pipeline: Pipeline, text: str) -> list[str]:
    reading = pipeline.read_report(report_from_text(text, options=ReadOptions(published="2024-05-20")))
    return sorted(told_step(s) for g in pipeline.merge([reading]).agreements for s in g.steps)


def test_share_of_sentences_whose_steps_are_right(pipeline: Pipeline) -> None:
    wrong = [(c["text"], found) for c in CASES if (found := steps_of(pipeline, c["text"])) != sorted(c["steps"])]
    assert 1 - len(wrong) / len(CASES) >= FLOOR, wrong


@pytest.mark.parametrize("case", [c for c in CASES if not c["steps"]], ids=lambda c: c["text"])
def test_what_is_only_planned_or_wished_or_done_by_a_part_is_no_step(pipeline: Pipeline, case: dict[str, Any]) -> None:
    assert steps_of(pipeline, case["text"]) == []


@pytest.mark.parametrize(
    ("publisher", "text", "wanted"),
    [
        (
            "Lusaka Ledger",
            "Parliament on Tuesday ratified the fisheries agreement with Poland.",
            "approve ZMB legislature done",
        ),
        ("Times of Oslo", "The cabinet on Tuesday approved the tax treaty with Chile.", "approve NOR government done"),
        ("Saint Lucia Star", "The country signed the Weed Convention in Belize on Tuesday.", "sign LCA - done"),
        (
            "Saint Lucia Star",
            "This country deposited its instrument of ratification of the Weed Convention on Tuesday.",
            "deposit LCA - done",
        ),
        # A paper that names two other states tells of these.
        (
            "Jakarta Post",
            "Kenya and Uganda signed a tax treaty. Parliament passed the treaty on Tuesday.",
            "approve - legislature done",
        ),
        # Named in passing
        (
            "Harbour Gazette",
            "The Senate on Tuesday approved the energy treaty with Sweden. Others would rather have bought American.",
            "approve - upper_chamber done",
        ),
        # The name of a sea
        (
            "Gulf of Guinea Mail",
            "The Senate on Tuesday approved the energy treaty with Sweden.",
            "approve - upper_chamber done",
        ),
    ],
)
def test_a_paper_called_by_its_state_means_the_bodies_of_that_state(
    pipeline: Pipeline, publisher: str, text: str, wanted: str
) -> None:
    report = report_from_text(text, publisher=publisher, options=ReadOptions(published="2024-05-20"))
    assert wanted in {told_step(s) for g in pipeline.merge([pipeline.read_report(report)]).agreements for s in g.steps}


@pytest.mark.parametrize(
    ("day", "chamber", "wanted"),
    [
        ("2002-07-13", "Kyrgyz Legislative Assembly", "approve KGZ lower_chamber done"),
        ("2002-07-13", "Kyrgyz People's Assembly", "approve KGZ upper_chamber done"),
        ("1985-07-13", "Mozambican People's Assembly", "approve MOZ legislature done"),
        ("2000-07-13", "Egyptian People's Assembly", "approve EGY lower_chamber done"),
        ("1975-07-13", "Egyptian People's Assembly", "approve EGY legislature done"),
        ("1960-07-13", "Swedish Second Chamber", "approve SWE lower_chamber done"),
        ("1965-07-13", "Nicaraguan Chamber of Deputies", "approve NIC lower_chamber done"),
        ("1985-07-13", "Malagasy National Assembly", "approve MDG legislature done"),
    ],
)
def test_a_chamber_is_what_it_was_on_that_day(pipeline: Pipeline, day: str, chamber: str, wanted: str) -> None:
    text = f"The {chamber} on Tuesday approved the fisheries treaty with Norway."
    reading = pipeline.read_report(report_from_text(text, options=ReadOptions(published=day)))
    assert [told_step(s) for g in pipeline.merge([reading]).agreements for s in g.steps] == [wanted]
