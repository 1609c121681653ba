"""How time expressions are put together; each rule reads from one token on and gives the longest expression there.

base      → stamp | day | month | year | decade | century | quarter | season | weekday | holiday | dayword | pointer
part      → early | the end of | later in … base
offset    → amount ago | earlier | later | after base
timed     → clock [base] | base daypart | the daypart of base
range     → base (to | through | and | -) base
"""

from __future__ import annotations

from collections.abc import Callable

from dateline.extract import date_calendar as calendar
from dateline.extract import date_years as years
from dateline.extract.date_amounts import Amount, amount, duration, extent, repeated, tail
from dateline.extract.date_clock import clock, clockword, daypart, overnight, zone_at
from dateline.extract.date_pointers import dayword, pointer, reference, told_unit, year_period
from dateline.extract.date_tokens import Data, Found, Tokens
from dateline.model.findings import DateFinding

# Roles that can begin an expression; the others only go on with one.
_START = frozenset(
    {
        "month", "weekday", "weekdays", "number", "tens", "multiplier", "article", "quantity", "about", "about-led",
        "circa", "told-time", "season", "clockword", "half",
        "overnight", "dayword", "reference", "pointer", "part", "every", "per", "set", "holiday", "era", "fiscal",
        "ordinal", "daypart", "decade",
    }
)  # fmt: skip
_DAYS = frozenset({"day", "weekday", "dayword", "holiday", "slashes", "offset", "part", "pointer"})
_JOINED = frozenset({"day", "month", "year", "weekday", "decade", "season", "quarter", "slashes", "century", "holiday"})
_ABOUT = frozenset({"day", "month", "year", "decade", "clock", "daypart", "holiday", "slashes", "century"})
_WIDE = frozenset({"month", "year", "decade", "century", "quarter", "season", "pointer"})
# Words that are part of a time expression only with another word of time, within so many tokens.
_LEANING = frozenset(
    {"article", "quantity", "pointer", "number", "tens", "multiplier", "about", "about-led", "ordinal"}
)
_REACH = 4
_SHORT = frozenset({"day", "weekend", "week", "month", "year", "decade"})
_HALVES = {"month": ("day", 15, "P15D"), "decade": ("year", 5, "P5Y"), "century": ("year", 50, "P50Y")}
_BEFORE_TIME = frozenset({"by", "around", "about", "during", "since", "until", "till", "from", "throughout"})
_AT = frozenset({"at", "around", "by", "until", "till", "before", "after", "from", "since"})


def expression(t: Tokens, i: int) -> Found | None:
    """The longest time expression that begins at token `i`, None where there is none."""
    if not _may_start(t, i):
        return None
    best: Found | None = None
    for rule in (_range, modified, offset, timed, _after_article, overnight_alone, reference, _about, _leading, _told):
        found = rule(t, i)
        if found and (best is None or found.end > best.end):
            best = found
    return best


def _may_start(t: Tokens, i: int) -> bool:
    low = t.low[i]
    if low == "the":
        if t.word(i, "reference") or t.word(i, "part"):
            return True
        i += 1
        low = t.low[i]
        if low in ("day", "year", "quarter", "month", "week", "weekend", "night", "full"):
            return True
    if low == "'":
        return t.low[i + 1][:1].isdigit()
    if (found := t.entries[i]) and all(e.word.role in _LEANING for e in found) and not _time_near(t, i + 1):
        return False
    if low[:1].isdigit() or low in ("q", "h") or any(e.word.role in _START for e in t.entries[i]):
        return True
    return any(e.word.role == "unit" for e in t.entries[i]) and (low.endswith("s") or t.low[i + 1] in ("-", "end", "'"))


def _time_near(t: Tokens, i: int) -> bool:
    """Whether a word of time or a number stands at token `i` or soon after."""
    return any(t.entries[i : i + _REACH]) or any(w[:1].isdigit() for w in t.low[i : i + _REACH])


def _after_article(t: Tokens, i: int) -> Found | None:
    """Amounts and sets, with the article that belongs to them."""
    j = i + (t.low[i] == "the")
    best: Found | None = None
    for rule in (duration, repeated):
        found = rule(t, j, i)
        if found and (best is None or found.end > best.end):
            best = found
    return best


def overnight_alone(t: Tokens, i: int) -> Found | None:
    """ "overnight"."""
    return overnight(t, i, i)


# --- base expressions

