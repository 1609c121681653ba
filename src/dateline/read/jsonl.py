"""JSON Lines → Reports: one report a line; a bad line is one SourceError and the rest goes on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from dateline.errors import SourceError
from dateline.model import Report
from dateline.read.body import Given, build_report, too_long
from dateline.read.header import Header, read_byline
from dateline.read.knowledge import Knowledge, load_knowledge
from dateline.read.layout import split_paragraphs
from dateline.read.moments import find_moments
from dateline.read.options import FIELDS, ReadOptions, iso_moment
from dateline.read.text import split_title

_JSON = 'write one JSON object a line, as {"title": …, "text": …, "published": …}'
_TAG = re.compile(r"</?(?:p|div|br|span|a|h[1-6]|ul|li)\b[^>]*>", re.IGNORECASE)


def read_lines(
    lines: Iterable[bytes | SourceError], source: str, options: ReadOptions
) -> Iterator[Report | SourceError]:
    """A report or a SourceError for each line that is not blank; a line that is itself an error is passed on."""
    for number, line in enumerate(lines, start=1):
        if isinstance(line, SourceError):
            yield line
        elif line.strip():
            yield _tried(line, f"{source} line {number}", options)


def read_array(data: bytes, source: str, options: ReadOptions) -> Iterator[Report | SourceError]:
    """A report or a SourceError for each member of a JSON array, or for the one JSON object, in `data`."""
    try:
        raw = _decoded(data, source)
    except SourceError as error:
        yield error
        return
    members = raw if isinstance(raw, list) else [raw]
    if not members:
        yield SourceError(source, "is an empty list", "give at least one report")
    for number, member in enumerate(members, start=1):
        name = f"{source} item {number}" if isinstance(raw, list) else source
        try:
            yield read_object(member, name, options)
        except SourceError as error:
            yield error


def read_object(raw: object, source: str, options: ReadOptions) -> Report:
    """The report in one decoded JSON object; raises SourceError where it holds none."""
    if not isinstance(raw, dict):
        raise SourceError(source, f"is JSON but no object ({type(raw).__name__})", _JSON)
    known = load_knowledge(options.kinds)
    text = _text(raw, "text", options)
    if not text:
        names = options.fields.get("text") or "/".join(FIELDS["text"])
        raise SourceError(source, f"has no text in {names}", "map the field that holds it, as fields={'text': 'NAME'}")
    if len(text) > options.max_chars:
        raise too_long(source, f"{len(text):,} characters", options)
    paragraphs = split_paragraphs(_TAG.sub("\n\n", text) if _TAG.search(text) else text)
    title = _text(raw, "title", options)
    if title is None:
        title, paragraphs = split_title(paragraphs, known)
    given = Given(
        source,
        title=title,
        id=_text(raw, "id", options),
        url=_text(raw, "url", options),
        header=_header(raw, source, options, known),
    )
    return build_report(given, paragraphs, known, options)


def _tried(line: bytes, source: str, options: ReadOptions) -> Report | SourceError:
    try:
        return read_object(_decoded(line, source), source, options)
    except SourceError as error:
        return error


def _decoded(data: bytes, source: str) -> object:
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError) as error:
        raise SourceError(source, f"is not JSON ({str(error)[:80]})", _JSON) from error
    except UnicodeDecodeError as error:
        raise SourceError(source, "is not UTF-8", "save the file as UTF-8") from error


def _header(raw: Mapping[str, Any], source: str, options: ReadOptions, known: Knowledge) -> Header:
    publisher = _text(raw, "publisher", options)
    agency = _text(raw, "agency", options)
    outlet = known.outlet(publisher) if publisher else None
    wire = known.outlet(agency) if agency else None
    header = Header(
        agency=wire.name if wire else agency,
        publisher=outlet.name if outlet else publisher,
        published=None if options.published else _published(_value(raw, "published", options), source, known),
    )
    return header | _authors(_value(raw, "authors", options), known)


def _authors(value: object, known: Knowledge) -> Header:
    names = value if isinstance(value, list) else [value]
    header = Header()
    authors: list[str] = []
    for item in names:
        name = _plain(item)
        if not name:
            continue
        byline = read_byline(re.sub(r"^by\s+", "", name, flags=re.IGNORECASE), known)
        authors += byline.authors if byline else [name]
        header |= byline or Header()
    return Header(authors=tuple(dict.fromkeys(authors)), agency=header.agency, publisher=header.publisher)


def _published(value: object, source: str, known: Knowledge) -> str | None:
    text = _plain(value)
    if not text:
        return None
    found = iso_moment(text) or next((m.iso for m in find_moments(text, known)), None)
    if found is None:
        raise SourceError(
            source,
            f"gives {text[:40]!r} as its day of publication, which names no one day",
            "write it as 2024-11-12, or say which day with published",
        )
    return found


def _value(raw: Mapping[str, Any], field: str, options: ReadOptions) -> object:
    mapped = options.fields.get(field)
    for name in (mapped,) if mapped else FIELDS[field]:
        if raw.get(name) not in (None, "", [], {}):
            return raw[name]
    return None


def _text(raw: Mapping[str, Any], field: str, options: ReadOptions) -> str | None:
    return _plain(_value(raw, field, options))


def _plain(value: object) -> str | None:
    # Feeds write {"source": {"name": "Reuters"}}; texts come as a list of paragraphs.
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    if isinstance(value, list):
        value = "\n\n".join(v for v in value if isinstance(v, str))
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return value.strip() or None if isinstance(value, str) else None
