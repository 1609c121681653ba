"""Whether an agreement is of two, and who else is a party by taking a step that was told of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.model.document import Document
from dateline.model.reading import Event
from dateline.model.vocabulary import Step
from dateline.resolve.actor_links import ActorLinks
from dateline.resolve.agreement_parties import head_of, party_ids

if TYPE_CHECKING:
    from dateline.resolve.agreements import AgreementLinks, Chain

# Steps that one clause may tell of several parties, each with its day.
_DEALT_OUT: frozenset[Step] = frozenset({"sign", "ratify", "accept", "accede", "deposit", "enter_into_force"})


def add_shared_parties(
    agreements: AgreementLinks, events: Sequence[Event], document: Document, links: ActorLinks, listed: frozenset[str]
) -> None:
    """Those to whom a step told of another was dealt out ("and Zambia on Wednesday") are parties as well."""
    several = Counter(e.anchor for e in events if e.step is not None)
    for e in events:
        if (
            e.agreement is None
            or e.step not in _DEALT_OUT
            or several[e.anchor] < 2
            or (e.tense, e.polarity) != ("past", "positive")
        ):
            continue
        chain = agreements.chains[int(e.agreement)]
        if chain.known not in listed and not of_two(chain, links, document):
            chain.told |= {i for i in e.actors if i.isalpha() and len(i) == 3}


def of_two(chain: Chain, links: ActorLinks, document: Document) -> bool:
    """Whether a report says between which two states it is: a third that "ratifies" it does not become a party."""
    told = [[head_of(document, s) for s in m.parties] for m in chain.mentions if not m.topical]
    sides = [party_ids(links, heads) for heads in told if not _with_both(heads, document)]
    return any(len(p) == 2 and all(len(i) == 3 for i in p) and p == chain.told for p in sides)


def _with_both(heads: Sequence[int], document: Document) -> bool:
    """ "The treaty with Kenya and Tanzania": there is a third."""
    tokens = [document.syntax[h] for h in heads]
    first = [t for t in tokens if t.dep_ == "pobj" and t.head.lower_ == "with"]
    return bool(first) and all(t in first or t in first[0].conjuncts for t in tokens)
