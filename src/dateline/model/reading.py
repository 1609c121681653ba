"""A Reading: everything Dateline found in one report, as `design contract dateline.reading/1` has it.

Construction and loading check every span against the text and every id against its list, so a Reading that exists
is consistent. Fields beyond the contract: `organ`, `reason`, an actor's `code`, an event's `mentions`, `factuality`
and `network`, an agreement's `signed`, `about` and `terms`.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dateline.errors import ModelError
from dateline.model.report import Report
from dateline.model.span import Span
from dateline.model.vocabulary import (
    ActorKind,
    AgreementKind,
    Certainty,
    Change,
    DateAnchor,
    DateBasis,
    DateKind,
    EventType,
    NetworkView,
    ObligationKind,
    Organ,
    Polarity,
    Precision,
    QuotationKind,
    Stance,
    Status,
    Step,
    Tense,
    TermKind,
)

FORMAT = "dateline.reading/1"


class Actor(msgspec.Struct, frozen=True):
    """Someone who acts; `mentions` are all places in the text that name it. `reason` says why it was so resolved.

    `code` is the CAMEO code on the report's day, "---" where nothing is known, and in Readings of before the field.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    office: str | None = None
    member_of: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    reason: str | None = None
    code: str = "---"

    @property
    def serves(self) -> str | None:
        """The organisation for which a person acts: the first of those that an office holder is told to belong to."""
        return self.member_of[0] if self.kind == "person" and self.sector == "IGO" and self.member_of else None


class Place(msgspec.Struct, frozen=True):
    """A place with coordinates in degrees (WGS 84), or None where it could not be resolved (`reason` says why)."""

    id: str
    name: str
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: Precision | None = None
    mentions: tuple[Span, ...] = ()
    reason: str | None = None


class DateMention(msgspec.Struct, frozen=True):
    """A time expression; `edtf` is None where it could not be resolved (`reason` says why)."""

    span: Span
    edtf: str | None
    kind: DateKind
    anchor: DateAnchor
    reason: str | None = None


class When(msgspec.Struct, frozen=True):
    """When something happened: EDTF, and how that is known."""

    edtf: str | None = None
    basis: DateBasis = "unknown"
    evidence: Span | None = None


class Obligation(msgspec.Struct, frozen=True):
    """What an agreement binds `bearers` to; `condition` is the text of its condition, None if it has none."""

    kind: ObligationKind
    bearers: tuple[str, ...]
    condition: str | None
    evidence: Span


class ForceClause(msgspec.Struct, frozen=True):
    """When an agreement enters into force: a condition in words, a date (EDTF), or both."""

    condition: str | None
    date: str | None
    evidence: Span


class Term(msgspec.Struct, frozen=True):
    """What an agreement says of its own life; `length` is an ISO 8601 duration, `date` a last day (EDTF).

    `named` are the words that name its depositary or the agreement that it replaces, amends or supplements; `named_id`
    is that actor or agreement of this Reading, None where the words are all that is known.
    """

    kind: TermKind
    length: str | None
    date: str | None
    evidence: Span
    named: str | None = None
    named_id: str | None = None


