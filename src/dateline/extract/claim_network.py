"""Claims as the attribution network reads them: its spans for cues that the rules know, and cues that rules miss."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.extract.claim_spans import Draft, Scene, ids
from dateline.extract.claim_stance import quotation_kind, stance_of
from dateline.kinds.cues import Cue
from dateline.model.findings import Attribution, ClaimFinding
from dateline.model.vocabulary import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_SURE = 0.6


def as_read(scene: Scene, claims: Sequence[ClaimFinding], attributions: Sequence[Attribution]) -> list[ClaimFinding]:
    """`claims` with the spans of the attributions that share their cue, and a claim for each one that shares none."""
    left = list(claims)
    out: list[ClaimFinding] = []
    for read in attributions:
        same = [c for c in left if c.cue is not None and c.cue.overlaps(read.cue)]
        if same:
            left = [c for c in left if c not in same]
            out.append(_with_spans(scene, max(same, key=lambda c: c.confidence), read))
        else:
            new = _new(scene, read)
            if new is not None:
                out.append(new)
    return [*left, *out]


def _with_spans(scene: Scene, claim: ClaimFinding, read: Attribution) -> ClaimFinding:
    source = read.source if claim.source is None else claim.source
    if claim.source is not None and read.source is not None and not claim.source.overlaps(read.source):
        source = read.source
    return dataclasses.replace(
        claim,
        cue=read.cue,
        source=source,
        content=read.content,
        quotation=quotation_kind(scene, read.content, read.cue),
        confidence=round((claim.confidence + read.confidence) / 2, 2),
        reason=f"{claim.reason}, read by the network",
    )


def _new(scene: Scene, read: Attribution) -> ClaimFinding | None:
    """A claim with a cue that the rules see none in: with a known word's stance, else a plain statement."""
    words = scene.document.syntax.char_span(*read.cue, alignment_mode="expand")
    if words is None:
        return None
    kind = quotation_kind(scene, read.content, read.cue)
    found = _known(scene, words.root)
    if read.confidence < _SURE or (not scene.cues.attitudes and found is None and kind == "indirect"):
        return None
    stance: Stance = "states"
    if found is not None:
        content = {t.i for s in read.content for t in scene.document.syntax.char_span(*s, alignment_mode="expand")}
        told = stance_of(scene, Draft(found, words.root, content, ids(words.root) & {t.i for t in words}))
        if told is None and not scene.cues.attitudes:
            return None
        stance = told or stance
    return ClaimFinding(
        read.source,
        read.cue,
        read.content,
        kind,
        stance,
        confidence=round(read.confidence * 0.8, 2),
        reason=f"cue {found.id if found else words.root.lemma_}, read by the network",
    )


def _known(scene: Scene, word: Token) -> Cue | None:
    """The first entry of the cue's own word."""
    cues = scene.cues
    tables = {"VERB": cues.verbs, "AUX": cues.verbs, "NOUN": cues.nouns, "ADV": cues.adverbs}
    entries = tables.get(word.pos_, cues.prepositions).get(word.lemma_.lower(), ())
    return entries[0] if entries else None
