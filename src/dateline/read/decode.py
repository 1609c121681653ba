"""Bytes → text: encodings, and what is no text at all."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from dateline.errors import SourceError

_SIGNATURES = (
    (b"%PDF", "a PDF", "save its text as .txt"),
    (b"PK\x03\x04", "a ZIP archive or an office document", "unpack it, or save its text as .txt"),
    (b"\x1f\x8b", "gzip-compressed", "unpack it with gunzip"),
    (b"BZh", "bzip2-compressed", "unpack it with bunzip2"),
    (b"\xfd7zXZ", "xz-compressed", "unpack it with unxz"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed", "unpack it with unzstd"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save its text as .txt"),
    (b"{\\rtf", "rich text (RTF)", "save its text as .txt"),
    (b"\x89PNG", "an image", "give the report's text"),
    (b"\xff\xd8\xff", "an image", "give the report's text"),
    (b"GIF8", "an image", "give the report's text"),
    (b"\x7fELF", "a program", "give the report's text"),
    (b"SQLite format 3", "an SQLite database", "give the report's text"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MULTIBYTE = re.compile(r"[^\x00-\x7f\ufffd]")
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_SAMPLE = 65_536


def decode(data: bytes, source: str) -> str:
    """`data` as text; raises SourceError for binary data and for an encoding that cannot be told."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decoded(data, name, source)
    refuse_binary(data, source)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_broken_utf8(data):
            raise SourceError(
                source,
                f"is UTF-8 with broken bytes (first at byte {error.start})",
                "get an undamaged copy, or save it again as UTF-8",
            ) from error
    western = _western(data)
    if western is not None:
        return western
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise SourceError(source, "is in an encoding that cannot be told", "save it as UTF-8")
    return _decoded(data, best.encoding, source)


def decode_html(data: bytes, source: str) -> str:
    """An HTML page as text, by the character set that it declares where that fits, else as `decode` does."""
    declared = _META.search(data[:4096])
    if declared and not data.startswith(tuple(mark for mark, _ in _MARKS)):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # The declaration is wrong, as it often is; the bytes decide.
    return decode(data, source)


def refuse_binary(data: bytes, source: str) -> None:
    """Raise SourceError, with what kind of file it is, unless `data` looks like text."""
    if data.startswith(tuple(mark for mark, _ in _MARKS)):
        return
    for signature, kind, advice in _SIGNATURES:
        if data.startswith(signature):
            raise SourceError(source, f"is {kind}, not text", advice)
    sample = data[:_SAMPLE]
    if b"\x00" in sample or len(_CONTROL.findall(sample)) > 0.02 * len(sample):
        raise SourceError(source, "is a binary file, not text", "give plain text, HTML or JSON Lines")


def _decoded(data: bytes, encoding: str, source: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise SourceError(source, f"cannot be decoded as {encoding}", "save it as UTF-8") from error


def _western(data: bytes) -> str | None:
    # English alone is read. Text that is ASCII but for a few quotation marks, dashes and accents is Windows-1252,
    # which a detector that weighs all encodings cannot tell from so few bytes.
    if sum(b > 0x7F for b in data[:_SAMPLE]) > 0.05 * len(data[:_SAMPLE]):
        return None
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return None


def _is_broken_utf8(data: bytes) -> bool:
    # Whole multi-byte characters hardly ever arise by chance in another encoding.
    text = data.decode("utf-8", errors="replace")
    return 2 * len(_MULTIBYTE.findall(text)) > text.count("\ufffd")
