"""Files, folders and standard input; every kind of bad input is one SourceError and the rest goes on."""

import io
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import SourceError
from dateline.model import Report
from dateline.read import ReadOptions, open_sources

STORY = (
    "Two neighbours sign a water treaty\n\nThe governments of Arland and Borland signed a treaty on Tuesday.\n\n"
    "It “ends the quarrel”, the minister told reporters.\n"
)


def one(path: Path | str, **options: object) -> Report | SourceError:
    (found,) = open_sources([str(path)], ReadOptions(**options))  # type: ignore[arg-type]
    return found


def failed(path: Path | str, **options: object) -> SourceError:
    found = one(path, **options)
    assert isinstance(found, SourceError)
    assert found.source == str(path) or path == "-"
    assert "\n" not in str(found)
    assert found.advice
    return found


def title(found: Report | SourceError) -> str | None:
    assert isinstance(found, Report), found
    return found.title


def test_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    assert title(one(path)) == "Two neighbours sign a water treaty"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "utf-32"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes((STORY * 3).encode(encoding))
    found = one(path)
    assert isinstance(found, Report)
    assert "“ends the quarrel”" in found.text


def test_a_folder_is_walked_in_order_and_goes_on_after_a_failure(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "a.txt").write_text("", encoding="utf-8")
    (tmp_path / "c.jsonl").write_text('{"title": "T", "text": "The two sides met on Tuesday in the city."}\n')
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.txt").write_text(STORY, encoding="utf-8")
    found = list(open_sources([str(tmp_path)], ReadOptions()))
    assert [type(f).__name__ for f in found] == ["SourceError", "Report", "Report"]
    assert [f.source for f in found if isinstance(f, SourceError)] == [str(tmp_path / "a.txt")]


def test_an_empty_folder(tmp_path: Path) -> None:
    assert "no file" in failed(tmp_path).reason


def test_a_missing_file(tmp_path: Path) -> None:
    assert failed(tmp_path / "none.txt").reason == "is not there"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b"  \n\n", "is empty"),
        ("bom.txt", b"\xef\xbb\xbf", "is empty"),
        ("paper.pdf", b"%PDF-1.7 \x00\x01", "is a PDF"),
        ("paper.txt", b"%PDF-1.7 \x00\x01", "is a PDF"),
        ("paper.docx", b"PK\x03\x04....", "office document"),
        ("story.md", b"# A title\n\nA story was told.", "suffix .md"),
        ("crawl.warc", b"WARC/1.0", "WARC"),
        ("feed.xml", b"<?xml version='1.0'?><rss/>", "XML"),
        ("feed.txt", b"<?xml version='1.0'?><rss/>", "XML"),
        ("noise.txt", bytes(range(256)) * 8, "binary"),
        ("broken.txt", STORY.encode() + b"\xe2\x80 and \xff\xfe more.", "broken bytes"),
        ("cut16.txt", "The two sides met.".encode("utf-16")[:-1], "cannot be decoded"),
        ("page.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "without an article"),
        ("void.html", b"\n", "is empty"),
        ("list.json", b"[]", "empty list"),
        ("bad.json", b"{\n \"title\": ", "not JSON"),
        ("words.txt", b"Alpha\n\nBeta\n", "no sentence"),
        ("ru.txt", "Правительства двух стран подписали договор о реке во вторник.".encode(), "is in Russian"),
        ("fr.txt", "Les deux gouvernements ont signé mardi un traité sur le fleuve.".encode(), "is in French"),
    ],
)  # fmt: skip
def test_bad_files(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert reason in failed(path).reason


def test_a_huge_text_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    monkeypatch.setattr("dateline.read.source.read_text", lambda *_: pytest.fail("the text was parsed"))
    assert "50,000,000 bytes" in failed(path).reason


def test_a_text_just_over_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(STORY, encoding="utf-8")
    assert "more than the 100 characters" in failed(path, max_chars=100).reason


@pytest.mark.parametrize("source", ["https://example.org/story", "http://example.org", "feed://example.org/rss"])
def test_web_addresses_come_later(source: str) -> None:
    assert "not read yet" in failed(source).reason


@pytest.mark.parametrize(
    ("data", "titles"),
    [
        (STORY.encode(), ["Two neighbours sign a water treaty"]),
        (b'{"title": "T one", "text": "The two sides met on Tuesday."}\n{"title": "T two", "text": "They met again."}',
         ["T one", "T two"]),
        (b'[{"title": "T one", "text": "The two sides met on Tuesday."}]', ["T one"]),
        (b'{\n "title": "T one",\n "text": "The two sides met on Tuesday."\n}', ["T one"]),
    ],
)  # fmt: skip
def test_standard_input_is_sniffed(data: bytes, titles: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(data)

    monkeypatch.setattr(sys, "stdin", Stdin())
    assert [title(f) for f in open_sources(["-"], ReadOptions())] == titles


def test_standard_input_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(b"")

    monkeypatch.setattr(sys, "stdin", Stdin())
    assert failed("-").reason == "is empty"


def test_a_file_without_suffix_is_sniffed_and_a_format_overrides(tmp_path: Path) -> None:
    path = tmp_path / "story"
    path.write_text(STORY, encoding="utf-8")
    assert title(one(path)) == "Two neighbours sign a water treaty"
    path = tmp_path / "story.md"
    path.write_text(STORY, encoding="utf-8")
    assert title(one(path, format="text")) == "Two neighbours sign a water treaty"


def test_an_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "Permission denied" in failed(path).reason


_pieces = st.sampled_from(
    [b"The two sides met. ", b"\n", b"\n\n", b"<p>", b"<html>", b"{", b'"text": ', b'"', b"}", b"[", b"\xff",
     b"\xe2\x80", b"\x00", b"By ", b"12/11/24", b"GENEVA (AP) - ", b"\\ud800", b"99:99", b"Published ", b"&#0;", b"\r"]
)  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(_pieces | st.binary(max_size=20), max_size=30), st.sampled_from([".txt", ".html", ".jsonl", ".json", ""])
)
def test_nothing_is_ever_raised(tmp_path: Path, pieces: list[bytes], suffix: str) -> None:
    path = tmp_path / f"any{suffix}"
    path.write_bytes(b"".join(pieces))
    for found in open_sources([str(path)], ReadOptions()):
        assert isinstance(found, Report | SourceError)
