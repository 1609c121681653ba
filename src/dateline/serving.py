"""The hall's door to the workspace: the store and the shown forms, handed to the pages."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline.errors import UsageError
from dateline.model import Reading
from dateline.model.record import Merged
from dateline.show import wording
from dateline.show.card import Card, agreement_card
from dateline.show.chronology import ChronologyRow, chronology
from dateline.show.conflicts import conflict_line
from dateline.show.disputes import Dispute, disputed
from dateline.show.filters import Filters, matches, resolved
from dateline.show.findings import Finding, estimate_words, findings
from dateline.store import Store
from dateline.web import Filters as Asked
from dateline.web import create_app
from dateline.web.ports import Hit, Piece

HOST = "127.0.0.1"


class StoreWorkspace:
    """The record of a store as the pages ask for it; kept in memory until the file changes."""

    def __init__(self, store: Store) -> None:
        """Show `store`, which is to stay open."""
        self._store = store
        self._lock = threading.Lock()
        self._state: tuple[object, Merged] | None = None

    def merged(self) -> Merged:
        """The whole record as it now is."""
        with self._lock:
            mark = _mark(self._store.path)
            if self._state is None or self._state[0] != mark:
                self._state = (mark, self._store.merged())
            return self._state[1]

    def chosen(self, kind: str, filters: Asked) -> Sequence[Any]:
        """The entries of one list that fit; reports are not filtered."""
        merged = self.merged()
        if kind == "reports":
            return merged.reports
        wanted = resolved(_filters(filters), merged)
        return [entry for entry in getattr(merged, kind) if matches(entry, wanted)]

    def chronology(self, filters: Asked) -> Sequence[ChronologyRow]:
        """What happened, day by day."""
        return chronology(self.merged(), _filters(filters))

    def card(self, agreement_id: str, day: dt.date | None) -> Card | None:
        """All about one agreement as of `day`; None for an unknown id."""
        merged = self.merged()
        found = next((a for a in merged.agreements if a.id == agreement_id), None)
        return agreement_card(found, merged, day=day) if found else None

    def disputes(self) -> Sequence[Dispute]:
        """What some assert and others deny."""
        return disputed(self.merged())

    def reading(self, report_id: str) -> Reading | None:
        """One report with what was found in it; None for an unknown id."""
        return self._store.reading(report_id)

    def findings(self, reading: Reading) -> Sequence[Finding]:
        """What was found, in the order of the text."""
        return findings(reading)

    def search(self, words: str) -> Sequence[Hit]:
        """Reports and entries that have all of `words`, best first."""
        merged = self.merged()
        lists = (merged.events, merged.claims, merged.estimates)
        first = {entry.id: entry.sources[0] for entries in lists for entry in entries if entry.sources}
        return [
            Hit(f"{hit.kind}s", hit.id, hit.title, [Piece(*part) for part in hit.snippet], first.get(hit.id))
            for hit in self._store.search(words)
        ]

    def counts(self) -> Mapping[str, int]:
        """How many entries each list has."""
        return self._store.counts()

    def lines(self) -> Mapping[str, Any]:
        """The functions that put entries in words."""
        return {
            "label": wording.label,
            "number": estimate_words,
            "conflict_line": conflict_line,
        }


def serve_store(path: Path, port: int, say: Callable[[str], None]) -> None:
    """Serve the store at `path` on this machine's `port` until it is stopped; raises UsageError when it is taken."""
    import uvicorn

    with Store.open(path) as store:
        _check_free(port)
        say(f"The workspace of {path} is at http://{HOST}:{port}/ (Ctrl-C ends it).")
        app = create_app(StoreWorkspace(store))
        config = uvicorn.Config(app, host=HOST, port=port, log_level="warning", server_header=False, access_log=False)
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run()


def _filters(asked: Asked) -> Filters:
    return Filters(**dataclasses.asdict(asked))


def _mark(path: Path) -> object:
    """What changes with every transaction: size and time of the file and of its log."""
    found = []
    for file in (path, path.with_name(path.name + "-wal")):
        with contextlib.suppress(OSError):
            stat = file.stat()
            found.append((file.name, stat.st_size, stat.st_mtime_ns))
    return found


def _check_free(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise UsageError(f"port {port} cannot be used ({error.strerror}); name another one with --port") from error
