"""Whether and when a report tells that a step or an event came about, beyond what its verb says."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from dateline.extract.event_consents import CONSENTS, presupposed
from dateline.extract.event_doubles import DONE_BY_AGREEING
from dateline.extract.event_play import scheduled
from dateline.extract.factuality import Mood, Moods
from dateline.extract.headlines import Headlines
from dateline.kinds.senses import Sense

if TYPE_CHECKING:
    from spacy.tokens import Token

# Marks of clauses that tell what is already so.
_GIVING = frozenset({"as", "because", "since", "although", "though", "while"})


# Types that are done by saying so, whatever the condition that is set: "threatened to walk out unless paid".
_UTTERED = frozenset({"THREATEN", "AGREE", "REQUEST"})


# "The accord bears two signatures": it has been signed.
_BEARING = frozenset({"bear-signature", "signatures-go", "initials-go", "bear-initials", "vote-completes"})


def since(verb: Token) -> bool:
    """ "Has been operating since September": it began, and is not to come."""
    return any(c.lower_ == "since" and c.dep_ == "prep" for c in verb.children)


def belated(verb: Token) -> Token | None:
    """ "Did not ratify it until 2018", "it was not until May that it did": the day on which it was done after all."""
    above = verb.head
    # "It was not until 2012 that Kenya ratified it"
    cleft = above.lower_ == "was" and verb.i > above.i and any(c.lower_ == "it" for c in above.lefts)
    holder = above if cleft and verb.tag_ in ("VBD", "VBN") else verb
    # "Took until 2012 to ratify it"
    waited = verb.dep_ in ("xcomp", "advcl") and above.lower_ in ("took", "waited") and above.i < verb.i
    holder = above if waited else holder
    aux = {c.lower_ for c in holder.children if c.dep_ in ("aux", "auxpass")} | {holder.lower_}
    if not waited and not aux & {"did", "was", "were"}:
        return None
    held = (holder, *(c for c in holder.children if c.dep_ in ("dobj", "attr", "prep", "dative", "aux")))
    until = [p for h in held for p in (h, *h.children) if p.lower_ in ("until", "till") and p.dep_ == "prep"]
    days = [o for p in until for o in p.children if o.dep_ == "pobj" and o.ent_type_ == "DATE" and o.lower_ != "now"]
    negated = [c for t in (holder, *until) for c in t.children if c.dep_ == "neg" or c.lower_ == "never"]
    return days[0] if days and (negated or waited) else None


class Told:
    """Reads the moods of one report's triggers in their senses."""

    def __init__(self, moods: Moods, headlines: Headlines) -> None:
        """`moods` reads a verb's own mood, `headlines` tells which tokens stand in headline English."""
        self.moods = moods
        self.headlines = headlines

    def headline(self, token: Token) -> bool:
        """Whether a token stands in headline English."""
        return self.headlines.holds(token)

    def mood(self, token: Token, sense: Sense) -> Mood:
        """To agree to extend, end or suspend an agreement is to do it (Vienna Convention, arts 39, 54, 57)."""
        if sense.step is not None and self._told_beside(token):
            return Mood()
        if sense.step is not None and token.pos_ == "VERB" and belated(token) is not None:
            return Mood("past")
        aux = {c.lower_ for c in token.children if c.dep_ == "aux"}
        if sense.step is not None and aux & {"would", "could", "might"} and "have" in aux:
            # "Would have lapsed in May": it did not.
            return Mood("past", "negative", "possible", bound=True)
        governor = token.head
        agreeing = {"agree", "decide", "resolve"} if sense.step in ("extend", "amend") else {"agree"}
        if sense.step in DONE_BY_AGREEING and token.dep_ == "xcomp" and governor.lemma_ in agreeing:
            return self.moods.of(governor, headline=self.headline(token))
        mood = self.moods.of(token, headline=self.headline(token))
        if sense.type in _UTTERED and mood.conditional and (mood.tense, mood.certainty) == ("past", "certain"):
            return dataclasses.replace(mood, conditional=False)
        if token.pos_ == "VERB" and mood.tense in ("past", "ongoing") and scheduled(token):
            return dataclasses.replace(mood, tense="future", certainty="probable")
        if sense.id == "no-longer-party" and mood.tense == "ongoing":
            return dataclasses.replace(mood, tense="past", polarity="positive")
        if sense.id in _BEARING and mood.tense == "ongoing":
            return dataclasses.replace(mood, tense="past")
        ends = sense.step in ("enter_into_force", "terminate") or sense.id in ("freeze-ends", "not-of-withdrawal")
        if sense.step == "enter_into_force" and mood.tense == "ongoing" and self._that_same_day(token):
            # "Swapped letters on Tuesday that bring the pact into effect from the same day"
            return dataclasses.replace(mood, tense="past")
        if ends and mood.tense == "ongoing" and token.lemma_ not in ("be", "remain", "hold") and not since(token):
            # "The treaty enters into force when …", "… on Monday": a rule or a date to come, not yet a fact.
            return dataclasses.replace(mood, tense="future", certainty="probable")
        if sense.step == "enter_into_force" and mood.bound and mood.tense == "past":
            # "Should have taken effect at noon": it did not.
            return Mood("past", "negative")
        if sense.step == "enter_into_force" and mood.bound and self._ought(token):
            # "Should take effect on January 1": expected.
            return dataclasses.replace(mood, bound=False, certainty="probable")
        if sense.id == "entry-into-force":
            return Mood("past")
        if sense.id == "ratification-comes" and mood.tense == "ongoing" and self._upon_another(token):
            return dataclasses.replace(mood, tense="past")
        if sense.id == "force-since" and token.nbor(1).lower_ == "since":
            return Mood("past")
        if sense.step in (*CONSENTS, "approve") and token.pos_ == "NOUN" and presupposed(token):
            return Mood("past")
        if sense.step is not None and token.pos_ == "NOUN" and self._by_rule(token):
            return dataclasses.replace(mood, tense="future", certainty="possible")
        return mood

    @staticmethod
    def _that_same_day(verb: Token) -> bool:
        """Whether a clause on what was done says that it has effect from that day."""
        behind = " ".join(t.lower_ for t in verb.subtree if t.i > verb.i)
        above = verb.head if verb.dep_ != "relcl" else next((a for a in verb.ancestors if a.pos_ == "VERB"), verb)
        done = above.tag_ in ("VBD", "VBN") and above.i != verb.i
        return done and any(w in behind for w in ("same day", "that day", "at once", "immediately"))

    @staticmethod
    def _upon_another(verb: Token) -> bool:
        """ "Jamaica's ratification follows that of Barbados": both have come about."""
        return verb.lemma_ == "follow" and any(c.dep_ in ("dobj", "pobj") and c.i > verb.i for c in verb.children)

    @staticmethod
    def _ought(verb: Token) -> bool:
        """ "Should take effect on January 1", but not "should have taken effect"."""
        aux = {c.lower_ for c in verb.children if c.dep_ == "aux"}
        return "should" in aux and "have" not in aux

    def _told_beside(self, verb: Token) -> bool:
        """Whether a clause that hangs on another tells what was done, whatever becomes of what the other tells.

        "Will open the plants under a treaty that they signed on Tuesday", "boats may go on fishing, as the text has
        been in use since May".
        """
        if self._negated(verb) or verb.pos_ not in ("VERB", "AUX"):
            return False
        if verb.tag_ == "VBD" and verb.dep_ == "relcl":
            # "The day when both sides exchanged the instruments" may be to come.
            return verb.head.lemma_.lower() not in ("day", "date", "moment", "time", "point", "hour", "once")
        marks = {c.lower_ for c in verb.children if c.dep_ == "mark"}
        perfect = verb.tag_ == "VBN" and any(c.lower_ in ("has", "have", "had") for c in verb.children)
        perfect |= verb.tag_ == "VBD" and verb.head.tag_ in ("VBD", "VBN")
        as_soon = verb.head.pos_ == "ADV" or verb.head.lower_ in ("soon", "long")
        return verb.dep_ == "advcl" and perfect and not as_soon and bool(marks & _GIVING)

    @staticmethod
    def _negated(verb: Token) -> bool:
        return any(c.dep_ == "neg" or c.lower_ in ("never", "nobody", "neither") for c in verb.children)

    def _by_rule(self, noun: Token) -> bool:
        """ "Takes effect on the exchange of instruments": what a clause on entry into force waits for."""
        verb = next((a for a in noun.ancestors if a.pos_ == "VERB"), noun)
        rule = verb.lemma_ in ("take", "enter", "come", "go") and verb.tag_ in ("VBZ", "VBP", "VB")
        return rule and not self.headline(noun)
