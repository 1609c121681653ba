"""Whom an agreement binds: consent to be bound, and acts that are lawfully done only while it binds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dateline.kinds.done import Done
from dateline.kinds.law import ClauseRule, Law
from dateline.kinds.when import lower_bound
from dateline.model.record import AgreementEntry, StepEntry

# Steps by which a state becomes, or is to become, a party.
OF_PARTIES = frozenset({"sign", "ratify", "accept", "accede", "deposit"})
# Acts by which one becomes a party beside many others, or that concern these (arts 15, 19, 76).
_OF_MANY = ("accede", "reserve", "object")


def many_sided(agreement: AgreementEntry, done: Sequence[Done], table: Law) -> bool:
    """Whether an agreement is open to many, so that one that leaves does not end it for the others."""
    parties = set(agreement.parties)
    if len(parties) > 2:
        return True
    told = [d for d in done if d.entry.state == "done"]
    if any(d.entry.step in _OF_MANY for d in told):
        return True
    if len(parties) == 2 and any(d.entry.step in ("sign", "exchange") and set(d.entry.by) == parties for d in told):
        # Two that sign together, or hand each other instruments (art. 13), are all that there are.
        return any(p.startswith("IGO:") for p in parties) and open_by_name(agreement, table)
    return open_by_name(agreement, table)


def open_by_name(agreement: AgreementEntry, table: Law) -> bool:
    """Whether an agreement is called by a name that tells that it is open to many: those told are not all."""
    return table.sides(_names(agreement)) == "many"


def strangers(step: StepEntry, agreement: AgreementEntry, *, many: bool) -> tuple[str, ...]:
    """States that take a party's step though reports tell of two other states that are the parties."""
    closed = len(agreement.parties) == 2 and all(len(p) == 3 for p in agreement.parties) and not many
    return tuple(p for p in step.by if len(p) == 3 and p not in agreement.parties) if closed else ()


def _names(agreement: AgreementEntry) -> tuple[str, ...]:
    return (agreement.name, *agreement.aliases)


def binds(step: Done, party: str, agreement: AgreementEntry, table: Law) -> bool:
    """Whether `step` expresses the consent of `party` to be bound."""
    if step.entry.state != "done" or not step.by(party, table):
        return False
    rule = table.steps[step.entry.step]
    if rule.consent:
        return True
    signs = step.entry.step in ("sign", "conclude")
    return signs and (table.kinds[agreement.kind].by_signature or "sign" in needs(agreement, table))


def parties_on(agreement: AgreementEntry, day: dt.date | None) -> tuple[str, ...]:
    """The parties without those that accede after `day` and by then have done nothing by which a state becomes one.

    Nobody waits for their consent (VCLT art. 15).
    """
    own = [s for s in agreement.steps if s.step in OF_PARTIES]
    later = {p for s in own if s.step == "accede" and _to_come(s, day) for p in s.by}
    before = {p for s in own if s.step == "sign" or (s.state == "done" and not _to_come(s, day)) for p in s.by}
    return tuple(p for p in agreement.parties if p not in later - before)


def all_bound(agreement: AgreementEntry, done: Sequence[Done], table: Law) -> bool:
    """Whether every party has consented to be bound."""
    parties = agreement.parties
    return len(parties) >= 2 and all(any(binds(d, p, agreement, table) for d in done) for p in parties)


def _to_come(step: StepEntry, day: dt.date | None) -> bool:
    first = lower_bound(step.date.edtf)
    return day is not None and first is not None and first > day


def clause_of(agreement: AgreementEntry, table: Law) -> ClauseRule | None:
    """The rule on entry into force that the agreement's own clause is."""
    clause = table.clause(agreement.entry_into_force.condition) if agreement.entry_into_force else None
    if clause and clause.informal and not table.kinds[agreement.kind].by_signature:
        return None
    return clause


def needs(agreement: AgreementEntry, table: Law) -> tuple[str, ...]:
    """The steps of which one by every party meets the clause."""
    clause = clause_of(agreement, table)
    return clause.needs if clause else ()


def supposing(done: Sequence[Done], table: Law) -> list[Done]:
    """The done steps that are lawful only while the agreement binds, and that nothing shows to mean something else."""
    told = [d for d in done if d.entry.state == "done"]
    consent = any(table.steps[d.entry.step].consent or d.entry.step == "enter_into_force" for d in told)
    out = []
    for step in told:
        rule = table.steps[step.entry.step]
        earlier = [d for d in told if d.entry.step in rule.doubted and _before(d, step)]
        if rule.supposes and (consent or not earlier):
            out.append(step)
    return out


def not_yet_all(agreement: AgreementEntry, done: Sequence[Done], table: Law) -> bool:
    """Whether reports tell of the consent of some of three or more parties, not of all, and of no entry into force.

    What is extended then is the time in which the others may ratify.
    """
    if len(agreement.parties) < 3 or any(d.entry.step == "enter_into_force" for d in done):
        return False
    bound = [any(binds(d, p, agreement, table) for d in done) for p in agreement.parties]
    return any(bound) and not all(bound)


def supposed(steps: Sequence[Done], party: str, *, many: bool, table: Law) -> Done | None:
    """The first of `steps` (of `supposing`) that supposes that the agreement binds `party`."""
    return next((s for s in steps if not many or s.by(party, table)), None)


def _before(one: Done, other: Done) -> bool:
    return (one.high or dt.date.min) <= (other.high or dt.date.max)
