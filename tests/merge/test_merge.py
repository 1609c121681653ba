"""Many Readings, one record: what becomes one entry, what stays apart, and what is kept of each source."""

import random
from typing import Any

import pytest

from dateline.kinds.law import law
from dateline.merge import merge
from dateline.model import ForceClause, Obligation, Reading, to_json
from factory import agreement, at, claim, estimate, event, place, reading

JPN, BRA, KEN = "JPN", "BRA", "KEN"


def story_signing() -> Reading:
    text = (
        "Japan and Brazil sign friendship treaty\n\n"
        "Japan and Brazil signed the Ocean Friendship Treaty in Nairobi on June 19. "
        "The treaty takes effect once instruments of ratification are exchanged. "
        "Each side must help the other if it is attacked."
    )
    pact = agreement(
        text, "Ocean Friendship Treaty", id="g1", parties=(BRA, JPN), steps=("sign",), signed="2024-06-19",
        obligations=(Obligation("defense", (BRA, JPN), "if it is attacked", at(text, "must help the other")),),
        entry_into_force=ForceClause("once instruments of ratification are exchanged", None, at(text, "takes effect")),
    )  # fmt: skip
    signing = event(
        text, "signed the Ocean Friendship Treaty in Nairobi on June 19", "AGREE", id="sign", actors=(JPN, BRA),
        date="2024-06-19", agreement="g1", step="sign", anchor="signed", place="place:nairobi",
    )  # fmt: skip
    spot = place(text, "Nairobi", country=KEN, latitude=-1.29, longitude=36.82, precision="city")
    return reading(
        text, title="Japan and Brazil sign friendship treaty", published="2024-06-19", publisher="Wire One",
        agreements=(pact,), events=(signing,), places=(spot,),
    )  # fmt: skip


def story_vote(published: str, publisher: str, day: str, title: str = "Senate backs the pact") -> Reading:
    text = (
        f"{title}\n\nBrazil's senate approved the Ocean Friendship Treaty with Japan in a vote. "
        "Tokyo and Brasilia signed the pact in June."
    )
    pact = agreement(text, "Ocean Friendship Treaty", id="g1", parties=(BRA, JPN), steps=("vote", "signed"))
    vote = event(
        text, "senate approved the Ocean Friendship Treaty", "SUPPORT", id="vote", actors=("BRA.LEG",), date=day,
        agreement="g1", step="approve", organ="upper_chamber", anchor="approved",
    )  # fmt: skip
    signed = event(
        text, "signed the pact in June", "AGREE", id="signed", actors=(JPN, BRA), date="2024-06", agreement="g1",
        step="sign", anchor="signed",
    )  # fmt: skip
    events = [vote, signed]
    return reading(
        text, title=title, published=published, publisher=publisher, agreements=(pact,), events=tuple(events)
    )


def test_one_agreement_with_its_steps_and_status() -> None:
    merged = merge([story_vote("2024-11-07", "Daily Two", "2024-11-06"), story_signing()])
    (pact,) = merged.agreements
    assert pact.name == "Ocean Friendship Treaty"
    assert pact.parties == (BRA, JPN)
    assert [(s.step, s.by, s.organ, s.date.edtf, s.state) for s in pact.steps] == [
        ("sign", (BRA, JPN), None, "2024-06-19", "done"),
        ("approve", (BRA,), "upper_chamber", "2024-11-06", "done"),
    ]
    assert (pact.status, pact.as_of) == ("partly_approved", "2024-11-07")
    assert pact.missing[-2:] == ("exchange of instruments", "entry into force")
    signing = pact.steps[0]
    assert (signing.reports, signing.independent) == (2, 2)
    assert [s.quote for s in signing.sources] == [
        "signed the Ocean Friendship Treaty in Nairobi on June 19",
        "signed the pact in June",
    ]
    assert signing.place is not None and signing.place.name == "Nairobi"
    assert signing.conflicts == ()
    assert [o.kind for o in pact.obligations] == ["defense"]
    event_entry = next(e for e in merged.events if e.id in signing.events)
    assert event_entry.step == "sign" and event_entry.agreement == pact.id


def test_days_that_differ_are_one_step_with_a_conflict() -> None:
    merged = merge(
        [
            story_vote("2024-11-07", "Daily Two", "2024-11-06"),
            story_vote("2024-11-08", "Daily Three", "2024-11-08", "Upper house votes"),
            story_vote("2024-11-09", "Daily Four", "2024-11-06", "Treaty clears senate"),
        ]
    )
    (vote,) = [s for s in merged.agreements[0].steps if s.step == "approve"]
    assert vote.date.edtf == "2024-11-06"
    (conflict,) = vote.conflicts
    assert conflict.field == "date"
    assert [(v.value, len(v.sources)) for v in conflict.values] == [("2024-11-06", 2), ("2024-11-08", 1)]


