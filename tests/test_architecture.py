"""The plan of the house holds: rooms do not look into one another, and no file outgrows its page."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "dateline"
ROOMS = ("read", "parse", "encode", "extract", "resolve", "merge", "store", "show")
GROUND = ("model", "kinds", "errors", "config")
FILES = sorted(PACKAGE.rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The first-level parts of `dateline` that a file imports, also inside functions and for types alone."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        modules = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        modules += [a.name for a in node.names] if isinstance(node, ast.Import) else []
        names |= {m.split(".")[1] for m in modules if m.startswith("dateline.")}
    return names


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_rests_on_the_ground_alone(room: str) -> None:
    for path in (PACKAGE / room).rglob("*.py"):
        strangers = imported(path) - {room, *GROUND}
        assert not strangers, f"{path.relative_to(PACKAGE)} imports {sorted(strangers)}"


@pytest.mark.parametrize("ground", ["model", "kinds"])
def test_the_ground_imports_nothing_above_it(ground: str) -> None:
    for path in (PACKAGE / ground).rglob("*.py"):
        strangers = imported(path) - set(GROUND)
        assert not strangers, f"{path.relative_to(PACKAGE)} imports {sorted(strangers)}"


def test_no_file_outgrows_its_page() -> None:
    long = {
        str(p.relative_to(PACKAGE)): n for p in FILES if (n := len(p.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long


def test_no_function_takes_more_than_five_parameters_by_position() -> None:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                given = [a.arg for a in node.args.args if a.arg not in ("self", "cls")]
                assert len(given) <= 5, f"{path.relative_to(PACKAGE)}: {node.name} takes {len(given)}"


def test_only_the_command_line_prints() -> None:
    for path in FILES:
        if path.name in ("cli.py", "cli_docs.py") or path.parent.name == "migrations":
            continue
        calls = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
        assert not [c for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"], path
