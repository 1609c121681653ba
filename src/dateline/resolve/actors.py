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
from dateline.model.span import Span
from dateline.model.vocabulary import ActorKind, Organ
from dateline.resolve.actor_links import ActorLinks


@dataclasses.dataclass(slots=True)
class _Draft:
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    office: str | None = None
    member_of: tuple[str, ...] = ()
    mentions: list[Span] = dataclasses.field(default_factory=list)
    reason: str = ""
    gender: str | None = None
    surname: str | None = None
    organ: Organ | None = None


_JUNIOR = (" Jr.", " Jr", " II", " III")
_NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}


def resolve_actors(findings: Sequence[ActorFinding], document: Document, kinds: Kinds, lexicon: Lexicon) -> ActorLinks:
    """Each finding's actor ids, and the actors themselves sorted by first mention."""
    resolver = _Resolver(document, kinds, lexicon, findings)
    for finding in findings:
        resolver.resolve(finding)
    return resolver.links()


class _Resolver:
    """Walks the mentions in text order and keeps what a reader would keep in mind."""

    def __init__(self, document: Document, kinds: Kinds, lexicon: Lexicon, findings: Sequence[ActorFinding]) -> None:
        self.doc = document.syntax
        self.text = document.text
        self.day: dt.date | None = document.report.day
        self.kinds = kinds
        self.lexicon = lexicon
        self.drafts: dict[str, _Draft] = {}
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
        return tuple(self._draft_known(i, f, f"{f.form} in the knowledge base") for i in ids[:1])

    def _contextual(self, f: ActorFinding) -> tuple[str, ...]:
        """ "The North" is Korea's where Korea is spoken of; a description needs its state named in the report."""
        fits = [i for i in f.ids if i.partition(".")[0] in self.states]
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
            self.drafts[ident] = _Draft(words, "person", surname=words.split()[-1], reason="named in the report")
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
        if country is None and not f.owner:
            # "its soldiers"
            held = [c.i for c in self.doc[f.head].lefts if c.dep_ == "poss" and c.i in self.by_head]
            sides = {self.drafts[i].country for h in held for i in self.by_head[h]}
            country = sides.pop() if len(sides) == 1 else None
        if country is None and not f.owner and (whose := self._of_both(f)):
            self.paired.add(f.head)
            return whose
        if country is None and role is not None and role.sector == "MED" and "state" in words.lower():
            country = self._acting_state(f)
        if country is None and role is not None and role.person and not f.plural and self._definite(f):
            named = self._holder_in_report(f)
            if named:
                return (named,)
            bare = not any(p.dep_ == "prep" and p.lower_ == "of" for p in self.doc[f.head].rights)
            if role.organ in ("head_of_state", "government") and bare:
                country = self._state_of_bodies(f)
        if country is None and role is not None and role.sector == "LEG":
            country = self._state_of_bodies(f) or self._state_of_bodies(f, whole_report=True)
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
        unspecific = words.casefold().split()[-1] in ("state", "states", "force", "forces")
        if country is None and role is not None and (role.kind in ("state", "people") or unspecific):
            return ()
        return (self._unnamed(words, f),)

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
        self.drafts.setdefault(ident, _Draft(words, "unnamed", f.country, f.sector, reason="not named in the report"))
        return ident

    def _organisation(self, f: ActorFinding) -> tuple[str, ...]:
        words = f.span.of(self.text)
        country = f.country
        kind = self.lexicon.organisation_kind(words)
        prefix = "group" if kind == "armed_group" else "org"
        ident = f"{prefix}:{slug(words)}"
        reason = "named in the report" if kind else "named in the report; its kind is not known"
        self.drafts.setdefault(ident, _Draft(words, kind or "unnamed", country, reason=reason))
        return (ident,)

    def _pronoun(self, f: ActorFinding) -> tuple[str, ...]:
        if f.gender in ("m", "f"):
            return self._back(
                f,
                lambda i: self.drafts[i].kind == "person" and (self.drafts[i].gender or f.gender or "")[:1] == f.gender,
            )
        if f.gender == "p":
            return self._several(f)
        if self.doc[f.head].dep_ not in ("nsubj", "nsubjpass", "poss"):
            return ()
        return self._back(f, lambda i: self.drafts[i].kind not in ("person", "unnamed", "people"))

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
            if self.doc[e.head].dep_ in ("nsubj", "nsubjpass"):
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
        spoken = [self._side(i) for e, ids in self._recent(f, 3) for i in ids if e.form != "place"]
        near = [c for c in dict.fromkeys(spoken) if c]
        # Of the sides just spoken of, the two that the report is most about; else the report's two main states.
        ranked = sorted(near, key=lambda c: (-self._told(c), near.index(c)))
        lead = [c for c in self.lead if c]
        pair = ranked[:2] if len(ranked) >= 2 else lead if len(lead) == 2 else []
        if len(pair) < 2:
            return ()
        return tuple(sorted(self._draft_known(c, f, "one of the two sides spoken of") for c in pair))

    def _side(self, ident: str) -> str | None:
        """The side that an actor stands on: an armed group or an organisation its own, all others their state's."""
        draft = self.drafts[ident]
        return ident if draft.kind in ("armed_group", "igo") else draft.country

    def _told(self, side: str) -> int:
        """How often the report names a side."""
        return self.states[side] or (len(self.drafts[side].mentions) if side in self.drafts else 0)

    def _own_country(self, f: ActorFinding) -> tuple[str, ...]:
        owner = next((c for c in self.doc[f.head].lefts if c.dep_ == "poss"), None)
        ids = self.by_head.get(owner.i, ()) if owner is not None else ()
        if not ids and owner is not None:
            stand_in = ActorFinding(f.span, owner.i, "pronoun", gender={"his": "m", "her": "f"}.get(owner.lower_, "n"))
            ids = self._pronoun(stand_in)
        country = self.drafts[ids[0]].country if len(ids) == 1 else None
        return (self._draft_known(country, f, "the country of the person spoken of"),) if country else ()

    # --- what a reader keeps in mind

    def _sentence_before(self, start: int) -> int:
        """The first token of the sentence before the one that begins at `start`."""
        while start > 0:
            start = self.doc[start - 1].sent.start
            if self.doc[start].sent.text.strip():
                break
        return int(start)

    def _recent(self, f: ActorFinding, back: int) -> list[tuple[ActorFinding, tuple[str, ...]]]:
        """Earlier mentions, nearest first, of this sentence and `back` sentences before it."""
        sentence = self.doc[f.head].sent.start
        first = sentence
        for _ in range(back):
            first = self._sentence_before(first)
        return [(e, ids) for e, ids in reversed(self.walked) if first <= e.head < f.head]

    def _acting_state(self, f: ActorFinding) -> str | None:
        """The state whose act a sentence without an owner for "state media" reports: its first named subject."""
        sent = self.doc[f.head].sent
        for e, ids in self.walked:
            if sent.start <= e.head < f.head and self.doc[e.head].dep_ in ("nsubj", "nsubjpass"):
                return self.drafts[ids[0]].country
        first = next(((e, ids) for e, ids in self.walked if self.drafts[ids[0]].country), None)
        return self.drafts[first[1][0]].country if first else None

    def _state_of_bodies(self, f: ActorFinding, *, whole_report: bool = False) -> str | None:
        """Whose president or "lower house" it is, where this and the previous sentence (or the report) name bodies of
        one state alone.
        """
        sent = self.doc[f.head].sent
        start, end = (0, len(self.doc)) if whole_report else (self._sentence_before(sent.start), sent.end)
        bodies = {g.country for g in self.findings.values() if g.organ and g.country and start <= g.head < end}
        return bodies.pop() if len(bodies) == 1 else None

    def _definite(self, f: ActorFinding) -> bool:
        return any(c.lower_ in ("the", "their", "his", "her", "its") for c in self.doc[f.head].lefts)

    def _holder_in_report(self, f: ActorFinding) -> str | None:
        """The last person whom the report has introduced with this office."""
        wanted = (f.office or "").casefold()
        for e, ids in reversed(self.walked):
            draft = self.drafts[ids[0]]
            office = (draft.office or "").casefold()
            if draft.kind == "person" and office and (wanted in office or office in wanted) and e.head < f.head:
                return ids[0]
        return None

    def _draft_known(self, ident: str, f: ActorFinding, reason: str) -> str:
        actor = self.kinds.actor(ident)
        if actor is None:
            return self._unnamed(f.span.of(self.text), f)
        return self._draft(actor, reason)

    def _draft(self, actor: KnownActor, reason: str) -> str:
        if actor.id not in self.drafts:
            offices = self.kinds.offices_of(actor.id, self.day) if self.day else ()
            self.drafts[actor.id] = _Draft(
                actor.name, actor.kind, actor.country, actor.sector, offices[0].title if offices else None,
                actor.member_of, [], reason, actor.gender, actor.family_name, offices[0].organ if offices else None,
            )  # fmt: skip
        return actor.id
