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

    "Cross-border" says where something lies, not that it is on the border; "social security" is neither of its words.
    """
    table = _topic_words()
    parts: list[str] = []
    for word in told:
        if parts and (pair := f"{parts[-1]}-{word}") in table:
            parts[-1] = pair
        else:
            parts += (word,) if word.startswith("cross-") or word in table else (word, *word.split("-"))
    return frozenset(t for p in parts for t in table.get(p, ()))


@lru_cache(maxsize=1)
def _topic_words() -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for entry in load("agreement_topics", AgreementTopic):
        for word in entry.words:
            out[word] = (*out.get(word, ()), entry.id)
    return out
