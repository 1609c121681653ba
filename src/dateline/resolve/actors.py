"""Mentions → actors: names looked up, surnames and offices tied to earlier names, pronouns to what they stand for.

What cannot be resolved stays as its own words: nothing is guessed, and each actor says why it was so resolved.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Sequence

from dateline.kinds.actors import Kinds, KnownActor
from dateline.kinds.ids import slug
from dateline.kinds.lexicon import Lexicon
from dateline.model.document import Document
from dateline.model.findings import ActorFinding
from dateline.model.reading import Actor
from dateline.model.vocabulary import Organ
from dateline.resolve.actor_links import ActorLinks
from dateline.resolve.actor_memory import Draft, Memory
from dateline.resolve.object_pronouns import antecedents, blamed, office_above, other_side, own_subjects, owns_topic

# Sectors of those who fight or speak for a group, and not for the state in which it fights.
_OF_GROUPS = ("MIL", "REB", "UAF", "GOV", "SPY", "COP")
_JUNIOR = (" Jr.", " Jr", " II", " III")
_NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}


def resolve_actors(
    findings: Sequence[ActorFinding], document: Document, kinds: Kinds, lexicon: Lexicon, *, home: str | None = None
) -> ActorLinks:
    """Each finding's actor ids, and the actors themselves by first mention; `home`: where the report was filed."""
    resolver = _Resolver(document, kinds, lexicon, findings)
    resolver.home = home
    for finding in findings:
        resolver.resolve(finding)
    return resolver.links()


