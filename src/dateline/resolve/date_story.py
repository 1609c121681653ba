"""The dates that a report has told so far, and how a narrative goes on from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dateline.model.findings import DateFinding
from dateline.resolve.periods import WIDTH, Period, widen

# A month or day without a year this long before the newest date belongs to the year after it.
_BACK = 200
_NEWEST = 12


def glances(findings: Sequence[DateFinding]) -> frozenset[int]:
    """The findings (by index) with a year that a story only looks aside to.

    Later than the year before it while the next one is not ("papers released in 2005 show …"), or earlier while the
    next one is back at it ("which a law of 1790 had asked for").
    """
    named = [(i, year) for i, f in enumerate(findings) if (year := _year_named(f)) is not None]
    aside: set[int] = set()
    now: int | None = None
    for k, (i, year) in enumerate(named[:-1]):
        after = named[k + 1][1]
        if now is not None and (now <= after < year or year < now <= after):
            aside.add(i)
        else:
            now = year
    return frozenset(aside)


def _year_named(f: DateFinding) -> int | None:
    while f.rule in ("range", "part", "daypart", "clock", "leading") and f.parts:
        f = f.parts[-1]
    year = f.get("year")
    return int(year) if year is not None else None


class Story:
    """Dates in the order of the telling."""

    def __init__(self) -> None:
        """Nothing is told yet."""
        self.told: list[Period] = []
        self.course: list[Period] = []

    def note(self, period: Period, *, aside: bool = False) -> None:
        """Remember a date; one that the story only glances at does not turn its course."""
        self.told.append(period)
        if not aside:
            self.course.append(period)

    def last(self, grain: str) -> Period | None:
        """The newest date told that is at least as fine as `grain`, widened to it."""
        return _newest(self.told, grain)

    def dated(self, make: Callable[[int], Period]) -> Period | None:
        """A month or day without a year in a narrative: of the year that is told, or the next one."""
        year = _newest(self.course, "year")
        if year is None:
            return None
        fine = next((p for p in reversed(self.course[-_NEWEST:]) if WIDTH[p.grain] <= WIDTH["month"] and p.first), None)
        same = make(year.year)
        known = fine.first if fine is not None and fine.first is not None and fine.first.year == year.year else None
        wraps = known is not None and same.first is not None and (known - same.first).days > _BACK
        return make(year.year + 1) if wraps else same


def _newest(told: Sequence[Period], grain: str) -> Period | None:
    for period in reversed(told[-_NEWEST:]):
        wide = widen(period, grain)
        if wide is not None:
            return wide
    return None
