"""Where an agreement stands on a day: a pure function of its steps, by the table of agreement law.

Only steps that are done count, and only from the day on which they surely had happened. The order in which reports
bring them in makes no difference.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

import msgspec

from dateline.kinds.binding import (
    all_bound,
    binds,
    many_sided,
    needs,
    not_yet_all,
    open_by_name,
    parties_on,
    strangers,
    supposed,
    supposing,
)
from dateline.kinds.done import Done, as_day, counted, happened_by, live, told_days
from dateline.kinds.law import STATUS_ORDER, Law, law
from dateline.kinds.lengths import later
from dateline.kinds.term_days import Lapse, delay, force_day, lapses
from dateline.kinds.term_days import counted as counted_consents
from dateline.kinds.when import lower_bound, upper_bound
from dateline.model.record import AgreementEntry, StepEntry
from dateline.model.vocabulary import Status

_RANK = {status: i for i, status in enumerate(STATUS_ORDER)}
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
    many = many_sided(agreement, known, table)
    every, here = agreement.parties, parties_on(agreement, day)
    if 1 < len(here) < len(every):
        agreement = msgspec.structs.replace(agreement, parties=here)
    # A step of somebody who is no party is on record, and moves nothing.
    known = [d for d in known if not d.entry.by or set(d.entry.by) - set(strangers(d.entry, agreement, many=many))]
    done = live(known, table)
    early = not_yet_all(agreement, done, table)
    binding = [d for d in supposing(known, table) if not (early and table.steps[d.entry.step].scope == "agreement")]
    case = _Case(
        agreement, tuple(done), _force_by_clause(agreement, done, day, table), tuple(binding),
        _lapsed(agreement, done, day, table), many, table, day,
    )  # fmt: skip
    status, reason = _whole(case)
    parties = tuple(_party(p, case, over=status == "terminated") for p in (*every, *_acting(case)))
    missing = () if status and _RANK[status] >= _BEFORE_FORCE else _missing(agreement, done, table)
    return Standing(status, reason, parties, missing)


@dataclasses.dataclass(frozen=True, slots=True)
class _Case:
    """An agreement on a day: the steps that count, why its clause puts it in force, the steps that suppose it is."""

    agreement: AgreementEntry
    done: tuple[Done, ...]
    force: str | None
    supposing: tuple[Done, ...]
    lapsed: tuple[Lapse, ...]
    many: bool
    table: Law
    day: dt.date | None

    def statuses(self) -> list[tuple[Done, Status]]:
        """What each step gives; of many parties, one that terminates leaves."""
        out: list[tuple[Done, Status]] = []
        everyone = max(len(self.agreement.parties), 2)
        for d in self.done:
            leaves = d.status == "terminated" and self.many and 0 < len(d.entry.by) < everyone
            if d.status:
                out.append((d, "withdrawn_by" if leaves else d.status))
        return out

    def moved_by(self, d: Done) -> bool:
        """Whether a step moves the agreement; of two, one may do so whichever of them takes it."""
        either = self.table.steps[d.entry.step].unnamed == "either"
        return d.moves(self.table) or (either and not self.many and len(self.agreement.parties) == 2)


def _lapsed(agreement: AgreementEntry, done: Sequence[Done], day: dt.date | None, table: Law) -> tuple[Lapse, ...]:
    """What has ended by the agreement's own terms by `day`: the notices that stand, and a term once it binds."""
    if day is None:
        return ()
    standing_notices = {p for d in done if d.entry.step == "give_notice" for p in d.entry.by}
    bound = any(d.entry.step == "enter_into_force" or d.status == "in_force" for d in done) or any(
        binds(d, p, agreement, table) for d in done for p in agreement.parties
    )
    return tuple(
        each for each in lapses(agreement, day, table) if each.party in standing_notices or (not each.party and bound)
    )


def _acting(case: _Case) -> list[str]:
    """Those beside the parties who act as one: a bloc's member states that approve and ratify what it has signed."""
    own = [d for d in case.done if d.status and not case.table.steps[d.entry.step].joint]
    return sorted({p for d in own for p in d.entry.by if len(p) == 3} - set(case.agreement.parties))


