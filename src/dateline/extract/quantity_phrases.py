"""How a concept of a quantity is written: the noun with the words that belong to it, without figures and articles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dateline.extract.quantities import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOUNS = ("NOUN", "PROPN")
_KEPT = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "X", "ADV", "NUM"})
# Adjectives that lists of stop words hold, and that tell one thing from another.
_TELLING = frozenset({"top", "bottom", "front", "back", "full"})
# Prepositions that say as much as a noun does.
_WHERE = frozenset({"near"})
_INNER = frozenset({"compound", "amod", "nmod", "poss", "npadvmod", "nummod", "advmod", "quantmod", "case"})
_TIMES = frozenset({"DATE", "TIME"})
# Words between hyphens belong together ("loan-to-value"), whatever each of them is.
_HYPHENED = re.compile(r"[\w&.’']+(?:-[\w&]+)*")


def concept_words(text: str, noun: Token, quantity: Quantity, taken: frozenset[int]) -> str:
    """A concept's own words in the order of `text`, without articles, pronouns, prepositions and figures.

    `taken` are the indices of all tokens that belong to quantities; none of them is said of itself or another.
    """
    own = {quantity.head.i, *([quantity.noun.i] if quantity.noun is not None else [])}
    words = sorted({t.i: t for t in _phrase(noun, taken | own)}.values(), key=lambda t: t.i)
    if noun.idx > quantity.figure.start:
        words = sorted({*words, *_continued(noun, taken | own)}, key=lambda t: t.i)
    if noun.idx < quantity.figure.start:
        # "A fleet of nine ships under one flag": what follows the figure belongs to what it counts.
        words = [t for t in words if t.idx < quantity.figure.start]
    out: list[str] = []
    end = 0
    for token in words:
        if token.idx < end or not (token.i == noun.i or _said(token)):
            continue
        start, end = token.idx, token.idx + len(token)
        if "-" in (text[start - 1 : start], text[end : end + 1]):
            while start and re.match(r"[\w-]", text[start - 1]):
                start -= 1
            whole = _HYPHENED.match(text, start)
            end = whole.end() if whole else end
        out.append(text[start:end])
    return " ".join(out)


def _continued(noun: Token, taken: frozenset[int]) -> list[Token]:
    """The words right after a noun that the parser hangs on the verb: "bought a 40% share in a mill"."""
    following = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
    if following is None or following.dep_ != "prep" or following.lower_ not in ("in", "for", "of", "to"):
        return []
    return [] if following.head.i == noun.i or following.head.pos_ != "VERB" else _prepositional(following, taken)


def _said(token: Token) -> bool:
    if token.pos_ == "ADP":
        return token.lower_ in _WHERE
    if token.lower_ == "total" or not any(c.isalnum() for c in token.text):
        return False
    return token.pos_ in _KEPT and (
        token.pos_ in ("PROPN", "VERB", "NOUN") or token.lower_ in _TELLING or not token.is_stop
    )


def figure_tokens(quantities: Iterable[Quantity]) -> frozenset[int]:
    """The indices of the tokens that the figures and units of `quantities` cover."""
    taken: set[int] = set()
    for quantity in quantities:
        span = quantity.head.doc.char_span(*quantity.figure, alignment_mode="expand")
        taken.update(t.i for t in span or ())
    return frozenset(taken)


def _phrase(noun: Token, taken: frozenset[int]) -> list[Token]:
    out = [noun]
    for child in noun.children:
        if child.i in taken:
            continue
        if child.dep_ in _INNER and (child.i < noun.i or child.dep_ == "nummod"):
            out += [t for t in child.subtree if t.i not in taken and t.dep_ != "det"]
        elif child.dep_ == "prep" and child.i > noun.i:
            out += _prepositional(child, taken)
        elif child.dep_ == "acl" and child.tag_ in ("VBN", "VBD") and child.i == noun.i + 1 and _plain(child, taken):
            out.append(child)
            for inner in child.children:
                if inner.dep_ == "prep" and inner.i > child.i:
                    out += _prepositional(inner, taken)
                elif inner.dep_ == "advmod":
                    out.append(inner)
        elif child.dep_ == "conj" and child.pos_ in _NOUNS and not _holds(child, taken):
            out += _phrase(child, taken)
    return [t for t in out if t.ent_type_ not in _TIMES or t.dep_ in ("amod", "compound", "advmod")]


def _plain(participle: Token, taken: frozenset[int]) -> bool:
    """Whether a participle after a noun has no object of its own ("the fuel used there", not "the paper called X")."""
    return not _holds(participle, taken) and not any(c.dep_ in ("oprd", "dobj", "attr") for c in participle.children)


def _prepositional(preposition: Token, taken: frozenset[int]) -> list[Token]:
    out: list[Token] = []
    for inner in preposition.children:
        if (
            inner.dep_ == "pobj"
            and inner.pos_ in _NOUNS
            and not any(t.i in taken for t in inner.subtree if t.i <= inner.i)
        ):
            out += _phrase(inner, taken)
    return [preposition, *out] if out else []


def _holds(token: Token, taken: frozenset[int]) -> bool:
    return any(t.i in taken for t in token.subtree)
