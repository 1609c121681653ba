"""Clauses and nominals that report an event: typed by the lexicon, with who, to whom, and whether it happened."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from dateline.extract.factuality import Mood, Moods
from dateline.extract.syntax import Clauses
from dateline.kinds.lexicon import Lexicon, Sense
from dateline.kinds.modality import Modality
from dateline.model.document import Document
from dateline.model.findings import Arguments, EventFinding
from dateline.model.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_INSTRUMENTS = frozenset({"instrument", "ratification", "letter", "note"})
# Classes of objects that are, or belong to, the other side of an event, and not its means.
_OTHER_SIDE = frozenset({"actor", "person", "held", "people", "diplomats", "agreement"})
# Steps whose verbs, with "it" for an object, speak of an agreement wherever the report has one.
_OF_AGREEMENTS_ALONE = frozenset({"ratify", "approve", "sign", "initial", "accede", "submit"})
_TWO_SIDED = frozenset({"between", "among"})


@dataclasses.dataclass(frozen=True, slots=True)
class _Frame:
    """One candidate reading of a trigger: heads of who acts, of what it is done to, and of the other side."""

    trigger: Token
    actors: tuple[Token, ...]
    objects: tuple[Token, ...]
    recipients: tuple[Token, ...]
    agreement: Token | None


def find_events(
    document: Document, lexicon: Lexicon, modality: Modality, arguments: Arguments
) -> tuple[EventFinding, ...]:
    """All events in text order; hypothetical ones ("urged Iran to …", "in case of an attack") are left out."""
    finder = _Finder(document, lexicon, modality, arguments)
    found = [e for token in document.syntax if (e := finder.at(token)) is not None]
    return tuple(sorted(finder.once(found), key=lambda e: (e.anchor, e.type)))


class _Finder:
    def __init__(self, document: Document, lexicon: Lexicon, modality: Modality, arguments: Arguments) -> None:
        self.document = document
        self.lexicon = lexicon
        self.modality = modality
        self.arguments = arguments
        self.clauses = Clauses(modality)
        self.moods = Moods(modality)
        self.steps: list[EventFinding] = []
        title = document.report.title_span
        self.title_end = title.end if title else 0

    def at(self, token: Token) -> EventFinding | None:
        """The event that `token` triggers, None if it triggers none."""
        if token.lemma_ == "follow" and (followed := self._following(token)) is not None:
            return followed
        senses = self._senses(token)
        if not senses or token.sent.text.rstrip().endswith("?"):
            return None
        for sense in senses:
            frame = self._frame(token, sense)
            if frame is None or not self._satisfied(frame, sense):
                continue
            if sense.skip:
                return None
            mood = self.moods.of(token, headline=self._headline(token))
            if mood.bound:
                return None
            event = self._event(frame, sense, mood)
            if event.step is not None:
                self.steps.append(event)
            return event
        return None

    def _following(self, verb: Token) -> EventFinding | None:
        """ "The Senate followed on Tuesday": the step told right before, by another body."""
        actors = [t for t in self.clauses.subjects(verb) if self._acts(t)]
        objects = self.clauses.objects(verb)
        if not actors or (objects and objects[0].lemma_ != "suit") or not self.steps:
            return None
        last = self.steps[-1]
        if verb.sent.start_char - last.evidence.end > 60 or last.step not in ("approve", "ratify", "sign", "accede"):
            return None
        mood = self.moods.of(verb)
        return dataclasses.replace(
            last, anchor=_at(verb), evidence=self.clauses.clause(verb), head=verb.i, actors=tuple(map(_at, actors)),
            tense=mood.tense, polarity=mood.polarity, certainty=mood.certainty, reason="follow (the step told before)",
        )  # fmt: skip

    def once(self, events: list[EventFinding]) -> Iterator[EventFinding]:
        """Leave out what another event of the same clause already says ("held talks", "agreed to send")."""
        doc = self.document.syntax
        heads = {e.head: e for e in events}
        for e in events:
            token = doc[e.head]
            governor = token.head
            outer = heads.get(governor.i)
            light = e.nominal and token.dep_ in ("dobj", "nsubjpass") and outer is not None and outer.type == e.type
            promised = (
                outer is not None
                and token.dep_ in ("xcomp", "ccomp")
                and outer.type in ("AGREE", "REQUEST", "REJECT", "THREATEN")
                and e.tense == "future"
                and e.step is None
            )
            if not light and not promised and not (e.type == "REJECT" and self._about_step(token, heads)):
                yield e

    def _about_step(self, token: Token, heads: Mapping[int, EventFinding]) -> bool:
        """ "refused to ratify": the step that did not happen says it all."""
        return any(c.dep_ == "xcomp" and c.i in heads and heads[c.i].step for c in token.children)

    # --- which senses can a token have

    def _senses(self, token: Token) -> tuple[Sense, ...]:
        if token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ in ("ROOT", "relcl")):
            if token.dep_ in ("amod", "compound", "aux", "auxpass", "det"):
                return ()
            return self.lexicon.verbs.get(token.lemma_.lower(), ())
        if token.pos_ == "NOUN" and token.dep_ not in ("compound", "amod", "npadvmod"):
            lemma = token.lemma_.lower()
            before = token.nbor(-1) if token.i else token
            pair = f"{before.lower_} {lemma}"
            if before.i and f"{before.nbor(-1).lower_} {pair}" in self.lexicon.nouns:
                return self.lexicon.nouns[f"{before.nbor(-1).lower_} {pair}"]
            return self.lexicon.nouns.get(pair) or self.lexicon.nouns.get(lemma, ())
        if token.pos_ == "PROPN" and self._headline(token):
            # Headline capitals make the tagger see names: "Ratifies", "Withdraws".
            return self.lexicon.verbs.get(token.lemma_.lower(), ()) if token.dep_ == "ROOT" else ()
        return ()

    def _headline(self, token: Token) -> bool:
        return token.idx < self.title_end

    # --- arguments

    def _frame(self, token: Token, sense: Sense) -> _Frame | None:
        if token.pos_ == "NOUN":
            return self._nominal(token, sense)
        objects = self.clauses.objects(token)
        if not sense.particle and any(
            c.lower_ in ("away", "down", "off") and c.i == token.i + 1 for c in token.children
        ):
            # "backed away", "shot down": another meaning than the verb alone.
            return None
        if sense.particle:
            spoken = {c.lower_ for c in token.children if c.dep_ in ("prt", "prep")}
            if not spoken & set(sense.particle):
                return None
        if sense.phrase and not self._phrase(token, sense):
            return None
        if sense.complement and not self._complement(token, sense):
            return None
        if sense.lacks and self.clauses.obliques(token, sense.lacks):
            return None
        if sense.purpose and not self._purpose(token, sense):
            return None
        if sense.step == "ratify" and token.dep_ == "acl" and self._is(token.head, ("bill", "decree")):
            # "signed a law ratifying the pact": the law is what was signed, not yet a ratification.
            return None
        agreement = self._agreement(token, sense, objects)
        recipients = self._recipients(token, sense, objects)
        if agreement is not None:
            recipients += self.clauses.obliques(agreement, ("with",))
        return _Frame(token, tuple(self._doers(token)), tuple(objects), tuple(recipients), agreement)

    def _nominal(self, noun: Token, sense: Sense) -> _Frame | None:
        spoken = noun
        while spoken.dep_ == "pobj" and spoken.head.lower_ == "of" and self._counts(spoken.head.head):
            # "a new round of talks" is held as talks are.
            spoken = spoken.head.head
        holder = spoken.head.head if spoken.dep_ == "pobj" else spoken
        inner = holder.i != spoken.i and holder.pos_ in ("NOUN", "NUM") and holder.dep_ != "npadvmod"
        if inner and not sense.step and holder.lemma_.lower() not in self.lexicon.nouns:
            # "backers of Russia's offensive": background, unless a verb says that it happened.
            return None
        of = self.clauses.obliques(noun, ("of",))
        if sense.of and not any(self._is(o, sense.of) for o in of):
            return None
        actors = [*self.clauses.owners(noun), *self.clauses.obliques(noun, ("by",))]
        recipients = self.clauses.obliques(noun, [p for p in sense.to if p not in _TWO_SIDED])
        if sense.reciprocal:
            actors += self.clauses.obliques(noun, _TWO_SIDED)
        if "of" not in sense.to and (sense.of or not actors):
            actors += of
        governor = spoken.head
        if sense.step and noun.dep_ == "pobj" and self._on_paper(governor.head):
            return None
        if spoken.dep_ in ("dobj", "nsubjpass") and governor.lemma_.lower() in self.modality.lemmas("light"):
            actors += self.clauses.subjects(governor)
            recipients += self.clauses.obliques(governor, [p for p in sense.to if p not in _TWO_SIDED])
        agreement = next((o for o in (*of, *self.clauses.owners(noun)) if o.i in self.arguments.agreements), None)
        if agreement is None and "from" in sense.to:
            agreement = next((o for o in recipients if o.i in self.arguments.agreements), None)
        return _Frame(noun, tuple(actors), tuple(of), tuple(recipients), agreement)

    def _on_paper(self, holder: Token) -> bool:
        """ "the law on ratification", "approved the law on ratification": a paper's subject, not an act."""
        papers = ("bill", "decree")
        return self._is(holder, papers) or any(
            self._is(o, papers) for o in holder.children if o.dep_ in ("dobj", "nsubjpass")
        )

    def _counts(self, noun: Token) -> bool:
        return noun.lemma_.lower() in self.modality.lemmas("quantity-noun")

    def _doers(self, verb: Token) -> list[Token]:
        """The subjects; for arms and attacks that do something, whose they are ("Russian drones struck")."""
        out = []
        for s in self.clauses.subjects(verb):
            if not self._acts(s) and self._is(s, ("bill", "decree")):
                # "ratified by a decree of the president of X": whose decree.
                out += [t for t in s.subtree if self._acts(t)][:1]
                continue
            means = not self._acts(s) and self.lexicon.is_a(
                s.lemma_.lower(), ("weapons", "violence", "troops", "missiles")
            )
            owners = [o for o in self.clauses.owners(s) if self._acts(o)] if means else []
            out += owners or [s]
        if not out and self.clauses.is_passive(verb):
            # "North Korean troops were sent": whose troops, when nobody is said to have sent them.
            out = [
                o
                for o in self.clauses.objects(verb)
                if self._acts(o) and self.lexicon.is_a(o.lemma_.lower(), ("troops",))
            ]
            out = [o for o in out if self.arguments.actors[o.i].country]
        return out

    def _recipients(self, verb: Token, sense: Sense, objects: Iterable[Token]) -> list[Token]:
        # What the sense is about ("send troops") is the means, not the other side.
        means = [c for c in (*sense.object, *sense.object_or_none) if c not in _OTHER_SIDE]
        found = [o for o in objects if self._acts(o) and not (means and self._is(o, means))]
        found += self.clauses.obliques(verb, sense.to)
        for o in objects:
            found += self.clauses.obliques(o, sense.to)
            if not self._acts(o):
                # "criticise the West's support", "offer North Korea technological support"
                found += [w for w in self.clauses.owners(o) if self._acts(w)]
        for c in verb.children:
            if c.dep_ in ("advcl", "xcomp") and c.lemma_ in sense.purpose:
                found += [*self.clauses.objects(c), *self.clauses.obliques(c, ("for",))]
                found += [s for inner in c.children if inner.dep_ in ("ccomp", "xcomp")
                          for s in self.clauses.subjects(inner)]  # fmt: skip
        return found

    def _agreement(self, verb: Token, sense: Sense, objects: Iterable[Token]) -> Token | None:
        """The agreement that a verb moves: its object, its subject ("takes effect"), or what a bill or law is about."""
        heads = self.arguments.agreements
        if sense.subject == ("agreement",):
            sides = [*self.clauses.subjects(verb), *self.clauses.objects(verb)]
            return next((s for s in sides if s.i in heads or self._it(s)), None)
        candidates = [*objects, *self.clauses.obliques(verb, [p for p in sense.to if p in ("to", "from", "of")])]
        if verb.lemma_ in ("pull", "walk", "back"):
            candidates += self.clauses.obliques(verb, ("of", "out"))
        direct = next((o for o in candidates if o.i in heads), None)
        if direct is None and sense.step in _OF_AGREEMENTS_ALONE:
            direct = next((o for o in objects if self._it(o)), None)
        if direct is not None or sense.about is None:
            return direct
        # "approved the law on ratification of the treaty": the parser hangs "on" on the law or on the verb.
        about = [t for o in objects for t in o.subtree]
        if any(self._is(o, ("bill", "decree")) for o in objects):
            about += [t for o in self.clauses.obliques(verb, ("on", "for")) for t in o.subtree]
        return next((t for t in about if t.i in heads), None)

    def _complement(self, verb: Token, sense: Sense) -> bool:
        """Whether the verb says what was agreed or refused, and that is not mere talk ("declined to comment")."""
        inner = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.i > verb.i]
        if any(c.lemma_ in sense.not_to for c in inner):
            return False
        brought = {c.lower_ for c in verb.children if c.dep_ == "prep"}
        for c in inner:
            infinitive = any(a.lower_ == "to" and a.dep_ == "aux" for a in c.children)
            brought.add("infinitive" if infinitive else "clause")
        if any(c.dep_ in ("dobj", "nsubjpass") for c in verb.children):
            brought.add("object")
        return bool(brought & set(sense.complement))

    def _it(self, token: Token) -> bool:
        """ "It entered into force", "passed it": with these verbs "it" is the agreement that was spoken of."""
        return token.lower_ == "it" and any(h < token.i for h in self.arguments.agreements)

    def _phrase(self, verb: Token, sense: Sense) -> bool:
        near = {c.lower_ for c in verb.children if c.dep_ in ("dobj", "advmod", "acomp")}
        preps = [c for t in (verb, *self.clauses.objects(verb)) for c in t.children if c.dep_ == "prep"]
        near |= {f"{c.lower_} {o.lower_}" for c in preps for o in c.children}
        return bool(near & set(sense.phrase))

    def _purpose(self, verb: Token, sense: Sense) -> bool:
        return any(c.dep_ in ("advcl", "xcomp") and c.lemma_ in sense.purpose for c in verb.children)

    # --- conditions

    def _satisfied(self, frame: _Frame, sense: Sense) -> bool:
        nominal = frame.trigger.pos_ == "NOUN"
        if "agreement" in (*sense.object, *sense.subject, sense.about) and (sense.step or sense.skip):
            if frame.agreement is None and not self._ratification_law(frame, sense):
                return False
            if "agreement" not in (*sense.object, *sense.subject) and not nominal:
                return any(self._is(o, sense.object) for o in frame.objects)
        elif sense.object and not nominal and not any(self._is(o, sense.object) for o in frame.objects):
            return False
        if sense.object_or_none and frame.objects and not any(self._is(o, sense.object_or_none) for o in frame.objects):
            return False
        if sense.without and any(self._is(o, sense.without) or o.lemma_ in sense.without for o in frame.objects):
            return False
        if (
            sense.subject
            and sense.subject != ("agreement",)
            and not any(self._is(s, sense.subject) for s in frame.actors)
        ):
            return False
        if "agreement" not in sense.object and frame.agreement is not None and not nominal and sense.step is None:
            # "signed the pact" is not also a generic use of the verb.
            return sense.type in ("SUPPORT", "ACCUSE", "REJECT", "AGREE")
        return all(self._need(need, frame, sense) for need in sense.needs)

    def _ratification_law(self, frame: _Frame, sense: Sense) -> bool:
        """ "signed the law on ratification", "exchanged the instruments": the agreement is named elsewhere."""
        if sense.about != "agreement":
            return False
        for o in frame.objects:
            if sense.object == ("instrument",):
                if o.lemma_.lower() in _INSTRUMENTS and any(
                    "ratif" in t.lower_ or "accept" in t.lower_ for t in o.subtree
                ):
                    return True
            elif any("ratif" in t.lower_ or t.lower_ == "accession" for t in o.subtree):
                return True
            elif self._told_bill(o, frame.trigger):
                return True
        return False

    def _told_bill(self, noun: Token, verb: Token) -> bool:
        """ "backed the bill": definite, and the report has just told of a step of an agreement."""
        definite = any(c.lower_ in ("the", "this", "that") for c in noun.lefts) or noun.lower_ in ("which", "that")
        near = self.steps and verb.sent.start_char - self.steps[-1].evidence.end < 600
        return bool(definite and near and self.arguments.agreements and self._is(noun, ("bill", "decree")))

    def _need(self, need: str, frame: _Frame, sense: Sense) -> bool:
        actors = [t for t in frame.actors if self._acts(t)]
        recipients = [t for t in frame.recipients if self._acts(t)]
        plural = len(actors) > 1 or any(self.arguments.actors[t.i].plural for t in actors)
        match need:
            case "actor":
                return bool(actors)
            case "recipient":
                return bool(recipients)
            case "object":
                return bool(frame.objects or recipients)
            case "actor-or-recipient":
                return bool(actors or recipients)
            case "two-sides":
                return (bool(actors) and bool(recipients)) or plural
            case "recipient-or-plural":
                return bool(recipients) or plural
            case "recipient-or-goal":
                return bool(recipients) or any(t.ent_type_ in ("GPE", "LOC") for t in frame.recipients)
            case "recipient-or-place":
                return bool(frame.objects)
            case "destination":
                return bool(self.clauses.obliques(frame.trigger, sense.to))
            case "hard-target":
                if frame.trigger.pos_ == "NOUN":
                    return True
                # "attacked Clinton" is words; "attacked the base", "struck the militants" is not.
                soft = ("person", "organisation", "pronoun", "collective")
                hard = any(self.arguments.actors[t.i].form not in soft for t in recipients)
                return hard or any(self._is(o, ("people", "territory", "troops")) for o in frame.objects)
            case _:
                return True

    def _is(self, token: Token, classes: Iterable[str]) -> bool:
        lemma = token.lemma_.lower()
        for name in classes:
            if name == "actor" and self._acts(token):
                return True
            if name == "person" and self._person(token):
                return True
            if name == "agreement" and token.i in self.arguments.agreements:
                return True
            if name == "legislature" and self._legislates(token):
                return True
            if name == "instrument" and lemma in _INSTRUMENTS:
                return True
        return self.lexicon.is_a(lemma, classes)

    def _acts(self, token: Token) -> bool:
        return token.i in self.arguments.actors

    def _legislates(self, token: Token) -> bool:
        f = self.arguments.actors.get(token.i)
        return f is not None and (f.sector == "LEG" or f.organ in ("lower_chamber", "upper_chamber", "legislature"))

    def _person(self, token: Token) -> bool:
        f = self.arguments.actors.get(token.i)
        return f is not None and (f.form == "person" or f.office is not None or f.gender in ("m", "f"))

    # --- the event

    def _event(self, frame: _Frame, sense: Sense, mood: Mood) -> EventFinding:
        trigger = frame.trigger
        actors = [t for t in frame.actors if self._acts(t) and sense.subject != ("agreement",)]
        recipients = [t for t in frame.recipients if self._acts(t) and t not in actors]
        nominal = trigger.pos_ == "NOUN"
        polarity = mood.polarity
        if sense.negative:
            polarity = "negative" if polarity == "positive" else "positive"
        return EventFinding(
            anchor=_at(trigger),
            evidence=self._evidence(trigger),
            head=trigger.i,
            type=sense.type,
            mode=sense.mode,
            step=sense.step,
            actors=tuple(map(_at, actors)),
            recipients=tuple(map(_at, recipients)),
            agreement=_at(frame.agreement) if frame.agreement is not None else None,
            tense=mood.tense,
            polarity=polarity,
            certainty=mood.certainty,
            conditional=mood.conditional,
            reciprocal=sense.reciprocal,
            nominal=nominal,
            confidence=round(0.5 + 0.15 * bool(actors) + 0.1 * bool(recipients) + 0.1 * (not nominal), 2),
            reason=f"{trigger.lemma_} ({sense.id})",
        )

    def _evidence(self, trigger: Token) -> Span:
        if trigger.pos_ != "NOUN":
            return self.clauses.clause(trigger)
        tokens = [t for t in trigger.subtree if not t.is_space]
        if trigger.dep_ in ("dobj", "nsubjpass") and trigger.head.lemma_.lower() in self.modality.lemmas("light"):
            return self.clauses.clause(trigger.head)
        while len(tokens) > 1 and tokens[-1].is_punct:
            tokens.pop()
        return Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))


def _at(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token))
