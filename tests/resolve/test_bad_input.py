"""Times and places that a report leaves open or gets wrong: unresolved or marked uncertain, with a reason to show."""

from __future__ import annotations

import pytest

from dateline.model import Place, Reading, Report
from dateline.pipeline import Pipeline
from dateline.show.findings import findings


def read(pipeline: Pipeline, text: str, day: str | None = "2024-05-16", publisher: str | None = None) -> Reading:
    return pipeline.read_report(Report(id="case", text=text, published=day, publisher=publisher))


def place(reading: Reading, words: str) -> Place:
    return next(p for p in reading.places if words in {m.of(reading.report.text) for m in p.mentions})


def shown(reading: Reading, words: str) -> str:
    """What a reader is shown beside these words."""
    notes = [f.notes for f in findings(reading) if words in {s.of(reading.report.text) for s in f.spans}]
    return "; ".join(n for group in notes for n in group)


def test_without_a_day_of_publication(pipeline: Pipeline) -> None:
    reading = read(pipeline, "Rebels attacked a convoy of Chad on Monday. Police arrested six Peruvians in June.", None)
    assert [(e.date.edtf, e.date.basis) for e in reading.events] == [(None, "unknown")] * 2
    assert [d.edtf for d in reading.dates] == [None, None]
    assert "no date" in shown(reading, "Monday")


def test_what_was_done_has_no_day_to_come(pipeline: Pipeline) -> None:
    reading = read(pipeline, "Rebels attacked a convoy of Chad on 3 June 2031.")
    assert [(e.date.edtf, e.date.basis) for e in reading.events] == [(None, "unknown")]
    assert [d.edtf for d in reading.dates] == ["2031-06-03"]


def test_a_day_of_publication_to_come_is_kept_as_given(pipeline: Pipeline) -> None:
    reading = read(pipeline, "Rebels attacked a convoy of Chad on Monday.", "2999-05-16")
    assert reading.report.published == "2999-05-16"
    assert [e.date.edtf for e in reading.events] == ["2999-05-13"]


def test_a_day_that_the_calendar_has_not(pipeline: Pipeline) -> None:
    reading = read(
        pipeline, "Rebels attacked a convoy of Chad on 31 June. France expelled two envoys on 30 February 2024."
    )
    assert [(e.date.edtf, e.date.basis) for e in reading.events] == [(None, "unknown")] * 2
    assert all(e.date.evidence is not None for e in reading.events), "the words are kept"
    assert "no such day" in shown(reading, "31 June")
    assert "no such day" in shown(reading, "30 February 2024")


@pytest.mark.parametrize(
    ("publisher", "edtf"), [("AP", "2024-03-04"), ("Reuters", "2024-04-03"), (None, "[2024-03-04,2024-04-03]")]
)
def test_day_and_month_by_the_outlets_custom_or_both(publisher: str | None, edtf: str, pipeline: Pipeline) -> None:
    reading = read(pipeline, "France expelled three Russian diplomats on 03/04/2024.", publisher=publisher)
    assert [e.date.edtf for e in reading.events] == [edtf]
    assert ("either way round" in shown(reading, "03/04/2024")) == edtf.startswith("[")


def test_a_name_that_many_countries_have(pipeline: Pipeline) -> None:
    reading = read(pipeline, "Gunmen killed four people in San Pedro on Monday.")
    reason = place(reading, "San Pedro").reason or ""
    assert reason.startswith("uncertain")
    assert "countries" in reason
    assert "uncertain" in shown(reading, "San Pedro")


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Gunmen killed four people in San Pedro, Belize, on Monday.", "San Pedro", "BLZ"),
        ("Police in Paraguay said gunmen killed four people in San Pedro on Monday.", "San Pedro", "PRY"),
        ("Gunmen killed four people in Victoria, Seychelles, on Monday.", "Victoria", "SYC"),
        ("Rebels shelled Bakhmut on Monday.", "Bakhmut", "UKR"),
    ],
)
def test_a_word_of_where_takes_the_doubt_away(text: str, words: str, country: str, pipeline: Pipeline) -> None:
    found = place(read(pipeline, text), words)
    assert found.country == country
    assert "uncertain" not in (found.reason or "")


@pytest.mark.parametrize(
    ("words", "latitude", "longitude"),
    [
        ("12.5°N, 43.3°E", 12.5, 43.3),
        ("15°20′ N 44°12′ E", 15.33333, 44.2),
        ("33°51'24\" S, 151°12'00\" W", -33.85667, -151.2),
        ("14.5 degrees north and 42 degrees east", 14.5, 42.0),
        ("latitude 14.5 south, longitude 42.25 west", -14.5, -42.25),
        ("36.3456, -43.1234", 36.3456, -43.1234),
    ],
)
def test_coordinates_are_a_point(words: str, latitude: float, longitude: float, pipeline: Pipeline) -> None:
    reading = read(pipeline, f"A drone struck a tanker at {words}, killing six sailors.")
    point = place(reading, words)
    assert (point.latitude, point.longitude, point.precision) == (latitude, longitude, "point")
    assert point.reason == "coordinates in the text"
    assert next(e for e in reading.events if e.anchor.of(reading.report.text) == "struck").place == point.id


def test_coordinates_off_the_globe_stay_unresolved(pipeline: Pipeline) -> None:
    point = place(read(pipeline, "A drone struck a tanker at 95.5°N, 43.3°E on Monday."), "95.5°N, 43.3°E")
    assert (point.latitude, point.longitude, point.precision) == (None, None, None)
    assert point.reason == "no point on earth has these coordinates"


@pytest.mark.parametrize(
    "text",
    [
        "The bank at 10 N, 20 W in the grid was robbed.",
        "The index rose from 12.5 to 43.3 points, or 3.1 percent.",
        "They won 36.3, 43.1 and 12.9 percent of the vote.",
    ],
)
def test_other_numbers_are_no_coordinates(text: str, pipeline: Pipeline) -> None:
    assert not [p for p in read(pipeline, text).places if p.precision == "point"]
