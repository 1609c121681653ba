"""What the tests of claims share."""

from __future__ import annotations

import pytest

from dateline.kinds.cues import Cues, load_cues
from dateline.parse import Parser


@pytest.fixture(scope="session")
def parser() -> Parser:
    """One loaded pipeline for all cases."""
    return Parser()


@pytest.fixture(scope="session")
def cues() -> Cues:
    """The shipped cues."""
    return load_cues()
