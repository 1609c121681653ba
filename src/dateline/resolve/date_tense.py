"""Whether the clause around a time expression tells of what was or of what is to come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dateline.kinds.time import load_time
from dateline.model.document import Document
from dateline.model.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

Direction = Literal["past", "future", "present"]
_FUTURE_MODALS = frozenset({"will", "'ll", "’ll", "shall", "wo", "would", "'d", "’d", "could", "may", "might", "should",
                            "can", "must", "ca"})  # fmt: skip


def direction(document: Document, span: Span) -> Direction:
    """The tense of the clause that governs `span`; past where the document has no syntax."""
    doc = document.syntax
    if not doc.has_annotation("DEP") or not doc.has_annotation("TAG"):
        return "past"
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    if words is None:
        return "past"
    node: Token = words.root
    prospective = load_time().prospective
    while True:
        if node.pos_ in ("VERB", "AUX"):
            told = _verb(node, prospective)
            if told is not None:
                return told
        elif node.lower_ in prospective and node.pos_ in ("ADJ", "NOUN") and node.i < words.start:
            return "future"
        if node.head.i == node.i:
            return "past"
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
        return "future" if any(c.tag_ == "TO" for c in verb.children) else "present"
    return None


def _infinitive(verb: Token) -> Direction | None:
    """ "plans to meet" lies ahead, "managed to meet" does not."""
    head = verb.head
    if head.i == verb.i:
        return "future"
    if head.lemma_ in load_time().implicative:
        return None
    return "future"
