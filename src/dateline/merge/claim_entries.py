"""Entries of claims and numbers, and what is claimed for and against each event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dateline.kinds.when import lower_bound
from dateline.merge import vote
from dateline.merge.claims import ClaimItem
from dateline.merge.context import Context, Key, plain
from dateline.merge.estimates import EstimateItem
from dateline.merge.vote import Vote
from dateline.model import Span
from dateline.model.reading import When
from dateline.model.record import ClaimEntry, Conflict, ConflictValue, EstimateEntry

_SPANS = ("id", "source", "cue", "content", "evidence")


def claim_entry(
    context: Context, items: Sequence[ClaimItem], disputed_by: Iterable[str], reason: str | None
) -> ClaimEntry:
    """The entry of one claim; `disputed_by` are the ids of claims that deny or doubt it."""
    fullest = max(items, key=lambda i: (len(i.text), -i.key.order))
    stances = [Vote(i.claim.stance, i.source.report.id, i.source.family) for i in items]
    date, dates = vote.date([(i.claim.date, i.source.report.id, i.source.family) for i in items])
    return ClaimEntry(
        **context.common("cl", [i.key for i in items], (i.source.ref(*_evidence(i)) for i in items), reason),
        actors=tuple(sorted({a for i in items for a in i.claim.sources})),
        content=fullest.text,
        stance=vote.winner(stances),
        quotation=vote.winner([Vote(i.claim.quotation, i.source.report.id, i.source.family) for i in items]),
        basis=next((i.claim.basis for i in items if i.claim.basis), None),
        events=tuple(sorted({e for i in items for e in i.events})),
        date=date,
        disputed_by=tuple(sorted(disputed_by)),
        confidence=max(i.claim.confidence for i in items),
        conflicts=(*dates, *vote.conflict("stance", stances)),
    )


def _evidence(item: ClaimItem) -> tuple[Span, str, dict[str, Any]]:
    value = plain(item.claim, _SPANS) | {"content": item.text}
    # The day with its words would repeat spans that the Reading keeps.
    value.pop("date", None)
    return item.claim.content[0], item.claim.id, value


def claim_order(entry: ClaimEntry) -> tuple[str, str]:
    """Sort key: the day said, else the day reported, then id."""
    return (vote.sort_day(lower_bound(entry.date.edtf), entry.first_reported), entry.id)


def estimate_entry(context: Context, items: Sequence[EstimateItem]) -> EstimateEntry:
    """The entry of one number; its day is that of the first report, since numbers are of a day."""
    first = items[0].estimate
    day = items[0].source.day
    return EstimateEntry(
        **context.common(
            "es",
            [i.key for i in items],
            (i.source.ref(i.estimate.evidence, i.estimate.id, plain(i.estimate, _SPANS)) for i in items),
            "same thing, source and value" if len(items) > 1 else None,
        ),
        low=first.low,
        high=first.high,
        approximate=first.approximate,
        change=first.change,
        unit=first.unit,
        of=next((i.estimate.of for i in items if i.estimate.of), None),
        by=tuple(sorted({b for i in items for b in i.estimate.by})),
        events=tuple(sorted({e for i in items for e in i.events})),
        date=When(day, "published") if day else When(),
    )


def estimate_order(entry: EstimateEntry) -> tuple[str, str]:
    """Sort key: the day first given, then id."""
    return (entry.first_reported or "9999", entry.id)


def claimed(
    groups: Iterable[Sequence[ClaimItem]], disputes: Sequence[tuple[Key, Key]]
) -> dict[str, tuple[Conflict, ...]]:
    """For each merged event that is asserted by some and denied by others: who says what, with the reports."""
    items = {i.key: i for group in groups for i in group}
    sides: dict[str, dict[str, dict[str, set[str]]]] = {}
    for assertion, denial in disputes:
        for event in items[assertion].events:
            told = sides.setdefault(event, {"asserted": {}, "denied": {}})
            for side, item in (("asserted", items[assertion]), ("denied", items[denial])):
                for who in item.by:
                    told[side].setdefault(who, set()).add(item.source.report.id)
    return {event: (_claimed(told),) for event, told in sides.items()}


def _claimed(told: Mapping[str, Mapping[str, set[str]]]) -> Conflict:
    values = []
    for side in ("asserted", "denied"):
        by = sorted(told[side])
        reports = sorted(set().union(*told[side].values()))
        values.append(ConflictValue({"stance": side, "by": by}, tuple(reports)))
    return Conflict("claimed", tuple(values))
