"""Everything that only SQLite understands; another database needs another file like this one and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, String, TextualSelect, column, create_engine, event, exc, text
from sqlalchemy.engine import URL

from dateline.errors import StoreError

# Marks a SQLite file as a Dateline store ("DTLN" in ASCII), in the header field that SQLite keeps for this purpose.
APPLICATION = 0x44544C4E
# Two processes may add at once; each transaction is one report, so that a wait longer than this means a stuck process.
_BUSY_SECONDS = 20
_WRITES = "dateline_writes"

# Around a hit in a snippet. Both are taken out of every indexed text, so that a report cannot forge them.
HIT_START, HIT_END = "\x02", "\x03"
_UNMARKED = str.maketrans({HIT_START: " ", HIT_END: " ", "\x00": " "})

_SEARCH = text(
    "SELECT words_key.kind AS kind, words_key.id AS id, words.title AS title, "
    f"snippet(words, -1, char({ord(HIT_START)}), char({ord(HIT_END)}), '…', 32) AS snippet "
    "FROM words JOIN words_key ON words_key.n = words.rowid WHERE words MATCH :query "
    "AND (:kind IS NULL OR words_key.kind = :kind) "
    "ORDER BY bm25(words, 4.0, 1.0), words_key.kind, words_key.id LIMIT :limit"
)
_MATCHING = text(
    "SELECT words_key.id FROM words JOIN words_key ON words_key.n = words.rowid "
    "WHERE words MATCH :query AND words_key.kind = :kind"
)


def engine_for(path: Path) -> Engine:
    """An engine over the SQLite file at `path` with foreign keys on and each transaction begun by `begin`."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)), connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False}
    )
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: Any, _record: Any) -> None:
    # The driver's own transactions leave out CREATE TABLE; without them, a migration is in whole or not at all.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    # A writer takes its lock at once: a lock taken halfway can fail where waiting would have helped.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading_from(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the store throughout; raises StoreError when the file cannot be read."""
    with _as_store_error(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing_to(engine: Engine) -> Iterator[Connection]:
    """One transaction: all of it is kept, or none when anything is raised inside; raises StoreError when locked."""
    with _as_store_error(engine), engine.connect() as plain:
        connection = plain.execution_options(**{_WRITES: True})
        with connection.begin():
            yield connection


@contextmanager
def _as_store_error(engine: Engine) -> Iterator[None]:
    path = engine.url.database
    try:
        yield
    except exc.DatabaseError as error:
        reason = str(error.orig)
        if "locked" in reason:
            advice = "another program is writing to it; wait for that to finish and try again"
        elif "readonly" in reason or "unable to open" in reason:
            advice = "check that you may read and write the file and its folder"
        elif "full" in reason:
            advice = "make room on the disk; nothing of the last report was kept"
        else:
            advice = "check the file with `sqlite3 FILE 'PRAGMA integrity_check'`, or make the store anew"
        raise StoreError(f"{path}: {reason}; {advice}") from error


def use_log(engine: Engine) -> None:
    """Let readers go on while one writes (write-ahead log); kept in the file."""
    with _as_store_error(engine), engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA journal_mode = WAL").close()


def application(connection: Connection) -> int:
    """The number that says which program's file this is; 0 for none."""
    return int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())


def is_empty(connection: Connection) -> bool:
    """Whether the file holds no table at all."""
    return connection.exec_driver_sql("SELECT 1 FROM sqlite_master").first() is None


def revision(connection: Connection) -> str | None:
    """The revision that the file's tables are of, None where none is noted."""
    if connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").first() is None:
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def index_words(connection: Connection, row: int, title: str, body: str) -> None:
    """Put `title` and `body` into the full-text index under the new number `row`."""
    connection.execute(
        text("INSERT INTO words (rowid, title, body) VALUES (:row, :title, :body)"),
        {"row": row, "title": title.translate(_UNMARKED), "body": body.translate(_UNMARKED)},
    )


def drop_words(connection: Connection, row: int) -> None:
    """Take the number `row` out of the full-text index."""
    connection.execute(text("DELETE FROM words WHERE rowid = :row"), {"row": row})


def find_words(connection: Connection, query: str, kind: str | None, limit: int) -> list[RowMapping]:
    """Best hits first for a query as `search.query_of` writes it; `kind` None looks among all."""
    found = connection.execute(_SEARCH, {"query": query, "kind": kind, "limit": limit})
    return list(found.mappings())


def matching_ids(query: str, kind: str) -> TextualSelect:
    """A subselect of the ids of all that hold `query` (as `search.query_of` writes it)."""
    return _MATCHING.bindparams(query=query, kind=kind).columns(column("id", String))
