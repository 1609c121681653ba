"""What the step network learns from: passages with each step's trigger, state, organ, actors, agreement and time.

A passage is a block of a `steps_*.txt` file in `training/data` (the form is told there in README.md): `# ID`, the text
on a line, and a line `= TRIGGER | STEP | STATE | ORGAN | by … | of … | when …` for each step. Files of marks without
texts name reports: our own stories by id, report and paragraph, news by report and characters.
"""

from __future__ import annotations

import dataclasses
import gzip
import json
import re
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

STORIES = Path(__file__).parents[1] / "tests" / "cases" / "stories"


@dataclasses.dataclass(frozen=True)
class Mark:
    """One step as it was marked: the characters of its trigger and of the words of each role, in the text."""

    trigger: tuple[int, int]
    step: str
    state: str
    organ: str
    roles: dict[str, tuple[tuple[int, int], ...]]

    def moved(self, by: int) -> Mark:
        """The same in a text that begins `by` characters earlier."""
        roles = {name: tuple((a + by, b + by) for a, b in spans) for name, spans in self.roles.items()}
        return Mark((self.trigger[0] + by, self.trigger[1] + by), self.step, self.state, self.organ, roles)


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


def blocks(path: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Id, text (empty in a file of marks alone) and marks of each block; raises ValueError for an id that is twice."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    ident = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            ident = line[2:].strip()
            if ident in found:
                raise ValueError(f"{path.name}: {ident} stands there twice")
            found[ident] = ([], [])
        elif line.startswith("= "):
            found[ident][1].append(line[2:])
        elif line.strip() and ident:
            found[ident][0].append(line.strip())
    for ident, (text, marks) in found.items():
        yield ident, " ".join(text), marks


def mark(text: str, line: str) -> Mark:
    """A line of marks read against its text; raises ValueError that says what is wrong."""
    fields = [f.strip() for f in line.split("|")]
    if len(fields) != 4 + len(ROLES):
        raise ValueError(f"{len(fields)} fields in {line!r}")
    trigger, step, state, organ, *roles = fields
    if step not in STEPS or state not in STATES or (organ != "-" and organ not in BODIES):
        raise ValueError(f"unknown step, state or organ in {line!r}")
    spans: dict[str, tuple[tuple[int, int], ...]] = {}
    for name, told in zip(ROLES, roles, strict=True):
        head, _, words = told.partition(" ")
        if head != name:
            raise ValueError(f"{name} is missing in {line!r}")
        spans[name] = tuple(_found(text, w.strip()) for w in words.split(",") if w.strip() != "-")
    return Mark(_found(text, trigger), step, state, organ, spans)


def _found(text: str, word: str) -> tuple[int, int]:
    """Where a word stands; `word#2` is the second time that it does."""
    plain, _, times = word.partition("#")
    hits = list(re.finditer(rf"(?<![A-Za-z0-9]){re.escape(plain)}(?![A-Za-z0-9])", text))
    which = int(times or 1)
    if len(hits) < which:
        raise ValueError(f"{word!r} is not in {text!r}")
    return hits[which - 1].span()


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


def own(path: Path) -> Iterator[tuple[str, Report, list[Mark]]]:
    """Passages with their texts."""
    for ident, text, marks in blocks(path):
        yield ident, Report(id=ident, text=text), [mark(text, m) for m in marks]


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
