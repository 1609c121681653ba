"""A small record about invented talks, hand-built: two reports, and what merging would make of them."""

from __future__ import annotations

import factory
from dateline.model import Reading, Span
from dateline.model.reading import ForceClause, Obligation
from dateline.model.record import (
    ActorEntry,
    AgreementEntry,
    ClaimEntry,
    Conflict,
    ConflictValue,
    EstimateEntry,
    EventEntry,
    Merged,
    ObligationEntry,
    PlaceRef,
    ReportEntry,
    SourceRef,
    StepEntry,
    TermEntry,
)

TITLE = "Japan ratifies river pact with Brazil"
SIGNED = """Japan ratifies river pact with Brazil

Japan has ratified a river pact with Brazil, the foreign ministry said on Tuesday.

Japan and Brazil signed the river pact in Lima in June. It obliges both to share flood data.

About 400 engineers took part in the talks, according to Japan.

The pact takes effect once both sides have exchanged their instruments."""
DENIED = """Brazil doubts numbers

Brazil denied that 400 engineers took part, saying that there were fewer than 150.

Lawmakers in Brazil approved the river pact last week."""


def first() -> Reading:
    """The report that tells of the ratification."""
    pact = factory.agreement(
        SIGNED,
        "river pact with Brazil",
        name="river pact",
        parties=("BRA", "JPN"),
        steps=("e-ratify", "e-sign"),
        obligations=(Obligation("other", ("BRA", "JPN"), None, factory.at(SIGNED, "share flood data")),),
        entry_into_force=ForceClause(
            "both sides have exchanged their instruments",
            None,
            factory.at(SIGNED, "takes effect once both sides have exchanged their instruments"),
        ),
    )
    words = "Japan has ratified a river pact with Brazil"
    ratified = factory.event(
        SIGNED, words, "SUPPORT", id="e-ratify", actors=("JPN",), recipients=("BRA",), step="ratify",
        agreement=pact.id, claims=("c-said",), anchor="ratified",
    )  # fmt: skip
    signed = factory.event(
        SIGNED, "Japan and Brazil signed the river pact in Lima in June", "AGREE", id="e-sign", date="2024-06",
        actors=("BRA", "JPN"), step="sign", agreement=pact.id, place="place:lima", anchor="signed",
    )  # fmt: skip
    said = factory.claim(SIGNED, words, ("JPN.GOV",), id="c-said", cue="said", events=("e-ratify",))
    told = factory.claim(
        SIGNED, "About 400 engineers took part in the talks", ("JPN",), id="c-told", cue="according to"
    )
    engineers = factory.estimate(
        SIGNED, "About 400 engineers", 400.0, "engineers", id="q-400", approximate=True, by=("JPN",)
    )
    return factory.reading(
        SIGNED, title=TITLE, publisher="Example Times", published="2024-11-12T12:46:00+09:00", id="r-first",
        agreements=(pact,), events=(ratified, signed), claims=(said, told), estimates=(engineers,),
        places=(factory.place(SIGNED, "Lima", id="place:lima", country="PER"),),
    )  # fmt: skip


def second() -> Reading:
    """The report that disputes a number."""
    pact = factory.agreement(DENIED, "river pact", parties=("BRA",), steps=("e-approve",))
    approved = factory.event(
        DENIED, "Lawmakers in Brazil approved the river pact last week", "SUPPORT", id="e-approve",
        date="2024-11-04/2024-11-10", actors=("BRA.LEG",), step="approve", organ="legislature", agreement=pact.id,
    )  # fmt: skip
    denied = factory.claim(DENIED, "400 engineers took part", ("BRA",), "denies", id="c-denied", cue="denied")
    fewer = factory.estimate(
        DENIED, "fewer than 150", None, "engineers", id="q-150", high=150.0, change="<", by=("BRA",)
    )
    return factory.reading(
        DENIED, title="Brazil doubts numbers", publisher="Sample Post", published="2024-11-14", id="r-second",
        agreements=(pact,), events=(approved,), claims=(denied,), estimates=(fewer,),
    )  # fmt: skip


def _ref(reading: Reading, item: str, evidence: Span, **value: object) -> SourceRef:
    report = reading.report
    return SourceRef(
        report.id, report.published, report.publisher, evidence, evidence.of(report.text), item, dict(value)
    )


def _seen(*refs: SourceRef) -> dict[str, object]:
    days = sorted(r.published[:10] for r in refs if r.published)
    return {
        "reports": len({r.report for r in refs}),
        "independent": len({r.report for r in refs}),
        "sources": refs,
        "first_reported": days[0] if days else None,
        "last_reported": days[-1] if days else None,
    }


