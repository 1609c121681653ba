"""Which agreements in different reports are one: by parties, names, kinds, dates and shared steps."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache

from dateline.kinds.files import load
from dateline.kinds.law import Law
from dateline.kinds.lexicon import AgreementWords
from dateline.kinds.when import bounds, width
from dateline.merge.context import Context, Key, Source
from dateline.merge.words import numbers, stem, stems_of, words
from dateline.model import Agreement, Event
from dateline.model.vocabulary import AgreementKind

# Days by which two reports' dates of one signature may differ (time zones, "on Tuesday" of a ceremony at midnight).
_SIGNATURE_SLACK = 3
# A description ("the defence pact") is taken for the same agreement only in this many days, bare words ("the deal") in
# these.
_DESCRIPTION_DAYS = 1500
_BARE_DAYS = 90
# With one party named only, in this many days.
_PARTIAL_DAYS = 60

Fingerprint = tuple[str, str, str]


@dataclasses.dataclass(frozen=True)
class AgreementItem:
    """One Reading's agreement, ready to be compared."""

    key: Key
    source: Source
    agreement: Agreement
    parties: frozenset[str]
    names: frozenset[frozenset[str]]
    titles: frozenset[str]
    description: frozenset[str]
    former: bool
    years: frozenset[str]
    signed: str | None
    fingerprints: frozenset[Fingerprint]

    @property
    def named(self) -> bool:
        """Whether it has a name of its own rather than a description."""
        return bool(self.names)


def cluster(context: Context, law: Law) -> list[list[AgreementItem]]:
    """The agreements of all Readings, those that are one agreement together, in order of their first report."""
    items = [
        make(source, i, agreement, law)
        for source in context.sources
        for i, agreement in enumerate(source.reading.agreements)
    ]
    groups: list[list[AgreementItem]] = []
    blocks: dict[str, list[int]] = {}
    # Those that identify themselves come first, so that bare descriptions meet all that they could mean.
    for item in sorted(items, key=lambda i: (not i.named, i.signed is None, len(i.parties) < 2, i.key)):
        blocking = _blocks(item)
        candidates = sorted({n for block in blocking for n in blocks.get(block, ())})
        found = _best(item, [(n, groups[n]) for n in candidates], law)
        if found is None:
            found = len(groups)
            groups.append([])
        groups[found].append(item)
        for block in blocking:
            known = blocks.setdefault(block, [])
            if found not in known:
                known.append(found)
    for group in groups:
        group.sort(key=lambda i: i.key)
    return sorted(groups, key=lambda g: g[0].key)


def make(source: Source, position: int, agreement: Agreement, law: Law) -> AgreementItem:
    """The agreement with its parties as states, its names split into words, and the steps that tell it from others."""
    parties = frozenset(p for p in source.parties(agreement.parties) if not p.startswith("unnamed:"))
    places = source.called(agreement.parties)
    aliases = {agreement.name, *(source.quote(m) for m in agreement.mentions)}
    steps = [source.events[e] for e in agreement.steps]
    signed = agreement.signed or next((e.date.edtf for e in steps if e.step == "sign" and _certain(e)), None)
    return AgreementItem(
        key=source.key(position, agreement.id),
        source=source,
        agreement=agreement,
        parties=parties,
        names=frozenset(n for n in (proper_name(a, places) for a in aliases) if n),
        titles=frozenset(t for t in (_title(a) for a in aliases) if t),
        description=frozenset().union(*(_specific(a, places) for a in aliases)),
        former=any(stem(w) in stems_of("former") for a in aliases for w in words(a)),
        years=frozenset(y for a in (agreement.name, agreement.signed or "") for y in numbers(a[:60]) if _is_year(y)),
        signed=signed,
        fingerprints=frozenset(_fingerprints(source, steps, law)),
    )


def proper_name(text: str, places: frozenset[str]) -> frozenset[str]:
    """The stems of a name's capitalised words beyond generic ones and `places`; empty for a description."""
    capital = [w for w in re.split(r"[\s\-–/]+", text.replace("’", "'")) if w[:1].isupper()]
    generic = stems_of("agreement") | stems_of("function")
    found = {stem(w) for word in capital for w in words(word) if not w[0].isdigit()}
    found = {w for w in found if not _names_place(w, places)}
    own = found - generic
    # "Strategic Partnership Treaty": capitals throughout make a name of words that could also describe; one such word
    # ("Nuclear Deal" in a title) does not.
    return frozenset(own) if len(own) > 1 or own - topics() else frozenset()


