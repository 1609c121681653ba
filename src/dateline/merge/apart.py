"""Agreements that one might take for one another: the same parties, signed within a month. Why they are kept apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from dateline.kinds.law import Law
from dateline.kinds.when import bounds
from dateline.merge.agreement_apart import why_apart
from dateline.merge.agreement_items import AgreementItem
from dateline.model.record import AgreementEntry

# Days between two signatures within which one may be taken for the other.
_NEAR = dt.timedelta(days=31)


def explained(
    entries: Sequence[AgreementEntry], groups: Sequence[Sequence[AgreementItem]], law: Law
) -> list[AgreementEntry]:
    """The entries, each with the reasons why it is not another one of the same parties and time."""
    alike: dict[tuple[str, ...], list[int]] = {}
    for i, entry in enumerate(entries):
        if len(entry.parties) > 1 and _signed(entry):
            alike.setdefault(entry.parties, []).append(i)
    told: dict[int, list[str]] = {}
    for numbers in alike.values():
        for i in numbers:
            for j in numbers:
                reason = _reason(groups[i], groups[j], law) if i != j and _near(entries[i], entries[j]) else None
                if reason:
                    told.setdefault(i, []).append(f"not {entries[j].name} ({entries[j].id}): {reason}")
    return [
        msgspec.structs.replace(entry, apart=tuple(sorted(told[i]))) if i in told else entry
        for i, entry in enumerate(entries)
    ]


def _reason(one: Sequence[AgreementItem], other: Sequence[AgreementItem], law: Law) -> str | None:
    found = (why_apart(a, b, law) for a in one for b in other)
    return next((reason for reason in found if reason), "nothing told shows that they are one")


def _near(one: AgreementEntry, other: AgreementEntry) -> bool:
    (a, b), (c, d) = _signed(one) or (None, None), _signed(other) or (None, None)
    return bool(a and b and c and d and a - _NEAR <= d and c - _NEAR <= b)


def _signed(entry: AgreementEntry) -> tuple[dt.date, dt.date] | None:
    for step in entry.steps:
        first, last = bounds(step.date.edtf)
        if step.step == "sign" and step.state == "done" and first and last:
            return first, last
    return None
