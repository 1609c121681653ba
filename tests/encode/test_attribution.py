"""The attribution network: how a report is cut up, what a word is seen as from a cue, and that what comes out hangs
together."""

from __future__ import annotations

import itertools

import pytest

from dateline.encode.attribution import ARCS, Attributor, arcs
from dateline.encode.windows import LONGEST, windows
from dateline.model import Document, Report
from dateline.model.findings import Attribution
from dateline.pipeline import Pipeline

# Written for this test.
TEXT = """Calde will not send troops across the river, its defence minister said on Monday. “We have no quarrel with \
the people of Ostrel,” Anna Bauer told reporters.

Ostrel's mayor, who has ruled the town since 2011, accused the minister of lying. According to the mayor, two columns \
left their barracks at dawn.

The market opened as usual. Bread was a little dearer."""


@pytest.fixture(scope="module")
def attributor() -> Attributor:
    """The shipped network."""
    return Attributor.open()


def parsed(pipeline: Pipeline, text: str) -> Document:
    """The text as a document."""
    return pipeline.parser.parse(Report(id="r-1", text=text))


def shown(text: str, found: Attribution) -> tuple[str | None, str, tuple[str, ...]]:
    """Source, cue and content as words."""
    return found.source.of(text) if found.source else None, found.cue.of(text), tuple(s.of(text) for s in found.content)


def test_windows_hold_every_word_once_and_keep_to_their_paragraph(pipeline: Pipeline, attributor: Attributor) -> None:
    document = parsed(
        pipeline, TEXT + "\n\n" + " ".join(["The council met again and again in the old town hall."] * 40)
    )
    cut = list(windows(document, attributor.tokenizer, attributor.labels))
    assert [i for w in cut for i in w.words] == [t.i for t in document.syntax if not t.is_space]
    for window in cut:
        assert len(window.ids) <= LONGEST
        assert max(window.first) < len(window.ids) - 1
        assert len({document.paragraph_of(document.syntax[i].idx) for i in window.words}) == 1


def test_one_endless_sentence_is_cut_off_not_refused(pipeline: Pipeline, attributor: Attributor) -> None:
    document = parsed(pipeline, "The minister said that " + "the very old " * 200 + "town was his.")
    for window in windows(document, attributor.tokenizer, attributor.labels):
        assert len(window.ids) <= LONGEST
    attributor.attributions(document)


def test_words_are_seen_from_the_cue(pipeline: Pipeline, attributor: Attributor) -> None:
    document = parsed(pipeline, "The minister said he would leave. It rained.")
    (window,) = windows(document, attributor.tokenizer, attributor.labels)
    words = [document.syntax[i].text for i in window.words]
    rows = arcs(window, document, [words.index("said")], attributor.labels)
    assert all(len(r) == ARCS for r in rows)
    seen = dict(zip(words, rows, strict=True))
    relations = attributor.labels.relations
    assert seen["said"] == (0, 0, 0, 0, 0, 1)
    assert seen["minister"][2:4] == (relations["nsubj"], 1)
    assert seen["leave"][2:4] == (relations["ccomp"], 1)
    assert seen["he"][2:4] == (relations["ccomp"], 2)
    assert seen["rained"][0] == max(r[0] for r in rows) == 5  # another sentence


def test_who_said_what(pipeline: Pipeline, attributor: Attributor) -> None:
    found = [shown(TEXT, a) for a in attributor.attributions(parsed(pipeline, TEXT))]
    assert ("its defence minister", "said", ("Calde will not send troops across the river",)) in [
        (s, c.split()[0], t) for s, c, t in found
    ]
    assert ("Anna Bauer", ("“We have no quarrel with the people of Ostrel,”",)) in [(s, t) for s, _, t in found]
    assert ("According to", ("two columns left their barracks at dawn",)) in [(c, t) for _, c, t in found]
    assert not [c for _, c, _ in found if "opened" in c or "was" in c]


def test_spans_of_an_attribution_do_not_cross(pipeline: Pipeline, attributor: Attributor) -> None:
    for found in attributor.attributions(parsed(pipeline, TEXT)):
        parts = sorted([found.cue, *found.content, *([found.source] if found.source else [])])
        assert all(a.end <= b.start for a, b in itertools.pairwise(parts))


def test_a_paragraph_reads_the_same_whatever_stands_beside_it(pipeline: Pipeline, attributor: Attributor) -> None:
    first = TEXT.split("\n\n")[0]
    alone = [shown(first, a) for a in attributor.attributions(parsed(pipeline, first))]
    among = [shown(TEXT, a) for a in attributor.attributions(parsed(pipeline, TEXT)) if a.cue.end <= len(first)]
    assert alone == among
    assert alone


@pytest.mark.parametrize("text", ["", "\n\n", "“", "”“”“", "12 34", "—"])
def test_nothing_to_read(pipeline: Pipeline, attributor: Attributor, text: str) -> None:
    assert attributor.attributions(parsed(pipeline, text)) == ()
