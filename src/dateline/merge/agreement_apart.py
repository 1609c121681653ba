"""Why two reports' agreements surely are different ones."""

from __future__ import annotations

import datetime as dt
import re

from dateline.kinds.law import Law
from dateline.kinds.when import bounds
from dateline.merge.agreement_items import AgreementItem, topics
from dateline.merge.agreement_pairs import by_year, joining, linked, name_match, nested, shared_parties, signed_apart
from dateline.merge.words import stem

# How a title begins to tell what the instrument is on.
_ON = re.compile(r" (?:on|for|against|concerning) ")

# Reasons that do not hold where other reports tie the two: a name of a convention, the place where it was made.
OTHER_PARTIES = "of other parties"
OTHER_NAMES = "of other names"


def why_apart(one: AgreementItem, other: AgreementItem, law: Law) -> str | None:
    """Why the two surely are different agreements; None where they may be one."""
    if one.source is other.source:
        # A Reading has told its own agreements apart already.
        return "one report tells of both"
    if one.known and other.known:
        return None if one.known == other.known else "two well-known agreements"
    if one.former != other.former and not one.titles & other.titles and not _grown_old(one, other):
        return "one is told of as the earlier one"
    apart = one.topics and other.topics and not one.topics & other.topics
    if apart and not linked(one, other, apart=True) and not _alike_beside(one, other):
        return f"on other matters ({', '.join(sorted(one.topics))}; {', '.join(sorted(other.topics))})"
    if one.multilateral and other.multilateral and _named_alike(one, other):
        return "of other names"
    if one.years and other.years and not one.years & other.years:
        return f"called by other years ({min(one.years)}; {min(other.years)})"
    if _before_signature(one, other) or _before_signature(other, one):
        return "one was signed or in force before the other's signature"
    # States sign a multilateral convention on different days: its name tells more.
    by_name = any(name_match(a, b) for a in one.names for b in other.names) or bool(one.titles & other.titles)
    by_name = (by_name or _one_of_many(one, other)) and one.parties != other.parties
    # "The pact, signed in December", with no name or description of its own, is more likely a slip than a second pact.
    slip = not (_own_words(one) and _own_words(other)) and one.parties == other.parties and _same_year(one, other)
    if (
        (signed_apart(one.signed, other.signed) and not by_name and not slip)
        or _year_apart(one, other)
        or _year_apart(other, one)
    ):
        return f"signed on other days ({one.signed or 'unknown'}; {other.signed or 'unknown'})"
    if not law.compatible(one.agreement.kind, other.agreement.kind) and not one.names & other.names:
        return f"of other kinds ({one.agreement.kind}; {other.agreement.kind})"
    # A report that names one party has not told who the other is: two such may still mean one agreement.
    # Of an instrument that is open to many, each report tells of other parties.
    many = (one.multilateral and other.multilateral) or joining(one, other)
    if max(len(one.parties), len(other.parties)) > 1 and _strangers(one, other) and not many:
        return OTHER_PARTIES
    described = any(n <= _called(i) for a, i in ((one, other), (other, one)) for n in a.names)
    if one.names and other.names and not described and not linked(one, other) and not _called_by_place(one, other):
        if many and _by_place_and_matter(one, other):
            return None
        by_matter = many and any(_word_of(w[0], i) for a, i in ((one, other), (other, one)) for w in _short_titles(a))
        return None if by_matter else OTHER_NAMES
    return None


def _by_place_and_matter(one: AgreementItem, other: AgreementItem) -> bool:
    """ "The Antwerp Convention", by which merchant seamen are nursed, and the Convention on the Care of Seamen …."""
    by_place, by_matter = ({bool(_ON.search(t)) for t in i.titles} for i in sorted((one, other), key=_titled_so))
    words = (one.description | one.told) & (other.description | other.told) - topics()
    return by_place == {False} and True in by_matter and len(words) > 1


def _titled_so(item: AgreementItem) -> bool:
    return any(_ON.search(t) for t in item.titles)


