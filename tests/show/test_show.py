"""The record as people read it: chronology, agreement card, disputes, filters."""

import datetime as dt
from typing import Any

import msgspec
import pytest

from dateline.merge import merge
from dateline.model import ForceClause, Obligation, Reading
from dateline.model.record import ActorEntry, Merged, TermEntry
from dateline.show.card import agreement_card, history
from dateline.show.chronology import chronology
from dateline.show.disputes import disputed
from dateline.show.filters import Filters, matches, resolved
from dateline.show.wording import event_line, label, listed, missing_lines, names_of, step_line
from factory import actor, agreement, at, claim, estimate, event, reading, step, treaty

JPN, BRA, KEN = "JPN", "BRA", "KEN"
NAMES = {JPN: "Japan", BRA: "Brazil", KEN: "Kenya"}
LEADER = "person:ana-lima"


def treaty_story() -> Reading:
    text = (
        "Japan and Brazil signed the Ocean Friendship Treaty on June 19. The senate of Brazil approved it on July 3. "
        "Japan will ratify it in autumn. It takes effect on the exchange of instruments. "
        "Each side must help the other if it is attacked. President Ana Lima of Brazil visited Kenya."
    )
    fields: dict[str, Any] = {"agreement": "g1"}
    events = (
        event(text, "signed the Ocean Friendship Treaty on June 19", "AGREE", id="sign", actors=(JPN, BRA),
              date="2024-06-19", step="sign", **fields),
        event(text, "The senate of Brazil approved it on July 3", "SUPPORT", id="vote", actors=("BRA.LEG",),
              date="2024-07-03", step="approve", organ="upper_chamber", **fields),
        event(text, "Japan will ratify it", "SUPPORT", id="plan", actors=(JPN,), step="ratify", tense="future",
              **fields),
        event(text, "visited Kenya", "CONSULT", id="visit", actors=(LEADER,), recipients=(KEN,)),
    )  # fmt: skip
    pact = agreement(
        text, "Ocean Friendship Treaty", id="g1", parties=(BRA, JPN), steps=("sign", "vote", "plan"),
        obligations=(Obligation("defense", (), "if it is attacked", at(text, "must help the other")),),
        entry_into_force=ForceClause("on the exchange of instruments", None, at(text, "takes effect")),
    )  # fmt: skip
    people = (
        actor(JPN, text, name="Japan"), actor(BRA, text, name="Brazil"), actor(KEN, text, name="Kenya"),
        actor(LEADER, text, name="Ana Lima", country=BRA, office="President", sector="GOV"),
        actor("BRA.LEG", text, name="senate", country=BRA),
    )  # fmt: skip
    return reading(text, published="2024-07-04", actors=people, agreements=(pact,), events=events)


@pytest.fixture(scope="module")
def merged() -> Merged:
    return merge([treaty_story()])


def test_chronology_in_order_with_unknown_days_last(merged: Merged) -> None:
    rows = chronology(merged)
    assert [(r.date, r.kind, r.text) for r in rows] == [
        ("2024-06-19", "step", "Brazil and Japan: sign Ocean Friendship Treaty"),
        ("2024-07-03", "step", "Brazil: upper chamber approves Ocean Friendship Treaty"),
        (None, "event", "Ana Lima → Kenya: meets"),
    ]
    assert rows[2].reported == "2024-07-04"
    assert [s.quote for s in rows[0].sources] == ["signed the Ocean Friendship Treaty on June 19"]
    assert rows[0].agreement == merged.agreements[0].id


def term(kind: str, named: str | None, ident: str | None = None, length: str | None = None) -> TermEntry:
    return TermEntry(
        id=f"t-{kind}", reports=1, independent=1, sources=(), kind=kind, named=named, named_id=ident, length=length,  # type: ignore[arg-type]
    )  # fmt: skip


def test_what_a_card_tells_of_depositary_and_other_agreements() -> None:
    old = msgspec.structs.replace(treaty(()), id="ag-old", name="Sea Pact")
    told = (
        term("replaces", "1962 pact", "ag-old"), term("amends", "1984 accord"), term("depositary", "the UN", "IGO:x"),
        term("duration", None, length="P5Y"),
    )  # fmt: skip
    entry = treaty((), terms=told)
    card = agreement_card(entry, Merged(agreements=(entry, old)))
    relations = [("replaces Sea Pact", "ag-old"), ("amends “1984 accord”", None)]
    assert [(r.text, r.named_id) for r in card.relations] == relations
    # An actor that the record does not hold is called by the report's words, and is no link.
    assert [(r.text, r.named_id) for r in card.depositary] == [("the UN", None)]
    assert [r.text for r in card.terms] == ["lasts 5 years"]


