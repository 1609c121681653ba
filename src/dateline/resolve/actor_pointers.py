"""What a mention without a name stands for: pronouns, "both sides", "the country", the rebels of a place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from dateline.kinds.actors import KnownActor, Office
from dateline.kinds.ids import BLOCS_AS_ONE, slug
from dateline.kinds.lexicon import Lexicon
from dateline.model.document import Quotation
from dateline.model.findings import ActorFinding
from dateline.model.vocabulary import ARMED_SECTORS, Organ
from dateline.resolve.actor_memory import Draft, Memory
from dateline.resolve.object_pronouns import blamed, office_above, other_side, own_subjects, owns_topic

_MAIN = frozenset({"ROOT", "conj", "ccomp"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}


class Pointers(Memory):
    """Reads a mention by what a reader has in mind; whom the report does not name keeps the report's words."""

    lexicon: Lexicon
    day: dt.date | None
    lead: tuple[str, ...]
    quotations: tuple[Quotation, ...]

    def _called(self, f: ActorFinding) -> str:
        """The words of a description of rebels that begins with a name of its own: "Donetsk separatists"."""
        first = next((c for c in self.doc[f.head].lefts if c.dep_ in ("compound", "nmod", "amod")), None)
        if first is None or first.pos_ != "PROPN" or not f.plural or first.i in self.by_head:
            return ""
        return str(self.doc[first.i : f.head + 1].text)

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
        if f.sector in ARMED_SECTORS and (called := self._called(f)):
            # "The Donetsk separatists": a group that is called by where it is
            word = called.split()[0]
            armed = [i for i, d in self.drafts.items() if d.kind == "armed_group" and word in d.name.split()]
            listed = [a for a in self.kinds.actors.values() if a.kind == "armed_group" and word in a.name.split()]
            named = [g for g in self.findings.values() if g.form == "organisation" and g.sector in ARMED_SECTORS]
            if own := next((g for g in named if word in g.span.of(self.text).split()), None):
                return self._organisation(own)[0]
            if len(armed) == 1:
                return armed[0]
            if not armed and len(listed) == 1:
                return self._draft(listed[0], "the listed group of that name")
            ident = f"group:{slug(called)}"
            self.drafts.setdefault(ident, Draft(called, "armed_group", sector="REB", reason="named in the report"))
            return ident
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
            speaking = self._speaking(f)
            return self._back(
                f,
                lambda i: (
                    self.drafts[i].kind == "person"
                    and i not in own
                    and self.drafts[i].surname not in speaking
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

    def _speaking(self, f: ActorFinding) -> set[str]:
        """The last names of those whose words a mention stands in: in "he signed it", said Rubio, "he" is not Rubio."""
        quoted = next((q.outer for q in self.quotations if q.outer.covers(f.span)), None)
        if quoted is None:
            return set()
        words = self.doc.char_span(*quoted, alignment_mode="expand")
        around = range(words[0].sent.start, words[-1].sent.end)
        beside = (g for g in self.findings.values() if g.head in around and not quoted.covers(g.span))
        return {g.span.of(self.text).split()[-1] for g in beside if g.form == "person" and self._subject(g.head)}

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
                listed = listed if len(set(listed)) > 1 else [*listed, *self._met(e)]
                if len(set(listed)) > 1:
                    return tuple(dict.fromkeys(listed))
        for earlier, ids in self._recent(f, 1):
            if len(ids) > 1 or earlier.plural or self.drafts[ids[0]].kind in ("armed_group", "people"):
                return ids
        return ()

    def _met(self, f: ActorFinding) -> list[str]:
        """ "Russia bickered with the United States about the agreement they struck": with whom a subject does it."""
        verb = self.doc[f.head].head
        preps = [p for p in verb.children if p.dep_ == "prep" and p.lower_ == "with"]
        beside = [i for p in preps for o in p.children for i in self.by_head.get(o.i, ())]
        return [i for i in beside if self.drafts[i].kind in ("state", "igo", "armed_group", "person")]

    def _together(self, f: ActorFinding) -> list[str]:
        """The actors in one list with `f`; the parser may hang the second on the first as an apposition."""
        token = self.doc[f.head]
        apposed = [t for c in token.children if c.dep_ == "appos" for t in (c, *c.conjuncts)]
        return [i for t in (token, *token.conjuncts, *apposed) for i in self.by_head.get(t.i, ())]

    def _back(self, f: ActorFinding, fits: Callable[[str], bool]) -> tuple[str, ...]:
        """The nearest fitting subject of this or the previous sentence, else the nearest fitting mention there."""
        # A quotation may run over sentences before "he" speaks again; "it" looks back no further than one.
        back = 1 if f.gender == "n" else 3
        near = [(e, ids) for e, ids in self._recent(f, back) if len(ids) == 1 and fits(ids[0])]
        for e, ids in near:
            token = self.doc[e.head]
            # "The Uzbek side had made haste. Its chamber passed it."
            sides = self.lexicon.classes["acting-side"]
            acting = token.head if token.dep_ in ("amod", "compound") and token.head.lemma_ in sides else token
            if acting.dep_ in ("nsubj", "nsubjpass") or owns_topic(token, self.doc[f.head], self.by_head):
                return ids
        return near[0][1] if near and self.drafts[near[0][1][0]].kind == "person" else ()

    def _of_cabinet(self, f: ActorFinding) -> str | None:
        """ "Armenia is to join a treaty. The cabinet approved a bill on it": the state spoken of right before."""
        if self.doc[f.head].lemma_.lower() not in ("cabinet", "council") or f.owner:
            return None
        bodies = ("state", "legislature", "government")
        for e, ids in self._recent(f, 3):
            draft, token = self.drafts[ids[0]], self.doc[e.head]
            # Not "Jordan has no parliament, the lower house having been dissolved".
            tags = {token.head.tag_, *(c.tag_ for c in token.head.children if c.dep_ in ("aux", "auxpass"))}
            leads = self._subject(e.head) and token.head.dep_ in _MAIN and bool(tags & _FINITE)
            # "Bhutan's agreement with Singapore took effect. The cabinet …"
            leads |= token.dep_ == "poss" and self._subject(token.head.i)
            if len(ids) == 1 and draft.kind in bodies and (leads or owns_topic(token, self.doc[f.head], self.by_head)):
                return draft.country
        return None

    def _pair(self, f: ActorFinding) -> tuple[str, ...]:
        """ "Both sides", "the three countries": those just named together, else for two the main ones spoken of."""
        if f.ids:
            # "North and South Korea", "the two Sudans"
            return tuple(self._draft_known(i, f, "named together") for i in f.ids)
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
        # Not "the price of Moroccan rock", told after those of whom it is said.
        later = {c for c, g in self._first_told().items() if g.head > f.head and self._by_the_way(g)}
        lead = [c for c in self.lead if c and c not in later]
        pair = ranked[:2] if len(ranked) >= 2 else lead if len(lead) == 2 else []
        if len(pair) < 2:
            return ()
        return tuple(sorted(self._draft_known(c, f, "one of the two sides spoken of") for c in pair))

    def _first_told(self) -> dict[str, ActorFinding]:
        """By each country the first mention of it or of its people."""
        out: dict[str, ActorFinding] = {}
        for g in self.findings.values():
            if g.country and (g.country not in out or g.head < out[g.country].head):
                out[g.country] = g
        return out

    def _by_the_way(self, f: ActorFinding) -> bool:
        """ "Whenever Russian deliveries fail": a thing's origin is no side."""
        token = self.doc[f.head]
        return f.form == "adjective" and token.dep_ in ("amod", "compound") and token.head.i not in self.by_head

    def _own_country(self, f: ActorFinding) -> tuple[str, ...]:
        owner = next((c for c in self.doc[f.head].lefts if c.dep_ == "poss"), None)
        if any(c.lower_ == "this" for c in self.doc[f.head].lefts):
            # "This country's instrument": of the paper that says so
            return (self._draft_known(self.home, f, "the country where it was written"),) if self.home else ()
        ids = self.by_head.get(owner.i, ()) if owner is not None else ()
        if not ids and owner is not None:
            stand_in = ActorFinding(f.span, owner.i, "pronoun", gender={"his": "m", "her": "f"}.get(owner.lower_, "n"))
            ids = self._pronoun(stand_in)
        if owner is None:
            # "The country": the state spoken of last.
            ids = self._back(f, lambda i: self.drafts[i].country is not None)
            near = {c for e, there in self._recent(f, 1) for i in there if (c := self.drafts[i].country)}
            if not ids and len(near) == 1:
                # "The convention is in force for Bolivia. The Andean country deposited its instrument in May."
                return (self._draft_known(near.pop(), f, "the one state just spoken of"),)
        country = self.drafts[ids[0]].country if len(ids) == 1 else None
        if country is None:
            # "Japan's ambassador left a note: his country is withdrawing".
            spoken = (e.country for e, _ in self._recent(f, 0) if e.form in ("role", "person") and e.country)
            country = next(spoken, None)
        if country is None and owner is None and self.home is not None:
            # "The country returned to the convention": where nobody else was told of
            return (self._draft_known(self.home, f, "the country where it was written"),)
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
            served = self._organisation_served(offices)
            self.drafts[actor.id] = Draft(
                actor.name, actor.kind, actor.country, "IGO" if served else actor.sector,
                offices[0].title if offices else None, served or actor.member_of, [], reason, actor.gender,
                actor.family_name, offices[0].organ if offices else chamber,
            )  # fmt: skip
        return actor.id

    def _organisation_served(self, offices: Sequence[Office]) -> tuple[str, ...]:
        """The organisation, or the bloc of a body, for which the holder of these offices acts; empty for a state's."""
        of = offices[0].of if offices else None
        body = self.kinds.actor(of) if of and of.startswith("IGO:") else None
        if body is None:
            return ()
        return body.member_of[:1] if body.member_of[:1] in BLOCS_AS_ONE else (body.id,)
