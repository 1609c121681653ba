"""Attribution checkpoint → the files that are shipped: two ONNX graphs and a JSON file."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
import onnx
import torch
from torch import nn

from dateline.encode.attribution import ARCS, Settings
from dateline.encode.windows import Labels
from training.attribution_network import WIDE, Chain, Network
from training.export import quantise


class _Words(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: torch.Tensor, first: torch.Tensor, syntax: torch.Tensor) -> tuple[torch.Tensor, ...]:
        return self.network.words(ids, first, syntax)


class _Pairs(nn.Module):
    """One window's words for all of its cues: labels and stances."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.pairs = network.pairs

    def forward(self, words: torch.Tensor, cue: torch.Tensor, arcs: torch.Tensor) -> tuple[torch.Tensor, ...]:
        labels, stances = self.pairs(words.expand(cue.shape[0], -1, -1), cue, arcs)
        return labels, stances


def export(network: Network, chain: Chain, labels: Labels, folder: Path, *, least: float) -> None:
    """Write `attribution.onnx`, `attribution_pairs.onnx` and `attribution.json` into `folder`."""
    network.cpu().eval()
    chain.cpu()
    network.encoder.set_attn_implementation("eager")
    ids, first = torch.randint(1000, 20000, (1, 19)), torch.arange(1, 18).unsqueeze(0)
    syntax = torch.ones(1, 17, 3, dtype=torch.long)
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            _Words(network), (ids, first, syntax), str(whole),
            input_names=["ids", "first", "syntax"], output_names=["words", "cues"],
            dynamic_axes={"ids": {1: "pieces"}, **{key: {1: "n"} for key in ("first", "syntax", "words", "cues")}},
            opset_version=17, dynamo=False,
        )  # fmt: skip
        quantise(whole, folder / "attribution.onnx")
    torch.onnx.export(
        _Pairs(network),
        (torch.randn(1, 17, WIDE), torch.zeros(2, 17), torch.zeros(2, 17, ARCS, dtype=torch.long)),
        str(folder / "attribution_pairs.onnx"),
        input_names=["words", "cue", "arcs"], output_names=["labels", "stances"],
        dynamic_axes={
            "words": {1: "n"}, "stances": {0: "cues"},
            **{key: {0: "cues", 1: "n"} for key in ("cue", "arcs", "labels")},
        },
        opset_version=17, dynamo=False,
    )  # fmt: skip
    for name in ("attribution.onnx", "attribution_pairs.onnx"):
        onnx.checker.check_model(str(folder / name))
    moves, starts = (scores.tolist() for scores in chain.scores())
    settings = Settings(
        relations=tuple(labels.relations), tags=tuple(labels.tags),
        moves=tuple(tuple(round(v, 4) for v in row) for row in moves),
        starts=tuple(round(v, 4) for v in starts), least=least,
    )  # fmt: skip
    (folder / "attribution.json").write_bytes(msgspec.json.format(msgspec.json.encode(settings)) + b"\n")