def test_organs_stay_apart() -> None:
    text = "Brazil's lower house approved the pact with Japan on May 2 and the senate approved it on May 9."
    pact = agreement(text, "the pact", id="g1", name="pact", parties=(BRA, JPN), steps=("a", "b"))
    lower = event(
        text, "lower house approved the pact", "SUPPORT", id="a", actors=(BRA,), date="2024-05-02", step="approve",
        organ="lower_chamber", agreement="g1",
    )  # fmt: skip
    upper = event(
        text, "senate approved it", "SUPPORT", id="b", actors=(BRA,), date="2024-05-09", step="approve",
        organ="upper_chamber", agreement="g1",
    )  # fmt: skip
    (entry,) = merge([reading(text, agreements=(pact,), events=(lower, upper))]).agreements
    assert [(s.organ, s.date.edtf) for s in entry.steps] == [
        ("lower_chamber", "2024-05-02"),
        ("upper_chamber", "2024-05-09"),
    ]


def test_a_headline_that_ratifies_means_the_approval_below_it() -> None:
    text = "Brazil ratifies pact\n\nBrazil's senate approved the pact with Japan on Wednesday."
    pact = agreement(text, "the pact", id="g1", name="pact", parties=(BRA, JPN), steps=("t", "b"))
    title = event(text, "Brazil ratifies pact", "SUPPORT", id="t", actors=(BRA,), step="ratify", agreement="g1")
    body = event(
        text, "senate approved the pact", "SUPPORT", id="b", actors=("BRA.LEG",), date="2024-11-06", step="approve",
        organ="upper_chamber", agreement="g1",
    )  # fmt: skip
    found = reading(text, title="Brazil ratifies pact", agreements=(pact,), events=(title, body))
    (entry,) = merge([found]).agreements
    (approval,) = entry.steps
    assert (approval.step, approval.organ, approval.date.edtf) == ("approve", "upper_chamber", "2024-11-06")
    assert [(c.field, {v.value for v in c.values}) for c in approval.conflicts] == [("step", {"ratify", "approve"})]
    assert entry.status == "partly_approved"


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "done"),
        ({"tense": "future"}, "planned"),
        ({"conditional": True}, "conditional"),
        ({"certainty": "possible"}, "conditional"),
        ({"certainty": "underspecified"}, "done"),
        ({"polarity": "negative"}, "denied"),
        ({"tense": "ongoing"}, "planned"),
    ],
)
def test_states_of_a_step(fields: dict[str, Any], state: str) -> None:
    text = "Brazil ratified the pact with Japan."
    pact = agreement(text, "the pact", id="g1", name="pact", parties=(BRA, JPN), steps=("r",))
    ratified = event(
        text, "ratified the pact", "SUPPORT", id="r", actors=(BRA,), step="ratify", agreement="g1", **fields
    )
    (entry,) = merge([reading(text, agreements=(pact,), events=(ratified,))]).agreements
    assert entry.steps[0].state == state
    assert (entry.status == "ratified_by") is (state == "done")


def test_an_announcement_by_a_party_itself() -> None:
    text = "Brazil said that it would withdraw from the pact with Japan."
    pact = agreement(text, "the pact", id="g1", name="pact", parties=(BRA, JPN), steps=("w",))
    leaving = event(
        text, "withdraw from the pact", "REJECT", id="w", actors=(BRA,), step="withdraw", agreement="g1", tense="future"
    )
    said = claim(text, "it would withdraw from the pact with Japan", (BRA,), events=("w",))
    (entry,) = merge([reading(text, agreements=(pact,), events=(leaving,), claims=(said,))]).agreements
    assert (entry.steps[0].state, entry.status) == ("announced", "withdrawal_announced")


def pact_story(words: str, parties: tuple[str, ...], published: str = "2024-11-12", **fields: Any) -> Reading:
    text = f"Officials spoke about {words} at length."
    return reading(
        text, published=published, publisher=words, agreements=(agreement(text, words, **fields, parties=parties),)
    )


