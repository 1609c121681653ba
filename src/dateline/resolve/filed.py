"""Where a report was filed: the place that its dateline names, and the state in which "the Senate" then sits."""

from __future__ import annotations

from dateline.kinds.actors import Kinds
from dateline.kinds.gazetteer import Gazetteer, GazetteerPlace
from dateline.kinds.outlets import printed_in
from dateline.model.document import Document

# Of two cities of one name, the other than the capital is meant from this size on.
_TOWN = 50_000


def home_of(document: Document, kinds: Kinds, gazetteer: Gazetteer, named: frozenset[str] = frozenset()) -> str | None:
    """The state from which the report was filed, None where neither its dateline nor its paper's name tells.

    `named` are the states that the report names: "SANTIAGO" of a report on the Dominican Republic is not in Chile.
    """
    dateline = document.report.dateline
    if dateline is None or not dateline.text:
        home = printed_in(document.report.publisher) if document.report.publisher else None
        # A paper that names two other states tells of these.
        return home if home in named or sum(len(i) == 3 for i in named) < 2 else None
    words = dateline.text.strip(" .:–—-").partition(",")[0]
    day = document.report.day
    capital = kinds.capital_of(words, day) or kinds.capital_of(words.title(), day)
    if capital is not None:
        cities = () if capital in named else gazetteer.lookup(words, 20)
        there = {p.country for p in cities if p.kind == "city" and p.population >= _TOWN and p.country in named}
        return there.pop() if len(there) == 1 else capital
    filed = filed_from(dateline.text, gazetteer)
    return filed.country if filed is not None else None


def filed_from(dateline: str, gazetteer: Gazetteer) -> GazetteerPlace | None:
    """The one place that a dateline names ("SEOUL", "KYIV, Ukraine"), None for several or for one that is unknown."""
    name, _, inside = dateline.strip(" .:–—-").partition(",")
    if "/" in dateline:
        return None
    found = [p for p in gazetteer.lookup(name.strip(), 20) if p.kind == "city"]
    outer = gazetteer.lookup(inside.strip(), 1, containing=True) if inside.strip() else []
    for o in outer:
        found = [p for p in found if p.country == o.country and (o.kind == "country" or p.admin1 == o.name)] or found
    return min(found, key=lambda p: (not p.capital, -p.population, p.id), default=None)
