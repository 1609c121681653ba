"""Text for people and programs at a terminal: cleaned of control characters, as tables, CSV or JSON lines."""

from __future__ import annotations

import csv
import io
import re
import shutil
import unicodedata
from collections.abc import Iterable, Sequence

Cell = str | int | float | None

# Characters that act instead of being shown: controls, and those that turn the direction of the text around.
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ACTIVE_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
# A spreadsheet takes a cell that begins with one of these for a formula (OWASP, "CSV injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_GAP = 2


def clean(text: str, keep: str = "") -> str:
    """`text` without control characters and changes of direction, on one line unless `keep` has the line feed."""
    out = []
    for c in text:
        if c in keep:
            out.append(c)
        elif c in "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029":
            out.append(" ")
        elif c not in _BIDI and unicodedata.category(c) != "Cc":
            out.append("\ufffd" if unicodedata.category(c) == "Cs" else c)
    return "".join(out)


def safe_json(line: str) -> str:
    """The same JSON with each character that a terminal could act upon written as an escape."""
    return _ACTIVE_IN_JSON.sub(lambda m: f"\\u{ord(m[0]):04x}", line)


def csv_text(rows: Iterable[Sequence[Cell]]) -> str:
    """The rows as CSV; a text that a spreadsheet would take for a formula gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow([_csv_cell(cell) for cell in row])
    return out.getvalue()


def _csv_cell(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    text = clean(cell)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text


def table_text(header: Sequence[str], rows: Sequence[Sequence[Cell]], width: int | None) -> str:
    """The rows under `header`; wrapped within `width` columns, or one line a row (for a pipe) when it is None.

    The last column holds the report's words and takes what room is left.
    """
    cells = [[_shown(cell) for cell in row] for row in rows]
    if width is None:
        return _aligned([[h.upper() for h in header], *cells])
    return _wrapped(header, cells, width)


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return clean(cell) if isinstance(cell, str) else f"{cell:g}" if isinstance(cell, float) else str(cell)


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    from rich.cells import cell_len

    widths = [max(cell_len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        padded = (cell + " " * (width - cell_len(cell) + _GAP) for cell, width in zip(row, widths, strict=True))
        lines.append("".join(padded).rstrip())
    return "\n".join(lines) + "\n"


def _wrapped(header: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold", expand=False)
    for i, name in enumerate(header):
        last = i == len(header) - 1
        # Words of more than 20 columns in one cell are rare; a floor keeps short columns from being cut to letters.
        longest = max((len(word) for row in rows for word in row[i].split()), default=1)
        table.add_column(name, ratio=None, min_width=30 if last else min(max(longest, len(name)), 20), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = Console(file=io.StringIO(), width=width, force_terminal=True, highlight=False, color_system="standard")
    with console.capture() as capture:
        console.print(table)
    return "\n".join(line.rstrip() for line in capture.get().split("\n"))


def width() -> int:
    """How many columns the terminal has."""
    return shutil.get_terminal_size((100, 24)).columns


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 entry", "2 entries"."""
    many = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else many}"
