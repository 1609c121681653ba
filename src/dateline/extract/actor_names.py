"""Where a person's name begins and ends, and which words are one although the name finder says otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from dateline.kinds.actors import Kinds

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as SpacySpan


def titled(ent: SpacySpan, kinds: Kinds) -> bool:
    """ "U.S. envoy Morgan Ellery": a person by the title right before, whatever the name finder says."""
    if ent.label_ not in ("ORG", "GPE", "FAC") or len(ent) not in (2, 3) or ent.start == 0:
        return False
    before = ent.doc[ent.start - 1]
    role = kinds.role(before.lemma_) if before.pos_ == "NOUN" and before.dep_ == "compound" else None
    shaped = all(t.text.istitle() and t.pos_ == "PROPN" for t in ent) and ent.root.dep_ in (
        "nsubj",
        "nsubjpass",
        "pobj",
    )
    return bool(role and role.person and role.title and before.head.i == ent.end - 1 and shaped)


def crowned_names(doc: Doc, kinds: Kinds) -> Iterator[tuple[int, int]]:
    """ "King Letsie III", "Grand Duchess Charlotte": names behind the title of a crowned head, first and last token."""
    for token in doc:
        role = kinds.role(token.text) or (kinds.role(doc[token.i - 1 : token.i + 1].text) if token.i else None)
        if role is None or role.office != "monarch" or not role.title or token.dep_ != "compound":
            continue
        if not token.text.istitle() or token.head.i <= token.i:
            continue
        name = doc[token.i + 1 : token.head.i + 1]
        if all(t.pos_ == "PROPN" and t.text[:1].isupper() for t in name) and kinds.role(name.text) is None:
            yield name.start, name.end - 1


def surname_again(token: Token, parts: set[str]) -> bool:
    """Whether a word that no name finder marked is part of a person's name that the report has in full elsewhere."""
    if (
        token.text not in parts
        or token.ent_type_ in ("PERSON", "GPE", "ORG", "NORP")
        or token.pos_ not in ("PROPN", "NOUN")
        or token.is_upper
    ):
        return False
    alone = not any(c.dep_ in ("compound", "det", "amod") for c in token.children)
    return alone and token.dep_ in ("nsubj", "nsubjpass", "poss", "dobj", "pobj", "conj", "appos", "npadvmod")


def given_name(doc: Doc, surname: int, matches: Collection[int]) -> int:
    """The first token of a name of which the name finder took the surname alone: "Emine" in "Emine Kaya"."""
    before = doc[surname - 1] if surname else None
    if before is None or before.i in matches or before.ent_type_ or before.head.i != surname:
        return surname
    shaped = before.pos_ == "PROPN" and before.text.istitle() and before.dep_ == "compound" and len(before) > 2
    return (
        before.i if shaped and before.tag_ == "NNP" and before.i > 0 and not doc[before.i - 1].is_sent_end else surname
    )


def proper_run(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """The run of capitalised name tokens around [first, last] that belong to one noun phrase."""
    while first > 0 and is_name_part(doc[first - 1]) and doc[first - 1].head.i <= last:
        first -= 1
    while last + 1 < len(doc) and is_name_part(doc[last + 1]) and doc[last].dep_ in ("compound", "nmod"):
        last += 1
    return first, last


def is_name_part(token: Token) -> bool:
    return bool(token.ent_type_ == "PERSON" and token.text[:1].isupper() and token.pos_ == "PROPN")


def heading(doc: Doc, last: Token, words: str, kinds: Kinds) -> Token:
    """The noun that a body of several words is by syntax: the council of "the council of ministers"."""
    told = words.lower().split()
    if "of" not in told[1:]:
        return last
    first = doc[last.i - len(told) + told.index("of")]
    return first if first.pos_ in ("NOUN", "PROPN") and kinds.role(first.text) is None else last
