"""The words that may name an actor, and finding them in a text."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import ahocorasick_rs

from dateline.model.vocabulary import Organ

Form = Literal["name", "adjective", "people", "capital", "seat", "contextual", "description", "surname", "collective"]
_ARTICLE = re.compile(r"\b[Tt]he (?:[a-z][\w-]* ){0,2}$")
_NEXT_NAME = re.compile(r"[ -](?:[A-Z]|of (?:the )?[A-Z])")


@dataclasses.dataclass(frozen=True, slots=True)
class Surface:
    """Words that may name `actor_id`; `form` says how.

    `name`, `adjective` ("Russian"), `people` ("Russians"), `capital`, `seat` ("Kremlin"), `contextual` (fits several
    actors or needs the report to name the actor: "North", "Senate"), `description` ("reclusive state"), `surname`,
    `collective` ("Western nations"). Articles are never part of it. `body` is the key of a named body, with its
    `organ`; `ambiguous` where the words often mean something else ("Georgia"); `articled` where they count only
    after "the" and not before a further name ("the North", not "North Sea").
    """

    text: str
    actor_id: str
    form: Form
    country: str | None = None
    organ: Organ | None = None
    body: str | None = None
    ambiguous: bool = False
    articled: bool = False


def spellings(text: str) -> Iterator[str]:
    """`text` and the ways that it is also printed: with a typographic apostrophe, without accents."""
    forms = {text: None}
    if not text.isascii():
        forms["".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))] = None
    if "'" in text:
        forms |= {form.replace("'", "’"): None for form in forms}
    yield from forms


class Matcher:
    """Finds surfaces in a text: case-sensitive, whole words, the longest from the left."""

    __slots__ = ("_automaton", "_found", "_patterns")

    def __init__(self, surfaces: Iterable[Surface], lookalikes: Iterable[str]) -> None:
        """`lookalikes` take their words out of the match ("New Mexico" is not Mexico), save those that are surfaces."""
        found: defaultdict[str, dict[Surface, None]] = defaultdict(dict)
        for surface in surfaces:
            found[surface.text][surface] = None
        for name in lookalikes:
            found.setdefault(name, {})
        self._found: Mapping[str, tuple[Surface, ...]] = {text: tuple(kept) for text, kept in found.items()}
        self._patterns = tuple(self._found)
        self._automaton = ahocorasick_rs.AhoCorasick(list(self._patterns))

    def match(self, text: str) -> list[tuple[int, int, tuple[Surface, ...]]]:
        """All matches as (start, end, what the words may name), in order, not overlapping."""
        hits = self._automaton.find_matches_as_indexes(text, overlapping=True)
        whole = [(start, end, index) for index, start, end in hits if _whole(text, start, end)]
        whole.sort(key=lambda hit: (hit[0], -hit[1]))
        out = []
        free = 0
        for start, end, index in whole:
            if start < free:
                continue
            named = self._found[self._patterns[index]]
            kept = tuple(s for s in named if not s.articled or _articled(text, start, end))
            if named and not kept:
                continue
            free = end
            if kept:
                out.append((start, end, kept))
        return out


def _whole(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or before == "_" or after.isalnum() or after == "_")


def _articled(text: str, start: int, end: int) -> bool:
    return bool(_ARTICLE.search(text, max(0, start - 60), start)) and not _NEXT_NAME.match(text, end)
