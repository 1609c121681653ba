"""Which agreements in different reports are one: by parties, names, kinds, dates and shared steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from dateline.kinds.law import Law
from dateline.merge.agreement_apart import OTHER_NAMES, OTHER_PARTIES, why_apart
from dateline.merge.agreement_blocks import blocks_of
from dateline.merge.agreement_evidence import ENOUGH, evidence
from dateline.merge.agreement_items import AgreementItem, make, topics
from dateline.merge.agreement_pairs import by_year, days_apart, joining, name_match, nested, of_one_year, shared_parties
from dateline.merge.context import Context, Key

# Reports of the same parties and topic mean one agreement within this many days; descriptions of which one says nothing
# on the topic in these; one description and bare words ("the deal") in these, bare words alone in these.
_LIKE_DAYS = 7300
_DESCRIPTION_DAYS = 1500
_HALF_BARE_DAYS = 400
_BARE_DAYS = 90
# Truces that nothing but their parties tells apart are one within this many days.
_TRUCE_DAYS = 400
# Groups of so many reports may still belong to another.
_FEW = 4
# What an instrument beside another is called, and nothing else is.
_OWN_NOUNS = frozenset({"protocol", "memorandum", "convention"})
# With one party named only and nothing else told, in this many days.
_PARTIAL_DAYS = 60


def cluster(context: Context, law: Law) -> list[list[AgreementItem]]:
    """The agreements of all Readings, those that are one agreement together, in order of their first report."""
    items = [
        make(source, i, agreement, law)
        for source in context.sources
        for i, agreement in enumerate(source.reading.agreements)
    ]
    described = frozenset().union(*(i.description for i in items)) - topics()
    groups = _Groups({i.key: blocks_of(i, described) for i in items}, law)

    # Those that identify themselves come first, so that bare descriptions meet all that they could mean.
    # An instrument that changes another, told of beside it, is last: the other is the one that other reports mean,
    # unless they use its own noun, of it alone.
    told = Counter(o.source.report.id for o in items)
    using = {n: {r for o in items if n in o.nouns and told[r := o.source.report.id] == 1} for n in _OWN_NOUNS}

    def beside(i: AgreementItem) -> bool:
        return i.changing and not any(using[n] - {i.source.report.id} for n in i.nouns & _OWN_NOUNS)

    for item in sorted(items, key=lambda i: (beside(i), len(i.parties) < 2, not i.named, i.signed is None, i.key)):
        groups.put(item)
    placed = groups.left_over()
    for group in placed:
        group.sort(key=lambda i: i.key)
    return sorted(placed, key=lambda g: g[0].key)


class _Groups:
    """Items that are one agreement together; an item is compared with those groups alone that share a block with it."""

    def __init__(self, blocks: Mapping[Key, Sequence[str]], law: Law) -> None:
        """`blocks` are those of each item."""
        self.blocks = blocks
        self.law = law
        self.groups: list[list[AgreementItem]] = []
        self.by_block: dict[str, set[int]] = {}

    def put(self, item: AgreementItem) -> None:
        """Add an item to the one group that it fits, or to a new one."""
        candidates = sorted({n for block in self.blocks[item.key] for n in self.by_block.get(block, ())})
        found = _best(item, [(n, self.groups[n]) for n in candidates], self.law)
        self._add(item, len(self.groups) if found is None else found)

    def _add(self, item: AgreementItem, number: int) -> None:
        if number == len(self.groups):
            self.groups.append([])
        self.groups[number].append(item)
        for block in self.blocks[item.key]:
            self.by_block.setdefault(block, set()).add(number)

    def left_over(self) -> list[list[AgreementItem]]:
        """The groups, those of one item joined to the other that it fits now that all items are where they belong."""
        again = _Groups(self.blocks, self.law)
        for number, group in enumerate(g for g in self.groups if len(g) > 1):
            for item in group:
                again._add(item, number)
        for group in (g for g in self.groups if len(g) == 1):
            again.put(group[0])
        again._change_places()
        return again._by_evidence()

    def _change_places(self) -> None:
        """Put what stands alone where another of its report is, if it fits the others there better.

        "A protocol amends the tax treaty": of the two, the one of which others say that "the protocol" was ratified.
        """
        for number, group in enumerate(self.groups):
            item = group[0]
            near = {n for block in self.blocks[item.key] for n in self.by_block.get(block, ())} - {number}
            for n in sorted(near) if len(group) == 1 and item.agreement.steps else ():
                rival = next((o for o in self.groups[n] if o.source is item.source), None)
                rest = [o for o in self.groups[n] if o is not rival]
                if rival is None or not _fits_better(item, rival, rest, self.law):
                    continue
                self.groups[n], self.groups[number] = [*rest, item], [rival]
                for one, place in ((item, n), (rival, number)):
                    for block in self.blocks[one.key]:
                        self.by_block.setdefault(block, set()).add(place)
                break

    def _by_evidence(self) -> list[list[AgreementItem]]:
        """The groups, those of few items joined to the only other for which enough speaks, if any."""
        for number in sorted(range(len(self.groups)), key=lambda n: (len(self.groups[n]), n)):
            group = self.groups[number]
            if len(group) > _FEW or not any(i.agreement.steps for i in group):
                continue
            near = {n for i in group for block in self.blocks[i.key] for n in self.by_block.get(block, ())} - {number}
            points = {n: max(evidence(i, o) for i in group for o in self.groups[n]) for n in near if self.groups[n]}
            fits: list[int] = []
            for n in sorted(points, key=lambda n: (-points[n], n)):
                if points[n] < max(ENOUGH, points[fits[0]] if fits else 0) or len(fits) > 1:
                    break
                if not any(_apart(i, self.groups[n], self.law) for i in group):
                    fits.append(n)
            if len(fits) == 1:
                for item in group:
                    self._add(item, fits[0])
                self.groups[number] = []
        return [g for g in self.groups if g]


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
        return (0, False, min(days_apart(item, other) for other in group))
    found = [(other, strength) for other in group if (strength := same(item, other, law)) is not None]
    if not found or _apart(item, group, law, named=any(s[0] in (0, 2) for _, s in found)):
        return None
    return min((s[0], not item.nouns & o.nouns, days_apart(item, o)) for o, s in found)


def _fits_better(item: AgreementItem, rival: AgreementItem, group: list[AgreementItem], law: Law) -> bool:
    """Whether of two of one report the first is the one that a group means: more surely, or by the word for it."""
    mine, theirs = _fit(item, group, law), _fit(rival, group, law)
    if mine is None or theirs is None or mine[0] != theirs[0]:
        return mine is not None and (theirs is None or mine[0] < theirs[0])
    nouns = frozenset().union(*(o.nouns for o in group)) & _OWN_NOUNS
    return bool(item.nouns & nouns) and not rival.nouns & nouns


def _apart(item: AgreementItem, group: list[AgreementItem], law: Law, *, named: bool = False) -> bool:
    """Whether any of a group surely is another agreement; `named`: a name ties the item to one of them."""
    for other in group:
        apart = why_apart(item, other, law)
        if apart == OTHER_PARTIES and _of_many(item, group):
            # "Pakistan acceded to the Baghdad Pact", which another report tells of as one between two.
            continue
        if apart == OTHER_NAMES and named and all(len(n) == 1 for n in other.names):
            # "The Francistown compact", where it was made, and the name that another report has.
            continue
        if apart == OTHER_NAMES and any(_bears(o, item) for o in group):
            # Some report ties the two: "the Salzburg treaty", the Convention on Loitering Munitions.
            continue
        if apart:
            return True
    return False


def _bears(one: AgreementItem, other: AgreementItem) -> bool:
    """Whether two reports have a name in common."""
    return bool(one.names & other.names or one.titles & other.titles)


def _of_many(item: AgreementItem, group: list[AgreementItem]) -> bool:
    """Whether a group is of a convention of which the item tells some parties' part, by its name or as parties told."""
    many = [o for o in group if o.multilateral]
    parties = frozenset().union(*(o.parties for o in many))
    told = bool(item.parties & parties) and (item.multilateral or item.parties <= parties)
    return told or any(joining(item, o) for o in group)


