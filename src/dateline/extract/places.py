"""Place names in a report: what the statistical recogniser finds, checked, and what the gazetteer adds.

Each name is told apart by its use: where something is or happens (`locative`), a government (`governs`: "Moscow
accused"), or a part of another name (`within`: "University of Texas"), which is no place of the report's story.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from dateline.extract.coordinates import find_coordinates
from dateline.extract.place_use import dateline_span, edge, governs, is_locative, proper, stands_behind
from dateline.kinds.gazetteer import Gazetteer
from dateline.kinds.place_words import PlaceWords
from dateline.model import Document, Span
from dateline.model.findings import PlaceFinding

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Words

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
# Labels under which the recogniser hides places: "Kursk" as a person, "Gaza" as an organisation.
DOUBTFUL = frozenset({"ORG", "PERSON", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
HOLDERS = frozenset({"ORG", "FAC", "EVENT", "WORK_OF_ART", "LAW", "LOC", "GPE"})
LONGEST = 5
# A place of this many people is taken for the place even where syntax says nothing.
KNOWN = 100_000
# Below this many people a name that the recogniser calls a person's or a company's needs a locative phrase.
SMALL = 15_000


@dataclasses.dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    label: str
    within: str | None = None


def find_places(
    document: Document, gazetteer: Gazetteer, *, words: PlaceWords | None = None
) -> tuple[PlaceFinding, ...]:
    """Every place name in the text, in order, none inside another; the report's dateline is left out.

    `words` are the word lists that tell how a name is used, by default the shipped ones.
    """
    return _Finder(document, gazetteer, words or _shipped_words()).run()


@cache
def _shipped_words() -> PlaceWords:
    return PlaceWords.load()


class _Finder:
    """One report's search; holds what the steps share."""

    def __init__(self, document: Document, gazetteer: Gazetteer, words: PlaceWords) -> None:
        self.document = document
        self.doc: Doc = document.syntax
        self.gazetteer = gazetteer
        self.words = words
        self.persons = self._person_names()
        self.dateline = dateline_span(document)

    def run(self) -> tuple[PlaceFinding, ...]:
        """Recognised names first, then embedded ones, then those that only the gazetteer knows."""
        taken: list[_Candidate] = []
        used: set[int] = set()
        for candidate in (*self._recognised(), *self._unrecognised()):
            tokens = set(range(candidate.start, candidate.end))
            if tokens & used:
                continue
            used |= tokens
            taken.append(candidate)
        taken += [c for c in self._repeated(taken) if not set(range(c.start, c.end)) & used]
        points = tuple(find_coordinates(self.document.text))
        named = (self._finding(c) for c in sorted(taken, key=lambda c: c.start))
        found = tuple(f for f in named if f is not None and not any(p.span.overlaps(f.span) for p in points))
        return tuple(sorted((*found, *points), key=lambda f: f.span)) if points else found

    # What the recogniser found

    def _recognised(self) -> Iterator[_Candidate]:
        for entity in self.doc.ents:
            if entity.label_ in PLACE_LABELS:
                yield from self._checked(entity)
            elif entity.label_ == "NORP":
                yield from self._peoples(entity)
            elif entity.label_ in HOLDERS:
                yield from self._embedded(entity.start, entity.end, entity)

    def _checked(self, entity: Words) -> Iterator[_Candidate]:
        """A recognised place, trimmed to its name and widened by "County" and its like."""
        comma = next((t.i for t in entity if t.text == ","), None)
        if comma is not None and entity.start < comma < entity.end - 1:
            # "Victoria, Seychelles" is two places, the one in the other.
            yield from self._checked(type(entity)(self.doc, entity.start, comma, label=entity.label))
            yield from self._checked(type(entity)(self.doc, comma + 1, entity.end, label=entity.label))
            return
        start, end = self._trim(entity.start, entity.end)
        if start >= end or self._names_something_else(end) or self._street(start, end):
            return
        words = self.doc[start:end]
        if not self._capitalised(words) or ("-" in words.text and words[-1].text.rpartition("-")[2].islower()):
            return
        if words.text.lower() in self.persons and not is_locative(words, self.words, country=False):
            return
        if self._plain(words) or (entity.label_ != "GPE" and self._joined(start, end)):
            return
        if not self._known(start, end):
            inner = list(self._embedded(start, end, entity))
            if len(inner) > 1 and sum(c.end - c.start for c in inner) == end - start:
                # "Sutherland Springs" is neither Sutherland nor Springs.
                yield _Candidate(start, end, entity.label_)
                return
            if inner and entity.label_ != "LOC":
                whole = any(c.end - c.start == end - start - 1 for c in inner)
                yield from (dataclasses.replace(c, within=None if whole else c.within) for c in inner)
                return
        yield _Candidate(start, self._widened(start, end), entity.label_)

    def _street(self, start: int, end: int) -> bool:
        """Whether the words name a street, which no gazetteer of towns can place ("Marshall Street")."""
        street = end - start > 1 and self.doc[end - 1].lower_.rstrip(".") in self.words.street_words
        return street and self.doc[start:end].text.lower() not in self.words.seats

    def _peoples(self, entity: Words) -> Iterator[_Candidate]:
        start, end = self._trim(entity.start, entity.end)
        text = self.doc[start:end].text if start < end else ""
        if self.gazetteer.people(text):
            yield _Candidate(start, end, "NORP")
        elif text and self._plausible(start, end, "NORP"):
            yield _Candidate(start, self._widened(start, end), "NORP?")

    def _embedded(self, first: int, last: int, entity: Words) -> Iterator[_Candidate]:
        """Places named inside a longer name: "the Kharkiv Military Administration", "Bank of Georgia"."""
        if self._street(*self._trim(first, last)):
            return
        if entity.label_ == "ORG" and self._plausible(*self._trim(first, last), "ORG"):
            start, end = self._trim(first, last)
            yield _Candidate(start, self._widened(start, end), "ORG")
            return
        whole = self._trim(first, last)
        i = first
        while i < last:
            size = self._longest_name(i, last)
            if size and (i, i + size) != whole and self._may_embed(i, i + size, entity):
                yield _Candidate(i, i + size, "in", within=entity.text)
                i += size
            else:
                i += 1

    def _may_embed(self, start: int, end: int, entity: Words) -> bool:
        words = self.doc[start:end]
        if not self._capitalised(words) or self._plain(words) or self._names_something_else(end):
            return False
        if self.gazetteer.people(words.text) and not self.gazetteer.contains(words.text):
            return True
        if words.text.lower() in self.persons or self._joined(start, end) or any(t.pos_ == "VERB" for t in words):
            return False
        people = self._people(words.text)
        opens = start == entity.start or self.doc[start - 1].lower_ in ("the", "of", "at", "in", "for", "-", ",")
        if entity.label_ in ("WORK_OF_ART", "LAW", "EVENT"):
            return people >= KNOWN * 10
        return people >= (SMALL if opens else KNOWN)

    # What the recogniser missed or took for something else

    def _unrecognised(self) -> Iterator[_Candidate]:
        i = 0
        while i < len(self.doc):
            token = self.doc[i]
            size = 0
            if token.ent_type_ not in PLACE_LABELS and token.text[:1].isupper():
                size = self._longest_name(i, self._run_end(i))
            if size and self._plausible(i, i + size, token.ent_type_):
                yield _Candidate(i, self._widened(i, i + size), token.ent_type_ or "none")
                i += size
            else:
                i += 1

    def _heads_paragraph(self, start: int, end: int) -> bool:
        """Whether the words are where a report was filed ("WINNIPEG —", "MEXICO CITY (AP)")."""
        opens = start == 0 or self.doc[start - 1].is_space
        after = self.doc[end].text if end < len(self.doc) else ""
        return opens and self.doc[start:end].text.isupper() and after in ("(", "—", "–", "-", ":", "--", ",")

    def _run_end(self, start: int) -> int:
        end = start
        while end < len(self.doc) and end < start + LONGEST and not self.doc[end].is_space:
            end += 1
        return end

    def _plausible(self, start: int, end: int, label: str) -> bool:
        """Whether a gazetteer name that the recogniser does not call a place is one all the same."""
        words = self.doc[start:end]
        if start >= end or not self._capitalised(words) or not self._known(start, end) or self._plain(words):
            return False
        if self._names_something_else(end) or self._inside_longer_name(start, end) or self._joined(start, end):
            return False
        if any(t.pos_ not in ("PROPN", "ADP", "DET", "PART", "ADJ", "NOUN", "PUNCT", "CCONJ") for t in words):
            return False
        if words.root.pos_ not in ("PROPN", "NOUN", "ADJ"):
            return False
        locative = is_locative(words, self.words, country=False) or self._heads_paragraph(start, end)
        people = self._people(words.text)
        if label == "PERSON":
            return locative and people >= SMALL and words.text.lower() not in self.persons
        if words.text.lower() in self.persons:
            return False
        if label == "ORG":
            return people >= KNOWN * 3 or (locative and people > 0)
        if all(t.is_sent_start or t.i == 0 for t in words) and not locative:
            return people >= KNOWN * 10
        return locative or people >= KNOWN * (10 if len(words) == 1 else 3)

    def _repeated(self, taken: Iterable[_Candidate]) -> Iterator[_Candidate]:
        """Further mentions of names that the report has used as places and the recogniser passed over."""
        sure = {
            self.doc[c.start : c.end].text for c in taken if c.label in ("GPE", "LOC") and self._known(c.start, c.end)
        }
        first = {name.split()[0] for name in sure}
        for token in self.doc:
            if token.text not in first or token.ent_type_ in PLACE_LABELS:
                continue
            for size in range(LONGEST, 0, -1):
                words = self.doc[token.i : token.i + size]
                if words.text in sure and not self._inside_longer_name(words.start, words.end):
                    if not self._names_something_else(words.end) and words.text.lower() not in self.persons:
                        yield _Candidate(words.start, words.end, "again")
                    break

    # Judging a name

    def _known(self, start: int, end: int) -> bool:
        return bool(self.gazetteer.lookup(self.doc[start:end].text, 1))

    def _people(self, name: str) -> int:
        found = self.gazetteer.lookup(name, 1)
        return max(found[0].population, SMALL if found[0].kind in ("sea", "facility") else 1) if found else 0

    def _longest_name(self, start: int, end: int) -> int:
        for size in range(min(LONGEST, end - start), 0, -1):
            last = self.doc[start + size - 1]
            if not (last.text[:1].isupper() or last.text[:1].isdigit()):
                continue
            if self.doc[start].lower_ in ("the", "of") or not self.doc[start].text[:1].isupper():
                return 0
            text = self.doc[start : start + size].text
            if self.gazetteer.contains(text) or (size <= 2 and self.gazetteer.people(text)):
                return size
        return 0

    def _names_something_else(self, end: int) -> bool:
        """Whether a name ending here is only a paper's, a team's, an agreement's or a street's ("Minsk agreements")."""
        after = self.doc[end] if end < len(self.doc) else None
        if after is None or after.is_space:
            return False
        if after.text == "-" and end + 1 < len(self.doc):
            return False
        word, capital = after.lower_, after.text[:1].isupper()
        if word in self.words.agreement_nouns and self.doc[end - 1].tag_ != "POS":
            return True
        other = self.words.publication_nouns | self.words.team_nouns | self.words.street_words
        return capital and word.rstrip(".") in other

    def _joined(self, start: int, end: int) -> bool:
        """Whether a hyphen or an ampersand ties the name to another one ("Wal-Mart", "Stevens & Wilkinson")."""
        for mark, other in ((start - 1, start - 2), (end, end + 1)):
            if 0 <= mark < len(self.doc) and 0 <= other < len(self.doc) and self.doc[mark].text in ("-", "&", "–"):
                near = self.doc[mark].idx == self.doc[mark - 1].idx + len(self.doc[mark - 1])
                if (
                    (near or self.doc[mark].text == "&")
                    and self.doc[other].text[:1].isupper()
                    and len(self.doc[other]) > 1
                ):
                    return not self.gazetteer.people(self.doc[other].text) and not self._country(other)
        return False

    def _country(self, index: int) -> bool:
        found = self.gazetteer.lookup(self.doc[index].text, 1)
        return bool(found) and found[0].kind == "country"

    def _inside_longer_name(self, start: int, end: int) -> bool:
        """Whether a capitalised word stands right beside, so that this is likely a piece of another name."""
        before = self.doc[start - 1] if start else None
        after = self.doc[end] if end < len(self.doc) else None
        lower = self.words.directions | self.words.region_nouns | self.words.place_nouns
        left = before is not None and proper(before) and before.lower_ not in lower and not before.is_sent_start
        right = after is not None and proper(after) and after.lower_ not in lower and after.ent_type_ != "DATE"
        return left or right

    def _plain(self, words: Words) -> bool:
        """Whether the words are common ones, or a short code that is no country's or state's own."""
        if words.text.lower().rstrip(".") in self.words.plain_words | self.words.directions and words.text not in (
            "US",
            "UK",
        ):
            return True
        letters = words.text.replace(".", "")
        if len(words) == 1 and letters.isupper() and len(letters) <= 4:
            found = self.gazetteer.lookup(words.text, 1)
            return not found or found[0].kind not in ("country", "region") or found[0].rank > 0
        return False

    def _capitalised(self, words: Words) -> bool:
        return bool(words[0].text[:1].isupper() and words[-1].text[:1].isupper())

    def _person_names(self) -> frozenset[str]:
        """Words that this report has inside longer names of persons: "Washington" beside "Denzel Washington"."""
        parts: set[str] = set()
        alone: Counter[str] = Counter()
        for entity in self.doc.ents:
            if entity.label_ == "PERSON" and len(entity) > 1:
                parts.update(t.lower_ for t in entity if t.is_alpha)
            elif len(entity) == 1:
                alone[entity.text.lower()] += {"PERSON": 1, "GPE": -1, "LOC": -1}.get(entity.label_, 0)
        return frozenset(parts | {name for name, votes in alone.items() if votes > 1})

    # The extent of a name

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        """Without article, possessive, punctuation at the edges, "City of", and directions that are no part of it."""
        while start < end and (self.doc[start].lower_ in ("the", "a", "an", "of") or edge(self.doc[start])):
            start += 1
        while start < end and (
            self.doc[end - 1].tag_ == "POS" or edge(self.doc[end - 1]) or self.doc[end - 1].lower_ in ("'s", "’s")
        ):
            end -= 1
        if (
            end - start > 2
            and self.doc[start].lower_ in ("city", "town", "village")
            and self.doc[start + 1].lower_ == "of"
        ):
            start += 2
        while (
            end - start > 1
            and self.doc[start].lower_ in self.words.directions
            and (self.doc[start].text.islower() or not self._known(start, end))
            and self._known(start + 1, end)
            and not (self.doc[start].text[:1].isupper() and self._region_follows(end))
        ):
            start += 1
        return start, end

    def _region_follows(self, end: int) -> bool:
        """Whether a region word comes next, so that a capital direction belongs to the name ("North X province")."""
        return end < len(self.doc) and self.doc[end].lower_ in self.words.region_nouns

    def _widened(self, start: int, end: int) -> int:
        """Take in what the recogniser left out: "Rapides" + "Parish", "Zaporizhzhia" + "nuclear power plant"."""
        for more in range(min(end + 3, len(self.doc)), end, -1):
            last = self.doc[more - 1]
            if last.is_alpha and self.gazetteer.contains(self.doc[start:more].text):
                found = self.gazetteer.lookup(self.doc[start:more].text, 1)[0]
                if last.text[:1].isupper() or found.kind in ("facility", "sea"):
                    return more
        after = self.doc[end] if end < len(self.doc) else None
        if after is not None and after.text[:1].isupper() and after.lower_ in self.words.region_nouns:
            return end + 1
        return end

    def _finding(self, candidate: _Candidate) -> PlaceFinding | None:
        words = self.doc[candidate.start : candidate.end]
        span = Span(words.start_char, words.end_char)
        if self.dateline is not None and self.dateline.overlaps(span):
            return None
        seat = words.text.lower() in self.words.seats
        if seat and not stands_behind(words, self.words):
            return None
        if candidate.label == "NORP" or (candidate.within and self.gazetteer.people(words.text)):
            return PlaceFinding(span, words.text, governs=True, within=candidate.within)
        named = self._name(candidate.start, candidate.end)
        best = self.gazetteer.lookup(named, 3)
        state = any(p.kind == "country" or p.capital for p in best)
        locative = is_locative(words, self.words, country=state) or self._heads_paragraph(
            candidate.start, candidate.end
        )
        acts = state and not locative and governs(words)
        return PlaceFinding(span, named, locative=locative, governs=acts, within=candidate.within)

    def _name(self, start: int, end: int) -> str:
        """The words to look up: with a region word behind ("Kursk region"), without a direction that is no part."""
        after = self.doc[end] if end < len(self.doc) else None
        region = after is not None and after.lower_ in self.words.region_nouns and after.text.islower()
        if end - start > 1 and self.doc[start].lower_ in self.words.directions and not self._known(start, end):
            start += 1
        text = self.doc[start:end].text
        return f"{text} {after.text}" if region and after is not None else text
