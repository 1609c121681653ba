"""Whom "he" means where no subject says it."""

from __future__ import annotations

import pytest

from dateline.model import Report
from dateline.pipeline import Pipeline


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Lavrov spoke. The other half of Trump’s week came when he withdrew from the treaty with Iran.",
            "donald-trump",
        ),
        ("Lavrov spoke. It was one of Trump’s policies, which have led him to quit the treaty.", "donald-trump"),
        ("Lavrov met Merkel. Putin’s spokesman said he would visit Kenya.", "sergei-lavrov"),
        ("Lavrov spoke. He praised Putin’s plan and said he would visit Kenya.", "sergei-lavrov"),
    ],
)
def test_who_he_is(pipeline: Pipeline, text: str, who: str) -> None:
    reading = pipeline.read_report(Report(id="case", text=text, published="2018-05-12"))
    last = max(i for i in (text.rfind(" he "), text.rfind(" him ")) if i > 0) + 1
    assert [a.id for a in reading.actors for m in a.mentions if m.start == last] == [f"person:{who}"]
