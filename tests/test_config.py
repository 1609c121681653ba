"""Settings from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.config import Config
from dateline.errors import UsageError


def test_nothing_set_gives_the_defaults() -> None:
    assert Config.from_environment({}) == Config()


def test_each_variable_sets_its_field(tmp_path: Path) -> None:
    (tmp_path / "places.sqlite").touch()
    found = Config.from_environment(
        {
            "DATELINE_SPACY_MODEL": "en_core_web_lg",
            "DATELINE_KINDS": str(tmp_path),
            "DATELINE_GAZETTEER": str(tmp_path / "places.sqlite"),
        }
    )
    assert found == Config("en_core_web_lg", tmp_path, tmp_path / "places.sqlite")


def test_a_path_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError, match="DATELINE_KINDS=/no/such/folder: nothing is there"):
        Config.from_environment({"DATELINE_KINDS": "/no/such/folder"})
