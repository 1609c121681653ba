"""The attribution network: an encoder, a layer for cues, a part that reads again for each cue; torch, for training."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import torch
from torch import nn
from transformers import AutoModel

from dateline.encode.attribution import CUE_LABELS, DOWNS, PAIR_LABELS, PLACES, STANCES, UPS

WIDE, SEEN = 256, 192
KINDS = len(PAIR_LABELS)


@dataclasses.dataclass(frozen=True)
class Encoder:
    """A pre-trained encoder: where it lies, how many of its first layers to keep, and its vocabulary.

    `pieces` has its number for each piece of MiniLM's vocabulary, which windows are cut with; None: the same.
    """

    folder: Path
    layers: int
    pieces: tuple[int, ...] | None = None


class Network(nn.Module):
    """The encoder with what it is joined with; `pairs` reads its words again for each cue."""

    def __init__(self, base: Encoder, relations: int, tags: int, *, dropout: float = 0.1) -> None:
        """Load `base`; `relations`, `tags`: how many the syntax has.

        The word embeddings of the encoder that is shipped stay as they were pre-trained.
        """
        super().__init__()
        self.encoder = AutoModel.from_pretrained(str(base.folder), add_pooling_layer=False, dtype=torch.float32)
        self.encoder.encoder.layer = self.encoder.encoder.layer[: base.layers]
        state = self.encoder.config.hidden_size
        self.pieces: torch.Tensor | None
        self.register_buffer("pieces", None if base.pieces is None else torch.tensor(base.pieces), persistent=False)
        if base.pieces is None:
            self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.relation = nn.Embedding(relations + 1, 32)
        self.tag = nn.Embedding(tags + 1, 32)
        self.quoted = nn.Embedding(4, 16)
        self.join = nn.Sequential(nn.Linear(state + 80, WIDE), nn.GELU(), nn.LayerNorm(WIDE))
        self.dropout = nn.Dropout(dropout)
        self.cue = nn.Linear(WIDE, len(CUE_LABELS))
        self.pairs = Pairs(relations, dropout)

    def words(self, ids: torch.Tensor, first: torch.Tensor, syntax: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Words (n, words, WIDE) and cue logits; `ids` (n, pieces), `first` (n, words), `syntax` (n, words, 3)."""
        mask = (ids != 0).to(torch.int64)
        own = ids if self.pieces is None else self.pieces[ids]
        states = self.encoder(input_ids=own, attention_mask=mask).last_hidden_state
        states = states.gather(1, first.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
        tree = [self.relation(syntax[..., 0]), self.tag(syntax[..., 1]), self.quoted(syntax[..., 2])]
        joined = self.join(self.dropout(torch.cat([states, *tree], dim=-1)))
        return joined, self.cue(self.dropout(joined))


class Pairs(nn.Module):
    """Labels of all words as seen from a cue."""

    def __init__(self, relations: int, dropout: float) -> None:
        """`relations`: how many the syntax has."""
        super().__init__()
        self.word = nn.Linear(WIDE, SEEN)
        self.cue = nn.Linear(WIDE, SEEN)
        self.ups = nn.Embedding(UPS, SEEN)
        self.cue_side = nn.Embedding(relations + 1, SEEN)
        self.side = nn.Embedding(UPS * (relations + 1), SEEN)
        self.downs = nn.Embedding(DOWNS, SEEN)
        self.place = nn.Embedding(PLACES, SEEN)
        self.own = nn.Embedding(2, SEEN)
        self.relations = relations
        self.mix = nn.Sequential(nn.GELU(), nn.LayerNorm(SEEN), nn.Dropout(dropout), nn.Linear(SEEN, SEEN), nn.GELU())
        self.near = nn.Conv1d(SEEN, SEEN, 5, padding=2)
        self.wide = nn.Conv1d(SEEN, SEEN, 3, padding=3, dilation=3)
        self.norm = nn.LayerNorm(SEEN)
        self.out = nn.Linear(SEEN, KINDS)
        self.stance = nn.Sequential(
            nn.Dropout(dropout), nn.Linear(WIDE + SEEN, 128), nn.GELU(), nn.Linear(128, len(STANCES))
        )
        for table in (self.ups, self.cue_side, self.side, self.downs, self.place, self.own):
            nn.init.normal_(table.weight, 0.0, 0.1)

    def forward(self, words: torch.Tensor, cue: torch.Tensor, arcs: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits (n, words, KINDS) of `words` (n, words, WIDE) for `cue` (n, words; 1/k on its k words) and `arcs`.

        Beside them the logits of the cue's stance (n, STANCES), from its words and from the whole of its sentence.
        """
        told = (words * cue.unsqueeze(-1)).sum(1)
        heart = self.cue(told).unsqueeze(1)
        ups, cue_side, side, downs, place, own = arcs.unbind(-1)
        tree = self.ups(ups) + self.cue_side(cue_side) + self.side(ups * (self.relations + 1) + side)
        seen = self.mix(self.word(words) + heart + tree + self.downs(downs) + self.place(place) + self.own(own))
        inside = ((words.abs().sum(-1, keepdim=True)) > 0).to(seen.dtype)
        around = (seen * inside).transpose(1, 2)
        around = around + nn.functional.gelu(self.near(around)) * inside.transpose(1, 2)
        around = around + nn.functional.gelu(self.wide(around)) * inside.transpose(1, 2)
        around = self.norm(around.transpose(1, 2))
        sentence = inside * (ups != UPS - 1).unsqueeze(-1).to(seen.dtype)
        mean = (around * sentence).sum(1) / sentence.sum(1).clamp_min(1)
        return self.out(around), self.stance(torch.cat([told, mean], dim=-1))


class Chain(nn.Module):
    """A linear-chain conditional random field over the pair labels."""

    def __init__(self) -> None:
        """Start with no preference but the impossible: I-x follows B-x or I-x alone."""
        super().__init__()
        self.moves = nn.Parameter(torch.zeros(KINDS, KINDS))
        self.starts = nn.Parameter(torch.zeros(KINDS))
        forbidden = torch.zeros(KINDS, KINDS)
        for into in (2, 4):
            forbidden[:, into] = -30.0
            forbidden[into - 1, into] = forbidden[into, into] = 0.0
        self.forbidden: torch.Tensor
        self.no_start: torch.Tensor
        self.register_buffer("forbidden", forbidden)
        self.register_buffer("no_start", torch.tensor([0.0, 0.0, -30.0, 0.0, -30.0]))

    def scores(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Of each label after each other (from, to), and of each at the beginning."""
        return self.moves + self.forbidden, self.starts + self.no_start

    def loss(self, logits: torch.Tensor, labels: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Negative log likelihood of each row, (n,)."""
        moves, starts = self.scores()
        gold = logits.gather(2, labels.unsqueeze(-1)).squeeze(-1) * mask
        total = gold.sum(1) + starts[labels[:, 0]] + (moves[labels[:, :-1], labels[:, 1:]] * mask[:, 1:]).sum(1)
        # Each later word is a matrix of scores, from label to label, and what is no word changes nothing. Neighbours
        # are multiplied (with sums for products, and logarithms of sums of powers for sums) until one is left: seven
        # steps for a hundred words.
        still = torch.full((KINDS, KINDS), -1e4, device=logits.device).fill_diagonal_(0.0)
        steps = torch.where(mask[:, 1:, None, None] > 0, moves + logits[:, 1:, None, :], still)
        while steps.shape[1] > 1:
            if steps.shape[1] % 2:
                steps = torch.cat([steps, still.expand(len(steps), 1, KINDS, KINDS)], 1)
            steps = torch.logsumexp(steps[:, 0::2, :, :, None] + steps[:, 1::2, None, :, :], 3)
        every = torch.logsumexp((starts + logits[:, 0]).unsqueeze(2) + steps[:, 0], (1, 2))
        return every - total
