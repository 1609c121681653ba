"""Wording, made comparable: content words without endings, numbers, and where sentences part."""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections.abc import Collection, Hashable
from functools import lru_cache

import msgspec

from dateline.kinds.dissolved import Dissolved
from dateline.kinds.entries import DissolvedState, StateEntry
from dateline.kinds.files import load

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|\d[\d,.]*\d|\d")
_END = re.compile(r"[.!?][”\"’')\]]*\s+|\n+")
# Endings in the order in which they are tried; a stem keeps at least four letters, so that short words stay whole.
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "ly")
_LEAST_STEM = 4


class _WordList(msgspec.Struct, frozen=True):
    id: str
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    return {entry.id: frozenset(entry.words) for entry in load("merge_words", _WordList)}


@lru_cache(maxsize=4)
def stems_of(name: str) -> frozenset[str]:
    """The stems of the word list `name` in `merge_words.yaml`."""
    return frozenset(stem(w) for w in _lists()[name])


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """`word` in lower case without its ending, British spelling made American."""
    low = word.lower().replace("’", "'")
    if low.endswith("'s"):
        low = low[:-2]
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= _LEAST_STEM:
            low = low.removesuffix(ending)
            break
    return re.sub(r"(?<=[a-z]{2})(?:ence|ense)$", "ens", low).replace("our", "or").rstrip("e")


def words(text: str) -> tuple[str, ...]:
    """The words and numbers of `text` in order, in lower case."""
    return tuple(w.lower() for w in _WORD.findall(text))


@lru_cache(maxsize=65536)
def content(text: str) -> frozenset[str]:
    """The stems of `text` that carry content."""
    function, demonyms = _lists()["function"], _demonyms()
    stems = (stem(w) for w in words(text) if w not in function and not w[0].isdigit())
    return frozenset(demonyms.get(s, s) for s in stems)


@lru_cache(maxsize=65536)
def numbers(text: str) -> frozenset[str]:
    """The numbers in `text`, without separators of thousands."""
    return frozenset(w.replace(",", "").rstrip(".") for w in words(text) if w[0].isdigit())


def jaccard(one: Collection[Hashable], other: Collection[Hashable]) -> float:
    """Shared words over all words, 0 where either is empty."""
    a, b = frozenset(one), frozenset(other)
    return len(a & b) / len(a | b) if a and b else 0.0


def containment(one: Collection[Hashable], other: Collection[Hashable]) -> float:
    """Shared words over the words of the shorter, 0 where either is empty."""
    a, b = frozenset(one), frozenset(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def likeness(one: Collection[str], other: Collection[str], *, contained_from: int = 4) -> float:
    """How alike two wordings are, 0 to 1: Jaccard, or part of the containment where a longer repeats a shorter.

    A short wording is contained in many longer ones by chance, so that containment counts from some words on.
    """
    least = min(len(one), len(other))
    return max(jaccard(one, other), 0.7 * containment(one, other) if least >= contained_from else 0.0)


@lru_cache(maxsize=1)
def _demonyms() -> dict[str, str]:
    """The stem of a state's name for each of its demonyms that is made of as many words ("Korean": "Korea")."""
    out: dict[str, str] = {}
    for state in load("states", StateEntry):
        name = state.name.split()
        for told in (*state.adjectives, *state.people):
            if len(told.split()) == len(name):
                out.update((stem(a), stem(b)) for a, b in zip(told.split(), name, strict=True) if stem(a) != stem(b))
    return out


@lru_cache(maxsize=1)
def _states() -> dict[str, frozenset[str]]:
    return {
        s.id: frozenset(
            w
            for name in (
                s.name,
                s.official or "",
                *s.aliases,
                *s.adjectives,
                *s.people,
                *s.capital,
                *s.seats,
                *s.contextual,
            )
            # Also as it is written: "Polish" is not only a word for Poland.
            for w in (*content(name.replace("-", " ")), *(stem(a) for a in words(name) if name in s.adjectives))
        )
        for s in load("states", StateEntry)
    }


def state_words(ident: str) -> frozenset[str]:
    """The stems of all words in a state's names, demonyms, capital and seats; empty for what is no state."""
    return _states().get(ident, frozenset())


def seat_of(place: str, day: dt.date | None) -> str | None:
    """The state whose capital bears the name `place` on `day`, None where none or several do."""
    name = place.partition(",")[0].strip(" .:-–—").casefold()
    return _dissolved().seated(name, day) or _seat_today(name)


@lru_cache(maxsize=1)
def _dissolved() -> Dissolved:
    return Dissolved.of(load("dissolved_states", DissolvedState))


@lru_cache(maxsize=4096)
def _seat_today(name: str) -> str | None:
    found = [s.id for s in load("states", StateEntry) if name in {c.casefold() for c in s.capital}]
    return found[0] if len(found) == 1 else None


class Sentences:
    """Where the sentences of a text start, for telling whether two findings stand in the same one."""

    def __init__(self, text: str) -> None:
        """Sentences end at a full stop, question or exclamation mark before a space, and at line ends."""
        self._text = text
        self._starts = [0, *(m.end() for m in _END.finditer(text))]

    def of(self, offset: int) -> int:
        """The number of the sentence that `offset` falls into."""
        return bisect.bisect_right(self._starts, offset) - 1

    def text(self, number: int) -> str:
        """The words of the sentence of this number."""
        return self._text[self._starts[number] : (*self._starts, len(self._text))[number + 1]]
