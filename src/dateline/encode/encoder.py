"""The encoder: MiniLM fine-tuned for Dateline (`weights/CARD.md`), int8, one pass for all heads."""

from __future__ import annotations

import dataclasses
import functools
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.encode.marks import Tokens
from dateline.errors import UsageError

if TYPE_CHECKING:
    import numpy as np
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

WEIGHTS = Path(__file__).parent / "weights"


@dataclasses.dataclass(frozen=True, slots=True)
class Heads:
    """What the heads say of one sentence of n tokens: `type` has 15 logits, `event` and `fact` n values each."""

    type: np.ndarray
    relation: float
    acts: float
    event: np.ndarray
    fact: np.ndarray


class Encoder:
    """Loaded once (a quarter of a second); the same sentence gives the same numbers, whatever stands beside it."""

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer) -> None:
        """Use `Encoder.open`."""
        self.session = session
        self.tokenizer = tokenizer

    @classmethod
    def open(cls, folder: Path | None = None) -> Encoder:
        """The shipped weights, or those in `folder` (`encoder.onnx`, `tokenizer.json`); raises UsageError."""
        return _opened(folder or WEIGHTS)

    def run(self, item: Tokens) -> Heads:
        """All heads for one sentence.

        One sentence a pass: int8 scales are taken over all that is in a pass, so neighbours would change the numbers,
        and short sentences gain nothing from being padded to long ones.
        """
        import numpy as np

        ids = np.array([item.ids], dtype=np.int64)
        roles = np.array([item.roles], dtype=np.int64)
        kind, relation, acts, event, fact = self.session.run(None, {"ids": ids, "roles": roles})
        return Heads(kind[0], float(relation[0]), float(acts[0]), event[0], fact[0])


@functools.lru_cache(maxsize=2)
def _opened(folder: Path) -> Encoder:
    return Encoder(session(folder / "encoder.onnx"), tokenizer(folder))


def session(path: Path) -> InferenceSession:
    """A network ready to run on one thread of the processor; raises UsageError where the file is missing."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(present(path)), options, providers=["CPUExecutionProvider"])


def tokenizer(folder: Path) -> Tokenizer:
    """The pieces of words that the networks in `folder` know; raises UsageError where the file is missing."""
    from tokenizers import Tokenizer

    loaded = Tokenizer.from_file(str(present(folder / "tokenizer.json")))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


def present(path: Path) -> Path:
    """`path`, if there is such a file; raises UsageError otherwise."""
    if not path.is_file():
        raise UsageError(
            f"{path}: the encoder's file is not there; install Dateline again, or train it (training/README.md)"
        )
    return path
