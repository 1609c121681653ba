"""The shape of each actor knowledge file: what one entry of the YAML may hold (docs/kinds.md tells it to users).

Everywhere but in bodies.yaml `id` is the actor id of the contract. Names are matched as they are written, case and
all; days are EDTF dates (`2024`, `2024-06`, `2024-06-19`), null where not surely known.
"""

from __future__ import annotations

import msgspec

from dateline.model.vocabulary import ActorKind, Organ

Names = tuple[str, ...]


class SectorEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A PLOVER sector: the actor kind that stands for it in a state, and the words for "the … of X"."""

    id: str
    kind: ActorKind
    label: str


class StateEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A state or territory; `ambiguous` lists those of its own names that often mean something else.

    `seats` stand for its government; `contextual` names ("North") and `descriptions` need a report that makes the
    state clear in another way.
    """

    id: str
    name: str
    official: str | None = None
    aliases: Names = ()
    adjectives: Names = ()
    people: Names = ()
    capital: Names = ()
    seats: Names = ()
    contextual: Names = ()
    descriptions: Names = ()
    ambiguous: Names = ()
    territory: bool = False
    source: str | None = None


class DissolvedState(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A state that has ceased to be, on the day after `until`; `continued_by` is the one that goes on in its place."""

    id: str
    name: str
    until: str
    official: str | None = None
    aliases: Names = ()
    adjectives: Names = ()
    people: Names = ()
    capital: Names = ()
    continued_by: str | None = None
    source: str | None = None


class RegionEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """States of one region or kind of land, with the words that describe each of them where a report names it.

    `descriptions` and `contextual` are as in a state's own entry.
    """

    id: str
    states: Names
    descriptions: Names = ()
    contextual: Names = ()
    source: str | None = None


class FormerName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A name that a state bore `until` a day, month or year (EDTF), with the forms that went with it."""

    id: str
    state: str
    name: str
    until: str
    aliases: Names = ()
    adjectives: Names = ()
    people: Names = ()
    ambiguous: Names = ()
    source: str | None = None


class Membership(msgspec.Struct, frozen=True, rename={"since": "from", "until": "to"}, forbid_unknown_fields=True):
    """States that belong to an organisation for the same time; null `from`: since before the news that we read."""

    states: Names
    since: str | None = None
    until: str | None = None


class OrganisationEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An intergovernmental organisation or bloc; `adjectives` ("EU") go before a noun, `part_of` is its parent."""

    id: str
    name: str
    aliases: Names = ()
    adjectives: Names = ()
    contextual: Names = ()
    ambiguous: Names = ()
    members: tuple[Membership, ...] = ()
    part_of: str | None = None
    sector: str = "IGO"
    kind: ActorKind = "igo"
    code: str | None = None
    source: str | None = None


class BodyEntry(msgspec.Struct, frozen=True, rename={"id": "key", "actor": "id"}, forbid_unknown_fields=True):
    """A named body of a state; several may be one actor (both chambers are `RUS.LEG`), `key` tells them apart."""

    id: str
    actor: str
    name: str
    aliases: Names = ()
    contextual: Names = ()
    country: str | None = None
    sector: str | None = None
    kind: ActorKind | None = None
    organ: Organ | None = None
    code: str | None = None
    source: str | None = None


class GroupEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An armed or political group; `country` is where it is based, null for one without a base."""

    id: str
    name: str
    kind: ActorKind
    sector: str
    aliases: Names = ()
    members: Names = ()
    ambiguous: Names = ()
    country: str | None = None
    code: str | None = None
    source: str | None = None


class OfficeEntry(msgspec.Struct, frozen=True, rename={"since": "from", "until": "to"}, forbid_unknown_fields=True):
    """One term in one office; `as_of` is the last day the source vouches for, where the term has no `to`."""

    title: str
    organ: Organ | None = None
    sector: str = "GOV"
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    of: str | None = None
    source: str | None = None


class PersonEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A named person; `surnames` are the forms a report uses after the first mention: the family name where left out.

    An empty list says that the family name never stands for the person alone, as it is a common word or name.
    `source` goes for every office that names none of its own; `hand`: whoever wrote the entry vouches for it.
    """

    id: str
    name: str
    country: str | None = None
    gender: str | None = None
    family_name: str | None = None
    aliases: Names = ()
    surnames: Names | None = None
    offices: tuple[OfficeEntry, ...] = ()
    sector: str | None = None
    source: str | None = "hand"


class RoleEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A noun that makes an actor together with a state: "lawmakers", "foreign ministry"."""

    id: str
    lemmas: Names
    sector: str
    kind: ActorKind
    plurals: Names = ()
    organ: Organ | None = None
    title: bool = False
    person: bool = False
    office: str | None = None


class CollectiveEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words for actors that a report leaves unnamed; `reporting` where they are only ever sources of a claim.

    `articled` phrases count only after "the" and not before a further name ("the West", not "West Bank").
    """

    id: str
    name: str
    phrases: Names
    articled: Names = ()
    plural: bool = True
    reporting: bool = False
    sector: str | None = None


class LookalikeEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names that hold an actor's name and are none: "New Mexico", "Washington Post"."""

    id: str
    names: Names
