"""Which agreements in different reports are one: by parties, names, kinds, dates and shared steps."""

from __future__ import annotations

import datetime as dt

from dateline.kinds.law import Law
from dateline.kinds.when import bounds
from dateline.merge.agreement_blocks import blocks_of
from dateline.merge.agreement_items import AgreementItem, make, topics
from dateline.merge.context import Context

# Days by which two reports' dates of one signature may differ (time zones, "on Tuesday" of a ceremony at midnight).
_SIGNATURE_SLACK = 3
# Reports of the same parties and topic mean one agreement within this many days; descriptions of which one says nothing
# on the topic in these; one description and bare words ("the deal") in these, bare words alone in these.
_LIKE_DAYS = 7300
_DESCRIPTION_DAYS = 1500
_HALF_BARE_DAYS = 400
_BARE_DAYS = 90
# Truces that nothing but their parties tells apart are one within this many days.
_TRUCE_DAYS = 400
# With one party named only and nothing else told, in this many days.
_PARTIAL_DAYS = 60


def cluster(context: Context, law: Law) -> list[list[AgreementItem]]:
    """The agreements of all Readings, those that are one agreement together, in order of their first report."""
    items = [
        make(source, i, agreement, law)
        for source in context.sources
        for i, agreement in enumerate(source.reading.agreements)
    ]
    groups: list[list[AgreementItem]] = []
    blocks: dict[str, list[int]] = {}
    # Those that identify themselves come first, so that bare descriptions meet all that they could mean.
    for item in sorted(items, key=lambda i: (len(i.parties) < 2, not i.named, i.signed is None, i.key)):
        blocking = blocks_of(item)
        candidates = sorted({n for block in blocking for n in blocks.get(block, ())})
        found = _best(item, [(n, groups[n]) for n in candidates], law)
        if found is None:
            found = len(groups)
            groups.append([])
        groups[found].append(item)
        for block in blocking:
            known = blocks.setdefault(block, [])
            if found not in known:
                known.append(found)
    for group in groups:
        group.sort(key=lambda i: i.key)
    return sorted(groups, key=lambda g: g[0].key)


def _best(item: AgreementItem, groups: list[tuple[int, list[AgreementItem]]], law: Law) -> int | None:
    """The group that `item` belongs to; None where there is none, or two that it fits equally well."""
    scored = []
    for number, group in groups:
        fit = _fit(item, group, law)
        if fit is not None:
            # What many reports speak of is what one more means; something mentioned once is not.
            scored.append((*fit, -min(len(group), 2), number))
    scored.sort()
    if not scored:
        return None
    if len(scored) > 1 and scored[0][:4] == scored[1][:4] and scored[0][0] > 0:
        return None
    return scored[0][4]


def _fit(item: AgreementItem, group: list[AgreementItem], law: Law) -> tuple[int, bool, int] | None:
    """How well `item` fits: (strength, called by another noun, days from its nearest report), less is better.

    None where it does not fit.
    """
    if item.known and any(other.known == item.known for other in group):
        return (0, False, min(_days_apart(item, other) for other in group))
    strengths = []
    for other in group:
        strength = same(item, other, law)
        if strength is None and why_apart(item, other, law):
            return None
        if strength is not None:
            strengths.append((strength[0], not item.nouns & other.nouns, _days_apart(item, other)))
    return min(strengths, default=None)


def same(one: AgreementItem, other: AgreementItem, law: Law) -> tuple[int, str] | None:
    """Strength (0 the best) and reason why two reports mean one agreement, None where they do not surely."""
    if why_apart(one, other, law):
        return None
    if one.known and one.known == other.known:
        return (0, f"the same well-known agreement ({one.known})")
    apart = one.parties and other.parties and not one.parties & other.parties
    if one.titles & other.titles and (not apart or (one.multilateral and other.multilateral)):
        return (0, f"same name ({min(one.titles & other.titles)})")
    shared = _shared(one, other)
    if one.names and other.names and (named := _same_name(one, other)):
        return named
    if _after_scene(one, other) or _after_scene(other, one):
        return (2, "called by the place where it was made")
    if one.fingerprints & other.fingerprints and shared and _nested(one, other):
        step, _, month = min(one.fingerprints & other.fingerprints)
        return (1, f"same parties and {step} in {month}")
    found = _same_description(one, other, shared)
    if found is not None and found[0] > 3 and (one.known or other.known):
        # A report that means a well-known agreement says its name, or tells its parties.
        return None
    return found


