"""Where agreements stand: cases as tables, and the law as properties."""

import datetime as dt
import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.kinds.done import happened_by
from dateline.kinds.law import STATUS_ORDER, law
from dateline.kinds.status import flagged, standing, status_on
from dateline.model import ForceClause, Span
from factory import step, treaty

A, B = "JPN", "BRA"
EXCHANGE = ForceClause("from the day both sides exchange the instruments of ratification", None, Span(0, 1))
SIGNED = step("sign", (A, B), "2024-06-19")

CASES: list[tuple[str, list[Any], str | None, str | None]] = [
    ("nothing", [], None, None),
    ("talks", [step("negotiate", (A, B), "2024-05")], None, "proposed"),
    ("text agreed", [step("conclude", (A, B), "2024-05")], None, "negotiated"),
    ("signed", [SIGNED], None, "signed"),
    ("the day before", [SIGNED], "2024-06-18", None),
    ("on the day", [SIGNED], "2024-06-19", "signed"),
    ("a month counts at its end", [step("sign", (A, B), "2024-06")], "2024-06-29", None),
    ("a month counts at its end", [step("sign", (A, B), "2024-06")], "2024-06-30", "signed"),
    ("a report bounds the month", [step("sign", (A, B), "2024-06", reported="2024-06-20")], "2024-06-20", "signed"),
    ("day unknown, reported", [step("sign", (A, B), reported="2024-06-20")], "2024-06-20", "signed"),
    ("day unknown, never reported", [step("sign", (A, B))], "2030-01-01", None),
    (
        "a cabinet's leave to sign is no approval of what was signed",
        [SIGNED, step("approve", (A,), "2024-06-10", organ="government")], "2024-07-01", "signed",
    ),
    (
        "a cabinet's approval after the signature is one",
        [SIGNED, step("approve", (A,), "2024-06-25", organ="government")], "2024-07-01", "partly_approved",
    ),
    ("before it is signed, a text is there",
     [SIGNED, step("approve", (A,), "2024-06-10", organ="government")], "2024-06-11", "negotiated"),
    ("chamber votes", [SIGNED, step("approve", (A,), "2024-10-24", organ="lower_chamber")], None, "partly_approved"),
    (
        "all organs approve, still no ratification",
        [SIGNED]
        + [
            step("approve", (p,), "2024-11", organ=o)
            for p, o in itertools.product((A, B), ("lower_chamber", "upper_chamber", "head_of_state"))
        ],
        None,
        "partly_approved",
    ),
    ("one ratifies", [SIGNED, step("ratify", (A,), "2024-11-11")], None, "ratified_by"),
    ("both ratify", [SIGNED, step("ratify", (A,), "2024-11-11"), step("ratify", (B,), "2024-11-09")], None, "ratified"),
    ("ratified together", [SIGNED, step("ratify", (A, B), "2024-11-11")], None, "ratified"),
    ("somebody ratified", [SIGNED, step("ratify", (), "2024-11-11")], None, "signed"),
    ("planned", [SIGNED, step("ratify", (A,), state="planned")], None, "signed"),
    ("conditional", [SIGNED, step("ratify", (A,), state="conditional")], None, "signed"),
    ("announced", [SIGNED, step("ratify", (A,), state="announced")], None, "signed"),
    ("denied", [SIGNED, step("enter_into_force", state="denied")], None, "signed"),
    ("vote failed", [SIGNED, step("approve", (A,), state="failed")], None, "signed"),
    ("planned force", [SIGNED, step("enter_into_force", (), "2024-12-04", state="planned")], "2025-01-01", "signed"),
    ("force", [SIGNED, step("enter_into_force", (), "2024-12-04")], "2024-12-04", "in_force"),
    ("provisional", [SIGNED, step("apply_provisionally", (), "2024-07-01")], None, "provisionally_applied"),
    ("suspended", [step("enter_into_force"), step("suspend", (A,), "2023-02-21")], None, "suspended"),
    (
        "resumed",
        [step("enter_into_force"), step("suspend", (A,), "2023-02-21"), step("resume", (A,), "2023-05-01")],
        None,
        "in_force",
    ),
    (
        "suspended again",
        [
            step("enter_into_force"),
            step("suspend", (A,), "2023-02-21"),
            step("resume", (A,), "2023-05-01"),
            step("suspend", (A,), "2023-07-01"),
        ],
        None,
        "suspended",
    ),
    (
        "resumed, in the only report that tells of the suspension",
        [
            step("enter_into_force"), step("suspend", (A,), reported="2023-05-03"),
            step("resume", (A,), "2023-05-01", reported="2023-05-03"),
        ],
        "2023-05-04",
        "in_force",
    ),
    ("other party resumes", [step("suspend", (A,), "2023-02"), step("resume", (B,), "2023-05-01")], None, "suspended"),
    ("notice", [step("enter_into_force"), step("give_notice", (A,), "2023-02-21")], None, "withdrawal_announced"),
    ("says it will leave", [step("enter_into_force"), step("withdraw", (A,), state="announced")], None,
     "withdrawal_announced"),
    ("one of two leaves", [step("enter_into_force"), step("withdraw", (A,), "2019-08-02")], None, "terminated"),
    ("ended", [step("enter_into_force"), step("terminate", (), "2019-08-02")], None, "terminated"),
    ("violations change nothing", [SIGNED, step("violate", (A,), "2024-08-01")], None, "signed"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "steps", "day", "status"), CASES, ids=[c[0] for c in CASES])
