"""What a number belongs to: the noun that it counts, the name it is part of, the verb that says up or down."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from dateline.extract.quantity_numbers import Number
from dateline.kinds.quantities import QuantityKinds, QuantityWord
from dateline.model.vocabulary import Change

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:uary|ruary|ch|il|ust|ember|ober)?"
_AFTER_MONTH = re.compile(rf"\b{_MONTH}\.?\s+(?:\d{{1,2}}\s?(?:-|–|to|and)\s?)?$")
_BEFORE_MONTH = re.compile(rf"(?:\s?(?:-|–|to|and)\s?\d{{1,2}})?[\s-]+(?:of\s+)?{_MONTH}\b")
_AGE_AFTER = re.compile(r"\s?[,)]|\s?\.$")
_AVERAGED = re.compile(r"\b(?:average|mean|median|total|maximum|minimum)\s+of\s+$")
_STREET = re.compile(r"(?:Street|Avenue|Road|Ave|St|Blvd|Boulevard|Lane|Drive|Place|Square|Parade)\.?$")
_INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "VERB", "ADV", "PUNCT", "PART", "CCONJ", "NUM", "X", "SYM"})
_MEASURED = frozenset(
    {"dobj", "npadvmod", "attr", "oprd", "dative", "advmod", "nmod", "appos", "ccomp", "nsubj", "dep"}
)
_MANY = frozenset({"people", "personnel", "police", "staff", "cattle", "troops", "aircraft", "crew"})


@dataclasses.dataclass(frozen=True, slots=True)
class Candidate:
    """A number, or the two ends of a range, in its report; `token` is the figure's own token."""

    text: str
    doc: Doc
    low: Number
    high: Number
    figure: Tokens
    token: Token
    unit: QuantityWord | None

    @property
    def start(self) -> int:
        """Where the first figure begins, with its currency sign."""
        return self.low.start

    @property
    def end(self) -> int:
        """Where the last figure or its unit ends."""
        return self.high.end

    @property
    def before(self) -> str:
        """The words just before."""
        return str(self.text[max(0, self.start - 40) : self.start])


def number_token(figure: Tokens) -> Token:
    """The token of a figure that syntax hangs it up by."""
    numeric = [t for t in figure if t.like_num or t.pos_ == "NUM" or any(c.isdigit() for c in t.text)]
    tops = [t for t in numeric or figure if not figure.start <= t.head.i < figure.end or t.head.i == t.i]
    return (tops or numeric or list(figure))[-1]


def counted_noun(found: Candidate) -> tuple[Token | None, bool]:
    """The noun that is counted, and whether by "of" ("thousands of troops", "two of the ships")."""
    doc, token = found.doc, found.token
    following = token_at(found, found.end)
    if following is None:
        return None, False
    if following.lower_ == "of":
        return _partitive(found, following), True
    noun = token.head
    if found.low.part:
        return (noun if noun.i > token.i and noun.pos_ in ("NOUN", "PROPN") else None), True
    while noun.dep_ in ("nummod", "quantmod") and noun.head.i > noun.i:
        noun = noun.head
    if token.i < noun.i and token.dep_ in ("nummod", "quantmod", "amod", "det", "compound", "nmod", "npadvmod"):
        while noun.dep_ in ("compound", "nmod", "amod") and noun.head.i > noun.i and not _plural(noun):
            noun = noun.head
        if noun.pos_ in ("NOUN", "PROPN") and _contiguous(doc, following, noun):
            return _pages(found, following, noun), False
    return _next_plural(doc, following), False


def _pages(found: Candidate, following: Token, noun: Token) -> Token:
    # "a 12 page document" counts pages, "12 new documents" documents.
    several = found.low.value is not None and found.low.value > 1
    inner = following.pos_ == "NOUN" and following.dep_ in ("compound", "nmod") and not _plural(noun)
    return following if several and inner else noun


def _partitive(found: Candidate, of: Token) -> Token | None:
    inner = [c for c in of.children if c.dep_ == "pobj"]
    if not inner or inner[0].pos_ not in ("NOUN", "PROPN"):
        return None
    noun = inner[0]
    many = found.low.value is None or found.low.part or _plural(noun) or any(c.dep_ == "conj" for c in noun.children)
    return noun if many and found.low.spelled else None


def _plural(token: Token) -> bool:
    return token.tag_ in ("NNS", "NNPS") or token.lower_ in _MANY


def _next_plural(doc: Doc, token: Token) -> Token | None:
    # The plural that ends the words right after a number whose own noun the parser missed.
    for i in range(token.i, min(token.i + 4, len(doc))):
        if _plural(doc[i]):
            return doc[i]
        if doc[i].pos_ not in ("ADJ", "NOUN", "PROPN") and not (doc[i].text.isupper() and doc[i].is_alpha):
            return None
    return None


