"""All knowledge that the rooms use, loaded once and handed in."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from dateline.kinds.actors import Kinds
from dateline.kinds.circumstances import CircumstanceWords, load_circumstances
from dateline.kinds.cues import Cues, load_cues
from dateline.kinds.gazetteer import Gazetteer
from dateline.kinds.law import Law, law
from dateline.kinds.lexicon import Lexicon
from dateline.kinds.modality import Modality
from dateline.kinds.place_words import PlaceWords
from dateline.kinds.quantities import QuantityKinds, load_quantities
from dateline.kinds.time import TimeWords, load_time


@dataclasses.dataclass(frozen=True, slots=True)
class Knowledge:
    """Actors, gazetteer, cue words, event lexicon, words of factuality, place, time and number, and agreement law."""

    kinds: Kinds
    gazetteer: Gazetteer
    cues: Cues
    lexicon: Lexicon
    modality: Modality
    places: PlaceWords
    time: TimeWords
    circumstances: CircumstanceWords
    quantities: QuantityKinds
    law: Law

    @classmethod
    def load(cls, user: Path | None = None, gazetteer: Path | None = None) -> Knowledge:
        """Read the shipped files and those of `user`; raises KindsError that names file and entry."""
        return cls(
            Kinds.load(user), Gazetteer.open(gazetteer), load_cues(user), Lexicon(user), Modality(user),
            PlaceWords.load(user), load_time(user), load_circumstances(user), load_quantities(user), law(user),
        )  # fmt: skip
