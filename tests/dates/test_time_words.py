"""A user's own time words reach the grammar and the resolver."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import KindsError
from dateline.extract.dates import find_dates
from dateline.kinds.time import TimeWords, load_time
from dateline.model import Report
from dateline.parse import Parser
from dateline.resolve.dates import resolve_dates
from dateline.resolve.timex import timexes


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.fixture
def own(tmp_path: Path) -> TimeWords:
    lines = (
        '- {id: harvest-day, role: holiday, code: "10-03", words: [harvest day]}',
        "- {id: own-delay, role: postponing, words: [roll]}",
    )
    (tmp_path / "time.yaml").write_text("\n".join(lines), encoding="utf-8")
    return load_time(tmp_path)


def test_own_holiday_and_own_verb(parser: Parser, own: TimeWords) -> None:
    text = "They met on Harvest Day. The deadline was rolled to Friday."
    document = parser.parse(Report(id="r", text=text, published="2024-11-12"))
    shipped = resolve_dates(find_dates(document), document)
    assert [(m.span.of(text), m.edtf) for m in shipped] == [("Friday", "2024-11-08")]
    found = find_dates(document, own)
    mentions = resolve_dates(found, document, own)
    assert [(m.span.of(text), m.edtf) for m in mentions] == [("Harvest Day", "2024-10-03"), ("Friday", "2024-11-15")]
    assert [t.value for t in timexes(found, document, own)] == ["2024-10-03", "2024-11-15"]


def test_an_unknown_role_is_named(tmp_path: Path) -> None:
    (tmp_path / "time.yaml").write_text("- {id: odd, role: nonsense, words: [odd]}", encoding="utf-8")
    with pytest.raises(KindsError, match="'odd': role 'nonsense' is unknown"):
        load_time(tmp_path)
