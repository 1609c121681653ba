"""Nouns that would stand for an agreement, and mean none between states or armed parties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dateline.extract.syntax import Clauses
from dateline.model.findings import ActorFinding
from dateline.model.vocabulary import ARMED_SECTORS

if TYPE_CHECKING:
    from spacy.tokens import Token


class Doubts:
    """Questions about the agreement nouns of one report; `actors` by the tokens that head them."""

    def __init__(self, clauses: Clauses, actors: Mapping[int, ActorFinding]) -> None:
        """`clauses` tells who stands beside a noun, and what its words are of."""
        self.clauses = clauses
        self.actors = actors

    def figurative(self, noun: Token) -> bool:
        """ "A ceasefire between the two governing parties": of those who do not shoot at each other."""
        if 0 < noun.i < len(noun.doc) - 1 and noun.doc[noun.i - 1].is_quote and noun.doc[noun.i + 1].is_quote:
            # What somebody calls a "truce".
            return True
        if noun.text == "Deal" and noun.i and noun.nbor(-1).text == "New":
            # The programmes that bear Roosevelt's name for his.
            return True
        sides = self.clauses.obliques(noun, ("between", "among", "in", "within"))
        # "The Azawad Coalition" bears arms, and a governing one does not.
        armed = [t for t in sides if t.i in self.actors and self.actors[t.i].sector in ARMED_SECTORS]
        sides = [t for t in sides if t not in armed]
        peaceful = self.clauses.modality.lemmas("at-peace")
        return any(
            t.lemma_.lower() in peaceful
            or any(c.lower_ in ("governing", "ruling", "coalition", "political") for c in t.lefts)
            or (t.i in self.actors and self.actors[t.i].sector in ("PTY", "BUS"))
            for t in sides
        )

    def other_sense(self, noun: Token, lemma: str) -> bool:
        """Whether a noun has another sense: accord as will, a charter as constitution, protocol as manners."""
        if lemma == "accord" and any(c.lower_ == "own" for c in noun.lefts):
            # "Of his own accord"
            return True
        if lemma == "charter" and noun.text.islower() and any(c.dep_ == "poss" for c in noun.lefts):
            # "Ecuador's charter forbids it"
            return True
        # "Breached protocol"
        bare = lemma == "protocol" and noun.text.islower() and noun.tag_ == "NN"
        return bare and not any(c.dep_ in ("det", "poss") for c in noun.lefts)

    def at_home(self, noun: Token) -> bool:
        """ "A deal to avert a shutdown", "a deal with a Dutch firm": told without another state."""
        if any(c.lower_ in self.clauses.modality.lemmas("office-paper") for c in noun.lefts):
            return True
        above = [noun.head] if noun.dep_ == "dobj" else []
        sides = [t for n in (noun, *above) for t in self.clauses.obliques(n, ("with", "between", "among"))]
        if any(t.lemma_.lower() in self.clauses.modality.lemmas("firm") for t in sides):
            return True
        home = self.clauses.modality.lemmas("home-matter")
        if self.of_nations(noun) or not any(t.lemma_.lower() in home for t in noun.sent):
            return False
        near = [f for h, f in self.actors.items() if noun.sent.start <= h < noun.sent.end]
        states = {f.country for f in near if f.country}
        if states and sum(f.sector == "GOV" for f in near) > 1:
            # "The immigration minister, Karsten Bruun, and Albania's interior minister signed"
            return False
        return len(states) < 2 and not any(i.startswith(("IGO:", "group:")) for f in near for i in f.ids)

    def of_nations(self, noun: Token) -> bool:
        """ "The nuclear deal with world powers", "twelve nations signed an agreement": of states, whichever."""
        sides = self.clauses.obliques(noun, ("with", "between", "among"))
        if noun.dep_ in ("dobj", "nsubjpass"):
            sides += self.clauses.subjects(noun.head)
        partners = [*sides, *self.clauses.obliques(noun.head, ("with",))]
        if any(t.lemma_.lower() in self.clauses.modality.lemmas("firm") for t in partners):
            # "Two states reached a deal with the drug maker"
            return False
        nations = self.clauses.modality.lemmas("nations")
        return any(t.tag_ == "NNS" and t.lemma_.lower() in nations for t in sides)

    def of_a_body(self, noun: Token) -> bool:
        """ "The president of the Alliance for Justice": a body that bears such a name."""
        if noun.dep_ != "pobj" or noun.head.lower_ not in ("of", "for", "at"):
            return False
        post = noun.head.head
        return post.i in self.actors or (post.dep_ == "appos" and post.head.i in self.actors)

    def of(self, noun: Token, papers: str) -> bool:
        """ "A swap of instruments", "the text of a regulation": whether it is of papers of that list, not of states."""
        listed = self.clauses.modality.lemmas(papers)
        return any(t.lemma_.lower() in listed for t in self.clauses.obliques(noun, ("of",)))

    def newspaper(self, noun: Token) -> bool:
        """ "The paper wrote": one that speaks."""
        speech = self.clauses.modality.lemmas("speech-verb")
        return noun.dep_ == "nsubj" and noun.head.lemma_ in speech
