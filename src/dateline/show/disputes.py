"""What is in dispute: who asserts it, who denies it, since when, what the deniers said later, how its numbers moved."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from dateline.model.record import ClaimEntry, EstimateEntry, Merged, SourceRef
from dateline.show.findings import estimate_words
from dateline.show.wording import label, listed, names_of

# What a source may come to say after having denied a thing.
_LATER = ("confirms", "does_not_deny", "declines_comment")


@dataclasses.dataclass(frozen=True, slots=True)
class Side:
    """One claim in a dispute, as people read it."""

    claim: str
    who: str
    stance: str
    content: str
    since: str | None
    sources: tuple[SourceRef, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Figure:
    """A number given of what is in dispute, as people read it."""

    estimate: str
    who: str
    number: str
    since: str | None
    sources: tuple[SourceRef, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Dispute:
    """One thing that some assert and others deny; `question` is the earliest assertion's wording.

    `events` are ids of the merged events in dispute, `later` what those who denied it came to say of them afterwards,
    `figures` the numbers given of these events, in the order in which they were first reported.
    """

    question: str
    events: tuple[str, ...]
    since: str | None
    asserts: tuple[Side, ...]
    denies: tuple[Side, ...]
    later: tuple[Side, ...]
    figures: tuple[Figure, ...] = ()


def disputed(merged: Merged) -> list[Dispute]:
    """Every dispute in the record, by the day on which it was first reported."""
    names = names_of(merged)
    claims = {c.id: c for c in merged.claims}
    numbers = sorted((e for e in merged.estimates if e.events), key=_by_report)
    out = [_dispute(group, claims, numbers, names) for group in _groups(claims)]
    return sorted(out, key=lambda d: (d.since or "9999", d.question))


def _groups(claims: dict[str, ClaimEntry]) -> list[set[str]]:
    """Assertions and denials that hang together, each group by the ids of its claims."""
    groups: list[set[str]] = []
    for claim in claims.values():
        if not claim.disputed_by:
            continue
        linked = {claim.id, *(i for i in claim.disputed_by if i in claims)}
        touching = [g for g in groups if g & linked]
        for group in touching:
            linked |= group
            groups.remove(group)
        groups.append(linked)
    return groups


def _dispute(
    group: Iterable[str], claims: dict[str, ClaimEntry], numbers: Iterable[EstimateEntry], names: dict[str, str]
) -> Dispute:
    members = sorted((claims[i] for i in group), key=_by_report)
    asserts = [c for c in members if c.disputed_by]
    denials = [c for c in members if not c.disputed_by]
    events = sorted({e for c in members for e in c.events})
    deniers = {a for c in denials for a in c.actors}
    first_denial = min((c.first_reported or "9999" for c in denials), default="9999")
    later = [
        c
        for c in sorted(claims.values(), key=_by_report)
        if c.stance in _LATER
        and deniers & set(c.actors)
        and set(events) & set(c.events)
        and (c.first_reported or "") >= first_denial
        and c not in members
    ]
    return Dispute(
        question=asserts[0].content,
        events=tuple(events),
        since=members[0].first_reported,
        asserts=tuple(_side(c, names) for c in asserts),
        denies=tuple(_side(c, names) for c in denials),
        later=tuple(_side(c, names) for c in later),
        figures=tuple(_figure(n, names) for n in numbers if set(events) & set(n.events)),
    )


def _by_report(entry: ClaimEntry | EstimateEntry) -> tuple[str, str]:
    return (entry.first_reported or "9999", entry.id)


def _figure(number: EstimateEntry, names: dict[str, str]) -> Figure:
    who = listed(number.by, names) or "no source named"
    return Figure(number.id, who, estimate_words(number), number.first_reported, number.sources)


def _side(claim: ClaimEntry, names: dict[str, str]) -> Side:
    who = listed(claim.actors, names) or "no source named"
    return Side(claim.id, who, label(claim.stance), claim.content, claim.first_reported, claim.sources)