def _party(party: str, case: _Case, *, over: bool) -> PartyStanding:
    table = case.table
    mine = [(d, s) for d, s in case.statuses() if d.by(party, table) and (s != "withdrawn_by" or party in d.entry.by)]
    rejoined = _rejoined(party, case)
    if rejoined is not None:
        # Who left and acceded again stands where the accession puts it.
        mine = [(d, s) for d, s in mine if (d.high or dt.date.max) >= rejoined]
    consented = any(binds(d, party, case.agreement, table) for d in case.done)
    supposed_by = supposed(case.supposing, party, many=case.many, table=table)
    stranger = party not in case.agreement.parties
    bound = consented or supposed_by is not None or not (case.many or stranger) or _told_as_party(party, case)
    if _later(party, case):
        # "Takes effect for Kenya thirty days after": until then Kenya has consented, and no more.
        bound = False
    if not bound:
        # Of many parties, an agreement binds those that consented: its entry into force says nothing of the others.
        mine = [(d, s) for d, s in mine if s != "in_force"]
    best, status = max(mine, key=lambda pair: _RANK[pair[1]], default=(None, None))
    rank = _RANK[status] if status else -1
    lapse = next((each for each in case.lapsed if each.party == party), None)
    if lapse and rank < _RANK["withdrawn_by"]:
        return PartyStanding(party, "withdrawn_by", lapse.why)
    if over and status != "withdrawn_by" and (not case.many or any(not each.party for each in case.lapsed)):
        return PartyStanding(party, "terminated", _whole(case)[1])
    if rank < _BEFORE_FORCE and case.force and bound and rejoined is None:
        return PartyStanding(party, "in_force", case.force)
    if rank < _BEFORE_FORCE and supposed_by is not None and rejoined is None:
        return PartyStanding(party, "in_force", _supposes(supposed_by, table))
    if best is None:
        return PartyStanding(party, None, "no step of this party is on record")
    return PartyStanding(party, status, best.label(table))


def _rejoined(party: str, case: _Case) -> dt.date | None:
    """The day on which a party that had left acceded anew."""
    own = [d for d in case.done if party in d.entry.by and d.entry.state == "done"]
    gone = [s for s in case.agreement.steps if s.step == "withdraw" and s.state == "done" and party in s.by]
    left = [day for s in gone if (day := happened_by(s)) is not None and (case.day is None or day <= case.day)]
    back = [d.high for d in own if d.entry.step in ("accede", "deposit") and d.high]
    return max(back) if left and back and max(back) > max(left) else None


def _later(party: str, case: _Case) -> bool:
    """Whether reports name a day to come on which the agreement enters into force for this party of many."""
    own = [s for s in case.agreement.steps if s.step == "enter_into_force" and s.by == (party,)]
    days = told_days(own)
    gone = [lower_bound(s.date.edtf) for s in case.agreement.steps if s.step == "withdraw" and party in s.by]
    if case.day is not None and any(d is not None and d > case.day for d in gone):
        # It has yet to leave, and to come back.
        return False
    return case.many and case.day is not None and any(d is not None and d > case.day for d in days)


def _told_as_party(party: str, case: _Case) -> bool:
    """Whether reports tell of an agreement that binds, and of nobody's way there: its parties are those it binds."""
    steps = case.table.steps
    joined = [lower_bound(s.date.edtf) for s in case.agreement.steps if s.step == "accede" and party in s.by]
    left = any(s.step in ("give_notice", "withdraw") and party in s.by for s in case.agreement.steps)
    if case.day is not None and not left and any(d is not None and d > case.day for d in joined):
        return False
    if any(steps[d.entry.step].consent for d in case.done):
        return False
    return not any(d.status and party in d.entry.by and _RANK[d.status] < _BEFORE_FORCE for d in case.done)


def _supposes(step: Done, table: Law) -> str:
    return f"{step.label(table)} supposes that it was in force"


def _open_ended(case: _Case) -> bool:
    """Whether an agreement open to many may have more parties than those told: no act is told of all of them."""
    parties = set(case.agreement.parties)
    together = any(parties <= set(d.entry.by) for d in case.done)
    return case.many and not together and not any(p.startswith("IGO:") for p in parties)


