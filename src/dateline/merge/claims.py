"""Which claims are one, and which of them dispute one another."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from dateline.merge.context import Context, Key, Source
from dateline.merge.groups import Groups, pairs
from dateline.merge.words import containment, content, jaccard, likeness, numbers, stem, stems_of, words
from dateline.model import Claim, Span
from dateline.model.vocabulary import Stance

# Stances that contest a thing, those that neither contest it nor put it forward, and those that tell a fact, which
# others may deny (a hope or a demand cannot be denied).
_CONTESTING: tuple[Stance, ...] = ("denies", "doubts")
_FACTUAL: tuple[Stance, ...] = ("states", "confirms", "accuses", "predicts")
_NEUTRAL: tuple[Stance, ...] = ("does_not_deny", "declines_comment", "cannot_verify")
# A claim of fewer content words ("the attack") is too little to be compared; parts of longer ones count from five on.
_LEAST_WORDS, _LEAST_CONTAINED = 3, 5
# Wordings of one claim share half; of one quotation nearly all; of two claims on one event a little less than half.
_SAME, _SAME_QUOTE, _SAME_ON_EVENT = 0.5, 0.8, 0.45
# A denial repeats most of what it denies.
_REPEATED, _DENIED = 0.6, 0.25
_DAYS = 30
_DENIAL_DAYS = 60
# A denial without words of its own ("denies any such transfers", "called the reports groundless") has at most so many
# content words, and answers what stands at most this far before it.
_ANSWER_WORDS = 3
_ANSWER_CHARS = 450
# A word that one source uses more often than this tells nothing: such a block is compared in a window only.
_BLOCK, _WINDOW = 60, 20
_NEGATION = re.compile(r"\b(?:not|never|no|nobody|none|neither|without)\b|n[’']t\b", re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class ClaimItem:
    """One Reading's claim, ready to be compared; `events` are ids of merged events."""

    key: Key
    source: Source
    claim: Claim
    by: frozenset[str]
    words: frozenset[str]
    numbers: frozenset[str]
    negated: bool
    events: frozenset[str]

    @property
    def text(self) -> str:
        """The content in full."""
        return " … ".join(self.source.quote(s) for s in self.claim.content)

    @property
    def contests(self) -> bool:
        """Whether it denies or doubts."""
        return self.claim.stance in _CONTESTING

    @property
    def asserts(self) -> bool:
        """Whether it puts something forward."""
        return self.claim.stance not in (*_CONTESTING, *_NEUTRAL)


def make(source: Source, position: int, claim: Claim, events: Mapping[tuple[str, str], str]) -> ClaimItem:
    """The claim of `source`; `events` gives the merged event of each (report, event)."""
    text = " ".join(source.quote(s) for s in claim.content)
    linked = {*claim.events, *(e.id for e in source.reading.events if claim.id in e.claims)}
    return ClaimItem(
        key=source.key(position, claim.id),
        source=source,
        claim=claim,
        by=source.parties(claim.sources),
        words=content(text),
        numbers=numbers(text),
        negated=bool(_NEGATION.search(text)),
        events=frozenset(events[source.report.id, e] for e in linked),
    )


@dataclasses.dataclass(frozen=True)
class _Shared:
    """What all claims of one group have in common, so that a group is compared at once and not member by member."""

    by: frozenset[str]
    numbers: frozenset[str]
    sentences: frozenset[tuple[str, int]]

    def joined(self, other: _Shared) -> _Shared | None:
        """What is shared after joining, None where the groups may not be joined."""
        numbers = self.numbers & other.numbers if self.numbers and other.numbers else self.numbers | other.numbers
        by = self.by & other.by
        lost = (self.numbers and other.numbers and not numbers) or (not by and self.by | other.by)
        if lost or self.sentences & other.sentences:
            return None
        return _Shared(by, numbers, self.sentences | other.sentences)


def cluster(items: Sequence[ClaimItem]) -> list[tuple[list[ClaimItem], str | None]]:
    """Groups of items that are one claim, in order of their first report, each with the reason."""
    listed = sorted(items, key=lambda i: i.key)
    groups: Groups[int] = Groups(range(len(listed)))
    shared = {n: _Shared(i.by, i.numbers, frozenset({i.source.sentence(_start(i))})) for n, i in enumerate(listed)}
    reasons: dict[int, str] = {}
    for one, other in pairs(_blocks(listed), block=_BLOCK, window=_WINDOW):
        a, b = groups.root(one), groups.root(other)
        why = _same(listed[one], listed[other]) if a != b else None
        both = shared[a].joined(shared[b]) if why else None
        if both and why:
            known = reasons.pop(a, None) or reasons.pop(b, None)
            root = groups.join(a, b)
            shared[root] = both
            reasons[root] = known or why
    return [([listed[n] for n in group], reasons.get(group[0])) for group in groups.all()]