def _called(item: AgreementItem) -> frozenset[str]:
    """The stems of all that it is called: "the Mérida agreement" may be the Mérida Sisal Agreement."""
    return item.description | item.told | {stem(w) for t in item.titles for w in t.split()}


def _named_alike(one: AgreementItem, other: AgreementItem) -> bool:
    """ "The Mombasa Convention", "the Muscat Convention": one noun, and a name of one word that is not the same."""
    mine, theirs = _short_titles(one), _short_titles(other)
    if one.titles & other.titles or not any(a[1] == b[1] and a[0] != b[0] for a in mine for b in theirs):
        return False
    longer = [{w for t in i.titles for w in t.split()} for i in (one, other)]
    return not any(
        _word_of(b[0], one) or _word_of(a[0], other) or b[0] in longer[0] or a[0] in longer[1]
        for a in mine
        for b in theirs
    )


def _short_titles(item: AgreementItem) -> list[list[str]]:
    return [t.split() for t in item.titles if len(t.split()) == 2]


def _word_of(name: str, item: AgreementItem) -> bool:
    """ "The Sturgeon Convention", and a convention "to save the sturgeon": called by what it is on."""
    return re.search(rf"\b{re.escape(name)}s?\b", item.source.report.text) is not None


def _grown_old(one: AgreementItem, other: AgreementItem) -> bool:
    """Whether the report that calls it old or former is the later one by a year: what was new then is old now."""
    old, new = (one, other) if one.former else (other, one)
    if old.source.day is None or new.source.day is None:
        return False
    return dt.date.fromisoformat(old.source.day) > dt.date.fromisoformat(new.source.day) + dt.timedelta(days=365)


def _before_signature(early: AgreementItem, late: AgreementItem) -> bool:
    """Whether one was signed or in force, by its report, long before the other's signature."""
    first, day = bounds(late.signed)[0], early.source.day
    named = early.titles & late.titles or any(name_match(a, b) for a in early.names for b in late.names)
    if first is None or day is None or not early.moved or by_year(early, late) or named:
        return False
    if early.multilateral or late.multilateral:
        # States sign a convention one after another.
        return False
    if not late.fresh and early.parties == late.parties and early.description & late.description:
        # "Signed the port treaty": the one known from before, whatever the days say; its steps are flagged.
        return False
    return dt.date.fromisoformat(day) + dt.timedelta(days=31) < first


def _called_by_place(one: AgreementItem, other: AgreementItem) -> bool:
    """Whether one has no name but a single word, such as where it was signed ("the Vienna treaty"), and the other more.

    Both are of the same parties, or of one of them.
    """
    single = [all(len(n) == 1 for n in item.names) for item in (one, other)]
    return any(single) and not all(single) and nested(one, other) and bool(one.parties & other.parties)


def _alike_beside(one: AgreementItem, other: AgreementItem) -> bool:
    """Whether two descriptions on other topics share a word of their own, or a year ("naval fuel", "nuclear fuel")."""
    return bool(one.description & other.description - topics()) or by_year(one, other)


def _own_words(item: AgreementItem) -> bool:
    return item.named or bool(item.description or item.about or (item.fresh and item.told))


def _one_of_many(one: AgreementItem, other: AgreementItem) -> bool:
    """Whether one tells a single state's part in what is open to many: it may sign on a day of its own."""
    return one.multilateral and other.multilateral and min(len(one.parties), len(other.parties)) == 1


def _same_year(one: AgreementItem, other: AgreementItem) -> bool:
    (a, _), (b, _) = bounds(one.signed), bounds(other.signed)
    return a is not None and b is not None and abs((a - b).days) < 366


def _strangers(one: AgreementItem, other: AgreementItem) -> bool:
    return bool(one.parties and other.parties and not shared_parties(one, other))


def _year_apart(one: AgreementItem, other: AgreementItem) -> bool:
    """Whether the year in one's name is not that of the other's signature."""
    first, last = bounds(other.signed)
    if not one.years or first is None or last is None or (other.signed or "").endswith("~"):
        # "Two years have passed since" is a day reckoned from words.
        return False
    return not any(first.year <= int(y) <= last.year for y in one.years)
