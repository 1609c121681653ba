"""Who says what, by a network: a report's paragraphs → cues, and for each cue its source and its content.

A second encoder reads each paragraph once. Every word's state is joined with its place in the syntax; one layer marks
the cues, a second one reads all words again as seen from each cue (the path to it through the tree) and marks source
and content, decoded as spans that cannot cross; it also says how the source stands to the content.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import msgspec

from dateline.encode.attribution_choice import Choice, readings
from dateline.encode.attribution_features import CueRead, Ground, Reading
from dateline.encode.encoder import WEIGHTS, present, session, tokenizer
from dateline.encode.windows import Labels, Window, windows
from dateline.model.document import Document
from dateline.model.findings import Attribution
from dateline.model.span import Span
from dateline.model.vocabulary import Stance

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from spacy.tokens import Token
    from tokenizers import Tokenizer

CUE_LABELS = ("O", "B", "I")
PAIR_LABELS = ("O", "B-source", "I-source", "B-content", "I-content")
STANCES: tuple[Stance, ...] = get_args(Stance)
ARCS = 6  # features of a word as seen from a cue
UPS, DOWNS, PLACES = 6, 6, 22
_LIKELY = 0.3  # of a cue, or of a content, for an attribution to be told
_APART = UPS - 1  # another sentence
_EDGES = (1, 2, 3, 5, 8, 12, 18, 27, 40)
_BEFORE = tuple(1 + sum(far > e for e in _EDGES) for far in range(_EDGES[-1] + 2))
_AFTER = tuple(place + len(_EDGES) + 1 for place in _BEFORE)


def arcs(window: Window, document: Document, cue: Sequence[int], labels: Labels) -> list[tuple[int, ...]]:
    """Each word of `window` as seen from the cue at the places `cue` in it; (n, ARCS) numbers.

    In order: steps up from the cue's head to the nearest ancestor of both, the relation by which that ancestor holds
    the cue, the relation by which it holds the word, steps down to the word, distance in words, whether it is a cue
    word.
    """
    doc = document.syntax
    tokens = [doc[window.words[k]] for k in cue]
    inside = {t.i for t in tokens}
    head = next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[0])
    above: dict[int, tuple[int, int]] = {}  # ancestor → steps up, relation of the cue's side below it
    at, steps, relation = head, 0, 0
    while True:
        above[at.i] = (min(steps, UPS - 2), relation)
        if at.head.i == at.i:
            break
        relation, at, steps = labels.relations.get(at.dep_, 0), at.head, steps + 1
    known: dict[int, tuple[int, int, int, int]] = {}
    sentence = head.sent
    rows: list[tuple[int, ...]] = []
    for k, i in enumerate(window.words):
        here = sentence.start <= i < sentence.end
        path = _path(doc[i], above, known, labels) if here else (_APART, 0, 0, 0)
        rows.append((*path, _distance(k, cue[0], cue[-1]), int(k in cue)))
    return rows


def _path(
    token: Token, above: dict[int, tuple[int, int]], known: dict[int, tuple[int, int, int, int]], labels: Labels
) -> tuple[int, int, int, int]:
    chain = []
    at = token
    while at.i not in above and at.i not in known:
        chain.append(at)
        at = at.head
    path = known[at.i] if at.i in known else (*above[at.i], 0, 0)
    for below in reversed(chain):
        ups, cue_side, side, downs = path
        path = (ups, cue_side, side if downs else labels.relations.get(below.dep_, 0), min(downs + 1, DOWNS - 1))
        known[below.i] = path
    return path


def _distance(k: int, first: int, last: int) -> int:
    if first <= k <= last:
        return 0
    return _BEFORE[min(first - k, _EDGES[-1] + 1)] if k < first else _AFTER[min(k - last, _EDGES[-1] + 1)]


class Attributor:
    """Loaded once; the same paragraph gives the same spans, whatever stands beside it."""

    def __init__(
        self,
        words: InferenceSession,
        pairs: InferenceSession,
        tokenizer: Tokenizer,
        settings: Settings,
        folder: Path,
    ) -> None:
        """Use `Attributor.open`."""
        import numpy as np

        self.words = words
        self.pairs = pairs
        self.tokenizer = tokenizer
        self.settings = settings
        self.folder = folder
        self.labels = Labels.of(settings.relations, settings.tags)
        self.moves, self.starts = np.array(settings.moves), np.array(settings.starts)

    @classmethod
    def open(cls, folder: Path | None = None) -> Attributor:
        """The shipped weights, or those in `folder` (`attribution*.onnx`, `attribution.json`, `tokenizer.json`).

        Raises UsageError where a file is missing.
        """
        return _opened(folder or WEIGHTS)

    def attributions(self, document: Document) -> tuple[Attribution, ...]:
        """All attributions of `document`, in the order of their cues."""
        read = [(w, Ground.of(document.syntax, w.words, w.syntax), c) for w, c in self.cues(document) if c]
        chosen = iter(self.choice.chosen([(ground, cues) for _, ground, cues in read]))
        found: list[Attribution] = []
        for window, _, cues in read:
            for cue, best in zip(cues, chosen, strict=False):
                if best is not None and max(cue.chance, best[1]) >= _LIKELY:
                    found.append(self._attribution(document, window, cue, *best))
        return tuple(found)

    @functools.cached_property
    def choice(self) -> Choice:
        """What chooses among the readings of a cue."""
        return Choice.open(self.folder)

    def cues(self, document: Document) -> list[tuple[Window, list[CueRead]]]:
        """The windows of `document` with the cues in them, each with its readings."""
        seen = [(w, self._seen(w, document)) for w in windows(document, self.tokenizer, self.labels)]
        cues = [cue for _, some in seen for cue in some]
        found = iter(readings([c.logits for c in cues], self.moves, self.starts, [(c.first, c.last) for c in cues]))
        return [(w, [cue._replace(readings=next(found)) for cue in some]) for w, some in seen]

    def _seen(self, window: Window, document: Document) -> list[CueRead]:
        import numpy as np

        joined, cue_logits = self.words.run(
            None,
            {
                "ids": np.array([window.ids], dtype=np.int64),
                "first": np.array([window.first], dtype=np.int64),
                "syntax": np.array([window.syntax], dtype=np.int64),
            },
        )
        cues = list(cues_in(_softmax(cue_logits[0]), self.settings.least))
        if not cues:
            return []
        at = np.zeros((len(cues), len(window.words)), dtype=np.float32)
        for row, (places, _) in enumerate(cues):
            at[row, places] = 1.0 / len(places)
        seen = np.array([arcs(window, document, places, self.labels) for places, _ in cues], dtype=np.int64)
        logits, stances = self.pairs.run(None, {"words": joined, "cue": at, "arcs": seen})
        told = zip(cues, logits, _softmax(stances), strict=True)
        return [CueRead(places[0], places[-1], chance, row, stand) for (places, chance), row, stand in told]

    def _attribution(
        self, document: Document, window: Window, cue: CueRead, reading: Reading, certainty: float
    ) -> Attribution:
        stance = int(cue.stances.argmax())
        return Attribution(
            self.span(document, window, (cue.first, cue.last)),
            self.span(document, window, reading.source) if reading.source else None,
            self.content(document, window, reading),
            round(cue.chance, 3),
            STANCES[stance],
            round(float(cue.stances[stance]), 3),
            round(certainty, 3),
        )

    @classmethod
    def content(cls, document: Document, window: Window, reading: Reading) -> tuple[Span, ...]:
        """The content's parts; a quotation that the window's end cuts off runs on to its closing mark."""
        *parts, last = (cls.span(document, window, run) for run in reading.content)
        if reading.content[-1][1] == len(window.words) - 1:
            cut = (q.outer for q in document.quotations if q.closed and q.outer.start < last.end < q.outer.end)
            last = Span(last.start, max((q.end for q in cut), default=last.end))
        return *parts, last

    @staticmethod
    def span(document: Document, window: Window, run: tuple[int, int]) -> Span:
        """From the first to the last of these places in `window`."""
        first, last = document.syntax[window.words[run[0]]], document.syntax[window.words[run[1]]]
        return Span(first.idx, last.idx + len(last))


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was trained beside the weights: names of the syntax's labels, the chain of labels, the least probability."""

    relations: tuple[str, ...]
    tags: tuple[str, ...]
    moves: tuple[tuple[float, ...], ...]
    starts: tuple[float, ...]
    least: float


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    raised = np.exp(logits - logits.max(-1, keepdims=True))
    shares: NDArray[np.float32] = raised / raised.sum(-1, keepdims=True)
    return shares


