"""Dates told in one breath: "in April and June 1955" names the year of both."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from dateline.model.findings import DateFinding

_BETWEEN = re.compile(r"\s*(?:,|,?\s*(?:and|or)(?:\s+(?:again\s+)?(?:in|on))?)\s+(?:the\s+)?$", re.IGNORECASE)
_OF_A_YEAR = frozenset({"day", "month", "season"})
_SEASON_MONTH = 3


def shared_years(found: Sequence[DateFinding], text: str) -> tuple[DateFinding, ...]:
    """`found`, each month, day or season that lacks a year with that of the one that it is told with."""
    out = list(found)
    for i in range(len(out) - 2, -1, -1):
        first, second = out[i], out[i + 1]
        if _BETWEEN.fullmatch(text, first.span.end, second.span.start):
            out[i] = _dated(first, second)
    return tuple(out)


def _dated(first: DateFinding, second: DateFinding) -> DateFinding:
    """`first` in the year of `second`, or in the one before where it comes later in the year."""
    if first.rule == "part" and first.parts[0].rule in _OF_A_YEAR:
        inner = _dated(first.parts[0], second)
        return dataclasses.replace(first, parts=(inner,), anchor=inner.anchor)
    if second.rule == "part" and second.parts:
        second = second.parts[0]
    year = second.get("year")
    if first.rule not in _OF_A_YEAR or second.rule not in _OF_A_YEAR or not isinstance(year, int):
        return first
    if first.get("year") is not None or first.parts or first.get("code") is not None:
        return first
    earlier = _order(first) > _order(second)
    return dataclasses.replace(first, data=(*first.data, ("year", year - earlier)), anchor="explicit")


def _order(f: DateFinding) -> tuple[int, int]:
    """Where in the year a date lies: month and day."""
    season = f.get("season")
    month = f.get("month") if season is None else (int(season) - 20) * _SEASON_MONTH
    return int(month or 0), int(f.get("day") or 0)