def test_status(name: str, steps: list[Any], day: str | None, status: str | None) -> None:
    assert name
    assert status_on(treaty(steps), dt.date.fromisoformat(day) if day else None) == status


def test_the_clause_on_exchange_is_met_only_by_the_exchange() -> None:
    ratified = [SIGNED, step("ratify", (A,), "2024-11-11"), step("ratify", (B,), "2024-11-09")]
    waiting = standing(treaty(ratified, entry_into_force=EXCHANGE), dt.date(2024, 11, 30))
    assert waiting.status == "ratified"
    assert waiting.missing == ("exchange of instruments", "entry into force")
    done = standing(
        treaty([*ratified, step("exchange", (A, B), "2024-12-04")], entry_into_force=EXCHANGE), dt.date(2024, 12, 4)
    )
    assert done.status == "in_force"
    assert done.missing == ()
    assert "clause is met: exchange of instruments by JPN, BRA (2024-12-04)" in done.reason


@pytest.mark.parametrize(
    ("condition", "day", "status"),
    [
        ("30 days after the exchange of instruments", "2024-12-31", "ratified"),
        ("30 days after the exchange of instruments", "2025-01-03", "in_force"),
        ("some days after the exchange of instruments", "2030-01-01", "ratified"),
        # Two of fifty are some, not all.
        ("after the 50th instrument is exchanged", "2030-01-01", "ratified_by"),
        ("thirty days after the exchange of instruments", "2024-12-31", "ratified"),
        ("thirty days after the exchange of instruments", "2025-01-03", "in_force"),
        ("on the date of notification that procedures are complete", "2030-01-01", "ratified"),
    ],
)
def test_clauses_with_delays_and_unknowns(condition: str, day: str, status: str) -> None:
    steps = [SIGNED, step("ratify", (A, B), "2024-11-11"), step("exchange", (A, B), "2024-12-04")]
    entry = treaty(steps, entry_into_force=ForceClause(condition, None, Span(0, 1)))
    assert status_on(entry, dt.date.fromisoformat(day)) == status


def test_missing_and_parties() -> None:
    entry = treaty(
        [SIGNED, step("approve", (B,), "2024-11-06", organ="upper_chamber"), step("ratify", (A,), "2024-11-11")],
        entry_into_force=EXCHANGE,
    )
    found = standing(entry, dt.date(2024, 11, 12))
    assert found.missing == ("consent to be bound: BRA", "exchange of instruments", "entry into force")
    assert [(p.party, p.status) for p in found.parties] == [(A, "ratified"), (B, "partly_approved")]
    assert found.parties[0].reason == "ratification by JPN (2024-11-11)"


def test_a_multilateral_agreement_binds_those_who_consented() -> None:
    parties = ("JPN", "BRA", "KEN")
    steps = [step("ratify", (p,), "2020-01-01") for p in ("JPN", "BRA")] + [step("enter_into_force", (), "2020-06-01")]
    found = standing(treaty(steps, parties), None)
    assert found.status == "in_force"
    assert [p.status for p in found.parties] == ["in_force", "in_force", None]
    left = standing(treaty([*steps, step("withdraw", ("JPN",), "2021-01-01")], parties), None)
    assert left.status == "withdrawn_by"
    back = [*steps, step("withdraw", ("JPN",), "2021-01-01"), step("accept", ("JPN",), "2022-01-01")]
    assert status_on(treaty(back, parties), None) == "in_force"


