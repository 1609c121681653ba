"""Words that govern whether something happened: `modality.yaml`."""

from __future__ import annotations

from pathlib import Path

import msgspec

from dateline.kinds.files import load


class ModalityClass(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A class of governing words, by lemma."""

    id: str
    lemmas: tuple[str, ...]


class Modality:
    """All classes, loaded once."""

    def __init__(self, user: Path | None = None) -> None:
        """Read the shipped list and the user's; raises KindsError."""
        self._classes = {c.id: frozenset(c.lemmas) for c in load("modality", ModalityClass, user)}

    def lemmas(self, name: str) -> frozenset[str]:
        """The lemmas of one class."""
        return self._classes[name]
