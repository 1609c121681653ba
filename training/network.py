"""The network: MiniLM with several heads on one pass; torch, for training alone."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import torch
from torch import nn
from transformers import AutoModel

from dateline.encode.dyads import QUADS, TYPES
from dateline.encode.marks import IN_SOURCE, IN_TARGET, ROLES, SOURCE_OPEN, TARGET_OPEN

WIDTH = 384
# The quad (0 to 3) of each type, in the order of the type head's outputs.
QUAD_OF = torch.tensor([QUADS[t] - 1 for t in TYPES])


@dataclasses.dataclass
class Outputs:
    """`type` (n, 15) logits, `relation` and `acts` (n,) logits, `event` (n, length) scores, `fact` (n, length)."""

    type: torch.Tensor
    relation: torch.Tensor
    acts: torch.Tensor
    event: torch.Tensor
    fact: torch.Tensor


class Network(nn.Module):
    """One encoder; heads for dyads read pooled states of the whole, of source and of target, the others each token."""

    def __init__(self, base: Path, *, layers: int = 6, dropout: float = 0.1) -> None:
        """Load the pre-trained encoder in `base`, keep its first `layers`, widen its token types to the roles."""
        super().__init__()
        self.encoder = AutoModel.from_pretrained(str(base), add_pooling_layer=False, attn_implementation="sdpa")
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        old = self.encoder.embeddings.token_type_embeddings.weight.data
        new = torch.empty(ROLES, WIDTH).normal_(0.0, 0.02)
        new += old[0]
        new[:2] = old
        self.encoder.embeddings.token_type_embeddings = nn.Embedding.from_pretrained(new, freeze=False)
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.dropout = nn.Dropout(dropout)
        self.mix = nn.Sequential(nn.Linear(5 * WIDTH, WIDTH), nn.GELU(), nn.Dropout(dropout))
        self.kind = nn.Linear(WIDTH, len(TYPES))
        self.relation = nn.Linear(WIDTH, 1)
        self.acts = nn.Linear(WIDTH, 1)
        self.event = nn.Linear(WIDTH, 1)
        self.fact = nn.Sequential(nn.Linear(2 * WIDTH, 128), nn.GELU(), nn.Linear(128, 1))

    def forward(self, ids: torch.Tensor, roles: torch.Tensor, mask: torch.Tensor) -> Outputs:
        """All heads; `ids`, `roles` and `mask` are (n, length)."""
        states = self.encoder(input_ids=ids, token_type_ids=roles, attention_mask=mask).last_hidden_state
        states = self.dropout(states)
        pooled = torch.cat(
            [
                _mean(states, mask),
                _mean(states, (roles == SOURCE_OPEN).to(mask.dtype)),
                _mean(states, (roles == TARGET_OPEN).to(mask.dtype)),
                _mean(states, (roles == IN_SOURCE).to(mask.dtype)),
                _mean(states, (roles == IN_TARGET).to(mask.dtype)),
            ],
            dim=-1,
        )
        mixed = self.mix(pooled)
        whole = _mean(states, mask).unsqueeze(1).expand(-1, states.shape[1], -1)
        return Outputs(
            self.kind(mixed),
            self.relation(mixed).squeeze(-1),
            self.acts(mixed).squeeze(-1),
            self.event(states).squeeze(-1),
            self.fact(torch.cat([states, whole], dim=-1)).squeeze(-1),
        )


def _mean(states: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    weights = weights.unsqueeze(-1).to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1.0)
