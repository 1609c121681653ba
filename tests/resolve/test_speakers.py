"""Whom the words of a source name: persons before offices, lists, spokesmen, pronouns, capitals, nobody known."""

from __future__ import annotations

import pytest

from dateline.config import Config
from dateline.model import Reading, Report
from dateline.pipeline import Pipeline

# Text, the claim's place in it, its speakers.
CASES = [
    ("Israel met Oman. Its foreign minister, Ana Levi, said the deal was dead.", 0, ["person:ana-levi"]),
    ("“It changes little,” said Kim Do-yun, an analyst at the Han Forum.", 0, ["person:kim-do-yun"]),
    ("France, Germany and Britain said they would act.", 0, ["FRA", "DEU", "GBR"]),
    (
        "The United States, the Republic of Korea and Japan today issued a joint statement condemning the launch.",
        0,
        ["USA", "KOR", "JPN"],
    ),
    ("A senior official at the Iranian foreign ministry said the talks were over.", 0, ["IRN.GOV"]),
    ("The Kremlin was calm. Its spokesman said the report was nonsense.", 0, ["RUS.GOV"]),
    ("The ban was lifted, according to a statement issued by Ismail Haniyeh.", 0, ["person:ismail-haniyeh"]),
    ("Vladimir Putin's office said he was well.", 0, ["person:vladimir-putin"]),
    ("Two people with knowledge of the talks said they were over.", 0, None),
    ("NATO said it could not confirm the account.", 1, ["IGO:nato"]),
    (
        "Ri Yong Ho said after Trump left that the North wanted relief. He said the offer stood.",
        1,
        ["person:ri-yong-ho"],
    ),
    ("Donald Trump praised Angela Merkel. She said she was glad.", 1, ["person:angela-merkel"]),
    ("The minister praised Angela Merkel. “She is great,” he said.", 1, ["unnamed:minister"]),
    ("“The road is open,” said Omar Haddad, an engineer. “It will stay open.”", 0, ["person:omar-haddad"]),
    ("Claudia Renz, an analyst at Delta Risk, was in town. The analyst said war was near.", 0, ["person:claudia-renz"]),
    ("A local chief was unimpressed. “The soldiers come to count,” he said.", 0, ["unnamed:chief"]),
    (
        "The bakers' head, Jan Riha, spoke last. “We are a part of this town,” he said.",
        0,
        ["person:jan-riha"],
    ),
    ("The union called it a farce. The captain, Ana Levi, wept. “It hurts,” she said.", 1, ["person:ana-levi"]),
    ("The rebels announced the truce in a communique. “No shots will be fired,” it said.", 1, None),
    ("“No,” said Ana Levi, the coach. The league, the coach said, was blind.", 1, ["person:ana-levi"]),
    ("Russia's envoy spoke, Ana Levi. The senator Jo Park warned: “We will lose.”", 0, ["person:jo-park"]),
]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    """One loaded pipeline for all cases."""
    return Pipeline(Config())


def read(pipeline: Pipeline, text: str) -> Reading:
    """The Reading of a report of this text."""
    return pipeline.read_report(Report(id="r-1", text=text, published="2024-11-12"))


@pytest.mark.parametrize(("text", "n", "speakers"), CASES, ids=lambda v: str(v)[:40])
def test_speaker(pipeline: Pipeline, text: str, n: int, speakers: list[str] | None) -> None:
    reading = read(pipeline, text)
    sources = reading.claims[n].sources
    if speakers is None:
        assert all(s.startswith("unnamed:") for s in sources)
    else:
        assert list(sources) == speakers
    assert set(sources) <= {a.id for a in reading.actors}


def test_an_unnamed_spokesman_keeps_whom_they_speak_for(pipeline: Pipeline) -> None:
    reading = read(pipeline, "Ana Levi left. Her spokesman said the vote would be held.")
    (source,) = reading.claims[0].sources
    assert source == "unnamed:spokesman-of-ana-levi"
    assert next(a for a in reading.actors if a.id == source).name == "spokesman of Ana Levi"


def test_a_transcript_names_its_speakers_in_capitals(pipeline: Pipeline) -> None:
    turns = [
        "Q: Will it hold?",
        "MR SATO: It will hold as long as both keep it.",
        "Q: When?",
        "MR SATO: The talks resume in May.",
    ]
    reading = read(pipeline, "\n\n".join(["Kenji Sato, the foreign minister, spoke to Radio One.", *turns]))
    assert [c.sources for c in reading.claims] == [(), ("person:kenji-sato",)] * 2
    assert {c.quotation for c in reading.claims} == {"direct"}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The United States, which says that ten soldiers died, wants a report.", "USA"),
        ("Marco Rubio, who said that ten soldiers died, left Rome.", "person:marco-rubio"),
        ("Iran, which denies any wrongdoing, closed the strait.", "IRN"),
    ],
)
def test_who_and_which_are_those_before_them(pipeline: Pipeline, text: str, source: str) -> None:
    claims = pipeline.read_report(Report(id="r", text=text, published="2024-11-12")).claims
    assert claims[0].sources == (source,)
    assert not any(s.startswith("unnamed:wh") for c in claims for s in c.sources)
