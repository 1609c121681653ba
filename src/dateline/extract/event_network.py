"""Verbs that the lexicon does not hold, with two sides beside them: what the network says of the two."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from dateline.extract.event_words import Words
from dateline.extract.syntax import Clauses
from dateline.model.findings import Typed, TypeOf
from dateline.model.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Prepositions that bring in the other side.
_TOWARDS = ("to", "with", "on", "from", "against", "for", "at", "in", "into", "of", "over", "behind", "towards")
# Below this the network is not believed: at .9 four in five of the verbs that news tells beside two states were typed
# rightly (looked over by hand on 2026-11-27), at .8 three in five.
SURE = 0.9
# What somebody does whom nobody is told to have done it to.
_ALONE = frozenset({"PROTEST", "MOBILIZE"})
# Longer sentences hold more than the two sides, and the network was trained on shorter ones.
_LONGEST = 60


@dataclasses.dataclass(frozen=True, slots=True)
class Pair:
    """A verb of which the lexicon says nothing, who does it, and whom it may be done to."""

    verb: Token
    source: Token
    targets: tuple[Token, ...]


class Network:
    """Asks the network about the verbs of one report."""

    def __init__(self, words: Words, clauses: Clauses) -> None:
        """`words` tells what tokens are, `clauses` who does what to whom."""
        self.words = words
        self.clauses = clauses

    def pairs(self, doc: Doc, found: Collection[int]) -> Iterator[Pair]:
        """Finite verbs between political actors, in clauses that tell no event yet (`found`: the heads of events)."""
        apart = self.words.modality.lemmas("untold-verb") | self.words.modality.lemmas("speech-verb")
        for verb in doc:
            if verb.pos_ != "VERB" or verb.lemma_ in apart or not self._tells(verb) or self._told(verb, found):
                continue
            source = self._side(self.clauses.subjects(verb), apart=())
            if source is None or len(verb.sent) > _LONGEST:
                continue
            objects = self.clauses.objects(verb)
            if any(o.i in self.words.arguments.agreements for o in objects):
                continue
            goals = [*objects, *self.clauses.obliques(verb, _TOWARDS)]
            near = [t for g in goals for t in (g, *self.clauses.obliques(g, _TOWARDS))]
            target = self._side(near, apart=(source,))
            if target is None:
                yield Pair(verb, source, ())
            elif self._states(target) - self._states(source):
                yield Pair(verb, source, (target, *(t for t in target.conjuncts if self.words.acts(t))))

    def typed(self, pair: Pair, type_of: TypeOf) -> Typed | None:
        """What the network calls the event of a pair, None where it is not sure, or thinks of other words."""
        sentence = pair.verb.sent
        target = self._at(pair.targets[0], sentence.start_char) if pair.targets else None
        typed = type_of(sentence.text, self._at(pair.source, sentence.start_char), target)
        if typed is None or typed.confidence < SURE or typed.words is None:
            return None
        if not pair.targets and typed.type not in _ALONE:
            return None
        start = sentence.start_char + typed.words.start
        end = sentence.start_char + typed.words.end
        own = [pair.verb, *(c for c in pair.verb.children if c.dep_ in ("dobj", "prt", "neg", "acomp", "oprd"))]
        own += [
            o for p in pair.verb.children if p.dep_ == "prep" for o in (p, *p.children) if o.dep_ in ("prep", "pobj")
        ]
        return typed if any(start <= t.idx < end for t in own) else None

    def _at(self, token: Token, start: int) -> Span:
        span = self.words.arguments.actors[token.i].span
        return Span(span.start - start, span.end - start)

    def _tells(self, verb: Token) -> bool:
        """A finite verb of a clause that stands for itself, not one that is meant, supposed or done for something."""
        if verb.dep_ not in ("ROOT", "conj", "ccomp", "relcl", "parataxis") or verb.tag_ == "VBG":
            return False
        return not any(c.dep_ == "aux" and c.lower_ in ("to", "can", "could", "may", "might", "would", "should", "must")
                       for c in verb.children)  # fmt: skip

    def _told(self, verb: Token, found: Collection[int]) -> bool:
        """Whether the verb, what governs it, or what hangs on it closely tells an event already."""
        near = [verb, verb.head, *(c for c in verb.children if c.dep_ not in ("conj", "relcl", "parataxis"))]
        near += [o for p in verb.children if p.dep_ in ("prep", "agent", "dative") for o in p.children]
        return any(t.i in found for t in near if t.i == verb.i or t.i != verb.head.i or verb.dep_ in ("ccomp", "xcomp"))

    def _side(self, tokens: Collection[Token], *, apart: Collection[Token]) -> Token | None:
        """The first political actor among nouns and those they belong to."""
        for t in tokens:
            named = (w for w in (t, *self.clauses.owners(t)) if self._political(w) and w not in apart)
            if (side := next(named, None)) is not None:
                return side
        return None

    def _political(self, token: Token) -> bool:
        """Whether a token names a state, one of its bodies or people, a bloc, or an armed group."""
        f = self.words.arguments.actors.get(token.i)
        if f is None or f.form in ("pronoun", "place", "pair"):
            return False
        return f.country is not None or any(i.startswith(("IGO:", "group:")) for i in f.ids)

    def _states(self, token: Token) -> set[str]:
        """The states or blocs that a token stands for: both sides of a pair must not be of one state."""
        f = self.words.arguments.actors[token.i]
        return {f.country} if f.country else set(f.ids[:1])
