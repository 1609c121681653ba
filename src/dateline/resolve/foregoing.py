"""Whom "she", "it", "the analyst" or "their statement" stands for, by what a report has told before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from dateline.kinds.actors import Kinds
from dateline.model.document import Document
from dateline.model.reading import Actor
from dateline.model.span import Span
from dateline.resolve.actor_links import ActorLinks
from dateline.resolve.introductions import called, full_name, introducing, plain

if TYPE_CHECKING:
    from spacy.tokens import Token

HE, SHE = frozenset({"he", "him", "his"}), frozenset({"she", "her", "hers"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SENTENCES_BACK = 5
_PARAGRAPHS_BACK = 1
_NONE = frozenset({"no", "neither", "any", "every", "each"})
_SAME = frozenset({"the", "this", "that"})


class Foregoing:
    """What a report tells of its persons, and who was last spoken of."""

    def __init__(
        self, document: Document, links: ActorLinks, nouns: Mapping[str, Collection[str]], kinds: Kinds
    ) -> None:
        """`kinds` knows the gender of known persons; `nouns` are those of `cue_nouns.yaml` by role."""
        self.document = document
        self.doc = document.syntax
        self.links = links
        self.speakers = nouns["speaker"]
        self.bodies = nouns["body"]
        self.kinds = kinds
        self.recalling = nouns["recalling"]
        self.papers = nouns["medium"]
        self.interviewing = nouns["interviewing"]
        self.endings = {"m": tuple(nouns["male"]), "f": tuple(nouns["female"])}
        self.neutral = nouns["genderless"]
        self.titles = {t: g for g, role in (("m", "male title"), ("f", "female title")) for t in nouns[role]}
        self.actors = {a.id: a for a in links.actors}
        self.persons = {a.id: a for a in links.actors if a.kind == "person"}
        self.told = {i: self._told_of(a) for i, a in self.persons.items()}
        self.lead = self._lead()
        self.sure = {i: self._known_gender(a) for i, a in self.persons.items()}
        self.genders = {i: self.sure[i] or self._by_pronouns(a) for i, a in self.persons.items()}

    def _told_of(self, person: Actor) -> dict[str, int]:
        """The nouns by which a report introduces a person ("Claudia Renz, an analyst with …"), with where."""
        found: dict[str, int] = {}
        for mention in person.mentions:
            words = self.doc.char_span(*mention, alignment_mode="expand")
            if words is None or words.root.pos_ == "PRON":
                continue
            for t in introducing(words.root):
                if t.i not in range(words.start, words.end) and t.pos_ in ("NOUN", "PROPN", "ADJ"):
                    found.setdefault(plain(t), words.root.i)
        return found

    def _lead(self) -> tuple[str, str] | None:
        """The noun of an unnamed subject of the first sentence and the person named as the next paragraph begins.

        "The governor of the region defended a curfew … / Kwesi Amankwah told reporters …": the same one, as far as the
        report tells neither another name before nor another office.
        """
        title = self.document.report.title_span
        body = [p for p in self.document.paragraphs if title is None or not p.overlaps(title)]
        if len(body) < 2:
            return None
        first = self.doc.char_span(body[0].start, body[0].end, alignment_mode="contract")
        after = self.doc.char_span(body[1].start, body[1].end, alignment_mode="contract")
        if not first or not after:
            return None
        subject = next((c for c in first[0].sent.root.children if c.dep_ in _SUBJECTS), None)
        head = after[0].sent.root  # the name itself, where the parser missed its verb
        named = head if head.pos_ == "PROPN" else next((c for c in head.children if c.dep_ == "nsubj"), None)
        ids = self.links.by_head.get(named.i, ()) if named is not None and named.left_edge.i == after.start else ()
        person = next((self.persons[i] for i in ids if i in self.persons), None)
        if subject is None or subject.tag_ != "NN" or person is None or len(person.name.split()) < 2:
            return None
        noun = plain(subject)
        untold = not any(n in self.speakers for n in self.told[person.id])
        fresh = person.mentions[0].start >= body[1].start and untold
        others = any(i in self.persons for t in first for i in self.links.by_head.get(t.i, ()))
        alone = not others and self.kinds.actor(person.id) is None
        if not (fresh and alone and noun in self.speakers and noun not in self.bodies):
            return None
        self.told[person.id][noun] = subject.i
        return noun, person.id

    def _known_gender(self, person: Actor) -> str | None:
        """ "m" or "f" by what is known of a person, by titles and by nouns of kinship."""
        known = self.kinds.actor(person.id)
        if known is not None and known.gender is not None:
            return known.gender[:1]
        told = self.told[person.id]
        for gender in ("f", "m"):
            if any(self._of_gender(n, gender) for n in told):
                return gender
        for mention in person.mentions:
            words = self.doc.char_span(*mention, alignment_mode="expand")
            title = self.doc[words.start - 1].lower_.strip(".") if words is not None and words.start else ""
            if title in self.titles:
                return self.titles[title]
        return None

    def _of_gender(self, noun: str, gender: str) -> bool:
        """Whether a noun is one for men or for women alone: "widow", "policeman", not "ombudsman"."""
        if noun in self.neutral or not noun.endswith(self.endings[gender]):
            return False
        return gender == "f" or not noun.endswith(self.endings["f"])

    def _by_pronouns(self, person: Actor) -> str | None:
        """ "m" or "f" by the pronouns that were found to stand for a person."""
        words_for = Counter(m.of(self.document.text).lower() for m in person.mentions)
        he, she = sum(words_for[w] for w in HE), sum(words_for[w] for w in SHE)
        return "m" if he > she else "f" if she > he else None

    def described(self, source: Span) -> tuple[str, ...]:
        """The one person whom the report has introduced by the noun of "the analyst"."""
        words = self.doc.char_span(*source, alignment_mode="expand")
        if words is None or words.root.tag_ not in ("NN", "NNP") or words[0].lower_ not in _SAME:
            return ()
        noun, at = plain(words.root), words.root.i
        held = [(told[noun], i) for i, told in self.told.items() if told.get(noun, at) < at]
        return (max(held)[1],) if held else ()

    def recalls(self, source: Span) -> bool:
        """Whether words such as "the researcher", not heard in the report before, recall somebody it has named."""
        words = self.doc.char_span(*source, alignment_mode="expand")
        if words is None or words.root.tag_ not in ("NN", "NNP") or words[0].lower_ != "the" or len(words) > 5:
            return False
        if any(c.dep_ == "poss" for c in words.root.children):
            return False
        noun = plain(words.root)
        heard = any(plain(t) == noun and t.tag_ == "NN" for t in self.doc[: words.start])
        return (noun in self.recalling or words.root.ent_type_ == "NORP") and not heard

    def gender_of(self, source: Span) -> str | None:
        """ "m" or "f" where the noun of a source is one for men or women alone."""
        words = self.doc.char_span(*source, alignment_mode="expand")
        return next((g for g in ("f", "m") if words is not None and self._of_gender(plain(words.root), g)), None)

    def by_surname(self, source: Span) -> tuple[str, ...]:
        """The person of this surname, where a report gave the whole name earlier."""
        words = [w for w in source.of(self.document.text).split() if w.lower().strip(".") not in self.titles]
        if len(words) != 1 or not words[0][:1].isupper():
            return ()
        held = [i for i, a in self.persons.items() if words[0] in a.name.split()[1:] and a.mentions[0] < source]
        return (held[-1],) if held else ()

    def person(self, pronoun: Span, begin: int | None = None, gender: str | None = None) -> tuple[str, ...] | Span:
        """Whom "he" or "she", or a noun of this `gender`, stands for: the subject of the nearest sentence before that
        tells of somebody who fits, else the one last named there; a Span of words where they have no actor yet.

        `begin` is where the words begin that the pronoun tells of, if before it.
        """
        words = self.doc.char_span(*pronoun, alignment_mode="expand")
        first = self.doc.char_span(begin, begin + 1, alignment_mode="expand") if begin is not None else None
        if words is None:
            return ()
        wanted = gender or ("f" if words.root.lower_ in SHE else "m")
        anchor = first[0] if first is not None and first.start < words.start else words.root
        for n, sentence in enumerate(self._before(anchor)):
            subjects = [t for t in sentence if t.dep_ in _SUBJECTS]
            others = [t for t in reversed(sentence) if t.dep_ in ("appos", "attr", "dobj", "pobj", "conj", "ROOT")]
            for t in subjects:
                known = self.sure if n == 0 else self.genders
                named: tuple[str, ...] | Span | None = self._named(t, wanted, known) or self._unlinked(t, wanted)
                if named:
                    return named
                if self._somebody(t, wanted):
                    return self.links.at([t.i]) or self._noun_phrase(t)
            for t in others:
                named = self._named(t, wanted) or self._unlinked(t, wanted)
                if named:
                    return named
        return ()

    def subject_before(self, at: Span) -> tuple[str, ...]:
        """The person who is the subject of the sentence before `at` in the same paragraph, or of its own before it."""
        words = self.doc.char_span(*at, alignment_mode="expand")
        if words is None:
            return ()
        paragraph = self.document.paragraph_of(at.start)
        for sentence in self._before(words.root):
            if self.document.paragraph_of(sentence[0].idx) != paragraph:
                return ()
            subjects = [t for t in sentence if t.dep_ == "nsubj"]
            near = [c for t in subjects for c in (t, *(a for a in t.children if a.dep_ == "appos"))]
            persons = [i for t in near for i in self.links.by_head.get(t.i, ()) if i in self.persons]
            if persons:
                return (persons[0],)
        return ()

    def plural_before(self, at: Span, noun: str) -> bool:
        """Whether the paragraph of `at` speaks of several of this noun before it."""
        paragraph = self.document.paragraphs[self.document.paragraph_of(at.start)]
        words = self.doc.char_span(paragraph.start, at.start, alignment_mode="contract")
        return words is not None and any(t.tag_ == "NNS" and plain(t) == noun for t in words)

    def _unlinked(self, token: Token, wanted: str) -> Span | None:
        """The words of a person's name that no actor bears, in full where the report gave it so before."""
        full = full_name(self.doc, token)
        if full is None:
            return None
        ids = [i for t in self.doc[full[0] : full[1]] for i in self.links.by_head.get(t.i, ())]
        if any(i in self.persons and self.genders[i] not in (None, wanted) for i in ids):
            return None
        if token.i in self.links.by_head and ids:
            return None
        return Span(self.doc[full[0]].idx, self.doc[full[1] - 1].idx + len(self.doc[full[1] - 1]))

    def thing(self, pronoun: Span, *, papers: bool = True) -> tuple[str, ...] | Span:
        """What "it" stands for: the nearest subject before that is a body or, with `papers`, whose a paper is."""
        words = self.doc.char_span(*pronoun, alignment_mode="expand")
        if words is None:
            return ()
        for n, sentence in enumerate(self._before(words.root)):
            named = (t for t in reversed(sentence) if plain(t) in self.papers and t.tag_ == "NN")
            paper = next(named, None) if papers else None
            if paper is not None and (writer := self.writer(paper) or self._whose(sentence)):
                return writer
            for t in sentence:
                if t.dep_ not in _SUBJECTS or t.tag_ not in ("NN", "NNP") or t.i in self.links.by_head:
                    if t.dep_ in _SUBJECTS and t.tag_ != "PRP" and self._body(t):
                        return self.links.at([t.i])
                    continue
                if (t.lemma_.lower() in self.bodies or t.pos_ == "PROPN") and t.ent_type_ != "PERSON":
                    apposed = next((c for c in t.children if c.dep_ == "appos" and c.pos_ == "PROPN"), t)
                    return self._noun_phrase(apposed)
            if n > 1:
                break
        return ()

    def of_paper(self, source: Span) -> tuple[str, ...] | Span:
        """Whose "their statement" or "the note" is, by what was told of it before."""
        words = self.doc.char_span(*source, alignment_mode="expand")
        if words is None or plain(words.root) not in self.papers or words.root.tag_ != "NN":
            return ()
        if words[0].lower_ == "their":
            return self.several(words[0])
        noun = plain(words.root)
        if words[0].lower_ not in _SAME or len(words) > 2:
            return ()
        earlier = [t for t in self.doc[: words.start] if plain(t) == noun and not self._quoted(t)]
        return self.writer(earlier[-1]) if earlier else ()

    def _whose(self, sentence: list[Token]) -> tuple[str, ...] | Span:
        """The person whose account or hand a sentence about a paper names ("it appeared on her account")."""
        own = next((t for t in sentence if t.tag_ == "PRP$" and t.lower_ in HE | SHE), None)
        return self.links.at([own.i]) or self.person(Span(own.idx, own.idx + len(own))) if own is not None else ()

    def writer(self, paper: Token) -> tuple[str, ...] | Span:
        """Who speaks in a paper: its owner, or who said or did something "in a note", or issued it."""
        owner = next((c for c in paper.children if c.dep_ == "poss"), None)
        if owner is not None and owner.tag_ != "PRP$":
            return self.links.at([owner.i]) or self._noun_phrase(owner)
        verb = paper.head.head if paper.dep_ == "pobj" and paper.head.lower_ in ("in", "on") else paper.head
        within = paper.dep_ == "dobj" or (paper.dep_ == "pobj" and paper.head.lower_ in ("in", "on"))
        doer = next((c for c in verb.children if c.dep_ == "nsubj"), None) if within and verb.pos_ == "VERB" else None
        if doer is not None and doer.lower_ == "it":
            return self.links.at([doer.i]) or self.thing(Span(doer.idx, doer.idx + len(doer)), papers=False)
        if doer is None or doer.pos_ == "PRON":
            return self.links.at([doer.i]) if doer is not None else ()
        return self.links.at([doer.i]) or self._noun_phrase(doer)

    def several(self, pronoun: Token) -> tuple[str, ...] | Span:
        """The plural subject of the nearest sentence before."""
        for sentence in self._before(pronoun):
            for t in sentence:
                if t.dep_ in _SUBJECTS and t.tag_ in ("NNS", "NNPS"):
                    return self.links.at([t.i]) or self._noun_phrase(t)
        return ()

    def named_next(self, source: Span) -> tuple[str, ...] | Span:
        """The person with whose whole name and age the paragraph after begins: "a teacher … Ana Ruiz, 44, wept"."""
        words = self.doc.char_span(*source, alignment_mode="expand")
        if words is not None and self.lead is not None and plain(words.root) == self.lead[0]:
            return (self.lead[1],)
        at = self.document.paragraph_of(source.start) + 1
        if words is None or words.root.tag_ != "NN" or words[0].lower_ == "the" or at >= len(self.document.paragraphs):
            return ()
        paragraph = self.document.paragraphs[at]
        begin = self.doc.char_span(paragraph.start, paragraph.start + 1, alignment_mode="expand")
        head = begin.root if begin is not None else None
        while head is not None and head.dep_ == "compound" and head.head.i > head.i:
            head = head.head
        if head is None or head.pos_ != "PROPN" or head.dep_ not in _SUBJECTS or begin is None or head.i == begin.start:
            return ()
        aged = head.i + 2 < len(self.doc) and self.doc[head.i + 1].text == "," and self.doc[head.i + 2].like_num
        if not aged:
            return ()
        return self.links.at([head.i]) or Span(begin.start_char, head.idx + len(head))

    def interviewer(self, at: int) -> tuple[str, ...]:
        """Who asks in an interview: of those told to speak with one another before it, the one who does not answer."""
        guest = self.in_turn(at)
        for t in self.doc:
            if t.idx >= at:
                break
            if t.lemma_ in self.interviewing and t.pos_ == "VERB":
                near = [c for c in t.children if c.dep_ in ("nsubj", "agent", "prep")]
                persons = [i for c in near for i in self._persons_at(c) if i not in guest]
                if persons:
                    return (persons[0],)
        return ()

    def _persons_at(self, token: Token) -> list[str]:
        near = [token, *(c for c in token.children if c.dep_ == "pobj")]
        near += [c for t in near for c in t.children if c.dep_ in ("appos", "compound")]
        return [i for t in near for i in self.links.by_head.get(t.i, ()) if i in self.persons]

    def in_turn(self, at: int) -> tuple[str, ...]:
        """Who answers in an interview: the first person named before it."""
        first = min(self.persons.values(), key=lambda a: a.mentions[0], default=None)
        return (first.id,) if first is not None and first.mentions[0].end <= at else ()

    def is_body(self, noun: Token) -> bool:
        """Whether a noun names no single person but a body or a paper."""
        return plain(noun) in self.bodies

    def single(self, source: Span | None) -> bool:
        """Whether a source without a name is one person."""
        words = self.doc.char_span(*source, alignment_mode="expand") if source is not None else None
        if words is None or words.root.tag_ not in ("NN", "PRP"):
            return False
        noun = plain(words.root)
        return words.root.lower_ in HE | SHE or (noun in self.speakers and noun not in self.bodies)

    def _body(self, token: Token) -> bool:
        ids = self.links.by_head.get(token.i, ())
        kinds = {self.actors[i].kind for i in ids}
        noun = token.lemma_.lower()
        somebody = noun in self.speakers and noun not in self.bodies
        return len(ids) == 1 and not kinds & {"person", "people"} and not somebody

    def _before(self, token: Token) -> Iterator[list[Token]]:
        """The words outside quotations of this sentence before `token`, then of the sentences before, nearest first."""
        paragraph = self.document.paragraph_of(token.idx)
        sentences = [s for s in self.document.sentences if s.start < token.i]
        title = self.document.report.title_span
        for sentence in reversed(sentences[-_SENTENCES_BACK - 1 :]):
            if paragraph - self.document.paragraph_of(sentence.start_char) > _PARAGRAPHS_BACK:
                return
            if title is not None and title.covers(Span(sentence.start_char, sentence.start_char + 1)) and paragraph > 1:
                return
            words = [t for t in sentence if t.i < token.i and not self._quoted(t)]
            if words:
                yield words

    def _quoted(self, token: Token) -> bool:
        return any(q.outer.start <= token.idx < q.outer.end for q in self.document.quotations)

    def _named(self, token: Token, wanted: str, known: Mapping[str, str | None] | None = None) -> tuple[str, ...]:
        """The person whom a noun phrase names, if "he" or "she" can stand for them by the `known` genders."""
        known = self.genders if known is None else known
        named = (
            t
            for t in token.subtree
            if t.pos_ == "PROPN" and ((t.dep_ == "appos" and (t.i < token.head.i or t.head == token)) or called(t))
        )
        near = [token, *(c for c in token.children if c.dep_ == "compound" and c.i < token.i), *named]
        for t in near:
            for i in self.links.by_head.get(t.i, ()):
                if i in self.persons and known[i] in (None, wanted) and t.pos_ != "PRON":
                    return (i,)
        return ()

    def _somebody(self, token: Token, wanted: str) -> bool:
        """Whether a noun tells of a single person without a name."""
        if token.tag_ != "NN" or token.dep_ not in _SUBJECTS or any(c.lower_ in _NONE for c in token.lefts):
            return False
        noun = token.lemma_.lower()
        if self._of_gender(noun, "m" if wanted == "f" else "f"):
            return False
        return self._of_gender(noun, wanted) or (noun in self.speakers and noun not in self.bodies)

    def _noun_phrase(self, token: Token) -> Span:
        last = token.i
        for c in token.children:
            if c.i > token.i and c.dep_ == "prep":
                last = max(last, c.right_edge.i)
            elif c.i > token.i:
                break
        first, end = token.left_edge.i, self.doc[last]
        dashes = [i for i in range(first, token.i) if self.doc[i].text in ("-", "–", "—") and self.doc[first].is_upper]
        first = dashes[0] + 1 if dashes else first  # the dateline before the first words
        return Span(self.doc[first].idx, end.idx + len(end))
