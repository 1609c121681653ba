"""Factuality: how sure a reader can be that what a word tells of happened, by the encoder's head."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from dateline.encode.encoder import Encoder
from dateline.encode.marks import Tokens, plain_tokens
from dateline.model.document import Document
from dateline.model.reading import Event

LEAST, MOST = -3.0, 3.0


class Appraiser:
    """Gives words their factuality, from -3 (surely not) over 0 (open) to 3 (surely), as Lee et al. (2015) scale it."""

    def __init__(self, encoder: Encoder) -> None:
        """`encoder`: the network to use, `Encoder.open()`."""
        self.encoder = encoder

    def appraise(self, words: Sequence[str], targets: Sequence[int]) -> list[float]:
        """The factuality of the words at the indices `targets` of one sentence; 0 for one past the encoder's window."""
        ids, first = plain_tokens(words, self.encoder.tokenizer)
        item = Tokens(tuple(ids), (0,) * len(ids), (None,) * len(ids))
        fact = self.encoder.run(item).fact
        return [round(min(MOST, max(LEAST, float(fact[first[k]]))), 3) if first[k] else 0.0 for k in targets]


def appraised(document: Document, events: Sequence[Event], appraiser: Appraiser) -> tuple[Event, ...]:
    """The events with their `factuality`: the head's where the rules see doubt, negation, condition or future, else 3.

    Most sentences tell plainly what happened; only the others go through the network.
    """
    open_ones = [e for e in events if not _plain(e)]
    values = _values(document, open_ones, appraiser)
    return tuple(msgspec.structs.replace(e, factuality=values.get(e.id, MOST)) for e in events)


def _plain(event: Event) -> bool:
    told = event.certainty == "certain" and event.polarity == "positive"
    return told and not event.conditional and event.tense != "future"


def _values(document: Document, events: Iterable[Event], appraiser: Appraiser) -> dict[str, float]:
    sentences: defaultdict[int, list[tuple[Event, int]]] = defaultdict(list)
    for event in events:
        inside = document.syntax.char_span(*event.anchor, alignment_mode="expand")
        sentences[inside.sent.start].append((event, inside.start))
    found: dict[str, float] = {}
    for start, these in sorted(sentences.items()):
        words = [t for t in document.syntax[start].sent if not t.is_space]
        at = {t.i: k for k, t in enumerate(words)}
        values = appraiser.appraise([t.text for t in words], [at[i] for _, i in these])
        # A tenth is as fine as the scale can be trusted, and hides what another processor rounds otherwise.
        found |= {e.id: round(value, 1) for (e, _), value in zip(these, values, strict=True)}
    return found
