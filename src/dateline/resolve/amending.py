"""The signature of an instrument that only changes another: "signed a protocol amending the treaty"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from dateline.model.reading import Event
from dateline.model.vocabulary import Step

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CHANGES: frozenset[Step] = frozenset({"amend", "extend"})
# Instruments by which an agreement is changed.
_BY = frozenset({"protocol", "addendum", "annex", "supplement", "letter", "exchange", "note", "document", "amendment"})
# Sentences after the one that tells of it in which "it" may still be signed.
_NEAR = 2


def changed_by_signing(built: Sequence[tuple[Event, int]], doc: Doc) -> list[tuple[Event, int]]:
    """The events, with the change of an agreement where a report tells that an instrument changing it is signed.

    States amend and prolong a treaty by agreement (Vienna Convention, art. 39): its own signature was another day.
    Where the report tells the protocol apart as an agreement of its own, that has its signature besides.
    """
    signings = [(e, h) for e, h in built if e.step == "sign" and e.polarity != "negative"]
    changed: dict[int, Event] = {}
    absorbed: set[int] = set()
    for n, (change, head) in enumerate(built):
        paper = _paper(doc[head]) if change.step in _CHANGES else None
        signed = next(((e, h) for e, h in signings if paper is not None and _of(doc[h], paper)), None)
        if signed is None:
            continue
        signing, at = signed
        changed[n] = _done(change, signing)
        if signing.agreement == change.agreement:
            absorbed.add(at)
    return [(changed.get(n, e), h) for n, (e, h) in enumerate(built) if e.step != "sign" or h not in absorbed]


def _paper(change: Token) -> Token | None:
    """The instrument of which a verb says that it changes another."""
    noun = change.head
    return noun if change.dep_ in ("acl", "relcl") and noun.lemma_.lower() in _BY else None


def _of(signing: Token, paper: Token) -> bool:
    """Whether it is the instrument that is signed: as an object, or as "it" in one of the next sentences."""
    clause = signing.dep_ in ("acl", "relcl") and signing.head.i == paper.i
    if clause or any(c.i == paper.i for c in signing.children):
        return True
    if signing.i < paper.i or _sentences(paper, signing) > _NEAR:
        return False
    return any(c.lower_ == "it" and c.dep_ in ("dobj", "nsubjpass") for c in signing.children)


def _sentences(first: Token, last: Token) -> int:
    """How many sentences one token stands behind another."""
    starts = {t.sent.start for t in first.doc[first.i : last.i + 1]}
    return len(starts) - 1


def _done(change: Event, signing: Event) -> Event:
    actors = change.actors or signing.actors
    reason = f"{change.reason}; by the signature of an instrument that changes it (VCLT art. 39)"
    return msgspec.structs.replace(
        change, actors=actors, date=signing.date, tense=signing.tense, polarity=signing.polarity,
        certainty=signing.certainty, conditional=signing.conditional, reason=reason,
    )  # fmt: skip
