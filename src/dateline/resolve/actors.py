"""Mentions → actors: names looked up, surnames and offices tied to earlier names, pronouns to what they stand for.

What cannot be resolved stays as its own words: nothing is guessed, and each actor says why it was so resolved.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Sequence

from dateline.kinds.actors import Kinds
from dateline.kinds.ids import slug
from dateline.kinds.lexicon import Lexicon
from dateline.kinds.parliaments import crowned
from dateline.model.document import Document
from dateline.model.findings import ActorFinding
from dateline.model.reading import Actor
from dateline.resolve.actor_links import ActorLinks
from dateline.resolve.actor_memory import NAMING, Draft
from dateline.resolve.actor_pointers import Pointers
from dateline.resolve.object_pronouns import antecedents

# Sectors of those who fight or speak for a group, and not for the state in which it fights.
_OF_GROUPS = ("MIL", "REB", "UAF", "GOV", "SPY", "COP")
# A chamber's name that so many states have is none of another's ("the Bundesrat"), unless it is plain English.
_PLAIN = frozenset(
    {"congress", "senate", "house", "assembly", "chamber", "parliament", "council", "legislature", "diet"}
)
_FEW = 3
# Words from which on a name with capitals is no description ("the lower house of parliament") and hardly another's.
_LONG = 3
# Bodies that every state may have.
_BODIES = ("LEG", "JUD")
# What the head of a state signs for it.
_PAPERS = frozenset({"instrument", "ratification", "law", "decree", "ordinance", "order"})
_JUNIOR = (" Jr.", " Jr", " II", " III")


def resolve_actors(
    findings: Sequence[ActorFinding], document: Document, kinds: Kinds, lexicon: Lexicon, *, home: str | None = None
) -> ActorLinks:
    """Each finding's actor ids, and the actors themselves by first mention; `home`: where the report was filed."""
    findings = _settled(findings, document, home)
    resolver = _Resolver(document, kinds, lexicon, findings)
    resolver.home = home
    for finding in findings:
        resolver.resolve(finding)
    return resolver.links()


def _of_its_own(name: str) -> bool:
    """Whether a chamber's name is one that hardly two states would give."""
    told = name.split()
    return len(told) >= _LONG and all(w[:1].isupper() or w in ("of", "the", "and") for w in told)


def _of_two_states(f: ActorFinding) -> bool:
    """ "Dominican", "Congo": a name that several states bear."""
    return f.form != "pair" and len(f.ids) > 1 and all(len(i) == 3 for i in f.ids)


def _settled(findings: Sequence[ActorFinding], document: Document, home: str | None) -> list[ActorFinding]:
    """Names that two states bear ("Dominican") given to the one where the report was filed, or that it names."""
    sure = {f.country for f in findings if f.country and len(f.ids) == 1}
    chosen: dict[int, str] = {}
    for f in findings:
        if _of_two_states(f):
            named = [home] if home in f.ids else [i for i in f.ids if i in sure]
            if len(named) == 1 and named[0] is not None:
                chosen[f.head] = named[0]
    out = []
    for f in findings:
        own = [chosen[c.i] for c in document.syntax[f.head].lefts if c.i in chosen]
        if f.head in chosen:
            f = dataclasses.replace(f, ids=(chosen[f.head],), country=chosen[f.head])
        elif own and f.form == "role" and not f.country:
            f = dataclasses.replace(f, country=own[0])
        out.append(f)
    return out