def test_plans_are_told_only_when_asked_for(merged: Merged) -> None:
    texts = [r.text for r in chronology(merged, everything=True)]
    assert "Japan: ratifies Ocean Friendship Treaty [planned]" in texts


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (Filters(), 3),
        (Filters(actor=JPN), 1),
        (Filters(actor="Brazil"), 3),
        (Filters(actor="ana lima"), 1),
        (Filters(actor="Peru"), 0),
        (Filters(type="approve"), 1),
        (Filters(type="consult"), 1),
        (Filters(agreement="friendship"), 2),
        (Filters(agreement="trade"), 0),
        (Filters(since=dt.date(2024, 7, 1)), 2),
        (Filters(until=dt.date(2024, 6, 30)), 1),
        (Filters(since=dt.date(2024, 7, 4), until=dt.date(2024, 7, 4)), 1),
        (Filters(text="senate approved"), 1),
        (Filters(text="senate signed"), 0),
    ],
)
def test_filters(merged: Merged, filters: Filters, count: int) -> None:
    assert len(chronology(merged, filters)) == count


def test_filters_on_other_entries(merged: Merged) -> None:
    wanted = resolved(Filters(actor="Brazil"), merged)
    assert wanted.actors == {BRA, "BRA.LEG", LEADER}
    assert [matches(a, wanted) for a in merged.agreements] == [True]
    assert sorted(a.id for a in merged.actors if matches(a, wanted)) == ["BRA", "BRA.LEG", LEADER]
    assert matches(merged.agreements[0], Filters(type="treaty", text="ocean"))


def test_card(merged: Merged) -> None:
    card = agreement_card(merged.agreements[0], merged)
    assert (card.name, card.kind, card.status, card.as_of) == (
        "Ocean Friendship Treaty", "treaty", "partly approved", "2024-07-04",
    )  # fmt: skip
    assert [(p.name, p.status) for p in card.parties] == [("Brazil", "partly approved"), ("Japan", "signed")]
    assert card.parties[0].reason == "domestic approval by BRA (2024-07-03)"
    assert [s.text for s in card.steps] == [
        "Brazil and Japan: sign Ocean Friendship Treaty",
        "Brazil: upper chamber approves Ocean Friendship Treaty",
        "Japan: ratifies Ocean Friendship Treaty [planned]",
    ]
    assert card.history == (("2024-06-19", "signed"), ("2024-07-03", "partly approved"))
    assert card.missing == (
        "consent to be bound: Brazil", "consent to be bound: Japan", "exchange of instruments", "entry into force",
    )  # fmt: skip
    assert [(o.kind, o.bearers, o.condition) for o in card.obligations] == [
        ("defense", "Brazil and Japan", "if it is attacked")
    ]
    assert card.entry_into_force == "on the exchange of instruments"
    assert card.disputed == ()
    assert agreement_card(merged.agreements[0], merged, day=dt.date(2024, 6, 20)).status == "signed"


def test_history_of_a_treaty_that_is_left() -> None:
    entry = treaty(
        [
            step("sign", (JPN, BRA), "1987-12-08"),
            step("enter_into_force", (), "1988-06-01"),
            step("give_notice", (JPN,), "2019-02-02"),
            step("withdraw", (JPN,), "2019-08-02"),
        ]
    )
    assert history(entry) == (
        ("1987-12-08", "signed"),
        ("1988-06-01", "in force"),
        ("2019-02-02", "withdrawal announced"),
        ("2019-08-02", "terminated"),
    )


