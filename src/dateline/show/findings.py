"""A Reading as a list of findings in the order of the text: what was read, in plain words, beside where it stands."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from dateline.kinds.law import law
from dateline.model import Actor, Agreement, Claim, Estimate, Event, Place, Reading, Span, When
from dateline.model.record import EstimateEntry
from dateline.show.wording import label, listed

_SIGNS = {"<": "under ", ">": "over ", "up": "up ", "down": "down "}
# Units that are said "of" something: a percentage of votes, but not a dollar of a bill.
_SHARES = ("percent", "percentage points", "share")


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: `what` says it in a few words, `notes` hold the rest, `spans` are all places that show it.

    `kind` is event, claim, agreement, obligation, entry_into_force, estimate, actor, place or date. `id` is unique
    within the Reading and made of letters, digits and hyphens.
    """

    id: str
    kind: str
    what: str
    notes: tuple[str, ...]
    spans: tuple[Span, ...]


def findings(reading: Reading) -> tuple[Finding, ...]:
    """Everything in `reading`, by where it first stands in the text, the longer words first."""
    names = {a.id: a.name for a in reading.actors} | {p.id: p.name for p in reading.places}
    found = [
        *(_event(e, names) for e in reading.events),
        *(_claim(c, names) for c in reading.claims),
        *(f for g in reading.agreements for f in _agreement(g, names)),
        *(_estimate(q, names) for q in reading.estimates),
        *(_actor(a) for a in reading.actors),
        *(_place(p) for p in reading.places),
        *(
            Finding("", "date", d.edtf or "not resolved", _some(d.anchor, d.kind, d.reason), (d.span,))
            for d in reading.dates
        ),
    ]
    shown = sorted((f for f in found if f.spans), key=lambda f: (f.spans[0].start, -f.spans[0].end, f.kind, f.what))
    return tuple(dataclasses.replace(f, id=f"{f.kind.replace('_', '-')}-{n}") for n, f in enumerate(shown, 1))


def estimate_words(estimate: Estimate | EstimateEntry) -> str:
    """A number in words: "about 400 engineers", "under 8 percent", "no number of troops" where none is given."""
    low, high, unit, of = estimate.low, estimate.high, estimate.unit or "", estimate.of or ""
    if unit and unit.casefold() in of.casefold():
        # The unit of counted things is often their own noun.
        counted = of
    elif unit in _SHARES:
        counted = " of ".join(part for part in (unit, of) if part)
    else:
        counted = f"{unit} ({of})" if unit and of else unit or of
    if low is None and high is None:
        return f"no number of {counted}".removesuffix(" of ")
    bound = "at least " if high is None else "at most " if low is None else ""
    sign = _SIGNS.get(estimate.change, bound)
    about = "about " if estimate.approximate or estimate.change == "~" else ""
    ends = "–".join(_number(end) for end in dict.fromkeys((low, high)) if end is not None)
    return f"{sign}{about}{ends} {counted}".strip()


def _number(value: float) -> str:
    for name, size in (("trillion", 1e12), ("billion", 1e9), ("million", 1e6)):
        if abs(value) >= size:
            return f"{value / size:,.6g} {name}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.6g}"


def _event(event: Event, names: Mapping[str, str]) -> Finding:
    act = law().steps[event.step].label if event.step else label(event.mode or event.type)
    who = listed(event.actors, names) or "someone"
    whom = listed(event.recipients, names)
    marks = _some(
        event.type,
        label(event.organ) if event.organ else None,
        f"did not happen ({event.certainty})" if event.polarity == "negative" else _unless(event.certainty, "certain"),
        _unless(event.tense, "past"),
        "conditional" if event.conditional else None,
        f"in {names.get(event.place, event.place)}" if event.place else None,
        _when(event.date),
        event.reason,
    )
    return Finding("", "event", _arrow(f"{who}: {act}", whom), marks, _first(event.anchor, event.evidence))


def _claim(claim: Claim, names: Mapping[str, str]) -> Finding:
    who = listed(claim.sources, names) or "no source named"
    marks = _some(f"{claim.quotation} speech", claim.basis and f"on the ground of {claim.basis}", _when(claim.date))
    spans = sorted({s for s in (*claim.content, claim.source, claim.cue) if s is not None})
    return Finding("", "claim", f"{who}: {label(claim.stance)}", marks, tuple(spans))


def _agreement(agreement: Agreement, names: Mapping[str, str]) -> Iterator[Finding]:
    marks = _some(
        label(agreement.kind),
        f"between {listed(agreement.parties, names)}" if agreement.parties else None,
        f"status: {label(agreement.status)}" if agreement.status else None,
        f"signed {agreement.signed}" if agreement.signed else None,
    )
    yield Finding("", "agreement", agreement.name, marks, agreement.mentions)
    for duty in agreement.obligations:
        bearers = listed(duty.bearers, names)
        notes = _some(f"under {agreement.name}", f"binds {bearers}" if bearers else None, duty.condition)
        yield Finding("", "obligation", label(duty.kind), notes, (duty.evidence,))
    force = agreement.entry_into_force
    if force:
        notes = _some(f"of {agreement.name}", force.condition)
        yield Finding("", "entry_into_force", force.date or "on a condition", notes, (force.evidence,))


def _estimate(estimate: Estimate, names: Mapping[str, str]) -> Finding:
    by = listed(estimate.by, names)
    return Finding("", "estimate", estimate_words(estimate), _some(f"by {by}" if by else None), (estimate.evidence,))


def _actor(actor: Actor) -> Finding:
    notes = _some(actor.id, label(actor.kind), actor.office, actor.country, actor.reason)
    return Finding("", "actor", actor.name, notes, tuple(sorted(actor.mentions)))


def _place(place: Place) -> Finding:
    located = place.latitude is not None and place.longitude is not None
    where = f"{place.latitude:.2f}, {place.longitude:.2f}" if located else "not located"
    notes = _some(place.admin1, place.country, where, place.precision, place.reason)
    return Finding("", "place", place.name, notes, tuple(sorted(place.mentions)))


def _when(when: When) -> str:
    return f"{when.edtf} ({when.basis})" if when.edtf else "date unknown"


def _arrow(left: str, right: str) -> str:
    return f"{left} → {right}" if right else left


def _unless(value: str, usual: str) -> str | None:
    return None if value == usual else value


def _some(*parts: str | None) -> tuple[str, ...]:
    return tuple(p for p in parts if p)


def _first(anchor: Span, evidence: Span) -> tuple[Span, ...]:
    return (evidence,) if anchor == evidence else (evidence, anchor)
