"""Persons who bear a state's name, and bodies that have a name of their own."""

from __future__ import annotations

import pytest

from dateline.model import Report
from dateline.pipeline import Pipeline


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        (
            "Rep. Jim Jordan of Ohio opened a bakery. Jordan had borrowed an oven, and Jordan said it was hot.",
            {"person:jim-jordan"},
        ),
        (
            "Jim Jordan will visit Jordan next week. Jordan has taken in refugees from Syria.",
            {"person:jim-jordan", "JOR", "SYR"},
        ),
        (
            "“There is no proof,” said the Open Frontier Foundation. The foundation is based in Oslo.",
            {"org:open-frontier-foundation"},
        ),
    ],
)
def test_who_is_meant(pipeline: Pipeline, text: str, ids: set[str]) -> None:
    reading = pipeline.read_report(Report(id="case", text=text, published="2024-11-12"))
    assert ids <= {a.id for a in reading.actors}
    assert ("JOR" in {a.id for a in reading.actors}) == ("JOR" in ids)


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        (
            "Rain fell once the U.S. and the Taliban — but not the Pakistani government — had signed a pact.",
            {"USA", "group:taliban"},
        ),
        ("The Taliban left Doha by bus when the U.S. and the group had signed a peace deal.", {"USA", "group:taliban"}),
        (
            "The United States paid Taliban fighters in Afghanistan once the two sides had signed a peace treaty.",
            {"USA", "group:taliban"},
        ),
    ],
)
def test_who_signed(pipeline: Pipeline, text: str, actors: set[str]) -> None:
    reading = pipeline.read_report(Report(id="case", text=text, published="2020-03-06"))
    assert [set(e.actors) for e in reading.events if e.step == "sign"] == [actors]


def test_the_group_is_the_one_just_named(pipeline: Pipeline) -> None:
    text = "Amnesty International said that Kenya had failed. The group accused Kenya of torture. A group of men left."
    reading = pipeline.read_report(Report(id="case", text=text, published="2020-03-06"))
    assert [e.actors for e in reading.events if e.type == "ACCUSE"] == [("org:amnesty-international",)]
    assert not any(a.name.lower().endswith("group") for a in reading.actors)


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("The lower house of Paraguay’s Congress rejected a treaty with Kenya on Monday.", ("PRY.LEG",)),
        ("The upper chamber of the Peruvian Congress rejected a treaty with Kenya on Monday.", ("PER.LEG",)),
        ("In Uruguay itself all was ready: deputies passed the pact with Peru in March.", ("URY.LEG",)),
        ("In Niamey the assembly approved the pact with Chad on Monday.", ("NER.LEG",)),
    ],
)
def test_whose_chamber_votes(pipeline: Pipeline, text: str, actors: tuple[str, ...]) -> None:
    reading = pipeline.read_report(Report(id="case", text=text, published="2022-11-22"))
    assert [e.actors for e in reading.events if e.step == "approve"] == [actors]


def test_their_ministers_are_those_of_all_who_are_meant(pipeline: Pipeline) -> None:
    text = "Canada and Mexico will share satellites under a pact that their ministers signed on Monday."
    reading = pipeline.read_report(Report(id="case", text=text, published="2022-11-22"))
    assert [e.actors for e in reading.events if e.step == "sign"] == [("CAN.GOV", "MEX.GOV")]


def test_the_kingdom_is_the_one_of_the_report(pipeline: Pipeline) -> None:
    text = "Jordan and Nepal signed a pact. Ministers of the kingdom went home."
    reading = pipeline.read_report(Report(id="case", text=text, published="2022-11-22"))
    assert not {a.country for a in reading.actors} - {"JOR", "NPL", None}


def test_a_thing_s_origin_told_later_makes_no_side(pipeline: Pipeline) -> None:
    text = (
        "The supply of salt from Malta is safe. By an exchange of letters on Monday the two governments extended their "
        "agreement by three years. The price follows that of Tunisian salt."
    )
    report = Report(id="r0", text=text, published="2014-05-07")
    assert all("TUN" not in a.parties for a in pipeline.read_report(report).agreements)


def test_a_person_s_last_name_is_no_capital(pipeline: Pipeline) -> None:
    text = (
        "A treaty on gas that mines minister Gabriel Mbega Obiang Lima and his Cameroonian colleague signed in Yaounde "
        "on Friday is to be ratified."
    )
    (agreement,) = pipeline.read_report(Report(id="r0", text=text, published="2021-09-25")).agreements
    assert "CMR" in agreement.parties and "PER" not in agreement.parties
