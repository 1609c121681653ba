"""What a time expression can come to: a period, two of them, a reference, or a reason why there is none."""

from __future__ import annotations

import dataclasses
import datetime as dt

from dateline.resolve.periods import Period, containing, day_of, move, shift, widen

NO_DAY = "the report has no date to count from"
NOT_TOLD = "no date is told before that it could follow"
VAGUE = "the words give no number"
NOT_SAID = "the words only say that it is a time told before"
FEAST = "a day that states or faiths set from year to year, which is not computed"


@dataclasses.dataclass(frozen=True, slots=True)
class Meaning:
    """What the words say: a period (or two, the ends of a range), and how far they fill it.

    `mod`: START MID END (a part of it), EDGE_START EDGE_END (its very begin or end), BEFORE AFTER (up to or from the
    report's day), APPROX. `part` and `clock` (HH:MM) are times of day with `zone` as offset. `reference` is TIMEX3's
    PAST_REF and so on. `options` are the readings of an ambiguous form. Without a period `reason` says why.
    """

    period: Period | None = None
    until: Period | None = None
    mod: str = ""
    part: str = ""
    clock: str = ""
    zone: str = ""
    reference: str = ""
    options: tuple[Period, ...] = ()
    reason: str | None = None


def found(value: Period | dt.date | None) -> Meaning:
    """A period or a day as a meaning, with a reason where the calendar has none."""
    if isinstance(value, dt.date):
        value = day_of(value)
    if value is None:
        return Meaning(reason="beyond the calendar")
    return Meaning(value) if value.exists else Meaning(reason="the calendar has no such day")


def moved_by(origin: Period, by: tuple[str, int], grain: str, *, half: bool) -> Meaning:
    """The period of `grain` that lies `by` units from `origin`; approximate unless days or weeks are counted."""
    unit, n = by
    if origin.first is None:
        year = widen(origin, "year")
        size = {"year": 1, "decade": 10, "century": 100}.get(unit)
        if year is None or size is None:
            return Meaning(reason="too far back to count days")
        return Meaning(shift(year, n * size))
    moved = move(origin.first, unit, n)
    if moved is not None and half:
        moved = move(moved, "month", 6 if n > 0 else -6) if unit == "year" else moved
    if moved is None:
        return Meaning(reason="beyond the calendar")
    exact = grain == "day" and unit in ("day", "night", "week", "fortnight")
    return Meaning(containing(grain, moved), mod="" if exact else "APPROX")
