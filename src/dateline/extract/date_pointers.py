"""Expressions that point: "last week", "this summer", "the previous day", "the past three years", "the quarter"."""

from __future__ import annotations

from dateline.extract import date_calendar as calendar
from dateline.extract import date_years as years
from dateline.extract.date_amounts import amount, iso_duration, tail
from dateline.extract.date_tokens import Data, Found, Tokens
from dateline.kinds.time import TimeWord

_TOLD = frozenset({"year", "quarter", "month", "week", "weekend"})
_FINE = frozenset({"TH", "TM", "TS"})
_DAYS = 31
_BEHIND_A_DAY = frozenset(
    {"after", "and", "as", "at", "before", "by", "during", "in", "on", "to", "when", "while", "with"}
)


def told_unit(t: Tokens, i: int, s: int) -> Found | None:
    """ "the year", "the quarter": the one that was spoken of; "the week of November 4"."""
    if s == i:
        return None
    if t.low[i] == "full" and t.low[i + 1] == "year":
        i += 1
    elif (fiscal := t.word(i, "fiscal")) and t.low[i + 1] == "year" and not t.digits(i + 2, 1, 9999):
        i += fiscal.length - 1
    if t.low[i] not in _TOLD:
        return None
    if t.low[i + 1] in ("ended", "ending") and (day := calendar.day(t, i + 2, i + 2)) and day.finding.rule == "day":
        return t.node((s, i + 1), "ended", {"unit": t.low[i]}, (day.finding,))
    if t.low[i + 1] == "of" and t.low[i] in ("week", "weekend") and (day := calendar.day(t, i + 2, i + 2)):
        return t.node((s, day.end), "around", {"unit": t.low[i]}, (day.finding,))
    if t.low[i + 1] == "-" or t.low[i + 1] in ("of", "when", "that", "and"):
        return None
    return t.node((s, i + 1), "pointer", {"shift": 0, "from": "told", "unit": t.low[i], "bare": 1})


def pointer(t: Tokens, i: int, s: int) -> Found | None:
    """ "last week", "next Tuesday", "this summer", "the previous day", "the past three years", "recent weeks"."""
    word = t.word(i, "pointer")
    if word is None:
        return None
    j, shift, source = i + word.length, word.word.n or 0, word.word.code or "report"
    if source == "year":
        return _year_ago(t, (s, j))
    if shift == 1 and source == "report" and s < i and word.word.id == "next":
        source = "told"
    data: Data = {"shift": shift, "from": source}
    if fiscal := t.word(j, "fiscal"):
        j += fiscal.length if t.low[j + fiscal.length - 1] != "year" else fiscal.length - 1
    named = _pointed_name(t, j)
    if named and source != "span":
        return t.node((s, named[0]), "pointer", data | named[1])
    if t.low[j] == "period" and s < i and word.word.id in ("latest", "corresponding"):
        return _same_period(t, (s, j + 1), word.word.id)
    unit = t.word(j, "unit")
    if unit is None or t.low[j + 1] == "-":
        return _pointed_amount(t, (s, j), shift, word.word.code or "")
    name, end = unit.word.id, tail(t, j + unit.length)
    if t.low[j].endswith("s"):
        if t.low[end] in ("and", "or") and (more := t.word(end + 1, "unit")) and t.low[end + 1].endswith("s"):
            end, unit = end + 1 + more.length, more
        return _pointed_many(t, (s, end), unit.word, (shift, source))
    if name in ("second", "minute", "hour", "generation", "millennium") or (name == "day" and source == "report"):
        return None
    if shift > 0 and s < i and t.low[s - 1] == "for" and name in ("week", "month", "year", "decade", "century"):
        # "for the next year" lasts that long, from now or from what was told.
        lasts: Data = {"unit": name, "n": 1, "toward": shift}
        if word.word.code == "told":
            lasts["from"] = "told"
        return t.length((s, end), "span", iso_duration(1, unit.word), lasts)
    if (source == "span" and word.word.id == "past-pointer") or (
        source == "report" and shift == -1 and s < i and name != "weekend"
    ):
        back: Data = {"unit": name, "n": 1, "toward": -1}
        value = iso_duration(1, unit.word)
        return t.length((s, end), "span", value, back) if t.low[i] == "past" or s < i else None
    if t.low[end] == "'" and t.low[end + 1] == "s" and (part := years.quarter(t, end + 2, end + 2)):
        year = t.node((s, end), "pointer", data | {"unit": name})
        return t.node((s, part.end), "quarter", dict(part.finding.data), (year.finding,))
    return t.node((s, end), "pointer", data | {"unit": name})


