"""What rules or the network take for a step and is none, or none of the agreement spoken of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.extract.event_words import Words
from dateline.extract.syntax import Clauses
from dateline.model.vocabulary import Step

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# Words of signing, without which the network reads a signature in what is none.
_SIGNING = re.compile(
    r"\b(?:sign\w*|ink\w*|pens?|penned|names? to|initial\w*|autograph\w*|paper|ceremony|seal\w*|dotted)\b",
    re.IGNORECASE,
)
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
    papers = words.modality.lemmas("notice-word")
    if noun.dep_ in ("csubj", "csubjpass") and any(c.dep_ == "nsubj" and c.lemma_ in papers for c in noun.lefts):
        # "Said the notice terminating the pact had been received": its year may still run.
        return step in _PUT_OFF
    stopped = noun.dep_ == "dobj" and noun.head.lemma_ in words.modality.lemmas("put-off-verb")
    return stopped and noun.pos_ == "NOUN" and step in _PUT_OFF


def stops_an_end(verb: Token, step: Step, words: Words) -> bool:
    """ "Suspended its termination of the pact": the pact is not suspended."""
    ends = words.modality.lemmas("undone-noun")
    return step == "suspend" and any(c.dep_ == "dobj" and c.lemma_ in ends for c in verb.children)


def witnessed(verb: Token, words: Words) -> bool:
    """ "Trump signed it as a witness", "as guarantors": not for a party."""
    roles = (o for p in verb.children if p.lower_ == "as" and p.dep_ == "prep" for o in p.children)
    return any(o.lemma_ in words.modality.lemmas("onlooker") for o in roles)


def speaks_of_signing(sentence: Span) -> bool:
    """Not "the new state came into being", "where the bloc was born by treaty"."""
    return _SIGNING.search(sentence.text) is not None
