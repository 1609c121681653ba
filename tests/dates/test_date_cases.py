"""The table of time expressions (tests/cases/dates.yaml) through grammar and resolver."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest
import yaml
from edtf import parse_edtf

from dateline.extract.dates import find_dates
from dateline.model import DateMention, Document, Report
from dateline.parse import Parser
from dateline.resolve.dates import resolve_dates

TABLE = Path(__file__).parent.parent / "cases" / "dates.yaml"
CASES: list[dict[str, Any]] = yaml.load(TABLE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
DAY = "2024-11-12"


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def read(parser: Parser, text: str, day: str | None) -> tuple[Document, tuple[DateMention, ...]]:
    document = parser.parse(Report(id="r", text=text, published=day))
    return document, resolve_dates(find_dates(document), document)


def null(value: str | None) -> str | None:
    return None if value in (None, "null") else value


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['say']} @{c.get('at', DAY)}")
def test_case(case: dict[str, Any], parser: Parser) -> None:
    before, _, rest = case["say"].partition("[")
    words, _, after = rest.partition("]")
    text, day = before + words + after, null(case.get("at", DAY))
    words = case.get("words", words)
    document, mentions = read(parser, text, day)
    start = text.index(words, len(before) - len(words) if words not in rest else 0)
    mention = next((m for m in mentions if m.span == (start, start + len(words))), None)
    assert mention, f"found only {[m.span.of(text) for m in mentions]}"
    assert mention.edtf == null(case["edtf"]), mention
    assert mention.kind == case.get("kind", "date")
    assert mention.edtf is not None or mention.reason
    assert case.get("why", "") in (mention.reason or "")
    assert mention.anchor == case.get("anchor", mention.anchor)
    assert document.text == text


def test_every_expected_value_is_valid_edtf() -> None:
    values = {null(c["edtf"]) for c in CASES} - {None}
    assert len(CASES) >= 120
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for value in values:
            assert str(parse_edtf(value)).replace(" ", "") == value


NOT_DATES = [
    "The treaty takes effect from the day when both sides exchange the instruments.",
    "She succeeded Theresa May as leader.",
    "The future prime minister spoke.",
    "The March for Peace drew crowds.",
    "May I speak, she asked.",
    "They may march to the sea.",
    "Resolution 1701 was not honoured.",
    "About 2000 soldiers and 1950 shells were sent.",
    "The second round failed.",
    "A second minister fell.",
    "It was the fall of the city.",
    "They stand firmly until victory day.",
    "The index closed at 2082.1 points.",
    "He paid $1999 for it.",
    "The vote was 12 to 8.",
    "This time the envoy spoke.",
    "He told USA Today that it failed.",
    "She spoke on This Week With Ada Roe.",
    "He edits a daily.",
    "There were no battles along the March.",
    "About three-quarters of the food is brought in.",
]


@pytest.mark.parametrize("text", NOT_DATES)
def test_what_is_no_date(text: str, parser: Parser) -> None:
    _, mentions = read(parser, text, DAY)
    assert [m.span.of(text) for m in mentions] == []
