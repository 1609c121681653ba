"""A gazetteer of the user's own, out of a GeoNames dump: `allCountries`, one country's file, `cities500` and the like.

The format is that of https://download.geonames.org/export/dump/ (19 columns with tabs between, UTF-8, no quotation
marks), plain or zipped. What GeoNames publishes is under CC BY 4.0 and must be credited.
"""

from __future__ import annotations

import collections
import dataclasses
import io
import shutil
import sqlite3
import zipfile
from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

import pycountry

from dateline.errors import KindsError
from dateline.kinds.gazetteer import FORMAT, MAIN, OTHER, SHIPPED, WITH_REGION_WORD, Gazetteer
from dateline.kinds.place_names import fold, region_base

COLUMNS = 19
# Classes of GeoNames: areas, towns, water, heights and islands, parks and regions, spots, woods; not roads (R) nor what
# lies under the sea (U).
FEATURES = ("A", "P", "H", "T", "L", "S", "V")
# Foreign spellings of a hamlet's name match more English words than hamlets.
ALTERNATES_FROM = 5_000
_SEAS = frozenset({"SEA", "OCN", "GULF", "STRT", "BAY", "BAYS", "CHN", "SD"})
_WIDE_LAND = frozenset({"ISL", "ISLS", "PEN", "DSRT", "VAL", "PLN", "MTS", "CAPE", "PLAT", "FRST"})
_NAMED = 100
_PLACE = "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"
_NAME = "INSERT INTO names VALUES (?, ?, ?) ON CONFLICT (name, place) DO UPDATE SET rank = min(rank, excluded.rank)"


@dataclasses.dataclass(frozen=True, slots=True)
class Extended:
    """What came of a dump: places that are new, places that gained names, lines left out, and why (the first 100)."""

    target: Path
    added: int
    known: int
    skipped: int
    problems: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class _Line:
    """One place of a dump; `area` are its country and the code of its first-order division there."""

    id: str
    name: str
    latitude: float
    longitude: float
    country: str | None
    kind: str
    precision: str
    population: int
    capital: bool
    area: tuple[str, str]
    names: tuple[tuple[str, int], ...]
    names_area: bool


def extend(
    gazetteer: Path | None, dump: Path, target: Path, *,
    features: Collection[str] = FEATURES, alternates_from: int = ALTERNATES_FROM,
) -> Extended:  # fmt: skip
    """Write to `target` the places of `gazetteer` (None: of none) and those of the GeoNames file `dump`.

    A place that is already there keeps its entry and gains the dump's names. `features` are the GeoNames classes to
    take; towns with fewer people than `alternates_from` bring no alternate names. Lines that cannot be read are left
    out and named with their number. Raises KindsError that says what to mend; `target` then stays as it was.
    """
    Gazetteer.open(gazetteer)
    if not dump.is_file():
        raise KindsError(f"{dump}: there is no such file; download a dump from GeoNames and name it here")
    if not target.parent.is_dir():
        raise KindsError(f"{target.parent}: there is no such folder; make it, or name another target")
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    try:
        if gazetteer is not None:
            shutil.copyfile(gazetteer, partial)
        with closing(sqlite3.connect(partial)) as connection, _opened(dump) as lines:
            if gazetteer is None:
                _empty(connection)
            reader = _Reader(lines, frozenset(features), alternates_from)
            added, known = _write(connection, reader)
            if not added + known:
                first = reader.problems[0] if reader.problems else "it holds no place of the wanted classes"
                raise KindsError(f"{dump}: nothing of this dump could be used; {first}")
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('dump', ?)", (f"{dump.name}: {added} places",))
            connection.commit()
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return Extended(target, added, known, reader.skipped, tuple(reader.problems))


def _opened(dump: Path) -> BinaryIO:
    """The dump's bytes; of a zip file the largest text in it."""
    if not zipfile.is_zipfile(dump):
        return dump.open("rb")
    try:
        archive = zipfile.ZipFile(dump)
        texts = [i for i in archive.infolist() if i.filename.endswith(".txt") and "readme" not in i.filename.lower()]
        if not texts:
            raise KindsError(f"{dump}: no .txt file in this archive; name a dump as GeoNames publishes it")
        return io.BufferedReader(archive.open(max(texts, key=lambda i: i.file_size)))  # type: ignore[type-var]
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise KindsError(f"{dump}: this archive cannot be read ({error}); download it anew") from error


def _empty(connection: sqlite3.Connection) -> None:
    """The tables of the shipped gazetteer, without its places."""
    with closing(sqlite3.connect(f"{SHIPPED.resolve().as_uri()}?mode=ro", uri=True)) as shipped:
        schema = shipped.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC").fetchall()
    for (statement,) in schema:
        connection.execute(statement)
    connection.execute("INSERT INTO meta VALUES ('format', ?)", (FORMAT,))


