"""Settings: one frozen dataclass, read once at the door and passed down."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from pathlib import Path

from dateline.errors import UsageError


@dataclasses.dataclass(frozen=True, slots=True)
class Config:
    """What a user can set.

    `spacy_model`: name of an installed spaCy English pipeline, None for the one pinned with Dateline.
    `kinds`: a folder of YAML or CSV files of the user's own that extend or override the shipped knowledge.
    `gazetteer`: another gazetteer file (SQLite, as `dateline.kinds` builds it).
    `max_chars`: a report longer than this is refused, with a line that says so.
    """

    spacy_model: str | None = None
    kinds: Path | None = None
    gazetteer: Path | None = None
    max_chars: int = 1_000_000

    @classmethod
    def from_environment(cls, values: Mapping[str, str] = os.environ) -> Config:
        """The settings in DATELINE_SPACY_MODEL, DATELINE_KINDS and DATELINE_GAZETTEER; raises UsageError for a path
        that is not there.
        """
        return cls(
            spacy_model=values.get("DATELINE_SPACY_MODEL") or None,
            kinds=_existing("DATELINE_KINDS", values),
            gazetteer=_existing("DATELINE_GAZETTEER", values),
        )


def _existing(name: str, values: Mapping[str, str]) -> Path | None:
    path = Path(values[name]).expanduser() if values.get(name) else None
    if path is not None and not path.exists():
        raise UsageError(f"{name}={path}: nothing is there; name an existing path or unset it")
    return path
