"""Years and longer, and the parts of a year: decades, centuries, quarters, seasons, holidays.

A rule takes the tokens, the index it may begin at and, as `s`, the article before it (or that same index).
"""

from __future__ import annotations

import re

from dateline.extract.date_tokens import Data, Found, Tokens
from dateline.model.findings import DateFinding

_DECADE = re.compile(r"(\d{3})0s$")
_NTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)$")
_MONEY = frozenset("$€£¥₽₩#")
_BEFORE_SEASON = frozenset(
    {
        "in", "since", "by", "until", "during", "early", "late", "this", "for", "and", "or", "before", "throughout",
        "through", "over",
    }
)  # fmt: skip
_YEAR_LED = ("in", "by", "until", "since", "from", "early", "late")
_ERAS = ("-", "to", "and", "or")


def year_number(t: Tokens, i: int, *, sure: bool = False) -> tuple[int, int] | None:
    """End and astronomical year (0 is 1 BC) of "2024", "AD 70", "480 BC"; `sure` where a month or the like precedes."""
    if (era := t.word(i, "era")) and era.word.n == 1 and (n := t.digits(i + era.length, 1, 2100)):
        return (i + era.length + 1, n) if t.raw[i].isupper() else None
    n = t.digits(i, 1, 2199)
    if n is None or t.low[i - 1] in _MONEY:
        return None
    if (era := t.word(i + 1, "era")) and t.raw[i + 1][0].isupper():
        end = i + 1 + era.length
        return (end, n if era.word.n == 1 else 1 - n)
    if n < 1000 and t.ancient and t.low[i - 1] in _YEAR_LED and t.ends(i + 1) and len(t.low[i]) == 3:
        return (i + 1, 1 - n)
    if n < 1000 or len(t.low[i]) != 4 or (t.low[i + 1] == "." and t.low[i + 2][:1].isdigit() and t.tight(i + 2)):
        return None
    if not sure and n < 1500 and t.low[i - 1] not in ("in", "of", "since", "by", "until"):
        return None
    follows = i + 1 if t.low[i + 1] != "-" else i + 2
    if t.word(follows, "counted") and not (sure and n > 1899):
        return None
    return (i + 1, n)


def _numbers_paper(t: Tokens, i: int) -> bool:
    """ "Decree No. 34/2013", "Law 2022/009": the number of a paper."""
    before = t.low[i - 1] == "/" and t.tight(i) and t.digits(i - 2, 1, 9999) is not None
    behind = t.low[i + 1] == "/" and t.tight(i + 1) and len(t.low[i + 2]) == 3 and t.low[i + 2].isdigit()
    return before or behind


def year(t: Tokens, i: int, s: int) -> Found | None:
    """ "2024", "480 BC", "499-493 BC", "fiscal 2024", "the year 2000", "2014-15", "the 2023 third quarter"."""
    if fiscal := t.word(i, "fiscal"):
        read = year_number(t, i + fiscal.length, sure=True)
        if read is None:
            return None
        if (both := _season_years(t, i + fiscal.length, s, read)) is not None:
            return both
        return t.node((s, read[0]), "year", {"year": read[1], "fiscal": 1})
    if (short_year := _short_year(t, i)) is not None:
        return short_year
    if t.low[i] == "years" and s < i and (read := year_number(t, i + 1, sure=True)):
        return t.node((s, read[0]), "year", {"year": read[1]})
    if t.low[i] == "year" and (read := year_number(t, i + 1, sure=True) or year_words(t, i + 1)):
        return t.node((s, read[0]), "year", {"year": read[1]})
    if (spelt := year_words(t, i)) and s == i:
        return t.node((i, spelt[0]), "year", {"year": spelt[1]})
    if (era := _before_era(t, i)) is not None:
        return era
    read = year_number(t, i, sure=t.word(i - 1, "month") is not None)
    if read is None or t.word(i - 1, "label") or _numbers_paper(t, i):
        return None
    end, value = read
    if s < i and (part := quarter(t, end, end)) and part.finding.get("year") is None:
        return t.node((s, part.end), "quarter", {**dict(part.finding.data), "year": value})
    if (name := t.word(end, "season")) and t.low[end] in ("summer", "winter", "autumn"):
        return t.node((s, end + 1), "season", {"season": name.word.n or 0, "year": value})
    whole = t.node((i, end), "year", {"year": value})
    if (both := _season_years(t, i, i, read)) is not None:
        return both
    short = t.digits(end + 1, 1, 99)
    if end == i + 1 and t.low[end] == "-" and short and len(t.low[end + 1]) == 2 and t.tight(end) and t.tight(end + 1):
        last = value - value % 100 + short
        if last > value and (last - value < 20 or short > 12):
            second = t.node((end + 1, end + 2), "year", {"year": last})
            return t.node((i, end + 2), "range", None, (whole.finding, second.finding))
    return whole


