"""One agreement on a card: parties, steps, obligations, where it stands and why, and what reports dispute."""

from __future__ import annotations

import dataclasses
import datetime as dt

from dateline.kinds.done import happened_by
from dateline.kinds.status import Standing, standing
from dateline.kinds.term_days import counted
from dateline.model.record import AgreementEntry, Conflict, Merged, SourceRef, StepEntry, TermEntry
from dateline.model.vocabulary import Status
from dateline.show.dues import dues
from dateline.show.wording import (
    Names,
    due_line,
    label,
    listed,
    missing_lines,
    named_by_terms,
    names_of,
    step_line,
    term_line,
)


@dataclasses.dataclass(frozen=True, slots=True)
class PartyRow:
    """One party and where it stands; `status` is a word for people, `reason` names the step that says so."""

    id: str
    name: str
    status: str
    reason: str


@dataclasses.dataclass(frozen=True, slots=True)
class StepRow:
    """One step as a line, with its date (EDTF), its sources and what they dispute."""

    id: str
    text: str
    date: str | None
    basis: str
    reported: str | None
    state: str
    organ: str | None
    flag: str | None
    sources: tuple[SourceRef, ...]
    independent: int
    conflicts: tuple[Conflict, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class ObligationRow:
    """What the agreement binds its bearers to, and the words that say so."""

    kind: str
    bearers: str
    condition: str | None
    sources: tuple[SourceRef, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class TermRow:
    """What the agreement says of its own life, as a line, and the words that say so.

    `named_id` is the entry of its depositary (an actor) or of the agreement to which it stands so.
    """

    text: str
    named_id: str | None
    sources: tuple[SourceRef, ...]
    conflicts: tuple[Conflict, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class DueRow:
    """A day (EDTF) on which something is due, as a line that also tells what came of it."""

    date: str
    text: str
    basis: str
    outcome: str


@dataclasses.dataclass(frozen=True, slots=True)
class Card:
    """All about one agreement; `history` lists each day on which its status became another one.

    `terms` are those on how long it lasts; `relations` tell which other agreements it replaces, amends or supplements.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    status: str
    reason: str
    as_of: str | None
    parties: tuple[PartyRow, ...]
    steps: tuple[StepRow, ...]
    history: tuple[tuple[str, str], ...]
    obligations: tuple[ObligationRow, ...]
    entry_into_force: str | None
    terms: tuple[TermRow, ...]
    depositary: tuple[TermRow, ...]
    relations: tuple[TermRow, ...]
    due: tuple[DueRow, ...]
    missing: tuple[str, ...]
    disputed: tuple[tuple[str, Conflict], ...]
    apart: tuple[str, ...]
    sources: tuple[SourceRef, ...]


def agreement_card(entry: AgreementEntry, merged: Merged, *, day: dt.date | None = None) -> Card:
    """The card of `entry` as of `day` (None: the day of the record's last report)."""
    names = names_of(merged)
    as_of = day or (dt.date.fromisoformat(entry.as_of) if entry.as_of else None)
    found = standing(entry, as_of)
    steps = tuple(_step(s, step_line(s, names, entry.name)) for s in entry.steps)
    named = named_by_terms(merged) if any(t.named for t in entry.terms) else {}
    told = [(t, _term(t, named)) for t in entry.terms]
    clause = entry.entry_into_force
    return Card(
        id=entry.id,
        name=entry.name,
        aliases=entry.aliases,
        kind=label(entry.kind),
        status=_status(found),
        reason=found.reason,
        as_of=as_of.isoformat() if as_of else None,
        parties=tuple(
            PartyRow(p.party, names.get(p.party, p.party), _party_status(p.status), p.reason) for p in found.parties
        ),
        steps=steps,
        history=history(entry),
        obligations=tuple(
            ObligationRow(label(o.kind), listed(o.bearers or entry.parties, names), o.condition, o.sources)
            for o in entry.obligations
        ),
        entry_into_force=(clause.condition or clause.date) if clause else None,
        terms=tuple(row for t, row in told if t.named is None),
        depositary=tuple(row for t, row in told if t.kind == "depositary"),
        relations=tuple(row for t, row in told if t.named is not None and t.kind != "depositary"),
        due=tuple(DueRow(d.edtf, due_line(d, names), d.basis, d.outcome) for d in dues(entry, as_of)),
        missing=_consents(entry, found) + missing_lines(found.missing, names),
        disputed=tuple((s.text, c) for s in steps for c in s.conflicts)
        + tuple((row.text, c) for _, row in told for c in row.conflicts)
        + tuple((entry.name, c) for c in entry.conflicts),
        apart=entry.apart,
        sources=entry.sources,
    )


def history(entry: AgreementEntry) -> tuple[tuple[str, str], ...]:
    """Each day (ISO 8601) from which the agreement stood differently, with the status in words."""
    days = {happened_by(s) if s.state == "done" else _day(s.first_reported) for s in entry.steps}
    out: list[tuple[str, str]] = []
    for day in sorted(d for d in days if d):
        status = _status(standing(entry, day))
        if not out or out[-1][1] != status:
            out.append((day.isoformat(), status))
    return tuple(out)


def _consents(entry: AgreementEntry, found: Standing) -> tuple[str, ...]:
    """How many consents a clause on entry into force still waits for, where it counts them."""
    told = counted(entry) if found.missing else None
    if told is None or len(told.parties) >= told.needed:
        return ()
    return (f"{told.needed - len(told.parties)} more consents to be bound ({len(told.parties)} of {told.needed} told)",)


def _status(found: Standing) -> str:
    """The status in words, with the parties that it holds for where it holds for some."""
    return label(found.status) if found.status else "unknown"


def _party_status(status: Status | None) -> str:
    """A party's status in words: it has ratified or withdrawn itself, whatever the others do."""
    if status is None:
        return "unknown"
    return {"ratified_by": "ratified", "withdrawn_by": "withdrawn"}.get(status, label(status))


def _term(term: TermEntry, names: Names) -> TermRow:
    known = term.named_id if term.named_id in names else None
    return TermRow(term_line(term, names), known, term.sources, term.conflicts)


def _step(step: StepEntry, text: str) -> StepRow:
    return StepRow(
        id=step.id,
        text=text,
        date=step.date.edtf,
        basis=step.date.basis,
        reported=step.first_reported,
        state=step.state,
        organ=label(step.organ) if step.organ else None,
        flag=step.flag,
        sources=step.sources,
        independent=step.independent,
        conflicts=step.conflicts,
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