def _same_description(one: AgreementItem, other: AgreementItem, shared: frozenset[str]) -> tuple[int, str] | None:
    """Whether "the border pact" of these parties means the same to both; the less is told, the closer in time."""
    days = _days_apart(one, other)
    if one.agreement.kind == other.agreement.kind == "ceasefire" and days > _TRUCE_DAYS and not _by_year(one, other):
        # The same enemies make truce after truce.
        return None
    words = (one.description | one.told) & (other.description | other.told)
    alike = bool(one.description & other.description or words - topics() or _topics(one) & _topics(other))
    named = bool(one.proper & other.proper)
    alike = alike or _by_year(one, other) or named
    bare = not one.description or not other.description
    if len(shared) >= 2 and _nested(one, other):
        if alike and days <= _LIKE_DAYS:
            return (2, "same parties and like descriptions")
        if one.context & other.context and days <= (_LIKE_DAYS if _later(one, other).grown else _DESCRIPTION_DAYS):
            return (3, "same parties, and reports on the same matter")
        told = one.telling + other.telling
        if days <= (_BARE_DAYS, _HALF_BARE_DAYS, _DESCRIPTION_DAYS)[told]:
            return (3, "same parties, compatible kind and description")
        return None
    if one.multilateral and other.multilateral and days <= _LIKE_DAYS:
        # Of a convention, each report tells of another party's step; a name beside it may be another's in the long run.
        beside = [i.proper if days <= _HALF_BARE_DAYS else frozenset() for i in (one, other)]
        mine, theirs = (i.description | i.told | p for i, p in zip((one, other), beside, strict=True))
        own = mine & theirs - topics()
        if own:
            return (6, f"like descriptions of a multilateral instrument ({min(own)})")
        if shared and bare and not _later(one, other).fresh and days <= _HALF_BARE_DAYS:
            return (6, "one party's steps in a multilateral instrument")
    small, large = sorted((one, other), key=lambda i: len(i.parties))
    if len(large.parties) < 2:
        return (_untold(one, other, days) if alike else None) or _halves(one, other, days)
    if len(small.parties) > 1 or not (small.parties <= large.parties or _covered(large, small)):
        return None
    covered = _covered(large, small)
    if alike and (covered or (shared and days <= _DESCRIPTION_DAYS)) and days <= _LIKE_DAYS:
        return (4, "a party and the description shared")
    if shared and one.context & other.context and small.around <= large.parties and days <= _HALF_BARE_DAYS:
        return (6, "a party shared, no other state named, and reports on the same matter")
    alike_noun = one.nouns & other.nouns and small.agreement.kind not in ("treaty", "other") and not small.fresh
    if bare and _covered(large, small) and days <= (_DESCRIPTION_DAYS if alike_noun else _HALF_BARE_DAYS):
        return (5, "the report speaks of the same parties")
    if bare and shared and days <= _PARTIAL_DAYS:
        return (6, "a party shared, and nothing said against")
    return None


def _later(one: AgreementItem, other: AgreementItem) -> AgreementItem:
    """That of the later report."""
    return max((one, other), key=lambda i: i.source.day or "")


def _halves(one: AgreementItem, other: AgreementItem, days: int) -> tuple[int, str] | None:
    """Whether each report tells one party and names the other's: "the accord with the rebels", "the state's accord"."""
    if len(one.parties) != 1 or len(other.parties) != 1 or one.parties == other.parties or days > _HALF_BARE_DAYS:
        return None
    if one.parties <= other.around and other.parties <= one.around:
        return (6, "each report tells one party and names the other")
    return None


def _untold(one: AgreementItem, other: AgreementItem, days: int) -> tuple[int, str] | None:
    """Whether two reports that tell no two parties describe one agreement: they name the same states around it."""
    near = one.around & other.around
    apart = one.parties and other.parties and not one.parties & other.parties
    own = (one.description | one.told) & (other.description | other.told) - topics()
    own |= one.proper & other.proper
    if own and near and days <= _DESCRIPTION_DAYS:
        return (5, f"like descriptions ({min(own)}), and a state named in both")
    if own and (one.multilateral or other.multilateral) and days <= _DESCRIPTION_DAYS:
        # A convention has many parties, and each report tells of another.
        return (6, f"like descriptions of a multilateral instrument ({min(own)})")
    if len(near) >= 2 and not apart and days <= _LIKE_DAYS:
        return (5, "like descriptions, and the same states named")
    if one.parties & other.parties and days <= _HALF_BARE_DAYS:
        return (6, "like descriptions with a party shared")
    return None


