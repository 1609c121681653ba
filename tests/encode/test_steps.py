"""The step network: which sentences it reads, and that what it gives hangs together."""

from __future__ import annotations

import pytest

from dateline.encode.steps import BODIES, ORGANS, StepReader
from dateline.encode.windows import LONGEST, stretches
from dateline.model import Document, Report
from dateline.model.findings import StepReading
from dateline.pipeline import Pipeline

# Written for this test.
TEXT = """The weather was fine. Togo's parliament approved the ferry treaty with Benin on Tuesday by 61 votes to nine.

It takes effect in March.

Shops stayed open. A football match was played. The mayor opened a school. He left at noon."""


@pytest.fixture(scope="module")
def reader() -> StepReader:
    """The shipped network."""
    return StepReader.open()


def parsed(pipeline: Pipeline, text: str) -> Document:
    """The text as a document."""
    return pipeline.parser.parse(Report(id="r-1", text=text))


def at(document: Document, word: str) -> int:
    """The first token that is this word."""
    return next(t.i for t in document.syntax if t.text == word)


def test_each_chosen_sentence_is_new_once_and_has_the_one_before_beside_it(
    pipeline: Pipeline, reader: StepReader
) -> None:
    document = parsed(pipeline, TEXT)
    cut = list(stretches(document, reader.tokenizer, reader.labels, [1, 2, 6]))
    assert [(w.words[0], fresh) for w, fresh in cut] == [
        (document.sentences[0].start, document.sentences[1].start),
        (document.sentences[5].start, document.sentences[6].start),
    ]
    assert at(document, "March") in [t for w, _ in cut for t in w.words]


def test_long_stretches_are_cut_between_sentences(pipeline: Pipeline, reader: StepReader) -> None:
    document = parsed(pipeline, " ".join(["The two ministers talked about the old ferry treaty once more."] * 40))
    cut = list(stretches(document, reader.tokenizer, reader.labels, range(40)))
    assert len(cut) > 2
    assert all(len(w.ids) <= LONGEST for w, _ in cut)
    new = [i for w, fresh in cut for i in w.words if i >= fresh]
    assert new == [t.i for t in document.syntax]


def test_a_step_is_read_with_its_organ_actor_agreement_and_time(pipeline: Pipeline, reader: StepReader) -> None:
    document = parsed(pipeline, TEXT)
    found = {r.step: r for r in reader.steps(document, {at(document, "treaty")}) if r.chance > 0.5}
    told = found["approve"]
    words = document.syntax
    assert (words[told.head].text, told.state, told.organ) == ("approved", "done", "legislature")
    assert [words[i].text for i in told.by] == ["parliament"]
    assert told.agreement == at(document, "treaty")
    assert told.when == at(document, "Tuesday")
    assert found["enter_into_force"].state == "planned"


def test_nothing_is_read_where_no_agreement_is_named(pipeline: Pipeline, reader: StepReader) -> None:
    assert reader.steps(parsed(pipeline, TEXT), ()) == ()


def test_the_same_report_gives_the_same_steps_whatever_was_read_before(pipeline: Pipeline, reader: StepReader) -> None:
    document = parsed(pipeline, TEXT)
    named = {at(document, "treaty")}
    first: tuple[StepReading, ...] = reader.steps(document, named)
    reader.steps(parsed(pipeline, "Mali left the pact."), {3})
    assert reader.steps(document, named) == first


def test_voters_are_no_organ_of_the_contract() -> None:
    assert set(BODIES) - set(ORGANS) == {"nobody named", "voters"}
