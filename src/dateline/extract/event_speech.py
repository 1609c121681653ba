"""Acts done by saying so, where no verb names them: "said Israel must withdraw", "said it would sink any ship"."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from dateline.extract.event_sides import Sides
from dateline.extract.event_words import Words
from dateline.extract.syntax import Clauses
from dateline.model.vocabulary import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

_OWN = frozenset({"it", "he", "she", "they", "we", "i"})
_DUTY = frozenset({"must", "should", "ought"})
_NEED = frozenset({"have", "need"})


@dataclasses.dataclass(frozen=True, slots=True)
class Act:
    """What saying something amounts to, with heads of who says it and towards whom."""

    type: EventType
    actors: tuple[Token, ...]
    recipients: tuple[Token, ...]
    reason: str


class Speech:
    """Reads acts off what is said in one report."""

    def __init__(self, words: Words, clauses: Clauses, sides: Sides) -> None:
        """`words` tells what tokens are, `clauses` and `sides` who does what to whom."""
        self.words = words
        self.clauses = clauses
        self.sides = sides

    def act(self, token: Token) -> Act | None:
        """The act of a verb of saying, or of a readiness ("is willing to"), None where it is mere talk."""
        if token.lemma_ in self.words.modality.lemmas("willing"):
            return self._readiness(token)
        if token.pos_ != "VERB" or token.lemma_ not in self.words.modality.lemmas("speech-verb"):
            return None
        said = next((c for c in token.children if c.dep_ == "ccomp"), None)
        speakers = tuple(s for s in self.clauses.subjects(token) if self.words.does(s))
        if said is None or not speakers:
            return None
        demand = self._demand(said, speakers) or self._threat(said, speakers)
        return demand or self._refusal(said, speakers) or self._charge(said, speakers)

    def _readiness(self, word: Token) -> Act | None:
        """ "Is ready to host the talks": an offer, unless what is offered is force."""
        inner = next((c for c in word.children if c.dep_ == "xcomp" and c.pos_ == "VERB"), None)
        if inner is None or word.head.lemma_ != "be" or self._hostile(inner) or self._negated(word.head):
            return None
        speakers = tuple(s for s in self.clauses.subjects(word.head) if self.words.acts(s))
        return Act("AGREE", speakers, tuple(self.sides.sides_of(inner)), "is willing") if speakers else None

    def _demand(self, said: Token, speakers: tuple[Token, ...]) -> Act | None:
        """ "The generals should go back to barracks, X said": a request to those who should."""
        duty = any(c.lower_ in _DUTY and c.dep_ == "aux" for c in said.children)
        needs = said.lemma_ in _NEED and any(c.dep_ == "xcomp" for c in said.children) and said.tag_ != "VBN"
        if not (duty or needs) or any(c.lower_ == "have" and c.dep_ == "aux" for c in said.children):
            return None
        asked = tuple(s for s in self.clauses.subjects(said) if self.words.acts(s) and s.lower_ not in _OWN)
        return Act("REQUEST", speakers, asked, "says who must") if asked else None

    def _threat(self, said: Token, speakers: tuple[Token, ...]) -> Act | None:
        """ "It will answer with force", "any ship that enters will be sunk": what the speakers would do themselves."""
        ahead = any(c.lower_ in ("will", "would", "shall", "'ll", "’ll") and c.dep_ == "aux" for c in said.children)
        warned = said.head.lemma_ in ("warn", "threaten")
        if not ahead or self._negated(said) or not (warned or self._hostile(said)):
            return None
        doers = self.clauses.subjects(said)
        answers = [*self.clauses.objects(said), *self.clauses.obliques(said, ("with",))]
        drawn = warned and said.lemma_ in self.words.modality.lemmas("drawing-verb")
        if drawn and any(self.words.lexicon.is_a(o.lemma_.lower(), ("hostility",)) for o in answers):
            # "Warned that any raid would draw a crushing response"
            return Act("THREATEN", speakers, tuple(d for d in doers if self.words.acts(d)), "says what will come of it")
        own = all(d.lower_ in _OWN or d.lemma_ == speakers[0].lemma_ or self._same_side(d, speakers) for d in doers)
        if not own or (not doers and (warned or not self.clauses.is_passive(said))):
            return None
        towards = [t for t in self.sides.sides_of(said) if t not in speakers]
        return Act("THREATEN", speakers, tuple(towards), "says what it will do")

    def _refusal(self, said: Token, speakers: tuple[Token, ...]) -> Act | None:
        """ "Said it would not withdraw": a refusal."""
        ahead = any(c.lower_ in ("will", "would", "wo") and c.dep_ == "aux" for c in said.children)
        own = [d for d in self.clauses.subjects(said) if d.lower_ in _OWN or self._same_side(d, speakers)]
        if not (ahead and own and self._negated(said)) or said.lemma_ in self.words.modality.lemmas("no-refusal"):
            return None
        if not any(self.words.acts(s) for s in speakers):
            # "Hezbollah would not disarm, the group said"
            speakers = tuple(own)
        towards = tuple(t for t in self.sides.sides_of(said) if t not in speakers)
        return Act("REJECT", speakers, towards, "says what it will not do")

    def _same_side(self, doer: Token, speakers: tuple[Token, ...]) -> bool:
        """ "Egypt would not allow it, its foreign ministry said", "Hezbollah would not disarm, the group said"."""
        actors = self.words.arguments.actors
        if doer.i not in actors:
            return False
        own = any(c.lower_ in ("its", "their") for s in speakers for c in s.lefts)
        again = any(s.lemma_ in ("group", "movement", "ministry", "government") and s.i > doer.i for s in speakers)
        sides = {actors[s.i].country for s in speakers if s.i in actors} - {None}
        return own or again or bool(actors[doer.i].country in sides)

    def _charge(self, said: Token, speakers: tuple[Token, ...]) -> Act | None:
        """ "Said Kigali was lying", "said Moscow was to blame": a misdeed of somebody else's."""
        blamed = tuple(s for s in self.clauses.subjects(said) if self.words.acts(s) and s.lower_ not in _OWN)
        if not blamed or self._negated(said):
            return None
        done = self.clauses.objects(said) if said.lemma_ in self.words.modality.lemmas("perpetrate") else []
        told = [said, *done, *(c for c in said.children if c.dep_ in ("acomp", "attr", "xcomp", "oprd"))]
        charged = any(
            self.words.lexicon.is_a(t.lemma_.lower(), ("misdeed",)) or t.lemma_ in ("lie", "blame") for t in told
        ) or any(self.words.belongs(t, ("violence",)) for t in done)
        if said.lemma_ in self.words.modality.lemmas("abet"):
            # "said Eritrea was arming the rebels"
            charged = charged or any(self.words.belongs(o, ("armed",)) for o in self.clauses.objects(said))
        behind = said.lemma_ == "be" and any(c.lower_ == "behind" for c in said.children)
        return Act("ACCUSE", speakers, blamed, "says what was done wrong") if charged or behind else None

    def _hostile(self, verb: Token) -> bool:
        """Whether a verb with its object tells of force: "retaliate", "take forceful measures"."""
        lemmas = self.words.modality.lemmas
        if verb.lemma_ in lemmas("hostile"):
            return True
        with_what = [*self.clauses.objects(verb), *self.clauses.obliques(verb, ("with",))]
        if verb.lemma_ in ("answer", "respond", "reply") and any(o.lemma_ in ("measure", "step") for o in with_what):
            return True
        forceful = any(c.lemma_.lower() in lemmas("forceful") for o in with_what for c in o.children)
        forceful = forceful or any(c.lemma_.lower() in lemmas("forceful") for c in verb.children if c.dep_ == "advmod")
        armed = any(o.lemma_.lower() in lemmas("force") for o in with_what)
        return verb.lemma_ in ("take", "answer", "respond", "meet", "reply", "use") and (forceful or armed)

    @staticmethod
    def _negated(verb: Token) -> bool:
        return any(c.dep_ == "neg" for c in verb.children)
