"""Entries of events and steps: one value for each field, every source kept, every difference shown."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from dateline.kinds.when import lower_bound, upper_bound, width, within
from dateline.merge import vote
from dateline.merge.context import Context, Key, entry_id, event_value, same_place
from dateline.merge.estimates import EstimateItem
from dateline.merge.happenings import Happening
from dateline.merge.same_event import Found
from dateline.merge.step_items import StepItem
from dateline.merge.steps import FoundStep
from dateline.merge.vote import Vote
from dateline.model.reading import When
from dateline.model.record import Conflict, EventEntry, PlaceRef, SourceRef, StepEntry
from dateline.model.vocabulary import Certainty, Organ, StepState, Tense

_CERTAINTY: tuple[Certainty, ...] = ("certain", "probable", "possible", "underspecified")
_TENSE: tuple[Tense, ...] = ("past", "ongoing", "future")
_ORGAN: tuple[Organ | None, ...] = (
    "lower_chamber", "upper_chamber", "head_of_state", "court", "legislature", "government", None,
)  # fmt: skip
# A step that one report has done is done; what other reports still expect is no contradiction.
_STATE: tuple[StepState, ...] = ("done", "failed", "denied", "announced", "planned", "conditional")


@dataclasses.dataclass(frozen=True)
class Links:
    """What events are tied to: ids of merged entries by (report, item), and each report's numbers by event."""

    claims: Mapping[tuple[str, str], str]
    estimates: Mapping[tuple[str, str], str]
    numbers: Mapping[str, Sequence[EstimateItem]]
    claimed: Mapping[str, tuple[Conflict, ...]]


def event_ids(groups: Iterable[Found]) -> dict[tuple[str, str], str]:
    """The merged event's id of each (report, event)."""
    return {(h.key.report, h.key.item): found_id(found.members[0].key) for found in groups for h in found.members}


def found_id(first: Key) -> str:
    """The id of the event whose first telling is `first`."""
    return entry_id("ev", first.report, first.item)


def event_entry(context: Context, found: Found, links: Links, step: FoundStep | None) -> EventEntry:
    """The entry of one event; `step` is the step that it is, None for an event that is none."""
    members = found.members
    told = [h for h in members if h.event.tense != "future" and not h.event.conditional] or list(members)
    date, dates = vote.date([_dated(h) for h in told])
    place, places = _place(members)
    polarity = [_vote(h, h.event.polarity) for h in members]
    ident = found_id(members[0].key)
    return EventEntry(
        **context.common("ev", [h.key for h in members], _telling([_ref(h) for h in members], date), found.reason),
        type=members[0].event.type,
        mode=vote.winner([_vote(h, h.event.mode) for h in members]),
        actors=_actors(members, recipients=False),
        recipients=_actors(members, recipients=True),
        date=date,
        place=place,
        agreement=members[0].agreement,
        step=step.items[0].step if step else next((h.event.step for h in members if h.event.step), None),
        organ=_organ(step.items) if step else next((h.event.organ for h in members if h.event.organ), None),
        tense=min((h.event.tense for h in members), key=_TENSE.index),
        polarity=vote.winner(polarity) or "positive",
        certainty=min((h.event.certainty for h in members), key=_CERTAINTY.index),
        conditional=all(h.event.conditional for h in members),
        quantities=_linked(members, links.estimates, [h.event.quantities for h in members], ident, links),
        claims=_linked_claims(members, links.claims),
        confidence=max(h.event.confidence for h in members),
        conflicts=(
            *dates,
            *places,
            # Whether a step was taken is told by its state, to which "not yet" of an earlier day is no contradiction.
            *(() if step else vote.conflict("polarity", polarity)),
            *_persons(members),
            *_quantities(links.numbers.get(ident, ())),
            *links.claimed.get(ident, ()),
        ),
    )


# The hour of a day in EDTF.
_HOUR = re.compile(r"T\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?")