@pytest.mark.parametrize(
    ("kind", "clause", "day", "status"),
    [
        ("ceasefire", None, "2024-11-30", "signed"),
        ("ceasefire", ForceClause("takes effect immediately", None, Span(0, 1)), "2024-11-30", "in_force"),
        ("ceasefire", ForceClause("at 4am on Wednesday", "2024-11-27", Span(0, 1)), "2024-11-26", "signed"),
        ("ceasefire", ForceClause("at 4am on Wednesday", "2024-11-27", Span(0, 1)), "2024-11-27", "in_force"),
        ("treaty", ForceClause("takes effect immediately", None, Span(0, 1)), "2024-11-30", "signed"),
        ("treaty", ForceClause("on the day of signature", None, Span(0, 1)), "2024-11-30", "in_force"),
        ("treaty", ForceClause(None, "2024-11-27", Span(0, 1)), "2024-11-30", "signed"),
    ],
)
def test_kinds_that_bind_by_signature(kind: str, clause: ForceClause | None, day: str, status: str) -> None:
    entry = treaty([step("sign", (A, B), "2024-11-26")], kind=kind, entry_into_force=clause)
    assert status_on(entry, dt.date.fromisoformat(day)) == status


def test_out_of_order_steps_are_kept_and_flagged() -> None:
    entry = treaty([step("ratify", (A,), "2024-01-05"), SIGNED, step("enter_into_force", (), "2024-12-04")])
    steps = flagged(entry)
    assert [s.step for s in steps] == ["ratify", "sign", "enter_into_force"]
    assert [s.flag for s in steps] == [
        "dated before the signature (2024-06-19)",
        None,
        "no consent to be bound is on record for BRA",
    ]


def test_a_plan_does_not_date_a_done_step() -> None:
    late = step("ratify", (A,), reported="2024-11-12")
    assert happened_by(late) == dt.date(2024, 11, 12)
    assert happened_by(step("ratify", (A,), reported="2024-11-12", state="planned")) is None


def test_the_table_covers_every_step_in_lawful_order() -> None:
    table = law()
    assert len(table.steps) == 24
    assert all(rule.doubted == () or rule.supposes for rule in table.steps.values())
    assert table.order["sign"] < table.order["ratify"] < table.order["exchange"] < table.order["enter_into_force"]
    assert all(rule.articles for rule in table.steps.values())
    assert all(rule.gives in (*STATUS_ORDER, None) for rule in table.steps.values())
    assert not table.steps["approve"].consent


DATES = st.one_of(st.none(), st.dates(dt.date(2024, 1, 1), dt.date(2025, 12, 31)).map(dt.date.isoformat))
STEPS = st.lists(
    st.builds(
        lambda name, by, date, state, organ: step(name, by, date, state=state, organ=organ),
        st.sampled_from(sorted(law().steps)),
        st.sampled_from([(), (A,), (B,), (A, B)]),
        DATES,
        st.sampled_from(["done", "done", "done", "planned", "announced", "denied", "conditional", "failed"]),
        st.sampled_from([None, "lower_chamber", "head_of_state"]),
    ),
    max_size=8,
)
CLAUSES = st.sampled_from([None, EXCHANGE, ForceClause("when both have ratified", None, Span(0, 1)),
                           ForceClause(None, "2025-01-01", Span(0, 1))])  # fmt: skip
DAYS = st.one_of(st.none(), st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31)))


@given(STEPS, CLAUSES, DAYS, st.randoms())
def test_status_does_not_depend_on_the_order_of_arrival(steps: Any, clause: Any, day: Any, random: Any) -> None:
    mixed = list(steps)
    random.shuffle(mixed)
    assert standing(treaty(steps, entry_into_force=clause), day) == standing(
        treaty(mixed, entry_into_force=clause), day
    )


@given(STEPS, CLAUSES, DAYS)
def test_no_path_leads_into_force_without_entry_or_a_clause_met_by_consent(steps: Any, clause: Any, day: Any) -> None:
    if status_on(treaty(steps, entry_into_force=clause), day) != "in_force":
        return
    done = [s for s in steps if s.state == "done"]
    if any(s.step == "enter_into_force" for s in done):
        return
    if any(law().steps[s.step].supposes for s in done):
        # "Prolonged the pact": a report that it binds, in other words.
        return
    assert clause is not None
    consents = [s for s in done if law().steps[s.step].consent]
    assert all(any(p in s.by or s.step == "exchange" for s in consents) for p in (A, B))


@given(STEPS, CLAUSES, DAYS)
def test_no_party_is_bound_by_what_others_did(steps: Any, clause: Any, day: Any) -> None:
    """Of many parties, one that has done nothing is bound by no act of one other alone."""
    parties = (A, B, "KEN")
    own = [s for s in steps if s.by == (A,) and s.step != "enter_into_force" and law().steps[s.step].scope == "party"]
    found = standing(treaty(own, parties, entry_into_force=clause), day)
    assert {p.party: p.status for p in found.parties if p.party != A} == {B: None, "KEN": None}


