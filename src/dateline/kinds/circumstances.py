"""The words that carry time and place from one event to another, out of `circumstances.yaml`."""

from __future__ import annotations

import dataclasses
from functools import cache
from pathlib import Path

import msgspec

from dateline.errors import KindsError
from dateline.kinds.files import load


class WordList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One list of lemmas or words in lower case."""

    id: str
    words: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class CircumstanceWords:
    """The lists by name; what each is for stands beside it in `circumstances.yaml`."""

    simultaneous: frozenset[str]
    sooner: frozenset[str]
    afterwards: frozenset[str]
    apart: frozenset[str]
    ends: frozenset[str]
    occasion: frozenset[str]
    means: frozenset[str]
    happen: frozenset[str]
    sequel: frozenset[str]
    within_a_day: frozenset[str]
    later: frozenset[str]
    going_on: frozenset[str]
    counted: frozenset[str]
    called_by_kind: frozenset[str]
    ceremony: frozenset[str]
    by_then: frozenset[str]
    compared: frozenset[str]
    other_times: frozenset[str]
    runs: frozenset[str]
    abreast: frozenset[str]
    doers: frozenset[str]
    counting: frozenset[str]
    outcome: frozenset[str]
    issued: frozenset[str]
    announcing: frozenset[str]
    posts: frozenset[str]
    pass_by: frozenset[str]


@cache
def load_circumstances(user: Path | None = None) -> CircumstanceWords:
    """The shipped lists, and the user's own where `user` has a circumstances.yaml; raises KindsError."""
    lists = {entry.id: frozenset(entry.words) for entry in load("circumstances", WordList, user)}
    known = {field.name for field in dataclasses.fields(CircumstanceWords)}
    if lists.keys() != known:
        wrong = ", ".join(sorted(lists.keys() ^ known))
        raise KindsError(f"circumstances.yaml: lists missing or unknown: {wrong}; keep the ids of the shipped file")
    return CircumstanceWords(**lists)
