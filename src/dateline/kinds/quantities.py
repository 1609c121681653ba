"""Knowledge for reading quantities: quantities.yaml, compiled to match with."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from dateline.kinds.files import load

Measure = Literal["money", "percent", "time", "age", "label", "other"]
NUMERAL = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?|\.\d+)"


class QuantityWord(msgspec.Struct, frozen=True):
    """One entry of quantities.yaml; which fields are set depends on `kind`."""

    id: str
    kind: Literal[
        "number", "scale", "vague", "few", "fraction", "approximator", "direction", "factor", "unit", "label", "score",
        "uncounted", "phrasal", "rate",
    ]  # fmt: skip
    source: str
    words: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    value: float | None = None
    change: Literal["=", "~", "<", ">", "up", "down"] | None = None
    place: Literal["before", "after"] | None = None
    measure: Measure | None = None
    name: str | None = None
    code: str | None = None


@dataclasses.dataclass(frozen=True)
class QuantityKinds:
    """The words by what they do, and the patterns made of them; all word keys are in lower case."""

    numbers: Mapping[str, float]
    scales: Mapping[str, float]
    letters: Mapping[str, float]
    vague: Mapping[str, float]
    fractions: Mapping[str, float]
    before: Mapping[str, str]
    after: Mapping[str, str]
    verbs: Mapping[str, str]
    particles: Mapping[str, str]
    factors: Mapping[str, QuantityWord]
    factor: re.Pattern[str]
    units: Mapping[str, QuantityWord]
    symbols: Mapping[str, QuantityWord]
    currencies: Mapping[str, QuantityWord]
    labels: frozenset[str]
    scores: frozenset[str]
    uncounted: frozenset[str]
    phrasal: frozenset[str]
    rates: frozenset[str]
    number: re.Pattern[str]
    letter: re.Pattern[str]
    scale: re.Pattern[str]
    unit: re.Pattern[str]
    approximator: re.Pattern[str]
    after_pattern: re.Pattern[str]

    def unit_of(self, surface: str) -> QuantityWord | None:
        """The unit that `surface` names, by symbol in its case or by word in any."""
        return self.symbols.get(surface) or self.units.get(" ".join(surface.lower().split()))


@lru_cache(maxsize=8)
def load_quantities(user: Path | None = None) -> QuantityKinds:
    """Load quantities.yaml, with the user's own over it; raises KindsError that names file and entry."""
    entries = load("quantities", QuantityWord, user)
    numbers, scales = _values(entries, "number"), _values(entries, "scale")
    vague, fractions = _values(entries, "vague"), _values(entries, "fraction")
    letters = {w: e.value for e in entries if e.kind == "scale" for w in e.letters if e.value is not None}
    units = [e for e in entries if e.kind == "unit"]
    words = {form: e for e in units for w in e.words for form in _forms(w.lower())}
    symbols = {s: e for e in units for s in e.symbols}
    currencies = {b: e for e in units for b in e.before}
    before = {w.lower(): e.change or "=" for e in entries if e.place == "before" for w in e.words}
    after = {w.lower(): e.change or "=" for e in entries if e.place == "after" for w in e.words}
    directions = [e for e in entries if e.kind == "direction"]
    return QuantityKinds(
        numbers=numbers,
        scales=scales,
        letters=letters,
        vague=vague,
        fractions=fractions,
        before=before,
        after=after,
        verbs={v: e.change or "=" for e in directions for v in e.verbs},
        particles={w: e.change or "=" for e in directions for w in e.words},
        factors={v: e for e in entries if e.kind == "factor" for v in e.verbs},
        factor=re.compile(
            rf"(?<!\w)(?:{_either(v.rstrip('e') for e in entries for v in e.verbs if e.kind == 'factor')})[a-z]+"
        ),
        units=words,
        symbols=symbols,
        currencies=currencies,
        labels=_words(entries, "label"),
        scores=_words(entries, "score"),
        uncounted=_words(entries, "uncounted"),
        phrasal=frozenset(v for e in entries if e.kind == "phrasal" for v in e.verbs),
        rates=_words(entries, "rate"),
        number=_number_pattern(entries),
        letter=re.compile(rf"(?:{_either(letters)})(?![A-Za-z0-9])"),
        scale=re.compile(rf"[\s-]?(?:{_either(scales)})(?![a-z])", re.IGNORECASE),
        unit=re.compile(
            rf"[\s-]?(?P<word>(?i:{_either(words)}))(?![A-Za-z])|[\s-]?(?P<symbol>{_either(symbols)})(?![A-Za-z0-9])"
        ),
        approximator=re.compile(rf"(?:(?<!\w)(?:{_either(before)}))\s*$", re.IGNORECASE),
        after_pattern=re.compile(rf"\s?(?:{_either(after)})(?![A-Za-z0-9])", re.IGNORECASE),
    )


def _number_pattern(entries: Iterable[QuantityWord]) -> re.Pattern[str]:
    entries = list(entries)
    by_kind = {kind: _either(_words(entries, kind)) for kind in ("number", "scale", "vague", "few", "fraction")}
    currency = _either({b for e in entries for b in e.before})
    word = rf"(?:{by_kind['number']}|{by_kind['scale']})"
    fraction = by_kind["fraction"]
    few, vague, scale = by_kind["few"], by_kind["vague"], rf"(?:{by_kind['scale']})"
    return re.compile(
        rf"""(?<!\w)(?:(?P<vague>(?<![\w.,-])(?:
                (?:(?:{few})\s+(?:of\s+)?)?(?:(?:{vague})\s+of\s+)*(?:{vague})
              | (?:{few})\s+{scale}s?)(?!\w))
          | (?P<half>(?<![\w-])half\ an?\s+{scale}(?!\w))
          | (?P<fraction>(?<![\w-])(?:(?:an?|one|two|three|four|nine)[\s-])?(?:{fraction})
                (?=\s+(?:of|the|its|their|his|her)\s))
          | (?P<words>(?<![\w-])(?:an?\s+{scale}|{word})(?:(?:\s+and\s+|[\s-]+){word})*(?!(?!fold\b)\w))
          | (?:(?<![\w.,])(?-i:(?P<currency>{currency}))\s?(?P<debt>[-−–])?
              |(?P<minus>(?<![\w-])(?<!or\s)minus[\s-]|(?<![^\s(~])[-−–])|(?<![\w.,/])(?<![A-Za-z]-))
            (?P<digits>\d+/\d+(?![\d/])|{NUMERAL}))""",
        re.VERBOSE | re.IGNORECASE,
    )


def _values(entries: Iterable[QuantityWord], kind: str) -> dict[str, float]:
    return {w.lower(): e.value for e in entries if e.kind == kind for w in e.words if e.value is not None}


def _words(entries: Iterable[QuantityWord], kind: str) -> frozenset[str]:
    return frozenset(w.lower() for e in entries if e.kind == kind for w in e.words)


def _forms(word: str) -> tuple[str, ...]:
    # Units take the plural in their last word or, before "per", "of" and "an", in the first.
    head, space, tail = word.partition(" ")
    plurals = [word + "s"]
    if space and tail.split()[0] in ("per", "of", "an", "a"):
        plurals.append(f"{head}s {tail}")
    return (word, *plurals)


def _either(words: Iterable[str]) -> str:
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered)
