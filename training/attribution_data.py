"""PolNeAR's train part as training input: windows of each text with the attributions that lie in them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from benchmarks.attribution import gold_relations, read_text
from tokenizers import Tokenizer

from dateline.encode.attribution import Labels, Window, arcs, windows
from dateline.model import Document, Report, Span
from dateline.parse import Parser

CORPUS = Path("..") / "shared" / "corpora" / "attribution"


@dataclasses.dataclass
class Pair:
    """One cue with the labels of all words as seen from it: its places in the window, arcs (n, ARCS), labels (n,)."""

    cue: tuple[int, ...]
    arcs: np.ndarray
    labels: np.ndarray


@dataclasses.dataclass
class Example:
    """A window with its cue labels (n,) and its pairs."""

    window: Window
    cues: np.ndarray
    pairs: list[Pair]


def labels_of(parser: Parser) -> Labels:
    """All relations and tags that the syntax can give."""
    return Labels.of(parser.nlp.get_pipe("parser").labels, parser.nlp.get_pipe("tagger").labels)


def documents(part: str, parser: Parser) -> Iterable[tuple[Document, list[tuple[tuple[Span, ...], ...]]]]:
    """Each text of `part` parsed, with its gold relations; of a doubly annotated text the first annotation."""
    folder = CORPUS / part
    paths = sorted((folder / "text").glob("*.txt"))
    reports = [Report(id=p.stem, text=read_text(p)) for p in paths]
    for path, document in zip(paths, parser.parse_all(reports), strict=True):
        yield document, gold_relations(folder / "attributions", path.stem)


def examples(
    document: Document, relations: Sequence[tuple[tuple[Span, ...], ...]], tokenizer: Tokenizer, labels: Labels
) -> list[Example]:
    """The windows of a document with what the relations say of their words."""
    out = []
    for window in windows(document, tokenizer, labels):
        spans = [_span(document, i) for i in window.words]
        cues = np.zeros(len(spans), dtype=np.int64)
        pairs = []
        for source, cue, content in relations:
            places = _inside(spans, cue)
            if not places or len(cue) != 1:
                continue
            cues[places] = 2
            cues[places[0]] = 1
            marked = np.zeros(len(spans), dtype=np.int64)
            for kind, parts in ((3, content), (1, source)):
                for part in parts:
                    held = [k for k in _inside(spans, (part,)) if k not in places]
                    marked[held] = kind + 1
                    if held:
                        marked[held[0]] = kind
            seen = np.array(arcs(window, document, places, labels), dtype=np.int64)
            pairs.append(Pair(tuple(places), seen, marked))
        out.append(Example(window, cues, pairs))
    return out


def _span(document: Document, i: int) -> Span:
    token = document.syntax[i]
    return Span(token.idx, token.idx + len(token))


def _inside(spans: Sequence[Span], parts: Sequence[Span]) -> list[int]:
    return [k for k, s in enumerate(spans) if any(s.overlaps(p) for p in parts)]
