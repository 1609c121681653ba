"""JSON in and out for every type of the model, and its JSON Schema."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from dateline.errors import ModelError
from dateline.model.reading import Reading

T = TypeVar("T")


def to_json(value: object) -> bytes:
    """One line of UTF-8 JSON with the fields in declared order."""
    return msgspec.json.encode(value)


def from_json(data: bytes | str, kind: type[T]) -> T:
    """Load a `kind` from JSON; raises ModelError that says where it does not fit."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise ModelError(f"not a valid {kind.__name__}: {error}; `dateline schema` prints what is expected") from error


def schema(kind: type = Reading) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a model type."""
    return msgspec.json.schema(kind)
