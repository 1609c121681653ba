"""What happened, day by day, each line with the words of those who report it."""

from __future__ import annotations

import dataclasses
from typing import Literal

from dateline.kinds.law import law
from dateline.kinds.when import lower_bound, upper_bound, width
from dateline.model.record import Conflict, EventEntry, Merged, SourceRef, StepEntry
from dateline.show.filters import Filters, matches, resolved
from dateline.show.wording import event_line, names_of, step_line


@dataclasses.dataclass(frozen=True, slots=True)
class ChronologyRow:
    """One line: `date` is EDTF, None where no report says when (`reported` then tells when it was first reported)."""

    id: str
    kind: Literal["event", "step"]
    date: str | None
    basis: str
    reported: str | None
    text: str
    agreement: str | None
    sources: tuple[SourceRef, ...]
    reports: int
    independent: int
    conflicts: tuple[Conflict, ...]


def chronology(merged: Merged, filters: Filters | None = None, *, everything: bool = False) -> list[ChronologyRow]:
    """Events and steps of agreements in order of day, those of unknown day last by the day first reported.

    What is only planned, conditional or said not to have happened is left out unless `everything` is asked for.
    """
    wanted = resolved(filters or Filters(), merged)
    names = names_of(merged)
    rows: list[tuple[tuple[object, ...], ChronologyRow]] = []
    told: set[str] = set()
    for agreement in merged.agreements:
        for step in agreement.steps:
            told.update(step.events)
            if (everything or step.state == "done") and matches(step, wanted):
                text = step_line(step, names, agreement.name)
                order = (*_order(step), law().order[step.step], step.id)
                rows.append((order, _row(step, text, agreement.id)))
    for event in merged.events:
        if event.id not in told and (everything or _happened(event)) and matches(event, wanted):
            rows.append(((*_order(event), len(law().order), event.id), _row(event, event_line(event, names), None)))
    return [row for _, row in sorted(rows, key=lambda r: r[0])]


def _happened(event: EventEntry) -> bool:
    return event.tense != "future" and not event.conditional and event.polarity == "positive"


def _row(entry: EventEntry | StepEntry, text: str, agreement: str | None) -> ChronologyRow:
    return ChronologyRow(
        id=entry.id,
        kind="step" if isinstance(entry, StepEntry) else "event",
        date=entry.date.edtf,
        basis=entry.date.basis,
        reported=entry.first_reported,
        text=text,
        agreement=agreement or (entry.agreement if isinstance(entry, EventEntry) else None),
        sources=entry.sources,
        reports=entry.reports,
        independent=entry.independent,
        conflicts=entry.conflicts,
    )


def _order(entry: EventEntry | StepEntry) -> tuple[bool, str, int]:
    """Known days first; a month stands before its days."""
    day = lower_bound(entry.date.edtf) or upper_bound(entry.date.edtf)
    if day is None:
        return (True, entry.first_reported or "9999", 0)
    return (False, day.isoformat(), -(width(entry.date.edtf) or 10**6))
