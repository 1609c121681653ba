"""What all tests share; its presence puts this folder on the import path, so that every test can import `factory`."""

from __future__ import annotations

import pytest

from dateline.config import Config
from dateline.pipeline import Pipeline


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The whole pipeline, loaded once for all tests (about two seconds)."""
    return Pipeline(Config())
