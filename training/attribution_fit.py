"""Training of the attribution network on PolNeAR's train part: one command, a fixed seed, averaged weights."""

from __future__ import annotations

import dataclasses
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch.nn import functional as F

from dateline.encode.attribution import ARCS, Labels
from dateline.encode.encoder import WEIGHTS
from dateline.encode.marks import CLS, SEP
from dateline.parse import Parser
from training import recipe
from training.attribution_data import Example, documents, examples, labels_of
from training.attribution_export import export
from training.attribution_network import Chain, Network
from training.fit import MASK, rates


@dataclasses.dataclass(frozen=True)
class Settings:
    """How to train; rates are AdamW's, for the encoder's upper layer and for all that is new."""

    epochs: int = 4
    batch: int = 16
    rate: float = 1.2e-4
    head_rate: float = 1e-3
    decay: float = 0.9  # of the rate, from one layer to the one below
    dropout: float = 0.2
    mask_out: float = 0.1
    smoothing: float = 0.05
    averaged_after: float = 0.3  # of all steps
    averaging: float = 0.004
    cue_weight: float = 20.0
    pair_weight: float = 0.5
    least: float = 0.3  # of a cue's probability, where the rules see a cue as well
    seed: int = 2


@dataclasses.dataclass(frozen=True)
class Batch:
    """Windows padded to the longest: n windows, p pairs. `own` gives each pair's window."""

    ids: torch.Tensor
    first: torch.Tensor
    syntax: torch.Tensor
    mask: torch.Tensor
    cues: torch.Tensor
    own: torch.Tensor
    cue: torch.Tensor
    arcs: torch.Tensor
    labels: torch.Tensor


def collate(these: Sequence[Example]) -> Batch:
    """A batch of examples; padding is 0."""
    pieces = max(len(e.window.ids) for e in these)
    longest = max(len(e.window.words) for e in these)
    rows = [(k, p) for k, e in enumerate(these) for p in e.pairs]
    n, p = len(these), len(rows)
    b = Batch(
        torch.zeros(n, pieces, dtype=torch.long),
        torch.zeros(n, longest, dtype=torch.long),
        torch.zeros(n, longest, 3, dtype=torch.long),
        torch.zeros(n, longest),
        torch.zeros(n, longest, dtype=torch.long),
        torch.tensor([k for k, _ in rows], dtype=torch.long),
        torch.zeros(p, longest),
        torch.zeros(p, longest, ARCS, dtype=torch.long),
        torch.zeros(p, longest, dtype=torch.long),
    )
    for k, e in enumerate(these):
        length = len(e.window.words)
        b.ids[k, : len(e.window.ids)] = torch.tensor(e.window.ids)
        b.first[k, :length] = torch.tensor(e.window.first)
        b.syntax[k, :length] = torch.tensor(e.window.syntax)
        b.mask[k, :length] = 1
        b.cues[k, :length] = torch.from_numpy(e.cues)
    for k, (_, pair) in enumerate(rows):
        length = len(pair.labels)
        b.cue[k, list(pair.cue)] = 1 / len(pair.cue)
        b.arcs[k, :length] = torch.from_numpy(pair.arcs)
        b.labels[k, :length] = torch.from_numpy(pair.labels)
    return b


def train(settings: Settings, folder: Path) -> None:
    """Train on the train part, keep `folder`/attribution.pt, export what is shipped."""
    parser, pieces = Parser(), recipe.tokenizer()
    labels = labels_of(parser)
    known = [e for d, gold in documents("train", parser) for e in examples(d, gold, pieces, labels)]
    network, chain = fit([e for e in known if len(e.window.words) > 3], labels, settings)
    folder.mkdir(parents=True, exist_ok=True)
    torch.save({"network": network.state_dict(), "chain": chain.state_dict()}, folder / "attribution.pt")
    export(network, chain, labels, WEIGHTS, least=settings.least)


def fit(known: Sequence[Example], labels: Labels, s: Settings) -> tuple[Network, Chain]:
    """A network and its chain of labels, with the running mean of their weights over the later steps."""
    rng = random.Random(s.seed)
    torch.manual_seed(s.seed)
    network = Network(recipe.base(), len(labels.relations), len(labels.tags), dropout=s.dropout)
    chain = Chain()
    trained = [p for p in [*network.parameters(), *chain.parameters()] if p.requires_grad]
    groups = [*rates(network, s.rate, s.decay, s.head_rate), {"params": list(chain.parameters()), "lr": s.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = s.epochs * -(-len(known) // s.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min((k + 1) / (0.06 * steps), max(0.02, (steps - k) / (0.94 * steps)))
    )
    mean: list[torch.Tensor] = []
    done, start = 0, time.time()
    network.train()
    for epoch in range(s.epochs):
        sums = [0.0, 0.0]
        for these in _batches(known, s.batch, rng):
            cue_loss, pair_loss = _losses(network, chain, collate(these), s)
            (cue_loss * s.cue_weight + pair_loss * s.pair_weight).backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            schedule.step()
            done += 1
            sums = [sums[0] + float(cue_loss.detach()), sums[1] + float(pair_loss.detach())]
            if done > steps * s.averaged_after:
                mean = _averaged(mean, trained, s.averaging)
        rate = done * s.batch / (time.time() - start)
        told = [round(v / (steps / s.epochs), 4) for v in sums]
        print(f"attribution epoch {epoch + 1}: cues {told[0]}, pairs {told[1]} ({rate:.0f} windows/s)", flush=True)
    with torch.no_grad():
        for p, m in zip(trained, mean, strict=True):
            p.copy_(m)
    return network.eval(), chain


def _averaged(mean: list[torch.Tensor], now: Sequence[torch.Tensor], share: float) -> list[torch.Tensor]:
    with torch.no_grad():
        if not mean:
            return [p.detach().clone() for p in now]
        for m, p in zip(mean, now, strict=True):
            m.lerp_(p, share)
    return mean


def _batches(known: Sequence[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Windows of like length together, the batches in random order."""
    order = sorted(known, key=lambda e: len(e.window.ids) + rng.random() * 8)
    cut = [order[k : k + size] for k in range(0, len(order), size)]
    rng.shuffle(cut)
    yield from cut


def _losses(network: Network, chain: Chain, b: Batch, s: Settings) -> tuple[torch.Tensor, torch.Tensor]:
    """The mean loss of a word's cue label, and of a pair's whole row of labels."""
    ids = b.ids
    blank = (torch.rand(ids.shape) < s.mask_out) & (ids != 0) & (ids != CLS) & (ids != SEP)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        words, cue_logits = network.words(ids.masked_fill(blank, MASK), b.first, b.syntax)
        words = words * b.mask.unsqueeze(-1)
        logits = network.pairs(words[b.own], b.cue, b.arcs) if len(b.own) else None
    each = F.cross_entropy(cue_logits.float().transpose(1, 2), b.cues, reduction="none", label_smoothing=s.smoothing)
    cue_loss = (each * b.mask).sum() / b.mask.sum()
    if logits is None:
        return cue_loss, torch.zeros(())
    return cue_loss, chain.loss(logits.float(), b.labels, b.mask[b.own]).mean()
