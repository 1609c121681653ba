"""What is due under an agreement, what came of it, and the tables and the calendar that other programs read."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import msgspec
import pytest
from icalendar import Calendar

from dateline.exporting import exported
from dateline.kinds.status import status_on
from dateline.kinds.term_days import counted
from dateline.model import ForceClause, Span, When
from dateline.model.record import AgreementEntry, Merged, SourceRef, StepEntry, TermEntry
from dateline.show.card import agreement_card
from dateline.show.dues import dues
from dateline.show.filters import Filters

JPN, BRA, KEN = "JPN", "BRA", "KEN"
NO_SPAN = Span(0, 1)


def told(step: str, by: tuple[str, ...], day: str | None, state: str = "done", **fields: Any) -> StepEntry:
    value = {"state": state, "date": {"edtf": day}}
    ref = SourceRef("r1", "2024-06-01", "Kurier", NO_SPAN, f"{step} words", "e1", value)
    return StepEntry(
        id=f"st-{step}-{'-'.join(by)}-{day}", reports=1, independent=1, sources=(ref,), step=step, by=by,
        date=When(day, "stated" if day else "unknown"), state=state, first_reported="2024-06-01", **fields,
    )  # fmt: skip


def pact(*steps: StepEntry, clause: str | None = None, parties: tuple[str, ...] = (BRA, JPN)) -> AgreementEntry:
    force = ForceClause(clause, None, NO_SPAN) if clause else None
    return AgreementEntry(
        id="ag-1", reports=1, independent=1, sources=(), name="=Ocean Treaty", kind="treaty", parties=parties,
        steps=steps, entry_into_force=force, as_of="2024-07-01",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("clause", "steps", "day"),
    [
        ("thirty days after the exchange of instruments", [told("exchange", (BRA, JPN), "2024-06-01")], "2024-07-01"),
        ("on the thirtieth day after the exchange", [told("exchange", (BRA, JPN), "2024-06-01")], "2024-07-01"),
        ("on the first day of the second month after the exchange", [told("exchange", (BRA, JPN), "2024-04-17")],
         "2024-06-01"),
        ("six months after signature", [told("sign", (BRA, JPN), "2024-01-31")], "2024-07-31"),
        ("thirty days after both have deposited their instruments",
         [told("deposit", (BRA,), "2024-05-01"), told("deposit", (JPN,), "2024-06-01")], "2024-07-01"),
        ("90 days after the 3rd instrument of ratification",
         [told("deposit", (p,), d) for p, d in ((BRA, "2024-01-01"), (JPN, "2024-02-01"), (KEN, "2024-03-01"))],
         "2024-05-30"),
    ],
)  # fmt: skip
def test_the_day_is_computed_from_the_clause(clause: str, steps: list[StepEntry], day: str) -> None:
    (due,) = dues(pact(*steps, clause=clause))
    assert (due.step, due.edtf, due.basis) == ("enter_into_force", day, "computed")


@pytest.mark.parametrize(
    ("clause", "steps"),
    [
        ("thirty days after the exchange of instruments", [told("exchange", (BRA, JPN), "2024-06")]),
        ("thirty days after both have deposited their instruments", [told("deposit", (BRA,), "2024-05-01")]),
        ("90 days after the fiftieth ratification", [told("ratify", (BRA,), "2024-05-01")]),
        ("when the parties see fit", [told("sign", (BRA, JPN), "2024-05-01")]),
    ],
)
def test_no_day_where_what_starts_the_time_is_not_known(clause: str, steps: list[StepEntry]) -> None:
    assert dues(pact(*steps, clause=clause)) == ()


def test_consents_are_counted_once_for_each_party() -> None:
    entry = pact(
        told("ratify", (BRA,), "2024-01-01"), told("deposit", (BRA,), "2024-02-01"),
        told("deposit", (JPN,), "2024-03-01"),
        clause="after the fourth instrument has been deposited", parties=(BRA, JPN, KEN),
    )  # fmt: skip
    found = counted(entry)
    assert found is not None
    assert (found.needed, found.parties, found.reached) == (4, (BRA, JPN), None)
    card = agreement_card(entry, Merged(agreements=(entry,)))
    assert card.missing[0] == "2 more consents to be bound (2 of 4 told)"


@pytest.mark.parametrize(
    ("later", "outcome"),
    [
        ([], "due"),
        ([told("enter_into_force", (), "2024-09-01")], "met"),
        ([told("enter_into_force", (), "2024-10-01")], "another day"),
        ([told("enter_into_force", (), None, "denied")], "denied"),
    ],
)
def test_what_came_of_a_day_that_was_set(later: list[StepEntry], outcome: str) -> None:
    planned = told("enter_into_force", (), "2024-09-01", "planned")
    (due, *_) = dues(pact(planned, *later))
    assert due.outcome == outcome


def test_a_day_that_passed_without_a_report_is_overdue_and_a_notice_taken_back_ends_nothing() -> None:
    ends = told("terminate", (JPN,), "2024-06-15", "planned")
    (due,) = dues(pact(ends))
    assert due.outcome == "overdue"
    (before,) = dues(pact(ends), dt.date(2024, 6, 1))
    assert before.outcome == "due"
    (taken,) = dues(pact(ends, told("resume", (JPN,), "2024-06-10")))
    assert taken.outcome == "taken back"


def life(kind: str, length: str | None = None, date: str | None = None) -> TermEntry:
    ref = SourceRef("r1", "2024-06-01", "Kurier", NO_SPAN, f"{kind} words", "a1", {})
    return TermEntry(
        id=f"tm-{kind}",
        reports=1,
        independent=1,
        sources=(ref,),
        kind=kind,
        length=length,
        date=date,  # type: ignore[arg-type]
    )


def lasting(*steps: StepEntry, terms: list[TermEntry]) -> AgreementEntry:
    return msgspec.structs.replace(pact(told("enter_into_force", (), "2010-04-06"), *steps), terms=tuple(terms))


FIVE = life("duration", "P5Y")


@pytest.mark.parametrize(
    ("steps", "terms", "expected"),
    [
        ([], [FIVE], [("terminate", "2015-04-06", "overdue")]),
        ([told("terminate", (), "2015-04-05")], [FIVE], [("terminate", "2015-04-06", "met")]),
        ([told("terminate", (), "2014-01-05")], [FIVE], [("terminate", "2015-04-06", "another day")]),
        ([told("extend", (), "2015-03-19")], [FIVE], [("terminate", "2015-04-06", "put off")]),
        ([told("extend", (), "2015-03-19")], [FIVE, life("extension", "P10Y")], [("terminate", "2025-04-06", "due")]),
        ([told("extend", (), "2015-03-19")], [FIVE, life("extension", None, "2031")],
         [("terminate", "2031-12-31", "due")]),
        ([], [life("duration", None, "2030-06-30")], [("terminate", "2030-06-30", "due")]),
        ([], [FIVE, life("renewal", "P5Y")], [("extend", "2020-04-06", "passed"), ("extend", "2025-04-06", "due")]),
        ([], [FIVE, life("renewal"), life("nonrenewal", "P6M")],
         [("give_notice", "2019-10-06", "passed"), ("extend", "2020-04-06", "passed"),
          ("give_notice", "2024-10-06", "due"), ("extend", "2025-04-06", "due")]),
        ([told("give_notice", (JPN,), "2024-05-31")], [life("notice", "P6M")], [("withdraw", "2024-11-30", "due")]),
        ([told("give_notice", (JPN,), "2024-05")], [life("notice", "P6M")], []),
        ([told("give_notice", (JPN,), "2024-05-31"), told("resume", (JPN,), "2024-06-10")], [life("notice", "P6M")],
         [("withdraw", "2024-11-30", "taken back")]),
        ([], [life("survival", "P10Y")], []),
    ],
)  # fmt: skip
def test_days_that_follow_from_the_terms(
    steps: list[StepEntry], terms: list[TermEntry], expected: list[tuple[str, str, str]]
) -> None:
    assert [(d.step, d.edtf, d.outcome) for d in dues(lasting(*steps, terms=terms))] == expected


@pytest.mark.parametrize(
    ("steps", "terms", "day", "status"),
    [
        ([], [FIVE], "2015-04-06", "in_force"),
        ([], [FIVE], "2015-04-07", "terminated"),
        ([], [FIVE, life("renewal")], "2030-01-01", "in_force"),
        ([told("extend", (), "2015-03-19")], [FIVE, life("extension", "P5Y")], "2016-01-01", "in_force"),
        ([told("amend", (), "2017-03-19")], [FIVE], "2018-01-01", "in_force"),
        ([told("give_notice", (JPN,), "2013-05-31")], [life("notice", "P6M")], "2013-11-29", "withdrawal_announced"),
        ([told("give_notice", (JPN,), "2013-05-31")], [life("notice", "P6M")], "2013-11-30", "terminated"),
        ([told("give_notice", (JPN,), "2013-05-31"), told("resume", (JPN,), "2013-06-10")], [life("notice", "P6M")],
         "2014-01-01", "in_force"),
        ([told("give_notice", (JPN,), "2013-05-31")], [life("survival", "P10Y"), life("notice", "P1Y")], "2015-01-01",
         "terminated"),
    ],
)  # fmt: skip
def test_its_own_terms_end_an_agreement(steps: list[StepEntry], terms: list[TermEntry], day: str, status: str) -> None:
    assert status_on(lasting(*steps, terms=terms), dt.date.fromisoformat(day)) == status


def test_a_term_ends_nothing_that_never_bound() -> None:
    entry = msgspec.structs.replace(
        pact(told("sign", (BRA, JPN), "2010-04-06")), terms=(life("duration", None, "2012-01-01"),)
    )
    assert status_on(entry, dt.date(2020, 1, 1)) == "signed"


def test_treaty_table_has_a_row_for_each_party() -> None:
    entry = pact(
        told("sign", (BRA, JPN), "2024-01-02"), told("approve", (BRA,), "2024-02-03", organ="upper_chamber"),
        told("deposit", (JPN,), "2024-03-04"), told("give_notice", (JPN,), "2024-05-06"),
    )  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(exported("treaties", Merged(agreements=(entry,)), Filters(), None))))
    first, second = rows
    assert [first[c] for c in ("party", "signature", "approval", "exchange_or_deposit")] == [
        BRA, "2024-01-02", "2024-02-03 upper_chamber", "",
    ]  # fmt: skip
    assert [second[c] for c in ("party", "approval", "exchange_or_deposit", "notice_of_withdrawal")] == [
        JPN, "", "2024-03-04", "2024-05-06",
    ]  # fmt: skip
    assert second["status"] == "withdrawal_announced"
    # A spreadsheet must not take a name for a formula.
    assert first["name"] == "'=Ocean Treaty"


def test_step_table_keeps_state_and_words() -> None:
    entry = pact(told("sign", (BRA, JPN), "2024-01-02"), told("ratify", (JPN,), None, "planned"))
    rows = list(csv.DictReader(io.StringIO(exported("steps", Merged(agreements=(entry,)), Filters(), None))))
    assert [(r["step"], r["by"], r["date"], r["state"], r["words"]) for r in rows] == [
        ("sign", "BRA; JPN", "2024-01-02", "done", "sign words"),
        ("ratify", "JPN", "", "planned", "ratify words"),
    ]


def test_calendar_is_read_back_and_is_the_same_each_time() -> None:
    entry = pact(told("enter_into_force", (), "2024-09", "planned"))
    text = exported("calendar", Merged(agreements=(entry,)), Filters(), None)
    assert text == exported("calendar", Merged(agreements=(entry,)), Filters(), None)
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (dt.date(2024, 9, 1), dt.date(2024, 10, 1))
    assert str(event["SUMMARY"]) == "=Ocean Treaty: entry into force: due"
    assert str(event["DESCRIPTION"]) == "enter_into_force words"
