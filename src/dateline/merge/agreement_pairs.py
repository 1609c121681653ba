"""What two reports' agreements have in common: parties, names, years, days, steps."""

from __future__ import annotations

import datetime as dt

from dateline.kinds.when import bounds
from dateline.merge.agreement_items import AgreementItem, topics

# Days by which two reports' dates of one signature may differ (time zones, "on Tuesday" of a ceremony at midnight).
_SIGNATURE_SLACK = 3


def name_match(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the words of one name are all in the other; one word that only tells the topic is no name."""
    small, large = sorted((one, other), key=len)
    return small == large or (small < large and bool(len(small) > 1 or small - topics()))


def nested(one: AgreementItem, other: AgreementItem) -> bool:
    """Whether one names no party that the other does not; a member state may stand for its bloc, or the bloc for it."""
    return _within(one, other) or _within(other, one)


def _within(small: AgreementItem, large: AgreementItem) -> bool:
    known = large.parties.union(*large.blocs.values())
    return all(p in known or small.blocs.get(p, frozenset()) & large.parties for p in small.parties)


def shared_parties(one: AgreementItem, other: AgreementItem) -> frozenset[str]:
    """The parties that both name, and the blocs that one names of which the other names members."""
    blocs = {b for mine, yours in ((one, other), (other, one)) for b in mine.parties
             if any(b in yours.blocs.get(p, frozenset()) for p in yours.parties)}  # fmt: skip
    return (one.parties & other.parties) | frozenset(blocs)


def by_year(one: AgreementItem, other: AgreementItem) -> bool:
    """Whether one is called by the year in which the other was signed, or both by the same year."""
    return bool(one.years & (other.years | _signed_in(other)) or other.years & _signed_in(one))


def of_one_year(one: AgreementItem, other: AgreementItem) -> bool:
    """Whether a year ties the two over decades: none of them is described by what the other is not."""
    mine, yours = (i.description | i.told for i in (one, other))
    return by_year(one, other) and (not mine or not yours or bool(mine & yours or one.topics & other.topics))


def _signed_in(item: AgreementItem) -> frozenset[str]:
    first, last = bounds(item.signed)
    begun = {month[:4] for step, _, month in item.fingerprints if step in ("sign", "conclude", "enter_into_force")}
    return frozenset(begun | ({str(first.year)} if first and last and first.year == last.year else set()))


def days_apart(one: AgreementItem, other: AgreementItem) -> int:
    if one.source.day is None or other.source.day is None:
        return 0
    return abs((dt.date.fromisoformat(one.source.day) - dt.date.fromisoformat(other.source.day)).days)


def linked(one: AgreementItem, other: AgreementItem, *, apart: bool = False) -> bool:
    """Whether a name, or a dated step of the same parties, ties the two together whatever else they are called.

    `apart`: they are on two matters. Two states sign several agreements on one visit, so that a signature ties nothing.
    """
    if any(name_match(a, b) for a in one.names for b in other.names) or one.titles & other.titles:
        return True
    steps = {f for f in one.fingerprints & other.fingerprints if not apart or f[0] != "sign"}
    return bool(steps and one.parties == other.parties)


def joining(one: AgreementItem, other: AgreementItem) -> bool:
    """Whether one of a convention's name tells of a party alone: "Pakistan acceded to the Baghdad Pact"."""
    small, large = sorted((one, other), key=lambda i: len(i.parties))
    named = bool(one.titles & other.titles) or any(name_match(a, b) for a in one.names for b in other.names)
    return large.multilateral and len(small.parties) < 2 and named


def signed_apart(one: str | None, other: str | None) -> bool:
    (a, b), (c, d) = bounds(one), bounds(other)
    slack = dt.timedelta(days=_SIGNATURE_SLACK)
    return bool((b and c and b + slack < c) or (d and a and d + slack < a))
