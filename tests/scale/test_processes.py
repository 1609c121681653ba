"""Several processes read the same as one, in the same order."""

from __future__ import annotations

import pytest

from dateline.config import Config
from dateline.model import Report, report_id, to_json
from dateline.scale.processes import read_all


def test_nothing_is_loaded_where_there_is_nothing_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.scale.processes.Pipeline", None)
    assert list(read_all(Config(), [], 1)) == []
    assert list(read_all(Config(), [], 4)) == []


@pytest.mark.slow
def test_two_processes_read_the_same_as_one() -> None:
    texts = [f"Talks end\n\nJapan and Brazil signed pact number {n} on Monday, officials said." for n in range(20)]
    reports = [Report(report_id(t, "Example Times", "2024-11-12"), t, published="2024-11-12") for t in texts]
    one = [to_json(r) for r in read_all(Config(), reports, 1)]
    two = [to_json(r) for r in read_all(Config(), iter(reports), 2)]
    assert len(one) == 20
    assert two == one
