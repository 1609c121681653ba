"""Which entries to give: the filters that become SQL."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, false, or_, select

from dateline.store.dialect import matching_ids
from dateline.store.schema import entry, entry_actor, entry_agreement, entry_source
from dateline.store.search import query_of


@dataclasses.dataclass(frozen=True, slots=True)
class Query:
    """Which entries to give; None asks for nothing in particular, all that is asked for must hold.

    `actor`: an actor's id; a state's id also stands for its bodies (`RUS` for `RUS.LEG`).
    `type`: an event's type, a claim's stance, an agreement's or actor's kind, an estimate's unit.
    `first`, `last`: days; an entry fits when some day that its date allows lies between them, an undated one never.
    `agreement`: an agreement's id. `report`: a report's id. `words`: words that all stand in the entry.
    """

    actor: str | None = None
    type: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    agreement: str | None = None
    report: str | None = None
    words: str | None = None


def select_entries(kind: str, query: Query) -> Select[Any]:
    """The SELECT of the JSON of all entries of `kind` that fit `query`, in the record's order."""
    return select(entry.c.json).where(and_(entry.c.kind == kind, *_conditions(kind, query))).order_by(entry.c.position)


def _conditions(kind: str, query: Query) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if query.actor is not None:
        own = entry_actor.c.actor
        found.append(_linked(entry_actor, or_(own == query.actor, own.startswith(f"{query.actor}.", autoescape=True))))
    if query.type is not None:
        found.append(entry.c.type == query.type)
    if query.first is not None or query.last is not None:
        found.extend(_dated(query.first, query.last))
    if query.agreement is not None:
        found.append(_linked(entry_agreement, entry_agreement.c.agreement == query.agreement))
    if query.report is not None:
        found.append(_linked(entry_source, entry_source.c.report == query.report))
    if query.words is not None:
        found.append(_worded(kind, query.words))
    return found


def _linked(table: Table, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(1).where(table.c.kind == entry.c.kind, table.c.id == entry.c.id, condition).exists()


def _dated(first: dt.date | None, last: dt.date | None) -> list[ColumnElement[bool]]:
    start, end = entry.c.date_from, entry.c.date_to
    found: list[ColumnElement[bool]] = [or_(start.is_not(None), end.is_not(None))]
    if first is not None:
        found.append(or_(end.is_(None), end >= first.isoformat()))
    if last is not None:
        found.append(or_(start.is_(None), start <= last.isoformat()))
    return found


def _worded(kind: str, words: str) -> ColumnElement[bool]:
    query = query_of(words)
    return false() if query is None else entry.c.id.in_(matching_ids(query, kind))