_BASES: tuple[Callable[[Tokens, int, int], Found | None], ...] = (
    calendar.day, calendar.month, years.year, years.decade, years.century, years.quarter, years.season,
    calendar.weekday, years.holiday, calendar.nth_day,
)  # fmt: skip


def base(t: Tokens, i: int) -> Found | None:
    """A stretch of the calendar, explicit or pointed at, with "'s third quarter" or "morning" after it."""
    s = i
    if t.low[i] == "the":
        i += 1
    best = calendar.stamp(t, i)
    for rule in _BASES:
        found = rule(t, i, s)
        if found and (best is None or found.end > best.end):
            best = found
    for other in (dayword, pointer, told_unit, year_period):
        found = other(t, i, s)
        if found and (best is None or found.end > best.end):
            best = found
    return _possessed(t, best) if best else None


def _possessed(t: Tokens, whole: Found) -> Found:
    """ "this year's third quarter", "2023's first half", "the year's end"."""
    j = whole.end
    if t.low[j] != "'" or t.low[j + 1] != "s":
        return whole
    s = _token_at(t, whole)
    if t.low[j + 2] == "end":
        return t.node((s, j + 3), "part", {"mod": "EDGE_END"}, (whole.finding,))
    if (found := years.quarter(t, j + 2, j + 2)) and found.finding.get("year") is None:
        data = dict(found.finding.data)
        return t.node((s, found.end), "quarter", data, (whole.finding,))
    return whole


def _token_at(t: Tokens, whole: Found) -> int:
    """The token that a finding begins with."""
    i = whole.end - 1
    while i > 0 and t.start[i] > whole.finding.span.start:
        i -= 1
    return i


# --- what is made of them


def modified(t: Tokens, i: int) -> Found | None:
    """ "early June", "the end of last year", "later this week", "mid-2024", "year-end"."""
    if t.low[i] in ("year", "month") and t.low[i + (2 if t.low[i + 1] == "-" else 1)] == "end":
        end = i + (3 if t.low[i + 1] == "-" else 2)
        inner = t.node((i, i + 1), "pointer", {"shift": 0, "from": "told", "unit": t.low[i], "bare": 1})
        return t.node((i, end), "part", {"mod": "EDGE_END"}, (inner.finding,))
    if t.low[i] in ("month", "year", "week") and t.low[i + 1 : i + 4] == ["'", "s", "end"] and t.low[i - 1] != "the":
        inner = t.node((i, i + 1), "pointer", {"shift": 0, "from": "told", "unit": t.low[i], "bare": 1})
        return t.node((i, i + 4), "part", {"mod": "EDGE_END"}, (inner.finding,))
    word, s = t.word(i, "part"), i
    if word is None and t.low[i] == "the":
        word, i = t.word(i + 1, "part"), i + 1
    if word is None:
        return None
    j = i + word.length
    mod = word.word.code or ""
    inside = (word.rest or ("",))[-1] in ("in", "of", "on") or t.low[i] == "rest"
    found = timed_base(t, j) or _whole_unit(t, j)
    if found is None and t.low[j] == "-" and mod != "MID":
        found = base(t, j + 1)
    if found is None or found.finding.kind != "date":
        return None
    rule = found.finding.rule
    if mod in ("BEFORE", "AFTER") and not inside and rule not in ("pointer", "weekday", "dayword", "daypart"):
        return None
    if rule == "pointer" and found.finding.get("bare") and not inside:
        return None
    if s < i and t.low[j - 1] != "-" and t.low[j] == "-":
        s = i
    return t.node((s, found.end), "part", {"mod": mod}, (found.finding,))


def _about(t: Tokens, i: int) -> Found | None:
    """ "around Nov. 1", "circa 466 BC", "about 7:15 p.m."."""
    circa = t.word(i, "circa")
    if circa is None and t.low[i] != "about":
        return None
    j = i + (circa.length if circa else 1)
    found = timed(t, j) or (timed_base(t, j) if circa else None)
    if found is None or found.finding.rule not in _ABOUT or t.start[j] != found.finding.span.start:
        return None
    return t.node((i, found.end), "part", {"mod": "APPROX"}, (found.finding,))