def _covered(large: AgreementItem, small: AgreementItem) -> bool:
    """Whether the report of `small`, which does not tell its parties, names those of `large`, most of them if many."""
    known = len(large.parties & small.around)
    if any(p.startswith("group:") or p.endswith(".REB") for p in large.parties) and len(large.parties) == 2:
        # "Both sides in the country's war": the armed group is often not named.
        return known >= 1
    return known >= 2 and (known == len(large.parties) or known >= 3)


def _topics(item: AgreementItem) -> frozenset[str]:
    return item.topics | item.about


def _by_year(one: AgreementItem, other: AgreementItem) -> bool:
    """Whether one is called by the year in which the other was signed, or both by the same year."""
    return bool(one.years & (other.years | _signed_in(other)) or other.years & _signed_in(one))


def _signed_in(item: AgreementItem) -> frozenset[str]:
    first, last = bounds(item.signed)
    begun = {month[:4] for step, _, month in item.fingerprints if step in ("sign", "conclude", "enter_into_force")}
    return frozenset(begun | ({str(first.year)} if first and last and first.year == last.year else set()))


def _same_name(one: AgreementItem, other: AgreementItem) -> tuple[int, str] | None:
    best = max(
        ((a, b) for a in one.names for b in other.names), key=lambda p: (_name_match(*p), sorted(p[0]), sorted(p[1]))
    )
    if not _name_match(*best):
        return None
    if not one.parties or not other.parties or one.parties & other.parties:
        return (0, f"same name ({', '.join(sorted(best[0] & best[1]))})")
    return None


