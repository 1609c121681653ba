"""The commands; thin, and the only place that prints. Data goes to stdout, messages and progress to stderr."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer

from dateline.cli_options import (
    STORE,
    ActorOption,
    AgreementOption,
    ExportArgument,
    FormatOption,
    Layout,
    LayoutOption,
    MapOption,
    OnOption,
    PublishedOption,
    Shape,
    SinceOption,
    SourcesArgument,
    StoreOption,
    TextOption,
    TypeOption,
    UntilOption,
    WorkersOption,
)
from dateline.errors import DatelineError, SourceError, UsageError
from dateline.terminal import counted

# Everything else is imported inside the commands: `--help` must not wait for a language model to load.
if TYPE_CHECKING:
    from dateline.model import Reading, Report
    from dateline.show.filters import Filters
    from dateline.store import Store

T = TypeVar("T")
DONE, SOME_FAILED, WRONG_USAGE = 0, 1, 2

app = typer.Typer(
    name="dateline",
    help="Reads news reports and keeps the record: who did what to whom, what was agreed, who says so.",
    epilog="Try it: `dateline example --store example.store`, then `dateline serve --store example.store`.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def _main(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        from dateline import __version__

        _out(f"dateline {__version__}\n")
        raise typer.Exit(DONE)


@app.command(epilog="Example: dateline read report.txt --published 2024-11-12 > readings.jsonl")
def read(
    sources: SourcesArgument,
    published: PublishedOption = None,
    format: FormatOption = None,
    map: MapOption = None,
    workers: WorkersOption = 1,
) -> None:
    """Read reports and print what was found, one Reading (JSON) a line; nothing is kept."""
    from dateline.model import to_json
    from dateline.terminal import safe_json

    failures: list[SourceError] = []
    reports = _reports(sources, _options(published, format, map), failures)
    for reading in _readings(reports, workers, quiet=sys.stdout.isatty()):
        _out(safe_json(to_json(reading).decode()) + "\n")
    _finish(failures)


@app.command(epilog="Example: dateline code sentences.tsv > coded.tsv")
def code(
    table: Annotated[Path, typer.Argument(metavar="FILE.tsv", help="Rows of sentence, source and target.")],
) -> None:
    """Code dyads: what a source does to a target in a sentence, by PLOVER's types.

    FILE.tsv is tab-separated with a header: sentence, source and target (as they stand in the sentence), or
    marked_sentence with <s>source</s> and <t>target</t>. Further columns are left alone.
    """
    from dateline import coding
    from dateline.encode.dyads import DyadCoder
    from dateline.encode.encoder import Encoder
    from dateline.terminal import clean

    failures: list[SourceError] = []
    rows = coding.read_rows(coding.open_table(table), str(table))
    _out("\t".join(coding.COLUMNS) + "\n")
    coded = coding.code_rows(rows, DyadCoder(Encoder.open()))
    for row, coding_ in _shown(coded, "sentences coded", quiet=sys.stdout.isatty()):
        if isinstance(coding_, SourceError):
            failures.append(coding_)
            _say(f"dateline: {coding_}")
        else:
            _out("\t".join(clean(cell) for cell in coding.cells(row, coding_)) + "\n")
    _finish(failures)


@app.command(epilog="Example: dateline add reports/ --store talks.store")
def add(  # noqa: PLR0913 # the options of a command
    sources: SourcesArgument,
    *,
    store: StoreOption = STORE,
    published: PublishedOption = None,
    format: FormatOption = None,
    map: MapOption = None,
    workers: WorkersOption = 1,
) -> None:
    """Read reports and add them to the record; a report that is there already changes nothing."""
    from dateline.store import Store

    failures: list[SourceError] = []
    options = _options(published, format, map)
    with Store.open(store, create=True) as kept:
        _add(kept, _reports(sources, options, failures), workers)
    _finish(failures)


def _lister(name: str, help: str, example: str) -> None:
    @app.command(name, help=help, epilog=f"Example: {example}")
    def command(  # noqa: PLR0913 # the options of a command
        *,
        store: StoreOption = STORE,
        format: LayoutOption = Layout.table,
        actor: ActorOption = None,
        type: TypeOption = None,
        since: SinceOption = None,
        until: UntilOption = None,
        agreement: AgreementOption = None,
        text: TextOption = None,
    ) -> None:
        from dateline.show.filters import Filters

        first, last = _day(since, "--from"), _day(until, "--to")
        filters = Filters(actor=actor, type=type, since=first, until=last, agreement=agreement, text=text)
        _list(name, filters, store, format)


_lister("events", "List what happened, by date.", "dateline events --actor PRK --from 2024-06-01 --format csv")
_lister("claims", "List who says what.", "dateline claims --type denies")
_lister("agreements", "List agreements and where each stands.", "dateline agreements --actor RUS")
_lister("estimates", "List numbers, with who gives them.", "dateline estimates --text troops")
_lister("actors", "List who acts, with how often.", "dateline actors --type person")
_lister(
    "chronology", "Tell what happened day by day, with who says so.", 'dateline chronology --agreement "river pact"'
)


@app.command(epilog="Example: dateline export calendar --store talks.store > due.ics")
def export(
    format: ExportArgument, *, store: StoreOption = STORE, agreement: AgreementOption = None, on: OnOption = None
) -> None:
    """Write agreements for other programs: treaty tables, steps, due dates, cards."""
    from dateline.exporting import exported
    from dateline.show.filters import Filters
    from dateline.store import Store

    with Store.open(store) as kept:
        merged = kept.merged()
    _out(exported(format.value, merged, Filters(agreement=agreement), _day(on, "--on")))


@app.command(epilog="Example: dateline show r-0123456789ab")
def show(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The id of a report in the record.")],
    store: StoreOption = STORE,
) -> None:
    """Print a report's text beside what was read in it."""
    from dateline.sheet import report_sheet
    from dateline.store import Store

    with Store.open(store) as kept:
        reading = kept.reading(report)
    if reading is None:
        raise UsageError(f"no report {report!r} in {store}; `dateline claims --format jsonl` names reports by their id")
    _out(report_sheet(reading))


