"""Dyad coding: which PLOVER event does a source do to a target, in one sentence where both are marked."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

import msgspec

from dateline.encode.encoder import Encoder, Heads
from dateline.encode.marks import PLAIN, Dyad, Tokens, tokens
from dateline.errors import UsageError
from dateline.model.findings import Typed
from dateline.model.span import Span
from dateline.model.vocabulary import EventType

if TYPE_CHECKING:
    import numpy as np

DyadType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
# PLOVER's four quads; the order of the types is that of the network's outputs.
QUADS: dict[DyadType, int] = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "COOPERATE": 2, "AID": 2, "YIELD": 2, "REQUEST": 3, "ACCUSE": 3,
    "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
TYPES: tuple[DyadType, ...] = tuple(QUADS)
# Below this probability of its best type a sentence mostly tells of nothing between the two: read off sentences of news
# whose two first names were taken for source and target, and which mostly tell of nothing.
LIKELY = 0.45


class Coding(msgspec.Struct, frozen=True):
    """How one dyad was coded.

    `type`: the likeliest of PLOVER's types, with YIELD for CONCEDE and RETREAT. `quad`: 1 verbal cooperation,
    2 material cooperation, 3 verbal conflict, 4 material conflict. `acts`: whether the source does this to the target
    at all; it is False where rather the target acts, and where no type is likely (`type` is the least unlikely then).
    `relation`: the probability that the source does something to the target as ACE and WikiEvents annotate it (meeting
    or paying somebody is not).
    `confidence`: the probability of the type. `words`: the words that carry the event, a span of the sentence.
    """

    type: DyadType
    quad: Literal[1, 2, 3, 4]
    cooperation: bool
    acts: bool
    relation: float
    confidence: float
    words: Span | None


class DyadCoder:
    """Codes dyads with the encoder's heads."""

    def __init__(self, encoder: Encoder) -> None:
        """`encoder`: the network to use, `Encoder.open()`."""
        self.encoder = encoder

    def code(self, dyad: Dyad) -> Coding:
        """One dyad."""
        marked = tokens(dyad, self.encoder.tokenizer)
        return _coding(dyad.sentence, marked, self.encoder.run(marked))

    def typed(self, sentence: str, source: Span, target: Span | None) -> Typed | None:
        """What `source` does to `target` (spans in `sentence`) as an event's type, None where it does nothing."""
        coding = self.code(Dyad(sentence, (source,), (target,) if target else ()))
        kind: EventType = "CONCEDE" if coding.type == "YIELD" else coding.type
        return Typed(kind, coding.confidence, coding.words) if coding.acts else None

    def code_all(self, dyads: Iterable[Dyad]) -> Iterable[Coding]:
        """Codings in the order of `dyads`, one at a time."""
        return map(self.code, dyads)


def find_dyad(sentence: str, source: str | None, target: str | None) -> Dyad:
    """The Dyad of a sentence whose `source` and `target` are given as they stand in it; one of the two may be None.

    Raises UsageError where the sentence is empty or does not hold the words.
    """
    if not sentence.strip():
        raise UsageError("the sentence is empty; give the sentence whose event is asked for")
    if not (source or "").strip() and not (target or "").strip():
        raise UsageError("neither source nor target is given; name at least one as it stands in the sentence")
    at_source = _places(sentence, source, "source")
    at_target = tuple(t for t in _places(sentence, target, "target") if not any(t.overlaps(s) for s in at_source))
    if (target or "").strip() and not at_target:
        # "Iran" in "Iran's army": the shorter name is left to whom it names apart from the longer one.
        at_target = _places(sentence, target, "target")
        at_source = tuple(s for s in at_source if not any(s.overlaps(t) for t in at_target)) or at_source
    return Dyad(sentence, at_source, at_target)


def _places(sentence: str, words: str | None, side: str) -> tuple[Span, ...]:
    parts = (words or "").split()
    if not parts:
        return ()
    pattern = r"\s+".join(map(re.escape, parts))
    for wanted in (rf"(?<!\w){pattern}(?!\w)", pattern):
        found = tuple(Span(*m.span()) for m in re.finditer(wanted, sentence, re.IGNORECASE))
        if found:
            return found
    raise UsageError(f"{side} {' '.join(parts)!r} is not in the sentence; give the words as they stand there")


def _coding(sentence: str, marked: Tokens, heads: Heads) -> Coding:
    chances = _softmax(heads.type)
    best = max(range(len(TYPES)), key=lambda k: (chances[k], -k))
    kind = TYPES[best]
    quad = QUADS[kind]
    return Coding(
        type=kind,
        quad=quad,  # type: ignore[arg-type] # the table holds 1 to 4
        cooperation=quad <= 2,
        acts=_sigmoid(heads.acts) >= 0.5 and chances[best] >= LIKELY,
        relation=round(_sigmoid(heads.relation), 4),
        confidence=round(chances[best], 4),
        words=_words(sentence, marked, heads.event),
    )


def _words(sentence: str, marked: Tokens, scores: np.ndarray) -> Span | None:
    """The word with the highest score, and its neighbours that come near it."""
    free = [k for k, (r, s) in enumerate(zip(marked.roles, marked.spans, strict=True)) if r == PLAIN and s is not None]
    if not free:
        return None
    best = max(free, key=lambda k: (scores[k], -k))
    first = last = best
    near = float(scores[best]) - 1.5
    while first - 1 in free and (scores[first - 1] >= near or _same_word(sentence, marked, first)):
        first -= 1
    while last + 1 in free and (scores[last + 1] >= near or _same_word(sentence, marked, last + 1)):
        last += 1
    start, end = marked.spans[first], marked.spans[last]
    return Span(start.start, end.end) if start and end else None


def _same_word(sentence: str, marked: Tokens, token: int) -> bool:
    """Whether a token goes on with the word of the token before it."""
    here, before = marked.spans[token], marked.spans[token - 1]
    if here is None or before is None or here.start != before.end:
        return False
    return sentence[before.end - 1].isalnum() and sentence[here.start].isalnum()


def _softmax(logits: np.ndarray) -> list[float]:
    top = float(max(logits))
    powers = [math.exp(float(x) - top) for x in logits]
    total = sum(powers)
    return [p / total for p in powers]


def _sigmoid(logit: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))