@lru_cache(maxsize=1)
def topics() -> frozenset[str]:
    """The stems of words that tell what an agreement is about, which many agreements share."""
    return frozenset(stem(w) for entry in load("agreement_words", AgreementWords) for w in entry.words)


def _title(text: str) -> str | None:
    """`text` in lower case without its article where it is a name in capitals throughout, None for a description."""
    told = [w for w in text.split() if w.lower() not in ("the", "a", "an", "this", "that")]
    proper = len(told) > 1 and all(w[:1].isupper() or len(w) <= 3 for w in told)
    return " ".join(told).lower() if proper else None


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
    return event.tense == "past" and event.polarity == "positive" and not event.conditional


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


def _blocks(item: AgreementItem) -> list[str]:
    pairs = sorted(item.parties)
    blocks = [f"{a}&{b}" for i, a in enumerate(pairs[:8]) for b in pairs[i + 1 : 8]]
    blocks += [f"name:{w}" for name in item.names for w in name]
    if len(pairs) == 1:
        blocks.append(f"one:{pairs[0]}")
    else:
        blocks += [f"one:{p}" for p in pairs[:8]]
    return sorted(blocks)


def _best(item: AgreementItem, groups: list[tuple[int, list[AgreementItem]]], law: Law) -> int | None:
    """The group that `item` belongs to; None where there is none, or two that it fits equally well."""
    scored = []
    for number, group in groups:
        score = _fit(item, group, law)
        if score is not None:
            scored.append((score, number))
    scored.sort()
    if not scored:
        near = [(n, g) for n, g in groups if any(_alone(item, o, law) for o in g) and not _against(item, g, law)]
        # What many reports speak of is what one more means; something mentioned once is not.
        much = [n for n, g in near if len(g) > 1] or [n for n, _ in near]
        return much[0] if len(much) == 1 else None
    if len(scored) > 1 and scored[0][0] == scored[1][0] and scored[0][0][0] > 0:
        return None
    return scored[0][1]


def _alone(item: AgreementItem, other: AgreementItem, law: Law) -> bool:
    """Whether "its treaty", with one party named, may be the one treaty of that party that was reported at the time."""
    return (
        len(item.parties) == 1
        and item.parties < other.parties
        and not item.description
        and not item.named
        and _days_apart(item, other) <= _PARTIAL_DAYS
        and not _excludes(item, other, law)
    )


def _against(item: AgreementItem, group: list[AgreementItem], law: Law) -> bool:
    """Whether a report of `group` excludes `item`."""
    return any(_excludes(item, other, law) for other in group)


def _fit(item: AgreementItem, group: list[AgreementItem], law: Law) -> tuple[int, int] | None:
    """How well `item` fits: (strength, days from its nearest report), less is better; None where it does not."""
    strengths = []
    for other in group:
        strength = same(item, other, law)
        if strength is None and _excludes(item, other, law):
            return None
        if strength is not None:
            strengths.append((strength[0], _days_apart(item, other)))
    return min(strengths, default=None)


def same(one: AgreementItem, other: AgreementItem, law: Law) -> tuple[int, str] | None:
    """Strength (0 the best) and reason why two reports mean one agreement, None where they do not surely."""
    if _excludes(one, other, law):
        return None
    if one.titles & other.titles and (one.parties & other.parties or not (one.parties or other.parties)):
        return (0, f"same name ({min(one.titles & other.titles)})")
    if one.names and other.names:
        return _same_name(one, other)
    shared = one.parties & other.parties
    if one.fingerprints & other.fingerprints and shared and _nested(one, other):
        step, _, month = min(one.fingerprints & other.fingerprints)
        return (1, f"same parties and {step} in {month}")
    days = _days_apart(one, other)
    most = _DESCRIPTION_DAYS if _telling(one) and _telling(other) else _BARE_DAYS
    if len(shared) >= 2 and one.parties == other.parties and days <= most and _alike(one, other):
        return (2, "same parties, compatible kind and description")
    if shared and _nested(one, other) and days <= _PARTIAL_DAYS and one.description & other.description:
        return (3, "a party and the description shared")
    return None


