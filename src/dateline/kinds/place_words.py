"""The word lists that tell how a place name is used, out of `place_words.yaml`."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import msgspec

from dateline.errors import KindsError
from dateline.kinds.files import load


class WordList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One list of lemmas in lower case."""

    id: str
    words: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class PlaceWords:
    """The lists by name; what each is for is told by its use in `extract.places`."""

    locative_prepositions: frozenset[str]
    directed_prepositions: frozenset[str]
    vantage_verbs: frozenset[str]
    side_prepositions: frozenset[str]
    motion_verbs: frozenset[str]
    motion_nouns: frozenset[str]
    place_objects: frozenset[str]
    place_nouns: frozenset[str]
    soil_nouns: frozenset[str]
    region_nouns: frozenset[str]
    street_words: frozenset[str]
    agreement_nouns: frozenset[str]
    publication_nouns: frozenset[str]
    team_nouns: frozenset[str]
    seats: frozenset[str]
    directions: frozenset[str]
    plain_words: frozenset[str]

    @classmethod
    def load(cls, user: Path | None = None) -> PlaceWords:
        """The shipped lists, and the user's own where `user` has a place_words.yaml; raises KindsError."""
        lists = {entry.id: frozenset(entry.words) for entry in load("place_words", WordList, user)}
        known = {field.name for field in dataclasses.fields(cls)}
        if lists.keys() != known:
            wrong = ", ".join(sorted(lists.keys() ^ known))
            raise KindsError(f"place_words.yaml: lists missing or unknown: {wrong}; keep the ids of the shipped file")
        return cls(**lists)
