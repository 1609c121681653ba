"""A Reading as a list of findings, and numbers and conflicts in words."""

from __future__ import annotations

import pytest

import sample_record
from dateline.model import Estimate, Span
from dateline.model.record import Conflict, ConflictValue
from dateline.show.conflicts import conflict_line
from dateline.show.findings import estimate_words, findings

NAMES = {"JPN": "Japan", "BRA": "Brazil"}


def test_findings_come_in_the_order_of_the_text_with_unique_ids() -> None:
    found = findings(sample_record.first())
    starts = [f.spans[0].start for f in found]
    assert starts == sorted(starts)
    assert len({f.id for f in found}) == len(found)
    assert {f.kind for f in found} == {
        "event", "claim", "agreement", "obligation", "entry_into_force", "estimate", "place",
    }  # fmt: skip


def test_findings_tell_who_did_what_and_who_says_so() -> None:
    told = [f.what for f in findings(sample_record.first()) if f.kind in ("event", "claim", "estimate")]
    assert told == [
        "JPN.GOV: states",
        "JPN: ratifies → BRA",
        "BRA and JPN: signs",
        "JPN: states",
        "about 400 engineers",
    ]


def test_a_finding_without_a_place_in_the_text_is_left_out() -> None:
    assert all(f.spans for f in findings(sample_record.second()))


@pytest.mark.parametrize(
    ("numbers", "change", "counted", "words"),
    [
        ((400, 400), "=", (None, "engineers"), "400 engineers"),
        ((None, None), "=", (None, "troops"), "no number of troops"),
        ((None, None), "=", (None, None), "no number"),
        ((10000, 12000), "=", (None, "troops"), "10,000–12,000 troops"),
        ((None, 150), "<", (None, "troops"), "under 150 troops"),
        ((None, 150), "=", (None, None), "at most 150"),
        ((20, None), "=", (None, None), "at least 20"),
        ((8, 8), "~", ("percent", "voters"), "about 8 percent of voters"),
        ((8e11, 8e11), "=", ("USD", "stimulus bill"), "800 billion USD (stimulus bill)"),
        ((1.5e6, 1.5e6), ">", ("people", "people displaced"), "over 1.5 million people displaced"),
        ((2.8, 2.8), "down", ("percentage points", None), "down 2.8 percentage points"),
    ],
)
def test_numbers_in_words(
    numbers: tuple[float | None, float | None], change: str, counted: tuple[str | None, str | None], words: str
) -> None:
    estimate = Estimate("q", *numbers, False, change, *counted, (), (), Span(0, 1))  # type: ignore[arg-type]
    assert estimate_words(estimate) == words


@pytest.mark.parametrize(
    ("field", "values", "line"),
    [
        ("date", ["2024-11-11", "2024-11-06"], "the date: 2024-11-11 (2), 2024-11-06 (1)"),
        ("step", ["approve", "ratify"], "the step: approve (2), ratify (1)"),
        ("high", [400.0, 150.0], "the high: 400 (2), 150 (1)"),
        ("place", [None, "Lima"], "the place: unknown (2), Lima (1)"),
        ("actors", [["JPN", "BRA"], []], "the actors: Japan, Brazil (2), none (1)"),
        (
            "claimed",
            [{"by": ["JPN"], "stance": "asserted"}, {"by": ["BRA"], "stance": "denied"}],
            "whether it is so: asserted by Japan (2), denied by Brazil (1)",
        ),
        ("conditional", [True, False], "the conditional: yes (2), no (1)"),
    ],
)
def test_conflicts_in_words(field: str, values: list[object], line: str) -> None:
    conflict = Conflict(field, tuple(ConflictValue(v, ("r1", "r2")[: 2 - i]) for i, v in enumerate(values)))
    assert conflict_line(conflict, NAMES) == line
