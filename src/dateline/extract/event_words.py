"""What the nouns around an event are: actors, agreements, or of a class that the lexicon names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dateline.kinds.lexicon import Deverbal, Lexicon
from dateline.kinds.modality import Modality
from dateline.kinds.senses import Sense
from dateline.model.findings import ActorFinding, Arguments
from dateline.model.span import Span
from dateline.model.vocabulary import CHAMBERS

if TYPE_CHECKING:
    from spacy.tokens import Token

INSTRUMENTS = frozenset({"instrument", "ratification", "letter", "note", "document", "paper"})
PAPERS = ("bill", "decree")
_AGENTS = ("er", "or", "ist", "ian", "eer", "man", "woman", "men", "women")
# Sectors whose nouns name people, not bodies.
_HUMAN = frozenset({"CVL", "REF", "EDU", "HLH", "REL", "LAB"})
# Sectors whose actors strike with words, and those whose people carry arms.
_CIVIL = frozenset({"LEG", "PTY", "MED", "JUD", "BUS", "NGO", "EDU", "ELI"})
_ARMED = frozenset({"MIL", "REB", "COP", "PAR", "UAF", "SPY"})


class Words:
    """Questions about single tokens of one report."""

    def __init__(self, lexicon: Lexicon, modality: Modality, arguments: Arguments) -> None:
        """`arguments`: the actors and agreements that the report names, by head token."""
        self.lexicon = lexicon
        self.modality = modality
        self.arguments = arguments
        # Verbs of headlines that the tagger took for nouns.
        self.verbal: set[int] = set()
        # Nouns that report what a verb does, by their place: "the closure of".
        self.deverbal: dict[int, Deverbal] = {}

    def belongs(self, token: Token, classes: Iterable[str]) -> bool:
        """Whether a noun is one of these words, of one of these classes, or an actor, person, agreement and so on."""
        lemma, known = token.lemma_.lower(), self.lexicon.classes
        if any(lemma == c or lemma in known.get(c, ()) or self._is(token, c) for c in classes):
            return True
        if lemma in known["container"]:
            # "A sanctions package", "a new round of talks": what they are of.
            of = [o for p in token.children if p.lower_ == "of" for o in p.children if o.dep_ == "pobj"]
            held = [*(c for c in token.children if c.dep_ == "compound"), *of]
            return any(h.lemma_.lower() == c or h.lemma_.lower() in known.get(c, ()) for h in held for c in classes)
        # "Typhoon Yagi", "Hotel Europa": what a name itself says that it is.
        kinds = [c.lemma_.lower() for c in token.children if c.dep_ == "compound"] if token.pos_ == "PROPN" else []
        return any(k in known.get(c, ()) for k in kinds for c in classes)

    def _is(self, token: Token, name: str) -> bool:
        """The classes that are no lists of lemmas."""
        match name:
            case "actor":
                return self.acts(token)
            case "person":
                return self.person(token)
            case "people":
                return self.human(token)
            case "igo":
                f = self.arguments.actors.get(token.i)
                return f is not None and bool(f.ids) and f.ids[0].startswith("IGO:")
            case "state":
                f = self.arguments.actors.get(token.i)
                return f is not None and f.country is not None and f.form in ("name", "capital", "adjective")
            case "civil":
                return self.civil(token)
            case "reporters":
                f = self.arguments.actors.get(token.i)
                return f is not None and (f.sector == "MED" or _is_firm(f))
            case "armed":
                # "Armed men", "masked men"
                f = self.arguments.actors.get(token.i)
                return f is not None and "unnamed:assailants" in f.ids
            case "named":
                return bool(token.pos_ == "PROPN")
            case "number":
                return bool(token.tag_ == "CD")
            case "place":
                return token.ent_type_ in ("GPE", "LOC", "FAC") or (token.pos_ == "PROPN" and not token.ent_type_)
            case "agreement":
                return token.i in self.arguments.agreements
            case "legislature":
                return self.legislates(token)
            case "court":
                f = self.arguments.actors.get(token.i)
                return f is not None and (f.organ == "court" or f.sector == "JUD")
            case "instrument":
                return token.lemma_.lower() in INSTRUMENTS
            case _:
                return False

    def does(self, token: Token) -> bool:
        """Whether a token names somebody who can do something, also one that is no actor of the record."""
        return self.acts(token) or self.belongs(token, ("people", "number", "crowd", "police", "armed", "body"))

    def civil(self, token: Token) -> bool:
        """Whether an actor fights with words: a politician, a party, the press, a court, a company."""
        f = self.arguments.actors.get(token.i)
        if f is None or f.sector in _ARMED:
            return False
        chamber = f.organ in CHAMBERS or f.organ == "court"
        return chamber or f.form == "person" or f.gender in ("m", "f") or f.sector in _CIVIL or _is_firm(f)

    def human(self, token: Token) -> bool:
        """Whether a token names people: persons, their roles, collectives, peoples."""
        f = self.arguments.actors.get(token.i)
        if f is not None:
            known = f.form in ("person", "people", "collective", "pair") or f.office is not None
            return known or f.gender in ("m", "f", "p") or (f.form == "role" and f.sector in _HUMAN)
        if token.pos_ == "PROPN":
            counted = token.tag_ == "NNPS" and any(c.dep_ == "nummod" for c in token.children)
            return token.ent_type_ in ("PERSON", "NORP") or counted
        lemma = token.lemma_.lower()
        # "Organiser", "islander", "lobbyist": English makes words for people so.
        agent = len(lemma) > 4 and lemma.endswith(_AGENTS) and lemma not in self.lexicon.classes["no-agent"]
        return bool(token.pos_ == "NOUN" and agent)

    def verb(self, token: Token) -> str:
        """The lemma of a verb; the tagger's "stag" for "staged" is put right."""
        lemma = token.lemma_.lower()
        if token.pos_ in ("NOUN", "PROPN") and lemma not in self.lexicon.verbs:
            # "Snubs", taken for a name: the lemma is the word itself.
            bare = (str(lemma.removesuffix("s")), str(lemma.removesuffix("es")))
            return next((w for w in bare if w in self.lexicon.verbs), str(lemma))
        cut = lemma not in self.lexicon.verbs and token.lower_.startswith(lemma + "e")
        if lemma.endswith("e") and lemma not in self.lexicon.verbs and lemma[:-1] in self.lexicon.verbs:
            # "Reappointe" for "reappointed"
            return str(lemma[:-1])
        return str(lemma + "e" if cut and lemma + "e" in self.lexicon.verbs else lemma)

    def of_verb(self, noun: Token, sense: Sense) -> Deverbal | None:
        """What verb a noun stands for in this sense, None where the sense is one of nouns."""
        made = self.deverbal.get(noun.i)
        return made if made is not None and made.verb in sense.verbs and made.id not in sense.nouns else None

    def acts(self, token: Token) -> bool:
        """Whether a token names an actor."""
        return token.i in self.arguments.actors

    def legislates(self, token: Token) -> bool:
        """Whether a token names a legislature or its members."""
        f = self.arguments.actors.get(token.i)
        return f is not None and (f.sector == "LEG" or f.organ in CHAMBERS)

    def cabinet(self, token: Token) -> bool:
        """Whether a token names the ministers who decide together: "the cabinet", "the council of ministers"."""
        f = self.arguments.actors.get(token.i)
        if f is None or f.organ != "government":
            return False
        lemma = token.lemma_.lower()
        return lemma == "cabinet" or (
            lemma == "council" and any(t.lower_ in ("ministers", "executive", "government") for t in token.subtree)
        )

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


def _is_firm(found: ActorFinding) -> bool:
    """Whether an actor is a body of no state: a paper, a broadcaster, a company, an institute."""
    return bool(found.ids) and found.ids[0].startswith("org:")


def span_of(token: Token) -> Span:
    """Where a token stands in the text, in characters."""
    return Span(token.idx, token.idx + len(token))
