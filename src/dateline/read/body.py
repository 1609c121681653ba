"""From paragraphs to a report: header lines, dateline and page furniture taken out, the story's own words kept."""

from __future__ import annotations

import dataclasses
import re

from dateline.errors import SourceError
from dateline.model import Dateline, Report, report_id
from dateline.read.dateline import DatelineFound, read_dateline
from dateline.read.header import Header, of_outlet, read_header_line, reporting_authors
from dateline.read.knowledge import Knowledge
from dateline.read.language import check_language
from dateline.read.layout import tidy
from dateline.read.options import ReadOptions

# How far into a story header lines and a dateline are looked for: standfirst, captions and highlights may precede them.
_HEAD = 8
# A signature and the dateline before a story are short; patterns look no further.
_SIGNATURE = 60
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.!?…。][\"”’')\]]*(?:\s|$)")
_SPEAKER = re.compile(r"[A-Z][A-Z .'-]{1,40}:\s")
_AGENCY_TAIL = re.compile(r"\s*[-–—]+\s*(?P<name>[A-Z][\w/. -]{1,30})$|\s*\((?P<paren>[A-Z][\w/. -]{1,30})\)$")


@dataclasses.dataclass(frozen=True, slots=True)
class Given:
    """What the source itself says about the report, apart from its text."""

    source: str
    title: str | None = None
    id: str | None = None
    url: str | None = None
    header: Header = dataclasses.field(default_factory=Header)


@dataclasses.dataclass(frozen=True, slots=True)
class Body:
    """A story's paragraphs and what stood round them."""

    paragraphs: tuple[str, ...]
    header: Header
    dateline: str | None


def build_report(given: Given, paragraphs: list[str], known: Knowledge, options: ReadOptions) -> Report:
    """The report that `paragraphs` (without the title) and `given` make; raises SourceError where they make none."""
    title = tidy(given.title) if given.title else None
    body = read_body(paragraphs, title, known)
    text = "\n\n".join((*((title,) if title else ()), *body.paragraphs))
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise SourceError(given.source, "holds halves of characters (lone surrogates)", "save it again as UTF-8")
    check_sentences(body.paragraphs, given.source)
    if len(text) > options.max_chars:
        raise too_long(given.source, f"{len(text):,} characters", options)
    language = check_language(text, given.source, known)
    header = given.header | body.header
    published = options.published_iso or header.published or header.updated
    publisher_is_agency = known.outlet(header.publisher) if header.publisher else None
    agency = header.agency
    if agency is None and publisher_is_agency is not None and publisher_is_agency.kind == "agency":
        agency = publisher_is_agency.name
    return Report(
        id=given.id or report_id(text, header.publisher, published),
        text=text,
        title=title,
        publisher=header.publisher,
        agency=agency,
        authors=header.authors,
        url=given.url,
        published=published,
        dateline=Dateline(text=body.dateline) if body.dateline else None,
        language=language,
    )


def read_body(paragraphs: list[str], title: str | None, known: Knowledge) -> Body:
    """The story in `paragraphs`, without furniture, header lines, a second copy of the title, and the dateline."""
    header, closing = Header(), Header()
    kept: list[str] = []
    dateline: DatelineFound | None = None
    transcript = _is_transcript(paragraphs)
    for raw in paragraphs:
        closing |= Header(authors=reporting_authors(raw, known))
        # A header line is looked at before the furniture: "2 hours ago | Reuters" is both.
        line = None if len(kept) >= _HEAD or dateline else read_header_line(raw, known)
        if line is not None:
            header |= line
            continue
        if known.furniture(raw):
            continue
        text = known.stripped(raw)
        if not text or (title and len(kept) < _HEAD and _same(text, title)):
            continue
        if kept and kept[-1] == text and len(text) > 60:
            # Pages repeat a caption or standfirst; a story does not say a long paragraph twice in a row.
            continue
        if dateline is None and len(kept) < _HEAD:
            dateline = read_dateline(text, known, strict=len(kept) > 2 or transcript)
            text = dateline.rest if dateline else text
            # What the dateline left may itself begin with a label ("WASHINGTON (AP) — UPDATE: …").
            text = known.stripped(text)
        if text:
            kept.append(text)
    if dateline is not None:
        header |= dateline.header
    header |= closing
    if kept and header.agency is None:
        header |= _signature(kept, known)
    return Body(tuple(kept), header, dateline.text if dateline else None)


def check_sentences(paragraphs: tuple[str, ...], source: str) -> None:
    """Raise SourceError unless at least one paragraph reads like a sentence."""
    words = [len(_WORD.findall(p)) for p in paragraphs]
    if any(n >= 8 or (n >= 3 and _SENTENCE.search(p)) for n, p in zip(words, paragraphs, strict=True)):
        return
    reason = "holds no sentence to read" if sum(words) else "has no text apart from headings and page furniture"
    raise SourceError(source, reason, "give the whole report, title and body, as running text")


def too_long(source: str, size: str, options: ReadOptions) -> SourceError:
    """The error for a text above the limit; `size` says how long it is."""
    return SourceError(
        source,
        f"has {size}, more than the {options.max_chars:,} characters allowed for one report",
        "split it into reports or raise max_chars",
    )


def _signature(kept: list[str], known: Knowledge) -> Header:
    # "… said. — Reuters" or a last paragraph "AFP" names the agency; the words before it are the story's.
    last = kept[-1]
    alone = known.outlet(last.strip(" -–—()[]*.©"))
    if alone is not None and len(kept) > 1:
        kept.pop()
        return of_outlet(alone)
    tail = last[-_SIGNATURE:]
    found = _AGENCY_TAIL.search(tail)
    outlet = known.outlet(found["name"] or found["paren"]) if found else None
    if found is None or outlet is None or not _SENTENCE.search(tail[: found.start()][-3:]):
        return Header()
    kept[-1] = last[: -(len(tail) - found.start())].rstrip()
    return of_outlet(outlet)


def _same(text: str, title: str) -> bool:
    return _WORD.findall(text.casefold()) == _WORD.findall(title.casefold())


def _is_transcript(paragraphs: list[str]) -> bool:
    # "BLITZER: Thank you." opens many paragraphs of a transcript, a dateline opens one.
    return sum(1 for p in paragraphs[:40] if _SPEAKER.match(p)) > 1
