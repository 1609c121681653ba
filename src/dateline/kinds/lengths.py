"""Lengths of time and numbers in the words of agreements: "ninety days", "the 50th", "a further eighteen months"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache

from dateutil.relativedelta import relativedelta

from dateline.kinds.time import load_time

# A number and a unit: "five years", "a year", "180-day", "a further two-year period", "one calendar month".
LENGTH = (
    r"(?:(?:a|an|another|the|some|further|additional|initial|full|fixed|first|period|term|of|minimum|at|least|about)"
    r"[\s-]+)*?(?P<n>[a-z]+(?:-[a-z]+)?|\d+)[\s-]+(?:calendar |full |further |consecutive )?"
    r"(?P<unit>hour|day|week|month|year)(?:s\b|\b)"
)
_FIGURE = re.compile(r"\d+")
_ISO = re.compile(r"^P(?:T(\d+)H|(\d+)([DWMY]))$")
_LETTERS = {"day": "D", "week": "W", "month": "M", "year": "Y"}
_ONE = frozenset({"a", "an", "one"})


def number(word: str) -> int | None:
    """The number that a word or figure says: "ninety", "thirtieth", "50th", "a"; None for any other word."""
    figure = _FIGURE.match(word)
    if figure:
        return int(figure.group())
    return 1 if word.lower() in _ONE else _numbers().get(word.lower())


def length(n: str, unit: str, *, ordinal: bool = False) -> str | None:
    """`n` times `unit` as an ISO 8601 duration ("P6M"); None where `n` is no number.

    `ordinal`: "the thirtieth day" counts as thirty days.
    """
    count = number(n)
    if not count or (not ordinal and n.lower() in _ordinals()):
        return None
    if unit.lower() == "month" and count % 12 == 0:
        # "Twelve months" is a year, so that two reports of it agree.
        return f"P{count // 12}Y"
    return f"PT{count}H" if unit.lower() == "hour" else f"P{count}{_LETTERS[unit.lower()]}"


def later(day: dt.date, duration: str, times: int = 1) -> dt.date | None:
    """The day that lies an ISO 8601 duration (so many `times`) after `day`; None where the calendar ends before it."""
    found = _ISO.match(duration)
    if found is None:
        return None
    try:
        if found[1]:
            return day + dt.timedelta(hours=int(found[1]) * times)
        count = int(found[2]) * times
        if found[3] == "D":
            return day + dt.timedelta(days=count)
        if found[3] == "W":
            return day + dt.timedelta(weeks=count)
        return day + (relativedelta(months=count) if found[3] == "M" else relativedelta(years=count))
    except (OverflowError, ValueError):
        return None


@cache
def _ordinals() -> frozenset[str]:
    words = [e.word for entries in load_time().entries.values() for e in entries]
    plain = {w for x in words if x.role == "ordinal" for w in x.words}
    return frozenset(plain | {w for w in _numbers() if w.endswith("ieth")})


@cache
def _numbers() -> Mapping[str, int]:
    words = [e.word for entries in load_time().entries.values() for e in entries]
    plain = {w: x.n for x in words if x.role in ("number", "tens", "ordinal") and x.n is not None for w in x.words}
    tens = {w: n for w, n in plain.items() if n in range(20, 100, 10) and w.endswith("ty")}
    units = {w: n for w, n in plain.items() if 0 < n < 10}
    joined = {f"{ten}-{unit}": a + b for ten, a in tens.items() for unit, b in units.items()}
    # "Thirtieth", "ninetieth": made of the tens.
    return plain | joined | {f"{ten[:-1]}ieth": n for ten, n in tens.items()}
