"""Marked sentences become the encoder's input, and nothing that a user can write breaks them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.encode.dyads import find_dyad
from dateline.encode.encoder import Encoder
from dateline.encode.marks import IN_SOURCE, IN_TARGET, LONGEST, SOURCE_OPEN, TARGET_OPEN, from_marked, tokens
from dateline.errors import UsageError


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.open()


def test_marks_are_read_and_taken_out() -> None:
    dyad = from_marked("On Monday <s>the harbour police </s>freed <t>two sailors</t>.")
    assert dyad.sentence == "On Monday the harbour police freed two sailors."
    assert [s.of(dyad.sentence) for s in dyad.source] == ["the harbour police"]
    assert [t.of(dyad.sentence) for t in dyad.target] == ["two sailors"]


def test_a_side_can_be_marked_twice_nested_or_missing() -> None:
    twice = from_marked("<s>Lund</s> met <t>Osei</t>, <s>Lund</s>'s office said.")
    assert [s.of(twice.sentence) for s in twice.source] == ["Lund", "Lund"]
    nested = from_marked("<s><t>Norland</t>'s former minister</s> resigned.")
    assert nested.target[0].of(nested.sentence) == "Norland"
    assert nested.source[0].of(nested.sentence) == "Norland's former minister"
    assert from_marked("<t>Two papers</t> were closed.").source == ()


@pytest.mark.parametrize("text", ["nothing is marked", "<s>never closed", "<s></s> empty", "</t>the wrong way<t>"])
def test_a_sentence_without_a_whole_mark_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="needs <s>source</s> or <t>target</t>"):
        from_marked(text)


def test_source_and_target_are_found_as_they_stand() -> None:
    dyad = find_dyad("Iran's army chief met the army of Oman.", "iran's  army chief", "the army of Oman")
    assert dyad.source[0].of(dyad.sentence) == "Iran's army chief"
    inner = find_dyad("Mali expelled the envoy of Mali's neighbour.", "Mali", "the envoy of Mali's neighbour")
    assert [s.of(inner.sentence) for s in inner.source] == ["Mali"]


@pytest.mark.parametrize(
    ("sentence", "source", "target", "reason"),
    [
        ("", "Chad", "Niger", "the sentence is empty"),
        ("  \n ", "Chad", "Niger", "the sentence is empty"),
        ("Chad met Niger.", "Togo", "Niger", "source 'Togo' is not in the sentence"),
        ("Chad met Niger.", "Chad", "Togo", "target 'Togo' is not in the sentence"),
        ("Chad met Niger.", " ", "", "neither source nor target is given"),
    ],
)
def test_what_is_not_there_is_said(sentence: str, source: str, target: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        find_dyad(sentence, source, target)


def test_the_window_of_a_long_sentence_holds_both_sides(encoder: Encoder) -> None:
    filler = "and the rain fell on the empty road " * 300
    marked = tokens(from_marked(f"{filler}<s>rebels</s> seized <t>the bridge</t> {filler}"), encoder.tokenizer)
    assert len(marked.ids) <= LONGEST
    assert {SOURCE_OPEN, IN_SOURCE, TARGET_OPEN, IN_TARGET} <= set(marked.roles)
    apart = tokens(from_marked(f"<s>rebels</s> {filler} seized <t>the bridge</t>"), encoder.tokenizer)
    assert len(apart.ids) <= LONGEST


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=20), st.text(max_size=40))
def test_any_text_is_marked_or_refused(before: str, name: str, after: str) -> None:
    encoder = Encoder.open()
    try:
        dyad = from_marked(f"{before}<s>{name}</s>{after}<t>x</t>")
    except UsageError:
        return
    marked = tokens(dyad, encoder.tokenizer)
    assert len(marked.ids) == len(marked.roles) == len(marked.spans) <= LONGEST
    assert all(s is None or 0 <= s.start <= s.end <= len(dyad.sentence) for s in marked.spans)
