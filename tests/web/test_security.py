"""The workspace answers only this machine, and a hostile report can do nothing in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import factory
import sample_record
from dateline.model.record import EventEntry, Merged, ReportEntry, SourceRef
from dateline.serving import StoreWorkspace
from dateline.store import Store
from dateline.web import create_app
from dateline.web.render import date_words, visible, web_url
from web_client import TestClient

BASE = "http://127.0.0.1:8765"
TEXT = (
    '<script>alert(1)</script> & "quotes" {{ 7 * 7 }} signed\n\n'
    "Words that turn \u202eeht redro\u202c around\x1b[31m, </p><img src=x onerror=alert(1)> and end."
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    event = factory.event(TEXT, 'script>alert(1)</script> & "', "OTHER")
    reading = factory.reading(TEXT, id="r-<b>&", publisher="<i>Press</i>", events=(event,))
    report = msgspec.structs.replace(reading.report, url="javascript:alert(1)", title=TEXT.split("\n")[0])
    hostile = msgspec.structs.replace(reading, report=report)
    evidence = reading.events[0].evidence
    source = SourceRef(report.id, None, report.publisher, evidence, evidence.of(TEXT), "e", {})
    merged = EventEntry(id='ev"><script>', type="OTHER", reports=1, independent=1, sources=(source,))
    entry = ReportEntry(report.id, report.title, report.publisher, None, None, report.url)
    with Store.open(tmp_path_factory.mktemp("hostile") / "some.store", create=True) as store:
        store.add(hostile)
        store.add(sample_record.first())
        store.replace_merged(Merged(reports=(entry,), events=(merged,)))
        yield TestClient(create_app(StoreWorkspace(store)), base_url=BASE)


PAGES = ("/", "/reports", "/reports/r-%3Cb%3E%26", "/chronology", "/search?q=alert", "/search?q=%22%3E%3Cscript%3E")


@pytest.mark.parametrize("address", PAGES)
def test_hostile_words_are_shown_and_never_markup(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    for live in ("<script", "<img", "<i>", "<b>", "onerror=alert(1)>", 'javascript:alert(1)"'):
        assert live not in answer.text
    assert not re.search("[\x00-\x08\x1b\u202a-\u202e\u2066-\u2069]", answer.text)


def test_direction_marks_and_controls_are_made_visible(client: TestClient) -> None:
    text = client.get("/reports/r-%3Cb%3E%26").text
    assert "⟨U+202E⟩eht redro⟨U+202C⟩ around⟨U+001B⟩[31m" in text


def test_an_address_that_is_no_web_address_is_no_link(client: TestClient) -> None:
    text = client.get("/reports/r-%3Cb%3E%26").text
    assert "javascript:alert(1)" in text
    assert 'href="javascript' not in text


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://news.example/a?b=c#d", True),
        ("http://news.example", True),
        ("HTTPS://news.example/", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("java\nscript:alert(1)", False),
        (" https://news.example", False),
        ("data:text/html,x", False),
        ("//news.example/a", False),
        ("https://", False),
        ("http://[::1", False),
        ("ftp://news.example", False),
        ("https://news.example/\u202etxt", False),
        ("", False),
        (None, False),
    ],
)
def test_web_addresses(url: str | None, linked: bool) -> None:
    assert (web_url(url) is not None) == linked


def test_a_web_address_is_linked_without_ties(tmp_path: Path) -> None:
    reading = sample_record.first()
    linked = msgspec.structs.replace(reading.report, url='https://news.example/?a="b"&c')
    with Store.open(tmp_path / "some.store", create=True) as store:
        store.add(msgspec.structs.replace(reading, report=linked))
        text = TestClient(create_app(StoreWorkspace(store)), base_url=BASE).get("/reports/r-first").text
    assert 'href="https://news.example/?a=&#34;b&#34;&amp;c" rel="noopener noreferrer external"' in text


@pytest.mark.parametrize("address", ["/", "/nowhere", "/api/events", "/static/style.css", "/chronology?from=x"])
def test_every_answer_carries_the_headers(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy == {
        "default-src": "'none'", "style-src": "'self'", "img-src": "'self'", "form-action": "'self'",
        "frame-ancestors": "'none'", "base-uri": "'none'",
    }  # fmt: skip
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_an_unforeseen_error_is_a_page_with_the_headers() -> None:
    class Broken:
        def __getattr__(self, name: str) -> object:
            raise RuntimeError("a secret path")

    client = TestClient(create_app(Broken()), base_url=BASE, raise_server_exceptions=False)  # type: ignore[arg-type]
    answer = client.get("/")
    assert answer.status_code == 500
    assert "Something went wrong" in answer.text
    assert "secret" not in answer.text
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8765", 200),
        ("127.0.0.1", 200),
        ("localhost:9", 200),
        ("LOCALHOST", 200),
        ("[::1]:8765", 200),
        ("[::1]", 200),
        ("evil.example", 400),
        ("evil.example:8765", 400),
        ("127.0.0.1.evil.example", 400),
        ("localhost.evil.example", 400),
        ("127.0.0.1:8765:1", 400),
        ("127.0.0.1\n", 400),
        ("0.0.0.0:8765", 400),
        ("", 400),
        ("user@localhost", 400),
    ],
)
def test_only_requests_that_name_this_machine_are_answered(client: TestClient, host: str, status: int) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == status
    assert "content-security-policy" in answer.headers
    assert ("The record" in answer.text) == (status == 200)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("address", ["/", "/agreements", "/api/events"])
def test_nothing_can_be_changed(client: TestClient, method: str, address: str) -> None:
    answer = client.request(method, address)
    assert answer.status_code == 405


@pytest.mark.parametrize("address", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/"])
def test_no_other_file_is_served(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_visible_leaves_ordinary_writing_alone() -> None:
    assert visible("Ньйон\n東京\té – “x”") == "Ньйон\n東京\té – “x”"
    assert visible("a\u2066b\ufeffc\x85") == "a⟨U+2066⟩b⟨U+FEFF⟩c⟨U+0085⟩"
    assert visible(None) == ""


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2024-11-12", "12 November 2024"),
        ("2024-06", "June 2024"),
        ("2024", "2024"),
        ("2024-11-04/2024-11-10", "4–10 November 2024"),
        ("2024-10-30/2024-11-03", "30 October 2024 – 3 November 2024"),
        ("2024-06/2024-08", "June–August 2024"),
        ("../2024-11-12", "by 12 November 2024"),
        ("2024-11-12/..", "from 12 November 2024"),
        ("2024~", "about 2024"),
        ("2024-11-06?", "perhaps 6 November 2024"),
        ("not a date", "not a date"),
        (None, "day unknown"),
    ],
)
def test_dates_in_words(edtf: str | None, words: str) -> None:
    assert date_words(edtf) == words
