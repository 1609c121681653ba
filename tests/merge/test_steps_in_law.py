"""Steps by what they mean in law, whatever words told them, and steps that the network alone has read."""

from __future__ import annotations

from typing import Any

from dateline.merge import merge
from dateline.model import Event, Reading
from dateline.model.record import StepEntry
from factory import agreement, event, reading

JPN, BRA = "JPN", "BRA"
BOTH = (BRA, JPN)


def step_event(text: str, words: str, step: str, actors: tuple[str, ...], date: str | None, **fields: Any) -> Event:
    """A step of the pact; its id is the step's name unless one is given."""
    fields.setdefault("id", step)
    return event(text, words, "SUPPORT", actors=actors, date=date, step=step, agreement="g1", **fields)


def recorded(text: str, *events: Event) -> list[tuple[str, tuple[str, ...], str | None, str | None]]:
    """Step, parties, organ and day of the one agreement's steps."""
    entry = merge([told(text, *events)]).agreements[0]
    return [shown(s) for s in entry.steps]


def told(text: str, *events: Event) -> Reading:
    """A report of the pact between Japan and Brazil."""
    pact = agreement(text, "pact", id="g1", name="pact", parties=BOTH, steps=tuple(e.id for e in events))
    return reading(text, agreements=(pact,), events=events)


def shown(step: StepEntry) -> tuple[str, tuple[str, ...], str | None, str | None]:
    """What a step is known by."""
    return step.step, step.by, step.organ, step.date.edtf


def test_a_head_of_state_s_signature_after_the_vote_is_part_of_the_approval() -> None:
    text = "Japan and Brazil signed the pact in May. The senate passed it on July 2. The president put his name to it."
    signed = step_event(text, "signed the pact in May", "sign", BOTH, "2024-05")
    passed = step_event(text, "senate passed it", "approve", ("BRA.LEG",), "2024-07-02", organ="upper_chamber")
    named = step_event(
        text, "put his name to it", "sign", (BRA,), "2024-07-09", organ="head_of_state", id="named"
    )  # fmt: skip
    assert recorded(text, signed, passed, named) == [
        ("sign", BOTH, None, "2024-05"),
        ("approve", (BRA,), "upper_chamber", "2024-07-02"),
        ("approve", (BRA,), "head_of_state", "2024-07-09"),
    ]


def test_heads_of_state_who_sign_the_pact_itself_sign_it() -> None:
    text = "The two presidents signed the pact on Monday. The senate passed it on Friday."
    signed = step_event(text, "presidents signed the pact", "sign", BOTH, "2024-05-06", organ="head_of_state")
    passed = step_event(text, "senate passed it", "approve", ("BRA.LEG",), "2024-05-10", organ="upper_chamber")
    assert recorded(text, signed, passed)[0] == ("sign", BOTH, "head_of_state", "2024-05-06")


def test_a_pact_of_two_concluded_on_the_day_of_its_signature_is_signed() -> None:
    text = "The pact was concluded on Monday when the ministers signed both copies. It had been agreed in March."
    made = step_event(text, "was concluded on Monday", "conclude", BOTH, "2024-05-06")
    signed = step_event(text, "ministers signed both copies", "sign", BOTH, "2024-05-06")
    before = step_event(text, "had been agreed in March", "conclude", BOTH, "2024-03", id="before")
    assert recorded(text, made, signed, before) == [
        ("conclude", BOTH, None, "2024-03"),
        ("sign", BOTH, None, "2024-05-06"),
    ]


def test_what_many_do_is_no_organ_s_act() -> None:
    text = "Forty states signed the pact on Monday, Japan's minister first."
    signed = step_event(text, "signed the pact", "sign", (), "2024-05-06", organ="government")
    pact = agreement(text, "pact", id="g1", name="pact convention", parties=(BRA, JPN, "KEN"), steps=("sign",))
    entry = merge([reading(text, agreements=(pact,), events=(signed,))]).agreements[0]
    assert [(s.step, s.organ) for s in entry.steps] == [("sign", None)]


def test_what_has_been_so_since_a_day_is_done() -> None:
    text = "Japan and Brazil signed the pact in May. The law on it bears the president's signature since July 9."
    signed = step_event(text, "signed the pact in May", "sign", BOTH, "2024-05")
    words = "bears the president's signature"
    law = step_event(text, words, "approve", (BRA,), "2024-07-09/..", organ="head_of_state", tense="ongoing")
    (entry,) = merge([told(text, signed, law)]).agreements
    assert [s.state for s in entry.steps] == ["done", "done"]


def test_what_the_network_alone_reads_counts_where_its_day_is_told() -> None:
    text = "Brazil sent in its papers for the pact. Japan hugged the pact on May 6."
    undated = step_event(text, "sent in its papers", "deposit", (BRA,), None, network="alone")
    dated = step_event(text, "hugged the pact", "ratify", (JPN,), "2024-05-06", network="alone")
    merged = merge([told(text, undated, dated)])
    assert [shown(s) for s in merged.agreements[0].steps] == [("ratify", (JPN,), None, "2024-05-06")]
    assert "sent in its papers" in [s.quote for e in merged.events for s in e.sources]


def test_the_network_s_day_of_signature_does_not_tell_two_agreements_apart() -> None:
    one_text, other_text = "The pact was signed on May 6.", "The pact got its ink on June 9."
    signed = step_event(one_text, "was signed", "sign", BOTH, "2024-05-06")
    inked = step_event(other_text, "got its ink", "sign", BOTH, "2024-06-09", network="alone")
    assert len(merge([told(one_text, signed), told(other_text, inked)]).agreements) == 1
