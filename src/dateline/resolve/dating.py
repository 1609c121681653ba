"""Which date belongs to which verb or event noun, and how that is known."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dateline.kinds.when import lower_bound, upper_bound
from dateline.model.document import Document
from dateline.model.reading import DateMention, Place, When
from dateline.model.span import Span
from dateline.model.vocabulary import Organ
from dateline.resolve.actor_links import ActorLinks

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LATER = frozenset({"later", "subsequently", "afterwards", "afterward", "then"})


@dataclasses.dataclass(frozen=True, slots=True)
class Circumstances:
    """What else was read in the report: dates, places, actors, and which tokens are cues of claims.

    `organs` tells which organ of a state a mention's head names, `parties` those of the agreement that an event moves;
    `states` are the ids of the states among the actors.
    """

    document: Document
    links: ActorLinks
    dates: Sequence[DateMention]
    places: Sequence[Place]
    cues: frozenset[int]
    organs: Mapping[int, Organ]
    parties: Mapping[int, tuple[str, ...]]
    states: frozenset[str]


class Dating:
    """Which date belongs to which verb or event noun."""

    def __init__(self, around: Circumstances, heads: frozenset[int]) -> None:
        """`heads`: the tokens that trigger events."""
        self.around = around
        self.doc = around.document.syntax
        self.heads = heads
        self.by_head: dict[int, list[DateMention]] = {}
        for d in around.dates:
            if d.kind == "date":
                self.by_head.setdefault(self._governor(d), []).append(d)

    def _governor(self, d: DateMention) -> int:
        """The event, cue or clause that a time expression hangs on."""
        token = root_of(self.doc, d.span)
        for a in token.ancestors:
            if a.i in self.heads or a.i in self.around.cues or a.pos_ in ("VERB", "AUX"):
                if a.pos_ == "VERB" and a.i not in self.heads and a.dep_ == "xcomp" and a.head.i in self.heads:
                    return int(a.head.i)
                return int(a.i)
        return int(token.i)

    def stated(self, head: int) -> DateMention | None:
        """The date at a verb or noun itself, or at the light or governing verb right above it."""
        own = self.by_head.get(head, [])
        resolved = [d for d in own if d.edtf]
        if resolved:
            return min(resolved, key=lambda d: (width(d.edtf), abs(d.span.start - self.doc[head].idx)))
        return own[0] if own else None

    def at(self, head: int) -> When:
        """The date of an event: its own, its clause's, an interval from its neighbours, or unknown."""
        token = self.doc[head]
        own = self.stated(head)
        if own is not None and own.edtf:
            return When(own.edtf, "stated", own.span)
        for clause in (c for c in token.children if c.dep_ == "advcl" and c.i < token.i):
            asked = self.stated(clause.i)
            if asked is not None and asked.edtf:
                # "When asked last month, he did not deny it."
                return When(asked.edtf, "inferred", asked.span)
        for prep in (c for c in token.children if c.dep_ == "prep" and c.lower_ in ("during", "at", "on")):
            for noun in prep.children:
                held = self.stated(noun.i) if noun.i in self.heads else None
                if held is not None and held.edtf:
                    # "signed during his trip to X in June"
                    return When(held.edtf, "inferred", held.span)
        if (shared := self._shared(token)) is not None:
            return shared
        if own is not None:
            return When(None, "unknown", own.span)
        return When()

    def _shared(self, token: Token) -> When | None:
        """ "voted last week to ratify", "in June, during his visit", "When asked last month, he …" """
        node = token
        while node.head.i != node.i:
            parent = node.head
            if node.dep_ in ("ccomp", "relcl", "parataxis", "conj") and node.pos_ in ("VERB", "AUX"):
                break
            if parent.pos_ in ("VERB", "AUX"):
                for holder in (parent, *(c for c in parent.children if c.dep_ == "advcl" and c.i < parent.i)):
                    found = self.stated(holder.i)
                    if found is not None and found.edtf and holder.i != token.i:
                        return When(found.edtf, "inferred", found.span)
            node = parent
        return None

    def later(self, token: Token, previous: When) -> When | None:
        """ "… which he later signed": after what the same sentence dates, and by the day of the report."""
        day = self.around.document.report.day
        said = any(c.lower_ in _LATER and c.dep_ == "advmod" for c in token.children)
        start = lower_bound(previous.edtf) if previous.edtf else None
        if not said or start is None or day is None or start > day:
            return None
        return When(f"{start.isoformat()}/{day.isoformat()}", "inferred", previous.evidence)

    def reported(self, token: Token) -> When | None:
        """ "X has ratified the pact, state media reported Tuesday": by that Tuesday at the latest."""
        node = token
        while node.head.i != node.i:
            if node.head.i in self.around.cues and node.dep_ in ("ccomp", "parataxis", "dep"):
                said = self.stated(node.head.i)
                end = upper_bound(said.edtf) if said is not None and said.edtf else None
                day = self.around.document.report.day
                if said is not None and end is not None and day is not None and end <= day:
                    return When(f"../{end.isoformat()}", "inferred", said.span)
                return None
            node = node.head
        return None


def root_of(doc: Doc, span: Span) -> Token:
    """The token that a span's words hang on."""
    return doc.char_span(span.start, span.end, alignment_mode="expand").root


def width(edtf: str | None) -> int:
    """How many days an EDTF date allows; very many where an end is open or unknown."""
    start, end = lower_bound(edtf or ""), upper_bound(edtf or "")
    return (end - start).days if start and end else 10**6
