"""What agreements say of their own life, read from reports, and the days that follow: through the whole pipeline."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from icalendar import Calendar

from dateline.exporting import exported
from dateline.kinds.status import standing
from dateline.model.record import AgreementEntry
from dateline.pipeline import Pipeline
from dateline.show.card import agreement_card
from dateline.show.dues import dues
from dateline.show.filters import Filters
from factory import only, record

SIGNED = "Kenya and Spain signed a port agreement in Nairobi on Monday. "


def told(entry: AgreementEntry) -> set[tuple[str, str | None, str | None]]:
    return {(t.kind, t.length, t.date) for t in entry.terms}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("It is valid for five years and will be renewed automatically unless either side gives six months' notice.",
         {("duration", "P5Y", None), ("renewal", None, None), ("nonrenewal", "P6M", None)}),
        ("The agreement runs for ten years and is tacitly extended for further periods of two years.",
         {("duration", "P10Y", None), ("renewal", "P2Y", None)}),
        ("The agreement has an initial term of twelve years.", {("duration", "P12Y", None)}),
        ("It will lapse after 20 years.", {("duration", "P20Y", None)}),
        ("It is to remain in force until 2034.", {("duration", None, "2034")}),
        ("Either party may withdraw by giving twelve months' notice in writing.", {("notice", "P1Y", None)}),
        ("The agreement ends three months after one side tells the other that it wants out.",
         {("notice", "P3M", None)}),
        ("Either side can leave the agreement on 180 days' notice.", {("notice", "P180D", None)}),
        ("The period of notice is one year, and both sides know it.", {("notice", "P1Y", None)}),
        ("The agreement renews itself every two years unless one side objects six months before it runs out.",
         {("renewal", "P2Y", None), ("nonrenewal", "P6M", None)}),
        ("Investments made before its termination remain protected for a further ten years.",
         {("survival", "P10Y", None)}),
    ],
)  # fmt: skip
def test_terms_are_read(text: str, terms: set[Any], pipeline: Pipeline) -> None:
    assert told(only(record(pipeline, ("2024-05-15", SIGNED + text)))) == terms


@pytest.mark.parametrize(
    "text",
    [
        "The agreement has been in force for five years.",
        "Dockers gave two weeks' notice of a strike over the agreement.",
        "Under the agreement, Madrid will pay for a new slipway within five years.",
        "It is to apply on the first day of June.",
        "The talks on the agreement went on for three years.",
        "The agreement ends a 20-year dispute.",
        "The agreement is not renewed automatically.",
    ],
)
def test_other_lengths_of_time_are_no_terms(text: str, pipeline: Pipeline) -> None:
    assert told(only(record(pipeline, ("2024-05-15", SIGNED + text)))) == set()


def test_the_length_in_a_name_is_its_term(pipeline: Pipeline) -> None:
    text = "Kenya and Spain signed a five-year fishing agreement in Nairobi on Monday."
    assert told(only(record(pipeline, ("2024-05-15", text)))) == {("duration", "P5Y", None)}


NOTICE = "Kenya gave Spain formal notice on Monday that it is leaving the port agreement. "
PERIOD = "Under the agreement, either side may pull out on twelve months' notice."


def test_a_notice_runs_out_on_a_day_that_is_shown_as_due(pipeline: Pipeline) -> None:
    merged = record(pipeline, ("2024-05-15", SIGNED), ("2026-03-11", NOTICE + PERIOD))
    entry = only(merged)
    due = [(d.step, d.by, d.edtf, d.basis, d.outcome) for d in dues(entry)]
    assert ("withdraw", ("KEN",), "2027-03-09", "computed", "due") in due
    days = {"2026-03-10": "withdrawal_announced", "2027-03-08": "withdrawal_announced", "2027-03-09": "terminated"}
    assert {d: standing(entry, dt.date.fromisoformat(d)).status for d in days} == days
    card = agreement_card(entry, merged)
    assert [t.text for t in card.terms] == ["ends for a party 1 year after its notice"]
    assert ("2027-03-09", "withdrawal (Kenya): due, computed from its terms") in [(d.date, d.text) for d in card.due]
    events = Calendar.from_ical(exported("calendar", merged, Filters(), None)).walk("VEVENT")
    assert dt.date(2027, 3, 9) in [e["DTSTART"].dt for e in events]


@pytest.mark.parametrize(
    ("day", "later", "outcome"),
    [
        ("2027-03-10", "Kenya withdrew from the port agreement with Spain on Tuesday.", "met"),
        ("2027-06-10", "Kenya withdrew from the port agreement with Spain on Tuesday.", "another day"),
        ("2027-06-10", "Ministers of Kenya and Spain spoke of the port agreement on Tuesday.", "overdue"),
    ],
)
def test_what_later_reports_say_of_a_computed_day(day: str, later: str, outcome: str, pipeline: Pipeline) -> None:
    entry = only(record(pipeline, ("2024-05-15", SIGNED), ("2026-03-11", NOTICE + PERIOD), (day, later)))
    assert [d.outcome for d in dues(entry) if d.basis == "computed"] == [outcome]


def test_a_day_that_a_report_gives_against_the_terms_is_contradicted(pipeline: Pipeline) -> None:
    stated = "Kenya will withdraw from the port agreement with Spain on 1 July 2026, officials in Nairobi said."
    entry = only(record(pipeline, ("2024-05-15", SIGNED), ("2026-03-11", NOTICE + PERIOD), ("2026-03-12", stated)))
    assert {(d.edtf, d.basis, d.outcome) for d in dues(entry)} == {
        ("2026-07-01", "stated", "due"), ("2027-03-09", "computed", "contradicted"),
    }  # fmt: skip


def test_a_clause_that_counts_ratifications_is_met_by_the_last_of_them(pipeline: Pipeline) -> None:
    merged = record(
        pipeline,
        ("2024-05-15", "The Coral Convention takes effect 90 days after the 50th ratification. "
         "Kenya ratified the Coral Convention on Monday."),
        ("2025-02-05", "Spain on Monday became the 50th country to ratify the Coral Convention."),
    )  # fmt: skip
    entry = only(merged)
    assert [(d.edtf, d.basis) for d in dues(entry) if d.step == "enter_into_force"] == [("2025-05-04", "computed")]
    before, there = (standing(entry, dt.date(2025, 5, day)) for day in (3, 4))
    assert (before.status, there.status) == ("ratified", "in_force")


def test_two_that_have_ratified_are_not_all_where_the_clause_counts_more(pipeline: Pipeline) -> None:
    merged = record(
        pipeline,
        ("2024-05-15", "The Coral Convention needs 50 ratifications to take effect. "
         "Kenya ratified the Coral Convention on Monday."),
        ("2025-02-05", "Spain ratified the Coral Convention on Monday."),
    )  # fmt: skip
    assert only(merged).status == "ratified_by"
    assert agreement_card(only(merged), merged).missing[0] == "48 more consents to be bound (2 of 50 told)"


def test_reports_that_differ_on_a_term_are_shown_to_differ(pipeline: Pipeline) -> None:
    entry = only(
        record(
            pipeline,
            ("2024-05-15", SIGNED + "It is valid for five years."),
            ("2024-05-16", SIGNED + "The port agreement is valid for ten years."),
            ("2024-05-17", "The port agreement between Kenya and Spain is valid for ten years, officials said."),
        )
    )
    (term,) = entry.terms
    assert (term.length, term.reports) == ("P10Y", 3)
    assert [v.value for v in term.conflicts[0].values] == ["P10Y", "P5Y"]
