"""What quantities are said of, by the table in cases/quantity_concepts.yaml."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.extract.quantities import Quantity, find_quantities
from dateline.extract.quantity_concepts import find_concepts
from dateline.extract.quantity_phrases import concept_words, figure_tokens
from dateline.kinds.quantities import load_quantities
from dateline.model import Report
from dateline.parse import Parser

CASES: dict[str, list[Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "quantity_concepts.yaml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def quantities(parser: Parser, text: str) -> list[Quantity]:
    return find_quantities(parser.parse(Report(id="r", text=text)), load_quantities())


@pytest.mark.parametrize("case", CASES["concepts"], ids=lambda c: c["text"])
def test_concepts(parser: Parser, case: dict[str, Any]) -> None:
    found = quantities(parser, case["text"])
    taken = figure_tokens(found)
    written = [[concept_words(case["text"], noun, q, taken) for noun in find_concepts(q, taken)] for q in found]
    assert written == case["of"]


@pytest.mark.parametrize("case", CASES["changes"], ids=lambda c: c["text"])
def test_changes(parser: Parser, case: dict[str, Any]) -> None:
    found = quantities(parser, case["text"])
    assert [[q.low, q.change, q.level] for q in found] == case["found"]


@pytest.mark.parametrize("case", CASES["units"], ids=lambda c: c["text"])
def test_units(parser: Parser, case: dict[str, Any]) -> None:
    found = quantities(parser, case["text"])
    assert [[q.low, q.unit.name if q.unit else None, q.per] for q in found] == case["found"]
