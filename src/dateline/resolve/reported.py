"""Days of deeds that a report has from somebody who told them on a day of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.kinds.when import upper_bound
from dateline.model.findings import EventFinding
from dateline.model.reading import When
from dateline.model.vocabulary import Step

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.resolve.dating import Dating

_SUBJECTS = ("nsubj", "nsubjpass", "dobj")
_VERBS = ("VERB", "AUX")
# Steps that a party takes by declaring them.
DONE_BY_SAYING: frozenset[Step] = frozenset({"suspend", "resume", "withdraw", "terminate", "give_notice"})


def reported(token: Token, dating: Dating) -> When | None:
    """ "X has ratified the pact, state media reported Tuesday": by that Tuesday at the latest."""
    node = token.head if token.dep_ in _SUBJECTS and token.head.pos_ in _VERBS else token
    day = dating.around.document.report.day
    while node.head.i != node.i:
        if node.head.i in dating.around.cues and node.dep_ in ("ccomp", "parataxis", "dep"):
            said = dating.stated(node.head.i)
            end = upper_bound(said.edtf) if said is not None and said.edtf else None
            if said is None or end is None or day is None or end > day:
                return None
            if said_doing(token, dating.around.told.get(token.i)):
                # "Said on Monday that it was suspending the pact": to say so is to do it.
                return When(said.edtf, "inferred", said.span)
            return When(f"../{end.isoformat()}", "inferred", said.span)
        done = node.dep_ == "xcomp" and node.head.lemma_ in dating.around.time_words.implicative
        if not done and node.dep_ not in ("conj", "ccomp", "parataxis"):
            # What is only planned, or lies behind "despite" or "after", is not what was reported.
            return None
        node = node.head
    return None


def said_doing(verb: Token, told: EventFinding | None) -> bool:
    """Whether a party that says it is doing so thereby does it: "is withdrawing from the pact"."""
    going_on = verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children)
    return going_on and told is not None and told.step in DONE_BY_SAYING


def fronted(day: Token, clause: Token) -> bool:
    """ "In May Iran set a deadline for the countries signed on to the deal": a day that opens a sentence is not that
    of a noun's participle in it."""
    if clause.dep_ != "acl" or clause.tag_ != "VBN":
        return False
    subject = next((c for c in clause.sent.root.children if c.dep_ in ("nsubj", "nsubjpass")), clause)
    governor = next((a for a in day.ancestors if a.pos_ in _VERBS), clause)
    return day.i < subject.left_edge.i and bool(governor.is_ancestor(clause))
