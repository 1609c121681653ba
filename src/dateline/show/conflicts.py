"""What reports differ on, in one line of English for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.model.record import Conflict
from dateline.show.wording import Names, label, listed


def conflict_line(conflict: Conflict, names: Names) -> str:
    """The field and each value with the number of reports that give it: "the date: 2024-11-11 (2), 2024-11-06 (1)"."""
    values = ", ".join(f"{value_words(v.value, names)} ({len(v.sources)})" for v in conflict.values)
    return f"{'' if conflict.field == 'claimed' else 'the '}{_field(conflict.field)}: {values}"


def value_words(value: Any, names: Names) -> str:
    """A value of the record in words: actors by name, "asserted by Japan" for who claims what."""
    if isinstance(value, Mapping):
        by = value.get("by")
        if isinstance(by, list | tuple) and "stance" in value:
            return f"{value['stance']} by {listed(by, names) or 'a source not named'}"
        told = {_field(str(k)): value_words(v, names) for k, v in value.items() if v not in (None, [], "")}
        return "; ".join(f"{name} {words}" for name, words in told.items())
    if isinstance(value, list | tuple):
        return ", ".join(value_words(v, names) for v in value) or "none"
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.10g}"
    return names.get(value, label(value)) if isinstance(value, str) else str(value)


def _field(name: str) -> str:
    return "whether it is so" if name == "claimed" else name.replace("_", " ")
