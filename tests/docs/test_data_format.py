"""The page on the data format tells of every field and value that there is, and its examples are valid."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import Any, get_args

import msgspec
import pytest

import pages
from dateline import listing
from dateline.model import Reading, from_json, reading, record, report, to_json, vocabulary
from dateline.model.record import Entry, Merged
from dateline.show.chronology import ChronologyRow

PAGE = pages.read(pages.DOCS / "data-format.md")


def structs(root: type) -> Iterator[type]:
    """`root` and every struct that its fields hold, by their types."""
    seen: dict[type, None] = {}
    waiting: list[Any] = [root]
    while waiting:
        kind = waiting.pop()
        waiting += get_args(kind)
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind not in seen:
            seen[kind] = None
            waiting += [f.type for f in msgspec.structs.fields(kind)]
    yield from seen


STRUCTS = sorted({*structs(Reading), *structs(Merged), Entry}, key=lambda s: s.__name__)
VOCABULARIES = {
    "Actor kind": vocabulary.ActorKind,
    "Precision": vocabulary.Precision,
    "Date kind": vocabulary.DateKind,
    "Date anchor": vocabulary.DateAnchor,
    "Basis": vocabulary.DateBasis,
    "Agreement kind": vocabulary.AgreementKind,
    "Status": vocabulary.Status,
    "Obligation kind": vocabulary.ObligationKind,
    "Event type": vocabulary.EventType,
    "Organ": vocabulary.Organ,
    "Step state": vocabulary.StepState,
    "Term kind": vocabulary.TermKind,
    "Tense": vocabulary.Tense,
    "Polarity": vocabulary.Polarity,
    "Certainty": vocabulary.Certainty,
    "Network view": vocabulary.NetworkView,
    "Quotation": vocabulary.QuotationKind,
    "Stance": vocabulary.Stance,
    "Step": vocabulary.Step,
    "Change": vocabulary.Change,
}
EXAMPLES = pages.blocks(PAGE, "json")
COMMANDS = {"agreements", "events", "claims", "estimates", "actors", "chronology"}


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda s: s.__name__)
def test_every_field_has_its_line_in_order(struct: type) -> None:
    fields = [f.encode_name for f in msgspec.structs.fields(struct)]
    if struct is not Entry and issubclass(struct, Entry):
        fields = [f for f in fields if f not in Entry.__struct_fields__]
    assert pages.first_cells(pages.section(PAGE, struct.__name__)) == fields


def test_the_lines_of_the_chronology_have_theirs() -> None:
    fields = [f.name for f in dataclasses.fields(ChronologyRow)]
    assert pages.first_cells(pages.section(PAGE, "ChronologyRow")) == fields


def test_no_struct_of_the_model_is_left_out() -> None:
    public = {
        value
        for module in (reading, record, report)
        for name, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, msgspec.Struct) and not name.startswith("_")
        if value is not msgspec.Struct
    }
    assert public <= set(STRUCTS)


@pytest.mark.parametrize("heading", VOCABULARIES)
def test_every_value_is_told(heading: str) -> None:
    first, _, _ = pages.section(PAGE, heading).partition("\n\n")
    assert sorted(first.split("`")[1::2]) == sorted(get_args(VOCABULARIES[heading]))


def test_every_vocabulary_of_the_model_is_told() -> None:
    closed = [v for name, v in vars(vocabulary).items() if name[0].isupper() and get_args(v)]
    told = list(VOCABULARIES.values())
    assert [v for v in closed if v not in told] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda b: b.info)
def test_examples_load_and_are_whole(example: pages.Block) -> None:
    kind = next(s for s in STRUCTS if s.__name__ == example.info.split()[1])
    loaded: msgspec.Struct = from_json(example.text, kind)
    assert json.loads(to_json(loaded)) == json.loads(example.text)


def test_the_example_reading_is_of_the_report_that_is_shown() -> None:
    shown = [
        line.removeprefix(">").strip() for line in pages.section(PAGE, "An example").splitlines() if line[:1] == ">"
    ]
    title, _, body = "\n".join(shown).partition("\n\n")
    found = from_json(EXAMPLES[0].text, Reading).report
    assert found.title == title
    assert found.text.removeprefix(title).split() == body.removeprefix("BRASILIA: ").split()


def test_columns_of_csv_are_told() -> None:
    text = pages.section(PAGE, "ChronologyRow")
    rows = {
        row[0]: row[1].split("`")[1::2]
        for row in (line.strip("| \n").split(" | ") for line in text.splitlines() if line.startswith("|"))
        if row[0] in COMMANDS
    }
    assert rows == {name: listing.spread(name, ())[0] for name in COMMANDS}


def test_the_python_example_prints_what_it_says(tmp_path: Any) -> None:
    (example,) = pages.blocks(PAGE, "python")
    lines = pages.run_python(example.text, tmp_path)
    assert lines[: len(pages.promised(example.text))] == pages.promised(example.text)
    assert len(lines) == 2
