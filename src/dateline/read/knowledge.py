"""The reader's knowledge: outlets, the words of header lines, and the furniture of pages, ready to match with."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from dateline.errors import KindsError
from dateline.kinds.files import load
from dateline.kinds.outlets import Outlet


class HeaderWords(msgspec.Struct, frozen=True):
    """Words found in header lines; see headers.yaml for the kinds."""

    id: str
    kind: Literal["label", "zone", "role", "not_place", "function_word"]
    words: tuple[str, ...]
    source: str
    offset: str | None = None
    zone: str | None = None


class Furniture(msgspec.Struct, frozen=True):
    """A pattern of what a page prints round a story; see furniture.yaml."""

    id: str
    effect: Literal["drop", "strip"]
    pattern: str
    example: str
    source: str
    longest: int = 200


@dataclasses.dataclass(frozen=True)
class Knowledge:
    """All of it, compiled; `outlets` is keyed by every name in lower case, `zones` and `labels` likewise."""

    outlets: Mapping[str, Outlet]
    outlet_pattern: re.Pattern[str]
    labels: Mapping[str, str]
    label_pattern: re.Pattern[str]
    zones: Mapping[str, HeaderWords]
    zone_pattern: str
    roles: frozenset[str]
    not_places: frozenset[str]
    function_words: frozenset[str]
    drops: tuple[tuple[re.Pattern[str], int], ...]
    strips: tuple[re.Pattern[str], ...]

    def outlet(self, name: str) -> Outlet | None:
        """The outlet of this very name, in any case of letters."""
        return self.outlets.get(name.strip().casefold())

    def furniture(self, line: str) -> bool:
        """Whether the whole line is page furniture."""
        return any(len(line) <= longest and pattern.fullmatch(line) for pattern, longest in self.drops)

    def stripped(self, line: str) -> str:
        """The line without a label that the page set before it."""
        for pattern in self.strips:
            line = pattern.sub("", line, count=1)
        return line


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of `words` as whole words, longest first."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return r"(?<!\w)(?:" + "|".join(re.escape(w) for w in ordered) + r")(?!\w)"


@lru_cache(maxsize=8)
def load_knowledge(user: Path | None = None) -> Knowledge:
    """Load and compile the three files, with those of the folder `user` over them; raises KindsError."""
    outlets: dict[str, Outlet] = {}
    for outlet in load("outlets", Outlet, user):
        for name in (outlet.name, *outlet.aliases):
            outlets.setdefault(name.casefold(), outlet)
    headers = load("headers", HeaderWords, user)
    labels = {w.casefold(): entry.id for entry in headers if entry.kind == "label" for w in entry.words}
    zones = {w.casefold(): _checked(entry) for entry in headers if entry.kind == "zone" for w in entry.words}
    furniture = [(f, _compile(f)) for f in load("furniture", Furniture, user)]
    return Knowledge(
        outlets=outlets,
        outlet_pattern=re.compile(any_of(outlets), re.IGNORECASE),
        labels=labels,
        label_pattern=re.compile(any_of(labels), re.IGNORECASE),
        zones=zones,
        zone_pattern=any_of(zones),
        roles=_words(headers, "role"),
        not_places=_words(headers, "not_place"),
        function_words=_words(headers, "function_word"),
        drops=tuple((p, f.longest) for f, p in furniture if f.effect == "drop"),
        strips=tuple(p for f, p in furniture if f.effect == "strip"),
    )


def _words(headers: Iterable[HeaderWords], kind: str) -> frozenset[str]:
    return frozenset(w.casefold() for entry in headers if entry.kind == kind for w in entry.words)


def _checked(entry: HeaderWords) -> HeaderWords:
    if entry.offset is not None:
        try:
            dt.time.fromisoformat("00:00" + entry.offset)
        except ValueError as error:
            raise KindsError(
                f"headers.yaml: entry {entry.id!r}: offset {entry.offset!r}; write it as +09:00"
            ) from error
    return entry


def _compile(entry: Furniture) -> re.Pattern[str]:
    try:
        pattern = ("" if entry.effect == "drop" else r"\A") + entry.pattern
        return re.compile(pattern, re.IGNORECASE | re.DOTALL)
    except re.error as error:
        raise KindsError(f"furniture.yaml: entry {entry.id!r}: {error}; mend the pattern") from error
