"""Which way round 3/4/2024 is read: by the custom of who printed it, else both ways."""

from __future__ import annotations

import pytest

from dateline.extract.dates import find_dates
from dateline.model import Report
from dateline.parse import Parser
from dateline.resolve.dates import resolve_dates

BOTH = "[2024-03-04,2024-04-03]"


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.mark.parametrize(
    ("publisher", "agency", "value"),
    [
        (None, None, BOTH),
        ("The Harbour Gazette", None, BOTH),
        ("AP", None, "2024-03-04"),
        ("Reuters", None, "2024-04-03"),
        (None, "AP", "2024-03-04"),
        ("TASS", "AP", "2024-04-03"),
        # In Japan's English papers either order stands; the agency does not decide for them.
        ("Kyodo", "AP", BOTH),
    ],
)
def test_order_by_outlet(publisher: str | None, agency: str | None, value: str, parser: Parser) -> None:
    text = "The deal was signed on 03/04/2024 in Lima."
    report = Report(id="r", text=text, publisher=publisher, agency=agency, published="2024-11-12")
    document = parser.parse(report)
    (mention,) = resolve_dates(find_dates(document), document)
    assert mention.edtf == value
    assert (mention.reason is not None) == (value == BOTH)
