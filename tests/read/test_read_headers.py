"""Header lines, bylines and datelines, by the table in cases/headers.yaml."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.read.dateline import read_dateline
from dateline.read.header import Header, read_header_line
from dateline.read.knowledge import load_knowledge
from dateline.read.moments import find_moments

CASES: dict[str, list[Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "headers.yaml").read_text(encoding="utf-8")
)
KNOWN = load_knowledge()


@pytest.mark.parametrize("case", CASES["lines"], ids=lambda c: c["line"])
def test_header_line(case: dict[str, Any]) -> None:
    wanted = Header(
        authors=tuple(case.get("authors", ())),
        **{k: case.get(k) for k in ("agency", "publisher", "published", "updated")},
    )
    assert read_header_line(case["line"], KNOWN) == wanted


@pytest.mark.parametrize("line", CASES["stories"])
def test_story_line_is_no_header(line: str) -> None:
    assert read_header_line(line, KNOWN) is None


@pytest.mark.parametrize("case", CASES["datelines"], ids=lambda c: c["line"])
def test_dateline(case: dict[str, Any]) -> None:
    found = read_dateline(case["line"], KNOWN)
    assert found is not None
    assert found.text == case.get("place")
    assert found.rest.startswith(case["rest"])
    assert found.header == Header(**{k: case.get(k) for k in ("agency", "publisher", "published")})


@pytest.mark.parametrize("line", CASES["no_datelines"])
def test_no_dateline(line: str) -> None:
    assert read_dateline(line, KNOWN) is None


def test_moments_keep_their_place_in_the_line() -> None:
    line = "Posted 3 March 2022 at 10:15, again on 2022-03-05"
    first, second = find_moments(line, KNOWN)
    assert (line[first.start : first.end], first.iso) == ("3 March 2022 at 10:15", "2022-03-03T10:15:00")
    assert (line[second.start : second.end], second.iso) == ("2022-03-05", "2022-03-05")


def test_midnight_and_noon_on_the_twelve_hour_clock() -> None:
    assert find_moments("3 March 2022 12:05 am", KNOWN)[0].iso == "2022-03-03T00:05:00"
    assert find_moments("3 March 2022 12:05 pm", KNOWN)[0].iso == "2022-03-03T12:05:00"
