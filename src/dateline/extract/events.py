"""Clauses and nominals that report an event: typed by the lexicon, with who, to whom, and whether it happened."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.extract.event_chambers import act_is_for, bought, in_part, passed_on, shelved_in_committee
from dateline.extract.event_conditions import Conditions
from dateline.extract.event_doubles import once
from dateline.extract.event_following import Following
from dateline.extract.event_founded import STANCES, Founded
from dateline.extract.event_frames import Frame, Frames
from dateline.extract.event_network import Network, Pair
from dateline.extract.event_notices import BRINGING, Notices
from dateline.extract.event_play import Plays
from dateline.extract.event_refused import put_off, witnessed
from dateline.extract.event_speech import Act, Speech
from dateline.extract.event_steps import ReadSteps
from dateline.extract.event_supposed import Supposed
from dateline.extract.event_told import Told, belated
from dateline.extract.event_triggers import Triggers
from dateline.extract.event_turns import Turns, part_of_turn
from dateline.extract.event_words import Words, span_of
from dateline.extract.factuality import Mood, Moods
from dateline.extract.headlines import Headlines
from dateline.extract.syntax import Clauses
from dateline.kinds.lexicon import Lexicon
from dateline.kinds.modality import Modality
from dateline.kinds.senses import Sense
from dateline.kinds.turns import Turn
from dateline.model.document import Document
from dateline.model.findings import Arguments, EventFinding, TypeOf
from dateline.model.span import Span, hull
from dateline.model.vocabulary import EventType, Step

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEAVING = frozenset({"withdraw", "terminate", "give_notice"})
# Steps of which a gerund behind "out of", "against", "from" says that they were not taken.
_TAKEN = frozenset(
    {"withdraw", "terminate", "suspend", "give_notice", "ratify", "approve", "sign", "accede", "submit", "deposit"}
)
_BY_DOING = frozenset({"by", "after", "with", "in", "since", "upon", "on", "through"})
# Verbs that say what something is held to be.
_RATING = frozenset({"make", "call", "deem", "consider", "declare"})
# What those do who speak for a group.
_LEADING = frozenset({"lead", "head", "command", "chair", "represent"})
# Steps that nobody but states, organisations and armed groups take.
_BY_STATES = frozenset({"conclude", "sign", "initial", "negotiate"})
# Steps that some party takes, and nobody in general.
_OF_PARTIES = frozenset({"ratify", "approve", "accept", "accede", "submit", "deposit"})


def find_events(
    document: Document, lexicon: Lexicon, modality: Modality, arguments: Arguments, *, type_of: TypeOf | None = None
) -> tuple[EventFinding, ...]:
    """All events in text order; hypothetical ones ("urged Iran to …", "in case of an attack") are left out.

    `type_of` is asked about verbs between two sides of which the lexicon says nothing.
    """
    finder = _Finder(document, lexicon, modality, arguments)
    found: list[EventFinding] = []
    for token in document.syntax:
        if (event := finder.at(token)) is not None:
            found.append(event)
            finder.last = event
    if type_of is not None:
        pairs = finder.network.pairs(document.syntax, {e.head for e in found})
        found += [e for pair in pairs if (e := finder.by_network(pair, type_of)) is not None]
    # A turn of phrase may take in words before its verb: "the suspension was lifted".
    found = [e for e in found if e.head not in finder.inside or not e.nominal]
    found = ReadSteps(finder.words, finder.clauses, finder).beside(found, document.syntax)
    return tuple(sorted(once(found, document.syntax, finder.held), key=lambda e: (e.anchor, e.type)))


class _Finder:
    def __init__(self, document: Document, lexicon: Lexicon, modality: Modality, arguments: Arguments) -> None:
        self.document = document
        self.lexicon = lexicon
        self.words = Words(lexicon, modality, arguments)
        self.clauses = Clauses(modality)
        self.moods = Moods(modality)
        self.steps: list[EventFinding] = []
        # Triggers whose sense lies in verb and object together: the object tells no event of its own.
        self.held: set[int] = set()
        # Words that are part of a turn of phrase, and tell no step of their own.
        self.inside: set[int] = set()
        # Triggers of which a rule says that they tell no step: "a committee approved it", "might leave it".
        self.refused: set[int] = set()
        self.plays = Plays(modality)
        self.told = Told(self.moods, Headlines(document))
        self.last: EventFinding | None = None
        self.frames = Frames(self.words, self.clauses)
        self.notices = Notices(self.words)
        self.founded = Founded(self.words, self.clauses, self.told)
        self.supposed = Supposed(self.words, self.clauses, self.moods)
        self.turns = Turns(self.words, self.clauses, lexicon.turns)
        self.speech = Speech(self.words, self.clauses, self.frames.sides)
        self.triggers = Triggers(self.words, self.clauses, self.told)
        self.conditions = Conditions(self.words, self.clauses, self.steps)
        self.following = Following(self.words, self.clauses, self.moods, self.steps)
        self.network = Network(self.words, self.clauses)

    def by_network(self, pair: Pair, type_of: TypeOf) -> EventFinding | None:
        """The event of a verb that the lexicon lacks, where the network is sure of it."""
        verb = pair.verb
        if verb.sent.text.rstrip().endswith("?") or self.plays.unreal(verb):
            return None
        mood = self.moods.of(verb, headline=self.told.headline(verb))
        if mood.bound or mood.conditional or (typed := self.network.typed(pair, type_of)) is None:
            return None
        if self.founded.unfounded(verb, Sense(id="network", type=typed.type)):
            return None
        told = typed.type in STANCES and mood.tense == "ongoing"
        # The network knows one kind of yielding; that of those who bear arms is a retreat.
        armed = self.words.belongs(pair.source, ("troops", "armed"))
        kind: EventType = "RETREAT" if typed.type == "CONCEDE" and armed else typed.type
        return EventFinding(
            anchor=span_of(verb), evidence=self.clauses.clause(verb), head=verb.i, type=kind,
            actors=(span_of(pair.source),), recipients=tuple(map(span_of, pair.targets)),
            tense="past" if told else mood.tense, polarity="positive", certainty=mood.certainty,
            reciprocal=typed.type in ("CONSULT", "COOPERATE"), confidence=round(typed.confidence * 0.6, 2),
            reason=f"{verb.lemma_} (network, {typed.confidence:.2f})", network="alone",
        )  # fmt: skip

    def at(self, token: Token) -> EventFinding | None:
        """The event that `token` triggers, None if it triggers none."""
        if (followed := self.following.at(token, self.last)) is not None:
            return followed
        turns = tuple(self.turns.at(token))
        senses = self.triggers.senses(token)
        act = self.speech.act(token) if token.pos_ in ("VERB", "ADJ", "AUX") else None
        if not turns and not senses and act is None:
            return None
        if token.sent.text.rstrip().endswith("?") or self.plays.unreal(token):
            return None
        if token.i in self.inside:
            return None
        for turn, frame in turns:
            if turn.ahead and not self._ahead(token, turn):
                continue
            held = {o.i for o in frame.objects}
            if turn.step not in ("enter_into_force", "apply_provisionally"):
                self.inside |= {t.i for t in token.subtree if part_of_turn(t, token, held)}
            event = None if turn.skip else self._by_turn(frame, turn)
            if event is None:
                self.refused.add(token.i)
                return None
            return self.following.owned(event, token)
        return self._by_sense(token, senses) or (self._by_speech(token, act) if act is not None else None)

    def _by_speech(self, token: Token, act: Act) -> EventFinding | None:
        """ "Said Israel must withdraw": a request."""
        verb = token if token.pos_ == "VERB" else token.head
        mood = self.moods.of(verb, headline=self.told.headline(verb))
        if mood.bound or mood.polarity == "negative":
            return None
        actors = [t for t in act.actors if self.words.acts(t)]
        # "Told the South": whom it is said to.
        told = [o for o in self.clauses.objects(verb) if self.words.acts(o) and act.type == "THREATEN"]
        recipients = [t for t in (*act.recipients, *told) if t not in actors]
        return EventFinding(
            anchor=span_of(token), evidence=self.clauses.clause(verb), head=token.i, type=act.type,
            actors=tuple(map(span_of, actors)), recipients=tuple(map(span_of, recipients)),
            tense="past" if mood.tense == "ongoing" else mood.tense, polarity=mood.polarity, certainty=mood.certainty,
            conditional=mood.conditional, confidence=0.6, reason=f"{token.lemma_} ({act.reason})",
        )  # fmt: skip

    def _by_turn(self, frame: Frame, turn: Turn) -> EventFinding | None:
        event = self._told(frame, turn.sense)
        if event is None:
            return None
        return dataclasses.replace(event, organ=turn.organ, tense="future" if turn.ahead else event.tense)

    def _ahead(self, verb: Token, turn: Turn) -> bool:
        """ "Will vote on it": to come, not done and not refused."""
        mood = self.told.mood(verb, turn.sense)
        due = mood.tense == "future" or (turn.head and mood.tense == "ongoing")
        return bool(due) and mood.polarity == "positive" and not mood.bound

    def _by_sense(self, token: Token, senses: tuple[Sense, ...]) -> EventFinding | None:
        for sense in senses:
            frame = self.frames.of(token, sense)
            if frame is None or not self.conditions.met(frame, sense):
                continue
            event = None if sense.skip else self._told(frame, sense)
            if event is None and sense.step is not None:
                self.refused.add(token.i)
            return event
        return None

    def _told(self, frame: Frame, sense: Sense) -> EventFinding | None:
        """The event that a frame tells in one sense, None where it is only spoken of."""
        token = frame.trigger
        mood = self.told.mood(token, sense)
        if sense.step is not None and (
            self._taken_back(token) or put_off(token, sense.step, self.words) or witnessed(token, self.words)
        ):
            return None
        if sense.step == "suspend" and shelved_in_committee(frame, self.words, self.clauses):
            return None
        if sense.step == "approve" and (
            in_part(frame, self.words, self.clauses) or bought(frame, self.words, self.clauses)
        ):
            return None
        if sense.step == "enter_into_force" and act_is_for(token):
            return None
        if sense.step == "submit" and passed_on(token, self.steps, self.words):
            return None
        if sense.step in _OF_PARTIES and self.supposed.merely_named(token, frame):
            return None
        if sense.step in _BY_STATES and self.supposed.by_others(token, frame):
            return None
        gerund = token.dep_ == "pcomp" and token.tag_ == "VBG" and token.head.lower_ not in _BY_DOING
        if sense.step in _TAKEN and gerund:
            # "To talk its neighbour out of quitting", "opposed to signing": not done.
            return None
        rated = token.tag_ == "VBG" and token.dep_ == "ccomp" and token.head.lemma_ in _RATING
        if sense.step is not None and rated and not any(c.dep_ in ("aux", "mark") for c in token.children):
            # "Made concluding the pact a priority"; not "declared that it was quitting"
            return None
        if sense.step == "negotiate" and token.tag_ == "VBG" and not self.moods.auxiliaries(token):
            # "The hurdles to negotiating a deal": no talks are told.
            return None
        before = token.doc[max(token.left_edge.i - 1, 0)]
        if (
            sense.step not in (None, "negotiate")
            and before.lemma_.lower() in self.words.lexicon.classes["talks"]
            and self.founded.purpose(token)
        ):
            # "Met for talks to revamp the pact": what the talks are for
            return None
        if sense.id == "mark-force" and self.founded.purpose(token):
            # "Was blown up on Monday to mark its entry into force"
            mood = Mood("past")
        elif sense.step is not None and self.founded.purpose(token) and mood.tense == "past":
            if sense.step in ("conclude", "negotiate"):
                # "Met to hammer out a deal": they talked; what came of it is told elsewhere.
                if token.head.lemma_ not in self.words.modality.lemmas("sitting-down"):
                    return None
                sense, mood = Sense(sense.id, "CONSULT", step="negotiate", reciprocal=True), self.moods.of(token.head)
            elif token.head.lemma_ not in self.words.modality.lemmas("gathering-verb"):
                mood = dataclasses.replace(mood, tense="future", certainty="possible")
        if mood.bound or (sense.step is None and self.founded.unfounded(token, sense)):
            return None
        if sense.step is not None and self.supposed.hangs(token):
            # "Does not take effect until both have ratified it": then it will.
            mood = dataclasses.replace(mood, tense="future", polarity="positive", conditional=True)
        if sense.step is not None and not mood.conditional and self.supposed.decided(token):
            mood = dataclasses.replace(mood, certainty="probable")
        if self.supposed.only(frame, sense, mood, headline=self.told.headline(token)):
            return None
        if (
            sense.step == "approve"
            and sense.type == "REJECT"
            and mood.tense == "future"
            and mood.polarity == "positive"
        ):
            # "Has until Friday to pass a resolution disapproving it": no approval is planned.
            return None
        if sense.step == "approve" and sense.type == "REJECT" and mood.polarity == "negative":
            # "Is not rejecting a deal": neither approved nor refused.
            return None
        event = self._event(frame, sense, mood)
        if sense.object and token.pos_ != "NOUN" and (sense.step is None or sense.about):
            self.held.add(token.i)
        if event.step is not None:
            self.steps.append(event)
        return event

    def _taken_back(self, trigger: Token) -> bool:
        """ "Took back its notice of withdrawal", "was due to run out": no notice, and no end."""
        if trigger.pos_ == "NOUN":
            notice = self.notices.of_withdrawal(trigger)
            return notice is not None and notice.i in self.held and notice.i != trigger.i
        due = trigger.head if trigger.dep_ == "xcomp" else None
        if due is not None and due.pos_ == "ADJ":
            due = due.head
        return due is not None and due.lower_ in ("was", "were") and trigger.lemma_ in ("expire", "lapse", "run", "end")

    # --- the event

    def _event(self, frame: Frame, sense: Sense, mood: Mood) -> EventFinding:
        trigger = frame.trigger
        doers = list(frame.actors)
        if sense.step is not None:
            doers = [*self.of_whom(doers), *self.represented(trigger, sense.step)]
        actors = [t for t in doers if self.words.acts(t) and sense.subject != ("agreement",)]
        recipients = [t for t in frame.recipients if self.words.acts(t) and t not in actors]
        nominal = trigger.pos_ in ("NOUN", "ADJ") and trigger.i not in self.words.verbal
        simple = trigger.tag_ in ("VBZ", "VBP") and not self.moods.auxiliaries(trigger)
        simple = simple and sense.step is None
        if sense.type in STANCES and mood.tense == "ongoing" and (simple or self._spoken(trigger)):
            # "Estonia wants NATO to close the gulf": it has said so.
            mood = dataclasses.replace(mood, tense="past")
        polarity = mood.polarity if "no" not in sense.phrase else "positive"
        if sense.negative and (sense.type != "REJECT" or sense.step == "reserve"):
            # Who rejects a thing does something; who calls a signing off does not sign.
            polarity = "negative" if polarity == "positive" else "positive"
        step, head = sense.step, trigger
        day = belated(trigger) if step is not None and trigger.pos_ == "VERB" else None
        if (
            step in _LEAVING
            and mood.polarity == "positive"
            and (notice := (self.notices.of_withdrawal if nominal else self.notices.announced)(trigger)) is not None
        ):
            # "notified the body that it would leave", "gave notice of its withdrawal": the notice is what was done.
            told = self.moods.of(notice, headline=self.told.headline(notice))
            step, head = "give_notice", notice
            mood = dataclasses.replace(told, tense="past" if told.tense == "ongoing" else told.tense)
            polarity = told.polarity
            if nominal or (not actors and notice.lemma_ in BRINGING):
                own = [w for t in self.clauses.subjects(notice) for w in (t, *self.clauses.owners(t))]
                actors = [t for t in own if self.words.acts(t)][:1] or actors
        return EventFinding(
            anchor=span_of(head),
            evidence=hull((self.evidence(trigger), self.evidence(head))),
            head=head.i,
            type=sense.type,
            mode=sense.mode,
            step=step,
            actors=tuple(map(span_of, actors)),
            recipients=tuple(map(span_of, recipients)),
            agreement=span_of(frame.agreement) if frame.agreement is not None else None,
            tense=mood.tense,
            polarity=polarity,
            certainty=mood.certainty,
            conditional=mood.conditional,
            reciprocal=sense.reciprocal,
            when=day.i if day is not None else None,
            nominal=nominal,
            confidence=round(0.5 + 0.15 * bool(actors) + 0.1 * bool(recipients) + 0.1 * (not nominal), 2),
            reason=f"{trigger.lemma_} ({sense.id})",
        )

    def of_whom(self, doers: Sequence[Token]) -> list[Token]:
        """ "Envoys of Togo and Benin", "the rebels of FACT": also those for whom somebody acts in a step."""
        out: list[Token] = []
        for t in (w for d in doers for w in (self.clauses.among(d) or [d])):
            found = self.words.arguments.actors.get(t.i)
            preps = [c for c in t.children if c.dep_ == "prep" and c.lower_ in ("of", "from", "for")]
            preps += [c for p in preps for c in p.children if c.dep_ == "conj" and c.lower_ in ("of", "from", "for")]
            held = [o for p in preps for o in self.clauses.spread(p)]
            # "The leader of the movement's armed wing": whose wing it is.
            of = [
                w for o in held for w in ([o] if self.words.acts(o) else self.clauses.owners(o)) if self.words.acts(w)
            ]
            names = [o for o in of if self.words.arguments.actors[o.i].form != "place"]
            # "Godefroid Nduwayezu, who leads the Movement for the Hills"
            leading = [c for c in t.children if c.dep_ == "relcl" and c.lemma_ in _LEADING and c.tag_ != "VBN"]
            names += [o for c in leading for o in self.clauses.objects(c) if self.words.acts(o) and o not in names]
            rebels = found is not None and found.sector == "REB"
            unnamed = found is not None and not found.country and not found.ids and found.form != "organisation"
            # "The leader of the Northern Front", but not "the head of the Rwanda Space Agency".
            of_rebels = any(self.words.arguments.actors[o.i].sector == "REB" for o in names)
            unnamed |= bool(leading) or (of_rebels and found is not None and found.form == "role")
            out += [] if rebels and names else [t]
            out += [o for o in names if o not in out] if rebels or unnamed or len(names) > 1 else []
        return out

    def represented(self, verb: Token, step: Step) -> list[Token]:
        """ "Sidi Ould Sidati signed for the Coordination", "on behalf of Chad": for whom somebody signs."""
        if step not in ("sign", "initial") or verb.pos_ != "VERB":
            return []
        behalf = [t for t in self.clauses.obliques(verb, ("on",)) if t.lemma_ == "behalf"]
        of = [t for b in behalf for t in (*self.clauses.obliques(b, ("of",)), *self.clauses.owners(b))]
        told = [*self.clauses.obliques(verb, ("for",)), *of]
        actors = self.words.arguments.actors
        told = [t for t in told if self.words.acts(t)]
        return [
            t for t in told if actors[t.i].form in ("name", "capital", "organisation") or actors[t.i].sector == "GOV"
        ]

    @staticmethod
    def _spoken(verb: Token) -> bool:
        """ "We thank Azerbaijan", in a quotation: said, and thereby done."""
        return any(c.dep_ == "nsubj" and c.lower_ in ("we", "i") for c in verb.children)

    def evidence(self, trigger: Token) -> Span:
        """The words of a trigger's clause or phrase."""
        if trigger.pos_ != "NOUN":
            return self.clauses.clause(trigger)
        tokens = [t for t in trigger.subtree if not t.is_space]
        if trigger.dep_ in ("dobj", "nsubjpass") and trigger.head.lemma_.lower() in self.words.modality.lemmas("light"):
            return self.clauses.clause(trigger.head)
        while len(tokens) > 1 and tokens[-1].is_punct:
            tokens.pop()
        return Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
