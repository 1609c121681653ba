"""Whom "it" and "him" mean as objects, whom "whose" and a "he" without a name before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from dateline.model.findings import ActorFinding
from dateline.model.vocabulary import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_NO_SIDES: frozenset[ActorKind] = frozenset({"person", "unnamed", "people"})


def other_side(
    pronoun: Token,
    before: Iterable[tuple[str, ...]],
    kinds: Mapping[str, ActorKind],
    by_head: Mapping[int, tuple[str, ...]],
) -> tuple[str, ...]:
    """ "Broke off ties with Iran and accused it of": the state or body named last that does not itself act here.

    `before` are the actors named before the pronoun, nearest first, `by_head` those of each head token.
    """
    own = own_subjects(pronoun, by_head)
    sides = (ids for ids in before if len(ids) == 1 and kinds[ids[0]] not in _NO_SIDES)
    return next((ids for ids in sides if not own.intersection(ids)), ())


def own_subjects(pronoun: Token, by_head: Mapping[int, tuple[str, ...]]) -> set[str]:
    """Who acts in the clause in which a pronoun is the object."""
    verb = next((a for a in pronoun.ancestors if a.pos_ in ("VERB", "AUX")), pronoun)
    while verb.dep_ in ("conj", "xcomp", "advcl") and not any(c.dep_ == "nsubj" for c in verb.children):
        verb = verb.head
    heads = [t for c in verb.children if c.dep_ == "nsubj" for t in (c, *c.conjuncts)]
    return {i for t in heads for i in by_head.get(t.i, ())}


def antecedents(noun: Token) -> list[Token]:
    """ "Malaysia and Singapore, whose leaders met": what "whose" before a noun points back to."""
    whose = next((c for c in noun.lefts if c.lower_ == "whose"), None)
    if whose is None:
        return []
    clause = next((a for a in noun.ancestors if a.dep_ == "relcl"), None)
    if clause is None and whose.i > 1 and whose.nbor(-1).text == ",":
        # The parser may lose the relative clause.
        return [whose.nbor(-2)]
    return [clause.head, *clause.head.conjuncts] if clause is not None else []


def office_above(pronoun: Token, findings: Mapping[int, ActorFinding]) -> int:
    """ "Peru's premier denied that he had": the head of the office that is the subject of the clause above, or -1."""
    verb = next((a for a in pronoun.ancestors if a.dep_ in ("ccomp", "advcl", "xcomp", "conj")), None)
    subjects = [c.i for c in verb.head.children if c.dep_ == "nsubj" and c.i < pronoun.i] if verb is not None else []
    told = (findings[i] for i in subjects if i in findings)
    return next((g.head for g in told if g.form == "role" and g.office and not g.plural), -1)


def blamed(pronoun: Token, by_head: Mapping[int, tuple[str, ...]]) -> tuple[str, ...]:
    """ "Condemned Israel for its strikes", "sanctions on Moscow over its invasion": whose deed is meant."""
    noun = pronoun.head
    if pronoun.dep_ == "poss" and noun.dep_ == "conj":
        # "NATO's expansion and its deployment of troops"
        whose = [c.i for c in noun.head.children if c.dep_ == "poss" and c.i in by_head]
        return by_head[whose[0]] if whose else ()
    if pronoun.dep_ != "poss" or noun.dep_ not in ("pobj", "pcomp") or noun.head.lower_ not in ("for", "over"):
        return ()
    verb = noun.head.head
    while verb.pos_ == "NOUN" and verb.head.i < verb.i:
        verb = verb.head
    if verb.pos_ != "VERB":
        return ()
    whom = [i for i in range(verb.i + 1, noun.head.i) if i in by_head]
    return by_head[whom[-1]] if whom else ()
