"""What only a part of a chamber does, and what one chamber passes on to the other: no step of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.extract.event_frames import Frame
from dateline.extract.event_words import Words
from dateline.extract.syntax import Clauses
from dateline.model.findings import EventFinding

if TYPE_CHECKING:
    from spacy.tokens import Token

# "A party congress" is no legislature.
_OF_PARTY = frozenset({"party", "union"})

# Members of a chamber who are not the chamber.
_FEW = frozenset({"two", "three", "four", "five", "six", "some", "several", "few", "opposition", "rebel", "dissident"})
# What lawmakers pass.
_ACTS = frozenset({"act", "bill", "law", "legislation", "motion", "measure"})
_MONEY = frozenset({"$", "€", "£", "million", "billion", "trillion", "dollar", "euro"})


def in_part(frame: Frame, words: Words, clauses: Clauses) -> bool:
    """ "A committee of the Senate approved it": not yet the chamber."""
    does = clauses.subjects(frame.trigger) if frame.trigger.pos_ == "VERB" else []
    does = does or list(frame.actors)
    decides = any(_by_name(t, words) for t in does)
    part = frozenset() if decides else words.lexicon.classes["part-of-chamber"]
    of_party = [t for t in does if any(c.lower_ in _OF_PARTY for c in t.lefts) and not _governs(t, words)]
    members = [t for t in does if _member(t, words)]
    return bool(does) and all(t.lemma_.lower() in part or t in of_party or t in members for t in does)


def shelved_in_committee(frame: Frame, words: Words, clauses: Clauses) -> bool:
    """ "The Senate's environment committee shelved the treaty": its bill, and not what is in force."""
    does = clauses.subjects(frame.trigger) if frame.trigger.pos_ == "VERB" else []
    return any(t.lemma_.lower() in words.lexicon.classes["part-of-chamber"] for t in does)


def act_is_for(verb: Token) -> bool:
    """ "Signed the act bringing the treaty into force": what the act is for; the parser may see a clause."""
    if verb.tag_ != "VBG" or any(c.dep_ == "aux" for c in verb.children):
        return False
    papers = [verb.head] if verb.dep_ == "acl" else [c for c in verb.lefts if c.dep_ == "nsubj"]
    return any(t.lemma_ in _ACTS for t in papers)


def _governs(token: Token, words: Words) -> bool:
    """ "The Union Cabinet": a government, of whatever name."""
    f = words.arguments.actors.get(token.i)
    return f is not None and f.organ in ("government", "head_of_state")


def _by_name(token: Token, words: Words) -> bool:
    """ "The Standing Committee of the National People's Congress": a body that decides for the state."""
    f = words.arguments.actors.get(token.i)
    return f is not None and f.form == "name" and f.organ is not None


def bought(frame: Frame, words: Words, clauses: Clauses) -> bool:
    """ "The government approved a $115 billion arms deal", "a deal with a Russian firm": a sale."""
    deal = frame.agreement
    if deal is None or deal.lemma_.lower() != "deal":
        return False
    told = [t.lower_ for c in deal.lefts for t in c.subtree]
    firms = words.lexicon.classes["firm"]
    with_firm = any(t.lemma_.lower() in firms for t in clauses.obliques(deal, ("with", "between")))
    return with_firm or any(t in _MONEY for t in told)


def _member(token: Token, words: Words) -> bool:
    """ "Senator Ana Robledo voted for it", "two opposition senators did": some members' votes."""
    f = words.arguments.actors.get(token.i)
    if f is None or f.sector != "LEG" or f.office is None:
        return False
    return not f.plural or any(c.lower_ in _FEW for c in token.lefts)


def passed_on(verb: Token, steps: Sequence[EventFinding], words: Words) -> bool:
    """ "The deputies passed it, sending it on to the Senate": from one chamber to the other."""
    if not steps or steps[-1].step != "approve" or steps[-1].head != verb.head.i:
        return False
    spans = (verb.doc.char_span(*s, alignment_mode="expand") for s in steps[-1].actors)
    if any(_governs(s.root, words) for s in spans):
        # "The cabinet adopted the bill and sent it to the Assembly"
        return False
    return verb.dep_ in ("advcl", "conj", "xcomp") and not any(c.dep_ == "nsubj" for c in verb.children)
