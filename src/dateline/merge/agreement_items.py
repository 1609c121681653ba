"""One Reading's agreement, ready to be compared: its parties, names, description, topics and dated steps."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from dateline.kinds.binding import OF_PARTIES
from dateline.kinds.files import load
from dateline.kinds.law import Law
from dateline.kinds.lexicon import AgreementWords, KnownAgreement
from dateline.kinds.topics import topics_of
from dateline.kinds.when import bounds, width
from dateline.merge.context import Key, Source
from dateline.merge.step_items import guessed
from dateline.merge.words import content, numbers, state_words, stem, stems_of, words
from dateline.model import Agreement, Event, Span
from dateline.model.vocabulary import AgreementKind

# Actors that are never parties to an agreement.
_NO_PARTIES = ("unnamed:", "person:", "org:", "people:")

# Characters of a report's headline and lead that tell what matter it is on.
_LEAD = 500

# Steps that come after the signature.
_AFTER_TEXT = ("sign", "approve", "ratify", "accede", "exchange", "deposit", "enter_into_force", "extend", "suspend")

# Steps that are taken at a ceremony, and after how many days a report from there is no longer of it.
_MAKING = ("conclude", "initial", "sign")
_GROWN = ("terminate", "withdraw", "give_notice", "extend", "amend", "suspend", "resume")
_FRESH_DAYS = 3

# Steps that an agreement takes once as a whole, or whose day tells much.
_DATED = ("sign", "initial", "exchange", "apply_provisionally", "enter_into_force", "terminate", "approve")

# Steps in what is open to many alone.
_OF_MANY = ("accede", "reserve", "object")

# How a report begins to speak of an agreement that is news.
_FRESH = ("a ", "an ", "another ", "the new ", "the second ", "new ")

# "The agreement of 1961 with Peru"
_OF_YEAR = re.compile(r"of ((?:18|19|20)\d\d)\b")

Fingerprint = tuple[str, str, str]


@dataclasses.dataclass(frozen=True)
class AgreementItem:
    """One Reading's agreement, ready to be compared.

    `around` are all states, organisations and armed groups that its report names, `topics` what its descriptions are
    on, `told` the words behind its mentions, `about` their topics, `context` those of the headline and lead, `said` the
    stems of the words there and around its mentions, `proper` the names in the headline and beside its mentions that
    are not those of states; `multilateral` instruments are open to many, `blocs` those that each party belongs to;
    `known` is the id of a well-known agreement; `signed` is the day of its signature as the report has it, `scene` the
    words of the place where it was made, `nouns` those that it is called by ("treaty", "protocol"), `fresh` whether it
    is told as new ("a treaty", "another treaty"), `moved` whether the report tells of its signature or of what comes
    after, `grown` whether only of what befalls one that is in force.
    """

    key: Key
    source: Source
    agreement: Agreement
    parties: frozenset[str]
    around: frozenset[str]
    names: frozenset[frozenset[str]]
    titles: frozenset[str]
    description: frozenset[str]
    topics: frozenset[str]
    about: frozenset[str]
    told: frozenset[str]
    context: frozenset[str]
    said: frozenset[str]
    proper: frozenset[str]
    multilateral: bool
    blocs: Mapping[str, frozenset[str]]
    former: bool
    fresh: bool
    years: frozenset[str]
    signed: str | None
    moved: bool
    fingerprints: frozenset[Fingerprint]
    scene: frozenset[str]
    nouns: frozenset[str] = frozenset()
    grown: bool = False
    known: str | None = None

    @property
    def changing(self) -> bool:
        """Whether its report tells that it amends or supplements another of which it tells too."""
        return any(t.kind in ("amends", "supplements") and t.named for t in self.agreement.terms)

    @cached_property
    def dated(self) -> frozenset[tuple[str, str]]:
        """The steps that tell much by their day, done or still to come, of which the report tells the day."""
        steps = (self.source.events[e] for e in self.agreement.steps)
        return frozenset(
            (e.step, e.date.edtf.rstrip("./")[:10])
            for e in steps
            if e.step in _DATED and e.date.edtf and width(e.date.edtf.rstrip("./")) == 1
        )

    @property
    def named(self) -> bool:
        """Whether it has a name of its own rather than a description."""
        return bool(self.names)

    @property
    def telling(self) -> bool:
        """Whether it is named, described or of a kind that says something."""
        return self.named or bool(self.description) or self.agreement.kind not in ("treaty", "other")


def _sanction(event: Event) -> bool:
    """ "The president signed it on Tuesday", and nobody else: it may be a law of approval, and not the agreement."""
    return event.organ == "head_of_state" and len(set(event.actors)) == 1


def make(source: Source, position: int, agreement: Agreement, law: Law) -> AgreementItem:
    """The agreement with its parties as states, its names split into words, and the steps that tell it from others."""
    parties = frozenset(p for p in source.parties(agreement.parties) if not p.startswith("unnamed:"))
    # "Chad's rebels", of whichever group: an agreement in Chad.
    parties = frozenset(p.partition(".")[0] if p.endswith((".REB", ".UAF", ".SEP")) else p for p in parties)
    places = source.called(agreement.parties)
    aliases = {agreement.name, *(_cased(source, m) for m in agreement.mentions)}
    steps = [source.events[e] for e in agreement.steps]
    known = [e for e in steps if not guessed(e)]
    signed = agreement.signed or next((e.date.edtf for e in known if e.step == "sign" and _certain(e)), None)
    signings = [e for e in steps if e.step == "sign" and _certain(e)]
    if len(parties) == 2 and signings and all(_sanction(e) for e in signings):
        signed = None
    return AgreementItem(
        key=source.key(position, agreement.id),
        source=source,
        agreement=agreement,
        parties=parties,
        around=_around(source) | parties,
        names=frozenset(n for n in (proper_name(a, places) for a in aliases) if n),
        titles=frozenset(t for a in aliases for t in _titles(a)),
        description=frozenset().union(*(_specific(a, places) for a in aliases)),
        topics=topics_of(w for a in aliases for w in words(a)),
        about=topics_of(w for s in agreement.about for w in words(source.quote(s))),
        told=frozenset().union(*(_specific(source.quote(s), source.called(source.actors)) for s in agreement.about)),
        context=topics_of(words(source.report.text[:_LEAD])),
        said=_said(source, agreement),
        proper=_proper(source, agreement),
        multilateral=len(parties) > 2
        or any(e.step in _OF_MANY for e in known)
        or _open_to_many({*aliases, *(f"{agreement.name} {source.quote(s)}" for s in agreement.about)}, law),
        blocs={p: frozenset(source.actors[p].member_of) if p in source.actors else frozenset() for p in parties},
        former=any(stem(w) in stems_of("former") for a in aliases for w in words(a)),
        fresh=any(source.quote(m).lower().startswith(_FRESH) for m in agreement.mentions),
        years=frozenset(y for a in aliases for y in numbers(a[:60]) if _is_year(y))
        | frozenset(m.group(1) for s in agreement.about if (m := _OF_YEAR.match(source.quote(s)))),
        signed=signed,
        # A cabinet's approval often comes before the signature.
        moved=any(e.step in _AFTER_TEXT and _certain(e) for e in known if e.organ != "government" or e.step == "sign"),
        fingerprints=frozenset(_fingerprints(source, known, law)),
        scene=frozenset().union(*(_scene(source, e) for e in steps if e.step in _MAKING and _certain(e))),
        nouns=frozenset(w.split()[-1].lower() for a in aliases if (w := a.strip())),
        grown=any(e.step in _GROWN for e in steps) and not any(e.step in _MAKING for e in steps),
        known=_known(agreement.name, source),
    )


def _scene(source: Source, event: Event) -> frozenset[str]:
    """The stems of the place where an agreement was made: where the report says, or the dateline's if it is fresh."""
    if event.place is not None:
        return frozenset(stem(w) for w in words(source.places[event.place].name))
    dateline = source.report.dateline
    first = bounds(event.date.edtf)[0]
    if first is None or source.day is None or dateline is None or not dateline.text:
        return frozenset()
    if abs((dt.date.fromisoformat(source.day) - first).days) > _FRESH_DAYS:
        return frozenset()
    return frozenset(stem(w) for w in words(dateline.place or dateline.text.partition(",")[0]))


