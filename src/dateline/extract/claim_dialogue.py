"""Speakers named by the layout: turns of a transcript ("MR SATO: …") and social posts ("… — Name (@handle) date")."""

from __future__ import annotations

import re

from dateline.model.document import Document
from dateline.model.findings import ASKED, TURN, ClaimFinding
from dateline.model.span import Span

_FEWEST_TURNS = 3
_FEWEST_WORDS = 4
_LABEL = re.compile(
    r"(?P<name>[A-Z][\w.’'-]*(?: [A-Z(][\w.,’')-]*){0,5}|Q|A)(?: \((?:[^)]{2,40})\))?(?P<mark>:)\s+(?=\S)"
)
_NAME = re.compile(r"(?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})(?P<mark>:)\s+")
_ASKING = frozenset({"q", "question"})
_NAMELESS = frozenset({"q", "a", "question", "answer"})
_POST = re.compile(
    r"(?P<text>\S.{12,}?)\s+(?P<mark>[—–]|--?)\s*(?P<name>[^—–@\n]{2,60}?)\s*\(@\w{2,30}\)(?: [^\n]{0,30})?\s*\Z",
    re.DOTALL,
)


_POST_BY = re.compile(r"(?P<name>@\w{2,30}|[^@:\n]{2,40}\(@\w{2,30}\))(?P<mark>:)\s+(?P<text>\S.{12,})\Z", re.DOTALL)


def dialogue_claims(document: Document) -> list[ClaimFinding]:
    """Each turn of a transcript and each post set among the paragraphs, as a direct claim."""
    posts = [c for p in document.paragraphs if (c := _post(document.text, p)) is not None]
    turns = _turns(document)
    return [*posts, *turns, *(_labelled(document) if not turns else [])]


def _labelled(document: Document) -> list[ClaimFinding]:
    """ "Idris: “In pencil.”": a paragraph that is a name the report has told, a colon and a quotation."""
    text, title, claims = document.text, document.report.title_span, []
    for quotation in document.quotations:
        paragraph = document.paragraphs[document.paragraph_of(quotation.outer.start)]
        label = _NAME.fullmatch(text, paragraph.start, quotation.outer.start)
        if label is None or (title is not None and paragraph.overlaps(title)):
            continue
        if text.find(label["name"], 0, paragraph.start) < 0:
            continue
        claims.append(_direct(Span(*label.span("name")), Span(*label.span("mark")), quotation.outer, TURN))
    return claims


def _post(text: str, paragraph: Span) -> ClaimFinding | None:
    found = _POST.match(text, paragraph.start, paragraph.end) or _POST_BY.match(text, paragraph.start, paragraph.end)
    if found is None or len(found["text"].split()) < _FEWEST_WORDS:
        return None
    source, cue = Span(*found.span("name")), Span(*found.span("mark"))
    first, last = found.span("text")
    return _direct(source, cue, Span(first, first + len(text[first:last].rstrip())), "a social post")


def _turns(document: Document) -> list[ClaimFinding]:
    """Only where labels make up a conversation: several, with one of them back or all in capitals."""
    text, title = document.text, document.report.title_span
    found = [
        (m, p)
        for p in document.paragraphs
        if (title is None or not p.overlaps(title)) and (m := _LABEL.match(text, p.start, p.end)) is not None
    ]
    names = [m["name"] for m, _ in found]
    if len(found) < _FEWEST_TURNS or len(set(names)) == len(names):
        return []
    claims = []
    for label, paragraph in found:
        name = label["name"].lower().rstrip(".")
        content = Span(label.end(), label.end() + len(text[label.end() : paragraph.end].rstrip()))
        known = label["name"].isupper() or names.count(label["name"]) > 1
        if not known or not any(c.isalnum() for c in content.of(text)):
            continue
        source = None if name in _NAMELESS else Span(*label.span("name"))
        reason = ASKED if name in _ASKING else TURN
        claims.append(_direct(source, Span(*label.span("mark")), content, reason))
    return claims


def _direct(source: Span | None, cue: Span, content: Span, reason: str) -> ClaimFinding:
    return ClaimFinding(source, cue, (content,), "direct", "states", confidence=0.6, reason=reason)