@pytest.mark.parametrize("before", ["approve", "submit"])
def test_what_supposes_an_agreement_in_force_does_not_where_consent_is_still_asked_for(before: str) -> None:
    extended = step("extend", (), "2024-05-03")
    assert status_on(treaty([extended]), None) == "in_force"
    waiting = step(before, (A,), "2024-02-01", organ="lower_chamber")
    assert status_on(treaty([SIGNED, waiting, extended]), None) != "in_force"
    assert status_on(treaty([SIGNED, waiting, step("ratify", (A, B), "2024-03"), extended]), None) == "in_force"
    later = step(before, (A,), "2024-06-01", organ="lower_chamber")
    assert status_on(treaty([later, extended]), None) == "in_force"


SUPPOSING: list[tuple[str, list[Any], str | None, str | None]] = [
    ("extended", [step("extend", (A, B), "2009-03-19")], "2009-03-19", "in_force"),
    ("not before the report of it", [step("extend", (A, B), "2009-03-19")], "2009-03-18", None),
    ("registered", [step("register", (), "2009-03-19")], None, "in_force"),
    ("resumed", [step("resume", (A, B), "2009-03-19")], None, "in_force"),
    ("talks resumed", [step("negotiate", (A, B), "2009-02"), step("resume", (A, B), "2009-03-19")], None, "proposed"),
    ("notice", [step("give_notice", (A,), "2010-03-11")], None, "withdrawal_announced"),
    (
        "notice taken back",
        [step("give_notice", (A,), "2010-03-11"), step("resume", (A,), "2010-05-01")],
        None,
        "in_force",
    ),
    (
        "announced exit taken back",
        [step("withdraw", (A,), state="announced", reported="2010-03-11"), step("resume", (A,), "2010-05-01")],
        None,
        "in_force",
    ),
    ("signature withdrawn", [step("sign", (A, B), "2009-01"), step("withdraw", (A,), "2010-01-04")], "2009-06-01",
     "signed"),
    (
        "end of provisional application",
        [step("apply_provisionally", (), "2009-01"), step("give_notice", (A,), "2010-01-04"),
         step("resume", (A,), "2010-02-04")],
        None,
        "provisionally_applied",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "steps", "day", "status"), SUPPOSING, ids=[c[0] for c in SUPPOSING])
def test_acts_that_suppose_it_in_force(name: str, steps: list[Any], day: str | None, status: str | None) -> None:
    assert name
    assert status_on(treaty(steps), dt.date.fromisoformat(day) if day else None) == status


MANY = ("JPN", "BRA", "KEN")


@pytest.mark.parametrize(
    ("name", "parties", "steps", "status"),
    [
        ("tuna convention", (A, B), [], "withdrawn_by"),
        ("protocol of accession", (A, B), [], "withdrawn_by"),
        ("customs union agreement", (A, B), [], "withdrawn_by"),
        ("tax convention", (A, B), [], "terminated"),
        ("consular convention", (A, B), [step("sign", (A, B), "2001-01-01")], "terminated"),
        ("fishing convention", (A, B), [step("sign", (A, B), "2001-01-01")], "terminated"),
        ("fishing pact", (A, B), [step("accede", (A,), "2001-01-01")], "withdrawn_by"),
        ("fishing pact", MANY, [], "withdrawn_by"),
        ("fishing pact", (A, B), [], "terminated"),
        ("Paris Agreement", (A, B), [], "withdrawn_by"),
        ("New START", (A, B), [], "terminated"),
    ],
)
@pytest.mark.parametrize("end", ["withdraw", "terminate"])
def test_one_that_leaves_ends_an_agreement_of_two_only(
    name: str, parties: tuple[str, ...], steps: list[Any], status: str, end: str
) -> None:
    entry = treaty([*steps, step("enter_into_force", (), "2004"), step(end, (A,), "2019-08-30")], parties, name=name)
    found = standing(entry, None)
    assert found.status == status
    others = {p.party: p.status for p in found.parties if p.party != A}
    assert set(others.values()) <= ({"terminated"} if status == "terminated" else {"in_force", None})


def test_what_some_have_ratified_is_not_in_force_since_it_was_extended() -> None:
    """Of three, two of which have not ratified: the time for it was extended."""
    steps = [step("sign", (A, B, "KEN"), "2021-06-11"), step("ratify", (A,), "2022-11"), step("extend", (), "2023-12")]
    assert status_on(treaty(steps, (A, B, "KEN")), None) == "ratified_by"
    steps += [step("ratify", (B,), "2022-12"), step("ratify", ("KEN",), "2023-01")]
    assert status_on(treaty(steps, (A, B, "KEN")), None) == "in_force"


