"""Each Reading with what merging asks of it again and again: its story, its day, its sentences, whom actors act for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypedDict

import msgspec

from dateline.kinds.ids import BLOCS_AS_ONE
from dateline.kinds.outlets import printed_in
from dateline.merge.copies import families
from dateline.merge.group_names import aligned
from dateline.merge.words import Sentences, content, seat_of, state_words
from dateline.model import Actor, Event, Place, Reading, Span, When
from dateline.model.record import PlaceRef, SourceRef

# A body or an office holder acts for the state that it belongs to; companies, media, parties and peoples do not.
_ACT_FOR_STATE = ("state", "government", "legislature", "military", "court")


class Key(NamedTuple):
    """One item of one Reading; sorts in order of publication, then as it stands in its Reading."""

    order: int
    position: int
    report: str
    item: str


class Source:
    """One Reading, ready to be compared."""

    def __init__(self, reading: Reading, order: int, family: str) -> None:
        """`order` is its place among all Readings, `family` the id of the first report of the same story."""
        self.reading = reading
        self.order = order
        self.family = family
        self.report = reading.report
        self.day = reading.report.published[:10] if reading.report.published else None
        self.actors = {a.id: a for a in reading.actors}
        self.places = {p.id: p for p in reading.places}
        self.events = {e.id: e for e in reading.events}
        # The state in whose capital the report was filed, or whose paper printed it.
        dateline = self.report.dateline.text if self.report.dateline else None
        self.home = seat_of(dateline, self.report.day) if dateline else None
        if self.home is None and self.report.publisher:
            self.home = printed_in(self.report.publisher)
        self._people = frozenset(a.id for a in reading.actors if a.kind == "person")
        self._sentences = Sentences(reading.report.text)

    def key(self, position: int, item: str) -> Key:
        """The key of the item `item`, which stands at `position` in its list."""
        return Key(self.order, position, self.report.id, item)

    def quote(self, span: Span) -> str:
        """The words of `span`."""
        return span.of(self.report.text)

    def sentence(self, span: Span) -> tuple[str, int]:
        """Report id and number of the sentence in which `span` starts."""
        return (self.report.id, self._sentences.of(span.start))

    def sentence_text(self, number: int) -> str:
        """The words of the sentence of this number."""
        return self._sentences.text(number)

    def in_title(self, span: Span) -> bool:
        """Whether `span` stands in the report's title."""
        title = self.report.title_span
        return title is not None and title.covers(span)

    def parties(self, actors: Iterable[str]) -> frozenset[str]:
        """Whom `actors` act for: the state of a body or an office holder, else themselves."""
        return frozenset(party(self.actors[a]) for a in actors)

    def country_of(self, ident: str) -> str | None:
        """The country of the actor `ident`, None for one without or for one that is not in this Reading."""
        actor = self.actors.get(ident)
        return actor.country if actor and actor.kind == "person" else None

    def persons(self, actors: Iterable[str]) -> frozenset[str]:
        """The persons among `actors`."""
        return frozenset(a for a in actors if self.actors[a].kind == "person")

    def named(self, actors: Iterable[str]) -> frozenset[str]:
        """The content words of the actors' names."""
        out: frozenset[str] = frozenset()
        for a in actors:
            out |= content(self.actors[a].name)
        return out

    def called(self, parties: Iterable[str]) -> frozenset[str]:
        """The content words that name `parties` or persons: names, demonyms, capitals, what the text calls them."""
        out: frozenset[str] = frozenset()
        for a in {*parties, *self._people}:
            out |= content(self.actors[a].name.replace("-", " ")) | state_words(a)
            for mention in self.actors[a].mentions:
                out |= content(self.quote(mention).replace("-", " "))
        return out

    def place(self, ident: str | None) -> PlaceRef | None:
        """The place `ident` of this Reading as the record keeps it."""
        return place_ref(self.places[ident]) if ident else None

    def ref(self, evidence: Span, item: str, value: dict[str, Any]) -> SourceRef:
        """This report as a source of an entry, with its words and what it says."""
        return SourceRef(
            self.report.id, self.report.published, self.report.publisher, evidence, self.quote(evidence), item, value
        )


class Common(TypedDict):
    """The fields that every entry has."""

    id: str
    reports: int
    independent: int
    sources: tuple[SourceRef, ...]
    first_reported: str | None
    last_reported: str | None
    reason: str | None


