"""A report after parsing: the same text with sentences, syntax, paragraphs and quotations."""

from __future__ import annotations

import dataclasses
from functools import cached_property
from typing import TYPE_CHECKING

from dateline.model.report import Report
from dateline.model.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as SyntaxSpan


@dataclasses.dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks; `outer` includes the marks, `inner` does not.

    `level` is 0 for an outermost quotation. `continues` is the index (in `Document.quotations`) of the quotation
    that this one carries on in a new paragraph, None otherwise. `closed` is False where the closing mark is missing
    (it is, by convention, before a continued paragraph).
    """

    outer: Span
    inner: Span
    level: int = 0
    closed: bool = True
    continues: int | None = None


@dataclasses.dataclass(frozen=True)
class Document:
    """What every extractor reads; `syntax` is spaCy's Doc over exactly `report.text`, so offsets are the same.

    Its tokens are the text's, but that the words of a title "In Title Case" have small letters, as in a sentence.
    Sentences never run over a paragraph's end, nor from the title into the body.
    """

    report: Report
    syntax: Doc
    paragraphs: tuple[Span, ...]
    quotations: tuple[Quotation, ...] = ()

    @property
    def text(self) -> str:
        """The report's text, which all spans point into."""
        return self.report.text

    @cached_property
    def sentences(self) -> tuple[SyntaxSpan, ...]:
        """The sentences in order, as spaCy spans."""
        return tuple(s for s in self.syntax.sents if s.text.strip())

    @cached_property
    def body(self) -> tuple[SyntaxSpan, ...]:
        """The sentences behind the headline."""
        title = self.report.title_span
        return tuple(s for s in self.sentences if title is None or s.start_char >= title.end)

    def quoted(self, span: Span) -> bool:
        """Whether `span` lies wholly inside a quotation."""
        return any(q.outer.covers(span) for q in self.quotations)

    def paragraph_of(self, offset: int) -> int:
        """The index of the paragraph that `offset` falls into (the last one that starts at or before it)."""
        found = 0
        for i, p in enumerate(self.paragraphs):
            if p.start <= offset:
                found = i
        return found
