"""Figures and number words, with scale, currency and unit, without any syntax."""

import time

import pytest

from dateline.extract.quantity_numbers import find_numbers
from dateline.kinds.quantities import load_quantities

KINDS = load_quantities()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,345 men", 12345), ("1.5 million men", 1.5e6), ("3bn people", 3e9), ("25k men", 25e3),
        ("2.7m tonnes", 2.7e6),
        ("4 hundred million people", 4e8), ("twenty-eight thousand six hundred forty-two men", 28642),
        ("three hundred and five men", 305), ("half a million men", 5e5), ("a million men", 1e6),
        ("a third of them", 1 / 3),
        ("1/2 pound", 0.5), (".5 percent", 0.5), ("minus 5 degrees", -5), ("two dozen men", 24),
        ("3 crore rupees", 3e7),
    ],
)  # fmt: skip
def test_values(text: str, value: float) -> None:
    (number,) = find_numbers(text, KINDS)
    assert number.value == pytest.approx(value, rel=1e-4)
    assert number.start == 0


@pytest.mark.parametrize(
    ("text", "magnitude"),
    [
        ("thousands of men", 1000),
        ("tens of thousands of men", 10_000),
        ("dozens of men", 12),
        ("several hundred men", 0),
    ],
)
def test_open_numbers(text: str, magnitude: float) -> None:
    (number,) = find_numbers(text, KINDS)
    assert number.value is None
    assert number.magnitude == magnitude


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("$40", "dollar"), ("US$40m", "dollar"), ("HK$ 3.7 billion", "hong kong dollar"), ("EUR50m", "euro"),
        ("£5", "pound sterling"),
        ("40 euros", "euro"), ("12%", "percentage"), ("12 per cent", "percentage"), ("450km", "kilometre"),
        ("450 kilometres", "kilometre"), ("60mph", "mile per hour"), ("5kW", "kilowatt"), ("3 feet", "foot"),
        ("15 year-old", "year of age"), ("3,000 tonnes", "metric ton"), ("tens of millions of dollars", "dollar"),
    ],
)  # fmt: skip
def test_units(text: str, name: str) -> None:
    (number,) = find_numbers(text, KINDS)
    unit = number.currency or number.unit
    assert unit is not None
    assert unit.name == name
    assert number.end == len(text)


@pytest.mark.parametrize(
    "text", ["the 10th day", "at 9:30", "F-16 jets", "in the 1990s", "No. 5", "2S19 guns", "the final third of it"]
)
def test_no_numbers(text: str) -> None:
    assert find_numbers(text, KINDS) == []


def test_a_hostile_text_takes_no_time() -> None:
    start = time.perf_counter()
    for text in ("one " * 5000, "1,000," * 5000, "$" * 20_000, "-" * 20_000, "several of " * 3000, "9" * 20_000):
        find_numbers(text, KINDS)
    assert time.perf_counter() - start < 3