class _Reader:
    """The lines of a dump that can be used; counts and names those that cannot."""

    def __init__(self, lines: BinaryIO, features: frozenset[str], alternates_from: int) -> None:
        self.lines = lines
        self.features = features
        self.alternates_from = alternates_from
        self.skipped = 0
        self.problems: list[str] = []
        self.countries = {c.alpha_2: c.alpha_3 for c in pycountry.countries} | {"XK": "XKX"}

    def __iter__(self) -> Iterator[_Line]:
        for number, raw in enumerate(self.lines, start=1):
            try:
                line = self._line(raw.decode("utf-8").rstrip("\r\n"))
            except ValueError as error:
                self.skipped += 1
                if len(self.problems) < _NAMED:
                    self.problems.append(f"line {number}: {error}")
                continue
            if line is not None:
                yield line

    def _line(self, text: str) -> _Line | None:
        """One line read; None where it is empty or of a class that is not wanted; ValueError where it is wrong."""
        if not text.strip():
            return None
        cells = text.split("\t")
        if len(cells) != COLUMNS:
            raise ValueError(f"{len(cells)} columns instead of {COLUMNS}")
        ident, name, plain, others = cells[:4]
        feature, code, iso, admin1 = cells[6], cells[7], cells[8], cells[10]
        if feature not in self.features:
            return None
        if not ident.isdigit() or not name.strip():
            raise ValueError("no GeoNames number or no name")
        latitude, longitude = _degrees(cells[4], 90), _degrees(cells[5], 180)
        if iso and iso not in self.countries:
            raise ValueError(f"country code {iso!r} is unknown")
        country = self.countries[iso] if iso else None
        if cells[14] and not cells[14].isdigit():
            raise ValueError(f"population {cells[14]!r} is not a number")
        people = int(cells[14] or 0)
        kind, precision = _kind(feature, code)
        if kind == "country" and country is None:
            raise ValueError("a country without country code")
        return _Line(
            f"iso:{country}" if kind == "country" else f"geonames:{ident}", name, latitude, longitude, country, kind,
            precision, people, code == "PPLC", (iso, admin1),
            self._names(name, plain, others, kind=kind, wanted=feature != "P" or people >= self.alternates_from),
            code == "ADM1",
        )  # fmt: skip

    def _names(self, name: str, plain: str, others: str, *, kind: str, wanted: bool) -> tuple[tuple[str, int], ...]:
        ranks: dict[str, int] = {}
        more = [n for n in others.split(",") if _in_latin_letters(n)] if wanted else []
        for rank, group in ((MAIN, (name, plain)), (OTHER, more)):
            for n in group:
                folded = fold(n)
                if len(folded) > 1 and folded.isascii():
                    ranks.setdefault(folded, rank)
        if kind == "region":
            for base in [b for n in list(ranks) if (b := region_base(n))]:
                ranks.setdefault(base, WITH_REGION_WORD)
        return tuple(sorted(ranks.items()))


def _degrees(text: str, most: int) -> float:
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"coordinate {text!r} is not a number") from None
    if not -most <= value <= most:
        raise ValueError(f"coordinate {text} lies beyond {most} degrees")
    return round(value, 5)


def _kind(feature: str, code: str) -> tuple[str, str]:
    """Kind and precision for a GeoNames class and code."""
    if feature == "P":
        return "city", "city"
    if feature == "A":
        if code.startswith("PCL"):
            return "country", "country"
        return "region", "region" if code in ("ADM1", "RGN", "TERR") else "district"
    if feature == "H" and code in _SEAS:
        return "sea", "region"
    if feature in ("L", "V") or code in _WIDE_LAND:
        return "region", "region"
    return "facility", "point"


def _in_latin_letters(name: str) -> bool:
    """Whether an English report may write it so: no code ("URS"), no other script, no small initial letter."""
    letters = [c for c in name if c.isalpha()]
    return bool(letters) and all(ord(c) < 0x250 for c in letters) and not name.isupper() and name[:1].isupper()


def _write(connection: sqlite3.Connection, lines: _Reader) -> tuple[int, int]:
    """Insert all places with their names; how many are new and how many were there."""
    regions: dict[tuple[str, str], str] = {}
    votes: dict[tuple[str, str], collections.Counter[str]] = collections.defaultdict(collections.Counter)
    waiting: list[tuple[int, tuple[str, str]]] = []
    added = known = 0
    (last,) = connection.execute("SELECT coalesce(max(key), 0) FROM places").fetchone()
    with connection:
        for line in lines:
            found = connection.execute("SELECT key, admin1 FROM places WHERE id = ?", (line.id,)).fetchone()
            if line.names_area:
                regions[line.area] = line.name
            if found is None:
                last, added = last + 1, added + 1
                key = last
                shown = line.name, fold(line.name), line.latitude, line.longitude, line.country
                connection.execute(
                    _PLACE,
                    (key, line.id, *shown, None, None, line.kind, line.precision, line.population, line.capital),
                )
                if not line.names_area and line.kind != "country" and line.area[1]:
                    waiting.append((key, line.area))
            else:
                key, known = found[0], known + 1
                if found[1]:
                    votes[line.area][found[1]] += 1
            connection.executemany(_NAME, ((name, key, rank) for name, rank in line.names))
        # A town's line has its region's code alone; the name is that of the dump, or of the towns already known there.
        named = {area: max(c.items(), key=lambda i: (i[1], i[0]))[0] for area, c in votes.items()} | regions
        connection.executemany(
            "UPDATE places SET admin1 = ? WHERE key = ?", ((named[a], k) for k, a in waiting if a in named)
        )
    return added, known
