"""What a quantity is said of: the noun it modifies, the subject it is the amount of."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from dateline.extract.quantities import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NOUNS = ("NOUN", "PROPN")
_ABOUT = frozenset({"of", "for"})
_RIGHT_AFTER = frozenset({"of", "for", "off"})
_OCCASIONS = frozenset({"time", "times", "example", "instance", "now"})
_RIGHT_BEFORE = frozenset({"with", "from", "at", "of"})
_BOUNDS = frozenset({"over", "above", "under", "below", "lower", "higher", "larger", "smaller"})
_UPWARD = frozenset({"nummod", "quantmod", "nmod", "compound", "amod", "npadvmod", "advmod"})
_TIMES = frozenset({"DATE", "TIME"})


def find_concepts(quantity: Quantity, taken: frozenset[int] = frozenset()) -> list[Token]:
    """The nouns that the quantity is said of, nearest first; empty where it is said of nothing but what it counts.

    `taken` are the indices of all tokens that belong to quantities; none of them is said of itself or another.
    """
    if quantity.restates is not None:
        return find_concepts(quantity.restates, taken)
    out: list[Token] = []
    for noun in _candidates(quantity):
        counted = quantity.noun is not None and noun.i == quantity.noun.i and not quantity.inherited
        inside = _inside(noun, quantity) or noun.i == quantity.head.i or noun.i in taken
        if _named(noun) and noun.ent_type_ not in _TIMES and not counted and not inside and noun not in out:
            out.append(noun)
    return out


def _candidates(quantity: Quantity) -> list[Token]:
    unit = quantity.unit
    lasting = unit is not None and unit.measure == "time"
    worth = _worth(quantity)
    if worth is not None:
        return [worth]
    near = [] if lasting else _near(quantity)
    if quantity.spelled and quantity.noun is not None and quantity.low is not None and quantity.low <= 12:
        return near
    top = near[0] if near else _outermost(quantity)
    verb = _verb(top)
    if verb is None:
        return near if near or unit is None else _root(top, quantity)
    alone = quantity.noun is not None or _in_brackets(quantity)
    if near and (verb.dep_ == "acl" or alone or _compared(near[0])):
        return near
    subjects = _subjects(verb)
    if lasting and subjects and subjects[0].i > quantity.head.i:
        # "Two years later the company left": when something was, not how long it took.
        return []
    changed = _changed(quantity, verb) if not near and unit is not None and not lasting else []
    # "Is limited to $50 for members": where a verb's own preposition brings the sum, for whom comes last.
    brought = bool(near) and near[0].i > quantity.head.i and _governor(quantity) in ("to", "at")
    found = subjects + near if brought else near + changed + subjects
    if not found and unit is not None:
        found = [c for c in verb.children if c.dep_ == "dobj"]
    before = _before(quantity)[-1:]
    if not found and unit is not None and not lasting and before and before[0].pos_ == "PROPN":
        # A table in a row: "Oslo -2% Riga -3%".
        return before
    return found


def _in_brackets(quantity: Quantity) -> bool:
    """Whether a bracket holds the quantity alone, and not as another measure of the one before ("5 km (3 miles)")."""
    before = _before(quantity)
    return bool(before and before[-1].text == "(" and quantity.head.idx >= quantity.span.start)


def _compared(near: Token) -> bool:
    # "more than the gain of $3": another loss than that of the subject.
    return bool(near.dep_ == "pobj" and near.head.lower_ == "than")


def _worth(quantity: Quantity) -> Token | None:
    """The noun that is worth this much: "a grant worth $3", "a house, which was worth $3"."""
    before = _before(quantity)
    if len(before) > 1 and before[-1].lower_ == "worth" and before[-2].pos_ in _NOUNS:
        return before[-2]
    token = quantity.head
    for _ in range(4):
        token = token.head
        if token.lower_ == "worth" and token.pos_ not in _NOUNS:
            break
    else:
        return None
    if token.dep_ in ("amod", "prep", "acl") and token.head.pos_ in _NOUNS:
        return token.head
    if token.dep_ not in ("acomp", "prep"):
        return None
    subjects = _subjects(token.head)
    return subjects[0] if subjects else None


def _inside(token: Token, quantity: Quantity) -> bool:
    return bool(min(quantity.span.start, quantity.figure.start) <= token.idx < quantity.figure.end)


def _outermost(quantity: Quantity) -> Token:
    """The head, or in "thousands of troops" the word for the number, which the rest of the sentence hangs on."""
    token = quantity.head
    while token.dep_ == "pobj" and _inside(token.head.head, quantity) and token.head.head.i != token.i:
        token = token.head.head
    return token


def _near(quantity: Quantity) -> list[Token]:
    """The nouns beside the quantity: "25% tax", "60% of the voters", "a fine of $3", "levies on $3bn of goods"."""
    if quantity.noun is not None and not quantity.inherited:
        outer = _outer(quantity, frozenset({"of"}))
        return [outer] if outer is not None else _there(quantity.noun)
    outer = _outer(quantity)
    part = _after(quantity, frozenset({"of"})) or _amount_in(quantity)
    if part is not None:
        whole = (outer or _preceding(quantity)) if _governor(quantity) in ("of", "on", "with") else None
        return [part, whole] if whole is not None else [part]
    beside = _following(quantity)
    if outer is not None:
        return [outer] if beside is None else [outer, beside]
    if quantity.noun is not None:
        beside = _after(quantity, frozenset({"in"}))
    elif beside is None:
        beside = _preceding(quantity) or _after(quantity, _ABOUT)
    return [beside] if beside is not None else []


def _there(noun: Token) -> list[Token]:
    """ "There are 300 men serving at the base": where those are that are only said to be."""
    verb = noun.head if noun.dep_ == "attr" else noun.head.head.head
    if not any(c.dep_ == "expl" for c in verb.children):
        return []
    clauses = [c for c in noun.children if c.dep_ == "acl"]
    places = [_object(p) for c in clauses for p in c.children if p.dep_ == "prep"]
    return [p for p in places[:1] if p is not None]


def _outer(quantity: Quantity, prepositions: frozenset[str] | None = None) -> Token | None:
    """The noun that the quantity modifies, or hangs on by one of `prepositions`."""
    token = _outermost(quantity)
    if token.dep_ == "conj" and quantity.unit is not None and _measures(token.head):
        # "a loss of $45 million, or 12 cents a share"
        token = token.head
    if token.dep_ == "pobj" and token.head.lower_ in ("to", "from") and _measures(token.head.head):
        # "to 21 percent from 35": the second hangs on the first.
        token = token.head.head
    while token.dep_ in _UPWARD and token.head.i != token.i:
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return None
        if token.pos_ in _NOUNS and not _inside(token, quantity):
            while token.dep_ == "compound" and token.head.i > token.i and token.head.pos_ in _NOUNS:
                token = token.head
            return token
    if token.dep_ == "pobj" and token.head.dep_ == "prep" and token.head.head.pos_ in _NOUNS:
        if prepositions is not None and token.head.lower_ not in prepositions:
            return None
        outer: Token = token.head.head
        if token.head.lower_ == "for" and quantity.unit is not None and quantity.unit.measure == "money":
            return _bought(outer)
        return None if _inside(outer, quantity) else outer
    if token.dep_ == "appos" and token.head.pos_ in _NOUNS and not token.head.like_num:
        return token.head
    return None


def _measures(token: Token) -> bool:
    return bool(token.like_num or token.ent_type_ in ("MONEY", "PERCENT", "QUANTITY"))


def _governor(quantity: Quantity) -> str:
    """The preposition that the quantity hangs on, or nothing."""
    token = _outermost(quantity)
    while token.dep_ in _UPWARD and token.head.i != token.i and token.head.pos_ not in _NOUNS:
        token = token.head
    return str(token.head.lower_) if token.dep_ == "pobj" else ""


def _bought(noun: Token) -> Token | None:
    """What is had for a sum: the plan in "a plan with two lines for $90"."""
    while noun.dep_ == "conj" and noun.head.pos_ in _NOUNS:
        noun = noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ in ("with", "in"):
        whole = noun.head.head
        return whole if whole.pos_ in _NOUNS else next((c for c in whole.children if c.dep_ == "dobj"), None)
    return noun


def _amount_in(quantity: Quantity) -> Token | None:
    """ "$40 billion in goods": money and what it is in, but no place or time."""
    if quantity.unit is None or quantity.unit.measure != "money" or _governor(quantity) in ("to", "from", "at", "by"):
        return None
    token = _token_after(quantity.head.doc, quantity.figure.end)
    inner = _object(token) if token is not None and token.lower_ == "in" else None
    if inner is None or inner.ent_type_ or any(c.tag_ == "PRP$" for c in inner.children):
        return None
    return inner


def _following(quantity: Quantity) -> Token | None:
    """ "$50 off the laptop", "$900 ($850) for the large one": the words right after the figure, wherever they hang."""
    doc = quantity.head.doc
    token = _token_after(doc, quantity.figure.end)
    if token is not None and token.text == "(":
        token = next((t for t in doc[token.i : token.i + 8] if t.text == ")"), None)
    if token is not None and token.text == ")":
        token = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if token is not None and token.tag_ == "VBN" and token.dep_ == "acl":
        # "$7 spent on care"
        token = next((c for c in token.children if c.dep_ == "prep" and c.i == token.i + 1), None)
        inner = _object(token) if token is not None else None
    else:
        found = token is not None and (token.lower_ in _RIGHT_AFTER or (_is_share(quantity) and token.lower_ == "from"))
        inner = _object(token) if token is not None and found else None
    if inner is None or inner.ent_type_ in _TIMES or inner.lower_ in _OCCASIONS:
        return None
    return None if any(t.like_num or t.lower_ in ("each", "every") for t in inner.subtree) else inner


def _is_share(quantity: Quantity) -> bool:
    return quantity.unit is not None and quantity.unit.measure == "percent" and quantity.change not in ("up", "down")


def _preceding(quantity: Quantity) -> Token | None:
    """ "A car with 300 horsepower", "fines from $50 to $90": the noun before the preposition, wherever that hangs."""
    before = _before(quantity)
    if before and before[-1].lower_ in _RIGHT_BEFORE:
        before.pop()
    elif _token_at(quantity).lower_ not in _BOUNDS:
        return None
    if not before:
        return None
    noun = before[-1]
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ in _NOUNS:
        noun = noun.head.head
    return noun if noun.pos_ in _NOUNS and noun.ent_type_ not in _TIMES and not _measures(noun) else None


def _token_at(quantity: Quantity) -> Token:
    """The first token of the quantity with its approximators."""
    span = quantity.head.doc.char_span(*quantity.span, alignment_mode="expand")
    return span[0] if span is not None and len(span) else quantity.head


def _before(quantity: Quantity) -> list[Token]:
    """The two tokens before the quantity with its approximators, in the order of the text."""
    doc = quantity.head.doc
    span = doc.char_span(quantity.span.start, quantity.figure.end, alignment_mode="expand")
    return list(doc[max(0, span.start - 2) : span.start]) if span is not None else []


def _token_after(doc: Doc, offset: int) -> Token | None:
    span = doc.char_span(offset - 1, offset, alignment_mode="expand")
    if span is None or not len(span) or span.end >= len(doc):
        return None
    return doc[span.end]


def _after(quantity: Quantity, prepositions: frozenset[str]) -> Token | None:
    span = quantity.head.doc.char_span(*quantity.figure, alignment_mode="expand")
    for token in (quantity.head, *(span or ())):
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in prepositions and child.idx >= quantity.figure.end:
                inner = _object(child)
                if inner is not None and inner.ent_type_ not in _TIMES:
                    return inner
    return None


def _changed(quantity: Quantity, verb: Token) -> list[Token]:
    """ "cut the price to $5m", "paid $5m for the ship", "sold the ship for $5m": what the amount is of."""
    under = quantity.head
    while under.head.i != verb.i and under.head.i != under.i:
        under = under.head
    if (under.dep_ == "prep" and under.lower_ in ("for", "at", "to", "from", "by")) or under.lower_ in ("up", "down"):
        return [c for c in verb.children if c.dep_ == "dobj"]
    if quantity.unit is None or quantity.unit.measure != "money":
        return []
    bought = [_object(c) for c in verb.children if c.dep_ == "prep" and c.lower_ in ("for", "on", "off")]
    return [t for t in bought if t is not None and t.lower_ not in _OCCASIONS]


def _root(token: Token, quantity: Quantity) -> list[Token]:
    """The noun that a sentence without a verb is about ("Range of the missile: 900 km")."""
    while token.head.i != token.i:
        token = token.head
    if _inside(token, quantity) or token.i == quantity.head.i:
        return [c for c in token.children if c.i < token.i and c.pos_ in _NOUNS and not _inside(c, quantity)][:1]
    return [token] if token.pos_ in _NOUNS else []


def _object(preposition: Token) -> Token | None:
    inner = [c for c in preposition.children if c.dep_ == "pobj" and c.pos_ in _NOUNS]
    return inner[0] if inner else None


def _verb(token: Token) -> Token | None:
    for _ in range(8):
        if token.pos_ in ("VERB", "AUX") or any(c.dep_ == "nsubj" and c.i < token.i for c in token.children):
            # The parser hangs the subject on the predicate itself in "leaves the boat 9k dearer".
            return token
        if token.head.i == token.i or token.dep_ in ("nsubj", "nsubjpass"):
            return None
        token = token.head
    return None


def _adjoin(left: Token, right: Token) -> bool:
    return bool(left.right_edge.i + 1 >= right.left_edge.i)


def _named(token: Token) -> bool:
    # The tagger takes names it does not know for pronouns ("KX-9"); "the lowest" stands for a noun.
    unknown = token.pos_ == "PRON" and token.text[:1].isupper() and not token.is_stop
    return bool(token.pos_ in _NOUNS or token.tag_ == "JJS" or unknown)


def _subjects(verb: Token) -> list[Token]:
    person = False
    for _ in range(6):
        own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
        named = [c for c in own if _named(c)]
        if named:
            # A name with a figure in it falls apart ("the base Model 11 has"): its pieces stand side by side.
            named = [c for i, c in enumerate(named) if all(_adjoin(*p) for p in itertools.pairwise(named[i:]))]
            owners = [c for c in named[0].children if c.dep_ in ("poss", "nmod", "compound") and c.pos_ == "PROPN"]
            # "Ray Moe's first term ended in tears as he ...": a person, and so the one whose term it was.
            if person and named[0].tag_ in ("NNS", "NNPS"):
                return []
            return owners[:1] if person and owners and named[0].pos_ == "NOUN" else named
        if own:
            if own[0].lower_ in ("which", "that", "who") and verb.dep_ == "relcl":
                return [verb.head] if verb.head.pos_ in _NOUNS else []
            if own[0].lower_ not in ("it", "they", "he", "she") or verb.dep_ not in ("ccomp", "advcl", "conj"):
                return []
            # "The company said it has 1,000 clients": the pronoun most often is the subject of the clause above.
            person, verb = own[0].lower_ in ("he", "she"), verb.head
            continue
        person = False
        if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in _NOUNS:
            if verb.head.dep_ == "attr":
                # "becoming the first bank to cut 1,000 jobs"
                verb = verb.head.head
                continue
            return [verb.head]
        if verb.dep_ not in ("xcomp", "conj", "advcl", "pcomp") or verb.head.i == verb.i:
            return []
        if verb.dep_ == "xcomp" and any(c.lower_ == "to" and c.i < verb.i for c in verb.children):
            told = [c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i and c.pos_ in _NOUNS]
            if told:
                # "ordered the company to pay $3m"
                return told
        verb = verb.head if verb.dep_ != "pcomp" else verb.head.head
        if verb.pos_ not in ("VERB", "AUX"):
            return [verb] if verb.pos_ in _NOUNS else []
    return []
