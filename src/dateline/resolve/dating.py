"""Which date belongs to which verb or event noun, and how that is known."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from dateline.kinds.circumstances import CircumstanceWords, load_circumstances
from dateline.kinds.place_words import PlaceWords
from dateline.kinds.time import TimeWords, load_time
from dateline.kinds.when import bounds, lower_bound, overlap
from dateline.model.document import Document
from dateline.model.findings import EventFinding
from dateline.model.reading import DateMention, Place, When
from dateline.model.span import Span
from dateline.model.vocabulary import Organ
from dateline.resolve.actor_links import ActorLinks
from dateline.resolve.borrowed import borrowed
from dateline.resolve.lengths import of_last_year
from dateline.resolve.reported import fronted, said_doing

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# A chain of clauses from which a date is handed on is never longer in news; the bound keeps odd parses cheap.
_FURTHEST = 6
_A_WEEK = 7
# "In effect between the two since Friday": words between a noun and "since".
_SINCE = 6
# Helping words between a date and its verb: "last year has come into force".
_HELPERS = 2
VERBS = ("VERB", "AUX")
SUBJECTS = ("nsubj", "nsubjpass")
# Steps that are done on the day that is told of them.
_ON_THE_DAY = frozenset(
    {"approve", "ratify", "accept", "accede", "deposit", "sign", "submit", "conclude", "initial", "exchange"}
)
_PART_OF_NOUN = ("poss", "compound", "nmod", "amod", "nummod")


@dataclasses.dataclass(frozen=True, slots=True)
class Circumstances:
    """What else was read in the report: dates, places, actors, and which tokens are cues of claims.

    `organs` tells which organ of a state a mention's head names, `parties` those of the agreement that an event moves;
    `states` are the ids of the states among the actors. `told` are the event findings by their heads, `lengths` the ISO
    8601 durations that stand in the text, `at_once` the phrases that put an event on the day of the one told before,
    `agreements` which agreement each mention's head token stands for, `owned` those of bodies named with their state,
    `home` the state where the report was filed, `peaces` those agreements that are ceasefires or peace agreements.
    The word lists are the shipped ones unless others are given.
    """

    document: Document
    links: ActorLinks
    dates: Sequence[DateMention]
    places: Sequence[Place]
    cues: frozenset[int]
    organs: Mapping[int, Organ]
    parties: Mapping[int, tuple[str, ...]]
    states: frozenset[str]
    told: Mapping[int, EventFinding] = dataclasses.field(default_factory=dict)
    lengths: Mapping[Span, str] = dataclasses.field(default_factory=dict)
    at_once: frozenset[str] = frozenset()
    agreements: Mapping[int, int] = dataclasses.field(default_factory=dict)
    owned: frozenset[int] = frozenset()
    home: str | None = None
    peaces: frozenset[str] = frozenset()
    words: CircumstanceWords = dataclasses.field(default_factory=load_circumstances)
    place_words: PlaceWords = dataclasses.field(default_factory=PlaceWords.load)
    time_words: TimeWords = dataclasses.field(default_factory=load_time)


class Dating:
    """Which date belongs to which verb or event noun."""

    def __init__(self, around: Circumstances, heads: frozenset[int]) -> None:
        """`heads`: the tokens that trigger events."""
        self.around = around
        self.doc = around.document.syntax
        self.heads = heads
        self.words = around.words
        self.by_head: dict[int, list[DateMention]] = {}
        self.date_at: dict[int, DateMention] = {}
        for d in around.dates:
            if d.kind == "date" or (d.kind == "duration" and d.edtf):
                self.by_head.setdefault(self._governor(d), []).append(d)
                self.date_at.update(dict.fromkeys(tokens_of(self.doc, d.span), d))
        self.length_at = {i: v for s, v in around.lengths.items() for i in tokens_of(self.doc, s)}
        self.place_at = {root_of(self.doc, m).i: p for p in around.places for m in p.mentions}
        # Coordinates have no syntax of their own that a parser would know.
        points = (
            (t, p) for p in around.places if p.precision == "point" for m in p.mentions for t in tokens_of(self.doc, m)
        )
        self.place_at.update({t: p for t, p in points if self.doc[t].head.dep_ == "prep"})
        self._asked: list[int] = []
        self._known: dict[int, When] = {}

    def _governor(self, d: DateMention) -> int:
        """The event, cue, clause or noun that a time expression hangs on."""
        node = root_of(self.doc, d.span)
        first = node.i
        held = self.since_when(d)
        if held is not None:
            return held
        while node.head.i != node.i:
            parent = node.head
            if parent.i in self.heads or parent.i in self.around.cues or parent.pos_ in VERBS:
                # "Voted to begin on Monday", "became binding on Friday".
                inner = parent.dep_ in ("xcomp", "acomp")
                bare = parent.pos_ in VERBS and parent.i not in self.heads and inner and not self._aimed(parent, d)
                if bare and parent.head.i in self.heads and self.fits(parent.head.i, d.edtf):
                    return int(parent.head.i)
                if parent.dep_ == "acl" and parent.tag_ == "VBG" and parent.i not in self.heads:
                    # "Passed a law ratifying the pact on Tuesday": the day of the vote.
                    above = next((a for a in parent.ancestors if a.pos_ in VERBS), parent)
                    step = self.around.told[above.i].step if above.i in self.around.told else None
                    if step is not None and self.fits(above.i, d.edtf):
                        return int(above.i)
                within = self._of_participle(parent, d) or self._of_aside(parent, d)
                return within if within is not None else int(parent.head.i if self._cut_off(parent, d) else parent.i)
            # "At the current rate" tells no time.
            vague = d.anchor == "vague" and node.dep_ == "amod"
            acting = parent.i in self.around.agreements or (parent.dep_ in SUBJECTS and parent.i not in self.heads)
            named = node.dep_ == "prep" and node.lower_ == "of" and acting
            # "Buried their treaty of last year on Thursday", "a mine of 1916 was found": what it is called by
            if parent.pos_ in ("NOUN", "PROPN") and (vague or named or self._keeps(parent, node)):
                return int(parent.i)
            node = parent
        return int(first)

    def since_when(self, d: DateMention) -> int | None:
        """ "Suspended the accord, in force since 2015": the noun, not the verb that it all hangs on."""
        mark = tokens_of(self.doc, d.span).start - 1
        if mark < 1 or self.doc[mark].lower_ not in ("since", "from"):
            return None
        near = self.doc[max(mark - _SINCE, self.doc[mark].sent.start) : mark]
        told = (t for t in near if t.pos_ in ("NOUN", "ADJ") and t.i in self.heads and t.i > 0)
        nouns = [int(t.i) for t in told if t.nbor(-1).lower_ == "in" or t.pos_ == "ADJ"]
        if not nouns or any(t.pos_ == "VERB" or t.is_punct for t in self.doc[nouns[-1] : mark]):
            return None
        return nouns[-1]

    def _of_participle(self, verb: Token, d: DateMention) -> int | None:
        """ "The pact concluded by the two last year came into force": the date right behind a subject's own clause."""
        dates = tokens_of(self.doc, d.span)
        before = self.doc[dates.start - 1] if dates.start else verb
        if not dates.stop <= verb.i or before.is_punct or verb.i - dates.stop > _HELPERS:
            return None
        subjects = [c for c in verb.children if c.dep_ in SUBJECTS and c.i < dates.start]
        own = [c for s in subjects for c in s.children if c.dep_ in ("acl", "relcl") and c.i > s.i]
        if not subjects:
            # The parser takes "the pact concluded" for a clause.
            own = [c for c in verb.children if c.dep_ == "advcl" and any(t.dep_ in SUBJECTS for t in c.lefts)]
        return next((int(c.i) for c in own if c.i < dates.start <= c.right_edge.i + 1), None)

    def _of_aside(self, verb: Token, d: DateMention) -> int | None:
        """ "Three weeks after it entered into force, on 10 September, the first arrived": that of the clause before."""
        dates = tokens_of(self.doc, d.span)
        ended = dates.stop < len(self.doc) and self.doc[dates.stop].text == ","
        before = [t for t in self.doc[max(dates.start - 2, 0) : dates.start] if t.text == "," or t.lower_ == "on"]
        if not ended or not before or before[0].text != ",":
            return None
        clauses = [c for c in verb.lefts if c.dep_ == "advcl" and c.i in self.heads]
        return next((int(c.i) for c in clauses if c.right_edge.i == before[0].i - 1), None)

    def _aimed(self, verb: Token, d: DateMention) -> bool:
        """ "Chose not to run in 2016": a month or a year behind an aim is rather that of the aim."""
        mark = next((c for c in verb.children if c.tag_ == "TO"), verb)
        before = mark.i - 1 if self.doc[mark.i - 1].dep_ != "neg" else mark.i - 2
        # "Travelled to Asia to sign it in November" is one trip.
        aim = before == verb.head.i and verb.head.lemma_ not in self.around.time_words.implicative
        return aim and d.span.start > verb.idx and width(d.edtf) > _A_WEEK

    def _cut_off(self, cue: Token, d: DateMention) -> bool:
        """ "Fired a missile last month, media reported": the parser may hang the date on the verb behind the comma."""
        dates = tokens_of(self.doc, d.span)
        told = cue.i in self.around.cues or cue.dep_ in ("advcl", "parataxis")
        if not told or not cue.head.i < dates.start < dates.stop < cue.i:
            return False
        return bool(self.doc[dates.stop].text == "," and self.doc[dates.start - 1].pos_ in ("NOUN", "PROPN", "VERB"))

    def _keeps(self, noun: Token, part: Token) -> bool:
        """Whether a date inside a noun's words is that noun's alone: "Monday's launch", "since a coup in 2021"."""
        preposition = noun.head.lower_ if noun.dep_ == "pobj" else ""
        if part.dep_ in _PART_OF_NOUN and noun.i not in self.date_at:
            # "In a Friday speech": the verb's occasion.
            return preposition not in self.words.occasion or noun.head.head.pos_ not in VERBS
        # "As a result of a raid in May"
        outcome = preposition == "of" and noun.head.head.lemma_ in self.words.outcome
        return outcome or preposition in self.words.apart

    def stated(self, head: int) -> DateMention | None:
        """The date at a verb or noun itself: the nearest, or a closer one inside it; never an end ("until May")."""
        dates = (d for d in self.by_head.get(head, ()) if not (self.is_end(d) or self._is_now(d)))
        own = [d for d in dates if not (self._rootless(d) or self._sometime_later(d) or self._measure(d))]
        # A day to come of what was done is the day of something else, or of another year than was read.
        bound = self._plain(head) or self._going_on(head)
        resolved = [d for d in own if d.edtf and (not bound or self.fits(head, d.edtf))]
        if (borne := self._of_paper(head)) is not None:
            return borne
        if not resolved:
            return next((d for d in own if not d.edtf), None) or self._year_before(own, head)
        at = self.doc[head].idx
        nearest = min(resolved, key=lambda d: abs(d.span.start - at))
        return min((d for d in resolved if overlap(d.edtf, nearest.edtf)), key=lambda d: (width(d.edtf), d.span))

    def told_at(self, token: int, head: int) -> When | None:
        """The date that a token is part of, if it can be that of the event at `head`."""
        noun, found = self.doc[head], self.date_at.get(token)
        if noun.dep_ == "pobj" and noun.head.lower_ in (self.words.sooner | self.words.afterwards):
            # "Three years after its signature the treaty was approved on Tuesday"
            found = found if noun.is_ancestor(self.doc[token]) else None
        if found is None or not found.edtf or self.is_end(found) or not self.fits(head, found.edtf):
            return None
        if self.doc[token].sent != noun.sent or fronted(self.doc[token], noun):
            return None
        return When(found.edtf, "stated", found.span)

    def is_end(self, d: DateMention) -> bool:
        """Whether a date is behind "until", "to", "before" and the like, or opens with "until"."""
        words = self.doc.char_span(d.span.start, d.span.end, alignment_mode="expand")
        if words[0].lower_ in ("until", "till"):
            return True
        if d.edtf is not None and d.edtf.startswith("../"):
            # "Before the end of the year" says by when.
            return words.start > 0 and words[0].nbor(-1).lower_ in ("until", "till")
        governor = words.root.head
        outside = governor if not words.start <= governor.i < words.end else words[0]
        before = words[0].nbor(-1) if words.start else words[0]
        if outside.lower_ in ("from", "than", "with", "to") and outside.head.lemma_ in self.words.compared:
            # "Up 24 percent from 2016"
            return True
        # "Ahead of Friday"
        wide = outside.head.lower_ if outside.lower_ == "of" else ""
        return bool({outside.lower_, before.lower_, wide} & self.words.ends)

    def _rootless(self, d: DateMention) -> bool:
        """ "The next day", "a week later", where the date told last is none that a day can be counted from."""
        words = d.span.of(self.around.document.text).lower().split()
        if (
            d.anchor != "relative"
            or width(d.edtf) > _A_WEEK
            or not self.words.counting.intersection((*words[1:2], words[-1]))
        ):
            return False
        first = root_of(self.doc, d.span).sent.start
        for _ in range(2):
            first = self.doc[first - 1].sent.start if first else 0
        start = self.doc[first].idx
        near = (e for e in self.around.dates if e.kind == "date" and e.edtf and start <= e.span.start < d.span.start)
        return all(width(e.edtf) > width(d.edtf) + 1 for e in near)

    def _year_before(self, own: Sequence[DateMention], head: int) -> DateMention | None:
        """ "Ratified it on July 18", in a report of May: of the year before, where nothing else tells its day."""
        told, report = self.around.told.get(head), self.around.document.report
        if told is None or told.step not in _ON_THE_DAY or (told.tense, told.polarity) != ("past", "positive"):
            return None
        words = ((d, d.span.of(self.around.document.text)) for d in own)
        moved = (msgspec.structs.replace(d, edtf=of_last_year(d.edtf, w, report.day)) for d, w in words)
        return next((d for d in moved if self.fits(head, d.edtf)), None)

    def _measure(self, d: DateMention) -> bool:
        """ "In 1993, the year before it took effect": "the year" says how far the two lie apart."""
        words = tokens_of(self.doc, d.span)
        behind = self.doc[words.stop].lower_ if words.stop < len(self.doc) else ""
        unit = len(words) == 2 and self.doc[words.start].lower_ == "the"
        return unit and d.anchor == "relative" and behind in self.words.sooner | self.words.afterwards

    def _of_paper(self, head: int) -> DateMention | None:
        """ "Ratified it by a decree dated October 27 and carried by Sunday's gazette": the day that the paper bears."""
        preps = (p for p in self.doc[head].children if p.dep_ in ("prep", "agent") and p.lower_ in ("by", "in", "with"))
        dated = (a for p in preps for o in p.children for a in o.children if a.lower_ == "dated")
        days = (d for a in dated for d in self.by_head.get(a.i, ()) if d.edtf and self.fits(head, d.edtf))
        return next(days, None)

    def _sometime_later(self, d: DateMention) -> bool:
        """ "Minutes later", "weeks afterwards": no day is told, and none that lies ahead of the report's."""
        last = d.span.of(self.around.document.text).rpartition(" ")[2].lower()
        return d.edtf is not None and d.edtf.endswith("/..") and last in self.words.later

    def _is_now(self, d: DateMention) -> bool:
        """ "Now", "currently": the day of the report itself."""
        return d.anchor == "vague" and d.edtf is not None and d.edtf == f"{self.around.document.report.day}~"

    def at(self, head: int) -> When:
        """The date of an event: its own, one that its clause or the story hands on, an interval, or unknown."""
        if head in self._known:
            return self._known[head]
        if head in self._asked or len(self._asked) > _FURTHEST:
            return When()
        self._asked.append(head)
        found = self._find(head)
        self._asked.pop()
        if not self._asked:
            self._known[head] = found
        return found

    def _find(self, head: int) -> When:
        own = self.stated(head)
        if own is not None and own.edtf:
            return When(self._by_then(own, head), "stated", own.span)
        if (now := self._published(head)) is not None:
            return now
        taken = borrowed(self.doc[head], self)
        if taken is not None:
            return taken
        return When(None, "unknown", own.span) if own is not None else When()

    def _by_then(self, d: DateMention, head: int) -> str | None:
        """ "As of Wednesday, the army had killed 30": on that day or before."""
        told = self.around.told.get(head)
        words = self.around.document.text[max(0, d.span.start - 6) : d.span.start].lower().strip()
        end = (d.edtf or "").rpartition("/")[2]
        # A step "as of 7 July" has its effect from then on.
        past = told is not None and told.tense == "past" and told.step is None and words in self.words.by_then
        return f"../{end}" if past and end not in ("", "..") else d.edtf

    def _published(self, head: int) -> When | None:
        """ "Is now shelling the port": what the report tells as going on has its day, nothing else has."""
        told, day = self.around.told.get(head), self.around.document.report.day
        now = next((d for d in self.by_head.get(head, ()) if self._is_now(d)), None)
        if now is None or told is None or told.tense != "ongoing" or day is None:
            return None
        return When(day.isoformat(), "published", now.span)

    def fits(self, head: int, edtf: str | None) -> bool:
        """Whether a date agrees with an event's tense: what is to come has no past day, what was done no later one."""
        told, day = self.around.told.get(head), self.around.document.report.day
        first, last = bounds(edtf)
        if told is None or day is None:
            return True
        past = self.doc[head].tag_ == "VBD"
        if (told.tense == "future" and not past) or (told.nominal and self._to_come(self.doc[head])):
            return last is None or last >= day
        if self._going_on(head):
            return (last is None or last >= day) and (first is None or first <= day)
        return first is None or first <= day

    def _going_on(self, head: int) -> bool:
        """ "Is investigating what happened in 2016": the year is that of something else."""
        told = self.around.told.get(head)
        if said_doing(self.doc[head], told):
            # "Announced on Tuesday that it is quitting the deal"
            return False
        helped = any(c.tag_ in ("VBZ", "VBP") and c.lemma_ == "be" for c in self.doc[head].children)
        return told is not None and told.tense == "ongoing" and helped

    def _to_come(self, noun: Token) -> bool:
        """Whether the verb that a noun's phrase belongs to lies ahead: "a new round of talks will be held"."""
        verb = next((a for a in noun.ancestors if a.pos_ in VERBS), noun)
        return any(c.tag_ == "MD" and c.lower_ in ("will", "shall", "'ll", "’ll") for c in verb.children)

    def _plain(self, head: int) -> bool:
        """Whether a word's form shows its time: "met", "has met", "will meet", "after meeting"; not "to meet"."""
        token = self.doc[head]
        if token.pos_ not in VERBS or token.tag_ == "VBD":
            return True
        if token.tag_ == "VBG":
            return token.dep_ == "pcomp" and token.head.lower_ in self.words.sooner
        tags = {c.tag_ for c in token.children if c.dep_ in ("aux", "auxpass")}
        return "TO" not in tags and bool(tags)

    def says_later(self, token: Token) -> bool:
        """Whether a verb's own adverb puts it after what was told before."""
        return any(c.lower_ in self.words.later and c.dep_ == "advmod" for c in token.children)

    def later(self, token: Token, previous: When) -> When | None:
        """ "… which he later signed": after what was dated before, and by the day of the report."""
        day = self.around.document.report.day
        start = lower_bound(previous.edtf) if previous.edtf else None
        if not self.says_later(token) or start is None or day is None or start > day:
            return None
        return When(f"{start.isoformat()}/{day.isoformat()}", "inferred", previous.evidence)


def tokens_of(doc: Doc, span: Span) -> range:
    """The indices of the tokens that a span touches."""
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    return range(words.start, words.end)


def root_of(doc: Doc, span: Span) -> Token:
    """The token that a span's words hang on."""
    return doc.char_span(span.start, span.end, alignment_mode="expand").root


def width(edtf: str | None) -> int:
    """How many days an EDTF date allows; very many where an end is open or unknown."""
    start, end = bounds(edtf)
    return (end - start).days if start and end else 10**6
