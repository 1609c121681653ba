"""How a report introduces its persons: names in full, and the words that say what somebody is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_INTRODUCING = frozenset({"appos", "compound", "nmod", "amod"})
_WITHIN_INTRODUCTION = frozenset({"poss", "pobj", "attr", "conj"})


def full_name(doc: Doc, token: Token) -> tuple[int, int] | None:
    """First and end token of the name that `token` is (part of), as the report first gave it."""
    if token.pos_ != "PROPN":
        return None
    for t in (token, *(t for t in doc[: token.i] if t.text == token.text)):
        if t.ent_type_ != "PERSON":
            continue
        first, end = t.i, t.i + 1
        while first > 0 and doc[first - 1].ent_type_ == "PERSON" and doc[first].ent_iob_ == "I":
            first -= 1
        while end < len(doc) and doc[end].ent_type_ == "PERSON" and doc[end].ent_iob_ == "I":
            end += 1
        if len(doc[first:end].text.split()) > 1:
            return first, end
    return None


def called(name: Token) -> bool:
    """ "A retired postman called Goro Abe"."""
    return name.dep_ == "oprd" and name.head.dep_ == "acl" and name.head.lemma_ in ("call", "name", "know")


def introducing(root: Token) -> Iterator[Token]:
    """The words that say what the named one is: titles before, appositions before and after with their own words."""
    for c in root.children:
        if c.dep_ in _INTRODUCING:
            yield from (c, *(t for t in c.subtree if t.dep_ in _INTRODUCING or t.dep_ in _WITHIN_INTRODUCTION))
        elif c.dep_ == "relcl":
            yield c
    if root.dep_ == "appos":
        yield from (root.head, *(t for t in root.head.children if t.i < root.i and t.dep_ in ("compound", "amod")))
    if root.dep_ in _SUBJECTS and root.head.lemma_ == "be":
        yield from (c for c in root.head.children if c.dep_ == "attr")


def plain(token: Token) -> str:
    return str(token.lemma_).lower()
