"""Writing: each call is one transaction, kept in whole or not at all."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, delete, insert, select, update

from dateline.model import Reading, to_json
from dateline.model.record import Merged
from dateline.store import schema
from dateline.store.dialect import drop_words, index_words, writing_to
from dateline.store.rows import Row, rows_of

_LINKS = ((schema.entry_actor, "actor"), (schema.entry_agreement, "agreement"), (schema.entry_source, "report"))
_REPORT = "report"


class Writer:
    """Adds Readings to a store, and puts the record that was merged from them in its place."""

    def __init__(self, engine: Engine) -> None:
        """Write through `engine`, whose tables are of this version."""
        self._engine = engine

    def add(self, reading: Reading) -> bool:
        """Keep `reading`; False, with nothing changed, when a Reading of this report is there already."""
        report = reading.report
        with writing_to(self._engine) as connection:
            known = select(schema.reading.c.report).where(schema.reading.c.report == report.id)
            if connection.execute(known).first() is not None:
                return False
            connection.execute(
                insert(schema.reading).values(
                    report=report.id, published=report.published, json=to_json(reading).decode()
                )
            )
            body = report.text[report.title_span.end :].lstrip() if report.title_span else report.text
            _index(connection, _REPORT, report.id, (report.title or "", body))
        return True

    def replace_merged(self, merged: Merged) -> bool:
        """Make `merged` the record; only entries that differ are written. False when nothing differed."""
        rows = list(rows_of(merged))
        with writing_to(self._engine) as connection:
            table = schema.entry.c
            found = connection.execute(select(table.kind, table.id, table.position, table.digest))
            stored = {(kind, ident): (position, digest) for kind, ident, position, digest in found}
            gone = sorted(stored.keys() - {(row.kind, row.id) for row in rows})
            for kind, ident in gone:
                _remove(connection, kind, ident)
            changes = [_put(connection, row, i, stored.get((row.kind, row.id))) for i, row in enumerate(rows)]
        return bool(gone) or any(changes)


def _put(connection: Connection, row: Row, position: int, stored: tuple[int, str] | None) -> bool:
    digest = row.digest
    if stored == (position, digest):
        return False
    if stored is not None and stored[1] == digest:
        own = (schema.entry.c.kind == row.kind, schema.entry.c.id == row.id)
        connection.execute(update(schema.entry).where(*own).values(position=position))
        return True
    _remove(connection, row.kind, row.id)
    first, last = row.dates
    values = {"kind": row.kind, "id": row.id, "position": position, "type": row.type, "date_from": first}
    values |= {"date_to": last, "digest": digest, "json": row.json}
    connection.execute(insert(schema.entry).values(values))
    for (table, column), linked in zip(_LINKS, (row.actors, row.agreements, row.reports), strict=True):
        if linked:
            links = [{"kind": row.kind, "id": row.id, column: other} for other in sorted(linked)]
            connection.execute(insert(table), links)
    if row.kind != _REPORT:
        _index(connection, row.kind, row.id, (row.title, row.body))
    return True


def _remove(connection: Connection, kind: str, ident: str) -> None:
    # The links go with it (ON DELETE CASCADE); the words of a report are those of its Reading, and stay.
    connection.execute(delete(schema.entry).where(schema.entry.c.kind == kind, schema.entry.c.id == ident))
    if kind == _REPORT:
        return
    key = schema.words_key.c
    row = connection.execute(select(key.n).where(key.kind == kind, key.id == ident)).scalar()
    if row is not None:
        drop_words(connection, row)
        connection.execute(delete(schema.words_key).where(key.n == row))


def _index(connection: Connection, kind: str, ident: str, words: tuple[str, str]) -> None:
    key = schema.words_key.c
    made = connection.execute(insert(schema.words_key).values(kind=kind, id=ident).returning(key.n))
    index_words(connection, made.scalar_one(), *words)
