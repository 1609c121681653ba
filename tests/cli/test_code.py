"""`dateline code`: a table in, a table out; rows that cannot be coded are named, and the others go on."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pytest

from dateline import cli


def run(monkeypatch: pytest.MonkeyPatch, path: Path) -> int:
    monkeypatch.setattr(sys, "argv", ["dateline", "code", str(path)])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    return int(stopped.value.code or 0)


def test_rows_are_coded_and_bad_ones_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    table = tmp_path / "rows.tsv"
    table.write_text(
        "sentence\tsource\ttarget\tnote\n"
        "Calde expelled two envoys of Ravna.\tCalde\ttwo envoys\tx\n"
        "Calde met Ravna.\tTogo\tRavna\tx\n"
        "\tCalde\tRavna\tx\n"
        "Ravna condemned Calde.\tRavna\tCalde\tx\n",
        encoding="utf-8",
    )
    assert run(monkeypatch, table) == 1
    out, err = capsys.readouterr()
    rows = list(csv.DictReader(out.splitlines(), delimiter="\t"))
    assert [(r["id"], r["type"], r["quad"]) for r in rows] == [("0", "SANCTION", "4"), ("3", "ACCUSE", "3")]
    assert rows[0]["words"] == "expelled"
    assert "row 1 (line 3): was not coded; source 'Togo' is not in the sentence" in err
    assert "row 2 (line 4): was not coded; the sentence is empty" in err


@pytest.mark.parametrize("text", ["", "a\tb\n1\t2\n", "\x00\x01"])
def test_a_table_without_the_columns_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str
) -> None:
    table = tmp_path / "rows.tsv"
    table.write_text(text, encoding="utf-8")
    assert run(monkeypatch, table) == 2
    assert "the first line must name the columns" in capsys.readouterr().err


def test_a_missing_file_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(monkeypatch, tmp_path / "none.tsv") == 2
    assert "none.tsv: cannot be read" in capsys.readouterr().err
