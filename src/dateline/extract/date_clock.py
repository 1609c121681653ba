"""Times of day: "9:30 a.m. GMT", "noon", "Tuesday morning", "the night of 12 November", "overnight"."""

from __future__ import annotations

import re
from typing import NamedTuple

from dateline.extract.date_tokens import Data, Found, Tokens

_COLON = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?$")
_LED = frozenset({"at", "around", "by", "about", "until", "till", "before", "after", "from", "since", "between", "("})


class Clock(NamedTuple):
    """A time of day over tokens up to `end`, with what the rule needs to know of it."""

    end: int
    data: Data


def clock(t: Tokens, i: int) -> Clock | None:
    """ "9 a.m. EDT", "9:30", "0530 GMT", "10 o'clock", "noon", "dawn"."""
    if word := clockword(t, i):
        return word
    hour, minute, end, sure = _digits(t, i)
    if hour is None:
        return None
    half = t.low[end]
    if re.match(r"[ap]m$", half):
        hour, end, sure = hour % 12 + (12 if half[0] == "p" else 0), end + 1, True
    elif half in ("a", "p") and t.low[end + 1] == "." and t.low[end + 2] == "m":
        hour, sure = hour % 12 + (12 if half == "p" else 0), True
        end += 4 if t.low[end + 3] == "." and t.tight(end + 3) else 3
    elif t.low[end : end + 3] == ["o", "'", "clock"]:
        end, sure = end + 3, True
    elif half in ("hrs", "hours") and minute is not None and t.low[i] != "":
        end, sure = end + 1, True
    elif t.low[end : end + 2] == ["in", "the"] and (part := t.word(end + 2, "daypart")):
        afternoon = part.word.code in ("AF", "EV") and hour < 12
        hour, end, sure = hour + 12 * afternoon, end + 3, True
    zone = zone_at(t, end)
    if zone:
        end, sure = zone.end, True
    if not sure or hour > 24:
        return None
    data: Data = {"clock": f"{hour:02}:{minute or 0:02}"}
    return Clock(end, data | (zone.data if zone else {}))


def clockword(t: Tokens, i: int) -> Clock | None:
    """ "noon", "midnight", "dawn"."""
    word = t.word(i, "clockword")
    if word is None:
        return None
    code = word.word.code or ""
    return Clock(i + word.length, {"part": code} if code.isalpha() else {"clock": code})


def zone_at(t: Tokens, i: int) -> Clock | None:
    """ "GMT", "Moscow time"; `zone` in the data where the offset is known from the words."""
    if zone := t.word(i, "zone"):
        known = t.raw[i].isupper() or zone.length > 1
        return Clock(i + zone.length, {"zone": zone.word.code} if zone.word.code else {}) if known else None
    for end in (i + 1, i + 2):
        if t.low[end] == "time" and all(t.raw[k][:1].isupper() and t.raw[k].isalpha() for k in range(i, end)):
            return Clock(end + 1, {})
    return None


def _digits(t: Tokens, i: int) -> tuple[int | None, int | None, int, bool]:
    """Hour, minute, the token after them, and whether the form alone is enough to know a time by."""
    if match := _COLON.match(t.low[i]):
        hour, minute = int(match[1]), int(match[2])
        return (hour if hour < 25 and minute < 60 else None), minute, i + 1, t.low[i - 1] in _LED
    whole = t.digits(i, 0, 2400)
    if whole is None:
        return None, None, i, False
    if len(t.low[i]) == 4 and whole % 100 < 60 and (t.word(i + 1, "zone") or t.low[i + 1] in ("hrs", "hours")):
        return whole // 100, whole % 100, i + 1, t.low[i + 1] == "hrs"
    if 1 <= whole <= 12:
        if t.low[i + 1] == "." and t.tight(i + 1) and t.digits(i + 2, 0, 59) is not None and len(t.low[i + 2]) == 2:
            return whole, int(t.low[i + 2]), i + 3, False
        return whole, None, i + 1, False
    return None, None, i, False


def daypart(t: Tokens, i: int) -> Clock | None:
    """ "morning", "afternoon" …"""
    part = t.word(i, "daypart")
    return Clock(i + part.length, {"part": part.word.code or ""}) if part else None


def overnight(t: Tokens, i: int, s: int) -> Found | None:
    """ "overnight": the night before the report's day."""
    word = t.word(i, "overnight")
    return t.node((i, i + 1), "overnight", {"part": "NI"}) if word and s == i and t.low[i + 1] != "stay" else None
