"""Agreements for other programs: the columns of treaty datasets, a table of steps, and a calendar of what is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from icalendar import Calendar, Event

from dateline.kinds.status import standing
from dateline.model.record import AgreementEntry, Merged, StepEntry
from dateline.model.vocabulary import Step
from dateline.show.dues import Due, dues
from dateline.show.wording import Names, due_line, names_of

Cell = str | int | float | None

# Columns of one party's row, and the steps of which each holds the days (EDTF), as datasets of treaty action have them.
_COLUMNS: tuple[tuple[str, tuple[Step, ...]], ...] = (
    ("signature", ("sign",)),
    ("approval", ("approve",)),
    ("ratification", ("ratify", "accept")),
    ("accession", ("accede",)),
    ("exchange_or_deposit", ("exchange", "deposit")),
    ("provisional_application", ("apply_provisionally",)),
    ("entry_into_force", ("enter_into_force",)),
    ("suspension", ("suspend",)),
    ("notice_of_withdrawal", ("give_notice",)),
    ("end", ("withdraw", "terminate")),
)
_STATUS = {
    "met": "CONFIRMED", "passed": "CONFIRMED", "another day": "CANCELLED", "denied": "CANCELLED",
    "taken back": "CANCELLED", "put off": "CANCELLED", "contradicted": "CANCELLED",
}  # fmt: skip
_STEP_COLUMNS = (
    "agreement", "name", "kind", "step", "by", "organ", "date", "date_basis", "state", "place", "flag", "conflicts",
    "reports", "independent", "first_reported", "sources", "words",
)  # fmt: skip


def treaty_rows(entries: Iterable[AgreementEntry], day: dt.date | None = None) -> list[Sequence[Cell]]:
    """Header and one row for each party of each agreement: the days of its steps, and where it stands on `day`."""
    header = ["agreement", "name", "kind", "party", *(name for name, _ in _COLUMNS), "status", "as_of", "sources"]
    rows: list[Sequence[Cell]] = [header]
    for entry in entries:
        on = day or (dt.date.fromisoformat(entry.as_of) if entry.as_of else None)
        statuses = {p.party: p.status for p in standing(entry, on).parties}
        for party in entry.parties or ("",):
            mine = [s for s in entry.steps if s.state == "done" and (not s.by or party in s.by)]
            rows.append(
                [
                    entry.id, entry.name, entry.kind, party,
                    *(_days(mine, steps, named=bool(party)) for _, steps in _COLUMNS),
                    statuses.get(party), on.isoformat() if on else None,
                    "; ".join(dict.fromkeys(r.report for s in mine for r in s.sources)),
                ]
            )  # fmt: skip
    return rows


def step_rows(entries: Iterable[AgreementEntry]) -> list[Sequence[Cell]]:
    """Header and one row for each step, in lawful order: codes as the contract has them, the first report's words."""
    rows: list[Sequence[Cell]] = [_STEP_COLUMNS]
    for entry in entries:
        for s in entry.steps:
            rows.append(
                [
                    entry.id, entry.name, entry.kind, s.step, "; ".join(s.by), s.organ, s.date.edtf, s.date.basis,
                    s.state, s.place.name if s.place else None, s.flag, "; ".join(c.field for c in s.conflicts),
                    s.reports, s.independent, s.first_reported, "; ".join(dict.fromkeys(r.report for r in s.sources)),
                    s.sources[0].quote if s.sources else "",
                ]
            )  # fmt: skip
    return rows


def calendar(merged: Merged, entries: Iterable[AgreementEntry], day: dt.date | None = None) -> str:
    """What is due under the agreements, as iCalendar (RFC 5545): one all-day event each, the same on every run."""
    names = names_of(merged)
    book = Calendar()
    book.add("prodid", "-//Dateline//due dates//EN")
    book.add("version", "2.0")
    for entry in entries:
        for due in dues(entry, day):
            book.add_component(_event(due, entry, names))
    return str(book.to_ical().decode())


def _event(due: Due, entry: AgreementEntry, names: Names) -> Event:
    event = Event()
    event.add("uid", f"{entry.id}-{due.step}-{'-'.join(due.by) or 'all'}-{due.first}@dateline")
    # The stamp is the day due, so that one record gives one calendar, byte for byte.
    event.add("dtstamp", dt.datetime(due.first.year, due.first.month, due.first.day, tzinfo=dt.UTC))
    event.add("dtstart", due.first)
    event.add("dtend", due.last + dt.timedelta(days=1))
    event.add("summary", f"{entry.name}: {due_line(due, names)}")
    event.add("description", due.words)
    event.add("status", _STATUS.get(due.outcome, "TENTATIVE"))
    event.add("categories", [due.step, due.outcome, due.basis])
    return event


def _days(steps: Sequence[StepEntry], wanted: tuple[Step, ...], *, named: bool) -> str:
    """The days of the steps of some kinds, with the organ of a domestic approval ("2024-05-02 upper_chamber")."""
    out = []
    for s in steps:
        if s.step not in wanted or (named and not s.by and s.step in ("approve", "ratify", "accede", "deposit")):
            continue
        day = s.date.edtf or "unknown"
        out.append(f"{day} {s.organ}" if s.step == "approve" and s.organ else day)
    return "; ".join(dict.fromkeys(out))
