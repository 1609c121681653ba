"""Training: batches by length, losses of all heads that an example feeds, a fixed seed, checkpoints."""

from __future__ import annotations

import dataclasses
import random
import time
from collections.abc import Sequence

import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F

from dateline.encode.dyads import TYPES
from dateline.encode.marks import CLS, PLAIN, SEP, plain_tokens, tokens
from training.corpora import Example
from training.network import QUAD_OF, Network

SYMMETRIC = frozenset({"CONSULT", "COOPERATE", "AGREE", "SUPPORT"})
MASK = 103


@dataclasses.dataclass
class Item:
    """One training input with the answers that are known of it; None or empty where a head learns nothing from it."""

    ids: list[int]
    roles: list[int]
    type: int | None = None
    soft: list[float] | None = None
    relation: float | None = None
    acts: float | None = None
    event: tuple[int, ...] = ()
    facts: tuple[tuple[int, float], ...] = ()
    weight: float = 1.0


@dataclasses.dataclass(frozen=True)
class Settings:
    """How to train; rates are AdamW's, for the encoder and for the heads."""

    epochs: int = 5
    batch: int = 16
    rate: float = 8e-5
    head_rate: float = 4e-4
    warmup: float = 0.1
    smoothing: float = 0.05
    quad_weight: float = 0.5
    mask_out: float = 0.05
    seed: int = 1
    decay: float = 0.9  # of the rate, from one layer to the one below


def dyad_items(examples: Sequence[Example], tokenizer: Tokenizer, *, weight: float = 1.0) -> list[Item]:
    """Marked sentences as items."""
    items = []
    for e in examples:
        t = tokens(e.dyad, tokenizer)
        event = tuple(i for i, s in enumerate(t.spans) if s and e.event and s.overlaps(e.event))
        kind = TYPES.index(e.type) if e.type else None
        items.append(
            Item(list(t.ids), list(t.roles), kind, None, e.relation, 1.0 if e.type else None, event, weight=weight)
        )
    return items


def swapped(items: Sequence[Item]) -> list[Item]:
    """The same sentences with source and target changed over: nobody acts, where the type has a direction."""
    turn = {2: 4, 4: 2, 3: 5, 5: 3, 6: 7, 7: 6}
    marks = {1: 3, 3: 1, 2: 4, 4: 2}
    out = []
    for i in items:
        if i.type is None or TYPES[i.type] in SYMMETRIC:
            continue
        ids = [marks.get(t, t) if r in (2, 3, 4, 5) else t for t, r in zip(i.ids, i.roles, strict=True)]
        out.append(Item(ids, [turn.get(r, r) for r in i.roles], acts=0.0, weight=i.weight * 0.5))
    return out


def fact_items(rows: Sequence[tuple[list[str], list[tuple[int, float]]]], tokenizer: Tokenizer) -> list[Item]:
    """Sentences with some words' factuality."""
    items = []
    for words, targets in rows:
        ids, first = plain_tokens(words, tokenizer)
        facts = tuple((first[i], value) for i, value in targets if i < len(first) and first[i])
        if facts:
            items.append(Item(ids, [PLAIN] * len(ids), facts=facts))
    return items


def batches(items: Sequence[Item], size: int, rng: random.Random) -> list[list[Item]]:
    """Items of like length together, the batches in random order."""
    order = sorted(items, key=lambda i: len(i.ids) + rng.random() * 6)
    cut = [order[k : k + size] for k in range(0, len(order), size)]
    rng.shuffle(cut)
    return cut


