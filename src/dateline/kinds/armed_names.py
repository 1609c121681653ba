"""The words by which armed groups are known that no list has: `armed_names.yaml`."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from dateline.kinds.files import load
from dateline.kinds.place_words import WordList


@dataclasses.dataclass(frozen=True, slots=True)
class ArmedNames:
    """The lists by name; what each is for is told at the top of the file."""

    sure: frozenset[str]
    told: frozenset[str]
    telling: frozenset[str]
    peace: frozenset[str]
    barred: frozenset[str]
    members: frozenset[str]
    anaphors: frozenset[str]

    @classmethod
    def load(cls, user: Path | None) -> ArmedNames:
        """Read the shipped lists and the user's; raises KindsError."""
        return cls(**{entry.id: frozenset(entry.words) for entry in load("armed_names", WordList, user)})
