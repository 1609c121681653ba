"""Where an agreement stands on a day: a pure function of its steps, by the table of agreement law.

Only steps that are done count, and only from the day on which they surely had happened. The order in which reports
bring them in makes no difference.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Sequence

import msgspec

from dateline.kinds.law import STATUS_ORDER, ClauseRule, Law, law
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


@dataclasses.dataclass(frozen=True, slots=True)
class _Done:
    """A step that counts; `low` and `high` bound its day, `high` also by the first report that says it is done."""

    entry: StepEntry
    status: Status | None
    low: dt.date | None
    high: dt.date | None

    def by(self, party: str, table: Law) -> bool:
        rule = table.steps[self.entry.step]
        return rule.scope == "agreement" or party in self.entry.by or (not self.entry.by and rule.unnamed == "all")

    def moves(self, table: Law) -> bool:
        """Whether it moves the agreement: a party's own act does only where it is told whose act it is."""
        return bool(self.entry.by) or table.steps[self.entry.step].unnamed == "all"

    def label(self, table: Law) -> str:
        who = ", ".join(self.entry.by)
        noun = table.steps[self.entry.step].noun
        when = self.entry.date.edtf or (f"by {self.high.isoformat()}" if self.high else "day unknown")
        return f"{noun}{' by ' + who if who else ''} ({when})"


def status_on(agreement: AgreementEntry, day: dt.date | None, table: Law | None = None) -> Status | None:
    """The agreement's status on `day` (None: all steps known, whatever their day); None when no step says anything."""
    return standing(agreement, day, table).status


def standing(agreement: AgreementEntry, day: dt.date | None, table: Law | None = None) -> Standing:
    """Status, reason, each party's standing and what is missing on `day` (None: by all steps known)."""
    table = table or law()
    done = _live(_counted(agreement.steps, day, table), table)
    force = _force_by_clause(agreement, done, day, table)
    parties = tuple(_party(p, agreement, done, force, table=table) for p in agreement.parties)
    status, reason = _whole(agreement, done, force, table)
    missing = () if status and _RANK[status] >= _BEFORE_FORCE else _missing(agreement, done, table)
    return Standing(status, reason, parties, missing)


def happened_by(step: StepEntry) -> dt.date | None:
    """The day by which a done step surely had happened: its date's last day, or the first report of it as done."""
    told = [s.published[:10] for s in step.sources if s.published and s.value.get("state", "done") == "done"]
    reported = dt.date.fromisoformat(min(told)) if told else None
    stated = upper_bound(step.date.edtf)
    return min(stated, reported) if stated and reported else stated or reported


def _counted(steps: Iterable[StepEntry], day: dt.date | None, table: Law) -> list[_Done]:
    out = []
    for step in steps:
        rule = table.steps[step.step]
        status = {"done": rule.gives, "announced": rule.announced}.get(step.state)
        if step.state != "done" and status is None:
            continue
        high = happened_by(step) if step.state == "done" else _day(step.first_reported)
        if day is None or (high is not None and high <= day):
            out.append(_Done(step, status, lower_bound(step.date.edtf), high))
    # A fixed order of equal weight for every order of arrival.
    return sorted(out, key=lambda d: (table.order[d.entry.step], d.high or dt.date.max, d.entry.by, d.entry.id))


def _live(done: list[_Done], table: Law) -> list[_Done]:
    """Those steps that no later step has undone."""
    return [d for d in done if not any(_undoes(other, d, table) for other in done)]


def _undoes(later: _Done, earlier: _Done, table: Law) -> bool:
    rule = table.steps[later.entry.step]
    if later.entry.state != "done" or earlier.entry.step not in rule.undoes:
        return False
    mine, theirs = set(later.entry.by), set(earlier.entry.by)
    if mine and theirs and not mine & theirs:
        return False
    if rule.consent:
        # A consent of unknown day is the original one, not a return: it must surely be later.
        return bool(later.low and earlier.high and later.low > earlier.high)
    return (later.high or dt.date.max) >= (earlier.high or dt.date.max)


