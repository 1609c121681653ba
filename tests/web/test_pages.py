"""The pages: what they show, where they link, and what they say when something is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

import factory
import sample_record
from dateline.model import from_json, to_json
from dateline.model.record import EventEntry, Merged, ReportEntry
from dateline.serving import StoreWorkspace
from dateline.store import Store
from dateline.web import create_app
from web_client import TestClient

BASE = "http://127.0.0.1:8765"
PAGES = (
    "/", "/agreements", "/agreements/ag-river", "/agreements/ag-river?on=2024-07-01", "/chronology", "/claims",
    "/estimates", "/disputes", "/actors", "/actors/JPN.GOV", "/reports", "/reports/r-first", "/reports/r-second",
    "/reports/r-first?show=actor&show=place", "/search", "/search?q=engineers",
)  # fmt: skip
VOID = frozenset({"meta", "link", "input", "br"})


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("web") / "some.store", create=True) as made:
        made.add(sample_record.first())
        made.add(sample_record.second())
        made.replace_merged(sample_record.merged())
        yield made


@pytest.fixture(scope="module")
def client(store: Store) -> TestClient:
    return TestClient(create_app(StoreWorkspace(store)), base_url=BASE)


class Outline(HTMLParser):
    """What of a page's structure is checked: balanced tags, ids, links, headings, labels, header cells."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.labelled: set[str] = set()
        self.fields: list[dict[str, str | None]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag not in VOID:
            self.open.append(tag)
        self.ids += [found["id"]] if found.get("id") else []
        self.links += [found["href"]] if tag == "a" and found.get("href") else []
        self.headings += [int(tag[1])] if re.fullmatch(r"h[1-6]", tag) else []
        self.labelled |= {found["for"]} if tag == "label" and found.get("for") else set()
        if tag in ("input", "select") and "label" not in self.open:
            self.fields.append(found)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_well_built(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    page = Outline(answer.text)
    assert len(page.ids) == len(set(page.ids))
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(page.headings, page.headings[1:], strict=False))
    assert all(f["id"] in page.labelled for f in page.fields)
    assert [t for t, _ in page.tags].count("main") == 1
    assert page.links[0] == "#main"
    assert all("scope" in found for tag, found in page.tags if tag == "th")
    assert not any(tag in ("script", "style", "iframe") or "style" in found for tag, found in page.tags)
    assert not any(name.startswith("on") for _, found in page.tags for name in found)


@pytest.mark.parametrize("address", PAGES)
def test_every_link_leads_somewhere(client: TestClient, address: str) -> None:
    page = Outline(client.get(address).text)
    for link in page.links:
        path, _, fragment = link.partition("#")
        target = client.get(path) if path and not path.startswith("?") else client.get(address)
        assert target.status_code == 200, link
        if fragment and fragment != "main":
            assert fragment in Outline(target.text).ids, link


def test_the_front_page_counts_and_lists(client: TestClient) -> None:
    text = client.get("/").text
    assert "river pact" in text
    assert "ratified by some" in text
    assert re.search(r"events</a></dt><dd>3</dd>", text)
    assert "About 400 engineers took part in the talks" in text


def test_an_empty_store_says_how_to_fill_it(tmp_path: Path) -> None:
    with Store.open(tmp_path / "empty.store", create=True) as store:
        client = TestClient(create_app(StoreWorkspace(store)), base_url=BASE)
        assert "dateline add SOURCE" in client.get("/").text
        for address in ("/agreements", "/chronology", "/claims", "/estimates", "/disputes", "/actors", "/reports"):
            assert client.get(address).status_code == 200


def test_a_card_shows_status_steps_and_what_is_missing(client: TestClient) -> None:
    text = client.get("/agreements/ag-river").text
    assert "ratified by some" in text
    assert "as of 14 November 2024" in text
    assert "4–10 November 2024" in text
    assert "reported 12 November 2024" in text
    assert "exchange of instruments" in text
    assert "/reports/r-second?at=" in text


def test_a_card_tells_the_depositary_and_the_agreement_replaced(client: TestClient) -> None:
    text = client.get("/agreements/ag-river").text
    relations = text.split("Relation to other agreements</h2>")[1].split("</section>")[0]
    assert "replaces “1962 accord”" in relations
    depositary = text.split("Depositary</h2>")[1].split("</section>")[0]
    assert '<a class="actor" href="/actors/JPN">Japan</a>' in depositary
    assert "How long it lasts" not in text


def test_a_card_stands_as_on_the_day_asked_for(client: TestClient) -> None:
    text = client.get("/agreements/ag-river?on=2024-07-01").text
    assert "as of 1 July 2024" in text
    assert '<span class="tag big status">signed</span>' in text


def test_chronology_filters(client: TestClient) -> None:
    text = client.get("/chronology?actor=Japan&from=2024-06-01&to=2024-06-30").text
    assert "sign river pact" in text
    assert "approves" not in text.split("<main")[1].split("</form>")[1]
    assert 'value="2024-06-01"' in text
    assert "Nothing fits" in client.get("/chronology?text=zebra").text


def test_a_report_shows_its_text_with_every_finding_linked_both_ways(client: TestClient, store: Store) -> None:
    answer = client.get("/reports/r-first").text
    page = Outline(answer)
    shown = re.sub(r"<[^>]+>", "", answer.split('<div class="body"')[1].split("</div>")[0].partition(">")[2])
    body = sample_record.SIGNED.split("\n\n", 1)[1]
    assert [p.strip() for p in shown.split("\n") if p.strip()] == [p for p in body.split("\n\n") if p]
    signing = store.reading("r-first").events[1].evidence  # type: ignore[union-attr]
    marked = [
        f for t, f in page.tags if t == "a" and f"t{signing.start}-{signing.end}" in (f.get("data-in") or "").split()
    ]
    assert len(marked) == 3  # before, on and after the trigger word, which is marked on its own
    assert all((f["href"] or "")[1:] in page.ids for f in marked)


def test_the_place_asked_for_is_marked_though_no_finding_has_it(client: TestClient) -> None:
    text = client.get("/reports/r-first?at=40-45").text
    assert 'id="t40-45"' in text
    assert '"t40-45"' in client.get("/reports/r-first/marks.css?at=40-45").text


def test_the_style_sheet_of_a_report_lights_both_sides(client: TestClient) -> None:
    answer = client.get("/reports/r-first/marks.css")
    assert answer.headers["content-type"].startswith("text/css")
    names = re.findall(r":has\(#([\w-]+):target\)", answer.text)
    ids = Outline(client.get("/reports/r-first").text).ids
    assert names
    assert set(names) <= set(ids)


def test_a_report_whose_id_is_an_address_has_its_page(tmp_path: Path) -> None:
    ident = "https://news.example/a b?c=d#e"
    with Store.open(tmp_path / "some.store", create=True) as store:
        store.add(factory.reading("Something happened.", id=ident))
        entry = ReportEntry(ident, None, None, None, None, None)
        store.replace_merged(Merged(reports=(entry,)))
        client = TestClient(create_app(StoreWorkspace(store)), base_url=BASE)
        (link,) = [a for a in Outline(client.get("/reports").text).links if a.startswith("/reports/")]
        page = client.get(link)
        assert "Something happened." in page.text
        sheet = re.search(r'href="(/reports/[^"]+marks.css[^"]*)"', page.text)
        assert sheet
        assert client.get(sheet[1].replace("&amp;", "&")).status_code == 200
        assert client.get(f"/api{link}").json()["report"]["id"] == ident


def test_search_marks_the_words(client: TestClient) -> None:
    text = client.get('/search?q="flood data"').text
    assert "<mark>flood</mark> <mark>data</mark>" in text or "<mark>flood data</mark>" in text
    assert "Nothing holds all of" in client.get("/search?q=zebra").text


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/agreements/none", 404, "No agreement has the id “none”"),
        ("/actors/none", 404, "No actor has the id"),
        ("/reports/none", 404, "No report has the id"),
        ("/reports/none/marks.css", 404, "No report has the id"),
        ("/nowhere", 404, "Check the address"),
        ("/agreements/ag-river?on=June", 400, "“June” is not a day"),
        ("/agreements/ag-river?on=20240601", 400, "is not a day"),
        ("/chronology?from=2024-13-01", 400, "Write days as year-month-day"),
        ("/chronology?from=2024-02-01&to=2024-01-01", 400, "Give the earlier day first"),
        ("/chronology?page=2", 404, "There is no page"),
        ("/chronology?page=x", 404, "There is no page"),
        ("/reports/r-first?at=5-2", 400, "lies outside this report"),
        ("/reports/r-first?at=1-999999", 400, "lies outside this report"),
        ("/reports/r-first?at=x", 400, "is not a place"),
        ("/search?q=" + "a" * 501, 400, "too long"),
    ],
)
def test_a_wrong_question_gets_a_page_that_says_what_to_do(
    client: TestClient, address: str, status: int, says: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert says in answer.text
    Outline(answer.text)


def test_long_lists_come_in_pages(tmp_path: Path) -> None:
    with Store.open(tmp_path / "long.store", create=True) as store:
        events = tuple(
            EventEntry(
                id=f"e{n:03}", type="OTHER", reports=0, independent=0, sources=(), date=factory.when("2024-01-01")
            )
            for n in range(250)
        )
        store.replace_merged(Merged(events=events))
        client = TestClient(create_app(StoreWorkspace(store)), base_url=BASE)
        first = client.get("/chronology?from=2023-01-01").text
        assert "Page 1 of 3" in first
        assert 'href="?from=2023-01-01&amp;page=2"' in first
        assert "Page 3 of 3" in client.get("/chronology?page=3").text
        answer = client.get("/api/events").json()
        assert (answer["total"], len(answer["entries"]), answer["next"]) == (250, 100, "/api/events?page=2")


def test_the_record_is_read_anew_when_the_store_changes(tmp_path: Path) -> None:
    path = tmp_path / "live.store"
    with Store.open(path, create=True) as store, Store.open(path) as other:
        client = TestClient(create_app(StoreWorkspace(store)), base_url=BASE)
        assert client.get("/api/events").json()["total"] == 0
        other.replace_merged(sample_record.merged())
        assert client.get("/api/events").json()["total"] == 3


@pytest.mark.parametrize("kind", ["agreements", "events", "claims", "estimates", "actors", "reports"])
def test_the_api_gives_the_entries_of_the_record(client: TestClient, kind: str) -> None:
    answer = client.get(f"/api/{kind}").json()
    assert answer["entries"] == json.loads(to_json(getattr(sample_record.merged(), kind)))


def test_the_api_filters_and_gives_readings(client: TestClient) -> None:
    assert [e["id"] for e in client.get("/api/claims?type=denies").json()["entries"]] == ["cl-denied"]
    from dateline.model import Reading

    assert from_json(client.get("/api/reports/r-first").text, Reading) == sample_record.first()


@pytest.mark.parametrize(
    ("address", "status"),
    [("/api/things", 404), ("/api/reports/none", 404), ("/api/events?from=x", 400), ("/api/", 404)],
)
def test_errors_of_the_api_have_one_shape(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    error = answer.json()["error"]
    assert error["status"] == status
    assert set(error) == {"status", "what", "advice"}
