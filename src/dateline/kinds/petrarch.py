"""Reading actor and agent dictionaries as TABARI, PETRARCH and PETRARCH2 have them: line by line, nothing dropped.

Main entries stand at the margin, synonyms begin with `+`, codes stand in brackets behind a name or on lines of their
own, `#` and `;` begin comments. What cannot be read becomes a Problem with its line and reason.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator

_COMMENT = re.compile(r"[#;].*$")
_CODES = re.compile(r"\[([^\]]*)\]")
_PLURALS = re.compile(r"\{([^}]*)\}")
_MARKER = re.compile(r"!([^!]*)!")
_DEFINITION = re.compile(r"!([^!]+)!\s*=(.*)$")
_DATED = re.compile(r"(?:(?P<sign>[<>])\s*(?P<day>\d+)|(?P<first>\d+)\s*-\s*(?P<last>\d+))$")
_CODE = re.compile(r"[A-Z]{3,}$")
_NAME = re.compile(r"[^\W\d_]")
# Two-digit years from this one on are of the last century, as PETRARCH reads them.
_LAST_CENTURY = 31


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """What of a dictionary could not be taken over: the line, its words, and why."""

    file: str
    line: int
    words: str
    reason: str

    def __str__(self) -> str:
        """One line for people."""
        return f"{self.file}:{self.line}: {self.words}: {self.reason}"


@dataclasses.dataclass(frozen=True, slots=True)
class Code:
    """A code with the days for which it holds (EDTF, both ends within; None where the dictionary sets no end)."""

    line: int
    text: str
    since: str | None = None
    until: str | None = None

    @property
    def dated(self) -> bool:
        """Whether it holds only for a time."""
        return bool(self.since or self.until)


@dataclasses.dataclass(slots=True)
class Block:
    """One main entry with its synonyms and codes; names are in the dictionary's letters, with blanks between words."""

    line: int
    name: str
    synonyms: list[str] = dataclasses.field(default_factory=list)
    plurals: list[str] = dataclasses.field(default_factory=list)
    codes: list[Code] = dataclasses.field(default_factory=list)

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the main one first, each once."""
        return tuple(dict.fromkeys((self.name, *self.synonyms)))


class Dictionary:
    """One dictionary file: `actors` and `agents` in order, `problems`, and the `latest` day that its codes name."""

    def __init__(self, file: str, text: str) -> None:
        """Read the whole `text`; never raises, whatever it holds."""
        self.file = file
        self.actors: list[Block] = []
        self.agents: list[Block] = []
        self.problems: list[Problem] = []
        self.latest: str | None = None
        self._markers: dict[str, list[str]] = {}
        self._block: Block | None = None
        for number, line in enumerate(re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")), start=1):
            self._line(number, line)
        self._close()

    def _line(self, number: int, line: str) -> None:
        told = _COMMENT.sub("", line).strip()
        if not told or told.startswith("<!--"):
            return
        if definition := _DEFINITION.match(told):
            words = [_words(w) for w in definition[2].split(",")]
            self._markers[definition[1].strip()] = [w for w in words if w]
            return
        rest = _PLURALS.sub("", _CODES.sub("", told)).strip()
        broken = bool(set("[]{}") & set(rest))
        if rest and rest[0] not in "+[]{}":
            # What stands below an entry that cannot be read must not go to the one before it.
            self._close()
            if not broken and _NAME.search(rest):
                self._block = Block(number, _words(rest))
            else:
                self._problem(number, told, "a bracket is not closed" if broken else "a name is expected")
                return
        if broken:
            self._problem(number, told, "a bracket is not closed")
            return
        if self._block is None:
            self._problem(number, told, "it stands under no entry")
            return
        if rest.startswith("+"):
            if _NAME.search(rest):
                self._block.synonyms.append(_words(rest[1:]))
            else:
                self._problem(number, told, "a name is expected after the +")
        self._block.plurals += [p for m in _PLURALS.findall(told) for w in m.split(",") if (p := _words(w))]
        for inside in _CODES.findall(told):
            self._code(number, inside.strip(), self._block)

    def _code(self, number: int, inside: str, block: Block) -> None:
        parts = inside.split(None, 1)
        text, days = (parts[0], parts[1:]) if parts else ("", [])
        if not _CODE.match(text.replace("~", "")):
            several = "it stands for several actors at once" if "/" in inside else "not a code of three letters or more"
            self._problem(number, f"{block.name} [{inside}]", several)
            return
        if not days:
            block.codes.append(Code(number, text))
            return
        found = _DATED.match(days[0].strip())
        ends = [_day(d) for d in found.group("day", "first", "last") if d] if found else [None]
        if found is None or None in ends:
            self._problem(number, f"{block.name} [{inside}]", "its days cannot be read; write >YYMMDD or YYMMDD-YYMMDD")
            return
        since = ends[0] if found["sign"] != "<" else None
        until = ends[-1] if found["sign"] != ">" else None
        self.latest = max(filter(None, (self.latest, *ends)))
        block.codes.append(Code(number, text, since, until))

    def _close(self) -> None:
        block, self._block = self._block, None
        if block is None:
            return
        for name in (*block.names, *block.plurals):
            if lost := [m for m in _MARKER.findall(name) if not self._markers.get(m.strip())]:
                self._problem(block.line, name, f"!{lost[0]}! is not defined in this file")
            elif "!" in _MARKER.sub("", name):
                self._problem(block.line, name, "a single ! stands in it")
        names = [n for name in block.names for n in self._expanded(name)]
        if not names:
            return
        block.name, block.synonyms = names[0], names[1:]
        block.plurals = [n for name in block.plurals for n in self._expanded(name)]
        if not block.codes:
            if not any(p.line >= block.line and "[" in p.words for p in self.problems):
                self._problem(block.line, block.name, "no code stands with it")
            return
        agents = [c for c in block.codes if "~" in c.text]
        if agents:
            for c in block.codes:
                if "~" not in c.text:
                    self._problem(c.line, f"{block.name} [{c.text}]", "an agent's code needs a ~ for the country")
            self.agents.append(dataclasses.replace(block, codes=agents))
        else:
            self.actors.append(block)

    def _expanded(self, name: str) -> Iterator[str]:
        """The name with each word that a marker stands for; nothing where one is not defined."""
        marker = _MARKER.search(name)
        if marker is None:
            if "!" not in name:
                yield name
            return
        for word in self._markers.get(marker[1].strip(), ()):
            # A marker's words hold no marker, so that this ends.
            yield from self._expanded(name[: marker.start()] + word.replace("!", "") + name[marker.end() :])

    def _problem(self, line: int, words: str, reason: str) -> None:
        self.problems.append(Problem(self.file, line, words, reason))


def _words(text: str) -> str:
    """A dictionary's words with blanks between them: `_` joins words, and at the end says that the word is whole."""
    return " ".join(text.replace("_", " ").replace("=", " ").split())


def _day(digits: str) -> str | None:
    """YYMMDD or YYYYMMDD as EDTF; 00 for month or day leaves it open; None where it is no day."""
    if len(digits) == 6:
        digits = ("19" if int(digits[:2]) >= _LAST_CENTURY else "20") + digits
    if len(digits) != 8 or not digits.isascii():
        return None
    year, month, day = digits[:4], digits[4:6], digits[6:]
    try:
        dt.date(int(year), int(month) or 1, int(day) or 1)
    except ValueError:
        return None
    return year if month == "00" else f"{year}-{month}" if day == "00" else f"{year}-{month}-{day}"
