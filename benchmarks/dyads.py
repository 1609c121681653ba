"""Dyads (PLV and AW of Hu et al. 2024): the PLOVER type of what a marked source does to a marked target.

The coder's predictions are written; beside them the same sentences are read by the plain extraction path, which knows
nothing of the marks and has no learned head: its event between the two counts, or, without one, any event there.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from benchmarks.scores import dyad_scores, macro_f1
from dateline.encode.dyads import DyadCoder
from dateline.encode.encoder import Encoder
from dateline.encode.marks import Dyad, from_marked
from dateline.errors import UsageError
from dateline.model import Event, Reading, Report
from dateline.pipeline import Pipeline

_YIELDS = {"CONCEDE", "RETREAT"}


def run(data: Path, out: Path) -> dict[str, float]:
    """Write `out`/predictions.tsv for a TSV file, or one a file for a folder; scores where gold columns are there."""
    files = sorted(data.glob("*.tsv")) if data.is_dir() else [data]
    scores: dict[str, float] = {}
    for path in files:
        name = f"{path.stem} " if len(files) > 1 else ""
        folder = out / path.stem if len(files) > 1 else out
        folder.mkdir(parents=True, exist_ok=True)
        scores |= {f"{name}{k}": v for k, v in _file(path, folder).items()}
    return scores


def _file(path: Path, out: Path) -> dict[str, float]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    dyads = [_dyad(r) for r in rows]
    codings = list(DyadCoder(Encoder.open()).code_all(dyads))
    with (out / "predictions.tsv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(["id", "type", "quad", "relation"])
        writer.writerows([k, c.type, c.quad, f"{c.relation:.4f}"] for k, c in enumerate(codings))
    scores: dict[str, float] = {}
    if rows and "gold_root" in rows[0]:
        gold = [r["gold_root"] for r in rows]
        scores |= _types("coder", gold, [c.type for c in codings])
        scores |= _types("plain", gold, _plain(dyads))
    if rows and "gold_binary" in rows[0]:
        scores["relation macro f1"] = macro_f1(
            [r["gold_binary"] for r in rows], ["1" if c.relation >= 0.5 else "0" for c in codings]
        )
    return scores


def _dyad(row: dict[str, str]) -> Dyad:
    """A row's dyad; every row gets a prediction, so a sentence without marks is read as one of unnamed sides."""
    try:
        return from_marked(row["marked_sentence"])
    except UsageError:
        return Dyad(row["sentence"], (), ())


def _types(name: str, gold: Sequence[str], found: Sequence[str]) -> dict[str, float]:
    return {f"{name} {what} macro f1": value for what, value in dyad_scores(gold, found).items()}


def _plain(dyads: Sequence[Dyad]) -> list[str]:
    """The type that the extraction path gives each dyad, "none" where it has no event for it."""
    pipeline = Pipeline()
    reports = [Report(id=str(k), text=d.sentence) for k, d in enumerate(dyads)]
    return [_chosen(d, r) for d, r in zip(dyads, pipeline.read_all(reports), strict=True)]


def _chosen(dyad: Dyad, reading: Reading) -> str:
    mentions = {a.id: a.mentions for a in reading.actors}

    def named(ids: tuple[str, ...], spans: tuple[object, ...]) -> bool:
        return any(m.overlaps(s) for i in ids for m in mentions.get(i, ()) for s in spans)  # type: ignore[arg-type]

    def fit(event: Event) -> tuple[int, int]:
        return named(event.actors, dyad.source) + named(event.recipients, dyad.target), -event.anchor.start

    best = max(reading.events, key=fit, default=None)
    if best is None or best.type == "OTHER":
        return "none"
    return _as_benchmark(best)


def _as_benchmark(event: Event) -> str:
    """Contract and benchmark differ in one thing: the benchmark types an act that is announced, not its tense."""
    return "YIELD" if event.type in _YIELDS else event.type
