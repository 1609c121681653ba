"""A report cut into windows that a network reads: pieces of words, and each word's place in the syntax."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from dateline.encode.marks import CLS, SEP
from dateline.model.document import Document

if TYPE_CHECKING:
    from spacy.tokens import Span as SyntaxSpan
    from spacy.tokens import Token
    from tokenizers import Tokenizer

LONGEST = 160  # pieces of words that one pass reads

# A sentence: its words, their pieces, and the word that each piece is of.
_Part = tuple[list["Token"], list[int], list[int | None]]


@dataclasses.dataclass(frozen=True, slots=True)
class Window:
    """Some sentences of a report: `words` are token indices in the document, the rest is the network's input.

    `ids` are pieces of words with the two ends; `first` gives each word's first piece; `syntax` (n, 3) its relation,
    tag and place in a quotation.
    """

    words: tuple[int, ...]
    ids: tuple[int, ...]
    first: tuple[int, ...]
    syntax: tuple[tuple[int, int, int], ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Labels:
    """The names of relations and tags of the syntax that the network was trained with, by their numbers (0: others)."""

    relations: dict[str, int]
    tags: dict[str, int]

    @classmethod
    def of(cls, relations: Sequence[str], tags: Sequence[str]) -> Labels:
        """Numbers from 1 on, in the given order."""
        return cls({r: i for i, r in enumerate(relations, 1)}, {t: i for i, t in enumerate(tags, 1)})


def windows(document: Document, pieces_of: Tokenizer, labels: Labels) -> Iterator[Window]:
    """The document cut into windows, in order: whole sentences of one paragraph, at most `LONGEST` pieces."""
    quoted = _quoted(document)
    pending: list[_Part] = []
    size, paragraph = 2, -1
    for sentence in document.sentences:
        part = _part(sentence, pieces_of)
        at = document.paragraph_of(sentence.start_char)
        if pending and (at != paragraph or size + len(part[1]) > LONGEST):
            yield _window(pending, quoted, labels)
            pending, size = [], 2
        pending.append(part)
        size += len(part[1])
        paragraph = at
    if pending:
        yield _window(pending, quoted, labels)


def _window(parts: Sequence[_Part], quoted: dict[int, int], labels: Labels) -> Window:
    words: list[int] = []
    ids, first = [CLS], []
    syntax: list[tuple[int, int, int]] = []
    for tokens, pieces, owners in parts:
        begin: dict[int | None, int] = {}
        for k, owner in enumerate(owners):
            begin.setdefault(owner, k)
        for k, token in enumerate(tokens):
            place = len(ids) + begin.get(k, 0)
            if place >= LONGEST - 1:
                break
            words.append(token.i)
            first.append(place)
            relation = labels.relations.get(token.dep_, 0)
            syntax.append((relation, labels.tags.get(token.tag_, 0), quoted.get(token.i, 0)))
        ids += pieces
    return Window(tuple(words), (*ids[: LONGEST - 1], SEP), tuple(first), tuple(syntax))


def _quoted(document: Document) -> dict[int, int]:
    """1 for a token inside a quotation, 2 for its opening mark, 3 for its closing one."""
    found: dict[int, int] = {}
    for quotation in document.quotations:
        words = document.syntax.char_span(*quotation.outer, alignment_mode="expand")
        if words is None:
            continue
        for token in words:
            found[token.i] = 1
        found[words.start] = 2
        if quotation.closed:
            found[words.end - 1] = 3
    return found


def stretches(
    document: Document, pieces_of: Tokenizer, labels: Labels, chosen: Collection[int]
) -> Iterator[tuple[Window, int]]:
    """Windows over the chosen sentences (by their index) and the one before each; paragraphs may run on.

    With each window comes the first token that no window before has read as more than the sentence before.
    """
    quoted = _quoted(document)
    pending: list[_Part] = []
    size, fresh, last = 2, -1, -1
    for k in sorted(chosen):
        part = _part(document.sentences[k], pieces_of)
        if pending and (k != last + 1 or size + len(part[1]) > LONGEST):
            yield _window(pending, quoted, labels), fresh
            pending, size = [], 2
        if not pending:
            before = _part(document.sentences[k - 1], pieces_of) if k else None
            if before is not None and len(before[1]) + len(part[1]) + 2 <= LONGEST:
                pending, size = [before], 2 + len(before[1])
            fresh = document.sentences[k].start
        pending.append(part)
        size += len(part[1])
        last = k
    if pending:
        yield _window(pending, quoted, labels), fresh


def _part(sentence: SyntaxSpan, pieces_of: Tokenizer) -> _Part:
    words = [t for t in sentence if not t.is_space]
    pieces = pieces_of.encode([t.text for t in words], is_pretokenized=True, add_special_tokens=False)
    return words, pieces.ids, pieces.word_ids