class Context:
    """All Readings in order of publication."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        """Sorts `readings` by publication, then id; a report given twice is taken once, as it was given last."""
        unique = {r.report.id: r for r in readings}
        ordered = aligned(sorted(unique.values(), key=lambda r: (r.report.published or "9999", r.report.id)))
        self.families = families([r.report for r in ordered])
        self.sources = tuple(Source(r, i, self.families[r.report.id]) for i, r in enumerate(ordered))
        self.by_report = {s.report.id: s for s in self.sources}
        self.last = max((s.day for s in self.sources if s.day), default=None)

    def of(self, key: Key) -> Source:
        """The source that `key` comes from."""
        return self.sources[key.order]

    def independent(self, reports: Iterable[str]) -> int:
        """How many stories `reports` are, copies of one counted once."""
        return len({self.families[r] for r in reports})

    def common(self, kind: str, keys: Sequence[Key], refs: Iterable[SourceRef], reason: str | None) -> Common:
        """The fields that every entry has; `keys` are its items in order, the first one gives the id."""
        sources = tuple(refs)
        reports = {s.report for s in sources} or {k.report for k in keys}
        days = sorted(d for d in (self.by_report[r].day for r in reports) if d)
        return Common(
            id=entry_id(kind, keys[0].report, keys[0].item),
            reports=len(reports),
            independent=self.independent(reports),
            sources=sources,
            first_reported=days[0] if days else None,
            last_reported=days[-1] if days else None,
            reason=reason,
        )


def entry_id(kind: str, report: str, item: str) -> str:
    """A stable id: that of the first report's item, so that later reports do not change it."""
    return f"{kind}-{hashlib.sha256(f'{kind}|{report}|{item}'.encode()).hexdigest()[:12]}"


def party(actor: Actor) -> str:
    """Whom an actor acts for: the state of its bodies and office holders, else itself."""
    if actor.serves:
        return actor.serves
    if actor.country and (actor.kind in _ACT_FOR_STATE or (actor.kind == "person" and _official(actor))):
        return actor.country
    bodies = actor.kind == "legislature" or (actor.kind == "igo" and actor.member_of[:1] in BLOCS_AS_ONE)
    if bodies and not actor.country and actor.member_of:
        # The European Parliament acts for the Union, and so does its Commission.
        return actor.member_of[0]
    return actor.id


def _official(person: Actor) -> bool:
    return person.office is not None or person.sector in ("GOV", "LEG", "MIL", "JUD", "SPY")


def place_ref(place: Place) -> PlaceRef:
    """A Reading's place without its mentions."""
    return PlaceRef(place.id, place.name, place.country, place.admin1, place.latitude, place.longitude, place.precision)


def same_place(one: PlaceRef | None, other: PlaceRef | None) -> bool | None:
    """True for one place or one inside the other, False for two places, None where it cannot be told."""
    if one is None or other is None:
        return None
    if one.id == other.id:
        return True
    if one.country and other.country and one.country != other.country:
        return False
    if one.precision == "country" or other.precision == "country":
        return True if one.country and one.country == other.country else None
    if "region" in (one.precision, other.precision):
        return True if one.admin1 and one.admin1 == other.admin1 else None
    return False if one.latitude is not None and other.latitude is not None else None


def event_value(source: Source, event: Event) -> dict[str, Any]:
    """What this report says of the event, as plain data without its spans and its empty fields."""
    value: dict[str, Any] = {
        "type": event.type,
        "mode": event.mode,
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "date": when_value(event.date),
        "place": source.places[event.place].name if event.place else None,
        "step": event.step,
        "organ": event.organ,
        "tense": event.tense,
        "polarity": event.polarity,
        "certainty": event.certainty,
        "conditional": event.conditional,
        "confidence": event.confidence,
        "reason": event.reason,
    }
    return {name: v for name, v in value.items() if v not in (None, [], {})}


def when_value(when: When) -> dict[str, Any]:
    """A date as plain data, without its span."""
    return {"edtf": when.edtf, "basis": when.basis} if when.edtf else {}


def plain(value: object, leave_out: Iterable[str]) -> dict[str, Any]:
    """A model value as plain data, without the fields `leave_out` and the empty ones."""
    skip = set(leave_out)
    data: dict[str, Any] = msgspec.to_builtins(value)
    return {k: v for k, v in data.items() if k not in skip and v not in (None, [], {}, ())}
