"""Where an agreement stands on a day: a pure function of its steps, by the table of agreement law.

Only steps that are done count, and only from the day on which they surely had happened. The order in which reports
bring them in makes no difference.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence

import msgspec

from dateline.kinds.binding import all_bound, binds, many_sided, needs, supposed, supposing
from dateline.kinds.done import Done, as_day, counted, happened_by, live
from dateline.kinds.law import STATUS_ORDER, Law, law
from dateline.kinds.when import lower_bound, upper_bound
from dateline.model.record import AgreementEntry, StepEntry
from dateline.model.vocabulary import Status

_RANK = {status: i for i, status in enumerate(STATUS_ORDER)}
_DELAY = re.compile(
    r"\b(?P<n>\S+)[\s-]+(?P<unit>day|week|month|year)s?\b(?=.*\b(?:after|from|following|later)\b)", re.I
)
_UNIT_DAYS = {"day": 1, "week": 7, "month": 31, "year": 366}
_BEFORE_FORCE = _RANK["in_force"]


@dataclasses.dataclass(frozen=True, slots=True)
class PartyStanding:
    """Where one party stands towards the agreement, and which step says so."""

    party: str
    status: Status | None
    reason: str


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """Where an agreement stands; `missing` names what entry into force still waits for, as far as is known."""

    status: Status | None
    reason: str
    parties: tuple[PartyStanding, ...]
    missing: tuple[str, ...]


def status_on(agreement: AgreementEntry, day: dt.date | None, table: Law | None = None) -> Status | None:
    """The agreement's status on `day` (None: all steps known, whatever their day); None when no step says anything."""
    return standing(agreement, day, table).status


def standing(agreement: AgreementEntry, day: dt.date | None, table: Law | None = None) -> Standing:
    """Status, reason, each party's standing and what is missing on `day` (None: by all steps known)."""
    table = table or law()
    known = counted(agreement.steps, day, table)
    done = live(known, table)
    case = _Case(
        agreement, tuple(done), _force_by_clause(agreement, done, day, table), tuple(supposing(known, table)),
        many_sided(agreement, known, table), table,
    )  # fmt: skip
    status, reason = _whole(case)
    parties = tuple(_party(p, case, over=status == "terminated") for p in (*agreement.parties, *_acting(case)))
    missing = () if status and _RANK[status] >= _BEFORE_FORCE else _missing(agreement, done, table)
    return Standing(status, reason, parties, missing)


@dataclasses.dataclass(frozen=True, slots=True)
class _Case:
    """An agreement on a day: the steps that count, why its clause puts it in force, the steps that suppose it is."""

    agreement: AgreementEntry
    done: tuple[Done, ...]
    force: str | None
    supposing: tuple[Done, ...]
    many: bool
    table: Law

    def statuses(self) -> list[tuple[Done, Status]]:
        """What each step gives; of many parties, one that terminates leaves."""
        out: list[tuple[Done, Status]] = []
        everyone = max(len(self.agreement.parties), 2)
        for d in self.done:
            leaves = d.status == "terminated" and self.many and 0 < len(d.entry.by) < everyone
            if d.status:
                out.append((d, "withdrawn_by" if leaves else d.status))
        return out


def _acting(case: _Case) -> list[str]:
    """Those beside the parties who act as one: a bloc's member states that approve and ratify what it has signed."""
    own = [d for d in case.done if d.status and not case.table.steps[d.entry.step].joint]
    return sorted({p for d in own for p in d.entry.by if len(p) == 3} - set(case.agreement.parties))


def _party(party: str, case: _Case, *, over: bool) -> PartyStanding:
    table = case.table
    mine = [(d, s) for d, s in case.statuses() if d.by(party, table) and (s != "withdrawn_by" or party in d.entry.by)]
    consented = any(binds(d, party, case.agreement, table) for d in case.done)
    supposed_by = supposed(case.supposing, party, many=case.many, table=table)
    stranger = party not in case.agreement.parties
    bound = consented or supposed_by is not None or not (case.many or stranger) or _told_as_party(party, case)
    if not bound:
        # Of many parties, an agreement binds those that consented: its entry into force says nothing of the others.
        mine = [(d, s) for d, s in mine if s != "in_force"]
    best, status = max(mine, key=lambda pair: _RANK[pair[1]], default=(None, None))
    rank = _RANK[status] if status else -1
    if over and status != "withdrawn_by" and not case.many:
        return PartyStanding(party, "terminated", _whole(case)[1])
    if rank < _BEFORE_FORCE and case.force and bound:
        return PartyStanding(party, "in_force", case.force)
    if rank < _BEFORE_FORCE and supposed_by is not None:
        return PartyStanding(party, "in_force", _supposes(supposed_by, table))
    if best is None:
        return PartyStanding(party, None, "no step of this party is on record")
    return PartyStanding(party, status, best.label(table))


def _told_as_party(party: str, case: _Case) -> bool:
    """Whether reports tell of an agreement that binds, and of nobody's way there: its parties are those it binds."""
    steps = case.table.steps
    if any(steps[d.entry.step].consent for d in case.done):
        return False
    return not any(d.status and party in d.entry.by and _RANK[d.status] < _BEFORE_FORCE for d in case.done)


def _supposes(step: Done, table: Law) -> str:
    return f"{step.label(table)} supposes that it was in force"


