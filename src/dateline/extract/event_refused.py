"""What the network takes for a step and is none of the agreement spoken of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.event_words import Words
from dateline.extract.syntax import Clauses

if TYPE_CHECKING:
    from spacy.tokens import Token


def left_another(token: Token, words: Words, clauses: Clauses) -> bool:
    """ "Announced its exit from the Whaling Commission": from what bears a name and is not the agreement."""
    left = [t for t in clauses.obliques(token, ("from",)) if t.pos_ == "PROPN"]
    return bool(left) and not any(t.i in words.arguments.agreements for t in left)


def made_another(verb: Token, words: Words, clauses: Clauses) -> bool:
    """ "A settlement reached with Iran to end a row over an arms deal": what was made is no agreement of ours."""
    made = verb.head
    if verb.dep_ not in ("relcl", "acl") or verb.lemma_ not in words.modality.lemmas("made-with"):
        return False
    if made.pos_ != "NOUN" or made.head.lower_ == "of" or made.i in words.arguments.agreements:
        return False
    own = any(c.dep_ in ("dobj", "nsubjpass") for c in verb.children)
    return not own and not clauses.obliques(made, ("of",))


def undoes(vote: Token, words: Words) -> bool:
    """ "Voted to revoke its ratification"."""
    undoing = words.modality.lemmas("undoing-verb")
    return any(c.dep_ == "xcomp" and c.lemma_ in undoing for c in vote.children)


def to_do(verb: Token) -> bool:
    """Whether a verb is an infinitive with its "to"."""
    return verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.children)
