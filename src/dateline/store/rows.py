"""What the tables keep of each entry beside its JSON: type, dates, links and words to find it by."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator
from typing import Literal, TypeAlias, get_args

from dateline.kinds.when import bounds
from dateline.model import to_json
from dateline.model.record import (
    ActorEntry,
    AgreementEntry,
    ClaimEntry,
    Entry,
    EstimateEntry,
    EventEntry,
    Merged,
    ReportEntry,
)

Kind = Literal["report", "agreement", "event", "claim", "estimate", "actor"]
AnyEntry: TypeAlias = ReportEntry | AgreementEntry | EventEntry | ClaimEntry | EstimateEntry | ActorEntry
KINDS: tuple[Kind, ...] = get_args(Kind)
TYPES: dict[Kind, type[AnyEntry]] = {
    "report": ReportEntry,
    "agreement": AgreementEntry,
    "event": EventEntry,
    "claim": ClaimEntry,
    "estimate": EstimateEntry,
    "actor": ActorEntry,
}


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One entry as the tables keep it; `dates` are first and last day in ISO 8601, None where open or unknown.

    `title` and `body` are for the full-text index; both are empty for what is not indexed as an entry.
    """

    kind: Kind
    id: str
    json: str
    type: str | None
    dates: tuple[str | None, str | None]
    actors: frozenset[str]
    agreements: frozenset[str]
    reports: frozenset[str]
    title: str
    body: str

    @property
    def digest(self) -> str:
        """A fingerprint of all that the tables keep of this entry but its place in the order."""
        links = [sorted(self.actors), sorted(self.agreements), sorted(self.reports)]
        kept = to_json([self.json, self.type, self.dates, links, self.title, self.body])
        return hashlib.sha256(kept).hexdigest()


def rows_of(merged: Merged) -> Iterator[Row]:
    """A row for each entry of `merged`, kind by kind in the record's order."""
    names = {a.id: a.name for a in merged.actors}
    of_event = {e.id: e.agreement for e in merged.events if e.agreement}
    for report in merged.reports:
        yield _report(report)
    for agreement in merged.agreements:
        yield _agreement(agreement, names)
    for event in merged.events:
        yield _event(event, names)
    for claim in merged.claims:
        yield _claim(claim, names, of_event)
    for estimate in merged.estimates:
        yield _estimate(estimate, names, of_event)
    for actor in merged.actors:
        yield _actor(actor)


def _report(report: ReportEntry) -> Row:
    day = report.published[:10] if report.published else None
    return Row(
        kind="report",
        id=report.id,
        json=_json(report),
        type=None,
        dates=(day, day),
        actors=frozenset(),
        agreements=frozenset(),
        reports=frozenset({report.id}),
        # The report's own words are indexed when it is added.
        title="",
        body="",
    )


def _agreement(entry: AgreementEntry, names: dict[str, str]) -> Row:
    parts = (entry, *entry.steps, *entry.obligations, *entry.terms)
    days = [bounds(step.date.edtf) for step in entry.steps]
    firsts, lasts = [d[0] for d in days if d[0]], [d[1] for d in days if d[1]]
    actors = {*entry.parties, *(a for s in entry.steps for a in s.by)}
    return Row(
        kind="agreement",
        id=entry.id,
        json=_json(entry),
        type=entry.kind,
        dates=(min(firsts).isoformat() if firsts else None, max(lasts).isoformat() if lasts else None),
        actors=frozenset(actors),
        agreements=frozenset({entry.id}),
        reports=frozenset(s.report for part in parts for s in part.sources),
        title=entry.name,
        body=_words(*entry.aliases, *_named(actors, names), *(q for part in parts for q in _quotes(part))),
    )


def _event(entry: EventEntry, names: dict[str, str]) -> Row:
    actors = {*entry.actors, *entry.recipients}
    return Row(
        kind="event",
        id=entry.id,
        json=_json(entry),
        type=entry.type,
        dates=_days(entry.date.edtf),
        actors=frozenset(actors),
        agreements=frozenset({entry.agreement} if entry.agreement else ()),
        reports=_reports(entry),
        title=_first_quote(entry),
        body=_words(*_named(actors, names), entry.place.name if entry.place else "", *_quotes(entry)),
    )


def _claim(entry: ClaimEntry, names: dict[str, str], of_event: dict[str, str]) -> Row:
    return Row(
        kind="claim",
        id=entry.id,
        json=_json(entry),
        type=entry.stance,
        dates=_days(entry.date.edtf),
        actors=frozenset(entry.actors),
        agreements=frozenset(of_event[e] for e in entry.events if e in of_event),
        reports=_reports(entry),
        title=entry.content or _first_quote(entry),
        body=_words(*_named(set(entry.actors), names), *_quotes(entry)),
    )


def _estimate(entry: EstimateEntry, names: dict[str, str], of_event: dict[str, str]) -> Row:
    return Row(
        kind="estimate",
        id=entry.id,
        json=_json(entry),
        type=entry.unit,
        dates=_days(entry.date.edtf),
        actors=frozenset(entry.by),
        agreements=frozenset(of_event[e] for e in entry.events if e in of_event),
        reports=_reports(entry),
        title=_first_quote(entry),
        body=_words(entry.of or "", *_named(set(entry.by), names), *_quotes(entry)),
    )


def _actor(entry: ActorEntry) -> Row:
    return Row(
        kind="actor",
        id=entry.id,
        json=_json(entry),
        type=entry.kind,
        dates=(None, None),
        actors=frozenset({entry.id}),
        agreements=frozenset(),
        reports=_reports(entry),
        title=entry.name,
        body=_words(entry.id, entry.office or "", *entry.names),
    )


def _json(entry: AnyEntry) -> str:
    return to_json(entry).decode()


def _days(edtf: str | None) -> tuple[str | None, str | None]:
    first, last = bounds(edtf)
    return (first.isoformat() if first else None, last.isoformat() if last else None)


def _named(actors: set[str], names: dict[str, str]) -> list[str]:
    return [names.get(a, a) for a in sorted(actors)]


def _quotes(entry: Entry) -> list[str]:
    return [s.quote for s in entry.sources]


def _first_quote(entry: Entry) -> str:
    return entry.sources[0].quote if entry.sources else entry.id


def _reports(entry: Entry) -> frozenset[str]:
    return frozenset(s.report for s in entry.sources)


def _words(*parts: str) -> str:
    return "\n".join(dict.fromkeys(p for p in parts if p))
