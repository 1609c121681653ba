"""The report that this project began with: its Reading, scored against the facts that a reader gets from it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import dateline
from dateline.model import to_json


def run(data: Path, out: Path) -> dict[str, float]:
    """Read `data`/report.txt, write `out`/reading.jsonl; score it where the facts and their scorer are there."""
    reading = out / "reading.jsonl"
    reading.write_bytes(to_json(dateline.read(data / "report.txt")) + b"\n")
    facts, scorer = data / "facts.json", data.parent.parent / "tools" / "score_reading.py"
    if not facts.exists() or not scorer.exists():
        return {}
    command = [sys.executable, str(scorer), str(facts), str(reading), "-v"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    print(printed)
    passed = re.search(r"checks passed: (\d+) of (\d+)", printed)
    extra = re.search(r"no fact knows of: (\d+); claims: (\d+)", printed)
    never = re.findall(r"never_\w+ +(\d+) of +(\d+)", printed)
    if passed is None or extra is None:
        raise SystemExit(f"{scorer}: prints no score that this benchmark knows; its form may have changed")
    return {
        "checks": float(passed[1]),
        "of": float(passed[2]),
        "unknown_events": float(extra[1]),
        "unknown_claims": float(extra[2]),
        "unknown": float(extra[1]) + float(extra[2]),
        "never_broken": float(sum(int(total) - int(kept) for kept, total in never)),
    }
