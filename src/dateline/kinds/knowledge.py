"""All knowledge that the rooms use, loaded once and handed in."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from dateline.kinds.actors import Kinds
from dateline.kinds.cues import Cues, load_cues
from dateline.kinds.gazetteer import Gazetteer
from dateline.kinds.lexicon import Lexicon
from dateline.kinds.modality import Modality


@dataclasses.dataclass(frozen=True, slots=True)
class Knowledge:
    """Actors, the gazetteer, cue words, the event lexicon and the words that govern factuality."""

    kinds: Kinds
    gazetteer: Gazetteer
    cues: Cues
    lexicon: Lexicon
    modality: Modality

    @classmethod
    def load(cls, user: Path | None = None, gazetteer: Path | None = None) -> Knowledge:
        """Read the shipped files and those of `user`; raises KindsError that names file and entry."""
        return cls(Kinds.load(user), Gazetteer.open(gazetteer), load_cues(user), Lexicon(user), Modality(user))
