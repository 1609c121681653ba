"""The codes by which event data name an actor: CAMEO's one code ("RUSGOV"), PLOVER's pair of country and sector.

Countries are those of ISO 3166-1 alpha-3, as in PLOVER, also inside CAMEO codes.
"""

from __future__ import annotations

import datetime as dt

from dateline.kinds.actors import Kinds, Office
from dateline.model.reading import Actor

UNKNOWN = "---"
# CAMEO counts those who have left an office of state among the elites.
_FORMER = "ELI"
_LEFT = frozenset({"GOV", "LEG"})


def cameo(actor: Actor, kinds: Kinds, day: dt.date | None) -> str:
    """The CAMEO code of an actor of a Reading on `day`: "RUSGOV", "KORMIL", "IGOUNO", "NGO"; "---" where unknown.

    A code that the entry of the actor gives (or, for a person, that of the organisation or group whose office the
    person holds) comes first; else it is country and sector.
    """
    office = _held(actor, kinds, day)
    own = kinds.own_code(office.of if office and office.of else actor.id)
    return own or "".join(part or "" for part in _pair(actor, kinds, day, office)) or UNKNOWN


def plover(actor: Actor, kinds: Kinds, day: dt.date | None) -> tuple[str | None, str | None]:
    """PLOVER's country and sector of an actor of a Reading on `day`; None for each that is not known.

    A person has those of the office surely held on the day; one whose known offices of state have all ended is of the
    elites; else what the report or the person's entry tells counts.
    """
    return _pair(actor, kinds, day, _held(actor, kinds, day))


def _pair(actor: Actor, kinds: Kinds, day: dt.date | None, office: Office | None) -> tuple[str | None, str | None]:
    if office is not None:
        owner = kinds.actor(office.of) if office.of else None
        if owner is not None and owner.kind != "state":
            return owner.country, owner.sector
        return office.of, office.sector
    known = kinds.actor(actor.id)
    country = actor.country or (known.country if known else None)
    sector = actor.sector or (known.sector if known else None)
    if actor.kind == "person" and day is not None and sector in (None, *_LEFT) and _has_left(actor, kinds, day):
        sector = _FORMER
    return country, sector or kinds.sector_of(actor.kind)


def _held(actor: Actor, kinds: Kinds, day: dt.date | None) -> Office | None:
    """The office that a person held on the day: of several the one that the report tells, then of the own country."""
    held = kinds.offices_of(actor.id, day) if day is not None and actor.kind == "person" else ()
    told = _post(actor.office, kinds)
    return min(held, key=lambda o: (_post(o.title, kinds) != told, o.of != actor.country), default=None)


def _has_left(actor: Actor, kinds: Kinds, day: dt.date) -> bool:
    """Whether every known office has surely ended or not begun, one has ended, and the report tells no other."""
    offices = kinds.offices_of(actor.id, None)
    ended = [o for o in offices if o.until is not None and o.until < day.isoformat()[: len(o.until)]]
    if not ended or any(o.held_on(day) is not False or o.sector not in _LEFT for o in offices):
        return False
    return actor.office is None or _post(actor.office, kinds) in {_post(o.title, kinds) for o in ended}


def _post(title: str | None, kinds: Kinds) -> str | None:
    role = kinds.role(title) if title else None
    return role.office if role and role.office else title.casefold() if title else None
