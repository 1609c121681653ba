"""Words whose part of speech or place in the sentence the parser mistakes, and some that are left alone."""

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


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Manila has suspended the truce with Hanoi, the palace announced on Wednesday.", "announced", "palace"),
        ("The accord that bars guns from the border kicked in on Monday.", "kicked", "accord"),
    ],
)
def test_a_finite_verb_has_its_subject(parser: Parser, text: str, verb: str, subject: str) -> None:
    token = next(t for t in parser.parse(Report(id="r", text=text)).syntax if t.text == verb)
    assert subject in [c.text for c in token.lefts if c.dep_ == "nsubj"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The two ministers renewed the fisheries agreement to end of June.", "end"),
        ("Gabon's MPs okayed the fisheries deal on Monday.", "MPs"),
    ],
)
def test_a_noun_is_a_noun(parser: Parser, text: str, word: str) -> None:
    assert next(t for t in parser.parse(Report(id="r", text=text)).syntax if t.text == word).pos_ == "NOUN"
