"""What rules or the network take for a step and is none, or none of the agreement spoken of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.event_words import Words
from dateline.extract.syntax import Clauses
from dateline.model.vocabulary import Step

if TYPE_CHECKING:
    from spacy.tokens import Token

# Steps that are spoken of when they are kept from coming or taken back.
_PUT_OFF: frozenset[Step] = frozenset({"terminate", "withdraw", "ratify"})


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


def put_off(noun: Token, step: Step, words: Words) -> bool:
    """ "Suspended the termination of the pact", "revoked its ratification": not taken."""
    stopped = noun.dep_ == "dobj" and noun.head.lemma_ in words.modality.lemmas("put-off-verb")
    return stopped and noun.pos_ == "NOUN" and step in _PUT_OFF
