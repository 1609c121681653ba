"""What the nouns around an event are: actors, agreements, or of a class that the lexicon names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dateline.kinds.lexicon import Lexicon
from dateline.kinds.modality import Modality
from dateline.model.findings import Arguments

if TYPE_CHECKING:
    from spacy.tokens import Token

INSTRUMENTS = frozenset({"instrument", "ratification", "letter", "note", "document", "paper"})
PAPERS = ("bill", "decree")


class Words:
    """Questions about single tokens of one report."""

    def __init__(self, lexicon: Lexicon, modality: Modality, arguments: Arguments) -> None:
        """`arguments`: the actors and agreements that the report names, by head token."""
        self.lexicon = lexicon
        self.modality = modality
        self.arguments = arguments

    def belongs(self, token: Token, classes: Iterable[str]) -> bool:
        """Whether a noun is of one of these classes, or an actor, person, agreement, legislature, instrument."""
        lemma = token.lemma_.lower()
        for name in classes:
            if name == "actor" and self.acts(token):
                return True
            if name == "person" and self.person(token):
                return True
            if name == "place" and token.ent_type_ in ("GPE", "LOC"):
                return True
            if name == "agreement" and token.i in self.arguments.agreements:
                return True
            if name == "legislature" and self.legislates(token):
                return True
            if name == "instrument" and lemma in INSTRUMENTS:
                return True
        return self.lexicon.is_a(lemma, classes)

    def acts(self, token: Token) -> bool:
        """Whether a token names an actor."""
        return token.i in self.arguments.actors

    def legislates(self, token: Token) -> bool:
        """Whether a token names a legislature or its members."""
        f = self.arguments.actors.get(token.i)
        return f is not None and (f.sector == "LEG" or f.organ in ("lower_chamber", "upper_chamber", "legislature"))

    def person(self, token: Token) -> bool:
        """Whether a token names one human."""
        f = self.arguments.actors.get(token.i)
        return f is not None and (f.form == "person" or f.office is not None or f.gender in ("m", "f"))

    def counts(self, noun: Token) -> bool:
        """Whether a noun only counts another: "a round of talks"."""
        return noun.lemma_.lower() in self.modality.lemmas("quantity-noun")

    def on_paper(self, holder: Token) -> bool:
        """ "the law on ratification", "approved the law on ratification": a paper's subject, not an act."""
        return self.belongs(holder, PAPERS) or any(
            self.belongs(o, PAPERS) for o in holder.children if o.dep_ in ("dobj", "nsubjpass")
        )
