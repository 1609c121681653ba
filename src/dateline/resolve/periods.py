"""Stretches of the calendar: their days, their neighbours, and how EDTF (ISO 8601-2) writes them."""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
from typing import Literal

Grain = Literal[
    "century", "century-before", "decade", "decade-before", "year", "half", "quarter", "season", "month", "week",
    "weekend", "day",
]  # fmt: skip
WIDTH: dict[str, int] = {
    "century": 9, "century-before": 9, "decade": 8, "decade-before": 8, "year": 7, "half": 6, "quarter": 5, "season": 5,
    "month": 4, "week": 3, "weekend": 2, "day": 1,
}  # fmt: skip
_SEASON_START = {21: 3, 22: 6, 23: 9, 24: 12}


@dataclasses.dataclass(frozen=True, slots=True)
class Period:
    """One stretch of `grain`.

    `year` is astronomical (0 is 1 BC); of a decade or a century it is the number before the last one or two digits, of
    a `-before` grain the number as written before "BC", of a week the ISO year. `n` is the month, quarter, half, season
    code (21-24) or week; `day` the day of the month.
    """

    grain: Grain
    year: int
    n: int = 0
    day: int = 0

    @property
    def first(self) -> dt.date | None:
        """Its first day, None where the calendar of the machine does not reach."""
        try:
            return self._first()
        except ValueError:
            return None

    def _first(self) -> dt.date:
        match self.grain:
            case "day":
                return dt.date(self.year, self.n, self.day)
            case "week":
                return dt.date.fromisocalendar(self.year, self.n, 1)
            case "weekend":
                return dt.date.fromisocalendar(self.year, self.n, 6)
            case "month":
                return dt.date(self.year, self.n, 1)
            case "quarter":
                return dt.date(self.year, 3 * self.n - 2, 1)
            case "half":
                return dt.date(self.year, 6 * self.n - 5, 1)
            case "season":
                return dt.date(self.year, _SEASON_START[self.n], 1)
            case "year":
                return dt.date(self.year, 1, 1)
            case "decade":
                return dt.date(self.year * 10, 1, 1)
            case "century":
                return dt.date(self.year * 100, 1, 1)
        raise ValueError(self.grain)

    @property
    def last(self) -> dt.date | None:
        """Its last day, None where the calendar of the machine does not reach."""
        start = self.first
        if start is None:
            return None
        try:
            match self.grain:
                case "day":
                    return start
                case "week":
                    return start + dt.timedelta(6)
                case "weekend":
                    return start + dt.timedelta(1)
                case "decade":
                    return dt.date(start.year + 9, 12, 31)
                case "century":
                    return dt.date(start.year + 99, 12, 31)
            months = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12}[self.grain]
            return add_months(start, months) - dt.timedelta(1)
        except (ValueError, OverflowError):
            return None

    @property
    def exists(self) -> bool:
        """Whether the calendar has it (31 June it has not), within the four digits of a year that EDTF writes."""
        match self.grain:
            case "day":
                leap_like = self.year % 400 + 400
                known = 1 <= self.n <= 12 and 1 <= self.day <= calendar.monthrange(leap_like, self.n)[1]
                return known and abs(self.year) <= 9999
            case "month":
                return 1 <= self.n <= 12 and abs(self.year) <= 9999
            case "week" | "weekend":
                return self.last is not None
            case "decade" | "century":
                return 0 <= self.year < (1000 if self.grain == "decade" else 100)
            case "decade-before" | "century-before":
                return 0 <= self.year <= (9980 if self.grain == "decade-before" else 99) and self.year > 0
        return abs(self.year) <= 9999

    @property
    def edtf(self) -> str:
        """EDTF: level 0, seasons and unspecified digits level 1; weeks and quarters as intervals."""
        match self.grain:
            case "day":
                return f"{_year(self.year)}-{self.n:02}-{self.day:02}"
            case "month" | "season":
                return f"{_year(self.year)}-{self.n:02}"
            case "year":
                return _year(self.year)
            case "decade":
                return f"{self.year:03}X"
            case "century":
                return f"{self.year:02}XX"
            case "decade-before":
                return f"{_year(-(self.year + 8))}/{_year(1 - self.year)}"
            case "century-before":
                return f"{_year(1 - self.year * 100)}/{_year(-(self.year - 1) * 100)}"
        if self.grain in ("quarter", "half"):
            months = 3 if self.grain == "quarter" else 6
            start = (self.n - 1) * months + 1
            return f"{_year(self.year)}-{start:02}/{_year(self.year)}-{start + months - 1:02}"
        return f"{self.first}/{self.last}"


