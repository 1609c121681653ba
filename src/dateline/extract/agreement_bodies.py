"""Bodies that stand for the treaties that found them: who "leaves the Criminal Court" leaves its statute."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from dateline.kinds.lexicon import Lexicon
from dateline.kinds.modality import Modality
from dateline.model.findings import ActorFinding, AgreementFinding

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def constituent_treaties(
    doc: Doc, actors: Mapping[int, ActorFinding], lexicon: Lexicon, modality: Modality
) -> Iterator[AgreementFinding]:
    """A mention of the founding treaty for each organisation that somebody is said to leave."""
    for head, f in actors.items():
        entry = lexicon.treaty_of_body.get(f.ids[0]) if f.ids else None
        if entry is not None and _left(doc[head], modality):
            yield AgreementFinding(
                f.span, head, entry.kind, "known", name=entry.name, known=entry.id, definite=True,
                signed=entry.signed_in,
            )  # fmt: skip


def _left(body: Token, modality: Modality) -> bool:
    """ "Leaving ECOWAS", "its withdrawal from the court"; not "left the NATO summit", "left NATO guessing"."""
    words, governor = modality.lemmas("leaving-word"), body.head
    if body.dep_ == "dobj":
        behind = (c for c in governor.children if c.i == body.right_edge.i + 1)
        return governor.lemma_ in words and not any(c.tag_ in ("VBG", "JJ") for c in behind)
    if body.dep_ != "pobj" or governor.lower_ not in ("from", "of"):
        return False
    above = governor.head if governor.head.lower_ != "out" else governor.head.head
    return above.lemma_.lower() in words
