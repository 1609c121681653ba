"""Where the parts of a claim begin and end: sources without their relative clauses, cues with their auxiliaries,
content with whole quotations."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from dateline.kinds.cues import Cue, Cues
from dateline.model.document import Document, Quotation
from dateline.model.span import Span, hull

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj"})
_PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_BEFORE_CUE = frozenset({"aux", "auxpass", "neg", "advmod", "preconj"})
_LONGEST_CLIMB = 6


@dataclasses.dataclass(frozen=True)
class Scene:
    """A document and the cue words that its claims are sought by, with what the rules ask of both again and again."""

    document: Document
    cues: Cues

    @property
    def text(self) -> str:
        """The report's text."""
        return self.document.text

    @cached_property
    def quote_at(self) -> dict[int, int]:
        """For each token inside a quotation (or one of its marks) the index of the innermost one."""
        found: dict[int, int] = {}
        for i, quotation in enumerate(self.document.quotations):
            words = self.document.syntax.char_span(*quotation.outer, alignment_mode="expand")
            if words is not None:
                found.update(dict.fromkeys(range(words.start, words.end), i))
        return found

    def quotation_of(self, token: Token) -> Quotation | None:
        """The innermost quotation that `token` stands in."""
        i = self.quote_at.get(token.i)
        return None if i is None else self.document.quotations[i]

    def visible(self, span: Span, cue: Span) -> list[Quotation]:
        """The quotations that overlap `span` and do not themselves hold `cue`."""
        return [q for q in self.document.quotations if q.outer.overlaps(span) and not q.outer.overlaps(cue)]

    def span(self, first: int, last: int) -> Span:
        """From token `first` to token `last`, both included."""
        end = self.document.syntax[last]
        return Span(self.document.syntax[first].idx, end.idx + len(end))


@dataclasses.dataclass(slots=True)
class Draft:
    """A claim in the making: token indices of cue and content, before they become spans."""

    entry: Cue
    token: Token
    content: set[int]
    cue: set[int]
    source: Token | None = None
    source_span: Span | None = None
    quotes: tuple[Span, ...] = ()
    basis: str | None = None
    confidence: float = 0.7


def ids(token: Token) -> set[int]:
    """The indices of the tokens below and at `token`."""
    return {t.i for t in token.subtree}


def child(token: Token, *deps: str) -> Token | None:
    """The first child of `token` with one of these relations."""
    return next((c for c in token.children if c.dep_ in deps), None)


def subject_of(token: Token) -> Token | None:
    """Who does what `token` says: its own subject, its agent if passive, or the subject that it shares with its head."""
    at: Token = token
    for _ in range(_LONGEST_CLIMB):
        passive = is_passive(at)
        own = child(at, *_SUBJECTS) if not passive or at is not token else None
        if own is None and at is not token:
            own = child(at, *_PASSIVE_SUBJECTS)
        if own is not None:
            return _antecedent(own, at)
        if at is token and passive:
            return agent_of(at)
        if at.dep_ == "xcomp":
            told = child(at.head, "dobj")
            if told is not None and told.i < at.i and told.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
                return told
        if at.dep_ in ("acl", "relcl"):
            return at.head if at.head.pos_ in ("NOUN", "PROPN", "PRON") else None
        if at.dep_ == "pcomp" or (at.dep_ == "prep" and at.head.pos_ in ("VERB", "AUX")) or (at.dep_ in ("conj", "xcomp", "advcl", "ccomp", "dep") and at.head is not at):
            at = at.head
        else:
            return None
    return None


def is_passive(token: Token) -> bool:
    """Whether `token` is a passive verb."""
    return any(c.dep_ in ("auxpass", "nsubjpass", "agent") for c in token.children)


def agent_of(token: Token) -> Token | None:
    """The noun of a passive verb's by-phrase."""
    by = child(token, "agent")
    return child(by, "pobj") if by is not None else None


def _antecedent(subject: Token, verb: Token) -> Token:
    if subject.lower_ not in _RELATIVES:
        return subject
    at = verb
    for _ in range(_LONGEST_CLIMB):
        if at.dep_ == "relcl":
            return at.head
        at = at.head
    return subject