def same(one: AgreementItem, other: AgreementItem, law: Law) -> tuple[int, str] | None:
    """Strength (0 the best) and reason why two reports mean one agreement, None where they do not surely."""
    if why_apart(one, other, law):
        return None
    if one.known and one.known == other.known:
        return (0, f"the same well-known agreement ({one.known})")
    apart = one.parties and other.parties and not one.parties & other.parties
    if one.titles & other.titles and (not apart or (one.multilateral and other.multilateral) or joining(one, other)):
        return (0, f"same name ({min(one.titles & other.titles)})")
    shared = shared_parties(one, other)
    if one.names and other.names and (named := _same_name(one, other)):
        return named
    if _after_scene(one, other) or _after_scene(other, one):
        return (2, "called by the place where it was made")
    if one.fingerprints & other.fingerprints and shared and nested(one, other):
        step, _, month = min(one.fingerprints & other.fingerprints)
        return (1, f"same parties and {step} in {month}")
    found = _same_description(one, other, shared)
    if found is not None and found[0] > 3 and (one.known or other.known):
        # A report that means a well-known agreement says its name, or tells its parties.
        return None
    return found


def _same_description(one: AgreementItem, other: AgreementItem, shared: frozenset[str]) -> tuple[int, str] | None:
    """Whether "the border pact" of these parties means the same to both; the less is told, the closer in time."""
    days = days_apart(one, other)
    truces = one.agreement.kind == other.agreement.kind == "ceasefire" and not by_year(one, other)
    if truces and days > _TRUCE_DAYS and not _later(one, other).grown:
        # The same enemies make truce after truce; what only ended is the one that was made.
        return None
    words = (one.description | one.told) & (other.description | other.told)
    alike = bool(one.description & other.description or words - topics() or _topics(one) & _topics(other))
    named = bool(one.proper & other.proper)
    alike = alike or by_year(one, other) or named or _by_word(one, other) or _by_context(one, other)
    bare = _undescribed(one) or _undescribed(other)
    if len(shared) >= 2 and nested(one, other):
        if alike and (days <= _LIKE_DAYS or of_one_year(one, other)):
            return (2, "same parties and like descriptions")
        if one.nouns & other.nouns & _OWN_NOUNS and days <= _DESCRIPTION_DAYS:
            return (2, "same parties and the same kind of instrument")
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
        if _by_word(one, other):
            return (6, "a multilateral instrument, described by a word of the other report")
        if shared and bare and not _later(one, other).fresh and days <= _HALF_BARE_DAYS:
            return (6, "one party's steps in a multilateral instrument")
    small, large = sorted((one, other), key=lambda i: len(i.parties))
    if len(large.parties) < 2:
        return (_untold(one, other, days) if alike else None) or _halves(one, other, days) or _of_two(one, other, days)
    if len(small.parties) > 1 or not (small.parties <= large.parties or _covered(large, small)):
        return None
    covered = _covered(large, small)
    if (
        alike
        and (covered or (shared and days <= _DESCRIPTION_DAYS))
        and (days <= _LIKE_DAYS or of_one_year(one, other))
    ):
        return (4, "a party and the description shared")
    if shared and one.context & other.context and small.around <= large.parties and days <= _HALF_BARE_DAYS:
        return (6, "a party shared, no other state named, and reports on the same matter")
    alike_noun = one.nouns & other.nouns and small.agreement.kind not in ("treaty", "other") and not small.fresh
    if bare and _covered(large, small) and days <= (_DESCRIPTION_DAYS if alike_noun else _HALF_BARE_DAYS):
        return (5, "the report speaks of the same parties")
    if small.around == large.parties and days <= _DESCRIPTION_DAYS:
        return (6, "the report names the same two states, and no other")
    if bare and shared and days <= _PARTIAL_DAYS:
        return (6, "a party shared, and nothing said against")
    return None


