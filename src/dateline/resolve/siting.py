"""Where an event happened: the place that syntax puts it at, not any place in the sentence."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from dateline.kinds.circumstances import CircumstanceWords
from dateline.kinds.gazetteer import Gazetteer
from dateline.model.document import Document
from dateline.model.reading import Place
from dateline.model.span import Span
from dateline.resolve.dating import SUBJECTS, VERBS, Dating
from dateline.resolve.filed import filed_from
from dateline.resolve.told import gone_on_from, incident_before

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOUNS = ("NOUN", "PROPN")
# What people say, decide or demand has the place where they say it, seldom the one that they speak about.
_WORDS = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE", "SANCTION", "CONCEDE"})
_AT_TARGET = frozenset({"ASSAULT", "COERCE"})
_LEAVES = frozenset({"RETREAT"})
_AREAS = frozenset({"province", "region", "district"})
_FINE = {"point": 0, "city": 1, "district": 2, "region": 3, "country": 4}
_DEEPEST = 5
# What ties a word to the main verb so that both tell of one scene; what somebody says of it, or if, is another.
_PARTS_OF_ONE = frozenset({"conj", "advcl", "nsubj", "nsubjpass", "dobj", "attr", "pcomp", "prep", "xcomp", "acl"})


@dataclasses.dataclass(frozen=True, slots=True)
class _Site:
    """A place that an event may have happened at; the lower `rank`, the closer the words tie it to the event."""

    rank: int
    at: int
    place: Place


def place_of(token: Token, dating: Dating) -> str | None:
    """The id of the place where syntax puts the event: "in X", "near X", the goal of a visit; None where none."""
    return _Siting(dating).of(token, frozenset())


def with_here(places: Sequence[Place], document: Document, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The places, with the report's dateline among them where the report itself says "here"."""
    heres = [
        Span(t.idx, t.idx + len(t)) for t in document.syntax
        if t.lower_ == "here" and t.dep_ == "advmod" and t.head.pos_ in VERBS
        and not document.quoted(Span(t.idx, t.idx + len(t)))
    ]  # fmt: skip
    dateline = document.report.dateline
    filed = filed_from(dateline.text, gazetteer) if dateline is not None and heres else None
    if filed is None:
        return tuple(places)
    known = next((p for p in places if p.id == filed.id), None)
    if known is not None:
        more = msgspec.structs.replace(known, mentions=tuple(sorted((*known.mentions, *heres))))
        return tuple(more if p is known else p for p in places)
    here = Place(
        id=filed.id, name=filed.name, country=filed.country, admin1=filed.admin1, latitude=filed.latitude,
        longitude=filed.longitude, precision=filed.precision, mentions=tuple(heres),
        reason="here: the report's dateline",
    )  # fmt: skip
    return tuple(sorted((*places, here), key=lambda p: p.mentions[0]))


