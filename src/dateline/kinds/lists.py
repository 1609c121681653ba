"""The lists of actor knowledge together, and whether they agree with one another."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path

from dateline.errors import KindsError
from dateline.kinds import entries as e
from dateline.kinds.armed_names import ArmedNames
from dateline.kinds.files import load
from dateline.kinds.tables import cell_of


@dataclasses.dataclass(frozen=True, slots=True)
class Lists:
    """The entries of each file that tells of actors, shipped and the user's."""

    sectors: tuple[e.SectorEntry, ...]
    states: tuple[e.StateEntry, ...]
    dissolved: tuple[e.DissolvedState, ...]
    regions: tuple[e.RegionEntry, ...]
    former_names: tuple[e.FormerName, ...]
    organisations: tuple[e.OrganisationEntry, ...]
    bodies: tuple[e.BodyEntry, ...]
    groups: tuple[e.GroupEntry, ...]
    persons: tuple[e.PersonEntry, ...]
    roles: tuple[e.RoleEntry, ...]
    collectives: tuple[e.CollectiveEntry, ...]
    lookalikes: tuple[e.LookalikeEntry, ...]
    armed_names: ArmedNames

    @classmethod
    def load(cls, user: Path | None) -> Lists:
        """Read the shipped lists and those of the folder `user`; raises KindsError that names file and entry."""
        return cls(
            load("sectors", e.SectorEntry, user),
            load("states", e.StateEntry, user),
            load("dissolved_states", e.DissolvedState, user),
            load("regions", e.RegionEntry, user),
            load("former_names", e.FormerName, user),
            load("organisations", e.OrganisationEntry, user),
            load("bodies", e.BodyEntry, user),
            load("groups", e.GroupEntry, user),
            load("persons", e.PersonEntry, user),
            load("roles", e.RoleEntry, user),
            load("collectives", e.CollectiveEntry, user),
            load("lookalikes", e.LookalikeEntry, user),
            ArmedNames.load(user),
        )

    def check(self, actors: Mapping[str, object], user: Path | None) -> None:
        """Raise KindsError where an entry refers to a state, organisation or sector that is not listed."""
        states = {s.id for s in self.states} | {s.id for s in self.dissolved}
        sectors = {s.id for s in self.sectors}
        for file, entry_id, country in self._references():
            if country not in states and country not in actors:
                where = _where(file, entry_id, country, user)
                raise KindsError(f"{where}: {country!r} is not listed; add it to states.yaml first")
        for b in self.bodies:
            head, dot, sector = b.actor.partition(".")
            if dot and (head not in states or sector not in sectors):
                where = _where("bodies", b.id, b.actor, user)
                raise KindsError(f"{where}: {b.actor!r} is no STATE.SECTOR; use ids as in states.yaml")

    def codes(self) -> dict[str, str]:
        """The CAMEO codes that actors have of their own, by actor id."""
        found = {b.actor: b.code for b in self.bodies if b.code and "." not in b.actor}
        found |= {g.id: g.code for g in self.groups if g.code}
        return found | {o.id: o.code for o in self.organisations if o.code}

    def _references(self) -> Iterator[tuple[str, str, str]]:
        for o in self.organisations:
            yield from (("organisations", o.id, state) for m in o.members for state in m.states)
            if o.part_of:
                yield "organisations", o.id, o.part_of
        yield from (("dissolved_states", s.id, s.continued_by) for s in self.dissolved if s.continued_by)
        yield from (("regions", r.id, state) for r in self.regions for state in r.states)
        yield from (("former_names", f.id, f.state) for f in self.former_names)
        yield from (("bodies", b.id, b.country) for b in self.bodies if b.country)
        yield from (("groups", g.id, g.country) for g in self.groups if g.country)
        yield from (("persons", p.id, p.country) for p in self.persons if p.country)
        yield from (("persons", p.id, o.of) for p in self.persons for o in p.offices if o.of)


def _where(file: str, entry_id: str, value: str, user: Path | None) -> str:
    """File and entry; for an entry of a user's table the file, the row and the column."""
    table = user / f"{file}.csv" if user else None
    cell = cell_of(table, entry_id, value) if table else None
    return f"{table}: {cell}" if cell else f"{file}.yaml: entry {entry_id!r}"
