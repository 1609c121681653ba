"""Who acts on the international scene: states, organisations, bodies, groups, persons, and the nouns that name them.

`Kinds.load()` reads the YAML lists beside this file once; nothing in it can be changed afterwards.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from dateline.kinds import entries as e
from dateline.kinds.armed_names import ArmedNames
from dateline.kinds.dissolved import Dissolved
from dateline.kinds.lists import Lists
from dateline.kinds.surface_lists import all_spellings, surfaces_of
from dateline.kinds.surfaces import Form, Matcher, Surface
from dateline.kinds.terms import covers
from dateline.model.vocabulary import ActorKind, Organ

__all__ = ["Form", "Kinds", "KnownActor", "Office", "Role", "Surface"]


@dataclasses.dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor of the knowledge base; `member_of` are the organisations that it belongs to by the latest list.

    `office` is set only for a person with one known office; ask `Kinds.offices_of` for a day.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    organ: Organ | None = None
    office: str | None = None
    member_of: tuple[str, ...] = ()
    gender: str | None = None
    family_name: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Office:
    """One term of one person: `of` is the state or organisation; days as in persons.yaml."""

    person: str
    title: str
    of: str | None
    organ: Organ | None
    sector: str
    since: str | None
    until: str | None
    as_of: str | None

    def held_on(self, day: dt.date) -> bool | None:
        """Whether the term covers `day`; None where the known dates do not tell."""
        return covers(day, self.since, self.until, self.as_of)


@dataclasses.dataclass(frozen=True, slots=True)
class Role:
    """A noun that makes an actor together with a state.

    `title`: it can stand before a name ("Foreign Minister X"). `person`: it names one human. `office`: the office
    that it is another word for ("premier" → "prime minister"), as `Kinds.holder` takes it.
    """

    id: str
    lemmas: tuple[str, ...]
    sector: str
    kind: ActorKind
    organ: Organ | None = None
    title: bool = False
    person: bool = False
    office: str | None = None


@dataclasses.dataclass(frozen=True, eq=False)
class Kinds:
    """The actor knowledge, read once and never changed."""

    actors: Mapping[str, KnownActor]
    surfaces: tuple[Surface, ...]
    roles: tuple[Role, ...]
    collectives: tuple[e.CollectiveEntry, ...]
    bodies: Mapping[str, e.BodyEntry]
    armed_names: ArmedNames
    _sectors: Mapping[str, e.SectorEntry]
    _codes: Mapping[str, str]
    _roles: Mapping[str, Role]
    _offices: tuple[Office, ...]
    _by_person: Mapping[str, tuple[Office, ...]]
    _by_post: Mapping[tuple[str, str], tuple[Office, ...]]
    _members: Mapping[str, tuple[e.Membership, ...]]
    dissolved: Dissolved
    _capitals: Mapping[str, str]
    _adjectives: Mapping[str, str]
    _former: Mapping[str, e.FormerName]
    _matcher: Matcher

    @classmethod
    def load(cls, user: Path | None = None) -> Kinds:
        """Read the shipped lists, then those in the folder `user`; raises KindsError that names file and entry."""
        return _build(user)

    @property
    def states(self) -> tuple[KnownActor, ...]:
        """All states and territories, by id."""
        return tuple(a for a in self.actors.values() if a.kind == "state")

    def actor(self, actor_id: str) -> KnownActor | None:
        """The actor with this id; a sector of a known state ("PRK.LEG") always exists."""
        known = self.actors.get(actor_id)
        if known is not None:
            return known
        country, _, sector = actor_id.partition(".")
        state, entry = self.actors.get(country), self._sectors.get(sector)
        if state is None or entry is None:
            return None
        name = f"{self._adjectives.get(country, state.name)} {entry.label}"
        return KnownActor(actor_id, name, entry.kind, country, sector)

    def why(self, actor: KnownActor, words: str, form: str) -> str:
        """Why `words` mean an actor: they are known, or a name that it has given up."""
        former = self._former.get(words.removeprefix("the "))
        if former is None or former.state != actor.id:
            return f"{form} in the knowledge base"
        return f"“{former.name}” was the name of {actor.name} until {former.until}"

    def match(self, text: str) -> list[tuple[int, int, tuple[Surface, ...]]]:
        """Where `text` holds surfaces: (start, end, what the words may name); whole words, longest from the left."""
        return self._matcher.match(text)

    def role(self, lemma_or_phrase: str) -> Role | None:
        """The role that a noun or phrase stands for, in singular or plural, in any case."""
        return self._roles.get(lemma_or_phrase.casefold())

    def holder(self, country: str, office_title: str, day: dt.date | None) -> KnownActor | None:
        """Who held an office of a state or organisation on `day`, None where that is unknown or ambiguous.

        Without a day there is an answer only if a single person is known ever to have held it. A title that many bear
        at once ("spokesman", a role without `office`) has no holder.
        """
        role = self.role(office_title)
        if role is not None and role.office is None:
            return None
        offices = self._by_post.get((country, self._post(office_title)), ())
        held = offices if day is None else tuple(o for o in offices if o.held_on(day))
        persons = {o.person for o in held}
        return self.actors[persons.pop()] if len(persons) == 1 else None

    def offices_of(self, person_id: str, day: dt.date | None) -> tuple[Office, ...]:
        """The offices that a person surely held on `day`; all known ones without a day."""
        offices = self._by_person.get(person_id, ())
        return offices if day is None else tuple(o for o in offices if o.held_on(day))

    def members(self, org_id: str, day: dt.date | None) -> tuple[str, ...]:
        """The states known to be members on `day` (by the latest list without one), sorted."""
        kept: set[str] = set()
        for m in self._members.get(org_id, ()):
            if _belongs(m, day):
                kept.update(m.states)
        return tuple(sorted(kept))

    def capital_of(self, name: str, day: dt.date | None = None) -> str | None:
        """The state whose capital bears this name on `day` (today without one), None for no capital or several."""
        return self.dissolved.seated(name, day) or self._capitals.get(name)

    def own_code(self, actor_id: str) -> str | None:
        """The CAMEO code that the actor's entry gives ("IGOUNO"), None where state and sector make it."""
        return self._codes.get(actor_id)

    def sector_of(self, kind: ActorKind) -> str | None:
        """The sector that a kind of actor stands for by itself ("media" → "MED"), None for states and persons."""
        return next((s.id for s in self._sectors.values() if s.kind == kind), None)

    def code(self, actor_id: str) -> str:
        """The CAMEO code as PLOVER uses it: "RUSLEG", "IGO"; "---" for an actor of no known state or sector.

        It knows no day and no report: `dateline.kinds.codes` has the code of an actor of a Reading.
        """
        if actor_id in self._codes:
            return self._codes[actor_id]
        known = self.actor(actor_id)
        if known is None:
            return "---"
        return f"{known.country or ''}{known.sector or ''}" or "---"

    def _post(self, title: str) -> str:
        role = self.role(title)
        return role.office if role and role.office else title.casefold()


