"""Days that follow from what an agreement says of itself: its entry into force, the end of its term or of a notice.

Vienna Convention on the Law of Treaties, arts 24 (entry into force), 54 (end by its provisions), 56, 65, 68 (notice).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator

from dateutil.relativedelta import relativedelta

from dateline.kinds.done import happened_by, told_days
from dateline.kinds.law import Law
from dateline.kinds.lengths import later, length, number
from dateline.kinds.when import bounds
from dateline.model.record import AgreementEntry, StepEntry, TermEntry
from dateline.model.vocabulary import Step, TermKind

# "Thirty days after …", "on the thirtieth day after …", "on the first day of the second month after …".
_DELAY = re.compile(
    r"\b(?P<n>[\w-]+)[ -](?P<unit>day|week|month|year)s?\b(?=.*\b(?:after|from|following|later|once|when)\b)", re.I
)
_FIRST_DAY = re.compile(r"\bfirst day of the (?P<n>[\w-]+) month\b", re.I)
_COUNTED = re.compile(
    r"\b(?P<n>[\w-]+)(?: (?:more|other))?(?: (?:instruments?|ratifications?|acceptances|accessions|states?"
    r"|countr(?:y|ies)|nations?|governments?|parliaments?|parties|members?|signator\w+))\b",
    re.I,
)
# "Kenya became the fiftieth state to ratify": which one, of those that a clause counts, this consent was.
_NTH = re.compile(
    r"\b(?P<n>[\w-]*(?:st|nd|rd|th))(?: \w+)? (?:state|country|nation|government|member|party|signatory|instrument"
    r"|ratification|parliament|to)\b",
    re.I,
)
# The steps that start the time, by what the clause says of it, the first that fits.
_STARTS: tuple[tuple[re.Pattern[str], tuple[Step, ...]], ...] = (
    (re.compile(r"\bexchang|\bnotif", re.I), ("exchange",)),
    (re.compile(r"\bdeposit|\binstruments?\b|\bratif|\bacced", re.I), ("deposit", "ratify", "accept", "accede")),
    (re.compile(r"\bsign", re.I), ("sign",)),
)
_MOST_RENEWALS = 100
_CONSENT: tuple[Step, ...] = ("ratify", "accept", "accede", "deposit")
# An end told at most so many days after the term is that of the term.
_SOON = 31
# Steps that an agreement undergoes in its life, so that it has not ended by its term before them.
_LIFE: tuple[Step, ...] = ("extend", "amend", "suspend", "resume", "give_notice", "accede", "violate")


@dataclasses.dataclass(frozen=True, slots=True)
class Counted:
    """How many parties have consented of those that the clause asks for; `parties` in the order of their consent."""

    needed: int
    parties: tuple[str, ...]
    reached: dt.date | None


@dataclasses.dataclass(frozen=True, slots=True)
class Lapse:
    """An end that follows from a term: of the agreement (`party` None) or for one party, on `day`, and why."""

    party: str | None
    day: dt.date
    why: str


# What a clause asks for besides a number of consents.
_FURTHER = re.compile(r"\b(?:provided|so long as|as long as|on condition|representing|accounting for)\b", re.IGNORECASE)


def terms_of(entry: AgreementEntry, kind: TermKind) -> tuple[TermEntry, ...]:
    """The terms of one kind."""
    return tuple(t for t in entry.terms if t.kind == kind)


def counted(entry: AgreementEntry) -> Counted | None:
    """The consents that a clause counts ("after the eighth instrument"), None where it counts none."""
    condition = entry.entry_into_force.condition if entry.entry_into_force else None
    needed = _threshold(condition or "")
    if needed is None:
        return None
    days: dict[str, dt.date | None] = {}
    last: dt.date | None = None
    for step in entry.steps:
        if step.step not in _CONSENT or step.state != "done":
            continue
        day = happened_by(step)
        if day and any(number(m["n"]) == needed for ref in step.sources for m in _NTH.finditer(ref.quote)):
            last = day
        for party in step.by:
            known = days.get(party)
            days[party] = max(day, known) if day and known and step.step == "deposit" else (known or day)
    ordered = sorted(days, key=lambda p: (days[p] or dt.date.max, p))
    reached = days[ordered[needed - 1]] if len(ordered) >= needed else last
    if _FURTHER.search(condition or ""):
        # "… provided that they have half of the world's tonnage": the number alone does not tell.
        reached = None
    return Counted(needed, tuple(ordered), reached)


def force_day(entry: AgreementEntry) -> dt.date | None:
    """The day of entry into force that the clause's wait leads to, None where what starts it is not surely known."""
    condition = (entry.entry_into_force.condition or "") if entry.entry_into_force else ""
    start = _start(entry, condition) if condition else None
    return _after(start, condition) if start is not None else None


