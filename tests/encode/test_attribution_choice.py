"""The readings of a cue: found in order, told apart by their contents, and chosen by trees that know the syntax."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import msgspec
import numpy as np
import pytest

from dateline.encode.attribution import Attributor, best_path, runs_of
from dateline.encode.attribution_choice import MOST, Choice, Orders, readings
from dateline.encode.attribution_features import FEATURES, STARRED, Ground, Reading, features
from dateline.encode.encoder import WEIGHTS
from dateline.encode.windows import windows
from dateline.errors import UsageError
from dateline.model import Document, Report
from dateline.pipeline import Pipeline

# Written for this test.
TEXT = """The ferry company will close its northern line in May, its chairman said on Friday, and blamed the price of \
fuel. “Nobody wants this,” Petra Lund told islanders who had come to the pier.

Islanders believe that the council knew of the plan, and they have promised to fight it."""


@pytest.fixture(scope="module")
def attributor() -> Attributor:
    """The shipped network."""
    return Attributor.open()


@pytest.fixture(scope="module")
def document(pipeline: Pipeline) -> Document:
    """The text above, parsed."""
    return pipeline.parser.parse(Report(id="r-1", text=TEXT))


def test_the_first_reading_is_the_likeliest_path(attributor: Attributor) -> None:
    rng = np.random.default_rng(3)
    logits = [rng.normal(0, 3, (size, 5)).astype(np.float32) for size in (1, 30, 2, 9, 9, 30, 17)]
    cues = [(k % len(row), k % len(row)) for k, row in enumerate(logits)]
    together = readings(logits, attributor.moves, attributor.starts, cues)
    for row, cue, found in zip(logits, cues, together, strict=True):
        likeliest = tuple(runs_of(best_path(row, attributor.moves, attributor.starts), 3, cue))
        if likeliest:
            assert found[0].content == likeliest
        assert found == readings([row], attributor.moves, attributor.starts, [cue])[0]


def test_readings_of_few_words_are_all_paths_in_order(attributor: Attributor) -> None:
    logits = np.random.default_rng(5).normal(0, 2, (3, 5)).astype(np.float32)
    scores: dict[tuple[tuple[int, int], ...], float] = {}
    for path in itertools.product(range(5), repeat=3):
        score = attributor.starts[path[0]] + sum(logits[k, label] for k, label in enumerate(path))
        score += sum(attributor.moves[a, b] for a, b in itertools.pairwise(path))
        content = tuple(runs_of(path, 3, (1, 1)))
        scores[content] = max(score, scores.get(content, -math.inf))
    (found,) = readings([logits], attributor.moves, attributor.starts, [(1, 1)])
    best = sorted((c for c in scores if c), key=lambda c: -scores[c])
    assert [r.content for r in found] == best[: len(found)]
    assert len(found) > 1
    assert all(a.score >= b.score for a, b in itertools.pairwise(found))
    assert sum(math.exp(r.score) for r in found) <= 1.0 + 1e-6


def test_trees_see_numbers_for_every_feature(attributor: Attributor, document: Document) -> None:
    for window, cues in attributor.cues(document):
        assert cues
        ground = Ground.of(document.syntax, window.words, window.syntax)
        for k, cue in enumerate(cues):
            assert len(cue.readings) <= MOST
            rows = features(ground, cues, k)
            assert [len(row) for row in rows] == [len(FEATURES)] * len(cue.readings)
            assert all(math.isfinite(value) for row in rows for value in row)
            assert all(0 <= row[s] < len(attributor.choice.scales[0]) for row in rows for s in STARRED)


def test_a_plain_attribution_is_surer_than_an_attitude(attributor: Attributor, document: Document) -> None:
    found = {a.cue.of(TEXT).split()[0]: a for a in attributor.attributions(document)}
    assert found["said"].content[0].of(TEXT) == "The ferry company will close its northern line in May"
    assert found["told"].content[0].of(TEXT) == "“Nobody wants this,”"
    assert all(0.0 <= a.certainty <= 1.0 for a in found.values())
    assert min(found["said"].certainty, found["told"].certainty) > 0.6
    assert found["told"].certainty > found["blamed"].certainty


def test_trees_made_for_other_features_are_refused(tmp_path: Path) -> None:
    for path in WEIGHTS.glob("attribution_choice.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    Choice.open(tmp_path)
    other = Orders(features=FEATURES[::-1], scales=((0,),))
    (tmp_path / "attribution_choice.json").write_bytes(msgspec.json.encode(other))
    with pytest.raises(UsageError, match="other features"):
        Choice.open(tmp_path)


def test_a_quotation_cut_by_the_windows_end_runs_on_to_its_mark(pipeline: Pipeline, attributor: Attributor) -> None:
    said = " ".join(["We mended the old sluice again and again, and nobody in the valley ever thanked us."] * 14)
    text = f"The warden told the hearing: “{said}” Then he sat down."
    document = pipeline.parser.parse(Report(id="r-2", text=text))
    first, *more = windows(document, attributor.tokenizer, attributor.labels)
    assert more
    last, opening = len(first.words) - 1, 6
    assert document.syntax[first.words[opening]].text == "“"
    whole = attributor.content(document, first, Reading(((0, 1), (opening, last)), None, 0.0))
    assert [s.of(text) for s in whole] == ["The warden", f"“{said}”"]
    (part,) = attributor.content(document, first, Reading(((opening, last - 1),), None, 0.0))
    assert part.of(text).startswith("“We mended") and len(part.of(text)) < len(said) / 2
