"""Sources → Reports: a file, a folder, or "-" for standard input; each that fails gives one SourceError."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, cast

from dateline.errors import SourceError
from dateline.model import Report
from dateline.read.body import Given, too_long
from dateline.read.decode import decode, decode_html, refuse_binary
from dateline.read.html import read_html
from dateline.read.jsonl import read_array, read_lines
from dateline.read.options import ReadOptions
from dateline.read.text import read_text

SUFFIXES = {".txt": "text", ".text": "text", ".html": "html", ".htm": "html", ".jsonl": "jsonl", ".ndjson": "jsonl",
            ".json": "jsonl", ".jsonl.txt": "jsonl"}  # fmt: skip
_LATER = {".warc": "WARC", ".wacz": "WACZ", ".xml": "XML", ".rss": "RSS", ".atom": "Atom"}
_KNOWN = ".txt, .html, .htm, .jsonl and .json"
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article|main|div|p|h1|meta|title|section)\b", re.I | re.S
)
_XML = re.compile(rb"\s*(?:\xef\xbb\xbf)?<\?xml\b(?!.*?<html)", re.I | re.S)
# A character takes at most four bytes of UTF-8; a page's markup is seldom ten times its text; a line of JSON may carry
# metadata beside the text. Beyond these a file is refused unread.
_BYTES_PER_CHAR = {"text": 4, "html": 16, "jsonl": 16}
_HEAD = 4096


def open_sources(sources: Sequence[str], options: ReadOptions | None = None) -> Iterator[Report | SourceError]:
    """The reports of `sources` in order, and in place of each that cannot be read a SourceError; nothing is raised."""
    options = options or ReadOptions()
    for source in sources:
        yield from _opened(source, options)


def _opened(source: str, options: ReadOptions) -> Iterator[Report | SourceError]:
    try:
        if source == "-":
            yield from _stream(sys.stdin.buffer, "standard input", options, None)
        elif re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+://", source):
            yield SourceError(
                source, "is a web address, which is not read yet", "save the page as .html and give that file"
            )
        elif Path(source).is_dir():
            yield from _folder(Path(source), options)
        else:
            yield from _file(Path(source), options)
    except SourceError as error:
        yield error
    except OSError as error:
        yield _unreadable(source, error)


def _folder(folder: Path, options: ReadOptions) -> Iterator[Report | SourceError]:
    failed: list[OSError] = []
    found = False
    for root, folders, files in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                found = True
                yield from _opened(str(Path(root) / name), options)
    for error in failed:
        yield _unreadable(str(error.filename or folder), error)
    if not found and not failed:
        yield SourceError(str(folder), "holds no file that is read", f"put {_KNOWN} files into it")


def _file(path: Path, options: ReadOptions) -> Iterator[Report | SourceError]:
    name, suffix = str(path), path.suffix.lower()
    kind = options.format or SUFFIXES.get(suffix)
    if not path.exists():
        raise SourceError(name, "is not there", "check the path")
    if kind is None and suffix in _LATER:
        raise SourceError(name, f"is {_LATER[suffix]}, which is not read yet", "save each report as .html or .txt")
    with path.open("rb") as stream:
        if kind is None and suffix:
            # The content tells more than an unknown suffix does where it is a known binary format.
            refuse_binary(stream.read(_HEAD), name)
            raise SourceError(
                name, f"has the suffix {suffix}, which is not read", f"read are {_KNOWN}; or give a format"
            )
        if kind in ("text", "html"):
            _refuse_large(path.stat().st_size, name, kind, options)
        yield from _stream(stream, name, options, kind, single=suffix == ".json")


def _stream(
    stream: IO[bytes], name: str, options: ReadOptions, kind: str | None, *, single: bool = False
) -> Iterator[Report | SourceError]:
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
    head = buffered.peek(_HEAD)[:_HEAD]
    if not head:
        raise SourceError(name, "is empty", "give a report with a title and a body")
    refuse_binary(head, name)
    kind = kind or options.format or _sniffed(head)
    if kind == "jsonl":
        yield from _json(buffered, head, name, options, single=single)
        return
    if _XML.match(head) and kind == "text":
        raise SourceError(name, "is XML, which is not read yet", "save each report as .html or .txt")
    limit = _limit(kind, options)
    data = buffered.read(limit + 1)
    _refuse_large(len(data), name, kind, options)
    if not data.strip():
        raise SourceError(name, "is empty", "give a report with a title and a body")
    if kind == "html":
        yield read_html(decode_html(data, name), name, options)
    else:
        yield read_text(decode(data, name), Given(name), options)


def _json(
    stream: io.BufferedReader[Any], head: bytes, name: str, options: ReadOptions, *, single: bool
) -> Iterator[Report | SourceError]:
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not first:
        # Blank at the head: only the whole tells.
        data = stream.read(_limit("jsonl", options))
        if not data.strip():
            raise SourceError(name, "is empty", "give one JSON object a line")
        first, stream = data.lstrip(), io.BufferedReader(io.BytesIO(data))
    spread = first.startswith(b"{") and re.match(rb"\{\s*(?:\r?\n|$)", first) is not None
    if first.startswith(b"[") or spread or (single and b"\n" not in head.strip()):
        data = stream.read(_limit("jsonl", options) * 8 + 1)
        if len(data) > _limit("jsonl", options) * 8:
            raise SourceError(name, f"is one JSON value of more than {len(data):,} bytes", "write JSON Lines instead")
        yield from read_array(decode(data, name).encode(), name, options)
        return
    yield from read_lines(_lines(stream, name, options), name, options)


def _lines(stream: io.BufferedReader[Any], name: str, options: ReadOptions) -> Iterator[bytes | SourceError]:
    limit = _limit("jsonl", options)
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit:
            yield line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            continue
        yield too_long(f"{name} line {number}", f"more than {limit:,} bytes", options)
        while line and not line.endswith(b"\n"):
            line = stream.readline(limit)


def _sniffed(head: bytes) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if re.match(rb"\{\s*\"|\[\s*\{", start):
        return "jsonl"
    return "html" if _HTML.match(start) or re.search(rb"<html\b", start[:1024], re.I) else "text"


def _limit(kind: str, options: ReadOptions) -> int:
    return options.max_chars * _BYTES_PER_CHAR[kind]


def _refuse_large(size: int, name: str, kind: str, options: ReadOptions) -> None:
    if size > _limit(kind, options):
        raise too_long(
            name, f"{size:,} bytes" if size != _limit(kind, options) + 1 else f"more than {size - 1:,} bytes", options
        )


def _unreadable(source: str, error: OSError) -> SourceError:
    return SourceError(
        source, f"cannot be opened ({error.strerror or error})", "check the path and your right to read it"
    )
