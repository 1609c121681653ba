"""Candidate readings of a trigger: who acts, on what, towards whom, and which agreement it moves."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from dateline.extract.event_words import PAPERS, Words
from dateline.extract.syntax import Clauses
from dateline.kinds.lexicon import Sense

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Classes of objects that are, or belong to, the other side of an event, and not its means.
_OTHER_SIDE = frozenset({"actor", "person", "held", "people", "diplomats", "agreement"})
# "Rejected the call for a truce" does not move the truce.
_ASKING = frozenset({"call", "plea", "appeal", "request", "demand", "offer", "invitation"})
# Steps whose verbs, with "it" for an object, speak of an agreement wherever the report has one.
_OF_AGREEMENTS_ALONE = frozenset({"ratify", "approve", "sign", "initial", "accede", "submit"})
# Types whose other side may be told in the infinitive that they govern.
_OF_WHOM = frozenset({"THREATEN", "AGREE"})
_TOWARDS = ("to", "on", "against", "from")
_CLAUSES = frozenset({"advcl", "ccomp", "xcomp"})
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
        self._actor_ends: Mapping[int, int] | None = None

    def of(self, token: Token, sense: Sense) -> Frame | None:
        """The frame of a trigger in one sense, None where its words do not allow that sense."""
        if token.pos_ == "NOUN":
            return self._nominal(token, sense)
        objects = self.clauses.objects(token)
        if not sense.particle and not sense.phrase and not self._bare(token):
            # "backed away", "shot down": another meaning than the verb alone.
            return None
        if sense.particle:
            spoken = {c.lower_ for t in (token, *objects) for c in t.children if c.dep_ in ("prt", "prep", "advmod")}
            # A clause may bring it: "called for engineers to return".
            spoken |= {m.lower_ for c in token.children if c.dep_ in _CLAUSES for m in c.children if m.dep_ == "mark"}
            if not spoken & set(sense.particle):
                return None
        if sense.instrument and not any(
            self.words.belongs(o, sense.instrument) for o in self.clauses.obliques(token, ("with",))
        ):
            return None
        if sense.joint and not self._joint(token, objects):
            return None
        if sense.predicate and not self._predicate(token, sense):
            return None
        if sense.to_do and not any(c.dep_ == "xcomp" and c.lemma_ in sense.to_do for c in token.children):
            return None
        if sense.phrase and not self._phrase(token, sense):
            return None
        if sense.complement and not self._complement(token, sense):
            return None
        if sense.lacks and self.clauses.obliques(token, sense.lacks):
            return None
        if sense.purpose and not self._purpose(token, sense):
            return None
        if sense.step == "ratify" and token.dep_ == "acl" and self.words.belongs(token.head, PAPERS):
            # "signed a law ratifying the pact": the law is what was signed, not yet a ratification.
            return None
        agreement = self._agreement(token, sense, objects)
        recipients = self._recipients(token, sense, objects)
        if agreement is not None:
            recipients += self.clauses.obliques(agreement, ("with",))
        actors = self._doers(token, sense)
        if sense.inverse:
            # "came under fire from X": the subject is whom it is done to.
            from_whom = [t for o in (token, *objects) for t in self.clauses.obliques(o, sense.by)]
            return Frame(token, tuple(from_whom), tuple(objects), tuple(actors), agreement)
        return Frame(token, tuple(actors), tuple(objects), tuple(recipients), agreement)

    def _bare(self, verb: Token) -> bool:
        """Whether no particle right behind the verb gives it another meaning ("backed away", "shot down")."""
        return not any(c.lower_ in ("away", "down", "off") and c.i == verb.i + 1 for c in verb.children)

    def _joint(self, token: Token, objects: Iterable[Token]) -> bool:
        """ "Joint patrols", "patrolled together"."""
        words = self.words.modality.lemmas("joint")
        near = [c for t in (token, *objects) for c in t.children]
        return any(c.lower_ in words for c in near if c.dep_ not in ("dobj", "pobj", "conj"))

    def _predicate(self, verb: Token, sense: Sense) -> bool:
        """ "Called him a liar": what the object is said to be."""
        said = [c for c in verb.rights if c.dep_ in ("oprd", "attr", "ccomp", "xcomp", "acomp", "dobj", "prep")]
        return any(self.words.belongs(t, sense.predicate) for c in said for t in c.subtree)

    def _nominal(self, noun: Token, sense: Sense) -> Frame | None:
        spoken = noun
        while spoken.dep_ == "pobj" and spoken.head.lower_ == "of" and self.words.counts(spoken.head.head):
            # "a new round of talks" is held as talks are.
            spoken = spoken.head.head
        holder = spoken.head.head if spoken.dep_ == "pobj" else spoken
        inner = holder.i != spoken.i and holder.pos_ in ("NOUN", "NUM") and holder.dep_ != "npadvmod"
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
        # "ratification by Turkey of the protocol": the parser hangs "of" on Turkey.
        of = of or [t for d in doers for t in self.clauses.obliques(d, ("of",))]
        actors = [*self.clauses.owners(noun), *doers]
        recipients = self.clauses.obliques(noun, [p for p in sense.to if p not in _TWO_SIDED])
        if sense.reciprocal:
            actors += self.clauses.obliques(noun, _TWO_SIDED)
        if "of" not in sense.to and (sense.of or not any(self.words.acts(t) for t in actors)):
            actors += of
        elif not sense.of and not sense.reciprocal:
            # "criticism of Hungary by Sweden": with a doer told, "of" brings in whom it is done to.
            recipients += of
        actors += self._travelling(noun, sense) or self._involved(noun, spoken, sense)
        governor = spoken.head
        if sense.step and noun.dep_ == "pobj" and self.words.on_paper(governor.head):
            return None
        if spoken.dep_ in ("dobj", "nsubjpass") and governor.lemma_.lower() in self.words.modality.lemmas("light"):
            actors += self.clauses.subjects(governor)
            recipients += self.clauses.obliques(governor, [p for p in sense.to if p not in _TWO_SIDED])
        agreement = next((o for o in (*of, *self.clauses.owners(noun)) if o.i in self.words.arguments.agreements), None)
        if agreement is None:
            reached = [*recipients, *self.clauses.obliques(noun, ("to", "from")), *self._given(spoken)]
            agreement = next((o for o in reached if o.i in self.words.arguments.agreements), None)
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
        if preposition.lower_ == "for" and holder.lemma_ in ("responsibility", "credit", "blame"):
            return self.clauses.subjects(holder.head) if holder.head.pos_ == "VERB" else []
        if holder.pos_ != "VERB":
            return []
        if preposition.lower_ in ("of", "for") and holder.lemma_ in ("accuse", "suspect", "blame", "convict"):
            return self.clauses.objects(holder)
        if sense.reciprocal and preposition.lower_ in ("in", "during") and sense.type == "ASSAULT":
            return [*self.clauses.objects(holder), *self.clauses.subjects(holder)]
        if sense.type == "CONSULT" and preposition.lower_ == "for" and noun.i > holder.i:
            return [] if self.words.lexicon.is_a(holder.lemma_, ("calling",)) else self.clauses.subjects(holder)
        return []

    def _given(self, noun: Token) -> list[Token]:
        """ "Gave its consent to the deal": what the light verb's other object is."""
        if noun.dep_ != "dobj" or noun.head.lemma_.lower() not in self.words.modality.lemmas("light"):
            return []
        return [*self.clauses.obliques(noun.head, ("to",)), *self.clauses.objects(noun.head)]

    def _doers(self, verb: Token, sense: Sense) -> list[Token]:
        """The subjects; for arms and attacks that do something, whose they are ("Russian drones struck")."""
        out = []
        for s in self._listed(verb, self._said_to_do(verb)):
            if not self.words.acts(s) and self.words.belongs(s, PAPERS):
                # "ratified by a decree of the president of X": whose decree.
                out += [t for t in s.subtree if self.words.acts(t)][:1]
                continue
            means = not self.words.acts(s) and self.words.lexicon.is_a(
                s.lemma_.lower(), ("weapons", "violence", "troops", "missiles", "aid", "people")
            )
            whose = [*self.clauses.owners(s), *self.clauses.obliques(s, ("from", "of", "by"))] if means else []
            owners = [o for o in whose if self.words.acts(o) and self.words.arguments.actors[o.i].form != "pronoun"]
            out += owners or [s]
        if not out and self.clauses.is_passive(verb) and (sense.type == "MOBILIZE" or sense.mode == "withdraw"):
            # "North Korean troops were sent": whose troops, when nobody is said to have sent them.
            out = [
                o
                for o in self.clauses.objects(verb)
                if self.words.acts(o) and self.words.lexicon.is_a(o.lemma_.lower(), ("troops",))
            ]
            out = [o for o in out if self.words.arguments.actors[o.i].country]
        return out

    def _said_to_do(self, verb: Token) -> list[Token]:
        """The subjects of a verb; of a passive also whom "by" names farther off; who speaks for "we" in a quotation."""
        subjects = self.clauses.subjects(verb)
        if not subjects and self.clauses.is_passive(verb):
            # "hit with sanctions by Britain": the parser hangs "by" on the sanctions.
            nouns = [o for p in verb.children if p.dep_ in ("prep", "agent") for o in p.children if o.dep_ == "pobj"]
            nouns += [c for c in verb.children if c.dep_ in ("dobj", "oprd")]
            return [t for n in nouns for t in self.clauses.obliques(n, ("by",)) if self.words.acts(t)]
        if len(subjects) == 1 and subjects[0].lower_ in ("we", "i") and verb.dep_ in ("ccomp", "conj", "parataxis"):
            speech = next((a for a in verb.ancestors if a.lemma_ in self.words.modality.lemmas("speech-verb")), None)
            if speech is not None:
                return self.clauses.subjects(speech)
        return subjects

    def _listed(self, verb: Token, subjects: list[Token]) -> list[Token]:
        """The subjects, with the rest of a list of actors that the parser cut off ("Fiji, Tonga and Samoa signed")."""
        doc = verb.doc
        if not subjects and verb.tag_ in ("VBD", "VBZ", "VBP") and not self.clauses.is_passive(verb):
            subjects = self._nearest(verb)
        actors = self.words.arguments.actors
        out = list(subjects)
        if not any(s.i in actors and s.i < verb.i for s in subjects):
            return out
        ends = self._ends(doc)
        for s in subjects:
            if s.i not in actors or s.i > verb.i:
                continue
            i = doc.char_span(*actors[s.i].span, alignment_mode="expand").start
            joined = False
            while i > 0:
                i -= doc[i - 1].lower_ == "the"
                link = doc[i - 1].lower_
                if link not in ("and", ",") or (link == "," and not joined) or i - 1 not in ends:
                    break
                other = doc[ends[i - 1]]
                if actors[other.i].form in ("place", "pronoun"):
                    break
                joined = True
                if other not in out:
                    out.insert(0, other)
                i = doc.char_span(*actors[other.i].span, alignment_mode="expand").start
            # "Fiji, Tonga, Samoa and Kiribati": the parser may take the first for all.
            out += [t for t in self._appended(s) if t not in out]
        return out

    def _ends(self, doc: Doc) -> Mapping[int, int]:
        """The head of the actor that ends before each token; made once a report."""
        if self._actor_ends is None:
            actors = self.words.arguments.actors
            self._actor_ends = {doc.char_span(*f.span, alignment_mode="expand").end: h for h, f in actors.items()}
        return self._actor_ends

    def _appended(self, first: Token) -> list[Token]:
        """Actors that the parser hangs on the first of a list as appositions: "Fiji, Tonga and Samoa"."""
        apposed = [c for c in first.children if c.dep_ == "appos" and self.words.acts(c)]
        listed = [t for c in apposed for t in (c, *c.conjuncts) if self.words.acts(t)]
        return listed if any(c.conjuncts for c in apposed) else []

    def _nearest(self, verb: Token) -> list[Token]:
        """The actor right before a verb whose subject the parser lost ("Egypt on Saturday initialled")."""
        i = verb.i - 1
        while i >= verb.sent.start:
            t = verb.doc[i]
            if self.words.acts(t) and t.dep_ not in ("pobj", "poss", "compound"):
                return [t]
            if t.ent_type_ not in ("DATE", "TIME") and t.pos_ not in ("ADV", "ADP", "PUNCT", "AUX"):
                return []
            i -= 1
        return []

    def _recipients(self, verb: Token, sense: Sense, objects: Iterable[Token]) -> list[Token]:
        # What the sense is about ("send troops") is the means, not the other side.
        means = [c for c in (*sense.object, *sense.object_or_none) if c not in _OTHER_SIDE]
        found = [o for o in objects if self.words.acts(o) and not (means and self.words.belongs(o, means))]
        reached = [
            *self.clauses.obliques(verb, sense.to),
            *(t for o in objects for t in self.clauses.obliques(o, sense.to)),
        ]
        for t in reached:
            # "tariffs on Canadian steel": whose steel it is.
            found += [t] if self.words.acts(t) else [t, *(w for w in self.clauses.owners(t) if self.words.acts(w))]
        for o in objects:
            if not self.words.acts(o):
                # "criticise the West's support", "offer North Korea technological support"
                found += [w for w in self.clauses.owners(o) if self.words.acts(w)]
                if sense.type == "ACCUSE":
                    # "condemned the detention of two Canadians by China"
                    found += [w for w in self.clauses.obliques(o, ("by",)) if self.words.acts(w)]
        if sense.type == "REQUEST":
            # "demanded that the North withdraw": of whom it is asked.
            asked = [c for c in verb.children if c.dep_ == "ccomp" or (c.dep_ in _CLAUSES and c.i > verb.i)]
            found += [s for c in asked for s in self.clauses.subjects(c) if s.i > verb.i and self.words.acts(s)]
        if sense.type in _OF_WHOM:
            # "threatened to expel the French ambassador", "agreed to hand the islands to Mauritius".
            found += [t for c in verb.children if c.dep_ == "xcomp" for t in self._sides_of(c)]
        for c in verb.children:
            if c.dep_ in ("advcl", "xcomp") and c.lemma_ in sense.purpose:
                found += [*self.clauses.objects(c), *self.clauses.obliques(c, ("for",))]
                found += [s for inner in c.children if inner.dep_ in ("ccomp", "xcomp")
                          for s in self.clauses.subjects(inner)]  # fmt: skip
        return found

    def _sides_of(self, verb: Token) -> list[Token]:
        """Actors that something would be done to, or whose things it would be done to."""
        out = []
        for o in (*self.clauses.objects(verb), *self.clauses.obliques(verb, ("to", "against", "from", "on", "with"))):
            near = [o] if self.words.acts(o) else [*self.clauses.owners(o), *self.clauses.obliques(o, _TOWARDS)]
            out += [t for t in near if self.words.acts(t) and self.words.arguments.actors[t.i].form != "pronoun"]
        return out

    def _agreement(self, verb: Token, sense: Sense, objects: Iterable[Token]) -> Token | None:
        """The agreement that a verb moves: its object, its subject ("takes effect"), or what a bill or law is about."""
        heads = self.words.arguments.agreements
        if sense.subject == ("agreement",):
            sides = [*self.clauses.subjects(verb), *self.clauses.objects(verb)]
            return next((t for s in sides if (t := self._whole(s)) is not None), None)
        candidates = [*objects, *self.clauses.obliques(verb, [p for p in sense.to if p in ("to", "from", "of", "on")])]
        if verb.lemma_ in ("pull", "walk", "back"):
            candidates += self.clauses.obliques(verb, ("of", "out"))
        direct = next((t for o in candidates if (t := self._whole(o)) is not None and t.lower_ != "it"), None)
        if direct is None and sense.step in _OF_AGREEMENTS_ALONE:
            direct = next((o for o in objects if self._it(o)), None)
        if direct is not None or sense.about is None:
            return direct
        # "approved the law on ratification of the treaty": the parser hangs "on" on the law or on the verb.
        about = [t for o in objects if o.lemma_ not in _ASKING for t in o.subtree]
        if any(self.words.belongs(o, PAPERS) for o in objects):
            about += [t for o in self.clauses.obliques(verb, ("on", "for")) for t in o.subtree]
        return next((t for t in about if t.i in heads), None)

    def _complement(self, verb: Token, sense: Sense) -> bool:
        """Whether the verb says what was agreed or refused, and that is not mere talk ("declined to comment")."""
        inner = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.i > verb.i]
        if any(c.lemma_ in sense.not_to for c in inner):
            return False
        held = [o for o in self.clauses.objects(verb) if o.i > verb.i]
        brought = {c.lower_ for t in (verb, *held) for c in t.children if c.dep_ in ("prep", "dative")}
        for c in inner:
            infinitive = any(a.lower_ == "to" and a.dep_ == "aux" for a in c.children)
            brought.add("infinitive" if infinitive else "clause")
        if any(c.dep_ in ("dobj", "nsubjpass") for c in verb.children):
            brought.add("object")
        return bool(brought & set(sense.complement))

    def _whole(self, token: Token) -> Token | None:
        """The agreement that a token is, is a part of ("the text of the treaty"), or that "that" points back to."""
        heads = self.words.arguments.agreements
        if token.i in heads or self._it(token):
            return token
        if token.lemma_.lower() in self.words.modality.lemmas("text-part"):
            return next((t for t in self.clauses.obliques(token, ("of",)) if t.i in heads), None)
        # "a treaty between A and B that entered into force": the parser hangs "that" on the last noun.
        while token.dep_ in ("pobj", "conj", "appos") or token.dep_ == "prep":
            token = token.head
            if token.i in heads:
                return token
        return None

    def _it(self, token: Token) -> bool:
        """ "It entered into force", "passed it": with these verbs "it" is the agreement that was spoken of."""
        return token.lower_ == "it" and any(h < token.i for h in self.words.arguments.agreements)

    def _phrase(self, verb: Token, sense: Sense) -> bool:
        own = [c for c in verb.children if c.dep_ not in ("prep", "punct", "aux", "auxpass", "mark", "nsubj", "cc")]
        near = {w for c in own for w in (c.lower_, c.lemma_.lower())}
        preps = [c for t in (verb, *self.clauses.objects(verb)) for c in t.children if c.dep_ in ("prep", "prt")]
        near |= {f"{c.lower_} {w}" for c in preps for o in c.children for w in (o.lower_, o.lemma_.lower())}
        return bool(near & set(sense.phrase))

    def _purpose(self, verb: Token, sense: Sense) -> bool:
        return any(c.dep_ in ("advcl", "xcomp") and c.lemma_ in sense.purpose for c in verb.children)
