"""spaCy imported without its command line: the commands stay away until asked for, and then are the real ones."""

from __future__ import annotations

import subprocess
import sys


def run(code: str) -> str:
    """What `code` prints in a fresh interpreter."""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


QUICK = "import sys; from dateline.parse.quick_import import quick_spacy; spacy = quick_spacy(); "


def test_the_commands_are_not_imported_and_leave_no_stand_in() -> None:
    assert run(QUICK + "print([m for m in sys.modules if m.startswith(('spacy.cli', 'typer', 'requests'))])") == "[]"


def test_info_and_the_commands_are_the_real_ones_when_asked_for() -> None:
    code = (
        QUICK + "told = spacy.info(silent=True); import spacy.cli; print(spacy.__version__ == told['spacy_version'], "
    )
    assert run(code + "callable(spacy.cli.download), spacy.cli.info.__module__)") == "True True spacy.cli.info"


def test_a_spacy_imported_before_is_left_as_it_is() -> None:
    assert run("import spacy; mine = spacy.info; " + QUICK + "print(spacy.info is mine)") == "True"
