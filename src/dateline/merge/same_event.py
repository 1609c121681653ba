"""Which events are one: candidates by shared keys, the surest pairs first, never against what excludes them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence

from dateline.kinds.when import bounds
from dateline.merge.groups import Groups, pairs
from dateline.merge.happenings import Happening, excluded, reason, score

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
    listed = sorted(happenings, key=lambda h: h.key)
    scored = []
    for one, other in pairs([_blocks(h) for h in listed], block=_BLOCK, window=_WINDOW):
        points = score(listed[one], listed[other])
        if points is not None:
            scored.append((-points, one, other))
    groups: Groups[int] = Groups(range(len(listed)))
    reasons: dict[int, list[str]] = {}
    for _, one, other in sorted(scored):
        a, b = groups.root(one), groups.root(other)
        if a != b and _compatible([listed[i] for i in groups.members(a)], [listed[i] for i in groups.members(b)]):
            why = reason(listed[one], listed[other])
            reasons[groups.join(a, b)] = [*reasons.pop(a, []), *reasons.pop(b, []), why]
    return [
        Found(tuple(listed[i] for i in group), min(reasons.get(group[0], []), key=_fullest, default=None))
        for group in groups.all()
    ]


def _fullest(why: str) -> tuple[int, str]:
    return (-len(why), why)


def _compatible(one: Sequence[Happening], others: Sequence[Happening]) -> bool:
    """Whether no member of one group excludes a member of the other."""
    return not any(excluded(a, b) for a in one for b in others)


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
        end = high or low
        if end:
            month = end.year * 12 + end.month
            weeks = [f"m{month}", f"m{month + 1}"]
    if h.source.day:
        reported = dt.date.fromisoformat(h.source.day).toordinal() // 7
        weeks += [f"u{w}" for w in (reported, reported + 1)] if not (low and high) else [f"u{reported}"]
    return weeks
