"""Where one report alone leaves its agreements: its steps put through the table of agreement law."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.kinds.status import status_on
from dateline.model.reading import Agreement, Event
from dateline.model.record import AgreementEntry, StepEntry
from dateline.model.vocabulary import StepState


def with_status(agreement: Agreement, events: Sequence[Event], published: str | None) -> Agreement:
    """The agreement with the status that this report's own steps give it."""
    mine = [e for e in events if e.agreement == agreement.id and e.step is not None]
    steps = tuple(_step(e, published) for e in mine)
    signed = next((e.date.edtf for e in mine if e.step == "sign" and state_of(e) == "done" and e.date.edtf), None)
    entry = AgreementEntry(
        id=agreement.id, reports=1, independent=1, sources=(), name=agreement.name, kind=agreement.kind,
        parties=agreement.parties, steps=steps, entry_into_force=agreement.entry_into_force,
    )  # fmt: skip
    return msgspec.structs.replace(agreement, status=status_on(entry, None), signed=signed)


def _step(event: Event, published: str | None) -> StepEntry:
    assert event.step is not None
    by = tuple(dict.fromkeys(a.partition(".")[0] if a[:3].isupper() and "." in a else a for a in event.actors))
    return StepEntry(
        id=event.id, reports=1, independent=1, sources=(), step=event.step, by=by, organ=event.organ, date=event.date,
        state=state_of(event), first_reported=published,
    )  # fmt: skip


def state_of(event: Event) -> StepState:
    """Whether a step is done, planned, conditional, denied or failed, by the event's mood."""
    if event.type == "REJECT" and event.step == "approve":
        return "failed"
    if event.polarity == "negative":
        return "failed" if event.step in ("approve", "ratify") else "denied"
    if event.conditional:
        return "conditional"
    if event.tense == "future":
        return "planned"
    # A source that reports a step of another's is believed for the state; who says so stays with the claim.
    return "announced" if event.certainty == "possible" else "done"
