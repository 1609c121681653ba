"""Which words can trigger an event: verbs, nouns that report what verbs do, and headline words taken for names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.event_told import Told
from dateline.extract.event_words import Words
from dateline.extract.syntax import Clauses
from dateline.kinds.senses import Sense

if TYPE_CHECKING:
    from spacy.tokens import Token


class Triggers:
    """Looks up the senses of one report's words."""

    def __init__(self, words: Words, clauses: Clauses, told: Told) -> None:
        """`words` has the lexicon, `clauses` tells verbs that the parser disguises, `told` headline English."""
        self.words = words
        self.lexicon = words.lexicon
        self.clauses = clauses
        self.told = told

    def senses(self, token: Token) -> tuple[Sense, ...]:
        """The senses of a token in the order of the file; none where it stands in no place to report an event."""
        if token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ in ("ROOT", "relcl", "ccomp", "conj")):
            if token.dep_ in ("amod", "compound", "aux", "auxpass", "det") and not self.clauses.disguised(token):
                return ()
            return self.lexicon.verbs.get(self.words.verb(token), ())
        if token.pos_ in ("NOUN", "PROPN") and self.told.headline(token) and self.clauses.in_headline_english(token):
            senses = self.lexicon.verbs.get(self.words.verb(token), ())
            actors = self.words.arguments.actors
            if senses and self.words.does(token.nbor(-1)) and token.i not in actors:
                self.words.verbal.add(token.i)
                return senses
        if token.pos_ == "NOUN" and any(c.tag_ == "TO" and c.dep_ == "aux" for c in token.children):
            # "Is due to lapse": a verb that the tagger took for a noun.
            self.words.verbal.add(token.i)
            return self.lexicon.verbs.get(token.lemma_.lower(), ())
        since = token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "since"
        if since and (told := self.lexicon.nouns.get(self._before_since(token))):
            # "The pact, effective since May", "a waiver in operation since 2015"
            return told
        if token.pos_ == "NOUN" and token.dep_ not in ("compound", "amod"):
            lemma = token.lemma_.lower()
            before = token.nbor(-1) if token.i else token
            pair = f"{before.lower_} {lemma}"
            triple = f"{before.nbor(-1).lower_} {pair}" if before.i else pair
            if triple in self.lexicon.nouns or triple in self.lexicon.deverbal:
                return self.lexicon.nouns.get(triple) or self._of_verb(token, triple)
            if token.dep_ == "npadvmod":
                # "On Monday, the first day of the truce"
                return self.lexicon.nouns.get(pair, ())
            return self.lexicon.nouns.get(pair) or (*self.lexicon.nouns.get(lemma, ()), *self._of_verb(token, lemma))
        if token.pos_ == "PROPN" and self.told.headline(token):
            # Headline capitals make the tagger see names: "Ratifies", "Withdraws".
            return self.lexicon.verbs.get(token.lemma_.lower(), ()) if token.dep_ == "ROOT" else ()
        return ()

    @staticmethod
    def _before_since(token: Token) -> str:
        """The words up to "since" of what has applied since a day: "in operation since", "effective since"."""
        led = token.pos_ == "NOUN" and token.i > 0
        return f"{token.nbor(-1).lower_} {token.lower_} since" if led else f"{token.lower_} since"

    def _of_verb(self, noun: Token, lemma: str) -> tuple[Sense, ...]:
        """ "The closure of 14 stations": the senses of the verb, where the noun brings what it is done to."""
        made = self.lexicon.made_of_verb(lemma)
        if made is None or not any(c.lower_ == made.brings and c.dep_ == "prep" for c in noun.children):
            return ()
        self.words.deverbal[noun.i] = made
        return tuple(s for s in self.lexicon.verbs.get(made.verb, ()) if made.id not in s.nouns)
