"""Looking: everything that can be asked of a store without changing it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Engine, func, select

from dateline.model import Reading, Report, from_json
from dateline.model.record import Merged
from dateline.store import schema
from dateline.store.dialect import find_words, reading_from
from dateline.store.query import Query, select_entries
from dateline.store.rows import KINDS, TYPES, AnyEntry, Kind
from dateline.store.search import Hit, query_of, snippet_of

_EVERYTHING = Query()


class View:
    """What a store holds. Every Reading is checked against its text when it is loaded (ModelError if it fails)."""

    def __init__(self, engine: Engine) -> None:
        """Read through `engine`, whose tables are of this version."""
        self._engine = engine

    def readings(self) -> Iterator[Reading]:
        """All Readings, by day of publication (undated last) and id."""
        table = schema.reading.c
        with reading_from(self._engine) as connection:
            found = connection.execute(
                select(table.report).order_by(table.published.is_(None), table.published, table.report)
            )
            ids = [row.report for row in found]
        # One transaction each: a caller may take hours over the list, and an open one would keep the log growing.
        for ident in ids:
            reading = self.reading(ident)
            if reading is not None:
                yield reading

    def reading(self, report_id: str) -> Reading | None:
        """What was found in one report; None when the store has no such report."""
        query = select(schema.reading.c.json).where(schema.reading.c.report == report_id)
        with reading_from(self._engine) as connection:
            found = connection.execute(query).scalar()
        return None if found is None else from_json(found, Reading)

    def has(self, report_id: str) -> bool:
        """Whether the store has a Reading of this report."""
        query = select(schema.reading.c.report).where(schema.reading.c.report == report_id)
        with reading_from(self._engine) as connection:
            return connection.execute(query).first() is not None

    def report(self, report_id: str) -> Report | None:
        """One report with its text; None when the store has no such report."""
        reading = self.reading(report_id)
        return reading.report if reading else None

    def merged(self) -> Merged:
        """The whole record as it was last merged."""
        with reading_from(self._engine) as connection:
            found = {k: connection.execute(select_entries(k, _EVERYTHING)).scalars().all() for k in KINDS}
        lists: dict[str, Any] = {f"{k}s": tuple(from_json(json, TYPES[k]) for json in found[k]) for k in KINDS}
        return Merged(**lists)

    def entries(self, kind: Kind, query: Query = _EVERYTHING) -> list[AnyEntry]:
        """The entries of `kind` that fit `query`, in the record's order."""
        with reading_from(self._engine) as connection:
            found = connection.execute(select_entries(kind, query)).scalars().all()
        return [from_json(json, TYPES[kind]) for json in found]

    def entry(self, kind: Kind, ident: str) -> AnyEntry | None:
        """One entry; None when the record has no such entry."""
        query = select(schema.entry.c.json).where(schema.entry.c.kind == kind, schema.entry.c.id == ident)
        with reading_from(self._engine) as connection:
            found = connection.execute(query).scalar()
        return None if found is None else from_json(found, TYPES[kind])

    def search(self, words: str, kind: Kind | None = None, *, limit: int = 50) -> list[Hit]:
        """Reports and entries that hold all of `words` (phrases in quotation marks), best first."""
        query = query_of(words)
        if query is None:
            return []
        with reading_from(self._engine) as connection:
            found = find_words(connection, query, kind, limit)
        return [Hit(row["kind"], row["id"], row["title"], snippet_of(row["snippet"])) for row in found]

    def counts(self) -> dict[str, int]:
        """How many Readings (`readings`) and how many entries of each kind (`reports`, `events` …) there are."""
        by_kind = select(schema.entry.c.kind, func.count()).group_by(schema.entry.c.kind)
        with reading_from(self._engine) as connection:
            readings = connection.execute(select(func.count()).select_from(schema.reading)).scalar_one()
            found: dict[str, int] = {kind: number for kind, number in connection.execute(by_kind)}  # noqa: C416 # typed
        return {"readings": readings} | {f"{kind}s": found.get(kind, 0) for kind in KINDS}

    def unmerged(self) -> int:
        """How many Readings the record does not know yet (added, but not merged since)."""
        known = select(schema.entry.c.id).where(schema.entry.c.kind == "report")
        query = select(func.count()).select_from(schema.reading).where(schema.reading.c.report.not_in(known))
        with reading_from(self._engine) as connection:
            return int(connection.execute(query).scalar_one())