def _leading(t: Tokens, i: int) -> Found | None:
    """ "the first two months of 1939", "the last week of February", "the last days of May"."""
    j = i + (t.low[i] == "the")
    side = 1 if t.low[j] in ("first", "opening") else -1 if t.low[j] in ("last", "final", "closing") else 0
    if (half := _half(t, i, j)) is not None:
        return half
    read = _leading_amount(t, j + 1) if side else None
    if read is None or t.low[read.end] != "of":
        return None
    whole = base(t, read.end + 1)
    if whole is None or whole.finding.kind != "date" or whole.finding.rule not in _WIDE:
        return None
    if read.n is None:
        return t.node((i, whole.end), "part", {"mod": "START" if side > 0 else "END"}, (whole.finding,))
    data: Data = {"unit": read.unit.id, "n": read.n, "toward": side}
    if read.unit.id != "day" or read.n > 1:
        data["length"] = read.iso
    return t.node((i, whole.end), "leading", data, (whole.finding,))


def _leading_amount(t: Tokens, i: int) -> Amount | None:
    """ "two months", or "week" and "days" alone: the first week, the last days of something."""
    read = amount(t, i)
    if read is not None:
        return None if read.article or read.part else read
    unit = t.word(i, "unit")
    if unit is None or unit.word.id not in _SHORT:
        return None
    return Amount(i + 1, None if t.low[i].endswith("s") else 1, "", unit.word)


def _half(t: Tokens, i: int, j: int) -> Found | None:
    """ "the first half of November", "the second half of the 19th century"; those of a year are the calendar's."""
    side = {"first": 1, "opening": 1, "second": -1, "last": -1, "latter": -1}.get(t.low[j])
    if side is None or t.low[j + 1 : j + 3] != ["half", "of"]:
        return None
    whole = base(t, j + 3)
    size = _HALVES.get(whole.finding.rule) if whole else None
    if whole is None or size is None:
        return None
    unit, n, length = size
    data: Data = {"unit": unit, "n": n, "toward": side, "length": length}
    return t.node((i, whole.end), "leading", data, (whole.finding,))


def _told(t: Tokens, i: int) -> Found | None:
    """ "this period"; "that time" after a preposition of time."""
    word = t.word(i, "told-time")
    if word is None or (t.low[i + 1] == "time" and t.low[i - 1] not in _BEFORE_TIME):
        return None
    data: Data = {"code": "PRESENT_REF" if t.low[i] == "this" else "PAST_REF"}
    return t.node((i, i + 2), "told-time", data, anchor="vague") if not t.low[i + 2].startswith("-") else None


def _whole_unit(t: Tokens, j: int) -> Found | None:
    """ "the day", "the decade", "the century" count only as part of something ("later in the day")."""
    if t.low[j] == "the" and t.low[j + 1] in ("day", "decade", "century", "night", "season") and t.low[j + 2] != "-":
        data: Data = {"shift": 0, "from": "told", "unit": t.low[j + 1], "bare": 1}
        return t.node((j, j + 2), "pointer", data)
    return None


def timed_base(t: Tokens, i: int) -> Found | None:
    """A base with a part of the day after it ("Tuesday morning")."""
    found = base(t, i)
    if found is None or found.finding.rule not in ("day", "weekday", "dayword", "pointer", "holiday"):
        return found
    if found.finding.rule == "pointer" and found.finding.get("weekday") is None and found.finding.get("unit") != "day":
        return found
    if t.low[found.end] == "at" and (hour := clock(t, found.end + 1)):
        return t.node((_token_at(t, found), hour.end), "clock" if "clock" in hour.data else "daypart", hour.data,
                      (found.finding,))  # fmt: skip
    part = daypart(t, found.end) or clockword(t, found.end)
    if part and not t.low[found.end].endswith("s"):
        i = _token_at(t, found)
        rule = "clock" if "clock" in part.data else "daypart"
        return t.node((i, part.end), rule, part.data, (found.finding,))
    return found


def timed(t: Tokens, i: int) -> Found | None:
    """ "9 a.m. EDT Friday", "midnight on 12 November", "the night of October 7"."""
    s = i
    if t.low[i] == "the" and (part := daypart(t, i + 1)) and t.low[part.end] in ("of", "on"):
        day = base(t, part.end + 1)
        if day and day.finding.rule in _DAYS:
            return t.node((s, day.end), "daypart", part.data, (day.finding,))
        return None
    if t.low[i] == "the" and t.low[i - 1] in ("in", "during") and (part := daypart(t, i + 1)):
        return t.node((s, part.end), "daypart", part.data) if t.low[part.end] != "-" else None
    read = clock(t, i)
    if read is None:
        return None
    end = read.end
    again = clock(t, end + 1) if t.low[end] == "(" else None
    j = again.end + 1 if again and t.low[again.end] == ")" else end
    j += t.low[j] == ","
    j += t.low[j] in ("on", "of")
    day = timed_base(t, j)
    if t.word(i, "clockword") and not day and t.low[i - 1] not in _AT:
        return None
    if day and day.finding.rule in (*_DAYS, "daypart") and not (day.finding.rule == "pointer" and _wide(day.finding)):
        zone = zone_at(t, day.end) if "zone" not in read.data else None
        if zone:
            return t.node((s, zone.end), "clock", read.data | zone.data, (day.finding,))
        return t.node((s, day.end), "clock", read.data, (day.finding,))
    return t.node((s, end), "clock", read.data)


