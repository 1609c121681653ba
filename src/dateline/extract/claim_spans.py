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
from dateline.model.vocabulary import Stance

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj"})
_SHARING = frozenset({"conj", "xcomp", "advcl", "ccomp", "dep", "pcomp"})
_CLAUSES = frozenset({"relcl", "ccomp", "advcl", "parataxis"})
_PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
_RELATIVES = frozenset({"who", "which", "that", "whom", "what"})
_BEFORE_CUE = frozenset({"aux", "auxpass", "neg", "advmod", "preconj"})
_LONGEST_CLIMB = 6
_PAIRS = {")": "(", "”": "“", "»": "«"}


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
            words = self.words(quotation.outer)
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

    def words(self, span: Span) -> Words | None:
        """The tokens that `span` touches, None where it touches none."""
        found: Words | None = self.document.syntax.char_span(*span, alignment_mode="expand")
        return found

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
    frame: str = ""
    stance: Stance | None = None


def ids(token: Token) -> set[int]:
    """The indices of the tokens below and at `token`."""
    return {t.i for t in token.subtree}


def child(token: Token, *deps: str) -> Token | None:
    """The first child of `token` with one of these relations."""
    return next((c for c in token.children if c.dep_ in deps), None)


def subject_of(token: Token) -> Token | None:
    """Who does what `token` says: its subject, its agent if passive, or the subject that it shares with its head."""
    at: Token = token
    for _ in range(_LONGEST_CLIMB):
        passive = is_passive(at)
        own = child(at, *_SUBJECTS) if not passive or at != token else None
        if own is None and at == token and not passive:
            own = _taken_for_adverb(at)
        if own is None and at != token:
            own = child(at, *_PASSIVE_SUBJECTS)
        if own is not None and (at == token or own.i < token.i):
            return _antecedent(own, at)
        if at == token and passive:
            return agent_of(at)
        if at.dep_ == "xcomp":
            told = child(at.head, "dobj")
            if told is not None and told.i < at.i and told.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
                return told
        quoted = child(at.head.head, "dobj") if at.dep_ == "pcomp" and at.head.lower_ == "as" else None
        if quoted is not None:
            return quoted  # "quoted the envoy as saying"
        if at.dep_ in ("acl", "relcl"):
            return _whole_name(at.head) if at.head.pos_ in ("NOUN", "PROPN", "PRON") else None
        if misattached(at):
            at = at.head  # the parser hung "…, and urged" on what was said before
        below_verb = at.dep_ == "prep" and at.head.pos_ in ("VERB", "AUX")
        if (at.dep_ in _SHARING or below_verb) and at.head != at:
            at = at.head
        else:
            return None
    return None


def _taken_for_adverb(verb: Token) -> Token | None:
    """A name before the verb that the parser took for no subject: "Mr Levi, meanwhile, has criticised …"."""
    names = (c for c in verb.children if c.dep_ == "npadvmod" and c.i < verb.i)
    return next((c for c in names if c.ent_type_ in ("PERSON", "ORG", "GPE", "NORP")), None)


def misattached(token: Token) -> bool:
    """Whether "said X would …, and urged …" has "urged" below "would …" though it goes on from "said"."""
    head = token.head
    if token.dep_ != "conj" or head.dep_ != "ccomp" or token.tag_ not in ("VBD", "VBZ"):
        return False
    if head.tag_ != "VB" and child(token, "ccomp") is None:
        return False
    return bool(head.head.tag_ == token.tag_ and head.head.i < head.i and child(token, "nsubj", "aux") is None)


def is_passive(token: Token) -> bool:
    """Whether `token` is a passive verb."""
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in token.children):
        return True
    # "said by phone" is active all the same.
    return child(token, "agent") is not None and child(token, "nsubj") is None


def agent_of(token: Token) -> Token | None:
    """The noun of a passive verb's by-phrase."""
    by = child(token, "agent")
    return child(by, "pobj") if by is not None else None


def _antecedent(subject: Token, verb: Token) -> Token | None:
    if subject.lower_ not in _RELATIVES:
        return subject if subject.ent_type_ not in ("DATE", "TIME") else None
    at = verb
    for _ in range(_LONGEST_CLIMB):
        if at.dep_ == "relcl":
            return _whole_name(at.head)
        at = at.head
    return subject if subject.lower_ == "that" and subject.tag_ == "DT" else None


