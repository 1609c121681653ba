"""What verbs and nouns mean as events: typed entries of `events.yaml`."""

from __future__ import annotations

import msgspec

from dateline.model.vocabulary import EventType, Step


class Sense(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One meaning of some verbs and nouns; the fields are explained at the top of `events.yaml`."""

    id: str
    type: EventType
    mode: str | None = None
    step: Step | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    object_or_none: tuple[str, ...] = msgspec.field(name="object-or-none", default=())
    without: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    particle: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    purpose: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    to_do: tuple[str, ...] = msgspec.field(name="to-do", default=())
    not_to: tuple[str, ...] = msgspec.field(name="not-to", default=())
    about: str | None = None
    aside: tuple[str, ...] = ()
    predicate: tuple[str, ...] = ()
    reciprocal: bool = False
    inverse: bool = False
    joint: bool = False
    complement: tuple[str, ...] = ()
    destination: bool = False
    negative: bool = False
    skip: bool = False
