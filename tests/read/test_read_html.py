"""HTML pages: the article and its metadata as the library gives them."""

from pathlib import Path

import pytest

from dateline.errors import SourceError
from dateline.model import Report
from dateline.read import ReadOptions, open_sources

PARAGRAPHS = [
    "The governments of Arland and Borland signed a treaty on the river on Tuesday, officials in both capitals said.",
    "It “ends twenty years of quarrel”, the foreign minister of Arland told reporters after the long ceremony.",
    "Both parliaments must approve the text before it can enter into force, the ministry said in its statement.",
    "The treaty shares the water of the river in equal parts and sets up a commission that meets twice a year.",
]
LINKED = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Two neighbours sign a water treaty", "datePublished": "%s",
"author": [{"@type": "Person", "name": "Ann Example"}, {"@type": "Person", "name": "Bob Sample"}],
"publisher": {"@type": "Organization", "name": "The Example Post"}}</script>"""


def page(head: str = "", paragraphs: list[str] = PARAGRAPHS) -> str:
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'>"
        f"<title>Two neighbours sign a water treaty</title>{head}</head>"
        f"<body><nav><a href='/'>Home</a></nav><article><h1>Two neighbours sign a water treaty</h1>{body}</article>"
        "<footer>Copyright 2011 The Example Post</footer></body></html>"
    )


def read(tmp_path: Path, text: str | bytes) -> Report | SourceError:
    path = tmp_path / "page.html"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    (found,) = open_sources([str(path)], ReadOptions())
    return found


@pytest.mark.parametrize(
    ("given", "published"),
    [
        ("2024-11-12T12:46:00+03:00", "2024-11-12T12:46:00+03:00"),
        ("2024-11-12", "2024-11-12"),
        ("2024-11-12T09:46:00Z", "2024-11-12T09:46:00+00:00"),
    ],
)
def test_article_and_metadata(tmp_path: Path, given: str, published: str) -> None:
    sitename = '<meta property="og:site_name" content="The Example Post">'
    found = read(tmp_path, page(sitename + LINKED % given))
    assert isinstance(found, Report), found
    assert found.title == "Two neighbours sign a water treaty"
    assert found.text == "\n\n".join([found.title, *PARAGRAPHS])
    assert found.authors == ("Ann Example", "Bob Sample")
    assert found.publisher == "The Example Post"
    assert found.published == published


def test_a_year_in_the_footer_is_no_day_of_publication(tmp_path: Path) -> None:
    found = read(tmp_path, page())
    assert isinstance(found, Report), found
    assert found.published is None


def test_dateline_and_byline_inside_the_article(tmp_path: Path) -> None:
    found = read(tmp_path, page(paragraphs=["By Ann Example", "GENEVA (AP) — " + PARAGRAPHS[0], *PARAGRAPHS[1:]]))
    assert isinstance(found, Report), found
    assert (found.agency, found.dateline and found.dateline.text, found.authors) == ("AP", "GENEVA", ("Ann Example",))
    assert found.text.split("\n\n")[1:] == PARAGRAPHS


def test_the_declared_character_set_is_used(tmp_path: Path) -> None:
    found = read(tmp_path, page().replace("utf-8", "windows-1252").encode("cp1252"))
    assert isinstance(found, Report), found
    assert "“ends twenty years of quarrel”" in found.text
