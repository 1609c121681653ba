"""Which entries a reader wants to see."""

from __future__ import annotations

import dataclasses
import datetime as dt

from dateline.kinds.when import bounds
from dateline.model import When
from dateline.model.record import (
    ActorEntry,
    AgreementEntry,
    ClaimEntry,
    Entry,
    EstimateEntry,
    EventEntry,
    Merged,
    StepEntry,
)


@dataclasses.dataclass(frozen=True, slots=True)
class Filters:
    """What to show; a field that is None lets everything through.

    `actor`: an actor's id or name. `type`: an event's type, mode or step, a claim's stance, an agreement's kind or
    status, an actor's kind. `since` and `until`: days, both inclusive. `agreement`: an agreement's id or words of its
    name. `text`: words that must all stand in the entry. `actors`, `agreements` and `events` are the ids that `actor`
    and `agreement` stand for, as `resolved` finds them in a record.
    """

    actor: str | None = None
    type: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    agreement: str | None = None
    text: str | None = None
    actors: frozenset[str] = frozenset()
    agreements: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()


def resolved(filters: Filters, merged: Merged) -> Filters:
    """`filters` with the ids in `merged` that its actor (with its bodies and office holders) and agreement mean."""
    actors, agreements = frozenset[str](), frozenset[str]()
    if filters.actor:
        wanted = filters.actor.casefold()
        own = {a.id for a in merged.actors if wanted in (a.id.casefold(), *(n.casefold() for n in (a.name, *a.names)))}
        states = {a.id for a in merged.actors if a.id in own and a.kind == "state"}
        actors = frozenset(own | {a.id for a in merged.actors if a.country in states})
    if filters.agreement:
        wanted = filters.agreement.casefold()
        agreements = frozenset(
            g.id
            for g in merged.agreements
            if wanted == g.id or any(wanted in name.casefold() for name in (g.name, *g.aliases))
        )
    events = frozenset(e.id for e in merged.events if e.agreement in agreements)
    return dataclasses.replace(filters, actors=actors, agreements=agreements, events=events)


def matches(entry: Entry, filters: Filters) -> bool:
    """Whether `entry` is one that `filters` asks for; without `resolved`, actor and agreement are compared as ids."""
    return (
        _actor(entry, filters)
        and _type(entry, filters)
        and _agreement(entry, filters)
        and within_days(entry, filters)
        and _text(entry, filters)
    )


def within_days(entry: Entry, filters: Filters) -> bool:
    """Whether some day of the entry lies in the period: its own date, or where that is unknown, its reports'."""
    if filters.since is None and filters.until is None:
        return True
    when = getattr(entry, "date", When())
    first, last = bounds(when.edtf) if when.edtf else (_day(entry.first_reported), _day(entry.last_reported))
    if first is None and last is None:
        return False
    after = filters.since is None or last is None or last >= filters.since
    before = filters.until is None or first is None or first <= filters.until
    return after and before


def _actor(entry: Entry, filters: Filters) -> bool:
    if filters.actor is None:
        return True
    wanted = filters.actors or frozenset({filters.actor})
    return any(i in wanted or i.partition(".")[0] in wanted for i in _actors(entry))


def _actors(entry: Entry) -> tuple[str, ...]:
    if isinstance(entry, EventEntry):
        return (*entry.actors, *entry.recipients)
    if isinstance(entry, ClaimEntry):
        return entry.actors
    if isinstance(entry, StepEntry | EstimateEntry):
        return entry.by
    if isinstance(entry, AgreementEntry):
        return entry.parties
    return (entry.id,) if isinstance(entry, ActorEntry) else ()


def _type(entry: Entry, filters: Filters) -> bool:
    if filters.type is None:
        return True
    told = [getattr(entry, name, None) for name in ("type", "mode", "step", "stance", "kind", "status")]
    return filters.type.casefold() in [t.casefold() for t in told if isinstance(t, str)]


def _agreement(entry: Entry, filters: Filters) -> bool:
    if filters.agreement is None:
        return True
    wanted = filters.agreements or frozenset({filters.agreement})
    if isinstance(entry, AgreementEntry):
        return entry.id in wanted
    if isinstance(entry, ClaimEntry | EstimateEntry | StepEntry):
        return bool(filters.events & set(entry.events))
    return getattr(entry, "agreement", None) in wanted


def _text(entry: Entry, filters: Filters) -> bool:
    if not filters.text:
        return True
    told = [s.quote for s in entry.sources]
    for name in ("name", "content", "of"):
        value = getattr(entry, name, None)
        told += [value] if isinstance(value, str) else []
    told += list(getattr(entry, "aliases", ()))
    words = " ".join(told).casefold()
    return all(w in words for w in filters.text.casefold().split())


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
