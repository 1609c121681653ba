"""The recipe of the step network: one stage on what is marked, and how it reads the passages kept apart."""

from __future__ import annotations

import json
import random
from pathlib import Path

from dateline.encode.encoder import WEIGHTS
from training.steps_data import Example, Reader, everything
from training.steps_export import export
from training.steps_fit import Settings, fit, scores

# One passage in so many (whole stories and reports together) is kept apart to see how well the network reads.
APART = 6
# The least chance at which a word is told to carry a step; what to do with it is the product's affair.
LEAST = 0.1


def train(folder: Path = WEIGHTS) -> None:
    """Train on all but what is kept apart, print how well that is read, and write the files into `folder`."""
    reader = Reader.open()
    known, apart = parted(everything(reader))
    network = fit(known, reader.labels, Settings())
    for source in (*sorted({e.source for e in apart}), None):
        part = [e for e in apart if source in (None, e.source)]
        print(json.dumps({"part": source or "all", "windows": len(part), **scores(network, part)}))
    export(network, reader.labels, folder, least=LEAST)


def parted(examples: list[Example]) -> tuple[list[Example], list[Example]]:
    """What is learned from, and what is kept apart: windows of one report or story stay together."""
    keys = sorted({e.key for e in examples})
    random.Random(3).shuffle(keys)
    apart = set(keys[: len(keys) // APART])
    return [e for e in examples if e.key not in apart], [e for e in examples if e.key in apart]
