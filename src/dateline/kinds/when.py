"""What an EDTF date (ISO 8601-2) surely says: the first and the last day that it allows."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache

# Season codes of ISO 8601-2 (21-41) as month ranges of one year, the plain seasons as in the north. A winter belongs to
# two years and the words do not say which, so that both are allowed: a bound must never promise more than the words do.
_SEASONS: dict[int, tuple[int, int]] = {
    21: (3, 5), 22: (6, 8), 23: (9, 11),
    25: (3, 5), 26: (6, 8), 27: (9, 11), 29: (9, 11), 31: (3, 5), 32: (6, 8),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12), 37: (1, 4), 38: (5, 8), 39: (9, 12), 40: (1, 6), 41: (7, 12),
}  # fmt: skip
_WINTERS = (24, 28, 30)
_DATE = re.compile(r"^(\d[\dX]{3})(?:-([\dX]{2})(?:-([\dX]{2}))?)?$")
_WEEK = re.compile(r"^(\d{4})-W(\d{2})(?:-(\d))?$")
_OPEN = ("..", "")

Bounds = tuple[dt.date | None, dt.date | None]


def lower_bound(edtf: str | None) -> dt.date | None:
    """The first day that `edtf` allows; None when it is open, unknown or unreadable."""
    return bounds(edtf)[0]


def upper_bound(edtf: str | None) -> dt.date | None:
    """The last day that `edtf` allows; None when it is open, unknown or unreadable."""
    return bounds(edtf)[1]


@lru_cache(maxsize=65536)
def bounds(edtf: str | None) -> Bounds:
    """First and last day that `edtf` allows, each None where it is open, unknown or unreadable."""
    if not edtf:
        return (None, None)
    text = re.sub(r"[?~%\s]", "", edtf)
    if text[:1] in "[{":
        return _hull([bounds(part) for part in re.split(r",", text.strip("[]{}"))])
    if "/" in text:
        start, _, end = text.partition("/")
        return (_side(start)[0], _side(end)[1])
    if ".." in text:
        start, _, end = text.partition("..")
        return (_side(start)[0], _side(end)[1])
    return _side(text)


def overlap(one: str | None, other: str | None) -> bool:
    """Whether some day fits both dates; an unknown date fits every day."""
    (a, b), (c, d) = bounds(one), bounds(other)
    return not ((b and c and b < c) or (d and a and d < a))


def within(inner: str | None, outer: str | None) -> bool:
    """Whether every day that `inner` allows is allowed by `outer`, with all ends known or `outer` open there."""
    (a, b), (c, d) = bounds(inner), bounds(outer)
    return (c is None or (a is not None and a >= c)) and (d is None or (b is not None and b <= d))


def width(edtf: str | None) -> int | None:
    """How many days `edtf` allows; None when an end is open or unknown."""
    first, last = bounds(edtf)
    return (last - first).days + 1 if first and last else None


def _side(text: str) -> Bounds:
    if text in _OPEN:
        return (None, None)
    text = text.split("T", 1)[0]
    try:
        return _week(text) if "W" in text else _calendar(text)
    except ValueError:
        return (None, None)


def _week(text: str) -> Bounds:
    match = _WEEK.match(text)
    if not match:
        raise ValueError(text)
    year, week, day = int(match[1]), int(match[2]), match[3]
    if day:
        only = dt.date.fromisocalendar(year, week, int(day))
        return (only, only)
    return (dt.date.fromisocalendar(year, week, 1), dt.date.fromisocalendar(year, week, 7))


def _calendar(text: str) -> Bounds:
    match = _DATE.match(text)
    if not match:
        raise ValueError(text)
    first_year, last_year = _digits(match[1])
    if match[2] is None:
        return (dt.date(first_year, 1, 1), dt.date(last_year, 12, 31))
    if match[2].isdigit() and int(match[2]) > 12:
        return _season(first_year, last_year, int(match[2]))
    first_month, last_month = _digits(match[2], 1, 12)
    if match[3] is None:
        return (dt.date(first_year, first_month, 1), _month_end(last_year, last_month))
    first_day, last_day = _digits(match[3], 1, 31)
    end = _month_end(last_year, last_month)
    if match[3].isdigit() and match[2].isdigit():
        return (dt.date(first_year, first_month, first_day), dt.date(last_year, last_month, last_day))
    return (dt.date(first_year, first_month, first_day), end.replace(day=min(last_day, end.day)))


def _season(first_year: int, last_year: int, code: int) -> Bounds:
    if code in _WINTERS:
        return (dt.date(first_year - 1, 12, 1), _month_end(last_year + 1, 2))
    if code not in _SEASONS:
        raise ValueError(code)
    start, end = _SEASONS[code]
    return (dt.date(first_year, start, 1), _month_end(last_year, end))


def _digits(text: str, least: int = 1, most: int = 9999) -> tuple[int, int]:
    low, high = int(text.replace("X", "0")), int(text.replace("X", "9"))
    return (max(low, least), min(high, most))


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _hull(parts: list[Bounds]) -> Bounds:
    firsts, lasts = [p[0] for p in parts], [p[1] for p in parts]
    low = None if None in firsts else min(d for d in firsts if d)
    high = None if None in lasts else max(d for d in lasts if d)
    return (low, high)
