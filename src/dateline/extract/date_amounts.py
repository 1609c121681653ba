"""Amounts of time: durations ("three years"), sets ("every week") and the numbers in them."""

from __future__ import annotations

from typing import NamedTuple

from dateline.extract.date_calendar import month_name, weekday_name
from dateline.extract.date_tokens import Data, Found, Tokens
from dateline.extract.date_years import ordinal
from dateline.kinds.time import TimeWord

# What a price, a rate or a count looks like just before "a year".
_RATES = frozenset({"times", "twice", "once", "thrice", "million", "billion", "trillion", "percent", "%", "dollars"})
_BARE = frozenset({"days", "weeks", "months", "years", "decades", "centuries"})
_RHYTHM = {"hour": "PT{}H", "day": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y"}
_HALF = ".5"
_LINKS = frozenset({"to", "or", "-", "and"})
# Words before "over" that make it an extent: "for over a year", "lasted over an hour".
_BEFORE_OVER = frozenset({"for", "after", "in", "within", "of", "than", "just", "take", "takes", "took", "taken",
                          "last", "lasts", "lasted", "spent", "spend", "spends", "waited"})  # fmt: skip


class Number(NamedTuple):
    """A count: `n` None for one that is not told ("several"); `part` its decimals (".5"); `article` is "a" or "an"."""

    end: int
    n: int | None
    part: str = ""
    article: bool = False


def number(t: Tokens, i: int) -> Number | None:
    """ "12", "1,500", "twenty-one", "two hundred", "several", "a couple of", "a"."""
    low = t.low[i]
    if low[:1].isdigit():
        plain = low.replace(",", "")
        if not (plain.isascii() and plain.isdigit() and len(plain) < 7):
            return None
        if t.low[i + 1] == "." and t.tight(i + 1) and t.digits(i + 2, 0, 99) is not None and t.tight(i + 2):
            return Number(i + 3, int(plain), f".{t.low[i + 2]}")
        if t.low[i - 1] in (".", "$", "/") and t.tight(i):
            return None
        if t.low[i + 1 : i + 4] == ["1", "/", "2"] and not t.tight(i + 1):
            return Number(i + 4, int(plain), _HALF)
        return Number(i + 1, int(plain))
    if entry := t.word(i, "quantity"):
        return Number(i + entry.length, entry.word.n or None)
    if entry := t.word(i, "article"):
        if times := t.word(i + 1, "multiplier"):
            return Number(i + 2, times.word.n)
        return Number(i + 1, 1, article=True)
    return _spelt(t, i)


def _spelt(t: Tokens, i: int) -> Number | None:
    total, end = 0, i
    if tens := t.word(i, "tens"):
        total, end = tens.word.n or 0, i + 1
        j = end + (t.low[end] == "-")
        if (one := t.word(j, "number")) and (one.word.n or 0) < 10:
            total, end = total + (one.word.n or 0), j + 1
    elif one := t.word(i, "number"):
        total, end = one.word.n or 0, i + 1
    elif (times := t.word(i, "multiplier")) and t.word(i + 1, "unit"):
        return Number(i + 1, times.word.n)
    while (times := t.word(end, "multiplier")) and (end > i):
        total, end = total * (times.word.n or 1), end + 1
    return Number(end, total) if end > i else None


class Amount(NamedTuple):
    """A number of a unit over tokens up to `end`; `n` None where it is not told."""

    end: int
    n: int | None
    part: str
    unit: TimeWord
    article: bool = False

    @property
    def iso(self) -> str:
        """The ISO 8601 duration, with X for an unknown number."""
        return iso_duration(self.n, self.unit, self.part)


def iso_duration(n: int | None, unit: TimeWord, part: str = "") -> str:
    """ "P3Y", "PT12H", "PXM"; decades and centuries in years, unless their number is unknown."""
    code, size = unit.code or "D", unit.n or 1
    clock, letter = ("T", code[1:]) if code.startswith("T") else ("", code)
    if n is None:
        return f"P{clock}X{'E' if size == 10 else 'C' if size == 100 else letter}"
    if part and size > 1:
        return f"P{clock}{n * size + int(size * float(part))}{letter}"
    return f"P{clock}{n * size}{part}{letter}"


def amount(t: Tokens, i: int) -> Amount | None:
    """A count with its unit: "three days", "a year and a half", "12 to 18 months", "half a century"."""
    if t.low[i] == "half" and (t.low[i + 1] in ("a", "an", "-")) and (unit := t.word(i + 2, "unit")):
        return Amount(i + 3, 0, _HALF, unit.word)
    count = number(t, i)
    if count is None:
        return None
    end, n, part = count.end, count.n, count.part
    if t.low[end] in _LINKS and (other := number(t, end + 1)) and not other.article and n is not None:
        joined = _unit(t, other.end)
        if joined and other.n is not None and other.n > n:
            return Amount(joined[0], None, "", joined[1])
    if t.low[end] == "and" and t.low[end + 1] in ("a", "half") and "half" in t.low[end + 1 : end + 3]:
        end, part = end + 2 + (t.low[end + 1] == "a"), _HALF
    if count.article and t.low[end] == "half" and t.low[end + 1] == "-":
        unit = t.word(end + 2, "unit")
        return Amount(end + 3, 0, _HALF, unit.word) if unit else None
    found = _unit(t, end)
    if found is None:
        return None
    end, word = found
    plural = t.low[end - 1].endswith("s") or t.low[end - 1] == "millennia"
    if count.article and (plural or word.id in ("second", "quarter")):
        return None
    if word.id in ("second", "quarter") and not plural:
        return None
    if count.article and t.low[end] == "-" and t.low[end + 1] in ("earlier", "ago", "end", "long"):
        return None
    if not plural and n != 1 and t.low[end - 2] != "-" and word.code and not _attributive(t, end):
        return None
    if t.low[end : end + 3] == ["and", "a", "half"]:
        end, part = end + 3, _HALF
    return Amount(end, n, part, word, count.article)


def _attributive(t: Tokens, end: int) -> bool:
    """ "the three year war", "a two day visit": a singular after a number stands before a noun or "old", "long"."""
    return t.low[end][:1].isalpha() or t.low[end] == "-"


def _unit(t: Tokens, i: int) -> tuple[int, TimeWord] | None:
    if t.low[i] == "-":
        i += 1
    for _ in range(2):
        if filler := t.word(i, "filler"):
            i += filler.length
    unit = t.word(i, "unit")
    return (i + unit.length, unit.word) if unit else None


def extent(t: Tokens, i: int) -> int:
    """How many tokens an extent before an amount takes: "more than", "about", "over" after "for"."""
    if (about := t.word(i, "about")) and (t.low[i] != "some" or number(t, i + about.length)):
        return about.length
    return 1 if t.word(i, "about-led") and t.low[i - 1] in _BEFORE_OVER else 0


def tail(t: Tokens, end: int) -> int:
    """The end of "or so", "or two", "or more" after an amount."""
    return end + 2 if t.low[end] == "or" and t.low[end + 1] in ("so", "two", "more", "less") else end


def duration(t: Tokens, i: int, s: int) -> Found | None:
    """ "three years", "more than a decade", "decades", "a two-week truce", "30-year-old", "the first nine months"."""
    begin = s
    if (whole := _period(t, i, s)) is not None:
        return whole
    about = extent(t, i)
    if about:
        i += about
    elif s < i and t.low[i] in ("first", "last", "final") and (read := amount(t, i + 1)) and not read.article:
        return t.length((s, read.end), "duration", read.iso, _amount_data(read))
    read = amount(t, i)
    if read and read.unit.id == "quarter" and read.n == 3 and s + about == i:
        # Three quarters of a thing.
        return None
    if read and not (s < i and read.article and not about):
        return _duration(t, begin, i, read)
    low = t.low[i]
    if low in _BARE and not about:
        unit = t.word(i, "unit")
        before = t.low[i - 1]
        if unit and s == i and before not in ("-", "'") and not t.word(i - 1, "ordinal"):
            end = i + 1 + (2 if t.low[i + 1] == "-" and t.low[i + 2] in ("long", "old") else 0)
            if t.low[end] in ("or", "and") and t.low[end + 1] in _BARE:
                end += 2
            return t.length((i, end), "duration", iso_duration(None, unit.word), {"unit": unit.word.id})
    if (unit := t.word(i, "unit")) and t.low[i + 1] == "-" and t.low[i + 2] == "long":
        value = iso_duration(1, unit.word)
        return t.length((i, i + 3), "duration", value, {"unit": unit.word.id, "n": 1})
    return None


def _period(t: Tokens, i: int, s: int) -> Found | None:
    """ "a three-year period", "the 28-day period"."""
    read = amount(t, i + (t.low[i] in ("a", "an")))
    if read is None or t.low[read.end - 2] != "-" or t.low[read.end] not in ("period", "span"):
        return None
    return t.length((s, read.end + 1), "duration", read.iso, _amount_data(read))


def _amount_data(read: Amount) -> Data:
    data: Data = {"unit": read.unit.id}
    return data if read.n is None else data | {"n": read.n}


def _duration(t: Tokens, s: int, i: int, read: Amount) -> Found:
    end = read.end
    data = _amount_data(read)
    if s < i and not extent(t, s) and not t.low[end - 1].endswith("s"):
        s = i
    j = end + (t.low[end] == "-")
    if t.low[end : end + 2] == ["of", "age"]:
        end, data = end + 2, data | {"age": 1}
    elif t.low[j] == "old" and read.unit.code in ("Y", "M", "W", "D"):
        end, data = j + 1, data | {"age": 1}
    elif t.low[j] == "long" and (j > end or t.low[end - 1] != "years"):
        end = j + 1 if j > end else end
    else:
        end = tail(t, end)
    if read.article and (t.low[i - 1] in _RATES or t.digits(i - 1, 0, 99999) is not None):
        return t.length((i, end), "set", read.iso, data)
    return t.length((s, end), "duration", read.iso, data)


def repeated(t: Tokens, i: int, s: int) -> Found | None:
    """ "every week", "each Friday", "every two years", "per day", "annually", "at night"."""
    if t.low[i] in ("night", "daytime") and t.low[i - 1] in ("at", "by"):
        part = "NI" if t.low[i] == "night" else "DT"
        return t.length((i, i + 1), "set", f"XXXX-XX-XXT{part}", {"part": part})
    if (word := t.word(i, "set")) and s == i:
        value = _RHYTHM[word.word.unit or "day"].format(word.word.n)
        return t.length((i, i + word.length), "set", value, {"unit": word.word.unit or "day", "n": word.word.n or 1})
    if t.word(i, "per") and (unit := t.word(i + 1, "unit")) and unit.word.id not in ("second",):
        data: Data = {"unit": unit.word.id, "n": 1}
        return t.length((i, i + 2), "set", iso_duration(1, unit.word), data)
    if (days := t.word(i, "weekdays")) and s == i and t.raw[i][0].isupper():
        return t.length((i, i + 1), "set", "P1W", {"weekday": days.word.n or 0})
    every = t.word(i, "every") if s == i else None
    if every is None:
        return None
    j = i + 1
    n = 1
    if t.low[j] == "other":
        j, n = j + 1, 2
    elif nth := ordinal(t, j):
        j, n = nth
    if read := amount(t, j):
        return t.length((i, read.end), "set", read.iso, _amount_data(read))
    if unit := t.word(j, "unit"):
        data = {"unit": unit.word.id, "n": n}
        return t.length((i, j + unit.length), "set", iso_duration(n, unit.word), data)
    return _every_name(t, i, j)


def _every_name(t: Tokens, i: int, j: int) -> Found | None:
    if day := weekday_name(t, j):
        return t.length((i, day[0]), "set", "P1W", {"weekday": day[1]})
    if month := month_name(t, j):
        return t.length((i, month[0]), "set", "P1Y", {"month": month[1]})
    if season := t.word(j, "season"):
        return t.length((i, j + 1), "set", "P1Y", {"season": season.word.n or 0})
    if part := t.word(j, "daypart"):
        return t.length((i, j + 1), "set", "P1D", {"part": part.word.code or ""})
    return None
