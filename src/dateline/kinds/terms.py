"""Whether a term (in office, in an organisation) covers a day, as far as the known dates can tell."""

from __future__ import annotations

import datetime as dt


def covers(day: dt.date, since: str | None, until: str | None, as_of: str | None = None) -> bool | None:
    """True or False where the dates tell, None where they do not.

    `since`, `until` and `as_of` are EDTF days, months or years, both ends within the term. A term without `until` is
    vouched for up to `as_of` only.
    """
    begun = None if since is None else _not_before(day, since)
    last = until if until is not None else as_of
    lasting = None if last is None else _not_after(day, last)
    if begun is False or (until is not None and lasting is False):
        return False
    return True if begun and lasting else None


def _not_before(day: dt.date, start: str) -> bool | None:
    shown = day.isoformat()[: len(start)]
    if shown == start:
        return True if len(start) == 10 else None
    return shown > start


def _not_after(day: dt.date, end: str) -> bool | None:
    shown = day.isoformat()[: len(end)]
    if shown == end:
        return True if len(end) == 10 else None
    return shown < end
