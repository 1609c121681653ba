"""States that have ceased to be: whose a capital was on a day, and who goes on in their place."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from dateline.kinds.entries import DissolvedState
from dateline.kinds.surfaces import Surface


@dataclasses.dataclass(frozen=True, slots=True)
class Dissolved:
    """The states that are no more; ask on the day of a report."""

    by_id: Mapping[str, DissolvedState]
    by_seat: Mapping[str, tuple[DissolvedState, ...]]

    @classmethod
    def of(cls, entries: Iterable[DissolvedState]) -> Dissolved:
        """The states of `entries`, those that ended first before others of the same capital."""
        seats: defaultdict[str, list[DissolvedState]] = defaultdict(list)
        ordered = sorted(entries, key=lambda s: (s.until, s.id))
        for state in ordered:
            for name in state.capital:
                seats[name.casefold()].append(state)
        return cls({s.id: s for s in ordered}, {name: tuple(found) for name, found in seats.items()})

    def seated(self, name: str, day: dt.date | None) -> str | None:
        """The state, now dissolved, whose capital bore this name on `day`; None for none."""
        found = self.by_seat.get(name.casefold(), ())
        return next((s.id for s in found if day is not None and day.isoformat() <= s.until), None)

    def meant(self, surface: Surface, day: dt.date | None) -> Surface | None:
        """What words meant on `day`: a capital that state's whose it was, a dissolved state's name who continues it.

        None for what is called after a state that is no more: "a Soviet-era tank" is nobody's.
        """
        if surface.form in ("capital", "seat") and (then := self.seated(surface.text, day)) is not None:
            return dataclasses.replace(surface, actor_id=then, country=then)
        state = self.by_id.get(surface.actor_id)
        if state is None or (day is not None and day.isoformat() <= state.until):
            return surface
        if surface.form in ("adjective", "people"):
            return None
        if state.continued_by is None:
            return surface
        return dataclasses.replace(surface, actor_id=state.continued_by, country=state.continued_by)
