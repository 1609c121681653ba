"""What a report says that an agreement is: the same as another, or one of which another takes the place."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_REPLACING = frozenset({"replace", "supersede", "supplant", "succeed"})


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