APART: list[tuple[str, Reading, Reading]] = [
    ("older treaty", pact_story("the treaty", (BRA, JPN), signed="2000-02-09"),
     pact_story("the pact", (BRA, JPN), signed="2024-06-19")),
    ("year in the name", pact_story("the 2000 treaty", (BRA, JPN)), pact_story("the 2024 treaty", (BRA, JPN))),
    ("other names", pact_story("Ocean Friendship Treaty", (BRA, JPN)), pact_story("Amazon Rubber Treaty", (BRA, JPN))),
    ("other parties", pact_story("the treaty", (BRA, JPN)), pact_story("the pact", (BRA, KEN))),
    ("other kinds", pact_story("the ceasefire", (BRA, JPN), kind="ceasefire"),
     pact_story("the pact", (BRA, JPN), kind="trade_agreement")),
    ("other topics", pact_story("the minerals deal", (BRA, JPN), kind="trade_agreement"),
     pact_story("the tariff deal", (BRA, JPN), kind="trade_agreement")),
    ("topics in capitals", pact_story("Nuclear Deal", (BRA, JPN), kind="arms_control"),
     pact_story("Comprehensive Nuclear-Test-Ban Treaty", (), kind="arms_control")),
    ("the one before", pact_story("the previous treaty", (BRA, JPN)), pact_story("the treaty", (BRA, JPN))),
    ("bare words months apart", pact_story("the treaty", (BRA, JPN), "2024-01-01"),
     pact_story("the agreement", (BRA, JPN), "2024-10-01")),
    ("no parties, no name", pact_story("the deal", ()), pact_story("the agreement", ())),
    ("years between reports", pact_story("the treaty", (BRA, JPN), "2019-01-01"),
     pact_story("the pact", (BRA, JPN), "2024-01-01")),
]  # fmt: skip
ONE: list[tuple[str, Reading, Reading]] = [
    ("same parties", pact_story("a defence pact", (BRA, JPN)),
     pact_story("the strategic partnership treaty", (BRA, JPN), kind="alliance")),
    ("name, parties unknown", pact_story("Ocean Friendship Treaty", (BRA, JPN)),
     pact_story("Ocean Friendship Pact", ())),
    ("one party told", pact_story("the treaty", (BRA, JPN)), pact_story("its pact", (BRA,))),
    ("named by a capital", pact_story("the Tokyo pact", (BRA, JPN)), pact_story("the treaty", (BRA, JPN))),
    ("signed the same month", pact_story("the treaty", (BRA, JPN), signed="2024-06"),
     pact_story("the pact", (BRA, JPN), signed="2024-06-19")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "one", "other"), APART, ids=[c[0] for c in APART])
def test_agreements_that_stay_apart(name: str, one: Reading, other: Reading) -> None:
    assert len(merge([one, other]).agreements) == 2, name


@pytest.mark.parametrize(("name", "one", "other"), ONE, ids=[c[0] for c in ONE])
def test_agreements_that_are_one(name: str, one: Reading, other: Reading) -> None:
    (entry,) = merge([one, other]).agreements
    assert entry.reports == 2, name
    assert entry.reason


def raid(words: str, day: str | None, published: str, **fields: Any) -> Reading:
    text = f"According to officials, {words}, which raised concern."
    fields = {"actors": (JPN,), "recipients": (BRA,)} | fields
    return reading(
        text,
        published=published,
        publisher=f"{words} {published}",
        events=(event(text, words, "ASSAULT", date=day, **fields),),
    )


def test_one_event_in_two_reports() -> None:
    merged = merge(
        [
            raid("Japan shelled the port of Santos on Tuesday", "2024-11-12", "2024-11-12", anchor="shelled"),
            raid("Japanese guns shelled Santos port", "2024-11-12", "2024-11-13", anchor="shelled"),
        ]
    )
    (entry,) = merged.events
    assert (entry.reports, entry.date.edtf, entry.actors) == (2, "2024-11-12", (JPN,))
    assert entry.reason is not None and "same type ASSAULT" in entry.reason and "2024-11-12" in entry.reason
    assert (entry.first_reported, entry.last_reported) == ("2024-11-12", "2024-11-13")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("shelled Santos", "2024-11-12", {}), ("shelled Santos", "2024-11-14", {})),
        (("shelled Santos", None, {}), ("bombed a bridge in the west", None, {})),
        (("shelled Santos", "2024-11-12", {}), ("shelled Santos", "2024-11-12", {"actors": (KEN,), "recipients": ()})),
        (("shelled Santos", "2024-11-12", {}), ("captured twelve sailors", "2024-11-12", {})),
        (("shelled Santos", None, {}), ("will shell Santos", None, {"tense": "future"})),
        (("shelled Santos", "2024-11", {}), ("attacked an island base", "2024-11-20", {})),
    ],
)
def test_events_that_stay_apart(one: Any, other: Any) -> None:
    merged = merge([raid(one[0], one[1], "2024-11-15", **one[2]), raid(other[0], other[1], "2024-11-16", **other[2])])
    assert len(merged.events) == 2


