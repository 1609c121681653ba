"""What the attribution networks learn from: windows of texts, with what is known of their words and of their cues."""

from __future__ import annotations

import dataclasses
import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

import numpy as np
import yaml
from benchmarks.attribution import Relation, gold_relations, read_text
from numpy.typing import NDArray
from tokenizers import Tokenizer

from dateline.encode.attribution import CUE_LABELS, STANCES, arcs
from dateline.encode.windows import Labels, Window, windows
from dateline.extract.claims import find_claims
from dateline.kinds.cues import load_cues
from dateline.model import Document, Report, Span
from dateline.parse import Parser
from training import recipe
from training.corpora import CORPORA, DATA

CASES = Path(__file__).parents[1] / "tests" / "cases"
SMOOTHING = 0.05
SHORTEST = 4  # words of a window that is worth reading
LONGEST_REPORT = 9000  # characters
RULES_WEIGHT = 0.5  # of a stance that the rules found, where one of our own sentences has 1
STATING_KEPT = 0.3  # of the windows where all sources only state what they say


@dataclasses.dataclass
class Pair:
    """A cue: its places in the window, the window's words as seen from it (n, ARCS), and what is known of it.

    `labels` (n,) count `weight`; `stance` (len(STANCES),) are probabilities times their weight. None: not known.
    """

    cue: tuple[int, ...]
    arcs: NDArray[np.uint8]
    labels: NDArray[np.uint8] | None = None
    weight: float = 1.0
    stance: NDArray[np.float32] | None = None


@dataclasses.dataclass
class Example:
    """A window with the probabilities of its words' cue labels (n, 3), None where they are not known, and its pairs."""

    window: Window
    cues: NDArray[np.float32] | None
    pairs: list[Pair]


@dataclasses.dataclass(frozen=True)
class Reader:
    """Text → windows, as the product cuts them."""

    parser: Parser
    pieces: Tokenizer
    labels: Labels

    @classmethod
    def open(cls) -> Self:
        """With all relations and tags that the syntax can give."""
        parser = Parser()
        relations, tags = (parser.nlp.get_pipe(pipe).labels for pipe in ("parser", "tagger"))
        return cls(parser, recipe.tokenizer(), Labels.of(relations, tags))

    def documents(self, texts: Iterable[str]) -> Iterator[Document]:
        """The texts parsed, in order."""
        return self.parser.parse_all([Report(id=str(k), text=text) for k, text in enumerate(texts)])

    def windows(self, document: Document) -> list[Window]:
        """All windows of the document but the shortest."""
        return [w for w in windows(document, self.pieces, self.labels) if len(w.words) >= SHORTEST]

    def arcs(self, document: Document, window: Window, cue: Sequence[int]) -> NDArray[np.uint8]:
        """The window's words as seen from the cue at these places in it."""
        return np.array(arcs(window, document, cue, self.labels), dtype=np.uint8)


def polnear(reader: Reader, part: str, first: int | None = None) -> Iterator[tuple[Document, list[Example]]]:
    """The (`first` so many) texts of a part of PolNeAR with their windows; of two annotations of a text the first."""
    folder = CORPORA / "attribution" / part
    paths = sorted((folder / "text").glob("*.txt"))[:first]
    for path, document in zip(paths, reader.documents(read_text(p) for p in paths), strict=True):
        gold = gold_relations(folder / "attributions", path.stem)
        yield document, [_annotated(reader, document, window, gold) for window in reader.windows(document)]


def _annotated(reader: Reader, document: Document, window: Window, relations: Sequence[Relation]) -> Example:
    """A window with what the relations say of its words."""
    spans = _spans(document, window)
    cues = np.zeros(len(spans), dtype=np.uint8)
    pairs = []
    for source, cue, content in relations:
        places = _inside(spans, cue)
        if not places or len(cue) != 1:
            continue
        cues[places] = 2
        cues[places[0]] = 1
        marked = np.zeros(len(spans), dtype=np.uint8)
        for kind, parts in ((3, content), (1, source)):
            for part in parts:
                held = [k for k in _inside(spans, (part,)) if k not in places]
                marked[held] = kind + 1
                if held:
                    marked[held[0]] = kind
        pairs.append(Pair(tuple(places), reader.arcs(document, window, places), marked))
    return Example(window, _smoothed(cues, len(CUE_LABELS)), pairs)


