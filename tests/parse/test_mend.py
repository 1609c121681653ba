"""Words whose part of speech or place in the sentence the parser mistakes, and some that are left alone."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Token

from dateline.model import Report
from dateline.parse import Parser
from dateline.parse.mend import mend


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


def test_no_word_hangs_on_itself_through_others(parser: Parser) -> None:
    """ "Before talks are to begin" inside a clause that the parser hangs under that very verb."""
    words = [
        "With", "days", "to", "go", "before", "border", "talks", "are", "to",
        "begin", ",", "things", "are", "not", "looking", "good", ".",
    ]  # fmt: skip
    heads = [7, 0, 3, 1, 3, 6, 4, 14, 9, 7, 14, 14, 14, 14, 14, 14, 14]
    deps = [
        "prep", "pobj", "aux", "relcl", "prep", "compound", "pobj", "advcl", "aux",
        "xcomp", "punct", "nsubj", "aux", "neg", "ROOT", "acomp", "punct",
    ]  # fmt: skip
    tags = [
        "IN", "NNS", "TO", "VB", "IN", "NN", "NNS", "VBP", "TO",
        "VB", ",", "NNS", "VBP", "RB", "VBG", "JJ", ".",
    ]  # fmt: skip
    pos = [
        "ADP", "NOUN", "PART", "VERB", "ADP", "NOUN", "NOUN", "VERB", "PART",
        "VERB", "PUNCT", "NOUN", "AUX", "PART", "VERB", "ADJ", "PUNCT",
    ]  # fmt: skip
    doc = Doc(parser.nlp.vocab, words=words, heads=heads, deps=deps, tags=tags, pos=pos, lemmas=words)
    mend(doc, parser.nlp)
    assert _rings(doc) == []


def test_what_would_end_in_a_ring_stays_as_the_parser_hung_it(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    doc = parser.nlp("Kenya signed the pact, and Chile, which had waited, ratified it.")
    before = [(t.head.i, t.dep_) for t in doc]

    def ring(made: Doc, _: Language) -> None:
        made[0].head, made[1].head = made[3], made[0]

    monkeypatch.setattr("dateline.parse.mend._mend_each", ring)
    mend(doc, parser.nlp)
    assert [(t.head.i, t.dep_) for t in doc] == before
    assert len(list(doc.sents)) == 1


def _rings(doc: Doc) -> list[str]:
    """The words from which no way up ends at a root."""

    def lost(token: Token) -> bool:
        seen = set()
        while token.head.i != token.i:
            if token.i in seen:
                return True
            seen.add(token.i)
            token = token.head
        return False

    return [t.text for t in doc if lost(t)]