@app.command(epilog="Example: dateline serve --store talks.store --port 8765")
def serve(
    store: StoreOption = STORE,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where to listen on this machine.")] = 8765,
) -> None:
    """Open the workspace in a browser; only this machine can reach it."""
    from dateline.serving import serve_store

    serve_store(store, port, _say)


@app.command("import-actors", epilog="Example: dateline import-actors my.actors.txt --out my-kinds")
def import_actors(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="A dictionary: .actors.txt, .agents.txt.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="Where the YAML files go.")],
    as_of: Annotated[
        str | None, typer.Option(metavar="DATE", help="Up to when open codes hold; else the latest day in the file.")
    ] = None,
) -> None:
    """Turn actor dictionaries of TABARI or PETRARCH into knowledge files; name their folder in DATELINE_KINDS."""
    from dateline.kinds.petrarch_import import import_actors

    day = _day(as_of, "--as-of")
    done = import_actors(files, out, day.isoformat() if day else None)
    for line in (*done.problems, *done.failures):
        _say(f"dateline: {line}")
    for path, number in done.written.items():
        _out(f"{path}: {counted(number, 'entry')}\n")
    lines = counted(len(done.problems), "line")
    _say(f"dateline: {counted(sum(done.written.values()), 'entry')} written, {lines} told above as not taken over")
    _finish(done.failures)


@app.command(epilog="Example: dateline schema reading > reading.schema.json")
def schema(what: Annotated[Shape, typer.Argument(help="A Reading, or the merged record.")] = Shape.reading) -> None:
    """Print the JSON Schema of what Dateline writes."""
    import json

    from dateline.model import Reading, schema
    from dateline.model.record import Merged

    _out(json.dumps(schema(Reading if what is Shape.reading else Merged), indent=2, ensure_ascii=False) + "\n")


@app.command(epilog="Example: dateline example --store example.store")
def example(store: StoreOption = STORE) -> None:
    """Add the bundled example, sixteen reports on one treaty, and print the record that comes of it."""
    from dateline.sheet import record_sheet
    from dateline.store import Store

    folder = Path(__file__).parent / "examples" / "dossier"
    files = sorted(str(f) for f in folder.iterdir() if f.suffix in (".txt", ".html", ".jsonl"))
    failures: list[SourceError] = []
    with Store.open(store, create=True) as kept:
        _add(kept, _reports(files, _options(None, None, None), failures), 1)
        _out(record_sheet(kept.merged()))
    _out(f"\nThe record is kept in {store}.\nOpen it in a browser: dateline serve --store {store}\n")
    _finish(failures)


