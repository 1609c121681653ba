"""Plain text → Report: the title is found, header lines and dateline are read, the rest is the story."""

from __future__ import annotations

import re

from dateline.errors import SourceError
from dateline.model import Report
from dateline.read.body import Given, build_report, too_long
from dateline.read.dateline import read_dateline
from dateline.read.header import Header, read_header_line
from dateline.read.knowledge import Knowledge, load_knowledge
from dateline.read.layout import split_paragraphs, tidy
from dateline.read.options import ReadOptions

_LONGEST_TITLE = 250
_FULL_STOP = re.compile(r"[.][\"”’')\]]*$")
_ABBREVIATION = re.compile(r"(?:(?:^|[\s(“\"‘'])(?:[A-Z]\.)+|\b(?:Inc|Corp|Ltd|Jr|Sr|No|Co|St|vs|etc)\.)[\"”’')\]]*$")
_TITLE_LABEL = re.compile(r"(?:title|headline)\s*:\s*(?=\S)", re.IGNORECASE)


def report_from_text(
    text: str,
    *,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    options: ReadOptions | None = None,
) -> Report:
    """The report that a string holds; without `title` the title is looked for in the text.

    Raises SourceError (source "text") where it cannot be read. `options.published` is the day of publication.
    """
    given = Given("text", title=title, url=url, header=Header(publisher=publisher))
    return read_text(text, given, options or ReadOptions())


def read_text(text: str, given: Given, options: ReadOptions) -> Report:
    """The report in `text`; raises SourceError that names `given.source` where it cannot be read."""
    known = load_knowledge(options.kinds)
    if len(text) > options.max_chars:
        raise too_long(given.source, f"{len(text):,} characters", options)
    if not text.strip():
        raise SourceError(given.source, "is empty", "give a report with a title and a body")
    if "\x00" in text:
        raise SourceError(given.source, "holds binary data", "give plain text, HTML or JSON Lines")
    paragraphs = split_paragraphs(text, lambda line: read_header_line(line, known) is not None)
    if given.title is None:
        title, paragraphs = split_title(paragraphs, known)
        given = Given(given.source, title, given.id, given.url, given.header)
    return build_report(given, paragraphs, known, options)


def split_title(paragraphs: list[str], known: Knowledge) -> tuple[str | None, list[str]]:
    """The title among the first of `paragraphs` (None where there is none) and all others in their order."""
    for index, line in enumerate(paragraphs[:6]):
        if known.furniture(line) or read_header_line(line, known) is not None:
            continue
        if _is_title(line, paragraphs[index + 1 :], known):
            return tidy(_TITLE_LABEL.sub("", line)), paragraphs[:index] + paragraphs[index + 1 :]
        return None, paragraphs
    return None, paragraphs


def _is_title(line: str, rest: list[str], known: Knowledge) -> bool:
    if not rest or len(line) > _LONGEST_TITLE or not any(c.isalpha() for c in line):
        return False
    if _FULL_STOP.search(line) and not _ABBREVIATION.search(line):
        return False
    found = read_dateline(line, known)
    # "KYIV: A CITY WAITS" may be a title; "SEOUL: The government …" without a full stop and with a story after it too.
    return found is None or not (found.header.agency or found.header.publisher)
