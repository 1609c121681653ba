"""Clauses of agreements with the days, actors and agreements that they name resolved."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dateline.model.document import Document
from dateline.model.findings import ForceClauseFinding, TermFinding
from dateline.model.reading import DateMention, ForceClause, Term
from dateline.model.span import Span
from dateline.resolve.actor_links import ActorLinks
from dateline.resolve.agreement_parties import head_of, party_ids

_ARTICLE = re.compile(r"^(?:the|an?|this|that|its?|their)\s+", re.IGNORECASE)


def term(t: TermFinding, dates: Sequence[DateMention], document: Document, named_id: str | None) -> Term:
    """A term with the last day that its words name, if they do, and the words that name its depositary or agreement.

    `named_id` is the actor or agreement that these mean.
    """
    until = next((d for d in dates if t.until and d.span.start >= t.until.start and d.span.overlaps(t.until)), None)
    # "Until 2034" is resolved as all time up to then.
    last = until.edtf.removeprefix("../") if until and until.edtf else None
    named = _ARTICLE.sub("", " ".join(t.named.of(document.text).split())) if t.named else None
    return Term(t.kind, t.length, last, t.evidence, named, named_id)


def force_clause(f: ForceClauseFinding, dates: Sequence[DateMention]) -> ForceClause:
    """A clause on entry into force with the first day that its words name, if they do."""
    inside = [d for d in dates if f.evidence.covers(d.span) and d.kind == "date" and d.edtf]
    return ForceClause(f.condition, inside[0].edtf if inside else None, f.evidence)


def depositary(named: Span, document: Document, links: ActorLinks) -> str | None:
    """The state or organisation that words name; a body of a state where the state itself is no actor of the report."""
    known = {a.id: a for a in links.actors}
    within = document.syntax.char_span(named.start, named.end, alignment_mode="expand")
    for heads in ([head_of(document, named)], [token.i for token in within]):
        if any(known[i].kind == "person" and known[i].sector == "IGO" for i in links.at(heads)):
            # Not the state of which a secretary-general is a citizen.
            return None
        found = sorted(party_ids(links, heads) & known.keys()) or sorted(links.at(heads))
        if found:
            return found[0]
    return None


def told_apart(
    terms: Sequence[TermFinding], mentions: Sequence[int], document: Document
) -> Mapping[int, frozenset[int]]:
    """By the head of each mention the heads of those to which it is told to stand in a relation, either way.

    `mentions` are the heads of all mentions.
    """
    pairs = []
    for t in terms:
        if t.named is not None and t.kind != "depositary":
            one, other = head_of(document, t.agreement), head_of(document, t.named)
            # "It" stands for the agreement named last.
            pairs.append((max((h for h in mentions if h <= one), default=one), other))
    out: dict[int, frozenset[int]] = {}
    for one, other in (*pairs, *((b, a) for a, b in pairs)):
        out[one] = out.get(one, frozenset()) | {other}
    return out