def step_entry(context: Context, found: FoundStep) -> StepEntry:
    """The entry of one step of an agreement."""
    items = found.items
    state = min((i.state for i in items), key=_STATE.index)
    of_state = [i for i in items if i.state == state]
    date, dates = vote.date(_days(of_state))
    if state == "done":
        told = min((i.happening.source.day or "9" for i in of_state), default="9")
        date = _as_set(date, [i for i in items if i.state in ("planned", "announced")], told)
    place, places = _place([i.happening for i in of_state])
    by = frozenset(p for i in of_state for p in i.by) or frozenset(p for i in items for p in i.by)
    refs = _telling([_step_ref(i) for i in items], date, state)
    return StepEntry(
        **context.common("st", [i.happening.key for i in items], refs, found.reason),
        step=items[0].step,
        by=tuple(sorted(by)),
        organ=_organ(of_state) or _organ(items) if items[0].step != "accede" else _organ(of_state),
        date=date,
        state=state,
        place=place,
        events=(found_id(items[0].happening.key),),
        conflicts=(*dates, *places, *_told_as(items), *_states(items), *_persons([i.happening for i in items])),
    )


def _telling(refs: list[SourceRef], date: When, state: str | None = None) -> list[SourceRef]:
    """The words that say what the entry says come first: same state, same day, not a headline; then by publication."""

    def key(item: tuple[int, SourceRef]) -> tuple[bool, bool, bool, int]:
        order, ref = item
        told = (ref.value.get("date") or {}).get("edtf")
        other_state = state is not None and ref.value.get("state") != state
        return (other_state, told != date.edtf, ref.evidence.start == 0, order)

    return [ref for _, ref in sorted(enumerate(refs), key=key)]


def event_order(entry: EventEntry | StepEntry) -> tuple[str, str]:
    """Sort key: first possible day, else the day reported, then id."""
    return (vote.sort_day(lower_bound(entry.date.edtf), entry.first_reported), entry.id)


def _vote(happening: Happening, value: object) -> Vote:
    return Vote(value, happening.source.report.id, happening.source.family)


def _dated(happening: Happening) -> tuple[When, str, str]:
    return (happening.event.date, happening.source.report.id, happening.source.family)


def _days(items: Iterable[StepItem]) -> list[tuple[When, str, str]]:
    return [(_begun(when), report, family) for when, report, family in (_dated(i.happening) for i in items)]


def _as_set(done: When, ahead: Sequence[StepItem], told: str) -> When:
    """ "In force since last month", which was to enter into force on the 3rd: that day, if all agree on it.

    `told` is the day of the first report that tells it as done: where that names no day, the day set lies before it.
    """
    days = [w for w, _, _ in _days(ahead) if w.edtf]
    if not days or (done.edtf and any(not within(w.edtf, done.edtf) for w in days)):
        return done
    if not done.edtf and any((last := upper_bound(w.edtf)) is None or last.isoformat() > told for w in days):
        return done
    narrowest = min(days, key=lambda w: width(w.edtf) or 10**6)
    same = all(within(narrowest.edtf, w.edtf) for w in days)
    return When(narrowest.edtf, "inferred") if same and narrowest.edtf != done.edtf else done


def _begun(when: When) -> When:
    """ "In force since 1998": a step is taken on the day from which it lasts; the hour stays with the event."""
    if when.edtf is None:
        return when
    return msgspec.structs.replace(when, edtf=_HOUR.sub("", when.edtf.removesuffix("/..")))


def _ref(happening: Happening) -> SourceRef:
    event = happening.event
    return happening.source.ref(event.evidence, event.id, event_value(happening.source, event))


def _step_ref(item: StepItem) -> SourceRef:
    happening = item.happening
    value = event_value(happening.source, happening.event) | {"step": item.told_as, "state": item.state}
    return happening.source.ref(happening.event.evidence, happening.event.id, value)


def _actors(members: Sequence[Happening], *, recipients: bool) -> tuple[str, ...]:
    """Those named by a quarter of the stories that name any; for each state its most usual naming."""
    named: dict[str, dict[frozenset[str], set[str]]] = {}
    naming: set[str] = set()
    for h in members:
        raw = h.event.recipients if recipients else h.event.actors
        for p in sorted(h.recipients if recipients else h.actors):
            as_ids = frozenset(a for a in raw if h.source.parties([a]) == {p})
            named.setdefault(p, {}).setdefault(as_ids, set()).add(h.source.family)
            naming.add(h.source.family)
    out: set[str] = set()
    for p in sorted(named):
        forms = named[p]
        told = set().union(*forms.values())
        if 4 * len(told) >= len(naming):
            out |= sorted(forms, key=lambda f: (-len(forms[f]), -len(f), sorted(f)))[0]
    return tuple(sorted(out))