class _Resolver(Pointers):
    """Walks the mentions in text order and keeps what a reader would keep in mind."""

    def __init__(self, document: Document, kinds: Kinds, lexicon: Lexicon, findings: Sequence[ActorFinding]) -> None:
        self.doc = document.syntax
        self.text = document.text
        self.quotations = document.quotations
        self.day: dt.date | None = document.report.day
        self.kinds = kinds
        self.lexicon = lexicon
        self.home: str | None = None
        self.drafts: dict[str, Draft] = {}
        self.by_head: dict[int, tuple[str, ...]] = {}
        self.paired: set[int] = set()
        self.acting: set[str] = set()
        self.findings = {f.head: f for f in findings}
        self.walked: list[tuple[ActorFinding, tuple[str, ...]]] = []
        opening = self.doc[: min(len(self.doc), 80)]
        self.lead = tuple(dict.fromkeys(f.country for f in findings if f.country and f.head < len(opening)))
        # States named outright anywhere in the report: what "the North" or "the kingdom" can stand for.
        self.states = Counter(f.country for f in findings if f.country and f.form in NAMING and not _of_two_states(f))

    def resolve(self, f: ActorFinding) -> None:
        """Resolve one finding and remember it."""
        ids = {
            "person": self._person, "role": self._role, "pronoun": self._pronoun, "pair": self._pair,
            "own-country": self._own_country, "organisation": self._organisation, "contextual": self._contextual,
            "description": self._contextual,
        }.get(f.form, self._known)(f)  # fmt: skip
        if not ids:
            return
        for actor_id in ids:
            self.drafts[actor_id].mentions.append(f.span)
        self.by_head[f.head] = ids
        if f.form == "pair" and not f.ids:
            self.paired.add(f.head)
        if f.form != "place":
            self.acting.update(ids)
        self.walked.append((f, ids))

    def links(self) -> ActorLinks:
        """All that was resolved."""
        actors = tuple(
            Actor(
                i, d.name, d.kind, d.country, d.sector, d.office, d.member_of, tuple(sorted(set(d.mentions))), d.reason
            )
            for i, d in self.drafts.items()
        )
        organs = {i: d.organ for i, d in self.drafts.items() if d.organ is not None}
        ordered = tuple(sorted(actors, key=lambda a: (a.mentions[0], a.id)))
        return ActorLinks(ordered, self.by_head, frozenset(self.paired), organs, frozenset(self.drafts) - self.acting)

    # --- one form each

    def _known(self, f: ActorFinding) -> tuple[str, ...]:
        ids = f.ids
        if len(ids) > 1:
            seen = [i for i in ids if i in self.drafts or i.partition(".")[0] in self.states]
            if not seen and all(len(i) == 3 for i in ids):
                # "Congo", of which nothing else is told: the one that is listed first.
                seen = list(ids[:1])
            if len(seen) != 1:
                return ()
            ids = tuple(seen)
        known = (self.kinds.actor(i) for i in ids[:1])
        return tuple(self._draft(a, self.kinds.why(a, f.span.of(self.text), f.form)) for a in known if a is not None)

    def _contextual(self, f: ActorFinding) -> tuple[str, ...]:
        """ "The North" is Korea's where Korea is spoken of; a description needs its state named in the report."""
        if self._ours(f) and f.organ and self.home is None:
            return (self._unnamed(f.span.of(self.text), dataclasses.replace(f, country=None)),)
        seat = self.home if self._ours(f) else self._seat(f)
        ruled = self._state_of_bodies(f, whole_report=True) if seat is None else None
        if ruled and (f"{ruled}.LEG" in f.ids or f.organ == "court"):
            # "Ecuador's legislature blessed the deal with Russia, the Constitutional Court having cleared it."
            seat = ruled
        fits = [i for i in f.ids if i.partition(".")[0] == seat] if seat else []
        few = len(f.ids) <= _FEW and any(i.partition(".")[0] in self.states for i in f.ids)
        few = few and f.organ != "court" and not _PLAIN & set(f.span.of(self.text).lower().split())
        bodies = {i.partition(".")[2] for i in f.ids}
        body = bodies.pop() if len(bodies) == 1 else ""
        if seat and not fits and not few and f.organ and body in _BODIES and self.kinds.actor(f"{seat}.{body}"):
            # "The Chamber of Deputies", "the Constitutional Court" of a state whose own are not listed.
            fits = [f"{seat}.{body}"]
        fits = fits or [i for i in f.ids if (s := i.partition(".")[0]) in self.states and not self._in_passing(s)]
        if len(fits) > 1:
            best = self.states.most_common()
            rank = {c: n for n, (c, _) in enumerate(best)}
            fits.sort(key=lambda i: rank[i.partition(".")[0]])
            if (
                f.form == "description"
                and self.states[fits[0].partition(".")[0]] == self.states[fits[1].partition(".")[0]]
            ):
                return ()
        if not fits and f.form == "contextual":
            # North Korea is "the North" also in a report that names only South Korea.
            sisters = {"PRK": "KOR", "KOR": "PRK"}
            fits = [i for i in f.ids if sisters.get(i) in self.states]
        alone = len(f.ids) == 1 and f.ids[0].endswith(".LEG") and _of_its_own(f.span.of(self.text))
        if not fits and seat is None and alone:
            # "The National People's Assembly": of one state alone
            fits = list(f.ids)
        if not fits and f.organ and all(i.endswith(".LEG") for i in f.ids):
            # "The House of Representatives", of a state that the report does not name
            return (self._unnamed(f.span.of(self.text), dataclasses.replace(f, country=None)),)
        return tuple(self._draft_known(i, f, f"{f.form}: its state is named in the report") for i in fits[:1])

    def _person(self, f: ActorFinding) -> tuple[str, ...]:
        words = f.span.of(self.text)
        known = [i for i in f.ids if i.startswith("person:")]
        if f.surname:
            earlier = [i for i, d in self.drafts.items() if d.kind == "person" and f.surname in d.name.split()]
            # The surname alone is the father's where both are spoken of.
            earlier = [i for i in earlier if not self.drafts[i].name.endswith(_JUNIOR)] or ([] if known else earlier)
            if earlier:
                return (self._grow(earlier[-1], f),)
        if not known and (holder := self._holder_called(words, f)):
            return (self._grow(holder, f),)
        if not known and not f.surname:
            # "Mrs Dunn-Hewitt" after "Jean Dunn-Hewitt"
            earlier = [i for i, d in self.drafts.items() if d.kind == "person" and d.name.endswith(f" {words}")]
            if earlier:
                return (self._grow(earlier[-1], f),)
        if len(known) > 1:
            here = [
                i
                for i in known
                if (a := self.kinds.actor(i)) and a.country in ({f.country} if f.country else self.states)
            ]
            serving = [i for i in here if self.kinds.offices_of(i, self.day)] if len(here) > 1 else here
            known = serving if len(serving) == 1 else []
        if len(known) == 1:
            actor = self.kinds.actor(known[0])
            # Surnames that are common, or words, are not listed to stand alone (persons.yaml): these may.
            if actor and (not f.country or f.country == actor.country):
                self._draft_known(known[0], f, "name in the knowledge base")
                return (self._grow(known[0], f),)
        ident = f"person:{slug(words)}"
        if ident not in self.drafts:
            self.drafts[ident] = Draft(words, "person", surname=words.split()[-1], reason="named in the report")
        return (self._grow(ident, f),)

    def _holder_called(self, words: str, f: ActorFinding) -> str | None:
        """ "President Voronin", of a report on Moldova: who held the office in a state that it names, by that name."""
        title, _, surname = words.rpartition(" ")
        if not title or self.kinds.role(title) is None:
            return None
        states = [f.country] if f.country else sorted(c for c in self.states if c)
        held = (self.kinds.holder(c, title, self.day) for c in states)
        found = {h.id for h in held if h is not None and h.name.split()[-1] == surname}
        return self._draft_known(found.pop(), f, "held the office by that name") if len(found) == 1 else None

    def _grow(self, ident: str, f: ActorFinding) -> str:
        """Add what this mention tells of a person: office, country, sector."""
        draft = self.drafts[ident]
        draft.country = draft.country or f.country or self._served(f)
        draft.sector = f.sector or draft.sector
        draft.office = draft.office or f.office
        draft.organ = f.organ or draft.organ
        draft.surname = draft.surname or f.span.of(self.text).split()[-1]
        return ident

    def _served(self, f: ActorFinding) -> str | None:
        """ "LIMA - Foreign Minister Ana Ruiz signed": in a report on the state where it was filed, one of its own.

        "King Letsie assented": of the one realm that the report tells of.
        """
        if f.organ == "head_of_state" and f.office and crowned(f.office, self.day):
            return self._realm(f.office, f)
        of = any(p.lower_ in ("of", "for", "from") and p.dep_ == "prep" for p in self.doc[f.head].rights)
        papers = [c for c in self.doc[f.head].head.children if c.dep_ == "dobj" and c.lemma_ in _PAPERS]
        if whose := {g.country for p in papers for c in p.lefts if (g := self.findings.get(c.i)) and g.country}:
            # "STOCKHOLM - President Garcia had signed the Philippine instrument"
            return whose.pop() if len(whose) == 1 else None
        serves = f.organ in ("head_of_state", "government") and f.office is not None and not of
        return self.home if serves and self._at_home() else None

    def _at_home(self) -> bool:
        """Whether the report is on the state where it was filed, or names no two."""
        return self.home in self.states or len(self.states) < 2

    def _role(self, f: ActorFinding) -> tuple[str, ...]:
        if called := self._called_behind(f):
            return called
        ids = self._role_of(f)
        for other in f.others:
            actor = self.kinds.actor(other)
            country = actor.country if actor else None
            ids += self._role_of(dataclasses.replace(f, owner=other, country=country))
        return tuple(dict.fromkeys(ids))

    def _called_behind(self, f: ActorFinding) -> tuple[str, ...]:
        """ "The South American bloc Mercosur", "the alliance NATO": the organisation whose name stands right behind."""
        after = next((c for c in self.doc[f.head].rights if c.dep_ == "appos" and c.i == f.head + 1), None)
        named = self.findings.get(after.i) if after is not None else None
        if named is None or not named.ids or not named.ids[0].startswith("IGO:"):
            return ()
        return (self._draft_known(named.ids[0], f, "the organisation named behind"),)

    def _role_of(self, f: ActorFinding) -> tuple[str, ...]:
        words = f.span.of(self.text)
        role = next((r for r in self.kinds.roles if f.ids and f"role:{r.id}" == f.ids[0]), None)
        country = f.country
        if f.owner and not country:
            return (self._draft_known(f.owner, f, "an office or part of it"),) if self.kinds.actor(f.owner) else ()
        owner = self.kinds.actor(f.owner) if f.owner else None
        if f.owner and owner is not None and owner.kind == "armed_group" and f.sector in _OF_GROUPS:
            # "Boko Haram fighters", "the Houthi leader"
            return (self._draft_known(f.owner, f, "its members"),)
        if country is None and not f.owner:
            # "its soldiers"
            held = [c.i for c in self.doc[f.head].lefts if c.dep_ == "poss" and c.i in self.by_head]
            sides = {self.drafts[i].country for h in held for i in self.by_head[h]}
            told = sorted(c for c in sides if c)
            if len(told) > 1 and f.plural:
                # "A pact that their ministers signed", of two states.
                return tuple(i for c in told for i in self._role_of(dataclasses.replace(f, owner=c, country=c)))
            country = told[0] if len(sides) == len(told) == 1 else None
        if country is None and not f.owner and (theirs := self.countries_at(antecedents(self.doc[f.head]))):
            # "Malaysia and Singapore, whose leaders met"
            return tuple(i for c in theirs for i in self._role_of(dataclasses.replace(f, owner=c, country=c)))
        if country is None and not f.owner and (whose := self._of_both(f)):
            self.paired.add(f.head)
            return whose
        if country is None and role is not None and role.organ and not f.owner and self._ours(f):
            if self.home is None:
                return (self._unnamed(words, f),)
            country = self.home
        if country is None and role is not None and role.sector == "MED" and "state" in words.lower():
            country = self._acting_state(f)
        if country is None and role is not None and role.organ == "government" and not (role.person or f.plural):
            # "In Canberra the government tabled it", "the government there"
            country = next(iter(self._on_stage(f) or self._there(f)), None)
            here = self.doc[f.head].i + 1 < len(self.doc) and self.doc[f.head].nbor(1).lower_ == "here"
            country = country or (self.home if here else None) or self._of_cabinet(f)
            if country is None and role.id in ("government", "presidency") and self._definite(f) and not f.owner:
                # "SANTIAGO - The outgoing government signed"
                country = self._state_of_bodies(f) or (self.home if self._at_home() else None)
        if country is None and role is not None and role.id == "monarch" and not (f.owner or f.plural):
            country = self._realm(words, f)
            if country is None:
                return (self._holder_in_report(f) or self._unnamed(words, f),)
        if country is None and role is not None and role.person and not f.owner and role.organ is not None:
            # "In Tashkent the president signed the law", "Poland gave notice after the president had signed the law"
            country = next(iter(self._on_stage(f) or (self._introduced(f) if not f.plural else [])), None)
        if country is None and role is not None and role.person and not f.plural and self._definite(f):
            named = self._holder_in_report(f)
            if named:
                return (named,)
            bare = not any(p.dep_ == "prep" and p.lower_ == "of" for p in self.doc[f.head].rights)
            if role.organ in ("head_of_state", "government") and bare:
                # "Its ambassador": of whom "its" stands for.
                pronoun = any(c.dep_ == "poss" and c.pos_ == "PRON" for c in self.doc[f.head].lefts)
                homely = not pronoun and (role.organ == "head_of_state" or self.home in self.states)
                country = self._state_of_bodies(f) or (self.home if homely else None)
        if country is None and role is not None and role.sector == "LEG":
            country = self._seat(f) or self._state_of_bodies(f, whole_report=True)
        if country is not None and role is not None:
            if role.person and not f.plural and (role.office or role.organ):
                holder = self.kinds.holder(country, role.office or words, self.day)
                if holder is not None and role.organ in ("head_of_state", "government"):
                    ident = self._draft_known(holder.id, f, f"held the office on {self.day}")
                    self.drafts[ident].office = self.drafts[ident].office or f.office
                    return (ident,)
            actor = self.kinds.actor(f"{country}.{role.sector}")
            if actor is not None:
                return (self._draft(actor, f"{role.sector} of {country}"),)
        if country is None and (group := self._of_group(f) or self._the_group(f, role)):
            return group
        if role is not None and role.id == "the-group":
            return ()
        unspecific = words.casefold().split()[-1] in ("state", "states", "force", "forces")
        if country is None and role is not None and (role.kind in ("state", "people") or unspecific):
            return ()
        return (self._unnamed(words, f),)

    def _of_group(self, f: ActorFinding) -> tuple[str, ...]:
        """ "The leader of the MFDC's armed wing" acts for the group."""
        preps = [p for p in self.doc[f.head].rights if p.dep_ == "prep" and p.lower_ in ("of", "from", "for")]
        named = (self.findings[t.i] for p in preps for t in p.subtree if t.i in self.findings)
        fighting = (g for g in named if g.form == "organisation" and (g.sector == "REB" or self._fights(g)))
        group = next(fighting, None)
        return self._organisation(group) if group is not None else ()
