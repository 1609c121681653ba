"""Date findings → date mentions in EDTF (ISO 8601-2), read in text order against the report's day.

How words become EDTF where they are less exact than a date:
"early 2025" → 2025-01/2025-04~ (the first third; an approximate end), "mid-" and "late" the second and last third;
"the end of March" → 2025-03-31~; "later this year" → from the report's day to the year's end; "two years ago" → 2022~;
"12/11/2024" → [2024-11-12,2024-12-11], one of a set; "since June" → 2024-06/.., "by Friday" → ../2024-11-15;
"recently" → ../ the report's day, anchor vague; weeks, quarters and ranges → intervals; "summer 2024" → 2024-22;
"possibly in June" → 2024-06?; "fiscal 2024" → 2024~.
Lengths and repetitions have no EDTF, save those that the report's day bounds ("the past three days").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from dateline.kinds.time import TimeWords, load_time
from dateline.model.document import Document
from dateline.model.findings import DateFinding
from dateline.model.reading import DateMention
from dateline.resolve.date_meaning import Telling
from dateline.resolve.date_story import glances
from dateline.resolve.date_tense import PAST, tense_at
from dateline.resolve.date_values import Meaning
from dateline.resolve.periods import Period, add_months, day_of, shift

_DEICTIC = frozenset({"weekday", "dayword", "overnight"})
# A text is a narrative when it has this many old years, five times as many as words like "Tuesday" or "today", and
# either none of those or some full dates among the old ones. News of an anniversary must not count.
_OLD_YEARS, _OLD_DATES = 6, 3
_MONTHS = {"decade": 120, "century": 1200, "year": 12, "half": 6, "quarter": 3, "season": 3}


def resolve_dates(
    findings: Sequence[DateFinding], document: Document, words: TimeWords | None = None
) -> tuple[DateMention, ...]:
    """One DateMention a finding, in the same order; without EDTF it has a reason."""
    day = document.report.day
    out = []
    for finding, meaning in meanings(findings, document, words):
        value = None if meaning.reason and not meaning.options and not meaning.reference else edtf(meaning, day)
        bound = finding.get("bound")
        if value is not None and isinstance(bound, int):
            value = _bounded(value, meaning, bound)
        if value is not None and finding.get("unsure"):
            value = _in_doubt(value)
        kind = finding.kind
        reason = meaning.reason
        if value is None and reason is None:
            reason = "the words name no bounded time"
        vague = meaning.reference and not meaning.period
        out.append(DateMention(finding.span, value, kind, "vague" if vague else finding.anchor, reason))
    return tuple(out)


def meanings(
    findings: Sequence[DateFinding], document: Document, words: TimeWords | None = None
) -> Iterator[tuple[DateFinding, Meaning]]:
    """Each finding with what it means, for EDTF and TIMEX3 alike; a range's ends are told one after the other."""
    day = document.report.day
    words = words or load_time()
    narrative = is_narrative(findings, day)
    telling = Telling(day, words, narrative=narrative)
    telling.month_first = _month_first(document, words)
    aside = glances(findings) if narrative else frozenset()
    for i, finding in enumerate(findings):
        # "Since January" lies behind, whatever the clause around it tells.
        since = finding.get("bound") == 1
        telling.tense = lambda f=finding, s=since: PAST if s else tense_at(document, f.span, words)  # type: ignore[misc]
        telling.until = finding.get("bound") in (-1, -2)
        meaning = telling.mean(finding)
        telling.note(finding, meaning, aside=i in aside)
        yield finding, meaning


def _month_first(document: Document, words: TimeWords) -> bool | None:
    """Whether the one who printed the report, or else its agency, writes 3/4/2024 for 4 March."""
    for name in (document.report.publisher, document.report.agency):
        if name and name.casefold() in words.month_first:
            return words.month_first[name.casefold()]
    return None


def is_narrative(findings: Sequence[DateFinding], day: dt.date | None) -> bool:
    """Whether the text tells a story of years past rather than the news of its day."""
    old = dates = deictic = 0
    for f in findings:
        last = f.parts[-1] if f.rule in ("range", "part") else f
        year = last.get("year")
        if isinstance(year, int):
            past = day is None or year < day.year - 1
            old += past
            dates += past and last.rule in ("day", "month")
        elif last.rule in _DEICTIC or (last.rule == "pointer" and last.get("from") == "report"):
            deictic += 1
    return old >= _OLD_YEARS and old > 5 * deictic and (deictic == 0 or dates >= _OLD_DATES)


def edtf(meaning: Meaning, day: dt.date | None) -> str | None:
    """The EDTF of a meaning; `day` is the report's."""
    if meaning.reference and meaning.period is None:
        return _reference(meaning.reference, day)
    if meaning.options:
        return "[" + ",".join(p.edtf for p in meaning.options) + "]"
    period = meaning.period
    if period is None:
        return None
    if meaning.until is not None:
        return _interval(period, meaning)
    if meaning.clock and period.grain == "day" and not meaning.mod:
        return _timed(period, meaning)
    if meaning.mod in ("START", "MID", "END"):
        return _third(period, meaning.mod)
    if meaning.mod in ("EDGE_START", "EDGE_END"):
        return _edge(period, meaning.mod)
    if meaning.mod in ("BEFORE", "AFTER"):
        return _clipped(period, meaning.mod, day)
    # "Around 7 p.m. on Monday" leaves no doubt of the day.
    return _about(period) if meaning.mod == "APPROX" and not (meaning.clock or meaning.part) else period.edtf


