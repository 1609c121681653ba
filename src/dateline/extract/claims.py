"""Who says what: cue words → claims with source, content, quotation and stance, in the order of the text.

The story: every verb, noun and phrase that may attribute drafts a claim; drafts that nobody really says are dropped; a
draft's words become spans; quotations that go on without a cue of their own follow their speaker.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.extract.claim_basis import basis_of, opening_basis
from dateline.extract.claim_dialogue import dialogue_claims
from dateline.extract.claim_fore import with_antecedent
from dateline.extract.claim_frames import verb_drafts
from dateline.extract.claim_idioms import adjective_drafts
from dateline.extract.claim_network import READ, as_read, beside
from dateline.extract.claim_phrases import (
    adverb_drafts,
    headline_claims,
    issuer,
    noun_drafts,
    preposition_drafts,
)
from dateline.extract.claim_quotes import squeezed_source
from dateline.extract.claim_spans import (
    Draft,
    Scene,
    content_spans,
    cue_ids,
    is_passive,
    source_span,
    subject_of,
    trimmed,
)
from dateline.extract.claim_stance import asserted, looks_ahead, neither_nor, not_able, quotation_kind, stance_of
from dateline.extract.claim_turns import carried_on
from dateline.extract.claim_viewpoints import condition_drafts, viewpoint_drafts
from dateline.kinds.cues import Cues
from dateline.model.document import Document
from dateline.model.findings import Attribution, ClaimFinding
from dateline.model.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token


def find_claims(document: Document, cues: Cues, attributions: Sequence[Attribution] = ()) -> tuple[ClaimFinding, ...]:
    """All claims of `document`, sorted by where they begin; a claim's `continues` is an index into the same tuple.

    `attributions` is what the network read; its spans are finer than those of the rules, which know what a cue means.
    """
    scene = Scene(document, cues)
    turns = dialogue_claims(document)
    found = headline_claims(scene)
    for token in document.syntax:
        for draft in _drafts(scene, token):
            claim = _claim(scene, draft)
            if claim is not None:
                found.append(claim)
    found = [c for c in found if not any(_within(c, other) for other in found)]
    found = as_read(scene, _unique([*found, *turns]), beside(attributions, turns))
    return carried_on(document, _unique(found))


def _drafts(scene: Scene, token: Token) -> list[Draft]:
    if token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in ("aux", "auxpass")):
        if token.lower_ in scene.cues.prepositions:
            return preposition_drafts(scene, token)
        if token.lemma_.lower() in scene.cues.conditions and (drafts := condition_drafts(scene, token)):
            return drafts
        drafts = [d for d in verb_drafts(scene, token) if asserted(scene, token, d)]
        return drafts or adjective_drafts(scene, token)
    if token.pos_ == "NOUN":
        return viewpoint_drafts(scene, token) or noun_drafts(scene, token)
    if token.pos_ == "ADJ":
        return adjective_drafts(scene, token)
    if token.pos_ == "ADV":
        return adverb_drafts(scene, token)
    if token.lower_ in scene.cues.prepositions:
        return preposition_drafts(scene, token)
    return []


def _claim(scene: Scene, draft: Draft) -> ClaimFinding | None:
    token, entry = draft.token, draft.entry
    stance = stance_of(scene, draft)
    pair = neither_nor(token) if entry.kind == "verb" else None
    if pair is not None:
        stance = "does_not_deny"
        draft.cue |= set(range(min(cue_ids(pair[0])), pair[1].i + 1))
        draft.source = draft.source or subject_of(pair[0])
    if stance is None:
        return None
    unable = not_able(token) if entry.kind == "verb" else None
    if unable is not None:
        draft.cue |= set(range(min(cue_ids(unable.head if unable.head.pos_ == "AUX" else unable)), token.i))
        draft.source = draft.source or subject_of(unable) or subject_of(unable.head)
    opening = opening_basis(scene, token) if entry.kind == "verb" else None
    if opening is not None:
        draft.basis = opening[0]
        draft.source_span = trimmed(scene, opening[1], min(draft.cue) - 1)
    elif entry.kind == "verb" and _lost(scene, draft):
        draft.source_span = squeezed_source(scene, token)
        if draft.source_span is not None:
            draft.content -= set(_tokens(scene, draft.source_span))
    elif draft.source is not None:
        draft.source = issuer(scene, draft.source, token)
        draft.source_span = source_span(scene, draft.source, draft.cue, draft.content)
    content = with_antecedent(scene, content_spans(scene, draft))
    if not content or _on_a_sign(scene, draft, content):
        return None
    cue = trimmed(scene, min(draft.cue), max(draft.cue))
    if stance == "predicts" and entry.lemma == "warn" and not looks_ahead(scene, draft.content):
        stance = "states"
    return ClaimFinding(
        source=draft.source_span,
        cue=cue,
        content=content,
        quotation=quotation_kind(scene, content, cue),
        stance=stance,
        basis=draft.basis or basis_of(scene, draft),
        confidence=draft.confidence if draft.source_span else draft.confidence - 0.2,
        reason=f"cue {entry.id}",
    )


def _on_a_sign(scene: Scene, draft: Draft, content: Sequence[Span]) -> bool:
    """Whether quoted words stand on a banner or a wall, so that nobody says them."""
    source = draft.source
    written = source is not None and source.lemma_.lower() in scene.cues.words["sign"]
    return written and all(any(q.outer.covers(s) for q in scene.document.quotations) for s in content)


def _lost(scene: Scene, draft: Draft) -> bool:
    """Whether the parser took no subject for the cue, or one out of a quotation that the cue stands outside of."""
    if draft.source is None:
        fronted = bool(draft.content) and min(draft.content) < draft.token.i and not is_passive(draft.token)
        return fronted and "quote" in draft.entry.frames and draft.token.tag_ in ("VBD", "VBZ", "VBP")
    around, inside = scene.quotation_of(draft.token), scene.quotation_of(draft.source)
    return inside is not None and inside != around and (around is None or around.outer.covers(inside.outer))


def _tokens(scene: Scene, span: Span) -> range:
    words = scene.words(span)
    return range(words.start, words.end) if words is not None else range(0)


def _unique(claims: list[ClaimFinding]) -> list[ClaimFinding]:
    """One claim a cue, of two the surer one; and one cue a quotation, the nearest."""
    best: dict[Span | None, ClaimFinding] = {}
    for claim in claims:
        held = best.get(claim.cue)
        if held is None or held.confidence < claim.confidence:
            best[claim.cue] = claim
    nearest: dict[tuple[Span, ...], ClaimFinding] = {}
    for claim in best.values():
        held = nearest.get(claim.content)
        if held is None or _distance(claim) < _distance(held):
            nearest[claim.content] = claim
    return list(nearest.values())


def _within(claim: ClaimFinding, other: ClaimFinding) -> bool:
    """Whether a claim reads a part of another's cue once more: "complaint about" in "filed a complaint about"."""
    if claim.cue is None or other.cue is None or claim.cue == other.cue or not other.cue.covers(claim.cue):
        return False
    return any(a.overlaps(b) for a in claim.content for b in other.content)


def _rank(claim: ClaimFinding) -> tuple[bool, int]:
    """A cue that the network sees before one that only a rule does, then by how near it stands."""
    return not claim.reason.endswith(READ), _distance(claim)


def _distance(claim: ClaimFinding) -> int:
    if claim.cue is None:
        return 0
    return min(max(s.start - claim.cue.end, claim.cue.start - s.end, 0) for s in claim.content)
