"""A news item as published."""

from __future__ import annotations

import datetime as dt
import hashlib

import msgspec

from dateline.model.span import Span


class Dateline(msgspec.Struct, frozen=True):
    """The words before the first sentence that say where the report was filed ("SEOUL:", "WASHINGTON (Reuters) -")."""

    text: str
    place: str | None = None


class Report(msgspec.Struct, frozen=True):
    """One news item: `text` is the title, a blank line, then body paragraphs separated by blank lines.

    `published` is ISO 8601, with an offset where the report has one, or None; nothing is filled in.
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    agency: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    published: str | None = None
    dateline: Dateline | None = None
    language: str = "en"

    @property
    def day(self) -> dt.date | None:
        """The calendar day of publication as the report itself gives it (no time zone is invented)."""
        return dt.date.fromisoformat(self.published[:10]) if self.published else None

    @property
    def title_span(self) -> Span | None:
        """Where the title stands in `text`, None for a report without one."""
        return Span(0, len(self.title)) if self.title and self.text.startswith(self.title) else None


def report_id(text: str, publisher: str | None, published: str | None) -> str:
    """A stable id from content: the same words by the same publisher on the same day get the same id."""
    key = "\x1f".join((text, publisher or "", (published or "")[:10]))
    return "r-" + hashlib.sha256(key.encode()).hexdigest()[:12]