def _reference(code: str, day: dt.date | None) -> str | None:
    if day is None:
        return None
    return {"PAST_REF": f"../{day}", "FUTURE_REF": f"{day}/..", "PRESENT_REF": f"{day}~"}.get(code)


def _interval(period: Period, meaning: Meaning) -> str | None:
    until = meaning.until
    assert until is not None
    start, _, _ = period.edtf.partition("/")
    _, _, end = until.edtf.rpartition("/")
    if _season_or_unspecified(period) or _season_or_unspecified(until):
        if period.first is None or until.last is None:
            return None
        start, end = str(period.first)[:7], str(until.last)[:7]
    if meaning.mod == "SPAN_BACK":
        return f"{start}~/{end}"
    if meaning.mod == "SPAN_ON":
        return f"{start}/{end}~"
    return start if start == end else f"{start}/{end}"


def _season_or_unspecified(period: Period) -> bool:
    return period.grain in ("season", "decade", "century")


def _timed(period: Period, meaning: Meaning) -> str:
    hour, _, rest = meaning.clock.partition(":")
    if hour == "24":
        # "Midnight on Sunday" may be the one that begins it or the one that ends it; most mean the latter.
        following = shift(period, 1)
        return f"{period.edtf}/{following.edtf}" if following else period.edtf
    clock = f"{hour}:{rest}" if rest.count(":") else f"{hour}:{rest}:00"
    return f"{period.edtf}T{clock}{meaning.zone}"


def _third(period: Period, mod: str) -> str:
    """The first, middle or last third; the ends inside the period are approximate."""
    first, last = period.first, period.last
    if first is None or last is None:
        return _about(period)
    if period.grain in ("day", "weekend"):
        return period.edtf
    if period.grain in ("month", "week"):
        days = (last - first).days + 1
        one, two = first + dt.timedelta(days // 3 - 1), first + dt.timedelta(days - days // 3)
        middle = (one + dt.timedelta(1), two - dt.timedelta(1))
        texts = [str(x) for x in (first, one, *middle, two, last)]
    else:
        texts = _thirds_in_months(first, _MONTHS[period.grain])
    begin, end_one, mid_a, mid_b, begin_two, end = texts
    if mod == "START":
        return f"{begin}/{end_one}~"
    return f"{mid_a}~/{mid_b}~" if mod == "MID" else f"{begin_two}~/{end}"


def _thirds_in_months(first: dt.date, months: int) -> list[str]:
    third = months // 3
    marks = (0, third - 1, third, months - third - 1, months - third, months - 1)
    texts = [str(add_months(first, m))[:7] for m in marks]
    return [x[:4] for x in texts] if months > 12 else texts


def _edge(period: Period, mod: str) -> str:
    """Its very begin or end: the first or last month of a year, day of a month, year of a decade, approximately."""
    day = period.first if mod == "EDGE_START" else period.last
    if day is None:
        return _about(period)
    size = {"century": 4, "decade": 4, "year": 7, "half": 7, "quarter": 7, "season": 7}.get(period.grain, 10)
    return f"{str(day)[:size]}~" if period.grain != "day" else period.edtf


def _clipped(period: Period, mod: str, day: dt.date | None) -> str:
    """ "earlier this year" ends, "later this year" begins with the report's day."""
    first, last = period.first, period.last
    if day is None or first is None or last is None or not first <= day <= last or period.grain == "day":
        return period.edtf
    start, end = (first, day) if mod == "BEFORE" else (day, last)
    return str(start) if start == end else f"{start}/{end}"


def _about(period: Period) -> str:
    """Approximate; a season has no such form, an interval has it on both ends."""
    text = period.edtf
    if "/" in text:
        start, _, end = text.partition("/")
        return f"{start}~/{end}~"
    if period.grain == "season":
        return text
    return text + "~"


def _bounded(value: str, meaning: Meaning, side: int) -> str:
    """With one side open: 1 "since", 2 "after", -1 "by" and "until", -2 "before"; the named time itself is allowed,
    save before a whole period: "before June" ends in May."""
    if value.startswith("["):
        return value
    start, _, rest = value.partition("/")
    end = rest or start
    if ".." in (start, end):
        return value
    if meaning.period is not None and meaning.period.grain in ("decade", "century", "season") and not rest:
        first, last = meaning.period.first, meaning.period.last
        if first is None or last is None:
            return value
        size = 7 if meaning.period.grain == "season" else 4
        start, end = str(first)[:size], str(last)[:size]
    if side > 0:
        return f"{start}/.."
    if side == -2 and meaning.period is not None and not meaning.mod and not meaning.clock and meaning.period.first:
        before = _before(meaning.period)
        return f"../{before}" if before else f"../{end}"
    return f"../{end}"


_PLAIN = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?~?")


def _in_doubt(value: str) -> str:
    """ "2024-06?"; "%" where it is approximate as well. A season, a time of day or a set has no such form."""
    ends = value.split("/")
    if not all(end == ".." or _PLAIN.fullmatch(end) for end in ends):
        return value
    return "/".join(end if end == ".." else end[:-1] + "%" if end.endswith("~") else end + "?" for end in ends)


def _before(period: Period) -> str | None:
    """The last day, month or year before a period begins."""
    first = period.first
    if first is None or first == dt.date.min:
        return None
    day = str(day_of(first - dt.timedelta(1)).edtf)
    return day[: {"year": 4, "decade": 4, "century": 4, "month": 7, "quarter": 7, "half": 7, "season": 7}.get(
        period.grain, 10)]  # fmt: skip
