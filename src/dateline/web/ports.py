"""What the pages need of the rest of the house; the hall hands it in, so that no room imports another."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from dateline.model import Reading, Span
from dateline.model.record import Merged, SourceRef

# The lists of the record that have a page and a place in the JSON interface.
KINDS = ("agreements", "events", "claims", "estimates", "actors", "reports")


@dataclasses.dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asks to see; None asks for nothing in particular. Fields as the command line has them."""

    actor: str | None = None
    type: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    agreement: str | None = None
    text: str | None = None


class Finding(Protocol):
    """One thing found in a report, in words; `id` is made of letters, digits and hyphens."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def notes(self) -> tuple[str, ...]: ...
    @property
    def spans(self) -> tuple[Span, ...]: ...


class Piece(NamedTuple):
    """A piece of a snippet; `hit` says whether it is one of the words looked for."""

    text: str
    hit: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """A report or an entry that has the words looked for; `kind` is one of KINDS, `source` its first words if any."""

    kind: str
    id: str
    title: str
    snippet: Sequence[Piece]
    source: SourceRef | None = None


class Workspace(Protocol):
    """The record as the pages ask for it. Cards, chronology rows and disputes are plain data for the templates."""

    def merged(self) -> Merged:
        """The whole record as it now is."""

    def chosen(self, kind: str, filters: Filters) -> Sequence[Any]:
        """The entries of one list that fit."""

    def chronology(self, filters: Filters) -> Sequence[Any]:
        """What happened, day by day."""

    def card(self, agreement_id: str, day: dt.date | None) -> Any | None:
        """All about one agreement as of `day` (None: the record's last day); None for an unknown id."""

    def disputes(self) -> Sequence[Any]:
        """What some assert and others deny."""

    def reading(self, report_id: str) -> Reading | None:
        """One report with what was found in it; None for an unknown id."""

    def findings(self, reading: Reading) -> Sequence[Finding]:
        """What was found, in the order of the text."""

    def search(self, words: str) -> Sequence[Hit]:
        """Reports and entries that have all of `words`, best first."""

    def counts(self) -> Mapping[str, int]:
        """How many entries each list has."""

    def lines(self) -> Mapping[str, Any]:
        """The functions that put entries in words: `label`, `event_line`, `number`, `conflict_line`."""
