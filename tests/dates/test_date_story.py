"""In a narrative of years past, dates without a year go with the line of the story, not with its asides."""

from __future__ import annotations

import pytest

from dateline.extract.dates import find_dates
from dateline.model import Report
from dateline.parse import Parser
from dateline.resolve.date_story import Story
from dateline.resolve.dates import resolve_dates
from dateline.resolve.periods import Period

OPENING = (
    "On 3 May 1911 the duke crossed the river. On 9 June 1911 the fort fell. On 2 July 1911 the town burned. "
    "On 4 August 1911 the fleet sailed. On 7 September 1911 the port fell. "
)


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.mark.parametrize(
    ("goes_on", "words", "value"),
    [
        ("On 5 December 1911 the duke fled. In January the army followed.", "January", "1912-01"),
        ("On 5 December (6 December in the east), 1911, the duke fled. In January he died.", "January", "1912-01"),
        ("A museum opened there in April 1968. On 9 October the army followed.", "9 October", "1911-10-09"),
        ("The levies of late 1909 joined. In October the army followed.", "October", "1911-10"),
        ("In April 1920 a new war began. In June 1920 it spread. In July it ended.", "July", "1920-07"),
        ("In 1915 a new war began. In June it spread.", "June", "1915-06"),
    ],
)
def test_dates_without_a_year(goes_on: str, words: str, value: str, parser: Parser) -> None:
    text = OPENING + goes_on
    document = parser.parse(Report(id="r", text=text, published="2024-11-12"))
    found = {m.span.of(text): m.edtf for m in resolve_dates(find_dates(document), document)}
    assert found[words] == value, found


def test_an_aside_counts_when_a_second_date_confirms_it() -> None:
    story = Story()
    story.note(Period("month", 1911, 9))
    assert not story.goes_on(Period("month", 1968, 4), loose=False)
    assert story.goes_on(Period("year", 1969), loose=False)


def test_a_year_before_the_newest_date_only_looks_back_where_it_is_loose() -> None:
    story = Story()
    story.note(Period("month", 1911, 9))
    assert not story.goes_on(Period("year", 1909), loose=True)
    assert story.goes_on(Period("year", 1909), loose=False)
