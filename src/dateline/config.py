"""Settings: one frozen dataclass, read once at the door and passed down."""

from __future__ import annotations

import dataclasses
from pathlib import Path


@dataclasses.dataclass(frozen=True, slots=True)
class Config:
    """What a user can set.

    `spacy_model`: name of an installed spaCy English pipeline, None for the one pinned with Dateline.
    `kinds`: a folder of YAML files of the user's own that extend or override the shipped knowledge.
    `gazetteer`: another gazetteer file (SQLite, as `dateline.kinds` builds it).
    `max_chars`: a report longer than this is refused, with a line that says so.
    """

    spacy_model: str | None = None
    kinds: Path | None = None
    gazetteer: Path | None = None
    max_chars: int = 1_000_000