def own_stances(reader: Reader) -> list[Example]:
    """Our own sentences: each with one cue and its stance."""
    sentences = [*_training_sentences(), *_case_sentences()]
    found = []
    for (stance, _, cue), document in zip(sentences, reader.documents(text for _, text, _ in sentences), strict=True):
        for window in reader.windows(document):
            places = _inside(_spans(document, window), (cue,))
            if places:
                found.append(Example(window, None, [_stance(places, reader.arcs(document, window, places), stance)]))
                break
    return found


def _training_sentences() -> Iterator[tuple[str, str, Span]]:
    """Stance, sentence and cue from the lines of `stance<TAB>sentence`, with `<c>` marks, in `data/stances*.tsv`."""
    for path in sorted(DATA.glob("stances*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            stance, marked = line.split("\t")
            before, cue, after = re.split(r"</?c>", marked)
            yield stance, before + cue + after, Span(len(before), len(before) + len(cue))


def _case_sentences() -> Iterator[tuple[str, str, Span]]:
    """The same from the sentences that the rules were developed on; those of `stances_own.yaml` name no cue."""
    for name in ("stances_develop.yaml", "stances_last_look.yaml"):
        for case in yaml.safe_load((CASES / name).read_text(encoding="utf-8")):
            found = re.search(rf"(?<!\w){re.escape(case['cue'])}", case["text"])
            if found and case["stance"] in STANCES:
                yield case["stance"], case["text"], Span(*found.span())


def rules_stances(reader: Reader, texts: Sequence[str], seed: int = 1) -> list[Example]:
    """The stances that the rules give to the cues of news reports; of windows where all only state, some."""
    cues, rng = load_cues(), random.Random(seed)
    found = []
    for document in reader.documents(texts):
        claims = [(c.cue, c.stance) for c in find_claims(document, cues) if c.cue is not None]
        for window in reader.windows(document):
            spans = _spans(document, window)
            here = [(places, stance) for cue, stance in claims if (places := _inside(spans, (cue,)))]
            if any(stance != "states" for _, stance in here) or (here and rng.random() < STATING_KEPT):
                pairs = [_stance(p, reader.arcs(document, window, p), stance, RULES_WEIGHT) for p, stance in here]
                found.append(Example(window, None, pairs))
    return found


def _stance(places: Sequence[int], seen: NDArray[np.uint8], stance: str, weight: float = 1.0) -> Pair:
    known = _smoothed(np.array(STANCES.index(stance)), len(STANCES)) * np.float32(weight)
    return Pair(tuple(places), seen, stance=known)


def news(seed: int = 5) -> list[str]:
    """The unlabelled reports in random order, cut where they go on for long."""
    with gzip.open(CORPORA / "news" / "reports.jsonl.gz", "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"][:LONGEST_REPORT] for line in file]
    random.Random(seed).shuffle(texts)
    return texts


def _smoothed(labels: NDArray[np.integer], kinds: int) -> NDArray[np.float32]:
    """Each label as probabilities that leave a little to the others."""
    sure: NDArray[np.float32] = np.eye(kinds, dtype=np.float32)[labels]
    return sure * np.float32(1 - SMOOTHING) + np.float32(SMOOTHING / kinds)


def _spans(document: Document, window: Window) -> list[Span]:
    tokens = (document.syntax[i] for i in window.words)
    return [Span(t.idx, t.idx + len(t)) for t in tokens]


def _inside(spans: Sequence[Span], parts: Sequence[Span]) -> list[int]:
    return [k for k, s in enumerate(spans) if any(s.overlaps(p) for p in parts)]
