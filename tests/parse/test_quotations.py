"""Quotation marks: what is a quotation, what is an apostrophe, and which one carries on which."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Quotation, Span
from dateline.parse.quotations import find_quotations


def paragraphs_of(text: str) -> tuple[Span, ...]:
    """Paragraphs are parted by blank lines."""
    return tuple(Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text))


def found(text: str) -> tuple[Quotation, ...]:
    """The quotations of `text`."""
    return find_quotations(text, paragraphs_of(text))


CASES: list[tuple[str, list[str]]] = [
    ("“We agree,” she said.", ["We agree,"]),
    ('"We agree," she said, "and we sign."', ["We agree,", "and we sign."]),
    ("‘We agree,’ she said.", ["We agree,"]),
    ("'We agree,' she said.", ["We agree,"]),
    ("The minister’s car and the ministers’ cars were late.", []),
    ("The minister's car and the ministers' cars were late.", []),
    ("He called it ‘the ministers’ own fault’ on Friday.", ["the ministers’ own fault"]),
    ("He called it 'the ministers' own fault' on Friday.", ["the ministers' own fault"]),
    ("“He told me ‘never’ twice,” she said.", ["He told me ‘never’ twice,", "never"]),
    ("\"He told me 'never' twice,\" she said.", ["He told me 'never' twice,", "never"]),
    ("‘He told me “never” twice,’ she said.", ["He told me “never” twice,", "never"]),
    ("«Nous sommes prêts», dit-il.", ["Nous sommes prêts"]),
    ("„Wir sind bereit“, sagte er.", ["Wir sind bereit"]),
    ("„Gotowi”, he wrote.", ["Gotowi"]),
    ("``We are ready,'' he said.", ["We are ready,"]),
    ('A guard who is 6\'2" stood by a 12" gun.', []),
    ('"A guard of 6\'2" stood there," he said.', ["A guard of 6'2\" stood there,"]),
    ('"The 12" gun fired," he said.', ['The 12" gun fired,']),
    ('"I was 12" and "she was 13".', ["I was 12", "she was 13"]),
    ("In the '90s and ‘90s, rock ’n’ roll was theirs.", []),
    ('“” and ‘’ and "" hold nothing.', []),
    ("He said “we agree and left.", ["we agree and left."]),
    ("He said ‘we agree and left.", []),
    ("A “typed” and a ”mistyped” pair.", ["typed", "mistyped"]),
    ("A “mistyped“ mark, then “another”.", ["mistyped", "another"]),
    ("“It’s the people’s choice,” he said.", ["It’s the people’s choice,"]),
    ("“The leaders’ talks failed,” he said.", ["The leaders’ talks failed,"]),
    ('“We agree," she said, and left.', ["We agree,"]),
    ('"We agree,” she said, and left.', ["We agree,"]),
    ('“He said "no" twice,” she said.', ['He said "no" twice,', "no"]),
    ("Stray ” mark, then “one”.", ["one"]),
    ("The court (\"the 'Hague' court\") sat.", ["the 'Hague' court", "Hague"]),
]


@pytest.mark.parametrize(("text", "inner"), CASES)
def test_inner_words(text: str, inner: list[str]) -> None:
    assert [q.inner.of(text) for q in found(text)] == inner


def test_marks_belong_to_the_outer_span() -> None:
    text = "She said: “We agree.” Then she left."
    (quotation,) = found(text)
    assert quotation.outer.of(text) == "“We agree.”"
    assert quotation.closed
    assert quotation.continues is None


def test_level_counts_the_quotations_around() -> None:
    text = "“He told me ‘it is “done”’ twice,” she said."
    assert [(q.inner.of(text), q.level) for q in found(text)] == [
        ("He told me ‘it is “done”’ twice,", 0),
        ("it is “done”", 1),
        ("done", 2),
    ]


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"'), ("«", "»")])
def test_a_reopened_paragraph_continues(opening: str, closing: str) -> None:
    text = f"{opening}First point.\n\n{opening}Second point.\n\n{opening}Third point,{closing} he said."
    quotations = found(text)
    assert [q.inner.of(text) for q in quotations] == ["First point.", "Second point.", "Third point,"]
    assert [q.closed for q in quotations] == [False, False, True]
    assert [q.continues for q in quotations] == [None, 0, 1]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "“First point.\n\nThe talks went on.\n\n“Second point,” he said."
    quotations = found(text)
    assert [q.inner.of(text) for q in quotations] == ["First point.", "Second point,"]
    assert [q.continues for q in quotations] == [None, None]


def test_a_closed_quotation_is_not_continued() -> None:
    text = "“First point.”\n\n“Second point.”"
    assert [q.continues for q in found(text)] == [None, None]


def test_continuation_index_counts_nested_quotations() -> None:
    text = "He wrote: “A ‘small’ step.\n\n“A second one.”"
    quotations = found(text)
    assert [q.continues for q in quotations] == [None, None, 0]


@given(st.text(alphabet="ab s1.,\n“”\"'‘’«»„`", max_size=60))
def test_spans_always_fit_and_nest(text: str) -> None:
    quotations = found(text)
    for i, q in enumerate(quotations):
        assert q.outer.covers(q.inner)
        q.inner.check(text, "inner")
        assert any(p.covers(q.outer) for p in paragraphs_of(text))
        assert q.continues is None or 0 <= q.continues < i
        for other in quotations[:i]:
            assert not q.outer.overlaps(other.outer) or other.outer.covers(q.outer)
