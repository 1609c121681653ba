"""What people type into a search box, as a full-text query that cannot fail; and what comes back."""

from __future__ import annotations

import dataclasses
import re
from typing import NamedTuple

from dateline.store.dialect import HIT_END, HIT_START

# A phrase in (straight or curly) quotation marks, or a run without blanks.
_PART = re.compile(r'["“”]([^"“”]*)["“”]|([^\s"“”]+)')


class SnippetPart(NamedTuple):
    """A piece of a snippet; `hit` says whether it is one of the words looked for."""

    text: str
    hit: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """A report or an entry that has all words looked for; `kind` is `report` or a kind of entry."""

    kind: str
    id: str
    title: str
    snippet: tuple[SnippetPart, ...]


def query_of(words: str) -> str | None:
    """A full-text query for `words` (all of them, phrases in quotation marks), None where there is nothing to find.

    Each part becomes a quoted string, so that no operator of the query language is left in it.
    """
    parts = [phrase or word for phrase, word in _PART.findall(words.replace("\x00", " "))]
    quoted = [f'"{part}"' for part in parts if any(c.isalnum() for c in part)]
    return " ".join(quoted) or None


def snippet_of(marked: str) -> tuple[SnippetPart, ...]:
    """The pieces of a snippet as the index marks it."""
    pieces: list[SnippetPart] = []
    hit = False
    for piece in re.split(f"([{HIT_START}{HIT_END}])", marked):
        if piece in (HIT_START, HIT_END):
            hit = piece == HIT_START
        elif piece:
            pieces.append(SnippetPart(piece, hit))
    return tuple(pieces)
