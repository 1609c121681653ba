"""Steps of agreements, by a network: which words carry one, in what state, whose it is, of what, and when.

A third encoder reads the sentences in which agreements are spoken of and the one before each. Every word's state is
joined with its place in the syntax; one layer names the step that the word carries (or none), others its state and the
organ that acts, and each word is scored as the step's actor, agreement or time.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import msgspec

from dateline.encode.encoder import WEIGHTS, present, session, tokenizer
from dateline.encode.windows import Labels, Window, stretches
from dateline.model.document import Document
from dateline.model.findings import StepReading
from dateline.model.vocabulary import Organ, Step, StepState

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

STEPS: tuple[Step, ...] = get_args(Step)
STATES: tuple[StepState, ...] = ("done", "planned", "conditional", "denied", "failed")
ORGANS: tuple[Organ, ...] = get_args(Organ)
BODIES = ("nobody named", *ORGANS, "voters")
# What a word can be to a step; of an agreement and a time there is one at most.
ROLES = ("by", "of", "when")
LEAST_ACTOR = 0.5
# Sentences after one that names an agreement in which "it" may still be told of.
_AFTER = 2


class StepReader:
    """Loaded once; the same sentences give the same steps."""

    def __init__(self, network: InferenceSession, tokenizer: Tokenizer, settings: Settings) -> None:
        """Use `StepReader.open`."""
        self.network = network
        self.tokenizer = tokenizer
        self.settings = settings
        self.labels = Labels.of(settings.relations, settings.tags)

    @classmethod
    def open(cls, folder: Path | None = None) -> StepReader:
        """The shipped weights, or those in `folder` (`steps.onnx`, `steps.json`, `tokenizer.json`).

        Raises UsageError where a file is missing.
        """
        return _opened(folder or WEIGHTS)

    def steps(self, document: Document, agreements: Collection[int]) -> tuple[StepReading, ...]:
        """The steps told in the sentences that hold one of the tokens `agreements` and in those right after them."""
        chosen = _sentences_near(document, agreements)
        found: list[StepReading] = []
        for window, fresh in stretches(document, self.tokenizer, self.labels, chosen):
            found += (r for r in self._read(window) if r.head >= fresh)
        return tuple(found)

    def _read(self, window: Window) -> Iterator[StepReading]:
        import numpy as np

        steps, states, organs, roles = self.network.run(
            None,
            {
                "ids": np.array([window.ids], dtype=np.int64),
                "first": np.array([window.first], dtype=np.int64),
                "syntax": np.array([window.syntax], dtype=np.int64),
            },
        )
        chances = _softmax(steps[0])
        for k in np.flatnonzero(1 - chances[:, 0] >= self.settings.least).tolist():
            best = int(chances[k, 1:].argmax())
            state, organ = _softmax(states[0, k]), _softmax(organs[0, k])
            by = roles[0, 0, k, 1:]
            actors = np.flatnonzero(by > np.log(LEAST_ACTOR / (1 - LEAST_ACTOR))).tolist()
            one = {role: int(roles[0, n, k].argmax()) for n, role in enumerate(ROLES)}
            body = int(organ.argmax())
            yield StepReading(
                head=window.words[k],
                step=STEPS[best],
                chance=round(float(1 - chances[k, 0]), 3),
                certainty=round(float(chances[k, best + 1]), 3),
                state=STATES[int(state.argmax())],
                state_certainty=round(float(state.max()), 3),
                organ=ORGANS[body - 1] if 0 < body <= len(ORGANS) else None,
                by=tuple(window.words[i] for i in actors),
                agreement=window.words[one["of"] - 1] if one["of"] else None,
                when=window.words[one["when"] - 1] if one["when"] else None,
            )


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was trained beside the weights: names of the syntax's labels; the least probability of a word to be told."""

    relations: tuple[str, ...]
    tags: tuple[str, ...]
    least: float


def _sentences_near(document: Document, tokens: Collection[int]) -> list[int]:
    if not tokens:
        return []
    named = sorted(tokens)
    chosen: list[int] = []
    left, at = 0, 0
    for k, sentence in enumerate(document.sentences):
        while at < len(named) and named[at] < sentence.end:
            left = _AFTER + 1
            at += 1
        if left:
            chosen.append(k)
            left -= 1
    return chosen


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    raised = np.exp(logits - logits.max(-1, keepdims=True))
    shares: NDArray[np.float32] = raised / raised.sum(-1, keepdims=True)
    return shares


@functools.lru_cache(maxsize=2)
def _opened(folder: Path) -> StepReader:
    decoded = msgspec.json.decode(present(folder / "steps.json").read_bytes(), type=Settings)
    return StepReader(session(folder / "steps.onnx"), tokenizer(folder), decoded)
