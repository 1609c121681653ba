"""Which events are one: candidates by shared keys, the surest pairs first, never against what excludes them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence

from dateline.kinds.when import bounds
from dateline.merge.context import Key
from dateline.merge.groups import Groups
from dateline.merge.happenings import Happening, disjoint, excluded, reason, score

# A block with more events than this is compared in a window over its order, so that the work stays linear.
_BLOCK = 80
_WINDOW = 40
# A date wider than this many weeks names no week; such events meet others by their reports' weeks.
_MOST_WEEKS = 6


@dataclasses.dataclass(frozen=True)
class Found:
    """One real-world event's reports, in order, and why they are one."""

    members: tuple[Happening, ...]
    reason: str | None


def cluster(happenings: Sequence[Happening]) -> list[Found]:
    """Groups of happenings that are one event, each in order of its first report."""
    by_key = {h.key: h for h in sorted(happenings, key=lambda h: h.key)}
    scored = []
    for one, other in sorted(_pairs(by_key.values())):
        found = score(by_key[one], by_key[other])
        if found is not None:
            scored.append((-found, one, other))
    groups: Groups[Key] = Groups(by_key)
    reasons: dict[Key, list[str]] = {}
    for _, one, other in sorted(scored):
        a, b = groups.root(one), groups.root(other)
        if a == b:
            continue
        if _compatible([by_key[k] for k in groups.members(a)], [by_key[k] for k in groups.members(b)]):
            root = groups.join(a, b)
            reasons[root] = [*reasons.pop(a, []), *reasons.pop(b, []), reason(by_key[one], by_key[other])]
    return [
        Found(tuple(by_key[k] for k in group), next(iter(sorted(reasons.get(group[0], []), key=_fullest)), None))
        for group in groups.all()
    ]


def _fullest(reason: str) -> tuple[int, str]:
    return (-len(reason), reason)


def _compatible(one: Iterable[Happening], others: Sequence[Happening]) -> bool:
    """Whether no member of one group excludes a member of the other."""
    return not any(excluded(a, b) or disjoint(a, b) for a in one for b in others)


def _pairs(happenings: Iterable[Happening]) -> set[tuple[Key, Key]]:
    blocks: dict[tuple[str, ...], list[Key]] = {}
    for h in happenings:
        for block in _blocks(h):
            blocks.setdefault(block, []).append(h.key)
    pairs: set[tuple[Key, Key]] = set()
    for keys in blocks.values():
        reach = len(keys) if len(keys) <= _BLOCK else _WINDOW
        for i, one in enumerate(keys):
            pairs.update((one, other) for other in keys[i + 1 : i + 1 + reach])
    return pairs


def _blocks(h: Happening) -> Iterable[tuple[str, ...]]:
    """(type, who, to whom or by which word, week): two events that are one share at least one of these."""
    for who in sorted(h.actors | h.recipients):
        for week in _weeks(h):
            yield (h.event.type, who, h.anchor, week)
            for whom in sorted(h.recipients - {who}):
                yield (h.event.type, who, f"> {whom}", week)


def _weeks(h: Happening) -> list[str]:
    low, high = bounds(h.event.date.edtf)
    if low and high and (high - low).days <= 7 * _MOST_WEEKS:
        # A day either way, since a day taken from the publication may be late.
        days = range((low - dt.timedelta(1)).toordinal() // 7, (high + dt.timedelta(1)).toordinal() // 7 + 1)
        weeks = [f"w{d}" for d in days]
    else:
        weeks = []
    if h.source.day:
        reported = dt.date.fromisoformat(h.source.day).toordinal() // 7
        weeks += [f"u{w}" for w in (reported, reported + 1)] if not (low and high) else [f"u{reported}"]
    return weeks
