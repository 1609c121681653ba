"""Entries of terms: how long an agreement lasts, who keeps it, how it stands to others, each as most reports say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dateline.merge import vote
from dateline.merge.agreement_items import AgreementItem
from dateline.merge.context import Context, entry_id, plain
from dateline.merge.vote import Vote
from dateline.merge.words import content, numbers, stems_of
from dateline.model import Term
from dateline.model.record import TermEntry


class _Told(NamedTuple):
    """One report's term, where it stands in its agreement, and the entry (actor or agreement) that it names."""

    item: AgreementItem
    position: int
    term: Term
    named: str | None


def term_entries(
    context: Context, group: Sequence[AgreementItem], ident: str, ids: Mapping[tuple[str, str], str]
) -> tuple[TermEntry, ...]:
    """The terms of the agreement `ident`; every extension, depositary and other agreement is one of its own.

    `ids` gives the entry of each agreement of each report.
    """
    told: dict[tuple[str, ...], list[_Told]] = {}
    named: list[list[_Told]] = []
    for item in group:
        for i, term in enumerate(item.agreement.terms):
            one = _Told(item, i, term, _named(item, term, ids))
            if term.named is None:
                told.setdefault((term.kind, *_own(term)), []).append(one)
            elif one.named != ident:
                # What reports together show to be the agreement itself is no other.
                fitting = [n for n in named if all(_same(one, other) for other in n)]
                if fitting:
                    fitting[0].append(one)
                else:
                    named.append([one])
    lasting = [_entry(context, terms) for _, terms in sorted(told.items())]
    return (*lasting, *(_entry(context, terms) for terms in sorted(named, key=lambda n: n[0].term.kind)))


def _own(term: Term) -> tuple[str, ...]:
    """What tells a term from others of its kind."""
    return (str(term.length), str(term.date)) if term.kind == "extension" else ("date" if term.date else "length",)


def _named(item: AgreementItem, term: Term, ids: Mapping[tuple[str, str], str]) -> str | None:
    if term.named_id is None:
        return None
    if term.kind == "depositary":
        return next(iter(item.source.parties([term.named_id])), None)
    return ids.get((item.key.report, term.named_id))


def _same(one: _Told, other: _Told) -> bool:
    """Whether two reports name the same: by the entry where both have one, else by year and words."""
    if one.term.kind != other.term.kind:
        return False
    if one.named and other.named:
        return one.named == other.named
    mine, theirs = (t.term.named or "" for t in (one, other))
    if mine.lower() == theirs.lower():
        return True
    if one.term.kind == "depositary":
        return False
    years, others = numbers(mine), numbers(theirs)
    if years and others:
        return bool(years & others)
    # "An earlier accord" may be any that is not told to be another.
    told, said = (content(t) - stems_of("agreement") - stems_of("former") for t in (mine, theirs))
    return not told or not said or bool(told & said)


def _entry(context: Context, told: Sequence[_Told]) -> TermEntry:
    votes = [Vote(t.term.length or t.term.date, t.item.source.report.id, t.item.source.family) for t in told]
    value = vote.winner(votes)
    first = next(t for t in told if value is None or (t.term.length or t.term.date) == value)
    refs = [t.item.source.ref(t.term.evidence, t.item.agreement.id, plain(t.term, ("evidence",))) for t in told]
    common = context.common("tm", [t.item.key for t in told], refs, None)
    common["id"] = entry_id("tm", first.item.key.report, f"{first.item.key.item}|{first.position}")
    term = first.term
    return TermEntry(
        **common, kind=term.kind, length=term.length, date=term.date, named=term.named,
        named_id=next((t.named for t in told if t.named), None),
        conflicts=vote.conflict("length" if term.length else "date", votes) if term.named is None else (),
    )  # fmt: skip
