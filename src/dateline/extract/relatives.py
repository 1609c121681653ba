"""What a relative pronoun stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

RELATIVES = frozenset({"who", "whom", "which", "that", "whose"})
_RANKS = frozenset({"first", "last", "latest", "only"})
_OPENING = frozenset({"relcl", "acl", "ROOT"})


def antecedent(pronoun: Token) -> Token | None:
    """The noun that a relative clause hangs on; None where the pronoun opens no such clause."""
    clause = pronoun.head
    while clause.dep_ not in _OPENING and clause.head.i != clause.i:
        clause = clause.head
    if clause.dep_ == "relcl":
        return clause.head
    if pronoun.i == pronoun.sent.start or pronoun.nbor(-1).lower_ not in ("and", "but"):
        return None
    # "A memorandum that they signed and that took effect": the parser hangs the second on the main verb.
    first = [t for t in pronoun.doc[pronoun.sent.start : pronoun.i] if t.dep_ == "relcl" and _opened_by(t, pronoun)]
    return first[-1].head if first else None


def _opened_by(clause: Token, pronoun: Token) -> bool:
    return any(c.lower_ == pronoun.lower_ for c in clause.children)


def of_rank(verb: Token) -> Token | None:
    """ "Mali, the last of the three to ratify it, handed over its papers": the one set off before the rank.

    Also the one behind it: "the last to ratify it was Mali".
    """
    rank = verb.head
    while rank.dep_ == "pobj" and rank.head.lower_ == "of":
        rank = rank.head.head
    aimed = verb.dep_ in ("relcl", "acl", "xcomp") and any(c.tag_ == "TO" for c in verb.children)
    ranked = any(t.ent_type_ == "ORDINAL" or t.lower_ in _RANKS for t in (rank, *rank.lefts))
    if not aimed or not ranked:
        return None
    if rank.dep_ in ("nsubj", "advmod") and rank.head.lemma_ == "be" and rank.i < rank.head.i:
        return next((c for c in rank.head.rights if c.dep_ == "attr"), None)
    return rank.head if rank.dep_ == "appos" and verb.dep_ != "xcomp" else None
