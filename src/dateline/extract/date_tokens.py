"""Text → tokens of the time grammar, each with the entries of `time.yaml` that begin there."""

from __future__ import annotations

from typing import NamedTuple

from dateline.kinds.time import TOKEN, Entry, TimeWords
from dateline.model.findings import DateFinding
from dateline.model.span import Span
from dateline.model.vocabulary import DateAnchor, DateKind

# All marks that a typesetter may put for a hyphen or an apostrophe.
_SAME = {"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "−": "-"}
_NONE: tuple[Entry, ...] = ()
_PAD = 12
# Data that fixes a date on the calendar without the report's help.
_YEARS = frozenset({"year", "decade", "century", "before", "short"})

Data = dict[str, str | int]


class Found(NamedTuple):
    """An expression and the index of the first token after it."""

    end: int
    finding: DateFinding


class Tokens:
    """The tokens of a text; indices past the end give empty words, so that rules can look ahead freely."""

    def __init__(self, text: str, words: TimeWords) -> None:
        """One scan over `text`, one look-up a token."""
        self.text = text
        raw: list[str] = []
        starts: list[int] = []
        for match in TOKEN.finditer(text):
            raw.append(match[0])
            starts.append(match.start())
        self.count = len(raw)
        self.raw = [*raw, *([""] * _PAD)]
        self.low = [_SAME.get(r, r.lower()) for r in raw] + [""] * _PAD
        self.start = [*starts, *([len(text)] * _PAD)]
        # Where an era is named, "in 490" is of that era too.
        self.ancient = " BC" in text
        look_up = words.entries.get
        self.entries = [self._standing(i, look_up(w, _NONE)) for i, w in enumerate(self.low)]

    def _standing(self, i: int, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """Those of `entries` whose further tokens follow token `i`."""
        if not entries or not entries[0].rest:
            # The longest comes first.
            return entries
        return tuple(e for e in entries if tuple(self.low[i + 1 : i + 1 + len(e.rest)]) == e.rest)

    def word(self, i: int, role: str) -> Entry | None:
        """The longest entry of `role` that stands at token `i`."""
        for entry in self.entries[i]:
            if entry.word.role == role:
                return entry
        return None

    def stop(self, i: int) -> int:
        """The offset after token `i`."""
        return self.start[i] + len(self.raw[i])

    def span(self, i: int, end: int) -> Span:
        """The offsets of tokens `i` to `end` (exclusive)."""
        return Span(self.start[i], self.stop(end - 1))

    def tight(self, i: int) -> bool:
        """Whether token `i` follows the one before it without a blank."""
        return i > 0 and self.stop(i - 1) == self.start[i]

    def digits(self, i: int, least: int, most: int) -> int | None:
        """The number that token `i` writes in bare digits, if it lies within `least` and `most`."""
        low = self.low[i]
        if not (low.isascii() and low.isdigit() and len(low) < 6):
            return None
        value = int(low)
        return value if least <= value <= most else None

    def ends(self, i: int) -> bool:
        """Whether nothing that the expression could belong to follows: a mark, a break, or the end of the text."""
        low = self.low[i]
        return not low or not (low[0].isalnum() or low[0] in "-'$")

    def node(
        self,
        where: tuple[int, int],
        rule: str,
        data: Data | None = None,
        parts: tuple[DateFinding, ...] = (),
        *,
        anchor: DateAnchor | None = None,
    ) -> Found:
        """The date over tokens `where` (end exclusive); explicit where it, or the last of its parts, names a year."""
        data = data or {}
        if anchor is None and not _YEARS.isdisjoint(data):
            anchor = "explicit"
        elif anchor is None:
            anchor = parts[-1].anchor if parts else "relative"
        return Found(where[1], DateFinding(self.span(*where), "date", anchor, rule, None, tuple(data.items()), parts))

    def length(self, where: tuple[int, int], rule: str, value: str, data: Data) -> Found:
        """The duration, or the repetition (rule `set`), of the ISO 8601 duration `value` over tokens `where`."""
        kind: DateKind = "set" if rule == "set" else "duration"
        anchor: DateAnchor = "relative" if rule == "span" else "vague" if "X" in value else "explicit"
        return Found(where[1], DateFinding(self.span(*where), kind, anchor, rule, value, tuple(data.items())))
