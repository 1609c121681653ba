"""Reservations, which are made with an act by which one becomes a party: its day and whose it is (VCLT art. 19)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from dateline.model.reading import Event, When
from dateline.model.vocabulary import Step

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Acts with which a reservation is made.
_ACTS: frozenset[Step] = frozenset({"sign", "ratify", "accept", "accede", "deposit"})


def made_with_consent(built: Sequence[tuple[Event, int]], doc: Doc) -> list[tuple[Event, int]]:
    """The events, each reservation with the day, and the party, of the act beside which it is told.

    "Ratified it on Tuesday with a reservation", "acceded on Tuesday. Its instrument carries a reservation". One told
    beside an objection to it was made before: it does not have the objection's day.
    """
    out = [(_made(e, head, built, doc) if e.step == "reserve" else e, head) for e, head in built]
    return [(e, h) for e, h in out if e.step != "reserve" or not any(_again(e, h, o, at, doc) for o, at in out)]


def _again(event: Event, head: int, told: Event, at: int, doc: Doc) -> bool:
    """ "Added a reservation: it does not consider itself bound by article 9": the same once more."""
    near = at < head and (doc[at].sent == doc[head].sent or doc[at].sent.end == doc[head].sent.start)
    own, states = ({a.partition(".")[0] for a in e.actors} for e in (event, told))
    return near and told.step == "reserve" and told.agreement == event.agreement and own <= states


def _made(event: Event, head: int, built: Sequence[tuple[Event, int]], doc: Doc) -> Event:
    # "Stated that it would not consider itself bound by article 9"
    said = any(c.lower_ == "would" for c in doc[head].children)
    if event.polarity == "negative" or event.conditional or (event.tense == "future" and not said):
        return event
    sent = doc[head].sent
    objected = [e for e, h in built if e.step == "object" and doc[h].sent == sent]
    if objected:
        date = When() if any(e.date.evidence == event.date.evidence for e in objected) else event.date
        reason = f"{(event.reason or '').partition(' (')[0]}; objected to (VCLT art. 20)"
        event = msgspec.structs.replace(
            event, date=date, tense="past", certainty="certain", network=None, reason=reason
        )
    first = doc[sent.start - 1].sent.start if sent.start else 0
    acts = [(e, h) for e, h in built if _is_act(e, event) and first <= h < sent.end]
    if not acts or (objected and not any(doc[h].sent == sent for _, h in acts)):
        return event
    act, _ = min(acts, key=lambda a: (a[0].date.edtf is None, abs(a[1] - head)))
    reason = f"{(event.reason or '').partition(' (')[0]}; with the {act.step} told beside it (VCLT art. 19)"
    date = event.date if event.date.edtf else When(act.date.edtf, "inferred", act.date.evidence)
    actors = event.actors or act.actors
    return msgspec.structs.replace(
        event, date=date, actors=actors, tense="past", certainty="certain", network=None, reason=reason
    )


def _is_act(act: Event, reservation: Event) -> bool:
    """Whether an event is the consent, or the signature, of the party that a reservation is of."""
    done = act.tense == "past" and act.polarity == "positive" and not act.conditional
    acting, own = ({a.partition(".")[0] for a in e.actors} for e in (act, reservation))
    same = own <= acting if own else len(acting) == 1
    return act.step in _ACTS and done and same and act.agreement == reservation.agreement
