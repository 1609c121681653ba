"""How well networks read PolNeAR's dev part, window by window, before the rules have their say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dateline.encode.attribution import runs_of
from training.attribution_data import Example, Pair

LEAST = 0.5  # of a cue's probability
ROLES = ("source", "cue", "content", "whole")
Runs = tuple[tuple[int, int], ...]
Read = tuple[tuple[int, int], Runs, Runs]  # a cue's first and last place, its sources and its contents


def window_scores(windows: Iterable[tuple[Example, Example]]) -> dict[str, float]:
    """Exact F1 of each role and of whole attributions, over pairs of a gold window and the same one as read."""
    right: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for gold, found in windows:
        wanted = _roles(_gold(gold))
        given = _roles(_found(found))
        for role in ROLES:
            right[role] += 2 * len(wanted[role] & given[role])
            named[role] += len(wanted[role]) + len(given[role])
    return {role: round(right[role] / max(1, named[role]), 3) for role in ROLES}


def _gold(example: Example) -> list[Read]:
    return [(_ends(p), _marked(p, 1), _marked(p, 3)) for p in example.pairs]


def _found(example: Example) -> list[Read]:
    """What the product would make of a window: of several sources the nearest, and nothing without a content."""
    read = []
    for p in example.pairs:
        if example.cues is None or example.cues[p.cue[0], 1] < LEAST:
            continue
        first, last = _ends(p)
        sources = sorted(_marked(p, 1), key=lambda s: min(abs(s[0] - last), abs(s[1] - first)))[:1]
        contents = _marked(p, 3)
        if contents:
            read.append(((first, last), tuple(sources), contents))
    return read


def _roles(read: Iterable[Read]) -> dict[str, set[object]]:
    by_cue = {cue: (sources, contents) for cue, sources, contents in read}
    return {
        "source": {sources for sources, _ in by_cue.values() if sources},
        "cue": set(by_cue),
        "content": {contents for _, contents in by_cue.values() if contents},
        "whole": set(by_cue.items()),
    }


def _ends(pair: Pair) -> tuple[int, int]:
    return pair.cue[0], pair.cue[-1]


def _marked(pair: Pair, begins: int) -> Runs:
    return tuple(runs_of(pair.labels.tolist(), begins, pair.cue)) if pair.labels is not None else ()
