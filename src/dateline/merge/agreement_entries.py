"""Entries of agreements: names, parties, steps in order, obligations, and where each agreement stands."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import msgspec

from dateline.kinds.law import Law
from dateline.kinds.status import flagged, standing
from dateline.merge import vote
from dateline.merge.agreement_items import AgreementItem, kind_of, parties_of, proper_name
from dateline.merge.agreements import same
from dateline.merge.context import Context, entry_id, plain
from dateline.merge.vote import Vote
from dateline.merge.words import content, likeness, stem, stems_of
from dateline.model import ForceClause, Obligation
from dateline.model.record import AgreementEntry, ObligationEntry, StepEntry, TermEntry

_SPANS = ("id", "mentions", "steps", "obligations", "entry_into_force")
# Obligations of these kinds and bearers are one whatever the wording; the others need like words.
_ONE_OF_A_KIND = ("defense", "offense", "neutrality", "nonaggression", "consultation")
_ALIKE = 0.25
_MOST_ALIASES = 30
_ARTICLE = re.compile(r"^(?:the|an?|this|that|its?|their)\s+", re.IGNORECASE)


def agreement_id(group: Sequence[AgreementItem]) -> str:
    """The id of the agreement that `group` is."""
    return entry_id("ag", group[0].key.report, group[0].key.item)


def agreement_entry(
    context: Context,
    group: list[AgreementItem],
    steps: Sequence[StepEntry],
    terms: Sequence[TermEntry],
    law: Law,
) -> AgreementEntry:
    """The entry of one agreement, with its status on the last report's day (by all steps, where none is dated)."""
    as_of = context.last
    name, aliases = _names(group)
    kinds = [Vote(i.agreement.kind, i.source.report.id, i.source.family) for i in group]
    refs = [
        i.source.ref(i.agreement.mentions[0], i.agreement.id, plain(i.agreement, _SPANS))
        for i in group
        if i.agreement.mentions
    ]
    entry = AgreementEntry(
        **context.common("ag", [i.key for i in group], refs, _reason(group, law)),
        name=name,
        aliases=aliases,
        kind=kind_of(group),
        parties=parties_of(group),
        steps=tuple(steps),
        obligations=_obligations(context, group),
        entry_into_force=_clause(group, law),
        terms=tuple(terms),
        # A report that says "treaty" does not contradict one that says "alliance".
        conflicts=vote.conflict("kind", kinds) if _kinds_differ(group, law) else (),
    )
    found = standing(entry, dt.date.fromisoformat(as_of) if as_of else None, law)
    # Of an agreement that is only named (a charter, an old treaty), nothing is known to be missing.
    missing = found.missing if steps else ()
    return msgspec.structs.replace(entry, steps=flagged(entry, law), status=found.status, as_of=as_of, missing=missing)


def _kinds_differ(group: Sequence[AgreementItem], law: Law) -> bool:
    told = sorted({i.agreement.kind for i in group})
    return any(not law.compatible(a, b) for a in told for b in told)


def _reason(group: Sequence[AgreementItem], law: Law) -> str | None:
    if len(group) == 1:
        return None
    shared = ", ".join(parties_of(list(group))) or "no party named"
    names = sorted({" ".join(sorted(n)) for i in group for n in i.names})
    # Those that no rule ties to another of the group were joined since enough spoke for it together.
    weighed = sum(all(same(i, o, law) is None for o in group if o is not i) for i in group)
    by_evidence = f"; {weighed} by days, parties and words weighed together" if weighed else ""
    return f"parties {shared}; " + (f"name {names[0]}" if names else "like descriptions") + by_evidence


