"""Document → every time expression in it, as findings that the resolver turns into dates."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from dateline.extract.date_grammar import expression
from dateline.extract.date_lists import shared_years
from dateline.extract.date_tokens import Found, Tokens
from dateline.kinds.time import TimeWords, load_time
from dateline.model.document import Document
from dateline.model.findings import DateFinding
from dateline.model.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "WORK_OF_ART", "PRODUCT"})
_COUNTS = frozenset({"MONEY", "QUANTITY", "PERCENT"})
_BEFORE_MONTH = frozenset(
    {
        "in", "of", "since", "by", "until", "till", "from", "to", "between", "through", "during", "before", "after",
        "and", "or", "last", "this", "next", "early", "late", "mid", "around", "about", "-", "(", "on", "for", "at",
    }
)  # fmt: skip
_BOUNDED = frozenset({"day", "month", "year", "weekday", "decade", "century", "quarter", "season", "holiday", "dayword",
                      "pointer", "part", "daypart", "clock", "offset", "slashes"})  # fmt: skip

# What "through" ends with; "through the winter" fills it.
_POINTS = frozenset({"day", "month", "year", "weekday", "holiday"})


def find_dates(document: Document, words: TimeWords | None = None) -> tuple[DateFinding, ...]:
    """All time expressions of `document`, in text order, without overlaps; no expression crosses a paragraph's end."""
    tokens = Tokens(document.text, words or load_time())
    found: list[DateFinding] = []
    i = 0
    while i < tokens.count:
        read = expression(tokens, i)
        if read is None or not _plausible(tokens, i, read.finding, document):
            i += 1
            continue
        while tokens.start[i] < read.finding.span.start:
            i += 1
        dated = _bounded(tokens, i, read.end, _with_article(tokens, i, read, document), document)
        found.append(_doubted(tokens, i, dated))
        i = read.end
    return shared_years(found, document.text)


def _with_article(t: Tokens, i: int, read: Found, document: Document) -> DateFinding:
    """With "the" where it belongs to the date ("the 24 February"), without it where a noun after takes it
    ("the summer offensive")."""
    finding = read.finding
    if t.low[i] == "the" and read.end > i + 1 and _belongs(document, t.start[i]) >= finding.span.end:
        return dataclasses.replace(finding, span=Span(t.start[i + 1], finding.span.end))
    before = finding.rule == "day" and i > 0 and t.low[i - 1] == "the"
    if before and finding.span.start <= _belongs(document, t.start[i - 1]) < finding.span.end:
        return dataclasses.replace(finding, span=Span(t.start[i - 1], finding.span.end))
    return finding


def _belongs(document: Document, offset: int) -> int:
    """The offset of the word that the article at `offset` belongs to; -1 where the syntax does not say."""
    article = _token(document, offset)
    return article.head.idx if article is not None and article.dep_ == "det" else -1


def _plausible(t: Tokens, i: int, finding: DateFinding, document: Document) -> bool:
    """Whether a word that is often something else ("May", "April Jones", "2000 shells") is a date here."""
    rule = finding.rule
    while t.start[i] < finding.span.start:
        i += 1
    if rule == "month" and len(finding.data) == 1 and not finding.parts:
        return _is_month(t, i, _token(document, finding.span.end - 1))
    if rule == "year" and finding.span.end - finding.span.start == 4:
        return _is_year(t, i, _token(document, finding.span.start))
    if rule == "reference" and t.low[i] == "the":
        # "The future prime minister" is no date, "in the future" is one.
        end = finding.span.end
        token = _token(document, end + 1) if end + 1 < len(document.text) else None
        return token is None or t.ends(_next(t, i, end)) or not token.tag_.startswith(("NN", "JJ", "CD", "VBG"))
    if rule in ("pointer", "dayword") and t.raw[i][0].isupper() and _is_title(t, i, finding):
        return False
    if rule == "set" and t.low[i] == "daily":
        return _is_set(_token(document, finding.span.start))
    if rule == "weekday":
        token = _token(document, finding.span.start)
        named = token is not None and token.ent_type_ in _NAMES and token.ent_type_ != "EVENT"
        return not (named and t.raw[i + 1][:1].isupper())
    return True


