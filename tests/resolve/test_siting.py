"""Where an event happened: the place that its words put it at, its goal or target, or none."""

from __future__ import annotations

import pytest

from dateline.model import Reading, Report
from dateline.model.report import Dateline
from dateline.pipeline import Pipeline


def read(pipeline: Pipeline, body: str, dateline: str | None = None) -> Reading:
    filed = Dateline(dateline) if dateline else None
    return pipeline.read_report(Report(id="case", text=body, published="2024-05-16", dateline=filed))


def place_of(reading: Reading, trigger: str) -> str | None:
    text = reading.report.text
    found = [e for e in reading.events if e.anchor.of(text) == trigger]
    assert found, f"no event {trigger!r} among {[e.anchor.of(text) for e in reading.events]}"
    names = {p.id: p.name for p in reading.places}
    return names[found[0].place] if found[0].place else None


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("The defence ministers of Greece and Turkey met in Athens.", "met", "Athens"),
        ("Pakistan's prime minister visited Kabul last week.", "visited", "Kabul"),
        ("Russian troops shelled a power station near Kharkiv.", "shelled", "Kharkiv"),
        ("In neighbouring Cameroon, soldiers arrested a journalist.", "arrested", "Cameroon"),
        # What was done to a place, or to something there.
        ("Rebels seized Lalibela on Monday.", "seized", "Lalibela"),
        ("Israeli jets struck the port of Hodeidah.", "struck", "Hodeidah"),
        ("Militants fired rockets at Kabul airport.", "fired", "Kabul"),
        ("Police raided the offices of two parties in Tbilisi.", "raided", "Tbilisi"),
        ("The Russian bombing of Aleppo went on.", "bombing", "Aleppo"),
        ("Rebels attacked soldiers in Goma, wounding 30 peacekeepers.", "wounding", "Goma"),
        # The finest of one phrase, whole names before their parts.
        ("Soldiers shot a man in the West Bank city of Ramallah.", "shot", "Ramallah"),
        ("Gunmen abducted 15 pupils in Nigeria's Sokoto state.", "abducted", "Sokoto"),
        # Goals and starting points.
        ("Uganda sent 600 troops to Bunia.", "sent", "Bunia"),
        ("Ukraine withdrew its troops from Avdiivka.", "withdrew", "Avdiyivka"),
        # By the verb or the noun that holds it.
        ("Talks between Iran and Oman were held in Muscat.", "Talks", "Muscat"),
        ("The pact with Oman was signed during a visit to Muscat in June.", "signed", "Muscat"),
        ("France's president warned Iran in a speech in Berlin.", "warned", "Berlin"),
        ("Iran's minister flew to Baku, where he met Turkey's president.", "met", "Baku"),
        ("Three envoys of Chad were arrested by soldiers of a base in Goma.", "arrested", "Goma"),
        ("Protests over the vote entered their fourth day in Cairo.", "Protests", "Cairo"),
        ("A woman threw a shoe at Chad's envoy while he was speaking at a fair in Las Vegas.", "threw", "Las Vegas"),
        ("In Goma, soldiers fired tear gas when protesters blocked a bridge.", "blocked", "Goma"),
        ("The presidents of Kenya and Uganda met in Astana on Friday. They signed a treaty.", "signed", "Astana"),
        ("The presidents of Kenya and Uganda met face to face near Jinja.", "met", "Jinja"),
        ("A fire broke out at a house for asylum seekers in Vienna. Five people were injured.", "injured", "Vienna"),
        ("Rebels attacked the Benghazi consulate.", "attacked", "Benghazi"),
        ("On Long Island, Peru's minister condemned Chad.", "condemned", "Long Island"),
        ("Protesters blocked a road in Qwyzz City, Missouri.", "blocked", "Missouri"),
        # The seat of a government as a place; and as the government.
        ("The presidents of Kenya and Uganda met at the White House.", "met", "White House"),
        ("Putin met Uganda's president in the Kremlin.", "met", "Kremlin"),
        ("The White House condemned Chad.", "condemned", None),
        # Taken up again.
        ("Shells fell on Bakhmut. Russian troops attacked the city on Monday.", "attacked", "Bakhmut"),
        # A place in the sentence, but not the event's.
        ("The United Nations condemned the bombardment of a market in El Fasher.", "condemned", None),
        ("The European Union imposed sanctions on Russia for its attack on Kharkiv.", "imposed", None),
        ("Kyrgyzstan agreed on Monday to withdraw its forces from the border near Batken.", "agreed", None),
        ("Chad ratified the Paris climate agreement.", "ratified", None),
        ("Pyongyang accused Seoul of flying drones over the city.", "accused", None),
        ("Iran threatened to attack Haifa.", "threatened", None),
        ("Protesters from Lyon attacked a minister.", "attacked", None),
        ("In Moscow, officials said that rebels attacked a convoy.", "attacked", None),
        ("In Paris, France's president met Chad's envoy after rebels attacked a convoy.", "attacked", None),
    ],
)
def test_place(text: str, trigger: str, place: str | None, pipeline: Pipeline) -> None:
    assert place_of(read(pipeline, text), trigger) == place


def test_here_is_the_dateline(pipeline: Pipeline) -> None:
    text = "The presidents of Kenya and Uganda met here on Tuesday. A guard said: “I was born here.”"
    reading = read(pipeline, text, "VIENNA, Austria")
    assert place_of(reading, "met") == "Vienna"
    here = next(p for p in reading.places if p.name == "Vienna")
    assert here.country == "AUT"
    assert [m.of(text) for m in here.mentions] == ["here"], "in quotation marks it is the speaker's"


def test_the_dateline_alone_is_no_place_of_an_event(pipeline: Pipeline) -> None:
    reading = read(pipeline, "The presidents of Kenya and Uganda met on Tuesday.", "VIENNA, Austria")
    assert place_of(reading, "met") is None
    assert reading.places == ()


@pytest.mark.parametrize("dateline", ["KINSHASA/GOMA", "QWYZZLEFORD", ""])
def test_here_stays_unknown_where_the_dateline_tells_no_one_place(dateline: str, pipeline: Pipeline) -> None:
    reading = read(pipeline, "The presidents of Kenya and Uganda met here on Tuesday.", dateline)
    assert place_of(reading, "met") is None


def test_here_adds_to_a_place_that_is_named(pipeline: Pipeline) -> None:
    text = "Police arrested two men in Vienna. They had met here in March."
    reading = read(pipeline, text, "VIENNA, Austria")
    (vienna,) = reading.places
    assert [m.of(text) for m in vienna.mentions] == ["Vienna", "here"]
