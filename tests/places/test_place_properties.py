"""What holds of places whatever the text."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.extract.places import find_places
from dateline.model import Report
from dateline.pipeline import Pipeline
from dateline.resolve.places import locate, resolve_places

NAMES = ["Kursk", "Russia", "Moscow", "St. Louis", "U.S.", "Gaza Strip", "Congo", "Washington", "New York Times", "Va."]
MARKS = ["—", "-", "&", "’s", ",", ".", "(", ")", "\n\n", "\t", "é", "東京", "🙂"]
PLAIN = ["the", "The", "County", "of", "in", "to", "visited", "accused", "region", "Mr", "accord"]
WORDS = st.sampled_from(NAMES + MARKS + PLAIN)
TEXTS = st.one_of(st.lists(WORDS, min_size=1, max_size=30).map(" ".join), st.text(min_size=1, max_size=60))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_spans_fit_the_text_and_do_not_overlap(text: str, pipeline: Pipeline) -> None:
    document = pipeline.parser.parse(Report(id="r", text=text))
    gazetteer = pipeline.knowledge.gazetteer
    findings = find_places(document, gazetteer)
    for finding in findings:
        finding.span.check(text, "place")
    ends = [0, *(f.span.end for f in findings)]
    assert all(before <= f.span.start for before, f in zip(ends, findings, strict=False))
    assert len(locate(findings, document, gazetteer)) == len(findings)
    for place in resolve_places(findings, document, gazetteer):
        assert place.mentions
        assert (place.latitude is None) == (place.longitude is None) == (place.precision is None)
        assert place.latitude is None or (-90 <= place.latitude <= 90 and -180 <= (place.longitude or 0) <= 180)


def test_a_report_without_a_name_of_a_place_has_none(pipeline: Pipeline) -> None:
    document = pipeline.parser.parse(Report(id="r", text="Prices rose again. Nobody could say why they had."))
    assert find_places(document, pipeline.knowledge.gazetteer) == ()


def test_the_same_text_gives_the_same_places(pipeline: Pipeline) -> None:
    gazetteer = pipeline.knowledge.gazetteer
    text = "Clashes spread from Springfield to Paris and Georgetown, and on to Victoria."
    runs = []
    for _ in range(2):
        document = pipeline.parser.parse(Report(id="r", text=text))
        runs.append(resolve_places(find_places(document, gazetteer), document, gazetteer))
    assert runs[0] == runs[1]
