"""What a user can say about the sources to be read."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

from dateline.errors import UsageError

Format = Literal["text", "html", "jsonl"]


@dataclasses.dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read sources.

    `published`: ISO 8601 day or moment given by the user; it wins over what a report says.
    `format`: text, html or jsonl for every source, None to go by the file's suffix or its first bytes.
    `fields`: for JSONL, which field of the file holds which of ours, such as {"published": "date"}.
    `max_chars`: a report with more characters is refused.
    `kinds`: a folder with the user's own outlets.yaml, headers.yaml or furniture.yaml.
    """

    published: str | None = None
    format: str | None = None
    fields: Mapping[str, str] = dataclasses.field(default_factory=dict)
    max_chars: int = 1_000_000
    kinds: Path | None = None

    def __post_init__(self) -> None:
        """Raise UsageError for a value that cannot be meant."""
        if self.published is not None and iso_moment(self.published) is None:
            raise UsageError(f"published {self.published!r} is not an ISO 8601 date; write it as 2024-11-12")
        if self.format is not None and self.format not in get_args(Format):
            raise UsageError(f"format {self.format!r} is not known; use one of {', '.join(get_args(Format))}")
        if self.max_chars < 1:
            raise UsageError(f"max_chars {self.max_chars} leaves no text to read; use a number above 0")
        unknown = sorted(set(self.fields) - set(FIELDS))
        if unknown:
            raise UsageError(f"field {unknown[0]!r} is not known; map one of {', '.join(FIELDS)}")

    @property
    def published_iso(self) -> str | None:
        """`published` in the one form that reports carry."""
        return iso_moment(self.published) if self.published is not None else None


# Our fields, and the names under which JSONL files commonly have them, tried in this order.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "uuid", "guid", "_id"),
    "title": ("title", "headline"),
    "text": ("text", "body", "content", "article", "maintext", "full_text"),
    "published": ("published", "date", "date_published", "published_at", "publishedAt", "date_publish", "pub_date"),
    "publisher": ("publisher", "source", "outlet", "site", "sitename"),
    "authors": ("authors", "author", "byline"),
    "url": ("url", "link"),
    "agency": ("agency",),
}


def iso_moment(value: str) -> str | None:
    """`value` as an ISO 8601 day (2024-11-12) or moment (2024-11-12T12:46:00+05:00); None if it is neither."""
    value = value.strip()
    try:
        if len(value) in (8, 10) and ":" not in value:
            return dt.date.fromisoformat(value).isoformat()
        return dt.datetime.fromisoformat(value).isoformat()
    except ValueError:
        return None
