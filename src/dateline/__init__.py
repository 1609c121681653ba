"""Dateline reads news reports and keeps the record; this file only hands names on.

`dateline.read(text_or_source, published=…)` gives the Reading of one report, `dateline.Record.open(path)` the record of
a store. Both load what they need on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.api import Record, read
    from dateline.config import Config
    from dateline.model import Reading, Report

__all__ = ["Config", "Reading", "Record", "Report", "__version__", "read"]
__version__ = "0.1.0"

_HOMES = {
    "Config": "dateline.config",
    "Reading": "dateline.model",
    "Record": "dateline.api",
    "Report": "dateline.model",
    "read": "dateline.api",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used, so that `import dateline` stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)
