"""Clauses of agreements with the days, actors and agreements that they name resolved."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dateline.model.document import Document
from dateline.model.findings import ForceClauseFinding, TermFinding
from dateline.model.reading import DateMention, ForceClause, Term
from dateline.resolve.actor_links import ActorLinks
from dateline.resolve.agreement_parties import head_of, party_ids

_ARTICLE = re.compile(r"^(?:the|an?|this|that|its?|their)\s+", re.IGNORECASE)


def term(t: TermFinding, dates: Sequence[DateMention]) -> Term:
    """A term with the last day that its words name, if they do."""
    until = next((d for d in dates if t.until and d.span.start >= t.until.start and d.span.overlaps(t.until)), None)
    # "Until 2034" is resolved as all time up to then.
    last = until.edtf.removeprefix("../") if until and until.edtf else None
    return Term(t.kind, t.length, last, t.evidence)


def force_clause(f: ForceClauseFinding, dates: Sequence[DateMention]) -> ForceClause:
    """A clause on entry into force with the first day that its words name, if they do."""
    inside = [d for d in dates if f.evidence.covers(d.span) and d.kind == "date" and d.edtf]
    return ForceClause(f.condition, inside[0].edtf if inside else None, f.evidence)


def relation(t: TermFinding, document: Document, ident: str | None) -> Term:
    """What a term names in its own words, without article, and the actor or agreement of the Reading that it is."""
    words = _ARTICLE.sub("", " ".join(t.named.of(document.text).split())) if t.named else None
    return Term(t.kind, None, None, t.evidence, words, ident)


def depositary(t: TermFinding, document: Document, links: ActorLinks) -> str | None:
    """The state or organisation that a term names as depositary; a body of a state that is not an actor for itself."""
    if t.named is None:
        return None
    known = {a.id for a in links.actors}
    head = head_of(document, t.named)
    within = document.syntax.char_span(t.named.start, t.named.end, alignment_mode="expand")
    for heads in ([head], [token.i for token in within]):
        named = sorted(party_ids(links, heads) & known) or sorted(links.at(heads))
        if named:
            return named[0]
    return None


def told_apart(terms: Sequence[TermFinding], document: Document) -> Mapping[int, frozenset[int]]:
    """By the head of each mention the heads of those that it replaces, amends or supplements, and the other way round."""
    pairs = [
        (head_of(document, t.agreement), head_of(document, t.named))
        for t in terms
        if t.named is not None and t.kind != "depositary"
    ]
    out: dict[int, frozenset[int]] = {}
    for one, other in (*pairs, *((b, a) for a, b in pairs)):
        out[one] = out.get(one, frozenset()) | {other}
    return out
