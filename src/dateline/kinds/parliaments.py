"""How parliaments are made up and which states have a crowned head, out of `parliaments.yaml` and `crowns.yaml`."""

from __future__ import annotations

import datetime as dt
from functools import cache

import msgspec

from dateline.kinds.files import load


class ParliamentEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """States whose parliaments had so many chambers, from the day `since` up to the day before `until` where told."""

    id: str
    chambers: int
    states: tuple[str, ...]
    since: str | None = None
    until: str | None = None


class CrownEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """States whose head bears these titles, from the day `since` up to the day before `until` where told."""

    id: str
    titles: tuple[str, ...]
    states: tuple[str, ...]
    since: str | None = None
    until: str | None = None


def crowned(title: str, day: dt.date | None = None) -> frozenset[str]:
    """The states whose head is called so on `day` ("king", "Dragon King"), today where no day is told."""
    told, on = title.casefold(), day.isoformat() if day else None
    held = (e for e in load("crowns", CrownEntry) if _then(e, on))
    return frozenset(s for e in held if any(told.endswith(t) for t in e.titles) for s in e.states)


def unicameral(day: dt.date | None = None) -> frozenset[str]:
    """The states whose parliament is one chamber on `day` (None: today's parliaments)."""
    one, other = (_states(chambers, day.isoformat() if day else None) for chambers in (1, 2))
    return one - other


@cache
def _states(chambers: int, day: str | None) -> frozenset[str]:
    entries = (e for e in load("parliaments", ParliamentEntry) if e.chambers == chambers)
    return frozenset(s for e in entries if _then(e, day) for s in e.states)


def _then(entry: ParliamentEntry | CrownEntry, day: str | None) -> bool:
    if day is None:
        return entry.until is None
    return (entry.since or "") <= day and (entry.until is None or day < entry.until)
