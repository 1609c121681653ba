"""Whether the clause around a time expression tells of what was or of what is to come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from dateline.kinds.time import load_time
from dateline.model.document import Document
from dateline.model.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

Direction = Literal["past", "future", "present"]


class Tense(NamedTuple):
    """Where the clause points; `direct` when the expression hangs on the verb itself, not on a noun under it."""

    direction: Direction
    direct: bool

    @property
    def forward(self) -> bool:
        """Whether a day named without date lies ahead; the present tells of plans ("the court opens Monday")."""
        return self.direction == "future" or (self.direction == "present" and self.direct)


PAST = Tense("past", True)
_FUTURE_MODALS = frozenset({"will", "'ll", "’ll", "shall", "wo", "would", "'d", "’d", "could", "may", "might", "should",
                            "can", "must", "ca"})  # fmt: skip


def tense_at(document: Document, span: Span) -> Tense:
    """The tense of the clause that governs `span`; past where the document has no syntax."""
    doc = document.syntax
    if not doc.has_annotation("DEP") or not doc.has_annotation("TAG"):
        return PAST
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    if words is None:
        return PAST
    node: Token = words.root
    prospective = load_time().prospective
    direct = True
    while True:
        if node.pos_ in ("VERB", "AUX"):
            told = _verb(node, prospective)
            if told is not None:
                return Tense(told, direct)
        elif node.lower_ in prospective and node.pos_ in ("ADJ", "NOUN") and node.i < words.start:
            return Tense("future", direct)
        elif node.pos_ in ("NOUN", "PROPN", "PRON", "NUM") and not words.start <= node.i < words.end:
            direct = False
        if node.head.i == node.i:
            return Tense("past", False)
        node = node.head


def _verb(verb: Token, prospective: frozenset[str]) -> Direction | None:
    """The direction that this verb tells, None where it takes its tense from the verb above it."""
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    perfect = any(a.lemma_ == "have" for a in helpers)
    if any(a.tag_ == "MD" and a.lower_ in _FUTURE_MODALS for a in helpers):
        return "past" if perfect else "future"
    if any(a.tag_ == "VBD" for a in helpers) or perfect:
        return "future" if verb.tag_ == "VBN" and verb.lemma_ in prospective else "past"
    if any(a.tag_ == "TO" for a in helpers):
        return _infinitive(verb)
    if verb.tag_ == "VBD":
        return "past"
    if verb.tag_ == "VBN":
        return "future" if verb.lemma_ in prospective else "past"
    if verb.tag_ == "VBG":
        return "future" if any(a.tag_ in ("VBZ", "VBP") for a in helpers) else None
    if verb.tag_ in ("VBZ", "VBP"):
        # "The court opens Monday" is a plan; "crowds wait outside on Monday" or "the agency says Monday" is not.
        return "present" if verb.lemma_ in load_time().timetable else "past"
    return None


def _infinitive(verb: Token) -> Direction | None:
    """ "plans to meet" lies ahead, "managed to meet" does not."""
    head = verb.head
    if head.i == verb.i:
        return "future"
    if any(c.lower_ == "had" and c.dep_ == "aux" for c in head.children):
        return "past"
    if head.lemma_ in load_time().implicative:
        return None
    return "future"
