"""How parliaments are made up, out of `parliaments.yaml`."""

from __future__ import annotations

from functools import cache

import msgspec

from dateline.kinds.files import load


class ParliamentEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """States whose parliaments have one structure in common; the id names it."""

    id: str
    states: tuple[str, ...]


@cache
def unicameral() -> frozenset[str]:
    """The states whose parliament is one chamber."""
    return frozenset(
        s for entry in load("parliaments", ParliamentEntry) if entry.id == "unicameral" for s in entry.states
    )
