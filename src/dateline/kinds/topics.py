"""What agreements are about, by the words that describe them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import msgspec

from dateline.kinds.files import load


class AgreementTopic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that descriptions of one agreement use for one another."""

    id: str
    words: tuple[str, ...]


def topics_of(told: Iterable[str]) -> frozenset[str]:
    """The topics that words in lower case belong to, those with a hyphen also by their parts.

    "Cross-border" says where something lies, not that it is on the border.
    """
    table = _topic_words()
    parts = (p for w in told for p in ((w,) if w.startswith("cross-") else (w, *w.split("-"))))
    return frozenset(t for p in parts for t in table.get(p, ()))


@lru_cache(maxsize=1)
def _topic_words() -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for entry in load("agreement_topics", AgreementTopic):
        for word in entry.words:
            out[word] = (*out.get(word, ()), entry.id)
    return out
