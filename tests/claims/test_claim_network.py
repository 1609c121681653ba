"""What becomes of the rules' claims when the network has read the report too."""

from __future__ import annotations

import pytest

from dateline.extract.claims import find_claims
from dateline.kinds.cues import Cues
from dateline.model import Report, Span
from dateline.model.findings import Attribution, ClaimFinding
from dateline.parse import Parser


def read(text: str, source: str | None, cue: str, *content: str, confidence: float = 0.9) -> Attribution:
    """An attribution of the first places of these words in `text`."""

    def span(words: str) -> Span:
        at = text.index(words)
        return Span(at, at + len(words))

    return Attribution(span(cue), span(source) if source else None, tuple(map(span, content)), confidence)


def claims(parser: Parser, cues: Cues, text: str, *attributions: Attribution) -> tuple[ClaimFinding, ...]:
    """What the rules make of the text and of the attributions."""
    return find_claims(parser.parse(Report(id="r-1", text=text)), cues, attributions)


def test_the_network_draws_the_spans_and_the_rules_say_what_the_cue_means(parser: Parser, cues: Cues) -> None:
    text = "The minister denied on Friday that troops had crossed the river, a day after the talks."
    (claim,) = claims(parser, cues, text, read(text, "The minister", "denied", "that troops had crossed the river"))
    assert claim.stance == "denies"
    assert [s.of(text) for s in claim.content] == ["that troops had crossed the river"]
    assert "network" in claim.reason


def test_a_cue_that_the_rules_see_nothing_in_takes_its_word_s_stance(parser: Parser, cues: Cues) -> None:
    text = "Her bitter complaint: Ostrel accuses, Calde of lying."
    found = claims(parser, cues, text, read(text, "Ostrel", "accuses", "Calde of lying"))
    assert [c.stance for c in found if c.cue and c.cue.of(text) == "accuses"] == ["accuses"]


@pytest.mark.parametrize(
    ("text", "attribution"),
    [
        ("The town celebrated the end of the siege.", ("The town", "celebrated", "the end of the siege")),
        ("The minister said this.", ("The minister", "said", "this")),
        ("He could say that the war is over.", ("He", "could say", "that the war is over")),
    ],
)
def test_what_nobody_said_stays_out(parser: Parser, cues: Cues, text: str, attribution: tuple[str, str, str]) -> None:
    assert claims(parser, cues, text, read(text, *attribution)) == ()


def test_quoted_words_count_whatever_the_cue(parser: Parser, cues: Cues) -> None:
    text = "“We are going home,” smiled the sergeant."
    (claim,) = claims(parser, cues, text, read(text, "the sergeant", "smiled", "“We are going home,”"))
    assert (claim.quotation, claim.stance) == ("direct", "states")


def test_an_unsure_reading_alone_makes_no_claim(parser: Parser, cues: Cues) -> None:
    text = "“We are going home,” winked the sergeant."
    without = claims(parser, cues, text)
    assert claims(parser, cues, text, read(text, None, "winked", "“We are going home,”", confidence=0.4)) == without


def test_a_relative_pronoun_does_not_take_the_place_of_its_noun(parser: Parser, cues: Cues) -> None:
    text = "Calde, which denies having shelled the port, has closed its border."
    (claim,) = claims(parser, cues, text, read(text, "which", "denies", "having shelled the port"))
    assert claim.source is not None
    assert claim.source.of(text) == "Calde"