class _Siting:
    """The search for one event's place: in its own words, then in those of the clause that it is part of."""

    def __init__(self, dating: Dating) -> None:
        self.dating = dating
        self.words = dating.around.words
        self.lists = dating.around.place_words

    def of(self, token: Token, seen: frozenset[int]) -> str | None:
        """The place of one event; `seen` are those that are being asked for it."""
        if token.i in seen or len(seen) > _DEEPEST:
            return None
        sites = list(self._own(token))
        if sites:
            return _best(sites).place.id
        seen |= {token.i}
        found = self._shared(token, seen) or self._framed(token)
        if found is None and (before := gone_on_from(token, self.dating)) is not None:
            # "They met in Astana. They signed a treaty": one occasion, unless it took weeks.
            found = self.of(before, seen) if not self.dating.says_later(token) else None
        if found is None and (before := incident_before(token, self.dating)) is not None:
            found = self.of(before, seen)
        return found

    # --- what the event's own words say

    def _own(self, token: Token) -> Iterator[_Site]:
        told = self.dating.around.told.get(token.i)
        kind = told.type if told is not None else None
        spoken = kind in _WORDS and (told is None or told.step is None)
        for p in self._prepositions(token):
            if not spoken or self._frames(token, p):
                yield from self._behind(p, token, kind)
        if spoken:
            return
        if token.pos_ == "NOUN" and token.dep_ == "nsubj" and token.head.lemma_ in self.lists.place_objects:
            # "The attack shook Kharkiv"
            for c in token.head.children:
                if c.dep_ == "dobj":
                    yield from self._named(c, 1)
        for c in token.children:
            if c.dep_ == "advmod" and c.i in self.dating.place_at:
                yield _Site(0, c.i, self.dating.place_at[c.i])
            elif c.dep_ == "advmod" and c.lower_ == "there" and (place := self._last_before(c)) is not None:
                yield _Site(0, c.i, place)
            elif c.dep_ in ("dobj", "nsubjpass") and token.pos_ in VERBS:
                yield from self._done_to(token, c, kind)
            elif c.dep_ == "nsubj" and token.pos_ in VERBS and c.pos_ == "NOUN":
                # "Police in Caracas arrested", "explosions in Istanbul killed"
                yield from _lower(self._inside(c), 4)
            elif c.dep_ == "agent":
                # "Blocked by a judge in Seattle"
                yield from (s for o in c.children if o.pos_ == "NOUN" for s in _lower(self._inside(o), 4))
            elif token.pos_ == "NOUN" and c.dep_ in ("compound", "poss", "amod") and kind in _AT_TARGET:
                # Unless the gazetteer does not know it: "the Soleimani killing".
                yield from (s for s in self._named(c, 2) if s.place.latitude is not None)

    def _prepositions(self, token: Token) -> Iterator[Token]:
        yield from (c for c in token.children if c.dep_ in ("prep", "dative"))
        for c in token.children:
            if c.lemma_ in self.words.abreast and not any(m.dep_ in ("det", "poss") for m in c.children):
                # "Met face to face at the border"
                yield from (p for p in c.subtree if p.dep_ == "prep" and p.lower_ != "to")
        holder = _holder(token, self.words)
        if holder is not None:
            yield from (c for c in holder.children if c.dep_ == "prep")
        elif token.dep_ == "xcomp" and token.head.lemma_ in self.dating.around.time_words.implicative:
            yield from (c for c in token.head.children if c.dep_ == "prep" and c.i < token.i)

    def _frames(self, verb: Token, preposition: Token) -> bool:
        """Whether "in X" tells where something was said: in front, or with no noun in between that it may belong to."""
        if preposition.lower_ == "on":
            # "On Long Island"
            return any(o.lower_ in self.lists.place_nouns and o.i in self.dating.place_at for o in preposition.children)
        if preposition.lower_ not in ("in", "at", "during"):
            return False
        first = next((c for c in verb.children if c.dep_ in SUBJECTS), verb)
        if preposition.i < first.i:
            return True
        objects = [c for c in preposition.children if c.dep_ == "pobj"]
        if any(o.lemma_ in self.lists.motion_nouns or o.i in self.dating.heads for o in objects):
            return True
        between = self.dating.doc[verb.i + 1 : preposition.i]
        return not any(t.pos_ == "NOUN" and t.i not in self.dating.date_at for t in between)

    def _behind(self, preposition: Token, event: Token, kind: str | None) -> Iterator[_Site]:
        """The places behind one of the event's prepositions, if that one tells where or whereto."""
        word = preposition.lower_
        rank = self._rank(word, event, kind)
        if rank is None:
            return
        for o in preposition.children:
            if o.dep_ == "pobj":
                yield from self._named(o, rank)
                yield from _lower(self._inside(o), rank)
                for also in o.conjuncts:
                    yield from self._named(also, rank + 1)
            elif word == "out" and o.lower_ == "of":
                yield from (s for x in o.children if x.dep_ == "pobj" for s in self._named(x, rank))
            elif o.dep_ == "prep":
                # "from out of X", "west of X", "from near X"
                yield from self._behind(o, event, kind)

    def _rank(self, word: str, event: Token, kind: str | None) -> int | None:
        if word in self.lists.locative_prepositions or word in ("over", "above"):
            return 0
        lemma = event.lemma_.lower()
        moves = lemma in self.lists.motion_verbs or lemma in self.lists.motion_nouns or kind == "MOBILIZE"
        if word == "to":
            return 0 if moves or kind in ("AID", "MOBILIZE", "CONSULT") else None
        if word in ("from", "out"):
            return 3 if kind in _LEAVES or moves else None
        if word == "on":
            return 1
        if word == "during":
            return 2
        if word == "against":
            return 1 if kind in _AT_TARGET else None
        if word == "of":
            # "the bombing of Aleppo"; but "a visit of the president of Chile"
            return 1 if kind in _AT_TARGET and event.pos_ == "NOUN" else None
        return None

    def _done_to(self, verb: Token, thing: Token, kind: str | None) -> Iterator[_Site]:
        """ "Seized Lalibela", "visited Kabul", "shelled the port of Odesa", "attacked posts near Batken"."""
        lemma = verb.lemma_.lower()
        told = self.dating.around.told.get(verb.i)
        if kind in _AT_TARGET or lemma in self.lists.place_objects or lemma in ("visit", "tour", "enter", "reach"):
            yield from self._named(thing, 1)
        if told is not None and told.step is not None:
            # "Signed a treaty in Astana", not "a treaty on trade in Asia".
            yield from (s for s in _lower(self._inside(thing), 3) if s.place.precision in ("city", "point"))
        else:
            yield from _lower(self._inside(thing), 2)

    def _named(self, noun: Token, rank: int) -> Iterator[_Site]:
        """The place that a noun itself names, or that "the city" takes up again."""
        place = self.dating.place_at.get(noun.i) or self._named_before(noun)
        if place is not None:
            yield _Site(rank, noun.i, place)

    def _named_before(self, noun: Token) -> Place | None:
        """ "The city", "the province": the last place of that size named in this sentence or the two before."""
        if noun.lemma_ not in self.words.called_by_kind or {c.dep_ for c in noun.children} - {"det", "case", "punct"}:
            return None
        if not any(c.lower_ == "the" for c in noun.children):
            return None
        return self._last_before(noun, ("region", "district") if noun.lemma_ in _AREAS else ("city",))

    def _last_before(self, token: Token, sizes: tuple[str, ...] | None = None) -> Place | None:
        """The last place named before, in this sentence or the two before it."""
        start = token.sent.start
        for _ in range(2):
            start = token.doc[start - 1].sent.start if start else 0
        named = self.dating.place_at.items()
        before = [i for i, p in named if start <= i < token.i and (sizes is None or p.precision in sizes)]
        return self.dating.place_at[max(before)] if before else None

    def _inside(self, noun: Token, depth: int = 0) -> Iterator[_Site]:
        """The places that a noun's own words put it at: "Kabul airport", "the port of Odesa", "a speech in Rome"."""
        if depth > _DEEPEST:
            return
        area = noun.lemma_.lower() in self.lists.place_nouns | self.lists.region_nouns
        for c in noun.children:
            if c.dep_ in ("compound", "poss", "nmod", "amod", "appos", "npadvmod", "nummod") and c.pos_ != "DET":
                if area or noun.i in self.dating.place_at or c.dep_ in ("appos", "npadvmod"):
                    yield from self._named(c, depth)
                    yield from self._inside(c, depth + 1)
                elif c.dep_ == "compound" and noun.lemma_ in self.words.posts:
                    yield from (s for s in self._named(c, depth) if s.place.precision == "city")
            elif c.dep_ == "prep" and (c.lower_ == "of" or self._holds(noun, c.lower_, area=area)):
                for o in (o for o in c.children if o.dep_ == "pobj"):
                    if c.lower_ != "of" or area or noun.i in self.dating.place_at:
                        yield from self._named(o, depth)
                    yield from self._inside(o, depth + 1)
            elif c.dep_ == "prep" and c.lower_ == "for" and area:
                # "A house for asylum seekers in Goma"
                yield from (s for o in c.children if o.dep_ == "pobj" for s in self._inside(o, depth + 1))

    def _holds(self, noun: Token, word: str, *, area: bool) -> bool:
        if word in self.lists.locative_prepositions:
            return True
        if word == "to":
            return noun.lemma_.lower() in self.lists.motion_nouns
        return word == "on" and area

    # --- what the clause around it says

    def _shared(self, token: Token, seen: frozenset[int]) -> str | None:
        """The place of the clause that the event is part of: "attacked soldiers in Zvecan, wounding 30"."""
        for c in token.children:
            one_time = c.dep_ == "advcl" and any(m.lower_ in self.words.simultaneous for m in c.children)
            own = any(m.dep_ in SUBJECTS and m.pos_ != "PRON" for m in c.children)
            if one_time and not own and c.i > token.i and (sites := list(self._own(c))):
                # "Was killed while patrolling Manbij", "as they crossed the Evros"
                return _best(sites).place.id
        parent = token.head
        if parent.i == token.i:
            return None
        if (where := next((c for c in token.children if c.lower_ == "where" and c.i < token.i), None)) is not None:
            before = [i for i in self.dating.place_at if where.sent.start <= i < where.i and self._stands_at(i)]
            return self.dating.place_at[max(before)].id if before else None
        if token.dep_ == "advcl" and parent.pos_ in VERBS:
            marked = any(c.dep_ in ("mark", "advmod") and c.i < token.i for c in token.children)
            return self.of(parent, seen) if token.tag_ == "VBG" and not marked else None
        if token.dep_ == "conj" and parent.pos_ in VERBS:
            own = any(c.dep_ in (*SUBJECTS, "aux") for c in token.children)
            # "Took a family hostage in X, freeing one but killing two"
            kind = self._kind(parent)
            same = kind in (self._kind(token), "CONSULT") or parent.dep_ == "advcl"
            same |= kind is None and self._kind(token) not in _WORDS
            return self.of(parent, seen) if same and not own else None
        if token.dep_ in ("relcl", "acl") and parent.pos_ in _NOUNS:
            return self.of(parent, seen) if parent.i in self.dating.heads else None
        if token.pos_ == "NOUN" and (holder := _holder(token, self.words)) is not None:
            return self.of(holder, seen)
        return None

    def _framed(self, token: Token) -> str | None:
        """ "In Columbus, three were arrested when protesters blocked a road": the place in front is that of all."""
        node = token
        apart = self.words.sooner | self.words.afterwards
        while node.dep_ in _PARTS_OF_ONE and node.head.i != node.i:
            if node.head.i in self.dating.around.cues or any(c.lower_ in apart for c in node.children):
                return None
            node = node.head
        root = token.sent.root
        if node.i != root.i or (spoken := self._kind(token)) in _WORDS or (spoken is None and token.i == root.i):
            return None
        subject = next((c for c in root.children if c.dep_ in SUBJECTS), root)
        for p in root.children:
            in_front = p.dep_ == "prep" and p.i < subject.left_edge.i and p.lower_ in self.lists.locative_prepositions
            if in_front and (sites := [s for o in p.children if o.dep_ == "pobj" for s in self._at(o)]):
                return _best(sites).place.id
        return None

    def _at(self, noun: Token) -> Iterator[_Site]:
        yield from self._named(noun, 0)
        yield from self._inside(noun)

    def _stands_at(self, name: int) -> bool:
        """Whether a name is behind a word that makes it a place: "to Brussels", not "the European Union"."""
        node = self.dating.doc[name]
        while node.dep_ in ("conj", "compound", "appos"):
            node = node.head
        word = node.head.lower_
        return node.dep_ == "pobj" and (word in self.lists.locative_prepositions or word in ("to", "of"))

    def _kind(self, token: Token) -> str | None:
        told = self.dating.around.told.get(token.i)
        return told.type if told is not None else None


def _holder(noun: Token, words: CircumstanceWords) -> Token | None:
    """The verb that only says that the noun's event took place: "talks were held", "launched an attack"."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of":
        noun = noun.head.head
    if noun.dep_ not in ("nsubj", "nsubjpass", "dobj", "attr"):
        return None
    verb = noun.head
    runs = verb.lemma_ in words.runs and noun.dep_ == "nsubj"
    return verb if verb.pos_ in VERBS and (runs or verb.lemma_ in words.happen) else None


def _lower(sites: Iterator[_Site], rank: int) -> Iterator[_Site]:
    for s in sites:
        yield dataclasses.replace(s, rank=rank)


def _best(sites: list[_Site]) -> _Site:
    """The closest, and among those that one phrase names the finest: "the West Bank city of Ramallah"."""
    rank = min(s.rank for s in sites)
    return min((s for s in sites if s.rank == rank), key=lambda s: (_FINE.get(s.place.precision or "country", 4), s.at))
