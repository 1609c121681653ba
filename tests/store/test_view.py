"""Asking a store: filters and full-text search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import factory
import sample_record
from dateline.store import Query, Store
from dateline.store.search import query_of


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("view") / "some.store"
    with Store.open(path, create=True) as made:
        made.add(sample_record.first())
        made.add(sample_record.second())
        made.replace_merged(sample_record.merged())
        yield made


@pytest.mark.parametrize(
    ("kind", "query", "found"),
    [
        ("event", Query(), ["ev-sign", "ev-approve", "ev-ratify"]),
        ("event", Query(actor="JPN"), ["ev-sign", "ev-ratify"]),
        ("event", Query(actor="BRA"), ["ev-sign", "ev-approve", "ev-ratify"]),
        ("event", Query(actor="BRA.LEG"), ["ev-approve"]),
        ("event", Query(actor="BR%"), []),
        ("event", Query(type="AGREE"), ["ev-sign"]),
        ("event", Query(first=dt.date(2024, 7, 1)), ["ev-approve"]),
        ("event", Query(last=dt.date(2024, 6, 30)), ["ev-sign"]),
        ("event", Query(first=dt.date(2024, 6, 30), last=dt.date(2024, 11, 4)), ["ev-sign", "ev-approve"]),
        ("event", Query(report="r-second"), ["ev-approve"]),
        ("event", Query(agreement="ag-river", type="SUPPORT"), ["ev-approve", "ev-ratify"]),
        ("event", Query(words="lima sign"), ["ev-sign"]),
        ("event", Query(words="???"), []),
        ("claim", Query(agreement="ag-river"), ["cl-said"]),
        ("claim", Query(type="denies"), ["cl-denied"]),
        ("agreement", Query(actor="JPN", first=dt.date(2024, 11, 10)), ["ag-river"]),
        ("agreement", Query(first=dt.date(2024, 11, 11)), []),
        ("estimate", Query(actor="BRA"), ["es-150"]),
        ("actor", Query(words="foreign ministry"), ["JPN.GOV"]),
        ("report", Query(first=dt.date(2024, 11, 13)), ["r-second"]),
    ],
)
def test_filters(store: Store, kind: str, query: Query, found: list[str]) -> None:
    assert [e.id for e in store.entries(kind, query)] == found  # type: ignore[arg-type]


def test_open_dates_fit_and_unknown_ones_do_not(tmp_path: Path) -> None:
    from dateline.model.record import EventEntry, Merged

    def event(ident: str, edtf: str | None) -> EventEntry:
        return EventEntry(id=ident, reports=0, independent=0, sources=(), type="OTHER", date=factory.when(edtf))

    dated = (event("until", "../2024-05-01"), event("from", "2024-05-01/.."), event("none", None))
    with Store.open(tmp_path / "some.store", create=True) as store:
        store.replace_merged(Merged(events=dated))
        assert [e.id for e in store.entries("event", Query(last=dt.date(2020, 1, 1)))] == ["until"]
        assert [e.id for e in store.entries("event", Query(first=dt.date(2030, 1, 1)))] == ["from"]


def test_one_entry(store: Store) -> None:
    assert store.entry("event", "ev-sign") == sample_record.merged().events[0]
    assert store.entry("event", "ag-river") is None


def test_search_finds_stems_and_marks_them(store: Store) -> None:
    hits = store.search("ratify flood")
    assert {(h.kind, h.id) for h in hits} == {("agreement", "ag-river"), ("report", "r-first")}
    report = next(h for h in hits if h.kind == "report")
    assert report.title == sample_record.TITLE
    assert "ratified" in [p.text for p in report.snippet if p.hit]
    assert "".join(p.text for p in report.snippet).count("ratified") == 1


def test_search_for_a_phrase_and_for_one_kind(store: Store) -> None:
    assert [h.id for h in store.search('"exchanged their instruments"', "report")] == ["r-first"]
    assert store.search('"instruments exchanged"') == []
    assert {h.kind for h in store.search("engineers", "claim")} == {"claim"}
    assert len(store.search("engineers", limit=1)) == 1


@pytest.mark.parametrize(
    "words", ['"', "AND", "a AND", "title: x", "NEAR(", "*", "-pact", "pact*", "''", "(", "^", "{a b}:", "a\x00b", "“x"]
)
def test_no_words_are_an_error_of_syntax(store: Store, words: str) -> None:
    assert isinstance(store.search(words), list)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=40))
def test_no_text_at_all_is_an_error_of_syntax(store: Store, words: str) -> None:
    assert isinstance(store.search(words), list)


def test_queries_are_quoted_parts() -> None:
    assert query_of('river OR "flood data" -- “two words”') == '"river" "OR" "flood data" "two words"'
    assert query_of(" -- ") is None


def test_a_report_cannot_forge_the_marks_of_a_hit(tmp_path: Path) -> None:
    with Store.open(tmp_path / "some.store", create=True) as store:
        store.add(factory.reading("A \x02forged\x03 word and a found one.", id="r-forged"))
        (hit,) = store.search("found")
    assert [p.text for p in hit.snippet if p.hit] == ["found"]
