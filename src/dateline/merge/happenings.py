"""Events ready to be compared, and how surely two of them are one."""

from __future__ import annotations

import dataclasses
import datetime as dt

from dateline.kinds.when import bounds
from dateline.merge.context import Key, Source, same_place
from dateline.merge.words import content, likeness, numbers, stem, words
from dateline.model import Event
from dateline.model.record import PlaceRef

# What each thing that two events share counts; a pair is one event from THRESHOLD on. Precision comes first: day,
# actors and recipients together do not yet make one event (armies strike twice a day), the wording has to agree too.
THRESHOLD = 5.0
_DATE_POINTS = ((1, 3.0), (3, 2.5), (7, 2.0), (31, 1.0))
_ACTORS_EQUAL, _ACTORS_SHARED = 1.0, 0.5
_RECIPIENTS_EQUAL, _RECIPIENTS_SHARED = 1.0, 0.5
_PLACE, _MODE, _ANCHOR, _AGREEMENT, _NUMBER = 1.0, 0.5, 1.0, 1.0, 0.5
_WORDING = 3.0
# Without any date, wording must be this alike, and the reports this many days apart at most.
_ALIKE = 0.5
_UNDATED_DAYS = 14
# "By 11 January" and "in January" leave this much between them.
_OPEN_DAYS = 31
# With a date, so much of the wording must be shared where the trigger word differs.
_LEAST_WORDING = 0.15
# A day taken from the publication may be a day late.
_PUBLISHED_SLACK = 1


@dataclasses.dataclass(frozen=True, slots=True)
class Happening:
    """One Reading's event with what decides whether another one is the same."""

    key: Key
    source: Source
    event: Event
    actors: frozenset[str]
    recipients: frozenset[str]
    persons: frozenset[str]
    low: dt.date | None
    high: dt.date | None
    place: PlaceRef | None
    words: frozenset[str]
    numbers: frozenset[str]
    anchor: str
    sentence: tuple[str, int]
    agreement: str | None

    @property
    def dated(self) -> bool:
        """Whether both ends of its date are known."""
        return self.low is not None and self.high is not None

    @property
    def ahead(self) -> bool:
        """Whether its date is later than the day of its report."""
        return self.low is not None and self.source.day is not None and self.low.isoformat() > self.source.day


def make(source: Source, position: int, event: Event, agreement: str | None) -> Happening:
    """The event of `source` with its actors as states; `agreement` is the id of its merged agreement."""
    low, high = bounds(event.date.edtf)
    if event.date.basis == "published":
        slack = dt.timedelta(days=_PUBLISHED_SLACK)
        low = low - slack if low else None
    evidence = source.quote(event.evidence)
    names = source.named((*event.actors, *event.recipients))
    anchor = words(source.quote(event.anchor))
    return Happening(
        key=source.key(position, event.id),
        source=source,
        event=event,
        actors=source.parties(event.actors),
        recipients=source.parties(event.recipients),
        persons=source.persons(event.actors),
        low=low,
        high=high,
        place=source.place(event.place),
        words=content(evidence) - names,
        numbers=numbers(evidence),
        anchor=stem(anchor[0]) if anchor else "",
        sentence=source.sentence(event.evidence),
        agreement=agreement,
    )


def score(one: Happening, other: Happening) -> float | None:
    """Points for two events being one, None where something speaks against it or too little for it."""
    if excluded(one, other):
        return None
    wording = likeness(one.words, other.words)
    same_anchor = bool(one.anchor) and one.anchor == other.anchor
    points = _WORDING * wording + (_ANCHOR if same_anchor else 0.0)
    if one.dated and other.dated:
        if not same_anchor and wording < _LEAST_WORDING:
            return None
        days = max(_days(one), _days(other))
        points += next((p for most, p in _DATE_POINTS if days <= most), 0.0)
    elif wording < _ALIKE or not _told_together(one, other):
        return None
    points += _shared(one.actors, other.actors, _ACTORS_EQUAL, _ACTORS_SHARED)
    points += _shared(one.recipients, other.recipients, _RECIPIENTS_EQUAL, _RECIPIENTS_SHARED)
    if same_place(one.place, other.place):
        points += _PLACE
    if one.event.mode and other.event.mode:
        points += _MODE if one.event.mode == other.event.mode else -2 * _MODE
    if one.agreement and one.agreement == other.agreement:
        points += _AGREEMENT
    if one.numbers and other.numbers:
        points += _NUMBER if one.numbers & other.numbers else -_NUMBER
    return points if points >= THRESHOLD else None


def reason(one: Happening, other: Happening) -> str:
    """What two events share, in words."""
    why = [f"same type {one.event.type}"]
    if one.actors & other.actors:
        why.append("actors")
    if one.recipients & other.recipients:
        why.append("recipients")
    if one.dated and other.dated:
        narrow = one if _days(one) <= _days(other) else other
        why.append(f"day {narrow.event.date.edtf}")
    if one.place and same_place(one.place, other.place):
        why.append(f"place {one.place.name}")
    if one.anchor and one.anchor == other.anchor:
        why.append(f"trigger {one.anchor}")
    why.append(f"wording {likeness(one.words, other.words):.2f}")
    return ", ".join(why)


def _shared(one: frozenset[str], other: frozenset[str], equal: float, shared: float) -> float:
    if not one or not other:
        return 0.0
    return equal if one == other else shared


def excluded(one: Happening, other: Happening) -> bool:
    """Whether the two surely are different events."""
    if one.event.type != other.event.type or one.sentence == other.sentence:
        return True
    if one.event.step and other.event.step and one.event.step != other.event.step:
        return True
    if one.agreement and other.agreement and one.agreement != other.agreement:
        return True
    if one.actors and other.actors and not one.actors & other.actors:
        return True
    if one.persons and other.persons and not one.persons & other.persons:
        return True
    if one.recipients and other.recipients and not one.recipients & other.recipients:
        return True
    if not (one.actors & other.actors or one.recipients & other.recipients):
        return True
    if disjoint(one, other) or same_place(one.place, other.place) is False:
        return True
    return _unreal(one) != _unreal(other) and not (one.dated and other.dated)


def disjoint(one: Happening, other: Happening) -> bool:
    """Whether no day fits both."""
    return bool((one.high and other.low and one.high < other.low) or (other.high and one.low and other.high < one.low))


def _unreal(happening: Happening) -> bool:
    """Whether it is told as something to come or only thought of."""
    return happening.event.conditional or happening.event.tense == "future"


def _days(happening: Happening) -> int:
    if happening.low is None or happening.high is None:
        return 10**6
    slack = _PUBLISHED_SLACK if happening.event.date.basis == "published" else 0
    return (happening.high - happening.low).days + 1 - slack


def _told_together(one: Happening, other: Happening) -> bool:
    """Whether two events without a full date may be of one time: by the ends known, else by the days reported."""
    ends = [h.high or h.low for h in (one, other)]
    if ends[0] and ends[1]:
        return abs((ends[0] - ends[1]).days) <= _OPEN_DAYS
    return _reports_apart(one, other) <= _UNDATED_DAYS


def _reports_apart(one: Happening, other: Happening) -> int:
    if one.source.day is None or other.source.day is None:
        return 10**6
    return abs((dt.date.fromisoformat(one.source.day) - dt.date.fromisoformat(other.source.day)).days)
