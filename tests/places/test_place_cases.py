"""Places of single sentences: what is one, what is not, and which one on earth."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.extract.places import find_places
from dateline.model import Dateline, Place, Report
from dateline.pipeline import Pipeline
from dateline.resolve.places import resolve_places

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "places.yaml").read_text(encoding="utf-8"))


def places_of(report: Report, pipeline: Pipeline) -> tuple[Place, ...]:
    document = pipeline.parser.parse(report)
    gazetteer = pipeline.knowledge.gazetteer
    return resolve_places(find_places(document, gazetteer), document, gazetteer)


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:40] for c in CASES])
def test_places_of_a_sentence(case: dict[str, Any], pipeline: Pipeline) -> None:
    text = case["text"]
    places = places_of(Report(id="case", text=text), pipeline)
    by_words = {m.of(text): p for p in places for m in p.mentions}
    for words, (which, precision) in case["places"].items():
        place = by_words.get(words) or by_words.get(f"{words} region")
        assert place is not None, f"{words}: no place among {sorted(by_words)}"
        assert which in (place.id, place.country), f"{words}: {place}"
        assert place.precision == precision
    for words in case.get("none", ()):
        assert words not in by_words, f"{words}: {by_words.get(words)}"
    for offset, ident in case.get("at", ()):
        assert [p.id for p in places for m in p.mentions if m.start == offset] == [ident]


def test_the_dateline_is_no_place_of_the_text(pipeline: Pipeline) -> None:
    text = "NAIROBI: Farmers gathered in Mombasa on Monday."
    with_it = places_of(Report(id="r", text=text), pipeline)
    without = places_of(Report(id="r", text=text, dateline=Dateline("NAIROBI:", "Nairobi")), pipeline)
    assert "NAIROBI" in {m.of(text) for p in with_it for m in p.mentions}
    assert {m.of(text) for p in without for m in p.mentions} == {"Mombasa"}


def test_one_place_has_all_its_mentions_and_its_reason(pipeline: Pipeline) -> None:
    text = "Shops closed in Goma on Friday. Schools in Goma, in eastern Congo, stayed open."
    goma = next(p for p in places_of(Report(id="r", text=text), pipeline) if p.name == "Goma")
    assert [m.of(text) for m in goma.mentions] == ["Goma", "Goma"]
    assert goma.country == "COD"
    assert goma.reason


def test_what_no_gazetteer_knows_keeps_its_words_and_no_coordinates(pipeline: Pipeline) -> None:
    text = "The two envoys met at Qwyzzleford Castle in Austria."
    unknown = [p for p in places_of(Report(id="r", text=text), pipeline) if p.id.startswith("place:qwyzzleford")]
    for place in unknown:
        assert (place.latitude, place.longitude, place.precision) == (None, None, None)
        assert "gazetteer" in (place.reason or "")
    assert all(p.latitude is not None for p in places_of(Report(id="r", text=text), pipeline) if p not in unknown)
