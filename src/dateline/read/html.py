"""HTML → Report: trafilatura finds the article and its metadata; nothing is scraped here."""

from __future__ import annotations

import datetime as dt
import re

from dateline.errors import SourceError
from dateline.model import Report
from dateline.read.body import Given, build_report, check_sentences
from dateline.read.header import Header, read_byline
from dateline.read.knowledge import Knowledge, load_knowledge
from dateline.read.layout import split_paragraphs
from dateline.read.options import ReadOptions

_ADVICE = "give the page of one article, or its text as .txt"
_BULLET = re.compile(r"^- ", re.MULTILINE)
# extensive_search would take any year on the page (a copyright line) for the day of publication.
_DATES = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%dT%H:%M:%S%z"}


def read_html(page: str, source: str, options: ReadOptions) -> Report:
    """The article of an HTML page; raises SourceError where the page holds none or it cannot be read."""
    from trafilatura import bare_extraction

    known = load_knowledge(options.kinds)
    if not page.strip():
        raise SourceError(source, "is empty", _ADVICE)
    try:
        article = bare_extraction(
            page, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=dict(_DATES)
        )
    except Exception as error:
        # The extractor parses whatever is out there; whatever it raises, the other sources must go on.
        raise SourceError(source, f"is HTML that cannot be parsed ({error})", _ADVICE) from error
    text = getattr(article, "text", None)
    paragraphs = split_paragraphs(_BULLET.sub("", text or ""))
    try:
        check_sentences(tuple(paragraphs), source)
    except SourceError as error:
        raise SourceError(source, "is HTML without an article", _ADVICE) from error
    given = Given(
        source,
        title=_text(article, "title"),
        url=_text(article, "url"),
        header=_header(article, known),
    )
    return build_report(given, paragraphs, known, options)


def _header(article: object, known: Knowledge) -> Header:
    outlet = known.outlet(_text(article, "sitename") or "")
    authors: list[str] = []
    agency = None
    for name in (_text(article, "author") or "").split(";"):
        # The page's author field may hold an agency, or "Jane Doe, Reuters".
        byline = read_byline(name, known) if name.strip() else None
        authors += byline.authors if byline else [name.strip()] if name.strip() else []
        agency = agency or (byline.agency if byline else None)
    return Header(
        authors=tuple(dict.fromkeys(authors)),
        agency=agency,
        publisher=outlet.name if outlet else _text(article, "sitename"),
        published=_published(_text(article, "date")),
    )


def _published(value: str | None) -> str | None:
    if value is None:
        return None
    moment = dt.datetime.fromisoformat(value)
    # The library fills in midnight where the page gives a day alone.
    midnight = moment.time() == dt.time(0) and moment.tzinfo is None
    return moment.date().isoformat() if midnight else moment.isoformat()


def _text(article: object, field: str) -> str | None:
    value = getattr(article, field, None)
    return " ".join(value.split()) or None if isinstance(value, str) else None
