"""The words that may name the actors of the knowledge lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from dateline.kinds import entries as e
from dateline.kinds.lists import Lists
from dateline.kinds.surfaces import Form, Surface, spellings

# Nouns by which a state is described ("the Andean nation").
_STATE_NOUNS = ("nation", "country", "state", "republic")


def _by_any_noun(descriptions: Iterable[str]) -> tuple[str, ...]:
    """Each description of a state by the nouns that mean the same: "Himalayan nation", "Himalayan country"."""
    out = dict.fromkeys(descriptions)
    for text in list(out):
        before, _, noun = text.rpartition(" ")
        if before and noun in _STATE_NOUNS:
            out |= dict.fromkeys(f"{before} {n}" for n in _STATE_NOUNS)
    return tuple(out)


def _state_surfaces(lists: Lists) -> Iterator[Surface]:
    regions: defaultdict[str, list[e.RegionEntry]] = defaultdict(list)
    for r in lists.regions:
        for state in r.states:
            regions[state].append(r)
    for s in lists.states:
        around = regions[s.id]
        described = _by_any_noun((*s.descriptions, *(d for r in around for d in r.descriptions)))
        loose = dict.fromkeys((*s.contextual, *(c for r in around for c in r.contextual)))
        named: tuple[tuple[Form, Iterable[str]], ...] = (
            ("name", (s.name, *((s.official,) if s.official else ()), *s.aliases)),
            ("adjective", s.adjectives),
            ("people", s.people),
            ("capital", s.capital),
            ("seat", s.seats),
            ("description", described),
        )
        yield from _spelled(s.id, named, s.ambiguous)
        for text in all_spellings(loose):
            yield Surface(text, s.id, "contextual", s.id, articled=True)


def _spelled(
    state: str, named: Iterable[tuple[Form, Iterable[str]]], ambiguous: Collection[str] = ()
) -> Iterator[Surface]:
    for form, texts in named:
        for text in all_spellings(texts):
            yield Surface(text, state, form, state, ambiguous=text in ambiguous)


def surfaces_of(lists: Lists) -> Iterator[Surface]:
    """All words that may name an actor of the lists, some more than once."""
    yield from _state_surfaces(lists)
    own = {c for s in lists.states for c in (*s.capital, *s.seats)}
    for d in lists.dissolved:
        gone: tuple[tuple[Form, Iterable[str]], ...] = (
            ("name", (d.name, *((d.official,) if d.official else ()), *d.aliases)), ("adjective", d.adjectives),
            ("people", d.people), ("capital", (c for c in d.capital if c not in own)),
        )  # fmt: skip
        yield from _spelled(d.id, gone)
    for former in lists.former_names:
        forms: tuple[tuple[Form, Iterable[str]], ...] = (
            ("name", (former.name, *former.aliases)), ("adjective", former.adjectives), ("people", former.people),
        )  # fmt: skip
        yield from _spelled(former.state, forms, former.ambiguous)
    for o in lists.organisations:
        for text in all_spellings((o.name, *o.aliases)):
            yield Surface(text, o.id, "name", ambiguous=text in o.ambiguous)
        for text in o.adjectives:
            yield Surface(text, o.id, "adjective")
        for text in o.contextual:
            yield Surface(text, o.id, "contextual", articled=text[0].islower())
    yield from _body_surfaces(lists.bodies)
    for g in lists.groups:
        for text in all_spellings((g.name, *g.aliases)):
            yield Surface(text, g.id, "name", g.country, ambiguous=text in g.ambiguous)
        for text in g.members:
            yield Surface(text, g.id, "people", g.country)
    for p in lists.persons:
        for text in all_spellings((p.name, *p.aliases)):
            yield Surface(text, p.id, "name", p.country)
        alone = p.surnames if p.surnames is not None else (p.family_name or "",)
        for text in all_spellings(filter(None, alone)):
            yield Surface(text, p.id, "surname", p.country)
    for c in lists.collectives:
        for phrase in c.phrases:
            for text in (phrase, phrase[0].upper() + phrase[1:]):
                yield Surface(text, c.id, "collective", articled=phrase in c.articled)


def _body_surfaces(bodies: Iterable[e.BodyEntry]) -> Iterator[Surface]:
    """A name that bodies of several countries share ("Senate") is contextual: the report must tell which."""
    listed = tuple(bodies)
    countries: defaultdict[str, set[str | None]] = defaultdict(set)
    for b in listed:
        for text in (b.name, *b.aliases):
            countries[text].add(_country(b))
    for b in listed:
        for text in all_spellings((b.name, *b.aliases)):
            form: Form = "contextual" if len(countries[text]) > 1 else "name"
            yield Surface(text, b.actor, form, _country(b), b.organ, b.id)
        for text in all_spellings(b.contextual):
            yield Surface(text, b.actor, "contextual", _country(b), b.organ, b.id)


def _country(b: e.BodyEntry) -> str | None:
    return b.country or (b.actor.partition(".")[0] if "." in b.actor else None)


def all_spellings(texts: Iterable[str]) -> Iterator[str]:
    """The texts, each with the other ways in which it is printed."""
    for text in texts:
        yield from spellings(text)
