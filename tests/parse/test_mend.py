"""Relative clauses whose verb the parser takes for a participle, and participles that are left alone."""

from __future__ import annotations

import pytest

from dateline.model import Report
from dateline.parse import Parser


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.mark.parametrize(
    ("text", "verb", "named"),
    [
        ("Lavrov pointed to the treaty that the two states signed in June.", "signed", "treaty"),
        ("Under a protocol that the two countries signed in 2003, either side can leave.", "signed", "protocol"),
        ("Water flows under a protocol that the ministers of the two states signed in May.", "signed", "protocol"),
        ("They share it under a memorandum of understanding that their envoys signed in May.", "signed", "memorandum"),
    ],
)
def test_who_stands_before_a_relative_verb_does_it(parser: Parser, text: str, verb: str, named: str) -> None:
    token = next(t for t in parser.parse(Report(id="r", text=text)).syntax if t.text == verb)
    assert (token.dep_, token.head.text) == ("relcl", named)
    assert [c.dep_ for c in token.lefts] == ["dobj", "nsubj"]


@pytest.mark.parametrize(
    "text",
    [
        "It said on Monday that troops killed in the raid were Kenyan.",
        "The report that rebels armed by Iran attacked a ship is false.",
    ],
)
def test_a_participle_stays_one(parser: Parser, text: str) -> None:
    assert any(t.tag_ == "VBN" and t.dep_ == "acl" for t in parser.parse(Report(id="r", text=text)).syntax)
