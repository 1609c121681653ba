"""Words that stand for what was said just before: "…, a charge that Ankara rejects", "…, a claim repeated by X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.claim_spans import Scene, child, subject_of, trimmed
from dateline.model.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_ARTICLES = frozenset({"a", "an"})
_LONGEST = 4


def with_antecedent(scene: Scene, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """`content`, or the clause before it where it is no more than "a charge"; the same words are what is denied."""
    if len(content) != 1:
        return content
    words = scene.words(content[0])
    if words is None or len(words) > _LONGEST or not _names_words(scene, words.root):
        return content
    clause = clause_before(scene, words.root)
    return content if clause is None else (Span(clause.start, content[0].end),)


def _names_words(scene: Scene, noun: Token) -> bool:
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in scene.cues.words["proposition"]


def clause_before(scene: Scene, noun: Token) -> Span | None:
    """What an apposed "a charge" or "an allegation" stands for: the clause before its comma, without who says it."""
    doc, first = noun.doc, noun.left_edge
    if first.lower_ not in _ARTICLES or first.i == noun.sent.start or doc[first.i - 1].text != ",":
        return None
    at, last = noun.sent.start, first.i - 2
    if last - at < 2:
        return None
    teller = _teller(scene, noun)
    told = child(teller, "ccomp") if teller is not None else None
    if told is not None and teller is not None and teller.i < told.i < first.i:
        at = told.left_edge.i + (doc[told.left_edge.i].lower_ == "that")
    return trimmed(scene, at, last)


def teller_before(scene: Scene, noun: Token) -> Token | None:
    """Who says what an apposed noun stands for."""
    teller = _teller(scene, noun)
    return subject_of(teller) if teller is not None else None


def _teller(scene: Scene, noun: Token) -> Token | None:
    verbs = (t for t in noun.doc[noun.sent.start : noun.left_edge.i] if t.lemma_.lower() in scene.cues.tellers)
    return next((t for t in verbs if t.pos_ == "VERB" and child(t, "ccomp") is not None), None)
