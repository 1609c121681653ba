"""The last training: everything that is allowed, several seeds distilled into one, and the export that is shipped."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import torch

from dateline.encode.encoder import WEIGHTS
from training import corpora, recipe
from training.export import export
from training.fit import Settings, fact_items, fit, softened
from training.network import Network


def train(variants: Sequence[recipe.Variant], folder: Path) -> None:
    """Train one network for each variant on all data, distil them into one where there are several, and export."""
    words = recipe.tokenizer()
    public = [*corpora.plover(), *corpora.relations()]
    facts = fact_items(corpora.factuality("train"), words)
    teachers = []
    for variant in variants:
        network = recipe.first_stage(variant, folder)
        some = random.Random(variant.seed).sample(facts, 900)
        recipe.second_stage(network, variant, recipe.items(public, words, variant), also=some)
        torch.save(network.state_dict(), folder / f"teacher-{variant.seed}.pt")
        teachers.append(network)
    final = teachers[0] if len(teachers) == 1 else _distilled(teachers, variants[0], folder)
    ship(final)


def _distilled(teachers: Sequence[Network], variant: recipe.Variant, folder: Path) -> Network:
    """A network trained on the mean of the teachers' probabilities for all dyads, beside the gold labels."""
    words = recipe.tokenizer()
    student = recipe.first_stage(variant, folder)
    known = recipe.items([*corpora.plover(), *corpora.relations(), *corpora.own_relations()], words, variant)
    known += recipe.items(corpora.own_dyads(), words, variant)
    facts = random.Random(0).sample(fact_items(corpora.factuality("train"), words), 900)
    fit(student, [*softened(known, teachers), *facts], Settings(epochs=4, rate=5e-5, seed=7), log="distilled")
    torch.save(student.state_dict(), folder / "distilled.pt")
    return student


def ship(network: Network) -> None:
    """Write the int8 file and the tokenizer where the product looks for them."""
    WEIGHTS.mkdir(parents=True, exist_ok=True)
    export(network, WEIGHTS / "encoder.onnx")
    shutil.copy(recipe.base() / "tokenizer.json", WEIGHTS / "tokenizer.json")
