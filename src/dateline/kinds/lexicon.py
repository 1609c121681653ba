"""The event and agreement lexicons: typed entries of `events.yaml`, `deverbal.yaml`, `classes.yaml` and their kin."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from dateline.kinds.files import load
from dateline.kinds.senses import Sense
from dateline.kinds.turns import turns_by_verb
from dateline.model.vocabulary import ActorKind, AgreementKind, ObligationKind


class Deverbal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A noun that reports what a verb reports; the fields are explained at the top of `deverbal.yaml`."""

    id: str
    verb: str
    particle: str | None = None
    brings: str = "of"


class WordClass(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A class of nouns, by lemma."""

    id: str
    lemmas: tuple[str, ...]


class AgreementNoun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A noun (its lemma is the id) that can stand for an agreement."""

    id: str
    kind: AgreementKind
    strength: Literal["strong", "weak", "moved", "acted", "proper", "titled", "anaphor", "never"]
    of_anybody: bool = False


class AgreementWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words beside an agreement noun that tell its kind; kind None: it is not an agreement of ours.

    With `of_states` it is ours where a state is named as its other side.
    """

    id: str
    kind: AgreementKind | None
    words: tuple[str, ...]
    of_states: bool = False


class ObligationWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell the kind of an obligation; the id is the kind."""

    id: ObligationKind
    words: tuple[str, ...]


class OrganisationWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words in an organisation's name that tell its kind; the id is the kind."""

    id: ActorKind
    words: tuple[str, ...]


# Years in which an agreement may be told of by its name before it is signed.
_AHEAD = 5


class KnownAgreement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A well-known agreement: helps to recognise and name it, and is never the reason for a step.

    `body` is the organisation that it founds, which stands for it where a state is said to leave it.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: AgreementKind
    parties: tuple[str, ...] = ()
    signed: str | None = None
    body: str | None = None
    source: str | None = None

    @property
    def signed_in(self) -> int | None:
        """The year of its signature, None where the list does not say."""
        return int(self.signed[:4]) if self.signed else None

    def to_come(self, day: dt.date) -> bool:
        """Whether it was signed so long after `day` that nobody can have meant it."""
        return self.signed_in is not None and self.signed_in > day.year + _AHEAD


def _named(text: str, names: Mapping[str, KnownAgreement]) -> Iterator[tuple[int, int, KnownAgreement]]:
    """Where the names stand in `text` as whole words: start, end, entry; looked for one by one, which is fast."""
    for name, entry in names.items():
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
                yield start, end, entry
            start = text.find(name, end)


class Lexicon:
    """All of it, loaded once; treat as immutable."""

    def __init__(self, user: Path | None = None) -> None:
        """Load the shipped lists, extended by those of `user`; raises KindsError."""
        self.senses = load("events", Sense, user)
        self.verbs: Mapping[str, tuple[Sense, ...]] = _by(self.senses, "verbs")
        self.nouns: Mapping[str, tuple[Sense, ...]] = _by(self.senses, "nouns")
        self.turns = turns_by_verb(user)
        self.deverbal = {d.id: d for d in load("deverbal", Deverbal, user)}
        self.classes = {c.id: frozenset(c.lemmas) for c in load("classes", WordClass, user)}
        self.agreement_nouns = {n.id: n for n in load("agreements", AgreementNoun, user)}
        words = load("agreement_words", AgreementWords, user)
        self.agreement_words = {w: entry.kind for entry in reversed(words) for w in entry.words}
        self.words_of_states = frozenset(w for entry in words if entry.of_states for w in entry.words)
        self.obligations = load("obligations", ObligationWords, user)
        self.organisations = load("organisation_words", OrganisationWords, user)
        self.known_agreements = load("known_agreements", KnownAgreement, user)
        self.known_by_id = {a.id: a for a in self.known_agreements}
        self.treaty_of_body = {a.body: a for a in self.known_agreements if a.body}
        # Those of which the parties are all listed.
        self.parties_listed = frozenset(a.id for a in self.known_agreements if a.parties)
        written = {n: a for a in self.known_agreements for n in (a.name, *a.aliases)}
        # An acronym as it stands, words with small and capital letters ("Iran Deal").
        self._known_acronyms = {n: a for n, a in written.items() if " " not in n or n.isupper()}
        self._known_words = {n.lower(): a for n, a in written.items() if n not in self._known_acronyms}
        self._known_words |= _with_acronyms(self._known_words, self.known_agreements)

    def made_of_verb(self, noun: str) -> Deverbal | None:
        """The verb that a noun is made of: a listed one ("closure"), or by its ending ("blacklisting")."""
        known = self.deverbal.get(noun)
        if known is not None or not noun.endswith("ing") or len(noun) < 6:
            return known
        stem = noun[:-3]
        stems = (stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem)
        verb = next((v for v in stems if v in self.verbs), None)
        return Deverbal(noun, verb) if verb else None

    def find_known(self, text: str, day: dt.date | None = None) -> Iterator[tuple[KnownAgreement, int, int]]:
        """Where `text` names a well-known agreement: the entry, start and end; longest names first, no overlaps.

        A report of `day` does not mean one that was signed long after.
        """
        found = [*_named(text, self._known_acronyms), *_named(text.lower(), self._known_words)]
        if day is not None:
            found = [f for f in found if not f[2].to_come(day)]
        end = 0
        for start, stop, entry in sorted(found, key=lambda f: (f[0], -f[1])):
            if start >= end:
                yield entry, start, stop
                end = stop

    def organisation_kind(self, name: str) -> ActorKind | None:
        """What an organisation's own name says that it is, None where it does not say."""
        words = set(name.split())
        return next(
            (o.id for o in self.organisations if any(w in words or (" " in w and w in name) for w in o.words)), None
        )

    def is_a(self, lemma: str, classes: Iterable[str]) -> bool:
        """Whether the noun `lemma` belongs to one of `classes`."""
        return any(lemma in self.classes.get(c, ()) for c in classes)


def _with_acronyms(names: Mapping[str, KnownAgreement], entries: Iterable[KnownAgreement]) -> dict[str, KnownAgreement]:
    """ "The Intermediate-Range Nuclear Forces (INF) treaty": names with the entry's acronym before the noun."""
    acronyms = {a.id: {n.split()[0].lower() for n in (a.name, *a.aliases) if n.split()[0].isupper()} for a in entries}
    split = ((*name.rpartition(" "), entry) for name, entry in names.items() if " " in name)
    told = ((stem, a, noun, entry) for stem, _, noun, entry in split for a in acronyms[entry.id] if a != stem)
    return {f"{stem} ({a}) {noun}": entry for stem, a, noun, entry in told}


def _by(senses: tuple[Sense, ...], field: Literal["verbs", "nouns"]) -> Mapping[str, tuple[Sense, ...]]:
    out: dict[str, list[Sense]] = defaultdict(list)
    for sense in senses:
        for word in getattr(sense, field):
            out[word].append(sense)
    return {k: tuple(v) for k, v in out.items()}
