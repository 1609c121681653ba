"""Who says what: cue words → claims with source, content, quotation and stance, in the order of the text.

The story: every verb, noun and phrase that may attribute drafts a claim; drafts that nobody really says are dropped; a
draft's words become spans; quotations that go on without a cue of their own follow their speaker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.claim_frames import verb_drafts
from dateline.extract.claim_phrases import adverb_drafts, basis_of, headline_claims, noun_drafts, preposition_drafts
from dateline.extract.claim_spans import Draft, Scene, content_spans, source_span, trimmed
from dateline.extract.claim_stance import asserted, looks_ahead, negated, quotation_kind, stance_of
from dateline.extract.claim_turns import carried_on
from dateline.kinds.cues import Cues
from dateline.model.document import Document
from dateline.model.findings import ClaimFinding
from dateline.model.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token


def find_claims(document: Document, cues: Cues) -> tuple[ClaimFinding, ...]:
    """All claims of `document`, sorted by where they begin; a claim's `continues` is an index into the same tuple."""
    scene = Scene(document, cues)
    found = headline_claims(scene)
    for token in document.syntax:
        for draft in _drafts(scene, token):
            claim = _claim(scene, draft)
            if claim is not None:
                found.append(claim)
    return carried_on(document, _unique(found))


def _drafts(scene: Scene, token: Token) -> list[Draft]:
    if token.pos_ == "VERB":
        if token.lower_ in scene.cues.prepositions:
            return preposition_drafts(scene, token)
        drafts = verb_drafts(scene, token)
        return [d for d in drafts if asserted(scene, token, d.source)]
    if token.pos_ == "NOUN":
        return noun_drafts(scene, token)
    if token.pos_ == "ADV":
        return adverb_drafts(scene, token)
    if token.lower_ in scene.cues.prepositions:
        return preposition_drafts(scene, token)
    return []


def _claim(scene: Scene, draft: Draft) -> ClaimFinding | None:
    token, entry = draft.token, draft.entry
    stance = stance_of(entry, token) if entry.kind == "verb" else entry.stance
    if stance is None or _second_of_neither_nor(scene, token, entry.kind):
        return None
    if draft.source is not None:
        draft.source_span = source_span(scene, draft.source, draft.cue, draft.content)
    content = content_spans(scene, draft)
    if not content:
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
        basis=draft.basis or basis_of(scene, token),
        confidence=draft.confidence if draft.source_span else draft.confidence - 0.2,
        reason=f"cue {entry.id}",
    )


def _second_of_neither_nor(scene: Scene, token: Token, kind: str) -> bool:
    """ "neither confirmed nor denied" says one thing, and its first verb has said it."""
    if kind != "verb" or token.dep_ != "conj" or not negated(token):
        return False
    return bool(scene.cues.verbs.get(token.head.lemma_)) and token.lemma_ == "deny"


def _unique(claims: list[ClaimFinding]) -> list[ClaimFinding]:
    """One claim a cue; of two the surer one."""
    best: dict[Span | None, ClaimFinding] = {}
    for claim in claims:
        held = best.get(claim.cue)
        if held is None or held.confidence < claim.confidence:
            best[claim.cue] = claim
    return list(best.values())
