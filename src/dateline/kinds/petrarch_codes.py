"""What the codes of actor dictionaries mean here: a state of states.yaml and a sector of sectors.yaml."""

from __future__ import annotations

import dataclasses
from typing import Literal

import msgspec

from dateline.kinds.actors import Kinds
from dateline.kinds.entries import SectorEntry
from dateline.kinds.files import load


class CameoLetters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Three letters of CAMEO: what they stand for here, and what a person of the sector is called."""

    id: str
    role: Literal["state", "world", "sector", "region"]
    means: str | None = None
    office: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Meaning:
    """What a code tells: state, sector, and the code itself where these two do not say it whole."""

    country: str | None
    sector: str | None
    own: str | None = None


class CameoCodes:
    """Reads codes by the lists of states and sectors and by cameo.yaml."""

    def __init__(self, kinds: Kinds) -> None:
        """Load cameo.yaml and the sectors."""
        self.letters = {c.id: c for c in load("cameo", CameoLetters)}
        self.sectors = {s.id: s for s in load("sectors", SectorEntry)}
        self._states = {s.id for s in kinds.states}

    def read(self, code: str) -> Meaning | str:
        """The meaning of a code, or why it has none here."""
        if len(code) % 3:
            return f"{code} is not made of groups of three letters"
        head, rest = code[:3], [code[i : i + 3] for i in range(3, len(code), 3)]
        known = self.letters.get(head)
        sector = next((s for part in rest if (s := self.sector(part))), None)
        if head in self._states or (known is not None and known.role == "state"):
            country = head if known is None or known.role != "state" else known.means
            if rest and sector is None:
                return f"{code} names no sector that is known"
            return self._meaning(country, sector, f"{country}{''.join(rest)}")
        if known is not None and known.role == "region":
            return f"{head} is a region, and no state or sector"
        own = self.sector(head)
        if own is None and (known is None or sector is None):
            return f"{head} is neither a state nor a sector that is known"
        return self._meaning(None, own or sector, code)

    def sector(self, letters: str) -> str | None:
        """The sector that three letters stand for, None where they stand for none."""
        known = self.letters.get(letters)
        if known is not None and known.role in ("sector", "world"):
            return known.means
        return letters if letters in self.sectors else None

    def office(self, sector: str | None) -> str | None:
        """What a person of this sector is called who holds an office of a state or organisation; None for others."""
        known = self.letters.get(sector or "")
        return known.office if known else None

    def _meaning(self, country: str | None, sector: str | None, code: str) -> Meaning:
        return Meaning(country, sector, None if code == f"{country or ''}{sector or ''}" else code)
