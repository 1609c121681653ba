"""The gazetteer file: what it knows, how it is opened, and how its names are compared."""

from __future__ import annotations

import math
import pickle
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from dateline.errors import KindsError
from dateline.kinds.gazetteer import Gazetteer, GazetteerPlace
from dateline.kinds.place_names import fold, region_base


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def km(place: GazetteerPlace, latitude: float, longitude: float) -> float:
    north = (place.latitude - latitude) * 111.2
    east = (place.longitude - longitude) * 111.2 * math.cos(math.radians(latitude))
    return math.hypot(north, east)


# Public knowledge: latitude and longitude to the degree, and how far off the entry may be.
@pytest.mark.parametrize(
    ("name", "country", "kind", "place", "within"),
    [
        ("Kursk", "RUS", "city", (51.73, 36.19), 20),
        ("Kursk region", "RUS", "region", (51.8, 36.2), 80),
        ("Idlib province", "SYR", "region", (35.8, 36.7), 60),
        ("Helmand", "AFG", "region", (31.0, 64.0), 120),
        ("Donbas", "UKR", "region", (48.5, 38.5), 80),
        ("Darfur", "SDN", "region", (13.0, 25.0), 150),
        ("Crimea", "UKR", "region", (45.3, 34.4), 60),
        ("Gaza Strip", "PSE", "region", (31.4, 34.35), 20),
        ("West Bank", "PSE", "region", (32.0, 35.25), 40),
        ("Xinjiang", "CHN", "region", (41.0, 85.0), 350),
        ("Tibet", "CHN", "region", (31.0, 89.0), 300),
        ("Tigray", "ETH", "region", (14.0, 38.5), 80),
        ("Transnistria", "MDA", "region", (47.0, 29.3), 80),
        ("Abkhazia", "GEO", "region", (43.0, 41.0), 60),
        ("Texas", "USA", "region", (31.2, -99.3), 80),
        ("Rapides Parish", "USA", "region", (31.2, -92.5), 30),
        ("Black Sea", None, "sea", (43.5, 34.5), 100),
        ("U.S.", "USA", "country", (39.8, -98.5), 100),
        ("South Korea", "KOR", "country", (36.5, 127.8), 150),
        ("Kosovo", "XKX", "country", (42.6, 20.9), 50),
    ],
)
def test_first_match(name: str, country: str | None, kind: str, place: tuple[float, float], within: float) -> None:
    best = Gazetteer.open().lookup(name)[0]
    assert (best.country, best.kind) == (country, kind)
    assert km(best, *place) < within


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Louis", "Saint Louis"),
        ("Al-Fashir", "al fashir"),
        ("São Paulo", "Sao Paulo"),
        ("the Gaza Strip", "Gaza Strip"),
        ("N’Djamena", "N'Djamena"),
        ("Łódź", "Lodz"),
    ],
)
def test_names_are_compared_without_marks(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("Kursk region", "kursk"),
        ("state of Texas", "texas"),
        ("Autonomous Republic of Crimea", "crimea"),
        ("Lima", None),
    ],
)
def test_region_words_are_taken_off(name: str, base: str | None) -> None:
    assert region_base(fold(name)) == base


def test_the_most_populous_comes_first(gazetteer: Gazetteer) -> None:
    people = [p.population for p in gazetteer.lookup("Alexandria", 50)]
    assert len(people) > 5
    assert people == sorted(people, reverse=True)
    assert len(gazetteer.lookup("Alexandria", 3)) == 3


def test_peoples_and_capitals(gazetteer: Gazetteer) -> None:
    russia = gazetteer.people("Russian")
    assert russia is not None
    assert russia.id == "iso:RUS"
    assert gazetteer.people("Congolese") is None, "two countries' people are Congolese"
    assert any(p.capital for p in gazetteer.lookup("Seoul"))
    assert not any(p.capital for p in gazetteer.lookup("Busan"))


def test_contains_and_get(gazetteer: Gazetteer) -> None:
    assert gazetteer.contains("El Fasher")
    assert not gazetteer.contains("Qwyzzleford")
    assert gazetteer.lookup("Qwyzzleford") == []
    kursk = gazetteer.get("geonames:538560")
    assert kursk is not None
    assert kursk.name == "Kursk"
    assert gazetteer.get("geonames:0") is None


def test_opening_is_fast_and_the_file_small() -> None:
    started = time.perf_counter()
    gazetteer = Gazetteer.open()
    gazetteer.lookup("Kursk")
    assert time.perf_counter() - started < 0.1
    assert gazetteer.path.stat().st_size < 150_000_000


def test_it_takes_little_memory() -> None:
    code = (
        "import resource, sys\n"
        "from dateline.kinds.gazetteer import Gazetteer\n"
        "def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
        "before = peak()\n"
        "gazetteer = Gazetteer.open()\n"
        "names = [row[0] for row in gazetteer._connection().execute('SELECT name FROM names LIMIT 20000')]\n"
        "assert sum(len(gazetteer.lookup(n)) for n in names) >= len(names) / 2\n"
        "print(peak() - before)\n"
    )
    grown = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert float(grown) < 150


def test_it_cannot_be_written(gazetteer: Gazetteer) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        gazetteer._connection().execute("DELETE FROM places")


def test_threads_and_processes_may_share_it(gazetteer: Gazetteer) -> None:
    found: list[str] = []
    names = ["Goma", "Bakhmut", "Haifa", "Axum"] * 5
    threads = [threading.Thread(target=lambda n=n: found.append(gazetteer.lookup(n)[0].country or "")) for n in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(set(found)) == ["COD", "ETH", "ISR", "UKR"]
    assert pickle.loads(pickle.dumps(gazetteer)).lookup("Goma")[0].country == "COD"


def test_a_missing_or_foreign_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KindsError, match="install Dateline anew"):
        Gazetteer.open(tmp_path / "none.sqlite")
    foreign = tmp_path / "foreign.sqlite"
    foreign.write_bytes(b"no database at all, but long enough to be read as one" * 20)
    with pytest.raises(KindsError, match="not a gazetteer"):
        Gazetteer.open(foreign)
