"""Conditions and suppositions without "if", and words that rank."""

from __future__ import annotations

import re
from collections.abc import Callable
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


def came_to_nothing(noun: Token, lemmas: Callable[[str], frozenset[str]]) -> bool:
    """ "Efforts to prolong it had come to nothing", "an attempt to revive it failed"."""
    verb = noun.head
    if noun.lemma_.lower() not in lemmas("attempting-noun") or noun.dep_ != "nsubj" or verb.i < noun.i:
        return False
    behind = " ".join(t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 4])
    vain = any(behind.startswith(w) for w in lemmas("in-vain"))
    return verb.lemma_ in lemmas("failing-verb") or (verb.lemma_ in ("come", "go", "end", "prove", "be") and vain)


def aimed_at(infinitive: Token) -> bool:
    """ "For the pact to clear Congress": the parser hangs "for" on the infinitive, or its subject on "for"."""
    before = infinitive.doc[max(infinitive.left_edge.i - 1, 0)]
    hung = before.dep_ == "pobj" and before.head.lower_ == "for"
    return hung or any(c.dep_ == "mark" and c.lower_ == "for" for c in infinitive.children)


def put_down(noun: Token, fixing: frozenset[str]) -> bool:
    """ "Signing of reef deal pencilled in for October": a noun of which its words say that its day is fixed."""
    told = (c for t in noun.subtree for c in t.children if c.dep_ in ("acl", "relcl") and c.tag_ in ("VBN", "VBD"))
    return any(c.lemma_ in fixing and c.i > noun.i and any(p.lower_ == "for" for p in c.subtree) for c in told)


def told_by(noun: Token, doing: frozenset[str]) -> bool:
    """ "The first state to ratify", "a vote to approve it": what is told as done."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.dep_ in ("attr", "appos"):
        # "Became the first of 41 states to sign it"
        noun = noun.head.head
    lemma = noun.lemma_.lower()
    had = (lemma, noun.tag_) == ("vote", "NNS") and noun.head.lemma_ in ("have", "need", "lack")
    if had or any(c.lower_ in ("enough", "sufficient") for c in noun.children):
        # "Has enough votes to pass it", "has the votes to leave it"
        return False
    ranks = {"first", "second", "third", "last", "latest", "only", "next", "few", "one", "lone", "sole"}
    return lemma in doing or bool(
        ORDINAL.match(lemma)
        or ({c.lower_ for c in noun.children} | {lemma}) & ranks
        or any(c.tag_ == "JJS" or c.ent_type_ == "ORDINAL" or ORDINAL.match(c.lower_) for c in noun.children)
    )


def ranked(infinitive: Token) -> bool:
    """ "Was on Tuesday the ninth to ratify it": whether the verb above says as which one somebody did it."""
    verb = infinitive.head
    between = verb.doc[verb.i + 1 : infinitive.i]
    near = [t for t in between if ORDINAL.match(t.lower_) or t.lower_ in ("last", "latest")]
    # "On the third of May", but "was on Tuesday the ninth to sign it"
    near = [t for t in near if t.ent_type_ not in ("DATE", "TIME") or t.i == infinitive.i - 2]
    return bool(near) and (verb.lemma_ in ("be", "become", "make") or near[-1].i == infinitive.i - 2)
