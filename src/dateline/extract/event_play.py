"""Sentences about games, books and habits, in which nothing happens that a chronology holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.kinds.modality import Modality

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_SCORE = re.compile(r"(?<![\d.-])\d{1,2}[-–]\d{1,2}(?![\d.-])")


class Plays:
    """Tells the sentences of one report that put their events on a pitch or into a book."""

    def __init__(self, modality: Modality) -> None:
        """`modality`: the words that tell it."""
        self.modality = modality
        # By the first token of a sentence: whether it is about a game or a book.
        self._known: dict[int, bool] = {}

    def unreal(self, token: Token) -> bool:
        """Whether the sentence is about a game or a book, or the verb tells of a habit."""
        lemmas = self.modality.lemmas
        verb = token if token.pos_ != "NOUN" else token.head
        if verb.tag_ in ("VBZ", "VBP", "VB") and any(c.lower_ in lemmas("habitual") for c in verb.children):
            return True
        sentence = token.sent
        if sentence.start not in self._known:
            nouns = (t for t in sentence if t.pos_ in ("NOUN", "PROPN") or t.dep_ == "pobj")
            self._known[sentence.start] = any(self._of_play(t) for t in nouns) or self._scored(sentence)
        return self._known[sentence.start]

    def _scored(self, sentence: Span) -> bool:
        """ "Beat Celtic 3-0 on Wednesday": a result, and not the count of a vote."""
        beaten = self.modality.lemmas("winning-verb")
        if not _SCORE.search(sentence.text):
            return False
        return any(t.lemma_ in beaten for t in sentence) and not any(t.lemma_ == "vote" for t in sentence)

    def _of_play(self, noun: Token) -> bool:
        """Whether a noun puts its sentence on a pitch or into a book: "half-time"; "the film tells", "in the final"."""
        lemmas, lemma = self.modality.lemmas, noun.lemma_.lower()
        if noun.pos_ == "PROPN":
            # "The Madrid Open", but not "the Arab League" or "the Open Skies agreement".
            return noun.dep_ not in ("compound", "amod") and noun.text in (
                "Open",
                "Cup",
                "Olympics",
                "Masters",
                "Wimbledon",
                "Prix",
            )
        if lemma in lemmas("unreal"):
            return bool(noun.dep_ != "compound")
        if lemma not in lemmas("unreal-setting"):
            return False
        set_in = noun.dep_ == "pobj" and noun.head.lower_ in ("in", "for", "from", "at", "by", "through", "during")
        return set_in or noun.dep_ in ("nsubj", "nsubjpass", "ROOT")


def scheduled(verb: Token) -> bool:
    """ "Goes to the polls on Sunday", "visits Rome next week": the present tense of a date to come."""
    if verb.tag_ not in ("VBZ", "VBP") or any(c.dep_ in ("aux", "auxpass") for c in verb.children):
        return False
    dates = [o for p in verb.children if p.dep_ == "prep" and p.lower_ == "on" for o in p.children]
    dates = [o for o in dates if o.dep_ == "pobj" and o.ent_type_ == "DATE" and o.tag_ == "NNP"]
    ahead = [c for c in verb.children if c.dep_ == "npadvmod" and c.ent_type_ == "DATE"]
    return bool(dates) or any(w.lower_ in ("next", "tomorrow") for c in ahead for w in c.subtree)
