"""The tables as they are now; how they came to be is in `migrations/versions/`.

reading          one row a report: the whole Reading as JSON, which is the only thing that cannot be computed again
entry            one row an entry of the merged record, computed from all readings
entry_actor      which actors an entry names
entry_agreement  which agreements an entry belongs to
entry_source     which reports an entry comes from
words_key        which row of the full-text index holds which report or entry
words            the full-text index (made by `dialect`)
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

# The revision in `migrations/versions/` that makes exactly these tables.
HEAD = "0001"

metadata = MetaData()

reading = Table(
    "reading",
    metadata,
    Column("report", String, primary_key=True),
    Column("published", String),
    Column("json", Text, nullable=False),
    sqlite_with_rowid=False,
)

entry = Table(
    "entry",
    metadata,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("type", String),
    Column("date_from", String),
    Column("date_to", String),
    Column("digest", String, nullable=False),
    Column("json", Text, nullable=False),
    Index("entry_in_order", "kind", "position"),
    sqlite_with_rowid=False,
)


def _links(name: str, column: str) -> Table:
    return Table(
        name,
        metadata,
        Column("kind", String, primary_key=True),
        Column("id", String, primary_key=True),
        Column(column, String, primary_key=True),
        ForeignKeyConstraint(["kind", "id"], ["entry.kind", "entry.id"], ondelete="CASCADE"),
        Index(f"{name}_by_{column}", column, "kind"),
        sqlite_with_rowid=False,
    )


entry_actor = _links("entry_actor", "actor")
entry_agreement = _links("entry_agreement", "agreement")
entry_source = _links("entry_source", "report")

words_key = Table(
    "words_key",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("id", String, nullable=False),
    UniqueConstraint("kind", "id"),
)
