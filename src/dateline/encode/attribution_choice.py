"""Of the readings that the attribution network finds likely for a cue the one whose content is most probably exact.

The network's chain knows labels of neighbouring words only; whether a content ends where a clause does, leaves a clause
behind that hangs on it or runs into the next cue is seen once both its ends are there. A few hundred small decision
trees weigh that for each reading, beside the network's own scores.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from dateline.encode.attribution_features import FEATURES, STARRED, CueRead, Ground, Reading, Run, features
from dateline.encode.encoder import present, session
from dateline.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

_DEEP = 3  # paths that are followed to each label of a word
_PATHS = 8  # paths that are read in the end
MOST = 3  # readings of a cue that are weighed


def readings(
    logits: Sequence[NDArray[np.float32]], moves: NDArray[np.float64], starts: NDArray[np.float64], cues: Sequence[Run]
) -> list[list[Reading]]:
    """For each of the `cues` (its `logits`: (words, labels)) its likeliest contents with their sources, best first.

    Where the network sees no content there is no reading. The likeliest paths through the labels, several for each
    label that a word can have; all cues go one step together, the longest window first, so that short ones drop out.
    """
    import numpy as np

    if not logits:
        return []
    order = sorted(range(len(logits)), key=lambda k: -len(logits[k]))
    sizes = np.array([len(logits[k]) for k in order])
    size, kinds = logits[order[0]].shape
    rows = np.zeros((size, len(order), kinds))
    for row, k in enumerate(order):
        rows[: sizes[row], row] = logits[k]
    going = [int((sizes > k).sum()) for k in range(size)]
    total = np.full((len(order), kinds, _DEEP), -np.inf)
    total[:, :, 0] = rows[0] + starts
    into = np.repeat(moves, _DEEP, axis=0).T  # what each path pays on its way to each label
    own, label, worse = np.arange(len(order))[:, None, None], np.arange(kinds)[:, None], kinds * _DEEP - _DEEP
    came_from = np.empty((size, len(order), kinds * _DEEP), dtype=np.int64)
    for k in range(1, size):
        on = going[k]
        ways = total[:on].reshape(on, 1, -1) + into
        best = ways.argpartition(worse, axis=-1)[:, :, worse:]
        came_from[k, :on] = best.reshape(on, -1)
        total[:on] = ways[own[:on], label, best] + rows[k, :on, :, None]
    flat = total.reshape(len(order), -1)
    whole = np.logaddexp.reduce(flat, axis=1)
    at = np.argsort(-flat, axis=1)[:, :_PATHS]
    scores = np.take_along_axis(flat, at, axis=1) - whole[:, None]
    marked = np.zeros((size, *at.shape), dtype=np.int64)
    for k in range(size - 1, -1, -1):
        on = going[k]
        marked[k, :on] = at[:on]
        if k:
            at[:on] = came_from[k][own[:on, 0], at[:on]]
    paths = (marked // _DEEP).transpose(1, 2, 0)
    found: list[list[Reading]] = [[]] * len(order)
    for row, k in enumerate(order):
        found[k] = _told(paths[row, :, : sizes[row]].tolist(), scores[row].tolist(), cues[k])
    return found


def _told(paths: list[list[int]], scores: list[float], cue: Run) -> list[Reading]:
    best: dict[tuple[Run, ...], Reading] = {}
    for path, score in zip(paths, scores, strict=True):
        if score == -math.inf:
            break
        content = _runs(path, 3, cue)
        if content and content not in best:
            sources = _runs(path, 1, cue)
            near = min(sources, key=lambda s: min(abs(s[0] - cue[1]), abs(s[1] - cue[0])), default=None)
            best[content] = Reading(content, near, score)
            if len(best) == MOST:
                break
    return list(best.values())


def _runs(path: list[int], begins: int, cue: Run) -> tuple[Run, ...]:
    """First and last place of each stretch that begins with the label `begins`; cue words belong to none."""
    runs: list[Run] = []
    k, size = 0, len(path)
    while begins in path[k:]:
        first = path.index(begins, k)
        k = first + 1
        while k < size and path[k] == begins + 1:
            k += 1
        if first <= cue[1] and k > cue[0]:
            runs += [(a, b) for a, b in ((first, cue[0] - 1), (cue[1] + 1, k - 1)) if a <= b]
        else:
            runs.append((first, k - 1))
    return tuple(runs)


class Orders(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was trained beside the trees: for each feature with a star its codes' places on a scale, in that order."""

    features: tuple[str, ...]
    scales: tuple[tuple[int, ...], ...]


class Choice:
    """The trees, loaded once."""

    def __init__(self, trees: InferenceSession, orders: Orders) -> None:
        """Use `Choice.open`."""
        import numpy as np

        self.trees = trees
        self.scales = np.array(orders.scales, dtype=np.float32)
        self.starred = np.array(STARRED)
        self.rows = np.arange(len(STARRED))

    @classmethod
    def open(cls, folder: Path) -> Choice:
        """From `attribution_choice.onnx` and `.json` in `folder`; raises UsageError where one is missing."""
        orders = msgspec.json.decode(present(folder / "attribution_choice.json").read_bytes(), type=Orders)
        if orders.features != FEATURES:
            raise UsageError(f"{folder / 'attribution_choice.json'}: made for other features; train it anew")
        return cls(session(folder / "attribution_choice.onnx"), orders)

    def chosen(self, read: Sequence[tuple[Ground, Sequence[CueRead]]]) -> list[tuple[Reading, float] | None]:
        """Of all cues in turn the best reading and the probability that its content is exact; None: there is none."""
        import numpy as np

        rows = [features(ground, cues, k) for ground, cues in read for k in range(len(cues))]
        if not any(rows):
            return [None] * len(rows)
        table = np.array([row for some in rows for row in some], dtype=np.float32)
        table[:, self.starred] = self.scales[self.rows, table[:, self.starred].astype(np.int64)]
        chances = iter(self.trees.run(None, {"features": table})[0][:, 0].tolist())
        told = (cue.readings for _, cues in read for cue in cues)
        return [max(zip(some, chances, strict=False), key=lambda r: r[1], default=None) for some in told]
