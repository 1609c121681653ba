"""A report's text cut into pieces wherever the evidence of a finding begins or ends, so that marks may overlap."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from dateline.model import Span
from dateline.web.ports import Finding

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """Characters that the same findings cover; `finding` is the one with the shortest span, where a click leads.

    `anchors` are the names of the spans that begin here, `inside` those of all spans that cover it.
    """

    text: str
    finding: Finding | None
    anchors: tuple[str, ...]
    inside: tuple[str, ...]

    @property
    def depth(self) -> int:
        """How many spans cover it, counted to three."""
        return min(len(self.inside), 3)


def anchor(span: Span) -> str:
    """The name of the place in a report's page where `span` begins."""
    return f"t{span.start}-{span.end}"


def paragraphs(text: str, findings: Sequence[Finding], extra: Iterable[Span] = ()) -> list[list[Piece]]:
    """The paragraphs of `text` as pieces; `extra` spans are marked although no finding has them."""
    owners: dict[Span, list[Finding]] = defaultdict(list)
    for found in findings:
        for span in found.spans:
            owners[span].append(found)
    for span in extra:
        owners[span] += []
    spans = sorted(owners)
    return [_pieces(text, Span(m.start(), m.end()), spans, owners) for m in _PARAGRAPH.finditer(text)]


def _pieces(text: str, paragraph: Span, spans: Sequence[Span], owners: dict[Span, list[Finding]]) -> list[Piece]:
    here = [s for s in spans if s.overlaps(paragraph)]
    cuts = {paragraph.start, paragraph.end}
    cuts |= {cut for s in here for cut in s if paragraph.start < cut < paragraph.end}
    ordered = sorted(cuts)
    pieces = []
    for start, end in pairwise(ordered):
        piece = Span(start, end)
        covering = [s for s in here if s.covers(piece)]
        shortest = min((s for s in covering if owners[s]), key=lambda s: (s.end - s.start, s), default=None)
        # A span that began in white space between paragraphs is shown from this paragraph's start.
        begun = [s for s in covering if s.start == start or (start == paragraph.start and s.start < start)]
        pieces.append(
            Piece(
                text=piece.of(text),
                finding=owners[shortest][0] if shortest else None,
                anchors=tuple(anchor(s) for s in begun if s.start >= paragraph.start or _first_in(s, paragraph, text)),
                inside=tuple(anchor(s) for s in covering),
            )
        )
    return pieces


def _first_in(span: Span, paragraph: Span, text: str) -> bool:
    """Whether `paragraph` is the first whose characters `span` covers."""
    return not text[span.start : paragraph.start].strip("\n")


def rules(findings: Sequence[Finding], extra: Iterable[Span] = ()) -> str:
    """CSS that lights up, for the finding or place that the address names, its words and its line in the list.

    One rule for each: without a program in the page, only the address can say what is chosen.
    """
    out = []
    lines: dict[Span, list[str]] = defaultdict(list)
    for found in findings:
        words = [f'[data-in~="{anchor(s)}"]' for s in found.spans]
        out.append(f":root:has(#{found.id}:target) :is({','.join(words)}){{{_CHOSEN}}}")
        for span in found.spans:
            lines[span].append(f"#{found.id}")
    for span in sorted({*lines, *extra}):
        chosen = [f'[data-in~="{anchor(span)}"]', *lines[span]]
        out.append(f":root:has(#{anchor(span)}:target) :is({','.join(chosen)}){{{_CHOSEN}}}")
    return "\n".join(out) + "\n"


_CHOSEN = "background:var(--chosen);color:var(--on-chosen);box-shadow:inset 0 -.18em var(--accent)"
