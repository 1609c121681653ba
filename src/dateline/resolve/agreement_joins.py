"""Descriptions that mean a well-known agreement of the day: "an agreement" of the two who signed the Doha accord."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TypeVar

from dateline.kinds.lexicon import KnownAgreement, Lexicon
from dateline.resolve.agreements import AgreementLinks, Chain

# Days round its signature in which a well-known agreement is what two of its parties are said to agree on.
_NEW_DAYS = 400

_Step = TypeVar("_Step")


def join_known(
    agreements: AgreementLinks, moved: Sequence[tuple[_Step, int]], lexicon: Lexicon, day: dt.date | None
) -> tuple[AgreementLinks, list[tuple[_Step, int]]]:
    """The chains with those joined that are one, and the steps with their chains; chains keep their numbers."""
    chains = list(agreements.chains)
    listed = {a.id: a for a in lexicon.known_agreements}
    known = [(i, listed[c.known]) for i, c in enumerate(chains) if c.known in listed and _new(listed[c.known], day)]
    into = {}
    for i, chain in enumerate(chains):
        fits = [k for k, entry in known if _means(chain, entry)]
        if len(fits) == 1:
            into[i] = fits[0]
    for i, k in into.items():
        chains[k] = Chain(
            sorted([*chains[k].mentions, *chains[i].mentions], key=lambda m: m.span),
            chains[k].told | chains[i].told, chains[k].topics | chains[i].topics,
            chains[k].steps + chains[i].steps, chains[k].between_states or chains[i].between_states,
        )  # fmt: skip
        chains[i] = Chain()
    by_head = {h: into.get(i, i) for h, i in agreements.by_head.items()}
    return AgreementLinks(tuple(chains), by_head), [(e, into.get(i, i)) for e, i in moved]


def _new(entry: KnownAgreement, day: dt.date | None) -> bool:
    if entry.signed is None or day is None:
        return False
    return abs((day - dt.date.fromisoformat(entry.signed)).days) <= _NEW_DAYS


def _means(chain: Chain, entry: KnownAgreement) -> bool:
    """Whether a chain without a name tells two parties or more, all of them parties of the entry."""
    if chain.known or chain.names or chain.year or any(m.other for m in chain.mentions):
        return False
    alike = chain.kind in (entry.kind, "other", "treaty")
    return alike and len(chain.parties) >= 2 and chain.parties <= set(entry.parties)
