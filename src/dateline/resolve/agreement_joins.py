"""Descriptions that mean a well-known agreement: "an agreement" of the two who signed the Doha accord, in its days,
and what a report begins with and then calls by its name ("a Cold War-era treaty … The INF treaty …").
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from dateline.kinds.lexicon import KnownAgreement, Lexicon
from dateline.model.document import Document
from dateline.model.findings import EventFinding
from dateline.model.vocabulary import Step
from dateline.resolve.agreement_called import ANOTHER, is_new
from dateline.resolve.agreements import AgreementLinks, Chain

if TYPE_CHECKING:
    from spacy.tokens import Token

# Days round its signature in which a well-known agreement is what two of its parties are said to agree on.
_NEW_DAYS = 400
# Sentences of the body within which a report gives the name of what it began with.
_SOON = 8
# Words before a name by which it is told as that of another, and those that say so wherever they stand.
_BESIDE = 3
_ALSO = frozenset({"also", "another", "separate", "separately", "similar"})

# How many a description says that an agreement is of.
_SIDED = re.compile(r"\b(bi|tri)lateral|\b(two|three|four|five|six)-(?:way|party|nation|country)\b")
_SIDES = {"bi": 2, "tri": 3, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}

# Steps by which an agreement comes about.
_MAKING: frozenset[Step] = frozenset({"negotiate", "conclude", "initial"})


def join_known(
    agreements: AgreementLinks,
    moved: Sequence[tuple[EventFinding, int]],
    lexicon: Lexicon,
    document: Document,
    apart: Mapping[int, frozenset[int]] = MappingProxyType({}),
) -> tuple[AgreementLinks, list[tuple[EventFinding, int]]]:
    """The chains with those joined that are one, and the steps with their chains; chains keep their numbers.

    `apart` gives by the head of a mention those of other agreements.
    """
    day = document.report.day
    chains = list(agreements.chains)
    known = [(i, entry) for i, c in enumerate(chains) if (entry := lexicon.known_by_id.get(c.known or ""))]
    into = {}
    made = any(_to_be_made(e) for e, i in moved if i == 0)
    if (named_soon := _introduced(chains, known, document, apart, to_be_made=made)) is not None:
        into[0] = named_soon
    for i, chain in enumerate(chains):
        if i in into:
            continue
        fits = [
            k for k, entry in known
            if _called_by_year(chain, entry, document) or (_new(entry, day) and _means(chain, entry, document))
        ]  # fmt: skip
        if len(fits) == 1:
            into[i] = fits[0]
        elif not fits and (entry := _only(chain, lexicon, document)) is not None:
            named = dataclasses.replace(chain.mentions[0], known=entry.id, name=entry.name)
            chains[i] = dataclasses.replace(chain, mentions=[named, *chain.mentions[1:]])
            known.append((i, entry))
    for i, k in into.items():
        chains[k] = Chain(
            sorted([*chains[k].mentions, *chains[i].mentions], key=lambda m: m.span),
            chains[k].told | chains[i].told, chains[k].topics | chains[i].topics,
            chains[k].steps + chains[i].steps, chains[k].between_states or chains[i].between_states,
        )  # fmt: skip
        chains[i] = Chain()
    by_head = {h: into.get(i, i) for h, i in agreements.by_head.items()}
    return AgreementLinks(tuple(chains), by_head), [(e, into.get(i, i)) for e, i in moved]


def _introduced(
    chains: Sequence[Chain],
    known: Sequence[tuple[int, KnownAgreement]],
    document: Document,
    apart: Mapping[int, frozenset[int]],
    *,
    to_be_made: bool,
) -> int | None:
    """The well-known agreement by whose name a report soon calls what its headline or its first sentence tells of."""
    doc, body = document.syntax, document.body
    first = chains[0] if chains else Chain()
    if not first.mentions or first.known or first.names or not body or first.mentions[0].head >= body[0].end:
        return None
    soon = body[min(_SOON, len(body)) - 1].end
    fits = []
    for k, entry in known:
        f = min(chains[k].mentions, key=lambda m: m.head)
        if f.head >= soon:
            continue
        beside = any(doc[m.head].sent == doc[f.head].sent for m in first.mentions)
        other = f.other or _otherwise(doc[f.head])
        told_apart = any(m.head in apart.get(f.head, ()) or f.head in apart.get(m.head, ()) for m in first.mentions)
        if not (beside or other or told_apart) and _may_be(first, entry, document, to_be_made=to_be_made):
            fits.append((f.head, k))
    return min(fits)[1] if fits else None


def _otherwise(noun: Token) -> bool:
    """ "Also casts doubt over New START", "like the INF treaty": told as another than the one that is spoken of."""
    first = noun.left_edge.i
    near = noun.doc[max(first - _BESIDE, noun.sent.start) : first]
    return any(t.lower_ in ANOTHER for t in near) or any(t.lower_ in _ALSO for t in noun.sent)


def _to_be_made(event: EventFinding) -> bool:
    """Whether an agreement is told to be still to come, or not to have come about: "failed to reach a deal"."""
    return event.step in _MAKING and (event.tense != "past" or event.polarity == "negative")


def _may_be(chain: Chain, entry: KnownAgreement, document: Document, *, to_be_made: bool) -> bool:
    """Whether nothing that is told of a description speaks against its being the well-known agreement."""
    signed, day = entry.signed_in, document.report.day
    if not _alike(chain, entry, document) or (chain.year and signed and chain.year != signed):
        return False
    fresh = to_be_made or any(is_new(m, document) for m in chain.mentions)
    if fresh and signed is not None and day is not None and signed < day.year - 1:
        return False
    return not entry.parties or chain.parties <= set(entry.parties)


def _new(entry: KnownAgreement, day: dt.date | None) -> bool:
    if entry.signed is None or day is None:
        return False
    return abs((day - dt.date.fromisoformat(entry.signed)).days) <= _NEW_DAYS


def _means(chain: Chain, entry: KnownAgreement, document: Document) -> bool:
    """Whether a chain without a name tells two parties or more, all of them parties of the entry."""
    if chain.known or chain.names or chain.year or any(m.other for m in chain.mentions):
        return False
    return _alike(chain, entry, document) and len(chain.parties) >= 2 and chain.parties <= set(entry.parties)


def _called_by_year(chain: Chain, entry: KnownAgreement, document: Document) -> bool:
    """ "The 2015 nuclear pact" of one party or more, all of them parties of the entry that was signed in that year."""
    if chain.known or chain.names or not chain.year or not (entry.signed or "").startswith(str(chain.year)):
        return False
    enough = chain.kind == entry.kind or len(chain.parties) > 2 or chain.parties == set(entry.parties)
    return _alike(chain, entry, document) and enough and bool(chain.parties) and chain.parties <= set(entry.parties)


def _only(chain: Chain, lexicon: Lexicon, document: Document) -> KnownAgreement | None:
    """The one listed agreement of a chain's very kind that its year and parties fit."""
    fits = [a for a in lexicon.known_agreements if a.kind == chain.kind and _called_by_year(chain, a, document)]
    return fits[0] if len(fits) == 1 and chain.kind not in ("treaty", "other") else None


def _alike(chain: Chain, entry: KnownAgreement, document: Document) -> bool:
    sides = {_SIDES[a or b] for m in chain.mentions for a, b in _SIDED.findall(m.span.of(document.text).lower())}
    if entry.parties and sides and len(entry.parties) not in sides:
        # "A four-way pact" is none of twelve.
        return False
    return chain.kind in (entry.kind, "other", "treaty")
