"""JSON Lines: fields and their mapping, bad lines between good ones."""

import json
from pathlib import Path

from dateline.errors import SourceError
from dateline.model import Report
from dateline.read import ReadOptions, open_sources

TEXT = (
    "GENEVA (Reuters) - The two sides met on Tuesday.\n\nAnn Example/Getty Images\n\nThey will meet again, they said."
)


def read(tmp_path: Path, lines: list[object], **options: object) -> list[Report | SourceError]:
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines) + "\n", encoding="utf-8")
    return list(open_sources([str(path)], ReadOptions(**options)))  # type: ignore[arg-type]


def report(tmp_path: Path, line: object, **options: object) -> Report:
    (found,) = read(tmp_path, [line], **options)
    assert isinstance(found, Report), found
    return found


def test_all_fields(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        {
            "id": 17,
            "headline": "Two sides meet",
            "body": TEXT,
            "date": "2024-11-12T12:46:00Z",
            "source": {"name": "The Guardian"},
            "authors": ["Ann Example", "By Bob Sample, Reuters"],
            "url": "https://example.org/1",
        },
    )
    assert found.id == "17"
    assert found.text == "Two sides meet\n\nThe two sides met on Tuesday.\n\nThey will meet again, they said."
    assert (found.publisher, found.agency) == ("The Guardian", "Reuters")
    assert found.published == "2024-11-12T12:46:00+00:00"
    assert found.authors == ("Ann Example", "Bob Sample")
    assert found.url == "https://example.org/1"
    assert found.dateline is not None
    assert found.dateline.text == "GENEVA"


def test_fields_are_mapped(tmp_path: Path) -> None:
    line = {"kop": "Two sides meet", "tekst": TEXT, "day": "12 November 2024", "date": "2001-01-01"}
    found = report(tmp_path, line, fields={"title": "kop", "text": "tekst", "published": "day"})
    assert (found.title, found.published) == ("Two sides meet", "2024-11-12")


def test_a_mapped_field_is_not_sought_elsewhere(tmp_path: Path) -> None:
    assert report(tmp_path, {"text": TEXT, "date": "2001-01-01"}, fields={"published": "day"}).published is None


def test_the_title_is_found_in_the_text_and_not_repeated(tmp_path: Path) -> None:
    assert report(tmp_path, {"text": f"Two sides meet\n\n{TEXT}"}).title == "Two sides meet"
    found = report(tmp_path, {"title": "Two Sides Meet", "text": f"Two sides meet\n\n{TEXT}"})
    assert found.text.startswith("Two Sides Meet\n\nThe two sides met")


def test_an_agency_that_publishes_is_the_agency(tmp_path: Path) -> None:
    found = report(tmp_path, {"text": "The two sides met on Tuesday.", "publisher": "Associated Press"})
    assert (found.publisher, found.agency) == ("AP", "AP")


def test_the_users_day_wins_over_an_unreadable_one(tmp_path: Path) -> None:
    line = {"text": "The two sides met on Tuesday.", "date": "soon"}
    assert report(tmp_path, line, published="2024-11-12").published == "2024-11-12"


def test_bad_lines_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = {"title": "T", "text": "The two sides met on Tuesday."}
    found = read(
        tmp_path,
        [
            good, "{not json", "", [1, 2], {"title": "no text"}, {**good, "date": "11/12/2024"},
            {"text": "Les deux gouvernements ont signé mardi un traité sur le fleuve."}, {"text": 5.5}, good,
        ],
    )  # fmt: skip
    assert [type(f).__name__ for f in found] == ["Report", *["SourceError"] * 6, "Report"]
    messages = [str(f) for f in found if isinstance(f, SourceError)]
    for number, reason, message in zip(
        (2, 4, 5, 6, 7, 8),
        ("not JSON", "no object", "no text in", "names no one day", "is in French", "no text"),
        messages,
        strict=True,
    ):
        assert f"news.jsonl line {number}: " in message
        assert reason in message
        assert "\n" not in message


def test_a_line_too_long_and_one_of_broken_bytes(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    good = b'{"title": "T", "text": "The two sides met on Tuesday."}\n'
    path.write_bytes(
        good + b'{"text": "' + b"x" * 40_000 + b'"}\n' + b'{"text": "\xff\xfe the two sides met."}\n' + good
    )
    found = list(open_sources([str(path)], ReadOptions(max_chars=1000)))
    assert [type(f).__name__ for f in found] == ["Report", "SourceError", "SourceError", "Report"]
    assert "line 2: has more than 16,000 bytes" in str(found[1])
    assert "line 3: is not" in str(found[2])


def test_tags_in_a_text_are_taken_out(tmp_path: Path) -> None:
    found = report(tmp_path, {"title": "T", "text": "<p>The two sides met.</p><p>They will meet again.</p>"})
    assert found.text == "T\n\nThe two sides met.\n\nThey will meet again."