def _party(party: str, agreement: AgreementEntry, done: list[_Done], force: str | None, *, table: Law) -> PartyStanding:
    mine = [d for d in done if d.status and d.by(party, table)]
    consented = any(_binds(d, party, agreement, table) for d in done)
    if len(agreement.parties) > 2 and not consented:
        # Of many parties, an agreement binds those that consented: its entry into force says nothing of the others.
        mine = [d for d in mine if d.status != "in_force"]
    best = max(mine, key=lambda d: _RANK[d.status] if d.status else -1, default=None)
    rank = _RANK[best.status] if best and best.status else -1
    if force and rank < _BEFORE_FORCE and (consented or len(agreement.parties) <= 2):
        return PartyStanding(party, "in_force", force)
    if best is None:
        return PartyStanding(party, None, "no step of this party is on record")
    return PartyStanding(party, best.status, best.label(table))


def _whole(agreement: AgreementEntry, done: list[_Done], force: str | None, table: Law) -> tuple[Status | None, str]:
    found: list[tuple[Status, str]] = [(d.status, d.label(table)) for d in done if d.status and d.moves(table)]
    if any(status == "ratified" for status, _ in found) and not _all_bound(agreement, done, table):
        found = [("ratified_by" if status == "ratified" else status, why) for status, why in found]
    if force:
        found.append(("in_force", force))
    gone = {p for d in done if d.status == "withdrawn_by" for p in d.entry.by}
    if gone and len(agreement.parties) >= 2 and len(set(agreement.parties) - gone) < 2:
        found.append(("terminated", f"withdrawal of {', '.join(sorted(gone))} leaves fewer than two parties"))
    if not found:
        return None, "no step that is done is on record"
    status, why = max(found, key=lambda pair: _RANK[pair[0]])
    return status, why


def _binds(step: _Done, party: str, agreement: AgreementEntry, table: Law) -> bool:
    """Whether `step` expresses the consent of `party` to be bound."""
    if step.entry.state != "done" or not step.by(party, table):
        return False
    rule = table.steps[step.entry.step]
    if rule.consent:
        return True
    signs = step.entry.step in ("sign", "conclude")
    return signs and (table.kinds[agreement.kind].by_signature or "sign" in _needs(agreement, table))


def _all_bound(agreement: AgreementEntry, done: list[_Done], table: Law) -> bool:
    parties = agreement.parties
    return len(parties) >= 2 and all(any(_binds(d, p, agreement, table) for d in done) for p in parties)


def _clause(agreement: AgreementEntry, table: Law) -> ClauseRule | None:
    clause = table.clause(agreement.entry_into_force.condition) if agreement.entry_into_force else None
    if clause and clause.informal and not table.kinds[agreement.kind].by_signature:
        return None
    return clause


def _needs(agreement: AgreementEntry, table: Law) -> tuple[str, ...]:
    clause = _clause(agreement, table)
    return clause.needs if clause else ()


def _force_by_clause(agreement: AgreementEntry, done: list[_Done], day: dt.date | None, table: Law) -> str | None:
    """Why the agreement is in force by its own clause on `day`, None where that is not so or cannot be told."""
    clause = agreement.entry_into_force
    if clause is None or not _all_bound(agreement, done, table):
        return None
    fixed = upper_bound(clause.date)
    if fixed is not None:
        return f"its clause names {clause.date}" if day is not None and fixed <= day else None
    needs = _needs(agreement, table)
    met = [d for d in done if d.entry.state == "done" and d.entry.step in needs]
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


def _missing(agreement: AgreementEntry, done: list[_Done], table: Law) -> tuple[str, ...]:
    out = []
    informal = table.kinds[agreement.kind].by_signature
    act = "signature" if informal or "sign" in _needs(agreement, table) else "consent to be bound"
    for party in agreement.parties:
        if not any(_binds(d, party, agreement, table) for d in done):
            out.append(f"{act}: {party}")
    if len(agreement.parties) < 2:
        out.append(f"{act}: further parties, not known")
    for step in ("exchange", "deposit"):
        waiting = step in _needs(agreement, table)[:1] and not any(d.entry.step == step for d in done)
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
    day = lower_bound(step.date.edtf) or upper_bound(step.date.edtf) or happened_by(step) or _day(step.first_reported)
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
        done = _counted(agreement.steps, None, table)
        lacking = [p for p in agreement.parties if not any(_binds(d, p, agreement, table) for d in done)]
        if lacking or len(agreement.parties) < 2:
            return f"no consent to be bound is on record for {', '.join(lacking) or 'some parties'}"
    return None


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text[:10]) if text else None


def parties_with(standing: Standing, statuses: Sequence[Status]) -> tuple[str, ...]:
    """The parties of `standing` that stand at one of `statuses`, in its order."""
    return tuple(p.party for p in standing.parties if p.status in statuses)
