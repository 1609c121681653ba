"""What another event of the same clause already says: "held talks", "agreed to send", "refused to ratify"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from dateline.model.findings import EventFinding

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Steps that the parties take by agreeing to take them.
DONE_BY_AGREEING = frozenset({"extend", "amend", "suspend", "resume", "terminate"})


def once(events: Sequence[EventFinding], doc: Doc, held: Collection[int]) -> Iterator[EventFinding]:
    """Leave out what another event already says; `held`: triggers whose sense lies in verb and object together."""
    heads = {e.head: e for e in events}
    for e in events:
        token = doc[e.head]
        governor = token.head
        outer = heads.get(governor.i)
        light = e.nominal and token.dep_ in ("dobj", "nsubjpass") and outer is not None and outer.type == e.type
        light = light and (e.step is None or (outer is not None and outer.step is not None))
        counted = e.nominal and _held(token, held) and e.head != governor.i and not _own(token, e, outer)
        # "Kenya's signature of the pact was welcomed": the step is told, whatever is said of it.
        counted = counted and (e.step is None or (outer is not None and outer.step is not None))
        promised = (
            outer is not None
            and token.dep_ in ("xcomp", "ccomp")
            and outer.type in ("AGREE", "REQUEST", "REJECT", "THREATEN")
            and e.tense == "future"
            and e.step is None
        )
        arrived = outer is not None and token.dep_ == "advcl" and "(travel)" in e.reason and outer.type == "CONSULT"
        for_talks = _for_talks(token, e, heads)
        # "Exploded, tearing through a queue", "chanting slogans, crowds filled the square": one event.
        told = outer is not None and token.dep_ == "advcl" and token.tag_ == "VBG" and outer.type == e.type
        done_for = outer is not None and token.dep_ in ("advcl", "xcomp") and token.tag_ == "VB"
        told = told or (done_for and outer is not None and outer.type == e.type)
        doing = (
            told
            and outer is not None
            and (e.type in ("PROTEST", "ACCUSE") or (e.mode is not None and e.mode == outer.mode))
        )
        # "its refusal to let the ship through": what is refused is no event of its own.
        refused = outer is not None and token.dep_ == "acl" and outer.type == "REJECT" and outer.nominal
        # "vowed to resume attacks"
        above = heads.get(governor.head.i) if token.dep_ == "dobj" and governor.dep_ == "xcomp" else None
        vowed = above is not None and above.type == "THREATEN" and e.tense == "future"
        refused = refused or (
            outer is not None
            and token.dep_ == "xcomp"
            and outer.type in ("REJECT", "RETREAT")
            and (e.polarity, e.step) == ("negative", None)
        )
        # "agreed to stop firing on ships", "agreed to hold a round of talks": all of it is what was agreed.
        refused = refused or _meant(token, e, heads)
        # "the sinking left hundreds missing", "on hunger strike": the verb says it of the noun.
        named = e.nominal and token.dep_ in ("nsubj", "pobj")
        verb = outer if token.dep_ == "nsubj" else heads.get(governor.head.i)
        same = named and verb is not None and e.mode is not None and (verb.type, verb.mode) == (e.type, e.mode)
        # "took part in NATO's drill": the verb says it of all who did.
        drilled = verb is not None and e.nominal and (e.type, verb.type) == ("MOBILIZE", "COOPERATE")
        # "Detained on arrival, the reporter was taken to a prison": one arrest.
        before = [c for c in token.children if c.dep_ == "advcl" and c.tag_ == "VBN" and c.i < token.i]
        opened = [heads[c.i] for c in before if c.i in heads]
        passive = any(c.dep_ == "auxpass" for c in token.children)
        again = passive and e.mode is not None and any((o.type, o.mode) == (e.type, e.mode) for o in opened)
        if doing or refused or vowed or same or drilled or again:
            continue
        if (
            not light
            and not promised
            and not counted
            and not arrived
            and not for_talks
            and not (e.type in ("REJECT", "AGREE") and _about_step(token, heads))
        ):
            yield e


def _own(noun: Token, e: EventFinding, outer: EventFinding | None) -> bool:
    """ "Broke up a march by miners", "rejected a Russian demand that X": two events, the inner with its own sides."""
    if outer is None or (e.type, outer.type) not in (("PROTEST", "COERCE"), ("REQUEST", "REJECT")):
        return False
    told = any(c.lower_ in ("by", "in", "at", "against", "over", "outside") for c in noun.children if c.dep_ == "prep")
    return told if e.type == "PROTEST" else bool(e.actors and e.recipients)


def _meant(token: Token, e: EventFinding, heads: Mapping[int, EventFinding]) -> bool:
    """Whether an event only stands in what somebody agreed, asked, refused or threatened to do."""
    if e.step is not None or (e.tense != "future" and e.polarity == "positive"):
        return False
    verb = token
    while verb.dep_ == "pobj" and verb.head.lower_ == "of" and verb.head.head.pos_ == "NOUN":
        verb = verb.head.head
    verb = verb.head if e.nominal and verb.dep_ == "dobj" else verb
    while verb.dep_ == "xcomp" and verb.head.pos_ == "VERB":
        verb = verb.head
        outer = heads.get(verb.i)
        if outer is not None and outer.type in ("AGREE", "REQUEST", "REJECT", "THREATEN") and verb.i != token.i:
            return True
    return False


def _held(noun: Token, held: Collection[int]) -> bool:
    """Whether a noun is, or hangs with "of" on, the object of a verb whose sense lies in both together."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ == "NOUN":
        noun = noun.head.head
    return noun.dep_ in ("dobj", "nsubjpass") and noun.head.i in held


def _for_talks(token: Token, e: EventFinding, heads: Mapping[int, EventFinding]) -> bool:
    """ "flew to Brasilia for talks with Lula": one meeting."""
    if e.type != "CONSULT" or not e.nominal or token.dep_ != "pobj":
        return False
    outer = heads.get(token.head.head.i)
    return outer is not None and outer.type == "CONSULT"


def _about_step(token: Token, heads: Mapping[int, EventFinding]) -> bool:
    """ "refused to ratify": the step that did not happen says it all."""
    inner = [heads[c.i] for c in token.children if c.dep_ == "xcomp" and c.i in heads and heads[c.i].step]
    told = heads[token.i].step is None
    return told and any(e.step in DONE_BY_AGREEING or heads[token.i].type == "REJECT" for e in inner)
