"""Cutting a text where evidence begins and ends: nothing is lost, nothing doubled, overlaps are kept."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Span
from dateline.web.marks import anchor, paragraphs, rules


@dataclasses.dataclass(frozen=True)
class Found:
    id: str
    spans: tuple[Span, ...]
    kind: str = "event"
    what: str = ""
    notes: tuple[str, ...] = ()


TEXT = "One two three.\n\nFour five six."


def test_nested_and_overlapping_spans_become_pieces() -> None:
    outer, inner, across = Span(0, 13), Span(4, 7), Span(8, 14)
    found = [Found("a", (outer,)), Found("b", (inner,)), Found("c", (across,))]
    first, second = paragraphs(TEXT, found)
    assert [p.text for p in first] == ["One ", "two", " ", "three", "."]
    assert [p.finding.id if p.finding else None for p in first] == ["a", "b", "a", "c", "c"]
    assert first[1].inside == (anchor(outer), anchor(inner))
    assert [p.anchors for p in first] == [("t0-13",), ("t4-7",), (), ("t8-14",), ()]
    assert [p.depth for p in first] == [1, 2, 1, 2, 1]
    assert [(p.text, p.finding) for p in second] == [("Four five six.", None)]


def test_a_span_over_two_paragraphs_begins_once() -> None:
    first, second = paragraphs(TEXT, [Found("a", (Span(8, 20),))])
    assert [p.text for p in first] == ["One two ", "three."]
    assert [p.text for p in second] == ["Four", " five six."]
    assert [p.anchors for p in (*first, *second)] == [(), ("t8-20",), (), ()]


def test_rules_light_all_pieces_of_a_finding_and_its_line() -> None:
    css = rules([Found("a", (Span(0, 3), Span(4, 7))), Found("b", (Span(0, 3),))])
    assert ':root:has(#a:target) :is([data-in~="t0-3"],[data-in~="t4-7"])' in css
    assert ':root:has(#t0-3:target) :is([data-in~="t0-3"],#a,#b)' in css


@given(
    text=st.text(st.sampled_from("ab \n"), max_size=40),
    cuts=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40)), max_size=6),
)
def test_no_character_is_lost_and_each_span_begins_once(text: str, cuts: list[tuple[int, int]]) -> None:
    spans = {Span(s, min(s + n, len(text))) for s, n in cuts if s < len(text)}
    found = [Found(f"f-{i}", (s,)) for i, s in enumerate(sorted(spans))]
    pieces = [p for paragraph in paragraphs(text, found) for p in paragraph]
    assert "".join(p.text for p in pieces).replace("\n", "") == text.replace("\n", "")
    begun = [a for p in pieces for a in p.anchors]
    assert len(begun) == len(set(begun))
    assert {a for p in pieces for a in p.inside} == set(begun)