def _by_context(one: AgreementItem, other: AgreementItem) -> bool:
    """Whether one's description is on what the other report is on, of which no word stands beside the agreement."""
    mine, yours = one.topics or other.context, other.topics or one.context
    return not (one.topics and other.topics) and bool(mine & yours and (one.topics or other.topics))


def _undescribed(item: AgreementItem) -> bool:
    """Whether nothing tells what it is on: a bare noun, or the place that it is called by."""
    return item.description <= frozenset().union(*item.names)


def _by_word(one: AgreementItem, other: AgreementItem) -> bool:
    """Whether one's description has a word of its own that the other report uses: "the soot pact", "soot curbs"."""
    mine, yours = one.description - topics(), other.description - topics()
    return bool(mine & other.said or yours & one.said)


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


def _of_two(one: AgreementItem, other: AgreementItem, days: int) -> tuple[int, str] | None:
    """Whether both reports name the same two states, and no other."""
    if len(one.around) == 2 and one.around == other.around and days <= _DESCRIPTION_DAYS:
        return (6, "both reports name the same two states, and no other")
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
    if len(near) >= 2 and not apart and (days <= _LIKE_DAYS or of_one_year(one, other)):
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


def _same_name(one: AgreementItem, other: AgreementItem) -> tuple[int, str] | None:
    best = max(
        ((a, b) for a in one.names for b in other.names), key=lambda p: (name_match(*p), sorted(p[0]), sorted(p[1]))
    )
    if not name_match(*best):
        return None
    if not one.parties or not other.parties or one.parties & other.parties or joining(one, other):
        return (0, f"same name ({', '.join(sorted(best[0] & best[1]))})")
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
    party = bool(shared_parties(called, made)) if called.parties else named
    return by_place and later and party
