"""Bringing a file's tables up to this version by the migrations that come with the package."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from dateline.store.dialect import writing_to
from dateline.store.schema import HEAD


def upgrade(engine: Engine) -> None:
    """Run every migration that the file has not seen, all in one transaction."""
    with writing_to(engine) as connection:
        config = Config()
        config.set_main_option("script_location", "dateline.store:migrations")
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)
