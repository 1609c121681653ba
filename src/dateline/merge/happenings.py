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


def score(one: Happening, other: Happening) -> tuple[float, str] | None:
    """Points and reason for two events being one, None where something speaks against it."""
    if excluded(one, other):
        return None
    points, why = 0.0, [f"same type {one.event.type}"]
    wording = likeness(one.words, other.words)
    same_anchor = bool(one.anchor) and one.anchor == other.anchor
    if one.dated and other.dated:
        days = max(_days(one), _days(other))
        points += next((p for most, p in _DATE_POINTS if days <= most), 0.0)
        if not same_anchor and wording < _LEAST_WORDING:
            return None
        narrow = one if _days(one) <= _days(other) else other
        why.append(f"date {narrow.event.date.edtf}")
    elif wording < _ALIKE or _reports_apart(one, other) > _UNDATED_DAYS:
        return None
    if one.actors and one.actors == other.actors:
        points += _ACTORS_EQUAL
        why.append("actors")
    elif one.actors & other.actors:
        points += _ACTORS_SHARED
        why.append("an actor")
    if one.recipients and one.recipients == other.recipients:
        points += _RECIPIENTS_EQUAL
        why.append("recipients")
    elif one.recipients & other.recipients:
        points += _RECIPIENTS_SHARED
        why.append("a recipient")
    if same_place(one.place, other.place):
        points += _PLACE
        why.append(f"place {one.place.name if one.place else ''}")
    if one.event.mode and other.event.mode:
        points += _MODE if one.event.mode == other.event.mode else -2 * _MODE
    if same_anchor:
        points += _ANCHOR
        why.append("trigger")
    if one.agreement and one.agreement == other.agreement:
        points += _AGREEMENT
        why.append("agreement")
    if one.numbers and other.numbers:
        points += _NUMBER if one.numbers & other.numbers else -_NUMBER
    points += _WORDING * wording
    why.append(f"wording {wording:.2f}")
    return (points, ", ".join(why)) if points >= THRESHOLD else None


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


def _reports_apart(one: Happening, other: Happening) -> int:
    if one.source.day is None or other.source.day is None:
        return 10**6
    return abs((dt.date.fromisoformat(one.source.day) - dt.date.fromisoformat(other.source.day)).days)
