"""A sentence with its source and target marked → the encoder's input: token ids, roles, and where each token stands."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.errors import UsageError
from dateline.model.span import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Roles of tokens; they are the rows of the network's token-type embedding. Rows 0 and 1 are the pre-trained ones.
PLAIN, SOURCE_OPEN, SOURCE_CLOSE, TARGET_OPEN, TARGET_CLOSE, IN_SOURCE, IN_TARGET = 0, 2, 3, 4, 5, 6, 7
ROLES = 8
# Vocabulary entries that pre-training never used ([unused0] …) stand for the four marks.
_MARK_IDS = {SOURCE_OPEN: 1, SOURCE_CLOSE: 2, TARGET_OPEN: 3, TARGET_CLOSE: 4}
CLS, SEP = 101, 102
LONGEST = 128
_TAG = re.compile(r"<(/?)([st])>")


@dataclasses.dataclass(frozen=True, slots=True)
class Dyad:
    """A sentence and the spans in it that name the source and the target.

    Each may be named more than once; one of the two may be unnamed ("two papers were closed"), and has no span then.
    """

    sentence: str
    source: tuple[Span, ...]
    target: tuple[Span, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Tokens:
    """The encoder's input for one sentence: equally long `ids` and `roles`; `spans` are None for marks."""

    ids: tuple[int, ...]
    roles: tuple[int, ...]
    spans: tuple[Span | None, ...]


def from_marked(marked: str) -> Dyad:
    """A Dyad out of text with `<s>…</s>` and `<t>…</t>`; raises UsageError where nothing is marked."""
    text, last = "", 0
    opened: dict[str, int] = {}
    spans: dict[str, list[Span]] = {"s": [], "t": []}
    for tag in _TAG.finditer(marked):
        text += marked[last : tag.start()]
        last = tag.end()
        closing, name = tag.groups()
        if not closing:
            opened[name] = len(text)
        elif name in opened and opened[name] < len(text):
            spans[name].append(_trimmed(text, opened.pop(name)))
    text += marked[last:]
    if not spans["s"] and not spans["t"]:
        raise UsageError("marked sentence: needs <s>source</s> or <t>target</t>, each opened and closed round words")
    return Dyad(text, tuple(spans["s"]), tuple(spans["t"]))


def _trimmed(text: str, start: int) -> Span:
    piece = text[start:]
    lead = len(piece) - len(piece.lstrip())
    return Span(start + lead, start + len(piece.rstrip())) if piece.strip() else Span(start, len(text))


def tokens(dyad: Dyad, tokenizer: Tokenizer, longest: int = LONGEST) -> Tokens:
    """Marks round source and target; a longer input keeps the window of `longest` tokens that holds most of both."""
    cuts: list[tuple[int, int, int]] = []  # place, order at that place, role of the mark
    for spans, start, stop in ((dyad.source, SOURCE_OPEN, SOURCE_CLOSE), (dyad.target, TARGET_OPEN, TARGET_CLOSE)):
        for span in spans:
            cuts += [(span.start, 1, start), (span.end, 0, stop)]
    ids: list[int] = []
    roles: list[int] = []
    places: list[Span | None] = []
    inside = {IN_SOURCE: 0, IN_TARGET: 0}
    last = 0
    for place, _, mark in [*sorted(cuts), (len(dyad.sentence), 2, PLAIN)]:
        role = next((r for r in (IN_TARGET, IN_SOURCE) if inside[r]), PLAIN)
        for token, (a, b) in _pieces(tokenizer, dyad.sentence[last:place]):
            ids.append(token)
            roles.append(role)
            places.append(Span(last + a, last + b))
        last = place
        if mark != PLAIN:
            ids.append(_MARK_IDS[mark])
            roles.append(mark)
            places.append(None)
            side = IN_SOURCE if mark in (SOURCE_OPEN, SOURCE_CLOSE) else IN_TARGET
            inside[side] += 1 if mark in (SOURCE_OPEN, TARGET_OPEN) else -1
    start, stop = _window(roles, longest - 2)
    return Tokens((CLS, *ids[start:stop], SEP), (PLAIN, *roles[start:stop], PLAIN), (None, *places[start:stop], None))


def plain_tokens(words: Sequence[str], tokenizer: Tokenizer, longest: int = LONGEST) -> tuple[list[int], list[int]]:
    """Token ids of a sentence given as words, without marks, and the index of each word's first token.

    Words past `longest` tokens get the index 0, that of the whole sentence's token.
    """
    ids, first = [CLS], []
    for word in words:
        pieces = [token for token, _ in _pieces(tokenizer, word)] or [100]
        fits = len(ids) + len(pieces) < longest
        first.append(len(ids) if fits else 0)
        if fits:
            ids += pieces
    return [*ids, SEP], first


def _pieces(tokenizer: Tokenizer, text: str) -> list[tuple[int, tuple[int, int]]]:
    encoded = tokenizer.encode(text, add_special_tokens=False)
    return list(zip(encoded.ids, encoded.offsets, strict=True))


def _window(roles: Sequence[int], longest: int) -> tuple[int, int]:
    if len(roles) <= longest:
        return 0, len(roles)
    marked = [i for i, role in enumerate(roles) if role != PLAIN]
    best, most = 0, -1
    for start in sorted({max(0, min(i - longest // 4, len(roles) - longest)) for i in marked}):
        inside = len({roles[i] for i in marked if start <= i < start + longest})
        if inside > most:
            best, most = start, inside
    return best, best + longest
