"""What the trees that choose among an attribution's readings see of one: its edges in the syntax, and scores.

Places are those of a window's words. Names with a star are of codes (relations, tags), which training puts on a scale.
"""

from __future__ import annotations

import bisect
import dataclasses
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Doc

Run = tuple[int, int]  # first and last place in the window

_FAR = 30  # words to the next cue where there is none, and the farthest that is left behind
_NONE = -9.0  # a score beyond the window
_ALONE = -20.0  # how far behind a second reading is where there is none
_LIKELY = 0.4  # of a cue, to count as standing beside another

_CUE = (
    "chance", "cue words", "cue relation*", "cue tag*", "tag before cue*", "tag after cue*", "last cue tag*",
    "cue quoted", "relation above cue*", "tag above cue*", "readings", "best", "margin", "window", "last tag*",
)  # fmt: skip
_SHAPE = (
    "rank", "score", "below best", "share of start", "share of end", "parts", "words", "sentences", "before cue",
    "after cue", "from cue", "between parts", "hangs between parts", "source", "source after cue",
)  # fmt: skip
_ROOTS = (
    "roots", "loose roots", "root relation*", "root tag*", "root's head", "root to right", "root to left",
    "root begins", "cue to right", "cue to left",
)  # fmt: skip
_START = (
    "start tag*", "tag before*", "tag before that*", "start relation*", "start in subtree", "sentence starts",
    "start quoted", "before quoted", "start begins", "inside before",
)  # fmt: skip
_END = (
    "end tag*", "tag after*", "tag after that*", "end relation*", "relation after*", "to the window's end",
    "to the sentence's end", "end quoted", "after quoted", "end inside", "inside after", "inside after that",
    "next hangs on",
)  # fmt: skip
_BEHIND = (
    "left behind", "relation left behind*", "tag left behind*", "distance left behind", "last left behind",
    "words left behind",
)  # fmt: skip
_WHOLE = (
    "quotations open", "quotations close", "quoted share", "first part's end quoted", "tag after first part*",
    "weakest inside", "next cue", "cues inside", "rival", "nested in",
)  # fmt: skip
FEATURES = (*_CUE, *_SHAPE, *_ROOTS, *_START, *_END, *_BEHIND, *_WHOLE)
STARRED = tuple(k for k, name in enumerate(FEATURES) if name.endswith("*"))


class Reading(NamedTuple):
    """A content in its parts, the source nearest the cue, the log of its probability among all that were followed."""

    content: tuple[Run, ...]
    source: Run | None
    score: float


class CueRead(NamedTuple):
    """A cue as the network sees it: first and last place, probability, logits of labels for all words, stances."""

    first: int
    last: int
    chance: float
    logits: NDArray[np.float32]
    stances: NDArray[np.float32]
    readings: Sequence[Reading] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Ground:
    """A window's syntax by places: relation, tag, place in a quotation, head, sentence, edges of what hangs below."""

    relation: list[int]
    tag: list[int]
    quoted: list[int]
    head: list[int]
    sentence: list[int]
    left: list[int]
    right: list[int]

    @classmethod
    def of(cls, doc: Doc, words: Sequence[int], syntax: Sequence[tuple[int, int, int]]) -> Ground:
        """The syntax of `words` (token indices) in `doc`; a head outside the window is -1."""
        place = {i: k for k, i in enumerate(words)}
        tokens = [doc[i] for i in words]
        head = [place.get(t.head.i, -1) for t in tokens]
        number, sentence = -1, []
        for k, token in enumerate(tokens):
            number += k == 0 or token.is_sent_start is True
            sentence.append(number)
        left = [bisect.bisect_left(words, t.left_edge.i) for t in tokens]
        right = [bisect.bisect_right(words, t.right_edge.i) - 1 for t in tokens]
        relation, tag, quoted = (list(column) for column in zip(*syntax, strict=True))
        return cls(relation, tag, quoted, head, sentence, left, right)


class _View(NamedTuple):
    """One reading of one cue: where it begins and ends, its places, the cue's head, the cue's logits."""

    ground: Ground
    cue: CueRead
    reading: Reading
    inside: set[int]
    start: int
    end: int
    heart: int
    logits: list[list[float]]


def features(ground: Ground, cues: Sequence[CueRead], which: int) -> list[list[float]]:
    """A row for each reading of the cue `which`; cues that stand beside it in the window count too."""
    cue = cues[which]
    if not cue.readings:
        return []
    within = range(cue.first, cue.last + 1)
    heart = next((k for k in within if ground.head[k] not in within or ground.head[k] == k), cue.first)
    others = [c for c in cues if c is not cue and c.readings]
    own, logits = _of_cue(ground, cue, heart), cue.logits.tolist()
    rows = []
    for rank, reading in enumerate(cue.readings):
        inside = {k for a, b in reading.content for k in range(a, b + 1)}
        view = _View(ground, cue, reading, inside, reading.content[0][0], reading.content[-1][1], heart, logits)
        behind, close = _left_behind(view)
        rows.append([
            *own, *_shape(view, rank), *_roots(view), *_at_start(view), *_at_end(view, close),
            *_behind(view, behind, close), *_whole(view, others),
        ])  # fmt: skip
    return rows


def _code(column: list[int], k: int) -> int:
    return column[k] if 0 <= k < len(column) else 0


def _inside(logits: list[list[float]], k: int) -> float:
    """How much likelier it is that a word is of the content than of nothing."""
    return max(logits[k][3:]) - logits[k][0] if 0 <= k < len(logits) else _NONE


