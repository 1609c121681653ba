"""The dates that a report has told so far, and how a narrative goes on from one to the next."""

from __future__ import annotations

from collections.abc import Callable

from dateline.resolve.periods import WIDTH, Period, widen

# A month or day without a year this long before the newest date belongs to the year after it.
_BACK = 200
_NEWEST = 12


class Story:
    """Dates in the order of the telling."""

    def __init__(self) -> None:
        """Nothing is told yet."""
        self.told: list[Period] = []

    def note(self, period: Period) -> None:
        """Remember a date."""
        self.told.append(period)

    def last(self, grain: str) -> Period | None:
        """The newest date told that is at least as fine as `grain`, widened to it."""
        for period in reversed(self.told[-_NEWEST:]):
            wide = widen(period, grain)
            if wide is not None:
                return wide
        return None

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
