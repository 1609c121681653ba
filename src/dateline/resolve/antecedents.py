"""Whom "he said" means: the speaker of the words just before, by the order of claims in a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dateline.model.document import Document
from dateline.model.findings import ASKED, TURN, ClaimFinding
from dateline.model.span import Span
from dateline.resolve.actor_links import ActorLinks
from dateline.resolve.foregoing import HE, SHE, Foregoing

_IT = frozenset({"it", "its"})
_ONE = HE | SHE
_FIRST = frozenset({"i", "me", "my", "we", "us", "our"})
_ONE_OF = ("one of", "another of", "a second of")
_FARTHEST = 6
# Between two claims of one speaker stand the day, the place, the newspaper; a longer way may bring in another person.
_LONGEST_GAP = 12
_VERBS = frozenset({"VERB", "AUX"})


class Antecedents:
    """Finds the speaker that a pronoun stands for among the claims before it."""

    def __init__(
        self,
        findings: Sequence[ClaimFinding],
        document: Document,
        links: ActorLinks,
        foregoing: Foregoing,
        named_by: Callable[[Span | None], tuple[str, ...]],
    ) -> None:
        """`findings` in the order of the text; `named_by` gives the actors that words name."""
        self.foregoing = foregoing
        self.named_by = named_by
        self.findings = findings
        self.document = document
        self.actors = {a.id: a for a in links.actors}
        self.genders = foregoing.genders

    def of(self, n: int, sources: Sequence[tuple[str, ...]], found: tuple[str, ...]) -> tuple[str, ...]:
        """The actors whom the source of claim `n` stands for, given those of the claims before and those `found` by the
        words alone; `found` where its source is no "he", "she" or "it" or nothing better is known."""
        source = self.findings[n].source
        word = source.of(self.document.text).lower() if source is not None else ""
        if source is None:
            begin, reason = self.findings[n].content[0].start, self.findings[n].reason
            if reason == ASKED:
                return self.foregoing.interviewer(begin)
            turn = reason == TURN and self.findings[n].cue is not None
            return found or (self.foregoing.in_turn(begin) if turn else found)
        if word in _FIRST:
            speaker = self._quoting(source)
            return sources[speaker] if speaker is not None and speaker < len(sources) and sources[speaker] else found
        if word.startswith(("the ", "their ")) and (paper := self._named(self.foregoing.of_paper(source), n, sources)):
            return paper
        if word.startswith("the ") and (all(i.startswith("unnamed:") for i in found) or self._national(source, found)):
            lead = self.foregoing.named_next(source)
            return self._described(source, n, sources) or self._named(lead, n, sources) or found
        if all(i.startswith("unnamed:") for i in found) and (person := self.foregoing.by_surname(source)):
            return person
        if word.startswith(("a ", "an ")) and all(i.startswith("unnamed:") for i in found):
            return self._named(self.foregoing.named_next(source), n, sources) or found
        if word not in _ONE | _IT:
            return found
        outer = self._around(n, source)
        if outer is not None and outer < len(sources) and self._fits(word, outer, sources[outer]):
            return sources[outer]
        before = self._before(n, source)
        if before is not None and self._fits(word, before, sources[before]) and not self._spoken_of(before, found):
            return sources[before]
        begin = min(s.start for s in _parts(self.findings[n]))
        told = self.foregoing.person(source, begin) if word in _ONE else found
        told = self.foregoing.thing(source) if word in _IT and self._nameless(found) else told
        return self._named(told, n, sources) or found

    def _named(self, told: tuple[str, ...] | Span, n: int, sources: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
        """The actors of words that a pronoun stands for, as if they had stood there themselves."""
        if not isinstance(told, Span):
            return told
        named = self.named_by(told)
        if all(i.startswith("unnamed:") for i in named) and told.of(self.document.text).lower().startswith("the "):
            return self._described(told, n, sources) or named
        return named

    def _described(self, words: Span, n: int, sources: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
        """Whom "the analyst" stands for."""
        return (
            self.foregoing.described(words) or self._same_role(n, words, sources) or self._recalled(n, words, sources)
        )

    def _recalled(self, n: int, source: Span, sources: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
        """The person who spoke last, for "the researcher" where no researcher has been spoken of."""
        if not self.foregoing.recalls(source):
            return ()
        gender = self.foregoing.gender_of(source)
        if gender is not None:
            begin = min(s.start for s in _parts(self.findings[n]))
            return self._named(self.foregoing.person(source, begin, gender), n, sources)
        if told := self.foregoing.subject_before(source):
            return told
        near = self.document.paragraph_of(source.start)
        for i in range(n - 1, max(n - 1 - _FARTHEST, -1), -1):
            at = min(s.start for s in _parts(self.findings[i]))
            if near - self.document.paragraph_of(at) > 1:
                return ()
            known = len(sources[i]) == 1 and (sources[i][0] in self.genders or sources[i][0].startswith("person:"))
            if known or (len(sources[i]) == 1 and self.foregoing.single(self.findings[i].source)):
                return sources[i]
        return ()

    def _national(self, source: Span, found: tuple[str, ...]) -> bool:
        """Whether "the Ukrainian" is one person of the state that it was taken for; "the French" are several."""
        words = self.document.syntax.char_span(*source, alignment_mode="expand")
        state = len(found) == 1 and found[0] in self.actors and self.actors[found[0]].kind == "state"
        if words is None or not state or len(words) != 2 or words.root.ent_type_ != "NORP":
            return False
        return not words.root.lower_.endswith(("s", "se", "sh", "ch"))

    def _nameless(self, ids: tuple[str, ...]) -> bool:
        return all(i.startswith("unnamed:it") for i in ids)

    def _quoting(self, source: Span) -> int | None:
        """The claim that quotes the words in which "I" or "we" speak, the innermost."""
        around = [(s.end - s.start, i) for i, f in enumerate(self.findings) for s in f.content if s.covers(source)]
        quoted = [(n, i) for n, i in around if self.findings[i].quotation != "indirect" and self._outside(i, source)]
        return min(quoted)[1] if quoted and self.document.quoted(source) else None

    def _outside(self, i: int, source: Span) -> bool:
        own = self.findings[i].source
        return own is None or not own.overlaps(source)

    def _same_role(self, n: int, source: Span, sources: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
        """ "The official" after "a State Department official": who spoke before under the same noun."""
        role = self._noun(source)
        for i in range(n - 1, max(n - 1 - _FARTHEST, -1), -1):
            earlier = self.findings[i].source
            if earlier is not None and sources[i] and role is not None and self._noun(earlier) == role:
                return sources[i]
            one = earlier is not None and earlier.of(self.document.text).lower().startswith(_ONE_OF)
            if one and role is not None and self._several_before(i, role):
                return sources[i]
        return ()

    def _several_before(self, i: int, role: str) -> bool:
        """Whether "one of them" at claim `i` is one of several of this noun: the claim before was theirs."""
        own = self.findings[i].source
        if own is not None and self.foregoing.plural_before(own, role):
            return True
        for earlier in (f.source for f in self.findings[max(i - 3, 0) : i]):
            words = self.document.syntax.char_span(*earlier, alignment_mode="expand") if earlier is not None else None
            if words is not None and words.root.tag_ == "NNS" and str(words.root.lemma_).lower() == role:
                return True
        return False

    def _noun(self, source: Span) -> str | None:
        words = self.document.syntax.char_span(*source, alignment_mode="expand")
        return str(words.root.lemma_).lower() if words is not None and words.root.tag_ == "NN" else None

    def _around(self, n: int, source: Span) -> int | None:
        """The claim in whose own words, unquoted, the pronoun stands: "the envoy said he hoped …"."""
        around = [
            i
            for i, f in enumerate(self.findings[:n])
            if f.source is not None and any(s.covers(source) for s in f.content) and not f.source.overlaps(source)
        ]
        if not around or self.document.quoted(source):
            return None
        return max(around, key=lambda i: (self.findings[i].content[0].start, i))

    def _before(self, n: int, source: Span) -> int | None:
        """The claim right before, with no other person and no other verb on the way."""
        begin = min(s.start for s in (source, *self.findings[n].content))
        ends = [(max(s.end for s in _parts(f)), i) for i, f in enumerate(self.findings[:n])]
        last = max(((end, -i) for end, i in ends if end <= begin), default=None)
        if last is None:
            return None
        start, i = last[0], -last[1]
        gap = self.document.syntax.char_span(start, begin, alignment_mode="contract")
        own = self.findings[i].source
        last = self.document.syntax.char_span(*own, alignment_mode="expand") if own is not None else None
        after = {t.i for t in last.root.subtree} if last is not None else set()
        words = [t for t in gap if not (t.is_punct or t.is_space or t.i in after)] if gap is not None else []
        far = len(words) > _LONGEST_GAP or any(t.pos_ in _VERBS or t.ent_type_ == "PERSON" for t in words)
        paragraphs = self.document.paragraph_of(begin) - self.document.paragraph_of(max(start - 1, 0))
        return None if far or paragraphs > 1 or self._quoted_in_other(i, n) else i

    def _spoken_of(self, i: int, found: tuple[str, ...]) -> bool:
        """Whether claim `i` is about the person that the words point to: "A praised B. She said …"."""
        content = self.findings[i].content
        words = [self.document.syntax.char_span(*s, alignment_mode="expand") for s in content]
        told = any(t.pos_ in _VERBS for w in words if w is not None for t in w)
        mentions = [m for f in found if f in self.actors for m in self.actors[f].mentions]
        return not told and any(s.covers(m) for s in content for m in mentions)

    def _quoted_in_other(self, i: int, n: int) -> bool:
        """Whether claim `i` is itself among the quoted words of another: its speaker does not speak on outside them."""
        cue = self.findings[i].cue
        return cue is not None and self.document.quoted(cue) and not self.document.quoted(self.findings[n].content[0])

    def _fits(self, word: str, i: int, ids: tuple[str, ...]) -> bool:
        """Whether these actors can be meant by the pronoun."""
        source = self.findings[i].source
        if len(ids) != 1:
            return False
        actor = self.actors.get(ids[0])
        kind = actor.kind if actor is not None else "unnamed"
        if word in _IT:
            return kind not in ("person", "unnamed", "people")
        if kind == "person":
            gender = self.genders.get(ids[0])
            return gender is None or (word in HE) == (gender == "m")
        words = source.of(self.document.text) if source is not None else ""
        span = self.document.syntax.char_span(*source, alignment_mode="expand") if source is not None else None
        if words.startswith("@"):
            return True
        if span is None or span.root.tag_ != "NN" or self.foregoing.is_body(span.root):
            return False
        return not words.lower().endswith("woman" if word in HE else "man") or words.lower().endswith(
            "man" if word in HE else "woman"
        )


def _parts(finding: ClaimFinding) -> list[Span]:
    return [s for s in (*finding.content, finding.cue, finding.source) if s is not None]
