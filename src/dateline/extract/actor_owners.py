"""Whose a body, an office or a person is: the state's or the organisation's whose name stands beside it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from dateline.extract.actor_matches import Match
from dateline.kinds.actors import Kinds

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Those whom a state posts to another.
_POSTED = frozenset({"ambassador", "envoy", "consul", "emissary", "attaché"})
# How the one who owns hangs on what is owned.
_OWNERS = frozenset({"amod", "compound", "poss", "nmod"})


def owned_match(doc: Doc, kinds: Kinds, match: Match, matches: dict[int, Match]) -> Match | None:
    """ "Bolivia's Senate", "the Court of Moldova": the owner says whose; None where the noun is read as a role."""
    if match.surfaces[0].form not in ("contextual", "collective"):
        return match
    owner = _left_owner(doc[match.last], matches)
    if match.first == match.last and match.first and match.surfaces[0].organ:
        before = doc[match.first - 1]
        told = before.dep_ in ("amod", "compound") and before.head.i == match.last and before.i not in matches
        if told and before.text[:1].isupper():
            # "The Constitutional Chamber" is not the Chamber.
            return None
    if match.first and doc[match.first - 1].lower_ in ("lower", "upper") and match.first == match.last:
        return None
    if owner is None and match.surfaces[0].form == "collective" and kinds.role(doc[match.last].lemma_):
        # "Negotiators from Armenia and Azerbaijan", "the authorities in Baku"
        links = ("from", "in", "of") if doc[match.last].lower_ == "authorities" else ("from",)
        from_whom = [o for p in doc[match.last].rights if p.lower_ in links for o in p.children if o.dep_ == "pobj"]
        return None if any(o.i in matches and matches[o.i].surfaces[0].country for o in from_whom) else match
    if owner is None and match.surfaces[0].form == "collective" and doc[match.last].lemma_.lower() == "voter":
        # "Voters in Switzerland upheld it"
        there = range(match.last + 2, min(match.last + 5, len(doc))) if doc[match.last + 1].lower_ == "in" else ()
        state = next((matches[i] for i in there if i in matches and matches[i].surfaces[0].country), None)
        return Match(match.first, match.last, state.surfaces) if state is not None else match
    if owner is None and match.surfaces[0].form == "contextual":
        of = [o.i for p in doc[match.last].rights if p.lower_ == "of" for o in p.children if o.dep_ == "pobj"]
        owner = next((matches[i] for i in of if i in matches and _owns(matches[i])), None)
    if owner is None or owner.first == match.first:
        return match
    if owner.surfaces[0].actor_id.startswith("IGO:"):
        # "The General Council of the WTO": a body of no state
        return Match(match.first, match.last, owner.surfaces)
    own = tuple(s for s in match.surfaces if s.country == owner.surfaces[0].country and s.country)
    if own:
        return Match(match.first, match.last, tuple(dataclasses.replace(s, form="name") for s in own))
    words = doc[match.first : match.last + 1].text
    return None if kinds.role(words) or kinds.role(doc[match.last].lemma_) else match


def _owns(match: Match) -> bool:
    """Whether a name is one of those whose bodies bear names that others share: a state's or an organisation's."""
    return bool(match.surfaces[0].country) or match.surfaces[0].actor_id.startswith("IGO:")


def country_of(noun: Token, matches: dict[int, Match]) -> str | None:
    """The state that a noun belongs to: "Russian lawmakers", "Iran's army", "president of Egypt", "analyst at X"."""
    owner = owner_of(noun, matches)
    return owner.surfaces[0].country if owner else None


def coordinated_with(doc: Doc, owner: Match, matches: dict[int, Match]) -> tuple[str, ...]:
    """The further owners of a plural: "the ministers of Greece and Turkey"."""
    heads = [t.i for i in range(owner.first, owner.last + 1) for t in doc[i].conjuncts]
    return tuple(dict.fromkeys(matches[i].surfaces[0].actor_id for i in heads if i in matches))


def _left_owner(noun: Token, matches: dict[int, Match]) -> Match | None:
    for child in noun.lefts:
        if child.dep_ in _OWNERS:
            if child.i in matches:
                return matches[child.i]
            inner = _left_owner(child, matches) if child.dep_ in ("compound", "nmod", "poss") else None
            if inner:
                return inner
    return None


def _around(noun: Token, matches: dict[int, Match]) -> Match | None:
    """The match that a noun ends or heads: "Institute" in "the Korea Institute for National Unification"."""
    last = next((i for i in range(noun.i, min(noun.i + 7, len(noun.doc))) if i in matches), None)
    return matches[last] if last is not None and matches[last].first <= noun.i else None


def _of_owner(noun: Token, matches: dict[int, Match]) -> Match | None:
    """Down a chain of "of": "the President of the State Affairs of the DPRK"."""
    left = _left_owner(noun, matches)
    if left is not None:
        return left
    below = [o for p in noun.rights if p.lower_ == "of" for o in p.children if o.dep_ == "pobj"]
    return next((m for o in below if (m := matches.get(o.i) or _of_owner(o, matches)) is not None), None)


def owner_of(noun: Token, matches: dict[int, Match]) -> Match | None:
    left = _left_owner(noun, matches)
    if left is not None:
        return left
    # "Its ambassador in Stockholm" is of whom "its" stands for.
    own = any(c.dep_ == "poss" and c.pos_ == "PRON" for c in noun.lefts)
    # "The ambassador in Zagreb" is another state's.
    posted = noun.lemma_.lower() in _POSTED
    for prep in noun.rights:
        if posted and prep.lower_ in ("in", "at"):
            continue
        if prep.dep_ == "prep" and prep.lower_ in ("of", "in", "at", "for", "from") and not own:
            for obj in prep.children:
                if obj.dep_ == "pobj" and (named := _around(obj, matches)) is not None:
                    # "The lower house of Paraguay's Congress": whose Congress it is says whose house.
                    first, many = named.surfaces[0], len({s.country for s in named.surfaces}) > 1
                    # "The ministers of the kingdom": of which one, the report has to tell.
                    loose = first.form == "contextual" and (first.organ is not None or many)
                    return owner_of(obj, matches) if loose else named
                if obj.dep_ == "pobj" and prep.lower_ == "of" and (further := _of_owner(obj, matches)):
                    return further
    return None
