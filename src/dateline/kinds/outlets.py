"""The outlets of `outlets.yaml`: news agencies and publishers."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from dateline.kinds.entries import StateEntry
from dateline.kinds.files import load


class Outlet(msgspec.Struct, frozen=True):
    """A news agency or a publisher; `country` is where it has its seat (ISO 3166-1 alpha-3)."""

    id: str
    kind: Literal["agency", "publisher"]
    name: str
    source: str
    aliases: tuple[str, ...] = ()
    country: str | None = None


@cache
def printed_in(outlet: str) -> str | None:
    """The state whose name or capital a newspaper's begins or ends with: "The Nairobi Ledger", "Times of Malta".

    "Gulf of Guinea Mail" is of a sea, "South China Post" of a region; outlets of the list tell of the whole world.
    """
    told = outlet.casefold().replace("-", " ").removeprefix("the ").split()
    runs = {" ".join(run) for n in range(1, len(told) + 1) for run in (told[:n], told[-n:])}
    if any(outlet in (o.name, *o.aliases) for o in load("outlets", Outlet)):
        return None
    named = {(len(n), s.id) for s in load("states", StateEntry) for n in runs & _names_of(s)}
    # "Guinea-Bissau Post" is not of Guinea.
    found = {state for length, state in named if length == max(named)[0]}
    return found.pop() if len(found) == 1 else None


@cache
def _names_of(state: StateEntry) -> frozenset[str]:
    """What the papers of a state may be called by."""
    return frozenset(n.casefold().replace("-", " ") for n in (state.name, *state.capital))
