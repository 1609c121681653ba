"""Training of an attribution network, teacher or student: batches, losses, a fixed seed, averaged weights."""

from __future__ import annotations

import collections
import dataclasses
import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import torch
from torch.nn import functional as F

from dateline.encode.attribution import ARCS, CUE_LABELS, STANCES
from dateline.encode.marks import SEP
from dateline.encode.windows import Labels
from training.attribution_data import Example
from training.attribution_network import Chain, Encoder, Network
from training.fit import MASK, averaged, rates

DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")
AHEAD = 8  # batches made while the network works


@dataclasses.dataclass(frozen=True)
class Settings:
    """How to train; rates are AdamW's, for the encoder's upper layer and for all that is new."""

    epochs: int
    rate: float
    seed: int
    dropout: float
    batch: int = 32
    head_rate: float = 1e-3
    decay: float = 0.9  # of the rate, from one layer to the one below
    mask_out: float = 0.1
    averaged_after: float = 0.3  # of all steps
    averaging: float = 0.004
    cue_weight: float = 20.0
    pair_weight: float = 0.5
    stance_weight: float = 5.0


@dataclasses.dataclass(frozen=True)
class Batch:
    """Windows padded to the longest: n windows, p pairs. `own` gives each pair's window, 0 is padding.

    `cues` (n, words, 3), `labels` (p, words) and `stances` (p, STANCES) are what is known; `told` (n,) is 1 for a
    window whose cues are known, `weight` (p,) what a pair's labels count.
    """

    ids: torch.Tensor
    first: torch.Tensor
    syntax: torch.Tensor
    mask: torch.Tensor
    cues: torch.Tensor
    told: torch.Tensor
    own: torch.Tensor
    cue: torch.Tensor
    arcs: torch.Tensor
    labels: torch.Tensor
    weight: torch.Tensor
    stances: torch.Tensor

    def on(self, device: torch.device) -> Batch:
        """The same on a device."""
        parts = (getattr(self, field.name) for field in dataclasses.fields(self))
        return Batch(*(part.to(device, non_blocking=True) for part in parts))


def collate(these: Sequence[Example]) -> Batch:
    """A batch of examples."""
    pieces = max(len(e.window.ids) for e in these)
    longest = max(len(e.window.words) for e in these)
    rows = [(k, p) for k, e in enumerate(these) for p in e.pairs]
    n, p = len(these), len(rows)
    ids, first = np.zeros((n, pieces), np.int64), np.zeros((n, longest), np.int64)
    syntax, mask = np.zeros((n, longest, 3), np.int64), np.zeros((n, longest), np.float32)
    cues, told = np.zeros((n, longest, len(CUE_LABELS)), np.float32), np.zeros(n, np.float32)
    cue, seen = np.zeros((p, longest), np.float32), np.zeros((p, longest, ARCS), np.int64)
    labels, weight = np.zeros((p, longest), np.int64), np.zeros(p, np.float32)
    stances = np.zeros((p, len(STANCES)), np.float32)
    for k, e in enumerate(these):
        length = len(e.window.words)
        ids[k, : len(e.window.ids)] = e.window.ids
        first[k, :length], syntax[k, :length], mask[k, :length] = e.window.first, e.window.syntax, 1
        if e.cues is not None:
            cues[k, :length], told[k] = e.cues, 1
    for k, (_, pair) in enumerate(rows):
        length = len(pair.arcs)
        cue[k, list(pair.cue)] = 1 / len(pair.cue)
        seen[k, :length] = pair.arcs
        if pair.labels is not None:
            labels[k, :length], weight[k] = pair.labels, pair.weight
        if pair.stance is not None:
            stances[k] = pair.stance
    own = np.array([k for k, _ in rows], np.int64)
    made = (ids, first, syntax, mask, cues, told, own, cue, seen, labels, weight, stances)
    tensors = (torch.from_numpy(part) for part in made)
    return Batch(*(part.pin_memory() if DEVICE.type == "cuda" else part for part in tensors))