def token_at(found: Candidate, offset: int) -> Token | None:
    """The token at or after `offset`, over blanks and hyphens, None at the end of the line."""
    text, doc = found.text, found.doc
    while offset < len(text) and text[offset] in " -\u00a0":
        offset += 1
    if offset >= len(text) or text[offset] == "\n":
        return None
    span = doc.char_span(offset, offset + 1, alignment_mode="expand")
    return span[0] if span is not None and len(span) else None


def _contiguous(doc: Doc, first: Token, noun: Token) -> bool:
    between = doc[first.i : noun.i] if first.i < noun.i else []
    if first.i > noun.i or len(between) > 6:
        return False
    return all(
        t.pos_ in _INSIDE and (t.text not in ",;:.()—–" or (t.text == "," and doc[t.i + 1].pos_ == "ADJ"))
        for t in between
    )


def is_name(found: Candidate, noun: Token | None, kinds: QuantityKinds) -> bool:
    """Whether the figure is a date's, a name's, a label's, an age or a score's, and so no quantity."""
    low, high, text = found.low, found.high, found.text
    after = text[found.end : found.end + 24]
    if low.spelled:
        return _spelled_name(found, noun, after, kinds)
    digits = text[low.start : low.end]
    if found.unit is not None:
        return found.unit.measure == "time" and _hyphenated(text, high)
    if "/" in digits:
        upper, _, lower = digits.partition("/")
        return not (int(upper) < int(lower) <= 10 and after.startswith((" of", " the")))
    if re.match(r"-[A-Za-z]", after) or _is_score(found, noun, after, kinds):
        return True
    value = high.value if high.value is not None else 0.0
    whole = value == int(value) and "," not in digits
    if whole and abs(value) <= 31 and (_AFTER_MONTH.search(found.before) or _BEFORE_MONTH.match(after)):
        return True
    dated = whole and 1400 <= value <= 2100 and len(digits.strip("-–")) == 4
    if dated and not _counts(found, noun) and not _AVERAGED.search(found.before):
        return True
    if noun is None and found.token.ent_type_ in ("DATE", "TIME") and whole and abs(value) < 2100:
        return True
    return _is_label(found, noun, kinds) or (whole and value <= 120 and noun is None and _is_age(found, after))


def _counts(found: Candidate, noun: Token | None) -> bool:
    ranged = found.low is not found.high and (found.low.value or 0) < 1400
    return noun is not None and noun.tag_ == "NNS" and (ranged or found.token.ent_type_ != "DATE")


def _spelled_name(found: Candidate, noun: Token | None, after: str, kinds: QuantityKinds) -> bool:
    value = found.low.value
    if value is None:
        return False
    if found.low.part:
        return noun is None
    if found.unit is not None:
        return _hyphenated(found.text, found.high) and found.unit.measure in ("time", "percent")
    if re.match(r"-[A-Za-z]", after):
        return True
    previous = found.doc[found.figure.start - 1] if found.figure.start else None
    if previous is not None and previous.lower_ in kinds.labels and (noun is None or previous.is_title):
        return True
    if value <= 1:
        pronoun = noun is None or (
            previous is not None and previous.lower_ in ("the", "no", "any", "every", "each", "this")
        )
        return pronoun or (noun is not None and noun.lemma_.lower() in kinds.uncounted)
    return value < 13 and noun is None


def _hyphenated(text: str, number: Number) -> bool:
    return text[number.end - len(number.unit_text) - 1] == "-"


def _is_score(found: Candidate, noun: Token | None, after: str, kinds: QuantityKinds) -> bool:
    text = found.text
    ranged = found.low is not found.high
    if not ranged and (re.match(r"[-–]\d", after) or re.search(r"\d[-–]$", found.before)):
        return True
    dashed = ranged and re.search(r"[-–]", text[found.low.end : found.high.start + 1]) is not None
    return dashed and (noun is None or noun.lemma_.lower() in kinds.scores)


def _is_label(found: Candidate, noun: Token | None, kinds: QuantityKinds) -> bool:
    if found.figure.start == 0:
        return False
    previous = found.doc[found.figure.start - 1]
    if previous.lower_ == "of" and previous.i and found.doc[previous.i - 1].text == "Group":
        return True
    if previous.lower_ in kinds.labels and (noun is None or previous.head.i != previous.i):
        return True
    if (
        noun is not None
        and noun.tag_ == "NNP"
        and (_STREET.search(noun.text) or noun.ent_type_ in ("PRODUCT", "FAC", "ORG"))
    ):
        return True
    value = found.high.value or 0.0
    if value >= 10_000 or "," in found.text[found.low.start : found.low.end]:
        return False
    if previous.idx + len(previous) + 1 < found.low.start or (previous.text.isupper() and previous.pos_ == "VERB"):
        return False
    if noun is None:
        return previous.pos_ == "PROPN" or (previous.pos_ in ("NOUN", "X") and any(c.isupper() for c in previous.text))
    # "Boeing 737 jets" has the maker and the figure under one noun; "gave Kyiv 500 tanks" has not.
    return previous.pos_ == "PROPN" and (previous.head.i in (noun.i, found.token.i) or previous.dep_ == "compound")


