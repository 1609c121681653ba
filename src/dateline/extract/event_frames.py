"""Candidate readings of a trigger: who acts, on what, towards whom, and which agreement it moves."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dateline.extract.event_consents import UPON, beside, given
from dateline.extract.event_moved import Moved
from dateline.extract.event_sides import Sides
from dateline.extract.event_words import PAPERS, Words
from dateline.extract.syntax import Clauses
from dateline.kinds.lexicon import Deverbal
from dateline.kinds.senses import Sense

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSES = frozenset({"advcl", "ccomp", "xcomp"})
_ACCUSING = frozenset({"accuse", "suspect", "blame", "convict", "charge"})
_STAGING = frozenset({"claim", "carry", "stage", "launch", "lead", "call", "organise", "organize", "conduct", "mount",
                      "commit", "order", "impose", "declare", "announce", "blame"})  # fmt: skip
_TIMES = ("DATE", "TIME")
# What a chamber passes; what it says of an agreement is done by passing it.
_VOTED = (*PAPERS, "resolution")
_BY_LAW = frozenset({"ratify", "approve", "conclude", "accede"})
_TWO_SIDED = frozenset({"between", "among"})


@dataclasses.dataclass(frozen=True, slots=True)
class Frame:
    """One candidate reading of a trigger: heads of who acts, of what it is done to, and of the other side."""

    trigger: Token
    actors: tuple[Token, ...]
    objects: tuple[Token, ...]
    recipients: tuple[Token, ...]
    agreement: Token | None


class Frames:
    """Builds frames from syntax."""

    def __init__(self, words: Words, clauses: Clauses) -> None:
        """`words` tells what tokens are, `clauses` who does what to whom."""
        self.words = words
        self.clauses = clauses
        self.sides = Sides(words, clauses)
        self.moved = Moved(words, clauses)

    def of(self, token: Token, sense: Sense) -> Frame | None:
        """The frame of a trigger in one sense, None where its words do not allow that sense."""
        if token.pos_ in ("NOUN", "ADJ") and token.i not in self.words.verbal:
            made = self.words.of_verb(token, sense)
            return self._nominal(token, sense) if made is None else self._made_of_verb(token, sense, made)
        objects = self.clauses.objects(token)
        if not sense.particle and not sense.phrase and not self._bare(token):
            # "backed away", "shot down": another meaning than the verb alone.
            return None
        if sense.particle:
            behind = [c for o in objects for c in o.children if c.i > token.i]
            near = [c for c in (*token.children, *behind) if c.dep_ in ("prt", "prep", "advmod")]
            spoken = {c.lower_ for c in near if not self._when(c)}
            # A clause may bring it: "called for engineers to return".
            spoken |= {m.lower_ for c in token.children if c.dep_ in _CLAUSES for m in c.children if m.dep_ == "mark"}
            optional = "-" in sense.particle and self._bare(token)
            if not optional and not spoken & set(sense.particle):
                return None
        if sense.instrument and not any(
            self.words.belongs(o, sense.instrument) for o in self.clauses.obliques(token, ("with",))
        ):
            return None
        if sense.joint and not self._joint(token, objects):
            return None
        if sense.predicate and not self._predicate(token, sense):
            return None
        # "let the commandos train": the parser takes it for a clause.
        done = [c for c in token.children if c.dep_ == "xcomp" or (c.dep_ == "ccomp" and c.tag_ == "VB")]
        if sense.to_do and not any(c.lemma_ in sense.to_do for c in done):
            return None
        if sense.phrase and not self._phrase(token, sense):
            return None
        if sense.complement and not self._complement(token, sense):
            return None
        # "launched missiles at X": the parser often hangs the aim on what was launched.
        held = (token, *objects) if sense.lacks else ()
        if any(t.ent_type_ not in _TIMES for h in held for t in self.clauses.obliques(h, sense.lacks)):
            return None
        if sense.purpose and not self._purpose(token, sense):
            return None
        if sense.step in _BY_LAW and token.dep_ in ("acl", "relcl") and self.words.belongs(token.head, _VOTED):
            # "signed a law ratifying the pact": the law is what was signed, not yet a ratification.
            return None
        agreement = self.moved.agreement(token, sense, objects)
        recipients = self.sides.recipients(token, sense, objects)
        if agreement is not None and sense.step != "enter_into_force":
            # An agreement with the Union enters into force for both.
            recipients += self.clauses.obliques(agreement, ("with",))
        actors = self.sides.doers(token, sense)
        if sense.instrument and not actors and self.clauses.is_passive(token):
            # "was hit with a Chinese ban": whose ban it is.
            blows = self.clauses.obliques(token, ("with",))
            actors = [w for t in blows for w in self.clauses.owners(t) if self.words.acts(w)]
        if sense.reciprocal and not actors and self.clauses.is_passive(token):
            # "the ministers were closeted for hours"
            actors = [o for o in objects if self.words.acts(o)] or self.clauses.obliques(token, _TWO_SIDED)
        if agreement is not None and not actors and self.clauses.is_passive(token):
            # "the accord between A and B was reached"
            sides = self.clauses.obliques(agreement, _TWO_SIDED) or self.clauses.obliques(token, _TWO_SIDED)
            # "Between the EU and the west African country": both signed, though one is not known by name.
            actors = sides if all(self.words.acts(t) for t in sides) else []
        if sense.inverse:
            # "came under fire from X": the subject is whom it is done to.
            from_whom = [t for o in (token, *objects) for t in self.clauses.obliques(o, sense.by)]
            return Frame(token, tuple(from_whom), tuple(objects), tuple(actors), agreement)
        if sense.by and not any(self.words.acts(a) for a in actors):
            # "was suspended from the bloc": by whom, where nobody else is told.
            actors += self.clauses.obliques(token, sense.by)
        return Frame(token, tuple(actors), tuple(objects), tuple(recipients), agreement)

    def _when(self, preposition: Token) -> bool:
        """Whether a preposition only brings the time: "called on Saturday"."""
        return any(c.dep_ == "pobj" and c.ent_type_ in _TIMES for c in preposition.children)

    def _bare(self, verb: Token) -> bool:
        """Whether no particle right behind the verb gives it another meaning ("backed away", "shot down")."""
        alike = self.words.modality.lemmas("particle-alike")
        near = [c for c in verb.children if c.lower_ in ("away", "down", "off") and c.i == verb.i + 1]
        near = [c for c in near if f"{verb.lemma_} {c.lower_}" not in alike]
        return not any(c.dep_ != "prep" or not list(c.children) for c in near)

    def _joint(self, token: Token, objects: Iterable[Token]) -> bool:
        """ "Joint patrols", "patrolled together"."""
        words = self.words.modality.lemmas("joint")
        near = [c for t in (token, *objects) for c in t.children]
        # "joint bomber patrols": the parser hangs "joint" on the bomber.
        near += [d for c in near if c.dep_ == "compound" for d in c.lefts]
        return any(c.lower_ in words for c in near if c.dep_ not in ("dobj", "pobj", "conj"))

    def _predicate(self, verb: Token, sense: Sense) -> bool:
        """ "Called him a liar": what the object is said to be."""
        said = [c for c in verb.rights if c.dep_ in ("oprd", "attr", "ccomp", "xcomp", "acomp", "dobj", "prep")]
        return any(self.words.belongs(t, sense.predicate) for c in said for t in c.subtree)

    def _made_of_verb(self, noun: Token, sense: Sense, made: Deverbal) -> Frame | None:
        """ "The closure of 14 stations by Uganda's regulator": the verb's frame, with "of" and "by" for its sides."""
        special = (sense.phrase, sense.to_do, sense.predicate, sense.complement, sense.instrument, sense.purpose)
        if any(special) or sense.joint or sense.skip or sense.step or sense.inverse:
            return None
        if sense.particle and made.particle not in sense.particle:
            return None
        objects = self.clauses.obliques(noun, (made.brings,))
        doers = self.clauses.obliques(noun, ("by",)) or [t for o in objects for t in self.clauses.obliques(o, ("by",))]
        doers += [t for t in self.clauses.owners(noun) if self.words.acts(t)]
        if not doers and noun.dep_ in ("dobj", "nsubjpass"):
            # "Announcing a halt to the sales, Slovenia's premier": who announces it does it.
            light = self.words.verb(noun.head) in self.words.modality.lemmas("light")
            doers = self.clauses.subjects(noun.head) if light else []
        behind = [w for d in doers if not self.words.acts(d) for w in self.clauses.owners(d) if self.words.acts(w)]
        recipients = self.sides.recipients(noun, sense, objects)
        return Frame(noun, (*behind, *doers), tuple(objects), tuple(recipients), None)

    def _nominal(self, noun: Token, sense: Sense) -> Frame | None:
        spoken = noun
        while spoken.dep_ == "pobj" and spoken.head.lower_ == "of" and self.words.counts(spoken.head.head):
            # "a new round of talks" is held as talks are.
            spoken = spoken.head.head
        holder = spoken.head.head if spoken.dep_ == "pobj" else spoken
        involved = self._involved(noun, spoken, sense)
        inner = holder.i != spoken.i and holder.pos_ in ("NOUN", "NUM") and holder.dep_ != "npadvmod" and not involved
        if inner and not sense.step and holder.lemma_.lower() not in self.words.lexicon.nouns:
            # "backers of Russia's offensive": background, unless a verb says that it happened.
            return None
        if sense.joint and not self._joint(noun, ()):
            return None
        of = self.clauses.obliques(noun, ("of",))
        if sense.of and not of:
            of = [t for d in self.clauses.obliques(noun, ("by",)) for t in self.clauses.obliques(d, ("of",))]
        if sense.of and not any(self.words.belongs(o, sense.of) for o in of):
            return None
        if sense.type == "REQUEST" and any(c.lower_ == "own" for c in noun.children):
            # "stepped down at his own request"
            return None
        doers = self.clauses.obliques(noun, ("by", *sense.by))
        # "the signature of the charter by Mali": the parser hangs "by" on the charter.
        doers = doers or [t for o in of for t in self.clauses.obliques(o, ("by",))]
        # "ratification by Turkey of the protocol": the parser hangs "of" on Turkey.
        of = of or [t for d in doers for t in self.clauses.obliques(d, ("of",))]
        actors = [*self.clauses.owners(noun), *doers]
        recipients = self.clauses.obliques(noun, [p for p in sense.to if p not in _TWO_SIDED])
        # "the ban on Australian barley": whose barley it is.
        recipients += [w for t in recipients if not self.words.acts(t) for w in self.clauses.owners(t)]
        if sense.type == "THREATEN":
            # "A threat by Belarus to halt the transit to Latvia": whom it would hit.
            recipients += [t for c in noun.children if c.dep_ == "acl" for t in self.sides.sides_of(c)]
        if sense.type == "REQUEST":
            # "Warsaw's demand that Minsk free a columnist"
            asked = [c for c in noun.children if c.dep_ in ("acl", "ccomp", "relcl") and c.i > noun.i]
            recipients += [t for c in asked for t in self.clauses.subjects(c) if t.i > noun.i and self.words.acts(t)]
        for o in of:
            # "the easing of sanctions on Eritrea", "the seizure of a Chinese trawler": whose it is, or whom it is on.
            inside = [] if self.words.acts(o) else [*self.clauses.owners(o), *self.clauses.obliques(o, ("on", "with"))]
            recipients += [w for w in inside if self.words.acts(w) and sense.of]
            recipients += [w for w in inside if self.words.acts(w) and "of" in sense.to]
        if sense.reciprocal:
            actors += self.clauses.obliques(noun, _TWO_SIDED)
        if sense.step == "deposit":
            # "The deposit of Turkey's instrument": whose instrument it is.
            actors += [w for t in of for w in self.clauses.owners(t) if self.words.acts(w)]
        if "of" not in sense.to and (sense.of or not any(self.words.acts(t) for t in actors)):
            actors += [w for t in of if not self.words.acts(t) and sense.of for w in self.clauses.owners(t)]
            actors += of
        elif not sense.of and not sense.reciprocal:
            # "criticism of Hungary by Sweden": with a doer told, "of" brings in whom it is done to.
            recipients += of
        if sense.joint is False and noun.lower_ in ("side", "hand", "shoulder") and noun.dep_ == "pobj":
            verb = next((a for a in noun.ancestors if a.pos_ == "VERB" and self.clauses.subjects(a)), None)
            whole = self.clauses.subjects(verb) if verb is not None else []
            actors = [w for t in whole for w in (t, *self.clauses.owners(t)) if self.words.acts(w)]
        actors += self._travelling(noun, sense) or involved or self._staged(noun) or self.sides.taking_part(noun)
        if involved and holder.dep_ == "ROOT" and holder.pos_ == "PROPN":
            # "Italy's Meloni in Tripoli for migration talks"
            recipients += self.clauses.obliques(holder, ("in", "at"))
        elif self._gone_to(holder) and involved and sense.type == "CONSULT":
            # "arrived in Moscow for consultations", "was due in Ottawa for a meeting"
            near = [holder, *(c for c in holder.children if c.dep_ == "acomp")]
            reached = [t for h in near for t in self.clauses.obliques(h, ("in", "to"))]
            recipients += reached if not any(self.words.acts(t) for t in recipients) else []
        governor = spoken.head
        if sense.step and noun.dep_ == "pobj" and governor.lower_ not in UPON and self.words.on_paper(governor.head):
            return None
        if spoken.dep_ in ("dobj", "nsubjpass") and self.words.verb(governor) in self.words.modality.lemmas("light"):
            actors += self.sides.listed(governor)
            actors += self.clauses.obliques(governor, _TWO_SIDED) if sense.reciprocal else []
            recipients += self.clauses.obliques(governor, [p for p in sense.to if p not in _TWO_SIDED])
        agreement = next((o for o in (*of, *self.clauses.owners(noun)) if o.i in self.words.arguments.agreements), None)
        if agreement is None:
            reached = [*recipients, *self.clauses.obliques(noun, ("to", "from")), *self._given(spoken)]
            agreement = next((o for o in reached if o.i in self.words.arguments.agreements), None)
        consent = given(noun, sense, self.clauses.owners(noun), actors, self.words)
        if agreement is None and (consent or sense.step in ("enter_into_force", "reserve", "deposit")):
            agreement = beside(noun, self.words, earlier=consent)
        return Frame(noun, tuple(actors), tuple(of), tuple(recipients), agreement)

    def _travelling(self, noun: Token, sense: Sense) -> list[Token]:
        """ "Macron, on a visit to Yerevan, said": who is on the visit."""
        if not sense.destination or noun.dep_ != "pobj" or noun.head.lower_ != "on":
            return []
        holder = noun.head.head
        return self.clauses.subjects(holder) if holder.pos_ in ("VERB", "AUX") else [holder]

    def _involved(self, noun: Token, spoken: Token, sense: Sense) -> list[Token]:
        """Who was in it, by the verb that it hangs on: "accused X of an attack", "wounded in clashes with Y"."""
        preposition = spoken.head if spoken.dep_ == "pobj" else None
        if preposition is None:
            return []
        holder = preposition.head
        if sense.step == "reserve" and holder.pos_ in ("VERB", "AUX"):
            # "Ratified it with a reservation"
            return self.clauses.subjects(holder)
        if (
            preposition.lower_ == "for"
            and holder.pos_ == "NOUN"
            and holder.lemma_ in ("responsibility", "credit", "blame")
        ):
            return self.clauses.subjects(holder.head) if holder.head.pos_ == "VERB" else []
        if (
            holder.dep_ in ("dobj", "nsubjpass")
            and preposition.lower_ in ("of", "for")
            and holder.head.lemma_ in _ACCUSING
        ):
            # "accused the group of a massacre": the parser hangs "of" on the group.
            return self.clauses.objects(holder.head)
        if (
            holder.dep_ == "ROOT"
            and sense.type == "CONSULT"
            and preposition.lower_ == "for"
            and self.words.acts(holder)
        ):
            # "Lavrov in Pyongyang for talks"
            return [holder]
        if holder.pos_ not in ("VERB", "AUX"):
            return []
        if preposition.lower_ in ("of", "for") and holder.lemma_ in _ACCUSING:
            return self.clauses.objects(holder)
        if sense.step == "violate" and preposition.lower_ == "in":
            # "Fired across the river, in breach of the truce", "was overrun by men of the Front, in breach of it"
            doers = self.clauses.obliques(holder, ("by",)) if self.clauses.is_passive(holder) else []
            doers = doers or self.clauses.subjects(holder)
            held = [w for t in doers for w in (t, *self.clauses.owners(t), *self.clauses.obliques(t, ("of", "from")))]
            return [t for t in held if self.words.acts(t)]
        if sense.joint and preposition.lower_ in ("in", "during"):
            # "seized the drugs in a joint operation"
            return self.clauses.subjects(holder)
        if sense.type == "PROTEST" and preposition.lower_ in ("after", "during", "from", "into", "in", "on"):
            # As in: doctors went back to their wards after a two-week strike.
            return [t for t in self.clauses.subjects(holder) if self.words.belongs(t, ("crowd",))]
        if sense.reciprocal and preposition.lower_ in ("in", "during") and sense.type == "ASSAULT":
            return [*self.clauses.objects(holder), *self.clauses.subjects(holder)]
        if (
            sense.type == "CONSULT"
            and preposition.lower_ in ("in", "on")
            and holder.lemma_ in ("be", "enter", "remain")
        ):
            return self.clauses.subjects(holder)
        if sense.id == "with-help":
            return [t for t in self.clauses.subjects(holder) if self.words.acts(t)]
        if sense.type == "CONSULT" and preposition.lower_ in ("at", "during") and not sense.destination:
            # "agreed on a truce at talks in Putrajaya"
            several = [t for t in self.clauses.subjects(holder) if self.words.acts(t)]
            talks = noun.lemma_ in ("talk", "meeting", "summit", "negotiation")
            return several if talks and len(several) > 1 else []
        if sense.type == "CONSULT" and preposition.lower_ in ("after", "following") and not sense.destination:
            # "left Cairo after talks with Egyptian mediators"
            return self.clauses.subjects(holder) if self.clauses.obliques(noun, ("with",)) else []
        if sense.type == "CONSULT" and preposition.lower_ == "for" and noun.i > holder.i:
            return [] if self.words.lexicon.is_a(holder.lemma_, ("calling",)) else self.clauses.subjects(holder)
        return []

    def _gone_to(self, verb: Token) -> bool:
        """Whether a verb brings somebody to a place: "arrived in", "was due in", but not "recalled from"."""
        going = any(s.type == "CONSULT" for s in self.words.lexicon.verbs.get(self.words.verb(verb), ()))
        return verb.lemma_ == "be" or going

    def _staged(self, noun: Token) -> list[Token]:
        """ "An ambush claimed by the group", "a strike called by the union"."""
        told = (c for c in noun.children if c.dep_ == "acl" and c.lemma_ in _STAGING)
        return [t for c in told for t in self.clauses.subjects(c) if self.clauses.is_passive(c)]

    def _given(self, noun: Token) -> list[Token]:
        """ "Gave its consent to the deal": what the light verb's other object is."""
        if noun.dep_ != "dobj" or self.words.verb(noun.head) not in self.words.modality.lemmas("light"):
            return []
        return [*self.clauses.obliques(noun.head, ("to",)), *self.clauses.objects(noun.head)]

    def _complement(self, verb: Token, sense: Sense) -> bool:
        """Whether the verb says what was agreed or refused, and that is not mere talk ("declined to comment")."""
        kinds = ("xcomp", "ccomp", "advcl") if sense.type == "REQUEST" else ("xcomp", "ccomp")
        inner = [c for c in verb.children if c.dep_ in kinds and c.i > verb.i]
        if any(c.lemma_ in sense.not_to for c in inner):
            return False
        held = [o for o in self.clauses.objects(verb) if o.i > verb.i]
        near = [c for t in (verb, *held) for c in t.children if c.dep_ in ("prep", "dative")]
        # "stayed away from the summit": the parser hangs "from" on the adverb.
        near += [p for c in verb.children if c.dep_ in ("advmod", "prt") for p in c.children if p.dep_ == "prep"]
        # "came under fire for its handling": the parser hangs "for" on the fire.
        near += [c for p in near for o in p.children if o.dep_ == "pobj" for c in o.children if c.dep_ == "prep"]
        brought = {c.lower_ for c in near if not self._when(c)}
        for c in inner:
            infinitive = any(a.lower_ == "to" and a.dep_ == "aux" for a in c.children)
            if infinitive or c.dep_ != "advcl":
                brought.add("infinitive" if infinitive else "clause")
        opens = verb.dep_ == "advcl" and verb.tag_ == "VBN" and bool(self.clauses.objects(verb))
        if opens or any(c.dep_ in ("dobj", "nsubjpass") for c in verb.children):
            # Also "Promised by Beijing, the railway"
            brought.add("object")
        # "called on the authorities to restore access": the parser may hang the infinitive on whom it is asked.
        asked = [o for p in verb.children if p.dep_ == "prep" for o in p.children if o.dep_ == "pobj"]
        if any(a.lower_ == "to" for o in asked for c in o.children if c.dep_ in ("acl", "relcl") for a in c.children):
            brought.add("infinitive")
        return bool(brought & set(sense.complement))

    def _phrase(self, verb: Token, sense: Sense) -> bool:
        own = [c for c in verb.children if c.dep_ not in ("prep", "punct", "aux", "auxpass", "mark", "nsubj", "cc")]
        near = {w for c in own for w in (c.lower_, c.lemma_.lower())}
        held = self.clauses.objects(verb)
        # "set free two prisoners": the parser hangs the adjective on what is freed.
        near |= {c.lower_ for o in held for c in o.children if c.i == verb.i + 1 and c.pos_ == "ADJ"}
        preps = [c for t in (verb, *held) for c in t.children if c.dep_ in ("prep", "prt")]
        near |= {f"{c.lower_} {w}" for c in preps for o in c.children for w in (o.lower_, o.lemma_.lower())}
        return bool(near & set(sense.phrase))

    def _purpose(self, verb: Token, sense: Sense) -> bool:
        held = [c for o in self.clauses.objects(verb) for c in o.children if c.dep_ in ("acl", "relcl")]
        inner = [c for c in verb.children if c.dep_ in ("advcl", "xcomp")]
        return any(c.lemma_ in sense.purpose for c in (*inner, *held))
