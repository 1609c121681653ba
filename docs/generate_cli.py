"""Writes docs/cli.md from the commands' own help: `python docs/generate_cli.py`; with `--check`, only compares."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from typer.testing import CliRunner

from dateline.cli import app

PAGE = Path(__file__).with_name("cli.md")
_HEAD = """# Commands

<!-- Written by docs/generate_cli.py; change the commands in src/dateline/cli.py and run it again. -->

Data goes to standard output, messages and progress to standard error. Exit codes: 0 done, 1 some sources failed (each
is named with its reason), 2 wrong usage.
"""


def reference() -> str:
    """The whole page, as it should be."""
    names = [str(c.name) for c in app.registered_commands if c.name] + _named_after_functions()
    parts = [_HEAD, f"\n```\n{_help()}\n```\n"]
    parts += [f"\n## dateline {name}\n\n```\n{_help(name)}\n```\n" for name in sorted(names)]
    return "".join(parts)


def _named_after_functions() -> list[str]:
    return [c.callback.__name__ for c in app.registered_commands if not c.name and c.callback]


def _help(*command: str) -> str:
    # A store named in the environment would show as a default, and a wide terminal would wrap otherwise.
    environment = {"DATELINE_STORE": None, "COLUMNS": "88", "TERMINAL_WIDTH": "88"}
    found = CliRunner().invoke(app, [*command, "--help"], prog_name="dateline", env=environment, terminal_width=88)
    if found.exit_code:
        raise SystemExit(f"dateline {' '.join(command)} --help failed: {found.output}")
    return "\n".join(line.rstrip() for line in found.output.strip().splitlines())


def main(arguments: list[str]) -> int:
    """0 when the page is written, or with `--check` when it is up to date; else 1."""
    page = reference()
    if "--check" not in arguments:
        PAGE.write_text(page, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page:
        return 0
    sys.stderr.write(f"{PAGE.name} is out of date; run `python docs/generate_cli.py`{os.linesep}")
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