def _whole_name(noun: Token) -> Token:
    """The name that a noun stands in apposition to: "Cohen, his former lawyer who …"."""
    above = noun.head
    return above if noun.dep_ == "appos" and above.pos_ == "PROPN" and above.i < noun.i else noun


def source_span(scene: Scene, head: Token, cue: Iterable[int], content: Iterable[int] = ()) -> Span | None:
    """The noun phrase of `head` with its appositions, without relative clauses, on its side of cue and content."""
    first, last = head.left_edge.i, head.right_edge.i
    for token in head.subtree:
        clause = token.dep_ in _CLAUSES or (token.dep_ == "acl" and not _short(token))
        if token.i > head.i and clause:
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
    for i in range(first, head.i):
        if doc[i].text in "-–—" and doc[first].is_upper and len(doc[first]) > 2 and doc[i - 1].whitespace_:
            first = i + 1  # "BOGOTA - An engineer said"
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


def draft_of(entry: Cue, token: Token, content: set[int], *more: Token | None) -> Draft:
    """A draft for the verb `token` with its particle, the words `more` that belong to the cue, and its subject."""
    particle = child(token, "prt")
    close = particle if particle is not None and particle.i == token.i + 1 else None
    if token.dep_ == "relcl" and any(c.i in content and c.tag_ == "WDT" for c in token.children):
        # "the pact, which he called a farce": the pronoun says nothing without its noun
        pronouns = {c.i for c in token.children if c.tag_ == "WDT"}
        content = (content - pronouns) | {t.i for t in token.head.subtree if t.i < token.left_edge.i}
    return Draft(entry, token, content, cue_ids(token, close, *more), subject_of(token))


def to_infinitive(token: Token) -> bool:
    """Whether `token` is a verb with "to"."""
    return bool(token.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children))


def trimmed(scene: Scene, first: int, last: int) -> Span | None:
    """Tokens `first` to `last` without punctuation at the edges; None where no word is left."""
    doc = scene.document.syntax
    while first <= last and (doc[first].is_punct or doc[first].is_space or doc[first].text in "-–—"):
        first += 1
    while last >= first and (doc[last].is_punct or doc[last].is_space or doc[last].text in "-–—"):
        opening = _PAIRS.get(doc[last].text)
        if opening and any(doc[i].text == opening for i in range(first, last)):
            break
        last -= 1
    return scene.span(first, last) if first <= last else None


def content_spans(scene: Scene, draft: Draft) -> tuple[Span, ...]:
    """The draft's content as spans in order: split where cue or source stand between, grown to whole quotations."""
    doc = scene.document.syntax
    wanted = draft.content - draft.cue
    wanted -= _said_by_others(wanted, doc)
    cue = scene.span(min(draft.cue), max(draft.cue))
    fixed = [cue] + ([draft.source_span] if draft.source_span else [])
    spans: list[Span] = list(draft.quotes)
    for first, last in _runs(wanted, doc):
        if all(doc[i].dep_ in ("cc", "mark", "punct") for i in range(first, last + 1)):
            continue
        while first < last and doc[last].dep_ == "cc":
            last -= 1
        span = trimmed(scene, first, last)
        if span is not None:
            spans.append(_with_quoted_end(scene, _grown(scene, span, cue, fixed), last))
    return tuple(_merged(scene.text, [s for s in spans if s.start < s.end]))


def _said_by_others(wanted: set[int], doc: Sequence[Token]) -> set[int]:
    """A closing ", according to X": what X says is not all the source's."""
    words = [i for i in wanted if not doc[i].is_punct and not doc[i].is_space]
    for i in words:
        if doc[i].lower_ == "according" and i - 1 in wanted and doc[i - 1].text == ",":
            phrase = ids(doc[i])
            if max(words) in phrase:
                return phrase
    return set()


def _with_quoted_end(scene: Scene, span: Span, last: int) -> Span:
    """Content that ends in ", “as he put it.”" or ": “…”" takes in the quotation that closes the sentence."""
    doc = scene.document.syntax
    if last + 2 >= len(doc) or doc[last + 1].text not in (",", ":") or last in scene.quote_at:
        return span
    at = scene.quote_at.get(last + 2)
    if at is None or scene.document.quotations[at].level > 0:
        return span
    quotation = scene.document.quotations[at]
    rest = scene.text[quotation.outer.end : quotation.outer.end + 2]
    closes = not rest.strip(" .") or rest[:1] == "\n" or quotation.inner.of(scene.text).rstrip()[-1:] in ".?!"
    return Span(span.start, quotation.outer.end) if closes else span


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
