"""The first tables: readings, the record's entries with their links, and the full-text index."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_LINKS = (("entry_actor", "actor"), ("entry_agreement", "agreement"), ("entry_source", "report"))


def upgrade() -> None:
    """Make the tables and mark the file as a Dateline store."""
    op.create_table(
        "reading",
        sa.Column("report", sa.String, primary_key=True),
        sa.Column("published", sa.String),
        sa.Column("json", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "entry",
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("type", sa.String),
        sa.Column("date_from", sa.String),
        sa.Column("date_to", sa.String),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("entry_in_order", "entry", ["kind", "position"])
    for name, column in _LINKS:
        op.create_table(
            name,
            sa.Column("kind", sa.String, primary_key=True),
            sa.Column("id", sa.String, primary_key=True),
            sa.Column(column, sa.String, primary_key=True),
            sa.ForeignKeyConstraint(["kind", "id"], ["entry.kind", "entry.id"], ondelete="CASCADE"),
            sqlite_with_rowid=False,
        )
        op.create_index(f"{name}_by_{column}", name, [column, "kind"])
    op.create_table(
        "words_key",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.UniqueConstraint("kind", "id"),
    )
    # Word stems, so that "ratified" finds "ratify"; accents do not matter.
    op.execute("CREATE VIRTUAL TABLE words USING fts5(title, body, tokenize = 'porter unicode61 remove_diacritics 2')")
    op.execute("PRAGMA application_id = 1146375246")
