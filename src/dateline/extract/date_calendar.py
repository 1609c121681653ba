"""Days, months and weekdays, written in any of the usual ways.

A rule takes the tokens, the index it may begin at and, as `s`, the article before it (or that same index).
"""

from __future__ import annotations

import re

from dateline.extract.date_tokens import Data, Found, Tokens
from dateline.extract.date_years import year_tail

_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?$")
_NTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)$")
_STAMP = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:t(\d\d:\d\d(?::\d\d)?)(z|[+-]\d\d:?\d\d)?)?$")
_SLASHES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d\d|\d{4})$")
_DOTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})$")
_YEAR_FIRST = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})$")
_GOES_ON = frozenset({"in", "at", "of", "by", "and", "to", "was", "were", "is", "are", "will", "would", "when", "but",
                      "for", "with", "after", "before", "as"})  # fmt: skip
_JOINTS = ("-", "to", "and", "through", "until", "or")


def stamp(t: Tokens, i: int) -> Found | None:
    """ "2024-11-12", "2024-11-12T09:30Z", "2024/11/12", "12/11/2024"; dots as in "12.11.2024" put the day first."""
    low = t.low[i]
    if match := _YEAR_FIRST.match(low):
        return t.node((i, i + 1), "day", {"year": int(match[1]), "month": int(match[2]), "day": int(match[3])})
    if match := _DOTS.match(low):
        return t.node((i, i + 1), "day", {"year": int(match[3]), "month": int(match[2]), "day": int(match[1])})
    if match := _STAMP.match(low):
        data: Data = {"year": int(match[1]), "month": int(match[2]), "day": int(match[3])}
        day = t.node((i, i + 1), "day", data)
        if not match[4]:
            return day
        clock: Data = {"clock": match[4]}
        if match[5]:
            clock["zone"] = _offset(match[5])
        return t.node((i, i + 1), "clock", clock, (day.finding,))
    if match := _SLASHES.match(low):
        year = int(match[3])
        if len(match[3]) == 2:
            year += 2000 if year < 50 else 1900
        slashed: Data = {"first": int(match[1]), "second": int(match[2]), "year": year}
        return t.node((i, i + 1), "slashes", slashed)
    return None


def _offset(zone: str) -> str:
    return "Z" if zone == "z" else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"


def month_name(t: Tokens, i: int) -> tuple[int, int, bool] | None:
    """End, number, and whether it counts only with a day or a year beside it."""
    entry = t.word(i, "month")
    if entry is None or not t.raw[i][0].isupper():
        return None
    end = i + 1
    if entry.short and t.low[end] == "." and t.tight(end) and (t.low[end + 1][:1].isdigit() or t.low[end + 1] == ","):
        end += 1
    return (end, entry.word.n or 0, entry.short)


def nth_day(t: Tokens, i: int, s: int) -> Found | None:
    """ "on the 13th": a day of the month told before."""
    match = _NTH.match(t.low[i])
    if match is None or s == i or t.low[s - 1] not in ("on", "from", "until", "by", "to", "since") or not t.ends(i + 1):
        return None
    return t.node((s, i + 1), "nth-day", {"day": int(match[1])}) if int(match[1]) < 32 else None


def _day_number(t: Tokens, i: int) -> int | None:
    match = _DAY.match(t.low[i])
    value = int(match[1]) if match else 0
    return value if 1 <= value <= 31 else None


def day(t: Tokens, i: int, s: int) -> Found | None:
    """A day of a month, with or without weekday and year; a range of days where one is written."""
    if weekday := weekday_name(t, i):
        end, n, _ = weekday
        j = end + (t.low[end] == ",")
        if t.low[j] == "the":
            j += 1
        if (found := _day_month(t, j, i)) or (found := _month_day(t, j)):
            old = found.finding
            if old.rule == "day":
                data: Data = {**dict(old.data), "weekday": n}
                return t.node((i, found.end), "day", data, old.parts)
        match = _NTH.match(t.low[j])
        if match and t.low[j - 1] == "the" and int(match[1]) < 32:
            # "Friday, the 13th"
            return t.node((i, j + 1), "weekday", {"weekday": n, "day": int(match[1])})
        return None
    return _day_month(t, i, s) or _month_day(t, i)


