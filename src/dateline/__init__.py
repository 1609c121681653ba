"""Dateline reads news reports and keeps the record; this file only hands names on.

`dateline.read(text_or_source, published=…)` gives the Reading of one report, `dateline.Record.open(path)` the record of
a store, `dateline.code(sentence, source, target)` the coding of one dyad. Each loads what it needs on first use.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.api import Record, read
    from dateline.coding import code
    from dateline.config import Config
    from dateline.encode.dyads import Coding
    from dateline.model import Reading, Report

__all__ = ["Coding", "Config", "Reading", "Record", "Report", "__version__", "code", "read"]
__version__ = "0.1.0"

_HOMES = {
    "Coding": "dateline.encode.dyads",
    "Config": "dateline.config",
    "Reading": "dateline.model",
    "Record": "dateline.api",
    "Report": "dateline.model",
    "code": "dateline.coding",
    "read": "dateline.api",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used, so that `import dateline` stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)


class _Room(ModuleType):
    """The room `dateline.read`, called like the function of that name."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        """`dateline.api.read`."""
        from dateline.api import read

        return read(*args, **options)


class _Face(ModuleType):
    """This package: importing the room `dateline.read` must not put a mere module in the place of the function."""

    def __setattr__(self, name: str, value: Any) -> None:
        """Make the room callable when the import system binds it here."""
        if name == "read" and isinstance(value, ModuleType):
            value.__class__ = _Room
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face
