"""`python -m benchmarks NAME [--data PATH] [--out DIR]`: run the shipped product on a corpus, write predictions, score.

`gate` runs the benchmarks that `floors.json` pins and fails when one falls below its floor.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
CORPORA = HERE.parent.parent / "shared" / "corpora"
# Each benchmark's module and where its development data lies when no --data is given.
BENCHMARKS = {
    "seed": ("benchmarks.seed", CORPORA / "seed"),
    "speed": ("benchmarks.speed", CORPORA / "news" / "reports.jsonl.gz"),
    "share": ("benchmarks.share", CORPORA / "news" / "reports.jsonl.gz"),
    "attribution": ("benchmarks.attribution", CORPORA / "attribution" / "dev"),
    "dates": ("benchmarks.dates", CORPORA / "dates"),
    "yardstick": ("benchmarks.yardstick", CORPORA / "dates"),
    "places": ("benchmarks.places", CORPORA / "places"),
    "quantities": ("benchmarks.quantities", CORPORA / "quantities" / "NewsQuant_dev.json"),
    "dyads": ("benchmarks.dyads", CORPORA / "dyads"),
    "factuality": ("benchmarks.factuality", CORPORA / "factuality"),
    "events": ("benchmarks.events", HERE.parent / "tests" / "cases"),
    "stances": ("benchmarks.stances", HERE.parent / "tests" / "cases"),
    "speakers": ("benchmarks.speakers", HERE.parent / "tests" / "cases"),
    "circumstances": ("benchmarks.circumstances", HERE.parent / "tests" / "cases" / "circumstances"),
    "agreements": ("benchmarks.agreements", HERE.parent / "tests" / "cases" / "stories"),
}


def main(argv: list[str] | None = None) -> int:
    """Parse the arguments, run, print the scores; the exit code is 0, 1 (gate broken) or 2 (data missing)."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", choices=[*BENCHMARKS, "gate"])
    parser.add_argument("--data", type=Path, help="the corpus in its published format")
    parser.add_argument("--out", type=Path, help="folder for the predictions (default: out/NAME)")
    args = parser.parse_args(argv)
    if args.name == "gate":
        return gate()
    scores = run(args.name, args.data, args.out)
    if scores is None:
        print(f"{args.data or BENCHMARKS[args.name][1]}: no such data; name it with --data", file=sys.stderr)
        return 2
    for name, value in scores.items():
        print(f"{name:32} {value:10.3f}")
    return 0


def run(name: str, data: Path | None = None, out: Path | None = None) -> dict[str, float] | None:
    """The scores of one benchmark, None where its data is missing."""
    module, default = BENCHMARKS[name]
    data = data or default
    if not data.exists():
        return None
    out = out or Path("out") / name
    out.mkdir(parents=True, exist_ok=True)
    scores: dict[str, float] = importlib.import_module(module).run(data, out)
    return scores


def gate() -> int:
    """Compare with `floors.json`: {benchmark: {score: {"at_least" or "at_most": value, "why": text}}}."""
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    broken = 0
    for name, wanted in floors.items():
        scores = run(name)
        if scores is None:
            print(f"gate: {name} skipped, its data ({BENCHMARKS[name][1]}) is not on this machine")
            continue
        for score, floor in wanted.items():
            low, high = floor.get("at_least", float("-inf")), floor.get("at_most", float("inf"))
            fine = low <= scores[score] <= high
            broken += not fine
            print(f"gate: {name} {score} = {scores[score]:g} ({low:g} to {high:g}) {'ok' if fine else 'BROKEN'}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
