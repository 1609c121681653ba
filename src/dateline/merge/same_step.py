"""When two tellings of a step of one agreement are of one act: whose it is, by which organ, on what day."""

from __future__ import annotations

import datetime as dt

from dateline.kinds.law import Law
from dateline.kinds.when import overlap, width, within
from dateline.merge.happenings import disjoint
from dateline.merge.step_items import StepItem
from dateline.merge.words import likeness
from dateline.model.vocabulary import CHAMBERS

# Two undated tellings of a step that can recur are one when their wording is this alike.
_ALIKE = 0.5
# Reports that differ on a day differ by this much where one of them does not say whose act it was.
NEAR_DAYS = 3
_WEEK, _MONTH, _YEAR = 7, 31, 366


def same_step(one: StepItem, other: StepItem, law: Law) -> bool:
    """Whether two tellings of a step of one agreement are of one act: by whose it is, its organ, day and state."""
    rule = law.steps[one.step]
    if {one.state, other.state} & {"denied", "failed"} and one.state != other.state and one.by != other.by:
        # That one will not sign is not the signature that all have planned.
        return False
    a, b = one.happening, other.happening
    if one.step == "terminate" and a.source is b.source and not (one.by and other.by) and not (one.edtf and other.edtf):
        # "Ceased to have effect on Monday, Ecuador having terminated it"
        return True
    if a.sentence == b.sentence and a.event.anchor != b.event.anchor:
        # "the lower house on Monday and the upper house on Friday": one sentence, two steps, unless nothing differs.
        dated = one.edtf == other.edtf or (rule.once and not (one.edtf and other.edtf))
        return one.by == other.by and one.organ == other.organ and dated and one.state == other.state
    if not _same_by(one, other, rule.joint) or not _same_organ(one, other):
        return False
    if one.step == "enter_into_force" and _for_one_later(one, other):
        return False
    if rule.once:
        return not _other_time(one, other)
    if one.edtf and other.edtf:
        return not disjoint(one.happening, other.happening)
    if any(not i.edtf and i.happening.source.in_title(i.happening.event.anchor) for i in (one, other)):
        # A headline tells what its text tells with the day.
        return one.happening.source is other.happening.source
    again = one.by == other.by and one.state == other.state and not (one.edtf and other.edtf)
    if one.step in ("suspend", "resume", "extend", "amend") and again and a.source is b.source:
        # "Has put it on ice"; "said on Sunday that it was suspending it"
        return True
    if one.step in ("suspend", "resume") and any(
        not i.edtf and (not i.by or (one.by == other.by and one.state == other.state)) for i in (one, other)
    ):
        # "It has been suspended for months", "they froze it": the suspension told before.
        return True
    return likeness(one.happening.words, other.happening.words) >= _ALIKE


def _for_one_later(one: StepItem, other: StepItem) -> bool:
    """ "In force since 1983", "in force for Oman since June": for all on one day, for who joined on another."""
    if not (one.edtf and other.edtf) or one.by == other.by or 1 not in (len(one.by), len(other.by)):
        return False
    ends = sorted([(i.happening.low, i.happening.high) for i in (one, other)], key=lambda e: e[0] or dt.date.min)
    (_, early), (late, _) = ends
    return bool(early and late and (late - early).days > _MONTH)


def _same_by(one: StepItem, other: StepItem, joint: bool) -> bool:
    if one.by == other.by and (one.by or joint):
        return True
    if joint:
        return not one.by or not other.by or bool(one.by & other.by)
    if one.by and other.by:
        return False
    # "It was ratified on May 2": where nobody is named, the day has to agree or the words.
    if not one.edtf and not other.edtf:
        return one.by == other.by and likeness(one.happening.words, other.happening.words) >= _ALIKE
    return _narrow_and_equal(one, other) or days_between(one, other) <= NEAR_DAYS


def _same_organ(one: StepItem, other: StepItem) -> bool:
    if one.organ == other.organ or one.step not in ("approve", "submit"):
        return True
    organs = {one.organ, other.organ}
    if None in organs and days_between(one, other) <= NEAR_DAYS and one.step == "submit":
        return True
    vague = {None, "legislature"}
    if organs <= {*CHAMBERS, None} and organs & vague:
        return _narrow_and_equal(one, other)
    return organs <= {None, "head_of_state", "government"} and None in organs and _narrow_and_equal(one, other)


def _narrow_and_equal(one: StepItem, other: StepItem) -> bool:
    """Whether one day, or a day inside the other's week, is given by both."""
    if not one.edtf or not other.edtf or max(width(one.edtf) or 99, width(other.edtf) or 99) > 7:
        return False
    return overlap(one.edtf, other.edtf) and (within(one.edtf, other.edtf) or within(other.edtf, one.edtf))


def days_between(one: StepItem, other: StepItem) -> int:
    """How far two single days lie apart; a great number where either is unknown or wider."""
    if width(one.edtf) != 1 or width(other.edtf) != 1:
        return 10**6
    first, second = one.happening.high, other.happening.high
    return abs((first - second).days) if first and second else 10**6


def _other_time(one: StepItem, other: StepItem) -> bool:
    """A step done, and one still to come after it by a report of a later day, are two (a second vote, a renewal).

    So are a vote that was lost and one that was won on another day; of near days they are one, on which reports differ.
    """
    if one.state == other.state or "done" not in (one.state, other.state):
        return False
    done, open_ = (one, other) if one.state == "done" else (other, one)
    if open_.state == "failed":
        return _weeks_apart(done, open_)
    last, since = done.happening.high, done.happening.low
    if last is None and since is not None:
        # "In force since January 2016", and for one party from a day years later
        last = since + dt.timedelta(days=_YEAR)
    return bool(last and open_.happening.low and last < open_.happening.low)


def _weeks_apart(one: StepItem, other: StepItem) -> bool:
    """Whether two tellings are of days that lie more than a week apart, an undated one being of its report's day."""
    ends = []
    for item in (one, other):
        day = item.happening.source.day
        told = dt.date.fromisoformat(day[:10]) if day else None
        ends.append((item.happening.low or told, item.happening.high or told))
    (first, _), (_, last) = sorted(ends, key=lambda e: e[1] or dt.date.min, reverse=True)
    return bool(first and last and (first - last).days > _WEEK)
