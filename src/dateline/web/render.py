"""Templates: everything is escaped, and characters that act instead of being shown are made visible."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from dateline.kinds.when import bounds
from dateline.model import Span
from dateline.web.marks import anchor

# Controls but for tab and line feed, marks that turn the direction of text around, and halves of characters.
_ACTIVE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def visible(value: Any) -> Any:
    """`value` with each character that could act upon the page's text shown as its code, such as ⟨U+202E⟩."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _ACTIVE.sub(lambda m: f"⟨U+{ord(m[0]):04X}⟩", value)
    return "" if value is None else value


def web_url(url: str | None) -> str | None:
    """`url` where it is a plain web address that may be made a link, else None."""
    if not url or _ACTIVE.search(url) or any(c.isspace() for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def report_url(report_id: str, evidence: Span | None = None) -> str:
    """The page of a report, at the place of `evidence` where it is given."""
    page = f"/reports/{quote(report_id, safe='')}"
    return page if evidence is None else f"{page}?at={evidence.start}-{evidence.end}#{anchor(evidence)}"


def entry_url(kind: str, ident: str) -> str:
    """The page of an entry that has one."""
    return f"/{kind}/{quote(ident, safe='')}"


def date_words(edtf: str | None) -> str:
    """An EDTF date for people: "12 November 2024", "June 2024", "4–10 November 2024", "by 12 November 2024"."""
    if not edtf:
        return "day unknown"
    first, last = bounds(edtf)
    doubt = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}.get(edtf[-1], "")
    if first is None and last is None:
        return edtf
    if first is None or last is None:
        return f"{doubt}from {_long(first)}" if first else f"{doubt}by {_long(last)}"
    return doubt + _period(first, last)


def _period(first: dt.date, last: dt.date) -> str:
    if first == last:
        return _long(first)
    whole = first.day == 1 and (last + dt.timedelta(1)).day == 1
    if whole and (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if whole:
        months = f"{first:%B}" if first.month == last.month else f"{first:%B}–{last:%B}"
        return f"{months} {last.year}" if first.year == last.year else f"{first:%B} {first.year}–{last:%B} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%B} {last.year}"
    return f"{_long(first)} – {_long(last)}"


def _long(day: dt.date | None) -> str:
    return f"{day.day} {day:%B} {day.year}" if day else ""


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("dateline.web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(report_url=report_url, entry_url=entry_url, anchor=anchor)
    environment.filters.update(web_url=web_url, date=date_words)
    return environment


def page(template: str, context: Mapping[str, Any], *, status: int = 200) -> HTMLResponse:
    """The page `template` with `context`."""
    return HTMLResponse(_environment().get_template(template).render(context), status_code=status)
