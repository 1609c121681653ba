"""What is done to several agreements at once: "approved extradition treaties with Rwanda and Italy"."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import msgspec

from dateline.model.findings import AgreementFinding, EventFinding
from dateline.model.reading import Event

Moved = list[tuple[EventFinding, int]]


def with_each(moved: Moved, findings: Sequence[AgreementFinding], by_head: Mapping[int, int]) -> Moved:
    """The steps with their agreements, one pair for each of those that a plural names."""
    each = {f.head: f for f in findings}
    named: dict[int, list[AgreementFinding]] = {}
    for f in findings:
        if f.beside is not None and f.head in by_head and f.beside in by_head:
            named.setdefault(f.beside, [each[f.beside]]).append(f)
    out: Moved = []
    for e, i in moved:
        told = next((fs for fs in named.values() if e.agreement is not None and fs[0].span.covers(e.agreement)), ())
        out += [(_of_one(e, f, told), by_head[f.head]) for f in told] or [(e, i)]
    return out


def _of_one(event: EventFinding, f: AgreementFinding, told: Sequence[AgreementFinding]) -> EventFinding:
    """The step as it is told of one of the agreements: the sides of the others have no part in it."""
    others = {s for o in told for s in o.parties} - set(f.parties)
    return dataclasses.replace(
        event,
        actors=tuple(s for s in event.actors if s not in others),
        recipients=tuple(s for s in event.recipients if s not in others),
    )


def told_of_each(
    events: Sequence[Event], heads: Mapping[str, int], moved: Moved, parties: Sequence[frozenset[str]]
) -> tuple[tuple[Event, ...], Mapping[str, int]]:
    """The events, one for each agreement that it moves, with the other side of that agreement alone.

    `parties` are those of the agreements, in order.
    """
    chains: dict[int, list[int]] = {}
    for e, i in moved:
        chains.setdefault(e.head, []).append(i)
    if len(chains) == len(moved):
        # No plural: as they are.
        return tuple(events), heads
    out: list[tuple[Event, int]] = []
    for event in events:
        head = heads[event.id]
        each = chains.get(head, [])
        if len(each) < 2 or event.agreement is None:
            out.append((event, head))
            continue
        sides = frozenset().union(*(parties[i] for i in each))
        for i in each:
            others = tuple(r for r in event.recipients if r not in sides or r in parties[i])
            actors = tuple(a for a in event.actors if a not in sides or a in parties[i])
            out.append((msgspec.structs.replace(event, agreement=str(i), recipients=others, actors=actors), head))
    told = tuple(msgspec.structs.replace(e, id=f"e{n + 1}") for n, (e, _) in enumerate(out))
    return told, {e.id: head for e, (_, head) in zip(told, out, strict=True)}
