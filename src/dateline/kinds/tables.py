"""Reading a user's own CSV tables of actors: columns are the fields of the YAML, each cell checked by itself."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Generic, TypeVar, get_args

import msgspec

from dateline.errors import KindsError
from dateline.kinds import entries as e

T = TypeVar("T")
TABLES = ("states", "organisations", "bodies", "groups", "persons")
# Where an entry holds a list of entries of its own, a row is one of these: the field, its shape, and the column that
# tells that the row has one.
_INNER: Mapping[type, tuple[str, type[msgspec.Struct], str]] = {
    e.PersonEntry: ("offices", e.OfficeEntry, "title"),
    e.OrganisationEntry: ("members", e.Membership, "states"),
}
_DAYS = ("from", "to", "as_of")
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_LIST = re.compile("[;|]")
_NOTHING = "[]"


def load_table(path: Path, entry: type[T]) -> list[T]:
    """The entries of the CSV file at `path`, rows of one id joined; raises KindsError with file, row and column."""
    if path.stem not in TABLES:
        raise KindsError(f"{path}: only {', '.join(TABLES)} can be CSV; write {path.stem}.yaml instead")
    return _Table(path, entry).entries()


def cell_of(path: Path, ident: str, value: str) -> str | None:
    """Row and column of the cell that holds `value` in a row of the entry `ident`; None where there is none."""
    if not path.exists():
        return None
    header, rows = _read(path)
    key = "key" if "key" in header else "id"
    for number, row in rows:
        if row.get(key) == ident:
            for column, cell in row.items():
                if value in [part.strip() for part in _LIST.split(cell)]:
                    return f"row {number}, column {column!r}"
    return None


class _Table(Generic[T]):
    """One file while it is read: what each row says of its entry."""

    def __init__(self, path: Path, entry: type[T]) -> None:
        self.path = path
        self.entry = entry
        shape: Any = entry
        self.fields = {f.encode_name: f for f in msgspec.structs.fields(shape)}
        self.key = next(n for n, f in self.fields.items() if f.name == "id")
        self.list, inner, self.mark = _INNER.get(entry, ("", None, ""))
        self.inner = {f.encode_name: f for f in msgspec.structs.fields(inner)} if inner else {}
        self.fields.pop(self.list, None)

    def entries(self) -> list[T]:
        """Every entry, in the order of its first row."""
        header, rows = _read(self.path)
        for column in header:
            if column not in self.fields and column not in self.inner:
                known = ", ".join(dict.fromkeys((*self.fields, *self.inner)))
                raise self._error(1, column, f"no such column; there are {known}")
        if self.key not in header:
            raise self._error(1, self.key, "this column is missing")
        drafts: dict[str, dict[str, Any]] = {}
        first: dict[str, int] = {}
        for number, row in rows:
            ident = row.get(self.key, "")
            if not ident:
                raise self._error(number, self.key, "the id is missing")
            first.setdefault(ident, number)
            self._add(drafts.setdefault(ident, {}), number, row)
        return [self._made(draft, first[ident]) for ident, draft in drafts.items()]

    def _add(self, draft: dict[str, Any], number: int, row: Mapping[str, str]) -> None:
        told = {column: cell for column, cell in row.items() if cell}
        if self.mark and self.mark in told:
            part = {c: self._value(number, c, told.pop(c), self.inner[c]) for c in tuple(told) if c in self.inner}
            draft.setdefault(self.list, []).append(part)
        for column, cell in told.items():
            if column not in self.fields:
                raise self._error(number, column, f"it needs the column {self.mark!r} in the same row")
            value = self._value(number, column, cell, self.fields[column])
            if isinstance(value, list):
                draft[column] = list(dict.fromkeys((*draft.get(column, ()), *value)))
            elif draft.setdefault(column, value) != value:
                raise self._error(number, column, f"{value!r} here, {draft[column]!r} in an earlier row of this id")

    def _value(self, number: int, column: str, cell: str, field: Any) -> Any:
        value: Any = cell
        if field.type is bool:
            value = {"true": True, "false": False}.get(cell.casefold(), cell)
        elif _is_list(field.type):
            value = [] if cell == _NOTHING else [p for part in _LIST.split(cell) if (p := part.strip())]
        elif column in _DAYS and not _is_day(cell):
            raise self._error(number, column, f"{cell!r} is not a day, month or year; write 2024-06-19, 2024-06, 2024")
        try:
            msgspec.convert(value, field.type)
        except msgspec.ValidationError as error:
            raise self._error(number, column, f"{cell!r}: {error}") from error
        return value

    def _made(self, draft: dict[str, Any], number: int) -> T:
        for name, field in self.fields.items():
            if field.required and name not in draft:
                raise self._error(number, name, "it must not be empty")
        try:
            return msgspec.convert(draft, self.entry)
        except msgspec.ValidationError as error:
            raise self._error(number, self.key, str(error)) from error

    def _error(self, number: int, column: str, what: str) -> KindsError:
        return KindsError(f"{self.path}: row {number}, column {column!r}: {what}; see docs/kinds.md for the fields")


def _read(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """The header, and each row that is not blank with its number as a spreadsheet counts."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise KindsError(f"{path}: not UTF-8 ({error.reason}); save it as CSV UTF-8") from error
    line = text.partition("\n")[0]
    delimiter = next((d for d in ",;\t" if d in line), ",")
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise KindsError(f"{path}: not valid CSV: {error}; mend the file") from error
    if not records:
        raise KindsError(f"{path}: a first row with the names of the columns is expected")
    header = [name.strip() for name in records[0]]
    twice = next((name for i, name in enumerate(header) if not name or name in header[:i]), None)
    if twice is not None:
        raise KindsError(f"{path}: row 1, column {twice!r}: a column without a name, or there twice; mend the header")
    return header, list(_rows(path, header, records[1:]))


def _rows(path: Path, header: list[str], records: list[list[str]]) -> Iterator[tuple[int, dict[str, str]]]:
    for number, record in enumerate(records, start=2):
        cells = [cell.strip() for cell in record]
        if any(cells[len(header) :]):
            raise KindsError(f"{path}: row {number}, column {len(header) + 1}: more cells than columns; mend the row")
        if any(cells):
            yield number, dict(zip(header, cells, strict=False))


def _is_list(kind: Any) -> bool:
    return getattr(kind, "__origin__", None) is tuple or any(_is_list(part) for part in get_args(kind))


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(text + "-01-01"[: 10 - len(text)] if len(text) != 7 else text + "-01")
    except ValueError:
        return False
    return True
