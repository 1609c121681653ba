"""What a report says that an agreement is: the same as another, or one of which another takes the place."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from typing import TYPE_CHECKING

from dateline.model.findings import AgreementFinding
from dateline.model.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

# Letters of an abbreviation at least.
_INITIALS = 3
_CALLED = frozenset({"know", "call", "dub", "christen", "nickname"})
_REPLACING = frozenset({"replace", "supersede", "supplant", "succeed"})


class Initials:
    """Abbreviations that a report's own names of agreements give: "the Visiting Forces Agreement" is the VFA."""

    def __init__(self) -> None:
        """None are known yet."""
        self.full: dict[str, AgreementFinding] = {}

    def add(self, f: AgreementFinding) -> None:
        """Keep the initials of a mention's name, if it has one that no list knows."""
        initials = "".join(w[0] for w in (f.name or "").split() if w[:1].isupper())
        if f.known is None and len(initials) >= _INITIALS:
            self.full.setdefault(initials, f)

    def at(self, token: Token) -> AgreementFinding | None:
        """ "The VFA, signed in 1998": the agreement of which a word has the initials, None if none."""
        full = self.full.get(token.text)
        if full is None or token.dep_ == "compound":
            return None
        words = Span(token.idx, token.idx + len(token))
        return dataclasses.replace(full, span=words, head=token.i, parties=(), members=())


def equated(noun: Token, nouns: Collection[str]) -> int | None:
    """ "hailed the deal as a document", "called the pact a treaty": what the noun is said to be."""
    governor = noun.head
    if noun.dep_ == "pobj" and governor.lower_ == "as":
        objects = [c for c in governor.head.children if c.dep_ in ("dobj", "nsubjpass")]
    elif noun.dep_ in ("oprd", "attr", "appos"):
        if any(c.dep_ == "neg" for c in governor.children):
            # "The armistice is not a peace treaty"
            return None
        objects = [governor] if noun.dep_ == "appos" else [c for c in governor.children if c.dep_ in ("dobj", "nsubj")]
    else:
        return None
    return next((o.i for o in objects if o.lemma_.lower() in nouns), None)


def replaced(noun: Token) -> bool:
    """ "A treaty to supersede the 2003 pact": what another takes the place of."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.dep_ == "pobj" and verb.lemma_ == "place" and verb.head.lemma_ == "take":
        return True
    return bool(noun.dep_ == "dobj" and noun.head.lemma_ in _REPLACING)


def known_as(noun: Token) -> frozenset[int]:
    """ "The trade agreement formerly known as the new NAFTA", "New START, a 2010 accord": what may name it."""
    called = [c for c in noun.rights if c.dep_ == "acl" and c.lemma_ in _CALLED]
    return frozenset({t.i for c in called for t in c.subtree} | ({noun.head.i} if noun.dep_ == "appos" else set()))


def by_one(noun: Token) -> bool:
    """ "A unilateral truce", "a ceasefire declared by the president alone": no agreement that the others keep."""
    if any(c.lower_ in ("unilateral", "one-sided") for c in noun.lefts):
        return True
    own = (t for c in noun.rights if c.dep_ == "acl" for t in c.subtree)
    return any(t.lower_ in ("alone", "unilaterally") for t in own)