def _of_cue(ground: Ground, cue: CueRead, heart: int) -> tuple[float, ...]:
    relation, tag, found = ground.relation, ground.tag, cue.readings
    above = ground.head[heart] if ground.head[heart] >= 0 else heart
    margin = found[1].score - found[0].score if len(found) > 1 else _ALONE
    return (
        cue.chance, cue.last - cue.first + 1, relation[heart], tag[heart], _code(tag, cue.first - 1),
        _code(tag, cue.last + 1), tag[cue.last], ground.quoted[cue.first], relation[above] if above != heart else 0,
        tag[above], len(found), found[0].score, margin, len(tag), tag[-1],
    )  # fmt: skip


def _shape(view: _View, rank: int) -> tuple[float, ...]:
    cue, (content, source, score), sentence = view.cue, view.reading, view.ground.sentence
    first_end, last_start = content[0][1], content[-1][0]
    shares = [(math.exp(r.score), r.content) for r in cue.readings]
    between = sum(1 for k in range(first_end + 1, last_start) if view.ground.head[k] in view.inside)
    return (
        rank, score, score - cue.readings[0].score, sum(p for p, c in shares if c[0][0] == view.start),
        sum(p for p, c in shares if c[-1][1] == view.end), len(content), len(view.inside),
        sentence[view.end] - sentence[view.start], view.start < cue.first, view.end > cue.last,
        cue.first - first_end if first_end < cue.first else view.start - cue.last,
        content[1][0] - first_end if len(content) > 1 else 0, between, source is not None,
        source is not None and source[0] > cue.last,
    )  # fmt: skip


def _roots(view: _View) -> tuple[float, ...]:
    ground, heart = view.ground, view.heart
    head, within = ground.head, range(view.cue.first, view.cue.last + 1)
    roots = sorted(k for k in view.inside if head[k] not in view.inside or head[k] == k)
    worded = [k for k in roots if ground.tag[k] and ground.relation[k]] or roots
    root = next((k for k in worded if head[k] in within), worded[0])
    hangs = 0 if head[root] in within else 1 if head[root] == root else 2 if head[heart] == root else 3
    return (
        len(roots), sum(1 for k in roots if head[k] not in within and head[k] != k), ground.relation[root],
        ground.tag[root], hangs, ground.right[root] - view.end, ground.left[root] - view.start, root - view.start,
        ground.right[heart] - view.end, ground.left[heart] - view.start,
    )  # fmt: skip


def _at_start(view: _View) -> tuple[float, ...]:
    ground, start, logits = view.ground, view.start, view.logits
    begins = start == 0 or ground.sentence[start - 1] != ground.sentence[start]
    return (
        ground.tag[start], _code(ground.tag, start - 1), _code(ground.tag, start - 2), ground.relation[start],
        ground.left[start] - start, begins, ground.quoted[start], _code(ground.quoted, start - 1),
        logits[start][3] - logits[start][0], _inside(logits, start - 1),
    )  # fmt: skip


def _at_end(view: _View, close: int) -> tuple[float, ...]:
    ground, end, logits = view.ground, view.end, view.logits
    return (
        ground.tag[end], _code(ground.tag, end + 1), _code(ground.tag, end + 2), ground.relation[end],
        _code(ground.relation, end + 1), len(ground.tag) - end, close - end, ground.quoted[end],
        _code(ground.quoted, end + 1), logits[end][4] - logits[end][0], _inside(logits, end + 1),
        _inside(logits, end + 2), _hangs_on(view),
    )  # fmt: skip


def _hangs_on(view: _View) -> int:
    """Where the next word belongs: 1 the content, 2 the cue, 3 another sentence, 4 elsewhere; 0 there is none."""
    ground, end = view.ground, view.end
    worded = end + 1 < len(ground.tag) and ground.left[end + 1] < ground.right[end + 1]
    k = end + 1 if worded else end + 2  # past a comma
    if k >= len(ground.tag):
        return 0
    if ground.head[k] in view.inside:
        return 1
    if view.cue.first <= ground.head[k] <= view.cue.last:
        return 2
    return 3 if ground.sentence[k] != ground.sentence[end] else 4


def _left_behind(view: _View) -> tuple[list[int], int]:
    """The words after the end that hang on the content, and the last word of the sentence."""
    sentence, close = view.ground.sentence, view.end
    while close + 1 < len(sentence) and sentence[close + 1] == sentence[view.end]:
        close += 1
    reach = min(close, view.end + _FAR)
    return [k for k in range(view.end + 1, reach + 1) if view.ground.head[k] in view.inside], close


def _behind(view: _View, behind: list[int], close: int) -> tuple[float, ...]:
    ground, end = view.ground, view.end
    if not behind:
        return 0, 0, 0, 0, close - end, 0
    first = next((k for k in behind if k > end + 1 or ground.right[k] > ground.left[k]), behind[0])
    words = sum(ground.right[k] - ground.left[k] + 1 for k in behind)
    return len(behind), ground.relation[first], ground.tag[first], first - end, behind[-1] - end, words


def _whole(view: _View, others: Sequence[CueRead]) -> tuple[float, ...]:
    ground, content, end = view.ground, view.reading.content, view.end
    marks = [ground.quoted[k] for k in view.inside]
    first_end = content[0][1]
    likely = [c.first for c in others if c.chance > _LIKELY]
    return (
        marks.count(2), marks.count(3), 1 - marks.count(0) / len(marks), ground.quoted[first_end],
        _code(ground.tag, first_end + 1), min(_inside(view.logits, k) for k in view.inside),
        min((k - end for k in likely if k > end), default=_FAR), sum(1 for k in likely if k in view.inside),
        max((c.chance for c in others if c.readings[0].content == content), default=0.0),
        max((c.chance for c in others if _covers(c.readings[0].content, view.start, end)), default=0.0),
    )  # fmt: skip


def _covers(content: Sequence[Run], start: int, end: int) -> bool:
    return any(a <= start and end <= b for a, b in content)
