"""Quotations without a cue of their own: whose words they are by the order of turns in a report."""

from __future__ import annotations

import dataclasses

from dateline.model.document import Document, Quotation
from dateline.model.findings import ClaimFinding
from dateline.model.span import Span

_SENTENCE_ENDS = ".?!…"
_FEWEST_WORDS = 3
_FEWEST_ALONE = 1  # where a quotation fills its paragraph
_FARTHEST_BACK = 4


@dataclasses.dataclass(slots=True, eq=False)
class _Turn:
    """A claim on its way to the result; `root` is the claim whose speaker goes on in this one."""

    claim: ClaimFinding
    root: _Turn | None = None


def carried_on(document: Document, claims: list[ClaimFinding]) -> tuple[ClaimFinding, ...]:
    """`claims` with the cueless quotations added to them, sorted by where they begin.

    A quotation that follows words of a speaker, or fills a paragraph after that speaker's, becomes a claim that
    `continues` the earlier one and has neither source nor cue.
    """
    turns = [_Turn(c) for c in claims]
    for quotation in document.quotations:
        if quotation.level == 0 and not any(_uses(t.claim, quotation) for t in turns):
            _place(document, turns, quotation)
    turns.sort(key=lambda t: _begin(t.claim))
    index = {id(t): i for i, t in enumerate(turns)}
    return tuple(
        dataclasses.replace(t.claim, continues=index[id(t.root)]) if t.root is not None else t.claim for t in turns
    )


def _parts(claim: ClaimFinding) -> list[Span]:
    return [s for s in (*claim.content, claim.cue, claim.source) if s is not None]


def _uses(claim: ClaimFinding, quotation: Quotation) -> bool:
    """Whether the claim, itself made outside the quotation, takes in any of its words."""
    inside = claim.cue is not None and quotation.outer.covers(claim.cue)
    return not inside and any(s.overlaps(quotation.outer) for s in _parts(claim))


def _begin(claim: ClaimFinding) -> tuple[int, int, int]:
    parts = _parts(claim)
    return min(s.start for s in parts), claim.cue.start if claim.cue else 0, max(s.end for s in parts)


def _place(document: Document, turns: list[_Turn], quotation: Quotation) -> None:
    text, at = document.text, document.paragraph_of(quotation.outer.start)
    paragraph = document.paragraphs[at]
    lead = text[paragraph.start : quotation.outer.start].strip()
    rest = text[quotation.outer.end : paragraph.end].strip()
    heir = next((t for q, t in _heirs(document, turns, quotation) if q), None)
    if heir is not None and not rest:
        heir.claim = dataclasses.replace(heir.claim, content=(quotation.outer, *heir.claim.content))
        return
    if not _sentences(text, quotation, lead, rest):
        return
    if lead:
        speaker = _last_in(document, turns, Span(paragraph.start, quotation.outer.start))
        if speaker is not None:
            _add(turns, speaker, quotation)
    elif not rest:
        speaker = _speaker_before(document, turns, at)
        if speaker is not None:
            _add(turns, speaker, quotation)


def _heirs(document: Document, turns: list[_Turn], quotation: Quotation) -> list[tuple[bool, _Turn]]:
    """Claims whose content is the quotation that carries `quotation` on in the next paragraph."""
    i = document.quotations.index(quotation)
    heirs = [q.outer for q in document.quotations if q.continues == i]
    return [(True, t) for t in turns if t.claim.cue and any(s.overlaps(h) for h in heirs for s in t.claim.content)]


def _sentences(text: str, quotation: Quotation, lead: str, rest: str) -> bool:
    inner = quotation.inner.of(text).strip()
    begins = not lead or lead[-1] in '.?!…:”"’»)'
    ends = not quotation.closed or inner[-1:] in _SENTENCE_ENDS or rest[:1] in _SENTENCE_ENDS
    fewest = _FEWEST_WORDS if lead or rest or not quotation.closed else _FEWEST_ALONE
    return begins and ends and len(inner.split()) >= fewest and (not rest or inner[-1:] != ",")


def _last_in(document: Document, turns: list[_Turn], where: Span) -> _Turn | None:
    """The last claim in `where` with a speaker of its own whose cue is not itself quoted."""
    inside = [
        t
        for t in turns
        if t.claim.cue is not None and t.claim.source is not None and where.covers(t.claim.cue)
        if not document.quoted(t.claim.cue)
    ]
    return max(inside, key=lambda t: t.claim.cue.start if t.claim.cue else 0, default=None)


def _speaker_before(document: Document, turns: list[_Turn], at: int) -> _Turn | None:
    """Who spoke in the paragraph before, past headlines set between paragraphs and further cueless quotations."""
    title = document.report.title_span
    for back in range(at - 1, max(at - 1 - _FARTHEST_BACK, -1), -1):
        paragraph = document.paragraphs[back]
        if title is not None and paragraph.overlaps(title):
            return None
        words = paragraph.of(document.text).rstrip()
        going_on = next((t for t in turns if t.root is not None and paragraph.covers(t.claim.content[0])), None)
        if going_on is not None:
            return going_on.root
        if words[-1:] not in '.?!…”"’»:':
            continue
        return _last_in(document, turns, paragraph)
    return None


def _add(turns: list[_Turn], speaker: _Turn, quotation: Quotation) -> None:
    root = speaker.root or speaker
    claim = ClaimFinding(
        None,
        None,
        (quotation.outer,),
        "direct",
        "states",
        confidence=0.5,
        reason="a quotation that goes on from the last speaker",
    )
    turns.append(_Turn(claim, root))
