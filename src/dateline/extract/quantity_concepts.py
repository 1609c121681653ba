"""What a quantity is said of: the noun it modifies, the subject it is the amount of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.quantities import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOUNS = ("NOUN", "PROPN")
_ABOUT = frozenset({"of", "for", "in", "on", "from", "by", "against"})
_INNER = frozenset({"compound", "amod", "nmod", "poss", "case", "punct", "advmod", "npadvmod", "quantmod"})
_TIMES = frozenset({"DATE", "TIME"})


def find_concepts(quantity: Quantity) -> list[Token]:
    """The nouns that the quantity is said of, nearest first; empty where it is said of nothing but what it counts."""
    found: list[Token] = []
    near = _near(quantity)
    if near is not None:
        found.append(near)
    verb = _verb(near if near is not None else quantity.head)
    if verb is not None:
        found += [s for s in _subjects(verb) if s.i != quantity.head.i]
    out: list[Token] = []
    for noun in found:
        same = quantity.noun is not None and noun.i == quantity.noun.i
        if noun.pos_ in _NOUNS and noun.ent_type_ not in _TIMES and not same and all(noun.i != o.i for o in out):
            out.append(noun)
    return out


def concept_words(noun: Token, quantity: Quantity) -> str:
    """A concept's own words in order, without articles, pronouns, prepositions and figures."""
    words = sorted(_phrase(noun), key=lambda t: t.i)
    kept = [
        t for t in words
        if t.pos_ in ("NOUN", "PROPN", "ADJ", "VERB", "ADV", "X") and not t.like_num
        and not (t.is_stop and t.pos_ not in ("PROPN",)) and not quantity.figure.start <= t.idx < quantity.figure.end
        and t.ent_type_ not in _TIMES
    ]  # fmt: skip
    return " ".join(t.text for t in kept)


def _near(quantity: Quantity) -> Token | None:
    """The noun beside the quantity: "25% tax", "60% of the voters", "a fine of $3", "$30 for the lamp"."""
    head = quantity.head
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i > head.i and quantity.noun is None:
            inner = _object(child)
            if inner is not None:
                return inner
    token = head
    while (
        token.dep_ in ("nummod", "quantmod", "nmod", "compound", "amod", "npadvmod", "advmod")
        and token.head.i != token.i
    ):
        token = token.head
        if token.pos_ in _NOUNS and not quantity.figure.start <= token.idx < quantity.figure.end:
            return token
        if token.pos_ in ("VERB", "AUX"):
            return None
    if token.dep_ in ("pobj", "appos") and token.head.pos_ in ("ADP", *_NOUNS):
        outer = token.head.head if token.dep_ == "pobj" else token.head
        if outer.pos_ in _NOUNS:
            return outer
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in _ABOUT and child.i > head.i and quantity.noun is None:
            inner = _object(child)
            if inner is not None and inner.ent_type_ not in _TIMES:
                return inner
    return None


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
            subject = own[0]
            if subject.lower_ in ("which", "that", "who") and verb.dep_ == "relcl":
                return [verb.head]
            if subject.pos_ not in _NOUNS:
                return []
            return [subject]
        if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in _NOUNS:
            return [verb.head]
        if verb.dep_ not in ("xcomp", "conj", "advcl", "ccomp", "pcomp") or verb.head.i == verb.i:
            return []
        verb = verb.head if verb.dep_ != "pcomp" else verb.head.head
        if verb.pos_ not in ("VERB", "AUX"):
            return [verb] if verb.pos_ in _NOUNS else []
    return []


def _phrase(noun: Token) -> list[Token]:
    out = [noun]
    for child in noun.children:
        if child.dep_ in _INNER and (child.i < noun.i or child.dep_ == "amod"):
            out += [t for t in child.subtree if t.dep_ not in ("det", "case", "punct")]
        elif child.dep_ == "prep" and child.lower_ in _ABOUT | {"at", "to", "with", "between"}:
            for inner in child.children:
                if inner.dep_ == "pobj" and inner.pos_ in _NOUNS:
                    out += _phrase(inner)
        elif child.dep_ == "conj" and child.pos_ in _NOUNS:
            out += _phrase(child)
    return out