def _whole(case: _Case) -> tuple[Status | None, str]:
    table, parties = case.table, case.agreement.parties
    found: list[tuple[Status, str]] = [(s, d.label(table)) for d, s in case.statuses() if d.moves(table)]
    if any(status == "ratified" for status, _ in found) and not all_bound(case.agreement, case.done, table):
        found = [("ratified_by" if status == "ratified" else status, why) for status, why in found]
    if case.force:
        found.append(("in_force", case.force))
    found += [("in_force", _supposes(d, table)) for d in case.supposing if d.moves(table)]
    gone = {p for d in case.done if d.status == "withdrawn_by" for p in d.entry.by}
    if gone and len(parties) >= 2 and len(set(parties) - gone) < 2 and not (case.many and len(parties) == 2):
        found.append(("terminated", f"withdrawal of {', '.join(sorted(gone))} leaves fewer than two parties"))
    if not found:
        return None, "no step that is done is on record"
    status, why = max(found, key=lambda pair: _RANK[pair[0]])
    return status, why


def _force_by_clause(agreement: AgreementEntry, done: list[Done], day: dt.date | None, table: Law) -> str | None:
    """Why the agreement is in force by its own clause on `day`, None where that is not so or cannot be told."""
    clause = agreement.entry_into_force
    if clause is None or not all_bound(agreement, done, table):
        return None
    fixed = upper_bound(clause.date)
    if fixed is not None:
        return f"its clause names {clause.date}" if day is not None and fixed <= day else None
    asked = needs(agreement, table)
    met = [d for d in done if d.entry.state == "done" and d.entry.step in asked]
    if not met or not all(any(d.by(p, table) for d in met) for p in agreement.parties):
        return None
    delay = _delay_days(clause.condition or "")
    last = max((d.high or dt.date.max for d in met), default=dt.date.max)
    if delay is None or (delay and (day is None or last == dt.date.max or last + dt.timedelta(delay) > day)):
        return None
    return "its clause is met: " + "; ".join(d.label(table) for d in met)


def _delay_days(condition: str) -> int | None:
    """The longest wait that `condition` sets, in days; 0 for none, None where its length cannot be read."""
    found = _DELAY.search(condition)
    if not found or found["n"].lower() in ("the", "that", "this", "same"):
        return 0
    return int(found["n"]) * _UNIT_DAYS[found["unit"].lower()] if found["n"].isdigit() else None


def _missing(agreement: AgreementEntry, done: list[Done], table: Law) -> tuple[str, ...]:
    out = []
    informal = table.kinds[agreement.kind].by_signature
    act = "signature" if informal or "sign" in needs(agreement, table) else "consent to be bound"
    for party in agreement.parties:
        if not any(binds(d, party, agreement, table) for d in done):
            out.append(f"{act}: {party}")
    if len(agreement.parties) < 2:
        out.append(f"{act}: further parties, not known")
    for step in ("exchange", "deposit"):
        waiting = step in needs(agreement, table)[:1] and not any(d.entry.step == step for d in done)
        if waiting:
            out.append(table.steps[step].noun)
    if agreement.entry_into_force and agreement.entry_into_force.date:
        out.append(f"the day set: {agreement.entry_into_force.date}")
    out.append("entry into force")
    return tuple(out)


def flagged(agreement: AgreementEntry, table: Law | None = None) -> tuple[StepEntry, ...]:
    """The steps in lawful order, each one that is out of order kept, with a `flag` that explains."""
    table = table or law()
    out = []
    for step in agreement.steps:
        flag = _flag(step, agreement, table)
        out.append(step if flag == step.flag else msgspec.structs.replace(step, flag=flag))
    return tuple(sorted(out, key=lambda s: step_order(s, table)))


def step_order(step: StepEntry, table: Law) -> tuple[dt.date, int, tuple[str, ...], str]:
    """What steps are sorted by: first possible day, lawful sequence, who."""
    day = lower_bound(step.date.edtf) or upper_bound(step.date.edtf) or happened_by(step) or as_day(step.first_reported)
    return (day or dt.date.max, table.order[step.step], step.by, step.id)


def _flag(step: StepEntry, agreement: AgreementEntry, table: Law) -> str | None:
    if step.state != "done":
        return None
    last = upper_bound(step.date.edtf)
    before = [s for s in agreement.steps if s.state == "done" and s.step in table.steps[step.step].after]
    before = [s for s in before if not s.by or not step.by or set(s.by) & set(step.by)]
    starts = [(lower_bound(s.date.edtf), s) for s in before]
    if last and starts and all(start and start > last for start, _ in starts):
        first = min(before, key=lambda s: step_order(s, table))
        return f"dated before the {table.steps[first.step].noun} ({first.date.edtf})"
    if step.step == "enter_into_force" and not table.kinds[agreement.kind].by_signature:
        done = counted(agreement.steps, None, table)
        lacking = [p for p in agreement.parties if not any(binds(d, p, agreement, table) for d in done)]
        if lacking or len(agreement.parties) < 2:
            return f"no consent to be bound is on record for {', '.join(lacking) or 'some parties'}"
    return None


def parties_with(standing: Standing, statuses: Sequence[Status]) -> tuple[str, ...]:
    """The parties of `standing` that stand at one of `statuses`, in its order."""
    return tuple(p.party for p in standing.parties if p.status in statuses)