def test_two_events_of_one_sentence_stay_apart() -> None:
    text = "Japan shelled Santos on Tuesday and shelled Santos again."
    events = (
        event(text, "shelled Santos on Tuesday", "ASSAULT", actors=(JPN,), recipients=(BRA,), date="2024-11-12"),
        event(text, "shelled Santos again", "ASSAULT", actors=(JPN,), recipients=(BRA,), date="2024-11-12"),
    )
    assert len(merge([reading(text, events=events)]).events) == 2


COPY = (
    "Fishermen off the coast of Santos saw three grey ships come out of the fog before dawn, and by noon the harbour "
    "master had closed the port to all traffic while the navy searched the approaches for mines that it said had been "
    "laid in the night by a vessel without lights or a flag, which nobody has found so far."
)


def copied(publisher: str, published: str, tail: str = "", agency: str | None = None) -> Reading:
    text = f"A title by {publisher}\n\nThe navy closed the port. {COPY}{tail}"
    closed = event(text, "The navy closed the port", "COERCE", actors=(BRA,), date="2024-11-12", anchor="closed")
    return reading(
        text, title=f"A title by {publisher}", publisher=publisher, published=published, agency=agency, events=(closed,)
    )


def test_copies_of_one_story_count_once() -> None:
    merged = merge(
        [copied("Post", "2024-11-13"), copied("Wire", "2024-11-12"), copied("Times", "2024-11-14", " More.")]
    )
    assert [r.copy_of for r in merged.reports] == [None, merged.reports[0].id, merged.reports[0].id]
    (entry,) = merged.events
    assert (entry.reports, entry.independent) == (3, 1)


def test_a_denial_disputes_the_assertion() -> None:
    text = (
        "Kenya accused Brazil of sending artillery shells to Japan. "
        "Brazil denied that it had sent any artillery shells to Japan."
    )
    sent = event(text, "sending artillery shells to Japan", "AID", id="e1", actors=(BRA,), recipients=(JPN,))
    denied = event(
        text, "it had sent any artillery shells to Japan", "AID", id="e2", actors=(BRA,), recipients=(JPN,),
        polarity="negative",
    )  # fmt: skip
    first = claim(text, "sending artillery shells to Japan", (KEN,), "accuses", id="c1", events=("e1",))
    second = claim(
        text, "it had sent any artillery shells to Japan", (BRA,), "denies", id="c2", events=("e2",), cue="denied"
    )
    merged = merge([reading(text, events=(sent, denied), claims=(first, second))])
    asserted = next(c for c in merged.claims if c.stance == "accuses")
    denial = next(c for c in merged.claims if c.stance == "denies")
    assert (asserted.disputed_by, denial.disputed_by) == ((denial.id,), ())
    held = next(e for e in merged.events if any(c.field == "claimed" for c in e.conflicts))
    (claimed,) = [c for c in held.conflicts if c.field == "claimed"]
    assert [v.value for v in claimed.values] == [
        {"stance": "asserted", "by": [KEN]},
        {"stance": "denied", "by": [BRA]},
    ]


def test_a_denial_without_words_of_its_own_answers_what_stands_before_it() -> None:
    text = "Kenya accuses Brazil of having shipped drones to Japan. Brasilia denies any such transfers."
    shipped = event(text, "shipped drones to Japan", "AID", id="e1", actors=(BRA,), recipients=(JPN,))
    accused = claim(text, "having shipped drones to Japan", (KEN,), "accuses", events=("e1",), cue="accuses")
    denied = claim(text, "any such transfers", (BRA,), "denies", cue="denies")
    merged = merge([reading(text, events=(shipped,), claims=(accused, denied))])
    denial = next(c for c in merged.claims if c.stance == "denies")
    assert next(c for c in merged.claims if c.stance == "accuses").disputed_by == (denial.id,)