def _belongs(m: e.Membership, day: dt.date | None) -> bool:
    if day is None:
        return m.until is None
    return covers(day, m.since or "0001", m.until or "9999") is True


def _build(user: Path | None) -> Kinds:
    lists = Lists.load(user)
    roles = tuple(
        Role(r.id, r.lemmas, r.sector, r.kind, r.organ, r.title, r.person, r.office) for r in lists.roles
    )  # fmt: skip
    by_noun = _by_noun(lists.roles, {r.id: r for r in roles})
    offices = tuple(_offices(lists.persons))
    by_person: defaultdict[str, list[Office]] = defaultdict(list)
    by_post: defaultdict[tuple[str, str], list[Office]] = defaultdict(list)
    for office in offices:
        by_person[office.person].append(office)
        role = by_noun.get(office.title.casefold())
        post = role.office if role and role.office else office.title.casefold()
        by_post[office.of or "", post].append(office)
    actors = {a.id: a for a in _actors(lists)}
    lists.check(actors, user)
    surfaces = tuple(dict.fromkeys(surfaces_of(lists)))
    return Kinds(
        actors=MappingProxyType(actors),
        surfaces=surfaces,
        roles=roles,
        collectives=lists.collectives,
        bodies=MappingProxyType({b.id: b for b in lists.bodies}),
        armed_names=lists.armed_names,
        _sectors=MappingProxyType({s.id: s for s in lists.sectors}),
        _codes=MappingProxyType(lists.codes()),
        _roles=MappingProxyType(by_noun),
        _offices=offices,
        _by_person=MappingProxyType({k: tuple(v) for k, v in by_person.items()}),
        _by_post=MappingProxyType({k: tuple(v) for k, v in by_post.items()}),
        _members=MappingProxyType({o.id: o.members for o in lists.organisations}),
        dissolved=Dissolved.of(lists.dissolved),
        _capitals=MappingProxyType(_capitals(lists.states)),
        _adjectives=MappingProxyType(_adjectives(lists)),
        _former=MappingProxyType({n: f for f in lists.former_names for n in (f.name, *f.aliases)}),
        _matcher=Matcher(surfaces, (n for entry in lists.lookalikes for n in entry.names)),
    )


