"""The step network: an encoder, what it is joined with, layers for steps, states, organs and roles; torch."""

from __future__ import annotations

import torch
from torch import nn
from transformers import AutoModel

from dateline.encode.steps import BODIES, ROLES, STATES, STEPS
from training import recipe

WIDE, KEYS = 256, 96


class Network(nn.Module):
    """All answers for all words of a window at once."""

    def __init__(self, layers: int, relations: int, tags: int, *, dropout: float = 0.1) -> None:
        """The pre-trained encoder's first `layers`; `relations`, `tags`: how many the syntax has."""
        super().__init__()
        self.encoder = AutoModel.from_pretrained(str(recipe.base()), add_pooling_layer=False, dtype=torch.float32)
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        state = self.encoder.config.hidden_size
        self.relation = nn.Embedding(relations + 1, 32)
        self.tag = nn.Embedding(tags + 1, 32)
        self.quoted = nn.Embedding(4, 16)
        self.join = nn.Sequential(nn.Linear(state + 80, WIDE), nn.GELU(), nn.LayerNorm(WIDE))
        self.dropout = nn.Dropout(dropout)
        self.step = nn.Linear(WIDE, 1 + len(STEPS))
        self.state = nn.Linear(WIDE, len(STATES))
        self.organ = nn.Linear(WIDE, len(BODIES))
        self.trigger = nn.Linear(WIDE, len(ROLES) * KEYS)
        self.word = nn.Linear(WIDE, len(ROLES) * KEYS)
        self.nothing = nn.Parameter(torch.zeros(len(ROLES), KEYS))

    def forward(self, ids: torch.Tensor, first: torch.Tensor, syntax: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Logits of `ids` (n, pieces), `first` (n, words) and `syntax` (n, words, 3).

        Steps (n, words, 1 + STEPS; 0: none), states (n, words, STATES), organs (n, words, BODIES), and of each word as
        a trigger what each word is to it (n, ROLES, words, 1 + words; 0: nothing).
        """
        mask = (ids != 0).to(torch.int64)
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        states = states.gather(1, first.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
        tree = [self.relation(syntax[..., 0]), self.tag(syntax[..., 1]), self.quoted(syntax[..., 2])]
        words = self.dropout(self.join(self.dropout(torch.cat([states, *tree], dim=-1))))
        n, length = words.shape[0], words.shape[1]
        asks = self.trigger(words).view(n, length, len(ROLES), KEYS).transpose(1, 2)
        keys = self.word(words).view(n, length, len(ROLES), KEYS).transpose(1, 2)
        nothing = self.nothing.unsqueeze(0).unsqueeze(2).expand(n, -1, -1, -1)
        roles = asks @ torch.cat([nothing, keys], dim=2).transpose(2, 3) / KEYS**0.5
        return self.step(words), self.state(words), self.organ(words), roles
