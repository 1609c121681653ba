"""Where an event happened: the place that syntax puts it at, not any place in the sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.resolve.dating import Dating, root_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_LOCATIVE = frozenset({"in", "at", "near", "on", "outside", "inside", "around", "off", "across", "into", "over", "to"})


def place_of(token: Token, dating: Dating) -> str | None:
    """The place where syntax puts the event: "in X", "near X", the goal of a visit."""
    near: list[tuple[int, str]] = []
    for place in dating.around.places:
        for m in place.mentions:
            root = root_of(dating.doc, m)
            depth = _reach(root, token, dating.heads)
            if depth is not None:
                near.append((depth, place.id))
    return min(near)[1] if near else None


def _reach(root: Token, event: Token, heads: frozenset[int]) -> int | None:
    """How many steps up from a place name to the event, None where another event or a claim comes first."""
    steps, node, locative = 0, root, False
    while node.head.i != node.i:
        if node.dep_ == "prep" and node.lower_ in _LOCATIVE:
            locative = True
        if node.dep_ == "dobj" and node.head.lemma_ in ("visit", "tour", "leave", "reach", "enter"):
            locative = True
        if node.dep_ in ("ccomp", "relcl", "advcl", "parataxis"):
            return None
        node = node.head
        steps += 1
        if node.i == event.i:
            return steps if locative else None
        if node.i in heads and node.pos_ == "VERB":
            return None
        if node.pos_ == "NOUN" and node.i not in heads and node.dep_ not in ("pobj", "dobj", "nsubjpass", "conj"):
            return None
        if steps > 8:
            return None
    return None
