"""Hand-built Readings and entries for tests: evidence is given as words, spans and actors are made from them.

text = "Japan and Brazil signed a trade pact on Monday."
pact = agreement(text, "trade pact", parties=("JPN", "BRA"))
signing = event(text, "signed a trade pact", "AGREE", actors=("JPN", "BRA"), step="sign", agreement=pact.id)
reading(text, events=(signing,), agreements=(pact,))
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dateline.model import Actor, Agreement, Claim, Estimate, Event, Place, Reading, Report, Span, When, report_id
from dateline.model.record import AgreementEntry, Merged, SourceRef, StepEntry
from dateline.pipeline import Pipeline


def at(text: str, words: str) -> Span:
    """Where `words` first stand in `text`; fails when they do not."""
    start = text.index(words)
    return Span(start, start + len(words))


def when(edtf: str | None = None, basis: str | None = None) -> When:
    """A date that is stated when there is one, unless `basis` says otherwise."""
    return When(edtf, basis or ("stated" if edtf else "unknown"))  # type: ignore[arg-type]


def told_step(step: StepEntry) -> str:
    """A step of the record in one line: step, parties, organ, state; "-" for none."""
    return f"{step.step} {'+'.join(step.by) or '-'} {step.organ or '-'} {step.state}"


def event(text: str, words: str, type: str, *, date: str | None = None, **fields: Any) -> Event:
    """An event whose evidence is `words`; `anchor` may be given as words too, `date` as EDTF."""
    evidence = at(text, words)
    anchor = at(text, fields.pop("anchor")) if "anchor" in fields else evidence
    basis = fields.pop("basis", None)
    fields.setdefault("id", f"e{evidence.start}-{evidence.end}-{type}-{fields.get('step', '')}")
    return Event(type=type, anchor=anchor, evidence=evidence, date=when(date, basis), **fields)


def agreement(text: str, words: str, *, kind: str = "treaty", **fields: Any) -> Agreement:
    """An agreement first mentioned as `words`, which are its name unless `name` is given."""
    mention = at(text, words)
    fields.setdefault("name", words)
    return Agreement(id=fields.pop("id", f"g{mention.start}"), kind=kind, mentions=(mention,), **fields)


def claim(text: str, words: str, sources: Iterable[str], stance: str = "states", **fields: Any) -> Claim:
    """A claim whose content is `words`."""
    content = at(text, words)
    quotation = fields.pop("quotation", "indirect")
    ident = fields.pop("id", f"c{content.start}-{stance}")
    cue = at(text, fields.pop("cue")) if "cue" in fields else None
    return Claim(ident, tuple(sources), None, cue, (content,), quotation, stance, **fields)  # type: ignore[arg-type]


def estimate(text: str, words: str, value: float | None, of: str, **fields: Any) -> Estimate:
    """A number `value` of `of` in `words`."""
    evidence = at(text, words)
    return Estimate(
        id=fields.pop("id", f"q{evidence.start}"),
        low=fields.pop("low", value),
        high=fields.pop("high", value),
        approximate=fields.pop("approximate", False),
        change=fields.pop("change", "="),
        unit=fields.pop("unit", None),
        of=of,
        by=tuple(fields.pop("by", ())),
        events=tuple(fields.pop("events", ())),
        evidence=evidence,
    )


def place(text: str, words: str, **fields: Any) -> Place:
    """A place named by `words`."""
    return Place(id=fields.pop("id", f"place:{words.lower()}"), name=words, mentions=(at(text, words),), **fields)


def actor(ident: str, text: str = "", **fields: Any) -> Actor:
    """An actor with a kind that fits its id; mentioned where its name stands in `text`."""
    kind = fields.pop("kind", None) or _kind(ident)
    country = fields.pop("country", ident[:3] if ident[:3].isupper() and not ident.startswith("IGO") else None)
    name = fields.pop("name", ident)
    mentions = (at(text, name),) if name in text else ()
    return Actor(id=ident, name=name, kind=kind, country=country, mentions=mentions, **fields)  # type: ignore[arg-type]


def reading(
    text: str, *, published: str | None = "2024-11-12", publisher: str = "Example Times", title: str | None = None,
    **parts: Any,
) -> Reading:  # fmt: skip
    """A Reading of `text`; actors that its parts name but `actors` does not give are added."""
    report = Report(
        id=parts.pop("id", None) or report_id(text, publisher, published),
        text=text,
        title=title,
        publisher=publisher,
        agency=parts.pop("agency", None),
        published=published,
    )
    actors: list[Actor] = list(parts.pop("actors", ()))
    known = {a.id for a in actors}
    actors += [actor(i, text) for i in sorted(_named(parts) - known)]
    lists = {name: tuple(items) for name, items in parts.items()}
    return Reading(report=report, actors=tuple(actors), **lists)


def step(name: str, by: Sequence[str] = (), date: str | None = None, **fields: Any) -> StepEntry:
    """A step of an agreement, done unless `state` says otherwise, reported on `reported` (a day, or None)."""
    reported = fields.pop("reported", None)
    state = fields.pop("state", "done")
    ident = f"s-{name}-{'-'.join(by)}-{fields.get('organ') or ''}-{date or ''}-{state}"
    source = SourceRef("r1", reported, None, Span(0, 1), "w", "e1", {"state": state})
    return StepEntry(
        id=ident, reports=1, independent=1, sources=(source,), first_reported=reported, last_reported=reported,
        step=name, by=tuple(by), date=when(date), state=state, **fields,
    )  # fmt: skip


def treaty(steps: Iterable[StepEntry], parties: Sequence[str] = ("JPN", "BRA"), **fields: Any) -> AgreementEntry:
    """An agreement entry with these steps."""
    fields.setdefault("kind", "treaty")
    fields.setdefault("name", "friendship treaty")
    return AgreementEntry(
        id="a1", reports=1, independent=1, sources=(), parties=tuple(parties), steps=tuple(steps), **fields
    )


def _kind(ident: str) -> str:
    for prefix, kind in (("person:", "person"), ("IGO:", "igo"), ("unnamed:", "unnamed"), ("group:", "armed_group")):
        if ident.startswith(prefix):
            return kind
    body = ident.partition(".")[2]
    return {"LEG": "legislature", "MIL": "military", "MED": "media", "GOV": "government"}.get(body, "state")


def _named(parts: dict[str, Any]) -> set[str]:
    out: set[str] = set()
    for group in parts.get("agreements", ()):
        out |= {*group.parties, *(b for o in group.obligations for b in o.bearers)}
    for happening in parts.get("events", ()):
        out |= {*happening.actors, *happening.recipients}
    for told in parts.get("claims", ()):
        out |= set(told.sources)
    for number in parts.get("estimates", ()):
        out |= set(number.by)
    return out


def record(pipeline: Pipeline, *reports: tuple[str, str]) -> Merged:
    """The merged record of reports given as (day, text), each by a paper of its own: r0, r1, …"""
    readings = [
        pipeline.read_report(Report(id=f"r{i}", text=text, published=day, publisher=f"Paper {i}"))
        for i, (day, text) in enumerate(reports)
    ]
    return pipeline.merge(readings)


def only(merged: Merged) -> AgreementEntry:
    """The one agreement of a record; fails when there are more."""
    (entry,) = merged.agreements
    return entry
