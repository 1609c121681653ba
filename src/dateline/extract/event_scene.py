"""What the words around a frame tell: who stands in the street, whose goods, what is told of the noun itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.event_frames import Frame
from dateline.extract.event_words import Words
from dateline.extract.syntax import Clauses

if TYPE_CHECKING:
    from spacy.tokens import Token


class Scene:
    """Questions about the surroundings of a frame."""

    def __init__(self, words: Words, clauses: Clauses) -> None:
        """Keep hold of what the questions need."""
        self.words = words
        self.clauses = clauses

    def holds(self, need: str, frame: Frame) -> bool:
        """Whether one of the needs that are about surroundings is met."""
        trigger = frame.trigger
        match need:
            case "told":
                return self._told(frame)
            case "doer-or-passive":
                return any(self.words.does(t) for t in frame.actors) or self.clauses.is_passive(trigger)
            case "passive":
                return self.clauses.is_passive(trigger)
            case "asker":
                # "Asked to extradite the banker, the Emirates": somebody did, whoever it was.
                asked = self.clauses.is_passive(trigger) and any(self._body(t) for t in frame.recipients)
                return asked or any(self.words.does(t) for t in frame.actors)
            case "mass":
                return self._mass(trigger)
            case "asked":
                # "Urged by Brussels to repeal the law, the premier refused"
                asking = [c for c in trigger.children if c.dep_ == "advcl" and c.i < trigger.i]
                return any(c.lemma_ in self.words.modality.lemmas("future-possible") for c in asking)
            case "plain-call":
                # "Called on the president at his palace": not what he is called on to do.
                goals = self.clauses.obliques(trigger, ("on",))
                below = [c for g in (trigger, *goals) for c in g.children]
                more = any(c.dep_ in ("xcomp", "advcl", "acl", "relcl", "ccomp") or c.lower_ == "for" for c in below)
                return any(self.words.person(g) for g in goals) and not more
            case "no-throng":
                actors = self.words.arguments.actors
                return not all(actors[t.i].form == "people" for t in frame.actors if self.words.acts(t))
            case "foreign-goods":
                return self._foreign_goods(frame)
            case "demonstrators":
                sides = (*frame.actors, *frame.recipients)
                return any(self.words.belongs(t, ("demonstrators",)) for t in sides)
            case "hands-on":
                goals = self.clauses.obliques(trigger, ("on",))
                return any(not self.words.acts(t) and t.ent_type_ not in ("DATE", "TIME") for t in goals)
            case "dam":
                return any(t.lemma_.lower() in ("dam", "levee", "embankment", "dyke") for t in trigger.subtree)
            case "aid-borne":
                words = self.words.lexicon.classes["cargo-aid"]
                borne = [*frame.actors, *self.clauses.obliques(trigger, ("with",)), *trigger.children]
                return any(t.lemma_.lower() in words for b in borne if b.dep_ != "punct" for t in b.subtree)
            case "wanted":
                words = self.words.lexicon.classes["wanted"]
                return any(t.lower_ in words for o in frame.objects for t in o.subtree)
            case "hurt":
                hurt = ("wounded", "injured", "sick", "burned", "burnt", "wound", "patient", "patients", "casualties")
                return any(t.lower_ in hurt for o in frame.objects for t in o.subtree)
            case "foreign-owned":
                actors = self.words.arguments.actors
                own = {actors[t.i].country for t in frame.actors if self.words.acts(t)}
                others = {actors[t.i].country for t in frame.recipients if self.words.acts(t)}
                return bool(others - own - {None})
            case "no-words":
                return (
                    not any(c.dep_ in ("ccomp", "parataxis") for c in trigger.children) and trigger.dep_ != "parataxis"
                )
            case "with-help":
                return bool(trigger.dep_ == "pobj" and trigger.head.lower_ == "with")
            case "home-going":
                return any(t.lower_ in ("home", "free", "back") for t in trigger.subtree)
            case "of-bloc":
                blocs = [t for o in (trigger, *trigger.children) for t in self.clauses.obliques(o, ("of",))]
                return any(self.words.belongs(t, ("igo",)) for t in blocs)
            case "several-actors":
                return sum(self.words.acts(t) for t in frame.actors) > 1
            case "net":
                net = ("internet", "data", "mobile", "phone", "telephone", "broadband", "cellular", "web")
                return any(t.lower_ in net for o in frame.objects for t in o.subtree)
            case "told-to-do":
                to_do = any(c.dep_ in ("acl", "relcl") and c.tag_ == "VB" for c in trigger.children)
                return to_do and trigger.dep_ in ("nsubj", "nsubjpass")
            case _:
                return True

    def _body(self, token: Token) -> bool:
        """Whether a token names a state or a body of one, and not just anybody."""
        f = self.words.arguments.actors.get(token.i)
        return f is not None and f.form != "person" and (f.country is not None or any(i[:4] == "IGO:" for i in f.ids))

    def _told(self, frame: Frame) -> bool:
        """ "The summit of Gulf leaders ended": who met, and that they did."""
        noun = frame.trigger
        told = noun.dep_ in ("nsubj", "nsubjpass") and noun.head.lemma_ in self.words.modality.lemmas("aspect-verb")
        sides = [t for t in (*frame.actors, *frame.recipients) if self.words.does(t)]
        return told and (bool(sides) or bool(self.clauses.obliques(noun, ("in", "at", "on"))))

    def _mass(self, noun: Token) -> bool:
        """ "Weeks of rallies", "mass rallies": many, and no party's own."""
        of = noun.dep_ == "pobj" and noun.head.lower_ == "of"
        counted = of and noun.head.head.lemma_ in ("day", "week", "month", "night", "wave", "spate", "year")
        words = {c.lower_ for c in noun.children if c.dep_ in ("amod", "compound")}
        return counted or bool(words & self.words.modality.lemmas("mass"))

    def _foreign_goods(self, frame: Frame) -> bool:
        """ "Banned Australian lobsters": things of another state's, not its people or its press."""
        actors = self.words.arguments.actors
        own = {actors[t.i].country for t in frame.actors if self.words.acts(t)}
        things = [o for o in frame.objects if o.pos_ != "PROPN" and not self.words.acts(o)]
        apart = ("media", "body", "people", "held", "diplomats", "crowd", "troops")
        things = [o for o in things if not self.words.lexicon.is_a(o.lemma_.lower(), apart)]
        whose = {actors[w.i].country for o in things for w in self.clauses.owners(o) if self.words.acts(w)}
        return bool(own) and bool(whose - own - {None}) and not whose & own
