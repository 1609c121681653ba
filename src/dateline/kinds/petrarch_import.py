"""Actor dictionaries of TABARI, PETRARCH and PETRARCH2 → YAML files for a user's own folder.

A dictionary's code tells state and sector, but not whether a name is a person's, a body's or a place's: that is read
off what is known already and off the words of the name. What cannot be taken over is listed, line by line.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import yaml

from dateline.errors import SourceError, UsageError
from dateline.kinds.actors import Kinds
from dateline.kinds.gazetteer import Gazetteer
from dateline.kinds.lexicon import Lexicon
from dateline.kinds.lists import Lists
from dateline.kinds.petrarch import Dictionary, Problem
from dateline.kinds.petrarch_codes import CameoCodes
from dateline.kinds.petrarch_names import Names
from dateline.kinds.petrarch_sort import Sorter

_FILES = ("states", "organisations", "bodies", "groups", "persons", "roles")
_HEADER = "# Written by `dateline import-actors` from {}; `source` names the file and line.\n"


@dataclasses.dataclass(frozen=True, slots=True)
class Imported:
    """What an import wrote: entries by file, all that could not be taken over, and the files that could not be read."""

    written: Mapping[Path, int]
    problems: tuple[Problem, ...]
    failures: tuple[SourceError, ...] = ()


def import_actors(files: Sequence[Path], folder: Path, as_of: str | None = None) -> Imported:
    """Read the dictionaries and write YAML files of our form into `folder`.

    `as_of` is the day up to which the dictionaries vouch for what they leave open; without it, the latest day that
    each one names. Raises UsageError where the folder holds such a file already or cannot be written.
    """
    there = [str(p) for name in _FILES if (p := folder / f"{name}.yaml").exists()]
    if there:
        raise UsageError(f"{', '.join(there)}: already there; name another folder, and join the files by hand")
    kinds = Kinds.load()
    sorter = Sorter(kinds, Lists.load(None), CameoCodes(kinds), Names(kinds, Lexicon(None)), Gazetteer.open())
    problems: list[Problem] = []
    failures = []
    names = []
    for path in files:
        try:
            data = path.read_bytes()
        except OSError as error:
            failures.append(SourceError(str(path), error.strerror or str(error), "check the name of the file"))
            continue
        text, doubt = _decoded(data, path.name)
        problems += doubt
        names.append(path.name)
        read = Dictionary(path.name, text)
        problems += read.problems
        problems += sorter.take(read, as_of or read.latest)
    written = _write(sorter.entries(), folder, ", ".join(names))
    return Imported(written, tuple(sorted(problems, key=lambda p: (p.file, p.line))), tuple(failures))


def _decoded(data: bytes, file: str) -> tuple[str, list[Problem]]:
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return data.decode("latin-1"), [Problem(file, line, "the whole file", "not UTF-8; read as Latin-1")]


def _write(entries: Mapping[str, Sequence[msgspec.Struct]], folder: Path, names: str) -> dict[Path, int]:
    written = {}
    try:
        for name, listed in entries.items():
            if listed:
                folder.mkdir(parents=True, exist_ok=True)
                path = folder / f"{name}.yaml"
                lines = [f"- {_flow(entry)}" for entry in listed]
                path.write_text(_HEADER.format(" ".join(names.split())) + "\n".join(lines) + "\n", encoding="utf-8")
                written[path] = len(listed)
    except OSError as error:
        raise UsageError(f"{folder}: {error.strerror}; name a folder that can be written") from error
    return written


def _flow(entry: msgspec.Struct) -> str:
    """An entry on one line, with the fields that are not as they are without being told."""
    text: str = yaml.safe_dump(_told(entry), default_flow_style=True, width=10**9, sort_keys=False, allow_unicode=True)
    return text.strip()


def _told(entry: msgspec.Struct) -> dict[str, object]:
    out: dict[str, object] = {}
    for field in msgspec.structs.fields(entry):
        value = getattr(entry, field.name)
        if field.required or value != field.default:
            parts = value if isinstance(value, tuple) else ()
            inner = [_told(p) if isinstance(p, msgspec.Struct) else p for p in parts]
            out[field.encode_name] = inner if isinstance(value, tuple) else value
    return out