def _blocks(items: Sequence[ClaimItem]) -> list[list[tuple[str, str]]]:
    """For each item its sources with one of its rarest words or one of its events: one claim shares at least one.

    Two sets of n words that share half of them share one of the n/2 + 1 rarest, so that no pair is missed.
    """
    counts = Counter(word for item in items for word in item.words)
    out = []
    for item in items:
        rarest = sorted(item.words, key=lambda w: (counts[w], w))[: len(item.words) // 2 + 1]
        marks = (*rarest, *(f"event {e}" for e in sorted(item.events)))
        out.append([(who, mark) for who in sorted(item.by) or [""] for mark in marks])
    return out


def _may_join(one: ClaimItem, other: ClaimItem) -> bool:
    """Whether nothing speaks against two claims being one."""
    if (one.contests, one.asserts) != (other.contests, other.asserts) or one.negated != other.negated:
        return False
    if one.numbers and other.numbers and not one.numbers & other.numbers:
        return False
    return one.by == other.by or bool(one.by & other.by)


def _same(one: ClaimItem, other: ClaimItem) -> str | None:
    if not _may_join(one, other):
        return None
    if min(len(one.words), len(other.words)) < _LEAST_WORDS or _overlap(one, other):
        return None
    alike = likeness(one.words, other.words, contained_from=_LEAST_CONTAINED)
    days = _apart(one.source, other.source)
    direct = "indirect" not in (one.claim.quotation, other.claim.quotation)
    if direct and alike >= _SAME_QUOTE:
        return f"same source, same quotation ({alike:.2f})"
    if not one.by and alike < _SAME_QUOTE:
        return None
    if one.by == other.by and alike >= _SAME and days <= _DAYS:
        return f"same source, wording {alike:.2f}"
    if one.events & other.events and alike >= _SAME_ON_EVENT and days <= _DAYS:
        return f"same source and event, wording {alike:.2f}"
    return None


def _overlap(one: ClaimItem, other: ClaimItem) -> bool:
    """Whether one claim stands inside the other: "X says that Y denies it" is two claims of two sources."""
    if one.source is not other.source:
        return False
    return any(a.overlaps(b) for a in one.claim.content for b in other.claim.content)


def disputes(items: Sequence[ClaimItem]) -> list[tuple[Key, Key]]:
    """(assertion, denial) pairs by different sources: on one event, in like words, or in answer within one report."""
    by_event: dict[str, list[ClaimItem]] = {}
    by_word: dict[str, list[ClaimItem]] = {}
    asserting = [i for i in items if i.claim.stance in _FACTUAL and i.by]
    for item in asserting:
        for event in item.events:
            by_event.setdefault(event, []).append(item)
        for word in item.words:
            by_word.setdefault(word, []).append(item)
    found = set()
    for denial in items:
        if not denial.contests or not denial.by:
            continue
        rarest = sorted(denial.words, key=lambda w: (len(by_word.get(w, ())), w))[: len(denial.words) * 3 // 4 + 1]
        near = [a for w in rarest for a in by_word.get(w, ())[:500]]
        on_event = [a for e in denial.events for a in by_event.get(e, ())]
        found_here = (*on_event, *(a for a in near if _denied(a, denial)))
        answered = {a.key for a in found_here if not a.by & denial.by and not _overlap(a, denial)}
        answered |= {a.key for a in _answered(denial, asserting)} if not on_event else set()
        found |= {(a, denial.key) for a in answered}
    return sorted(found)


def _denied(assertion: ClaimItem, denial: ClaimItem) -> bool:
    """Whether the denial repeats the assertion's words, and the assertion says little else."""
    own = denial.words - stems_of("answer")
    if len(own) < _LEAST_WORDS or (assertion.numbers and denial.numbers and not assertion.numbers & denial.numbers):
        return False
    repeats = containment(assertion.words, own) >= _REPEATED and jaccard(assertion.words, own) >= _DENIED
    return repeats and _apart(assertion.source, denial.source) <= _DENIAL_DAYS


def _answered(denial: ClaimItem, asserting: Iterable[ClaimItem]) -> list[ClaimItem]:
    """What a denial without words of its own answers: the nearest assertion before it that tells of those who deny.

    One that reports what they did goes before one that only names them.
    """
    at = _start(denial).start
    own = denial.words - denial.source.called(denial.claim.sources)
    points_back = {stem(w) for w in words(denial.text)} & stems_of("answer")
    if len(own) > _ANSWER_WORDS or (own and not points_back):
        return []
    before = [
        (_concern(a, denial.by), _start(a), a)
        for a in asserting
        if a.source is denial.source
        and not a.by & denial.by
        and not _overlap(a, denial)
        and 0 < at - _start(a).start <= _ANSWER_CHARS
    ]
    found = [b for b in before if b[0]]
    return [max(found, key=lambda b: (b[0], b[1]))[2]] if found else []


def _concern(assertion: ClaimItem, parties: frozenset[str]) -> int:
    """2 where the assertion tells what `parties` did, 1 where it names them, 0 where it is about something else."""
    source = assertion.source
    events = [source.events[e] for e in assertion.claim.events]
    if any(source.parties((*e.actors, *e.recipients)) & parties for e in events if not e.step):
        return 2
    # That a treaty was signed is not what "denies the reports" denies; nor is what nobody known has said.
    if any(e.step for e in events) or all(p.startswith("unnamed:") for p in assertion.by):
        return 0
    spans = assertion.claim.content
    named = [a.id for a in source.reading.actors if any(s.covers(m) for s in spans for m in a.mentions)]
    return int(bool(source.parties(named) & parties))


def _start(item: ClaimItem) -> Span:
    return item.claim.cue or item.claim.content[0]


def _apart(one: Source, other: Source) -> int:
    if one is other:
        return 0
    if one.day is None or other.day is None:
        return 10**6
    return abs((dt.date.fromisoformat(one.day) - dt.date.fromisoformat(other.day)).days)


def all_items(context: Context, events: Mapping[tuple[str, str], str]) -> list[ClaimItem]:
    """Every Reading's claims."""
    return [make(s, i, c, events) for s in context.sources for i, c in enumerate(s.reading.claims)]
