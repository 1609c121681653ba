"""Joining that is voted on stands for the agreement by which it comes: "approved Bolivia's entry into Mercosur"."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from dateline.kinds.modality import Modality
from dateline.model.findings import ActorFinding, AgreementFinding
from dateline.model.span import Span
from dateline.model.vocabulary import CHAMBERS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Words

_INTO = frozenset({"to", "of", "in", "into"})


def with_entries(
    found: Mapping[int, AgreementFinding], doc: Doc, actors: Mapping[int, ActorFinding], modality: Modality
) -> dict[int, AgreementFinding]:
    """The mentions, and each joining that is voted on: one with "the accession protocol" of the same report."""
    joined = {f.head: f for f in _entries(doc, actors, modality) if f.head not in found}
    if not joined:
        return dict(found)
    for head, f in joined.items():
        # "Adopted the treaty that brings the country into the Community"
        around = [o.head for o in found.values() if o.known is None and _within(doc[head], doc[o.head])]
        if around:
            joined[head] = dataclasses.replace(f, equals=max(around), other=False)
    nameless = (f for f in found.values() if f.name is None and f.known is None)
    # "The accession protocol", "all thirty have to ratify the protocols"
    papers = [
        f for f in nameless
        if _of_joining(doc[f.head], modality) or (f.definite and _bare_protocol(doc[f.head]))
    ]  # fmt: skip
    first, *others = sorted((*joined.values(), *papers), key=lambda f: f.head)
    one = {f.head: dataclasses.replace(f, equals=first.head) for f in others if f.equals is None}
    return {**found, **joined, **one}


def _within(token: Token, noun: Token) -> bool:
    """Whether a token stands in what is said of a noun, and not in one of its consequences ("clearing the way")."""
    path = [a for a in token.ancestors if noun.is_ancestor(a)]
    return noun.is_ancestor(token) and not any(a.dep_ == "advcl" for a in path)


def _bare_protocol(noun: Token) -> bool:
    return noun.lemma_.lower() == "protocol" and not any(c.dep_ in ("compound", "amod", "nmod") for c in noun.lefts)


def _of_joining(noun: Token, modality: Modality) -> bool:
    """ "The accession protocol", "the treaty of accession"."""
    near = [c for c in noun.lefts if c.dep_ in ("compound", "amod", "nmod")]
    near += [o for p in noun.rights if p.lower_ in ("of", "on") for o in p.children]
    return any(t.lemma_.lower() in modality.lemmas("joining-noun") for t in near)


def _entries(doc: Doc, actors: Mapping[int, ActorFinding], modality: Modality) -> Iterator[AgreementFinding]:
    """A mention for each organisation whose joining a chamber decides on in the same sentence."""
    joined = {}
    for head, f in actors.items():
        joining = _joining(doc[head], modality) if f.ids and f.ids[0].startswith("IGO:") else None
        if joining is not None:
            joined[joining.i] = head
            if _decided(doc[head].sent, actors, modality):
                yield _mention(joining, doc[head], f, actors)
    for noun in doc if joined else ():
        # "The Senate backed the accession", where the report has told who is to join what
        bare = noun.i not in joined and noun.dep_ in ("dobj", "nsubjpass") and noun.pos_ == "NOUN"
        if bare and noun.lemma_ in modality.lemmas("joining-noun") and _decided(noun.sent, actors, modality):
            head = min(joined.values(), key=lambda h: abs(h - noun.i))
            yield _mention(noun, doc[head], actors[head], actors)


def _decided(sentence: Words, actors: Mapping[int, ActorFinding], modality: Modality) -> bool:
    """Whether a chamber acts in a sentence, and a word of it tells that it decides, or papers are told of."""
    tokens = list(sentence)
    if any(t.lemma_ == "instrument" for t in tokens):
        # "Put his country behind their bids to join, signing the instruments of ratification"
        return True
    acting = any((f := actors.get(t.i)) is not None and f.organ in CHAMBERS for t in tokens)
    return acting and any(t.lemma_.lower() in modality.lemmas("deciding-word") for t in tokens)


def _joining(organisation: Token, modality: Modality) -> Token | None:
    """ "Accession to", "membership of", "entry into", "joining": the word that tells of it, None where none does."""
    governor = organisation.head
    if organisation.dep_ == "dobj" and governor.lemma_ == "join":
        return governor
    if organisation.dep_ != "pobj" or governor.lower_ not in _INTO:
        return None
    word = governor.head
    if word.lemma_.lower() in modality.lemmas("joining-noun") and word.pos_ == "NOUN":
        return word
    told = word.lemma_ in ("accede", "bring", "take", "enter") and word.pos_ == "VERB"
    return word if told and governor.lower_ in ("to", "into") else None


def _mention(
    joining: Token, organisation: Token, f: ActorFinding, actors: Mapping[int, ActorFinding]
) -> AgreementFinding:
    """The words from the joining to the organisation; whoever is told to join is a party."""
    noun = joining.pos_ == "NOUN"
    who = [c for c in joining.lefts if c.dep_ in ("poss", "nsubj", "amod", "compound") and c.i in actors]
    who += [c for c in joining.rights if c.dep_ == "dobj" and c.i in actors and c.i != organisation.i]
    parties = tuple(Span(t.idx, t.idx + len(t)) for t in (*who, organisation))
    return AgreementFinding(
        Span(joining.idx, joining.idx + len(joining)) if noun else f.span, joining.i if noun else organisation.i,
        "treaty", "description",
        parties=parties, definite=True, sure=True, other=True,
    )  # fmt: skip
