"""Where sentences tell an agreement's depositary and its relation to others: the finding and whose it is."""

from __future__ import annotations

import pytest

from dateline.extract.agreement_life import find_terms
from dateline.kinds.law import law
from dateline.model import Report
from dateline.model.findings import AgreementFinding, TermFinding
from dateline.parse.parser import Parser
from factory import at


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def found(parser: Parser, text: str, *agreements: str) -> list[TermFinding]:
    """The terms found where the last words of `agreements` in `text` are mentions of agreements."""
    document = parser.parse(Report(id="r", text=text))
    heads = {}
    for words in agreements:
        span = at(text, words)
        head = document.syntax.char_span(span.start, span.end).root
        heads[head.i] = AgreementFinding(span, head.i, "treaty", "description", definite=True)
    return list(find_terms(document, law().terms, heads))


@pytest.mark.parametrize(
    ("text", "ours", "other", "kind"),
    [
        ("The pact replaces the 1994 accord.", "pact", "the 1994 accord", "replaces"),
        ("The 1994 accord was superseded by the pact.", "pact", "The 1994 accord", "replaces"),
        ("The 1994 accord lapsed, replaced by the pact.", "pact", "The 1994 accord", "replaces"),
        ("The pact, which covers both rivers and which updates the 1994 accord, was signed.", "pact",
         "the 1994 accord", "amends"),
        ("The pact, a successor to the 1994 accord, was signed.", "pact", "the 1994 accord", "replaces"),
        ("The pact was signed in place of the 1994 accord.", "pact", "the 1994 accord", "replaces"),
        ("The pact is complementary to the 1994 accord.", "pact", "the 1994 accord", "supplements"),
    ],
)  # fmt: skip
def test_a_relation_knows_both_its_sides(text: str, ours: str, other: str, kind: str, parser: Parser) -> None:
    (term,) = found(parser, text, ours, other)
    assert (term.kind, term.agreement.of(text), term.named and term.named.of(text)) == (kind, ours, other)
    assert not term.expected


@pytest.mark.parametrize(
    "text",
    ["The pact will replace the 1994 accord.", "The pact is meant to replace the 1994 accord."],
)  # fmt: skip
def test_what_is_yet_to_be_is_marked(text: str, parser: Parser) -> None:
    assert [t.expected for t in found(parser, text, "pact", "the 1994 accord")] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "The pact does not replace the 1994 accord.",
        "The pact could replace the 1994 accord.",
        "It is no good if the pact replaces the 1994 accord.",
        "The pact is no replacement for the 1994 accord.",
        "The minister who hailed the pact replaced the envoy who made the 1994 accord.",
        "The pact builds on the 1994 accord.",
        "Kenya wants to replace the 1994 accord with the pact.",
    ],
)
def test_no_relation(text: str, parser: Parser) -> None:
    assert found(parser, text, "pact", "the 1994 accord") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Belgium is the depositary of the pact.", ["Belgium"]),
        ("The pact names Belgium as its depositary.", ["Belgium"]),
        ("The depositary of the pact, the Swiss foreign ministry, said so.", ["the Swiss foreign ministry"]),
        ("Instruments under the pact are deposited with the government of Belgium.", ["the government of Belgium"]),
        ("Belgium, Chile and Japan are depositaries of the pact.", ["Belgium", "Chile", "Japan"]),
        ("Chad lodged its instrument under the pact with itself at a short ceremony on Monday.", []),
        ("Chad, having ratified the pact, deposited a map with the government of Belgium.", []),
        ("Chad told the depositary of the pact that it would leave.", []),
        ("Chad deposited its instrument under the pact with the depositary in Bern.", []),
    ],
)
def test_who_is_named_as_depositary(text: str, words: list[str], parser: Parser) -> None:
    assert [t.named.of(text) for t in found(parser, text, "pact") if t.named] == words
