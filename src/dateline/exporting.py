"""What `dateline export` writes, by its format."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from dateline.listing import chosen
from dateline.model import to_json
from dateline.model.record import AgreementEntry, Merged
from dateline.show.card import agreement_card
from dateline.show.exports import calendar, step_rows, treaty_rows
from dateline.show.filters import Filters
from dateline.terminal import clean, csv_text, safe_json


def exported(
    format: Literal["treaties", "steps", "calendar", "cards"], merged: Merged, filters: Filters, day: dt.date | None
) -> str:
    """The agreements that `filters` asks for, as they stand on `day` (None: the day of the record's last report)."""
    entries = [e for e in chosen("agreements", merged, filters) if isinstance(e, AgreementEntry)]
    if format == "treaties":
        return csv_text(treaty_rows(entries, day))
    if format == "steps":
        return csv_text(step_rows(entries))
    if format == "calendar":
        return "\r\n".join(clean(line) for line in calendar(merged, entries, day).split("\r\n"))
    return "".join(safe_json(to_json(agreement_card(e, merged, day=day)).decode()) + "\n" for e in entries)