def _wide(pointed: DateFinding) -> bool:
    return pointed.get("unit") not in (None, "day") or pointed.get("season") is not None


def offset(t: Tokens, i: int) -> Found | None:
    """ "three days ago", "a year earlier", "two weeks after Tuesday", "the day before yesterday", "weeks later"."""
    s = i
    if t.low[i] == "the" and t.low[i + 1] in ("day", "night", "week", "month", "year"):
        return _next_to(t, i)
    i += extent(t, i)
    read = amount(t, i)
    unit = None if read else t.word(i, "unit")
    if read:
        j, name, n = read.end, read.unit.id, read.n
        data: Data = {"unit": name, "half": int(read.part == ".5")}
        if n is not None:
            data["n"] = n
    elif unit and t.low[i].endswith("s"):
        j = i + 1
        data = {"unit": unit.word.id}
    else:
        return None
    if t.low[j] == "'" and t.low[j + 1] == "time" and t.low[i - 1] == "in":
        return t.node((s, j + 2), "offset", data | {"sign": 1, "from": "report"})
    j = tail(t, j) if read else j
    way = t.word(j, "direction")
    if way is None:
        if t.low[j] in ("from", "following") and (read or unit) and (day := base(t, j + 1)):
            return t.node((s, day.end), "offset", data | {"sign": 1, "from": "base"}, (day.finding,))
        return None
    end = j + way.length
    if way.word.code == "report" and t.low[end] == "today" and data.get("n") and way.word.n == -1:
        return t.node((s, end + 1), "offset", data | {"sign": -1, "from": "report", "exact": 1})
    data |= {"sign": way.word.n or 0, "from": way.word.code or ""}
    if t.low[j] in ("before", "after") and t.low[end] == "that" and t.ends(end + 1):
        return t.node((s, end + 1), "offset", data)
    if t.low[j] in ("before", "after") and not t.ends(end):
        day = base(t, end)
        return t.node((s, day.end), "offset", data | {"from": "base"}, (day.finding,)) if day else None
    if "n" not in data and t.low[j] in ("on", "prior", "previously"):
        return None
    return t.node((s, end), "offset", data)


def _next_to(t: Tokens, i: int) -> Found | None:
    """ "the day before yesterday", "the day after", "the year before"."""
    way = t.low[i + 2]
    if way not in ("before", "after", "following", "earlier"):
        return None
    data: Data = {"unit": t.low[i + 1], "n": 1, "sign": -1 if way in ("before", "earlier") else 1}
    if t.ends(i + 3):
        return t.node((i, i + 3), "offset", data | {"from": "told"})
    day = base(t, i + 3) if way in ("before", "after") else None
    if day is None or day.finding.kind != "date":
        return None
    return t.node((i, day.end), "offset", data | {"from": "base"}, (day.finding,))


def _range(t: Tokens, i: int) -> Found | None:
    """A base alone, or two of them with "to", "through", a dash, or "and" after "between"."""
    first = timed_base(t, i)
    if first is None or first.finding.rule not in _JOINED:
        return first
    low, before = t.low[first.end], t.low[i - 1]
    if low == "-" and t.tight(first.end) == t.tight(first.end + 1):
        apart = False
    elif low in ("to", "through", "until", "till") and (before == "from" or first.finding.rule != "weekday"):
        apart = before != "from"
    elif low == "and" and before == "between":
        apart = False
    else:
        return first
    second = timed_base(t, first.end + 1)
    if second is None or second.finding.rule != first.finding.rule:
        second = modified(t, first.end + 1) if before in ("from", "between") else None
    if second is None or (apart and second.finding.rule != first.finding.rule):
        return first
    if second.finding.rule not in (*_JOINED, "part"):
        return first
    s = _token_at(t, first)
    return t.node((s, second.end), "range", None, (first.finding, second.finding))
