"""Estimates: the numbers of a report that count or measure something, for the record to compare."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.extract.quantities import Quantity, find_quantities
from dateline.extract.quantity_concepts import find_concepts
from dateline.extract.quantity_phrases import figure_tokens
from dateline.kinds.quantities import QuantityKinds, load_quantities
from dateline.model import Document, Span
from dateline.model.findings import EstimateFinding

if TYPE_CHECKING:
    from spacy.tokens import Token

_INNER = frozenset({"amod", "compound", "nmod", "poss", "case", "punct", "advmod", "npadvmod"})
_COUNTED = frozenset({"dobj", "nsubjpass", "conj", "attr", "appos"})
_DEFINITE = frozenset(
    {"the", "these", "those", "both", "its", "their", "his", "her", "our", "my", "your", "this", "all"}
)


def find_estimates(document: Document, kinds: QuantityKinds | None = None) -> tuple[EstimateFinding, ...]:
    """Counted and measured quantities in the order of the text; dates, durations, ages, names and scores are none."""
    kinds = kinds or load_quantities()
    quantities = find_quantities(document, kinds)
    taken = figure_tokens(quantities)
    found = [_estimate(q, document, taken) for q in quantities if _is_estimate(q, kinds)]
    found += _factors(document, kinds)
    return tuple(sorted(found, key=lambda f: f.span))


def _is_estimate(quantity: Quantity, kinds: QuantityKinds) -> bool:
    unit, noun = quantity.unit, quantity.noun
    if unit is not None:
        # "Met three times" counts occasions, not things.
        return unit.measure not in ("time", "age", "label") and not (unit.id == "times" and quantity.spelled)
    if noun is None:
        # A bare figure counts only what the words before it rose or fell to, or what was bounded.
        return quantity.change != "=" and not quantity.spelled
    lasting = kinds.units.get(noun.lower_)
    if lasting is not None and lasting.measure == "time":
        return False
    small = quantity.low is not None and quantity.low == quantity.high and quantity.low < 10
    if small and quantity.spelled and not quantity.part:
        first = min((t for t in noun.subtree if t.i <= noun.i), key=lambda t: t.i, default=noun)
        # "the two leaders" points back to two that are known; "one of the ships" counts no fleet.
        if quantity.low == 1 and quantity.change == "=":
            # "One official said" and "at one stage" count nobody; "killed one soldier" does.
            return not quantity.partitive and noun.dep_ in _COUNTED and noun.pos_ in ("NOUN", "PROPN")
        return first.lower_ not in _DEFINITE
    return True


def _estimate(quantity: Quantity, document: Document, taken: frozenset[int]) -> EstimateFinding:
    unit = quantity.unit
    noun = quantity.noun
    if unit is not None:
        code = unit.code or unit.name
        concepts = find_concepts(quantity, taken)
        of = _phrase(concepts[0], document, quantity.figure) if concepts else None
    else:
        code = "share" if quantity.part else noun.text if noun is not None else None
        of = noun.text if quantity.inherited and noun is not None else _counted(quantity, document)
    if quantity.per is not None and code is not None:
        code = f"{code} per {quantity.per}"
    return EstimateFinding(
        span=quantity.span,
        low=quantity.low,
        high=quantity.high,
        approximate=quantity.approximate,
        change=quantity.change,
        unit=code,
        of=of,
    )


def _counted(quantity: Quantity, document: Document) -> str | None:
    """The words between the figure and the end of the noun that it counts."""
    noun = quantity.noun
    if noun is None:
        return None
    words = document.text[quantity.figure.end : noun.idx + len(noun)]
    words = re.sub(
        r"^[\s-]*(?:of\s+)?(?:(?:the|its|their|his|her|these|those|our)\s+)?(?:other\s+|more\s+)?", "", words
    )
    return " ".join(words.split()) or noun.text


def _phrase(noun: Token, document: Document, figure: Span) -> str:
    """The noun with its modifiers, without the figure and what stands before it where the figure modifies it too."""
    inside = [noun]
    for child in noun.children:
        if child.dep_ in _INNER and child.i < noun.i:
            inside += [t for t in child.subtree if t.i < noun.i]
    if figure.end <= noun.idx:
        inside = [t for t in inside if t.idx >= figure.end] or [noun]
    first = min(inside, key=lambda t: t.i)
    while first.i < noun.i and (first.is_punct or first.pos_ in ("DET", "PRON", "NUM")):
        first = first.nbor(1)
    return " ".join(document.text[first.idx : noun.idx + len(noun)].split())


def _factors(document: Document, kinds: QuantityKinds) -> list[EstimateFinding]:
    """ "Exports doubled": twice as much, of what the verb's subject (or object) names."""
    out = []
    for match in kinds.factor.finditer(document.text):
        span = document.syntax.char_span(*match.span())
        if span is None or len(span) != 1:
            continue
        token = span[0]
        word = kinds.factors.get(token.lemma_.lower()) if token.pos_ == "VERB" else None
        if word is None or word.change is None or any(c.dep_ == "prt" or c.lower_ == "down" for c in token.children):
            continue
        things = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass")]
        things = things or [c for c in token.children if c.dep_ == "nsubj"]
        of = (
            _phrase(things[0], document, Span(*match.span()))
            if things and things[0].pos_ in ("NOUN", "PROPN")
            else None
        )
        out.append(EstimateFinding(Span(*match.span()), word.value, word.value, False, word.change, "times", of))
    return out
