"""The trees that choose among the attribution network's readings: PolNeAR's train part → `attribution_choice.*`.

They learn on texts that the network itself was trained on. It is only a little surer there than elsewhere, and what the
trees see beside its scores (where clauses end, what is left behind) is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import onnx
from benchmarks.attribution import gold_relations, read_text
from numpy.typing import NDArray
from onnx import TensorProto, helper
from sklearn.base import clone
from sklearn.ensemble import HistGradientBoostingClassifier

from dateline.encode.attribution import Attributor
from dateline.encode.attribution_choice import Orders
from dateline.encode.attribution_features import FEATURES, STARRED, Ground, features
from dateline.encode.encoder import WEIGHTS
from dateline.model import Document, Report, Span
from dateline.model.span import hull
from dateline.parse import Parser
from training.corpora import CORPORA

CODES = 64  # more than the syntax has relations or tags
PRIOR = 20  # examples that a code's rate is drawn towards the mean with


TREES = HistGradientBoostingClassifier(
    max_iter=400,
    learning_rate=0.03,
    max_leaf_nodes=31,
    min_samples_leaf=100,
    max_features=0.3,
    l2_regularization=5,
    early_stopping=False,
    random_state=1,
)


def train(folder: Path = WEIGHTS) -> None:
    """Learn from all of PolNeAR's train part and write `attribution_choice.onnx` and `.json` into `folder`."""
    rows, exact = examples(Attributor.open(folder), "train")
    print(f"{len(exact)} readings, {int(exact.sum())} exact", flush=True)
    scales = scales_of(rows, exact)
    trees = clone(TREES).fit(scaled(rows, scales), exact)
    (folder / "attribution_choice.onnx").write_bytes(exported(trees))
    orders = Orders(features=FEATURES, scales=tuple(tuple(s.tolist()) for s in scales))
    (folder / "attribution_choice.json").write_bytes(msgspec.json.encode(orders) + b"\n")


def examples(attributor: Attributor, part: str) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """What the trees see of each reading of each cue in a part of PolNeAR, and whether its content is exact."""
    rows: list[list[float]] = []
    exact: list[bool] = []
    where = CORPORA / "attribution" / part
    paths = sorted((where / "text").glob("*.txt"))
    reports = (Report(id=path.stem, text=read_text(path)) for path in paths)
    for path, document in zip(paths, Parser().parse_all(reports), strict=True):
        gold = gold_relations(where / "attributions", path.stem)
        for row, cue, content in _readings(attributor, document):
            rows.append(row)
            exact.append(any(content == theirs and cue.overlaps(hull(its)) for _, its, theirs in gold if its))
    return np.array(rows, dtype=np.float32), np.array(exact, dtype=np.uint8)


def _readings(attributor: Attributor, document: Document) -> Iterator[tuple[list[float], Span, tuple[Span, ...]]]:
    for window, cues in attributor.cues(document):
        ground = Ground.of(document.syntax, window.words, window.syntax)
        for k, cue in enumerate(cues):
            there = attributor.span(document, window, (cue.first, cue.last))
            for row, reading in zip(features(ground, cues, k), cue.readings, strict=True):
                yield row, there, attributor.content(document, window, reading)


def scales_of(rows: NDArray[np.float32], exact: NDArray[np.uint8]) -> NDArray[np.int64]:
    """For each feature that is a code its codes' ranks by how often a reading with them is exact."""
    scales = []
    for k in STARRED:
        codes = rows[:, k].astype(int)
        seen, right = np.bincount(codes, minlength=CODES), np.bincount(codes, weights=exact, minlength=CODES)
        scales.append(((right + PRIOR * exact.mean()) / (seen + PRIOR)).argsort().argsort())
    return np.array(scales)


def scaled(rows: NDArray[np.float32], scales: NDArray[np.int64]) -> NDArray[np.float32]:
    """The rows with ranks for codes."""
    rows = rows.copy()
    for k, scale in zip(STARRED, scales, strict=True):
        rows[:, k] = scale[rows[:, k].astype(int)]
    return rows


def exported(trees: HistGradientBoostingClassifier) -> bytes:
    """The trees as a graph: `features` (n, features) → `chances` (n, 1)."""
    columns: dict[str, list[float]] = {}

    def put(**values: float | str) -> None:
        for key, value in values.items():
            columns.setdefault(key, []).append(value)

    for tree, (predictor,) in enumerate(trees._predictors):
        for number, node in enumerate(predictor.nodes):
            leaf = bool(node["is_leaf"])
            put(
                nodes_treeids=tree, nodes_nodeids=number, nodes_featureids=int(node["feature_idx"]),
                nodes_values=float(node["num_threshold"]) if not leaf else 0.0,
                nodes_modes="LEAF" if leaf else "BRANCH_LEQ", nodes_truenodeids=int(node["left"]),
                nodes_falsenodeids=int(node["right"]),
            )  # fmt: skip
            if leaf:
                put(target_treeids=tree, target_nodeids=number, target_ids=0, target_weights=float(node["value"]))
    base = [float(trees._baseline_prediction[0, 0])]
    summed = helper.make_node(
        "TreeEnsembleRegressor", ["features"], ["sums"], domain="ai.onnx.ml", n_targets=1, base_values=base, **columns
    )
    graph = helper.make_graph(
        [summed, helper.make_node("Sigmoid", ["sums"], ["chances"])],
        "choice",
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, [None, len(FEATURES)])],
        [helper.make_tensor_value_info("chances", TensorProto.FLOAT, [None, 1])],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=8)
    onnx.checker.check_model(model)
    packed: bytes = model.SerializeToString()
    return packed