def _open_to_many(aliases: Iterable[str], law: Law) -> bool:
    """Whether one of its names says that it is open to many ("convention", "multilateral"), none that it is of two."""
    told = sorted(aliases)
    said = law.sides(told)
    return said == "many" or (said is None and any(stem(w) in stems_of("multilateral") for a in told for w in words(a)))


def proper_name(text: str, places: frozenset[str]) -> frozenset[str]:
    """The stems of a name's capitalised words beyond generic ones and `places`; empty for a description."""
    capital = [w for w in re.split(r"[\s\-–/]+", text.replace("’", "'")) if w[:1].isupper()]
    generic = stems_of("agreement") | stems_of("function") | stems_of("former")
    found = {stem(w) for word in capital for w in words(word) if not w[0].isdigit()}
    found = {w for w in found if not _names_place(w, places)}
    own = found - generic
    # "Strategic Partnership Treaty": capitals throughout make a name of words that could also describe; one such word
    # ("Nuclear Deal" in a title) does not.
    return frozenset(own) if len(own) > 1 or own - topics() else frozenset()


def _around(source: Source) -> frozenset[str]:
    """The states, organisations and armed groups of a report, those of its places and of its dateline included."""
    named = frozenset(p for p in source.parties(source.actors) if not p.startswith(_NO_PARTIES))
    sites = frozenset(p.country for p in source.places.values() if p.country)
    return named | sites | ({source.home} if source.home else frozenset())


