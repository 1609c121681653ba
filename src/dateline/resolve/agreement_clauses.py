"""Clauses of agreements with the days that they name resolved."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model.findings import ForceClauseFinding, TermFinding
from dateline.model.reading import DateMention, ForceClause, Term


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
