"""Steps of agreements that a network reads off words: added where the rules tell none, and a check on the rules'."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from dateline.extract.event_moved import means_writing
from dateline.extract.event_play import scheduled
from dateline.extract.event_refused import left_another, made_another, put_off, speaks_of_signing, stops_an_end, undoes
from dateline.extract.event_supposed import almost
from dateline.extract.event_told import since
from dateline.extract.event_words import Words, span_of
from dateline.extract.syntax import Clauses
from dateline.kinds.turns import Turn
from dateline.model.findings import EventFinding, StepReading
from dateline.model.span import Span
from dateline.model.vocabulary import Certainty, EventType, Organ, Polarity, Step, StepState, Tense

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# What a notice announces, and what announces it.
_ENDS = frozenset({"terminate", "withdraw"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# Above this chance a word tells a step that no rule has found. Where no word of a rule's clause has the next, the
# rule's step is doubted. From the third on the network's step takes the place of another that a rule reads off it.
# From the last on it may tell that an agreement is in force.
SURE = 0.5
DOUBTED = 0.5
INSTEAD = 0.8
IN_FORCE = 0.9
# What the states are in FactBank's and the clauses' own terms: tense, polarity, certainty, conditional.
_TOLD: Mapping[StepState, tuple[Tense, Polarity, Certainty, bool]] = {
    "done": ("past", "positive", "certain", False),
    "announced": ("future", "positive", "probable", False),
    "planned": ("future", "positive", "probable", False),
    "conditional": ("future", "positive", "possible", True),
    "denied": ("future", "negative", "certain", False),
    "failed": ("past", "negative", "certain", False),
}
# Steps of which the word alone says that an agreement moves, whichever it is.
_OF_ITSELF: frozenset[Step] = frozenset({"approve", "exchange", "deposit", "ratify"})
# "The president signed it after deputies had passed it", "the chamber had agreed to it": an approval in other words.
_AT_HOME: frozenset[Step] = frozenset({"sign", "conclude"})
# Steps that anybody who agrees or blames may seem to tell. Of those that the network alone read as `conclude` in our
# stories, 3 of 18 were right below this chance.
SURER = 0.9
_LOOSE: frozenset[Step] = frozenset({"conclude", "violate"})
# Steps that several make, which efforts, talks and trips are for.
_BETWEEN_TWO: frozenset[Step] = frozenset({"conclude", "sign", "extend", "amend"})
# Of which comment speaks more than reports do. They, and what lies ahead, are not told where the clause has no day and
# the network sees no step in it.
_COMMENTED: frozenset[Step] = frozenset({"accept", "conclude", "negotiate", "terminate", "violate"})
# Steps that each state takes by itself.
_OF_ONE_STATE: frozenset[Step] = frozenset({"submit", "approve", "ratify", "accept", "accede", "deposit"})
# What befalls an agreement in force: told of it where it is named, since anything may end or be suspended.
_IN_LIFE: frozenset[Step] = frozenset({"terminate", "extend", "suspend", "resume", "withdraw", "violate"})
# Words of ends, without which the network reads a notice in what is none.
_ENDING = re.compile(
    r"\b(?:withdr\w+|denounc\w+|denunciation|terminat\w+|end\w*|leav\w+|left|quit\w*|exit\w*|pull\w*|notice|renew|prolong|extend|ceas\w+|party)\b",
    re.I,
)
# "Became law in Chile": that state's own law.
_LAW_AT_HOME = re.compile(r"law (?:of|in|here|there)\b(?! (?:both|all|each|the)\b)(?! \d)")
_EFFECT = re.compile(r"\bto (?:that|this) (?:effect|end)\b", re.I)
# What states restore that is no agreement.
_TIES = frozenset({"tie", "relation", "link", "contact", "order", "calm"})
# An organ of which a chamber may be meant more closely.
_VAGUE: frozenset[Organ] = frozenset({"legislature"})


class Evidence(Protocol):
    """What the finder of events knows of a trigger's words; `refused` are those that tell no step by the rules."""

    refused: set[int]

    def of_whom(self, doers: Sequence[Token]) -> list[Token]:
        """The actors among those who take a step, and those for whom they act."""

    def represented(self, verb: Token, step: Step) -> list[Token]:
        """Those for whom somebody takes a step."""

    def evidence(self, trigger: Token) -> Span:
        """The words of a trigger's clause or phrase."""