def collate(batch: Sequence[Item]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """`ids`, `roles`, `mask` of a batch, each (n, longest)."""
    longest = max(len(i.ids) for i in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    roles, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    for k, item in enumerate(batch):
        ids[k, : len(item.ids)] = torch.tensor(item.ids)
        roles[k, : len(item.ids)] = torch.tensor(item.roles)
        mask[k, : len(item.ids)] = 1
    return ids, roles, mask


def fit(network: Network, items: Sequence[Item], settings: Settings, *, log: str = "") -> None:
    """Train in place."""
    rng = random.Random(settings.seed)
    torch.manual_seed(settings.seed)
    optimizer = torch.optim.AdamW(rates(network, settings.rate, settings.decay, settings.head_rate), weight_decay=0.01)
    total = settings.epochs * -(-len(items) // settings.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda s: min(
            (s + 1) / max(1.0, settings.warmup * total), max(0.02, (total - s) / (total * (1 - settings.warmup)))
        ),
    )
    network.train()
    start, seen = time.time(), 0
    for epoch in range(settings.epochs):
        sums: dict[str, float] = {}
        for batch in batches(items, settings.batch, rng):
            loss, parts = _loss(network, batch, settings)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            schedule.step()
            seen += len(batch)
            for k, v in parts.items():
                sums[k] = sums.get(k, 0.0) + v
        if log:
            told = " ".join(f"{k} {v / (len(items) / settings.batch):.3f}" for k, v in sums.items())
            print(f"{log} epoch {epoch + 1}: {told} ({seen / (time.time() - start):.0f}/s)", flush=True)
    network.eval()


def rates(network: nn.Module, rate: float, decay: float, head_rate: float) -> list[dict[str, object]]:
    """AdamW's groups: `rate` for the top layer of the encoder, `decay` times that for each below; then the heads."""
    layers = network.encoder.encoder.layer
    deep = len(layers)
    inner = {id(p) for p in network.encoder.parameters()}
    layered = {id(p) for p in layers.parameters()}
    below = [p for p in network.encoder.parameters() if p.requires_grad and id(p) not in layered]
    groups: list[dict[str, object]] = [{"params": below, "lr": rate * decay**deep}]
    for k, layer in enumerate(layers):
        groups.append({"params": list(layer.parameters()), "lr": rate * decay ** (deep - 1 - k)})
    groups.append({"params": [p for p in network.parameters() if id(p) not in inner], "lr": head_rate})
    return groups


def averaged(mean: list[torch.Tensor], now: Sequence[torch.Tensor], share: float) -> list[torch.Tensor]:
    """The running mean of weights, moved by `share` towards those of now; in place but for the first time."""
    with torch.no_grad():
        if not mean:
            return [p.detach().clone() for p in now]
        for m, p in zip(mean, now, strict=True):
            m.lerp_(p, share)
    return mean


def _loss(network: Network, batch: Sequence[Item], s: Settings) -> tuple[torch.Tensor, dict[str, float]]:
    ids, roles, mask = collate(batch)
    if s.mask_out:
        blank = (
            (torch.rand(ids.shape) < s.mask_out)
            & (mask == 1)
            & ((roles == 0) | (roles >= 6))
            & (ids != CLS)
            & (ids != SEP)
        )
        ids = ids.masked_fill(blank, MASK)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        out = network(ids, roles, mask)
    parts: dict[str, torch.Tensor] = {}
    weight = torch.tensor([i.weight for i in batch])
    typed = [k for k, i in enumerate(batch) if i.type is not None]
    if typed:
        logits = out.type[typed].float()
        gold = torch.tensor([batch[k].type for k in typed])
        each = F.cross_entropy(logits, gold, label_smoothing=s.smoothing, reduction="none")
        quads = torch.zeros(len(typed), 4).index_add(1, QUAD_OF, logits.softmax(-1)).clamp(min=1e-6).log()
        each = each + s.quad_weight * F.nll_loss(quads, QUAD_OF[gold], reduction="none")
        parts["type"] = (each * weight[typed]).sum() / len(batch)
    soft = [k for k, i in enumerate(batch) if i.soft is not None]
    if soft:
        wanted = torch.tensor([batch[k].soft for k in soft])
        each = -(wanted * out.type[soft].float().log_softmax(-1)).sum(-1)
        parts["soft"] = (each * weight[soft]).sum() / len(batch)
    for name, scale in (("relation", 0.7), ("acts", 0.3)):
        known = [k for k, i in enumerate(batch) if getattr(i, name) is not None]
        if known:
            wanted = torch.tensor([float(getattr(batch[k], name)) for k in known])
            each = F.binary_cross_entropy_with_logits(getattr(out, name)[known].float(), wanted, reduction="none")
            parts[name] = scale * (each * weight[known]).sum() / len(batch)
    marked = [k for k, i in enumerate(batch) if i.event]
    if marked:
        scores = out.event[marked].float().masked_fill((mask[marked] == 0) | (roles[marked] > 0), -1e4).log_softmax(-1)
        picked = [scores[n, list(batch[k].event)].logsumexp(0) for n, k in enumerate(marked)]
        parts["event"] = -0.2 * torch.stack(picked).sum() / len(batch)
    where = [(k, place, value) for k, i in enumerate(batch) for place, value in i.facts]
    if where:
        rows, columns, values = zip(*where, strict=True)
        each = F.smooth_l1_loss(out.fact[list(rows), list(columns)].float(), torch.tensor(values), beta=0.5)
        parts["fact"] = each * len(set(rows)) / len(batch)
    total = torch.stack(list(parts.values())).sum()
    return total, {k: float(v.detach()) for k, v in parts.items()}


@torch.no_grad()
def predict(network: Network, items: Sequence[Item], size: int = 32) -> dict[str, list[object]]:
    """`type` logits, `relation` and `acts` probabilities, `facts` at the items' own places; in the items' order."""
    network.eval()
    order = sorted(range(len(items)), key=lambda k: len(items[k].ids))
    found: dict[str, dict[int, object]] = {"type": {}, "relation": {}, "acts": {}, "facts": {}}
    for start in range(0, len(order), size):
        these = order[start : start + size]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = network(*collate([items[k] for k in these]))
        for n, k in enumerate(these):
            found["type"][k] = out.type[n].float()
            found["relation"][k] = float(out.relation[n].float().sigmoid())
            found["acts"][k] = float(out.acts[n].float().sigmoid())
            found["facts"][k] = [float(out.fact[n, place].float()) for place, _ in items[k].facts]
    return {name: [values[k] for k in range(len(items))] for name, values in found.items()}


def softened(items: Sequence[Item], teachers: Sequence[Network]) -> list[Item]:
    """The items with the teachers' mean probabilities of the types beside what was known of them."""
    logits = [torch.stack(predict(t, items)["type"]) for t in teachers]  # type: ignore[arg-type]
    total = torch.stack([each.softmax(-1) for each in logits]).mean(0)
    return [dataclasses.replace(i, soft=row.tolist()) for i, row in zip(items, total, strict=True)]
