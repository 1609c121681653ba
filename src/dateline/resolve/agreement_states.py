"""Steps by which an agreement is seen to be one of states, though the report names no two of its parties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.model.document import Document
from dateline.model.findings import AgreementFinding, EventFinding
from dateline.model.vocabulary import Step
from dateline.resolve.actor_links import ActorLinks
from dateline.resolve.agreement_parties import head_of, party_ids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

# Steps that nothing but an agreement of states undergoes.
_OF_STATES: frozenset[Step] = frozenset(
    {"deposit", "accede", "exchange", "register", "apply_provisionally", "initial", "reserve", "object"}
)
# What a state itself does to agreements of states, and hardly to the contracts that it makes with firms.
_BY_A_STATE: frozenset[Step] = frozenset({"ratify", "withdraw", "suspend", "resume", "give_notice", "violate"})
# Steps of which "never" tells who stays outside.
_JOINING: frozenset[Step] = frozenset({"sign", "accede"})
# Nouns that are agreements of states wherever they take effect.
_TREATIES = frozenset({"treaty", "convention", "protocol", "covenant"})
# Those that nobody signs with a firm.
_PACTS = frozenset({"pact", "accord"})
_OF_LAW = _TREATIES | _PACTS | {"memorandum"}
_LEFT = _OF_LAW | {"agreement", "arrangement", "understanding", "framework", "compact", "code", "charter", "statute"}
_VOTED = frozenset({"approve", "submit"})
# Words that reports use of agreements of states alone.
_RATIFYING = re.compile(r"\b(?:ratif(?:y|ied|ies|ying|ication)|acce(?:ded|ssion)|depositary|denunciation)\b", re.I)


def between_states(
    event: EventFinding, mentions: Sequence[AgreementFinding], document: Document, links: ActorLinks
) -> bool:
    """Whether only an agreement of states undergoes a step as it is told; `mentions` are those of the agreement."""
    step, doc = event.step, document.syntax
    if step in _OF_STATES:
        return True
    noun = doc[mentions[0].head].lemma_.lower() if mentions else ""
    if noun in _TREATIES or (noun in _OF_LAW and step == "enter_into_force"):
        return True
    if step == "enter_into_force" and _RATIFYING.search(document.text) is not None:
        return True
    if step in _VOTED and (any(_with_a_state(m, document, links) for m in mentions) or _ratified(event, document)):
        return True
    if step in _VOTED and noun in _OF_LAW and mentions[0].sure:
        return True
    by_place = any(_called_by_place(doc[m.head]) for m in mentions)
    if by_place and (noun in _PACTS or step in _BY_A_STATE | {"approve", "enter_into_force"}):
        return True
    return _by_a_state(event, noun, document, links)


def stays_out(event: EventFinding, document: Document) -> bool:
    """ "China, which never signed it": no party."""
    return event.step in _JOINING and any(c.lower_ == "never" for c in document.syntax[event.head].children)


def _by_a_state(event: EventFinding, noun: str, document: Document, links: ActorLinks) -> bool:
    """ "Ottawa left the lumber accord", "Samoa ratified the tuna pact": told of a state itself, not of its bodies."""
    if not ((noun in _LEFT and event.step in _BY_A_STATE) or (noun in _PACTS and event.step not in ("conclude", None))):
        return False
    return any(len(i) == 3 for s in event.actors for i in links.at([head_of(document, s)]))


def _ratified(event: EventFinding, document: Document) -> bool:
    """ "The Greek parliament ratified the deal": what chambers ratify is of states."""
    return document.syntax[event.head].lemma_.lower() in ("ratify", "ratification")


def _called_by_place(noun: Token) -> bool:
    """ "The Ayolas agreement", passed by a chamber: called by where it was signed, not by a party or a person."""
    names = [c for c in noun.lefts if c.dep_ == "compound" and c.pos_ == "PROPN"]
    if any(o.tag_ == "NNS" and o.text.islower() for p in noun.rights if p.lower_ == "with" for o in p.children):
        # "The Detroit accord with the car workers"
        return False
    return noun.text.islower() and any(c.ent_type_ in ("", "GPE", "LOC", "FAC") for c in names)


def _with_a_state(f: AgreementFinding, document: Document, links: ActorLinks) -> bool:
    """ "The House approved the agreement with France"."""
    sides = [head_of(document, s) for s in f.parties if document.syntax[head_of(document, s)].head.lower_ == "with"]
    return not f.topical and any(len(i) == 3 for i in party_ids(links, sides))
