"""What a relative pronoun stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

RELATIVES = frozenset({"who", "whom", "which", "that", "whose"})
_RANKS = frozenset({"first", "last", "latest", "only"})
_OPENING = frozenset({"relcl", "acl", "ROOT"})
# What a relative clause without a pronoun may tell the time, place, way or ground of, rather than have for an object.
_ADVERBIAL = frozenset(
    {"day", "time", "moment", "minute", "hour", "night", "morning", "week", "month", "year", "date", "way", "manner"}
    | {"reason", "place", "point", "extent", "degree", "fact", "speed", "ease", "ground", "occasion", "case", "event"}
)
# What makes an agreement law at home, and how what it approves hangs on it.
_LAWS = frozenset({"law", "bill", "act", "decree"})
_INSIDE = frozenset({"pobj", "prep", "pcomp", "dobj", "acl", "relcl"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_JOINING = frozenset({"punct", "cc", "aux", "auxpass", "neg", "advmod"})
_HELD = ("dobj", "ccomp", "xcomp", "attr", "acomp", "oprd", "dative")


def antecedent(pronoun: Token) -> Token | None:
    """The noun that a relative clause hangs on; None where the pronoun opens no such clause."""
    clause = pronoun.head
    while clause.dep_ not in _OPENING and clause.head.i != clause.i:
        clause = clause.head
    if clause.dep_ == "relcl":
        return _enacted(clause) or clause.head
    if pronoun.i == pronoun.sent.start or pronoun.nbor(-1).lower_ not in ("and", "but"):
        return None
    # "A memorandum that they signed and that took effect": the parser hangs the second on the main verb.
    first = [t for t in pronoun.doc[pronoun.sent.start : pronoun.i] if t.dep_ == "relcl" and _opened_by(t, pronoun)]
    return first[-1].head if first else None


def _enacted(clause: Token) -> Token | None:
    """ "The law approving the accord with Chile, which the president signed": one alone signs the law, and at home."""
    does = [c for c in clause.lefts if c.dep_ == "nsubj"]
    alone = len(does) == 1 and does[0].tag_ in ("NN", "NNP") and not does[0].conjuncts
    places = [o for p in clause.rights if p.dep_ == "prep" for o in p.children if o.ent_type_ in _PLACES]
    if clause.lemma_ != "sign" or not alone or places or clause.doc[clause.left_edge.i - 1].text != ",":
        return None
    noun = clause.head
    while noun.lemma_.lower() not in _LAWS and noun.dep_ in _INSIDE:
        noun = noun.head
    return noun if noun.lemma_.lower() in _LAWS else None


def left_out(verb: Token) -> Token | None:
    """ "The pact it signed in May", "the accord that the cabinet froze" (with "that" taken for a conjunction).

    What a relative clause whose own pronoun is left out, or lost by the parser, tells the deed of.
    """
    if verb.dep_ != "relcl" or verb.head.pos_ not in ("NOUN", "PROPN") or verb.head.i > verb.i:
        return None
    if verb.head.lemma_.lower() in _ADVERBIAL or verb.head.ent_type_ in ("DATE", "TIME"):
        return None
    does = [c for c in verb.children if c.dep_ == "nsubj"]
    if not does or any(c.lower_ in RELATIVES for c in does) or any(c.dep_ in _HELD for c in verb.children):
        return None
    asked = any(t.tag_ in ("WRB", "WP", "WDT", "WP$") for t in verb.doc[verb.left_edge.i : verb.i])
    stranded = any(c.dep_ == "prep" and not any(True for _ in c.children) for c in verb.rights)
    return None if asked or stranded else verb.head


def close(first: Token, second: Token) -> bool:
    """ "Initialled, but did not sign, a treaty": only commas, a conjunction and helpers between two verbs."""
    return all(t.dep_ in _JOINING for t in first.doc[first.i + 1 : second.i])


def forerun(verb: Token) -> Token | None:
    """ "Took hold on Friday and was broken on Saturday": the verb before, of which this one has the subject."""
    if verb.dep_ == "conj" or (verb.dep_ == "acl" and verb.head.pos_ == "VERB"):
        return verb.head
    # "Took hold on Friday, was broken on Saturday and was restored": the parser makes the first a clause of the second.
    first = [c for c in verb.lefts if c.dep_ in ("ccomp", "parataxis") and c.tag_ in ("VBD", "VBN", "VBZ")]
    said = any(c.dep_ in ("nsubj", "nsubjpass", "expl") or c.dep_ == "mark" for c in verb.children)
    told = [c for c in first if any(s.dep_ in ("nsubj", "nsubjpass") for s in c.children)]
    return told[-1] if told and not said else None


def set_off(verb: Token) -> Token | None:
    """ "Addressing the Assembly, the president called": the parser takes the subject for an apposition."""
    before = [c for c in verb.children if c.dep_ == "advcl" and c.i < verb.i and c.tag_ in ("VBG", "VBN")]
    inside = [t for c in before for t in c.subtree if t.dep_ == "appos" and t.left_edge.i > c.i + 1]
    near = [t for t in inside if t.left_edge.nbor(-1).text == "," and t.right_edge.i == verb.i - 1]
    return near[-1] if near else None


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
