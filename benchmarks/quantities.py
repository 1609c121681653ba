"""Quantities in news sentences (NewsQuant): F1 of value, of value with unit, with change, and of the whole concept."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.extract.quantities import Quantity, find_quantities
from dateline.extract.quantity_concepts import find_concepts
from dateline.extract.quantity_phrases import concept_words, figure_tokens
from dateline.kinds.quantities import load_quantities
from dateline.model import Report
from dateline.parse import Parser

if TYPE_CHECKING:
    from spacy.tokens import Token

Row = dict[str, str]
_STEPS = ("value", "unit", "change", "concept")


def run(data: Path, out: Path) -> dict[str, float]:
    """Predict for a JSON list of {"text"}, write `out`/predictions.json; F1 in per cent where the gold is there."""
    items = json.loads(data.read_text(encoding="utf-8"))
    kinds = load_quantities()
    parser = Parser()
    reports = [Report(id=str(i), text=item["text"]) for i, item in enumerate(items)]
    predicted: list[dict[str, Any]] = []
    for item, document in zip(items, parser.parse_all(reports), strict=True):
        quantities = find_quantities(document, kinds)
        taken = figure_tokens(quantities)
        rows = [_row(document.text, q, taken) for q in quantities if q.low is not None or q.magnitude]
        predicted.append({"text": item["text"], "quantities": rows})
    (out / "predictions.json").write_text(json.dumps(predicted, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if not all("quantities" in item for item in items):
        return {}
    return score([i["quantities"] for i in items], [p["quantities"] for p in predicted])


def score(gold: Sequence[Sequence[Row]], predicted: Sequence[Sequence[Row]]) -> dict[str, float]:
    """F1 of four ever stricter agreements; each predicted quantity is matched with at most one gold one."""
    totals = sum(map(len, gold)) + sum(map(len, predicted))
    hits = dict.fromkeys(_STEPS, 0)
    hits["concept_overlap"] = 0
    for wanted, found in zip(gold, predicted, strict=True):
        for name, agree in _AGREEMENTS.items():
            hits[name] += _matched(wanted, found, agree)
    return {f"{name}_f1": 200 * n / totals if totals else 0.0 for name, n in hits.items()}


def _matched(gold: Sequence[Row], predicted: Sequence[Row], agree: Any) -> int:
    free = list(predicted)
    n = 0
    for row in gold:
        hit = next((p for p in free if agree(row, p)), None)
        if hit is not None:
            free.remove(hit)
            n += 1
    return n


def _value(row: Row) -> tuple[float, ...]:
    parts = re.findall(r"(?:^|(?<=[-\s]))-?\d+(?:\.\d+)?", row["value"].replace(" ", ""))
    if "-" in row["value"][1:] and len(parts) == 2:
        parts[1] = parts[1].lstrip("-")
    return tuple(round(float(p), 3) for p in parts)


def _same_value(a: Row, b: Row) -> bool:
    return _value(a) == _value(b)


def _same_unit(a: Row, b: Row) -> bool:
    return _same_value(a, b) and a["normalized_unit"].casefold() == b["normalized_unit"].casefold()


def _same_change(a: Row, b: Row) -> bool:
    return _same_value(a, b) and a["change"] == b["change"]


def _concept(row: Row) -> frozenset[str]:
    return frozenset(re.findall(r"\w[\w&.-]*", row["referred_concepts"].casefold()))


def _whole(a: Row, b: Row) -> bool:
    return _same_unit(a, b) and _same_change(a, b) and _concept(a) == _concept(b)


def _overlapping(a: Row, b: Row) -> bool:
    either = _concept(a), _concept(b)
    return _same_unit(a, b) and _same_change(a, b) and (either[0] == either[1] or bool(either[0] & either[1]))


_AGREEMENTS = {
    "value": _same_value, "unit": _same_unit, "change": _same_change, "concept": _whole,
    "concept_overlap": _overlapping,
}  # fmt: skip


def _row(text: str, quantity: Quantity, taken: frozenset[int]) -> Row:
    surface, name = _unit(quantity)
    concepts = [w for c in find_concepts(quantity, taken) if (w := concept_words(text, c, quantity, taken))]
    return {
        # The corpus marks the step of a change, not the level that it led to.
        "change": quantity.change if quantity.low is not None and not quantity.level else "=",
        "value": _written(quantity),
        "unit": surface or "-",
        "normalized_unit": name or "-",
        "referred_concepts": ", ".join(concepts) or "-",
    }


def _written(quantity: Quantity) -> str:
    if quantity.low is None or quantity.high is None:
        # The corpus writes "thousands" as the range from the magnitude to the next one.
        magnitude = quantity.magnitude or 0.0
        return f"{_plain(magnitude)}-{_plain(10 * magnitude)}"
    if quantity.low == quantity.high:
        return _plain(quantity.low)
    return f"{_plain(quantity.low)}-{_plain(quantity.high)}"


def _plain(value: float) -> str:
    return str(round(value, 6))


def _unit(quantity: Quantity) -> tuple[str, str]:
    per = f" per {quantity.per}" if quantity.per else ""
    if quantity.unit is not None:
        return quantity.unit_text + per, (quantity.unit.name or "") + per
    noun = quantity.noun
    if noun is None:
        return "", ""
    if quantity.inherited:
        return "", noun.lemma_.lower() + per
    words = [t for t in noun.doc[noun.left_edge.i : noun.i + 1] if t.idx >= quantity.figure.end]
    words = [t for t in words if t.dep_ != "case" and t.pos_ not in _UNCOUNTED and t.text != ","] or [noun]
    while len(words) > 1 and words[0].is_punct:
        words.pop(0)
    surface = "".join(t.text_with_ws for t in words).strip()
    if quantity.partitive and quantity.low == 1:
        # "One of the oldest mills in town": the corpus counts the whole phrase.
        words = _phrase(noun) or words
    lemmas = ""
    for word, following in itertools.zip_longest(words, words[1:]):
        apart = following is not None and word.idx + len(word) < following.idx
        lemmas += _singular(word) + " " * apart
    return surface + per, lemmas + per


_UNCOUNTED = ("DET", "PRON", "NUM", "ADP", "PART", "CCONJ", "VERB")


def _phrase(noun: Token) -> list[Token]:
    clauses = {t.i for c in noun.children if c.dep_ == "relcl" for t in c.subtree}
    own = [t for t in noun.subtree if t.i not in clauses]
    return [t for t in own if t.pos_ not in _UNCOUNTED and not t.is_stop and not t.is_punct]


def _singular(token: Token) -> str:
    if token.tag_ == "NNPS":
        return str(token.lower_.removesuffix("s"))
    return str(token.lemma_.lower() if token.pos_ in ("NOUN", "ADJ") else token.lower_)
