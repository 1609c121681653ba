"""The benchmark of places reads the three published formats, and scores what it should."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from benchmarks import places

LGL = """<articles><article docid="77"><text>Rain fell in Goma.</text><toponyms><toponym><start>13</start><end>17</end>
<phrase>Goma</phrase><gaztag geonameid="1"><lat>-1.67</lat><lon>29.23</lon></gaztag></toponym></toponyms>
</article></articles>"""
GEOVIRUS = """<articles><article><text>Rain fell in Goma.</text><locations><location><name>Goma</name><start>14</start>
<end>18</end><lat>-1.67</lat><lon>29.23</lon></location></locations></article></articles>"""
GEOWEBNEWS = """<articles><article file="3"><text>Rain fell in Goma.</text><toponyms><toponym>
<extractedName>Goma</extractedName><start>13</start><end>17</end><latitude>-1.67</latitude><longitude>29.23</longitude>
</toponym></toponyms></article></articles>"""
BARE = """<articles><article docid="5"><text>Rain fell in Goma.</text></article></articles>"""


@pytest.mark.parametrize(
    ("xml", "doc", "gold"),
    [
        (LGL, "77", {(13, 17): (-1.67, 29.23)}),
        (GEOVIRUS, "0", {(13, 17): (-1.67, 29.23)}),
        (GEOWEBNEWS, "3", {(13, 17): (-1.67, 29.23)}),
        (BARE, "5", {}),
    ],
    ids=["lgl", "geovirus", "geowebnews", "without gold"],
)
def test_formats(xml: str, doc: str, gold: dict[tuple[int, int], tuple[float, float]], tmp_path: Path) -> None:
    (tmp_path / "one.xml").write_text(xml, encoding="utf-8")
    scores = places.run(tmp_path / "one.xml", tmp_path / "out")
    [article] = places.read(tmp_path / "one.xml")
    assert (article.doc, article.gold) == (doc, gold)
    [line] = (tmp_path / "out" / "predictions.jsonl").read_text(encoding="utf-8").splitlines()
    row = json.loads(line)
    assert (row["doc"], row["start"], row["end"]) == (doc, 13, 17)
    assert scores == (
        {f"one {k}": 1.0 for k in ("recognition F1", "accuracy@161km", "end-to-end F1@161km")} if gold else {}
    )


def test_a_match_far_away_counts_as_found_but_not_as_right() -> None:
    tally: Counter[str] = Counter()
    gold = {(0, 4): (0.0, 0.0), (5, 9): (10.0, 10.0), (20, 24): None}
    places.count(tally, gold, {(0, 4): (0.0, 1.0), (5, 9): (20.0, 10.0), (10, 14): (0.0, 0.0), (20, 24): (1.0, 1.0)})
    scores = places.score(tally)
    assert scores["recognition F1"] == pytest.approx(2 * 2 / (3 + 2))
    assert scores["accuracy@161km"] == pytest.approx(0.5)
    assert scores["end-to-end F1@161km"] == pytest.approx(2 * 1 / (3 + 2))
