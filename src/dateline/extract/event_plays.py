"""Sentences on games and books, and habits: what they tell is no event of the world."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.event_words import Words

if TYPE_CHECKING:
    from spacy.tokens import Token


class Plays:
    """Tells for one report which sentences are about a game or a book."""

    def __init__(self, words: Words) -> None:
        """`words` tells what tokens are."""
        self.words = words
        # By the first token of a sentence.
        self._sentences: dict[int, bool] = {}

    def unreal(self, token: Token) -> bool:
        """Whether the sentence is about a game or a book, or the verb tells of a habit."""
        lemmas = self.words.modality.lemmas
        verb = token if token.pos_ != "NOUN" else token.head
        if verb.tag_ in ("VBZ", "VBP", "VB") and any(c.lower_ in lemmas("habitual") for c in verb.children):
            return True
        sentence = token.sent
        if sentence.start not in self._sentences:
            nouns = (t for t in sentence if t.pos_ in ("NOUN", "PROPN") or t.dep_ == "pobj")
            self._sentences[sentence.start] = any(self._of_play(t) for t in nouns)
        return self._sentences[sentence.start]

    def _of_play(self, noun: Token) -> bool:
        """Whether a noun puts its sentence on a pitch or into a book: "half-time"; "the film tells", "in the final"."""
        lemmas, lemma = self.words.modality.lemmas, noun.lemma_.lower()
        if noun.pos_ == "PROPN":
            # "The Madrid Open", but not "the Arab League".
            return noun.text in ("Open", "Cup", "Olympics", "Masters", "Wimbledon", "Prix")
        if lemma in lemmas("unreal"):
            return bool(noun.dep_ != "compound")
        if lemma not in lemmas("unreal-setting"):
            return False
        set_in = noun.dep_ == "pobj" and noun.head.lower_ in ("in", "for", "from", "at", "by", "through", "during")
        return set_in or noun.dep_ in ("nsubj", "nsubjpass", "ROOT")
