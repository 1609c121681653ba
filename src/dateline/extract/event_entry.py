"""Nouns that tell the entry of an agreement into force: "with its entry into force on Monday duties fell"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

# Prepositions that bring in an entry into force that has come about, where what they hang on has.
_UPON = frozenset({"with", "after", "following", "since", "upon", "on"})
_FORCE = frozenset({"force", "effect", "operation"})
_PRESENT = ("VBD", "VBP", "VBZ")


def into_force(noun: Token) -> bool:
    """ "Entry into force", "coming into effect"."""
    doc = noun.doc
    return noun.i + 2 < len(doc) and doc[noun.i + 1].lower_ == "into" and doc[noun.i + 2].lower_ in _FORCE


def come_about(noun: Token, hindering: frozenset[str]) -> bool:
    """Whether the sentence takes an entry into force for a fact: "its entry into force on Monday pleased traders".

    `hindering` are the verbs of what has not come about: "its entry into force hung on three ratifications".
    """
    upon = noun.dep_ == "pobj" and noun.head.lower_ in _UPON
    if not into_force(noun) or not (upon or noun.dep_ in ("nsubj", "nsubjpass")):
        return False
    above = noun.head.head if upon else noun.head
    verb = next((a for a in (above, *above.ancestors) if a.pos_ in ("VERB", "AUX")), None)
    if verb is None or verb.lemma_ in hindering or any(c.dep_ == "neg" for c in verb.children):
        return False
    aux = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    told = verb.tag_ == "VBD" or any(a.tag_ in _PRESENT and a.lemma_ in ("have", "be") for a in aux)
    return told and not any(a.tag_ in ("MD", "TO") for a in aux)
