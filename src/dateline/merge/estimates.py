"""Which numbers are one: the same thing counted, by the same source, with the same value."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence

from dateline.merge.context import Context, Key, Source
from dateline.merge.words import stem, words
from dateline.model import Estimate

# The same figure by the same source about the same kind of thing is the same estimate within this many days.
_DAYS = 60


@dataclasses.dataclass(frozen=True)
class EstimateItem:
    """One Reading's number; `head` is the stem of the noun counted, `events` are ids of merged events."""

    key: Key
    source: Source
    estimate: Estimate
    head: str
    by: frozenset[str]
    events: frozenset[str]


def make(source: Source, position: int, estimate: Estimate, events: Mapping[tuple[str, str], str]) -> EstimateItem:
    """The number of `source`; `events` gives the merged event of each (report, event)."""
    linked = {*estimate.events, *(e.id for e in source.reading.events if estimate.id in e.quantities)}
    return EstimateItem(
        key=source.key(position, estimate.id),
        source=source,
        estimate=estimate,
        head=head_of(estimate.of),
        by=source.parties(estimate.by),
        events=frozenset(events[source.report.id, e] for e in linked),
    )


def head_of(of: str | None) -> str:
    """The stem of the noun counted ("soldier" of "North Korean soldiers"), empty where none is told."""
    found = words((of or "").partition(" of ")[0])
    return stem(found[-1]) if found else ""


def cluster(items: Sequence[EstimateItem]) -> list[list[EstimateItem]]:
    """Groups of items that are one number, in order of their first report."""
    keyed: dict[tuple[object, ...], list[list[EstimateItem]]] = {}
    for item in sorted(items, key=lambda i: i.key):
        e = item.estimate
        same = (item.head, item.by, e.unit, e.low, e.high, e.change, e.low is None and e.high is None and item.key)
        runs = keyed.setdefault(same, [])
        fitting = [run for run in runs if _fits(item, run)]
        if fitting:
            fitting[0].append(item)
        else:
            runs.append([item])
    return sorted((run for runs in keyed.values() for run in runs), key=lambda run: run[0].key)


def _fits(item: EstimateItem, run: Sequence[EstimateItem]) -> bool:
    events = frozenset(e for other in run for e in other.events)
    if item.events and events and not item.events & events and item.source is run[-1].source:
        return False
    if item.events & events:
        return True
    if not item.head:
        return False
    one, other = item.source.day, run[-1].source.day
    return bool(one and other and (dt.date.fromisoformat(one) - dt.date.fromisoformat(other)).days <= _DAYS)


def all_items(context: Context, events: Mapping[tuple[str, str], str]) -> list[EstimateItem]:
    """Every Reading's numbers."""
    return [make(s, i, q, events) for s in context.sources for i, q in enumerate(s.reading.estimates)]
