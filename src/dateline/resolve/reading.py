"""Findings → Reading: the resolvers in order, each value handed on to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from dateline.kinds.actors import Kinds
from dateline.kinds.codes import cameo
from dateline.kinds.knowledge import Knowledge
from dateline.kinds.parliaments import unicameral
from dateline.model.document import Document
from dateline.model.findings import ActorFinding, EventFinding
from dateline.model.found import Findings
from dateline.model.reading import Actor, Event, Reading
from dateline.model.vocabulary import Organ, Step
from dateline.resolve.actor_links import ActorLinks
from dateline.resolve.actors import resolve_actors
from dateline.resolve.agreement_build import Terms, build_agreements
from dateline.resolve.agreement_clauses import told_apart
from dateline.resolve.agreement_joins import join_known
from dateline.resolve.agreement_parties import with_states
from dateline.resolve.agreement_shared import add_shared_parties
from dateline.resolve.agreements import PEACES, AgreementLinks, add_step_parties, chain_agreements
from dateline.resolve.claims import build_claims, build_estimates, link_claims
from dateline.resolve.dates import resolve_dates
from dateline.resolve.dating import Circumstances, Dating
from dateline.resolve.events import build_events
from dateline.resolve.filed import home_of
from dateline.resolve.foregoing import Foregoing
from dateline.resolve.places import resolve_places
from dateline.resolve.several import told_of_each, with_each
from dateline.resolve.siting import with_here
from dateline.resolve.status import state_of, with_status

if TYPE_CHECKING:
    from spacy.tokens import Token
# Steps that are told of the deals of firms, parties and suspects as well.
_OF_ANYBODY: frozenset[Step] = frozenset({"conclude", "negotiate", "terminate", "violate", "approve", "amend", "sign"})


def resolve(document: Document, findings: Findings, knowledge: Knowledge) -> Reading:
    """Who, where and when exactly: one Reading, checked against its text."""
    spoken = frozenset(i for f in findings.actors if f.form in ("name", "adjective", "people") for i in f.ids)
    home = home_of(document, knowledge.kinds, knowledge.gazetteer, spoken)
    links = resolve_actors(findings.actors, document, knowledge.kinds, knowledge.lexicon, home=home)
    dates = resolve_dates(findings.dates, document, knowledge.time)
    places = resolve_places(findings.places, document, knowledge.gazetteer)
    places = with_here(places, document, knowledge.gazetteer)
    apart = told_apart(findings.terms, [f.head for f in findings.agreements], document)
    chains = chain_agreements(findings.agreements, document, links, apart)
    moved = [(e, i) for e in findings.events if e.step and (i := _chain_at(e, chains, document)) is not None]
    moved = with_each(moved, findings.agreements, chains.by_head)
    add_step_parties(chains, moved, document, links, knowledge.lexicon.parties_listed)
    links = with_states(links, {p for _, i in moved for p in chains.chains[i].parties}, knowledge.kinds)
    chains, moved = join_known(chains, moved, knowledge.lexicon, document, apart)
    cues = frozenset(_roots(document, findings))
    states = frozenset(a.id for a in links.actors if a.kind == "state")
    acting = {a.id for a in links.actors}
    # Of several agreements that a plural names, the first.
    first = {e.head: i for e, i in reversed(moved)}
    parties = {head: tuple(sorted(chains.chains[i].parties & acting)) for head, i in first.items()}
    # "Withdrew from the 2015 nuclear deal": that year names the deal and dates nothing.
    names = [m.span for c in chains.chains for m in c.mentions]
    free = tuple(d for d in dates if not any(s.covers(d.span) for s in names))
    around = Circumstances(
        document, links, free, places, cues, _organs(findings.actors, links, document, knowledge.kinds),
        parties, states,
        told={e.head: e for e in findings.events},
        lengths={f.span: f.value for f in findings.dates if f.kind == "duration" and f.value},
        at_once=knowledge.modality.lemmas("same-day"), agreements=chains.by_head,
        words=knowledge.circumstances, place_words=knowledge.places, time_words=knowledge.time,
        home=home,
        peaces=frozenset(str(i) for i, c in enumerate(chains.chains) if c.kind in PEACES),
        owned=_owned(findings.actors, document.text, knowledge.kinds),
    )  # fmt: skip
    events, heads = build_events(findings.events, {head: str(i) for head, i in first.items()}, around)
    events, heads = told_of_each(events, heads, moved, [frozenset(c.parties) for c in chains.chains])
    add_shared_parties(chains, events, document, links, knowledge.lexicon.parties_listed)
    steps: dict[int, tuple[str, ...]] = {}
    for e in events:
        if e.agreement is not None and e.step is not None:
            steps[int(e.agreement)] = (*steps.get(int(e.agreement), ()), e.id)
    terms = Terms(
        knowledge.lexicon, findings.obligations, findings.force, findings.terms, dates, home, _concluded(events),
        _doubted(events),
    )  # fmt: skip
    agreements, ids = build_agreements(chains, steps, terms, document, links)
    events = tuple(_moving(e, ids) for e in events)
    claims, unnamed = build_claims(
        findings.claims,
        document,
        links,
        Dating(around, frozenset(heads.values())),
        Foregoing(document, links, knowledge.cues.words, knowledge.kinds),
    )
    actors = _joined(links.actors, unnamed)
    claims, events = link_claims(claims, events, {a.id: a for a in actors})
    estimates, events = build_estimates(findings.estimates, claims, events)
    agreements = tuple(with_status(a, events, document.report.published) for a in agreements)
    named = {i for e in events for i in (*e.actors, *e.recipients)} | {i for a in agreements for i in a.parties}
    named |= {t.named_id for a in agreements for t in a.terms if t.named_id}
    named |= {i for a in agreements for o in a.obligations for i in o.bearers}
    named |= {i for c in claims for i in c.sources} | {i for q in estimates for i in q.by}
    day = document.report.day
    actors = tuple(
        msgspec.structs.replace(a, code=cameo(a, knowledge.kinds, day))
        for a in actors
        if a.id not in links.sited or a.id in named
    )
    return Reading(
        report=document.report, actors=actors, places=places, dates=dates, agreements=agreements, events=events,
        claims=claims, estimates=estimates,
    )  # fmt: skip


def _doubted(events: Sequence[Event]) -> frozenset[int]:
    """The chains of which nothing is told but what firms and parties do too, and no step that the network sees."""
    moved = [(int(e.agreement), e) for e in events if e.agreement is not None and e.step is not None]
    sure = {i for i, e in moved if e.step not in _OF_ANYBODY or e.network != "sees none"}
    return frozenset(i for i, _ in moved if i not in sure)


def _moving(event: Event, ids: Mapping[int, str]) -> Event:
    """The event with the id of its agreement; no step where that agreement is none of ours."""
    if event.agreement is None:
        return event
    ident = ids.get(int(event.agreement))
    if ident is None:
        return msgspec.structs.replace(event, agreement=None, step=None, organ=None)
    return msgspec.structs.replace(event, agreement=ident)


def _concluded(events: Sequence[Event]) -> frozenset[int]:
    """The chains of which an event tells that the agreement came about."""
    done = [e for e in events if e.step not in (None, "negotiate") and state_of(e) in ("done", "announced")]
    return frozenset(int(e.agreement) for e in done if e.agreement is not None)


def _chain_at(event: EventFinding, chains: AgreementLinks, document: Document) -> int | None:
    head = event.head
    if event.agreement is not None:
        span = document.syntax.char_span(event.agreement.start, event.agreement.end, alignment_mode="expand")
        head = span.root.i
        paper = document.syntax[event.head].head
        if span.root.pos_ == "PRON" and event.step in ("amend", "extend") and paper.i in chains.by_head:
            # "Signed a protocol amending it": not the protocol.
            before = [h for h in chains.by_head if h < paper.i and chains.by_head[h] != chains.by_head[paper.i]]
            return chains.by_head[max(before)] if before else chains.at(head, document)
        if span.root.pos_ != "PRON" and head not in chains.by_head:
            # "reach a deal": words for an agreement that the report does not speak of again.
            return None
    return chains.at(head, document)


def _roots(document: Document, findings: Findings) -> list[int]:
    out = []
    for c in findings.claims:
        if c.cue is not None:
            span = document.syntax.char_span(c.cue.start, c.cue.end, alignment_mode="expand")
            out.append(span.root.i)
    return out


def _organs(
    findings: tuple[ActorFinding, ...], links: ActorLinks, document: Document, kinds: Kinds
) -> dict[int, Organ]:
    """The organ that each mention names; of a state with one chamber, that is the legislature whatever it is called.

    "The National Assembly" is one state's lower chamber, and the only one of another.
    """
    one, text = unicameral(document.report.day), document.text
    out: dict[int, Organ] = {}
    for f in findings:
        ids = links.by_head.get(f.head, ())
        organ = f.organ
        if organ and f.form == "contextual" and len(ids) == 1:
            named = (s for _, _, found in kinds.match(f.span.of(text)) for s in found if s.actor_id == ids[0])
            organ = next((s.organ for s in named if s.organ), organ)
        deputies = organ == "legislature" and _sit_below(document.syntax[f.head])
        if deputies and ids and not any(i.partition(".")[0] in one for i in ids):
            # Where there are two chambers, deputies sit in the lower one.
            organ = "lower_chamber"
        whole = organ in ("lower_chamber", "upper_chamber") and any(i.partition(".")[0] in one for i in ids)
        if organ:
            out[f.head] = "legislature" if whole else organ
    return out


def _sit_below(noun: Token) -> bool:
    """ "Deputies", "MPs", "Members of Parliament": those of the lower chamber, where there are two."""
    of = [o.lower_ for p in noun.rights if p.lower_ == "of" for o in p.children]
    return noun.lemma_.lower() in ("deputy", "mp", "mps") or (noun.lemma_ == "member" and of == ["parliament"])


def _owned(findings: tuple[ActorFinding, ...], text: str, kinds: Kinds) -> frozenset[int]:
    """The heads of mentions that say themselves whose body they name: "the Romanian Chamber of Deputies"."""
    named = (
        (f, [s for _, _, each in kinds.match(f.span.of(text)) for s in each])
        for f in findings
        if f.organ and f.form != "contextual"
    )
    return frozenset(f.head for f, found in named if f.country and found and {s.country for s in found} == {f.country})


def _joined(actors: tuple[Actor, ...], extra: tuple[Actor, ...]) -> tuple[Actor, ...]:
    known = {a.id: a for a in actors}
    for a in extra:
        old = known.get(a.id)
        mentions = tuple(sorted({*(old.mentions if old else ()), *a.mentions}))
        known[a.id] = msgspec.structs.replace(old or a, mentions=mentions)
    return tuple(sorted(known.values(), key=lambda a: (a.mentions[0], a.id)))
