"""Place names → places with coordinates: by population, by what the report says of where, one sense a report."""

from __future__ import annotations

import dataclasses
import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from dateline.kinds.gazetteer import DEMONYM, MAIN, ONLY_CONTAINING, Gazetteer, GazetteerPlace
from dateline.kinds.place_names import fold, region_base
from dateline.model import Document, Place, Span
from dateline.model.findings import PlaceFinding

EARTH_KM = 6371.0
# Chosen on the development parts of three public corpora of place names; flat around these values.
NEAR_KM, PULL, SHARPNESS = 100.0, 1.6, 4.0
CELL = 1.5
COUNTRY, REGION = 3.0, 1.5
# No company of hamlets outweighs a name that the world knows.
MOST_NEIGHBOURS = 3.0
SMALL_TOWN = 50_000
# A town that is this many times larger than its namesakes abroad is meant where nothing else is said.
RIVAL = 10
# "Alexandria, Louisiana", "Idlib (Syria)", "Basra in southern Iraq", "the Kursk region of Russia".
_JOINT = re.compile(r"(?:,? \(|, |,? in |(?:,? [a-z]+)? of |,? in the [a-z]+ of )(?:the )?(?:[a-z]+(?:ern)? )?")


@dataclasses.dataclass(frozen=True, slots=True)
class Located:
    """One mention and the place chosen for it, None where none fits; `reason` says why."""

    finding: PlaceFinding
    place: GazetteerPlace | None
    reason: str


