"""Text as it should not be: the pipeline gives what it can find, or nothing, and never a crash."""

from __future__ import annotations

import random

import pytest

from dateline.model import Report
from dateline.pipeline import Pipeline

ASIDE = "who had travelled far and slept little, "
LONG = f"The envoy of Calde, {ASIDE * 700}met the president of France in Paris."


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        "Paris. London. Moscow. 14 November. Oil, gas, grain.",
        "FRANCE EXPELS SIX RUSSIAN DIPLOMATS. RUSSIA VOWS TO RESPOND IN KIND.",
        "Tbe Fr3nch pres1dent m et hi5 Gerrnan counterp art in Berl1n on Tue sday , offic-\nials sa1d .",
        "met met met expelled signed ratified bombed Paris Paris",
        "???? !!! ... --- *** ((( )))",
        "“He said “she said “they said",
        "Q: Did Iran attack Iraq? A: No. Q: Will it? A: Ask Tehran.",
        "word",
        # What rules look for before the first word and behind the last.
        "Signatures in place since Tuesday, the Kenya-Uganda border treaty goes to the two parliaments.",
        "End the war now",
        "Kenya and Uganda on Tuesday would the dam deal",
        "\u202eRussia\u202c signed\u200b a treaty with\u00a0China .\ufeff",
    ],
)
def test_rough_text_is_read_without_a_crash(text: str, pipeline: Pipeline) -> None:
    reading = pipeline.read_report(Report(id="rough", text=text, published="2024-11-12"))
    assert all(e.anchor.of(text) for e in reading.events)


def test_capitals_still_report_who_did_what(pipeline: Pipeline) -> None:
    text = "France expels six Russian diplomats\n\nFRANCE ON MONDAY EXPELLED SIX RUSSIAN DIPLOMATS, THE MINISTRY SAID."
    reading = pipeline.read_report(Report(id="caps", title=text.partition("\n")[0], text=text, published="2024-11-12"))
    assert {(e.type, e.actors[:1]) for e in reading.events if e.actors} >= {("SANCTION", ("FRA",))}


def test_words_in_any_order_are_read(pipeline: Pipeline) -> None:
    told = "Iran has not signed the treaty with Russia , and troops were sent to the border by Syria on Monday ."
    words = told.split()
    rng = random.Random(5)
    for _ in range(20):
        rng.shuffle(words)
        text = " ".join(words)
        assert pipeline.read_report(Report(id="shuffled", text=text)).report.text == text
