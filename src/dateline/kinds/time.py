"""The vocabulary of time, from `time.yaml`: months, weekdays, units, seasons, holidays and the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import msgspec

from dateline.errors import KindsError
from dateline.kinds.files import load
from dateline.kinds.outlets import Outlet

# A token of the time grammar: a stamp, a number, a word, a break between paragraphs, or one other character.
TOKEN = re.compile(
    r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\w)"
    r"|\d{4}/\d{1,2}/\d{1,2}(?!\w)"
    r"|\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?!\w)"
    r"|\d{1,2}-\d{1,2}-\d{4}(?!\w)"
    r"|\d{1,2}\.\d{1,2}\.\d{4}(?!\w|\.\d)"
    r"|\d{1,2}:\d\d(?::\d\d)?"
    r"|\d{1,3}(?:,\d{3})+(?!\d)"
    r"|\d+(?:st|nd|rd|th|s)?(?![^\W\d_])"
    r"|\d+"
    r"|[^\W\d_]+"
    r"|\n[ \t]*\n"
    r"|[^\w\s]",
    re.IGNORECASE,
)

ROLES = frozenset(
    {
        "month", "weekday", "weekdays", "unit", "number", "tens", "multiplier", "ordinal", "article", "quantity",
        "filler", "extent", "about", "about-led", "circa", "told-time", "decade", "season", "daypart", "clockword",
        "overnight", "dayword", "reference", "pointer", "part", "direction", "every", "per", "set", "holiday", "zone",
        "era", "fiscal", "half", "bound", "label", "counted", "prospective", "postponing", "implicative", "timetable",
        "loose", "unsure", "month-first", "order-unsure",
    }
)  # fmt: skip


class TimeWord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry: its words (tokens with blanks between), its role, and what the role needs (see `time.yaml`)."""

    id: str
    role: str
    words: tuple[str, ...]
    short: tuple[str, ...] = ()
    n: int | None = None
    unit: str | None = None
    code: str | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A way to write a TimeWord: its tokens after the first one; `short` where it is an abbreviation."""

    rest: tuple[str, ...]
    word: TimeWord
    short: bool = False

    @property
    def length(self) -> int:
        """How many tokens it takes."""
        return len(self.rest) + 1


class TimeWords(msgspec.Struct, frozen=True):
    """All entries by first token in lower case, longest first; units, holidays by id."""

    entries: Mapping[str, tuple[Entry, ...]]
    units: Mapping[str, TimeWord]
    holidays: Mapping[str, TimeWord]
    prospective: frozenset[str]
    postponing: frozenset[str]
    implicative: frozenset[str]
    timetable: frozenset[str]
    month_first: Mapping[str, bool | None]


@cache
def load_time(user: Path | None = None) -> TimeWords:
    """The shipped words with those of the folder `user`; raises KindsError that names the entry that is wrong."""
    words = load("time", TimeWord, user)
    found: dict[str, list[Entry]] = {}
    for word in words:
        if word.role not in ROLES:
            raise KindsError(f"time.yaml: entry {word.id!r}: role {word.role!r} is unknown; use one of {sorted(ROLES)}")
        for tokens, short in _spellings(word):
            found.setdefault(tokens[0], []).append(Entry(rest=tokens[1:], word=word, short=short))
    entries = {first: tuple(sorted(e, key=lambda e: -e.length)) for first, e in found.items()}
    return TimeWords(
        MappingProxyType(entries),
        MappingProxyType({w.id: w for w in words if w.role == "unit"}),
        MappingProxyType({w.id: w for w in words if w.role == "holiday"}),
        prospective=_lemmas(words, "prospective"),
        postponing=_lemmas(words, "postponing"),
        implicative=_lemmas(words, "implicative"),
        timetable=_lemmas(words, "timetable"),
        month_first=MappingProxyType(_orders(words, load("outlets", Outlet, user))),
    )


def _orders(words: Iterable[TimeWord], outlets: Iterable[Outlet]) -> dict[str, bool | None]:
    """By each outlet's name in lower case: whether its country writes the month first; None where usage differs."""
    first, unsure = _lemmas(words, "month-first"), _lemmas(words, "order-unsure")
    return {
        o.name.casefold(): None if o.country.lower() in unsure else o.country.lower() in first
        for o in outlets
        if o.country
    }


def _lemmas(words: Iterable[TimeWord], role: str) -> frozenset[str]:
    return frozenset(x for w in words if w.role == role for x in w.words)


def _spellings(word: TimeWord) -> Iterator[tuple[tuple[str, ...], bool]]:
    for group, short in ((word.words, False), (word.short, True)):
        for spelling in group:
            tokens = tuple(spelling.lower().split())
            if not tokens:
                raise KindsError(f"time.yaml: entry {word.id!r} has an empty word; take it out")
            yield tokens, short
