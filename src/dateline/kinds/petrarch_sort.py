"""Sorting the entries of an actor dictionary into the files of our form."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from dateline.kinds import entries as e
from dateline.kinds.actors import Kinds
from dateline.kinds.gazetteer import Gazetteer
from dateline.kinds.ids import slug
from dateline.kinds.lists import Lists
from dateline.kinds.petrarch import Block, Code, Dictionary, Problem
from dateline.kinds.petrarch_codes import CameoCodes, Meaning
from dateline.kinds.petrarch_names import Names
from dateline.model.vocabulary import Organ

_OF_STATES = frozenset({"GOV", "LEG", "MIL", "JUD", "SPY", "COP"})
_GROUPS = frozenset({"REB", "UAF", "CRM", "PTY", "OPP", "CVL", "REF", "LAB", "REL", "ELI", "HLH"})
# Sectors in which dictionaries mostly list organisations; in the others several words are mostly a person's name.
_ORGANISED = frozenset({"REB", "UAF", "CRM", "PTY", "MED", "BUS", "NGO", "IGO", "LAB"})
_ORGANS: Mapping[str, Organ] = {"LEG": "legislature", "JUD": "court"}
_LONGEST_PERSON = 5

Told = tuple[Code, Meaning]


@dataclasses.dataclass(frozen=True, slots=True)
class _Case:
    """One main entry while it is sorted: its names that are new, and its codes that can be read."""

    block: Block
    names: tuple[str, ...]
    told: tuple[Told, ...]
    source: str
    as_of: str | None

    @property
    def main(self) -> Told:
        """The code that holds without days, else the latest."""
        undated = next((t for t in self.told if not t[0].dated), None)
        return undated or max(self.told, key=lambda t: (t[0].until is None, t[0].since or ""))


class Sorter:
    """Takes dictionaries one after another; `entries` are what came of them."""

    def __init__(self, kinds: Kinds, lists: Lists, codes: CameoCodes, names: Names, gazetteer: Gazetteer) -> None:
        """Remember what is known already."""
        self.kinds, self.codes, self.words, self.gazetteer = kinds, codes, names, gazetteer
        self._listed: dict[str, dict[str, Any]] = {
            "states": {s.id: s for s in lists.states},
            "organisations": {o.id: o for o in lists.organisations},
            "bodies": {b.id: b for b in lists.bodies},
            "groups": {g.id: g for g in lists.groups},
            "persons": {p.id: p for p in lists.persons},
            "roles": {r.id: r for r in lists.roles},
        }
        self._bodies = {s.text.casefold(): s.body for s in kinds.surfaces if s.body}
        self._new: dict[str, dict[str, Any]] = {name: {} for name in self._listed}
        self._taken: dict[str, str] = {}
        self._nouns: dict[str, str] = {}
        self._problems: list[Problem] = []
        self._file = ""

    def entries(self) -> dict[str, Sequence[msgspec.Struct]]:
        """The entries by the name of their file, sorted by id."""
        return {name: [new[i] for i in sorted(new)] for name, new in self._new.items()}

    def take(self, read: Dictionary, as_of: str | None) -> list[Problem]:
        """Sort one dictionary; what could not be taken over is returned."""
        self._file, self._problems = read.file, []
        for block in read.actors:
            self._actor(block, as_of)
        for block in read.agents:
            self._agent(block)
        return self._problems

    # --- actors

    def _actor(self, block: Block, as_of: str | None) -> None:
        told: list[Told] = []
        for code in block.codes:
            meaning = self.codes.read(code.text)
            if isinstance(meaning, str):
                self._problem(code.line, f"{block.name} [{code.text}]", meaning)
            else:
                told.append((code, meaning))
        names = self._fresh(block) if told else []
        if not names:
            return
        known = {i: n for n in names for i in self.words.known(n)}
        new = [n for n in names if not self.words.known(n)]
        case = _Case(block, tuple(new), tuple(told), f"{self._file}:{block.line}", as_of)
        if len(known) > 1:
            self._problem(block.line, block.name, f"its names are those of several known actors: {', '.join(known)}")
        elif known:
            for ident, name in known.items():
                self._known(case, ident, name)
        else:
            self._sort(case)

    def _fresh(self, block: Block) -> list[str]:
        """The names that no earlier entry has and that are not found without an entry."""
        out = []
        for name in block.names:
            if earlier := self._taken.get(name.casefold()):
                self._problem(block.line, name, f"it stands already in {earlier}")
            elif self.words.composed(name):
                self._problem(block.line, name, "a role of a state or organisation, which is found without an entry")
            elif self.kinds.role(name) is not None:
                self._problem(block.line, name, "a common noun for a role, which names nobody alone")
            else:
                self._taken[name.casefold()] = f"{self._file}:{block.line}"
                out.append(name)
        return out

    def _known(self, case: _Case, ident: str, name: str) -> None:
        """Add the new names to an actor that is known already; its own codes and offices stay."""
        actor = self.kinds.actor(ident)
        for code, meaning in case.told:
            same = actor is not None and (actor.country, actor.sector) == (meaning.country, meaning.sector)
            if not same or code.dated or (meaning.own and self.kinds.own_code(ident) != meaning.own):
                reason = f"already known as {ident}, which stays as it is"
                self._problem(code.line, f"{case.block.name} [{_written(code)}]", reason)
        file = {"person": "persons", "group": "groups", "IGO": "organisations"}.get(ident.partition(":")[0], "bodies")
        file = "states" if ident in self._listed["states"] else file
        key = self._bodies.get(name.casefold(), "") if file == "bodies" else ident
        entry = self._new[file].get(key) or self._listed[file].get(key)
        if entry is None:
            for lost in case.names:
                self._problem(case.block.line, lost, f"{ident} has no entry to which it could be added")
        elif case.names:
            more = self._printed(case.names, acronym=file != "persons")
            self._new[file][key] = msgspec.structs.replace(entry, aliases=tuple(dict.fromkeys((*entry.aliases, *more))))

    def _sort(self, case: _Case) -> None:
        sectors = {m.sector for _, m in case.told} - {None}
        code, meaning = case.main
        if self._is_person(case, sectors):
            self._person(case)
        elif meaning.sector is None:
            self._state(case)
        else:
            self._undated(case)
            if meaning.sector == "IGO" and meaning.country is None:
                self._organisation(case, meaning)
            elif meaning.sector in _OF_STATES:
                self._body(case, code, meaning)
            elif meaning.sector in _GROUPS:
                self._group(case, meaning)
            else:
                self._body(case, code, meaning)

    def _is_person(self, case: _Case, sectors: set[str | None]) -> bool:
        if any(self.words.kind(n) for n in case.names):
            return False
        if any(self.words.given(n) for n in case.names):
            return True
        if not sectors or sectors & _ORGANISED or case.main[1].country is None:
            return False
        dated = any(c.dated for c, _ in case.told)
        return dated or any(1 < len(n.split()) <= _LONGEST_PERSON for n in case.names)

    def _state(self, case: _Case) -> None:
        """A name with the code of a state alone: another name of the state, if it is no place in it."""
        self._undated(case)
        country = case.main[1].country or ""
        names = []
        for name in case.names:
            if self.gazetteer.contains(name):
                self._problem(case.block.line, name, "a place, and places come out of the gazetteer")
            else:
                names.append(name)
        entry = self._new["states"].get(country) or self._listed["states"].get(country)
        if names and entry is not None:
            more = self._printed(names, acronym=True)
            self._new["states"][country] = msgspec.structs.replace(
                entry, aliases=tuple(dict.fromkeys((*entry.aliases, *more)))
            )

    def _organisation(self, case: _Case, meaning: Meaning) -> None:
        name, *aliases = self._printed(case.names, acronym=True)
        ident = self._free("organisations", f"IGO:{slug(name)}", None)
        self._new["organisations"][ident] = e.OrganisationEntry(
            ident, name, tuple(aliases), code=meaning.own, source=case.source
        )

    def _body(self, case: _Case, code: Code, meaning: Meaning) -> None:
        name, *aliases = self._printed(case.names, acronym=True)
        sector = meaning.sector or ""
        of_state = sector in _OF_STATES
        if of_state and meaning.country is None:
            self._problem(
                code.line, f"{case.block.name} [{_written(code)}]", f"a body of sector {sector} needs a state"
            )
            return
        if of_state and meaning.own:
            self._shortened(case, code, f"{meaning.country}{sector}")
        key = self._free("bodies", f"imported-{slug(name)}", meaning.country)
        actor = f"{meaning.country}.{sector}" if of_state else self._free_actor(f"org:{slug(name)}", meaning.country)
        kind = self.codes.sectors[sector].kind
        if kind == "people":
            kind = next((k for n in case.names if (k := self.words.kind(n))), kind)
        self._new["bodies"][key] = e.BodyEntry(
            key, actor, name, tuple(aliases), (), None if of_state else meaning.country,
            None if of_state else sector, None if of_state else kind, _ORGANS.get(sector) if of_state else None,
            None if of_state else meaning.own, case.source,
        )  # fmt: skip

    def _group(self, case: _Case, meaning: Meaning) -> None:
        name, *aliases = self._printed(case.names, acronym=True)
        sector = meaning.sector or ""
        ident = self._free("groups", f"group:{slug(name)}", meaning.country)
        self._new["groups"][ident] = e.GroupEntry(
            ident, name, self.codes.sectors[sector].kind, sector, tuple(aliases), country=meaning.country,
            code=meaning.own, source=case.source,
        )  # fmt: skip

    # --- persons

    def _person(self, case: _Case) -> None:
        whole = [n for n in case.names if len(n.split()) > 1]
        alone = [n for n in case.names if n not in whole]
        name, *aliases = self._printed(whole or alone, acronym=False)
        country = case.main[1].country or next((m.country for _, m in case.told if m.country), None)
        offices, sector = self._terms(case, country)
        ident = self._free("persons", f"person:{slug(name)}", country)
        self._new["persons"][ident] = e.PersonEntry(
            ident, name, country, None, name.split()[-1], tuple(aliases),
            self._printed(alone, acronym=False) if whole else (), offices, sector, case.source,
        )  # fmt: skip

    def _terms(self, case: _Case, country: str | None) -> tuple[tuple[e.OfficeEntry, ...], str | None]:
        """The offices that the dated codes tell, and the sector outside of them."""
        offices = []
        sector: str | None = None
        for code, meaning in sorted(case.told, key=lambda t: t[0].dated):
            of, title = meaning.country, self.codes.office(meaning.sector)
            if meaning.sector == "IGO" and of is None and meaning.own:
                of = next((o for o in self._listed["organisations"] if self.kinds.own_code(o) == meaning.own), None)
            if code.dated and title and of:
                offices.append(
                    e.OfficeEntry(
                        title,
                        _ORGANS.get(meaning.sector or ""),
                        meaning.sector or "GOV",
                        code.since,
                        code.until,
                        None if code.until else case.as_of,
                        None if of == country else of,
                        case.source,
                    )
                )
            elif meaning.country not in (None, country):
                self._problem(code.line, f"{case.block.name} [{_written(code)}]", f"the person belongs to {country}")
                continue
            elif meaning.sector is None:
                continue
            elif sector in (None, meaning.sector):
                sector = meaning.sector
                if code.dated:
                    self._shortened(case, code, f"{sector} whenever no office is known")
            else:
                self._problem(code.line, f"{case.block.name} [{_written(code)}]", f"{sector} is taken instead")
                continue
            if meaning.own and of in (None, meaning.country):
                self._shortened(case, code, f"{meaning.country or ''}{meaning.sector}")
        return tuple(offices), sector

    # --- agents

    def _agent(self, block: Block) -> None:
        code = block.codes[0]
        for other in block.codes[1:]:
            self._problem(other.line, f"{block.name} [{other.text}]", f"only its first code, {code.text}, is taken")
        letters = code.text.replace("~", "")
        parts = [letters[i : i + 3] for i in range(0, len(letters), 3)]
        sector = next((s for part in parts if (s := self.codes.sector(part))), None)
        if sector is None:
            self._problem(code.line, f"{block.name} [{code.text}]", f"{letters} names no sector that is known")
            return
        if letters != sector or code.dated:
            reason = f"taken as {sector} alone, for all days"
            self._problem(code.line, f"{block.name} [{_written(code)}]", reason)
        lemmas = self._new_nouns(block, block.names, sector)
        plurals = self._new_nouns(block, block.plurals, sector)
        if lemmas or plurals:
            ident = self._free("roles", f"imported-{slug((lemmas or plurals)[0])}", None)
            self._new["roles"][ident] = e.RoleEntry(
                ident, lemmas, sector, self.codes.sectors[sector].kind, plurals, _ORGANS.get(sector)
            )

    def _new_nouns(self, block: Block, names: Iterable[str], sector: str) -> tuple[str, ...]:
        out = []
        for noun in dict.fromkeys(n.lower() for n in names):
            role = self.kinds.role(noun)
            known = role.sector if role else self._nouns.get(noun)
            if known is None:
                self._nouns[noun] = sector
                out.append(noun)
            elif known != sector:
                self._problem(block.line, noun, f"already a noun of {known}, not {sector}")
        return tuple(out)

    # --- small things

    def _undated(self, case: _Case) -> None:
        """Only persons hold codes for a time; the main code counts for all days, the others are told as lost."""
        for code, _ in case.told:
            if code is case.main[0] and code.dated:
                self._shortened(case, code, f"{code.text} on all days")
            elif code is not case.main[0]:
                reason = f"only {case.main[0].text} is taken"
                self._problem(code.line, f"{case.block.name} [{_written(code)}]", reason)

    def _shortened(self, case: _Case, code: Code, to: str) -> None:
        self._problem(code.line, f"{case.block.name} [{_written(code)}]", f"taken as {to}")

    def _printed(self, names: Sequence[str], *, acronym: bool) -> tuple[str, ...]:
        return tuple(dict.fromkeys(form for n in names for form in self.words.printed(n, acronym=acronym)))

    def _free(self, file: str, ident: str, country: str | None) -> str:
        """`ident`, or with the country or a number behind it where it is taken."""
        taken = {**self._listed[file], **self._new[file]}
        wanted, number = ident, 1
        while wanted in taken:
            wanted = f"{ident}-{country.lower()}" if country and number == 1 else f"{ident}-{number + 1}"
            number += 1
        return wanted

    def _free_actor(self, ident: str, country: str | None) -> str:
        taken = {b.actor for file in (self._listed, self._new) for b in file["bodies"].values()}
        return f"{ident}-{(country or 'other').lower()}" if ident in taken else ident

    def _problem(self, line: int, words: str, reason: str) -> None:
        self._problems.append(Problem(self._file, line, words, reason))


def _written(code: Code) -> str:
    days = f" {code.since or '…'}/{code.until or '…'}" if code.dated else ""
    return f"{code.text}{days}"
