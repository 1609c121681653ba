"""Who the parties at some words are: states, organisations, armed groups; a body or a person counts for its state."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model.document import Document
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
        if actor.kind in _PARTY_KINDS:
            out.add(_group_of(actor.id, links))
        elif actor.kind == "legislature" and not actor.country and actor.member_of:
            out.add(actor.member_of[0])
        elif actor.country:
            out.add(actor.country)
    return out


def _group_of(ident: str, links: ActorLinks) -> str:
    """ "The Chadian rebels": the one armed group of that country that the report names, if one."""
    state, _, body = ident.partition(".")
    if body != "REB":
        return ident
    armed = [a for a in links.actors if a.kind == "armed_group" and a.id.startswith("group:")]
    groups = [a.id for a in armed if a.country in (state, None)]
    return groups[0] if len(groups) == 1 else ident
