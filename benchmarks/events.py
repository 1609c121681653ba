"""Which events sentences report: Dateline's readings of our own sentences in `tests/cases`, judged by hand.

A gold file is a YAML list of cases: `part`, `text`, `events`; an event has its `type`, and where the text fixes them
`actors` and `recipients` (ids, or the state of any actor), `step`, `mode`, `tense` (past unless given) and `polarity`
(positive unless given). An event is right if type, actors, recipients, step, tense and polarity are; each counts once.
"""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from dateline.config import Config
from dateline.model import Event, Reading, Report
from dateline.pipeline import Pipeline

# The files that are read when a folder is given; others there may be kept for a last look.
FILES = (
    "events", "events_independent", "events_wire", "events_wire_more", "events_wire_last_look",
    "events_wire_last_look_3", "events_wire_last_look_4", "events_wire_last_look_5",
)  # fmt: skip
_UNLESS_GIVEN = {"tense": "past", "polarity": "positive"}


@dataclasses.dataclass(frozen=True, slots=True)
class Judged:
    """One sentence with its right events, those found beside them, and those missing."""

    part: str
    text: str
    right: tuple[tuple[dict[str, Any], Event], ...]
    extra: tuple[Event, ...]
    missing: tuple[dict[str, Any], ...]


def run(data: Path, out: Path) -> dict[str, float]:
    """Read each sentence of the file or folder `data`, write `out`/judged.jsonl, score each file and each type."""
    pipeline = Pipeline(Config())
    out.mkdir(parents=True, exist_ok=True)
    every: list[Judged] = []
    scores: dict[str, float] = {}
    with (out / "judged.jsonl").open("w", encoding="utf-8") as lines:
        for path in [data / f"{name}.yaml" for name in FILES] if data.is_dir() else [data]:
            judged = judge(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader), pipeline)
            for j in judged:
                lines.write(json.dumps(_row(j), ensure_ascii=False) + "\n")
            scores |= {f"{path.stem} {name}": value for name, value in score(judged).items()}
            every += judged
    for kind in sorted({t for j in every for t in _types(j)}):
        scores |= {f"{kind} {name}": value for name, value in score(every, kind).items()}
    return scores


def judge(cases: Iterable[Mapping[str, Any]], pipeline: Pipeline) -> list[Judged]:
    """Every case beside what `pipeline` reads; a conditional event is none."""
    out = []
    for case in cases:
        reading = pipeline.read_report(Report(id="case", text=case["text"], published="2024-11-12"))
        wanted, right, extra = list(case["events"]), [], []
        for event in (e for e in reading.events if not e.conditional):
            match = next((w for w in wanted if fits(w, event, reading)), None)
            if match is None:
                extra.append(event)
            else:
                wanted.remove(match)
                right.append((match, event))
        out.append(Judged(case["part"], case["text"], tuple(right), tuple(extra), tuple(wanted)))
    return out


def fits(wanted: Mapping[str, Any], event: Event, reading: Reading) -> bool:
    """Whether an event is the wanted one: type, tense, polarity, and each other value that the case names."""
    countries = {a.id: a.country for a in reading.actors}

    def named(ids: tuple[str, ...], want: list[str]) -> bool:
        return all(any(w == i or countries.get(i) == w for i in ids) for w in want)

    if wanted["type"] != event.type or ("step" in wanted and wanted["step"] != event.step):
        return False
    if not named(event.actors, wanted.get("actors", [])) or not named(event.recipients, wanted.get("recipients", [])):
        return False
    return all(getattr(event, k) == wanted.get(k, unless) for k, unless in _UNLESS_GIVEN.items())


def score(judged: Iterable[Judged], kind: str | None = None) -> dict[str, float]:
    """Precision, recall and F1 of all events or of those of type `kind`."""
    n: Counter[str] = Counter()
    for j in judged:
        n["right"] += sum(kind in (None, e.type) for _, e in j.right)
        n["extra"] += sum(kind in (None, e.type) for e in j.extra)
        n["missing"] += sum(kind in (None, w["type"]) for w in j.missing)
    precision = n["right"] / max(1, n["right"] + n["extra"])
    recall = n["right"] / max(1, n["right"] + n["missing"])
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}


def _types(j: Judged) -> set[str]:
    return {e.type for _, e in j.right} | {e.type for e in j.extra} | {w["type"] for w in j.missing}


def _row(j: Judged) -> dict[str, Any]:
    return {
        "part": j.part, "text": j.text, "right": [_told(e) for _, e in j.right], "extra": [_told(e) for e in j.extra],
        "missing": list(j.missing),
    }  # fmt: skip


def _told(e: Event) -> dict[str, Any]:
    return {
        "type": e.type, "actors": e.actors, "recipients": e.recipients, "step": e.step, "tense": e.tense,
        "polarity": e.polarity, "reason": e.reason,
    }  # fmt: skip
