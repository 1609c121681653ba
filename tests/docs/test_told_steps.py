"""What the page on the making of the record tells of steps and certainty is what the pipeline does, row by row."""

from __future__ import annotations

import pytest

import pages
from dateline.model import Reading
from dateline.pipeline import Pipeline
from dateline.read import ReadOptions, report_from_text

PAGE = pages.DOCS / "how-the-record-is-made.md"
LULA = "President Luiz Inacio Lula da Silva"
# The first words of a row of the page, a report, and the (step, organ, state) of each step that the record has of it.
STEPS = (
    (
        "two states, ministers",
        "Brazil and Japan signed a river treaty in Osaka on Monday.",
        [("sign", None, "done")],
    ),
    (
        "a chamber passes",
        "The Brazilian Senate ratified a river treaty with Japan on Monday.",
        [("approve", "upper_chamber", "done")],
    ),
    (
        "a chamber passes",
        "The Brazilian Senate backed a river treaty with Japan on Monday.",
        [("approve", "upper_chamber", "done")],
    ),
    (
        "a head of state signs the law",
        f"{LULA} signed the law on the river treaty with Japan on Monday.",
        [("approve", "head_of_state", "done")],
    ),
    (
        "a head of state signs the law",
        f"{LULA} signed the river treaty with Japan into law on Monday.",
        [("approve", "head_of_state", "done")],
    ),
    (
        "a president alone signs it",
        f"Brazil's Senate approved the river treaty with Japan on Monday. {LULA} signed the treaty on Friday.",
        [("approve", "head_of_state", "done"), ("approve", "upper_chamber", "done")],
    ),
    (
        "somebody signs a decree",
        f"{LULA} signed a decree ratifying the river treaty with Japan on Monday.",
        [("ratify", "head_of_state", "done")],
    ),
    (
        "a state “ratifies”",
        "Japan ratified the river treaty with Brazil on Monday.",
        [("ratify", None, "done")],
    ),
    (
        "a headline says “ratifies”",
        "Brazil ratifies river treaty\n\nBrazil's Senate on Monday approved a river treaty with Japan.",
        [("approve", "upper_chamber", "done")],
    ),
    (
        "a government submits",
        "The Brazilian government submitted the river treaty with Japan to parliament on Monday.",
        [("submit", "government", "done")],
    ),
    (
        "instruments are exchanged",
        "Brazil and Japan exchanged the instruments of ratification of their river treaty on Monday.",
        [("exchange", None, "done")],
    ),
    (
        "instruments are exchanged",
        "Brazil deposited its instrument of ratification of the river treaty with Japan on Monday.",
        [("deposit", None, "done")],
    ),
    (
        "it “enters into force”",
        "The river treaty between Brazil and Japan entered into force on Monday.",
        [("enter_into_force", None, "done")],
    ),
    (
        "notice of withdrawal",
        "Brazil gave notice of its withdrawal from the river treaty with Japan on Monday.",
        [("give_notice", None, "done")],
    ),
    (
        "a chamber votes it down",
        "The Brazilian Senate rejected a river treaty with Japan on Monday.",
        [("approve", "upper_chamber", "failed")],
    ),
)
# The first words of a row, a report, and the certainty of its one event.
CERTAINTY = (
    ("a source says, confirms", "Japan's government said that Japan had sent soldiers to Brazil.", "certain"),
    ("any other source", "Brazil's foreign ministry said that Japan had shelled a port in Chile.", "underspecified"),
    ("any other source", "Chile denied that Japan had attacked Brazil on Monday.", "underspecified"),
    ("the source fears", "Chile fears that Japan has attacked Brazil.", "possible"),
)


def reading(pipeline: Pipeline, text: str) -> Reading:
    """What is read in `text`, published on 12 November 2024."""
    return pipeline.read_report(report_from_text(text, options=ReadOptions(published="2024-11-12")))


def rows(heading: str) -> list[str]:
    """The first cells of the tables under a heading."""
    lines = pages.section(pages.read(PAGE), heading).splitlines()
    table = [line.strip("| ").split(" | ")[0] for line in lines if line.startswith("| ")]
    return [cell for cell in table if not cell.startswith("`") and cell not in ("the report says", "the claim", "step")]


@pytest.mark.parametrize(("row", "text", "wanted"), STEPS, ids=[f"{row}: {text[:30]}" for row, text, _ in STEPS])
def test_a_step_is_told_apart(
    pipeline: Pipeline, row: str, text: str, wanted: list[tuple[str, str | None, str]]
) -> None:
    assert any(cell.startswith(row) for cell in rows("How steps are told apart"))
    record = pipeline.merge([reading(pipeline, text)])
    assert sorted((s.step, s.organ, s.state) for a in record.agreements for s in a.steps) == wanted


@pytest.mark.parametrize(("row", "text", "wanted"), CERTAINTY)
def test_a_claim_changes_certainty(pipeline: Pipeline, row: str, text: str, wanted: str) -> None:
    assert any(cell.startswith(row) for cell in rows("How a claim changes certainty"))
    assert [e.certainty for e in reading(pipeline, text).events] == [wanted]


@pytest.mark.parametrize(
    ("heading", "tested"), [("How steps are told apart", STEPS), ("How a claim changes certainty", CERTAINTY)]
)
def test_every_row_is_tried(heading: str, tested: tuple[tuple[str, str, object], ...]) -> None:
    assert [cell for cell in rows(heading) if not any(cell.startswith(row) for row, _, _ in tested)] == []


def test_both_chambers_in_one_sentence_are_two_steps(pipeline: Pipeline) -> None:
    text = (
        "Brazil's parliament approved the river treaty with Japan, "
        "the lower house on October 24 and the upper house on November 6."
    )
    record = pipeline.merge([reading(pipeline, text)])
    found = [(s.organ, s.date.edtf) for a in record.agreements for s in a.steps]
    assert found == [("lower_chamber", "2024-10-24"), ("upper_chamber", "2024-11-06")]


def test_an_announced_withdrawal_moves_the_agreement(pipeline: Pipeline) -> None:
    text = "Japan will withdraw from the river treaty with Brazil, Japan's government said on Monday."
    (treaty,) = pipeline.merge([reading(pipeline, text)]).agreements
    assert (treaty.steps[0].state, treaty.status) == ("announced", "withdrawal_announced")
