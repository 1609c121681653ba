"""The attribution network's recipe: teachers learn from people, label the news, and a small network learns from all."""

from __future__ import annotations

import dataclasses
import hashlib
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch

from dateline.encode.encoder import WEIGHTS
from dateline.model import Document
from training import recipe
from training.attribution_data import Example, Reader, news, own_stances, polnear, rules_stances
from training.attribution_export import export
from training.attribution_fit import DEVICE, Settings, fit
from training.attribution_network import Chain, Encoder, Network
from training.attribution_scores import window_scores
from training.attribution_teachers import Ensemble, larger_encoder

TEACHER = Settings(epochs=4, rate=4e-5, seed=1, dropout=0.2)
# By how many of MiniLM's first layers are kept.
STUDENTS = {
    3: Settings(epochs=6, rate=3e-4, seed=1, dropout=0.1),
    4: Settings(epochs=6, rate=3.5e-4, seed=2, dropout=0.1),
}
RULED_FROM = 4000  # the rules find stances in the shuffled reports from here on; the teachers label the first ones
LEAST = 0.2  # of a cue's probability, for its readings to be weighed
Dev = Sequence[tuple[Document, list[Example]]]


@dataclasses.dataclass(frozen=True)
class Recipe:
    """How many layers, teachers (their seeds count from 1), and reports for the teachers and for the rules.

    None means all `texts` of PolNeAR, all `windows` that are known, and as many `epochs` as the settings say.
    """

    layers: int = 4
    teachers: int = 3
    reports: int = 2200
    ruled: int = 400
    texts: int | None = None
    windows: int | None = None
    epochs: int | None = None

    def small(self) -> Recipe:
        """The same on hardly any data: it shows that all parts run, and its weights are worth nothing."""
        return dataclasses.replace(self, teachers=1, reports=4, ruled=4, texts=4, windows=192, epochs=1)

    def settings(self, usual: Settings, seed: int) -> Settings:
        """`usual`, with the seed, and with the epochs of this recipe where it has its own."""
        return dataclasses.replace(usual, seed=seed, epochs=self.epochs or usual.epochs)


def train(r: Recipe, folder: Path, weights: Path = WEIGHTS) -> None:
    """Train, keep teachers and student in `folder`, write what is shipped into `weights`."""
    folder.mkdir(parents=True, exist_ok=True)
    weights.mkdir(parents=True, exist_ok=True)
    reader = Reader.open()
    known = [e for _, windows in polnear(reader, "train", r.texts) for e in windows]
    reports = news()
    known += own_stances(reader) * 2 + rules_stances(reader, reports[RULED_FROM : RULED_FROM + r.ruled])
    if r.windows is not None:
        known = random.Random(0).sample(known, r.windows)
    dev = list(polnear(reader, "dev", r.texts))
    print(f"{len(known)} windows to learn from, on {DEVICE.type}", flush=True)

    base = larger_encoder(folder)
    seeds = range(1, r.teachers + 1)
    teachers = together([_teacher(base, reader, known, r.settings(TEACHER, s), folder) for s in seeds])
    _tell("teachers", teachers, reader, dev)
    start = time.time()
    labelled = [e for document in reader.documents(reports[: r.reports]) for e in teachers.read(reader, document)]
    print(f"{len(labelled)} windows labelled in {time.time() - start:.0f} s", flush=True)

    usual = STUDENTS[r.layers]
    student = Encoder(recipe.base(), r.layers)
    network, chain = fit(student, reader.labels, known + labelled, r.settings(usual, usual.seed))
    torch.save({"network": network.state_dict(), "chain": chain.state_dict()}, folder / "attribution.pt")
    _tell("student", together([(network, chain)]), reader, dev)
    export(network, chain, reader.labels, weights, least=LEAST)


def together(pairs: Sequence[tuple[Network, Chain]]) -> Ensemble:
    """Networks with their chains as an ensemble."""
    return Ensemble([network for network, _ in pairs], [chain for _, chain in pairs])


def _teacher(
    base: Encoder, reader: Reader, known: Sequence[Example], settings: Settings, folder: Path
) -> tuple[Network, Chain]:
    """A teacher; one trained before, in the same way on as many windows, is taken from `folder` again."""
    made_by = repr((settings, len(known)))
    kept = folder / f"attribution-teacher-{hashlib.sha256(made_by.encode()).hexdigest()[:12]}.pt"
    if kept.exists():
        labels = reader.labels
        network, chain = Network(base, len(labels.relations), len(labels.tags)).to(DEVICE), Chain().to(DEVICE)
        states = torch.load(kept, map_location=DEVICE)
        network.load_state_dict(states["network"])
        chain.load_state_dict(states["chain"])
        return network.eval(), chain
    network, chain = fit(base, reader.labels, known, settings)
    torch.save({"network": network.state_dict(), "chain": chain.state_dict()}, kept)
    return network, chain


def _tell(name: str, networks: Ensemble, reader: Reader, dev: Dev) -> None:
    both = ((g, f) for document, gold in dev for g, f in zip(gold, networks.read(reader, document), strict=True))
    print(f"{name} on PolNeAR's dev part: {window_scores(both)}", flush=True)
