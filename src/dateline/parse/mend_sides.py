"""Two sides that the parser takes for one of two kinds: "the government and rebel groups signed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

# What stands for itself beside "rebel groups", and is no kind of group.
_POWERS = frozenset({"government", "army", "military", "state", "junta", "regime", "police", "council"})


def mend_sides(noun: Token) -> None:
    """Make of the first side what `noun` was, and of `noun` the second: not "(government and rebel) groups"."""
    if noun.tag_ != "NNS" or noun.i < 3:
        return
    kind, joint, first = (noun.nbor(-n) for n in (1, 2, 3))
    if joint.lower_ != "and" or joint.head.i != first.i or kind.head.i != first.i or kind.dep_ != "conj":
        return
    if first.lemma_.lower() not in _POWERS or first.head.i != noun.i or first.dep_ not in ("nmod", "compound"):
        return
    before = [c for c in noun.lefts if c.i < first.i]
    root = noun.head.i == noun.i
    first.head, first.dep_ = (first if root else noun.head), noun.dep_
    noun.head, noun.dep_ = first, "conj"
    kind.head, kind.dep_ = noun, "compound"
    for c in before:
        # "Sudan's transitional government": its own words
        c.head = first