def _names(group: Sequence[AgreementItem]) -> tuple[str, tuple[str, ...]]:
    """The most usual proper name (the fullest of equally usual ones), and all other wordings, names first.

    Without a proper name it is the first report's description, since "the deal" says less.
    """
    stories: dict[str, set[str]] = {}
    spelled: dict[str, str] = {}
    proper: set[str] = set()
    for item in group:
        called = item.source.called(item.agreement.parties)
        for text in (item.agreement.name, *(item.source.quote(m) for m in item.agreement.mentions)):
            wording = _ARTICLE.sub("", " ".join(text.split()).strip("“”\"'‘’ ,."))
            if len(wording) < 3:
                continue
            key = wording.lower()
            spelled.setdefault(key, wording)
            stories.setdefault(key, set()).add(item.source.family)
            if proper_name(wording, called) and _titled(wording):
                proper.add(key)
    ranked = sorted(stories, key=lambda k: (k not in proper, -len(stories[k]), -len(k) if k in proper else 0, k))
    described = _ARTICLE.sub("", group[0].agreement.name)
    first = ranked[0] if ranked and ranked[0] in proper else described.lower()
    if known := next((i.agreement.name for i in group if i.known), None):
        # A well-known agreement bears its depositary's name.
        first = known.lower()
        spelled[first] = known
    rest = [spelled[k] for k in ranked if k != first]
    return spelled.get(first, described), tuple(rest[:_MOST_ALIASES])


def _titled(wording: str) -> bool:
    """Whether the noun of a name is written as one ("Doha Agreement", "JCPOA"), as it is not in "the Doha deal"."""
    nouns = stems_of("agreement")
    return wording.isupper() or any(w[:1].isupper() and stem(w.lower()) in nouns for w in wording.split())


def _clause(group: Sequence[AgreementItem], law: Law) -> ForceClause | None:
    """The clause on entry into force that most stories give, as the first of them words it."""
    told = [(i, i.agreement.entry_into_force) for i in group if i.agreement.entry_into_force]
    if not told:
        return None
    votes = []
    for item, clause in told:
        rule = law.clause(clause.condition)
        votes.append(Vote((rule.id if rule else None, clause.date), item.source.report.id, item.source.family))
    known = [v for v in votes if v.value != (None, None)]
    best = vote.winner(known or votes)
    return next(c for (_, c), v in zip(told, votes, strict=True) if v.value == best)


def _obligations(context: Context, group: Sequence[AgreementItem]) -> tuple[ObligationEntry, ...]:
    found: list[list[tuple[AgreementItem, int, Obligation]]] = []
    for item in group:
        for i, obligation in enumerate(item.agreement.obligations):
            fitting = [f for f in found if all(_same_obligation(item, obligation, one, o) for one, _, o in f)]
            if fitting:
                fitting[0].append((item, i, obligation))
            else:
                found.append([(item, i, obligation)])
    return tuple(_obligation_entry(context, told) for told in found)


def _same_obligation(item: AgreementItem, one: Obligation, other_item: AgreementItem, other: Obligation) -> bool:
    if one.kind != other.kind:
        return False
    mine, theirs = item.source.parties(one.bearers), other_item.source.parties(other.bearers)
    if mine and theirs and mine != theirs:
        return False
    if one.kind in _ONE_OF_A_KIND:
        return True
    return (
        likeness(content(item.source.quote(one.evidence)), content(other_item.source.quote(other.evidence))) >= _ALIKE
    )


def _obligation_entry(context: Context, told: Sequence[tuple[AgreementItem, int, Obligation]]) -> ObligationEntry:
    refs = [item.source.ref(o.evidence, item.agreement.id, plain(o, ("evidence",))) for item, _, o in told]
    first, position, obligation = told[0]
    common = context.common("ob", [item.key for item, _, _ in told], refs, None)
    common["id"] = entry_id("ob", first.key.report, f"{first.key.item}|{position}")
    return ObligationEntry(
        **common,
        kind=obligation.kind,
        bearers=tuple(sorted({b for item, _, o in told for b in item.source.parties(o.bearers)})),
        condition=next((o.condition for _, _, o in told if o.condition), None),
    )