def _is_age(found: Candidate, after: str) -> bool:
    named = re.search(r"[A-Z][\w.’'-]+,\s$", found.before) is not None
    return named and _AGE_AFTER.match(after) is not None


def direction(found: Candidate, head: Token, noun: Token | None, start: int, kinds: QuantityKinds) -> Change | None:
    """ "up" or "down" where a verb, a particle or a sign says that something changed by, or to, this much."""
    value = found.low.value
    word = re.search(r"\b([A-Za-z]+)\s+(?:by\s+)?$", found.text[max(0, start - 20) : start])
    if word and word[1].lower() in kinds.particles and noun is None and not _is_phrasal(found, kinds):
        return _change(kinds.particles[word[1].lower()])
    if value is not None and value < 0 and found.unit is not None and found.unit.measure in ("percent", "money"):
        return "down"
    verb, how = _governor(head)
    if word and word[0].split()[-1] == "by" and _raised_by(found, kinds):
        return _raised_by(found, kinds)
    if word and word[1].lower() == "to" and how == "":
        # The parser takes "rose $12 to $1,512" for a range; the last figure is what it rose to.
        return None
    if how == "from" and found.low is found.high:
        return None
    if verb is None or verb.lemma_.lower() not in kinds.verbs or verb.pos_ not in ("VERB", "AUX"):
        return None
    said = _change(kinds.verbs[verb.lemma_.lower()])
    if how == "to":
        # "rose 60% to 3.9 million": the step rose, the figure that it led to did not.
        steps = [c for c in verb.children if verb.i < c.i < head.i]
        stepped = any(c.dep_ in ("dobj", "npadvmod") or c.lower_ == "by" or c.lower_.endswith("fold") for c in steps)
        return None if stepped else said
    if how in ("by", "from") or (how == "" and (noun is None or noun.lemma_.lower() == "point")):
        return said
    return None


def _raised_by(found: Candidate, kinds: QuantityKinds) -> Change | None:
    """The direction of the verb in "rose by 4%", wherever the parser hangs the figure."""
    start = found.figure.start
    verb = found.doc[start - 2] if start > 1 and found.doc[start - 1].lower_ == "by" else None
    said = kinds.verbs.get(verb.lemma_.lower()) if verb is not None and verb.pos_ == "VERB" else None
    return _change(said) if said else None


def _is_phrasal(found: Candidate, kinds: QuantityKinds) -> bool:
    # "They make up 2%" goes nowhere; "the index closed up 2%" does.
    particle = found.doc[found.figure.start - 1] if found.figure.start else None
    return particle is not None and particle.dep_ == "prt" and particle.head.lemma_.lower() in kinds.phrasal


def is_age_of(token: Token, value: float) -> bool:
    """Whether a bare figure is a person's age: "she was 45", "a son, who is 10"."""
    if not 1 <= value <= 110 or value != int(value) or token.dep_ not in ("attr", "acomp", "dobj", "npadvmod"):
        return False
    if token.head.lemma_ not in ("be", "turn") or any(c.dep_ != "punct" for c in token.children):
        return False
    subjects = [c for c in token.head.children if c.dep_ == "nsubj"]
    if not subjects:
        return False
    if subjects[0].lower_ == "who":
        return True
    return subjects[0].lower_ in ("he", "she", "i") or subjects[0].ent_type_ == "PERSON"


def is_level(head: Token) -> bool:
    """Whether the figure is what something rose or fell to ("fell to 90")."""
    return _governor(head)[1] == "to"


def _change(value: str) -> Change:
    return "up" if value == "up" else "down"


def _governor(head: Token) -> tuple[Token | None, str]:
    token = head
    for _ in range(4):
        parent = token.head
        if parent.i == token.i or parent.tag_ in ("RBR", "JJR") or (parent.pos_ == "ADJ" and token.dep_ == "npadvmod"):
            # "Added jobs 20 times faster", "cut a path 5 miles long": the figure is of what is compared or measured.
            return None, ""
        if token.dep_ == "pobj":
            verb = parent.head
            return (verb, parent.lower_) if parent.lower_ in ("by", "to", "from") else (None, "")
        if parent.pos_ in ("VERB", "AUX"):
            return (parent, "") if token.dep_ in _MEASURED - {"nsubj"} else (None, "")
        if token.dep_ not in ("nmod", "appos", "conj", "quantmod", "nummod", "npadvmod", "dep"):
            return None, ""
        token = parent
    return None, ""
