"""Days on which something is due under an agreement: stated, or computed from its terms; and what came of them.

Computed are its entry into force by its clause, the end of its term or its renewal, the last day on which a party may
say no to that, and the day on which a notice of withdrawal takes effect.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Literal

from dateline.kinds.law import law
from dateline.kinds.lengths import later
from dateline.kinds.term_days import force_day, notices, renewals, term_end, terms_of
from dateline.kinds.when import bounds
from dateline.model.record import AgreementEntry, StepEntry
from dateline.model.vocabulary import Step, TermKind

Days = tuple[dt.date, dt.date]
Basis = Literal["stated", "computed"]
# "Put off": it was prolonged before. "Passed": nothing had to be reported (a renewal by itself, a right not used).
# "Contradicted": the day told by a report is not the one that follows from the terms.
Outcome = Literal[
    "due", "met", "another day", "overdue", "denied", "taken back", "put off", "passed", "contradicted"
]  # fmt: skip
# A party that leaves an agreement of two ends it: one answers to the other.
_ENDS: tuple[Step, ...] = ("withdraw", "terminate")
# The last day of a term and the first day after it are told for one another.
_SLACK = dt.timedelta(days=1)
# A renewal is told up to so many days off.
_ABOUT = dt.timedelta(days=31)


@dataclasses.dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due: from `first` to `last`, by whom, `basis` how the day is known, `outcome` what came of it.

    `came` is the day (EDTF) on which reports say that it came about; `words` are those that say when it is due.
    """

    agreement: str
    name: str
    step: Step
    by: tuple[str, ...]
    first: dt.date
    last: dt.date
    basis: Basis
    words: str
    outcome: Outcome
    came: str | None = None

    @property
    def edtf(self) -> str:
        """The day, or both ends of a wider time."""
        return _edtf((self.first, self.last))


@dataclasses.dataclass(frozen=True, slots=True)
class _Told:
    """What is said to be due, before what came of it; `by_itself`: nobody has to do anything, or to report it."""

    step: Step
    by: tuple[str, ...]
    days: Days
    basis: Basis
    words: str
    by_itself: bool = False


def dues(entry: AgreementEntry, as_of: dt.date | None = None) -> tuple[Due, ...]:
    """What is or was due under an agreement, by day; `as_of` (None: the record's last day) tells what is overdue."""
    today = as_of or (dt.date.fromisoformat(entry.as_of) if entry.as_of else None)
    found: dict[tuple[Step, tuple[str, ...], Days], _Told] = {}
    for told in (*_foretold(entry), *_by_clause(entry), *_by_terms(entry, today)):
        within = any(t.step == told.step and t.days[0] <= told.days[0] <= t.days[1] for t in found.values())
        if within and told.step == "enter_into_force" and not told.by:
            continue
        if told.basis == "stated" or not any(_one(told, t) for t in found.values()):
            found.setdefault((told.step, told.by, told.days), told)
    return tuple(sorted((_due(entry, t, today) for t in found.values()), key=lambda d: (d.first, d.last, d.step, d.by)))


def _foretold(entry: AgreementEntry) -> Iterator[_Told]:
    """The days that reports gave of steps to come, also where these have come since."""
    for step in entry.steps:
        for ref in step.sources:
            if ref.value.get("state") not in ("planned", "announced", "conditional"):
                continue
            date = ref.value.get("date")
            first, last = bounds(date.get("edtf") if isinstance(date, dict) else None)
            if first is not None and last is not None:
                yield _Told(step.step, step.by, (first, last), "stated", ref.quote)


def _by_clause(entry: AgreementEntry) -> Iterator[_Told]:
    """The day of entry into force by the clause, where it names one or what starts the time has come about."""
    clause = entry.entry_into_force
    if clause is None:
        return
    condition = clause.condition or ""
    first, last = bounds(clause.date)
    if first is not None and first == last:
        yield _Told("enter_into_force", (), (first, first), "stated", condition)
        return
    there = force_day(entry)
    if there is not None:
        yield _Told("enter_into_force", (), (there, there), "computed", condition)