def _name_match(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the words of one name are all in the other; one word that only tells the topic is no name."""
    small, large = sorted((one, other), key=len)
    return small == large or (small < large and bool(len(small) > 1 or small - topics()))


def _nested(one: AgreementItem, other: AgreementItem) -> bool:
    """Whether one names no party that the other does not; a member state may stand for its bloc, or the bloc for it."""
    return _within(one, other) or _within(other, one)


def _within(small: AgreementItem, large: AgreementItem) -> bool:
    known = large.parties.union(*large.blocs.values())
    return all(p in known or small.blocs.get(p, frozenset()) & large.parties for p in small.parties)


def _shared(one: AgreementItem, other: AgreementItem) -> frozenset[str]:
    """The parties that both name, and the blocs that one names of which the other names members."""
    blocs = {b for mine, yours in ((one, other), (other, one)) for b in mine.parties
             if any(b in yours.blocs.get(p, frozenset()) for p in yours.parties)}  # fmt: skip
    return (one.parties & other.parties) | frozenset(blocs)


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
    if apart and not _linked(one, other, apart=True) and not _alike_beside(one, other):
        return f"on other matters ({', '.join(sorted(one.topics))}; {', '.join(sorted(other.topics))})"
    if one.multilateral and other.multilateral and _named_alike(one, other):
        return "of other names"
    if one.years and other.years and not one.years & other.years:
        return f"called by other years ({min(one.years)}; {min(other.years)})"
    if _before_signature(one, other) or _before_signature(other, one):
        return "one was signed or in force before the other's signature"
    # States sign a multilateral convention on different days: its name tells more.
    by_name = any(_name_match(a, b) for a in one.names for b in other.names) and one.parties != other.parties
    # "The pact, signed in December", with no name or description of its own, is more likely a slip than a second pact.
    slip = not (_own_words(one) and _own_words(other)) and one.parties == other.parties and _same_year(one, other)
    if (
        (_signed_apart(one.signed, other.signed) and not by_name and not slip)
        or _year_apart(one, other)
        or _year_apart(other, one)
    ):
        return f"signed on other days ({one.signed or 'unknown'}; {other.signed or 'unknown'})"
    if not law.compatible(one.agreement.kind, other.agreement.kind) and not one.names & other.names:
        return f"of other kinds ({one.agreement.kind}; {other.agreement.kind})"
    # A report that names one party has not told who the other is: two such may still mean one agreement.
    # Of an instrument that is open to many, each report tells of other parties.
    many = one.multilateral and other.multilateral
    if max(len(one.parties), len(other.parties)) > 1 and _strangers(one, other) and not many:
        return "of other parties"
    described = any(n <= i.description | i.told for a, i in ((one, other), (other, one)) for n in a.names)
    if one.names and other.names and not described and not _linked(one, other) and not _called_by_place(one, other):
        return "of other names"
    return None


def _after_scene(called: AgreementItem, made: AgreementItem) -> bool:
    """Whether one is called later by where the other was made ("the Montevideo accord") or, where that has no name, by
    a name beside it ("signed the pact at Zilina"), and shares a party; its report names two if it tells none.
    """
    beside = made.scene if made.names else made.scene | made.proper
    by_place = any(name <= beside for name in called.names)
    later = (called.source.day or "") >= (made.source.day or "")
    alike = called.description & made.description - topics()
    named = len(made.parties & called.around) >= (1 if alike else 2) or _covered(made, called)
    party = bool(_shared(called, made)) if called.parties else named
    return by_place and later and party


def _named_alike(one: AgreementItem, other: AgreementItem) -> bool:
    """ "The Mombasa Convention", "the Muscat Convention": one noun, and a name of one word that is not the same."""
    mine, theirs = ([t.split() for t in i.titles if len(t.split()) == 2] for i in (one, other))
    return not one.titles & other.titles and any(a[1] == b[1] and a[0] != b[0] for a in mine for b in theirs)


def _grown_old(one: AgreementItem, other: AgreementItem) -> bool:
    """Whether the report that calls it old or former is the later one by a year: what was new then is old now."""
    old, new = (one, other) if one.former else (other, one)
    if old.source.day is None or new.source.day is None:
        return False
    return dt.date.fromisoformat(old.source.day) > dt.date.fromisoformat(new.source.day) + dt.timedelta(days=365)


def _before_signature(early: AgreementItem, late: AgreementItem) -> bool:
    """Whether one was signed or in force, by its report, long before the other's signature."""
    first, day = bounds(late.signed)[0], early.source.day
    named = early.titles & late.titles or any(_name_match(a, b) for a in early.names for b in late.names)
    if first is None or day is None or not early.moved or _by_year(early, late) or named:
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
    return any(single) and not all(single) and _nested(one, other) and bool(one.parties & other.parties)


def _alike_beside(one: AgreementItem, other: AgreementItem) -> bool:
    """Whether two descriptions on other topics share a word of their own, or a year ("naval fuel", "nuclear fuel")."""
    return bool(one.description & other.description - topics()) or _by_year(one, other)


def _linked(one: AgreementItem, other: AgreementItem, *, apart: bool = False) -> bool:
    """Whether a name, or a dated step of the same parties, ties the two together whatever else they are called.

    `apart`: they are on two matters. Two states sign several agreements on one visit, so that a signature ties nothing.
    """
    if any(_name_match(a, b) for a in one.names for b in other.names) or one.titles & other.titles:
        return True
    shared = {f for f in one.fingerprints & other.fingerprints if not apart or f[0] != "sign"}
    return bool(shared and one.parties == other.parties)


def _own_words(item: AgreementItem) -> bool:
    return item.named or bool(item.description)


def _same_year(one: AgreementItem, other: AgreementItem) -> bool:
    (a, _), (b, _) = bounds(one.signed), bounds(other.signed)
    return a is not None and b is not None and abs((a - b).days) < 366


def _strangers(one: AgreementItem, other: AgreementItem) -> bool:
    return bool(one.parties and other.parties and not _shared(one, other))


def _signed_apart(one: str | None, other: str | None) -> bool:
    (a, b), (c, d) = bounds(one), bounds(other)
    slack = dt.timedelta(days=_SIGNATURE_SLACK)
    return bool((b and c and b + slack < c) or (d and a and d + slack < a))


def _year_apart(one: AgreementItem, other: AgreementItem) -> bool:
    """Whether the year in one's name is not that of the other's signature."""
    first, last = bounds(other.signed)
    if not one.years or first is None or last is None:
        return False
    return not any(first.year <= int(y) <= last.year for y in one.years)


def _days_apart(one: AgreementItem, other: AgreementItem) -> int:
    if one.source.day is None or other.source.day is None:
        return 0
    return abs((dt.date.fromisoformat(one.source.day) - dt.date.fromisoformat(other.source.day)).days)
