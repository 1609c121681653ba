"""How sources stand to what they say, sentence by sentence; the larger set is scored by `benchmarks stances`."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dateline.extract.claims import find_claims
from dateline.kinds.cues import load_cues
from dateline.model import Report
from dateline.parse import Parser

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "stances_own.yaml").read_text(encoding="utf-8"))
SILENT = (
    "The mayor wants a new bridge.",
    "The two ministers agreed to meet again.",
    "The plan would be alarming to some.",
    "He put the cup on the table at noon.",
    "The firm took the matter to court.",
    "The strike threatens growth.",
)


@pytest.fixture(scope="module")
def parser() -> Parser:
    """One loaded parser for all cases."""
    return Parser()


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:60])
def test_stance(case: dict[str, str], parser: Parser) -> None:
    document = next(iter(parser.parse_all([Report(id="case", text=case["text"])])))
    assert case["stance"] in [c.stance for c in find_claims(document, load_cues())]


@pytest.mark.parametrize("text", SILENT)
def test_nobody_says_anything(text: str, parser: Parser) -> None:
    document = next(iter(parser.parse_all([Report(id="case", text=text)])))
    assert find_claims(document, load_cues()) == ()
