"""The tutorial, run from top to bottom: each command works and shows what the text promises."""

from __future__ import annotations

import dataclasses
import json
import re
import shlex
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import pytest

import pages
from dateline.model import Reading, from_json

PAGE = pages.read(pages.DOCS / "tutorial.md")
EXAMPLE = Path("src/dateline/examples/dossier")
COMMANDS = pages.commands(PAGE)
RUN = [c for c in COMMANDS if not c.startswith("dateline serve")]
# What the text around each command says that it shows; each of these is compared without regard to line breaks.
SHOWN: Mapping[str, tuple[str, ...]] = {
    "dateline example --store example.store": (
        "AGREEMENTS Treaty on Comprehensive Strategic Partnership",
        "2024-06-19 North Korea and Russia: sign Treaty on Comprehensive Strategic Partnership [Pyongyang]",
        "2024-10-24 Russia: lower chamber approves",
        "2024-11-06 Russia: upper chamber approves",
        "2024-12-04 Treaty on Comprehensive Strategic Partnership: entry into force",
        "2024-12-04 North Korea and Russia: exchange instruments",
        "Reports differ on the date: 2024-11-06 (3), 2024-11-08 (2)",
        "CHRONOLOGY",
        "CLAIMS IN DISPUTE",
        "asserted:",
        "denied:",
    ),
    "dateline agreements --store talks.store": ("Treaty on Comprehensive Strategic Partnership", "in force"),
    "dateline chronology --store talks.store --from 2024-10-01 --to 2024-11-30": (
        "2024-10-24 Russia: lower chamber approves",
        "2024-11-06 Russia: upper chamber approves",
    ),
    "dateline claims --store talks.store --type denies": ("denies",),
    "dateline estimates --store talks.store --text soldiers": ("12,000 soldiers", "10,000 soldiers"),
    "dateline show REPORT --store talks.store": ("- agreement: ", "- event: "),
}


@dataclasses.dataclass(frozen=True)
class Walk:
    """The folder in which the tutorial was followed, and what each of its commands gave, in their order."""

    folder: Path
    done: tuple[subprocess.CompletedProcess[str], ...]

    def of(self, command: str) -> subprocess.CompletedProcess[str]:
        """What the first run of `command` gave."""
        return self.done[RUN.index(command)]


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """Every command of the page, once, in a folder that has the example where a checkout has it."""
    folder = tmp_path_factory.mktemp("tutorial")
    shutil.copytree(pages.ROOT / EXAMPLE, folder / EXAMPLE)
    done: list[subprocess.CompletedProcess[str]] = []
    report = None
    for command in RUN:
        if "REPORT" in command:
            found = [m for d in done for m in re.findall(r'"report":"(r-\w+)"', d.stdout)]
            report = report or next(iter(found), "r-none-was-printed")
        words = [report or w if w == "REPORT" else w for w in shlex.split(command)]
        done.append(call(words[1:], folder))
    return Walk(folder, tuple(done))


def call(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """One command, as a person at a terminal runs it."""
    return subprocess.run(
        pages.dateline(arguments),
        cwd=folder,
        env=pages.environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_every_command_of_the_page_is_dateline_s() -> None:
    assert len(COMMANDS) > 8
    assert all(c.startswith("dateline ") for c in COMMANDS)
    assert set(SHOWN) <= set(RUN), "the page no longer has a command that is looked at here"


def test_every_command_ends_well(walk: Walk) -> None:
    failed = [f"{c}: {d.stderr}" for c, d in zip(RUN, walk.done, strict=True) if d.returncode != 0]
    assert not failed


@pytest.mark.parametrize("command", SHOWN)
def test_a_command_shows_what_the_page_promises(walk: Walk, command: str) -> None:
    out = " ".join(walk.of(command).stdout.split())
    missing = [words for words in SHOWN[command] if words not in out]
    assert not missing


def test_adding_a_folder_again_changes_nothing(walk: Walk) -> None:
    adds = [d.stderr for c, d in zip(RUN, walk.done, strict=True) if c.startswith("dateline add")]
    assert len(adds) == 2
    assert adds[0].startswith("16 reports added; ")
    assert adds[1].startswith("0 reports added, 16 already there; ")
    assert adds[0].partition("; ")[2] == adds[1].partition("; ")[2]


def test_read_prints_a_reading(walk: Walk) -> None:
    (line,) = next(d.stdout for c, d in zip(RUN, walk.done, strict=True) if c.startswith("dateline read")).splitlines()
    assert from_json(line, Reading).report.day is not None


def test_copies_count_once(walk: Walk) -> None:
    lines = walk.of("dateline events --store talks.store --actor RUS.LEG --format jsonl").stdout.splitlines()
    votes = [json.loads(line) for line in lines]
    assert any(v["independent"] == v["reports"] - 2 for v in votes), "three reports print one story"


def test_json_lines_have_status_and_day(walk: Walk) -> None:
    lines = walk.of("dateline agreements --store talks.store --actor PRK --format jsonl").stdout.splitlines()
    treaty = json.loads(lines[0])
    assert (treaty["status"], treaty["as_of"]) == ("in_force", "2025-04-28")


def test_the_python_of_the_page_prints_what_it_says(walk: Walk) -> None:
    (example,) = pages.blocks(PAGE, "python")
    assert pages.run_python(example.text, walk.folder) == pages.promised(example.text)


def test_the_treaty_was_not_in_force_before_the_exchange(walk: Walk) -> None:
    (example,) = pages.blocks(PAGE, "python")
    code = example.text.replace("2024, 10, 25", "2024, 11, 12")
    first, last = pages.run_python(code, walk.folder)
    assert first not in ("in_force", "partly_approved", "None")
    assert last == "in_force"


def test_serve_answers_on_this_machine_and_stops(walk: Walk) -> None:
    (command,) = (c for c in COMMANDS if c.startswith("dateline serve"))
    arguments = [*shlex.split(command)[1:], "--port", str(free_port())]
    server = subprocess.Popen(
        pages.dateline(arguments), cwd=walk.folder, env=pages.environment(), stderr=subprocess.PIPE, encoding="utf-8"
    )
    try:
        assert server.stderr is not None
        told = re.search(r"http://127\.0\.0\.1:\d+/", server.stderr.readline())
        assert told, "serve prints no address"
        assert "Treaty on Comprehensive Strategic Partnership" in asked(told[0])
    finally:
        server.terminate()
        server.communicate(timeout=10)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def asked(address: str) -> str:
    """The page at `address`, as soon as the server answers."""
    # No proxy: the server is on this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(50):
        try:
            with opener.open(address, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"no answer from {address}")
