"""Did it happen? Tense, polarity, certainty and condition of a verb or an event noun, from what governs it.

The values are FactBank's (Saurí & Pustejovsky 2009). What a claim's source says about it is added later.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from dateline.extract.denials import both, negated, refuted
from dateline.extract.suppositions import (
    ORDINAL,
    aimed_at,
    came_to_nothing,
    governing_lemma,
    inverted,
    put_down,
    ranked,
    supposed,
    told_by,
)
from dateline.kinds.modality import Modality
from dateline.model.vocabulary import Certainty, Polarity, Tense

if TYPE_CHECKING:
    from spacy.tokens import Token

_LOOMING = frozenset({"risk", "fear", "against"})
_STRENGTH: dict[Certainty, int] = {"certain": 0, "probable": 1, "possible": 2, "underspecified": 3}


@dataclasses.dataclass(frozen=True, slots=True)
class Mood:
    """How a report presents an event; `bound` is True under an obligation, a call or a hypothesis: no event yet."""

    tense: Tense = "past"
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"
    conditional: bool = False
    bound: bool = False

    def under(self, outer: Mood) -> Mood:
        """This mood inside `outer`: the future and the doubt of the governing clause pass down."""
        tense: Tense = outer.tense if self.tense == "past" and outer.tense == "future" else self.tense
        weaker = max(self.certainty, outer.certainty, key=lambda c: _STRENGTH[c])
        return Mood(tense, self.polarity, weaker, self.conditional or outer.conditional, self.bound or outer.bound)


class Moods:
    """Reads the mood of a token from its auxiliaries and governors."""

    def __init__(self, modality: Modality) -> None:
        """`modality`: the classes of governing words."""
        self.modality = modality

    def of(self, token: Token, *, headline: bool = False) -> Mood:
        """The mood of a verb or of a noun that names an event."""
        infinitive = token.pos_ == "NOUN" and any(c.tag_ == "TO" and c.dep_ == "aux" for c in token.children)
        if token.pos_ in ("NOUN", "PROPN") and not infinitive:
            return self._noun(token, headline)
        return self._verb(token, headline, 0)

    def _verb(self, verb: Token, headline: bool, depth: int) -> Mood:
        lemmas = self.modality.lemmas
        aux = self.auxiliaries(verb)
        mood = self._finite(verb, aux, headline)
        if negated(verb, self.modality):
            mood = dataclasses.replace(mood, polarity="negative")
        hedges = (c.lower_ for c in verb.children if c.dep_ in ("advmod", "amod"))
        if any(h in lemmas("hedge") for h in hedges):
            mood = dataclasses.replace(
                mood, certainty="underspecified" if mood.certainty == "certain" else mood.certainty
            )
        if self._conditional(verb):
            mood = dataclasses.replace(mood, conditional=True)
        if inverted(verb):
            mood = dataclasses.replace(mood, conditional=True, certainty="possible")
        marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod") and c.i < verb.i}
        # "Until a deal is reached", "as soon as it is signed": the present passive of a clause looks ahead.
        ahead = (verb.dep_ == "advcl" or bool(marks & {"until"})) and any(
            a.dep_ == "auxpass" and a.tag_ in ("VBZ", "VBP") for a in aux
        )
        waits = marks & {"until", "once"} or (ahead and marks & {"as", "when", "after", "till"} and not headline)
        if marks & {"if", "unless", "whether", "lest"} or (waits and (mood.tense != "past" or ahead)):
            mood = dataclasses.replace(mood, conditional=True, certainty="possible")
        if "before" in marks and (mood.tense == "ongoing" or ahead):
            # "Before a deal is signed": not yet.
            mood = Mood("future", mood.polarity, "possible", mood.conditional)
        if verb.dep_ == "conj" and verb.head.dep_ == "advcl" and any(c.lower_ == "if" for c in verb.head.children):
            # "If the bill passes and a deal is reached": both are conditions.
            mood = dataclasses.replace(mood, conditional=True, certainty="possible")
        if supposed(verb):
            mood = dataclasses.replace(mood, conditional=True, certainty="possible", bound=True)
        if refuted(verb, self.modality):
            mood = dataclasses.replace(mood, polarity=both("negative", mood.polarity), certainty="underspecified")
        elif depth < 6 and not self._finite_alone(verb, aux):
            mood = self._governed(verb, mood, headline, depth)
        elif verb.dep_ == "ccomp" and verb.head.i < verb.i and negated(verb.head, self.modality):
            # "has not announced that it ratified": nobody says that it did.
            mood = dataclasses.replace(mood, bound=True, certainty="underspecified")
        elif depth < 3 and verb.dep_ in ("relcl", "advcl") and self._awaited(verb, headline, depth):
            mood = Mood("future", mood.polarity, "possible", conditional=True)
        return mood

    def _awaited(self, verb: Token, headline: bool, depth: int) -> bool:
        """ "will take effect from the day when both sides exchanged …", "when both exchange …": not yet."""
        if verb.dep_ == "relcl":
            if verb.head.lemma_ not in ("day", "date", "moment", "time", "point"):
                return False
            main = next((a for a in verb.head.ancestors if a.pos_ in ("VERB", "AUX")), None)
        else:
            marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod")}
            main = verb.head if marks & {"when", "once", "after", "until", "as"} else None
            # "As soon as": the clause hangs on the adverb.
            main = main.head if main is not None and main.pos_ == "ADV" else main
            if main is not None and main.dep_ == "xcomp" and main.head.pos_ in ("VERB", "AUX"):
                # "Starts to apply 30 days after the two have informed each other": what has not yet started.
                main = main.head
        if main is None or main.i == verb.i:
            return False
        both_clauses = (*main.children, *verb.children)
        past = verb.tag_ == "VBD" or any(a.tag_ == "VBD" for a in self.auxiliaries(verb))
        if past and any(c.tag_ == "TO" or (c.dep_, c.lower_) == ("mark", "after") for c in both_clauses):
            # "Meant to curb it until they pulled out" (the parser's infinitive), "will be law after Chad ratified it"
            return False
        # "Takes effect when both exchange …": the present tense of a rule looks ahead as the future does.
        rule = main.tag_ in ("VBZ", "VBP") and not headline and not past
        return rule or self._verb(main, headline, depth + 1).tense == "future"

    def auxiliaries(self, verb: Token) -> list[Token]:
        """The auxiliaries of a verb, its own or those that it shares with the verb before it."""
        own = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
        if not own and verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and verb.tag_ in ("VB", "VBN", "VBG"):
            return self.auxiliaries(verb.head)
        return own

    def _finite(self, verb: Token, aux: list[Token], headline: bool) -> Mood:
        words = {a.lemma_.lower() if a.lower_ != "wo" else "will" for a in aux} | {a.lower_ for a in aux}
        if words & {"must", "should", "ought", "shall"}:
            # An obligation is no event.
            perfect = "have" in words and verb.tag_ == "VBN"
            return Mood("past" if perfect else "future", certainty="possible", bound=True)
        if words & self.modality.lemmas("modal-future"):
            return Mood("future", certainty="probable")
        if "would" in words and "have" not in words and self._backshifted(verb):
            return Mood("future", certainty="probable")
        if words & self.modality.lemmas("modal-possible"):
            perfect = "have" in words and verb.tag_ == "VBN"
            return Mood("past" if perfect else "future", certainty="possible")
        if "be" in words and verb.tag_ == "VBG":
            past = any(a.tag_ == "VBD" for a in aux)
            return Mood("past" if past else "ongoing")
        if "have" in words or verb.tag_ in ("VBD", "VBN"):
            return Mood("past")
        if verb.tag_ in ("VBZ", "VBP"):
            return Mood("past") if headline else Mood("ongoing")
        return Mood("past")

    def _backshifted(self, verb: Token) -> bool:
        """ "Said it would leave": it said "we will"."""
        said = verb.head
        told = said.tag_ == "VBD" or any(c.tag_ == "VBD" for c in self.auxiliaries(said))
        return verb.dep_ == "ccomp" and told and said.lemma_ in self.modality.lemmas("announcing-verb")

    def _finite_alone(self, verb: Token, aux: list[Token]) -> bool:
        """Whether the clause stands on its own tense: main clauses, relative clauses, reported clauses."""
        if verb.dep_ in ("ROOT", "relcl", "parataxis"):
            return not any(a.lower_ == "to" for a in aux)
        tensed = verb.tag_ in ("VBD", "VBZ", "VBP") or any(a.tag_ in ("VBD", "VBZ", "VBP", "MD") for a in aux)
        if verb.dep_ in ("ccomp", "advcl", "conj", "csubj") and tensed:
            return True
        # "Is to be ratified, and the instruments exchanged": the second is as the first is.
        return verb.dep_ == "conj" and verb.tag_ in ("VBD", "VBN") and not any(a.tag_ == "TO" for a in aux)

    def _governed(self, verb: Token, mood: Mood, headline: bool, depth: int) -> Mood:
        having = verb.tag_ == "VBN" and any(c.lower_ == "having" and c.dep_ == "aux" for c in verb.children)
        if having and verb.dep_ == "advcl":
            # "Having secured the pact, they may not be ready": secured it is.
            return dataclasses.replace(mood, tense="past")
        governor, infinitive = verb.head, any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
        if infinitive and governor.lemma_ != "take" and aimed_at(verb):
            # "Greases the wheels for the pact to clear Congress"
            return dataclasses.replace(mood, tense="future", certainty="possible", bound=True)
        if verb.dep_ in ("pcomp",) and governor.dep_ in ("prep", "agent"):
            if governor.lower_ in ("without", "instead"):
                mood = dataclasses.replace(mood, polarity="negative")
            warned = governor.lower_ == "against"
            governor = governor.head
            if warned and governor.lemma_.lower() in self.modality.lemmas("future-possible"):
                # "Warned Tokyo against deploying missiles"
                return dataclasses.replace(mood, tense="future", certainty="possible", bound=True)
            if governor.lower_ == "short" and governor.head.lemma_ in ("stop", "fall"):
                # "stopped short of imposing sanctions"
                outer = self._verb(governor.head, headline, depth + 1)
                return dataclasses.replace(outer, polarity=both("negative", outer.polarity))
        if governor.i == verb.i:
            return Mood("future", mood.polarity, "probable") if infinitive else mood
        if governor.pos_ in ("NOUN", "PROPN") or governor.dep_ == "appos":
            had = governor.head
            got = verb.tag_ == "VBN" and had.lemma_ in ("get", "have")
            if (
                verb.dep_ == "acl"
                and governor.dep_ == "dobj"
                and (got or (governor.text, had.lemma_) == ("time", "find"))
            ):
                # "Failed to get her deal ratified", "found time to ratify it"
                outer = self._verb(had, headline, depth + 1)
                return dataclasses.replace(outer, polarity=both(mood.polarity, outer.polarity))
            if verb.dep_ == "acl" and governor.dep_ == "dobj" and had.lemma_ in ("want", "need"):
                # "Want the treaty replaced"
                return Mood("future", mood.polarity, "possible", bound=True)
            if verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD") and not infinitive:
                # "The accord struck last May will be hard to police": struck it was.
                return mood
            if infinitive and any(c.lower_ in ("no", "any") and c.dep_ == "det" for c in governor.children):
                # "Has no plans to recognise it", "any move to leave it"
                return dataclasses.replace(mood, tense="future", certainty="possible", bound=True)
            if infinitive and governor.lemma_.lower() in self.modality.lemmas("failure-noun"):
                return dataclasses.replace(mood, polarity=both("negative", mood.polarity))
            if infinitive and came_to_nothing(governor, self.modality.lemmas):
                return Mood("past", both("negative", mood.polarity))
            if verb.dep_ == "pcomp" and governor.lemma_.lower() in self.modality.lemmas("intent-noun"):
                return dataclasses.replace(mood, tense="future", certainty="possible", bound=True)
            if infinitive and governor.lemma_.lower() in self.modality.lemmas("asking-noun"):
                return dataclasses.replace(mood, tense="future", certainty="possible", bound=True)
            if infinitive and governor.lemma_.lower() in self.modality.lemmas("intent-noun"):
                return dataclasses.replace(mood, tense="future", certainty="possible")
            if (
                infinitive
                and verb.dep_ in ("acl", "relcl")
                and not told_by(governor, self.modality.lemmas("doing-noun"))
            ):
                # "Enough votes to pass it", "courage to defend him": not done by that.
                supposing = any(c.lower_ in ("enough", "sufficient") for c in governor.children)
                return dataclasses.replace(mood, tense="future", certainty="possible", bound=supposing)
            return mood.under(self._noun(governor, headline)) if depth < 3 else mood
        told = {governor.lemma_.lower(), *(c.lemma_ for c in governor.children if c.dep_ in ("acomp", "oprd"))}
        if verb.dep_ == "pcomp" and told & self.modality.lemmas("disposed-to"):
            # "A missile capable of striking X", "helpful in reaching a deal": it may, it has not.
            return dataclasses.replace(mood, tense="future", certainty="possible", bound=True)
        rank = ORDINAL.match(governor.lower_) or (governor.lower_ in ("last", "latest") and governor.dep_ == "nsubj")
        if infinitive and rank and governor.head.pos_ in ("VERB", "AUX"):
            # "Became the first to deposit its instrument"
            outer = self._verb(governor.head, headline, depth + 1)
            return dataclasses.replace(outer, polarity=both(outer.polarity, mood.polarity))
        if governor.pos_ not in ("VERB", "AUX"):
            planned = infinitive and governor.lemma_.lower() in self.modality.lemmas("future-planned")
            if infinitive:
                return dataclasses.replace(mood, tense="future", certainty="probable" if planned else "possible")
            return mood
        if infinitive and governor.lemma_ == "be" and any(c.lower_ == "among" for c in governor.rights):
            # "Were among those to sign it", "was among the first to ratify it"
            return dataclasses.replace(self._verb(governor, headline, depth + 1), polarity=mood.polarity)
        if infinitive and governor.lemma_ == "be" and self.due(governor):
            # "is due in Beirut on Tuesday to confer with"
            return Mood("future", mood.polarity, "probable")
        outer = self._verb(governor, headline, depth + 1)
        if infinitive and verb.dep_ in ("advcl", "xcomp") and ranked(verb):
            # "Made his country the 58th to accept it", "was on Monday the third state, after Mali, to sign"
            return dataclasses.replace(outer, polarity=mood.polarity)
        return self._under_verb(verb, mood, outer, infinitive)

    def _put_down_for(self, verb: Token) -> bool:
        """ "Is slated for April", "was due on Monday": what a date has been set for."""
        preps = {c.lower_ for c in verb.children}
        passive = any(c.dep_ == "auxpass" for c in verb.children) or ("for" in preps and verb.tag_ == "VBD")
        fixed = verb.lemma_ in self.modality.lemmas("fixing-verb") and passive
        return fixed or (verb.lemma_ == "be" and self.due(verb) and not any(c.dep_ == "neg" for c in verb.children))

    def due(self, be: Token) -> bool:
        """ "Was due in Ottawa": what hangs on it is still to come."""
        planned = self.modality.lemmas("future-planned")
        told = [c for c in be.children if c.dep_ in ("acomp", "attr", "oprd", "prep")]
        return any(c.lower_ == "due" or (c.dep_ == "acomp" and c.lemma_ in planned) for c in told)

    def _under_verb(self, verb: Token, mood: Mood, outer: Mood, infinitive: bool) -> Mood:
        lemmas, lemma = self.modality.lemmas, governing_lemma(verb)
        if verb.dep_ == "pcomp":
            lemma = verb.head.head.lemma_.lower()
        if lemma in lemmas("negative-implicative") and verb.dep_ in ("xcomp", "pcomp", "ccomp"):
            flipped: Polarity = "positive" if outer.polarity == "negative" else "negative"
            own = any(c.lemma_ == "have" and c.dep_ == "aux" for c in verb.children)
            return dataclasses.replace(outer, polarity=flipped, tense="past" if own else outer.tense)
        if infinitive and (verb.dep_ in ("xcomp", "ccomp", "dep") or lemma == "manage"):
            if lemma == "go" and verb.head.tag_ == "VBG":
                # "Is going to send", "was going to blow up": ahead.
                return Mood("future", both(mood.polarity, outer.polarity), "probable", outer.conditional)
            if lemma in ("allow", "let", "help") and outer.tense != "past":
                # "The law allows them to impeach him": they may.
                return Mood("future", mood.polarity, "possible", outer.conditional, bound=True)
            if lemma == "get" and any(c.dep_ in ("aux", "auxpass") for c in verb.head.children):  # "has got to pass it"
                return Mood("future", mood.polarity, "possible", outer.conditional, bound=True)
            if lemma in lemmas("implicative"):
                return dataclasses.replace(outer, polarity=both(mood.polarity, outer.polarity))
            if lemma in lemmas("future-planned"):
                return Mood("future", mood.polarity, "probable", outer.conditional)
            if lemma in lemmas("future-possible"):
                return Mood("future", mood.polarity, "possible", outer.conditional, bound=True)
            if lemma == "be" and verb.dep_ == "xcomp":
                # "is to visit Athens"
                return Mood("future", mood.polarity, "probable", outer.conditional)
        if verb.dep_ in ("xcomp", "ccomp") and verb.tag_ == "VBG" and lemma in lemmas("weighing-verb"):
            return Mood("future", mood.polarity, "possible", outer.conditional, bound=True)
        wanted = verb.tag_ == "VBN" and lemma in ("want", "need")
        if verb.dep_ == "ccomp" and (verb.tag_ == "VB" or wanted) and lemma in lemmas("future-possible"):
            return Mood("future", mood.polarity, "possible", outer.conditional, bound=True)
        if verb.dep_ == "advcl" and infinitive:
            return dataclasses.replace(outer, polarity=mood.polarity)
        if verb.dep_ in ("xcomp", "ccomp", "advcl", "pcomp", "conj"):
            # "Failed to get it ratified", "refused to comply and submit it"
            brought = verb.tag_ == "VBN" and lemma in ("get", "have", "see")
            own = any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
            shared = verb.dep_ == "conj" and verb.head.dep_ == "xcomp" and verb.tag_ in ("VB", "VBG") and not own
            under = verb.dep_ == "xcomp" or brought or shared
            polarity = both(mood.polarity, outer.polarity) if under else mood.polarity
            return dataclasses.replace(mood.under(outer), polarity=polarity)
        return mood.under(outer)

    def _conditional(self, verb: Token) -> bool:
        for c in verb.children:
            if c.dep_ == "advcl" and any(
                m.lower_ in ("if", "unless") and m.dep_ in ("mark", "advmod") for m in c.children
            ):
                return True
            if c.dep_ in ("advcl", "prep", "ccomp") and (c.lower_ in ("provided", "providing") or inverted(c)):
                return True
            if (
                c.dep_ == "prep"
                and c.lower_ in ("in", "upon")
                and any(o.lemma_.lower() in self.modality.lemmas("conditional-noun") for o in c.children)
            ):
                return True
        return False

    def _noun(self, noun: Token, headline: bool) -> Mood:
        lemmas = self.modality.lemmas
        counted = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
        if counted.i != noun.i and counted.pos_ == "NOUN" and counted.lemma_.lower() in lemmas("quantity-noun"):
            # "Agreed to hold a round of talks": they are meant as the round is.
            return self._noun(counted, headline)
        mood = Mood("past")
        words = {c.lower_ for c in noun.children if c.dep_ in ("amod", "compound", "det", "advmod")}
        if words & lemmas("hedge"):
            mood = dataclasses.replace(mood, certainty="underspecified")
        if words & {"planned", "upcoming", "future", "further", "next", "proposed", "scheduled", "expected"}:
            mood = Mood("future", certainty="probable")
        if words & {"no"}:
            mood = dataclasses.replace(mood, polarity="negative")
        if words & {"any", "every", "each"}:
            mood = dataclasses.replace(mood, bound=True, certainty="possible")
        if noun.dep_ == "pobj" and noun.head.lower_ in ("after", "following") and noun.head.head.tag_ == "VB":
            # "Reversed its decision to raise prices after riots": the riots have been.
            return mood
        if noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_ in lemmas("averting-verb"):
            # "Refused an extension", "its departure was averted"
            return dataclasses.replace(mood, polarity=both("negative", self._verb(noun.head, headline, 3).polarity))
        if noun.dep_ == "pobj" and noun.head.lower_ == "for" and noun.head.head.lemma_ in lemmas("wanting-verb"):
            return dataclasses.replace(mood, bound=True, certainty="possible", tense="future")
        fixed = noun.dep_ in ("nsubj", "nsubjpass") and self._put_down_for(noun.head)
        if fixed or put_down(noun, lemmas("fixing-verb")):
            # "The signing is set for Friday", "its signature is pencilled in for May": still to come.
            return dataclasses.replace(mood, tense="future", certainty="probable")
        governor = noun.head
        while governor.dep_ == "prep" or (governor.pos_ in ("NOUN", "PROPN", "ADP") and governor.head.i != governor.i):
            if governor.lower_ in ("pending", "awaiting"):
                return Mood("future", certainty="possible", bound=True)
            if governor.lemma_.lower() in lemmas("conditional-noun") | lemmas("intent-noun") | _LOOMING:
                return dataclasses.replace(mood, bound=True, conditional=True, certainty="possible", tense="future")
            governor = governor.head
        if (
            noun.dep_ == "nsubj"
            and governor.lemma_ == "be"
            and any(c.dep_ == "xcomp" and any(a.tag_ == "TO" for a in c.children) for c in governor.children)
        ):
            # "The withdrawal is to be completed": still to come.
            return dataclasses.replace(mood, tense="future", certainty="probable")
        if governor.i != noun.i and governor.pos_ in ("VERB", "AUX"):
            outer = self._verb(governor, headline, 3)
            if governor.lemma_ == "be" and self.due(governor) and noun.dep_ == "pobj":
                return dataclasses.replace(mood, tense="future", certainty="probable")
            meant = governor.lemma_.lower() in lemmas("future-possible") | lemmas("future-planned")
            if meant and governor.lemma_ not in ("order", "set", "remain", "have") and noun.dep_ != "nsubj":
                outer = Mood("future", certainty="possible", bound=True)
            if noun.dep_ == "dobj" and outer.tense == "ongoing" and governor.tag_ == "VBG":
                return dataclasses.replace(mood, tense="ongoing")
            if noun.dep_ == "nsubj" and words & {"a", "an"} and outer.certainty == "possible":
                # "An attack on X would draw in Y"
                return dataclasses.replace(mood, bound=True, certainty="possible", tense="future")
            # What hangs on another noun ("the signing during his visit should …") is not what the verb looks ahead to.
            beside = noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.i == governor.i
            direct = noun.dep_ in ("dobj", "nsubj", "nsubjpass", "attr") or beside
            if direct and outer.tense == "future":
                return mood.under(outer)
            if noun.dep_ in ("nsubjpass", "dobj") and outer.polarity == "negative":
                if "no" in words or governor.lemma_.lower() in lemmas("light"):
                    # "No arrests were made", "did not hold talks": what is said not to have been.
                    return dataclasses.replace(mood, polarity="negative")
                return dataclasses.replace(mood, bound=True, certainty="underspecified")
        return mood