def _proper(source: Source, agreement: Agreement) -> frozenset[str]:
    """The stems of capitalised words in the sentences that mention an agreement, without states, bodies and days."""
    states = [a for a in source.actors if source.actors[a].kind in ("state", "igo", "armed_group")]
    known = source.named(states).union(*(state_words(a) for a in states))
    known |= stems_of("agreement") | stems_of("function") | stems_of("body")
    numbers_of = {source.sentence(m)[1] for m in agreement.mentions}
    found: set[str] = set()
    for text in (source.report.text[:_LEAD], *(source.sentence_text(n) for n in sorted(numbers_of))):
        for m in re.finditer(r"(?<=[a-z,;’'] )[A-ZÀ-Þ][\w’-]{2,}", text):
            found |= {stem(w) for w in words(m.group())}
    return frozenset(w for w in found - known if not _names_place(w, known) and w in content(w))


def _said(source: Source, agreement: Agreement) -> frozenset[str]:
    """The stems of the words of the headline, the lead, and the sentences that mention an agreement."""
    told = sorted({source.sentence(m)[1] for m in agreement.mentions})
    texts = (source.report.text[:_LEAD], *(source.sentence_text(n) for n in told))
    return frozenset(stem(part) for text in texts for w in words(text) for part in w.split("-"))


def _cased(source: Source, mention: Span) -> str:
    """The words of a mention, in lower case where a capital says nothing.

    So it is in a headline that capitalises most words, and with its first word ("Judges sink defence treaty") unless
    the report writes that word with a capital elsewhere too.
    """
    text = source.quote(mention)
    title = source.report.title or ""
    if not source.in_title(mention):
        return text
    long = [w for w in title.split() if len(w) > 3]
    capital = sum(w[:1].isupper() for w in long) > 0.7 * len(long) and len(long) > 3
    first = title.split()[0]
    opens = text.startswith(first) and f" {first}" not in source.report.text[len(title) :]
    return text.lower() if capital else text[:1].lower() + text[1:] if opens else text


def _known(name: str, source: Source) -> str | None:
    """The id of the well-known agreement that a Reading gives this name, if it was there by then."""
    entry = _well_known().get(name)
    day = source.report.day
    return entry.id if entry is not None and (day is None or not entry.to_come(day)) else None