def test_entry_into_force_told_before_its_day_is_not_there_yet() -> None:
    steps = [step("sign", (A, B), "2021-06-11"), step("enter_into_force", (), "2022-02-23", reported="2022-01-26")]
    assert status_on(treaty(steps), dt.date(2022, 2, 1)) == "signed"
    assert status_on(treaty(steps), dt.date(2022, 2, 23)) == "in_force"


def test_some_that_ratify_a_convention_are_not_all() -> None:
    both = [step("ratify", (p,), "2020-01-01") for p in (A, B)]
    assert status_on(treaty(both, name="tuna convention"), None) == "ratified_by"
    assert status_on(treaty([SIGNED, *both], name="tuna convention"), None) == "ratified"
    assert status_on(treaty(both), None) == "ratified"


def test_who_accedes_later_need_not_have_consented_by_then() -> None:
    steps = [
        step("sign", (A, B), "1987-03-03"), step("deposit", (A,), "1988-02-08"), step("deposit", (B,), "1989-09-28"),
        step("accede", ("KEN",), "1991-05-21"),
    ]  # fmt: skip
    entry = treaty(steps, (A, B, "KEN"), name="pensions treaty")
    assert status_on(entry, dt.date(1989, 11, 1)) == "ratified"
    assert status_on(entry, dt.date(1988, 11, 1)) == "ratified_by"


def test_the_day_told_for_some_parties_comes_before_the_day_of_the_clause() -> None:
    steps = [
        step("sign", (A, B), "1987-03-03"), step("deposit", (A, B), "1989-09-28"), step("accede", ("KEN",), "1991-05"),
        step("enter_into_force", (A, B), "1990-01-01"),
    ]  # fmt: skip
    clause = ForceClause("on January 1", "1989-01-01", Span(0, 1))
    entry = treaty(steps, (A, B, "KEN"), entry_into_force=clause)
    assert status_on(entry, dt.date(1989, 11, 1)) == "ratified"


def test_notice_by_either_of_two_is_notice_whoever_gave_it() -> None:
    steps = [step("enter_into_force", (A, B), "2017-03-10"), step("give_notice", (), "2024-10-15")]
    assert status_on(treaty(steps), dt.date(2024, 12, 1)) == "withdrawal_announced"
    many = treaty(steps, (A, B, "KEN"))
    assert status_on(many, dt.date(2024, 12, 1)) == "in_force"


def test_in_force_by_a_report_alone_for_all_that_are_told_as_parties() -> None:
    force = step("enter_into_force", (), "2004")
    alone = standing(treaty([force], MANY), None)
    assert [p.status for p in alone.parties] == ["in_force"] * 3
    signed = standing(treaty([force, step("sign", ("KEN",), "2001")], MANY), None)
    assert [p.status for p in signed.parties] == ["in_force", "in_force", "signed"]


def test_member_states_of_a_bloc_stand_beside_it() -> None:
    parties = ("ECU", "IGO:mercosur")
    steps = [
        step("sign", parties, "2013-07-12"), step("approve", ("BRA",), "2014-05-13", organ="lower_chamber"),
        step("ratify", ("URY",), "2014-03"),
    ]  # fmt: skip
    found = standing(treaty(steps, parties, name="protocol of accession"), None)
    assert found.status == "ratified_by"
    assert {p.party: p.status for p in found.parties} == {
        "ECU": "signed", "IGO:mercosur": "signed", "BRA": "partly_approved", "URY": "ratified",
    }  # fmt: skip


@given(STEPS, DAYS)
def test_approvals_and_plans_alone_never_bind(steps: Any, day: Any) -> None:
    allowed = {"negotiate", "conclude", "initial", "sign", "submit", "approve"}
    kept = [s for s in steps if s.step in allowed or s.state not in ("done", "announced")]
    assert status_on(treaty(kept), day) in (None, "proposed", "negotiated", "signed", "partly_approved")


@given(STEPS, DAYS)
def test_time_only_adds_steps(steps: Any, day: Any) -> None:
    dated = [s for s in steps if s.state == "done" and s.step in ("negotiate", "sign", "approve", "ratify", "exchange")]
    later = None if day is None else day + dt.timedelta(days=30)
    now, then = status_on(treaty(dated), day), status_on(treaty(dated), later)
    rank = {s: i for i, s in enumerate(STATUS_ORDER)}
    assert (rank[now] if now else -1) <= (rank[then] if then else -1)
