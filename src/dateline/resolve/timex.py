"""What time expressions mean in TIMEX3 (ISO-TimeML), the form that time corpora and other tools exchange."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Sequence

from dateline.kinds.time import TimeWords
from dateline.model.document import Document
from dateline.model.findings import DateFinding
from dateline.model.span import Span
from dateline.resolve.date_values import Meaning
from dateline.resolve.dates import meanings
from dateline.resolve.periods import Period, containing

_SEASON = {21: "SP", 22: "SU", 23: "FA", 24: "WI"}
_MODS = {"START": "START", "MID": "MID", "END": "END", "EDGE_START": "START", "EDGE_END": "END", "APPROX": "APPROX"}


@dataclasses.dataclass(frozen=True, slots=True)
class Timex:
    """One TIMEX3: DATE, TIME, DURATION or SET, its value, and its mod where the words have one."""

    span: Span
    type: str
    value: str
    mod: str | None = None


def timexes(findings: Sequence[DateFinding], document: Document, words: TimeWords | None = None) -> tuple[Timex, ...]:
    """The TIMEX3 of each finding; a range gives two. Ages ("30-year-old") are none by the corpora's custom."""
    day = document.report.day
    read = meanings(findings, document, words)
    return tuple(timex for finding, meaning in read for timex in _timexes(finding, meaning, day))


def _timexes(f: DateFinding, meaning: Meaning, day: dt.date | None) -> Iterator[Timex]:
    if f.get("age"):
        return
    if f.rule == "range":
        left, right = f.parts
        first = meaning
        second = Meaning(meaning.until, reason=meaning.reason)
        yield Timex(left.span, "DATE", timex_value(left, dataclasses.replace(first, until=None), day))
        yield Timex(right.span, "DATE", timex_value(right, second, day))
        return
    kind = {"duration": "DURATION", "set": "SET"}.get(f.kind, "DATE")
    if f.get("length") is not None:
        # "the first two months of 1939" is a length there.
        yield Timex(f.span, "DURATION", str(f.get("length")))
        return
    if f.rule == "ended" and f.get("unit") == "year":
        yield Timex(f.span, "DURATION", "P1Y")
        return
    if kind == "DATE" and (meaning.part or meaning.clock):
        kind = "TIME"
    yield Timex(f.span, kind, timex_value(f, meaning, day), _MODS.get(meaning.mod))


def timex_value(f: DateFinding, meaning: Meaning, day: dt.date | None) -> str:
    """The `value` attribute: "2024-W45", "P3Y", "PAST_REF", "2024-11-12TNI"."""
    if f.get("unit") == "quarter" and f.get("n") is not None and f.kind != "date":
        return f"P{f.get('n')}Q"
    if f.kind == "set":
        return _repeated(f) or f.value or "PXX"
    if f.rule == "ended" and meaning.until is not None and meaning.until.first:
        return _value_of(containing(str(f.get("unit")), meaning.until.first)) or str(meaning.until.edtf)
    if f.kind == "duration":
        return f.value or "PXX"
    if f.rule == "told-time":
        return str(f.get("code"))
    if meaning.period is None:
        if meaning.reference:
            return meaning.reference
        date = str(day) if day and (meaning.clock or meaning.part) else _unknown(f)
        return date + _time(meaning)
    return period_value(meaning.period) + _time(meaning)


def _repeated(f: DateFinding) -> str | None:
    """ "every Tuesday", "each July": the day of any week, the month of any year."""
    if (weekday := f.get("weekday")) is not None:
        return f"XXXX-WXX-{int(weekday) + 1}"
    if (part := f.get("part")) is not None:
        return f"XXXX-XX-XXT{part}"
    return _unknown(f) if f.get("month") is not None or f.get("season") is not None else None


def _time(meaning: Meaning) -> str:
    if meaning.clock:
        return f"T{meaning.clock}{'Z' if meaning.zone == 'Z' else ''}"
    return f"T{meaning.part}" if meaning.part else ""


def _unknown(f: DateFinding) -> str:
    """What TIMEX3 writes for a date whose year the text does not give."""
    month, day, season = f.get("month"), f.get("day"), f.get("season")
    if isinstance(month, int):
        return f"XXXX-{month:02}" + (f"-{day:02}" if isinstance(day, int) else "")
    if isinstance(season, int):
        return f"XXXX-{_SEASON[season]}"
    unit = f.get("unit")
    return {"week": "XXXX-WXX", "month": "XXXX-XX", "quarter": "XXXX-QX", "year": "XXXX"}.get(str(unit), "XXXX-XX-XX")


def _value_of(period: Period | None) -> str | None:
    return period_value(period) if period else None


def period_value(period: Period) -> str:
    """A period as TIMEX3 writes it; years before our era as BC0480."""
    year = f"{period.year:04}" if period.year > 0 else f"BC{1 - period.year:04}"
    match period.grain:
        case "century":
            return f"{period.year:02}"
        case "century-before":
            return f"BC{period.year - 1:02}"
        case "decade":
            return f"{period.year:03}"
        case "decade-before":
            return f"BC{period.year // 10:03}"
        case "half":
            return f"{year}-H{period.n}"
        case "quarter":
            return f"{year}-Q{period.n}"
        case "season":
            return f"{year}-{_SEASON[period.n]}"
        case "week":
            return f"{year}-W{period.n:02}"
        case "weekend":
            return f"{year}-W{period.n:02}-WE"
        case "month":
            return f"{year}-{period.n:02}"
        case "day":
            return f"{year}-{period.n:02}-{period.day:02}"
    return year


_VALUE = re.compile(r"(\d{4})(?:-(?:W(\d\d)(-WE)?|Q([1-4])|H([12])|(SP|SU|FA|WI)|(\d\d)(?:-(\d\d))?))?(?:T.*)?$")


def period_of_value(value: str) -> Period | None:
    """The period that a TIMEX3 value names, None for lengths, references and unknown digits."""
    match = _VALUE.match(value)
    if match is None:
        if re.fullmatch(r"\d{3}X?", value):
            return Period("decade", int(value[:3]))
        return Period("century", int(value)) if re.fullmatch(r"\d{2}", value) else None
    year = int(match[1])
    if match[2]:
        return Period("weekend" if match[3] else "week", year, int(match[2]))
    if match[4] or match[5]:
        return Period("quarter", year, int(match[4])) if match[4] else Period("half", year, int(match[5]))
    if match[6]:
        return Period("season", year, {v: k for k, v in _SEASON.items()}[match[6]])
    if match[7]:
        return Period("day", year, int(match[7]), int(match[8])) if match[8] else Period("month", year, int(match[7]))
    return Period("year", year)
