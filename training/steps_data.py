"""What the step network learns from: passages with each step's trigger, state, organ, actors, agreement and time.

Passages with their texts are read in `step_marks.py`. Files of marks without texts name reports: our own stories by id,
report and paragraph, news by report and characters.
"""

from __future__ import annotations

import dataclasses
import gzip
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from dateline.encode.steps import BODIES, ROLES, STATES, STEPS
from dateline.encode.windows import Window, stretches
from dateline.model import Document, Report
from training import attribution_data
from training.corpora import CORPORA, DATA
from training.step_marks import Mark, blocks, mark, own

STORIES = Path(__file__).parents[1] / "tests" / "cases" / "stories"


@dataclasses.dataclass(frozen=True)
class Told:
    """A step in a window: places of its words in it."""

    trigger: int
    step: int
    state: int
    organ: int
    roles: tuple[tuple[int, ...], ...]


@dataclasses.dataclass(frozen=True)
class Example:
    """A window with the steps told in it; `source` is the file or part that it comes from."""

    source: str
    key: str
    window: Window
    told: tuple[Told, ...]


class Reader(attribution_data.Reader):
    """Passages → windows, as the product cuts them."""

    def examples(self, source: str, passages: Iterable[tuple[str, Report, Sequence[Mark]]]) -> list[Example]:
        """Keys, reports and their marks (in characters of the report's text) as windows."""
        these = list(passages)
        documents = self.parser.parse_all([report for _, report, _ in these])
        found = []
        for (key, _, marks), document in zip(these, documents, strict=True):
            everything = range(len(document.sentences))
            for window, _ in stretches(document, self.pieces, self.labels, everything):
                found.append(Example(source, key, window, tuple(_told(document, window, marks))))
        return found


def _told(document: Document, window: Window, marks: Iterable[Mark]) -> Iterator[Told]:
    place = {i: k for k, i in enumerate(window.words)}

    def at(span: tuple[int, int]) -> int | None:
        words = document.syntax.char_span(*span, alignment_mode="expand")
        return place.get(words.root.i) if words is not None else None

    for each in marks:
        trigger = at(each.trigger)
        if trigger is None:
            continue
        roles = tuple(tuple(k for s in each.roles[name] if (k := at(s)) is not None) for name in ROLES)
        organ = BODIES.index(each.organ) if each.organ != "-" else 0
        yield Told(trigger, STEPS.index(each.step), STATES.index(each.state), organ, roles)  # type: ignore[arg-type]


def of_stories(path: Path, stories: Callable[[str], Any]) -> Iterator[tuple[str, Report, list[Mark]]]:
    """The reports of stories whose marks are in `path` (`story/report/t` is a title, `story/report/0` a paragraph).

    `stories` gives a story by its id.
    """
    told: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(dict)
    for ident, _, marks in blocks(path):
        story, report, part = ident.split("/")
        told[story, report][part] = marks
    for (story, name), parts in told.items():
        report = next(r for r in stories(story)["reports"] if r["id"] == name)
        paragraphs = [" ".join(p.split()) for p in report["text"].split("\n\n") if p.strip()]
        pieces = {"t": report["title"]} | {str(k): p for k, p in enumerate(paragraphs)}
        text, marks = "", []
        for part, piece in pieces.items():
            marks += [mark(piece, m).moved(len(text)) for m in parts.get(part, ())]
            text += piece + "\n\n"
        yield story, Report(id=f"{story}/{name}", title=report["title"], text=text.strip()), marks


def of_news(path: Path) -> Iterator[tuple[str, Report, list[Mark]]]:
    """Passages of news reports: each line has the report's id, the passage's characters and the marks in it."""
    with gzip.open(CORPORA / "news" / "reports.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = texts[row["report"]][row["start"] : row["end"]]
        marks = [
            Mark(tuple(m["trigger"]), m["step"], m["state"], m["organ"],
                 {r: tuple((a, b) for a, b in m[r]) for r in ROLES})
            for m in row["marks"]
        ]  # fmt: skip
        yield row["report"], Report(id=row["report"], text=text), marks


def _yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def everything(reader: Reader, folder: Path = DATA) -> list[Example]:
    """All that is marked."""
    found = []
    for path in sorted(folder.glob("steps_*")):
        match path.stem.removeprefix("steps_").split("_")[0]:
            case "stories":
                passages = of_stories(path, lambda ident: _yaml(STORIES / f"{ident}.yaml"))
            case "reports":
                short = {s["id"]: s for s in _yaml(folder / "reports.yaml")}
                passages = of_stories(path, short.__getitem__)
            case "news":
                passages = of_news(path)
            case _:
                passages = own(path)
        found += reader.examples(path.stem, passages)
    return found
