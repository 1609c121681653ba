"""Scores that several benchmarks and the training share."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.encode.dyads import QUADS

_SIDES = ("none", "cooperation", "cooperation", "conflict", "conflict")


def macro_f1(gold: Sequence[str], found: Sequence[str]) -> float:
    """The mean F1 over the classes of `gold`, each of the same weight; both of the same length."""
    total = 0.0
    for one in sorted(set(gold)):
        right = sum(g == one == f for g, f in zip(gold, found, strict=True))
        total += 2 * right / max(1, gold.count(one) + list(found).count(one))
    return total / max(1, len(set(gold)))


def dyad_scores(gold: Sequence[str], found: Sequence[str]) -> dict[str, float]:
    """Macro-F1 of types, and of their quads and sides (cooperation, conflict); "none" belongs to none of these."""
    quads: dict[str, int] = {str(kind): quad for kind, quad in QUADS.items()}
    of_gold, of_found = [quads[g] for g in gold], [quads.get(f, 0) for f in found]
    return {
        "type": macro_f1(gold, found),
        "quad": macro_f1([str(q) for q in of_gold], [str(q) for q in of_found]),
        "side": macro_f1([_SIDES[q] for q in of_gold], [_SIDES[q] for q in of_found]),
    }
