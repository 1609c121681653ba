"""Nouns of agreements, and words beside them, that the parser takes for verbs or adjectives."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

_INSTRUMENTS = frozenset({"agreement", "convention", "treaty", "pact", "accord", "protocol", "compact", "truce"})
_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_OF_NOUNS = frozenset({"det", "poss"})


def mend_instrument(token: Token, retag: Callable[[Token, str, str], None]) -> None:
    """Put right one word: "the river compact", "the tariff annex", "the accord lapses".

    `retag` gives a word a part of speech and a tag.
    """
    if (token.lower_ == "compact" and token.tag_ == "JJ") or (token.lower_ == "annex" and token.tag_ in ("VBD", "VBN")):
        _as_noun(token, retag)
    if token.lower_ in ("lapse", "lapses") and token.tag_ in ("NN", "NNS"):
        _lapses(token, retag)


def _as_noun(token: Token, retag: Callable[[Token, str, str], None]) -> None:
    """ "Signed the river compact": the word before it is a part of its name, and not what was signed."""
    if token.dep_ in _NOMINAL and any(c.dep_ in _OF_NOUNS for c in token.lefts):
        retag(token, "NOUN", "NN")
        return
    before = token.nbor(-1) if token.i else token
    if token.dep_ in _NOMINAL and before.dep_ == "compound" and any(c.dep_ in _OF_NOUNS for c in before.lefts):
        retag(token, "NOUN", "NN")
        for c in before.lefts:
            c.head = token
        return
    if before.dep_ not in _NOMINAL or before.pos_ not in ("NOUN", "PROPN") or token.head not in (before, before.head):
        return
    if not any(c.dep_ in _OF_NOUNS for c in before.lefts) or token.dep_ == "amod":
        return
    retag(token, "NOUN", "NN")
    token.head, token.dep_ = before.head, before.dep_
    for c in [*before.lefts, *(c for c in before.rights if c.i != token.i)]:
        c.head = token
    before.head, before.dep_ = token, "compound"


def _lapses(word: Token, retag: Callable[[Token, str, str], None]) -> None:
    """ "The accord lapses at once", "let the treaty lapse": what the instrument does."""
    noun = word.nbor(-1) if word.i else word
    if noun.lower_ not in _INSTRUMENTS or noun.dep_ != "compound" or noun.head.i != word.i:
        return
    if word.tag_ == "NNS" and word.dep_ == "ROOT":
        retag(word, "VERB", "VBZ")
    elif word.tag_ == "NN" and word.dep_ == "dobj" and word.head.lemma_ == "let":
        retag(word, "VERB", "VB")
        word.dep_ = "ccomp"
    else:
        return
    for c in [c for c in word.lefts if c.dep_ in ("det", "poss", "compound", "amod") and c.i != noun.i]:
        c.head = noun
    noun.dep_ = "nsubj"
