"""The arguments and options that several commands share, with their help."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Layout(StrEnum):
    """How a list of entries is written."""

    table = "table"
    jsonl = "jsonl"
    json = "json"
    csv = "csv"


class Export(StrEnum):
    """What `export` writes."""

    treaties = "treaties"
    steps = "steps"
    calendar = "calendar"
    cards = "cards"


class Shape(StrEnum):
    """What `schema` describes."""

    reading = "reading"
    record = "record"


SourcesArgument = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE", help="A file, a folder, or - for standard input.", show_default=False),
]
StoreOption = Annotated[Path, typer.Option("--store", "-s", envvar="DATELINE_STORE", help="The file of the record.")]
PublishedOption = Annotated[
    str | None, typer.Option(metavar="DATE", help="When the reports were published, if they do not say: 2024-11-12.")
]
ExportArgument = Annotated[
    Export,
    typer.Argument(
        metavar="FORMAT",
        help="treaties: CSV, a row for each party; steps: CSV, a row for each step; calendar: iCalendar of what is "
        "due; cards: JSON, an agreement a line.",
        show_default=False,
    ),
]
FormatOption = Annotated[
    str | None, typer.Option(metavar="FORMAT", help="text, html or jsonl; found out if not given.")
]
MapOption = Annotated[
    str | None,
    typer.Option(metavar="OURS=THEIRS,…", help="Which field of JSONL holds what: published=date,publisher=source."),
]
WorkersOption = Annotated[int, typer.Option(min=1, help="How many processes read at once; the result is the same.")]
LayoutOption = Annotated[Layout, typer.Option("--format", help="How to write it; json and jsonl: one entry a line.")]
ActorOption = Annotated[str | None, typer.Option(metavar="ID|NAME", help="An actor: PRK, IGO:un, Kim Jong Un.")]
TypeOption = Annotated[
    str | None, typer.Option(metavar="TYPE", help="An event's type, mode or step; a claim's stance; a kind; a status.")
]
SinceOption = Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day: 2024-06-01.")]
UntilOption = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day: 2024-06-30.")]
OnOption = Annotated[str | None, typer.Option("--on", metavar="DATE", help="Where it stands on this day: 2024-06-01.")]
AgreementOption = Annotated[
    str | None, typer.Option(metavar="ID|NAME", help="An agreement: its id, or words of its name.")
]
TextOption = Annotated[str | None, typer.Option(metavar="WORDS", help="Words that all stand in the entry.")]
STORE = Path("dateline.store")
