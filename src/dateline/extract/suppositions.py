"""Conditions and suppositions without "if", and words that rank."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

# "58th", "twelfth", "thirty-first"
ORDINAL = re.compile(
    r"^(?:\d+(?:st|nd|rd|th)|(?:\w+-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|"
    r"\w+teenth|\w+tieth|tenth|eleventh|twelfth|\w*hundredth)$"
)


def supposed(verb: Token) -> bool:
    """ "In the event that he is jailed": merely supposed."""
    if verb.dep_ not in ("acl", "relcl", "ccomp") or verb.head.lemma_.lower() not in ("event", "case", "scenario"):
        return False
    return any(c.lower_ in ("that", "where") for c in verb.children)


def inverted(verb: Token) -> bool:
    """A condition without "if": "Had the rebels taken the bridge", "Were Turkey to block", "Should it cross"."""
    governor = verb.head
    if governor.lower_ == "were" and verb.dep_ in ("xcomp", "advcl", "acl", "relcl", "ccomp"):
        return any(c.dep_ == "nsubj" and c.i > governor.i for c in governor.children)
    if governor.lower_ == "were" and verb.dep_ == "xcomp" and governor.is_sent_start:
        return True
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    first = next((c for c in verb.children if c.dep_ in ("aux", "auxpass")), None)
    if first is None or first.lower_ not in ("had", "were", "should"):
        return False
    if subject is None:
        # The parser may hang the subject on the main verb: "Were the general to resign and …, elections might".
        return bool(first.is_sent_start)
    return bool(first.i < subject.i)


def governing_lemma(verb: Token) -> str:
    """The lemma of what governs a verb; to "find time to" do something is to manage it."""
    governor = verb.head
    timely = governor.lemma_ == "find" and any(c.dep_ == "dobj" and c.lower_ == "time" for c in governor.children)
    return "manage" if timely else str(governor.lemma_).lower()
