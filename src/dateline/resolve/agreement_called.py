"""Whether one word for an agreement and another stand for the same: "a treaty", and then "the Porto Convention"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.model.document import Document
from dateline.model.findings import AgreementFinding

if TYPE_CHECKING:
    from spacy.tokens import Doc

_WORD = re.compile(r"[^\W\d_]{4,}")
# Words of any agreement's name or description, and what a convention is called besides.
_GENERIC = frozenset(
    {"agreement", "treaty", "pact", "deal", "accord", "convention", "protocol", "covenant", "charter", "trade"}
    | {"international", "this", "that", "their", "with", "between", "and", "from", "which", "state", "countrie"}
)
# "Basel Convention"; "Convention on Wetlands"; what tells of another beside the one that a report is on.
_BY_PLACE = re.compile(r"(?:[Tt]he )?[A-ZÀ-Þ][\w’'-]+ [A-Z]\w+")
_BY_MATTER = re.compile(r"^(?:[Tt]he )?[A-Z]\w+ (?:on|for|against|concerning) ")
ANOTHER = frozenset(
    {"also", "too", "another", "other", "others", "like", "unlike", "similar", "besides", "both", "either", "neither"}
    | {"than", "separate", "separately", "instead", "nor", "well"}
)
_NEW = frozenset({"new", "latest"})
_ANY_TREATY = frozenset({"treaty", "pact", "accord", "agreement", "deal", "convention"})


def is_new(f: AgreementFinding, document: Document) -> bool:
    """ "The new tax convention", "the latest accord"."""
    return any(c.lower_ in _NEW for c in document.syntax[f.head].lefts)


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


def by_its_place(f: AgreementFinding, mentions: Sequence[AgreementFinding], doc: Doc) -> bool:
    """ "The Convention on Child Support", and later "the Windhoek Convention", with no word that it is another."""
    named = [m for m in mentions if m.name]
    noun = doc[f.head].lower_
    if not f.name or not _BY_PLACE.fullmatch(f.name) or not all(_BY_MATTER.search(m.name or "") for m in named):
        return False
    sentence = doc[f.head].sent
    if any(sentence.start <= m.head < sentence.end for m in named) or doc[named[0].head].lower_ != noun:
        return False
    return not any(t.lower_ in ANOTHER for t in sentence)


def _own(text: str) -> frozenset[str]:
    return frozenset(w.lower().removesuffix("s") for w in _WORD.findall(text)) - _GENERIC
