"""Names of known actors in a text, without those that are somebody's surname."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from dateline.kinds.actors import Kinds, Surface
from dateline.model.document import Document

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclasses.dataclass(frozen=True, slots=True)
class Match:
    """Surfaces found at tokens [first, last]."""

    first: int
    last: int
    surfaces: tuple[Surface, ...]


def matches_in(document: Document, kinds: Kinds) -> dict[int, Match]:
    """Surface matches keyed by their last token; no state that is the surname of somebody in the text."""
    found = _without_namesakes(document.syntax, _whole_bodies(document.syntax, _surfaces(document, kinds), kinds))
    doc = document.syntax
    return {i: m for i, m in found.items() if not (_within_name(doc, m, found) or _of_fighters(doc, m, kinds))}


def _within_name(doc: Doc, match: Match, matches: dict[int, Match]) -> bool:
    """ "The Patkai National Council", "the West Nile Resistance Front": a part of somebody else's name."""
    loose = match.surfaces[0].form == "contextual" or match.surfaces[0].actor_id.startswith("group:")
    before = doc[match.first - 1] if match.first else None
    if before is None or not loose or match.first == match.last or before.pos_ != "PROPN" or before.i in matches:
        return False
    own = match.first <= before.head.i <= match.last and before.dep_ in ("compound", "nmod")
    return own and before.text[:1].isupper() and before.text.isalpha() and not before.text.isupper()


def _of_fighters(doc: Doc, match: Match, kinds: Kinds) -> bool:
    """ "The Planalto Resistance", "the Planalto truce": no seat of a government but a region where some fight."""
    if match.surfaces[0].form != "seat" or match.last + 1 >= len(doc):
        return False
    after, names = doc[match.last + 1], kinds.armed_names
    inside = doc[match.last].dep_ in ("compound", "nmod", "amod") and doc[match.last].head == after
    named = after.pos_ == "PROPN" and after.text in names.sure | names.told
    return inside and (named or after.lemma_.lower() in names.telling)


def _surfaces(document: Document, kinds: Kinds) -> dict[int, Match]:
    doc, day, out = document.syntax, document.report.day, {}
    for start, end, surfaces in kinds.match(document.text):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None and len(span) and not _leaning(doc, span.start):
            meant = tuple(m for s in surfaces if (m := kinds.dissolved.meant(s, day)) is not None)
            if meant:
                out[span.end - 1] = Match(span.start, span.end - 1, meant)
    return out


def _whole_bodies(doc: Doc, matches: dict[int, Match], kinds: Kinds) -> dict[int, Match]:
    """With "the Standing Committee of China's National People's Congress" as the one body that a list knows."""
    out = dict(matches)
    for end, match in matches.items():
        owner = matches.get(match.first - 2)
        if match.surfaces[0].organ is None or owner is None or doc[match.first - 1].lower_ not in ("'s", "’s"):
            continue
        if owner.first < 3 or doc[owner.first - 1].lower_ != "of":
            continue
        whole = f"{doc[owner.first - 3 : owner.first].text} the {doc[match.first : match.last + 1].text}"
        known = kinds.match(whole)
        if len(known) == 1 and known[0][:2] == (0, len(whole)) and known[0][2][0].country == owner.surfaces[0].country:
            del out[owner.last]
            out[end] = Match(owner.first - 3, match.last, known[0][2])
    return out


def _leaning(doc: Doc, first: int) -> bool:
    """ "Pro-Russian rebels": whom somebody is for, not whose they are; "the French-speaking south of Belgium"."""
    if first + 2 < len(doc) and doc[first + 1].text == "-" and doc[first + 2].lower_ in ("speaking", "language"):
        return True
    return first > 1 and doc[first - 1].text == "-" and doc[first - 2].lower_ == "pro"


def _without_namesakes(doc: Doc, matches: dict[int, Match]) -> dict[int, Match]:
    """Without states that are somebody's surname: "Jordan" after "Jim Jordan", where nothing else is of Jordan."""
    full = {e[-1].text for e in doc.ents if e.label_ == "PERSON" and len(e) > 1}
    alike = {i: m for i, m in matches.items() if m.first == m.last and m.surfaces[0].form == "name"}
    alike = {i: m for i, m in alike.items() if doc[i].text in full}
    spoken = {m.surfaces[0].country for i, m in matches.items() if i not in alike}
    spoken |= {m.surfaces[0].country for i, m in alike.items() if doc[i].dep_ == "pobj" or _goal(doc[i])}
    return {i: m for i, m in matches.items() if i not in alike or m.surfaces[0].country in spoken}


def _goal(name: Token) -> bool:
    """ "Visit Jordan": what is not done to persons."""
    return bool(name.dep_ == "dobj" and name.head.lemma_ in ("visit", "leave", "enter", "tour"))
