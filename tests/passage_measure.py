"""How many of the steps that are marked in passages of training/data the rules find, without the network.

`python -m tests.passage_measure g h i` reads `steps_g.txt`, `steps_h.txt` and `steps_i.txt`. The network was trained
on the passages, so only the rules are measured here; they were mended on `a` to `f`, and nobody looked at the others. A
mark counts as found where an event of its step stands on its trigger, or in its sentence without another mark. Single
sentences lack what a report tells around them: of an agreement without two parties nothing is told.
"""

from __future__ import annotations

import sys
from collections import Counter

from training.corpora import DATA
from training.step_marks import Mark, own

from dateline.model import Event, Report, Span
from dateline.pipeline import Pipeline, extract
from dateline.resolve.reading import resolve

DAY = "2014-05-07"


def counts(pipeline: Pipeline, report: Report, marks: list[Mark]) -> Counter[str]:
    """How many marks a passage has, how many are found, and events that no mark asks for."""
    document = pipeline.parser.parse(report)
    reading = resolve(document, extract(document, pipeline.knowledge), pipeline.knowledge)
    sentences = [Span(s.start_char, s.end_char) for s in document.syntax.sents]
    left = [e for e in reading.events if e.step is not None]
    found: Counter[str] = Counter(marks=len(marks))
    asked: list[tuple[str, Span]] = []
    for mark in marks:
        trigger = Span(*mark.trigger)
        sentence = next(s for s in sentences if s.start <= trigger.start < s.end)
        asked.append((mark.step, sentence))
        alike = [e for e in left if e.step == mark.step]
        told = [e for e in alike if any(s.overlaps(trigger) for s in _words(e))]
        told = told or [e for e in alike if any(sentence.start <= s.start < sentence.end for s in _words(e))]
        if told:
            found["found"] += 1
            left.remove(told[0])

    def marked(event: Event) -> bool:
        return any(step == event.step and s.start <= event.anchor.start < s.end for step, s in asked)

    found["extra"] = sum(not marked(e) for e in left)
    return found


def _words(event: Event) -> tuple[Span, ...]:
    return (event.anchor, *event.mentions)


def main(letters: list[str]) -> None:
    """Print the counts of each file and of all together."""
    pipeline, every = Pipeline(), Counter[str]()
    for letter in letters or list("abcdefghi"):
        path = DATA / f"steps_{letter}.txt"
        here = Counter[str]()
        for ident, report, marks in own(path):
            dated = Report(id=ident, text=report.text, published=DAY)
            here += counts(pipeline, dated, marks)
        sys.stdout.write(f"{letter}: {_line(here)}\n")
        every += here
    sys.stdout.write(f"all: {_line(every)}\n")


def _line(c: Counter[str]) -> str:
    return f"{c['found']} of {c['marks']} marks found ({c['found'] / max(c['marks'], 1):.3f}), {c['extra']} extra"


if __name__ == "__main__":
    main(sys.argv[1:])
