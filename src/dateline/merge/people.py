"""Entries of actors: their names, and how much of the record they take part in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.kinds.codes import UNKNOWN
from dateline.merge import vote
from dateline.merge.context import Context, Source
from dateline.merge.vote import Vote
from dateline.model import Actor
from dateline.model.record import ActorEntry, ClaimEntry, EventEntry, SourceRef


def actor_entries(
    context: Context, events: Iterable[EventEntry], claims: Iterable[ClaimEntry]
) -> tuple[ActorEntry, ...]:
    """One entry for each actor id, sorted by id."""
    found: dict[str, list[tuple[Source, Actor]]] = {}
    for source in context.sources:
        for actor in source.reading.actors:
            found.setdefault(actor.id, []).append((source, actor))
    in_events = _counts({*e.actors, *e.recipients} for e in events)
    in_claims = _counts(set(c.actors) for c in claims)
    return tuple(
        _entry(context, ident, found[ident], (in_events.get(ident, 0), in_claims.get(ident, 0)))
        for ident in sorted(found)
    )


def _counts(groups: Iterable[set[str]]) -> dict[str, int]:
    out: dict[str, int] = {}
    for group in groups:
        for ident in group:
            out[ident] = out.get(ident, 0) + 1
    return out


def _entry(context: Context, ident: str, told: Sequence[tuple[Source, Actor]], counts: tuple[int, int]) -> ActorEntry:
    def winner(field: str) -> str | None:
        found: str | None = vote.winner([Vote(getattr(a, field), s.report.id, s.family) for s, a in told])
        return found

    offices = [Vote(a.office, s.report.id, s.family) for s, a in told]
    days = sorted(s.day for s, _ in told if s.day)
    return ActorEntry(
        id=ident,
        reports=len(told),
        independent=context.independent(s.report.id for s, _ in told),
        sources=tuple(_ref(s, a) for s, a in told if a.mentions),
        # A person holds one office after another: only offices that reports of one day give are in conflict.
        conflicts=(),
        first_reported=days[0] if days else None,
        last_reported=days[-1] if days else None,
        name=winner("name") or ident,
        kind=told[0][1].kind,
        country=winner("country"),
        sector=winner("sector"),
        office=offices[-1].value or vote.winner(offices),
        member_of=tuple(sorted({m for _, a in told for m in a.member_of})),
        names=tuple(vote.by_frequency(a.name for _, a in told)),
        events=counts[0],
        claims=counts[1],
        code=_code([Vote(a.code, s.report.id, s.family) for s, a in told]),
    )


def _code(codes: Sequence[Vote]) -> str:
    """As with offices, that of the last report where it has one, else the most usual."""
    known = [c for c in codes if c.value != UNKNOWN]
    if not known:
        return UNKNOWN
    return str(codes[-1].value if codes[-1].value != UNKNOWN else vote.winner(known))


def _ref(source: Source, actor: Actor) -> SourceRef:
    value = {"name": actor.name, "office": actor.office}
    return source.ref(actor.mentions[0], actor.id, {k: v for k, v in value.items() if v})
