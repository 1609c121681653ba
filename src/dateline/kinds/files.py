"""Reading the knowledge files: YAML shipped with Dateline, extended or overridden by the user's own YAML or CSV."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from dateline.errors import KindsError
from dateline.kinds.tables import load_table

T = TypeVar("T")
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc] # the C loader has no types
    """YAML 1.2's idea of plain words: only true and false are booleans ("on" is a word), and dates stay text."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern) for tag, pattern in found if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")
    ]
    for first, found in _Base.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def load(name: str, entry: type[T], user: Path | None = None) -> tuple[T, ...]:
    """All entries of the shipped list `name`.yaml as `entry` structs, then those of the folder `user`: YAML, then CSV.

    A user's entry with the `id` of a shipped one replaces it. Raises KindsError that names file and entry, and for a
    CSV row and column.
    """
    shipped = resources.files("dateline.kinds").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    entries = _convert(shipped, f"{name}.yaml", entry)
    own = user / f"{name}.yaml" if user else None
    if own is not None and own.exists():
        entries += _convert(own.read_text(encoding="utf-8"), str(own), entry)
    table = user / f"{name}.csv" if user else None
    if table is not None and table.exists():
        entries += load_table(table, entry)
    keyed: dict[object, T] = {}
    for i, item in enumerate(entries):
        keyed[getattr(item, "id", i)] = item
    return tuple(keyed.values())


def _convert(text: str, where: str, entry: type[T]) -> list[T]:
    try:
        raw = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise KindsError(f"{where}: not valid YAML: {error}; mend the file") from error
    if not isinstance(raw, list):
        raise KindsError(f"{where}: a list of entries is expected; begin each entry with '- '")
    out = []
    for i, item in enumerate(raw):
        try:
            out.append(msgspec.convert(item, entry))
        except msgspec.ValidationError as error:
            label = item.get("id", i) if isinstance(item, dict) else i
            raise KindsError(f"{where}: entry {label!r}: {error}; see docs/kinds.md for the fields") from error
    return out
