"""The public face: every name that is handed out can be had, and says what it does."""

from __future__ import annotations

import importlib
import inspect
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import dateline
import pages

PACKAGE = Path(dateline.__file__).parent
ROOMS = sorted(p.parent.name for p in PACKAGE.glob("*/__init__.py"))


def exported(module: ModuleType) -> list[str]:
    """The names in `__all__`, or without one all public names that the module itself hands on or defines."""
    names = getattr(module, "__all__", None)
    if names is not None:
        return list(names)
    own = {n: v for n, v in vars(module).items() if not n.startswith("_")}
    return [n for n, v in own.items() if inspect.isfunction(v) or inspect.isclass(v)]


@pytest.mark.parametrize("name", dateline.__all__)
def test_public_names_can_be_had_and_say_what_they_do(name: str) -> None:
    # A process for each: what one import leaves behind must not help the next.
    code = f"import dateline; value = dateline.{name}; print(type(value).__name__); print(value.__doc__ or '')"
    kind, *doc = pages.run_python(code, PACKAGE)
    assert kind == "str" or "".join(doc).strip()


def test_all_is_sorted_and_unknown_names_are_refused() -> None:
    assert sorted(dateline.__all__) == list(dateline.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = dateline.nothing


def test_a_name_is_had_from_the_package_as_from_its_home() -> None:
    from dateline import Config, Reading, Record, Report

    assert (Config.__module__, Record.__module__) == ("dateline.config", "dateline.api")
    assert (Reading.__module__, Report.__module__) == ("dateline.model.reading", "dateline.model.report")


@pytest.mark.parametrize(
    "before",
    [
        "pass",
        "dateline.read",
        "from dateline.read import ReadOptions",
        "from dateline import Record",
    ],
)
def test_read_can_be_called_whatever_was_imported_before(before: str, tmp_path: Path) -> None:
    """`dateline.read` is a function and a room of the same name: importing the room must not hide the function."""
    code = f"import dateline; {before}; print(callable(dateline.read))"
    assert pages.run_python(code, tmp_path) == ["True"]


def test_importing_the_package_loads_no_model() -> None:
    code = "import sys, dateline; assert not {'spacy', 'sqlalchemy', 'starlette', 'typer'} & set(sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], env=pages.environment(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_hands_on_names_that_say_what_they_do(room: str) -> None:
    module = importlib.import_module(f"dateline.{room}")
    assert module.__doc__
    for name in exported(module):
        value = getattr(module, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            assert (value.__doc__ or "").strip(), f"dateline.{room}.{name}"
        if inspect.isclass(value):
            _methods_say_what_they_do(value)


def _methods_say_what_they_do(value: type) -> None:
    for name, member in vars(value).items():
        if inspect.isfunction(member) and not name.startswith("_"):
            assert (member.__doc__ or "").strip(), f"{value.__name__}.{name}"