def _next(t: Tokens, i: int, end: int) -> int:
    """The first token at or after offset `end`."""
    while i < t.count and t.start[i] < end:
        i += 1
    return i


def _token(document: Document, offset: int) -> Token | None:
    span = document.syntax.char_span(offset, offset + 1, alignment_mode="expand")
    return span[0] if span else None


def _is_title(t: Tokens, i: int, finding: DateFinding) -> bool:
    """ "This Week With …", "VOA Today": capitals where a sentence has none."""
    if finding.rule == "dayword":
        return t.raw[i - 1][:1].isupper() and t.low[i - 1] != t.raw[i - 1] and i > 0 and not t.raw[i].isupper()
    unit = finding.get("unit") is not None
    return unit and t.raw[i + 1][:1].isupper() and not t.raw[i + 1].isupper()


def _is_set(token: Token | None) -> bool:
    """ "A daily" is a newspaper."""
    return token is None or token.tag_ not in ("NN", "NNP")


def _is_month(t: Tokens, i: int, token: Token | None) -> bool:
    entry = t.word(i, "month")
    led = t.low[i - 1] in _BEFORE_MONTH
    if entry is None:
        return True
    if entry.word.code != "capital":
        return led or token is None or token.ent_type_ not in ("PERSON", "ORG") or not t.raw[i + 1][:1].isupper()
    if t.low[i + 1] in ("for", "of", "to", "on", "against") and not led:
        # "the March of the Mothers", "May to her"
        return False
    if led:
        return token is None or token.ent_type_ != "PERSON"
    if t.low[i - 1] == "the" and t.ends(i + 1):
        # "along the March"
        return False
    named = t.raw[i - 1][:1].isupper() and t.low[i - 1] != "the"
    return token is not None and token.tag_ == "NNP" and token.ent_type_ not in _NAMES and not named


def _is_year(t: Tokens, i: int, token: Token | None) -> bool:
    led = t.low[i - 1] in ("in", "since", "by", "until", "of", "from", "during", "between", "and", "early", "late")
    if token is None or led:
        return True
    if token.ent_type_ in _COUNTS:
        return False
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    value = int(t.low[i])
    if value % 100 == 0 or not 1500 <= value < 2100:
        return following is None or (token.ent_type_ != "CARDINAL" and following.tag_ != "NNS")
    return value >= 1900 or t.low[i - 1] == "the" or following is None or following.tag_ != "NNS"


def _bounded(t: Tokens, i: int, end: int, finding: DateFinding, document: Document) -> DateFinding:
    """With `bound` in its data where a preposition opens one side ("since June", "by Friday")."""
    if finding.rule not in _BOUNDED or not i:
        return finding
    for back in (1, 2, 3):
        word = t.word(i - back, "bound") if i >= back else None
        if word and word.length == back:
            if word.word.code == "point" and finding.rule not in _POINTS:
                return finding
            if t.low[end] == "'" or not _governs(document, t.start[i - 1], finding):
                return finding
            return dataclasses.replace(finding, data=(*finding.data, ("bound", word.word.n or 0)))
    return finding


def _doubted(t: Tokens, i: int, finding: DateFinding) -> DateFinding:
    """With `unsure` in its data where an adverb of doubt stands right before it ("possibly in June")."""
    if finding.rule not in _BOUNDED or not i:
        return finding
    k = i - 2 if t.low[i - 1] in _BEFORE_MONTH and i > 1 else i - 1
    return dataclasses.replace(finding, data=(*finding.data, ("unsure", 1))) if t.word(k, "unsure") else finding


def _governs(document: Document, preposition: int, finding: DateFinding) -> bool:
    """Whether the preposition takes the date itself, not a noun after it ("before Tuesday talks")."""
    doc = document.syntax
    if not doc.has_annotation("DEP"):
        return True
    span = doc.char_span(finding.span.start, finding.span.end, alignment_mode="expand")
    if span is None:
        return True
    head = span.root.head
    return bool(head.idx <= preposition < head.idx + len(head)) or head.pos_ in ("ADP", "SCONJ", "VERB", "AUX")