def _actors(lists: Lists) -> Iterator[KnownActor]:
    orgs: defaultdict[str, list[str]] = defaultdict(list)
    for o in lists.organisations:
        for m in o.members:
            for state in m.states if m.until is None else ():
                orgs[state].append(o.id)
    for s in sorted(lists.states, key=lambda s: s.id):
        yield KnownActor(s.id, s.name, "state", s.id, None, member_of=tuple(sorted(orgs[s.id])))
    for d in lists.dissolved:
        yield KnownActor(d.id, d.name, "state", d.id, None)
    for o in lists.organisations:
        yield KnownActor(o.id, o.name, o.kind, None, o.sector, member_of=(o.part_of,) if o.part_of else ())
    for b in lists.bodies:
        if "." not in b.actor:
            yield KnownActor(b.actor, b.name, b.kind or "unnamed", b.country, b.sector, b.organ)
    for g in lists.groups:
        yield KnownActor(g.id, g.name, g.kind, g.country, g.sector)
    for p in lists.persons:
        titles = {o.title for o in p.offices}
        sectors = {o.sector for o in p.offices}
        yield KnownActor(
            p.id,
            p.name,
            "person",
            p.country,
            p.sector or (sectors.pop() if len(sectors) == 1 else None),
            p.offices[0].organ if len(titles) == 1 else None,
            titles.pop() if len(titles) == 1 else None,
            gender=p.gender,
            family_name=p.family_name,
        )
    for c in lists.collectives:
        yield KnownActor(c.id, c.name, "unnamed", None, c.sector)


def _offices(persons: Iterable[e.PersonEntry]) -> Iterator[Office]:
    for p in persons:
        for o in p.offices:
            yield Office(p.id, o.title, o.of or p.country, o.organ, o.sector, o.since, o.until, o.as_of)


def _by_noun(entries: Iterable[e.RoleEntry], roles: Mapping[str, Role]) -> dict[str, Role]:
    out: dict[str, Role] = {}
    for r in entries:
        for noun in (*r.lemmas, *(_plural(n) for n in r.lemmas), *r.plurals):
            out.setdefault(noun.casefold(), roles[r.id])
    return out


def _plural(noun: str) -> str:
    if noun.endswith(("s", "sh", "ch", "x")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun.removesuffix("man") + "men" if noun.endswith("man") else noun + "s"


def _adjectives(lists: Lists) -> dict[str, str]:
    found = {s.id: s.adjectives[0] for s in lists.states if s.adjectives}
    return found | {s.id: s.adjectives[0] for s in lists.dissolved if s.adjectives}


def _capitals(states: Iterable[e.StateEntry]) -> dict[str, str]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for s in states:
        for name in all_spellings(s.capital):
            found[name].add(s.id)
    return {name: ids.pop() for name, ids in found.items() if len(ids) == 1}