class ReadSteps:
    """The network's readings of one report beside what the rules found."""

    def __init__(self, words: Words, clauses: Clauses, finder: Evidence) -> None:
        """`words` tells what tokens are and has the readings, `clauses` and `finder` what belongs to a trigger."""
        self.words = words
        self.clauses = clauses
        self.finder = finder
        self.types = words.arguments.types
        self.readings = words.arguments.steps or ()
        self.by_head = {r.head: r for r in self.readings}

    def beside(self, found: Sequence[EventFinding], doc: Doc) -> list[EventFinding]:
        """The rules' events, those told so of which the network sees nothing, and those that only it sees.

        All of them, as they are, where no network has read the report.
        """
        if self.words.arguments.steps is None:
            return list(found)
        kept = [self._checked(e, doc) for e in found]
        told = [e for e in kept if e.step is not None]
        for r in self.readings:
            if r.chance >= SURE and self._counts(r, doc) and not any(self._same(r, e, doc) for e in told):
                told.append(self._event(doc[r.head], r))
        heads = {e.head for e in told}
        return [*(e for e in kept if e.step is None and e.head not in heads), *told]

    def _counts(self, r: StepReading, doc: Doc) -> bool:
        """Whether a reading is a step to be told: dated where it lies ahead, of an agreement, and not mere talks."""
        if r.head in self.finder.refused or r.step == "negotiate" or (r.state != "done" and r.when is None):
            return False
        if r.step in _LOOSE and r.chance < SURER:
            return False
        if r.step in _OF_ONE_STATE and len({c for t in self._by(r, doc) if (c := self._country(t.i))}) > 1:
            return False
        if r.step == "terminate" and r.state == "planned" and doc[r.head].lemma_ in ("run", "last"):
            # "Runs for three years": its term.
            return False
        notices = self.words.modality.lemmas("notice-word")
        if r.step in _ENDS and doc[r.head].dep_ in ("acl", "ccomp", "relcl") and doc[r.head].head.lemma_ in notices:
            # "Gave notice that it is ending the treaty": the treaty is not yet ended.
            return False
        if r.step in _ENDS and any(c.dep_ in _SUBJECTS and c.lemma_ in notices for c in doc[r.head].lefts):
            # "Its year's notice having expired"
            return False
        moved = [c for c in doc[r.head].children if c.lower_ == "it" and c.dep_ in ("dobj", "nsubjpass")]
        if any(means_writing(it, self.words) for it in moved):
            return False
        if r.step in _ENDS and doc[r.head].dep_ == "pobj" and doc[r.head].head.head.lemma_ in notices:
            # "A letter of termination"
            return False
        if r.step == "sign" and not speaks_of_signing(doc[r.head].sent):
            return False
        if doc[r.head].lemma_ == "come" and any(
            c.dep_ == "nsubj" and c.i in self.words.arguments.agreements for c in doc[r.head].lefts
        ):
            # "The agreement comes five years after the spill"
            return False
        if r.step == "apply_provisionally" and doc[r.head].lemma_ == "apply" and not self.clauses.objects(doc[r.head]):
            # "Applied in May": for membership
            return any(t.lower_ == "provisionally" for t in doc[r.head].subtree)
        if r.step == "sign" and any(t.lemma_ == "instrument" for t in doc[r.head].subtree):
            # "Putting his seal on the instrument": its ratification
            return False
        commented = doc[r.head].lemma_ in self.words.modality.lemmas("commenting-verb")
        if r.step == "approve" and (commented or undoes(doc[r.head], self.words) or self._in_committee(doc[r.head])):
            return False
        if r.step in ("sign", "exchange") and _EFFECT.search(doc[r.head].sent.text):
            # "Papers to that end were signed": of the step told before.
            return False
        if r.step == "suspend" and any(c.lower_ == "from" and c.i == r.head + 1 for c in doc[r.head].rights):
            # "Paraguay, then suspended from the bloc"
            return False
        if r.step == "withdraw" and (
            doc[r.head].lemma_ in ("stay", "remain") or left_another(doc[r.head], self.words, self.clauses)
        ):
            return False
        if put_off(doc[r.head], r.step, self.words) or stops_an_end(doc[r.head], r.step, self.words):
            return False
        if r.step == "conclude" and made_another(doc[r.head], self.words, self.clauses):
            return False
        brokered = r.step == "conclude" and doc[r.head].lemma_ in self.words.modality.lemmas("brokering-verb")
        if brokered and r.when is None and len(self._by(r, doc)) == 1:
            # "It was brokered by Mauritania's president": none of those who made it.
            return False
        # "Four days left to broker it", "went on with his diplomacy to broker it" too
        meant = doc[r.head].dep_ in ("acl", "relcl") or doc[r.head].head.lower_ in ("left", "remaining")
        meant |= r.step == "conclude" and doc[r.head].dep_ == "advcl"
        aimed = meant and any(c.tag_ == "TO" for c in doc[r.head].children)
        if (
            r.state == "done"
            and r.step in _BETWEEN_TWO
            and aimed
            and doc[r.head].head.lemma_ not in self.words.modality.lemmas("doing-noun")
        ):
            # "Shuttle diplomacy to forge a truce"
            return False
        if r.state == "done" and (self._in_vain(doc[r.head]) or almost(doc[r.head], self.words.modality)):
            return False
        if r.step == "resume" and any(c.dep_ == "dobj" and c.lemma_ in _TIES for c in doc[r.head].children):
            return False
        if doc[r.head].dep_ in ("dobj", "nsubjpass", "nsubj") and self._undone(doc[r.head]):
            return False
        if r.step == "give_notice" and _ENDING.search(doc[r.head].sent.text) is None:
            # "Vietnam's note on the agreement" may be any note.
            return False
        binding = r.step in self.words.arguments.binding and r.step != "enter_into_force"
        voted = r.step == "ratify" and all(self.words.legislates(t) for t in self._by(r, doc)) and bool(r.by)
        if r.state == "done" and binding and not voted:
            # That a state is bound is on record by words that are known to say so; a chamber does not bind it.
            return False
        if r.step == "enter_into_force" and not self._surely_in_force(r, doc):
            return False
        if r.agreement is None:
            return r.step in _OF_ITSELF
        token = doc[r.agreement]
        if r.step in _IN_LIFE and token.sent.start != doc[r.head].sent.start:
            # So not in: "The accords did not deliver. Violence returned when the uprising broke out."
            return False
        stands_for_one = token.pos_ == "PRON" or self.words.belongs(token, ("stands-for-agreement",))
        return token.i in self.words.arguments.agreements or stands_for_one

    def _in_committee(self, verb: Token) -> bool:
        """ "The House's energy committee recommended it": not the chamber."""
        below = self.words.lexicon.classes["part-of-chamber"]
        doing = [c for c in verb.children if c.dep_ == "nsubj"] if verb.pos_ == "VERB" else []
        doing += [] if self.clauses.is_passive(verb) else self.clauses.subjects(verb)
        return any(c.lemma_.lower() in below for c in doing)

    def _in_vain(self, verb: Token) -> bool:
        """ "Efforts to prolong it broke down": not prolonged."""
        lemmas = self.words.modality.lemmas
        trying = (c.lemma_.lower() in lemmas("attempting-noun") for c in verb.children if c.dep_ == "nsubj")
        return verb.lemma_ in lemmas("failing-verb") and any(trying)

    def _undone(self, noun: Token) -> bool:
        """ "Called off the signing": the verb says that it did not come about."""
        turns = self.words.lexicon.turns.get(noun.head.lemma_.lower(), ())
        if noun.lemma_ == "suspension" and noun.head.lemma_ in ("end", "lift", "expire", "lapse", "call"):
            return True
        return any(t.negative and noun.lemma_.lower() in t.head for t in turns)

    def _refuses(self, verb: Token) -> bool:
        """ "The accord that they had rebuffed": a verb that is known to refuse, whatever stands beside it."""
        held = self.clauses.objects(verb) if verb.pos_ == "VERB" else []
        turns = self.words.lexicon.turns.get(verb.lemma_.lower(), ()) if held else ()
        relative = verb.dep_ == "relcl" and any(o.lower_ in ("that", "which") for o in held)
        if not relative and not any(o.i in self.words.arguments.agreements or o.pos_ == "PRON" for o in held):
            # "Scraped together 52 votes"
            return False
        return any(t.negative and t.step == "approve" and t.agreement == "object" and _plain(t) for t in turns)

    def _surely_in_force(self, r: StepReading, doc: Doc) -> bool:
        """Whether an entry into force may be told on the network's word: dated, and of what its sentence names."""
        if r.when is None or min(r.chance, r.certainty) < IN_FORCE or r.agreement is None:
            return False
        if _LAW_AT_HOME.match(doc[r.head + 1 : r.head + 6].text):
            return False
        told = doc[r.agreement]
        known = told.i in self.words.arguments.agreements or told.pos_ == "PRON"
        return bool(known and told.sent.start == doc[r.head].sent.start)

    def _country(self, token: int) -> str | None:
        found = self.words.arguments.actors.get(token)
        return found.country if found is not None else None

    def _by(self, r: StepReading, doc: Doc) -> list[Token]:
        """Who takes a step: of those that the network names the clause's own subject, else those of its sentence.

        "The House let it pass in July and Japan's Diet gave its approval on June 8": each chamber its own.
        """
        token = doc[r.head]
        by = [doc[i] for i in r.by if not any(a.lower_ == "presence" for a in doc[i].ancestors)]
        near = [t for t in by if t.sent.start == token.sent.start]
        own = [] if token.pos_ != "VERB" or self.clauses.is_passive(token) else self.clauses.subjects(token)
        if not near and r.step in _OF_ONE_STATE and any(t.lower_ == "it" and self.words.acts(t) for t in own):
            # "The Council approved the protocol that it had turned down. The Assembly …"
            return own
        by = near or by
        if r.step == "reserve" and token.pos_ == "NOUN":
            return self._reserving(token) or by
        if r.step in _OF_ONE_STATE and not by and token.pos_ == "VERB" and not self.clauses.is_passive(token):
            # "Its chamber had dealt with the matter": who did is told by the clause.
            return [t for t in self.clauses.subjects(token) if self.words.legislates(t) or self.words.cabinet(t)]
        if r.step not in _OF_ONE_STATE or len(by) < 2:
            return by
        verb = token.head if token.pos_ == "NOUN" and token.dep_ in ("dobj", "pobj") else token
        verb = next((a for a in (verb, *verb.ancestors) if a.pos_ in ("VERB", "AUX")), verb)
        own = self.clauses.subjects(verb) if not self.clauses.is_passive(verb) else []
        return [t for t in by if t in own or any(t in w.subtree for w in own)] or by

    def _reserving(self, noun: Token) -> list[Token]:
        """ "Kazakhstan's reservation", "deposited its instrument together with a reservation": whose it is."""
        own = [t for t in self.clauses.owners(noun) if self.words.acts(t)]
        verb = next((a for a in noun.ancestors if a.pos_ == "VERB"), None)
        subjects = self.clauses.subjects(verb) if verb is not None and not self.clauses.is_passive(verb) else []
        return own or [t for t in subjects if self.words.acts(t) and noun.dep_ == "pobj" and noun.head.lower_ == "with"]

    def _together(self, verb: Token, by: list[Token]) -> list[Token]:
        """ "Minister Ruiz and the Serbian minister signed": all of a subject of which the network sees a part."""
        subjects = self.clauses.subjects(verb) if verb.pos_ == "VERB" and not self.clauses.is_passive(verb) else []
        whole = len(subjects) > 1 and any(t in subjects for t in by)
        return [*by, *(t for t in subjects if t not in by)] if whole else by

    def _doubted(self, event: EventFinding, doc: Doc) -> bool:
        """Whether no word of the event's clause has a fair chance of carrying a step."""
        near = [r.chance for r in self.readings if event.evidence.start <= doc[r.head].idx < event.evidence.end]
        return max(near, default=0.0) < DOUBTED

    def _checked(self, event: EventFinding, doc: Doc) -> EventFinding:
        """The event, with the network's step where that is sure of another one."""
        if event.step is not None and self._doubted(event, doc):
            told = doc.char_span(*event.evidence, alignment_mode="expand")
            ahead = (event.tense, event.polarity) == ("future", "positive") and event.step != "enter_into_force"
            if event.step in _ENDS and self._declared(event, doc[event.head]):
                return event
            loose = event.step in _COMMENTED or ahead
            if loose and not any(t.ent_type_ in ("DATE", "TIME") for t in told):
                return dataclasses.replace(event, step=None)
            reason = f"{event.reason}; no step to the network"
            return dataclasses.replace(event, reason=reason, network="sees none")
        r = self.by_head.get(event.head)
        if event.step is None or r is None or min(r.chance, r.certainty) < INSTEAD:
            return event
        if r.step == event.step:
            return self._in_state(event, r, doc[event.head])
        if r.step != "approve" or event.step not in _AT_HOME or not self._counts(r, doc):
            return event
        told = self._event(doc[r.head], r)
        return dataclasses.replace(told, actors=event.actors, recipients=event.recipients)

    def _declared(self, event: EventFinding, verb: Token) -> bool:
        """ "Japan said it would leave the commission": what a party says of itself counts, unseen or not."""
        said = verb.head if verb.dep_ == "ccomp" else verb
        if said.lemma_ not in self.words.modality.lemmas("announcing-verb") or not event.actors:
            return False
        speaking = {self._country(t.i) for t in self.clauses.subjects(said)} - {None}
        doing = [verb.doc.char_span(*s, alignment_mode="expand").root for s in event.actors]
        return bool(speaking) and any(t.pos_ == "PRON" or self._country(t.i) in speaking for t in doing)

    def _in_state(self, event: EventFinding, r: StepReading, trigger: Token) -> EventFinding:
        """What a rule takes for done, the network surely for still to come: "starts 30 days after both notified"."""
        done = (event.tense, event.polarity, event.conditional) == ("past", "positive", False)
        done = done or (event.tense == "ongoing" and event.polarity == "positive")
        # "Began to take hold last week" is past by its verb.
        begun = trigger.dep_ == "xcomp" and trigger.head.tag_ == "VBD"
        # "Has been operating since September"
        begun |= event.tense == "ongoing" and since(trigger)
        if not done or begun or r.state not in ("planned", "conditional") or r.state_certainty < INSTEAD:
            return event
        tense, polarity, certainty, conditional = _TOLD[r.state]
        return dataclasses.replace(event, tense=tense, polarity=polarity, certainty=certainty, conditional=conditional)

    def _same(self, reading: StepReading, event: EventFinding, doc: Doc) -> bool:
        """Whether an event tells what was read: off the same word, or the same step in the same clause."""
        if event.head == reading.head:
            return True
        token = doc[reading.head]
        if event.step != reading.step or doc[event.head].sent.start != token.sent.start:
            return False
        if reading.step in _OF_ONE_STATE and token.pos_ == "VERB" and not self.clauses.is_passive(token):
            # "The king signed it after the assembly had carried it": each by its own subject.
            own = {t.idx for t in self.clauses.subjects(token) if self.words.acts(t)}
            other = {s.start for s in event.actors}
            if own and other and not own & other and doc[event.head].i not in {a.i for a in token.children}:
                return False
        inside = event.evidence.start <= token.idx < event.evidence.end
        return inside or self.clauses.clause(token).covers(event.anchor)

    def _event(self, token: Token, r: StepReading) -> EventFinding:
        doc, actors = token.doc, self.words.arguments.actors
        by = self._by(r, doc)
        doers = [t for t in self.finder.of_whom(self._together(token, by)) if self.words.acts(t)]
        doers += [t for t in self.finder.represented(token, r.step) if t not in doers]
        state: StepState = "failed" if r.step == "approve" and r.state == "done" and self._refuses(token) else r.state
        if state == "done" and token.pos_ == "VERB" and scheduled(token):
            # "Niger's deputies vote on Friday"
            state = "planned"
        tense, polarity, certainty, conditional = _TOLD[state]
        known = {actors[t.i].organ for t in doers if actors[t.i].organ}
        organ = r.organ if r.step == "approve" and r.organ != "government" and known <= _VAGUE else None
        if organ == "upper_chamber" and any(t.lemma_.lower() in ("deputy", "mp", "assembly") for t in doers):
            # Deputies sit in the lower house, or in the only one; an assembly is seldom the upper.
            organ = None
        named = r.agreement is not None and r.agreement in self.words.arguments.agreements
        kind: EventType = "REJECT" if state == "failed" else self.types[r.step]
        return EventFinding(
            anchor=span_of(token),
            evidence=self.finder.evidence(token),
            head=token.i,
            type=kind,
            step=r.step,
            actors=tuple(map(span_of, doers)),
            agreement=span_of(doc[r.agreement]) if named and r.agreement is not None else None,
            tense=tense,
            polarity=polarity,
            certainty=certainty,
            conditional=conditional,
            organ=organ,
            when=r.when,
            nominal=token.pos_ == "NOUN",
            confidence=round(0.6 * r.chance, 2),
            reason=f"{token.lemma_} (network, {r.chance:.2f})",
            network="alone",
        )


def _plain(turn: Turn) -> bool:
    """Whether the verb alone makes the turn, with no words that it asks for."""
    return not (turn.words or turn.head or turn.before or turn.said or turn.subject)
