"""How much speaks for two reports' agreements being one, where no single rule says so."""

from __future__ import annotations

from dateline.merge.agreement_items import AgreementItem, topics
from dateline.merge.agreement_pairs import days_apart, nested, of_one_year, shared_parties

# Points from which on one agreement may be another; reports further apart in time than some days have one less.
ENOUGH = 3
_NEAR_DAYS = 90
_FAR_DAYS = 400
_FARTHEST_DAYS = 7300


def evidence(one: AgreementItem, other: AgreementItem) -> int:
    """Points for a step of the same day, for parties, for words and topics of the description, for names beside it."""
    days = days_apart(one, other)
    of_year = of_one_year(one, other)
    if days > _FARTHEST_DAYS and not of_year:
        return 0
    parties = _parties(one, other)
    if not parties and one.around and other.around:
        return 0
    dated = bool(one.dated & other.dated)
    mine, yours = one.description | one.told, other.description | other.told
    own = mine & yours - topics()
    meeting = _topics(one) & _topics(other)
    points = parties + 2 * dated + 2 * (bool(own) + of_year) + bool(meeting) + bool(one.proper & other.proper)
    points += one.agreement.kind == other.agreement.kind and one.agreement.kind not in ("treaty", "other")
    if one.description and other.description and not own and not meeting and not (one.description & other.description):
        # Each is described, and by nothing of the other's.
        points -= 2
    if not (one.around and other.around) and one.description and one.description == other.description:
        # "The extradition treaty", in a report that names nobody else: that of which others have just told.
        points += 2 * (days <= _NEAR_DAYS)
    strangers = min(_strangers(one, other), _strangers(other, one))
    return points - bool(strangers) - (days > _FAR_DAYS and not of_year)


def _parties(one: AgreementItem, other: AgreementItem) -> int:
    """Points for the parties that both tell, or that one tells and the other's report names."""
    if one.parties and other.parties and not nested(one, other) and not (one.multilateral or other.multilateral):
        return 0
    told = len(shared_parties(one, other))
    near = max(len(one.parties & other.around), len(other.parties & one.around))
    return min(max(told, near), 2)


def _strangers(one: AgreementItem, other: AgreementItem) -> int:
    """How many states one's report names that are no parties of the other, which tells of two or more."""
    if len(other.parties) < 2 or other.multilateral:
        return 0
    return sum(len(p) == 3 and p not in other.parties for p in one.around)


def _topics(item: AgreementItem) -> frozenset[str]:
    return item.topics | item.about or item.context
