"""Importing spaCy without its command line, which `import spacy` loads for the sake of one function, `spacy.info`.

The commands bring typer, rich, requests and httpx along: a third of the time of the import, and none is used to read
a report. While spaCy is imported for the first time, a stand-in takes the place of the module that the function comes
from; afterwards it is gone, so that `spacy.cli` is imported as ever by whoever wants it. Where spaCy no longer asks
for that module, or is imported already, nothing happens.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

_COMMAND = "spacy.cli.info"


def quick_spacy() -> ModuleType:
    """The package `spacy`, whole but for commands that are imported when first used."""
    if "spacy" in sys.modules or _COMMAND in sys.modules:
        return importlib.import_module("spacy")
    stand_in = ModuleType(_COMMAND)
    vars(stand_in)["info"] = _info
    sys.modules[_COMMAND] = stand_in
    try:
        return importlib.import_module("spacy")
    finally:
        if sys.modules.get(_COMMAND) is stand_in:
            del sys.modules[_COMMAND]


def _info(*args: Any, **options: Any) -> Any:
    """`spacy.info` itself, imported when it is called."""
    return importlib.import_module(_COMMAND).info(*args, **options)