def _day_month(t: Tokens, i: int, s: int) -> Found | None:
    """ "12 November 2024", "the 19th of October", "8-13 October", "8 and 9 October"."""
    number = _day_number(t, i)
    if number is None:
        nth = t.word(i, "ordinal")
        if nth is None or t.low[i + nth.length] != "of":
            return None
        number, end = nth.word.n or 0, i + nth.length
    else:
        end = i + 1
    second: int | None = None
    where = end
    after = end + 1 + (t.low[end + 1] == "the")
    if t.low[end] in _JOINTS and (second := _day_number(t, after)):
        where, end = after, after + 1
    j = end + (t.low[end] == "of")
    if t.low[j] == "-" and t.tight(j):
        j += 1
    month = month_name(t, j)
    if month is None:
        return None
    tail_end, tail = year_tail(t, month[0])
    begin = s if (j == end + 1 and t.low[end] == "of") or t.ends(tail_end) else i
    last = second if second is not None else number
    data: Data = {"month": month[1], "day": last, **tail[0]}
    if second is None:
        return t.node((begin, tail_end), "day", data, tail[1])
    whole = t.low[where - 1] == "the"
    right = t.node((where - whole, tail_end), "day", data, tail[1])
    left = t.node((s if whole else i, i + 1), "day", data | {"day": number}, tail[1])
    return t.node((s if whole else i, tail_end), "range", None, (left.finding, right.finding))


def _month_day(t: Tokens, i: int) -> Found | None:
    """ "November 12, 2024", "Nov. 12", "Oct. 8-13", "May 4 and 5"."""
    month = month_name(t, i)
    if month is None:
        return None
    j = month[0] + (t.low[month[0]] == "the")
    number = _day_number(t, j)
    if number is None or t.low[j + 1] in ("%", "percent", "million", "billion", "thousand"):
        return None
    end, second = j + 1, None
    if t.low[end] in _JOINTS and (second := _day_number(t, end + 1)) and _range_end(t, end, number, second):
        end += 2
    else:
        second = None
    tail_end, tail = year_tail(t, end)
    data: Data = {"month": month[1], "day": second or number, **tail[0]}
    if second is None:
        return t.node((i, tail_end), "day", data, tail[1])
    left = t.node((i, j + 1), "day", data | {"day": number}, tail[1])
    right = t.node((j + 2, tail_end), "day", data, tail[1])
    return t.node((i, tail_end), "range", None, (left.finding, right.finding))


def _range_end(t: Tokens, joint: int, first: int, second: int) -> bool:
    """ "May 4 and 5" goes on to the 5th; "May 4 and 12 people", "May 4 to 6 June" do not."""
    if second <= first or month_name(t, joint + 2):
        return False
    return t.low[joint] == "-" or t.ends(joint + 2) or t.low[joint + 2] in _GOES_ON


def month(t: Tokens, i: int, s: int) -> Found | None:
    """ "November 2024", "June last year", "the month of June", "June"."""
    if t.low[i] == "month" and t.low[i + 1] == "of" and s < i:
        i += 2
    name = month_name(t, i)
    if name is None:
        return None
    end, n, bare = name
    tail_end, tail = year_tail(t, end)
    if bare and tail_end == end and t.low[end - 1] != ".":
        return None
    data: Data = {"month": n, **tail[0]}
    begin = s if t.low[i - 1] == "of" and s < i else i
    return t.node((begin, tail_end), "month", data, tail[1])


def weekday_name(t: Tokens, i: int) -> tuple[int, int, bool] | None:
    """End, number (Monday 0), and whether it counts only beside a date."""
    entry = t.word(i, "weekday")
    if entry is None or not t.raw[i][0].isupper():
        return None
    end = i + 1 + (entry.short and t.low[i + 1] == "." and t.tight(i + 1))
    return (end, entry.word.n or 0, entry.short)


def weekday(t: Tokens, i: int, s: int) -> Found | None:
    """ "Tuesday", "Tuesday of last week", never with its article ("the Tuesday meeting")."""
    name = weekday_name(t, i)
    if name is None or name[2] or s > i:
        return None
    end = name[0]
    data: Data = {"weekday": name[1]}
    j = end + (t.low[end] == "of")
    if (pointer := t.word(j, "pointer")) and pointer.word.code == "report" and t.low[j + pointer.length] == "week":
        stop = j + pointer.length + 1
        week = t.node((j, stop), "pointer", {"shift": pointer.word.n or 0, "from": "report", "unit": "week"})
        return t.node((i, stop), "weekday", data, (week.finding,))
    return t.node((i, end), "weekday", data)
