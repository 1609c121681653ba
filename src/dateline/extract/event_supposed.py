"""Steps that are only spoken of: what a condition supposes, what is wished for, feared or merely possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.event_frames import Frame
from dateline.extract.event_words import Words
from dateline.extract.factuality import Mood, Moods
from dateline.extract.syntax import Clauses
from dateline.kinds.modality import Modality
from dateline.kinds.senses import Sense

if TYPE_CHECKING:
    from spacy.tokens import Token

# Clauses that stand on their own: what they tell as done is done, whatever the clause above supposes.
_OWN_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis"})
_PRESENT = ("VBZ", "VBP", "VB", "MD")
# Steps that several make with each other, and such as are no step while they are merely possible.
_BETWEEN = frozenset({"conclude", "sign", "initial", "negotiate"})
_TALKED_OF = frozenset({"conclude", "negotiate", "terminate", "amend", "withdraw"})
# The same, unless it is said that they will not be taken.
_OPEN = frozenset({"ratify", "approve", "accede"})
_OF_SOMEBODY = frozenset({"sign", "initial", "conclude", "approve", "ratify", "accept", "accede", "deposit"})
_FAR = 6
# "Not until", "not before": what has to come first.
_BY_THEN = frozenset({"until", "till", "before", "unless"})
# What is seen or shown "in signing it".
_SEEN_IN = frozenset({"interest", "point", "purpose", "sense", "merit", "value", "harm"})
# Before a gerund, these lead to what is talked of.
_TOWARDS = frozenset({"on", "for", "of", "about", "toward", "towards", "to", "in"})


class Supposed:
    """Tells which steps of one report nobody has taken or means to take."""

    def __init__(self, words: Words, clauses: Clauses, moods: Moods) -> None:
        """`words` tells what tokens are, `clauses` who does what, `moods` reads what governs them."""
        self.words = words
        self.clauses = clauses
        self.moods = moods

    def only(self, frame: Frame, sense: Sense, mood: Mood, *, headline: bool) -> bool:
        """Whether a step that a frame tells is none; in a headline the present tense of a clause tells what is done."""
        if sense.step is None:
            return False
        token = frame.trigger
        if self.in_condition(token, headline=headline) or self._wished(token, mood):
            return True
        if self._attempted(token, sense, mood) or self._given_time(token) or self._talked_towards(token):
            return True
        if (sense.step in _OF_SOMEBODY and self._whoever(token)) or (
            mood.polarity == "negative" and mood.tense == "future" and _any_such(frame)
        ):
            return True
        if sense.step != "enter_into_force" and (self._urged(token) or self._guessed(token, mood)):
            return True
        if (
            self._believed(token)
            or self._unreal(token)
            or self._weighed(token)
            or self._of_any(token)
            or (token.dep_ == "ccomp" and token.head.lemma_ in self.words.modality.lemmas("ensuring-verb"))
            or (sense.step == "violate" and self._not_said(token))
        ):
            return True
        # "It went through the Senate": what does so is the treaty or the bill on it.
        voted = sense.step == "approve" and any(self.words.legislates(t) for t in frame.actors)
        it = frame.agreement if not voted else None
        if almost(token, self.words.modality) or (it is not None and self._another_thing(it, token)):
            return True
        if sense.step == "violate":
            # "Could break it", "is in breach" of what nobody says: a fear, a question.
            told = any(self.words.acts(t) for t in frame.actors)
            return mood.tense == "future" or (not told and mood.certainty != "certain")
        nobody = mood.tense == "future" and not any(self.words.does(t) for t in frame.actors)
        if sense.step in _BETWEEN and nobody and not any(t.ent_type_ == "DATE" for t in token.sent):
            return token.pos_ in ("VERB", "AUX") and frame.agreement is not None and not self._said_of(frame)
        talked_of = sense.step in _TALKED_OF or (sense.step in _OPEN and mood.polarity == "positive")
        return talked_of and self._merely_possible(token, mood)

    def _urged(self, token: Token) -> bool:
        """ "Should make a commitment to join the pact", "must withdraw": what somebody else thinks right."""
        node = token
        for _ in range(_FAR):
            if {c.lower_ for c in node.children if c.dep_ == "aux"} & self.words.modality.lemmas("urging-modal"):
                return True
            told = node.dep_ in ("acl", "relcl") and self._tense(node) == "VBN"
            if told or self._tense(node) in ("VBD", "VBZ", "VBP", "MD") or node.head.i == node.i:
                # "The pact, signed in May, must be ratified": signed it was.
                return False
            node = node.head
        return False

    def _guessed(self, token: Token, mood: Mood) -> bool:
        """ "Predicted that it would rejoin the pact": a guess; the exit that "I would have preferred": a wish."""
        verb = token if token.pos_ in ("VERB", "AUX") else token.head
        lemmas, above = self.words.modality.lemmas, verb.head.lemma_.lower()
        hoped = verb.dep_ == "ccomp" and verb.head.lower_ in ("hope", "hopes", "hoped", "hoping")
        if hoped and self._tense(verb) in ("VBZ", "VBP"):
            # "Hopes that deputies let it pass"
            return True
        if mood.tense == "future" and verb.dep_ in ("ccomp", "acl", "relcl") and token.pos_ != "NOUN":
            dated = any(t.ent_type_ == "DATE" for t in verb.subtree)
            open_ = mood.certainty == "possible" or not dated
            if verb.dep_ == "ccomp" and open_ and above in lemmas("guessing-verb"):
                return True
            # "The chance that it will pull out", "sure that they will come to an agreement"
            return open_ and verb.head.pos_ in ("NOUN", "ADJ") and above in lemmas("guessing-word")
        if token.pos_ != "NOUN" or token.dep_ not in ("dobj", "pobj"):
            return False
        verbs = [a for a in token.ancestors if a.pos_ in ("VERB", "AUX")][:2]
        return any(c.lower_ in ("would", "could") and c.dep_ == "aux" for a in verbs for c in a.children)

    def _believed(self, token: Token) -> bool:
        """ "Residents thought a truce was in place": what was believed, and may not have been so."""
        above = token.head
        held = above.lemma_ in self.words.modality.lemmas("believing-verb")
        return token.dep_ == "ccomp" and above.tag_ == "VBD" and held

    def hangs(self, token: Token) -> bool:
        """ "Takes effect once both have ratified it", "will sign only when paid": on what has to come first."""
        had = any(c.lemma_ == "have" and c.dep_ == "aux" for c in token.children)
        if token.pos_ not in ("VERB", "AUX") or self._tense(token) not in _PRESENT or had:
            return False
        denied = any(c.dep_ == "neg" or c.lower_ in ("never", "cannot") for c in token.children)
        for clause in (c for c in token.children if c.dep_ == "advcl"):
            first = clause.left_edge
            marks = {t.lower_ for t in clause.lefts if t.dep_ in ("mark", "advmod")} | {first.lower_}
            led = first.nbor(-1).lower_ if first.i > token.sent.start else ""
            if self._tense(clause) in ("VBD", "VBN", "VBG", "TO") or any(c.tag_ == "TO" for c in clause.children):
                continue
            if "once" in marks or (denied and marks & _BY_THEN):
                return True
            if marks & {"when", "after", "if", "once"} and "only" in (*marks, led):
                return True
        return False

    def decided(self, token: Token) -> bool:
        """ "Its decision to withdraw", "the plan to sign it in May": who has these means to do it."""
        noun, lemmas = token.head, self.words.modality.lemmas
        led = token.dep_ in ("acl", "relcl") and any(c.tag_ == "TO" for c in token.children)
        open_ = any(c.lower_ in ("no", "any") for c in noun.lefts)
        return led and not open_ and noun.pos_ == "NOUN" and noun.lemma_.lower() in lemmas("deciding-noun")

    def _attempted(self, token: Token, sense: Sense, mood: Mood) -> bool:
        """ "Will seek to end it", "tried to leave the pact": no step by that; who tries to negotiate does so."""
        governor = token.head
        if governor.pos_ == "ADJ" and governor.lemma_ in ("able", "free") and mood.tense == "future":
            return bool(token.dep_ == "xcomp")
        if token.dep_ == "conj" and governor.pos_ == "VERB" and any(c.tag_ == "TO" for c in governor.children):
            governor = governor.head
        if token.pos_ != "VERB" or token.dep_ not in ("xcomp", "advcl", "conj"):
            return False
        tried = governor.lemma_ in self.words.modality.lemmas("attempting-verb") and governor.i < token.i
        if token.dep_ == "advcl" and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children):
            # "Looked on as the ministers signed it"
            return False
        return tried and (sense.step != "negotiate" or mood.tense == "future")

    def _given_time(self, token: Token) -> bool:
        """ "Have until March to reach a deal", "has ten days to sign it": by when it can be done."""
        node = token
        while node.dep_ in ("conj", "ccomp", "xcomp", "acl", "relcl", "advcl") and node.head.i < token.i:
            if node.head.lemma_ == "have" and node.head.pos_ in ("VERB", "AUX"):
                until = any(c.lower_ in ("until", "till") for c in node.head.children)
                units = [o for o in self.clauses.objects(node.head) if o.i < token.i]
                return until or any(o.ent_type_ in ("DATE", "TIME") or o.lemma_ == "time" for o in units)
            node = node.head
        return False

    def _talked_towards(self, token: Token) -> bool:
        """ "Put the brakes on reaching a deal", "hopes of signing it": what a noun is about, not what was done."""
        preposition, lemmas = token.head, self.words.modality.lemmas
        if token.dep_ != "pcomp" or preposition.lower_ not in _TOWARDS:
            return False
        above = next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), token)
        if preposition.lower_ != "in" and any(c.dep_ == "neg" for c in above.children):
            # "Did not put a date on finalizing it"
            return True
        noun, named = preposition.head, (*lemmas("deciding-noun"), *lemmas("speech-noun"))
        while noun.pos_ in ("ADV", "SCONJ") and noun.head.i != noun.i:
            noun = noun.head
        if noun.pos_ == "VERB":
            # "Has shown no interest so far in signing it": the parser hangs "in" on the verb.
            shown = (c for c in noun.children if c.dep_ == "dobj" and c.i < preposition.i and c.lemma_ in _SEEN_IN)
            noun = next(shown, noun)
        return token.tag_ == "VBG" and noun.pos_ == "NOUN" and noun.lemma_.lower() not in named

    def _weighed(self, token: Token) -> bool:
        """ "Signing it is not in his interest", "ratifying it would be a mistake": what an act is worth."""
        above = token.head
        if any(c.lower_ in ("would", "could", "might") for c in above.children if c.dep_ == "aux"):
            # "Ratifying it would cost more", "Togo's ratification would be the tenth"
            noun = token.pos_ == "NOUN" and token.dep_ == "nsubj" and above.lemma_ not in ("follow", "come", "take")
            return noun or (token.dep_ == "csubj" and token.tag_ == "VBG")
        return token.dep_ == "csubj" and token.tag_ == "VBG" and above.lemma_ == "be" and above.tag_ in ("VBZ", "VB")

    def _whoever(self, token: Token) -> bool:
        """ "Other nations who signed it", "the states that have ratified it": which ones, not that somebody did."""
        led = any(c.lower_ in ("that", "who", "which") and c.dep_ == "nsubj" for c in token.children)
        found = self.words.arguments.actors.get(token.head.i)
        named = found is not None and (found.ids or found.country)
        some = token.head.lemma_ in self.words.modality.lemmas("some-state")
        counted = any(c.dep_ == "nummod" for c in token.head.lefts)
        return token.dep_ == "relcl" and led and some and not named and not counted

    def _unreal(self, token: Token) -> bool:
        """ "Could have gone further by withdrawing": not done; "days from when it joined", of what would follow."""
        node = token
        for _ in range(_FAR):
            helpers = {c.lower_ for c in node.children if c.dep_ == "aux"}
            if helpers & self.words.modality.lemmas("modal-possible") and "have" in helpers and node.i != token.i:
                return True
            asked = any(c.lower_ == "when" and c.dep_ == "advmod" for c in node.children) and node.dep_ == "pcomp"
            if asked and any(c.lower_ == "would" for a in node.ancestors for c in a.children):
                return True
            tensed = self._tense(node) in ("VBD", "VBZ", "VBP", "MD")
            if tensed or node.dep_ in ("relcl", "acl", "ROOT", "conj"):
                return False
            node = node.head
        return False

    def _of_any(self, token: Token) -> bool:
        """ "A truce that held might ease the plight": of whichever one there may be."""
        noun = token.head
        indefinite = any(c.lower_ in ("a", "an", "any") for c in noun.children if c.dep_ == "det")
        if token.dep_ != "relcl" or noun.dep_ != "nsubj" or not indefinite:
            return False
        helpers = {c.lower_ for c in noun.head.children if c.dep_ == "aux"}
        return bool(helpers & self.words.modality.lemmas("modal-possible"))

    def _not_said(self, token: Token) -> bool:
        """ "Is not saying that Iran is in breach": a breach that nobody charges."""
        nouns = [a for a in token.ancestors if a.pos_ == "NOUN"][:1]
        if any(c.lower_ == "no" for n in nouns for c in n.lefts):
            # "There is no evidence that Iran is in breach"
            return True
        above = [a for a in token.ancestors if a.pos_ in ("VERB", "AUX")][:2]
        lemmas = self.words.modality.lemmas("charging-verb")
        return any(a.lemma_ in lemmas and any(c.dep_ == "neg" for c in a.children) for a in above)

    def _another_thing(self, it: Token, verb: Token) -> bool:
        """ "The regime could collapse", told of "it": of an agreement only where nothing else was spoken of since."""
        if it.lower_ != "it" or verb.lemma_ not in self.words.modality.lemmas("said-of-anything"):
            return False
        heads = [h for h in self.words.arguments.agreements if h < it.i]
        doc, start = it.doc, it.sent.start
        before = doc[start - 1].sent.start if start else start
        if not heads or max(heads) < before:
            return True
        since = doc[max(heads) + 1 : it.i]
        things = ("nsubj", "nsubjpass", "dobj")
        return any(t.dep_ in things and t.tag_ in ("NN", "NNP") and not t.ent_type_ for t in since)

    @staticmethod
    def _said_of(frame: Frame) -> bool:
        """ "The accord is to be signed": a passive tells a step of its agreement, though nobody is named."""
        return frame.agreement is not None and frame.agreement.dep_ == "nsubjpass"

    def in_condition(self, token: Token, *, headline: bool) -> bool:
        """ "If Iran violates the deal", "until a pact is reached": what is only supposed, or waited for."""
        lemmas, node = self.words.modality.lemmas, token
        for _ in range(_FAR):
            marks = {c.lower_ for c in node.children if c.dep_ in ("mark", "advmod") and c.i < node.i}
            if marks & lemmas("supposing-mark") and "as" not in marks and node.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
                return True
            tensed = self._tense(node)
            if marks & lemmas("waiting-mark") and tensed in _PRESENT and node.dep_ == "advcl":
                # "When it takes effect on July 1": its day is told.
                dated = "when" in marks and any(t.ent_type_ == "DATE" for t in node.subtree)
                return not headline and not dated
            own = node.dep_ in _OWN_CLAUSES and (tensed in ("VBD", "VBN") or node.dep_ in ("relcl", "parataxis"))
            if own or node.head.i == node.i:
                return False
            node = node.head
        return False

    @staticmethod
    def _tense(node: Token) -> str:
        """The tag of the word that carries a clause's tense."""
        aux = [c for c in node.children if c.dep_ in ("aux", "auxpass")]
        return str(aux[0].tag_ if aux else node.tag_)

    def _wished(self, token: Token, mood: Mood) -> bool:
        """ "Efforts to negotiate a pact", "too early to sign": but not "its decision to sign", "likely to sign"."""
        verb = token if token.pos_ in ("VERB", "AUX") else token.head
        if verb.pos_ not in ("VERB", "AUX") or not any(c.tag_ == "TO" for c in verb.children):
            return False
        if mood.certainty != "possible" or mood.tense != "future":
            return False
        governor, lemmas = verb.head, self.words.modality.lemmas
        if verb.dep_ in ("acl", "relcl") and governor.pos_ == "NOUN":
            return governor.lemma_.lower() not in lemmas("deciding-noun")
        return governor.pos_ == "ADJ" and governor.lemma_.lower() not in lemmas("looking-ahead")

    def _merely_possible(self, token: Token, mood: Mood) -> bool:
        """ "Could quickly reach a deal", "would agree to such a pact": no talks and no agreement by that."""
        words = {a.lower_ for a in self.moods.auxiliaries(token)} if token.pos_ in ("VERB", "AUX") else set()
        possible = words & self.words.modality.lemmas("modal-possible")
        return mood.certainty == "possible" and bool(possible) and not any(t.ent_type_ == "DATE" for t in token.subtree)

    def merely_named(self, trigger: Token, frame: Frame) -> bool:
        """ "A bill on ratification", "since the signing": a step that nobody is said to take here."""
        told = trigger.dep_ in ("nsubj", "nsubjpass", "ROOT") or self.moods.of(trigger).tense == "future"
        return trigger.pos_ == "NOUN" and not told and not any(self.words.acts(t) for t in frame.actors)

    def by_others(self, verb: Token, frame: Frame) -> bool:
        """ "The carrier reached a deal": of those who are no actors of the record, and no states or envoys."""
        if verb.pos_ != "VERB":
            return False
        subjects = self.clauses.subjects(verb)
        if subjects and not self.clauses.is_passive(verb) and not set(subjects) & set(frame.actors):
            # "Talks between A and B began": who acts is told inside the subject.
            return False
        if not subjects or any(self.words.acts(t) or t.pos_ in ("PRON", "DET", "NUM") for t in subjects):
            return False
        sides = self.words.modality.lemmas("treaty-side")
        return not any(self.words.belongs(t, ("state", "igo", "body")) or t.lemma_.lower() in sides for t in subjects)


def _any_such(frame: Frame) -> bool:
    """ "Would never sign an agreement that did not guarantee it": whichever is of that kind."""
    noun = frame.agreement
    indefinite = noun is not None and any(c.lower_ in ("a", "an", "any") for c in noun.children)
    return indefinite and noun is not None and any(c.dep_ == "relcl" for c in noun.children)


def almost(token: Token, modality: Modality) -> bool:
    """ "Is all but dead", "has nearly collapsed": not yet."""
    near = " ".join(t.lower_ for t in token.doc[max(token.sent.start, token.i - 3) : token.i + 4])
    words = modality.lemmas("almost")
    # "Almost unanimously" is all the same a vote.
    told = [c for t in (token, *token.children) for c in t.lefts if t.pos_ in ("VERB", "AUX", "ADJ")]
    return "all but" in near or "as good as" in near or any(c.lower_ in words and c.dep_ == "advmod" for c in told)
