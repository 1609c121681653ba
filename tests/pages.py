"""Reading the documentation as the tests do: links, headings, code blocks and commands of a Markdown page."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]

_FENCE = re.compile(r"^```(.*)\n((?:.*\n)*?)^```$", re.MULTILINE)
_LINK = re.compile(r"\[[^\]]*\]\(([^()\s]+)\)", re.DOTALL)
_ROW = re.compile(r"^\| *`([^`]+)` *\|", re.MULTILINE)


class Block(NamedTuple):
    """A fenced code block: what stands after the three marks, and its text."""

    info: str
    text: str


def read(page: Path) -> str:
    """The page's text."""
    return page.read_text(encoding="utf-8")


def blocks(text: str, info: str) -> list[Block]:
    """The code blocks whose info string begins with the word `info`."""
    found = [Block(m[1].strip(), m[2]) for m in _FENCE.finditer(text)]
    return [b for b in found if b.info.split()[:1] == [info]]


def prose(text: str) -> str:
    """The page without its code blocks."""
    return _FENCE.sub("", text)


def links(text: str) -> list[str]:
    """The targets of all links outside code."""
    return _LINK.findall(prose(text))


def anchors(text: str) -> set[str]:
    """What a link can point to inside the page: its headings as GitHub writes them."""
    return {_slug(h) for h in re.findall(r"^#+ (.+)$", prose(text), re.MULTILINE)}


def _slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next one of any level."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"no heading {heading!r}"
    return found[1]


def first_cells(text: str) -> list[str]:
    """The code in the first cell of each row of the tables in `text`."""
    return _ROW.findall(text)


def cells(text: str) -> list[list[str]]:
    """The rows of the tables in `text`, cell by cell, without code marks, headers and rules."""
    rows = [line.strip().strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[c.strip().strip("`") for c in row] for row in rows if row[0].strip().startswith("`")]


def commands(text: str) -> list[str]:
    """The commands of a page's console blocks, without the prompt and what follows a `#`."""
    lines = [line for b in blocks(text, "console") for line in b.text.splitlines()]
    return [re.sub(r"\s+#.*$", "", line.removeprefix("$ ")).strip() for line in lines if line.strip()]


def dateline(arguments: Sequence[str]) -> list[str]:
    """The command line that runs Dateline: its script where one is installed, else the same by way of Python."""
    script = shutil.which("dateline", path=str(Path(sys.executable).parent))
    return [script, *arguments] if script else [sys.executable, "-c", _MAIN, *arguments]


_MAIN = "from dateline.cli import main; main()"


def environment() -> dict[str, str]:
    """The environment for a process of its own: the same package as in this one, and UTF-8."""
    spec = importlib.util.find_spec("dateline")
    assert spec is not None and spec.origin is not None
    source = str(Path(spec.origin).parents[1])
    path = os.pathsep.join(p for p in (source, os.environ.get("PYTHONPATH", "")) if p)
    return {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", "PYTHONWARNINGS": "ignore"}


def run_python(code: str, folder: Path) -> list[str]:
    """What an example prints, line by line, when it is run in `folder` in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def promised(code: str) -> list[str]:
    """What an example says that it prints: the comments behind its `print` calls."""
    return re.findall(r"^print\(.*\)  # (.+)$", code, re.MULTILINE)