def source_span(scene: Scene, head: Token, cue: Iterable[int], content: Iterable[int] = ()) -> Span | None:
    """The noun phrase of `head` with its appositions, without relative clauses, on its side of cue and content."""
    first, last = head.left_edge.i, head.right_edge.i
    for token in head.subtree:
        if (token.i > head.i and token.dep_ in ("relcl", "ccomp", "advcl", "parataxis")) or (token.i > head.i and token.dep_ == "acl" and not _short(token)):
            last = min(last, token.left_edge.i - 1)
    for i in cue:
        if i < head.i:
            first = max(first, i + 1)
        elif i > head.i:
            last = min(last, i - 1)
    if head.i not in content:
        last = min([last, *(i - 1 for i in content if head.i < i <= last)])
        first = max([first, *(i + 1 for i in content if first <= i < head.i)])
    quotation = scene.quote_at.get(head.i)
    doc = scene.document.syntax
    while first < head.i and (_loose(doc[first]) or scene.quote_at.get(first, quotation) != quotation):
        first += 1
    for i in range(head.i + 1, last + 1):
        if scene.quote_at.get(i, quotation) != quotation and doc[i].text in "\"“'‘«„``":
            last = i - 1
            break
    return trimmed(scene, first, last)


def _short(token: Token) -> bool:
    return bool(token.tag_ == "VBN" and token.right_edge.i - token.i <= 3)


def _loose(token: Token) -> bool:
    return bool(token.is_punct or token.is_space or token.dep_ in ("cc", "preconj", "mark"))


def cue_ids(token: Token, *extra: Token | None) -> set[int]:
    """A cue verb with the auxiliaries, negation and adverbs that stand right before it, and `extra` words after it."""
    found = {token.i}
    before = sorted((c for c in token.children if c.i < token.i and c.dep_ in _BEFORE_CUE), key=lambda c: -c.i)
    for c in before:
        if c.right_edge.i == min(found) - 1 and c.left_edge.i == c.i and not c.is_punct and c.tag_ != "WRB":
            found.add(c.i)
        else:
            break
    found.update(t.i for t in extra if t is not None)
    return found


def trimmed(scene: Scene, first: int, last: int) -> Span | None:
    """Tokens `first` to `last` without punctuation at the edges; None where no word is left."""
    doc = scene.document.syntax
    while first <= last and (doc[first].is_punct or doc[first].is_space or doc[first].text in "-–—"):
        first += 1
    while last >= first and (doc[last].is_punct or doc[last].is_space or doc[last].text in "-–—"):
        if doc[last].text == ")" and any(doc[i].text == "(" for i in range(first, last)):
            break
        last -= 1
    return scene.span(first, last) if first <= last else None


def content_spans(scene: Scene, draft: Draft) -> tuple[Span, ...]:
    """The draft's content as spans in order: split where cue or source stand between, grown to whole quotations."""
    wanted = draft.content - draft.cue
    doc = scene.document.syntax
    cue = scene.span(min(draft.cue), max(draft.cue))
    fixed = [cue] + ([draft.source_span] if draft.source_span else [])
    spans: list[Span] = list(draft.quotes)
    for first, last in _runs(wanted, doc):
        if all(doc[i].dep_ in ("cc", "mark", "punct") for i in range(first, last + 1)):
            continue
        span = trimmed(scene, first, last)
        if span is not None:
            spans.append(_grown(scene, span, cue, fixed))
    return tuple(_merged(scene.text, [s for s in spans if s.start < s.end]))


def _runs(wanted: set[int], doc: Sequence[Token]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for i in sorted(i for i in wanted if not doc[i].is_space):
        if runs and all(doc[j].is_punct or doc[j].is_space for j in range(runs[-1][1] + 1, i)):
            runs[-1] = (runs[-1][0], i)
        else:
            runs.append((i, i))
    return runs


def _grown(scene: Scene, span: Span, cue: Span, fixed: list[Span]) -> Span:
    for quotation in scene.document.quotations:
        if quotation.outer.covers(cue):
            span = Span(max(span.start, quotation.inner.start), min(span.end, quotation.inner.end))
    for quotation in scene.visible(span, cue):
        larger = hull((span, quotation.outer))
        if not any(larger.overlaps(f) for f in fixed):
            span = larger
    return span


def _merged(text: str, spans: list[Span]) -> list[Span]:
    out: list[Span] = []
    for span in sorted(set(spans)):
        if out and (span.overlaps(out[-1]) or not text[out[-1].end : span.start].strip(" ,")):
            out[-1] = hull((out[-1], span))
        else:
            out.append(span)
    return out
