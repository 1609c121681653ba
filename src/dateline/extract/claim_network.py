"""Claims as the attribution network reads them: its spans for cues that the rules know, and cues that rules miss."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.extract.claim_fore import with_antecedent
from dateline.extract.claim_known import known_cue
from dateline.extract.claim_spans import Draft, Scene, child
from dateline.extract.claim_stance import asserted, is_agent, quotation_kind, stance_of
from dateline.model.findings import Attribution, ClaimFinding
from dateline.model.span import Span, hull
from dateline.model.vocabulary import Stance

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

READ = ", read by the network"  # how the reason of such a claim ends
_SURE = 0.6
_SURER = 0.8  # for words that no entry knows, and that bring no proposition
_CLEAR = 0.6  # how likely a stance must be, for words that no entry knows
_CLEARER = 0.85  # the same where they bring no proposition
_STANDS = frozenset({"fears", "hopes", "doubts", "condemns", "praises", "accuses"})


def as_read(scene: Scene, claims: Sequence[ClaimFinding], attributions: Sequence[Attribution]) -> list[ClaimFinding]:
    """`claims` with the spans of the attributions that share their cue, and a claim for each one that shares none."""
    left = list(claims)
    out: list[ClaimFinding] = []
    for read in attributions:
        same = [c for c in left if c.cue and c.cue.overlaps(read.cue) and _alike(scene, c.cue, read.cue)]
        if read.confidence < _SURE:  # "is", where the rules have "is steering clear", tells nothing
            same = [c for c in same if c.cue and read.cue.covers(_head(scene, c.cue))]
        if same:
            left = [c for c in left if c not in same]
            out.append(_with_spans(scene, max(same, key=lambda c: c.confidence), read))
        else:
            new = _new(scene, read)
            if new is not None:
                out.append(new)
    return [*left, *out]


def _alike(scene: Scene, by_rule: Span, read: Span) -> bool:
    """Whether two cues are one: not "reportedly" and "reportedly sanctioned", but "say" and "appeared to say"."""
    words = [scene.words(c) for c in (by_rule, read)]
    mine, theirs = (w.root if w is not None else None for w in words)
    return mine is not None and theirs is not None and (mine.pos_ != "ADV" or mine.i == theirs.i)


def _head(scene: Scene, cue: Span) -> Span:
    words = scene.words(cue)
    return cue if words is None else Span(words.root.idx, words.root.idx + len(words.root))


def beside(attributions: Sequence[Attribution], turns: Sequence[ClaimFinding]) -> list[Attribution]:
    """The attributions that do not read a turn of a dialogue anew, whose speaker the form of the text gives."""
    said = [s for t in turns for s in t.content]
    return [
        a
        for a in attributions
        if any(s.covers(a.cue) for s in said) or not any(s.overlaps(c) for s in said for c in a.content)
    ]


def _with_spans(scene: Scene, claim: ClaimFinding, read: Attribution) -> ClaimFinding:
    source = read.source if claim.source is None else claim.source
    if claim.source is not None and read.source is not None and not claim.source.overlaps(read.source):
        source = claim.source if _relative(scene, read.source) and not scene.cues.attitudes else read.source
    content = read.content if scene.cues.attitudes else with_antecedent(scene, _closed(read, source))
    if not scene.cues.attitudes and claim.cue is not None and claim.cue.covers(read.cue) and claim.cue != read.cue:
        return dataclasses.replace(claim, content=content, quotation=quotation_kind(scene, content, claim.cue))
    return dataclasses.replace(
        claim,
        cue=read.cue,
        source=source,
        content=content,
        quotation=quotation_kind(scene, content, read.cue),
        confidence=round((claim.confidence + read.confidence) / 2, 2),
        reason=f"{claim.reason}{READ}",
    )


def _relative(scene: Scene, source: Span) -> bool:
    """Whether a source is a relative pronoun, where the rules have the noun that it stands for."""
    words = scene.words(source)
    return words is not None and len(words) == 1 and words[0].tag_ in ("WDT", "WP")


def _closed(read: Attribution, source: Span | None) -> tuple[Span, ...]:
    """The content with what stands between its parts, unless it is cue or source: asides are said by the same mouth."""
    fixed = [read.cue, *([source] if source is not None else [])]
    out = [read.content[0]]
    for part in read.content[1:]:
        whole = hull((out[-1], part))
        if any(whole.overlaps(f) for f in fixed):
            out.append(part)
        else:
            out[-1] = whole
    return tuple(out)


def _new(scene: Scene, read: Attribution) -> ClaimFinding | None:
    """A claim with a cue that the rules see none in: with a known word's stance, else with the network's."""
    words = scene.words(read.cue)
    if words is None or (read.confidence < _SURE and not scene.cues.attitudes):
        return None
    draft = known_cue(scene, read, words)
    entry = draft.entry if draft is not None else None
    kind = quotation_kind(scene, read.content, read.cue)
    if kind == "direct" and _on_a_sign(scene, read):
        return None
    stance = _stance(scene, draft) if draft is not None else None
    if stance is None and draft is None:
        stance = _stand(scene, read, words)
    if stance is None and not scene.cues.attitudes and (entry is not None or kind != "direct"):
        return None
    return ClaimFinding(
        read.source,
        read.cue,
        read.content if scene.cues.attitudes else with_antecedent(scene, read.content),
        kind,
        stance or "states",
        confidence=round(read.confidence * 0.8, 2),
        reason=f"cue {entry.id if entry else words.root.lemma_}{READ}",
    )


def _on_a_sign(scene: Scene, read: Attribution) -> bool:
    source = scene.words(read.source) if read.source is not None else None
    return source is not None and source.root.lemma_.lower() in scene.cues.words["sign"]


def _stand(scene: Scene, read: Attribution, words: Words) -> Stance | None:
    """What the network takes words without an entry to say: "X texted that …", "X was livid at …", not "X knows …".

    A proposition (a clause that stands by itself, a quotation) that an agent's verb brings is said; a mere object only
    where the network is sure that the words take a stand towards it.
    """
    verb = words.root
    if read.source is None or read.stance_confidence < _CLEAR or verb.lemma_ in scene.cues.silent or not verb.is_alpha:
        return None
    source = scene.words(read.source)
    if source is None or not is_agent(scene, source.root) or verb.lemma_ in scene.cues.words["binding"]:
        return None
    spans = [scene.words(s) for s in read.content]
    said = any(t.i in scene.quote_at or _finite_clause(t) for s in spans for t in s or ())
    sure = read.confidence >= _SURER and read.stance_confidence >= _CLEARER and read.stance in _STANDS
    return read.stance if sure or (said and verb.pos_ == "VERB") else None


def _finite_clause(token: Token) -> bool:
    """The verb of a clause that stands by itself or is told, and is no relative one."""
    finite = token.tag_ in ("VBD", "VBZ", "VBP") or child(token, "aux") is not None
    return finite and token.dep_ in ("ccomp", "ROOT", "parataxis")


def _stance(scene: Scene, draft: Draft) -> Stance | None:
    """What the cue comes to where it stands; None where nobody really says it, or nothing is said ("said this")."""
    doc, entry = scene.document.syntax, draft.entry
    if all(doc[i].pos_ in ("PRON", "DET", "PUNCT") for i in draft.content) and not entry.words:
        return None
    if draft.stance is not None or entry.kind != "verb":
        return stance_of(scene, draft)
    return stance_of(scene, draft) if asserted(scene, draft.token, draft) else None