def _season_years(t: Tokens, i: int, s: int, read: tuple[int, int]) -> Found | None:
    """ "2024/25", "2024/2025", "fiscal 2024-25": a year of school, sport or account from one into the next."""
    end, value = read
    joint, after = t.low[end], t.digits(end + 1, 0, 9999)
    if after is None or not (joint == "/" or (joint == "-" and s < i)) or not (t.tight(end) and t.tight(end + 1)):
        return None
    if (len(t.low[end + 1]), after) not in ((2, (value + 1) % 100), (4, value + 1)):
        return None
    first = t.node((s, end), "year", {"year": value})
    second = t.node((end + 1, end + 2), "year", {"year": value + 1})
    return t.node((s, end + 2), "range", None, (first.finding, second.finding))


def _short_year(t: Tokens, i: int) -> Found | None:
    """ "in '98": two digits after an apostrophe and a preposition."""
    n = t.digits(i + 1, 0, 99) if t.low[i] == "'" else None
    if n is None or len(t.low[i + 1]) != 2 or not t.tight(i + 1) or t.tight(i) or not t.ends(i + 2):
        return None
    if t.low[i - 1] not in ("of", *_YEAR_LED):
        return None
    return t.node((i, i + 2), "year", {"year": n + (2000 if n < 50 else 1900)})


def _before_era(t: Tokens, i: int) -> Found | None:
    """ "499-493 BC", "496 and 495 BC": the era of the second year is that of the first."""
    first = t.digits(i, 1, 9999)
    if first is None or t.low[i + 1] not in _ERAS:
        return None
    second = year_number(t, i + 2)
    if second is None or second[1] > 0 or first <= 1 - second[1]:
        return None
    left = t.node((i, i + 1), "year", {"year": 1 - first})
    right = t.node((i + 2, second[0]), "year", {"year": second[1]})
    return t.node((i, second[0]), "range", None, (left.finding, right.finding))


def year_words(t: Tokens, i: int) -> tuple[int, int] | None:
    """ "nineteen ninety-six", "two thousand four" as transcripts spell years."""
    if (
        t.low[i] == "two"
        and t.low[i + 1] == "thousand"
        and t.low[i - 1] in ("in", "year", "since", "of", "by", "until")
    ):
        j = i + 2 + (t.low[i + 2] == "and")
        one = t.word(j, "number")
        return (j + 1, 2000 + (one.word.n or 0)) if one else (i + 2, 2000)
    head = t.low[i]
    tens = t.word(i + 1, "tens")
    if tens is None or head not in ("nineteen", "eighteen", "twenty"):
        return None
    value = {"nineteen": 1900, "eighteen": 1800, "twenty": 2000}[head] + (tens.word.n or 0)
    j = i + 2 + (t.low[i + 2] == "-")
    one = t.word(j, "number")
    return (j + 1, value + (one.word.n or 0)) if one and (one.word.n or 0) < 10 else (i + 2, value)


def year_tail(t: Tokens, end: int) -> tuple[int, tuple[Data, tuple[DateFinding, ...]]]:
    """The year after a day, month, season or quarter: end, data with `year`, or the relative year as a part."""
    low = t.low[end]
    joined = low in ("of", "in") or (low == "," and not t.tight(end + 1)) or (low == "-" and t.tight(end))
    j = end + joined
    if (
        low in ("of", "in")
        and (fiscal := t.word(j, "fiscal"))
        and (read := year_number(t, j + fiscal.length, sure=True))
    ):
        return read[0], ({"year": read[1], "fiscal": 1}, ())
    if read := year_number(t, j, sure=True) or year_words(t, j):
        return read[0], ({"year": read[1]}, ())
    if t.low[j] == "'" and t.low[j - 1] != "," and (n := t.digits(j + 1, 0, 99)) is not None and len(t.low[j + 1]) == 2:
        return j + 2, ({"year": n + (2000 if n < 50 else 1900)}, ())
    if j == end or t.low[end] in ("of", "in"):
        k = j + (t.low[j] == "the")
        pointer = t.word(k, "pointer")
        if pointer and pointer.word.code in ("report", "told") and t.low[k + pointer.length] == "year":
            start, stop = j, k + pointer.length + 1
            shift: Data = {"shift": pointer.word.n or 0, "from": pointer.word.code, "unit": "year"}
            return stop, ({}, (t.node((start, stop), "pointer", shift).finding,))
    return end, ({}, ())


