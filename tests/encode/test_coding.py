"""Dyads are coded: the type, its mode-shifted twins, the words that carry it, and bad input."""

from __future__ import annotations

import random

import pytest

import dateline
from dateline.encode.dyads import QUADS, DyadCoder
from dateline.encode.encoder import Encoder
from dateline.encode.marks import Dyad, from_marked

# One situation in many modes: what is done with the act decides its type. Written for this test.
CASES = [
    ("ASSAULT", "Gunmen loyal to <s>the Ravna Front</s> shelled <t>the border town of Ostrel</t> overnight."),
    ("ACCUSE", "<s>Ostrel's mayor</s> blamed <t>the Ravna Front</t> for shelling the town overnight."),
    ("THREATEN", "<s>The Ravna Front</s> threatened to shell <t>Ostrel</t> unless its garrison left."),
    ("REQUEST", "<s>The mayor</s> urged <t>the Ravna Front</t> to stop shelling the town."),
    ("REJECT", "<s>The Ravna Front</s> refused <t>the mayor</t>'s plea to let ambulances through."),
    ("AGREE", "<s>The Ravna Front</s> said it would let <t>ambulances</t> through from Friday."),
    ("YIELD", "<s>The Ravna Front</s> pulled its fighters out of <t>Ostrel</t> on Sunday."),
    ("CONSULT", "<s>The mayor of Ostrel</s> met <t>a delegation of the Ravna Front</t> at a roadside inn."),
    ("SUPPORT", "<s>Neighbouring Calde</s> praised <t>the mayor</t>'s patience."),
    ("AID", "<s>Calde</s> sent forty tonnes of flour to <t>the people of Ostrel</t>."),
    ("COERCE", "<s>Calde's police</s> arrested <t>three couriers of the Front</t> at the airport."),
    ("SANCTION", "<s>Calde</s> slapped an arms embargo on <t>the Ravna Front</t>."),
    ("YIELD", "<s>Calde</s> lifted its arms embargo on <t>the Ravna Front</t>."),
    ("MOBILIZE", "<s>Calde</s> put its border brigades on high alert against <t>the Front</t>."),
    ("PROTEST", "<s>Thousands of dockers</s> marched through the capital against <t>the emergency law</t>."),
]


@pytest.fixture(scope="module")
def coder() -> DyadCoder:
    return DyadCoder(Encoder.open())


def test_most_modes_of_one_situation_are_told_apart(coder: DyadCoder) -> None:
    found = [coder.code(from_marked(text)).type for _, text in CASES]
    wrong = [(want, got, text) for (want, text), got in zip(CASES, found, strict=True) if want != got]
    # 13 of 15 when the weights were made, on a situation that no training sentence tells of.
    assert len(wrong) <= 3, wrong


def test_the_words_that_carry_it_are_named() -> None:
    coding = dateline.code("Calde's police arrested three couriers of the Front.", "Calde's police", "three couriers")
    assert coding.words is not None
    assert coding.words.of("Calde's police arrested three couriers of the Front.") == "arrested"
    assert coding.quad == QUADS[coding.type] == 4
    assert coding.acts and not coding.cooperation and coding.confidence > 0.5


def test_what_source_does_is_not_what_target_does(coder: DyadCoder) -> None:
    forth = coder.code(from_marked("<s>Soldiers</s> shot <t>two farmers</t> near the dam."))
    back = coder.code(from_marked("<t>Soldiers</t> shot <s>two farmers</s> near the dam."))
    assert forth.acts and not back.acts


def test_the_same_sentence_gives_the_same_numbers_in_any_company(coder: DyadCoder) -> None:
    dyads = [from_marked(text) for _, text in CASES]
    alone = {d.sentence: coder.code(d) for d in dyads}
    random.Random(3).shuffle(dyads)
    assert all(alone[d.sentence] == c for d, c in zip(dyads, coder.code_all(dyads), strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "<s>CALDE</s> EXPELS <t>RAVNA ENVOY</t>",
        "<s>C4lde</s> s1gned tre@ty w|th <t>Rav~na</t> ....",
        "<s>Calde</s>, <t>Ravna</t>",
        "<s>國防部</s> 與 <t>Ravna</t> \u202e",
        "word " * 5000 + "<s>Calde</s> met <t>Ravna</t>",
    ],
)
def test_rough_text_is_coded_without_a_crash(text: str, coder: DyadCoder) -> None:
    coding = coder.code(from_marked(text))
    assert 0 <= coding.confidence <= 1 and 0 <= coding.relation <= 1


def test_a_side_without_a_name_is_coded_too(coder: DyadCoder) -> None:
    sentence = "Two newspapers were ordered to close."
    dyad = Dyad(sentence, (), from_marked(f"<t>Two newspapers</t>{sentence[14:]}").target)
    assert coder.code(dyad).type == "COERCE"
