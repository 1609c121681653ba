"""What a quantity is said of: the noun it modifies, the subject it is the amount of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dateline.extract.quantities import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOUNS = ("NOUN", "PROPN")
_KEPT = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "X", "ADV"})
_ABOUT = frozenset({"of", "for", "in", "on", "from", "by", "against"})
_AROUND = _ABOUT | {"at", "to", "with", "between"}
_INNER = frozenset({"compound", "amod", "nmod", "poss", "npadvmod", "nummod", "advmod", "quantmod", "case"})
_UPWARD = frozenset({"nummod", "quantmod", "nmod", "compound", "amod", "npadvmod", "advmod"})
_TIMES = frozenset({"DATE", "TIME"})
_THEN = frozenset({"later", "ago", "earlier", "before", "after"})
# Words between hyphens belong together ("loan-to-value"), whatever each of them is.
_HYPHENED = re.compile(r"[\w&.’']+(?:-[\w&]+)*")


def find_concepts(quantity: Quantity) -> list[Token]:
    """The nouns that the quantity is said of, nearest first; empty where it is said of nothing but what it counts."""
    few = quantity.spelled and quantity.noun is not None and quantity.low is not None and quantity.low <= 12
    lasting = quantity.unit is not None and quantity.unit.measure == "time"
    near = None if lasting else _near(quantity)
    found = [near] if near is not None else []
    if not few and not (lasting and quantity.head.head.lower_ in _THEN):
        top = near if near is not None else _outermost(quantity)
        verb = _verb(top)
        if verb is not None:
            found += _subjects(verb)
            if near is None and quantity.unit is not None and not lasting:
                found = _changed(quantity, verb) + found
        elif near is None and quantity.unit is not None:
            found += _root(top)
    out: list[Token] = []
    for noun in found:
        counted = quantity.noun is not None and noun.i == quantity.noun.i and not quantity.inherited
        inside = _inside(noun, quantity) or noun.i == quantity.head.i
        if noun.pos_ in _NOUNS and noun.ent_type_ not in _TIMES and not counted and not inside and noun not in out:
            out.append(noun)
    return out


def concept_words(text: str, noun: Token, quantity: Quantity, taken: frozenset[int]) -> str:
    """A concept's own words in the order of `text`, without articles, pronouns, prepositions and figures.

    `taken` are the indices of all tokens that belong to quantities; none of them is said of itself or another.
    """
    own = {quantity.head.i, *([quantity.noun.i] if quantity.noun is not None else [])}
    words = sorted({t.i: t for t in _phrase(noun, taken | own)}.values(), key=lambda t: t.i)
    out: list[str] = []
    end = 0
    for token in words:
        if token.idx < end or token.pos_ not in _KEPT | {"NUM"} or (token.is_stop and token.pos_ != "PROPN"):
            continue
        start, end = token.idx, token.idx + len(token)
        if "-" in (text[start - 1 : start], text[end : end + 1]):
            while start and re.match(r"[\w-]", text[start - 1]):
                start -= 1
            whole = _HYPHENED.match(text, start)
            end = whole.end() if whole else end
        out.append(text[start:end])
    return " ".join(out)


def figure_tokens(quantities: Iterable[Quantity]) -> frozenset[int]:
    """The indices of the tokens that the figures and units of `quantities` cover."""
    taken: set[int] = set()
    for quantity in quantities:
        span = quantity.head.doc.char_span(*quantity.figure, alignment_mode="expand")
        taken.update(t.i for t in span or ())
    return frozenset(taken)


def _inside(token: Token, quantity: Quantity) -> bool:
    return bool(quantity.figure.start <= token.idx < quantity.figure.end)


def _outermost(quantity: Quantity) -> Token:
    """The head, or in "thousands of troops" the word for the number, which the rest of the sentence hangs on."""
    token = quantity.head
    while token.dep_ == "pobj" and _inside(token.head.head, quantity) and token.head.head.i != token.i:
        token = token.head.head
    return token


def _near(quantity: Quantity) -> Token | None:
    """The noun beside the quantity: "25% tax", "60% of the voters", "a fine of $3"."""
    if quantity.noun is None or quantity.inherited:
        inner = _after(quantity, frozenset({"of"}))
        if inner is not None:
            return inner
    token = _outermost(quantity)
    while token.dep_ in _UPWARD and token.head.i != token.i:
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return None
        if token.pos_ in _NOUNS and not _inside(token, quantity):
            return token
    if token.dep_ == "pobj" and token.head.dep_ == "prep" and token.head.head.pos_ in _NOUNS:
        outer: Token = token.head.head
        if not _inside(outer, quantity):
            return outer
    if token.dep_ == "appos" and token.head.pos_ in _NOUNS and not token.head.like_num:
        return token.head
    return _after(quantity, _ABOUT) if quantity.noun is None else None


def _after(quantity: Quantity, prepositions: frozenset[str]) -> Token | None:
    span = quantity.head.doc.char_span(*quantity.figure, alignment_mode="expand")
    for token in (quantity.head, *(span or ())):
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in prepositions and child.idx >= quantity.figure.end:
                inner = _object(child)
                if inner is not None and inner.ent_type_ not in _TIMES:
                    return inner
    return None


def _changed(quantity: Quantity, verb: Token) -> list[Token]:
    """ "cut the price to $5m", "paid $5m for the ship", "sold the ship for $5m": what the amount is of."""
    under = quantity.head
    while under.head.i != verb.i and under.head.i != under.i:
        under = under.head
    if under.dep_ == "prep" and under.lower_ in ("for", "at", "to", "from", "by"):
        return [c for c in verb.children if c.dep_ == "dobj"]
    if quantity.unit is None or quantity.unit.measure != "money":
        return []
    bought = [_object(c) for c in verb.children if c.dep_ == "prep" and c.lower_ in ("for", "on")]
    return [t for t in bought if t is not None]


def _root(token: Token) -> list[Token]:
    """The noun that a sentence without a verb is about ("Range of the missile: 900 km")."""
    while token.head.i != token.i:
        token = token.head
    return [token] if token.pos_ in _NOUNS else []


def _object(preposition: Token) -> Token | None:
    inner = [c for c in preposition.children if c.dep_ == "pobj" and c.pos_ in _NOUNS]
    return inner[0] if inner else None


def _verb(token: Token) -> Token | None:
    for _ in range(8):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head.i == token.i or token.dep_ in ("nsubj", "nsubjpass"):
            return None
        token = token.head
    return None


def _subjects(verb: Token) -> list[Token]:
    for _ in range(4):
        own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
        if own:
            relative = own[0].lower_ in ("which", "that", "who") and verb.dep_ == "relcl"
            subject = verb.head if relative else own[0]
            if subject.pos_ in _NOUNS:
                return [subject]
            if subject.lower_ not in ("it", "they", "he", "she") or verb.dep_ not in ("ccomp", "advcl", "conj"):
                return []
            # "The company said it has 1,000 clients": the pronoun most often is the subject of the clause above.
            verb = verb.head
            continue
        if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in _NOUNS:
            return [verb.head]
        if verb.dep_ not in ("xcomp", "conj", "advcl", "pcomp") or verb.head.i == verb.i:
            return []
        verb = verb.head if verb.dep_ != "pcomp" else verb.head.head
        if verb.pos_ not in ("VERB", "AUX"):
            return [verb] if verb.pos_ in _NOUNS else []
    return []


def _phrase(noun: Token, taken: frozenset[int]) -> list[Token]:
    out = [noun]
    for child in noun.children:
        if child.i in taken:
            continue
        if child.dep_ in _INNER and (child.i < noun.i or child.dep_ == "nummod"):
            out += [t for t in child.subtree if t.i not in taken and t.dep_ != "det"]
        elif child.dep_ == "prep" and child.lower_ in _AROUND and child.i > noun.i:
            for inner in child.children:
                if inner.dep_ == "pobj" and inner.pos_ in _NOUNS and not _holds(inner, taken):
                    out += _phrase(inner, taken)
        elif child.dep_ == "conj" and child.pos_ in _NOUNS and not _holds(child, taken):
            out += _phrase(child, taken)
    return [t for t in out if t.ent_type_ not in _TIMES]


def _holds(token: Token, taken: frozenset[int]) -> bool:
    return any(t.i in taken for t in token.subtree)
