"""Descriptions that mean a well-known agreement of the day: "an agreement" of the two who signed the Doha accord."""

from __future__ import annotations

import dataclasses
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
    known = [(i, entry) for i, c in enumerate(chains) if (entry := lexicon.known_by_id.get(c.known or ""))]
    into = {}
    for i, chain in enumerate(chains):
        fits = [k for k, entry in known if _called_by_year(chain, entry) or (_new(entry, day) and _means(chain, entry))]
        if len(fits) == 1:
            into[i] = fits[0]
        elif not fits and (entry := _only(chain, lexicon)) is not None:
            named = dataclasses.replace(chain.mentions[0], known=entry.id, name=entry.name)
            chains[i] = dataclasses.replace(chain, mentions=[named, *chain.mentions[1:]])
            known.append((i, entry))
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
    return _alike(chain, entry) and len(chain.parties) >= 2 and chain.parties <= set(entry.parties)


def _called_by_year(chain: Chain, entry: KnownAgreement) -> bool:
    """ "The 2015 nuclear pact" of one party or more, all of them parties of the entry that was signed in that year."""
    if chain.known or chain.names or not chain.year or not (entry.signed or "").startswith(str(chain.year)):
        return False
    enough = chain.kind == entry.kind or len(chain.parties) > 2 or chain.parties == set(entry.parties)
    return _alike(chain, entry) and enough and bool(chain.parties) and chain.parties <= set(entry.parties)


def _only(chain: Chain, lexicon: Lexicon) -> KnownAgreement | None:
    """The one listed agreement of a chain's very kind that its year and parties fit."""
    fits = [a for a in lexicon.known_agreements if a.kind == chain.kind and _called_by_year(chain, a)]
    return fits[0] if len(fits) == 1 and chain.kind not in ("treaty", "other") else None


def _alike(chain: Chain, entry: KnownAgreement) -> bool:
    return chain.kind in (entry.kind, "other", "treaty")
