"""Dyads: what a source does to a target in a sentence; one, or a table of them."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

from dateline.encode.dyads import Coding, DyadCoder, find_dyad
from dateline.encode.encoder import Encoder
from dateline.encode.marks import Dyad, from_marked
from dateline.errors import SourceError, UsageError

COLUMNS = (
    "id", "type", "quad", "cooperation", "acts", "relation", "confidence", "words", "source", "target", "sentence",
)  # fmt: skip


def code(sentence: str, source: str | None, target: str | None) -> Coding:
    """What `source` does to `target` in `sentence`: PLOVER type, quad, confidence and the words that carry it.

    Both are given as they stand in the sentence; one of the two may be None, for somebody unnamed. Raises UsageError
    where the sentence does not hold them.
    """
    return DyadCoder(Encoder.open()).code(find_dyad(sentence, source, target))


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its zero-based number, and the dyad, or the error that says why it has none."""

    number: int
    dyad: Dyad | SourceError


def read_rows(file: IO[str], name: str) -> Iterator[Row]:
    """The rows of a tab-separated file with a header.

    A row is read from the column `marked_sentence` (`<s>source</s>`, `<t>target</t>`) where it is there, else from
    `sentence`, `source` and `target`. Raises UsageError where the header has neither.
    """
    reader = csv.DictReader(file, delimiter="\t")
    columns = set(reader.fieldnames or ())
    if "marked_sentence" not in columns and not {"sentence", "source", "target"} <= columns:
        raise UsageError(
            f"{name}: the first line must name the columns, tab-separated: marked_sentence, or sentence, source and "
            f"target; found {', '.join(sorted(c for c in columns if c)) or 'nothing'}"
        )
    try:
        for number, row in enumerate(reader):
            yield Row(number, _dyad(row, f"{name}: row {number} (line {reader.line_num})"))
    except csv.Error as error:
        raise UsageError(f"{name}: line {reader.line_num}: {error}; write the table as tab-separated text") from error


def _dyad(row: Mapping[str, str | None], where: str) -> Dyad | SourceError:
    try:
        marked = row.get("marked_sentence")
        if marked and marked.strip():
            return from_marked(marked)
        return find_dyad(row.get("sentence") or "", row.get("source"), row.get("target"))
    except UsageError as error:
        return SourceError(where, "was not coded", str(error))


def code_rows(rows: Iterable[Row], coder: DyadCoder) -> Iterator[tuple[Row, Coding | SourceError]]:
    """Each row with its coding, in order."""
    for row in rows:
        yield row, row.dyad if isinstance(row.dyad, SourceError) else coder.code(row.dyad)


def cells(row: Row, coding: Coding) -> list[str]:
    """One row of output, in the order of `COLUMNS`."""
    dyad = row.dyad
    assert isinstance(dyad, Dyad)
    text = dyad.sentence
    return [
        str(row.number), coding.type, str(coding.quad), "cooperation" if coding.cooperation else "conflict",
        "yes" if coding.acts else "no", f"{coding.relation:.4f}", f"{coding.confidence:.4f}",
        coding.words.of(text) if coding.words else "", *(" | ".join(s.of(text) for s in side)
        for side in (dyad.source, dyad.target)), " ".join(text.split()),
    ]  # fmt: skip


def open_table(path: Path) -> IO[str]:
    """The file opened as UTF-8 text; raises UsageError where that cannot be."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read ({error}); name a tab-separated file in UTF-8") from error
    return io.StringIO(text, newline="")
