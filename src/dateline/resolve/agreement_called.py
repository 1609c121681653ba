"""Whether one word for an agreement and another stand for the same: "a treaty", and then "the Porto Convention"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.model.findings import AgreementFinding

_WORD = re.compile(r"[^\W\d_]{4,}")
# Words of any agreement's name or description, and what a convention is called besides.
_GENERIC = frozenset(
    {"agreement", "treaty", "pact", "deal", "accord", "convention", "protocol", "covenant", "charter", "trade"}
    | {"international", "this", "that", "their", "with", "between", "and", "from", "which", "state", "countrie"}
)
_ANY_TREATY = frozenset({"treaty", "pact", "accord", "agreement", "deal", "convention"})


def baptised(f: AgreementFinding, noun: str, mentions: Sequence[AgreementFinding], nouns: set[str]) -> bool:
    """ "A treaty to close the seamounts was signed. The Valdivia Convention …": told without a name until then."""
    nameless = not any(m.name or m.known for m in mentions)
    return bool(f.name) and nameless and noun == "convention" and nouns <= _ANY_TREATY


def described(f: AgreementFinding, noun: str, mentions: Sequence[AgreementFinding], text: str) -> bool:
    """ "A treaty that obliges them to buy vaccines together", and then "the vaccine convention"."""
    if noun != "convention" or not f.definite or f.name:
        return False
    told = " ".join(m.about.of(text) for m in mentions if m.about)
    return bool(_own(f.span.of(text)) & _own(told))


def _own(text: str) -> frozenset[str]:
    return frozenset(w.lower().removesuffix("s") for w in _WORD.findall(text)) - _GENERIC
