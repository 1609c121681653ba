"""Ends that did not come, since the agreement was prolonged first: "extended the pact a day before it expired"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.model.reading import Event

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Forms of a verb that tell of no end by themselves: "due to end on Friday", "instead of letting it lapse".
_NOT_FINITE = ("VB", "VBG")


def without_forestalled(built: Sequence[tuple[Event, int]], doc: Doc) -> list[tuple[Event, int]]:
    """The events, less the ends before which the same sentence has the agreement prolonged."""
    kept = [(e, h) for e, h in built if e.step == "extend" and e.tense == "past" and e.polarity == "positive"]

    def forestalled(event: Event, head: int) -> bool:
        alike = any(e.agreement == event.agreement and doc[h].sent == doc[head].sent for e, h in kept)
        return event.step == "terminate" and alike and _open(doc[head])

    return [(e, h) for e, h in built if not forestalled(e, h)]


def _open(verb: Token) -> bool:
    """Whether a verb only says before what something was done, or what was to come."""
    before = any(c.dep_ in ("mark", "prep") and c.lower_ == "before" for c in verb.children)
    return before or verb.tag_ in _NOT_FINITE
