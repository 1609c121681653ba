"""Where in a report's text a finding stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dateline.errors import ModelError


class Span(NamedTuple):
    """Code point offsets `[start, end)` into `report.text`; written as a JSON array of two integers."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that this span covers in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def check(self, text: str, where: str) -> None:
        """Raise ModelError, naming `where`, unless this is a non-empty span of `text`."""
        if not 0 <= self.start < self.end <= len(text):
            raise ModelError(
                f"{where}: span [{self.start}, {self.end}] does not fit a text of {len(text)} characters; "
                "offsets are code points into report.text, end exclusive"
            )


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that covers all of `spans` (at least one)."""
    listed = list(spans)
    return Span(min(s.start for s in listed), max(s.end for s in listed))
