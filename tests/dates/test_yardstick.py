"""The yardstick: HeidelTime's output is read as spans of the text, and without HeidelTime nothing is scored."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks import yardstick

from dateline.model import Span
from dateline.resolve.timex import Timex

TEXT = "\nThe council & its guests met on Monday.\nThey sat from 8 to 13 October.\n"
TAGGED = """<?xml version="1.0"?>
<!DOCTYPE TimeML SYSTEM "TimeML.dtd">
<TimeML>

The council & its guests met on <TIMEX3 tid="t1" type="DATE" value="2024-11-11">Monday</TIMEX3>.
They sat from <TIMEX3INTERVAL earliestBegin="2024-10-08"><TIMEX3 tid="t2" type="DATE" value="2024-10-08">8</TIMEX3> to \
<TIMEX3 tid="t3" type="DATE" value="2024-10-13">13 October</TIMEX3></TIMEX3INTERVAL>.

</TimeML>
"""


def test_expressions_are_spans_of_the_text() -> None:
    found = yardstick.expressions(TAGGED, TEXT)
    assert [(t.span.of(TEXT), t.type, t.value) for t in found] == [
        ("Monday", "DATE", "2024-11-11"), ("8", "DATE", "2024-10-08"), ("13 October", "DATE", "2024-10-13"),
    ]  # fmt: skip
    assert found[0] == Timex(Span(33, 39), "DATE", "2024-11-11")


def test_another_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="another text"):
        yardstick.expressions(TAGGED, TEXT.replace("guests", "hosts"))


def test_without_heideltime_nothing_is_scored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DATELINE_HEIDELTIME", raising=False)
    assert yardstick.run(tmp_path, tmp_path / "out") == {}
    assert "DATELINE_HEIDELTIME" in capsys.readouterr().err
    monkeypatch.setenv("DATELINE_HEIDELTIME", str(tmp_path))
    assert yardstick.run(tmp_path, tmp_path / "out") == {}
    assert "no folder Heideltime" in capsys.readouterr().err
