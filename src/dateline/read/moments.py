"""Calendar moments in header lines: "12 Nov, 2024 12:46pm", "November 12, 2024 9:30 AM ET", "2024-11-12T09:46:00Z"."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

from dateutil import tz

from dateline.read.knowledge import Knowledge

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?(?![a-z])\.?"
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DATE = re.compile(
    rf"""(?<![\w/.-])(?:(?P<weekday>{WEEKDAY})[\s,]+)?(?:
      (?P<y1>\d{{4}})[-/.](?P<m1>\d{{1,2}})[-/.](?P<d1>\d{{1,2}})
    | (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?P<m2>{MONTH})[\s,-]+(?P<y2>\d{{4}})
    | (?P<m3>{MONTH})\s*(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?[\s,]+(?P<y3>\d{{4}})
    | (?P<a4>\d{{1,2}})(?P<sep>[/.])(?P<b4>\d{{1,2}})(?P=sep)(?P<y4>\d{{4}}|\d{{2}})
    )(?![\d/-])""",
    re.VERBOSE | re.IGNORECASE,
)
_CLOCK = r"""(?:
      (?P<h>[01]?\d|2[0-3])[:.](?P<min>[0-5]\d)(?:[:.](?P<s>[0-5]\d)(?:[.,]\d+)?)?(?:\s*(?P<half>[ap]\.?\s?m)\b\.?)?
    | (?P<h2>1?\d)\s*(?P<half2>[ap]\.?\s?m)\b\.?
    | (?P<h3>[01]\d|2[0-3])(?P<min3>[0-5]\d)(?=\s*(?:GMT|UTC|hrs|hours|Z\b))(?:\s*(?:hrs|hours))?
    )"""
_BEFORE_CLOCK = r"(?:T|[\s,|@/•·–—-]+(?:at\s+|on\s+)?|\s*\(?at\s+)"


@dataclasses.dataclass(frozen=True, slots=True)
class Moment:
    """A moment found at `[start, end)` of a line; `iso` is None where the words name no one day (4/11/17)."""

    start: int
    end: int
    iso: str | None


def find_moments(line: str, known: Knowledge) -> list[Moment]:
    """Every calendar day in `line`, with the time of day beside it where there is one, in the order of the line."""
    after, before = _clock_patterns(known.zone_pattern)
    out: list[Moment] = []
    for found in _DATE.finditer(line):
        start, end = found.span()
        clock = after.match(line, end)
        if clock is None:
            earlier = [m for m in before.finditer(line, out[-1].end if out else 0, start) if m.end() == start]
            clock = earlier[-1] if earlier else None
        if clock is not None:
            start, end = min(start, clock.start()), max(end, clock.end())
        out.append(Moment(start, end, _iso(_day(found), clock, known)))
    return out


def bare_clocks(line: str, known: Knowledge) -> str:
    """The line without times of day that have no date beside them."""
    _, before = _clock_patterns(known.zone_pattern)
    return before.sub(" ", line)


def month_number(name: str) -> int:
    """1 to 12 for an English month name or its abbreviation."""
    return MONTHS.index(name[:3].lower()) + 1


def safe_day(year: int, month: int, day: int) -> dt.date | None:
    """The day, or None where the calendar has none such."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _clock_patterns(zones: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    zone = rf"(?:\s*\(?(?P<zone>{zones}|Z\b)?\)?(?:\s*(?P<offset>[+-]\d{{2}}:?\d{{2}}|[+-]\d{{1,2}}(?![\d:])))?\)?)"
    flags = re.VERBOSE | re.IGNORECASE
    escaped = zone.replace(" ", r"\ ")
    return (
        re.compile(rf"{_BEFORE_CLOCK}{_CLOCK}{escaped}", flags),
        re.compile(rf"(?<!\w){_CLOCK}{escaped}[\s,|/•·–—-]*(?:on\s+)?", flags),
    )


def _day(found: re.Match[str]) -> dt.date | None:
    if found["y1"]:
        return safe_day(int(found["y1"]), int(found["m1"]), int(found["d1"]))
    if found["y2"]:
        return safe_day(int(found["y2"]), month_number(found["m2"]), int(found["d2"]))
    if found["y3"]:
        return safe_day(int(found["y3"]), month_number(found["m3"]), int(found["d3"]))
    year = int(found["y4"])
    if year < 100:
        # The pivot of POSIX strptime.
        year += 2000 if year < 69 else 1900
    first, second = int(found["a4"]), int(found["b4"])
    days = {safe_day(year, second, first), safe_day(year, first, second)} - {None}
    if found["weekday"]:
        days = {d for d in days if d and _DAYS[d.weekday()] == found["weekday"][:3].lower()}
    return days.pop() if len(days) == 1 else None


def _iso(day: dt.date | None, clock: re.Match[str] | None, known: Knowledge) -> str | None:
    if day is None:
        return None
    if clock is None:
        return day.isoformat()
    hour = int(clock["h"] or clock["h2"] or clock["h3"])
    half = (clock["half"] or clock["half2"] or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        half = "" if hour > 12 else half
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    moment = dt.datetime(day.year, day.month, day.day, hour, int(clock["min"] or clock["min3"] or 0))
    moment = moment.replace(second=int(clock["s"] or 0))
    return moment.replace(tzinfo=_zone(clock, known)).isoformat()


def _zone(clock: re.Match[str], known: Knowledge) -> dt.tzinfo | None:
    if clock["offset"]:
        digits = clock["offset"][1:].replace(":", "")
        hours, minutes = (int(digits[:2]), int(digits[2:])) if len(digits) == 4 else (int(digits), 0)
        shift = dt.timedelta(hours=hours, minutes=minutes)
        return dt.timezone(-shift if clock["offset"][0] == "-" else shift) if shift < dt.timedelta(hours=24) else None
    entry = known.zones.get((clock["zone"] or "").casefold())
    if entry is None:
        return None
    if entry.offset:
        return dt.time.fromisoformat("00:00" + entry.offset).tzinfo
    return tz.gettz(entry.zone) if entry.zone else None