def fit(base: Encoder, labels: Labels, known: Sequence[Example], s: Settings) -> tuple[Network, Chain]:
    """A network and its chain of labels, with the running mean of their weights over the later steps."""
    rng = random.Random(s.seed)
    torch.manual_seed(s.seed)
    network = Network(base, len(labels.relations), len(labels.tags), dropout=s.dropout).to(DEVICE)
    chain = Chain().to(DEVICE)
    trained = [p for p in [*network.parameters(), *chain.parameters()] if p.requires_grad]
    groups = [*rates(network, s.rate, s.decay, s.head_rate), {"params": list(chain.parameters()), "lr": s.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=DEVICE.type == "cuda")
    steps = s.epochs * -(-len(known) // s.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min((k + 1) / (0.06 * steps), max(0.02, (steps - k) / (0.94 * steps)))
    )
    mean: list[torch.Tensor] = []
    done, start = 0, time.time()
    network.train()
    for epoch in range(s.epochs):
        sums = torch.zeros(3, device=DEVICE)
        for batch in _batches(known, s.batch, rng):
            losses = _losses(network, chain, batch.on(DEVICE), s)
            losses.sum().backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            schedule.step()
            done += 1
            sums += losses.detach()
            if done > steps * s.averaged_after:
                mean = averaged(mean, trained, s.averaging)
        told = ", ".join(f"{v:.3f}" for v in (sums * s.epochs / steps).tolist())
        rate = done * s.batch / (time.time() - start)
        print(f"epoch {epoch + 1}: losses of cues, pairs, stances {told} ({rate:.0f} windows/s)", flush=True)
    with torch.no_grad():
        for p, m in zip(trained, mean, strict=True):
            p.copy_(m)
    return network.eval(), chain


def _batches(known: Sequence[Example], size: int, rng: random.Random) -> Iterator[Batch]:
    """Windows of like length together, the batches in random order, some of them made ahead."""
    order = sorted(known, key=lambda e: len(e.window.ids) + rng.random() * 8)
    cut = [order[k : k + size] for k in range(0, len(order), size)]
    rng.shuffle(cut)
    waiting: collections.deque[Future[Batch]] = collections.deque()
    with ThreadPoolExecutor(1) as pool:
        for these in cut:
            waiting.append(pool.submit(collate, these))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _losses(network: Network, chain: Chain, b: Batch, s: Settings) -> torch.Tensor:
    """What a word's cue label, a pair's whole row of labels and a cue's stance lose, weighted, (3,)."""
    # Pieces of words come after the marks in the vocabulary.
    blank = (torch.rand(b.ids.shape, device=b.ids.device) < s.mask_out) & (b.ids > SEP)
    with torch.autocast(DEVICE.type, dtype=torch.bfloat16):
        words, cue_logits = network.words(b.ids.masked_fill(blank, MASK), b.first, b.syntax)
        words = words * b.mask.unsqueeze(-1)
        logits, stance_logits = network.pairs(words[b.own], b.cue, b.arcs) if len(b.own) else (None, None)
    known = b.mask * b.told.unsqueeze(-1)
    each = -(F.log_softmax(cue_logits.float(), -1) * b.cues).sum(-1) * known
    cue_loss = s.cue_weight * each.sum() / known.sum().clamp_min(1)
    if logits is None or stance_logits is None:
        return torch.stack([cue_loss, cue_loss.new_zeros(()), cue_loss.new_zeros(())])
    rows = chain.loss(logits.float(), b.labels, b.mask[b.own]) * b.weight
    stances = -(F.log_softmax(stance_logits.float(), -1) * b.stances).sum(-1)
    pair_loss, stance_loss = _shared(rows, b.weight), _shared(stances, b.stances.sum(-1))
    return torch.stack([cue_loss, s.pair_weight * pair_loss, s.stance_weight * stance_loss])


def _shared(losses: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """The mean of losses that have their weights in them, as small as the share of pairs that it speaks for."""
    total = weight.sum()
    return losses.sum() / total.clamp_min(1) * (total / len(weight)).clamp(max=1)