def resolve_places(findings: Sequence[PlaceFinding], document: Document, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """One Place for each distinct place of the story, with all its mentions, in order of first mention.

    Names that stand for a government, or that are part of another name, make no place.
    """
    grouped: dict[str, list[Located]] = defaultdict(list)
    for located in locate(findings, document, gazetteer):
        finding = located.finding
        if finding.within or (finding.governs and not finding.locative):
            continue
        if located.place is None and not finding.locative:
            continue
        ident = located.place.id if located.place else f"place:{fold(finding.name).replace(' ', '-') or 'unnamed'}"
        grouped[ident].append(located)
    return tuple(_as_place(ident, mentions) for ident, mentions in grouped.items())


def locate(findings: Sequence[PlaceFinding], document: Document, gazetteer: Gazetteer) -> tuple[Located, ...]:
    """A place for every finding, governments and parts of names included, since they tell which country is meant."""
    return _Resolver(findings, document, gazetteer).run()


class _Resolver:
    """One report's names, their candidates, and the choice among them."""

    def __init__(self, findings: Sequence[PlaceFinding], document: Document, gazetteer: Gazetteer) -> None:
        self.findings = findings
        self.document = document
        self.gazetteer = gazetteer
        self.candidates = [self._candidates(f) for f in findings]
        self.containers = self._find_containers()
        self._drop_strangers()
        # How often each name that lies in one country only stands in the report, by that country.
        self.countries: dict[str, Counter[str]] = defaultdict(Counter)
        # Regions and districts that the report may name, by country and name, with the names that do.
        self.areas: dict[tuple[str | None, str], set[str]] = defaultdict(set)
        self._gather_context()

    def run(self) -> tuple[Located, ...]:
        """Weigh each name's places alone, then let the names' likely places support their neighbours, twice."""
        senses: dict[str, list[int]] = defaultdict(list)
        for i in range(len(self.findings)):
            senses[self._sense(i)].append(i)
        rivals = {name: found for name, indices in senses.items() if (found := self._rivals(indices))}
        alone = {name: [self._score(c, senses[name]) for c in found] for name, found in rivals.items()}
        scores = alone
        for _ in range(2):
            support = _support(rivals, scores)
            scores = {name: [a + b for a, b in zip(alone[name], support[name], strict=True)] for name in rivals}
        chosen = {
            name: max(zip(scores[name], found, strict=True), key=lambda pair: (pair[0], -len(pair[1].id), pair[1].id))[
                1
            ]
            for name, found in rivals.items()
        }
        return tuple(self._located(i, f, chosen.get(self._sense(i))) for i, f in enumerate(self.findings))

    def _sense(self, index: int) -> str:
        """Mentions with one key are one place: those of one name, unless the report says that they lie apart."""
        name = fold(self.findings[index].name)
        outer = {fold(self.findings[o].name) for i, o in self.containers.items() if fold(self.findings[i].name) == name}
        if len(outer) < 2 or index not in self.containers:
            return name
        return f"{name}, {fold(self.findings[self.containers[index]].name)}"

    def _candidates(self, finding: PlaceFinding) -> tuple[GazetteerPlace, ...]:
        if finding.point is not None:
            return _at(finding)
        text = self.document.text
        before = text[max(0, finding.span.start - 2) : finding.span.start]
        abbreviated = finding.name.endswith(".") or finding.name.isupper()
        inside = abbreviated and (before in (", ", " (") or before.endswith(("-", "–")) or "." in finding.name)
        found = self.gazetteer.lookup(finding.name, 60, containing=inside)
        if inside and any(p.rank == ONLY_CONTAINING for p in found):
            found = [p for p in found if p.rank == ONLY_CONTAINING]
        people = self.gazetteer.people(finding.name)
        if people is not None and (not found or found[0].population < SMALL_TOWN):
            # "Spanish" is of Spain before it is a township.
            found = [people]
        return tuple(found)

    def _find_containers(self) -> dict[int, int]:
        """Which finding names what another one lies in."""
        text, out = self.document.text, {}
        for i in range(len(self.findings) - 1):
            here, after = self.findings[i].span, self.findings[i + 1].span
            between = text[here.end : after.start]
            if _JOINT.fullmatch(between) and self._fits(i, i + 1):
                out[i] = i + 1
            elif between in ("’s ", "'s ", "’ ", "' ") and self._fits(i + 1, i):
                out[i + 1] = i
        return out

    def _drop_strangers(self) -> None:
        """ "Sutherland Springs, Texas": a small town's name that no place in Texas has is that of none known."""
        text = self.document.text
        for i in range(len(self.findings) - 1):
            found, outer = self.candidates[i], self.candidates[i + 1]
            joint = text[self.findings[i].span.end : self.findings[i + 1].span.start] == ", "
            if not (joint and found and outer) or i in self.containers or outer[0].kind not in ("country", "region"):
                continue
            after = text[self.findings[i + 1].span.end :].lstrip(".")[:5]
            listed = after.startswith((" and", ", and", " or"))
            small = all(c.kind == "city" and c.population < SMALL_TOWN * 4 for c in found)
            if small and outer[0].rank == MAIN and not listed:
                self.candidates[i] = ()

    def _fits(self, inner: int, outer: int) -> bool:
        return any(_inside(c, o) for c in self.candidates[inner] for o in self.candidates[outer][:4])

    def _gather_context(self) -> None:
        for finding, found in zip(self.findings, self.candidates, strict=True):
            if not found:
                continue
            best, name = found[0], fold(finding.name)
            for c in (best, *(c for c in found if c.precision == "district")):
                if c.kind == "region":
                    self.areas[c.country, c.name].add(name)
            owners = {c.country for c in found if c.rank == best.rank or c.population * 20 > best.population}
            if len(owners) == 1 and best.country:
                self.countries[best.country][name] += 1
        dateline = self.document.report.dateline
        if dateline is not None:
            filed = self.gazetteer.lookup(dateline.place or dateline.text.partition(",")[0], 1)
            if filed and filed[0].country:
                self.countries[filed[0].country]["dateline"] += 2

    def _share(self, country: str, name: str) -> float:
        """How much of the report's other names lie in `country`, from 0 to 1; all without `name` itself."""
        counts = {code: sum(n for other, n in names.items() if other != name) for code, names in self.countries.items()}
        total = sum(counts.values())
        return counts.get(country, 0) / total if total else 0.0

    def _rivals(self, indices: list[int]) -> tuple[GazetteerPlace, ...]:
        """The places that one name may mean in this report, only those inside what the report says it lies in."""
        found = self.candidates[indices[0]]
        outer = [self.candidates[self.containers[i]][:4] for i in indices if i in self.containers]
        if outer:
            found = tuple(c for c in found if any(_inside(c, o) for places in outer for o in places)) or found
        return found

    def _score(self, c: GazetteerPlace, mentions: list[int]) -> float:
        """Log of population, and what the rest of the report adds to it."""
        name = fold(self.findings[mentions[0]].name)
        score = math.log10(c.population + 100)
        score -= 1.0 * c.rank if c.rank not in (ONLY_CONTAINING, DEMONYM) else 0.0
        score += {"country": 4.0, "sea": 3.5, "facility": 3.5}.get(c.kind, 0.0)
        if c.kind == "region":
            score += self._region_bonus(c, name)
        if c.capital:
            score += 2.5
        if c.country:
            score += COUNTRY * math.sqrt(self._share(c.country, name))
        if c.kind == "country" and any(self.findings[i].governs for i in mentions):
            score += 1.0
        if c.kind == "city":
            named = (self.areas.get((c.country, area or ""), set()) - {name} for area in (c.admin1, c.admin2))
            score += REGION * sum(1 for names in named if names)
        return score

    def _region_bonus(self, c: GazetteerPlace, name: str) -> float:
        """A region's people are its towns': a bare name is rather the town's, unless it is a well-known region's."""
        if region_base(name):
            return 2.0
        wide = c.precision == "region"
        town = any(
            o.kind == "city"
            and o.rank == MAIN
            and (_inside(o, c) or _km(o, c) < 120)
            and o.population * 5 > c.population
            for o in self.gazetteer.lookup(name, 10)
        )
        if town:
            return -2.5
        return 0.5 if wide else -1.0

    def _located(self, index: int, finding: PlaceFinding, place: GazetteerPlace | None) -> Located:
        if finding.point is not None:
            why = "coordinates in the text" if place is not None else "no point on earth has these coordinates"
            return Located(finding, place, why)
        if place is None:
            return Located(finding, None, f"no place called {finding.name!r} is in the gazetteer")
        rivals = len(self.candidates[index])
        if index in self.containers:
            return Located(finding, place, f"inside {self.findings[self.containers[index]].name}, as the report says")
        if rivals == 1:
            return Located(finding, place, "the only place of that name in the gazetteer")
        context = place.country is not None and self._share(place.country, fold(finding.name)) > 0
        why = "in a country that the report names" if context else "the best known"
        if not context and (others := _as_likely(place, self.candidates[index])):
            why = f"uncertain, nothing in the report tells which of {others + 1} countries is meant: the best known"
        return Located(finding, place, f"{why}, of {rivals} places of that name")


def _at(finding: PlaceFinding) -> tuple[GazetteerPlace, ...]:
    """The point that stands in the text as the only candidate; none where the globe has no such point."""
    latitude, longitude = finding.point or (math.inf, math.inf)
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return ()
    ident = f"point:{latitude:.5f},{longitude:.5f}"
    return (
        GazetteerPlace(
            id=ident, name=finding.name, ascii=finding.name, latitude=latitude, longitude=longitude, country=None,
            admin1=None, admin2=None, kind="facility", precision="point", population=0, capital=False, rank=MAIN,
        ),
    )  # fmt: skip


def _as_likely(chosen: GazetteerPlace, found: Sequence[GazetteerPlace]) -> int:
    """In how many other countries a place of that name is a capital or has a tenth of the chosen one's people."""
    if chosen.kind != "city":
        return 0
    rivals = (c for c in found if c.rank <= chosen.rank and (c.capital or c.population * RIVAL >= chosen.population))
    return len({c.country for c in rivals} - {chosen.country})


def _support(rivals: dict[str, tuple[GazetteerPlace, ...]], scores: dict[str, list[float]]) -> dict[str, list[float]]:
    """What a place gains from likely places of other names close by: reports speak of one neighbourhood."""
    grid: dict[tuple[int, int], list[tuple[str, GazetteerPlace, float]]] = defaultdict(list)
    for name, found in rivals.items():
        best = max(scores[name])
        odds = [math.exp(SHARPNESS * (s - best)) for s in scores[name]]
        total = sum(odds)
        for place, odd in zip(found, odds, strict=True):
            if odd > total / 1000 and place.precision in ("city", "point", "district"):
                grid[_cell(place)].append((name, place, odd / total))
    return {name: [_gain(name, place, grid) for place in found] for name, found in rivals.items()}


def _gain(
    name: str, place: GazetteerPlace, grid: dict[tuple[int, int], list[tuple[str, GazetteerPlace, float]]]
) -> float:
    close: dict[str, float] = {}
    if place.precision == "region":
        inside = ((o, odds) for cell in grid.values() for o, n, odds in cell if _inside(n, place))
        for other, odds in inside:
            close[other] = max(odds, close.get(other, 0.0)) if other != name else 0.0
        return PULL * math.log2(1 + min(sum(close.values()), MOST_NEIGHBOURS))
    if place.precision == "country":
        return 0.0
    row, column = _cell(place)
    for i in (row - 1, row, row + 1):
        for j in (column - 1, column, column + 1):
            for other, neighbour, odds in grid.get((i, j), ()):
                if other != name and odds > close.get(other, 0.0) and _km(place, neighbour) < NEAR_KM:
                    close[other] = odds
    return PULL * math.log2(1 + min(sum(close.values()), MOST_NEIGHBOURS))


def _cell(place: GazetteerPlace) -> tuple[int, int]:
    return math.floor(place.latitude / CELL), math.floor(place.longitude / CELL)


def _inside(inner: GazetteerPlace, outer: GazetteerPlace) -> bool:
    """Whether one place lies in another by country, region or district."""
    if inner.id == outer.id or outer.kind in ("city", "facility", "sea"):
        return False
    if outer.kind == "country":
        return inner.country == outer.country and inner.kind != "country"
    if outer.country is None or inner.country != outer.country:
        return False
    return outer.name in (inner.admin1, inner.admin2)


def _km(a: GazetteerPlace, b: GazetteerPlace) -> float:
    """Great-circle distance in kilometres."""
    la, lb = math.radians(a.latitude), math.radians(b.latitude)
    half = math.sin((lb - la) / 2) ** 2
    half += math.cos(la) * math.cos(lb) * math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _as_place(ident: str, mentions: list[Located]) -> Place:
    first = mentions[0]
    spans = tuple(Span(*m.finding.span) for m in mentions)
    if first.place is None:
        return Place(ident, first.finding.name, mentions=spans, reason=first.reason)
    p = first.place
    return Place(
        id=ident, name=p.name, country=p.country, admin1=p.admin1, latitude=p.latitude, longitude=p.longitude,
        precision=p.precision, mentions=spans, reason=first.reason,
    )  # fmt: skip
