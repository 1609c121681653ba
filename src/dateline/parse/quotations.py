"""Quotation marks → quotations: which words a report gives as somebody's own, paragraph by paragraph."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

from dateline.model.document import Quotation
from dateline.model.span import Span

_MARKS = re.compile(r"``|''|[\"“”„‟«»'‘’‚]")
_ELISION = re.compile(
    r"[‘’'](?:\d0s?\b|tis\b|twas\b|em\b|til\b|cause\b|cos\b|bout\b|n[’']|round\b|neath\b)", re.IGNORECASE
)
_FEET_AND_INCHES = re.compile(r"\d\s?['’′]\s?\d{1,2}(?:\.\d)?\Z")
_BEFORE_OPENING = set(" \t\u00a0\u2009\n([{—–-/:,“‘„«\"'")
_AFTER_CLOSING = set(" \t\u00a0\u2009\n.,;:!?)]}—–-/…”’»\"'")
_LONGEST_LOOK_AHEAD = 4000


@dataclasses.dataclass(slots=True)
class _Open:
    """A mark that waits for its partner; `family` is one of `double`, `straight`, `latex`, `guillemet`, `single`."""

    family: str
    start: int
    inner: int


@dataclasses.dataclass(slots=True)
class _Found:
    outer: Span
    inner: Span
    family: str
    closed: bool
    leads: bool


def find_quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """All quotations of `text` in order of their start, outer ones before those inside them; offsets into `text`.

    A quotation ends with its paragraph at the latest. Where the next paragraph opens with a mark of the same kind, the
    missing closing mark is a convention of print and the next quotation `continues` this one. Apostrophes, feet and
    inches, and marks round nothing are no quotations.
    """
    found: list[_Found] = []
    for paragraph in paragraphs:
        found.extend(_in_paragraph(text, paragraph))
    found.sort(key=lambda f: (f.outer.start, -f.outer.end))
    return tuple(_linked(found, paragraphs, text))


def _linked(found: list[_Found], paragraphs: Sequence[Span], text: str) -> Iterator[Quotation]:
    following = dict(zip((p.end for p in paragraphs), paragraphs[1:], strict=False))
    leading = {f.outer.start: i for i, f in enumerate(found) if f.leads}
    continued: dict[int, int] = {}
    for i, item in enumerate(found):
        after = following.get(item.outer.end) if not item.closed else None
        if after is not None:
            first = after.start + len(text[after.start : after.end]) - len(text[after.start : after.end].lstrip())
            heir = leading.get(first)
            if heir is not None and found[heir].family == item.family:
                continued[heir] = i
    stack: list[Span] = []
    for i, item in enumerate(found):
        while stack and not stack[-1].covers(item.outer):
            stack.pop()
        yield Quotation(item.outer, item.inner, len(stack), item.closed, continued.get(i))
        stack.append(item.outer)


def _in_paragraph(text: str, paragraph: Span) -> list[_Found]:
    stack: list[_Open] = []
    found: list[_Found] = []
    for match in _MARKS.finditer(text, paragraph.start, paragraph.end):
        mark, at = match.group(), match.start()
        role = _role(text, mark, Span(at, match.end()), paragraph, stack)
        if role is None:
            continue
        family, opens = role
        if opens:
            stack.append(_Open(family, at, match.end()))
            continue
        while stack and stack[-1].family != family:
            stack.pop()  # what stayed open inside was no quotation
        begun = stack.pop()
        _keep(found, text, begun, Span(at, match.end()), paragraph)
    for begun in stack:
        if begun.family != "single":
            _keep(found, text, begun, Span(paragraph.end, paragraph.end), paragraph)
            break
    return found


def _keep(found: list[_Found], text: str, begun: _Open, end: Span, paragraph: Span) -> None:
    inner = Span(begun.inner, end.start)
    if not any(c.isalnum() for c in inner.of(text)):
        return
    leads = not text[paragraph.start : begun.start].strip()
    found.append(_Found(Span(begun.start, end.end), inner, begun.family, end.start != end.end, leads))


def _role(text: str, mark: str, at: Span, paragraph: Span, stack: list[_Open]) -> tuple[str, bool] | None:
    """The family of a mark and whether it opens; None where it is no quotation mark."""
    before = text[at.start - 1] if at.start > paragraph.start else " "
    after = text[at.end] if at.end < paragraph.end else " "
    families = {o.family for o in stack}
    if mark in "'‘’‚":
        return _single(text, mark, at, paragraph, stack)
    if mark == "``":
        return "latex", True
    if mark == "''":
        if "latex" in families:
            return "latex", False
        return ("latex", True) if before in _BEFORE_OPENING and not after.isspace() else None
    if mark in "«»":
        return ("guillemet", mark == "«") if mark == "«" or "guillemet" in families else None
    if mark == '"':
        return _straight(text, at, paragraph, stack)
    opened = "double" in families
    if mark == "”" and not opened and "straight" in families and '"' not in text[at.end : paragraph.end]:
        return "straight", False  # begun with the one kind of mark, ended with the other
    if mark in "„‟":
        return "double", True
    if mark == "“":
        mistyped = opened and before not in _BEFORE_OPENING and after in _AFTER_CLOSING
        return "double", not mistyped
    if opened:
        return "double", False
    # A closing mark typed where only an opening one makes sense.
    return ("double", True) if before in _BEFORE_OPENING and after.isalnum() else None


def _straight(text: str, at: Span, paragraph: Span, stack: list[_Open]) -> tuple[str, bool] | None:
    before = text[at.start - 1] if at.start > paragraph.start else " "
    after = text[at.end] if at.end < paragraph.end else " "
    opened = any(o.family == "straight" for o in stack)
    if before.isdigit() or before in "½¼¾":
        odd_ahead = text.count('"', at.end, paragraph.end) % 2 == 1
        if not opened or odd_ahead or _FEET_AND_INCHES.search(text, paragraph.start, at.start):
            return None
    if not opened and any(o.family == "double" for o in stack) and not before.isspace() and not after.isalnum():
        return None if "”" in text[at.end : paragraph.end] else ("double", False)
    if not opened:
        return ("straight", True) if before in _BEFORE_OPENING or not after.isalnum() else None
    if before.isspace() and after.isalnum() and text.count('"', at.start, paragraph.end) % 2 == 0:
        while stack.pop().family != "straight":
            pass  # the first mark never closed: this one opens anew
        return "straight", True
    return "straight", False


def _single(text: str, mark: str, at: Span, paragraph: Span, stack: list[_Open]) -> tuple[str, bool] | None:
    before = text[at.start - 1] if at.start > paragraph.start else " "
    after = text[at.end] if at.end < paragraph.end else " "
    if before.isalnum() and after.isalnum():
        return None
    opened = bool(stack) and stack[-1].family == "single"
    if opened and mark in "'’" and not before.isspace() and not after.isalnum():
        return None if _possessive(text, at, paragraph) else ("single", False)
    can_open = mark in "‘‚" or (mark == "'" and before in _BEFORE_OPENING)
    if opened or not can_open or after.isspace() or before.isalnum() or _ELISION.match(text, at.start):
        return None
    return ("single", True) if _has_partner(text, mark, at, paragraph) else None


def _possessive(text: str, at: Span, paragraph: Span) -> bool:
    """Whether a mark after a final s belongs to the word ("the leaders’ talks") since another can close later."""
    follows = text[at.end : at.end + 2]
    if text[at.start - 1].lower() != "s" or not (len(follows) == 2 and follows[0] == " " and follows[1].isalpha()):
        return False
    for match in re.compile("[‘’']").finditer(text, at.end, paragraph.end):
        i = match.start()
        after = text[i + 1] if i + 1 < paragraph.end else " "
        if match.group() == "‘" or text[i - 1] in _BEFORE_OPENING:
            return False
        if not after.isalnum():
            return True
    return False


def _has_partner(text: str, mark: str, at: Span, paragraph: Span) -> bool:
    closing = "'" if mark == "'" else "’'"
    for i in range(at.end + 1, min(paragraph.end, at.end + _LONGEST_LOOK_AHEAD)):
        after = text[i + 1] if i + 1 < paragraph.end else " "
        if text[i] in closing and not text[i - 1].isspace() and not after.isalnum():
            return True
    return False