class _Resolver(Memory):
    """Walks the mentions in text order and keeps what a reader would keep in mind."""

    def __init__(self, document: Document, kinds: Kinds, lexicon: Lexicon, findings: Sequence[ActorFinding]) -> None:
        self.doc = document.syntax
        self.text = document.text
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
        self.states = Counter(
            f.country for f in findings if f.country and f.form in ("name", "adjective", "people", "capital", "place")
        )

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
        if f.form == "pair":
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
            if len(seen) != 1:
                return ()
            ids = tuple(seen)
        known = (self.kinds.actor(i) for i in ids[:1])
        return tuple(self._draft(a, self.kinds.why(a, f.span.of(self.text), f.form)) for a in known if a is not None)

    def _contextual(self, f: ActorFinding) -> tuple[str, ...]:
        """ "The North" is Korea's where Korea is spoken of; a description needs its state named in the report."""
        seat = self._seat(f)
        fits = [i for i in f.ids if i.partition(".")[0] == seat] if seat else []
        if seat and not fits and f.organ and self.kinds.actor(f"{seat}.LEG") and all(i.endswith(".LEG") for i in f.ids):
            # "The Chamber of Deputies" of a state whose chambers are not listed.
            fits = [f"{seat}.LEG"]
        fits = fits or [i for i in f.ids if i.partition(".")[0] in self.states]
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

    def _grow(self, ident: str, f: ActorFinding) -> str:
        """Add what this mention tells of a person: office, country, sector."""
        draft = self.drafts[ident]
        draft.country = draft.country or f.country
        draft.sector = f.sector or draft.sector
        draft.office = draft.office or f.office
        draft.organ = f.organ or draft.organ
        draft.surname = draft.surname or f.span.of(self.text).split()[-1]
        return ident

    def _role(self, f: ActorFinding) -> tuple[str, ...]:
        ids = self._role_of(f)
        for other in f.others:
            actor = self.kinds.actor(other)
            country = actor.country if actor else None
            ids += self._role_of(dataclasses.replace(f, owner=other, country=country))
        return tuple(dict.fromkeys(ids))

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
        if country is None and role is not None and role.sector == "MED" and "state" in words.lower():
            country = self._acting_state(f)
        if country is None and role is not None and role.organ == "government" and not (role.person or f.plural):
            # "In Canberra the government tabled it"
            country = next(iter(self._on_stage(f)), None)
        if country is None and role is not None and role.person and not f.plural and self._definite(f):
            named = self._holder_in_report(f)
            if named:
                return (named,)
            bare = not any(p.dep_ == "prep" and p.lower_ == "of" for p in self.doc[f.head].rights)
            if role.organ in ("head_of_state", "government") and bare:
                country = self._state_of_bodies(f) or (self.home if role.organ == "head_of_state" else None)
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
        group = next((g for g in named if g.form == "organisation" and self._fights(g)), None)
        return self._organisation(group) if group is not None else ()

    def _of_both(self, f: ActorFinding) -> tuple[str, ...]:
        """ "The leaders of the two countries" act for both."""
        preps = [p for p in self.doc[f.head].rights if p.dep_ == "prep" and p.lower_ in ("of", "from")]
        owners = [o for p in preps for o in p.children] + [c for c in self.doc[f.head].lefts if c.dep_ == "poss"]
        for o in owners:
            owner = self.findings.get(o.i)
            if owner is not None and owner.form == "pair":
                return self._pair(owner)
        return ()

    def _unnamed(self, words: str, f: ActorFinding) -> str:
        ident = f"unnamed:{slug(words)}"
        self.drafts.setdefault(ident, Draft(words, "unnamed", f.country, f.sector, reason="not named in the report"))
        return ident

    def _organisation(self, f: ActorFinding) -> tuple[str, ...]:
        words = f.span.of(self.text)
        country = f.country
        kind = self.lexicon.organisation_kind(words)
        if f.sector == "REB" or (kind is None and self._fights(f)):
            kind = "armed_group"
        prefix = "group" if kind == "armed_group" else "org"
        ident = f.ids[0] if f.ids else f"{prefix}:{slug(words)}"
        reason = "named in the report" if kind else "named in the report; its kind is not known"
        self.drafts.setdefault(ident, Draft(words, kind or "unnamed", country, reason=reason))
        return (ident,)

    def _pronoun(self, f: ActorFinding) -> tuple[str, ...]:
        theirs = blamed(self.doc[f.head], self.by_head)
        person = {self.drafts[i].kind == "person" for i in theirs}
        if theirs and person == {f.gender in ("m", "f")}:
            return theirs
        if f.gender in ("m", "f"):
            # "Modi met Trump and thanked him": not Modi.
            own = own_subjects(self.doc[f.head], self.by_head) if self.doc[f.head].dep_ == "dobj" else set()
            return self._back(
                f,
                lambda i: (
                    self.drafts[i].kind == "person"
                    and i not in own
                    and (self.drafts[i].gender or f.gender or "")[:1] == f.gender
                ),
            ) or self.by_head.get(office_above(self.doc[f.head], self.findings), ())
        if f.gender == "p":
            return self._several(f)
        if self.doc[f.head].dep_ in ("dobj", "pobj"):
            return self._other_side(f)
        if self.doc[f.head].dep_ not in ("nsubj", "nsubjpass", "poss"):
            return ()
        return self._back(f, lambda i: self.drafts[i].kind not in ("person", "unnamed", "people"))

    def _other_side(self, f: ActorFinding) -> tuple[str, ...]:
        token = self.doc[f.head]
        if token.head.lemma_.lower() not in self.lexicon.classes["done-to-sides"]:
            return ()
        kinds = {i: d.kind for i, d in self.drafts.items()}
        return other_side(token, (ids for _, ids in self._recent(f, 0)), kinds, self.by_head)

    def _several(self, f: ActorFinding) -> tuple[str, ...]:
        """What "they" stands for: the several subjects of a clause before, else what was last named in the plural."""
        for e, _ in self._recent(f, 1):
            if self.doc[e.head].dep_ in ("nsubj", "nsubjpass"):
                listed = self._together(e)
                if len(set(listed)) > 1:
                    return tuple(dict.fromkeys(listed))
        for earlier, ids in self._recent(f, 1):
            if len(ids) > 1 or earlier.plural or self.drafts[ids[0]].kind in ("armed_group", "people"):
                return ids
        return ()

    def _together(self, f: ActorFinding) -> list[str]:
        """The actors in one list with `f`; the parser may hang the second on the first as an apposition."""
        token = self.doc[f.head]
        apposed = [t for c in token.children if c.dep_ == "appos" for t in (c, *c.conjuncts)]
        return [i for t in (token, *token.conjuncts, *apposed) for i in self.by_head.get(t.i, ())]

    def _back(self, f: ActorFinding, fits: object) -> tuple[str, ...]:
        """The nearest fitting subject of this or the previous sentence, else the nearest fitting mention there."""
        # A quotation may run over sentences before "he" speaks again; "it" looks back no further than one.
        back = 1 if f.gender == "n" else 3
        near = [(e, ids) for e, ids in self._recent(f, back) if len(ids) == 1 and callable(fits) and fits(ids[0])]
        for e, ids in near:
            token = self.doc[e.head]
            # "The Uzbek side had made haste. Its chamber passed it."
            sides = self.lexicon.classes["acting-side"]
            acting = token.head if token.dep_ in ("amod", "compound") and token.head.lemma_ in sides else token
            if acting.dep_ in ("nsubj", "nsubjpass") or owns_topic(token, self.doc[f.head], self.by_head):
                return ids
        return near[0][1] if near and self.drafts[near[0][1][0]].kind == "person" else ()

    def _pair(self, f: ActorFinding) -> tuple[str, ...]:
        """ "Both sides", "the three countries": those just named together, else for two the main ones spoken of."""
        words = f.span.of(self.text).casefold().split()
        number = next((_NUMBERS[w] for w in words if w in _NUMBERS), 2)
        for e, _ in self._recent(f, 3):
            listed = [self._side(i) for i in self._together(e)]
            sides = [s for s in dict.fromkeys(listed) if s]
            if len(sides) == number:
                return tuple(sorted(self._draft_known(s, f, "the sides just named together") for s in sides))
        if number != 2:
            return ()
        return self._main_pair(f)

    def _main_pair(self, f: ActorFinding) -> tuple[str, ...]:
        told = [(e, ids) for e, ids in self._recent(f, 3) if e.form != "place"]
        acting = [i for e, ids in told if not (self._where(self.doc[e.head]) or self._by_the_way(e)) for i in ids]
        spoken = [self._side(i) for i in acting]
        near = [c for c in dict.fromkeys(spoken) if c and not self._mediates(c)]
        if any(p.lower_ == "in" and p.dep_ == "prep" for p in self.doc[f.head].rights):
            # "The two sides in Yemen's war": one country's sides.
            return ()
        # Of the sides just spoken of, the two that the report is most about; else the report's two main states.
        ranked = sorted(near, key=lambda c: (-self._told(c), near.index(c)))
        lead = [c for c in self.lead if c]
        pair = ranked[:2] if len(ranked) >= 2 else lead if len(lead) == 2 else []
        if len(pair) < 2:
            return ()
        return tuple(sorted(self._draft_known(c, f, "one of the two sides spoken of") for c in pair))

    def _by_the_way(self, f: ActorFinding) -> bool:
        """ "Whenever Russian deliveries fail": a thing's origin is no side."""
        token = self.doc[f.head]
        return f.form == "adjective" and token.dep_ in ("amod", "compound") and token.head.i not in self.by_head

    def _own_country(self, f: ActorFinding) -> tuple[str, ...]:
        owner = next((c for c in self.doc[f.head].lefts if c.dep_ == "poss"), None)
        ids = self.by_head.get(owner.i, ()) if owner is not None else ()
        if not ids and owner is not None:
            stand_in = ActorFinding(f.span, owner.i, "pronoun", gender={"his": "m", "her": "f"}.get(owner.lower_, "n"))
            ids = self._pronoun(stand_in)
        country = self.drafts[ids[0]].country if len(ids) == 1 else None
        if country is None:
            # "Japan's ambassador left a note: his country is withdrawing".
            spoken = (e.country for e, _ in self._recent(f, 0) if e.form in ("role", "person") and e.country)
            country = next(spoken, None)
        return (self._draft_known(country, f, "the country of the person spoken of"),) if country else ()

    def _draft_known(self, ident: str, f: ActorFinding, reason: str) -> str:
        actor = self.kinds.actor(ident)
        if actor is None:
            return self._unnamed(f.span.of(self.text), f)
        return self._draft(actor, reason)

    def _draft(self, actor: KnownActor, reason: str) -> str:
        if actor.id not in self.drafts:
            offices = self.kinds.offices_of(actor.id, self.day) if self.day else ()
            # A chamber of no state, such as the European Parliament.
            chamber: Organ | None = "legislature" if actor.kind == "legislature" and actor.country is None else None
            self.drafts[actor.id] = Draft(
                actor.name, actor.kind, actor.country, actor.sector, offices[0].title if offices else None,
                actor.member_of, [], reason, actor.gender, actor.family_name, offices[0].organ if offices else chamber,
            )  # fmt: skip
        return actor.id
