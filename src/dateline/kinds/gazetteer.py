"""The gazetteer: names of places and where they lie, in one read-only SQLite file that the build makes.

Data: GeoNames (CC BY 4.0), ISO 3166, countryinfo, and Dateline's own `place_aliases.yaml`.
"""

from __future__ import annotations

import dataclasses
import os
import sqlite3
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from dateline.errors import KindsError
from dateline.kinds.place_names import fold, region_base
from dateline.model.vocabulary import Precision

PlaceKind = Literal["country", "region", "city", "sea", "facility"]
SHIPPED = Path(__file__).with_name("gazetteer.sqlite")
FORMAT = "2"
# How a name is one of a place: as its main name, as another one, only with a region word ("Kursk region"), or only
# where it says what another place lies in ("Alexandria, Va."), or as that of its people ("Russian", "Russians").
MAIN, OTHER, WITH_REGION_WORD, ONLY_CONTAINING, DEMONYM = 0, 1, 2, 3, 4
_COLUMNS = (
    "p.id, p.name, p.ascii, p.lat, p.lon, p.country, p.admin1, p.admin2, p.kind, p.precision, p.population, p.capital"
)
_FIND = f"SELECT {_COLUMNS}, n.rank FROM names n JOIN places p ON p.key = n.place WHERE n.name = ? AND n.rank <= ?"
_BY_ID = f"SELECT {_COLUMNS}, 0 FROM places p WHERE p.id = ? LIMIT 1"
_DEMONYM = f"SELECT {_COLUMNS}, n.rank FROM names n JOIN places p ON p.key = n.place WHERE n.name = ? AND n.rank = 4"
_HAS = "SELECT 1 FROM names WHERE name = ? AND rank <= 1 LIMIT 1"


@dataclasses.dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """A place as the gazetteer has it: degrees in WGS 84, `country` ISO 3166-1 alpha-3, `rank` how the name fits it."""

    id: str
    name: str
    ascii: str
    latitude: float
    longitude: float
    country: str | None
    admin1: str | None
    admin2: str | None
    kind: PlaceKind
    precision: Precision
    population: int
    capital: bool
    rank: int


class Gazetteer:
    """Looks up places by name; safe to use from several threads, each of which gets a connection of its own."""

    def __init__(self, path: Path) -> None:
        """Remember `path`; use `open`, which checks the file."""
        self.path = path
        self._local = threading.local()
        self._lookup = lru_cache(maxsize=50_000)(self._fetch)
        self._demonym = lru_cache(maxsize=50_000)(self._named_by)
        self._has = lru_cache(maxsize=200_000)(self._holds)

    @classmethod
    def open(cls, path: Path | None = None) -> Gazetteer:
        """The gazetteer at `path`, by default the one shipped; raises KindsError that says what to do."""
        path = path or SHIPPED
        if not path.is_file():
            raise KindsError(
                f"{path}: there is no gazetteer here; install Dateline anew (`pip install -e .` in a checkout), "
                "which builds it, or name another file in DATELINE_GAZETTEER"
            )
        gazetteer = cls(path)
        try:
            row = gazetteer._connection().execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
        except sqlite3.DatabaseError as error:
            raise KindsError(f"{path}: not a gazetteer ({error}); install Dateline anew to build one") from error
        if row is None or row[0] != FORMAT:
            raise KindsError(f"{path}: a gazetteer of another version; install Dateline anew to build this one's")
        return gazetteer

    def lookup(self, name: str, limit: int = 20, *, containing: bool = False) -> list[GazetteerPlace]:
        """Places called `name` in any writing, the most populous first.

        "Kursk region" finds what is called Kursk, regions if there are any, where no place has the whole name.
        `containing` also takes names that hold only for what contains another place ("Va.").
        """
        folded = fold(name)
        found = self._lookup(folded, ONLY_CONTAINING if containing else OTHER)
        if not found and (base := region_base(folded)):
            named = self._lookup(base, WITH_REGION_WORD)
            found = tuple(p for p in named if p.kind == "region") or named
        return list(found[:limit])

    def contains(self, name: str) -> bool:
        """Whether some place is called `name`."""
        return self._has(fold(name))

    def people(self, name: str) -> GazetteerPlace | None:
        """The country or continent whose people or things are called `name` ("Russian"), None where none or several."""
        return self._demonym(fold(name))

    def get(self, ident: str) -> GazetteerPlace | None:
        """The place with this id ("geonames:538560", "iso:RUS"), None where there is none."""
        row = self._connection().execute(_BY_ID, (ident,)).fetchone()
        return _place(row) if row else None

    def _fetch(self, folded: str, rank: int) -> tuple[GazetteerPlace, ...]:
        rows = self._connection().execute(_FIND, (folded, rank)).fetchall()
        return tuple(sorted((_place(r) for r in rows), key=lambda p: (-p.population, p.rank, p.id)))

    def _named_by(self, folded: str) -> GazetteerPlace | None:
        rows = self._connection().execute(_DEMONYM, (folded,)).fetchall()
        return _place(rows[0]) if len(rows) == 1 else None

    def _holds(self, folded: str) -> bool:
        return self._connection().execute(_HAS, (folded,)).fetchone() is not None

    def _connection(self) -> sqlite3.Connection:
        # A connection must not cross a thread, nor a fork.
        mine = getattr(self._local, "connection", None)
        if mine is None or self._local.process != os.getpid():
            mine = sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
            self._local.connection, self._local.process = mine, os.getpid()
        found: sqlite3.Connection = mine
        return found

    def __getstate__(self) -> Path:
        """Another process opens the file anew."""
        return self.path

    def __setstate__(self, path: Path) -> None:
        """Open the file anew in this process."""
        self.__init__(path)  # type: ignore[misc] # the whole state is the path


def _place(row: tuple[Any, ...]) -> GazetteerPlace:
    fields = (*row[:-2], bool(row[-2]), row[-1])
    return GazetteerPlace(*fields)
