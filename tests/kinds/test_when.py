"""The first and last day of EDTF dates."""

import datetime as dt

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from dateline.kinds.when import bounds, overlap, width, within

CASES = [
    ("2024", "2024-01-01", "2024-12-31"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2024-11-12", "2024-11-12", "2024-11-12"),
    ("2024-11-12T08:30:00Z", "2024-11-12", "2024-11-12"),
    ("2024~", "2024-01-01", "2024-12-31"),
    ("2024-11-06?", "2024-11-06", "2024-11-06"),
    ("2024-11~-06", "2024-11-06", "2024-11-06"),
    ("2024-11-04/2024-11-10", "2024-11-04", "2024-11-10"),
    ("2024-11/2025", "2024-11-01", "2025-12-31"),
    ("../2024-11-12", None, "2024-11-12"),
    ("2024-11-12/..", "2024-11-12", None),
    ("2024-11-12/", "2024-11-12", None),
    ("/2024-11-12", None, "2024-11-12"),
    ("2024-W45", "2024-11-04", "2024-11-10"),
    ("2024-W45-3", "2024-11-06", "2024-11-06"),
    ("199X", "1990-01-01", "1999-12-31"),
    ("19XX", "1900-01-01", "1999-12-31"),
    ("2024-XX", "2024-01-01", "2024-12-31"),
    ("2024-1X", "2024-10-01", "2024-12-31"),
    ("2024-02-XX", "2024-02-01", "2024-02-29"),
    ("2024-11-1X", "2024-11-10", "2024-11-19"),
    ("2024-22", "2024-06-01", "2024-08-31"),
    ("2024-24", "2023-12-01", "2025-02-28"),
    ("2024-34", "2024-04-01", "2024-06-30"),
    ("[2024-11-04,2024-11-06]", "2024-11-04", "2024-11-06"),
    ("{2024-11-04..2024-11-06}", "2024-11-04", "2024-11-06"),
    ("[..2024-11-06]", None, "2024-11-06"),
    (None, None, None),
    ("", None, None),
    ("..", None, None),
    ("next Tuesday", None, None),
    ("2024-02-31", None, None),
    ("2024-W99", None, None),
    ("2024-99", None, None),
    ("2024-W4", None, None),
]


@pytest.mark.parametrize(("edtf", "first", "last"), CASES)
def test_bounds(edtf: str | None, first: str | None, last: str | None) -> None:
    low, high = bounds(edtf)
    assert (low and low.isoformat(), high and high.isoformat()) == (first, last)


@given(st.dates(dt.date(1000, 1, 1), dt.date(9998, 1, 1)), st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y", "%Y-%m-%d?"]))
def test_bounds_agree_with_the_edtf_library(day: dt.date, form: str) -> None:
    text = day.strftime(form)
    parsed = parse_edtf(text)
    low, high = bounds(text)
    assert low == dt.date(*parsed.lower_strict()[:3])
    assert high == dt.date(*parsed.upper_strict()[:3])


@pytest.mark.parametrize(
    ("one", "other", "overlapping", "inside"),
    [
        ("2024-06-19", "2024-06", True, True),
        ("2024-06", "2024-06-19", True, False),
        ("2024-06-19", "2024-07", False, False),
        ("2024-06-19", None, True, True),
        (None, "2024-06-19", True, False),
        ("2024-11-06", "../2024-11-12", True, True),
        ("2024-11-13", "../2024-11-12", False, False),
        ("2024-11-04/2024-11-10", "2024-11-08/..", True, False),
    ],
)
def test_overlap_and_within(one: str | None, other: str | None, overlapping: bool, inside: bool) -> None:
    assert overlap(one, other) is overlapping
    assert overlap(other, one) is overlapping
    assert within(one, other) is inside


@pytest.mark.parametrize(
    ("edtf", "days"), [("2024-06", 30), ("2024-06-19", 1), ("2024-06-19/..", None), (None, None), ("2024-W45", 7)]
)
def test_width(edtf: str | None, days: int | None) -> None:
    assert width(edtf) == days
