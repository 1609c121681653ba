"""All that the extractors found in one document, as the hall hands it to the resolvers."""

from __future__ import annotations

import dataclasses

from dateline.model.findings import (
    ActorFinding,
    AgreementFinding,
    ClaimFinding,
    DateFinding,
    EstimateFinding,
    EventFinding,
    ForceClauseFinding,
    ObligationFinding,
    PlaceFinding,
    TermFinding,
)


@dataclasses.dataclass(frozen=True, slots=True)
class Findings:
    """One tuple a kind, each in text order."""

    dates: tuple[DateFinding, ...] = ()
    places: tuple[PlaceFinding, ...] = ()
    actors: tuple[ActorFinding, ...] = ()
    agreements: tuple[AgreementFinding, ...] = ()
    obligations: tuple[ObligationFinding, ...] = ()
    force: tuple[ForceClauseFinding, ...] = ()
    terms: tuple[TermFinding, ...] = ()
    events: tuple[EventFinding, ...] = ()
    claims: tuple[ClaimFinding, ...] = ()
    estimates: tuple[EstimateFinding, ...] = ()
