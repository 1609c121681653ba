"""Claim and estimate findings → entries: whose words, about which events, and how certain that leaves the events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from dateline.model.document import Document
from dateline.model.findings import ClaimFinding, EstimateFinding
from dateline.model.reading import Actor, Claim, Estimate, Event, When
from dateline.model.span import Span
from dateline.model.vocabulary import Certainty, EventType, Stance
from dateline.resolve.actor_links import ActorLinks
from dateline.resolve.antecedents import Antecedents
from dateline.resolve.dating import Dating
from dateline.resolve.foregoing import Foregoing
from dateline.resolve.speakers import Speakers

# Not told as done by anybody: what is feared, hoped for or foretold is held possible, whoever does so.
_DOUBTFUL: frozenset[Stance] = frozenset({"fears", "doubts", "hopes", "predicts"})
# Who tells of their own act is taken at their word.
_OWN: frozenset[Stance] = frozenset({"states", "confirms", "promises"})
# Whoever condemns or praises a deed, and the report that says so, takes it for done (Karttunen 1971 on factive verbs).
_FACTIVE: frozenset[Stance] = frozenset({"condemns", "praises"})
# Who receives, meets or agrees has a part in the act; who is attacked, sanctioned or accused only says that they were.
_SHARED: frozenset[EventType] = frozenset({"AGREE", "CONSULT", "COOPERATE", "AID", "SUPPORT", "CONCEDE", "RETREAT"})


def build_claims(
    findings: Sequence[ClaimFinding],
    document: Document,
    links: ActorLinks,
    dating: Dating,
    foregoing: Foregoing,
) -> tuple[tuple[Claim, ...], tuple[Actor, ...]]:
    """Claims c1, c2 … and the unnamed actors that only their sources name."""
    speakers = Speakers(document, links)
    pronouns = Antecedents(findings, document, links, foregoing, speakers.of)
    sources: list[tuple[str, ...]] = []
    for n, f in enumerate(findings):
        ids = pronouns.of(n, sources, speakers.of(f.source))
        if not ids and f.continues is not None and f.continues < len(sources):
            ids = sources[f.continues]
        sources.append(ids)
    out = []
    for n, f in enumerate(findings):
        ids = _told_below(n, findings, sources, document) or sources[n]
        when = _when(f, document, dating)
        out.append(
            Claim(f"c{n + 1}", ids, f.source, f.cue, f.content, f.quotation, f.stance, f.basis, (), when, f.confidence)
        )
    return tuple(out), _named(speakers, out)


def _told_below(
    n: int, findings: Sequence[ClaimFinding], sources: Sequence[tuple[str, ...]], document: Document
) -> tuple[str, ...]:
    """Who says the quoted words of a title in the report below it, where the title names nobody known."""
    title = document.report.title_span
    if title is None or not any(title.covers(s) for s in findings[n].content):
        return ()
    if not all(i.startswith("unnamed:") for i in sources[n]):
        return ()
    quotes = [q.inner for q in document.quotations if any(s.overlaps(q.outer) for s in findings[n].content)]
    for quote in quotes:
        words = quote.of(document.text).strip(" .,?!").casefold()
        for i, f in enumerate(findings):
            below = sources[i] and not any(title.overlaps(s) for s in f.content)
            if below and any(words in s.of(document.text).casefold() for s in f.content):
                return sources[i]
    return ()


def _named(speakers: Speakers, claims: Sequence[Claim]) -> tuple[Actor, ...]:
    """The actors that only claims name, without those that no claim has kept."""
    kept = {i for c in claims for i in c.sources}
    return tuple(a for a in speakers.extra.values() if a.id in kept)


def _when(f: ClaimFinding, document: Document, dating: Dating) -> When:
    if f.cue is None:
        return When()
    span = document.syntax.char_span(f.cue.start, f.cue.end, alignment_mode="expand")
    return dating.at(span.root.i)


def link_claims(
    claims: Sequence[Claim], events: Sequence[Event], actors: Mapping[str, Actor]
) -> tuple[tuple[Claim, ...], tuple[Event, ...]]:
    """Tie each claim to the events that its content reports, and those to the certainty that the claim leaves them."""
    by_claim: dict[str, list[str]] = {c.id: [] for c in claims}
    out = []
    for e in events:
        holders = [c for c in claims if any(s.covers(a) for s in c.content for a in (e.anchor, *e.mentions))]
        for c in holders:
            by_claim[c.id].append(e.id)
        certainty = e.certainty
        for c in (c for c in holders if any(s.covers(e.anchor) for s in c.content)):
            certainty = _certainty(certainty, e, c, actors)
        out.append(msgspec.structs.replace(e, claims=tuple(c.id for c in holders), certainty=certainty))
    linked = tuple(msgspec.structs.replace(c, events=tuple(by_claim[c.id])) for c in claims)
    return linked, tuple(out)


def _certainty(now: Certainty, event: Event, claim: Claim, actors: Mapping[str, Actor]) -> Certainty:
    """A source that speaks of its own act is taken at its word; any other leaves the report uncommitted (FactBank)."""
    if now != "certain" or claim.stance in _FACTIVE:
        return now
    if claim.stance in _DOUBTFUL:
        return "possible"
    doers = (*event.actors, *event.recipients) if event.type in _SHARED else event.actors
    own = _sides(claim.sources, actors) & _sides(doers, actors)
    return now if claim.stance in _OWN and own else "underspecified"


def _sides(ids: Iterable[str], actors: Mapping[str, Actor]) -> set[str]:
    """The actors themselves and the states that they belong to."""
    return {*ids} | {c for i in ids if i in actors and (c := actors[i].country)}


def build_estimates(
    findings: Sequence[EstimateFinding], claims: Sequence[Claim], events: Sequence[Event]
) -> tuple[tuple[Estimate, ...], tuple[Event, ...]]:
    """Estimates q1, q2 … with who gives them and the events that they size."""
    out = []
    sized: dict[str, list[str]] = {}
    for n, f in enumerate(findings):
        ident = f"q{n + 1}"
        holders = [c for c in claims if any(s.overlaps(f.span) for s in c.content)]
        # The innermost claim is the one with the shortest content around the number.
        inner = min(holders, key=_length, default=None)
        about = [e for e in events if e.evidence.covers(f.span)]
        nearest = sorted(about, key=lambda e: (e.evidence.end - e.evidence.start, abs(e.anchor.start - f.span.start)))[
            :1
        ]
        for e in nearest:
            sized.setdefault(e.id, []).append(ident)
        out.append(
            Estimate(
                ident, f.low, f.high, f.approximate, f.change, f.unit, f.of, inner.sources if inner else (),
                tuple(e.id for e in nearest), f.span,
            )
        )  # fmt: skip
    linked = tuple(msgspec.structs.replace(e, quantities=tuple(sized.get(e.id, ()))) for e in events)
    return tuple(out), linked


def _length(claim: Claim) -> int:
    return sum(Span(*s).end - Span(*s).start for s in claim.content)