def test_who_is_said_to_deny_disputes_nothing_by_that() -> None:
    text = "Kenya said that Brazil denies having sent artillery shells to Japan."
    outer = claim(text, "Brazil denies having sent artillery shells to Japan", (KEN,), id="c1")
    inner = claim(text, "having sent artillery shells to Japan", (BRA,), "denies", id="c2", cue="denies")
    assert [c.disputed_by for c in merge([reading(text, claims=(outer, inner))]).claims] == [(), ()]


def test_claims_of_one_source_in_like_words_are_one() -> None:
    texts = [
        "Japan said that the treaty threatens nobody in the region.",
        "The treaty threatens nobody, Japan said again.",
        "Kenya said that the treaty threatens nobody in the region.",
    ]
    words = ["the treaty threatens nobody in the region", "The treaty threatens nobody", "the treaty threatens nobody"]
    by = [(JPN,), (JPN,), (KEN,)]
    readings = [
        reading(t, published=f"2024-11-1{i}", publisher=str(i), claims=(claim(t, w, b),))
        for i, (t, w, b) in enumerate(zip(texts, words, by, strict=True))
    ]
    claims = merge(readings).claims
    assert [(c.actors, c.reports) for c in claims] == [((JPN,), 2), ((KEN,), 1)]
    assert claims[0].content == "the treaty threatens nobody in the region"


def test_numbers_that_differ_stay_apart_and_conflict_on_their_event() -> None:
    def count(words: str, value: float, published: str, by: str) -> Reading:
        text = f"{by} says that Japan sent {words} soldiers to Brazil on Tuesday."
        sent = event(
            text, f"sent {words} soldiers to Brazil on Tuesday", "AID", id="e1", actors=(JPN,), recipients=(BRA,),
            date="2024-11-12", anchor="sent",
        )  # fmt: skip
        number = estimate(text, f"{words} soldiers", value, "soldiers", by=(by,), events=("e1",))
        return reading(text, published=published, publisher=by, events=(sent,), estimates=(number,))

    merged = merge([count("3,000", 3000, "2024-11-13", KEN), count("8,000", 8000, "2024-11-14", BRA)])
    assert [(e.low, e.by) for e in merged.estimates] == [(3000, (KEN,)), (8000, (BRA,))]
    (entry,) = merged.events
    assert entry.quantities == tuple(sorted(e.id for e in merged.estimates))
    assert [(c.field, [v.value for v in c.values]) for c in entry.conflicts] == [
        ("quantity: soldiers", ["3000", "8000"])
    ]


def stories() -> list[Reading]:
    return [
        story_signing(),
        story_vote("2024-11-07", "Daily Two", "2024-11-06"),
        story_vote("2024-11-08", "Daily Three", "2024-11-08", "Upper house votes"),
        copied("Post", "2024-11-13"),
        copied("Wire", "2024-11-12"),
        raid("Japan shelled the port of Santos on Tuesday", "2024-11-12", "2024-11-12"),
        raid("Japanese guns shelled Santos port", "2024-11-12", "2024-11-13"),
    ]


def test_the_same_readings_in_any_order_make_the_same_record() -> None:
    expected = to_json(merge(stories()))
    for seed in range(5):
        mixed = stories()
        random.Random(seed).shuffle(mixed)
        assert to_json(merge(mixed)) == expected


def test_a_report_given_twice_changes_nothing() -> None:
    assert merge([*stories(), *stories()[:3]]) == merge(stories())


def test_ids_stay_when_later_reports_come() -> None:
    early = merge(stories()[:2])
    late = merge([*stories(), story_vote("2024-12-24", "Late", "2024-11-06", "Recalling the vote")])
    assert {e.id for e in early.events} <= {e.id for e in late.events}
    assert {s.id for a in early.agreements for s in a.steps} <= {s.id for a in late.agreements for s in a.steps}


def test_nothing_is_lost() -> None:
    readings = stories()
    merged = merge(readings)
    told = {(r.report.id, e.id) for r in readings for e in r.events}
    kept = {(s.report, s.item) for e in merged.events for s in e.sources}
    assert kept == told
    assert all(
        s.quote == s.evidence.of(next(r.report.text for r in readings if r.report.id == s.report))
        for e in (*merged.events, *merged.agreements)
        for s in e.sources
    )


def test_actors_with_their_counts() -> None:
    merged = merge(stories())
    japan = next(a for a in merged.actors if a.id == JPN)
    assert japan.reports == 5
    assert japan.events == sum(JPN in (*e.actors, *e.recipients) for e in merged.events) == 2


def test_nothing_makes_an_empty_record() -> None:
    assert merge([]).events == ()
    assert law().order["sign"] > 0
