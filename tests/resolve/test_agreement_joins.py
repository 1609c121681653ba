"""What a report begins with and then calls by its name is one agreement; what it only compares it with is another."""

import pytest

from dateline.pipeline import Pipeline
from dateline.read import ReadOptions, report_from_text

INF = "INF Treaty"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Trump said the United States would pull out of a Cold War-era treaty with Russia. The Intermediate-Range "
         "Nuclear Forces Treaty banned missiles from Europe. The accord was signed in 1987.", [INF]),
        ("The United States gave Russia 60 days to return to a landmark arms control treaty. It will leave the "
         "Intermediate-Range Nuclear Forces (INF) treaty otherwise.", [INF]),
        # Told as another than the one spoken of.
        ("The United States and Russia signed an arms control treaty on Monday. The decision also casts doubt over the "
         "INF treaty.", [INF, "arms control treaty"]),
        # Not made yet, and so none that was signed in 1987.
        ("The United States and Russia failed to reach a deal on missiles on Monday. The INF treaty bans some of them.",
         [INF, "deal"]),
        ("The trade agreement formerly known as the new NAFTA came into force on Wednesday.",
         ["United States-Mexico-Canada Agreement"]),
        ("The Philippines is scrapping the Visiting Forces Agreement with the United States. The VFA, signed in 1998, "
         "sets rules for troops.", ["Visiting Forces Agreement"]),
        # A body stands for its treaty where a state leaves it, and not where it meets there.
        ("South Africa is leaving the International Criminal Court.", ["Rome Statute"]),
        ("South Africa spoke at the International Criminal Court on Monday.", []),
        ("Biden left the NATO summit on Tuesday.", []),
        # What its own people agree on among themselves.
        ("Once he stepped aside, the Senate passed the two-year budget pact 71 to 28.", []),
    ],
)  # fmt: skip
def test_agreements_of_a_report(pipeline: Pipeline, text: str, names: list[str]) -> None:
    report = report_from_text("WASHINGTON - " + text, options=ReadOptions(published="2020-07-02"))
    assert sorted(a.name for a in pipeline.read_report(report).agreements) == sorted(names)


def test_who_serves_an_organisation_acts_for_it(pipeline: Pipeline) -> None:
    text = (
        "BRUSSELS - European Commission President Ursula von der Leyen signed a trade agreement with Egypt on Monday."
    )
    report = report_from_text(text, options=ReadOptions(published="2022-07-06"))
    (agreement,) = pipeline.read_report(report).agreements
    assert agreement.parties == ("EGY", "IGO:eu")


def test_headlines_in_a_row_are_sentences_of_their_own(pipeline: Pipeline) -> None:
    text = (
        "Trump signs first phase of US-China trade deal | Senate to vote Thursday on Canada, Mexico deal | IRS says no"
    )
    document = pipeline.parser.parse(report_from_text(text, options=ReadOptions(published="2020-01-15")))
    assert next(s.text.strip(" |") for s in document.sentences).endswith("trade deal")
    assert len(document.sentences) == 3
