"""Two states told in one name: "North and South Korea", "the two Sudans"."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from dateline.kinds.actors import Kinds

_BOTH = frozenset({"both", "two"})
# "North and South Korea": words before the name that is told once.
_BEFORE = 3


def states_together(token: Token, kinds: Kinds) -> tuple[int, tuple[str, str]] | None:
    """The first token of a name that means two states and ends at `token`, and their ids; None for any other word."""
    if not token.text[:1].isupper():
        return None
    doc = token.doc
    if token.i >= _BEFORE and doc[token.i - 2].lower_ == "and":
        first, second = (_by_name(kinds).get(f"{doc[token.i - n].text} {token.text}") for n in (_BEFORE, 1))
        return (token.i - _BEFORE, (first, second)) if first and second else None
    alike = _by_last_word(kinds).get(token.text.removesuffix("s"), ()) if token.text.endswith("s") else ()
    if len(alike) != 2 or not token.i or doc[token.i - 1].lower_ not in _BOTH:
        return None
    return token.i - 1, (alike[0], alike[1])


@lru_cache(maxsize=2)
def _by_name(kinds: Kinds) -> Mapping[str, str]:
    return {a.name: a.id for a in kinds.actors.values() if a.kind == "state"}


@lru_cache(maxsize=2)
def _by_last_word(kinds: Kinds) -> Mapping[str, tuple[str, ...]]:
    """The states by the last word of their names: of "Korea" there are two."""
    found: dict[str, tuple[str, ...]] = {}
    for name, ident in sorted(_by_name(kinds).items(), key=lambda named: named[1]):
        last = name.rpartition(" ")[2]
        found[last] = (*found.get(last, ()), ident)
    return found
