"""Steps told by pointing at one told before: "the Senate followed", "did so in May", "that of Honduras on August 3"."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.extract.event_words import Words, span_of
from dateline.extract.factuality import Mood, Moods
from dateline.extract.suppositions import ORDINAL
from dateline.extract.syntax import Clauses
from dateline.model.findings import EventFinding
from dateline.model.span import Span
from dateline.model.vocabulary import CHAMBERS, Organ, Step

if TYPE_CHECKING:
    from spacy.tokens import Token

# A step told at most so many characters ago is the one that another body followed.
_SOON = 120
_FOLLOWED: frozenset[Step] = frozenset({"approve", "ratify", "sign", "accede", "accept", "deposit"})
# Those done by an instrument, which its state deposits (VCLT art. 16).
_BY_INSTRUMENT: frozenset[Step] = frozenset({"ratify", "accede", "accept"})
# Whose nationality alone says who acts: "his Ghanaian counterpart", "the Ghanaian side".
_OPPOSITE = frozenset({"counterpart", "number", "side", "colleague", "neighbour", "neighbor"})
# "Its government had done its part", "did the same".
_PART = frozenset({"part", "share", "bit"})
# What says what was done, so that "did" and "had" do not point back.
_COMPLETING = frozenset({"dobj", "xcomp", "ccomp", "attr", "acomp", "oprd", "prt"})
# What "that of Honduras" stands for, by the noun that it takes up.
_TAKEN_UP: dict[str, Step] = {
    "ratification": "ratify",
    "accession": "accede",
    "acceptance": "accept",
    "instrument": "deposit",
    "signature": "sign",
}


class Following:
    """Finds the steps that others took after, or beside, the one told right before."""

    def __init__(self, words: Words, clauses: Clauses, moods: Moods, steps: Sequence[EventFinding]) -> None:
        """`steps` are those found so far, in text order; the list grows with the reading."""
        self.words = words
        self.clauses = clauses
        self.moods = moods
        self.steps = steps

    def at(self, token: Token, last: EventFinding | None) -> EventFinding | None:
        """The step that `token` tells by pointing back; `last` is the event told right before, of any kind."""
        if token.lemma_ in ("follow", "do") and token.pos_ in ("VERB", "AUX"):
            found = self._followed(token, last)
            return found if found is not None or token.lemma_ != "do" else self._did(token)
        if token.lemma_ == "have" and token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
            return self._did(token)
        if token.lemma_ == "be" and token.pos_ == "AUX" and token.dep_ not in ("aux", "auxpass"):
            return self._ranked(token)
        if token.lower_ in ("that", "those") and token.dep_ in ("conj", "pobj", "nsubj", "nsubjpass", "dobj", "appos"):
            return self._left_out(token)
        return None

    def _followed(self, verb: Token, last: EventFinding | None) -> EventFinding | None:
        """ "The Senate followed on Tuesday", "followed suit": what was told right before, by another body."""
        actors = self._doers(verb)
        objects = self.clauses.objects(verb)
        if verb.lower_ == "following" and any(self.words.acts(c) for c in verb.children if c.dep_ in ("pobj", "dobj")):
            # "Ratified it on Friday, following Chile in March": whom it follows.
            return None
        # "Followed through on a promise" follows nobody.
        through = any(c.lower_ == "through" for c in verb.children)
        part = bool(objects) and verb.lemma_ == "do" and _own_part(objects[0])
        if not actors or through or (objects and not part and objects[0].lemma_ not in ("suit", "same", "likewise")):
            return None
        if verb.dep_ in ("relcl", "acl", "advcl") and any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children):
            # "A framework for Damascus to follow"
            return None
        suit = bool(objects) and objects[0].lemma_ == "suit" and verb.lemma_ == "follow"
        so = any(c.lower_ in ("so", "likewise", "same") for c in verb.subtree)
        if verb.lemma_ == "do" and not objects and not so:
            return None
        told = last if suit else self._before(verb)
        if told is None or verb.sent.start_char - told.evidence.end > _SOON:
            return None
        found = self._again(told, verb, actors, self.moods.of(verb), self.clauses.clause(verb))
        same = {o for a in told.actors if (o := self._organ(a, verb)) is not None}
        if len(same) == 1 and any(t.lemma_.lower() in ("counterpart", "number") for t in self.clauses.subjects(verb)):
            # "Her Zambian counterpart": of the same office
            return dataclasses.replace(found, organ=same.pop())
        if told.step != "approve" or found.organ is not None or not any(c.dep_ == "case" for c in actors[0].children):
            return found
        # "Uganda's did so on April 2": its parliament
        chambers = any(self._organ(a, verb) in CHAMBERS for a in told.actors)
        return dataclasses.replace(found, organ="legislature") if chambers else found

    def _did(self, verb: Token) -> EventFinding | None:
        """ "Ratified it on Tuesday, as Austria did in April", "as had Mali"; "Togo ratified it; Benin did"."""
        actors = self._doers(verb)
        told = self._before(verb)
        whole = any(
            (c.dep_ in _COMPLETING and c.i > verb.i) or c.dep_ == "neg" or c.tag_ == "TO" for c in verb.children
        )
        if not actors or whole or told is None or verb.sent.start_char > told.anchor.start:
            return None
        same = bool({span_of(t) for t in actors} & set(told.actors))
        if same or verb.dep_ not in ("advcl", "conj", "ccomp", "parataxis", "ROOT"):
            return None
        mood = self.moods.of(verb)
        if (mood.tense, mood.polarity, mood.certainty) != ("past", "positive", "certain") and verb.lemma_ == "do":
            return None
        return self._again(told, verb, actors, Mood("past"), self.clauses.clause(verb))

    def _doers(self, verb: Token) -> list[Token]:
        """Who did as well: "his Ghanaian counterpart", "the side in Accra" for Ghana."""
        subjects = self.clauses.subjects(verb)
        other = [t for t in subjects if t.lemma_.lower() in _OPPOSITE]
        whose = [w for t in other for w in (*self.clauses.owners(t), *self.clauses.obliques(t, ("in", "from", "of")))]
        acting = [t for t in subjects if self.words.acts(t)]
        return acting or [w for w in whose if w.pos_ != "PRON" and self.words.acts(w)]

    def _ranked(self, be: Token) -> EventFinding | None:
        """ "Tonga deposited its instrument on Friday. Fiji was first, on July 22": the same step, on its own day."""
        actors = [t for t in self.clauses.subjects(be) if self.words.acts(t)]
        told = self._just_done(be)
        rank = [c for c in be.rights if c.dep_ in ("acomp", "attr", "advmod") and ORDINAL.match(c.lower_)]
        bare = [c for c in rank if not any(d.dep_ in ("xcomp", "relcl", "acl", "prep") for d in c.children)]
        dated = any(t.ent_type_ == "DATE" and t.i > c.i for c in bare for t in be.subtree)
        if (
            not actors
            or told is None
            or not dated
            or any(c.dep_ == "xcomp" for c in be.rights)
            or be.tag_ != "VBD"
            or {span_of(t) for t in actors} & set(told.actors)
        ):
            return None
        return self._again(told, be, actors, Mood("past"), self.clauses.clause(be))

    def owned(self, event: EventFinding, verb: Token) -> EventFinding:
        """ "Togo became the first to ratify it. The instrument was deposited on Monday": whose, told right before."""
        if event.step != "deposit" or event.actors:
            return event
        told = self._just_done(verb)
        one = told is not None and told.step in _BY_INSTRUMENT and len(told.actors) == 1
        return dataclasses.replace(event, actors=told.actors) if told is not None and one else event

    def _left_out(self, pointer: Token) -> EventFinding | None:
        """ "Peru's instrument came in May and that of Chile in June", "the third, following those of Togo and Mali"."""
        of = [c for c in pointer.children if c.lower_ == "of"]
        actors = [
            t for prep in of for o in prep.children if o.dep_ == "pobj" for t in (o, *o.conjuncts) if self.words.acts(t)
        ]  # fmt: skip
        told = self._before(pointer)
        if not actors or told is None or told.tense != "past" or told.polarity != "positive":
            return None
        before = pointer.doc[pointer.sent.start : pointer.i]
        nouns = [t for t in before if t.lemma_.lower() in _TAKEN_UP and t.pos_ == "NOUN"]
        if not nouns or pointer.sent.start_char - told.evidence.end > _SOON:
            return None
        step = told.step if pointer.dep_ == "conj" else _TAKEN_UP[nouns[-1].lemma_.lower()]
        if {span_of(t) for t in actors} & set(told.actors):
            return None
        first, end = pointer.left_edge, pointer.right_edge
        words = Span(first.idx, end.idx + len(end))
        return dataclasses.replace(self._again(told, pointer, actors, Mood("past"), words), step=step, nominal=True)

    def _organ(self, words: Span, near: Token) -> Organ | None:
        """The organ that those words of the report name."""
        root = near.doc.char_span(*words, alignment_mode="expand").root
        named = self.words.arguments.actors.get(root.i)
        return named.organ if named is not None else None

    def _before(self, token: Token) -> EventFinding | None:
        """The last step told before a token, where it is one that others take as well."""
        last = next((e for e in reversed(self.steps) if e.head < token.i), None)
        return last if last is not None and last.step in _FOLLOWED else None

    def _just_done(self, token: Token) -> EventFinding | None:
        """That step, where one of the sentences right before tells it as done."""
        told = self._before(token)
        if told is None or (told.tense, told.polarity) != ("past", "positive"):
            return None
        return told if 0 < token.sent.start_char - told.anchor.start <= 2 * _SOON else None

    @staticmethod
    def _again(told: EventFinding, token: Token, actors: list[Token], mood: Mood, words: Span) -> EventFinding:
        return dataclasses.replace(
            told, anchor=span_of(token), evidence=words, head=token.i, actors=tuple(map(span_of, actors)),
            recipients=(), tense=mood.tense, polarity=mood.polarity, certainty=mood.certainty,
            reason="follow (the step told before)",
        )  # fmt: skip


def _own_part(done: Token) -> bool:
    """ "Had done its part on May 2", where the day is what is new: not "did its part to help farmers"."""
    own = [c for c in done.children if c.tag_ == "PRP$"]
    behind = [c for c in (*done.rights, *done.head.rights) if c != done and not c.is_punct]
    days = [c for c in behind if any(t.ent_type_ in ("DATE", "TIME") for t in c.subtree)]
    return done.lemma_ in _PART and bool(own) and bool(days) and all(c.dep_ in ("prep", "npadvmod") for c in behind)
