"""Text for terminals and spreadsheets: nothing in it may act."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.terminal import clean, csv_text, safe_json, table_text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain – “text”", "plain – “text”"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("two\nlines\tand\r\nmore", "two lines and  more"),
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("\x9b2J\x07bell\x00", "2Jbell"),
        ("half \ud800 character", "half \ufffd character"),
        ("Ньйон 東京 é", "Ньйон 東京 é"),
    ],
)
def test_clean(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_clean_keeps_line_feeds_when_asked() -> None:
    assert clean("a\nb\tc", keep="\n") == "a\nb c"


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "+1", "-1+2", "@SUM(A1)", "\t=1", " =1", "\r@x"])
def test_csv_cells_are_no_formulas(text: str) -> None:
    (cell,) = next(csv.reader(io.StringIO(csv_text([[text]]))))
    assert cell.startswith("'")


def test_csv_keeps_numbers_and_plain_text() -> None:
    assert csv_text([["a", -5, 0.5, None, 'say "x", y']]) == 'a,-5,0.5,,"say ""x"", y"\n'


def test_json_stays_the_same_when_parsed() -> None:
    line = json.dumps({"x": "a\x9b\u202e\x7fb"}, ensure_ascii=False)
    assert safe_json(line) == '{"x": "a\\u009b\\u202e\\u007fb"}'
    assert json.loads(safe_json(line)) == json.loads(line)


@given(st.text(st.characters(codec="utf-8")))
def test_json_is_safe_and_the_same_for_any_text(text: str) -> None:
    line = json.dumps(text, ensure_ascii=False)
    assert json.loads(safe_json(line)) == text
    assert clean(safe_json(line)) == safe_json(line)


def test_a_piped_table_is_aligned_and_never_cut() -> None:
    long = "words " * 60
    out = table_text(["date", "words"], [["2024", long], ["東京", "short"]], None)
    assert out.splitlines() == ["DATE  WORDS", f"2024  {long.strip()}", "東京  short"]


def test_a_table_on_a_terminal_fits_its_width() -> None:
    from rich.cells import cell_len
    from rich.text import Text

    rows = [["2024-11-04/2024-11-10", "Somebody: does a longish thing", 3, "many words " * 20]]
    out = table_text(["date", "what", "reports", "words"], rows, 100)
    lines = [Text.from_ansi(line).plain for line in out.splitlines()]
    assert max(cell_len(line) for line in lines) <= 100
    assert "2024-11-04/2024-11-10" in lines[1]
    assert len(lines) > 3
