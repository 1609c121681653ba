"""Agreement law across reports: the record of small stories in `tests/cases/stories`, judged by hand.

In a story file, `steps` are what the reports tell together: `date`, `organ` and, where a list, `state` list what is
right; an empty `by` means the parties together. `status` is that of the whole agreement, or of `party` where one is
named (for the story, or for a day). `optional` steps may be found or not; reports under `foretold` speak of a step
before it is done. Stories of a part `last_look` are read only when asked for,
so that they stay unseen while rules are being written; docs/benchmarks.md tells which of them have been looked at.

A step is found when step, parties, organ and state are right; each found one is then right in its date or not.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from dateline.kinds.actors import Kinds
from dateline.kinds.status import standing
from dateline.kinds.when import bounds
from dateline.model.record import AgreementEntry, Merged, StepEntry
from dateline.model.report import Report
from dateline.pipeline import Pipeline
from dateline.read.jsonl import read_object
from dateline.read.options import ReadOptions

# What an agreement must never be said to be when it was not.
_NEVER_FALSELY = ("in_force", "ratified")


@dataclasses.dataclass(frozen=True, slots=True)
class Checked:
    """One thing that a story expects (or a step beyond): its kind, what it is, and whether the record has it right."""

    kind: str
    label: str
    ok: bool


def run(data: Path, out: Path, part: str = "develop") -> dict[str, float]:
    """Read and merge each story of `part` in the folder `data`, write `out`/judged.jsonl, score all of them."""
    pipeline = Pipeline()
    out.mkdir(parents=True, exist_ok=True)
    every: list[Checked] = []
    with (out / "judged.jsonl").open("w", encoding="utf-8") as lines:
        for story in stories(data, part):
            checked = measure(pipeline, story)
            lines.writelines(json.dumps({"story": story["id"], **dataclasses.asdict(c)}) + "\n" for c in checked)
            every += checked
    return score(every)


def stories(data: Path, part: str | None = None) -> list[dict[str, Any]]:
    """The stories of one part (of both, if None) in the folder `data`, by id."""
    found = [yaml.load(p.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) for p in sorted(data.glob("*.yaml"))]
    return [s for s in found if part in (None, s["part"])]


def measure(pipeline: Pipeline, story: dict[str, Any]) -> list[Checked]:
    """Read and merge one story, and check it."""
    return list(check(story, pipeline.merge([pipeline.read_report(r) for r in reports_of(story)])))


def reports_of(story: dict[str, Any]) -> list[Report]:
    """The story's reports as the reader hands them over."""
    fields = ("title", "text", "publisher", "published", "agency")
    return [read_object({k: r.get(k) for k in fields}, r["id"], ReadOptions()) for r in story["reports"]]


def score(checked: Sequence[Checked]) -> dict[str, float]:
    """Steps: precision, recall, F1, and the share of found ones with the right date; status: share of days right.

    `false force` counts the days on which an agreement was called in force or ratified and was not.
    """

    def share(kind: str) -> float:
        oks = [c.ok for c in checked if c.kind == kind]
        return round(sum(oks) / max(1, len(oks)), 3)

    right = sum(c.ok for c in checked if c.kind == "steps")
    beyond = sum(c.kind == "no other steps" for c in checked)
    precision, recall = right / max(1, right + beyond), share("steps")
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {
        "agreement": share("agreement"),
        "steps precision": round(precision, 3),
        "steps recall": recall,
        "steps f1": round(f1, 3),
        "dates": share("dates"),
        "status": share("status"),
        "false force": float(sum(c.kind == "false force" for c in checked)),
    } | ({"conflicts": share("conflicts")} if any(c.kind == "conflicts" for c in checked) else {})