def _same_name(one: AgreementItem, other: AgreementItem) -> tuple[int, str] | None:
    best = max(
        ((a, b) for a in one.names for b in other.names), key=lambda p: (_name_match(*p), sorted(p[0]), sorted(p[1]))
    )
    if not _name_match(*best):
        return None
    if not one.parties or not other.parties or one.parties & other.parties:
        return (0, f"same name ({', '.join(sorted(best[0] & best[1]))})")
    return None


def _name_match(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the words of one name are all in the other; a name of one word must be the whole of both."""
    small, large = sorted((one, other), key=len)
    return small == large or (len(small) > 1 and small < large)


def _alike(one: AgreementItem, other: AgreementItem) -> bool:
    """Whether descriptions share a word, or one of them has none of its own."""
    return not one.description or not other.description or bool(one.description & other.description)


def _telling(item: AgreementItem) -> bool:
    """Whether it is named, described or of a kind that says something."""
    return item.named or bool(item.description) or item.agreement.kind not in ("treaty", "other")


def _nested(one: AgreementItem, other: AgreementItem) -> bool:
    return one.parties <= other.parties or other.parties <= one.parties


def _excludes(one: AgreementItem, other: AgreementItem, law: Law) -> bool:
    """Whether the two surely are different agreements."""
    if one.source is other.source:
        # A Reading has told its own agreements apart already.
        return True
    if one.former != other.former and not one.titles & other.titles:
        return True
    if one.years and other.years and not one.years & other.years:
        return True
    # States sign a multilateral convention on different days: its name tells more.
    by_name = any(_name_match(a, b) for a in one.names for b in other.names) and one.parties != other.parties
    # "The pact, signed in December", with no name or description of its own, is more likely a slip than a second pact.
    slip = not (_own_words(one) and _own_words(other)) and one.parties == other.parties and _same_year(one, other)
    if (
        (_signed_apart(one.signed, other.signed) and not by_name and not slip)
        or _year_apart(one, other)
        or _year_apart(other, one)
    ):
        return True
    if not law.compatible(one.agreement.kind, other.agreement.kind) and not one.names & other.names:
        return True
    # A report that names one party has not told who the other is: two such may still mean one agreement.
    if max(len(one.parties), len(other.parties)) > 1 and _strangers(one, other):
        return True
    if one.names and other.names:
        return not any(_name_match(a, b) for a in one.names for b in other.names) and not (
            one.fingerprints & other.fingerprints and one.parties == other.parties
        )
    return False


def _own_words(item: AgreementItem) -> bool:
    return item.named or bool(item.description)


def _same_year(one: AgreementItem, other: AgreementItem) -> bool:
    (a, _), (b, _) = bounds(one.signed), bounds(other.signed)
    return a is not None and b is not None and abs((a - b).days) < 366


def _strangers(one: AgreementItem, other: AgreementItem) -> bool:
    return bool(one.parties and other.parties and not one.parties & other.parties)


def _signed_apart(one: str | None, other: str | None) -> bool:
    (a, b), (c, d) = bounds(one), bounds(other)
    slack = dt.timedelta(days=_SIGNATURE_SLACK)
    return bool((b and c and b + slack < c) or (d and a and d + slack < a))


def _year_apart(one: AgreementItem, other: AgreementItem) -> bool:
    """Whether the year in one's name is not that of the other's signature."""
    first, last = bounds(other.signed)
    if not one.years or first is None or last is None:
        return False
    return not any(first.year <= int(y) <= last.year for y in one.years)


def _days_apart(one: AgreementItem, other: AgreementItem) -> int:
    if one.source.day is None or other.source.day is None:
        return 0
    return abs((dt.date.fromisoformat(one.source.day) - dt.date.fromisoformat(other.source.day)).days)


def parties_of(group: list[AgreementItem]) -> tuple[str, ...]:
    """The parties that enough independent stories name: a quarter of those that name any."""
    stories: dict[str, set[str]] = {}
    naming: set[str] = set()
    for item in group:
        for p in item.parties:
            stories.setdefault(p, set()).add(item.source.family)
            naming.add(item.source.family)
    return tuple(sorted(p for p, told in stories.items() if 4 * len(told) >= len(naming)))


def kind_of(group: list[AgreementItem]) -> AgreementKind:
    """The kind that most independent stories give, one that says nothing ("other") last."""
    stories: dict[AgreementKind, set[str]] = {}
    for item in group:
        stories.setdefault(item.agreement.kind, set()).add(item.source.family)
    return min(stories, key=lambda k: (k == "other", -len(stories[k]), k))
