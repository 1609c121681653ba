"""Plain text into paragraphs: whitespace, hard-wrapped lines, lines that stand on their own."""

from __future__ import annotations

import re
from collections.abc import Callable

# Zero-width space, word joiner and byte order mark have no width and no meaning inside a word.
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
_NEWLINE = re.compile(r"\r\n?|\u2028|\x0b|\x0c|\x85")
_BLANK = re.compile(r"\n\s*\n|\u2029")
# Mail and wire text is wrapped at 65 to 80 columns; a longer line is a paragraph of its own.
_WRAP_COLUMNS = 120


def split_paragraphs(text: str, alone: Callable[[str], bool] = lambda _: False) -> list[str]:
    """The paragraphs of `text`, each on one line with single spaces.

    Lines broken to a column width are joined again; where lines are not so broken, each is a paragraph. A line for
    which `alone` is true (a byline above the first paragraph) is never joined to another.
    """
    text = _INVISIBLE.sub("", _NEWLINE.sub("\n", text))
    blocks = [[line for raw in block.split("\n") if (line := tidy(raw))] for block in _BLANK.split(text)]
    pieces = [piece for block in blocks for piece in _pieces(block, alone)]
    if _wrapped(pieces):
        return [" ".join(piece) for piece in pieces if piece]
    return [line for piece in pieces for line in piece]


def tidy(line: str) -> str:
    """`line` without spaces at its ends and with every run of white space as one space."""
    return " ".join(line.split())


def _pieces(block: list[str], alone: Callable[[str], bool]) -> list[list[str]]:
    pieces: list[list[str]] = [[]]
    for line in block:
        if alone(line):
            pieces += [[line], []]
        else:
            pieces[-1].append(line)
    return [piece for piece in pieces if piece]


def _wrapped(pieces: list[list[str]]) -> bool:
    carried = [line for piece in pieces for line in piece[1:]]
    if not carried or max(len(line) for piece in pieces for line in piece) > _WRAP_COLUMNS:
        return False
    # In running English text about two of three lines begin in the middle of a sentence; among paragraphs hardly any.
    return sum(line[0].islower() for line in carried) >= 0.3 * len(carried)
