"""Which Tuesday, which June, which Christmas: the one of many that lies where the words point from a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from dateutil.easter import easter

from dateline.resolve.date_tense import Tense
from dateline.resolve.periods import Period, containing, day_of, move

# Days for which a season that has ended is not "last" but "this".
_JUST_OVER = 30


def weekday(day: dt.date, number: int, sign: int, *, same: bool) -> dt.date | None:
    """The nearest `number` (Monday 0) after (+1) or before (-1) `day`; `day` itself counts where `same`."""
    distance = (number - day.weekday()) % 7 if sign > 0 else (day.weekday() - number) % 7
    if distance == 0 and not same:
        distance = 7
    return move(day, "day", distance * sign)


def weekday_the(day: dt.date, number: int, nth: int, sign: int) -> dt.date | None:
    """ "Friday, the 13th": the nearest day of that number, before (-1) or after (+1), that is such a weekday."""
    for weeks in range(_WEEKS):
        there = weekday(day, number, sign, same=True)
        there = move(there, "day", 7 * weeks * sign) if there else None
        if there is not None and there.day == nth:
            return there
    return None


# Within some two years each number of a month has been each weekday.
_WEEKS = 120
# A date without a year lies within the months around the report; further off, a writer names the year.
_FAR = 240


def nearest(make: Callable[[int], Period], day: dt.date, tense: Tense) -> Period | None:
    """The one of the years around `day` that tense asks for; a period that `day` lies in counts for both.

    Where the expression hangs on a noun ("the January 14 deadline was set"), tense gives way to nearness.
    """
    around = [p for p in (make(day.year + k) for k in (-4, -3, -2, -1, 0, 1, 2, 3, 4)) if p.exists]
    known = [(p, p.first, p.last) for p in around]
    dated = [(p, first, last) for p, first, last in known if first is not None and last is not None]
    ahead = next(((p, first) for p, first, last in dated if last >= day), None)
    behind = next(((p, last) for p, first, last in reversed(dated) if first <= day), None)
    if ahead is None or behind is None:
        return (ahead or behind or (None,))[0]
    forward = tense.forward or tense.aim
    far = ((ahead[1] - day).days if forward else (day - behind[1]).days) > _FAR
    # A day so far back in the year before would be told with its year: it goes with another verb than the past one.
    other = behind[0].grain == "day" and behind[1].year < day.year and not tense.beside
    if not tense.direct or tense.aim or tense.direction == "present" or other:
        forward = forward != far
    return ahead[0] if forward else behind[0]


def pointed(make: Callable[[int], Period], day: dt.date, steps: int) -> Period | None:
    """ "last June" is over, "next June" has not begun, "this June" is that of the year.

    In September "last summer" is that of the year before: the one just over is "this summer".
    """
    if steps == 0:
        return make(day.year)
    periods = [make(day.year + k) for k in (-2, -1, 0, 1, 2)]
    if steps > 0:
        return next((p for p in periods if p.first and p.first > day), None)
    over = {"season": _JUST_OVER}
    return next((p for p in reversed(periods) if p.last and (day - p.last).days > over.get(p.grain, 0)), None)


def holiday(code: str, year: int) -> Period:
    """The day of a holiday: "12-25", "easter-2", or "4:4:11" (weekday from Monday 1, which one, month; -1 the last)."""
    if code.startswith("easter"):
        if not 1583 <= year <= 4099:
            return Period("day", year, 0, 0)
        return day_of(easter(year) + dt.timedelta(int(code[6:])))
    if ":" in code:
        number, which, month = (int(x) for x in code.split(":"))
        if not 1 <= year <= 9998:
            return Period("day", year, 0, 0)
        if which > 0:
            first = weekday(dt.date(year, month, 1), number - 1, 1, same=True)
            return day_of(first + dt.timedelta(7 * (which - 1))) if first else Period("day", year, 0, 0)
        last = weekday(dt.date(year, month + 1, 1), number - 1, -1, same=False)
        return day_of(last) if last else Period("day", year, 0, 0)
    return Period("day", year, int(code[:2]), int(code[3:]))


def leading(whole: Period, length: tuple[str, int], side: int) -> tuple[Period, Period] | None:
    """The first (side 1) or last (-1) months, weeks or days of a period as its two ends; None where it is shorter."""
    unit, n = length
    first, last = whole.first, whole.last
    if first is None or last is None:
        return None
    origin = first if side > 0 else move(last, "day", 1)
    far = move(origin, unit, n * side) if origin else None
    start, until = (first, move(far, "day", -1) if far else None) if side > 0 else (far, last)
    if start is None or until is None or not first <= start <= until <= last:
        return None
    grain = unit if unit in ("month", "year", "quarter") else "day"
    ends = containing(grain, start), containing(grain, until)
    return (ends[0], ends[1]) if ends[0] and ends[1] else None
