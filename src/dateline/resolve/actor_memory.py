"""What a reader keeps in mind of the actors told so far: who spoke last, whose bodies were named, where it is told."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dateline.kinds.actors import Kinds, Role
from dateline.kinds.parliaments import crowned
from dateline.model.findings import ActorFinding
from dateline.model.span import Span
from dateline.model.vocabulary import CHAMBERS, ActorKind, Organ

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# What may stand between a state's name and its body's.
_OWNS = frozenset({"", "'s", "’s", "'", "’", "'s own", "’s own"})
# Forms of mentions that name a state.
NAMING = ("name", "adjective", "people", "capital", "place")
# Conjunctions of clauses in which a state's own bodies act.
_OPENS_CLAUSE = frozenset({"when", "after", "before", "once", "until"})
_BETWEEN = frozenset({"mediate", "broker", "host"})

# Those who speak between others.
_BROKERS = frozenset({"mediator", "host", "facilitator", "broker", "intermediary", "go-between", "observer"})


@dataclasses.dataclass(slots=True)
class Draft:
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


class Memory:
    """The mentions walked so far, and questions about them; `home` is the state from which the report was filed."""

    doc: Doc
    text: str
    kinds: Kinds
    home: str | None
    day: dt.date | None
    drafts: dict[str, Draft]
    by_head: dict[int, tuple[str, ...]]
    findings: dict[int, ActorFinding]
    walked: list[tuple[ActorFinding, tuple[str, ...]]]
    states: Counter[str]

    def countries_at(self, tokens: Iterable[Token]) -> list[str]:
        """The states that the actors at these tokens belong to, each once."""
        ids = [i for t in tokens for i in self.by_head.get(t.i, ())]
        return list(dict.fromkeys(c for i in ids if (c := self.drafts[i].country) is not None))

    def _side(self, ident: str) -> str | None:
        """The side that an actor stands on: an armed group or an organisation its own, all others their state's."""
        draft = self.drafts[ident]
        return ident if draft.kind in ("armed_group", "igo") else draft.country

    def _told(self, side: str) -> int:
        """How often the report names a side."""
        return self.states[side] or (len(self.drafts[side].mentions) if side in self.drafts else 0)

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

    def _seat(self, f: ActorFinding) -> str | None:
        """Whose chamber it is: "the Senate in Rome", of the state told just before, of where the report was filed."""
        chamber = self.doc[f.head]
        # "Its Congress had consented": of whom "its" stands for.
        theirs = self.countries_at(c for c in chamber.lefts if c.dep_ == "poss" and c.pos_ == "PRON")
        preps = [p for p in chamber.rights if p.dep_ == "prep" and p.lower_ in ("in", "of", "at")]
        told = [g for p in preps for o in p.children if (g := self.findings.get(o.i))]
        # "The lower house of Congress" is not in Washington for being one of a Congress.
        named = [g.country for g in told if g.country and g.form != "contextual"]
        start = self.doc.char_span(*f.span, alignment_mode="expand").start
        first = max(start - 3, self.doc[start].sent.start)
        before = [self.findings[i] for i in range(first, start) if i in self.findings]
        # "Indonesia’s House of Representatives", "the Cypriot House".
        named += [g.country for g in before if g.country and self.text[g.span.end : f.span.start].strip() in _OWNS]
        named += self._on_stage(f) or self._opened(f) or self._there(f) or self._introduced(f)
        if theirs + named:
            return (theirs + named)[0]
        if f.form == "role" and self.home is not None and self._voting() == {self.home}:
            # "LONDON - Lawmakers rejected May's deal. Mr Trump's adviser was sorry. They voted": of the one told of
            return self.home
        near = self._state_of_bodies(f)
        if near and self.home and f"{self.home}.LEG" in f.ids and f"{near}.LEG" not in f.ids:
            # "Djibouti's ambassador exchanged the notes. The Senate had voted for it.": of the two, Spain has one.
            return self.home
        return near or self.home

    def _voting(self) -> set[str | None]:
        """The states of which chambers have been told."""
        return {self.drafts[i].country for e, ids in self.walked if e.organ in CHAMBERS for i in ids}

    def _on_stage(self, f: ActorFinding) -> list[str]:
        """The states of the places where a body does what it does."""
        return [g.country for t in self._stage(self.doc[f.head]) if (g := self.findings.get(t.i)) and g.country]

    def _opened(self, f: ActorFinding) -> list[str]:
        """ "In Bucharest the treaty has been through both houses": the state whose place opens the sentence."""
        first = self.doc[f.head].sent[0]
        opens = first.lower_ == "in" and first.dep_ == "prep"
        places = [g for o in first.children if (g := self.findings.get(o.i))] if opens else []
        return [g.country for g in places if g.country and g.form in ("place", "name", "capital")]

    def _introduced(self, f: ActorFinding) -> list[str]:
        """ "Vienna is further along: the National Council gave its consent": of whom the clause before the colon is."""
        sent = self.doc[f.head].sent
        colon = next((t.i for t in self.doc[sent.start : f.head] if t.text == ":"), None)
        verb = self.doc[f.head].head
        if colon is None and verb.dep_ in ("relcl", "advcl"):
            # "Iran finished its part in July, when the Senate voted in favour", "after its president signed"
            colon = next((c.i for c in verb.lefts if c.lower_ in _OPENS_CLAUSE), None)
        if colon is None:
            return []
        told = [e for e in self.findings.values() if sent.start <= e.head < colon]
        return [e.country for e in told if e.country and e.form in ("name", "capital") and self._subject(e.head)][:1]

    def _subject(self, head: int) -> bool:
        return self.doc[head].dep_ in ("nsubj", "nsubjpass")

    def _there(self, f: ActorFinding) -> list[str]:
        """ "France approved its pact with Fiji. Parliament there …": of the state told last before."""
        chamber = self.doc[f.head]
        if chamber.i + 1 == len(self.doc) or chamber.nbor(1).lower_ != "there" or chamber.nbor(1).head.i != chamber.i:
            return []
        return [c for _, ids in self._recent(f, 1) if (c := self.drafts[ids[0]].country)][:1]

    def _stage(self, chamber: Token) -> list[Token]:
        """ "In Niamey the assembly voted", "Montevideo, where parliament approved it": the place of what it does."""
        verb = chamber.head
        if chamber.dep_ not in ("nsubj", "nsubjpass"):
            return []
        opening = chamber.sent[0]
        places = [o for p in verb.lefts if p.dep_ == "prep" and p.lower_ == "in" for o in p.children]
        if opening.dep_ == "prep" and opening.lower_ == "in":
            # In "In Uruguay itself all is cleared: deputies passed it in March", the state opens the sentence.
            places += opening.children
        if verb.dep_ == "relcl" and any(c.lower_ == "where" for c in verb.lefts):
            places.append(verb.head)
        return places

    def _state_of_bodies(self, f: ActorFinding, *, whole_report: bool = False) -> str | None:
        """Whose president or "lower house" it is, where this and the previous sentence (or the report) name bodies of
        one state alone.
        """
        sent = self.doc[f.head].sent
        start, end = (0, len(self.doc)) if whole_report else (self._sentence_before(sent.start), sent.end)
        near = [g for g in self.findings.values() if start <= g.head < end and g.head != f.head]
        if f.organ in CHAMBERS and f.form == "role":
            # "The Serbian assembly approved it, the Egyptian embassy said. 149 deputies voted for it."
            chambers = {
                g.country for g in near if g.organ in CHAMBERS and self._told_body(g) and g.form != "contextual"
            }
            if len(chambers) == 1:
                return chambers.pop()
        bodies = {g.country for g in near if self._told_body(g)} | {c for g in near if (c := self._governed(g))}
        # "Congress in Buenos Aires took its time. The Chamber of Deputies passed it."
        bodies |= {c for g in near if g.organ and self._pointed(g) for c in self.countries_at([self.doc[g.head]])}
        return bodies.pop() if len(bodies) == 1 else None

    def _pointed(self, g: ActorFinding) -> bool:
        """Whether a body is told without the name of its state: "the Senate", "its ambassador"."""
        own = any(c.dep_ == "poss" and c.pos_ == "PRON" for c in self.doc[g.head].lefts)
        return g.form == "contextual" or (g.form == "role" and own)

    def _ours(self, f: ActorFinding) -> bool:
        """ "Our Assembly", in a paper that does not say whose it is: not that of another state."""
        return any(c.lower_ == "our" for c in self.doc[f.head].lefts)

    def _governed(self, g: ActorFinding) -> str | None:
        """The state of a known head of state or government, named with the title."""
        known = self.kinds.actor(g.ids[0]) if len(g.ids) == 1 and g.ids[0].startswith("person:") else None
        if known is None:
            return None
        titled = g.form == "person" and g.organ is not None
        governs = titled or any(o.organ == "head_of_state" for o in self.kinds.offices_of(known.id, self.day))
        return known.country if governs else None

    def _told_body(self, g: ActorFinding) -> bool:
        """Whether a mention names a body and its state; "the House" may be that of any."""
        loose = g.form in ("contextual", "description")
        if self.doc[g.head].lemma_.lower() in _BROKERS:
            # Hosts and go-betweens are no party to what they broker.
            return False
        if self._received(g):
            return False
        here = not loose or (g.country in self.states and not self._in_passing(g.country))
        return bool(g.organ and g.country) and here

    def _received(self, g: ActorFinding) -> bool:
        """ "Deposited with the Swiss government", "signed at the Dutch ministry": who takes or hosts, not who acts."""
        token = self.doc[g.head]
        return token.dep_ == "pobj" and token.head.lower_ in ("with", "at", "to") and g.organ not in CHAMBERS

    def _in_passing(self, state: str | None) -> bool:
        """ "The Senate passed it; some would rather have bought American": no state that has a part in it."""
        told = [g for g in self.findings.values() if g.country == state and g.form in (*NAMING, "role", "person")]
        first = min((g.head for g in self.findings.values() if g.form == "contextual" and g.organ), default=0)
        return all(g.form in ("adjective", "people") and g.head > first for g in told)

    def _definite(self, f: ActorFinding) -> bool:
        return any(c.lower_ in ("the", "their", "his", "her", "its") for c in self.doc[f.head].lefts)

    def _realm(self, title: str, f: ActorFinding) -> str | None:
        """Whose king or emir it is: of the states with such a head the nearest told, or where the report was filed."""
        realms = crowned(title, self.day)
        near = {c for _, ids in self._recent(f, 1) if (c := self.drafts[ids[0]].country) in realms}
        acting = self._state_of_bodies(f)
        found = [c for c in (*self._on_stage(f), *(near if len(near) == 1 else [acting, self.home])) if c in realms]
        told = [c for c in self.states if c in realms]
        # "The Grand Duke": there is but one.
        told = told or ([*realms] if len(realms) == 1 else [])
        return found[0] if found else told[0] if len(told) == 1 else None

    def _holder_in_report(self, f: ActorFinding) -> str | None:
        """The last person whom the report has introduced with this office."""
        wanted = (f.office or "").casefold()
        for e, ids in reversed(self.walked):
            draft = self.drafts[ids[0]]
            office = (draft.office or "").casefold()
            if draft.kind == "person" and office and (wanted in office or office in wanted) and e.head < f.head:
                return ids[0]
        return None

    def _the_group(self, f: ActorFinding, role: Role | None) -> tuple[str, ...]:
        """ "The group", "the insurgents": the one just named, or the only armed group of the report so far."""
        if role is None or role.kind != "armed_group" or role.person or not self._bare(f):
            return ()
        groups = [i for i, d in self.drafts.items() if d.kind == "armed_group" and not i.startswith("unnamed:")]
        if len(groups) == 1:
            return (groups[0],)
        if role.id != "the-group":
            return ()
        named = (i for _, ids in self._recent(f, 2) for i in ids if i.startswith(("group:", "org:")))
        return tuple([i for i in named if self.drafts[i].kind not in ("media", "company")][:1])

    def _bare(self, f: ActorFinding) -> bool:
        """Whether nothing but "the" stands before a noun."""
        return [c.lower_ for c in self.doc[f.head].lefts if not c.is_punct] == ["the"]

    def _fights(self, f: ActorFinding) -> bool:
        """ "The separatist MFDC", "MFDC rebels", the MFDC of a report that so calls it: an armed group."""
        rebels = next((r for r in self.kinds.roles if r.id == "rebels"), None)
        if rebels is None or f.span.end - f.span.start > 40:
            return False
        name = f.span.of(self.text)
        for g in self.findings.values():
            token = self.doc[g.head]
            if g.form == "organisation" and g.span.of(self.text) == name:
                near = {t.lemma_.lower() for t in (*token.lefts, token.head, *token.head.lefts)}
                if near & set(rebels.lemmas):
                    return True
        return False

    @staticmethod
    def _where(token: Token) -> bool:
        """ "Fighters in Afghanistan": where something is."""
        return token.dep_ == "pobj" and token.head.lower_ in ("in", "inside", "near", "across", "into")

    def _mediates(self, side: str) -> bool:
        """Whether the report says that a side mediates between others."""
        tokens = [self.doc[g.head] for g in self.findings.values() if g.country == side]
        return any(
            t.head.lemma_ in _BETWEEN or any(c.dep_ == "relcl" and c.lemma_ in _BETWEEN for c in t.children)
            for t in tokens
        )