def main() -> NoReturn:
    """Run the command line; exits 0 when done, 1 when some sources failed, 2 on wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        # JSON is UTF-8 whatever the locale says; at a terminal, what it cannot show becomes a question mark.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace") if stream.isatty() else reconfigure(encoding="utf-8")
    try:
        app()
    except DatelineError as error:
        _say(f"dateline: {error}")
        sys.exit(SOME_FAILED if isinstance(error, SourceError) else WRONG_USAGE)
    except KeyboardInterrupt:
        _say("dateline: stopped; what was added so far is kept")
        sys.exit(130)
    sys.exit(DONE)


def _options(published: str | None, format: str | None, map: str | None) -> Any:
    from dateline.config import Config
    from dateline.read import ReadOptions

    fields = {}
    for pair in map.split(",") if map else ():
        ours, equals, theirs = (part.strip() for part in pair.partition("="))
        if not (ours and equals and theirs):
            raise UsageError(f"--map {pair!r} is not OURS=THEIRS; write it as published=date,publisher=source")
        fields[ours] = theirs
    config = Config.from_environment()
    return ReadOptions(published, format, fields, config.max_chars, config.kinds)


def _reports(sources: Sequence[str], options: Any, failures: list[SourceError]) -> Iterator[Report]:
    """The reports of all sources; each failure is told on one line, and kept in `failures`."""
    from dateline.read import open_sources

    for found in open_sources(sources, options):
        if isinstance(found, SourceError):
            failures.append(found)
            _say(f"dateline: {found}")
        else:
            if found.day is not None and found.day > dt.date.today() + dt.timedelta(1):
                _say(
                    f"dateline: {found.id}: published {found.day}, which is still to come; kept, and days count from it"
                )
            yield found


def _readings(reports: Iterable[Report], workers: int, *, quiet: bool) -> Iterator[Reading]:
    """The Readings of `reports`, with progress on a terminal unless `quiet`."""
    from dateline.config import Config
    from dateline.scale.processes import read_all

    return _shown(read_all(Config.from_environment(), reports, workers), "reports read", quiet=quiet)


def _shown(items: Iterable[T], what: str, *, quiet: bool) -> Iterator[T]:
    """`items` as they come, with how many of `what` there were so far on a terminal, unless `quiet`."""
    if quiet or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} " + what), TimeElapsedColumn())
    # Redirected, the data on stdout would land on stderr with the progress.
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("", total=None)
        for item in items:
            progress.advance(task)
            yield item


def _add(store: Store, reports: Iterable[Report], workers: int) -> None:
    """Read and keep those reports that the store does not have, then merge the record anew if it needs it."""
    from dateline.config import Config
    from dateline.kinds.law import law
    from dateline.merge import merge

    there = 0

    def unknown() -> Iterator[Report]:
        nonlocal there
        for report in reports:
            if store.has(report.id):
                there += 1
            else:
                yield report

    added = sum(store.add(reading) for reading in _readings(unknown(), workers, quiet=False))
    if store.unmerged():
        store.replace_merged(merge(list(store.readings()), table=law(Config.from_environment().kinds)))
    already = f", {there} already there" if there else ""
    counts = store.counts()
    kinds = ("agreement", "event", "claim", "estimate", "actor")
    listed = ", ".join(counted(counts[f"{kind}s"], kind) for kind in kinds)
    _say(f"{counted(added, 'report')} added{already}; the record has {listed}")


def _list(name: str, filters: Filters, path: Path, layout: Layout) -> None:
    from dateline import listing, terminal
    from dateline.model import to_json
    from dateline.store import Store

    with Store.open(path) as store:
        merged, waiting = store.merged(), store.unmerged()
    if waiting:
        _say(f"dateline: {counted(waiting, 'report')} added but not merged yet; run `dateline add` again to finish")
    entries = listing.chosen(name, merged, filters)
    if layout is Layout.csv:
        _out(terminal.csv_text(listing.spread(name, entries)))
    elif layout is not Layout.table:
        for entry in entries:
            _out(terminal.safe_json(to_json(entry).decode()) + "\n")
    elif entries:
        width = terminal.width() if sys.stdout.isatty() else None
        _out(terminal.table_text(*listing.listed(name, entries, merged), width))
    else:
        _say(f"dateline: no {name} to show; `dateline {name} --help` lists the filters")


def _day(text: str | None, option: str) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{option} {text!r} is not a day; write it as 2024-11-12") from error


def _finish(failures: Sequence[SourceError]) -> None:
    if failures:
        _say(f"dateline: {counted(len(failures), 'source')} failed; the rest is done")
        raise typer.Exit(SOME_FAILED)


def _out(text: str) -> None:
    sys.stdout.write(text)


def _say(text: str) -> None:
    from dateline.terminal import clean

    sys.stderr.write(clean(text) + "\n")


if __name__ == "__main__":
    main()
