"""Writes each knowledge file once more as JSON, which loads many times faster than YAML.

Each file keeps the digest of the YAML that it was made from; where the two differ, the YAML counts and the JSON is left
alone, so an edited list works at once. `python build_hooks/kinds_compile.py` makes them anew by hand.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from pathlib import Path
from typing import Any

KINDS = Path(__file__).resolve().parent.parent / "src" / "dateline" / "kinds"
TARGET = KINDS / "compiled"


def build() -> str:
    """Write `compiled/NAME.json` for each `NAME.yaml` that is a list; gives a line that says how many."""
    TARGET.mkdir(exist_ok=True)
    parse = _parser()
    made = 0
    for path in sorted(KINDS.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        entries = parse(text)
        if not isinstance(entries, list):
            continue
        digest = hashlib.sha256(text.encode()).hexdigest()
        record = {"digest": digest, "entries": entries}
        (TARGET / f"{path.stem}.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
        made += 1
    return f"{made} lists"


def _parser() -> Any:
    spec = importlib.util.spec_from_file_location("yaml12", KINDS / "yaml12.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.parse


if __name__ == "__main__":
    print(build())
