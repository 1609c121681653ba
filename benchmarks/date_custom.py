"""What time corpora mark beyond the product's findings: in narratives, TIMEX2's loose references, and ages.

Corpora of narratives were annotated by TIMEX2's guidelines, those of news by TimeML's. Which custom a text follows is
told by the text itself: a story of years past is a narrative (resolve/dates.py), whatever file it comes in.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path

from dateline.extract.date_tokens import Tokens
from dateline.kinds.time import TimeWord, load_time
from dateline.model import Document, Span
from dateline.model.findings import DateFinding
from dateline.resolve.dates import is_narrative

# How the corpora write a value that is not there.
_NO_VALUE = "null"
# A phrase of more words than this is a parser's mistake.
_LONGEST = 14
# What may stand before a length and belong to it: "only two weeks", "the intervening years".
_BEFORE = frozenset({"det", "predet", "amod", "nummod", "advmod", "quantmod"})
_MODIFIERS = 4
_WORDS = Path(__file__).parent / "custom"


def in_custom(found: Sequence[DateFinding], document: Document) -> tuple[DateFinding, ...]:
    """`found` and, in a narrative, the loose references between them; ages are lengths there."""
    if not is_narrative(found, document.report.day):
        return tuple(part for f in found for part in _apart(f, document.text))
    marked = sorted([*(_as_told(f) for f in found), *_loose(found, document)], key=lambda f: f.span.start)
    out: list[DateFinding] = []
    for f in marked:
        if not out or f.span.start >= out[-1].span.end:
            out.append(_extended(f, document))
    return tuple(out)


def _as_told(f: DateFinding) -> DateFinding:
    """An age as a length; "this period" without a value, which TIMEX2 leaves out where the words give none."""
    if f.rule == "told-time":
        return dataclasses.replace(f, data=(("code", _NO_VALUE),))
    return dataclasses.replace(f, data=tuple(d for d in f.data if d[0] != "age"))


def _apart(f: DateFinding, text: str) -> tuple[DateFinding, ...]:
    """ "The first nine months of 1997" is a length and a year to TimeML."""
    length = f.get("length")
    if f.rule != "leading" or length is None:
        return (f,)
    stop = text.rindex(" of ", f.span.start, f.parts[0].span.start + 1)
    return DateFinding(Span(f.span.start, stop), "duration", "explicit", "duration", str(length)), f.parts[0]


def _extended(f: DateFinding, document: Document) -> DateFinding:
    """ "Two months of bitter fighting", "the time he left office": TIMEX2 marks the whole phrase."""
    if f.rule not in ("duration", "told-time"):
        return f
    last = document.syntax.char_span(f.span.start, f.span.end, alignment_mode="expand")
    if last is None or last[-1].i + 1 >= len(last.doc):
        return f
    before = last.doc[last.root.left_edge.i : last.start]
    if (
        f.rule == "duration"
        and 0 < len(before) <= _MODIFIERS
        and all(t.dep_ in _BEFORE or t.text == "-" for t in before)
    ):
        f = dataclasses.replace(f, span=Span(before.start_char, f.span.end))
    after = last[-1].nbor(1)
    phrase = after.lower_ == "of" and after.head == last[-1]
    clause = next((c for c in last[-1].rights if f.rule == "told-time" and c.dep_ in ("relcl", "acl")), None)
    end = max((t for t in after.subtree), key=lambda t: t.i) if phrase else clause.right_edge if clause else None
    if end is None or end.i - last.start > _LONGEST:
        return f
    while end.is_punct or end.is_space:
        end = end.nbor(-1)
    return dataclasses.replace(f, span=Span(f.span.start, end.idx + len(end)))


def _loose(found: Sequence[DateFinding], document: Document) -> Iterator[DateFinding]:
    tokens = Tokens(document.text, load_time(_WORDS))
    taken = {k for f in found for k in range(f.span.start, f.span.end)}
    i = 0
    while i < tokens.count:
        entry = tokens.word(i, "loose")
        span = tokens.span(i, i + entry.length) if entry else None
        if entry is None or span is None or not taken.isdisjoint(range(span.start, span.end)):
            i += 1
            continue
        yield _finding(span, entry.word)
        i += entry.length


def _finding(span: Span, word: TimeWord) -> DateFinding:
    code = word.code or ""
    match code:
        case "told-time":
            return DateFinding(span, "date", "vague", "told-time", None, (("code", _NO_VALUE),))
        case "duration":
            return DateFinding(span, "duration", "vague", "duration", _NO_VALUE)
        case "season":
            return DateFinding(span, "date", "relative", "season", None, (("season", word.n or 0),))
        case "PAST_REF" | "PRESENT_REF" | "FUTURE_REF":
            return DateFinding(span, "date", "vague", "reference", None, (("code", code), ("word", word.id)))
    return DateFinding(span, "set", "vague", "set", f"XXXX-XX-XXT{code}", (("part", code),))
