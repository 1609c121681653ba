"""Reports that name little, and still mean an agreement that others tell of; and two that stay two."""

from __future__ import annotations

from dateline.pipeline import Pipeline
from factory import only, record


def test_a_convention_is_one_by_its_day_its_words_and_its_name(pipeline: Pipeline) -> None:
    signed = "SUVA - Fiji, Tonga and Samoa on Thursday signed a treaty to protect sea turtles in Nadi. "
    entry = only(
        record(
            pipeline,
            ("2011-03-04", signed + "The Nadi Convention will be kept by the Fijian government."),
            ("2012-06-07", "APIA - Samoa's parliament approved the turtle convention on Wednesday."),
            (
                "2013-02-12",
                "Tonga has deposited its ratification of the Nadi Convention. It enters into force on 1 May.",
            ),
            ("2013-05-02", "A treaty that protects turtles entered into force on Wednesday."),
            ("2014-01-15", "PORT VILA - Vanuatu acceded to the Nadi Convention on Tuesday."),
        )
    )
    assert {s.step for s in entry.steps} >= {"sign", "approve", "deposit", "enter_into_force", "accede"}
    assert "VUT" in entry.parties


def test_social_security_is_pensions(pipeline: Pipeline) -> None:
    signed = ("2009-05-12", "SOFIA - Bulgaria and Morocco signed a social security agreement on Monday.")
    later = ("2010-02-04", "SOFIA - Parliament on Wednesday approved the pensions accord with Morocco.")
    assert [s.step for s in only(record(pipeline, signed, later)).steps] == ["sign", "approve"]


def test_two_agreements_of_one_month_are_two(pipeline: Pipeline) -> None:
    one = ("2007-05-03", "HANOI - Vietnam and Laos signed an agreement on teachers on Wednesday.")
    other = ("2007-05-17", "VIENTIANE - Laos and Vietnam on Wednesday signed an agreement on timber.")
    assert len(record(pipeline, one, other).agreements) == 2


def test_the_new_treaty_is_not_the_old_one(pipeline: Pipeline) -> None:
    signed = ("2015-05-07", "BERN - Switzerland and Zambia signed a new tax treaty on Wednesday.")
    text = "LUSAKA - The old tax treaty between Zambia and Switzerland ended on Wednesday. "
    later = ("2016-05-05", text + "The new treaty entered into force on the same day.")
    found = {tuple(s.step for s in g.steps) for g in record(pipeline, signed, later).agreements}
    assert found == {("sign", "enter_into_force"), ("terminate",)}
