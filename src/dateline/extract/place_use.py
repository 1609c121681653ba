"""How the words around a place name use it: as a place, as a government that acts, or as where a report was filed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.kinds.place_words import PlaceWords
from dateline.model import Document, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

# Where a name stands by itself, as in a caption or a table, nothing tells that it acts.
_ALONE = frozenset({"ROOT", "dep", "npadvmod", "appos", "meta"})


def governs(words: Words) -> bool:
    """Whether a country or capital stands where governments stand: as subject, object, owner or partner."""
    return hyphenated(words) is not None or _outermost(words.root).dep_ not in _ALONE


def hyphenated(words: Words) -> str | None:
    """The word that a hyphen ties to the name ("backed" in "Iran-backed"), None where there is none."""
    doc, end = words.doc, words.end
    if end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_ and doc[end + 1].is_lower:
        return str(doc[end + 1].text)
    return None


def is_locative(words: Words, lists: PlaceWords, *, country: bool) -> bool:
    """Whether the syntax makes `words` a place; `country` asks for more, since countries and capitals also act."""
    root = _outermost(words.root)
    head = root.head
    if any(child.lower_ in lists.directions and child.text.islower() for child in words.root.lefts):
        # "from southern Lebanon": governments have no south.
        return True
    if country and hyphenated(words):
        return hyphenated(words) == "based"
    if root.dep_ in ("compound", "poss", "nmod", "amod"):
        return _before_noun(root, lists, country=country)
    if root.dep_ == "pobj":
        return _after_preposition(head, lists, country=country)
    if root.dep_ in ("dobj", "obj", "nsubjpass"):
        return head.lemma_.lower() in lists.place_objects
    if root.dep_ == "npadvmod":
        return not country
    if root.dep_ == "nsubj" and head.pos_ == "AUX":
        # "Kursk is 500 km from the capital"
        return not country
    return False


def stands_behind(words: Words, lists: PlaceWords) -> bool:
    """Whether a preposition of place governs the name itself: "met at the White House", not "a Kremlin aide".

    "In" must hang on a verb: "met in the Kremlin", not "a source in the Kremlin" or "allies in the Pentagon".
    """
    root = words.root
    if root.dep_ != "pobj" or root.i != words[-1].i:
        return False
    preposition = root.head
    if preposition.lower_ in ("in", "within", "through", "throughout", "across"):
        return bool(preposition.lower_ == "in" and preposition.head.pos_ == "VERB")
    return preposition.lower_ in lists.locative_prepositions


def _outermost(token: Token) -> Token:
    """The name's own head through coordination and apposition: "in Gaza and Lebanon", "Alexandria, Louisiana"."""
    while token.dep_ in ("conj", "appos") and token.head is not token and token.head.pos_ in ("PROPN", "NOUN"):
        token = token.head
    return token


def _before_noun(root: Token, lists: PlaceWords, *, country: bool) -> bool:
    head = root.head
    noun = head.lemma_.lower()
    # "Syria's hospitals" are in Syria; "a Syria base" or "the Syria mission" may be anywhere.
    if noun in (lists.soil_nouns if country and root.dep_ != "poss" else lists.place_nouns):
        return True
    if head.pos_ == "PROPN" and head.ent_type_ in ("GPE", "LOC", "FAC"):
        # "Russia's Kursk region", "Syria's Idlib"
        return True
    return not country and head.pos_ == "NOUN"


def _after_preposition(preposition: Token, lists: PlaceWords, *, country: bool) -> bool:
    word = preposition.lemma_.lower()
    governor = preposition.head
    if word in lists.locative_prepositions:
        return True
    if word in lists.directed_prepositions:
        vantage = word == "from" and governor.pos_ == "VERB" and governor.lemma_ in lists.vantage_verbs
        return not country or vantage or _moves(governor, lists)
    if word == "of":
        return (not country and governor.pos_ == "NOUN") or governor.lemma_.lower() in lists.place_nouns
    if word in ("on", "between", "for", "over", "about"):
        noun = governor.lemma_.lower()
        if word == "between" and noun in lists.motion_nouns:
            # "The train between Ankara and Konya"
            return True
        return noun in lists.place_nouns or (governor.pos_ == "VERB" and noun in lists.motion_verbs)
    return False


def _moves(governor: Token, lists: PlaceWords) -> bool:
    """Whether the word that "to" or "from" hangs on moves: "sent troops to", "visit to", "fled from"."""
    for token in (governor, governor.head):
        lemma = token.lemma_.lower()
        if token.pos_ in ("VERB", "AUX") and lemma in lists.motion_verbs:
            return True
        if token.pos_ in ("NOUN", "PROPN") and lemma in lists.motion_nouns | lists.place_nouns:
            return True
        if token.pos_ == "VERB":
            return False
    return False


def dateline_span(document: Document) -> Span | None:
    """Where the report's dateline stands, if it has one."""
    dateline = document.report.dateline
    if dateline is None:
        return None
    start = document.text.find(dateline.text)
    return Span(start, start + len(dateline.text)) if start >= 0 and dateline.text else None


def proper(token: Token) -> bool:
    """Whether a token is a capitalised proper noun."""
    return bool(token.text[:1].isupper() and token.pos_ == "PROPN")


def edge(token: Token) -> bool:
    """Whether a token at the edge of a name is none of it: space or punctuation."""
    return bool(token.is_space or (token.is_punct and not token.text[:-1].isalpha()))
