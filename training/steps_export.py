"""Step network → the files that are shipped: an ONNX graph with int8 weights and a JSON file."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
import onnx
import torch

from dateline.encode.steps import Settings
from dateline.encode.windows import Labels
from training.export import quantise
from training.steps_network import Network


def export(network: Network, labels: Labels, folder: Path, *, least: float) -> None:
    """Write `steps.onnx` and `steps.json` into `folder`."""
    network.cpu().eval()
    network.encoder.set_attn_implementation("eager")
    ids, first = torch.randint(1000, 20000, (1, 19)), torch.arange(1, 18).unsqueeze(0)
    syntax = torch.ones(1, 17, 3, dtype=torch.long)
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            network, (ids, first, syntax), str(whole),
            input_names=["ids", "first", "syntax"], output_names=["steps", "states", "organs", "roles"],
            dynamic_axes={
                "ids": {1: "pieces"}, "roles": {2: "n", 3: "all"},
                **{key: {1: "n"} for key in ("first", "syntax", "steps", "states", "organs")},
            },
            opset_version=17, dynamo=False,
        )  # fmt: skip
        quantise(whole, folder / "steps.onnx")
    onnx.checker.check_model(str(folder / "steps.onnx"))
    settings = Settings(relations=tuple(labels.relations), tags=tuple(labels.tags), least=least)
    (folder / "steps.json").write_bytes(msgspec.json.format(msgspec.json.encode(settings)) + b"\n")
