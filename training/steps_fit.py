"""Training of the step network: batches, losses, a fixed seed, averaged weights; and how well it reads."""

from __future__ import annotations

import dataclasses
import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import torch
from torch.nn import functional as F

from dateline.encode.marks import SEP
from dateline.encode.steps import ROLES, STATES, STEPS
from dateline.encode.windows import Labels
from training.fit import MASK, averaged, rates
from training.steps_data import Example
from training.steps_network import Network


@dataclasses.dataclass(frozen=True)
class Settings:
    """How to train; rates are AdamW's, for the encoder's upper layer and for all that is new."""

    layers: int = 6
    epochs: int = 8
    rate: float = 3e-4
    head_rate: float = 1e-3
    seed: int = 1
    batch: int = 32
    decay: float = 0.85  # of the rate, from one layer to the one below
    dropout: float = 0.15
    mask_out: float = 0.08
    averaged_after: float = 0.4  # of all steps
    averaging: float = 0.01


def collate(these: Sequence[Example]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """`ids`, `first`, `syntax` and which words there are, padded to the longest."""
    pieces = max(len(e.window.ids) for e in these)
    longest = max(len(e.window.words) for e in these)
    ids, first = np.zeros((len(these), pieces), np.int64), np.zeros((len(these), longest), np.int64)
    syntax, mask = np.zeros((len(these), longest, 3), np.int64), np.zeros((len(these), longest), np.bool_)
    for k, e in enumerate(these):
        length = len(e.window.words)
        ids[k, : len(e.window.ids)] = e.window.ids
        first[k, :length], syntax[k, :length], mask[k, :length] = e.window.first, e.window.syntax, True
    return torch.from_numpy(ids), torch.from_numpy(first), torch.from_numpy(syntax), torch.from_numpy(mask)


def fit(known: Sequence[Example], labels: Labels, s: Settings) -> Network:
    """A network with the running mean of its weights over the later steps."""
    rng = random.Random(s.seed)
    torch.manual_seed(s.seed)
    network = Network(s.layers, len(labels.relations), len(labels.tags), dropout=s.dropout)
    trained = [p for p in network.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(rates(network, s.rate, s.decay, s.head_rate), weight_decay=0.01)
    steps = s.epochs * -(-len(known) // s.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min((k + 1) / (0.1 * steps), max(0.02, (steps - k) / (0.9 * steps)))
    )
    mean: list[torch.Tensor] = []
    done, start = 0, time.time()
    network.train()
    for epoch in range(s.epochs):
        total = torch.zeros(4)
        for batch in batches(known, s.batch, rng):
            losses = _losses(network, batch, s)
            losses.sum().backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            schedule.step()
            total += losses.detach()
            done += 1
            if done > steps * s.averaged_after:
                mean = averaged(mean, trained, s.averaging)
        told = " ".join(f"{v:.3f}" for v in (total * s.epochs / steps).tolist())
        rate = done * s.batch / (time.time() - start)
        print(f"epoch {epoch + 1}: steps, states, organs, roles {told} ({rate:.0f} windows/s)", flush=True)
    with torch.no_grad():
        for p, m in zip(trained, mean, strict=True):
            p.copy_(m)
    return network.eval()


def batches(known: Sequence[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Windows of like length together, the batches in random order."""
    order = sorted(known, key=lambda e: len(e.window.ids) + rng.random() * 8)
    cut = [order[k : k + size] for k in range(0, len(order), size)]
    rng.shuffle(cut)
    return cut


def _losses(network: Network, these: Sequence[Example], s: Settings) -> torch.Tensor:
    ids, first, syntax, mask = collate(these)
    # Pieces of words come after the marks in the vocabulary.
    blank = (torch.rand(ids.shape) < s.mask_out) & (ids > SEP)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        steps, states, organs, roles = network(ids.masked_fill(blank, MASK), first, syntax)
    gold = torch.zeros(mask.shape, dtype=torch.long)
    rows = [(k, t) for k, e in enumerate(these) for t in e.told]
    for k, t in rows:
        gold[k, t.trigger] = t.step + 1
    each = F.cross_entropy(steps.float()[mask], gold[mask], label_smoothing=0.02, reduction="sum")
    found = [each / len(these)]
    if not rows:
        return torch.stack([*found, *(torch.zeros(()) for _ in range(3))])
    at = [k for k, _ in rows], [t.trigger for _, t in rows]
    for logits, wanted in ((states, [t.state for _, t in rows]), (organs, [t.organ for _, t in rows])):
        told = F.cross_entropy(logits[at].float(), torch.tensor(wanted), label_smoothing=0.02, reduction="sum")
        found.append(0.5 * told / len(these))
    scores = roles[at[0], :, at[1]].float()  # (rows, ROLES, 1 + words)
    present = mask[at[0]]
    acting = torch.zeros(present.shape)
    for n, (_, t) in enumerate(rows):
        acting[n, list(t.roles[0])] = 1
    by = F.binary_cross_entropy_with_logits(scores[:, 0, 1:], acting, reduction="none")
    parts = (by * present).sum()
    for r in range(1, len(ROLES)):
        wanted = torch.tensor([t.roles[r][0] + 1 if t.roles[r] else 0 for _, t in rows])
        barred = torch.cat([torch.zeros(len(rows), 1, dtype=torch.bool), ~present], 1)
        parts = parts + F.cross_entropy(scores[:, r].masked_fill(barred, -1e4), wanted, reduction="sum")
    found.append(0.5 * parts / len(these))
    return torch.stack(found)


@torch.no_grad()
def scores(network: Network, known: Sequence[Example], least: Iterable[float] = (0.3, 0.5, 0.7)) -> dict[str, float]:
    """F1 of triggers with their step at each probability; the shares right of states, organs and roles where found."""
    network.eval()
    counts: Counter[str] = Counter()
    levels = tuple(least)
    for start in range(0, len(known), 32):
        these = known[start : start + 32]
        ids, first, syntax, _ = collate(these)
        steps, states, organs, roles = (x.float() for x in network(ids, first, syntax))
        chances = steps.softmax(-1)
        for k, e in enumerate(these):
            gold = {t.trigger: t for t in e.told}
            for place in range(len(e.window.words)):
                best = int(chances[k, place, 1:].argmax())
                told = gold.get(place)
                for level in levels:
                    if 1 - float(chances[k, place, 0]) >= level:
                        counts[f"found {level}"] += 1
                        counts[f"right {level}"] += told is not None and told.step == best
                if told is None:
                    continue
                counts["gold"] += 1
                if told.step != best or 1 - float(chances[k, place, 0]) < levels[1]:
                    continue
                counts["told"] += 1
                counts["state"] += int(states[k, place].argmax()) == told.state
                counts["organ"] += int(organs[k, place].argmax()) == told.organ
                length = len(e.window.words)
                acting = {i for i in range(length) if float(roles[k, 0, place, 1 + i]) > 0}
                counts["by"] += acting == set(told.roles[0])
                for r in range(1, len(ROLES)):
                    one = int(roles[k, r, place, : length + 1].argmax())
                    counts[ROLES[r]] += one == (told.roles[r][0] + 1 if told.roles[r] else 0)
    out: dict[str, float] = {"gold": counts["gold"]}
    for level in levels:
        p = counts[f"right {level}"] / max(1, counts[f"found {level}"])
        r = counts[f"right {level}"] / max(1, counts["gold"])
        out |= {f"P {level}": p, f"R {level}": r, f"F1 {level}": 2 * p * r / (p + r) if p + r else 0.0}
    out |= {k: counts[k] / max(1, counts["told"]) for k in ("state", "organ", "by", "of", "when")}
    return {k: round(v, 3) for k, v in out.items()}


def confusions(network: Network, known: Sequence[Example]) -> Counter[tuple[str, str]]:
    """Which step is taken for which, on the marked triggers."""
    found: Counter[tuple[str, str]] = Counter()
    for e in known:
        ids, first, syntax, _ = collate([e])
        with torch.no_grad():
            steps, states, _, _ = network(ids, first, syntax)
        for t in e.told:
            best = int(steps[0, t.trigger].argmax())
            found[STEPS[t.step], STEPS[best - 1] if best else "none"] += 1
            found[STATES[t.state], STATES[int(states[0, t.trigger].argmax())]] += 1
    return found
