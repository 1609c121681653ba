"""Which sentences are headlines: their present tense tells what has happened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.model.document import Document

if TYPE_CHECKING:
    from spacy.tokens import Token

_STOP = re.compile(r"[a-z0-9)\]\"\u201d]\. ")
_ENDS = (".", "!", "?", "\u2026", ":", ";", ",")
_MARKS = "\"'\u201d\u2019)"


class Headlines:
    """The title of a report, and each paragraph of its that is one sentence without a full stop."""

    def __init__(self, document: Document) -> None:
        """Find them once for a report."""
        title = document.report.title_span
        self._title_end = title.end if title else 0
        self._alone = {(p.start, p.end) for p in document.paragraphs if self._unstopped(document, p.start, p.end)}
        self._document = document

    def holds(self, token: Token) -> bool:
        """Whether a token stands in a headline."""
        if token.idx < self._title_end:
            return True
        return any(start <= token.idx < end for start, end in self._alone)

    @staticmethod
    def _unstopped(document: Document, start: int, end: int) -> bool:
        words = document.text[start:end].strip()
        stopped = words.rstrip(_MARKS).endswith(_ENDS) or words.endswith(_ENDS)
        return bool(words) and not stopped and "\n" not in words and not _STOP.search(words) and len(words) < 160
