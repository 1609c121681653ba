"""A report or a whole record as plain text for a terminal: every line with the words that it comes from."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from dateline.model import Reading
from dateline.model.record import Conflict, Merged, SourceRef
from dateline.show.card import Card, agreement_card
from dateline.show.chronology import chronology
from dateline.show.conflicts import conflict_line
from dateline.show.disputes import Dispute, Side, disputed
from dateline.show.findings import findings
from dateline.show.wording import label, names_of
from dateline.terminal import clean

WIDTH = 100
_DATE = 12


def report_sheet(reading: Reading) -> str:
    """The report's text, and under each paragraph what was read in it, each finding with its words."""
    report = reading.report
    lines = [clean(" · ".join(a for a in (report.id, report.publisher, report.published, report.url) if a)), ""]
    waiting = list(findings(reading))
    offset = 0
    for paragraph in report.text.split("\n\n"):
        end = offset + len(paragraph) + 2
        lines += _wrap(paragraph)
        while waiting and waiting[0].spans[0].start < end:
            found = waiting.pop(0)
            notes = f" [{'; '.join(found.notes)}]" if found.notes else ""
            lines += _wrap(f"- {label(found.kind)}: {found.what}{notes}", indent=4)
            lines += _wrap(f"“{found.spans[0].of(report.text)}”", indent=8)
        lines.append("")
        offset = end
    return "\n".join(lines).rstrip() + "\n"


def record_sheet(merged: Merged) -> str:
    """The record as a page: agreements with their steps, the chronology, and the claims in dispute."""
    return "\n".join(_Page(merged).lines()).rstrip() + "\n"


class _Page:
    """Writes the record with the names of actors and publishers in place of their ids."""

    def __init__(self, merged: Merged) -> None:
        self._merged = merged
        self._names = names_of(merged)
        self._origins = {r.id: r.publisher or r.agency or r.title or r.id for r in merged.reports}

    def lines(self) -> Iterator[str]:
        # The day of a report is not the day of what it reports, and is marked as what it is.
        yield "A date in brackets is that of the first report: the day itself is not known."
        merged = self._merged
        yield from ("", "AGREEMENTS", "")
        for agreement in sorted(merged.agreements, key=lambda a: (-a.independent, -len(a.steps), a.id)):
            yield from self._card(agreement_card(agreement, merged))
            yield ""
        yield from ("CHRONOLOGY", "")
        for row in chronology(merged):
            yield from _dated(row.date, row.reported, row.text)
            yield from self._sources(row.sources, row.reports, row.independent)
        yield from ("", "CLAIMS IN DISPUTE", "")
        for dispute in disputed(merged):
            yield from self._dispute(dispute)
            yield ""

    def _card(self, card: Card) -> Iterator[str]:
        parties = ", ".join(p.name for p in card.parties)
        yield from _wrap(f"{card.name} ({card.kind}{': ' + parties if parties else ''})")
        yield from _wrap(
            f"Status: {card.status}{', as of ' + card.as_of if card.as_of else ''} – {card.reason}", indent=2
        )
        for party in card.parties:
            yield from _wrap(f"{party.name}: {party.status} – {party.reason}", indent=4)
        for step in card.steps:
            flag = f" [{step.flag}]" if step.flag else ""
            yield from _dated(step.date, step.reported, f"{step.text}{flag}")
            yield from self._sources(step.sources, len({s.report for s in step.sources}), step.independent)
        for duty in card.obligations:
            condition = f" – condition: {duty.condition}" if duty.condition else ""
            yield from _wrap(f"Obligation of {duty.bearers or 'the parties'}: {duty.kind}{condition}", indent=2)
            yield from self._sources(duty.sources, 1, 1)
        if card.entry_into_force:
            yield from _wrap(f"Enters into force: {card.entry_into_force}", indent=2)
        for heading, terms in (
            ("By its own terms", card.terms),
            ("Relation to other agreements", card.relations),
            ("Depositary", card.depositary),
        ):
            for term in terms:
                yield from _wrap(f"{heading}: {term.text}", indent=2)
                yield from self._sources(term.sources, len({s.report for s in term.sources}), 1)
        for due in card.due:
            yield from _wrap(f"Due {due.date}: {due.text}", indent=2)
        if card.missing:
            yield from _wrap(f"Not on record: {'; '.join(card.missing)}", indent=2)
        for reason in card.apart:
            yield from _wrap(f"Kept apart: {reason}", indent=2)
        for words, conflict in card.disputed:
            yield from self._conflict(words, conflict)

    def _conflict(self, words: str, conflict: Conflict) -> Iterator[str]:
        told = conflict_line(conflict, self._names)
        yield from _wrap(f"Reports differ on {told} – “{words}”", indent=2)

    def _dispute(self, dispute: Dispute) -> Iterator[str]:
        yield from _wrap(f"“{dispute.question}”{', since ' + dispute.since if dispute.since else ''}")
        for name, sides in (("asserted", dispute.asserts), ("denied", dispute.denies), ("later", dispute.later)):
            for side in sides:
                yield from self._side(name, side)
        for figure in dispute.figures:
            said = ", ".join(part for part in (figure.who, figure.since) if part)
            yield from _wrap(f"number: {figure.number} ({said})", indent=2)
            yield from self._sources(figure.sources, 1, 1)

    def _side(self, name: str, side: Side) -> Iterator[str]:
        yield from _wrap(f"{name}: {side.who} ({side.stance}{', ' + side.since if side.since else ''})", indent=2)
        yield from self._sources(side.sources, 1, 1)

    def _sources(self, sources: Sequence[SourceRef], reports: int, independent: int) -> Iterator[str]:
        if not sources:
            return
        first = sources[0]
        origin = ", ".join(
            part
            for part in (first.publisher or self._origins.get(first.report, first.report), (first.published or "")[:10])
            if part
        )
        more = f"; {reports} reports, {independent} independent" if reports > 1 else ""
        yield from _wrap(f"“{first.quote}” ({origin}{more})", indent=_DATE + 4)


def _dated(edtf: str | None, reported: str | None, words: str) -> Iterator[str]:
    date = edtf or (f"[{reported}]" if reported else "day unknown")
    first, *rest = _wrap(words, indent=_DATE + 4)
    if len(date) > _DATE:
        yield f"  {date}"
        yield first
    else:
        yield f"  {date.ljust(_DATE)}  {first.lstrip()}"
    yield from rest


def _wrap(text: str, indent: int = 0) -> list[str]:
    blank = " " * indent
    found = textwrap.wrap(
        clean(text).strip(),
        WIDTH,
        initial_indent=blank,
        subsequent_indent=blank,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return found or [""]
