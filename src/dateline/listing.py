"""Which entries a list has, and which columns: few for people, all for a spreadsheet."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from dateline.model.record import Entry, Merged, PlaceRef
from dateline.show.chronology import ChronologyRow, chronology
from dateline.show.filters import Filters, matches, resolved
from dateline.show.findings import estimate_words
from dateline.show.wording import Names, event_line, label, names_of
from dateline.show.wording import listed as named
from dateline.terminal import Cell

Item = Entry | ChronologyRow


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, how its cell is had from an entry, and who sees it."""

    name: str
    cell: Callable[[Any, Names], Cell]
    people: bool = False
    sheet: bool = True


def chosen(name: str, merged: Merged, filters: Filters) -> Sequence[Item]:
    """The entries of the list `name` (events, claims … or chronology) that `filters` asks for, in its order."""
    if name == "chronology":
        return chronology(merged, filters)
    wanted = resolved(filters, merged)
    return [entry for entry in getattr(merged, name) if matches(entry, wanted)]


def listed(name: str, entries: Iterable[Item], merged: Merged) -> tuple[list[str], list[list[Cell]]]:
    """Header and rows for people: actors by name, the report's words last."""
    names = names_of(merged)
    columns = [c for c in COLUMNS[name] if c.people]
    return [c.name for c in columns], [[c.cell(e, names) for c in columns] for e in entries]


def spread(name: str, entries: Iterable[Item]) -> list[Sequence[Cell]]:
    """Header and rows for a spreadsheet: codes and ids as the contract has them."""
    columns = [c for c in COLUMNS[name] if c.sheet]
    return [[c.name for c in columns], *([c.cell(e, {}) for c in columns] for e in entries)]


def _field(name: str, people: bool = False) -> Column:
    return Column(name, lambda entry, _: _plain(getattr(entry, name)), people)


def _plain(value: Any) -> Cell:
    return ("yes" if value else "no") if isinstance(value, bool) else value


def _ids(field: str) -> Column:
    return Column(field, lambda entry, _: "; ".join(getattr(entry, field)))


def _people(name: str, cell: Callable[[Any, Names], Cell]) -> Column:
    return Column(name, cell, people=True, sheet=False)


def _place(part: str) -> Callable[[Any, Names], Cell]:
    def cell(entry: Any, _names: Names) -> Cell:
        place: PlaceRef | None = entry.place
        return getattr(place, part) if place else None

    return cell


def _quote(entry: Any, _names: Names) -> str:
    return entry.sources[0].quote if entry.sources else ""


def _date(entry: Any, _names: Names) -> str | None:
    edtf: str | None = entry.date.edtf
    return edtf


_SOURCES = (
    _field("reports", people=True),
    _field("independent"),
    _field("first_reported"),
    _field("last_reported"),
    Column("conflicts", lambda entry, _: "; ".join(c.field for c in entry.conflicts)),
    Column("sources", lambda entry, _: "; ".join(dict.fromkeys(s.report for s in entry.sources))),
)
_DATE = (Column("date", _date, people=True), Column("date_basis", lambda entry, _: entry.date.basis))
_QUOTE = Column("words", _quote, people=True)

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "agreements": (
        _field("id", people=True),
        _people("parties", lambda entry, names: named(entry.parties, names)),
        _people("status", lambda entry, _: label(entry.status) if entry.status else "unknown"),
        _field("as_of", people=True),
        _people("steps", lambda entry, _: len(entry.steps)),
        _field("kind"),
        _ids("parties"),
        _field("status"),
        Column("steps", lambda entry, _: "; ".join(s.step for s in entry.steps)),
        _ids("missing"),
        *_SOURCES,
        _ids("aliases"),
        _field("name", people=True),
    ),
    "events": (
        _field("id"),
        *_DATE,
        _people("what", event_line),
        _field("type"),
        _field("mode"),
        _field("step"),
        _field("organ"),
        _ids("actors"),
        _ids("recipients"),
        Column("place", _place("name")),
        Column("country", _place("country")),
        Column("latitude", _place("latitude")),
        Column("longitude", _place("longitude")),
        _field("agreement"),
        _field("tense"),
        _field("polarity"),
        _field("certainty"),
        _field("conditional"),
        _field("confidence"),
        *_SOURCES,
        _QUOTE,
    ),
    "claims": (
        _field("id"),
        *_DATE,
        _people("who", lambda entry, names: named(entry.actors, names) or "no source named"),
        _people("stance", lambda entry, _: label(entry.stance)),
        _people("disputed", lambda entry, _: "disputed" if entry.disputed_by else ""),
        _ids("actors"),
        _field("stance"),
        _field("quotation"),
        _field("basis"),
        _ids("events"),
        _ids("disputed_by"),
        _field("confidence"),
        *_SOURCES,
        Column("content", lambda entry, names: entry.content or _quote(entry, names), people=True),
    ),
    "estimates": (
        _field("id"),
        *_DATE,
        _people("number", lambda entry, _: estimate_words(entry)),
        _people("by", lambda entry, names: named(entry.by, names)),
        _field("low"),
        _field("high"),
        _field("approximate"),
        _field("change"),
        _field("unit"),
        _field("of"),
        _ids("by"),
        _ids("events"),
        *_SOURCES,
        _QUOTE,
    ),
    "actors": (
        _field("id", people=True),
        _people("kind", lambda entry, _: label(entry.kind)),
        _field("kind"),
        _field("country", people=True),
        _field("sector"),
        # Unknown is an empty cell, as everywhere in a sheet.
        Column("code", lambda entry, _: entry.code.replace("---", ""), people=True),
        _field("office", people=True),
        _ids("member_of"),
        _field("events", people=True),
        _field("claims", people=True),
        *_SOURCES,
        _ids("names"),
        _field("name", people=True),
    ),
    "chronology": (
        _field("id"),
        _field("date", people=True),
        Column("date_basis", lambda row, _: row.basis),
        Column("first_reported", lambda row, _: row.reported),
        _field("kind"),
        _field("agreement"),
        Column("what", lambda row, _: row.text, people=True),
        _field("reports", people=True),
        _field("independent"),
        Column("sources", lambda row, _: "; ".join(dict.fromkeys(s.report for s in row.sources))),
        _QUOTE,
    ),
}