def decade(t: Tokens, i: int, s: int) -> Found | None:
    """ "the 1990s", "the '90s", "1990's", "the 470s BC"."""
    low = t.low[i]
    if match := _DECADE.match(low):
        return t.node((s, i + 1), "decade", {"decade": int(match[1])})
    if re.match(r"\d\d0s$", low) and (era := t.word(i + 1, "era")) and era.word.n == -1:
        return t.node((s, i + 1 + era.length), "decade", {"before": int(low[:3])})
    if (word := t.word(i, "decade")) and s < i:
        return t.node((s, i + 1), "decade", {"short": word.word.n or 0})
    if low == "'" and re.match(r"\d0s$", t.low[i + 1]):
        return t.node((s, i + 2), "decade", {"short": int(t.low[i + 1][0])})
    n = t.digits(i, 1000, 2100)
    if n is not None and n % 10 == 0 and t.low[i + 1] == "'" and t.low[i + 2] == "s" and s < i:
        return t.node((s, i + 3), "decade", {"decade": n // 10})
    return None


def ordinal(t: Tokens, i: int) -> tuple[int, int] | None:
    """End and number of "third" or "3rd"."""
    if entry := t.word(i, "ordinal"):
        return (i + entry.length, entry.word.n or 0)
    if match := _NTH.match(t.low[i]):
        return (i + 1, int(match[1]))
    return None


def century(t: Tokens, i: int, s: int) -> Found | None:
    """ "the 19th century", "the fifth century BC"."""
    nth = ordinal(t, i)
    if nth is None:
        return None
    j = nth[0] + (t.low[nth[0]] == "-")
    if t.low[j] != "century":
        return None
    end, n = j + 1, nth[1]
    if (era := t.word(end, "era")) and t.raw[end][0].isupper():
        end += era.length
        if era.word.n == -1:
            return t.node((s, end), "century", {"before": n})
    return t.node((s, end), "century", {"century": n - 1})


def season(t: Tokens, i: int, s: int) -> Found | None:
    """ "summer 2024", "the summer of 2024", "the summer"; bare only after an article or a preposition."""
    entry = t.word(i, "season")
    if entry is None:
        return None
    end, tail = year_tail(t, i + 1)
    data: Data = {"season": entry.word.n or 0, **tail[0]}
    if end == i + 1 and not _bare_season(t, i, s):
        return None
    return t.node((s, end), "season", data, tail[1])


def _bare_season(t: Tokens, i: int, s: int) -> bool:
    """Whether a season without a year is one: "spring" and "fall" are other things too, "Winter Olympics" a name."""
    if t.raw[i][0].isupper() and _noun_like(t, i + 1):
        return False
    before = t.low[i - 1] if s == i else t.low[s - 1]
    if t.low[i] in ("summer", "winter", "autumn"):
        return True
    if t.low[i + 1] == "and" and t.word(i + 2, "season"):
        return True
    return before in _BEFORE_SEASON and t.low[i + 1] != "of"


def _noun_like(t: Tokens, i: int) -> bool:
    """A capitalised word after a season or a holiday makes a name of it ("the Winter Olympics")."""
    return t.raw[i][:1].isupper() and not t.word(i, "pointer")


def quarter(t: Tokens, i: int, s: int) -> Found | None:
    """ "the third quarter of 2023", "third-quarter", "Q3 2024", "the first half of 2024"."""
    unit, n, end, first = "quarter", 0, i, i
    if match := re.match(r"([qh])([1-4])$", t.low[i] + t.low[i + 1]):
        unit, n, end = ("quarter" if match[1] == "q" else "half"), int(match[2]), i + 2
    else:
        if (fiscal := t.word(i, "fiscal")) and not t.low[i + fiscal.length].isdigit():
            i += fiscal.length
        if nth := _part_number(t, i):
            j = nth[0] + (t.low[nth[0]] == "-")
            if t.low[j] in ("quarter", "half") and not (t.low[j] == "half" and nth[1] > 2 and nth[1] != 9):
                unit, n, end = t.low[j], nth[1], j + 1
    if not n or (n > 4 and n != 9):
        return None
    tail_end, tail = year_tail(t, end)
    if unit == "half" and tail_end == end:
        return None
    if tail_end == end and t.low[end - 2] == "-":
        s = first
    data: Data = {"unit": unit, "n": (2 if unit == "half" else 4) if n == 9 else n, **tail[0]}
    return t.node((s, tail_end), "quarter", data, tail[1])


def _part_number(t: Tokens, i: int) -> tuple[int, int] | None:
    """Ordinals, and "last", "final", "latter" as 9."""
    if t.low[i] in ("last", "final", "latter", "closing"):
        return (i + 1, 9)
    if t.low[i] == "opening":
        return (i + 1, 1)
    return ordinal(t, i)


def holiday(t: Tokens, i: int, s: int) -> Found | None:
    """ "Christmas", "New Year's Eve 2023", "last Thanksgiving" (the pointer is another rule's)."""
    entry = t.word(i, "holiday")
    if entry is None or not t.raw[i][0].isupper() or s < i:
        return None
    end, tail = year_tail(t, i + entry.length)
    if end == i + entry.length and _noun_like(t, end):
        return None
    data: Data = {"holiday": entry.word.id, **tail[0]}
    return t.node((i, end), "holiday", data, tail[1])