def _place(members: Sequence[Happening]) -> tuple[PlaceRef | None, tuple[Conflict, ...]]:
    votes = [_vote(h, h.place.id) for h in members if h.place]
    refs = {h.place.id: h.place for h in reversed(members) if h.place}
    ranked = vote.tally(votes)
    if not ranked:
        return None, ()
    first = refs[ranked[0][0]]
    # A city says more than the country around it, where both are told of one event.
    inside = [refs[i] for i, _ in ranked if same_place(refs[i], first)]
    best = min(inside, key=lambda r: (r.precision in (None, "country"), r.precision == "region"))
    against = [v for v in votes if same_place(refs[v.value], best) is False]
    if not against:
        return best, ()
    named = [Vote(refs[v.value].name, v.report, v.family) for v in votes if v not in against] + [
        Vote(refs[v.value].name, v.report, v.family) for v in against
    ]
    return best, vote.conflict("place", named)


def _organ(items: Sequence[StepItem]) -> Organ | None:
    ranked = [o for o, _ in vote.tally([_vote(i.happening, i.organ) for i in items])]
    return min(ranked, key=lambda o: (_ORGAN.index(o), ranked.index(o)), default=None) if ranked else None


def _told_as(items: Sequence[StepItem]) -> tuple[Conflict, ...]:
    return vote.conflict("step", [_vote(i.happening, i.told_as) for i in items])


def _states(items: Sequence[StepItem]) -> tuple[Conflict, ...]:
    """A conflict where one report has it done and another says that it was not."""
    votes = [_vote(i.happening, i.state) for i in items if i.state in ("done", "failed")]
    done_days = [d for d in (i.happening.source.day for i in items if i.state == "done") if d]
    late = [
        _vote(i.happening, i.state)
        for i in items
        # A report of an earlier day that says "not yet" is no contradiction.
        if i.state == "denied" and done_days and (i.happening.source.day or "") >= min(done_days)
    ]
    return vote.conflict("state", [*votes, *late])


def _persons(members: Sequence[Happening]) -> tuple[Conflict, ...]:
    """A conflict on who acted for a state, where two reports name different persons of it."""
    named: dict[str, list[tuple[frozenset[str], Happening]]] = {}
    for h in members:
        for p in sorted(h.actors | h.recipients):
            persons = h.source.persons(
                a for a in (*h.event.actors, *h.event.recipients) if h.source.parties([a]) == {p}
            )
            if persons:
                named.setdefault(p, []).append((persons, h))
    out: list[Conflict] = []
    for told in named.values():
        if any(not one & other for one, _ in told for other, _ in told):
            out += vote.conflict("actors", [_vote(h, person) for persons, h in told for person in sorted(persons)])
    return tuple(out)


def _quantities(items: Sequence[EstimateItem]) -> tuple[Conflict, ...]:
    """Conflicts on the numbers of one thing in one event that different stories give."""
    heads: dict[str, list[EstimateItem]] = {}
    for item in items:
        if item.head and (item.estimate.low is not None or item.estimate.high is not None):
            heads.setdefault(item.head, []).append(item)
    out: list[Conflict] = []
    for told in heads.values():
        if len({i.source.family for i in told}) > 1:
            of = told[0].estimate.of
            out += vote.conflict(
                f"quantity: {of}", [Vote(_figure(i), i.source.report.id, i.source.family) for i in told]
            )
    return tuple(out)


def _figure(item: EstimateItem) -> str:
    e = item.estimate
    low, high = (
        f"{n:g}" if n is None or n < 10**6 else f"{n:.0f}" for n in (e.low or e.high or 0, e.high or e.low or 0)
    )
    if e.low is None:
        return f"up to {high}"
    if e.high is None:
        return f"{low} or more"
    return f"{'about ' if e.approximate else ''}{low}" if low == high else f"{low} to {high}"


def _linked(
    members: Sequence[Happening],
    ids: Mapping[tuple[str, str], str],
    items: Sequence[Iterable[str]],
    ident: str,
    links: Links,
) -> tuple[str, ...]:
    found = {ids[h.key.report, i] for h, listed in zip(members, items, strict=True) for i in listed}
    found |= {ids[i.source.report.id, i.estimate.id] for i in links.numbers.get(ident, ())}
    return tuple(sorted(found))


def _linked_claims(members: Sequence[Happening], ids: Mapping[tuple[str, str], str]) -> tuple[str, ...]:
    found = {ids[h.key.report, c] for h in members for c in h.event.claims}
    found |= {ids[h.key.report, c.id] for h in members for c in h.source.reading.claims if h.event.id in c.events}
    return tuple(sorted(found))