def _year(year: int) -> str:
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def day_of(date: dt.date) -> Period:
    """The day as a Period."""
    return Period("day", date.year, date.month, date.day)


def containing(grain: str, date: dt.date) -> Period | None:
    """The Period of `grain` that `date` lies in; for a weekend, that of its ISO week."""
    match grain:
        case "day" | "night":
            return day_of(date)
        case "week" | "weekend":
            year, week, _ = date.isocalendar()
            return Period("week" if grain == "week" else "weekend", year, week)
        case "month":
            return Period("month", date.year, date.month)
        case "quarter":
            return Period("quarter", date.year, (date.month + 2) // 3)
        case "half":
            return Period("half", date.year, (date.month + 5) // 6)
        case "season":
            code = 21 + (date.month - 3) % 12 // 3
            return Period("season", date.year - (date.month < 3), code)
        case "year":
            return Period("year", date.year)
        case "decade":
            return Period("decade", date.year // 10)
        case "century":
            return Period("century", date.year // 100)
    return None


def widen(period: Period, grain: str) -> Period | None:
    """The Period of `grain` that holds `period`; None where it is the finer one."""
    wanted = WIDTH.get("day" if grain == "night" else grain)
    if wanted is None or wanted < WIDTH[period.grain]:
        return None
    if period.grain == grain or (wanted == WIDTH[period.grain] and wanted > 7):
        return period
    if period.first is not None:
        return containing(grain, period.first)
    # Years before our era: only what needs no day.
    return Period("year", period.year) if grain == "year" and WIDTH[period.grain] < 7 else None


def shift(period: Period, steps: int) -> Period | None:
    """The Period `steps` further of the same grain, None where the calendar ends."""
    try:
        moved = _shifted(period, steps)
    except (ValueError, OverflowError):
        return None
    return moved if moved is not None and moved.exists else None


def _shifted(period: Period, steps: int) -> Period | None:
    match period.grain:
        case "year" | "decade" | "century":
            return dataclasses.replace(period, year=period.year + steps)
        case "month" | "quarter" | "half":
            size = {"month": 12, "quarter": 4, "half": 2}[period.grain]
            index = period.year * size + period.n - 1 + steps
            return dataclasses.replace(period, year=index // size, n=index % size + 1)
        case "season":
            index = period.year * 4 + period.n - 21 + steps
            return dataclasses.replace(period, year=index // 4, n=index % 4 + 21)
        case "decade-before" | "century-before":
            size = 10 if period.grain == "decade-before" else 1
            return dataclasses.replace(period, year=period.year - steps * size)
    start = period.first
    if start is None:
        return None
    return containing(period.grain, start + dt.timedelta(steps * (1 if period.grain == "day" else 7)))


def shift_years(period: Period, years: int) -> Period:
    """The same stretch `years` later (29 February becomes the 28th)."""
    if period.grain in ("decade", "century", "decade-before", "century-before"):
        return period
    moved = dataclasses.replace(period, year=period.year + years)
    return moved if moved.exists else dataclasses.replace(moved, day=28)


def add_months(date: dt.date, months: int) -> dt.date:
    """The date `months` later, or the last day of that month; raises ValueError beyond the calendar."""
    index = date.year * 12 + date.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if not 1 <= year <= 9999:
        raise ValueError(year)
    return dt.date(year, month, min(date.day, calendar.monthrange(year, month)[1]))


def move(date: dt.date, unit: str, n: int) -> dt.date | None:
    """The date `n` units later; hours and less stay on the day. None beyond the calendar."""
    try:
        match unit:
            case "day" | "night":
                return date + dt.timedelta(n)
            case "week" | "weekend":
                return date + dt.timedelta(7 * n)
            case "fortnight":
                return date + dt.timedelta(14 * n)
            case "month":
                return add_months(date, n)
            case "quarter":
                return add_months(date, 3 * n)
            case "year":
                return add_months(date, 12 * n)
            case "decade":
                return add_months(date, 120 * n)
            case "century":
                return add_months(date, 1200 * n)
            case "millennium":
                return add_months(date, 12000 * n)
    except (ValueError, OverflowError):
        return None
    return date
