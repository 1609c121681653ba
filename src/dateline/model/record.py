"""The Record: what many Readings add up to, one entry per real-world agreement, event, claim, estimate and actor."""

from __future__ import annotations

from typing import Any

import msgspec

from dateline.model.reading import ForceClause, When
from dateline.model.span import Span
from dateline.model.vocabulary import (
    ActorKind,
    AgreementKind,
    Certainty,
    Change,
    EventType,
    ObligationKind,
    Organ,
    Polarity,
    QuotationKind,
    Stance,
    Status,
    Step,
    StepState,
    Tense,
    TermKind,
)


class SourceRef(msgspec.Struct, frozen=True):
    """One report's words for an entry; `item` is the id inside that Reading, `value` what this report says."""

    report: str
    published: str | None
    publisher: str | None
    evidence: Span
    quote: str
    item: str
    value: dict[str, Any] = {}


class ConflictValue(msgspec.Struct, frozen=True):
    """One of several values that reports give, and the ids of the reports that give it."""

    value: Any
    sources: tuple[str, ...]


class Conflict(msgspec.Struct, frozen=True):
    """A field on which reports differ; values are in the order of most independent sources first."""

    field: str
    values: tuple[ConflictValue, ...]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What every merged entry carries; `independent` counts copies of one wire story once; `reason` says why merged."""

    id: str
    reports: int
    independent: int
    sources: tuple[SourceRef, ...]
    conflicts: tuple[Conflict, ...] = ()
    first_reported: str | None = None
    last_reported: str | None = None
    reason: str | None = None


class PlaceRef(msgspec.Struct, frozen=True):
    """A place in the record: as in a Reading, without mentions."""

    id: str
    name: str
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: str | None = None


class EventEntry(Entry, frozen=True, kw_only=True):
    """One real-world event."""

    type: EventType
    mode: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    date: When = When()
    place: PlaceRef | None = None
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


class ClaimEntry(Entry, frozen=True, kw_only=True):
    """One proposition by one source (or set of sources); `content` is the fullest wording found."""

    actors: tuple[str, ...] = ()
    content: str = ""
    stance: Stance = "states"
    quotation: QuotationKind = "indirect"
    basis: str | None = None
    events: tuple[str, ...] = ()
    date: When = When()
    disputed_by: tuple[str, ...] = ()
    confidence: float = 0.5


class EstimateEntry(Entry, frozen=True, kw_only=True):
    """One number about one thing by one claimant."""

    low: float | None = None
    high: float | None = None
    approximate: bool = False
    change: Change = "="
    unit: str | None = None
    of: str | None = None
    by: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    date: When = When()


class StepEntry(Entry, frozen=True, kw_only=True):
    """One step of an agreement by one party's organ (or by all parties together)."""

    step: Step
    by: tuple[str, ...] = ()
    organ: Organ | None = None
    date: When = When()
    state: StepState = "done"
    place: PlaceRef | None = None
    events: tuple[str, ...] = ()
    flag: str | None = None


class ObligationEntry(Entry, frozen=True, kw_only=True):
    """One obligation under an agreement."""

    kind: ObligationKind
    bearers: tuple[str, ...] = ()
    condition: str | None = None


class TermEntry(Entry, frozen=True, kw_only=True):
    """One term on an agreement's own life: how long it lasts, who its depositary is, which agreement it replaces.

    `named` and `named_id` as in a Term; the id is that of an actor's or an agreement's entry.
    """

    kind: TermKind
    length: str | None = None
    date: str | None = None
    named: str | None = None
    named_id: str | None = None


class AgreementEntry(Entry, frozen=True, kw_only=True):
    """One agreement: names, parties, steps in order, obligations, and its status as of the last report's day."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: AgreementKind
    parties: tuple[str, ...] = ()
    steps: tuple[StepEntry, ...] = ()
    obligations: tuple[ObligationEntry, ...] = ()
    entry_into_force: ForceClause | None = None
    terms: tuple[TermEntry, ...] = ()
    status: Status | None = None
    as_of: str | None = None
    missing: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


class ActorEntry(Entry, frozen=True, kw_only=True):
    """One actor with the counts of entries that it takes part in."""

    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    office: str | None = None
    member_of: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    events: int = 0
    claims: int = 0
    code: str = "---"


class ReportEntry(msgspec.Struct, frozen=True):
    """A report in the record; `copy_of` is the id of the report whose text it repeats, None for an original."""

    id: str
    title: str | None
    publisher: str | None
    agency: str | None
    published: str | None
    url: str | None
    copy_of: str | None = None


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """The whole record, each list sorted (by date where there is one, then id)."""

    reports: tuple[ReportEntry, ...] = ()
    agreements: tuple[AgreementEntry, ...] = ()
    events: tuple[EventEntry, ...] = ()
    claims: tuple[ClaimEntry, ...] = ()
    estimates: tuple[EstimateEntry, ...] = ()
    actors: tuple[ActorEntry, ...] = ()