class Agreement(msgspec.Struct, frozen=True):
    """An agreement as this report speaks of it; `steps` are ids of events that move it.

    `about` are the words behind its mentions that say what it is on: "on fisheries", "limiting missiles".
    """

    id: str
    name: str
    kind: AgreementKind
    parties: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    steps: tuple[str, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    entry_into_force: ForceClause | None = None
    status: Status | None = None
    signed: str | None = None
    about: tuple[Span, ...] = ()
    terms: tuple[Term, ...] = ()


class Event(msgspec.Struct, frozen=True):
    """Who did what to whom, when and where; `anchor` is the trigger, `evidence` the clause that says so.

    `mentions` are further words for the same event: a headline, a nominal, a passive without an agent. `factuality`
    goes from -3 (surely did not happen) over 0 (open) to 3 (surely did); None in Readings of before the field.
    `network`: "alone" where a network has read it and no rule, "sees none" where a rule tells a step and the network
    none; None where neither is so, and in Readings of before the field.
    """

    id: str
    type: EventType
    anchor: Span
    evidence: Span
    mode: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    date: When = When()
    place: str | None = None
    agreement: str | None = None
    step: Step | None = None
    organ: Organ | None = None
    tense: Tense = "past"
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"
    conditional: bool = False
    quantities: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    confidence: float = 0.5
    reason: str | None = None
    mentions: tuple[Span, ...] = ()
    factuality: float | None = None
    network: NetworkView | None = None


class Claim(msgspec.Struct, frozen=True):
    """Who says what, with which stance and on what ground; `events` are those that the content reports."""

    id: str
    sources: tuple[str, ...]
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    quotation: QuotationKind
    stance: Stance
    basis: str | None = None
    events: tuple[str, ...] = ()
    date: When = When()
    confidence: float = 0.5


class Estimate(msgspec.Struct, frozen=True):
    """A number with who gives it; `low` and `high` are None where the words give none ("thousands")."""

    id: str
    low: float | None
    high: float | None
    approximate: bool
    change: Change
    unit: str | None
    of: str | None
    by: tuple[str, ...]
    events: tuple[str, ...]
    evidence: Span


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Everything found in one report; raises ModelError when a span or an id does not fit."""

    format: str = FORMAT
    report: Report
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    dates: tuple[DateMention, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    estimates: tuple[Estimate, ...] = ()

    def __post_init__(self) -> None:
        """Check spans and references."""
        if self.format != FORMAT:
            raise ModelError(f"format {self.format!r} is not {FORMAT!r}; read it with the Dateline that wrote it")
        for where, span in self._spans():
            span.check(self.report.text, f"{self.report.id} {where}")
        self._check_ids()

    def _spans(self) -> Iterator[tuple[str, Span]]:
        for a in self.actors:
            yield from ((f"actor {a.id}", m) for m in a.mentions)
        for p in self.places:
            yield from ((f"place {p.id}", m) for m in p.mentions)
        for d in self.dates:
            yield "date", d.span
        for g in self.agreements:
            yield from ((f"agreement {g.id}", m) for m in (*g.mentions, *g.about))
            yield from ((f"obligation of {g.id}", o.evidence) for o in g.obligations)
            yield from ((f"term of {g.id}", t.evidence) for t in g.terms)
            if g.entry_into_force:
                yield f"entry into force of {g.id}", g.entry_into_force.evidence
        for e in self.events:
            yield f"event {e.id} anchor", e.anchor
            yield f"event {e.id} evidence", e.evidence
            yield from ((f"event {e.id} mention", m) for m in e.mentions)
            if e.date.evidence:
                yield f"event {e.id} date", e.date.evidence
        for c in self.claims:
            parts = (c.source, c.cue, *c.content, c.date.evidence)
            yield from ((f"claim {c.id}", s) for s in parts if s is not None)
        for q in self.estimates:
            yield f"estimate {q.id}", q.evidence

    def _check_ids(self) -> None:
        known = {
            "actor": {a.id for a in self.actors},
            "place": {p.id for p in self.places},
            "agreement": {g.id for g in self.agreements},
            "event": {e.id for e in self.events},
            "claim": {c.id for c in self.claims},
            "estimate": {q.id for q in self.estimates},
        }
        for kind, ident, holder in self._references():
            if ident not in known[kind]:
                raise ModelError(f"{self.report.id} {holder}: {kind} id {ident!r} is not in this Reading's {kind}s")

    def _references(self) -> Iterator[tuple[str, str, str]]:
        for g in self.agreements:
            yield from (("actor", i, g.id) for i in g.parties)
            yield from (("event", i, g.id) for i in g.steps)
            yield from (("actor", i, g.id) for o in g.obligations for i in o.bearers)
            for t in g.terms:
                if t.named_id:
                    yield "actor" if t.kind == "depositary" else "agreement", t.named_id, g.id
        for e in self.events:
            yield from (("actor", i, e.id) for i in (*e.actors, *e.recipients))
            yield from (("estimate", i, e.id) for i in e.quantities)
            yield from (("claim", i, e.id) for i in e.claims)
            if e.place:
                yield "place", e.place, e.id
            if e.agreement:
                yield "agreement", e.agreement, e.id
        for c in self.claims:
            yield from (("actor", i, c.id) for i in c.sources)
            yield from (("event", i, c.id) for i in c.events)
        for q in self.estimates:
            yield from (("actor", i, q.id) for i in q.by)
            yield from (("event", i, q.id) for i in q.events)