def _by_terms(entry: AgreementEntry, today: dt.date | None) -> Iterator[_Told]:
    """What follows from the clauses on notice, duration and renewal, where the day that starts the time is known."""
    for step, day in notices(entry):
        yield _Told("withdraw", step.by, (day, day), "computed", _words(entry, "notice"))
    end = term_end(entry, law())
    if end is None:
        return
    renewed = renewals(entry, end, today or end)
    if not renewed:
        yield _Told("terminate", (), (end, end), "computed", _words(entry, "duration", "extension"))
    # The renewal last passed, and the next one.
    for day in renewed[-2:]:
        yield _Told("extend", (), (day, day), "computed", _words(entry, "renewal"), by_itself=True)
        before = next((t.length for t in terms_of(entry, "nonrenewal") if t.length), None)
        latest = later(day, before, -1) if before else None
        if latest is not None:
            yield _Told("give_notice", (), (latest, latest), "computed", _words(entry, "nonrenewal"), by_itself=True)


def _words(entry: AgreementEntry, *kinds: TermKind) -> str:
    """The words of the terms of these kinds."""
    told = [ref.quote for kind in kinds for term in terms_of(entry, kind) for ref in term.sources[:1]]
    return "; ".join(dict.fromkeys(told))


def _one(one: _Told, other: _Told) -> bool:
    """Whether what follows from the terms is what a report has foretold already, give or take a day."""
    answers = one.step == other.step or {one.step, other.step} <= set(_ENDS)
    return answers and _shared(one.by, other.by) and _close(one.days, other.days, _SLACK)


def _close(one: Days, other: Days, slack: dt.timedelta) -> bool:
    return one[0] - slack <= other[1] and other[0] - slack <= one[1]


def _due(entry: AgreementEntry, told: _Told, today: dt.date | None) -> Due:
    """What was due with what came of it, by the record's steps and the day `today`."""
    first, last = told.days
    came = _came(entry, told)
    outcome: Outcome = "due"
    if came is not None:
        days = bounds(came.date.edtf)
        known = (days[0] or first, days[1] or last)
        outcome = (
            "met" if _close(known, told.days, _SLACK if told.basis == "computed" else dt.timedelta()) else "another day"
        )
    elif any(s.step == told.step and s.state in ("denied", "failed") and _shared(s.by, told.by) for s in entry.steps):
        outcome = "denied"
    elif told.step in _ENDS and any(s.step == "resume" and s.state == "done" for s in entry.steps):
        outcome = "taken back"
    elif (
        told.step == "terminate" and not _counts_extension(entry, told) and any(_put_off(s, told) for s in entry.steps)
    ):
        outcome = "put off"
    elif told.basis == "computed" and any(_contradicts(t, told) for t in _foretold(entry)):
        outcome = "contradicted"
    elif told.by_itself and today is not None and last < today:
        outcome = "passed"
    elif today is not None and last < today:
        outcome = "overdue"
    day = came.date.edtf if came else None
    return Due(entry.id, entry.name, told.step, told.by, first, last, told.basis, told.words, outcome, day)


def _came(entry: AgreementEntry, told: _Told) -> StepEntry | None:
    """The step done that answers to what was due; of steps that recur, one about that day."""
    answers = _ENDS if told.step in _ENDS else (told.step,)
    fitting = [s for s in entry.steps if s.step in answers and s.state == "done" and _shared(s.by, told.by)]
    if not law().steps[told.step].once or told.by_itself:
        fitting = [s for s in fitting if _about(s, told.days)]
    return next(iter(fitting), None)


def _about(step: StepEntry, days: Days) -> bool:
    first, last = bounds(step.date.edtf)
    return first is not None and last is not None and _close((first, last), days, _ABOUT)


def _put_off(step: StepEntry, told: _Told) -> bool:
    """Whether a step prolonged the agreement beyond the end that was told, before that end or about then."""
    first = bounds(step.date.edtf)[0] if told.step == "terminate" else None
    return step.step == "extend" and step.state == "done" and first is not None and first <= told.days[1] + _ABOUT


def _counts_extension(entry: AgreementEntry, told: _Told) -> bool:
    """Whether the day was computed with the extensions that reports tell the length of."""
    return told.basis == "computed" and bool(terms_of(entry, "extension"))


def _contradicts(stated: _Told, computed: _Told) -> bool:
    """Whether a report gives another day for what follows from the terms."""
    answers = stated.step == computed.step or {stated.step, computed.step} <= set(_ENDS)
    return answers and _shared(stated.by, computed.by) and not _close(stated.days, computed.days, _SLACK)


def _edtf(days: Days) -> str:
    first, last = days
    return first.isoformat() if first == last else f"{first}/{last}"


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not one or not other or bool(set(one) & set(other))