def _whole(case: _Case) -> tuple[Status | None, str]:
    table, parties = case.table, case.agreement.parties
    found: list[tuple[Status, str]] = [(s, d.label(table)) for d, s in case.statuses() if case.moved_by(d)]
    many = counted_consents(case.agreement)
    waiting = _open_ended(case) if many is None else many.reached is None
    if any(status == "ratified" for status, _ in found) and (
        waiting or not all_bound(case.agreement, case.done, table)
    ):
        found = [("ratified_by" if status == "ratified" else status, why) for status, why in found]
    if case.force:
        found.append(("in_force", case.force))
    found += [("in_force", _supposes(d, table)) for d in case.supposing if case.moved_by(d)]
    found += [("withdrawn_by" if each.party else "terminated", each.why) for each in case.lapsed]
    gone = {p for d in case.done if d.status == "withdrawn_by" for p in d.entry.by}
    gone |= {each.party for each in case.lapsed if each.party}
    more = case.many and (len(parties) == 2 or open_by_name(case.agreement, case.table))
    if gone and len(parties) >= 2 and len(set(parties) - gone) < 2 and not more:
        found.append(("terminated", f"withdrawal of {', '.join(sorted(gone))} leaves fewer than two parties"))
    if not found:
        return None, "no step that is done is on record"
    status, why = max(found, key=lambda pair: _RANK[pair[0]])
    return status, why


def _force_by_clause(agreement: AgreementEntry, done: list[Done], day: dt.date | None, table: Law) -> str | None:
    """Why the agreement is in force by its own clause on `day`, None where that is not so or cannot be told."""
    clause = agreement.entry_into_force
    if clause is None or any(s.step == "enter_into_force" and s.state in ("denied", "failed") for s in agreement.steps):
        # "The truce that should have begun on Saturday never did."
        return None
    # That of one party alone is when it joined those whom the agreement bound already.
    own = [s for s in agreement.steps if s.step == "enter_into_force" and len(s.by) != 1]
    days = told_days(own)
    if day is not None and days and all(d is not None and d > day for d in days):
        # Reports name the day, and it is to come.
        return None
    many = counted_consents(agreement)
    if many is not None and many.reached is not None and day is not None and many.reached <= day:
        due = many.reached if delay(clause.condition or "") == "" else force_day(agreement)
        return f"its clause is met: {many.needed} consents by {many.reached}" if due and due <= day else None
    if not all_bound(agreement, done, table):
        return None
    fixed = upper_bound(clause.date)
    if fixed is not None:
        return f"its clause names {clause.date}" if day is not None and fixed <= day else None
    asked = needs(agreement, table)
    met = [d for d in done if d.entry.state == "done" and d.entry.step in asked]
    if not met or not all(any(d.by(p, table) for d in met) for p in agreement.parties):
        return None
    wait = delay(clause.condition or "")
    last = max((d.high or dt.date.max for d in met), default=dt.date.max)
    if wait is None or (wait and (day is None or last == dt.date.max or (later(last, wait) or dt.date.max) > day)):
        return None
    return "its clause is met: " + "; ".join(d.label(table) for d in met)


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
    done = counted(agreement.steps, None, table)
    if outside := strangers(step, agreement, many=many_sided(agreement, done, table)):
        return f"not a party by what reports tell: {', '.join(outside)}"
    last = upper_bound(step.date.edtf)
    before = [s for s in agreement.steps if s.state == "done" and s.step in table.steps[step.step].after]
    before = [s for s in before if not s.by or not step.by or set(s.by) & set(step.by)]
    starts = [(lower_bound(s.date.edtf), s) for s in before]
    if last and starts and all(start and start > last for start, _ in starts):
        first = min(before, key=lambda s: step_order(s, table))
        return f"dated before the {table.steps[first.step].noun} ({first.date.edtf})"
    if step.step == "enter_into_force" and not table.kinds[agreement.kind].by_signature:
        lacking = [p for p in agreement.parties if not any(binds(d, p, agreement, table) for d in done)]
        if lacking or len(agreement.parties) < 2:
            return f"no consent to be bound is on record for {', '.join(lacking) or 'some parties'}"
    return None


def parties_with(standing: Standing, statuses: Sequence[Status]) -> tuple[str, ...]:
    """The parties of `standing` that stand at one of `statuses`, in its order."""
    return tuple(p.party for p in standing.parties if p.status in statuses)