def cues_in(chances: NDArray[np.float32], least: float) -> Iterator[tuple[list[int], float]]:
    """Places of each cue's words and its probability; a cue begins where that is likelier than `least`."""
    k = 0
    while k < len(chances):
        if chances[k, 1] < least:
            k += 1
            continue
        places = [k]
        k += 1
        while k < len(chances) and chances[k, 2] > max(chances[k, 0], chances[k, 1]):
            places.append(k)
            k += 1
        yield places, float(chances[places[0], 1])


def best_path(scores: NDArray[np.float32], moves: NDArray[np.float64], starts: NDArray[np.float64]) -> list[int]:
    """The likeliest labels of a row of words (Viterbi)."""
    total = scores[0] + starts
    came_from = []
    for row in scores[1:]:
        ways = total[:, None] + moves
        came_from.append(ways.argmax(0))
        total = ways.max(0) + row
    path = [int(total.argmax())]
    for back in reversed(came_from):
        path.append(int(back[path[-1]]))
    return path[::-1]


def runs_of(marked: Sequence[int], begins: int, cue: Sequence[int]) -> list[tuple[int, int]]:
    """First and last place of each stretch that begins with the label `begins`; cue words belong to none."""
    runs: list[tuple[int, int]] = []
    open_run = False
    for k, label in enumerate(marked):
        if k in cue or label not in (begins, begins + 1):
            open_run = False
        elif label == begins or not open_run:
            runs.append((k, k))
            open_run = True
        else:
            runs[-1] = (runs[-1][0], k)
    return runs


@functools.lru_cache(maxsize=2)
def _opened(folder: Path) -> Attributor:
    settings = folder / "attribution.json"
    words, pairs = session(folder / "attribution.onnx"), session(folder / "attribution_pairs.onnx")
    decoded = msgspec.json.decode(present(settings).read_bytes(), type=Settings)
    return Attributor(words, pairs, tokenizer(folder), decoded, folder)
