"""The dates that a report has told so far, and how a narrative goes on from one to the next."""

from __future__ import annotations

from collections.abc import Callable

from dateline.resolve.periods import WIDTH, Period, widen

# A date this many days ahead of the newest one is an aside ("it stood until 2008") until a second one confirms it.
_ASIDE = 730
# A month or day without a year this long before the newest date belongs to the year after it.
_BACK = 200
_NEWEST = 12


class Story:
    """Dates in the order of the telling; `paragraph` is the one that is being read."""

    def __init__(self) -> None:
        """Nothing is told yet."""
        self.told: list[Period] = []
        self.paragraph = self._newest = 0
        self._aside: Period | None = None

    def note(self, period: Period) -> None:
        """Remember a date."""
        self.told.append(period)
        self._newest = self.paragraph

    def last(self, grain: str) -> Period | None:
        """The newest date told that is at least as fine as `grain`, widened to it."""
        for period in reversed(self.told[-_NEWEST:]):
            wide = widen(period, grain)
            if wide is not None:
                return wide
        return None

    def goes_on(self, period: Period, *, loose: bool) -> bool:
        """Whether a narrative goes on with this date, or only looks ahead to it from far off.

        `loose` dates ("late 1943", "the previous year") that lie in a year before the newest only look back. A new
        paragraph may go anywhere.
        """
        if self.paragraph != self._newest:
            self._aside = None
            return True
        newest = self.told[-1].first if self.told else None
        if loose and period.grain == "year" and newest is not None and period.year < newest.year:
            return False
        far = newest is not None and period.first is not None and (period.first - newest).days > _ASIDE
        if not far or period.grain == "year":
            self._aside = None
            return True
        aside, self._aside = self._aside, period
        return aside is not None and aside.first is not None and abs((period.first - aside.first).days) <= _ASIDE

    def dated(self, make: Callable[[int], Period]) -> Period | None:
        """A month or day without a year in a narrative: of the year that is told, or the next one."""
        year = self.last("year")
        if year is None:
            return None
        fine = next((p for p in reversed(self.told[-_NEWEST:]) if WIDTH[p.grain] <= WIDTH["month"] and p.first), None)
        same = make(year.year)
        known = fine.first if fine is not None and fine.first is not None and fine.first.year == year.year else None
        wraps = known is not None and same.first is not None and (known - same.first).days > _BACK
        return make(year.year + 1) if wraps else same
