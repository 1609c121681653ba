"""The stories of tests/cases/stories in detail: what the merged record misses of each.

`python -m tests.story_measure [ID…]` prints, for the part `develop` (or for the stories named), what is missing in each
story and the scores of `python -m benchmarks agreements`, which says what is judged and how. `--part NAME` takes
another; docs/benchmarks.md tells which of them were unseen until which look.
`--in FOLDER` reads another folder.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from benchmarks.agreements import Checked, measure, score, stories

from dateline.model import Span, When
from dateline.model.record import AgreementEntry, SourceRef, StepEntry

STORIES = Path(__file__).parent / "cases" / "stories"


def by_hand(story: dict[str, Any]) -> AgreementEntry:
    """The story's agreement as the merged record should have it."""
    days = {r["id"]: str(r["published"]) for r in story["reports"]}
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


def main(arguments: list[str]) -> None:
    """Print what is missing, then the scores."""
    from dateline.pipeline import Pipeline

    folder = STORIES
    if "--in" in arguments:
        at = arguments.index("--in")
        folder, arguments = Path(arguments[at + 1]), arguments[:at] + arguments[at + 2 :]
    part = "develop"
    if "--part" in arguments:
        at = arguments.index("--part")
        part, arguments = arguments[at + 1], arguments[:at] + arguments[at + 2 :]
    chosen = [s for s in stories(folder) if s["id"] in arguments] if arguments else stories(folder, part)
    pipeline, every = Pipeline(), list[Checked]()
    for story in chosen:
        checked = measure(pipeline, story)
        sys.stdout.write(f"{story['id']}\n")
        sys.stdout.writelines(f"    {c.kind}: {c.label}\n" for c in checked if not c.ok)
        every += checked
    sys.stdout.writelines(f"{name:16} {value:7.3f}\n" for name, value in score(every).items())


if __name__ == "__main__":
    main(sys.argv[1:])
