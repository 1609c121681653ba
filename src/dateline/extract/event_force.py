"""Whether force in a frame is real force: arms, harm and those who carry arms, not words or the weather."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.event_frames import Frame
from dateline.extract.event_words import Words
from dateline.extract.syntax import Clauses

if TYPE_CHECKING:
    from spacy.tokens import Token

# Classes of arms, of those who carry them and of what they do.
_ARMS = ("armed", "weapons", "missiles", "violence")


class Force:
    """Questions about the force in a frame."""

    def __init__(self, words: Words, clauses: Clauses) -> None:
        """Keep hold of what the questions need."""
        self.words = words
        self.clauses = clauses

    def hard(self, frame: Frame) -> bool:
        """Whether an attack strikes something: "attacked Clinton" is words, "attacked the base" is not."""
        actors = self.words.arguments.actors
        armed = any(self.words.belongs(a, _ARMS) for a in frame.actors)
        if not self.real(frame):
            return False
        if frame.trigger.pos_ == "NOUN":
            spoken = any(actors[a.i].form == "person" for a in frame.actors if self.words.acts(a))
            struck = [o for o in (*frame.recipients, *frame.objects) if self.words.belongs(o, ("territory", "troops"))]
            return armed or not spoken or bool(struck)
        for o in frame.objects:
            f = actors.get(o.i)
            if self.words.belongs(o, ("territory", "troops")):
                return True
            if f is not None and f.form not in ("person", "organisation", "pronoun", "collective", "role", "pair"):
                return True
            ruler = f is not None and (f.form in ("person", "pronoun", "organisation") or f.sector in ("GOV", "LEG"))
            if self.words.human(o) and (armed or not ruler):
                return True
        return False

    def real(self, frame: Frame) -> bool:
        """Whether blows are blows: no "assault on the tax law", no clash of two senators, unless somebody is hurt."""
        struck = [*frame.recipients, *frame.objects]
        arms = ("armed", "troops", "weapons", "missiles", "violence")
        hard = any(self.words.belongs(t, arms) for t in frame.actors)
        hard = hard or any(self.words.belongs(t, ("territory", "troops", "armed")) for t in struck)
        told = [a for a in frame.actors if self.words.acts(a)]
        spoken = bool(told) and all(self.words.belongs(a, ("civil",)) for a in told)
        if hard or (not spoken and self._harm(frame.trigger)):
            return True
        if any(self.words.belongs(t, ("abstract",)) and not self.words.acts(t) for t in struck):
            return False
        sides = [t for t in (*frame.actors, *struck) if self.words.acts(t) or self.words.belongs(t, ("civil",))]
        speaking = [t for t in sides if self.words.belongs(t, ("civil",))]
        known = [self.words.arguments.actors[t.i] for t in sides if self.words.acts(t)]
        # "The president is battling Congress": powers of one state.
        at_home = len(sides) > 1 and bool(speaking) and len({f.country for f in known if f.country}) < 2
        return not (at_home or (sides and len(speaking) == len(sides)))

    def _harm(self, trigger: Token) -> bool:
        """Whether the sentence has a word for arms, wounds or those who inflict them."""
        harm = self.words.lexicon.classes.get("bodily-harm", frozenset())
        return any(t.lemma_.lower() in harm for t in trigger.sent if t.i != trigger.i)

    def aimed_in_words(self, frame: Frame) -> bool:
        """ "His attack on the senator", "an assault on the bill"."""
        aimed = any(self.words.belongs(t, ("civil", "abstract")) for t in frame.recipients)
        return aimed and not self.real(frame)

    def storm_told(self, frame: Frame) -> bool:
        """Whether a storm or a quake does it, under whatever name: "the typhoon moved on after it hit the coast"."""
        storms = self.words.lexicon.classes.get("storm", frozenset())
        near = any(t.lemma_.lower() in storms for t in frame.trigger.sent)
        doer = any(self.words.does(t) and t.pos_ != "PRON" for t in frame.actors)
        return near and not doer and not self.armed(frame)

    def armed(self, frame: Frame) -> bool:
        """Whether arms or those who carry them stand beside a trigger."""
        return any(t.pos_ == "NOUN" and self.words.belongs(t, _ARMS) for t in frame.trigger.sent)

    def grave(self, frame: Frame) -> bool:
        """Whether a warning is a threat: between states or armed sides, or not to do something."""
        sides = [t for t in (*frame.actors, *frame.recipients) if self.words.acts(t)]
        forbids = any(c.dep_ in ("neg",) for x in frame.trigger.children if x.dep_ == "xcomp" for c in x.children)
        against = bool(self.clauses.obliques(frame.trigger, ("against",)))
        return forbids or against or not any(self.words.belongs(t, ("civil", "reporters")) for t in sides)
