"""Passages in which the steps of agreements are marked: each step's trigger, state, organ, actors, agreement and time.

A passage is a block of a `steps_*.txt` file in `training/data` (STEPS.md there tells the form): `# ID`, the text on a
line, and a line `= TRIGGER | STEP | STATE | ORGAN | by … | of … | when …` for each step.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

from dateline.encode.steps import BODIES, ROLES, STATES, STEPS
from dateline.model import Report


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


def own(path: Path) -> Iterator[tuple[str, Report, list[Mark]]]:
    """Passages with their texts."""
    for ident, text, marks in blocks(path):
        yield ident, Report(id=ident, text=text), [mark(text, m) for m in marks]