def _pointed_name(t: Tokens, j: int) -> tuple[int, Data] | None:
    if (day := calendar.weekday_name(t, j)) and not day[2]:
        return day[0], {"weekday": day[1]}
    if (month := calendar.month_name(t, j)) and not month[2]:
        number = t.digits(month[0], 1, _DAYS)
        behind = t.low[month[0] + 1]
        if number is not None and (behind in _BEHIND_A_DAY or not behind[:1].isalnum()):
            # "Last December 12", but not "last May 20 people died"
            return month[0] + 1, {"month": month[1], "day": number}
        return month[0], {"month": month[1]}
    if season := t.word(j, "season"):
        return j + 1, {"season": season.word.n or 0}
    if holiday := t.word(j, "holiday"):
        return j + holiday.length, {"holiday": holiday.word.id}
    if part := t.word(j, "daypart"):
        return (j + 1, {"part": part.word.code or ""}) if not t.low[j].endswith("s") else None
    return None


def _pointed_amount(t: Tokens, where: tuple[int, int], shift: int, source: str) -> Found | None:
    """ "the last three years", "the next few months"."""
    s, j = where
    read = amount(t, j)
    if read is None or read.article or shift == 0:
        return None
    end = read.end + 2 * (t.low[read.end] == "or" and t.low[read.end + 1] == "so")
    data: Data = {"unit": read.unit.id, "toward": shift}
    if read.n is not None:
        data["n"] = read.n
    if source == "told":
        data["from"] = source
    return t.length((s, end), "span", read.iso, data)


def _pointed_many(t: Tokens, where: tuple[int, int], unit: TimeWord, way: tuple[int, str]) -> Found | None:
    """ "recent weeks", "coming months", "recent weeks and months"; "the following days" after what was told."""
    shift, source = way
    if shift == 0 or unit.code in _FINE or t.low[where[1]] == "of":
        return None
    if source == "told":
        data: Data = {"unit": unit.id, "toward": shift, "from": "told"}
        return t.length(where, "span", iso_duration(None, unit), data)
    code = "PAST_REF" if shift < 0 else "FUTURE_REF"
    return t.node(where, "reference", {"code": code, "unit": unit.id}, anchor="vague")


def _same_period(t: Tokens, where: tuple[int, int], word: str) -> Found:
    """ "the latest period" that is reported on; "the corresponding period last year" with the year it names."""
    s, end = where
    after, (data, parts) = years.year_tail(t, end)
    if word == "latest" or after == end:
        return t.node(where, "same-period")
    return t.node((s, after), "same-period", data, parts)


def year_period(t: Tokens, i: int, s: int) -> Found | None:
    """ "the 1988 period": that of the year which matches the one spoken of."""
    read = years.year_number(t, i) if s < i else None
    if read is None or t.low[read[0]] != "period":
        return None
    return t.node((s, read[0] + 1), "same-period", {"year": read[1]})


def _year_ago(t: Tokens, where: tuple[int, int]) -> Found | None:
    """ "the year-earlier quarter", "the year-earlier nine months": the one spoken of, a year before."""
    s, j = where
    if (read := amount(t, j)) and read.unit.id == "month" and read.n:
        return t.node((s, read.end), "year-ago", {"unit": "period", "n": read.n, "length": read.iso})
    if t.low[j] in ("period", "quarter", "month"):
        return t.node((s, j + 1), "year-ago", {"unit": t.low[j]})
    if part := years.quarter(t, j, j):
        return t.node((s, part.end), "year-ago", {"unit": "quarter"}, (part.finding,))
    return t.node((j - 3, j), "year-ago", {"unit": "period"}) if t.low[j - 2] == "-" else None


def dayword(t: Tokens, i: int, s: int) -> Found | None:
    """ "today", "yesterday", "tomorrow", "tonight"."""
    word = t.word(i, "dayword") if s == i else None
    if word is None:
        return None
    data: Data = {"shift": word.word.n or 0}
    day = t.node((i, i + 1), "dayword", data)
    if word.word.code:
        return t.node((i, i + 1), "daypart", {"part": word.word.code}, (day.finding,))
    return day


def reference(t: Tokens, i: int) -> Found | None:
    """ "now", "recently", "the future"."""
    word = t.word(i, "reference")
    if word is None:
        return None
    end = i + word.length
    if t.low[i] == "the" and t.low[end] == "of":
        return None
    if t.low[end] in ("-", "that") or t.low[i - 1] in ("than", "-"):
        return None
    return t.node((i, end), "reference", {"code": word.word.code or "", "word": word.word.id}, anchor="vague")
