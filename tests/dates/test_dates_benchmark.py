"""The benchmark's file handling: only TIMEX3 is added, gold is read, and the scores are TempEval-3's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from benchmarks import dates

from dateline.model import Span
from dateline.resolve.timex import Timex, period_of_value

TML = """<?xml version="1.0" ?>
<TimeML>
<DOCID>made-up-1</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2024-11-12" functionInDocument="CREATION_TIME">2024-11-12</TIMEX3></DCT>
<TEXT>
The council &amp; its <EVENT eid="e1">guests</EVENT> <EVENT eid="e2">met</EVENT> on <TIMEX3 tid="t1" type="DATE"
value="2024-11-11">Monday</TIMEX3>. It had <EVENT eid="e3">waited</EVENT> <TIMEX3 tid="t2" type="DURATION"
value="P3Y">three years</TIMEX3> for that, since <TIMEX3 tid="t3" type="DATE" value="2021">2021</TIMEX3>.

A <TIMEX3 tid="t4" type="DATE" value="2024-W45">week</TIMEX3> before, from <TIMEX3 tid="t5" type="DATE"
value="2024-10-08">8</TIMEX3> to <TIMEX3 tid="t6" type="DATE" value="2024-10-13">13 October</TIMEX3>, it sat too.
</TEXT>
</TimeML>
"""


def stripped(text: str) -> str:
    """Without the TIMEX3 of the body."""
    head, mark, body = text.partition("<TEXT>")
    return head + mark + re.sub(r"</?TIMEX3[^>]*>", "", body)


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, float]]:
    data, out = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("out")
    (data / "gold.tml").write_text(TML, encoding="utf-8")
    (data / "blind.tml").write_text(stripped(TML), encoding="utf-8")
    return data, out, dates.run(data, out)


def test_nothing_but_timex3_is_added(result: tuple[Path, Path, dict[str, float]]) -> None:
    _, out, _ = result
    written = (out / "gold.tml").read_text(encoding="utf-8")
    assert stripped(written) == stripped(TML)
    assert '<TIMEX3 tid="t1" type="DATE" value="2024-11-11">Monday</TIMEX3>' in written
    assert 'type="DURATION" value="P3Y">three years<' in written


def test_gold_plays_no_part_in_the_prediction(result: tuple[Path, Path, dict[str, float]]) -> None:
    _, out, _ = result
    assert (out / "gold.tml").read_text(encoding="utf-8") == (out / "blind.tml").read_text(encoding="utf-8")


def test_ranges_are_two_expressions(result: tuple[Path, Path, dict[str, float]]) -> None:
    _, out, _ = result
    written = (out / "blind.tml").read_text(encoding="utf-8")
    assert re.search(r'value="2024-10-08">8</TIMEX3> to <TIMEX3 [^>]*value="2024-10-13">13 October<', written)


def test_scores_need_gold(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "blind.tml").write_text(stripped(TML), encoding="utf-8")
    assert dates.run(tmp_path / "in", tmp_path / "out") == {}


def test_scores_count_overlaps_once() -> None:
    gold = [
        Timex(Span(0, 6), "DATE", "2024-11-11"),
        Timex(Span(10, 20), "DATE", "2024"),
        Timex(Span(30, 32), "SET", "P1D"),
    ]
    found = (
        Timex(Span(0, 6), "DATE", "2024-11-11"),
        Timex(Span(12, 25), "TIME", "2024"),
        Timex(Span(40, 42), "DATE", "x"),
    )
    counts = dates.Counter[str]()
    dates.count(counts, gold, found)
    scores = dates.f1(counts)
    assert scores["relaxed f1"] == pytest.approx(2 / 3)
    assert scores["strict f1"] == pytest.approx(1 / 3)
    assert scores["value f1"] == pytest.approx(2 / 3)
    assert scores["type f1"] == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        ("2024-W45", "2024-11-04/2024-11-10"),
        ("2024-W45-WE", "2024-11-09/2024-11-10"),
        ("2024-Q3", "2024-07/2024-09"),
        ("2024-H1", "2024-01/2024-06"),
        ("2024-SU", "2024-22"),
        ("2024-11-12TNI", "2024-11-12"),
        ("2024-11", "2024-11"),
        ("199", "199X"),
        ("18", "18XX"),
        ("P3Y", None),
        ("PRESENT_REF", None),
    ],
)
def test_timex_values_as_edtf(value: str, edtf: str | None) -> None:
    period = period_of_value(value)
    assert (period.edtf if period else None) == edtf


CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "dates"


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpora beside the checkout (../shared/corpora/dates)")
def test_floors_on_the_corpora(tmp_path: Path) -> None:
    scores = dates.run(CORPUS, tmp_path)
    # One point under what was measured when the rules were written.
    assert scores["relaxed f1"] >= 0.95
    assert scores["strict f1"] >= 0.9
    assert scores["value f1"] >= 0.835
