"""A gazetteer of the user's own, out of a dump in the format of GeoNames; all places of the dump here are invented."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from dateline.config import Config
from dateline.errors import KindsError
from dateline.kinds.gazetteer import SHIPPED, Gazetteer
from dateline.kinds.gazetteer_dump import COLUMNS, extend
from dateline.pipeline import Pipeline
from dateline.read import ReadOptions, report_from_text


def line(ident: str, name: str, *, at: tuple[str, str] = ("50.0", "30.0"), code: str = "P.PPL", **more: str) -> str:
    """One line of a dump, 19 columns."""
    cells = [""] * COLUMNS
    cells[:6] = ident, name, name, more.get("others", ""), *at
    cells[6], cells[7] = code.split(".")
    cells[8], cells[10], cells[14] = more.get("country", "UA"), more.get("admin1", ""), more.get("people", "0")
    return "\t".join(cells)


VILLAGE = line("990000001", "Qwyzzleford", admin1="07", people="120", others="Quizzlefort,КВИЗ")
PROVINCE = line("990000002", "Qwyzz Oblast", code="A.ADM1", admin1="07")
TOWN = line("990000003", "Zzyxhaven", people="9000", others="Zixhaven,ZXH,зихавен")
STRAIT = line("990000004", "Strait of Qwyzz", code="H.STRT", country="")
BRIDGE = line("990000005", "Zzyx Bridge", code="S.BDG")
KURSK = line("538560", "Kursk", country="RU", people="400000", others="Qurskopolis")


def dump(folder: Path, *lines: str, name: str = "UA.txt") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_it_extends_the_shipped_one(tmp_path: Path) -> None:
    before = SHIPPED.stat().st_mtime_ns
    made = extend(SHIPPED, dump(tmp_path, VILLAGE, PROVINCE, TOWN, KURSK), tmp_path / "own.sqlite")
    assert (made.added, made.known, made.skipped, made.problems) == (3, 1, 0, ())
    own = Gazetteer.open(made.target)
    village = own.lookup("Qwyzzleford")[0]
    assert (village.id, village.country, village.admin1, village.precision) == (
        "geonames:990000001", "UKR", "Qwyzz Oblast", "city",
    )  # fmt: skip
    assert own.lookup("Zixhaven")[0].name == "Zzyxhaven"
    assert own.lookup("Quizzlefort") == [], "a hamlet brings its own name alone"
    assert own.lookup("Qwyzz region")[0].kind == "region"
    kursk = own.lookup("Qurskopolis")[0]
    assert (kursk.id, kursk.population) == ("geonames:538560", Gazetteer.open().lookup("Kursk")[0].population)
    assert len(own.lookup("Alexandria")) > 5
    assert SHIPPED.stat().st_mtime_ns == before


def test_it_builds_one_from_nothing(tmp_path: Path) -> None:
    country = line("690791", "Ukraine", code="A.PCLI")
    made = extend(None, dump(tmp_path, country, TOWN, STRAIT, BRIDGE), tmp_path / "own.sqlite")
    own = Gazetteer.open(made.target)
    assert made.added == 4
    assert [(p.id, p.kind) for p in own.lookup("Ukraine")] == [("iso:UKR", "country")]
    assert (own.lookup("Strait of Qwyzz")[0].kind, own.lookup("Zzyx Bridge")[0].precision) == ("sea", "point")
    assert own.lookup("Kursk") == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("990000009\tToo short", "2 columns instead of 19"),
        (line("99x", "Numberless"), "no GeoNames number"),
        (line("990000010", " "), "no name"),
        (line("990000011", "Northmost", at=("91.5", "30")), "beyond 90 degrees"),
        (line("990000012", "Nowhere", at=("here", "30")), "'here' is not a number"),
        (line("990000013", "Utopia", country="QQ"), "'QQ' is unknown"),
        (line("990000014", "Crowded", people="many"), "'many' is not a number"),
    ],
)
def test_bad_lines_are_named_and_left_out(tmp_path: Path, wrong: str, said: str) -> None:
    made = extend(None, dump(tmp_path, TOWN, wrong, VILLAGE), tmp_path / "own.sqlite")
    assert (made.added, made.skipped) == (2, 1)
    assert made.problems[0].startswith("line 2: ")
    assert said in made.problems[0]


def test_bytes_that_are_no_text_are_a_bad_line(tmp_path: Path) -> None:
    path = tmp_path / "UA.txt"
    path.write_bytes(TOWN.encode() + b"\n\xff\xfe\t\n\n" + VILLAGE.encode() + b"\r\n")
    made = extend(None, path, tmp_path / "own.sqlite")
    assert (made.added, made.skipped) == (2, 1)
    assert Gazetteer.open(made.target).contains("Qwyzzleford")


def test_roads_stay_out_and_a_zip_is_opened(tmp_path: Path) -> None:
    road = line("990000006", "Zzyx Road", code="R.RD")
    inside = dump(tmp_path, TOWN, road)
    packed = tmp_path / "UA.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "about this file " * 500)
        archive.write(inside, "UA.txt")
    made = extend(None, packed, tmp_path / "own.sqlite")
    assert (made.added, made.skipped) == (1, 0)
    assert extend(None, inside, tmp_path / "all.sqlite", features=("P", "R")).added == 2


def test_what_cannot_be_used_says_what_to_do_and_leaves_the_target(tmp_path: Path) -> None:
    target = tmp_path / "own.sqlite"
    target.write_bytes(b"mine")
    with pytest.raises(KindsError, match=r"nothing of this dump could be used; line 1: 1 columns"):
        extend(SHIPPED, dump(tmp_path, "no dump at all"), target)
    with pytest.raises(KindsError, match="no such file"):
        extend(SHIPPED, tmp_path / "none.txt", target)
    with pytest.raises(KindsError, match="there is no gazetteer here"):
        extend(tmp_path / "none.sqlite", dump(tmp_path, TOWN), target)
    with pytest.raises(KindsError, match="no such folder"):
        extend(None, dump(tmp_path, TOWN), tmp_path / "none" / "own.sqlite")
    with zipfile.ZipFile(tmp_path / "empty.zip", "w") as archive:
        archive.writestr("places.csv", "a,b")
    with pytest.raises(KindsError, match=r"no \.txt file"):
        extend(None, tmp_path / "empty.zip", target)
    assert target.read_bytes() == b"mine"
    assert not list(tmp_path.glob("*.partial"))


def test_the_pipeline_reads_with_it(tmp_path: Path) -> None:
    made = extend(SHIPPED, dump(tmp_path, VILLAGE, PROVINCE), tmp_path / "own.sqlite")
    text = "Shells hit village\n\nRussian troops shelled a school in Qwyzzleford on Monday, police said."
    report = report_from_text(text, options=ReadOptions(published="2024-05-16"))
    reading = Pipeline(Config(gazetteer=made.target)).read_report(report)
    assert [(p.name, p.country, p.admin1) for p in reading.places] == [("Qwyzzleford", "UKR", "Qwyzz Oblast")]
    assert [e.place for e in reading.events if e.mode == "aerial"] == ["geonames:990000001"]
