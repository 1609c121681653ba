"""Scores that several benchmarks and the training share."""

from __future__ import annotations

from collections.abc import Sequence


def macro_f1(gold: Sequence[str], found: Sequence[str]) -> float:
    """The mean F1 over the classes of `gold`, each of the same weight; both of the same length."""
    total = 0.0
    for one in sorted(set(gold)):
        right = sum(g == one == f for g, f in zip(gold, found, strict=True))
        total += 2 * right / max(1, gold.count(one) + list(found).count(one))
    return total / max(1, len(set(gold)))
