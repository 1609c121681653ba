"""Coordinates written in a report: "34.5°N, 69.2°E", "48°51′ N 2°21′ E", "12.5 degrees south and 45 degrees east"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.model.findings import PlaceFinding
from dateline.model.span import Span

_ANGLE = r"""(?:{name}\s+(?:of\s+)?)?(?<![\w.])(?P<{a}>\d{{1,3}}(?:\.\d+)?)\s*(?P<{a}mark>°|º|-?degrees?\b|deg\b\.?)?\s*
    (?:(?P<{a}minutes>\d{{1,2}}(?:\.\d+)?)\s*(?:['′’]|minutes?\b)\s*)?
    (?:(?P<{a}seconds>\d{{1,2}}(?:\.\d+)?)\s*(?:["″”]|''|seconds?\b)\s*)?
    (?P<{a}side>{sides})(?![A-Za-z])(?:\s+{name})?"""
_PAIR = re.compile(
    _ANGLE.format(a="lat", sides="[NS]|[Nn]orth|[Ss]outh", name="latitude")
    + r"\s*[,;/]?\s*(?:(?:and|by)\s+)?"
    + _ANGLE.format(a="lon", sides="[EW]|[Ee]ast|[Ww]est", name="longitude"),
    re.VERBOSE,
)
# A bare pair needs four decimals each, some ten metres, which nothing but coordinates has.
_BARE = re.compile(r"(?<![\w.,-])(?P<lat>[-−+]?\d{1,2}\.\d{4,})°?,\s*(?P<lon>[-−+]?\d{1,3}\.\d{4,})°?(?![\w.]\d)")


def find_coordinates(text: str) -> Iterator[PlaceFinding]:
    """Each pair of latitude and longitude, as `point` in degrees; `point` may lie outside the globe."""
    for match in _PAIR.finditer(text):
        plain = all(match[f"{a}mark"] is None and "." not in match[a] for a in ("lat", "lon"))
        if not plain:
            # "10 N, 20 W" is a crossroads.
            yield _finding(match, (_degrees(match, "lat", "Ss"), _degrees(match, "lon", "Ww")))
    for match in _BARE.finditer(text):
        yield _finding(match, (_number(match["lat"]), _number(match["lon"])))


def _finding(match: re.Match[str], point: tuple[float, float]) -> PlaceFinding:
    return PlaceFinding(Span(match.start(), match.end()), match[0], locative=True, point=point)


def _degrees(match: re.Match[str], angle: str, negative: str) -> float:
    parts = (match[angle], match[f"{angle}minutes"], match[f"{angle}seconds"])
    size = sum(float(part or 0) / unit for part, unit in zip(parts, (1, 60, 3600), strict=True))
    return round(-size if match[f"{angle}side"][0] in negative else size, 5)


def _number(words: str) -> float:
    return float(words.replace("−", "-"))
