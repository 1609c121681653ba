"""Quotations that stand beside a cue rather than below it in the syntax."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.claim_spans import Draft, Scene, source_span, trimmed
from dateline.model.document import Quotation
from dateline.model.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_ENDS = '.?!…”"’»:'
_FARTHEST = 30
_SHORTEST_UNMARKED = 4
_LONGEST_SOURCE = 25
_LONGEST_SMALL_WORD = 3


def beside(scene: Scene, draft: Draft) -> tuple[Span, ...]:
    """The quotations right before "…, X said" and right after "X said: …", each with its marks."""
    token = draft.token
    around = scene.quotation_of(token)
    source = source_span(scene, draft.source, draft.cue) if draft.source is not None else None
    first = _token_at(scene, source.start) if source is not None else token.i
    start, end = min(first, token.i), max(token.i, _token_at(scene, source.end - 1) if source is not None else 0)
    found = [_before(scene, start, around), _after(scene, end, token, around)]
    return tuple(q.outer for q in found if q is not None and not _title(q.inner.of(scene.text)))


def _title(words: str) -> bool:
    """Whether quoted words are the title of a work ("she wrote “The Long Way Home”")."""
    long = [w for w in words.split() if len(w) > _LONGEST_SMALL_WORD]
    return len(long) > 1 and all(w[0].isupper() for w in long) and words.rstrip()[-1:] not in ".?!"


def _token_at(scene: Scene, offset: int) -> int:
    words = scene.document.syntax.char_span(offset, offset + 1, alignment_mode="expand")
    return int(words.start) if words is not None else 0


def _outermost(scene: Scene, i: int, around: Quotation | None) -> Quotation | None:
    """The widest quotation at token `i` that does not itself hold the cue."""
    at = scene.quote_at.get(i)
    if at is None:
        return None
    inside = scene.document.quotations[at].outer
    for quotation in scene.document.quotations[: at + 1]:
        holds_cue = around is not None and quotation.outer.covers(around.outer)
        if quotation.outer.covers(inside) and not holds_cue:
            return quotation
    return None


def _before(scene: Scene, start: int, around: Quotation | None) -> Quotation | None:
    doc = scene.document.syntax
    i = start - 1
    while i >= 0 and start - i < 4 and i not in scene.quote_at and (doc[i].is_punct or doc[i].is_space):
        if "\n" in doc[i].text or doc[i].text in ".;:":
            return None
        i -= 1
    if i < 0 or start - i > 4:
        return None
    quotation = _outermost(scene, i, around)
    if quotation is None or not quotation.closed:
        return None
    ends = quotation.inner.of(scene.text).rstrip()[-1:]
    comma = any(doc[j].text == "," for j in range(i, start))
    before = scene.text[: quotation.outer.start].rstrip()
    apart = not before or before[-1] in _ENDS or "\n" in scene.text[len(before) : quotation.outer.start]
    if ends in ".?!…" and not comma and not apart:
        return None  # it closes a sentence that began before it
    return quotation if ends in ",.?!…—–-" or comma else None


def _after(scene: Scene, end: int, token: Token, around: Quotation | None) -> Quotation | None:
    doc = scene.document.syntax
    for i in range(end + 1, min(len(doc), end + _FARTHEST)):
        t = doc[i]
        if i in scene.quote_at and scene.quote_at[i] != scene.quote_at.get(token.i):
            quotation = _outermost(scene, i, around)
            if quotation is None or quotation.outer.start < doc[end].idx:
                return None
            marked = doc[i - 1].text in (",", ":", ",:")
            return quotation if marked or len(quotation.inner.of(scene.text).split()) >= _SHORTEST_UNMARKED else None
        if t.is_sent_start or "\n" in t.text or t.text in (".", ";", "?", "!"):
            return None
        if t.dep_ == "cc" and (t.head == token or i + 1 in scene.quote_at):
            return None
        if t.pos_ in ("VERB", "AUX") and t.i != token.i and t.tag_ not in ("VBG", "VBN"):
            return None
        if t.tag_ == "VBG" and t.dep_ == "advcl" and t.lemma_ in scene.cues.tellers:
            return None
    return None


def _apposed_name(scene: Scene, token: Token) -> Span | None:
    """ "…, Vasily Orlov, the envoy to the council, said": a name, what the named one is, and the cue."""
    doc, sentence = scene.document.syntax, token.sent
    commas = [i for i in range(sentence.start, token.i) if doc[i].text == ","][-3:]
    if len(commas) < 2 or commas[-1] != token.i - 1:
        return None
    first = commas[0] + 1 if len(commas) == 3 else sentence.start
    name, role = doc[first : commas[-2]], doc[commas[-2] + 1 : commas[-1]]
    person = len(name) > 1 and all(t.pos_ == "PROPN" for t in name)
    told = any(t.lemma_.lower() in scene.cues.words["speaker"] for t in role)
    return scene.span(first, commas[-1] - 1) if person and told and not any(t.pos_ == "VERB" for t in role) else None


def squeezed_source(scene: Scene, token: Token) -> Span | None:
    """The words between a quotation or a comma and the cue ("…, the envoy said"), where syntax lost the speaker."""
    doc = scene.document.syntax
    apposed = _apposed_name(scene, token)
    if apposed is not None:
        return apposed
    i = token.i - 1
    while i >= 0 and doc[i].head == token and doc[i].dep_ in ("aux", "advmod", "neg"):
        i -= 1
    last = i
    while i >= 0 and last - i < _LONGEST_SOURCE and i not in scene.quote_at and "\n" not in doc[i].text:
        if doc[i].text == "," and i < last:
            break
        if doc[i].text in (".", ";", ":") or doc[i].tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return None
        i -= 1
    named = any(doc[j].pos_ in ("NOUN", "PROPN", "PRON") for j in range(i + 1, last + 1))
    if i < token.sent.start or i == last or not (i in scene.quote_at or doc[i].text == ",") or not named:
        return None
    return trimmed(scene, i + 1, last)
