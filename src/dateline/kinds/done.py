"""The steps of an agreement that count on a day: those that are done, and not undone by a later one."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence

from dateline.kinds.law import Law
from dateline.kinds.when import lower_bound, upper_bound
from dateline.model.record import StepEntry
from dateline.model.vocabulary import Status


@dataclasses.dataclass(frozen=True, slots=True)
class Done:
    """A step that counts; `low` and `high` bound its day, `high` also by the first report that says it is done."""

    entry: StepEntry
    status: Status | None
    low: dt.date | None
    high: dt.date | None

    def by(self, party: str, table: Law) -> bool:
        """Whether it is an act of `party`, of its own or of all together."""
        rule = table.steps[self.entry.step]
        return rule.scope == "agreement" or party in self.entry.by or (not self.entry.by and rule.unnamed == "all")

    def moves(self, table: Law) -> bool:
        """Whether it moves the agreement: a party's own act does only where it is told whose act it is."""
        return bool(self.entry.by) or table.steps[self.entry.step].unnamed == "all"

    def label(self, table: Law) -> str:
        """What it was, whose, and when, in words."""
        who = ", ".join(self.entry.by)
        noun = table.steps[self.entry.step].noun
        when = self.entry.date.edtf or (f"by {self.high.isoformat()}" if self.high else "day unknown")
        return f"{noun}{' by ' + who if who else ''} ({when})"


def happened_by(step: StepEntry) -> dt.date | None:
    """The day by which a done step surely had happened: its date's last day, or the first report of it as done."""
    told = [s.published[:10] for s in step.sources if s.published and s.value.get("state", "done") == "done"]
    reported = dt.date.fromisoformat(min(told)) if told else None
    stated, first = upper_bound(step.date.edtf), lower_bound(step.date.edtf)
    if step.step in ("withdraw", "terminate", "enter_into_force") and reported and first and first > reported:
        # "Ends its treaty", told before the day on which it ended: what that report had was the decision.
        return stated
    return min(stated, reported) if stated and reported else stated or reported


def told_days(steps: Iterable[StepEntry]) -> list[dt.date | None]:
    """The first day of each step that is done or to come, None where it has none; not of denied and failed ones."""
    return [lower_bound(s.date.edtf) for s in steps if s.state in ("done", "planned", "announced")]


def counted(steps: Iterable[StepEntry], day: dt.date | None, table: Law) -> list[Done]:
    """The steps that are done, or announced where that has an effect, by `day` (None: whenever), in a fixed order."""
    out = []
    steps = tuple(steps)
    for step in steps:
        rule = table.steps[step.step]
        status = {"done": rule.gives, "announced": rule.announced}.get(step.state)
        if status and step.step == "approve" and _leave_to_sign(step, steps):
            status = table.steps["conclude"].gives
        if step.state != "done" and status is None:
            continue
        high = happened_by(step) if step.state == "done" else as_day(step.first_reported)
        if day is None or (high is not None and high <= day):
            out.append(Done(step, status, lower_bound(step.date.edtf), high))
    # A fixed order of equal weight for every order of arrival.
    return sorted(out, key=lambda d: (table.order[d.entry.step], d.high or dt.date.max, d.entry.by, d.entry.id))


def _leave_to_sign(approval: StepEntry, steps: Iterable[StepEntry]) -> bool:
    """Whether a cabinet's approval came before the signature: the text is there, and its ministers may sign it."""
    day = happened_by(approval)
    if approval.organ != "government" or day is None:
        return False
    signings = [s for s in steps if s.step == "sign" and s.state == "done" and set(s.by) >= set(approval.by)]
    return any((first := lower_bound(s.date.edtf)) is not None and day < first for s in signings)


def live(done: Sequence[Done], table: Law) -> list[Done]:
    """Those steps that no later step has undone."""
    return [d for d in done if not any(_undoes(other, d, table) for other in done)]


def _undoes(later: Done, earlier: Done, table: Law) -> bool:
    rule = table.steps[later.entry.step]
    ended = (*rule.undoes, *rule.recalls) if earlier.entry.state == "announced" else rule.undoes
    if later.entry.state != "done" or earlier.entry.step not in ended:
        return False
    mine, theirs = set(later.entry.by), set(earlier.entry.by)
    if mine and theirs and not mine & theirs:
        return False
    if rule.consent:
        # A consent of unknown day is the original one, not a return: it must surely be later.
        return bool(later.low and earlier.high and later.low > earlier.high)
    if earlier.entry.date.edtf is None and _told_in(earlier) <= _told_in(later):
        # "Restored the waiver, frozen since the spring": no report tells of the freeze that does not tell of its end.
        return True
    return (later.high or dt.date.max) >= (earlier.high or dt.date.max)


def _told_in(step: Done) -> set[str]:
    return {s.report for s in step.entry.sources}


def as_day(text: str | None) -> dt.date | None:
    """The day of an ISO 8601 time."""
    return dt.date.fromisoformat(text[:10]) if text else None
