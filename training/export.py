"""Checkpoint → the ONNX file that is shipped: one graph for all heads, int8 weights."""

from __future__ import annotations

import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from training.network import Network


class _Exported(nn.Module):
    """The network with the mask taken from the ids (0 is padding), and its outputs as a tuple."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: torch.Tensor, roles: torch.Tensor) -> tuple[torch.Tensor, ...]:
        out = self.network(ids, roles, (ids != 0).to(torch.int64))
        return out.type, out.relation, out.acts, out.event, out.fact


def export(network: Network, path: Path) -> None:
    """Write `path`; inputs `ids` and `roles` (n, length), outputs `type`, `relation`, `acts`, `event`, `fact`."""
    network.eval()
    network.encoder.set_attn_implementation("eager")
    ids = torch.randint(1000, 20000, (2, 17))
    roles = torch.zeros_like(ids)
    roles[:, 3], roles[:, 4], roles[:, 5] = 2, 6, 3
    length = {0: "n", 1: "length"}
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            _Exported(network),
            (ids, roles),
            str(whole),
            input_names=["ids", "roles"],
            output_names=["type", "relation", "acts", "event", "fact"],
            dynamic_axes={"ids": length, "roles": length, "type": {0: "n"}, "relation": {0: "n"}, "acts": {0: "n"},
                          "event": length, "fact": length},
            opset_version=17,
            dynamo=False,
        )  # fmt: skip
        quantise(whole, path)
    onnx.checker.check_model(str(path))


def quantise(whole: Path, path: Path) -> None:
    """Write the graph in `whole` to `path` with int8 weights."""
    quantize_dynamic(
        whole, path, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
    )  # fmt: skip
