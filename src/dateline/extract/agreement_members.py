"""Who is told to have made an agreement, or to belong to it: "to which Japan belongs", "in force for Peru"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.extract.agreement_uses import Uses

_BELONGING = frozenset({"belong", "adhere", "subscribe"})
_MEMBERS = frozenset({"party", "member", "signatory"})
_OF = frozenset({"to", "of"})


def members(noun: Token) -> list[Token]:
    """The names of those that belong to the agreement at `noun`; not those that may, will or do not."""
    return [t for first in _told(noun) for t in (first, *first.conjuncts)]


def makers(noun: Token, uses: Uses) -> list[Token]:
    """ "The agreement that they have had with Moscow", "the deal reached by Peru and Chile": all, or whom with."""
    made = [c for c in noun.rights if c.dep_ in ("acl", "relcl") and c.lemma_ in uses.lemmas("made-with")]
    other = [o for c in made for o in uses.clauses.obliques(c, ("with",))]
    # "The deal, which was also signed by France, …" adds to what the report has told of it.
    made = [c for c in made if noun.doc[c.left_edge.i - 1].text != ","]
    sides = [o for c in made for o in uses.clauses.obliques(c, ("between", "among", "by"))]
    sides += [t for c in made for t in uses.clauses.subjects(c) if t.i != noun.i]
    return [*other, *sides] if uses.of_several(sides) else other


def _told(noun: Token) -> Iterator[Token]:
    for verb in noun.children:
        if verb.dep_ == "relcl" and verb.lemma_ in _BELONGING and _holds(verb):
            yield from _subjects(verb)
    if noun.dep_ == "pobj" and noun.head.lower_ in _OF:
        owner = noun.head.head
        if owner.lemma_ in _BELONGING and _holds(owner):
            yield from _subjects(owner)
        elif owner.lemma_.lower() in _MEMBERS and owner.dep_ == "attr" and _holds(owner.head):
            yield from _subjects(owner.head)
        elif owner.lemma_.lower() in _MEMBERS and owner.dep_ == "appos":
            yield owner.head
    if noun.dep_ == "nsubj" and _holds(noun.head):
        yield from _in_force_for(noun.head)


def _in_force_for(verb: Token) -> Iterator[Token]:
    """ "Remains in force for Indonesia and Japan"."""
    for prep in verb.children:
        if prep.lower_ != "in":
            continue
        for force in prep.children:
            ahead = (*force.children, *verb.children) if force.lower_ == "force" else ()
            yield from (t for p in ahead if p.lower_ == "for" for t in p.children if t.dep_ == "pobj")


def _subjects(verb: Token) -> Iterator[Token]:
    yield from (c for c in verb.children if c.dep_ == "nsubj")


def _holds(verb: Token) -> bool:
    """Whether a verb says that something is so: finite, not negated, without a modal."""
    if verb.tag_ not in ("VBZ", "VBP", "VBD") and not any(c.dep_ == "aux" and c.tag_ != "MD" for c in verb.children):
        return False
    return not any(c.dep_ == "neg" or c.tag_ == "MD" for c in verb.children)
