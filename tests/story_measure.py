"""Measures agreement law across reports on the small stories of tests/cases/stories.

`python tests/story_measure.py [ID…]` prints, for the part `develop` (or for the stories named), the share of expected
steps and statuses that the merged record has, and what is missing. The part `last_look` is read only with
`--last-look`, so that it stays unseen while rules are being written.

In a story file, `steps` are what the reports tell together: `date`, `organ` and, where a list, `state` list what is
right; an empty `by` means the parties together. `status` is that of the whole agreement, or of `party` where one is
named. `optional` steps may be found or not; reports under `foretold` speak of a step before it is done. Steps that
were found and are not expected are counted too.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from dateline.kinds.status import standing
from dateline.model import Span, When
from dateline.model.record import AgreementEntry, Merged, SourceRef, StepEntry
from dateline.model.report import Report, report_id

if TYPE_CHECKING:
    from dateline.pipeline import Pipeline

STORIES = Path(__file__).parent / "cases" / "stories"
Checked = tuple[str, str, bool]


def stories(part: str | None = None) -> list[dict[str, Any]]:
    """The stories of one part (of both, if None), by id."""
    found = [yaml.safe_load(p.read_text(encoding="utf-8")) for p in sorted(STORIES.glob("*.yaml"))]
    return [s for s in found if part in (None, s["part"])]


def reports_of(story: dict[str, Any]) -> list[Report]:
    """The story's reports as the reader would hand them over."""
    out = []
    for r in story["reports"]:
        text = f"{r['title']}\n\n{r['text']}"
        out.append(
            Report(
                id=report_id(text, r["publisher"], r["published"]),
                text=text,
                title=r["title"],
                publisher=r["publisher"],
                agency=r.get("agency"),
                published=r["published"],
            )
        )
    return out


def same_party(wanted: str, found: str) -> bool:
    """A state by its code or a body of it; any other party by the words of its name, whatever prefix its id has."""
    if len(wanted) == 3:
        return found == wanted or found.startswith(f"{wanted}.")
    words = set(re.split(r"\W+", wanted.split(":")[1]))
    return found == wanted or words <= set(re.split(r"\W+", found.split(":")[-1]))


def fits(wanted: dict[str, Any], step: StepEntry, parties: list[str]) -> bool:
    """Whether a step entry is the expected step, its date included."""
    states = wanted["state"] if isinstance(wanted["state"], list) else [wanted["state"]]
    everyone = not step.by and len(wanted["by"]) in (0, len(parties))
    who = everyone or all(any(same_party(w, f) for f in step.by) for w in wanted["by"])
    return (
        step.step == wanted["step"]
        and step.state in states
        and step.organ in wanted["organ"]
        and who
        and step.date.edtf in wanted["date"]
    )


def agreement_of(story: dict[str, Any], merged: Merged) -> AgreementEntry | None:
    """The agreement with most of the story's parties, then with most steps."""
    wanted = story["agreement"]["parties"]
    return max(
        merged.agreements,
        key=lambda g: (sum(any(same_party(w, p) for p in g.parties) for w in wanted), len(g.steps), len(g.sources)),
        default=None,
    )


def status_of(story: dict[str, Any], entry: AgreementEntry, day: str) -> str | None:
    """The status on `day` of the agreement, or of the one party that the story is about."""
    found = standing(entry, dt.date.fromisoformat(day))
    if "party" not in story:
        return found.status
    return next((p.status for p in found.parties if same_party(story["party"], p.party)), None)


def check(story: dict[str, Any], merged: Merged) -> Iterator[Checked]:
    """Each expected thing of the story as kind, label and whether the record has it."""
    entry, parties = agreement_of(story, merged), story["agreement"]["parties"]
    yield "agreement", "found with its kind", entry is not None and entry.kind in story["agreement"]["kind"]
    found_parties = entry.parties if entry else ()
    yield "agreement", "parties", all(any(same_party(w, p) for p in found_parties) for w in parties)
    yield "agreement", "one entry", sum(bool(g.steps) for g in merged.agreements) == 1
    steps = list(entry.steps) if entry else []
    used: set[str] = set()
    for wanted in story["steps"]:
        fitting = [s for s in steps if fits(wanted, s, parties)]
        used.update(s.id for s in fitting)
        if not wanted.get("optional"):
            label = f"{wanted['step']} {','.join(wanted['by'])} {wanted['organ'][-1] or ''} {wanted['date'][0]}"
            yield "steps", label, bool(fitting)
    for step in steps:
        if step.id not in used:
            label = f"{step.step} {','.join(step.by)} {step.organ or ''} {step.date.edtf} {step.state}"
            yield "no other steps", label, False
    for wanted in story["status"]:
        have = status_of(story, entry, wanted["day"]) if entry else None
        yield "status", f"{wanted['day']} {have}, not {wanted['is']}", entry is not None and have in wanted["is"]
    for wanted in story.get("conflicts", ()):
        values = [v["value"] for v in wanted["values"]]
        ok = any(all(v in str(c.values) for v in values) for s in steps if s.step == wanted["of"] for c in s.conflicts)
        yield "conflicts", " / ".join(values), ok


def by_hand(story: dict[str, Any]) -> AgreementEntry:
    """The story's agreement as the merged record should have it."""
    days = {r["id"]: r["published"] for r in story["reports"]}
    steps = []
    for i, step in enumerate(story["steps"]):
        state = step["state"][0] if isinstance(step["state"], list) else step["state"]
        told = [SourceRef(r, days[r], None, Span(0, 1), "", f"e{i}") for r in step["reports"]]
        steps.append(
            StepEntry(
                id=f"s{i}",
                reports=len(told),
                independent=len(told),
                sources=tuple(told),
                first_reported=min(days[r] for r in step["reports"]),
                step=step["step"],
                by=tuple(step["by"]),
                organ=step["organ"][-1],
                date=When(step["date"][0], "stated"),
                state=state,
            )
        )
    about = story["agreement"]
    return AgreementEntry(
        id="g", reports=1, independent=1, sources=(), name=about["names"][0], kind=about["kind"][0],
        parties=tuple(about["parties"]), steps=tuple(steps),
    )  # fmt: skip


def measure(pipeline: Pipeline, story: dict[str, Any]) -> list[Checked]:
    """Read and merge one story, and check it."""
    return list(check(story, pipeline.merge([pipeline.read_report(r) for r in reports_of(story)])))


def main(arguments: list[str]) -> None:
    """Print shares and what is missing."""
    from dateline.pipeline import Pipeline

    part = "last_look" if "--last-look" in arguments else "develop"
    names = [a for a in arguments if not a.startswith("--")]
    chosen = [s for s in stories() if s["id"] in names] if names else stories(part)
    pipeline, totals = Pipeline(), dict[str, list[bool]]()
    for story in chosen:
        checked = measure(pipeline, story)
        sys.stdout.write(f"{story['id']}\n")
        sys.stdout.writelines(f"    {kind}: {label}\n" for kind, label, ok in checked if not ok)
        for kind, _, ok in checked:
            totals.setdefault(kind, []).append(ok)
    sys.stdout.writelines(f"{kind:15} {sum(oks):3} of {len(oks)}\n" for kind, oks in totals.items())


if __name__ == "__main__":
    main(sys.argv[1:])
