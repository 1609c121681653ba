"""Whether what a verb tells has happened: not what merely may be, what is usual, or what something is done for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.event_play import scheduled
from dateline.extract.event_told import Told
from dateline.extract.event_words import Words
from dateline.extract.suppositions import ranked, told_by
from dateline.extract.syntax import Clauses
from dateline.kinds.senses import Sense

if TYPE_CHECKING:
    from spacy.tokens import Token

_KNOWN_FOR = frozenset({"convict", "accuse", "suspect", "charge", "want"})
# Types of which the present tense tells a stance, not a habit: "Hungary backs the plan".
STANCES = frozenset({"SUPPORT", "ACCUSE", "REJECT", "REQUEST", "AGREE", "THREATEN"})
# Those of them that are acts of speech: "deflected the question to criticise the West" does criticise.
_SPOKEN = frozenset({"ACCUSE", "REQUEST"})
_MOVING = frozenset({"go", "come", "return"})


class Founded:
    """Reads the clauses of one report for what is only possible, habitual or meant."""

    def __init__(self, words: Words, clauses: Clauses, told: Told) -> None:
        """`told` reads the moods of triggers."""
        self.words = words
        self.clauses = clauses
        self.moods = told.moods
        self.told = told

    def unfounded(self, token: Token, sense: Sense) -> bool:
        """Whether it is merely possible ("may delay sanctions") or a habit ("smugglers carry arms by night")."""
        verb = token if token.pos_ != "NOUN" else token.head
        if verb.pos_ != "VERB" or (verb.i != token.i and token.dep_ not in ("dobj", "nsubj", "nsubjpass")):
            return False
        aux = self.moods.auxiliaries(verb)
        words = {a.lower_ for a in aux}
        if verb.dep_ == "xcomp" and self.clauses.is_passive(verb.head):
            # "Could be forced to withdraw"
            words |= {a.lower_ for a in self.moods.auxiliaries(verb.head) if a.tag_ == "MD"} - {"would"}
        if words & {"may", "might", "could", "can"} and not ("have" in words and verb.i != token.i):
            return True
        if "would" in words and not self._reported(verb):
            return True
        if verb.dep_ == "pcomp" and any(a.lower_ in ("could", "might") for a in self.moods.auxiliaries(verb.head.head)):
            # "Could have blunted it by scrambling jets"
            return True
        if verb.dep_ == "csubj" and any(
            a.lower_ in ("would", "could", "might", "may") for a in self.moods.auxiliaries(verb.head)
        ):
            # "Repealing the law would strip them of it"
            return True
        if verb.i != token.i:
            # "Protests are rarely permitted", "holds drills": a rule, a habit.
            light = token.dep_ == "dobj" and verb.lemma_ in self.words.modality.lemmas("light") and not aux
            habit = light and verb.tag_ in ("VBZ", "VBP") and sense.type not in STANCES
            return not self.told.headline(token) and (habit or (token.dep_ == "nsubjpass" and self._ruled(aux)))
        named = token.dep_ == "acl" and token.lemma_ in _KNOWN_FOR and not self.told.headline(token)
        if named and not any(c.dep_ == "agent" for c in token.children):
            # "Two men convicted of spying": who they are, not what happened.
            return True
        if self.purpose(verb) and sense.type not in _SPOKEN and not self._communicates(sense, verb.head):
            return True
        if sense.type in STANCES or self.told.headline(token) or scheduled(verb):
            return False
        if any(a.tag_ == "MD" or a.lemma_ == "have" for a in aux) or verb.tag_ == "VBG":
            return False
        if verb.tag_ in ("VBZ", "VBP"):
            return not aux or all(a.tag_ in ("VBZ", "VBP") for a in aux)
        return self._ruled(aux)

    @staticmethod
    def _ruled(auxiliaries: list[Token]) -> bool:
        """Whether a passive is in the simple present: "are boarded and searched"."""
        simple = [a for a in auxiliaries if a.dep_ == "auxpass" and a.tag_ in ("VBZ", "VBP")]
        return bool(simple) and len(auxiliaries) == 1

    def purpose(self, verb: Token) -> bool:
        """ "Met to end the ban": what something is done for has not been done."""
        infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
        aside = verb.dep_ == "advcl" and verb.head.pos_ in ("VERB", "AUX")
        # "Are negotiating to reach a deal": the parser hangs it on the verb; "came to agree" has been done.
        talks = verb.head.lemma_ not in _MOVING and verb.head.lemma_ in self.words.modality.lemmas("sitting-down")
        aside |= verb.dep_ == "xcomp" and talks
        meant = infinitive and aside and verb.i > verb.head.i
        if (
            meant
            and verb.head.lemma_ in ("become", "be")
            and (ranked(verb) or any(c.dep_ == "attr" and told_by(c, frozenset()) for c in verb.head.children))
        ):
            # "Became the fortieth state to ratify it": the parser hangs it on the verb.
            return False
        # "Is due in Beirut to confer with X": not what it is for, but what will be done.
        return meant and not (verb.head.lemma_ == "be" and self.moods.due(verb.head))

    def _communicates(self, sense: Sense, verb: Token) -> bool:
        """ "Wrote to express condolences", "gathered to back the raid": a stance is taken in doing so."""
        if sense.type not in STANCES:
            return False
        lemmas = self.words.modality.lemmas
        return verb.lemma_ in lemmas("speech-verb") | lemmas("gathering-verb")

    def _reported(self, verb: Token) -> bool:
        """Whether a clause stands in somebody's words, so that "would" looks ahead."""
        return any(a.dep_ in ("ccomp", "acl", "parataxis") for a in (verb, *verb.ancestors))
