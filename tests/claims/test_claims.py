"""Claims: sentences of our own with what an analyst would sign, and what turns of a whole report do to them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.extract.claims import find_claims
from dateline.kinds.cues import Cues, load_cues
from dateline.model import Report
from dateline.model.findings import ClaimFinding
from dateline.parse import Parser

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "claims.yaml").read_text(encoding="utf-8")
)


def found(parser: Parser, cues: Cues, text: str, title: str | None = None) -> tuple[ClaimFinding, ...]:
    """The claims of `text`."""
    whole = f"{title}\n\n{text}" if title else text
    return find_claims(parser.parse(Report(id="r-1", text=whole, title=title)), cues)


def shown(text: str, claim: ClaimFinding) -> dict[str, Any]:
    """A claim as the table writes it."""
    return {
        "source": claim.source.of(text) if claim.source else None,
        "cue": claim.cue.of(text) if claim.cue else None,
        "content": [s.of(text) for s in claim.content],
        "stance": claim.stance,
        "quotation": claim.quotation,
    }


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 60
    assert len({c["text"] for c in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:50])
def test_sentence(parser: Parser, cues: Cues, case: dict[str, Any]) -> None:
    text = case["text"]
    claims = found(parser, cues, text)
    expected = [{k: v for k, v in c.items() if k not in ("basis", "continues")} for c in case["claims"]]
    assert [shown(text, c) for c in claims] == expected
    assert [c.basis for c in claims] == [c.get("basis") for c in case["claims"]]


def test_a_quoted_paragraph_continues_the_last_speaker(parser: Parser, cues: Cues) -> None:
    text = (
        "“The corridor is open again,” said Marta Oliveira, the mission’s head.\n\n"
        "Fuel prices rise in the north\n\n"
        "“We hope that it stays open through the winter.”"
    )
    claims = found(parser, cues, text)
    assert [c.quotation for c in claims] == ["direct", "direct"]
    assert claims[1].continues == 0
    assert claims[1].source is None
    assert claims[1].cue is None
    assert claims[1].content[0].of(text) == "“We hope that it stays open through the winter.”"


def test_a_quoted_paragraph_after_a_paragraph_without_speaker_is_nobodys(parser: Parser, cues: Cues) -> None:
    text = "The bridge fell in March.\n\n“It was old and nobody cared for it.”"
    assert found(parser, cues, text) == ()


def test_words_before_a_cue_in_the_next_paragraph_join_its_claim(parser: Parser, cues: Cues) -> None:
    text = "“The first ship has left the harbour.\n\n“The second will follow at dawn,” the captain said."
    (claim,) = found(parser, cues, text)
    assert [s.of(text) for s in claim.content] == [
        "“The first ship has left the harbour.",
        "“The second will follow at dawn,”",
    ]
    assert claim.source is not None
    assert claim.source.of(text) == "the captain"


def test_a_quotation_after_other_words_of_its_speaker_continues_them(parser: Parser, cues: Cues) -> None:
    text = "The envoy said the talks would go on. “Nobody will leave the table before Friday.”"
    claims = found(parser, cues, text)
    assert [c.quotation for c in claims] == ["indirect", "direct"]
    assert claims[1].continues == 0


def test_headlines_with_a_colon(parser: Parser, cues: Cues) -> None:
    (last,) = found(parser, cues, "It rained.", title="Ferry sinks off the coast, killing four: officials")
    assert last.source is not None
    assert last.source.of("Ferry sinks off the coast, killing four: officials") == "officials"
    assert found(parser, cues, "It rained.", title="Grain deal: what comes next") == ()


def test_a_headline_that_ends_in_its_source(parser: Parser, cues: Cues) -> None:
    title = "Warships cross the strait, Taiwan’s military says"
    (claim,) = found(parser, cues, "It rained.", title=title)
    assert shown(title, claim) == {
        "source": "Taiwan’s military",
        "cue": "says",
        "content": ["Warships cross the strait"],
        "stance": "states",
        "quotation": "indirect",
    }


def test_nested_attribution_gives_both_claims(parser: Parser, cues: Cues) -> None:
    text = "“The rebels told us that the road was mined,” the driver said."
    outer, inner = sorted(found(parser, cues, text), key=lambda c: -len(c.content[0].of(text)))
    assert outer.source is not None
    assert outer.source.of(text) == "the driver"
    assert inner.source is not None
    assert inner.source.of(text) == "The rebels"
    assert inner.quotation == "indirect"


def test_attitudes_are_found_only_on_request(parser: Parser) -> None:
    text = "The mayor wants a new bridge."
    assert found(parser, load_cues(), text) == ()
    assert len(found(parser, load_cues(attitudes=True), text)) == 1


def test_every_span_fits_and_every_index_points_back(parser: Parser, cues: Cues) -> None:
    text = "\n\n".join(case["text"] for case in CASES)
    claims = found(parser, cues, text)
    assert len(claims) > 60
    for i, claim in enumerate(claims):
        for span in (claim.source, claim.cue, *claim.content):
            if span is not None:
                span.check(text, "claim")
        assert claim.continues is None or claim.continues < i
        assert claim.content
        assert 0 < claim.confidence < 1
