"""Armed groups that one report names in full and another in short: "the Front", "the UHF" of the United Hill Front."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from dateline.model import Reading

_LITTLE = frozenset({"of", "for", "the", "and", "in"})


def aligned(readings: Sequence[Reading]) -> list[Reading]:
    """The Readings, each short name of an armed group made that of the only group whose full name it can stand for.

    Nothing is changed in a Reading that names both, or where two groups of the record fit.
    """
    full: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for ident in {a.id for r in readings for a in r.actors if a.kind == "armed_group"}:
        for short in _short_forms(_words(ident)):
            full[short].add(ident)
    # What no list knows may be a group, too.
    told = {a.id for r in readings for a in r.actors if a.kind == "armed_group" or a.id.startswith("org:")}
    fitting = {ident: full.get(_words(ident), set()) - {ident} for ident in told}
    meant = {ident: min(found) for ident, found in fitting.items() if len(found) == 1}
    return [_renamed(r, meant) for r in readings]


def _short_forms(name: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The ends of a name ("front", "hill front") and its first letters ("uhf")."""
    yield from (tuple(name[k:]) for k in range(1, len(name)))
    if len(name) > 1:
        yield ("".join(w[0] for w in name),)
        yield ("".join(w[0] for w in name if w not in _LITTLE),)


def _words(ident: str) -> tuple[str, ...]:
    return tuple(w for w in ident.partition(":")[2].split("-") if w)


def _renamed(reading: Reading, meant: Mapping[str, str]) -> Reading:
    ids = {a.id for a in reading.actors}
    own = {a: meant[a] for a in ids & meant.keys() if meant[a] not in ids}
    if not own or len(set(own.values())) < len(own):
        return reading
    return msgspec.convert(_replaced(msgspec.to_builtins(reading), own), Reading)


def _replaced(value: object, names: Mapping[str, str]) -> object:
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, dict):
        return {k: _replaced(v, names) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_replaced(v, names) for v in value]
    return value