def merged() -> Merged:
    """The record of both reports."""
    one, two = first(), second()
    lima = PlaceRef("place:lima", "Lima", "PER")
    refs = {e.id: _ref(r, e.id, e.evidence, type=e.type) for r in (one, two) for e in r.events}
    claims = {c.id: _ref(r, c.id, c.content[0], stance=c.stance) for r in (one, two) for c in r.claims}
    numbers = {q.id: _ref(r, q.id, q.evidence, high=q.high) for r in (one, two) for q in r.estimates}
    told = {e.id: e for r in (one, two) for e in r.events}
    sign = StepEntry(
        id="s-sign", step="sign", by=("BRA", "JPN"), date=told["e-sign"].date, place=lima, events=("ev-sign",),
        **_seen(refs["e-sign"]),
    )  # fmt: skip
    approve = StepEntry(
        id="s-approve", step="approve", by=("BRA",), organ="legislature", date=told["e-approve"].date,
        events=("ev-approve",), **_seen(refs["e-approve"]),
    )  # fmt: skip
    ratify = StepEntry(id="s-ratify", step="ratify", by=("JPN",), events=("ev-ratify",), **_seen(refs["e-ratify"]))
    signing = _ref(one, "g0", one.agreements[0].mentions[0])
    pact = AgreementEntry(
        id="ag-river",
        name="river pact",
        aliases=("the river pact",),
        kind="treaty",
        parties=("BRA", "JPN"),
        steps=(sign, approve, ratify),
        obligations=(
            ObligationEntry(
                id="o-data",
                kind="other",
                bearers=("BRA", "JPN"),
                **_seen(_ref(one, "g0", one.agreements[0].obligations[0].evidence)),
            ),
        ),
        entry_into_force=one.agreements[0].entry_into_force,
        terms=(
            TermEntry(id="t-old", kind="replaces", named="1962 accord", **_seen(signing)),
            TermEntry(id="t-keeper", kind="depositary", named="Japan’s ministry", named_id="JPN", **_seen(signing)),
        ),
        status="ratified_by",
        as_of="2024-11-14",
        missing=("exchange by BRA and JPN",),
        **_seen(_ref(one, "g0", one.agreements[0].mentions[0]), _ref(two, "g1", two.agreements[0].mentions[0])),
    )
    return Merged(
        reports=tuple(
            ReportEntry(r.id, r.title, r.publisher, r.agency, r.published, r.url) for r in (one.report, two.report)
        ),
        agreements=(pact,),
        events=tuple(
            EventEntry(
                id=f"ev-{e.step}",
                type=e.type,
                actors=e.actors,
                recipients=e.recipients,
                date=e.date,
                place=lima if e.place else None,
                agreement="ag-river",
                step=e.step,
                organ=e.organ,
                **_seen(refs[e.id]),
            )
            for e in (told["e-sign"], told["e-approve"], told["e-ratify"])
        ),
        claims=(
            ClaimEntry(
                id="cl-said",
                actors=("JPN.GOV",),
                content="Japan has ratified a river pact with Brazil",
                events=("ev-ratify",),
                **_seen(claims["c-said"]),
            ),
            ClaimEntry(
                id="cl-told",
                actors=("JPN",),
                content="About 400 engineers took part in the talks",
                disputed_by=("cl-denied",),
                **_seen(claims["c-told"]),
            ),
            ClaimEntry(
                id="cl-denied",
                actors=("BRA",),
                content="400 engineers took part",
                stance="denies",
                **_seen(claims["c-denied"]),
            ),
        ),
        estimates=(
            EstimateEntry(
                id="es-400",
                low=400.0,
                high=400.0,
                approximate=True,
                of="engineers",
                by=("JPN",),
                conflicts=(Conflict("high", (ConflictValue(400, ("r-first",)), ConflictValue(150, ("r-second",)))),),
                **_seen(numbers["q-400"]),
            ),
            EstimateEntry(id="es-150", high=150.0, change="<", of="engineers", by=("BRA",), **_seen(numbers["q-150"])),
        ),
        actors=tuple(
            ActorEntry(
                id=i,
                name=n,
                kind=k,
                country=i[:3],
                names=(n,),
                events=e,
                claims=c,
                **_seen(_ref(r, i, factory.at(r.report.text, n))),
            )
            for i, n, k, e, c, r in (
                ("BRA", "Brazil", "state", 2, 1, two),
                ("BRA.LEG", "Lawmakers in Brazil", "legislature", 1, 0, two),
                ("JPN", "Japan", "state", 2, 1, one),
                ("JPN.GOV", "the foreign ministry", "government", 0, 1, one),
            )
        ),
    )
