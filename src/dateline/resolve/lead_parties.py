"""The parties of an agreement that a report tells without naming them again: those whom its lead names together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from dateline.model.document import Document
from dateline.resolve.actor_links import ActorLinks
from dateline.resolve.agreement_parties import party_ids

if TYPE_CHECKING:
    from spacy.tokens import Token

# Sentences of a body that are its lead, and how many parties one list may name.
_LEAD = 2
_MOST = 6
# What brings in those who are no part of it.
_LEFT_OUT = frozenset({"without", "unlike", "except", "excluding"})
_BROKERING = frozenset({"mediator", "go-between", "envoy", "host", "broker", "observer", "correspondent"})


def together(document: Document, links: ActorLinks, parties: Callable[[Sequence[int]], set[str]]) -> set[str]:
    """ "Kenya and Somalia have settled on it": the first two parties or more that the lead names in one list."""
    for sentence in document.body[:_LEAD]:
        heads = [document.syntax[h] for h in sorted(links.by_head) if sentence.start <= h < sentence.end]
        for first in range(len(heads)):
            if heads[first].pos_ not in ("PROPN", "NOUN") or heads[first].head.lemma_ in _BROKERING:
                continue
            last = first
            while last + 1 < len(heads) and _joined(heads[last], heads[last + 1]):
                last += 1
            listed = heads[first : last + 1]
            # "On the margins of the General Assembly, Ecuador's minister": no list without an "and"
            whole = any(t.lower_ == "and" for t in document.syntax[listed[0].i : listed[-1].i])
            named = parties([t.i for t in listed]) if last > first and whole else set[str]()
            if 1 < len(named) <= _MOST:
                return named
    return set()


def _joined(one: Token, other: Token) -> bool:
    """Whether nothing but "and" or a comma stands between two names."""
    between = [t.lower_ for t in one.doc[one.i + 1 : other.left_edge.i]]
    return bool(between) and set(between) <= {",", "and", "the"} and other.pos_ in ("PROPN", "NOUN")


def in_its_sentence(agreement: int, made: Sequence[int], document: Document, links: ActorLinks) -> set[str]:
    """ "Under a treaty signed on Tuesday, Bolivia will sell gas to Chile": the two states named where it was made.

    `agreement` is the head of its first mention, `made` those of the steps by which it came about.
    """
    sentence = document.syntax[agreement].sent
    if not any(sentence.start <= h < sentence.end for h in made):
        return set()
    heads = [h for h in links.by_head if sentence.start <= h < sentence.end]
    # "Signed a trade pact in Santiago on Thursday without the United States"
    heads = [h for h in heads if document.syntax[h].head.lower_ not in _LEFT_OUT]
    named = {i for i in party_ids(links, heads) if len(i) == 3}
    return named if len(named) == 2 else set()
