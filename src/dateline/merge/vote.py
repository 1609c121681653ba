"""Which value wins where reports differ, and what the others say: nothing is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from dateline.kinds.when import overlap, width, within
from dateline.model.reading import When
from dateline.model.record import Conflict, ConflictValue

V = TypeVar("V", bound=Hashable)


class Vote(NamedTuple):
    """What one report says: the value, the report, and the story (copies of one story share it)."""

    value: Any
    report: str
    family: str


def winner(votes: Sequence[Vote]) -> Any:
    """The value of most independent stories, then the one reported earliest; None without votes."""
    tallied = tally(votes)
    return tallied[0][0] if tallied else None


def tally(votes: Sequence[Vote]) -> list[tuple[Any, tuple[str, ...]]]:
    """Each value with its reports, most independent stories first, then earliest; None is no value."""
    stories: dict[Any, set[str]] = {}
    reports: dict[Any, dict[str, None]] = {}
    for vote in votes:
        if vote.value is not None:
            stories.setdefault(vote.value, set()).add(vote.family)
            reports.setdefault(vote.value, {})[vote.report] = None
    first = {value: i for i, value in enumerate(stories)}
    ranked = sorted(stories, key=lambda v: (-len(stories[v]), first[v]))
    return [(value, tuple(reports[value])) for value in ranked]


def conflict(field: str, votes: Sequence[Vote]) -> tuple[Conflict, ...]:
    """A conflict on `field` where the votes hold more than one value; none otherwise."""
    tallied = tally(votes)
    if len(tallied) < 2:
        return ()
    return (Conflict(field, tuple(ConflictValue(value, reports) for value, reports in tallied)),)


# How far each basis is to be trusted: a day the text states outweighs one taken from the day of publication.
_BASIS = {"stated": 0, "inferred": 1, "published": 2, "unknown": 3}


def date(votes: Sequence[tuple[When, str, str]]) -> tuple[When, tuple[Conflict, ...]]:
    """The winning date of (date, report, story) votes, and a conflict where stated dates exclude one another.

    Dates that fit together support one another, and the most precise of them is taken.
    """
    known = [v for v in votes if v[0].edtf]
    if not known:
        return When(), ()
    best_basis = min(_BASIS[w.basis] for w, _, _ in known)
    trusted = [v for v in known if _BASIS[v[0].basis] <= max(best_basis, _BASIS["inferred"])]
    values = {w.edtf: w for w, _, _ in reversed(trusted)}
    support = {e: {f for w, _, f in trusted if within(e, w.edtf)} for e in values}
    first = {e: i for i, e in enumerate(dict.fromkeys(w.edtf for w, _, _ in trusted))}

    def rank(edtf: str | None) -> tuple[int, int, int, int]:
        return (-len(support[edtf]), _BASIS[values[edtf].basis], width(edtf) or 10**6, first[edtf])

    ordered = sorted(values, key=rank)
    won = ordered[0]
    against = [v for v in trusted if not overlap(v[0].edtf, won)]
    winning = values[won]
    kept = When(winning.edtf, winning.basis)
    if not against:
        return kept, ()
    held = [Vote(won, r, f) for w, r, f in trusted if overlap(w.edtf, won)]
    others = tally([Vote(w.edtf, r, f) for w, r, f in against])
    values_told = [ConflictValue(won, tuple(dict.fromkeys(v.report for v in held)))]
    values_told += [ConflictValue(value, reports) for value, reports in others]
    return kept, (Conflict("date", tuple(values_told)),)


def by_frequency(values: Iterable[V], key: Callable[[V], Any] | None = None) -> list[V]:
    """The distinct values, most frequent first, then in order of `key` (first seen without one)."""
    counts: dict[V, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    first = {value: i for i, value in enumerate(counts)}
    return sorted(counts, key=lambda v: (-counts[v], key(v) if key else first[v]))


def sort_day(edtf_day: dt.date | None, reported: str | None) -> str:
    """What lists are sorted by: the first possible day, else the day reported, else last."""
    return edtf_day.isoformat() if edtf_day else reported or "9999"
