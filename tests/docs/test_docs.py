"""Links lead somewhere, commands exist, examples run, and tables of the pages are those of the code."""

from __future__ import annotations

import importlib
import json
import re
import shlex
from pathlib import Path

import pytest
import typer
from benchmarks.__main__ import BENCHMARKS

import pages
from dateline.cli import app
from dateline.kinds.law import STATUS_ORDER, law

MADE = pages.DOCS / "how-the-record-is-made.md"
MEASURED = pages.DOCS / "benchmarks.md"


def label(page: Path) -> str:
    return str(page.relative_to(pages.ROOT))


@pytest.mark.parametrize("page", pages.PAGES, ids=label)
def test_links_lead_somewhere(page: Path) -> None:
    lost = []
    for target in pages.links(pages.read(page)):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (page.parent / file).resolve() if file else page
        found = there.exists()
        if found and anchor and there.suffix == ".md":
            found = anchor in pages.anchors(pages.read(there))
        if not found:
            lost.append(target)
    assert not lost


@pytest.mark.parametrize("page", pages.PAGES, ids=label)
def test_commands_and_options_exist(page: Path) -> None:
    known = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    makefile = pages.read(pages.ROOT / "Makefile")
    for command in pages.commands(pages.read(page)):
        words = shlex.split(command)
        if words[0] == "make":
            assert re.search(rf"^{words[1]}:", makefile, re.MULTILINE), command
        elif words[0] == "dateline":
            assert words[1] in known, command
            options = {o for p in known[words[1]].params for o in p.opts}
            assert {w for w in words[2:] if w.startswith("--")} <= options, command


def test_the_readme_names_each_page() -> None:
    named = {Path(t.partition("#")[0]).name for t in pages.links(pages.read(pages.ROOT / "README.md"))}
    reached = {p.name for p in pages.DOCS.glob("*.md")}
    for page in pages.DOCS.glob("*.md"):
        named |= {Path(t.partition("#")[0]).name for t in pages.links(pages.read(page)) if page.name in named}
    assert reached <= named


def test_the_readme_example_runs(tmp_path: Path) -> None:
    examples = pages.blocks(pages.read(pages.ROOT / "README.md"), "python")
    printed = [pages.run_python(example.text, tmp_path) for example in examples]
    told = "SUPPORT ratify ('PRK',) North Korea has ratified a defence pact with Russia"
    assert printed == [[told], ["REJECT 3"]]


def test_each_step_stands_with_its_articles_and_status() -> None:
    table = pages.cells(pages.section(pages.read(MADE), "How steps are told apart"))
    in_law = [[s, r.noun, ", ".join(map(str, r.articles)), r.gives or "–"] for s, r in law().steps.items()]
    assert table == in_law


def test_statuses_stand_in_their_order() -> None:
    text = pages.section(pages.read(MADE), "How the status follows from the steps")
    line = next(line for line in text.splitlines() if "→" in line)
    assert tuple(re.findall(r"`(\w+)`", line)) == STATUS_ORDER
    informal = next(part for part in text.split("\n- ") if part.startswith("**Signature binds**"))
    told = set(re.findall(r"`(\w+)`", informal))
    assert told == {k.id for k in law().kinds.values() if k.by_signature}


def test_thresholds_are_those_of_the_code() -> None:
    table = pages.cells(pages.section(pages.read(MADE), "The thresholds"))
    assert len(table) > 15
    for file, constant, value, _ in table:
        module = importlib.import_module(f"dateline.{file.removesuffix('.py').replace('/', '.')}")
        assert getattr(module, constant) == float(value), (file, constant)


def test_each_benchmark_is_explained() -> None:
    text = pages.read(MEASURED)
    for name in BENCHMARKS:
        told = pages.section(text, name)
        assert all(word in told for word in ("**Data**", "**Predictions**", "**Scores**")), name
    listed = re.findall(r"^\| \[`(\w+)`\]", text, re.MULTILINE)
    assert sorted(listed) == sorted(BENCHMARKS)


def test_floors_have_the_form_that_the_page_tells() -> None:
    floors = json.loads(pages.read(pages.ROOT / "benchmarks" / "floors.json"))
    example = json.loads(next(b.text for b in pages.blocks(pages.read(MEASURED), "json")))
    for told in (floors, example):
        assert set(told) <= set(BENCHMARKS)
        for scores in told.values():
            for floor in scores.values():
                assert floor["why"]
                assert set(floor) <= {"at_least", "at_most", "why"}
                assert len(floor) >= 2