def check(story: dict[str, Any], merged: Merged) -> Iterator[Checked]:
    """Each expected thing of the story, and whether the record has it; then the steps that nobody expects."""
    entry, parties = agreement_of(story, merged), story["agreement"]["parties"]
    yield Checked("agreement", "found with its kind", entry is not None and entry.kind in story["agreement"]["kind"])
    found_parties = entry.parties if entry else ()
    yield Checked("agreement", "parties", all(any(same_party(w, p) for p in found_parties) for w in parties))
    yield Checked("agreement", "one entry", sum(bool(g.steps) for g in merged.agreements) == 1)
    steps = list(entry.steps) if entry else []
    yield from _steps(story, steps)
    for wanted in story["status"]:
        have = status_of(story, entry, wanted) if entry else None
        yield Checked(
            "status", f"{wanted['day']} {have}, not {wanted['is']}", entry is not None and have in wanted["is"]
        )
        if have in _NEVER_FALSELY and have not in wanted["is"]:
            yield Checked("false force", f"{wanted['day']} {have}, not {wanted['is']}", False)
    for wanted in story.get("conflicts", ()):
        values = [v["value"] for v in wanted["values"]]
        ok = any(all(v in str(c.values) for v in values) for s in steps if s.step == wanted["of"] for c in s.conflicts)
        yield Checked("conflicts", " / ".join(values), ok)


def _steps(story: dict[str, Any], steps: list[StepEntry]) -> Iterator[Checked]:
    """Each step entry fits one expected step at most, one of the right date first."""
    parties, left = story["agreement"]["parties"], list(steps)
    for wanted in story["steps"]:
        fitting = [s for s in left if fits(wanted, s, parties)]
        dated = [s for s in fitting if date_fits(wanted, s)]
        best = next(iter((*dated, *fitting)), None)
        if best is not None:
            left.remove(best)
        label = f"{wanted['step']} {','.join(wanted['by'])} {wanted['organ'][-1] or ''} {wanted['date'][0]}"
        if not wanted.get("optional"):
            yield Checked("steps", label, best is not None)
        if best is not None:
            yield Checked("dates", f"{label}: {best.date.edtf}", bool(dated))
    for step in left:
        label = f"{step.step} {','.join(step.by)} {step.organ or ''} {step.date.edtf} {step.state}"
        yield Checked("no other steps", label, False)


def same_party(wanted: str, found: str) -> bool:
    """A state by its code or a body of it; any other party by the words of its name or id, whatever prefix that has."""
    if len(wanted) == 3:
        return found == wanted or found.startswith(f"{wanted}.")
    words = set(re.split(r"\W+", wanted.split(":")[1]))
    return found == wanted or any(words <= set(re.split(r"\W+", n)) for n in (found.split(":")[-1], *_names(found)))


@lru_cache(maxsize=1024)
def _names(ident: str) -> tuple[str, ...]:
    """The name of a known actor in lower case: "rapid support forces" for `group:rsf`."""
    actor = _kinds().actor(ident)
    return (actor.name.lower(),) if actor is not None else ()


@lru_cache(maxsize=1)
def _kinds() -> Kinds:
    return Kinds.load(None)


def fits(wanted: dict[str, Any], step: StepEntry, parties: list[str]) -> bool:
    """Whether a step entry is the expected step, whatever its date."""
    states = wanted["state"] if isinstance(wanted["state"], list) else [wanted["state"]]
    everyone = not step.by and len(wanted["by"]) in (0, len(parties))
    who = everyone or all(any(same_party(w, f) for f in step.by) for w in wanted["by"])
    return step.step == wanted["step"] and step.state in states and step.organ in wanted["organ"] and who


def date_fits(wanted: dict[str, Any], step: StepEntry) -> bool:
    """Whether its date is one of the right ones, or allows the same days as one."""
    found = step.date.edtf
    right = [None if w is None else str(w) for w in wanted["date"]]
    return found in right or (found is not None and any(w and bounds(w) == bounds(found) for w in right))


def agreement_of(story: dict[str, Any], merged: Merged) -> AgreementEntry | None:
    """The agreement with most of the story's parties, then with most steps."""
    wanted = story["agreement"]["parties"]
    return max(
        merged.agreements,
        key=lambda g: (sum(any(same_party(w, p) for p in g.parties) for w in wanted), len(g.steps), len(g.sources)),
        default=None,
    )


def status_of(story: dict[str, Any], entry: AgreementEntry, wanted: dict[str, Any]) -> str | None:
    """The status on the day of `wanted` of the agreement, or of the party that it or the story names."""
    found = standing(entry, dt.date.fromisoformat(str(wanted["day"])))
    party = wanted.get("party", story.get("party"))
    if party is None:
        return found.status
    return next((p.status for p in found.parties if same_party(party, p.party)), None)