def _start(entry: AgreementEntry, condition: str) -> dt.date | None:
    """The day from which the clause counts its time, None where it has not come or no report tells it."""
    many = counted(entry)
    if many is not None:
        return many.reached
    steps = next((steps for words, steps in _STARTS if words.search(condition)), ())
    done = [s for s in entry.steps if s.step in steps and s.state == "done"]
    exact = [day for s in done if (day := exact_day(s)) is not None]
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
    if (month := _FIRST_DAY.search(condition)) and (n := number(month["n"])):
        try:
            return start.replace(day=1) + relativedelta(months=n)
        except (OverflowError, ValueError):
            return None
    wait = delay(condition)
    return later(start, wait) if wait else None


def delay(condition: str) -> str | None:
    """The wait that a clause sets, as an ISO 8601 duration; empty for none, None where its length cannot be read."""
    found = _DELAY.search(condition)
    if not found or found["n"].lower() in ("the", "that", "this", "same"):
        return ""
    return length(found["n"], found["unit"], ordinal=True)


def _threshold(condition: str) -> int | None:
    """How many consents a clause asks for; None where it counts none."""
    for m in _COUNTED.finditer(condition):
        n = number(m["n"])
        if n is not None and n > 2:
            return n
    return None


def exact_day(step: StepEntry) -> dt.date | None:
    """The day of a step that is dated to the day."""
    first, last = bounds(step.date.edtf)
    return first if first == last else None


def notices(entry: AgreementEntry) -> Iterator[tuple[StepEntry, dt.date]]:
    """Each notice of withdrawal of a known day with the day on which its time is over, by the clause on it."""
    for term in terms_of(entry, "notice")[:1]:
        for step in entry.steps:
            day = exact_day(step) if step.step == "give_notice" and step.state == "done" else None
            end = later(day, term.length) if day and term.length else None
            if end is not None:
                yield step, end


def term_end(entry: AgreementEntry, table: Law) -> dt.date | None:
    """The last day by the clause on duration and the extensions told, None where it or its start is not known.

    The time runs from entry into force; from the signature of what binds by signature.
    """
    by_day = [bounds(t.date)[1] for t in terms_of(entry, "duration") if t.date]
    lasting = next((t.length for t in terms_of(entry, "duration") if t.length), None)
    end = next(iter(by_day), None)
    start = _begun(entry, table)
    if end is None and lasting and start:
        end = later(start, lasting)
    if any(s.step == "extend" and s.state == "done" for s in entry.steps):
        for term in terms_of(entry, "extension"):
            until = bounds(term.date)[1] or (later(end, term.length) if end and term.length else None)
            end = until if until and (end is None or until > end) else end
    return end


def _begun(entry: AgreementEntry, table: Law) -> dt.date | None:
    starts: list[Step] = ["enter_into_force"]
    if table.kinds[entry.kind].by_signature:
        starts += ["sign", "conclude"]
    for wanted in starts:
        days = [exact_day(s) for s in entry.steps if s.step == wanted and s.state == "done"]
        if days:
            return days[0] if len(days) == 1 else None
    return force_day(entry)


def renewals(entry: AgreementEntry, end: dt.date, until: dt.date) -> tuple[dt.date, ...]:
    """The days on which an agreement that renews itself is renewed: those up to `until`, and the next one."""
    told = terms_of(entry, "renewal")
    if not told:
        return ()
    every = next((t.length for t in (*told, *terms_of(entry, "duration")) if t.length), None)
    days = [end]
    while every and days[-1] <= until and len(days) < _MOST_RENEWALS:
        following = later(end, every, len(days))
        if following is None or following <= days[-1]:
            break
        days.append(following)
    return tuple(days)


def lapses(entry: AgreementEntry, day: dt.date, table: Law) -> tuple[Lapse, ...]:
    """What has ended by `day` by the agreement's own terms, whether or not a report says so.

    A notice ends when its time, or the day told for it, is over; a term ends unless it renews itself or is extended.
    Revoked notices are left to the caller.
    """
    out: list[Lapse] = []
    for step, over in notices(entry):
        if over <= day:
            out += [Lapse(p, over, f"its notice of {step.date.edtf} has run out") for p in step.by]
    noted = {p: s for s in entry.steps if s.step == "give_notice" and s.state == "done" for p in s.by}
    for step in entry.steps:
        told = exact_day(step)
        if step.step not in ("withdraw", "terminate") or step.state not in ("planned", "announced") or not told:
            continue
        out += [
            Lapse(p, told, f"its notice takes effect on {told} as told") for p in noted
            if told <= day and (p in step.by or not step.by) and (happened_by(noted[p]) or dt.date.max) < told
        ]  # fmt: skip
    end = term_end(entry, table)
    lives = any(s.step in _LIFE and s.state == "done" and end and (exact_day(s) or end) > end for s in entry.steps)
    if end and end < day and not terms_of(entry, "renewal") and not lives and not _ends_later(entry, end):
        out.append(Lapse(None, end, f"its term ended on {end}"))
    return tuple(out)


def _ends_later(entry: AgreementEntry, end: dt.date) -> bool:
    """Whether reports tell of an end well after the term that was read: it must have been prolonged before."""
    days = told_days(s for s in entry.steps if s.step == "terminate")
    return any(d is not None and (d - end).days > _SOON for d in days)
