"""Whether a frame meets the conditions that the lexicon sets for a sense."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.extract.event_entry import come_about
from dateline.extract.event_force import Force
from dateline.extract.event_frames import Frame
from dateline.extract.event_notices import owned
from dateline.extract.event_scene import Scene
from dateline.extract.event_words import INSTRUMENTS, PAPERS, Words
from dateline.extract.syntax import Clauses
from dateline.kinds.senses import Sense
from dateline.model.findings import EventFinding

if TYPE_CHECKING:
    from spacy.tokens import Token


# Verbs that say of an agreement that it is in force.
_BINDING = frozenset({"ratify", "sign", "accede", "join", "accept", "approve", "deposit"})
_HOLDING = frozenset({"be", "remain", "stay", "enter", "come", "go", "keep", "put", "bring"})
# Words of a report that tells of an end by notice, not of harsh words.
_NOTICE = re.compile(
    r"\b(?:notice|notified|informed|denunciation|depositary|withdrawal|terminat\w+|expir\w+|lapse[sd]?|in writing|"
    r"free of (?:it|the)|"
    r"(?:months?|year) (?:after|from|must)|cease to (?:apply|have effect)|arbitration)\b"
)
# Classes of arms, of those who carry them and of what they do.
_ARMS = ("armed", "weapons", "missiles", "violence")


class Conditions:
    """Checks frames; `steps` are the steps of agreements told so far, which the finder adds to."""

    def __init__(self, words: Words, clauses: Clauses, steps: Sequence[EventFinding]) -> None:
        """Keep hold of what the questions need."""
        self.words = words
        self.clauses = clauses
        self.steps = steps
        self.force = Force(words, clauses)
        self.scene = Scene(words, clauses)

    def met(self, frame: Frame, sense: Sense) -> bool:
        """Whether the frame is one of this sense."""
        nominal = frame.trigger.pos_ == "NOUN" and frame.trigger.i not in self.words.verbal
        if nominal and self.words.of_verb(frame.trigger, sense) is not None:
            nominal = False
        if "agreement" in (*sense.object, *sense.subject, sense.about) and (sense.step or sense.skip):
            anaphoric = nominal and sense.step == "withdraw" and owned(frame.trigger, self.words.arguments)
            left_out = anaphoric or self._ratification_law(frame, sense) or self._of_earlier(frame, sense)
            left_out = left_out or "into-force" in sense.needs
            if frame.agreement is None and not left_out:
                return False
            whole = "agreement" in (*sense.object, *sense.subject) or nominal or not sense.object
            if not whole and not any(self.words.belongs(o, sense.object) for o in frame.objects):
                return False
        elif sense.object and not nominal and not any(self.words.belongs(o, sense.object) for o in frame.objects):
            return False
        if (
            sense.object_or_none
            and not nominal
            and frame.objects
            and not any(self.words.belongs(o, sense.object_or_none) for o in frame.objects)
        ):
            return False
        # "The European Union" is no union of workers.
        if sense.unlike and any(self.words.belongs(s, sense.unlike) and not self._bloc(s, sense) for s in frame.actors):
            return False
        if sense.without and any(
            self.words.belongs(o, sense.without) or o.lemma_ in sense.without for o in frame.objects
        ):
            return False
        if (
            sense.subject
            and sense.subject != ("agreement",)
            and not any(self.words.belongs(s, sense.subject) for s in (*frame.actors, *self._meant(frame)))
        ):
            return False
        generic = "agreement" not in sense.object and frame.agreement is not None and not nominal and sense.step is None
        if generic and sense.type not in ("SUPPORT", "ACCUSE", "REJECT", "AGREE", "RETREAT"):
            # "signed the pact" is not also a generic use of the verb.
            return False
        return all(self._need(need, frame, sense) for need in sense.needs)

    def _meant(self, frame: Frame) -> list[Token]:
        """ "Mali's army denied that it had left its garrison": whom "it" means, the subject of the clause above."""
        told = any(c.dep_ == "mark" for c in frame.trigger.children)
        if not told or not any(a.pos_ == "PRON" for a in frame.actors):
            return []
        above = next((a for a in frame.trigger.ancestors if a.pos_ == "VERB" and a.dep_ != "xcomp"), None)
        return self.clauses.subjects(above) if above is not None else []

    def _bloc(self, token: Token, sense: Sense) -> bool:
        """Whether only its last word makes a known bloc, or a warplane, look like something else."""
        f = self.words.arguments.actors.get(token.i)
        warlike = f is not None and f.sector == "MIL" and "troops" not in sense.unlike and "armed" not in sense.unlike
        return ("igo" not in sense.unlike and self.words.belongs(token, ("igo",))) or warlike

    def _of_earlier(self, frame: Frame, sense: Sense) -> bool:
        """ "Revoked its notice", "lifted the suspension": of the agreement spoken of before."""
        if sense.step not in ("resume", "extend") and sense.id != "agree-truce":
            return False
        held = any(self.words.belongs(o, sense.object) for o in frame.objects)
        before = any(h < frame.trigger.i for h in self.words.arguments.agreements)
        return bool(sense.about and held and before) or (sense.id == "agree-truce" and self._truce_told())

    def _truce_told(self) -> bool:
        """Whether the report calls it a truce or a ceasefire somewhere."""
        return any(f.kind == "ceasefire" for f in self.words.arguments.agreements.values())

    def _ratification_law(self, frame: Frame, sense: Sense) -> bool:
        """ "signed the law on ratification", "exchanged the instruments": the agreement is named elsewhere."""
        if sense.about != "agreement":
            return False
        # "A measure disapproving of the deal" approves nothing of it.
        for o in frame.objects:
            inside = " ".join(t.lower_ for t in o.subtree)
            if any(word in inside for word in ("disapprov", "reject", "block", "oppos", "condemn")):
                continue
            if sense.object == ("instrument",):
                if o.lemma_.lower() in INSTRUMENTS and ("ratif" in inside or "accept" in inside):
                    return True
            elif "ratif" in inside or "accession" in inside or self._told_bill(o, frame.trigger):
                return True
        return False

    def _told_bill(self, noun: Token, verb: Token) -> bool:
        """ "backed the bill": definite, and the report has just told of a step of an agreement."""
        own = any(c.dep_ == "poss" and c.lower_ in ("its", "their") for c in noun.lefts)
        definite = (
            own or any(c.lower_ in ("the", "this", "that") for c in noun.lefts) or noun.lower_ in ("which", "that")
        )
        near = self.steps and verb.sent.start_char - self.steps[-1].evidence.end < 600
        return bool(definite and near and self.words.arguments.agreements and self.words.belongs(noun, PAPERS))

    def _paired(self, token: Token) -> bool:
        """ "The two", "both ministers", "the ministers of Greece and Turkey"."""
        found = self.words.arguments.actors[token.i]
        return found.form == "pair" or bool(found.others)

    def _asks(self, noun: Token) -> bool:
        """Whether a plea says what for: "a plea for help", "to the court", "to spare him"."""
        near = {c.lower_ for c in noun.children if c.dep_ == "prep"}
        return bool(near & {"for", "to", "from"}) or any(c.dep_ in ("acl", "ccomp", "relcl") for c in noun.children)

    def _recurring(self, noun: Token) -> bool:
        """ "This year's march", "the annual parade": an event of the calendar."""
        named = any(c.lower_ in ("annual", "yearly", "weekly", "traditional") for c in noun.children)
        dated = [c for c in noun.children if c.dep_ == "poss" and c.lower_ in ("year", "week", "month")]
        return named or any(d.lower_ == "this" for c in dated for d in c.children)

    def _threat_made(self, noun: Token) -> bool:
        """ "Its threat to attack", "made threats against X", but not "the nuclear threat", "a threat to peace"."""
        told = any(c.dep_ in ("acl", "ccomp", "relcl") for c in noun.children)
        of = self.clauses.obliques(noun, ("of",))
        made = noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_ in (
            "make",
            "issue",
            "repeat",
            "renew",
            "deliver",
        )
        against = bool(self.clauses.obliques(noun, ("against",)))
        return told or made or against or any(self.words.belongs(o, ("hostility", "violence", "sanctions")) for o in of)

    def _many_states(self, frame: Frame) -> bool:
        """Whether those who do something together are of two states or more: "Indian and Vietnamese coastguards"."""
        sides: set[str] = set()
        actors = self.words.arguments.actors
        for t in (*frame.actors, *(r for r in frame.recipients if self.words.acts(r))):
            f = actors.get(t.i)
            if f is None or f.form == "place":
                continue
            named = {i for i in (*f.ids, *f.others, f.owner, f.country) if i and (":" not in i or i[:4] == "IGO:")}
            sides |= {i.partition(".")[0] for i in named}
            if f.form == "pair":
                return True
        return len(sides) > 1

    def _asks_other(self, verb: Token) -> bool:
        """ "Wants Iran to leave", but not "wants to leave", "wants his job"."""
        told = [c for c in verb.children if c.dep_ == "ccomp"]
        clause = any(self.clauses.subjects(c) or any(s.dep_ == "nsubjpass" for s in c.children) for c in told)
        return clause or (any(c.dep_ == "xcomp" for c in verb.children) and bool(self.clauses.objects(verb)))

    def _reserved(self, noun: Token) -> bool:
        """ "Ratified it with a reservation", "entered a reservation", "Kenya's reservation to the treaty"."""
        if noun.dep_ == "dobj":
            return noun.head.lemma_ in ("make", "enter", "lodge", "attach", "append", "file", "formulate", "withdraw")
        beside = noun.dep_ == "pobj" and noun.head.lower_ in ("with", "under") and noun.head.head.pos_ == "VERB"
        # "Signed it, and did so with a reservation", but not "did so with reservations"
        so = beside and noun.tag_ == "NN" and noun.head.head.lemma_ in ("do", "become")
        formal = so or (beside and noun.head.head.lemma_ in _BINDING)
        return formal or any(c.lower_ == "to" for c in noun.children)

    def _formal(self, frame: Frame) -> bool:
        """Whether to denounce an agreement is to give notice of its end ("in 2001"), and not to speak ill of it."""
        trigger, agreement = frame.trigger, frame.agreement
        if agreement is None or self.clauses.obliques(trigger, ("as", "for")):
            return False
        own = any(c.dep_ == "poss" for c in agreement.children)
        formal = any(c.lower_ in ("formally", "officially", "formal", "unilaterally") for c in trigger.children)
        formal |= any(t.text.isdigit() for t in self.clauses.obliques(trigger, ("in",)))
        near = trigger.doc.text[max(trigger.sent.start_char - 300, 0) : trigger.sent.end_char + 300]
        return own or formal or _NOTICE.search(near) is not None

    def _need(self, need: str, frame: Frame, sense: Sense) -> bool:
        actors = [t for t in frame.actors if self.words.acts(t)]
        recipients = [t for t in frame.recipients if self.words.does(t)]
        plural = len(actors) > 1 or any(self.words.arguments.actors[t.i].plural for t in actors)
        match need:
            case "to-chamber":
                held = (frame.trigger, *frame.objects)
                goals = [t for o in held for t in self.clauses.obliques(o, ("to", "before"))]
                return any(self.words.legislates(t) or t.lemma_ == "parliament" for t in goals)
            case "formal-reservation":
                return self._reserved(frame.trigger)
            case "into-force":
                above = frame.trigger.head
                by = above.lower_ in ("with", "by", "upon", "on", "through") or above.lemma_ in ("bring", "put", "give")
                return by and any(t.lower_ in ("force", "effect", "effective", "operative") for t in frame.trigger.sent)
            case "come-about":
                return come_about(frame.trigger, self.words.modality.lemmas("hanging-on-verb"))
            case "named-pact":
                return frame.agreement is not None and frame.agreement.pos_ != "PRON"
            case "of-truce":
                return frame.agreement is not None and self.words.belongs(frame.agreement, ("ceasefire",))
            case "bare-force":
                # "Signed in 1995 and in force since 1996": not what a verb says ("was in force").
                spoken = frame.trigger.doc[max(frame.trigger.i - 2, 0) : frame.trigger.i]
                back = any(t.lower_ == "back" for t in spoken)
                aside = any(t.is_punct for t in spoken) and frame.trigger.nbor(1).lower_ == "since"
                return not back and (aside or not any(a.lemma_ in _HOLDING for a in list(frame.trigger.ancestors)[:2]))
            case "formal":
                return self._formal(frame)
            case "actor":
                return bool(actors)
            case "recipient":
                return bool(recipients)
            case "recipient-or-done":
                # "Wants the embargo lifted"
                done = [c for c in frame.trigger.children if c.dep_ == "ccomp" and c.tag_ == "VBN"]
                return bool(recipients) or bool(done)
            case "doer":
                return any(self.words.does(t) for t in frame.actors)
            case "someone":
                sides = (*frame.actors, *frame.recipients, *frame.objects)
                return any(self.words.does(t) or self.words.belongs(t, ("held",)) for t in sides)
            case "doer-or-troops":
                moved = any(self.words.belongs(o, ("troops", "weapons")) for o in frame.objects)
                return moved or any(self.words.does(t) for t in frame.actors)
            case "several":
                return bool(actors) and (bool(recipients) or plural)
            case "recipient-or-people":
                return bool(recipients) or any(self.words.belongs(o, ("people", "number")) for o in frame.objects)
            case "legal-target":
                found = (*frame.recipients, *frame.objects)
                return bool(recipients) or any(self.words.belongs(o, ("people", "media", "ngo")) for o in found)
            case "state-object":
                known = [self.words.arguments.actors[o.i] for o in frame.objects if self.words.acts(o)]
                named = any(f.form in ("name", "capital", "organisation", "people") for f in known)
                return named or any(o.lemma_.lower() == "membership" for o in frame.objects)
            case "no-predicate":
                other = ("oprd", "attr", "xcomp", "acomp", "ccomp", "prt")
                return not any(c.dep_ in other for c in frame.trigger.children)
            case "of-hostility":
                # "warned Ivory Coast of consequences": the parser may hang "of" on whom it warns.
                told = [t for o in (frame.trigger, *frame.objects) for t in self.clauses.obliques(o, ("of", "with"))]
                return any(self.words.belongs(t, ("hostility", "violence", "sanctions")) for t in told)
            case "for":
                return any(self.clauses.obliques(o, ("for",)) for o in (frame.trigger, *frame.objects))
            case "from-place":
                return bool(self.clauses.obliques(frame.trigger, ("from",)))
            case "from-talks":
                left = (*frame.objects, *self.clauses.obliques(frame.trigger, ("from", "of", "out")))
                return any(self.words.belongs(o, ("talks", "negotiation", "visit")) for o in left)
            case "object":
                return bool(frame.objects or recipients)
            case "object-or-noun":
                return bool(frame.objects or recipients) or frame.trigger.pos_ == "NOUN"
            case "actor-or-recipient":
                return bool(actors or recipients)
            case "two-sides":
                return (bool(actors) and bool(recipients)) or plural
            case "two-sides-or-told":
                return (bool(actors) and bool(recipients)) or plural or self.scene.holds("told", frame)
            case "recipient-or-plural":
                return bool(recipients) or plural or sum(self.words.does(t) for t in frame.actors) > 1
            case "recipient-or-several":
                return bool(recipients) or len(actors) > 1 or any(self._paired(t) for t in actors)
            case "recipient-or-goal":
                reached = [t for o in (frame.trigger, *frame.objects) for t in self.clauses.obliques(o, sense.to)]
                return bool(recipients or reached) or len(frame.objects) > 1
            case "given":
                # Only as what a light verb holds: "voiced solidarity", "opened an investigation".
                return bool(actors) and frame.trigger.dep_ in ("dobj", "nsubjpass")
            case "sides-or-target":
                targets = [*frame.recipients, *frame.objects]
                struck = any(self.words.belongs(t, ("territory", "people", "troops")) for t in targets)
                passive = frame.trigger.pos_ == "NOUN" or self.clauses.is_passive(frame.trigger)
                return bool(actors or recipients) or (passive and struck)
            case "recipient-or-place":
                return bool(frame.objects)
            case "destination":
                return bool(self.clauses.obliques(frame.trigger, sense.to))
            case "real-force":
                return self.force.real(frame)
            case "words-at":
                return self.force.aimed_in_words(frame)
            case "not-own":
                # "Defended his record", "her connection to the bank": oneself.
                return not any(c.tag_ == "PRP$" for o in frame.objects for c in o.children)
            case "asks":
                return self._asks(frame.trigger)
            case "recurring":
                return self._recurring(frame.trigger)
            case "of-health":
                return any(c.lower_ in ("health", "climate", "medical") for o in frame.objects for c in o.children)
            case "threat-made":
                return self._threat_made(frame.trigger)
            case "not-for":
                return not any(c.lower_ == "for" for c in frame.trigger.children)
            case "on-place":
                # "The march on the capital" of an army.
                goals = self.clauses.obliques(frame.trigger, ("on",))
                return any(self.words.belongs(t, ("place", "state")) for t in goals)
            case "storm-told":
                return self.force.storm_told(frame)
            case "asks-other":
                return self._asks_other(frame.trigger)
            case "opposed":
                crowd = any(self.words.belongs(t, ("crowd",)) for t in frame.actors)
                return crowd or bool(self.clauses.obliques(frame.trigger, ("against",)))
            case "grave":
                return self.force.grave(frame)
            case "no-press":
                return not any(self.words.belongs(t, ("reporters",)) for t in (*frame.recipients, *frame.objects))
            case "no-struck-state":
                into = self.clauses.obliques(frame.trigger, ("into",))
                return not any(self.words.belongs(t, ("state",)) for t in into)
            case "goal-place":
                goals = self.clauses.obliques(frame.trigger, sense.to)
                return any(self.words.acts(t) or self.words.belongs(t, ("place", "territory")) for t in goals)
            case "hard-target":
                return self.force.hard(frame)
            case "recipient-object":
                return any(self.words.does(o) for o in frame.objects)
            case "two-objects":
                return len(frame.objects) > 1
            case "from-pact":
                sources = self.clauses.obliques(frame.trigger, ("from", "of", "out"))
                sources = [*sources, *(frame.objects if frame.trigger.lemma_ in ("quit", "leave", "exit") else ())]
                return any(self.words.belongs(t, ("pact", "igo")) for t in sources)
            case "in-protest":
                places = [t for o in (frame.trigger, *frame.objects) for t in self.clauses.obliques(o, ("in", "at"))]
                return any(self.words.belongs(t, ("protest",)) for t in places)
            case "many-states":
                return self._many_states(frame)
            case "own-side":
                # "Revoked the licence of a radio station": nobody abroad.
                known = [self.words.arguments.actors[t.i] for t in (*actors, *recipients) if self.words.acts(t)]
                return len({f.country for f in known if f.country}) < 2
            case "trusted":
                trusted = self.words.modality.lemmas("trusted")
                return any(t.lemma_.lower() in trusted for t in frame.trigger.subtree)
            case "denied":
                verb = frame.trigger
                ahead = any(c.lower_ in ("will", "would", "wo") and c.dep_ == "aux" for c in verb.children)
                return ahead and any(c.dep_ == "neg" for c in verb.children)
            case "not-denied":
                return not self._need("denied", frame, sense)
            case "several-or-igo":
                body = any(self.words.belongs(t, ("igo",)) for t in actors)
                return plural or body or bool(recipients)
            case "actor-or-voters":
                return bool(actors) or any(t.lemma_ == "voter" for t in frame.actors)
            case "from-race":
                quitted = self.clauses.obliques(frame.trigger, ("of", "from", "out"))
                return not quitted or any(self.words.belongs(t, ("race",)) for t in quitted)
            case "polling":
                return any(t.lemma_.lower().startswith("poll") or t.lemma_ in ("vote", "voting", "election")
                           for s in frame.actors for t in s.subtree)  # fmt: skip
            case "no-gunfire":
                return not any(self.words.belongs(c, _ARMS) for s in frame.actors for c in s.lefts)
            case "inner-violence":
                inner = [c for c in frame.trigger.children if c.dep_ == "xcomp"]
                meant = [o for c in inner for o in (*self.clauses.objects(c), *self.clauses.obliques(c, ("out",)))]
                return any(self.words.belongs(o, ("violence", "hostility", "sanctions")) for o in meant)
            case "in-space":
                space = self.words.lexicon.classes["space"]
                return any(t.lemma_.lower() in space for t in frame.trigger.sent)
            case "in-disaster":
                places = self.clauses.obliques(frame.trigger, ("in", "by", "from", "after"))
                return any(self.words.belongs(t, ("disaster", "accident")) for t in places)
            case _:
                return self.scene.holds(need, frame)
