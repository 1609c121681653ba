"""Titles in title case are read as a sentence would have them."""

import pytest

from dateline.model import Report
from dateline.parse.parser import Parser
from dateline.parse.sentence_case import sentence_case

BODY = "\n\nKenya's president tore up the border treaty with Uganda on Monday. The White House said little."


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def none_known(_word: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("Kenya's President Tore Up Border Treaty With Uganda", "Kenya's president tore up border treaty with Uganda"),
        ("White House Said Little on Border Treaty", "White House said little on border treaty"),
        # What is not in title case stays: a sentence, capitals throughout, too few words to tell.
        ("Kenya tore up Border Treaty with Uganda", "Kenya tore up Border Treaty with Uganda"),
        ("KENYA TORE UP BORDER TREATY", "KENYA TORE UP BORDER TREATY"),
        ("Border Treaty", "Border Treaty"),
        # Letters of an abbreviation are not touched, nor is what the body does not hold.
        (
            "U.S. and NATO Said Little on Uganda's McGregor Treaty",
            "U.S. and NATO said little on Uganda's McGregor treaty",
        ),
    ],
)
def test_small_letters_where_the_body_has_them(title: str, read: str) -> None:
    assert sentence_case(title, BODY, none_known) == read


def test_a_headline_that_the_body_repeats_tells_nothing() -> None:
    title = "Kenya Scraps Border Treaty With Uganda"
    assert sentence_case(title, f"\n\n{title}{BODY}", none_known) == "Kenya Scraps border treaty with Uganda"


def test_words_that_the_body_lacks_are_small_where_they_are_no_names(parser: Parser) -> None:
    title = "Kenya Quickly Scraps Border Treaty With Uganda"
    document = parser.parse(Report(id="r", title=title, text=title + BODY))
    assert document.text.startswith(title)
    assert document.syntax.text == "Kenya quickly scraps border treaty with Uganda" + BODY
    verb = next(t for t in document.syntax if t.text == "scraps")
    assert verb.pos_ == "VERB"
