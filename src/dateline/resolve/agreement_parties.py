"""Who the parties at some words are: states, organisations, armed groups; a body or a person counts for its state."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from dateline.kinds.actors import Kinds
from dateline.kinds.ids import BLOCS_AS_ONE
from dateline.model.document import Document
from dateline.model.reading import Actor
from dateline.model.span import Span
from dateline.resolve.actor_links import ActorLinks

_PARTY_KINDS = frozenset({"state", "igo", "armed_group"})


def head_of(document: Document, span: Span) -> int:
    """The head token of a span."""
    found = document.syntax.char_span(span.start, span.end, alignment_mode="expand")
    return int(found.root.i)


def party_ids(links: ActorLinks, heads: Sequence[int]) -> set[str]:
    """States, organisations and armed groups at these tokens; a body or a person counts for its state."""
    kinds = {a.id: a for a in links.actors}
    out = set()
    for i in links.at(heads):
        actor = kinds[i]
        if actor.kind == "igo" and actor.member_of[:1] in BLOCS_AS_ONE:
            # "A member of the European Commission signed it"
            out.add(actor.member_of[0])
        elif actor.serves:
            # "The Secretary-General signed": for the United Nations, not for the state that he is of
            out.add(actor.serves)
        elif actor.kind in _PARTY_KINDS:
            out.add(_group_of(actor.id, links))
        elif actor.kind == "legislature" and not actor.country and actor.member_of:
            out.add(actor.member_of[0])
        elif actor.country:
            out.add(actor.country)
    return out


def with_states(links: ActorLinks, parties: Iterable[str], kinds: Kinds) -> ActorLinks:
    """The links with an actor for each party of which the report names bodies or officials alone."""
    known = {a.id for a in links.actors}
    new = []
    for state in sorted({*parties} - known):
        # "The king" of a report from Geneva may be anybody's.
        acting = [a for a in links.actors if a.country == state and a.kind in ("person", "legislature", "court")]
        acting += [a for a in links.actors if a.serves == state]
        found = kinds.actor(state)
        if found is not None and found.kind in ("state", "igo") and acting:
            reason = f"the {'state' if found.kind == 'state' else 'organisation'} for which {acting[0].name} acts"
            new.append(Actor(state, found.name, found.kind, found.country, member_of=found.member_of,
                             mentions=acting[0].mentions[:1], reason=reason))  # fmt: skip
    ordered = sorted((*links.actors, *new), key=lambda a: (a.mentions[0], a.id))
    return dataclasses.replace(links, actors=tuple(ordered)) if new else links


def _group_of(ident: str, links: ActorLinks) -> str:
    """ "The Chadian rebels": the one armed group of that country that the report names, if one."""
    state, _, body = ident.partition(".")
    if body != "REB":
        return ident
    armed = [a for a in links.actors if a.kind == "armed_group" and a.id.startswith("group:")]
    groups = [a.id for a in armed if a.country in (state, None)]
    return groups[0] if len(groups) == 1 else ident
