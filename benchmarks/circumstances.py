"""When and where events happened: Dateline's readings of the reports in `tests/cases/circumstances`, judged by hand.

A gold file is a YAML list of reports: `id`, `published`, `text`, `events`; an event has `at` (words that stand once in
the text and hold its trigger), `date` (EDTF values that are right, null where the text does not say), `basis`, and
`place` (names that are right, "Name, ISO3" where the country matters, null where the text does not say).
"""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from dateline.config import Config
from dateline.kinds.place_names import fold, region_base
from dateline.kinds.when import bounds
from dateline.model import Event, Place, Reading
from dateline.pipeline import Pipeline
from dateline.read import ReadOptions, report_from_text


@dataclasses.dataclass(frozen=True, slots=True)
class Judged:
    """One gold event with what was read of it; `found` is None where the pipeline has no such event."""

    report: str
    gold: dict[str, Any]
    found: Event | None
    place: Place | None
    text: str

    @property
    def date_right(self) -> bool:
        """Whether the date is one of the right ones, or rightly unknown."""
        return self.found is not None and any(same_time(w, self.found.date.edtf) for w in self.gold["date"])

    @property
    def place_right(self) -> bool:
        """Whether the place is one of the right ones, or rightly none."""
        return self.found is not None and any(same_place(w, self.place, self.text) for w in self.gold["place"])


def run(data: Path, out: Path) -> dict[str, float]:
    """Read each report of the file or folder `data`, write `out`/judged.jsonl, score each file by its stem."""
    pipeline = Pipeline(Config())
    scores: dict[str, float] = {}
    out.mkdir(parents=True, exist_ok=True)
    with (out / "judged.jsonl").open("w", encoding="utf-8") as lines:
        for path in sorted(data.glob("*.yaml")) if data.is_dir() else [data]:
            judged = judge(path, pipeline)
            for j in judged:
                lines.write(json.dumps(_row(j), ensure_ascii=False) + "\n")
            scores |= {f"{path.stem} {name}": value for name, value in score(judged).items()}
    return scores


def judge(path: Path, pipeline: Pipeline) -> list[Judged]:
    """Every gold event of one file beside what `pipeline` reads; raises ValueError where `at` does not stand once."""
    out = []
    for case in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
        report = report_from_text(case["text"], options=ReadOptions(published=case["published"]))
        reading = pipeline.read_report(report)
        places = {p.id: p for p in reading.places}
        for gold in case["events"]:
            if report.text.count(gold["at"]) != 1:
                raise ValueError(f"{path.name} {case['id']}: {gold['at']!r} must stand once in the text")
            event = _at(reading, gold["at"])
            place = places[event.place] if event is not None and event.place else None
            out.append(Judged(case["id"], gold, event, place, report.text))
    return out


def score(judged: list[Judged]) -> dict[str, float]:
    """Shares of 1: events found; of these, dates and places right or rightly unknown; and how each is made up.

    `published used` counts events dated by the day of publication alone, `published right` the share of them that is
    right; `date given right` and `place given right` leave out the unknown ones.
    """
    found = [j for j in judged if j.found is not None]
    dated = [j for j in found if j.found is not None and j.found.date.edtf]
    placed = [j for j in found if j.place is not None]
    by_day = [j for j in dated if j.found is not None and j.found.date.basis == "published"]
    bases = Counter(j.found is not None and j.found.date.basis == j.gold["basis"] for j in found)
    return {
        "events": float(len(judged)),
        "found": _share(len(found), len(judged)),
        "date": _share(sum(j.date_right for j in found), len(found)),
        "date given right": _share(sum(j.date_right for j in dated), len(dated)),
        "basis": _share(bases[True], len(found)),
        "place": _share(sum(j.place_right for j in found), len(found)),
        "place given right": _share(sum(j.place_right for j in placed), len(placed)),
        "published used": float(len(by_day)),
        "published right": _share(sum(j.date_right for j in by_day), len(by_day)),
    }


def same_time(wanted: str | None, edtf: str | None) -> bool:
    """Whether two EDTF values allow the same days; None is the unknown date."""
    if wanted is None or edtf is None:
        return wanted is edtf
    return wanted == edtf or bounds(wanted) == bounds(edtf)


def same_place(wanted: str | None, place: Place | None, text: str) -> bool:
    """Whether `place` bears the wanted name, by its own or as the report calls it, in the wanted country if any."""
    if wanted is None or place is None:
        return wanted is None and place is None
    name, _, country = wanted.partition(", ")
    if country and place.country != country:
        return False
    called = {fold(place.name), *(fold(m.of(text)) for m in place.mentions)}
    called |= {base for c in called if (base := region_base(c))}
    return fold(name) in called


def _at(reading: Reading, words: str) -> Event | None:
    """The event whose trigger lies in `words`, before one that is only mentioned there."""
    start = reading.report.text.index(words)
    end = start + len(words)
    inside = [e for e in reading.events if start <= e.anchor.start < end]
    again = [e for e in reading.events if any(start <= m.start < end for m in e.mentions)]
    return next(iter((*inside, *again)), None)


def _row(j: Judged) -> dict[str, Any]:
    row: dict[str, Any] = {"report": j.report, "at": j.gold["at"], "found": j.found is not None}
    if j.found is not None:
        row |= {
            "date": j.found.date.edtf, "basis": j.found.date.basis, "date_wanted": j.gold["date"],
            "date_right": j.date_right, "place": j.place.name if j.place else None,
            "place_wanted": j.gold["place"], "place_right": j.place_right,
        }  # fmt: skip
    return row


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0
