"""What a request asks for, checked; a wrong question is answered by a page that says what to do."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from starlette.requests import Request

from dateline.model import Span
from dateline.web.ports import Filters

PAGE = 100
# Longer than any name or phrase that somebody looks for.
_MAX_WORDS = 500


class Refused(Exception):
    """A request that cannot be answered; `advice` says what to do."""

    def __init__(self, status: int, what: str, advice: str) -> None:
        """`status` is the HTTP status."""
        super().__init__(what)
        self.status = status
        self.what = what
        self.advice = advice


class Leaf(NamedTuple):
    """One page of a long list, with the addresses of the pages before and after it (None at the ends)."""

    items: Sequence[Any]
    total: int
    number: int
    pages: int
    before: str | None
    after: str | None


def words(request: Request, name: str) -> str | None:
    """A text field of the address; None when it is missing or blank."""
    value = request.query_params.get(name, "").strip()
    if len(value) > _MAX_WORDS:
        raise Refused(400, f"“{name}” is too long", f"Use at most {_MAX_WORDS} characters.")
    return value or None


def day(request: Request, name: str) -> dt.date | None:
    """A day of the address; None when it is missing or blank."""
    value = words(request, name)
    if value is None:
        return None
    try:
        if len(value) != 10:
            raise ValueError(value)
        return dt.date.fromisoformat(value)
    except ValueError:
        raise Refused(400, f"“{value}” is not a day", "Write days as year-month-day, such as 2024-11-12.") from None


def filters(request: Request) -> Filters:
    """The filters of the address."""
    since, until = day(request, "from"), day(request, "to")
    if since and until and since > until:
        raise Refused(400, f"The period ends ({until}) before it begins ({since})", "Give the earlier day first.")
    return Filters(
        actor=words(request, "actor"),
        type=words(request, "type"),
        since=since,
        until=until,
        agreement=words(request, "agreement"),
        text=words(request, "text"),
    )


def place(request: Request, length: int) -> Span | None:
    """The span `at=START-END` of the address, None when it is missing; it must fit a text of `length` characters."""
    value = words(request, "at")
    if value is None:
        return None
    start, _, end = value.partition("-")
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit() and len(value) < 20):
        raise Refused(400, f"“at={value}” is not a place in a text", "Follow a link of the workspace to get there.")
    span = Span(int(start), int(end))
    if not span.start < span.end <= length:
        raise Refused(400, f"“at={value}” lies outside this report", "Follow a link of the workspace to get there.")
    return span


def leaf(request: Request, items: Sequence[Any]) -> Leaf:
    """The page of `items` that the address names (`page=1` and so on)."""
    pages = max(1, math.ceil(len(items) / PAGE))
    value = words(request, "page") or "1"
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 8 else 0
    if not 1 <= number <= pages:
        raise Refused(404, f"There is no page “{value}” of this list", f"It has {pages} pages; begin with page 1.")

    def address(other: int) -> str | None:
        if not 1 <= other <= pages:
            return None
        kept = [(k, v) for k, v in request.query_params.multi_items() if k != "page" and v]
        return "?" + urlencode([*kept, ("page", str(other))])

    shown = items[(number - 1) * PAGE : number * PAGE]
    return Leaf(shown, len(items), number, pages, address(number - 1), address(number + 1))
