"""Whose act it is by which a state finishes its part: the vote of one chamber, the president's signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dateline.model.findings import EventFinding
from dateline.model.reading import Event, When
from dateline.resolve.dating import Dating

if TYPE_CHECKING:
    from spacy.tokens import Token

_VOTES = frozenset({"vote", "nod", "ballot", "approval", "assent", "consent", "yes", "backing", "signature"})
_WITH = frozenset({"with", "by", "through", "after"})


def in_its_chamber(event: Event, f: EventFinding, dating: Dating) -> Event:
    """ "With Tuesday's vote in the Senate, Chile's parliament is done with the treaty": the Senate's approval."""
    if event.step != "approve" or event.organ not in (None, "legislature") or len(event.actors) != 1:
        return event
    around = dating.around
    sentence = dating.doc[f.head].sent
    told = {
        organ: vote
        for h, organ in around.organs.items()
        if sentence.start <= h < sentence.end and organ in ("lower_chamber", "upper_chamber", "head_of_state")
        if (vote := _vote(dating.doc[h])) is not None
    }
    if len(told) != 1:
        return event
    organ, vote = told.popitem()
    day = dating.stated(vote.i)
    date = When(day.edtf, "stated", day.span) if day is not None and day.edtf else event.date
    return msgspec.structs.replace(event, organ=organ, date=date)


def _vote(chamber: Token) -> Token | None:
    """ "With the vote of the Chamber", "with the lower house's nod": not a vote that is merely spoken of."""
    vote = chamber.head if chamber.dep_ == "poss" else chamber.head.head
    held = chamber.dep_ == "poss" or (chamber.dep_ == "pobj" and chamber.head.lower_ in ("in", "of", "by", "from"))
    with_it = vote.lemma_.lower() in _VOTES and vote.dep_ == "pobj" and vote.head.lower_ in _WITH
    return vote if held and with_it else None
