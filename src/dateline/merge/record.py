"""Many Readings, one record: pure, the same for every order in which the Readings come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.kinds.law import Law, law
from dateline.merge import agreements, claims, estimates, happenings, same_event, steps
from dateline.merge.agreement_entries import agreement_entry, agreement_id
from dateline.merge.agreement_items import AgreementItem, parties_of
from dateline.merge.agreement_terms import term_entries
from dateline.merge.apart import explained
from dateline.merge.claim_entries import (
    claim_entry,
    claim_order,
    claimed,
    estimate_entry,
    estimate_order,
)
from dateline.merge.claims import ClaimItem
from dateline.merge.context import Context, Key, entry_id
from dateline.merge.estimates import EstimateItem
from dateline.merge.event_entries import Links, event_entry, event_ids, event_order, step_entry
from dateline.merge.people import actor_entries
from dateline.merge.same_event import Found
from dateline.merge.steps import FoundStep
from dateline.model import Reading
from dateline.model.record import AgreementEntry, ClaimEntry, Merged, ReportEntry


def merge(readings: Sequence[Reading], *, table: Law | None = None) -> Merged:
    """The record of `readings`: one entry for each agreement, event, claim, number and actor.

    A report given twice counts once. Every list is sorted, and ids come from content, so that the same Readings give
    the same record in whatever order they come.
    """
    rules = table or law()
    context = Context(readings)
    treaties = agreements.cluster(context, rules)
    found_steps, found_events = _happenings(context, treaties, rules)
    groups = [*(s.as_event() for s in found_steps), *found_events]
    events = event_ids(groups)
    told = claims.all_items(context, events)
    claim_groups = claims.cluster(told)
    against = claims.disputes(told)
    number_groups = estimates.cluster(estimates.all_items(context, events))
    links = _links(claim_groups, number_groups, against)
    by_first = {s.items[0].happening.key: s for s in found_steps}
    event_list = [event_entry(context, g, links, by_first.get(g.members[0].key)) for g in groups]
    agreement_list = _agreements(context, treaties, found_steps, rules)
    claim_list = _claims(context, claim_groups, against)
    estimate_list = [estimate_entry(context, g) for g in number_groups]
    return Merged(
        reports=_reports(context),
        agreements=tuple(sorted(agreement_list, key=lambda a: (a.first_reported or "9999", a.id))),
        events=tuple(sorted(event_list, key=event_order)),
        claims=tuple(sorted(claim_list, key=claim_order)),
        estimates=tuple(sorted(estimate_list, key=estimate_order)),
        actors=actor_entries(context, event_list, claim_list),
    )


def _happenings(
    context: Context, treaties: Sequence[Sequence[AgreementItem]], rules: Law
) -> tuple[list[FoundStep], list[Found]]:
    """All events, each with its merged agreement: first the steps of agreements, then the others."""
    of_event: dict[tuple[str, str], str] = {}
    of_agreement: dict[tuple[str, str], str] = {}
    parties: dict[str, frozenset[str]] = {}
    for group in treaties:
        ident = agreement_id(group)
        parties[ident] = frozenset(parties_of(list(group)))
        for item in group:
            of_agreement[item.key.report, item.agreement.id] = ident
            of_event.update(((item.key.report, e), ident) for e in item.agreement.steps)
    items = []
    for source in context.sources:
        for i, event in enumerate(source.reading.events):
            ident_or_none = of_event.get((source.report.id, event.id))
            if event.agreement:
                ident_or_none = of_agreement[source.report.id, event.agreement]
            items.append(happenings.make(source, i, event, ident_or_none))
    told = {agreement_id(group) for group in treaties if any(len(i.parties) > 1 for i in group)}
    told |= {agreement_id(g) for g in treaties if len(frozenset().union(*(i.around for i in g))) == 2}
    # Two named of the many of a well-known agreement are not all of it.
    told -= {agreement_id(g) for g in treaties if any(i.agreement.name.lower() in rules.open_names for i in g)}
    found_steps, rest = steps.cluster(items, parties, rules, pairs=told)
    return found_steps, same_event.cluster(rest)


def _links(
    claim_groups: Sequence[tuple[list[ClaimItem], str | None]],
    number_groups: Sequence[list[EstimateItem]],
    against: Sequence[tuple[Key, Key]],
) -> Links:
    numbers: dict[str, list[EstimateItem]] = {}
    for group in number_groups:
        for item in group:
            for event in sorted(item.events):
                numbers.setdefault(event, []).append(item)
    return Links(
        claims=_ids("cl", (g for g, _ in claim_groups)),
        estimates=_ids("es", number_groups),
        numbers=numbers,
        claimed=claimed((g for g, _ in claim_groups), against),
    )


def _ids(kind: str, groups: Iterable[Sequence[ClaimItem] | Sequence[EstimateItem]]) -> dict[tuple[str, str], str]:
    out: dict[tuple[str, str], str] = {}
    for group in groups:
        ident = entry_id(kind, group[0].key.report, group[0].key.item)
        out.update(((i.key.report, i.key.item), ident) for i in group)
    return out


def _agreements(
    context: Context,
    treaties: Sequence[list[AgreementItem]],
    found_steps: Sequence[FoundStep],
    rules: Law,
) -> list[AgreementEntry]:
    of: dict[str, list[FoundStep]] = {}
    for step in found_steps:
        of.setdefault(step.agreement, []).append(step)
    ids = {(i.key.report, i.agreement.id): agreement_id(group) for group in treaties for i in group}
    entries = []
    for group in treaties:
        ident = agreement_id(group)
        taken = [step_entry(context, s) for s in of.get(ident, [])]
        terms = term_entries(context, group, ident, ids)
        entries.append(agreement_entry(context, group, taken, terms, rules))
    return explained(entries, treaties, rules)


def _claims(
    context: Context,
    groups: Sequence[tuple[list[ClaimItem], str | None]],
    against: Sequence[tuple[Key, Key]],
) -> list[ClaimEntry]:
    ids = _ids("cl", (g for g, _ in groups))
    denials: dict[Key, set[str]] = {}
    for assertion, denial in against:
        denials.setdefault(assertion, set()).add(ids[denial.report, denial.item])
    return [
        claim_entry(context, group, set().union(*(denials.get(i.key, set()) for i in group)), reason)
        for group, reason in groups
    ]


def _reports(context: Context) -> tuple[ReportEntry, ...]:
    return tuple(
        ReportEntry(
            id=s.report.id,
            title=s.report.title,
            publisher=s.report.publisher,
            agency=s.report.agency,
            published=s.report.published,
            url=s.report.url,
            copy_of=s.family if s.family != s.report.id else None,
        )
        for s in context.sources
    )
