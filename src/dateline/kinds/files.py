"""Reading the knowledge files: YAML shipped with Dateline, extended or overridden by the user's own YAML or CSV."""

from __future__ import annotations

import hashlib
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from dateline.errors import KindsError
from dateline.kinds.tables import load_table
from dateline.kinds.yaml12 import parse

T = TypeVar("T")


def load(name: str, entry: type[T], user: Path | None = None) -> tuple[T, ...]:
    """All entries of the shipped list `name`.yaml as `entry` structs, then those of the folder `user`: YAML, then CSV.

    A user's entry with the `id` of a shipped one replaces it. Raises KindsError that names file and entry, and for a
    CSV row and column.
    """
    entries = _shipped(name, entry)
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


def _shipped(name: str, entry: type[T]) -> list[T]:
    """The entries out of the JSON that the build made of the YAML, or of the YAML where it has changed since."""
    folder = resources.files("dateline.kinds")
    text = folder.joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    compiled = folder.joinpath("compiled", f"{name}.json")
    if compiled.is_file():
        found: dict[str, Any] = msgspec.json.decode(compiled.read_bytes())
        if found["digest"] == hashlib.sha256(text.encode()).hexdigest():
            return _entries(found["entries"], f"{name}.yaml", entry)
    return _convert(text, f"{name}.yaml", entry)


def _convert(text: str, where: str, entry: type[T]) -> list[T]:
    try:
        raw = parse(text)
    except yaml.YAMLError as error:
        raise KindsError(f"{where}: not valid YAML: {error}; mend the file") from error
    if not isinstance(raw, list):
        raise KindsError(f"{where}: a list of entries is expected; begin each entry with '- '")
    return _entries(raw, where, entry)


def _entries(raw: list[Any], where: str, entry: type[T]) -> list[T]:
    out = []
    for i, item in enumerate(raw):
        try:
            out.append(msgspec.convert(item, entry))
        except msgspec.ValidationError as error:
            label = item.get("id", i) if isinstance(item, dict) else i
            raise KindsError(f"{where}: entry {label!r}: {error}; see docs/kinds.md for the fields") from error
    return out
