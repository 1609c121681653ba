"""The commands: what goes to stdout, what to stderr, and the exit codes; hand-built Readings stand in for the model."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pytest

import dateline
import factory
import sample_record
from dateline import cli
from dateline.config import Config
from dateline.errors import SourceError
from dateline.merge import merge
from dateline.model import Reading, Report, from_json
from dateline.read import ReadOptions
from dateline.store import Store

LISTS = ("events", "claims", "agreements", "estimates", "actors", "chronology")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "some.store"
    with Store.open(path, create=True) as store:
        store.add(sample_record.first())
        store.add(sample_record.second())
        store.replace_merged(sample_record.merged())
    return path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> object:
    """Run the command line in this process; gives exit code, stdout and stderr."""

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["dateline", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        out, err = capsys.readouterr()
        code = stopped.value.code
        return (code if isinstance(code, int) else 0), out, err

    return call


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch) -> list[Reading | SourceError]:
    """What every source gives, and what is read in it, in place of files and the pipeline."""
    found: list[Reading | SourceError] = [sample_record.first(), sample_record.second()]

    def open_sources(_sources: Iterable[str], _options: ReadOptions) -> Iterator[Report | SourceError]:
        yield from (f if isinstance(f, SourceError) else f.report for f in found)

    def read_all(_config: Config, reports: Iterable[Report], _workers: int) -> Iterator[Reading]:
        known = {f.report.id: f for f in found if isinstance(f, Reading)}
        yield from (known[r.id] for r in reports)

    monkeypatch.setattr("dateline.read.open_sources", open_sources)
    monkeypatch.setattr("dateline.scale.processes.read_all", read_all)
    return found


def test_version(run) -> None:
    assert run("--version") == (0, f"dateline {dateline.__version__}\n", "")


def test_read_prints_one_reading_a_line(run, sources) -> None:
    code, out, err = run("read", "somewhere")
    assert (code, err) == (0, "")
    assert [from_json(line, Reading) for line in out.splitlines()] == sources


def test_a_source_that_fails_is_named_and_the_rest_goes_on(run, sources) -> None:
    sources.insert(0, SourceError("gone.txt", "no such file", "check its name"))
    code, out, err = run("read", "gone.txt", "there.txt")
    assert code == 1
    assert len(out.splitlines()) == 2
    assert err.splitlines() == [
        "dateline: gone.txt: no such file; check its name",
        "dateline: 1 source failed; the rest is done",
    ]


def test_a_day_of_publication_to_come_is_spoken_of(run, sources) -> None:
    first = sources[0]
    late = msgspec.structs.replace(first.report, published="2999-01-01")
    sources[:] = [msgspec.structs.replace(first, report=late)]
    code, out, err = run("read", "somewhere")
    assert code == 0
    assert '"published":"2999-01-01"' in out
    assert "published 2999-01-01, which is still to come" in err


@pytest.mark.usefixtures("sources")
def test_add_keeps_each_report_once(run, tmp_path: Path) -> None:
    path = tmp_path / "new.store"
    code, out, err = run("add", "somewhere", "--store", path)
    assert (code, out) == (0, "")
    assert err.startswith("2 reports added; the record has 1 agreement,")
    with Store.open(path) as store:
        before = store.merged()
        assert store.unmerged() == 0
    code, out, err = run("add", "somewhere", "--store", path)
    assert (code, out) == (0, "")
    assert err.startswith("0 reports added, 2 already there;")
    with Store.open(path) as store:
        assert store.merged() == before


@pytest.mark.parametrize("name", LISTS)
def test_lists_for_a_pipe_are_one_line_an_entry_without_colour(run, path: Path, name: str) -> None:
    code, out, err = run(name, "--store", path)
    header, *rows = out.splitlines()
    assert (code, err) == (0, "")
    assert header == header.upper()
    _, jsonl, _ = run(name, "--store", path, "--format", "jsonl")
    assert len(rows) == len(jsonl.splitlines()) > 0
    assert "\x1b" not in out
    assert not any(line.endswith(" ") for line in out.splitlines())


@pytest.mark.parametrize("name", LISTS)
def test_json_and_jsonl_are_the_same_and_csv_has_as_many_rows(run, path: Path, name: str) -> None:
    _, jsonl, _ = run(name, "--store", path, "--format", "jsonl")
    _, as_json, _ = run(name, "--store", path, "--format", "json")
    _, as_csv, _ = run(name, "--store", path, "--format", "csv")
    entries = [json.loads(line) for line in jsonl.splitlines()]
    rows = list(csv.DictReader(io.StringIO(as_csv)))
    assert jsonl == as_json
    assert [e["id"] for e in entries] == [r["id"] for r in rows]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("events", "--actor", "JPN"), ["ev-sign", "ev-ratify"]),
        (("events", "--actor", "Japan", "--type", "AGREE"), ["ev-sign"]),
        (("events", "--from", "2024-11-01", "--to", "2024-11-30", "--type", "approve"), ["ev-approve"]),
        (("events", "--agreement", "river pact", "--text", "lima"), ["ev-sign"]),
        (("claims", "--type", "denies"), ["cl-denied"]),
        (("agreements", "--agreement", "ag-river"), ["ag-river"]),
        (("actors", "--type", "legislature"), ["BRA.LEG"]),
        (("chronology", "--actor", "BRA"), ["s-sign", "s-approve"]),
    ],
)
def test_filters(run, path: Path, arguments: tuple[str, ...], found: list[str]) -> None:
    code, out, _ = run(*arguments, "--store", path, "--format", "jsonl")
    assert code == 0
    assert [json.loads(line)["id"] for line in out.splitlines()] == found


def test_a_list_without_entries_says_so_on_stderr(run, path: Path) -> None:
    code, out, err = run("events", "--text", "nothing of the kind", "--store", path)
    assert (code, out) == (0, "")
    assert "no events to show" in err


def test_the_store_is_found_by_the_environment(run, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_STORE", str(path))
    assert "ag-river" in run("agreements")[1]


def test_reports_not_merged_yet_are_spoken_of(run, path: Path) -> None:
    with Store.open(path) as store:
        store.add(factory.reading("A late one.", id="r-late"))
    code, out, err = run("events", "--store", path)
    assert code == 0
    assert out
    assert "1 report added but not merged yet; run `dateline add` again" in err


def test_show_puts_findings_under_their_paragraph(run, path: Path) -> None:
    code, out, _ = run("show", "r-first", "--store", path)
    assert code == 0
    before, after = out.split("Japan and Brazil signed the river pact in Lima in June. It obliges", 1)
    assert "ratifies → BRA" in before
    assert "obligation: other" in after
    assert "“share flood data”" in after


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("events", "--store", "{tmp}/none.store"), "no store is there"),
        (("events", "--from", "yesterday", "--store", "{store}"), "--from 'yesterday' is not a day"),
        (("show", "r-none", "--store", "{store}"), "no report 'r-none'"),
        (("read", "x", "--map", "published"), "--map 'published' is not OURS=THEIRS"),
        (("read", "x", "--published", "soon"), "published 'soon' is not an ISO 8601 date"),
        (("read",), "Missing argument"),
        (("events", "--format", "xml"), "Invalid value for '--format'"),
        (("import-actors", "x.txt", "--out", "{tmp}/own", "--as-of", "soon"), "--as-of 'soon' is not a day"),
        (("schema", "thing"), "Invalid value"),
        (("nothing",), "No such command"),
    ],
)
def test_wrong_usage_is_exit_code_2_with_what_to_do(
    run, path: Path, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    code, out, err = run(*(a.format(tmp=tmp_path, store=path) for a in arguments))
    assert (code, out) == (2, "")
    assert message in err


@pytest.mark.parametrize(("what", "has"), [("reading", "Reading"), ("record", "Merged")])
def test_schema(run, what: str, has: str) -> None:
    code, out, _ = run("schema", what)
    assert code == 0
    assert json.loads(out)["$ref"].endswith(has)


@pytest.mark.usefixtures("sources")
def test_example_prints_the_record_and_how_to_open_it(run, tmp_path: Path) -> None:
    path = tmp_path / "example.store"
    code, out, err = run("example", "--store", path)
    assert code == 0
    for heading in ("AGREEMENTS", "CHRONOLOGY", "CLAIMS IN DISPUTE"):
        assert heading in out.splitlines()
    assert out.endswith(f"dateline serve --store {path}\n")
    assert all(len(line) <= 100 for line in out.splitlines() if str(path) not in line)
    assert "2 reports added" in err


def test_actors_are_listed_with_their_codes(run, tmp_path: Path) -> None:
    path = tmp_path / "codes.store"
    text = "Brazil spoke. Reports said so."
    coded = factory.actor("BRA", text, name="Brazil", code="BRAGOV")
    vague = factory.actor("unnamed:reports", text, name="Reports")
    with Store.open(path, create=True) as store:
        store.add(factory.reading(text, actors=(coded, vague)))
        store.replace_merged(merge(list(store.readings())))
    _, as_csv, _ = run("actors", "--store", path, "--format", "csv")
    assert {r["id"]: r["code"] for r in csv.DictReader(io.StringIO(as_csv))} == {"BRA": "BRAGOV", "unnamed:reports": ""}
    _, jsonl, _ = run("actors", "--store", path, "--format", "jsonl")
    assert [json.loads(line)["code"] for line in jsonl.splitlines()] == ["BRAGOV", "---"]
    _, table, _ = run("actors", "--store", path)
    assert "CODE" in table.splitlines()[0] and "BRAGOV" in table


def test_import_actors_writes_files_and_tells_what_it_left_out(run, tmp_path: Path) -> None:
    dictionary = tmp_path / "isles.actors.txt"
    dictionary.write_text("LAVA_FRONT_ [ISLREB]\nISLE_FOLK_ [EUR]\n", encoding="utf-8")
    out = tmp_path / "own"
    code, said, err = run("import-actors", dictionary, "--out", out)
    assert (code, said) == (0, f"{out / 'groups.yaml'}: 1 entry\n")
    assert err.splitlines() == [
        "dateline: isles.actors.txt:2: ISLE FOLK [EUR]: EUR is a region, and no state or sector",
        "dateline: 1 entry written, 1 line told above as not taken over",
    ]
    code, said, err = run("import-actors", dictionary, "--out", out)
    assert (code, said) == (2, "") and "already there; name another folder" in err
    code, _, err = run("import-actors", tmp_path / "none.txt", "--out", tmp_path / "other")
    assert code == 1 and "none.txt: No such file or directory; check the name" in err


def test_serve_names_a_port_that_is_taken(run, path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, _, err = run("serve", "--store", path, "--port", taken.getsockname()[1])
    assert code == 2
    assert "name another one with --port" in err


def test_help_is_quick_and_loads_no_model() -> None:
    code = (
        "import sys; from dateline.cli import app\n"
        "try: app(['--help'])\nexcept SystemExit: pass\n"
        "slow = {'spacy', 'sqlalchemy', 'starlette', 'uvicorn', 'dateline.pipeline'} & set(sys.modules)\n"
        "sys.exit(f'loaded {slow}' if slow else 0)"
    )
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Reads news reports" in done.stdout
    # Half a second is the aim; the bound leaves room for a busy machine.
    assert time.perf_counter() - started < 3
