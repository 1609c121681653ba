"""Days on which something is due under an agreement: stated, or computed from its clause; and what came of them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from dateutil.relativedelta import relativedelta

from dateline.kinds.done import happened_by
from dateline.kinds.law import law
from dateline.kinds.time import load_time
from dateline.kinds.when import bounds, overlap
from dateline.model.record import AgreementEntry, StepEntry
from dateline.model.vocabulary import Step

# "Thirty days after …", "on the thirtieth day after …", "on the first day of the second month after …".
_LENGTH = re.compile(
    r"\b(?P<n>[\w-]+)[ -](?P<unit>day|week|month|year)s?\b(?=.*\b(?:after|from|following|later)\b)", re.I
)
_FIRST_DAY = re.compile(r"\bfirst day of the (?P<n>[\w-]+) month\b", re.I)
_ORDINAL = re.compile(
    r"\b(?P<n>[\w-]+)(?: (?:instruments?|ratifications?|states?|countries|parties|members|signator\w+))\b", re.I
)
_FIGURE = re.compile(r"\d+")
_UNITS: Mapping[str, relativedelta] = {
    "day": relativedelta(days=1), "week": relativedelta(weeks=1), "month": relativedelta(months=1),
    "year": relativedelta(years=1),
}  # fmt: skip
# The steps that start the time, by what the clause says of it, the first that fits.
_STARTS: tuple[tuple[re.Pattern[str], tuple[Step, ...]], ...] = (
    (re.compile(r"\bexchang", re.I), ("exchange",)),
    (re.compile(r"\bdeposit|\binstruments?\b|\bratif|\bacced", re.I), ("deposit", "ratify", "accept", "accede")),
    (re.compile(r"\bsign", re.I), ("sign",)),
)
_CONSENT: tuple[Step, ...] = ("ratify", "accept", "accede", "deposit")

Days = tuple[dt.date, dt.date]
Outcome = Literal["due", "met", "another day", "overdue", "denied", "taken back"]


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
    basis: Literal["stated", "computed"]
    words: str
    outcome: Outcome
    came: str | None = None

    @property
    def edtf(self) -> str:
        """The day, or both ends of a wider time."""
        return _edtf((self.first, self.last))


@dataclasses.dataclass(frozen=True, slots=True)
class _Told:
    """What is said to be due, before what came of it."""

    step: Step
    by: tuple[str, ...]
    days: Days
    basis: Literal["stated", "computed"]
    words: str


@dataclasses.dataclass(frozen=True, slots=True)
class Counted:
    """How many parties have consented of those that the clause asks for; `parties` in the order of their consent."""

    needed: int
    parties: tuple[str, ...]
    reached: dt.date | None


def dues(entry: AgreementEntry, as_of: dt.date | None = None) -> tuple[Due, ...]:
    """What is or was due under an agreement, by day; `as_of` (None: the record's last day) tells what is overdue."""
    today = as_of or (dt.date.fromisoformat(entry.as_of) if entry.as_of else None)
    found: dict[tuple[Step, tuple[str, ...], Days], _Told] = {}
    for told in (*_foretold(entry), *_by_clause(entry)):
        within = any(t.step == told.step and t.days[0] <= told.days[0] <= t.days[1] for t in found.values())
        if not (within and told.step == "enter_into_force" and not told.by):
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


def counted(entry: AgreementEntry) -> Counted | None:
    """The consents that a clause counts ("after the eighth instrument"), None where it counts none."""
    condition = entry.entry_into_force.condition if entry.entry_into_force else None
    needed = _threshold(condition or "")
    if needed is None:
        return None
    days: dict[str, dt.date | None] = {}
    for step in entry.steps:
        if step.step not in _CONSENT or step.state != "done":
            continue
        for party in step.by:
            day = happened_by(step)
            known = days.get(party)
            days[party] = max(day, known) if day and known and step.step == "deposit" else (known or day)
    ordered = sorted(days, key=lambda p: (days[p] or dt.date.max, p))
    reached = days[ordered[needed - 1]] if len(ordered) >= needed else None
    return Counted(needed, tuple(ordered), reached)


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
    start = _start(entry, condition)
    there = _after(start, condition) if start is not None else None
    if there is not None:
        yield _Told("enter_into_force", (), (there, there), "computed", condition)


def _start(entry: AgreementEntry, condition: str) -> dt.date | None:
    """The day from which the clause counts its time, None where it has not come or no report tells it."""
    many = counted(entry)
    if many is not None:
        return many.reached
    steps = next((steps for words, steps in _STARTS if words.search(condition)), ())
    done = [s for s in entry.steps if s.step in steps and s.state == "done"]
    days = [bounds(s.date.edtf) for s in done]
    exact = [first for first, last in days if first is not None and first == last]
    if not done or len(exact) < len(done):
        return None
    joint = done[0].step in ("exchange", "sign")
    told = {p for s in done for p in s.by}
    if not joint and (len(entry.parties) < 2 or not set(entry.parties) <= told):
        # The last of the parties is not on record.
        return None
    return max(exact)


def _after(start: dt.date, condition: str) -> dt.date | None:
    """The day that lies the clause's time after `start`."""
    try:
        if (month := _FIRST_DAY.search(condition)) and (n := _number(month["n"])):
            return start.replace(day=1) + relativedelta(months=n)
        if (length := _LENGTH.search(condition)) and (n := _number(length["n"])):
            return start + _UNITS[length["unit"].lower()] * n
    except (OverflowError, ValueError):
        return None
    return None


def _threshold(condition: str) -> int | None:
    """How many consents a clause asks for; None where it counts none."""
    for m in _ORDINAL.finditer(condition):
        n = _number(m["n"])
        if n is not None and n > 2:
            return n
    return None


def _number(word: str) -> int | None:
    """The number that a word or figure says: "ninety", "thirtieth", "50th"."""
    figure = _FIGURE.match(word)
    return int(figure.group()) if figure else _numbers().get(word.lower())


@cache
def _numbers() -> Mapping[str, int]:
    words = [e.word for entries in load_time().entries.values() for e in entries]
    plain = {w: x.n for x in words if x.role in ("number", "tens", "ordinal") and x.n is not None for w in x.words}
    tens = {w: n for w, n in plain.items() if n in range(20, 100, 10) and w.endswith("ty")}
    units = {w: n for w, n in plain.items() if 0 < n < 10}
    joined = {f"{ten}-{unit}": a + b for ten, a in tens.items() for unit, b in units.items()}
    # "Thirtieth", "ninetieth": made of the tens.
    return plain | joined | {f"{ten[:-1]}ieth": n for ten, n in tens.items()}


def _due(entry: AgreementEntry, told: _Told, today: dt.date | None) -> Due:
    """What was due with what came of it, by the record's steps and the day `today`."""
    first, last = told.days
    came, edtf = _came(entry, told.step, told.by), _edtf(told.days)
    outcome: Outcome = "due"
    if came is not None:
        outcome = "met" if came.date.edtf is None or overlap(came.date.edtf, edtf) else "another day"
    elif any(s.step == told.step and s.state in ("denied", "failed") and _shared(s.by, told.by) for s in entry.steps):
        outcome = "denied"
    elif told.step in ("withdraw", "terminate") and any(s.step == "resume" and s.state == "done" for s in entry.steps):
        outcome = "taken back"
    elif today is not None and last < today:
        outcome = "overdue"
    day = came.date.edtf if came else None
    return Due(entry.id, entry.name, told.step, told.by, first, last, told.basis, told.words, outcome, day)


def _came(entry: AgreementEntry, step: Step, by: tuple[str, ...]) -> StepEntry | None:
    """The step done that answers to what was due."""
    fitting = [s for s in entry.steps if s.step == step and s.state == "done" and _shared(s.by, by)]
    return next(iter(fitting), None) if law().steps[step].once else None


def _edtf(days: Days) -> str:
    first, last = days
    return first.isoformat() if first == last else f"{first}/{last}"


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not one or not other or bool(set(one) & set(other))
