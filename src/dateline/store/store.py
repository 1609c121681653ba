"""Opening a store: one file that holds every Reading and the record merged from them."""

from __future__ import annotations

import contextlib
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from dateline.errors import StoreError
from dateline.store import dialect
from dateline.store.schema import HEAD
from dateline.store.view import View
from dateline.store.writer import Writer


class Store(View, Writer):
    """A View and a Writer over one file; use it in a `with` statement, or call `close`."""

    def __init__(self, path: Path, engine: Engine) -> None:
        """Use `Store.open` instead, which checks the file first."""
        super().__init__(engine)
        self.path = path

    @classmethod
    def open(cls, path: Path | str, create: bool = False) -> Self:
        """Open the store at `path`, bringing an older one up to date; make it when it is missing and `create` is True.

        Raises StoreError when the file is missing, is no store, is of a newer Dateline, or may not be used.
        """
        path = Path(path)
        fresh = not path.exists()
        if fresh and not create:
            raise StoreError(f"{path}: no store is there; make one with `dateline add SOURCE --store {path}`")
        if not path.parent.is_dir():
            raise StoreError(f"{path}: the folder {path.parent} does not exist; make it first")
        if path.is_dir():
            raise StoreError(f"{path}: this is a folder; name the store's file")
        engine = dialect.engine_for(path)
        try:
            _prepare(engine, path, create)
        except BaseException:
            engine.dispose()
            if fresh:
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)
            raise
        return cls(path, engine)

    def close(self) -> None:
        """Let go of the file; the store is not to be used afterwards."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()


def _prepare(engine: Engine, path: Path, create: bool) -> None:
    """Check that the file is a store of a known version, and bring it up to date."""
    try:
        with dialect.reading_from(engine) as connection:
            application, revision = dialect.application(connection), dialect.revision(connection)
            empty = dialect.is_empty(connection)
    except StoreError as error:
        if "not a database" in str(error):
            raise StoreError(f"{path}: this is not a Dateline store; name another file") from error
        raise
    if revision == HEAD and application == dialect.APPLICATION:
        return
    if application != dialect.APPLICATION and not (empty and application == 0 and create):
        raise StoreError(f"{path}: this is not a Dateline store; name another file")
    if revision is not None and revision > HEAD:
        raise StoreError(
            f"{path}: made by a newer Dateline (its tables are of revision {revision}, this one knows {HEAD}); "
            "update with `pip install --upgrade dateline`"
        )
    # Imported here: most calls find the tables up to date, and the migration machinery is slow to load.
    from dateline.store.upgrade import upgrade

    if empty:
        dialect.use_log(engine)
    upgrade(engine)
