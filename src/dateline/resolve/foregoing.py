"""Whom "she", "it", "the analyst" or "their statement" stands for, by what a report has told before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from dateline.model.document import Document
from dateline.model.reading import Actor
from dateline.model.span import Span
from dateline.resolve.actor_links import ActorLinks

if TYPE_CHECKING:
    from spacy.tokens import Token

HE, SHE = frozenset({"he", "him", "his"}), frozenset({"she", "her", "hers"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_INTRODUCING = frozenset({"appos", "compound", "nmod", "amod"})
_TITLES = {"mr": "m", "sir": "m", "lord": "m", "herr": "m", "señor": "m", "mrs": "f", "ms": "f", "miss": "f", "dame": "f",
           "lady": "f", "madame": "f", "señora": "f"}  # fmt: skip
_MALE = ("man", "father", "son", "brother", "husband", "groom", "king", "prince", "widower", "nephew", "uncle", "boy", "monk")
_FEMALE = ("woman", "mother", "daughter", "sister", "wife", "bride", "queen", "princess", "widow", "niece", "aunt", "girl",
           "actress", "nun", "waitress")  # fmt: skip
_SENTENCES_BACK = 5
_PARAGRAPHS_BACK = 1
_SAME = frozenset({"the", "this", "that"})


class Foregoing:
    """What a report tells of its persons, and who was last spoken of."""

    def __init__(self, document: Document, links: ActorLinks, speakers: Collection[str]) -> None:
        """`speakers` are the nouns of those who can speak."""
        self.document = document
        self.doc = document.syntax
        self.links = links
        self.speakers = speakers
        self.actors = {a.id: a for a in links.actors}
        self.persons = {a.id: a for a in links.actors if a.kind == "person"}
        self.told = {i: self._told_of(a) for i, a in self.persons.items()}
        self.genders = {i: self._gender(a) for i, a in self.persons.items()}

    def _told_of(self, person: Actor) -> dict[str, int]:
        """The nouns by which a report introduces a person ("Claudia Renz, an analyst with …"), with where it does so."""
        found: dict[str, int] = {}
        for mention in person.mentions:
            words = self.doc.char_span(*mention, alignment_mode="expand")
            if words is None or words.root.pos_ == "PRON":
                continue
            for t in _introducing(words.root):
                if t.i not in range(words.start, words.end) and t.pos_ in ("NOUN", "PROPN", "ADJ"):
                    found.setdefault(_plain(t), words.root.i)
        return found

    def _gender(self, person: Actor) -> str | None:
        """ "m" or "f" by titles and nouns of kinship, else by the pronouns that the report has for a person."""
        told = self.told[person.id]
        if any(n.endswith(_FEMALE) for n in told):
            return "f"
        if any(n.endswith(_MALE) and not n.endswith("woman") for n in told):
            return "m"
        for mention in person.mentions:
            words = self.doc.char_span(*mention, alignment_mode="expand")
            title = self.doc[words.start - 1].lower_.strip(".") if words is not None and words.start else ""
            if title in _TITLES:
                return _TITLES[title]
        words_for = Counter(m.of(self.document.text).lower() for m in person.mentions)
        he, she = sum(words_for[w] for w in HE), sum(words_for[w] for w in SHE)
        return "m" if he > she else "f" if she > he else None

    def described(self, source: Span) -> tuple[str, ...]:
        """The one person whom the report has introduced by the noun of "the analyst"."""
        words = self.doc.char_span(*source, alignment_mode="expand")
        if words is None or words.root.tag_ not in ("NN", "NNP") or words[0].lower_ not in _SAME:
            return ()
        noun, at = _plain(words.root), words.root.i
        held = [(told[noun], i) for i, told in self.told.items() if told.get(noun, at) < at]
        return (max(held)[1],) if held else ()

    def by_surname(self, source: Span) -> tuple[str, ...]:
        """The person of this surname, where a report gave the whole name earlier."""
        words = [w for w in source.of(self.document.text).split() if w.lower().strip(".") not in _TITLES]
        if len(words) != 1 or not words[0][:1].isupper():
            return ()
        held = [i for i, a in self.persons.items() if words[0] in a.name.split()[1:] and a.mentions[0] < source]
        return (held[-1],) if held else ()

    def person(self, pronoun: Span) -> tuple[str, ...] | Span:
        """Whom "he" or "she" stands for: the subject of the nearest sentence before that tells of somebody who fits,
        else the one last named there; a Span of words where they have no actor yet."""
        words = self.doc.char_span(*pronoun, alignment_mode="expand")
        if words is None:
            return ()
        wanted = "f" if words.root.lower_ in SHE else "m"
        for sentence in self._before(words.root):
            subjects = [t for t in sentence if t.dep_ in _SUBJECTS]
            others = [t for t in reversed(sentence) if t.dep_ in ("appos", "attr", "dobj", "pobj", "conj", "ROOT")]
            for t in subjects:
                named = self._named(t, wanted)
                if named:
                    return named
                if self._somebody(t, wanted):
                    return self.links.at([t.i]) or self._noun_phrase(t)
            for t in others:
                named = self._named(t, wanted)
                if named:
                    return named
        return ()

    def thing(self, pronoun: Span) -> tuple[str, ...] | Span:
        """What "it" stands for: the nearest subject before that is a body or a paper, not a person."""
        words = self.doc.char_span(*pronoun, alignment_mode="expand")
        if words is None:
            return ()
        for n, sentence in enumerate(self._before(words.root)):
            for t in sentence:
                if t.dep_ not in _SUBJECTS or t.tag_ not in ("NN", "NNP") or t.i in self.links.by_head:
                    if t.dep_ in _SUBJECTS and t.tag_ != "PRP" and self._body(t):
                        return self.links.at([t.i])
                    continue
                if t.lemma_.lower() in self.speakers or t.pos_ == "PROPN":
                    return self._noun_phrase(t)
            if n > 1:
                break
        return ()

    def _body(self, token: Token) -> bool:
        ids = self.links.by_head.get(token.i, ())
        return len(ids) == 1 and self.actors[ids[0]].kind not in ("person", "people")

    def _before(self, token: Token) -> Iterator[list[Token]]:
        """The words outside quotations of this sentence before `token`, then of the sentences before, nearest first."""
        paragraph = self.document.paragraph_of(token.idx)
        sentences = [s for s in self.document.sentences if s.start < token.i]
        title = self.document.report.title_span
        for sentence in reversed(sentences[-_SENTENCES_BACK - 1 :]):
            if paragraph - self.document.paragraph_of(sentence.start_char) > _PARAGRAPHS_BACK:
                return
            if title is not None and title.covers(Span(sentence.start_char, sentence.start_char + 1)):
                return
            words = [t for t in sentence if t.i < token.i and not self._quoted(t)]
            if words:
                yield words

    def _quoted(self, token: Token) -> bool:
        return any(q.outer.start <= token.idx < q.outer.end for q in self.document.quotations)

    def _named(self, token: Token, wanted: str) -> tuple[str, ...]:
        """The person whom a noun phrase names, if "he" or "she" can stand for them."""
        near = [token, *(c for c in token.children if c.dep_ == "appos" or (c.dep_ == "compound" and c.i < token.i))]
        for t in near:
            for i in self.links.by_head.get(t.i, ()):
                if i in self.persons and self.genders[i] in (None, wanted) and t.pos_ != "PRON":
                    return (i,)
        return ()

    def _somebody(self, token: Token, wanted: str) -> bool:
        """Whether a noun tells of a single person without a name."""
        if token.tag_ != "NN" or token.dep_ not in _SUBJECTS:
            return False
        noun = token.lemma_.lower()
        other = _MALE if wanted == "f" else _FEMALE
        if noun.endswith(other) and not (wanted == "f" and noun.endswith("woman")):
            return False
        kinds = {self.actors[i].kind for i in self.links.by_head.get(token.i, ())}
        person = noun in self.speakers or noun.endswith((*_MALE, *_FEMALE))
        return person and kinds <= {"person", "unnamed"}

    def _noun_phrase(self, token: Token) -> Span:
        last = token.i
        for c in token.children:
            if c.i > token.i and c.dep_ == "prep":
                last = max(last, c.right_edge.i)
            elif c.i > token.i:
                break
        end = self.doc[last]
        return Span(token.left_edge.idx, end.idx + len(end))


def _introducing(root: Token) -> Iterator[Token]:
    """The words that say what the named one is: titles before, appositions before and after with their own words."""
    for c in root.children:
        if c.dep_ in _INTRODUCING:
            yield from (c, *(t for t in c.subtree if t.dep_ in _INTRODUCING or t.dep_ in ("poss", "pobj", "attr")))
        elif c.dep_ == "relcl":
            yield c
    if root.dep_ == "appos":
        yield from (root.head, *(t for t in root.head.children if t.i < root.i and t.dep_ in ("compound", "amod")))
    if root.dep_ in _SUBJECTS and root.head.lemma_ == "be":
        yield from (c for c in root.head.children if c.dep_ == "attr")


def _plain(token: Token) -> str:
    return str(token.lemma_).lower()
