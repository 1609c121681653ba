"""Headlines "In Title Case", read as a sentence would have them: the parser takes each such word for a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

_WORD = re.compile(r"[^\W\d_]\w*")
# Words that short are often small in title case too ("Deal With", "Deal with"); others begin with a capital.
_SHORT = 3
# A headline has so many longer words at least, and of these such a share begins with a capital, to be in title case.
_FEWEST, _SHARE = 3, 0.8
# A capital behind these may be that of a sentence's beginning.
_OPENING = ".!?:\"'“”‘’("


def sentence_case(title: str, body: str, is_word: Callable[[str], bool]) -> str:
    """`title`, letter for letter as long, with small letters where `body` writes a word small.

    A word that `body` does not hold is written small where `is_word` says that it is one of the language's and
    no name. Titles that are not in title case, or all in capitals, are given back as they are.
    """
    words = list(_WORD.finditer(title))
    if not _in_title_case([m[0] for m in words]):
        return title
    wanted = {m[0].lower() for m in words}
    named, small = _counts(body, wanted)
    letters = list(title)
    for m in words[1:]:
        word = m[0]
        low = word.lower()
        if word != word.capitalize() or len(low) != len(word) or (len(word) == 1 and word != "A"):
            # "NATO", "McConnell", the letters of "U.S."
            continue
        if small[low] >= named[low] if small[low] or named[low] else is_word(low):
            letters[m.start() : m.end()] = low
    return "".join(letters)


def _in_title_case(words: Sequence[str]) -> bool:
    longer = [w for w in words if len(w) > _SHORT]
    capital = [w for w in longer if w[0].isupper() and not w.isupper()]
    return len(longer) >= _FEWEST and len(capital) >= _SHARE * len(longer)


def _counts(body: str, wanted: set[str]) -> tuple[Counter[str], Counter[str]]:
    """How often `body` writes each word with a capital inside a sentence, and how often small."""
    named: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for line in body.splitlines():
        words = list(_WORD.finditer(line))
        if _in_title_case([m[0] for m in words]):
            # The title once more, or another headline
            continue
        for m in words:
            low = m[0].lower()
            if low not in wanted:
                continue
            if m[0] == low:
                small[low] += 1
            elif line[: m.start()].rstrip(" ")[-1:] not in _OPENING:
                named[low] += 1
    return named, small