@lru_cache(maxsize=1)
def _well_known() -> dict[str, KnownAgreement]:
    """Well-known agreements by the name that a Reading gives them."""
    return {a.name: a for a in load("known_agreements", KnownAgreement)}


@lru_cache(maxsize=1)
def topics() -> frozenset[str]:
    """The stems of words that tell what an agreement is about, which many agreements share."""
    return frozenset(stem(w) for entry in load("agreement_words", AgreementWords) for w in entry.words)


def _titles(text: str) -> Iterable[str]:
    """`text` in lower case without its article where it is a name in capitals throughout, none for a description.

    With it the name that it begins with: "Porto Convention" of "Porto Convention on the Recognition of …".
    """
    told = [w for w in text.split() if w.lower() not in ("the", "a", "an", "this", "that")]
    if len(told) > 1 and all(w[:1].isupper() or len(w) <= 3 for w in told):
        yield " ".join(told).lower()
        first = next((n for n, w in enumerate(told) if w.lower() in ("on", "for", "against", "concerning")), len(told))
        if 1 < first < len(told):
            yield " ".join(told[:first]).lower()


def _specific(text: str, places: frozenset[str]) -> frozenset[str]:
    found = {stem(part) for w in words(text) if not w[0].isdigit() for part in w.split("-")}
    dull = stems_of("agreement") | stems_of("security") | stems_of("function")
    return frozenset(w for w in found - dull if not _names_place(w, places))


def _names_place(word: str, places: frozenset[str]) -> bool:
    """Whether `word` is a party's name or its demonym, which begins like it ("Russian" for Russia)."""
    return any(word == p or (len(word) >= 4 and len(p) >= 4 and word[:4] == p[:4]) for p in places)


def _is_year(number: str) -> bool:
    return len(number) == 4 and number[:2] in ("18", "19", "20")


def _certain(event: Event) -> bool:
    refused = event.type == "REJECT" and event.step == "approve"
    return event.tense == "past" and event.polarity == "positive" and not event.conditional and not refused


def _fingerprints(source: Source, steps: Iterable[Event], law: Law) -> Iterable[Fingerprint]:
    """(step, who, month) of each once-only step that is done and dated to a month or closer."""
    for event in steps:
        if not event.step or not law.steps[event.step].once or not _certain(event):
            continue
        days = width(event.date.edtf)
        first = bounds(event.date.edtf)[0]
        if days is None or days > 31 or first is None:
            continue
        joint = law.steps[event.step].joint
        who = "" if joint else "+".join(sorted(source.parties(event.actors)))
        yield (event.step, who, first.isoformat()[:7])


def parties_of(group: list[AgreementItem]) -> tuple[str, ...]:
    """The parties that enough independent stories name: a quarter of those that name several, or that name it.

    Of what is open to many each story tells of others: there whoever is told to have signed, ratified or joined is one.
    """
    stories: dict[str, set[str]] = {}
    listing: set[str] = set()
    many = 2 * sum(i.multilateral for i in group) > len(group)
    acting = frozenset().union(*(_acting(i) for i in group)) if many else frozenset()
    for item in group:
        for p in item.parties:
            stories.setdefault(p, set()).add(item.source.family)
        if len(item.parties) > 1:
            # A report on what one of many does says nothing of the others.
            listing.add(item.source.family)
    return tuple(sorted(p for p, told in stories.items() if p in acting or 4 * len(told) >= len(listing | told)))


def _acting(item: AgreementItem) -> frozenset[str]:
    """The parties that a report tells to have taken a step that only a party takes."""
    steps = (item.source.events[e] for e in item.agreement.steps)
    return item.source.parties({a for e in steps if e.step in OF_PARTIES and _certain(e) for a in e.actors})


def kind_of(group: list[AgreementItem]) -> AgreementKind:
    """The kind that most independent stories give, one that says nothing ("other") last."""
    stories: dict[AgreementKind, set[str]] = {}
    for item in group:
        stories.setdefault(item.agreement.kind, set()).add(item.source.family)
    return min(stories, key=lambda k: (k == "other", -len(stories[k]), k))
