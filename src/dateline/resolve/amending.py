"""The signature of an instrument that only changes another: "signed a protocol amending the treaty"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from dateline.kinds.when import lower_bound
from dateline.model.reading import Event
from dateline.model.vocabulary import Step

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from dateline.resolve.dating import Circumstances

_CHANGES: frozenset[Step] = frozenset({"amend", "extend"})
# Instruments by which an agreement is changed.
_BY = frozenset({"protocol", "addendum", "annex", "supplement", "letter", "exchange", "note", "document", "amendment"})
# What is agreed of an agreement itself: "an amendment to it, concluded on Monday", "the renewal signed on Friday".
_ITSELF: Mapping[str, Step] = {
    "amendment": "amend", "extension": "extend", "renewal": "extend", "prolongation": "extend",
}  # fmt: skip
# Verbs of what such an instrument does to the other, and words before one that say that it does.
_AMENDING = frozenset(
    {"amend", "rewrite", "revise", "change", "modify", "alter", "update", "replace", "reword", "add", "delete", "cut"}
    | {"raise", "lower", "widen", "tighten", "relax", "drop", "strike", "soften"}
)
_PROLONGING = frozenset({"extend", "prolong", "renew"})
_BESIDES = frozenset({"amending", "additional", "supplementary", "supplemental"})
# Sentences after the one that tells of it in which "it" may still be signed.
_NEAR = 2
_A_MONTH = 31
# Tokens between an instrument and the agreement that it is to change.
_REACH = 12


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


def changed_by_paper(built: Sequence[tuple[Event, int]], around: Circumstances) -> list[tuple[Event, int]]:
    """The events, with the change of one agreement by the signature of a protocol to it that no verb tells.

    "Signed a protocol to the 1991 agreement", "a protocol rewriting article 9 of the accord was signed", "an amending
    protocol was signed"; "have amended it. A protocol was signed on Thursday" dates what was told without a day.
    """
    doc, out = around.document.syntax, list(built)
    told = {(e.agreement, e.step) for e, _ in built if e.step in _CHANGES and e.date.edtf}
    absorbed: set[int] = set()
    for n, (e, head) in enumerate(built):
        if e.step not in ("sign", "conclude") or e.polarity == "negative":
            continue
        paper = _signed_paper(doc[head])
        if paper is None or (e.step == "conclude" and paper.lemma_.lower() not in _ITSELF):
            continue
        if paper.lemma_.lower() in _ITSELF and not _news(e, around):
            # "An amendment to the agreement signed in 2006": the agreement was.
            continue
        changed, verb = _changed(paper, around.agreements)
        if changed is None and (late := _undated(built, paper, doc)) is not None:
            out[late] = (_done(built[late][0], e), built[late][1])
            continue
        longer = verb is not None and verb.lemma_ in _PROLONGING
        step: Step = "extend" if longer else _ITSELF.get(paper.lemma_.lower(), "amend")
        if changed is None or (str(changed), step) in told or (str(changed), "extend") in told:
            continue
        reason = f"{e.reason}; by the signature of an instrument that changes it (VCLT art. 39)"
        change = msgspec.structs.replace(e, step=step, agreement=str(changed), reason=reason)
        if e.agreement == str(changed):
            # "A protocol amending the treaty that they signed on Monday"
            alike = [
                i for i, (o, _) in enumerate(out) if (o.agreement, o.step, o.date.edtf) == (str(changed), step, None)
            ]
            out[n] = (change, head)
            if alike and doc[out[alike[0]][1]].sent == doc[head].sent:
                out[alike[0]], absorbed = (_done(out[alike[0]][0], e), out[alike[0]][1]), absorbed | {n}
        else:
            out.append((change, head))
    return sorted((o for i, o in enumerate(out) if i not in absorbed), key=lambda pair: pair[0].anchor)


def _news(event: Event, around: Circumstances) -> bool:
    """Whether an event is of the month before its report."""
    day, first = around.document.report.day, lower_bound(event.date.edtf) if event.date.edtf else None
    return day is not None and first is not None and (day - first).days <= _A_MONTH


def _signed_paper(signing: Token) -> Token | None:
    """The instrument, told as a new one, that is signed: a verb's object, or what its clause hangs on."""
    held = [c for c in signing.children if c.dep_ in ("dobj", "nsubjpass")]
    if signing.dep_ in ("acl", "relcl"):
        inner = signing.head
        # "A protocol to the 1991 agreement that they signed": the parser hangs the clause on the last noun.
        before = inner.doc[max(inner.i - _REACH, inner.sent.start) : inner.i]
        before = [t for t in before if t.lemma_.lower() in _BY | _ITSELF.keys()]
        held += [inner, *reversed(before)]
    new = (
        t
        for t in held
        if t.lemma_.lower() in _BY | _ITSELF.keys() and not any(c.lower_ in ("the", "its") for c in t.lefts)
    )
    return next(new, None)


def _changed(paper: Token, agreements: Mapping[int, int]) -> tuple[int | None, Token | None]:
    """The agreement that an instrument is to change by its own words, and the verb that says how."""
    own = agreements.get(paper.i)
    sentence = paper.doc[paper.i + 1 : min(paper.i + 1 + _REACH, paper.sent.end)]
    for t in sentence:
        if t.i not in agreements or agreements[t.i] == own:
            continue
        # Where the parser hangs "to" is not to be relied on.
        between = paper.doc[paper.i + 1 : t.i]
        verb = next((w for w in between if w.pos_ == "VERB" and w.lemma_ in _AMENDING | _PROLONGING), None)
        if verb is not None or between[0].lower_ == "to" or (between[0].lower_ == "of" and paper.lemma_ in _ITSELF):
            return agreements[t.i], verb
    if any(c.lower_ in _BESIDES for c in paper.lefts):
        before = [h for h in agreements if h < paper.i and agreements[h] != own]
        return (agreements[max(before)], None) if before else (None, None)
    return None, None


def _undated(built: Sequence[tuple[Event, int]], paper: Token, doc: Doc) -> int | None:
    """ "Have changed it so that it covers vanilla. A protocol was signed on Thursday": the change told right before."""
    for n, (e, head) in enumerate(built):
        near = head < paper.i and _sentences(doc[head], paper) <= 1
        if e.step in _CHANGES and e.date.edtf is None and near and e.tense == "past":
            return n
    return None


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
