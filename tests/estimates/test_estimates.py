"""Estimates in whole sentences, by the table in cases/quantities.yaml."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.extract.estimates import find_estimates
from dateline.model import Report
from dateline.parse import Parser

CASES: dict[str, list[Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "quantities.yaml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def found(parser: Parser, text: str) -> list[dict[str, Any]]:
    document = parser.parse(Report(id="r", text=text))
    rows = []
    for f in find_estimates(document):
        f.span.check(text, "estimate")
        rows.append(
            {
                "words": f.span.of(text),
                **{k: getattr(f, k) for k in ("low", "high", "approximate", "change", "unit", "of")},
            }
        )
    return rows


@pytest.mark.parametrize("case", CASES["estimates"], ids=lambda c: c["text"])
def test_estimates(parser: Parser, case: dict[str, Any]) -> None:
    rows = found(parser, case["text"])
    assert [r["words"] for r in rows] == [w["words"] for w in case["found"]]
    for row, wanted in zip(rows, case["found"], strict=True):
        low = wanted.get("low")
        full = {"approximate": False, "change": "=", **wanted, "low": low, "high": wanted.get("high", low)}
        assert {k: row[k] for k in full} == {**full, "low": pytest.approx(low), "high": pytest.approx(full["high"])}


@pytest.mark.parametrize("text", CASES["none"])
def test_no_estimates(parser: Parser, text: str) -> None:
    assert found(parser, text) == []


def test_a_later_bare_figure_counts_the_same(parser: Parser) -> None:
    rows = found(parser, "Arland had 9,000 troops there in May and has 12,000 now.")
    assert [(r["low"], r["unit"]) for r in rows] == [(9000, "troops"), (12000, "troops")]


def test_a_converted_amount_shares_the_bound(parser: Parser) -> None:
    rows = found(parser, "The missile can fly up to 1,000 km (620 miles).")
    assert [(r["low"], r["change"], r["unit"]) for r in rows] == [(1000, "<", "km"), (620, "<", "miles")]


def test_the_same_text_gives_the_same_estimates(parser: Parser) -> None:
    text = "About 40 ships and 3 to 5 planes left. Exports fell 12%, worth $3bn."
    assert found(parser, text) == found(parser, text)