def test_disputes_with_both_sides_and_what_came_later() -> None:
    first = "Kenya said that Japan sent troops to Brazil. Japan denied that it sent troops to Brazil."
    sent = event(first, "Japan sent troops to Brazil", "AID", id="e1", actors=(JPN,), recipients=(BRA,))
    denied = event(
        first, "it sent troops to Brazil", "AID", id="e2", actors=(JPN,), recipients=(BRA,), polarity="negative"
    )
    claims = (
        claim(first, "Japan sent troops to Brazil", (KEN,), id="c1", events=("e1",)),
        claim(first, "it sent troops to Brazil", (JPN,), "denies", id="c2", events=("e2",), cue="denied"),
    )
    later = "Japan confirmed that it had sent troops to Brazil."
    done = event(later, "it had sent troops to Brazil", "AID", id="e1", actors=(JPN,), recipients=(BRA,))
    confirmed = claim(later, "it had sent troops to Brazil", (JPN,), "confirms", id="c1", events=("e1",))
    merged = merge(
        [
            reading(first, published="2024-10-18", events=(sent, denied), claims=claims),
            reading(later, published="2024-10-25", events=(done,), claims=(confirmed,)),
        ]
    )
    (found,) = disputed(merged)
    assert found.question == "Japan sent troops to Brazil"
    assert found.since == "2024-10-18"
    assert [(s.who, s.stance) for s in found.asserts] == [("KEN", "states")]
    assert [(s.who, s.stance) for s in found.denies] == [("JPN", "denies")]
    assert [(s.who, s.stance, s.since) for s in found.later] == [("JPN", "confirms", "2024-10-25")]


def test_a_dispute_shows_how_its_number_moved() -> None:
    texts = [
        (
            "2024-10-18",
            "Kenya said that Japan sent 100 troops to Brazil. Japan denied that it sent troops to Brazil.",
            100,
        ),
        ("2024-10-21", "Kenya said that Japan sent 250 troops to Brazil.", 250),
    ]
    readings = []
    for day, text, number in texts:
        words = f"Japan sent {number} troops to Brazil"
        events = [event(text, words, "AID", id="e1", actors=(JPN,), recipients=(BRA,))]
        claims = [claim(text, words, (KEN,), id="c1", events=("e1",))]
        if "denied" in text:
            denied = "it sent troops to Brazil"
            events.append(event(text, denied, "AID", id="e2", actors=(JPN,), recipients=(BRA,), polarity="negative"))
            claims.append(claim(text, denied, (JPN,), "denies", id="c2", events=("e2",), cue="denied"))
        told = estimate(text, f"{number} troops", number, "troops", id="q1", by=(KEN,), events=("e1",))
        readings.append(reading(text, published=day, events=tuple(events), claims=tuple(claims), estimates=(told,)))
    (found,) = disputed(merge(readings))
    assert [(f.since, f.number, f.who) for f in found.figures] == [
        ("2024-10-18", "100 troops", "KEN"),
        ("2024-10-21", "250 troops", "KEN"),
    ]


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        (step("sign", (JPN, BRA)), "Japan and Brazil: sign the pact"),
        (step("approve", (BRA,), organ="upper_chamber"), "Brazil: upper chamber approves the pact"),
        (step("ratify", (BRA, JPN, KEN)), "Brazil, Japan and Kenya: ratify the pact"),
        (step("enter_into_force"), "the pact: entry into force"),
        (step("give_notice", (KEN,)), "Kenya: gives notice of withdrawal, the pact"),
        (step("withdraw", (KEN,), state="announced"), "Kenya: withdraws the pact [announced]"),
        (step("ratify", ()), "someone: ratifies the pact"),
    ],
)
def test_step_lines(entry: Any, line: str) -> None:
    assert step_line(entry, NAMES, "the pact") == line


def test_event_lines() -> None:
    text = "Japan and Kenya will send grain to Brazil."
    sending = event(text, "send grain", "AID", actors=(JPN, KEN), recipients=(BRA,), tense="future", conditional=True)
    merged = merge([reading(text, events=(sending,))])
    assert event_line(merged.events[0], NAMES) == "Japan and Kenya → Brazil: give aid [to come; only on a condition]"


def test_names_and_labels() -> None:
    record = Merged(actors=(ActorEntry(id=JPN, reports=1, independent=1, sources=(), name="Japan", kind="state"),))
    assert names_of(record) == {JPN: "Japan"}
    assert listed((), NAMES) == ""
    assert listed((JPN, "XYZ"), NAMES) == "Japan and XYZ"
    assert (label("in_force"), label("arms_control")) == ("in force", "arms control")
    assert missing_lines(("consent to be bound: JPN", "entry into force"), NAMES) == (
        "consent to be bound: Japan",
        "entry into force",
    )
