"""Dates moved by a length of time: "two days after" a day is a day, "a month after" it a month, roughly."""

from __future__ import annotations

import datetime as dt
import re

from dateutil.relativedelta import relativedelta

from dateline.kinds.when import bounds, lower_bound

_A_WEEK = 7
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_LENGTH = re.compile(r"^P(\d+)([DWMY])$")
_DAYS = {"D": 1, "W": 7}
# With more days than this between its ends, a date is not one that days can be counted from.
_ONE_DAY, _ONE_MONTH = 0, 31


def of_last_year(edtf: str | None, told: str, today: dt.date | None) -> str | None:
    """ "Togo ratified it in May 2013, Mali in June": a date without its year, of what is done, lies behind the report.

    `told` are its words; a day of the week that the report ends is left, and may be a slip.
    """
    first = lower_bound(edtf)
    if edtf is None or today is None or first is None or first <= today + dt.timedelta(days=_A_WEEK):
        return edtf
    if _YEAR.search(told) or not edtf.startswith(f"{first.year}-") or "/" in edtf:
        return edtf
    return f"{first.year - 1}{edtf[4:]}" if first.year == today.year or first.year == today.year + 1 else edtf


def moved(edtf: str, length: str, sign: int) -> str | None:
    """`edtf` moved by an ISO 8601 duration, later (1) or sooner (-1); None where neither tells a bounded time.

    Days are counted exactly, weeks, months and years roughly (`~`); hours and minutes lead to the same or the next day.
    """
    first, last = bounds(edtf)
    if first is None or last is None:
        return None
    day = (last - first).days == _ONE_DAY
    try:
        if length.startswith("PT"):
            return _hours(first, sign) if day else None
        match = _LENGTH.match(length)
        if match is None:
            return None
        number, unit = int(match[1]) * sign, match[2]
        if unit in _DAYS:
            return _days(first, number, unit) if day else None
        if (last - first).days > _ONE_MONTH:
            return f"{first.year + number:04}~" if unit == "Y" else None
        there = first + (relativedelta(months=number) if unit == "M" else relativedelta(years=number))
        return f"{there:%Y-%m}~"
    except (OverflowError, ValueError):
        return None


def _days(day: dt.date, number: int, unit: str) -> str:
    there = day + dt.timedelta(number * _DAYS[unit])
    return f"{there}~" if unit == "W" else f"{there}"


def _hours(day: dt.date, sign: int) -> str:
    other = day + dt.timedelta(sign)
    return f"{min(day, other)}/{max(day, other)}"
