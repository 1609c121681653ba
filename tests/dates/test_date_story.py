"""In a narrative of years past, dates without a year belong to the year that is told, or to the next one."""

from __future__ import annotations

import pytest

from dateline.extract.dates import find_dates
from dateline.model import Report
from dateline.parse import Parser
from dateline.resolve.dates import resolve_dates

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
        ("In April 1920 a new war began. In June 1920 it spread. In July it ended.", "July", "1920-07"),
        ("In 1915 a new war began. In June it spread.", "June", "1915-06"),
        # A year that the story only glances at, later or earlier, does not turn its course.
        ("Papers of 1964 deny it. In October he fled, and by 5 November 1911 he was dead.", "October", "1911-10"),
        ("It broke a law of 1790. In October he fled, and by 5 November 1911 he was dead.", "October", "1911-10"),
        ("On 5 December 1911 the duke fled. At 3:30 p.m. he died.", "3:30 p.m.", "1911-12-05T15:30:00"),
    ],
)
def test_dates_without_a_year(goes_on: str, words: str, value: str, parser: Parser) -> None:
    text = OPENING + goes_on
    document = parser.parse(Report(id="r", text=text, published="2024-11-12"))
    found = {m.span.of(text): m.edtf for m in resolve_dates(find_dates(document), document)}
    assert found[words] == value, found
