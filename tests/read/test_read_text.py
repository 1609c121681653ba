"""Plain text into a report: title, header, dateline, paragraphs, furniture."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import SourceError, UsageError
from dateline.read import ReadOptions, open_sources, report_from_text

TITLE = "Two neighbours sign a water treaty"
BODY = [
    "The governments of Arland and Borland signed a treaty on the river on Tuesday, officials said.",
    "It “ends twenty years of quarrel”, the foreign minister of Arland told reporters after the ceremony.",
    "What comes next?",
    "Both parliaments must approve the text before it can enter into force, the ministry said.",
]


def wire(*head: str, body: list[str] = BODY) -> str:
    return "\n\n".join([*head, *body]) + "\n"


def test_title_header_dateline_and_paragraphs() -> None:
    report = report_from_text(f"{TITLE}\n\nAFP Published 12 Nov, 2024 12:46pm\nGENEVA: {wire()}")
    assert report.title == TITLE
    assert report.agency == "AFP"
    assert report.published == "2024-11-12T12:46:00"
    assert report.dateline is not None
    assert report.dateline.text == "GENEVA"
    assert report.text == "\n\n".join([TITLE, *BODY])
    assert report.language == "en"


def test_the_seed_report() -> None:
    seed = Path(__file__).parents[3] / "shared" / "corpora" / "seed" / "report.txt"
    if not seed.exists():
        pytest.skip("the seed report lies outside the project and is not here")
    (report,) = open_sources([str(seed)])
    assert not isinstance(report, SourceError)
    assert report.agency == "AFP"
    assert report.dateline is not None
    assert report.dateline.text == "SEOUL"
    assert report.published == "2024-11-12T12:46:00"
    assert report.title == seed.read_text(encoding="utf-8").split("\n")[0]
    assert "More to come?" in report.text.split("\n\n")
    assert len(report.text.split("\n\n")) == 23


def test_what_the_report_does_not_say_stays_unknown() -> None:
    report = report_from_text(wire(TITLE))
    assert (report.published, report.agency, report.publisher, report.dateline) == (None, None, None, None)
    assert report.authors == ()


def test_the_users_day_wins() -> None:
    text = wire(TITLE, "Published 3 March 2022")
    assert report_from_text(text).published == "2022-03-03"
    assert report_from_text(text, options=ReadOptions(published="2022-03-04")).published == "2022-03-04"


def test_a_dateline_day_without_year_is_no_day_of_publication() -> None:
    report = report_from_text(wire(TITLE, body=["GENEVA, Nov 12 (Reuters) - " + BODY[0], *BODY[1:]]))
    assert report.published is None
    assert report.agency == "Reuters"


def test_a_dateline_day_with_year_is_the_day_of_publication() -> None:
    report = report_from_text(wire(TITLE, body=["GENEVA, Nov. 12, 2024 (Xinhua) -- " + BODY[0], *BODY[1:]]))
    assert report.published == "2024-11-12"


def test_the_first_publication_wins_over_an_update() -> None:
    text = wire(TITLE, "Updated 5 May 2021", "Published 4 May 2021")
    assert report_from_text(text).published == "2021-05-04"


def test_an_update_alone_is_taken() -> None:
    assert report_from_text(wire(TITLE, "Updated 5 May 2021")).published == "2021-05-05"


def test_furniture_is_dropped_and_headlines_inside_are_kept() -> None:
    inside = "Arland floods a valley, Borland’s army says"
    body = [BODY[0], "Advertisement", "Ann Example/Getty Images", inside, "Also read: A river runs dry", *BODY[1:]]
    body += ["Share this article", "Follow us on Twitter @example", "© 2024 The Example Post. All rights reserved."]
    report = report_from_text(wire(TITLE, body=body))
    assert report.text == "\n\n".join([TITLE, BODY[0], inside, *BODY[1:]])


def test_closing_lines_name_author_and_agency() -> None:
    report = report_from_text(wire(TITLE, body=[*BODY, "(Reporting by Ann Example; Editing by Bob Sample)"]))
    assert report.authors == ("Ann Example",)
    assert report.text.endswith(BODY[-1])
    report = report_from_text(wire(TITLE, body=[*BODY, "AFP"]))
    assert report.agency == "AFP"
    assert report.text.endswith(BODY[-1])
    report = report_from_text(wire(TITLE, body=[*BODY[:-1], BODY[-1] + " — Reuters"]))
    assert report.agency == "Reuters"
    assert report.text.endswith(BODY[-1])


def test_a_text_without_title_has_none() -> None:
    report = report_from_text(wire())
    assert report.title is None
    assert report.text == "\n\n".join(BODY)


def test_one_sentence_is_a_report() -> None:
    report = report_from_text("Arland and Borland signed a treaty.")
    assert (report.title, report.text) == (None, "Arland and Borland signed a treaty.")


def test_lines_wrapped_at_a_column_are_joined() -> None:
    wrapped = (
        "The governments of Arland and Borland signed a treaty on the river\n"
        "on Tuesday, officials said, after ten rounds of talks in which the\n"
        "two sides had come close to war more than once.\n\n"
        "It ends twenty years of quarrel, the foreign minister of Arland\n"
        "told reporters after the ceremony in the capital.\n"
    )
    report = report_from_text(f"{TITLE}\n\nBy Ann Example\n{wrapped}")
    title, first, second = report.text.split("\n\n")
    assert (title, report.authors) == (TITLE, ("Ann Example",))
    assert first.endswith("than once.")
    assert "river on Tuesday" in first
    assert second.startswith("It ends")


def test_lines_that_stand_alone_are_paragraphs() -> None:
    report = report_from_text("\n".join([TITLE, *BODY]))
    assert report.text == "\n\n".join([TITLE, *BODY])


def test_a_transcript_has_speakers_not_datelines() -> None:
    report = report_from_text(wire(TITLE, body=["EXAMPLE: Good evening to all.", "SAMPLE: Thank you for having me."]))
    assert report.dateline is None
    assert "EXAMPLE: Good evening" in report.text


def test_white_space_is_normalised_and_quotation_marks_stay() -> None:
    report = report_from_text(
        "  A\u00a0title \r\n\r\n\r\nThe  “river”\ttreaty was signed\u200b on Tuesday.\r\n \r\nIt’s done, they said."
    )
    assert report.text == "A title\n\nThe “river” treaty was signed on Tuesday.\n\nIt’s done, they said."


def test_the_id_comes_from_the_content() -> None:
    first, again, other = (report_from_text(wire(t)) for t in (TITLE, TITLE, TITLE + " again"))
    assert first.id == again.id != other.id


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        (" \n\n ", "is empty"),
        ("Advertisement\n\nShare this article", "no text"),
        ("One\n\nTwo", "no sentence"),
        ("a\x00b", "binary"),
        ("Правительства двух стран подписали договор о реке во вторник, сообщили чиновники.", "is in Russian"),
        ("Die Regierungen beider Länder haben am Dienstag einen Vertrag über den Fluss unterzeichnet.", "is in German"),
        ("x" * 2000 + ". ", "more than the 1,000 characters"),
    ],
)
def test_bad_text_is_refused_in_one_line(text: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        report_from_text(text, options=ReadOptions(max_chars=1000))
    assert "\n" not in str(caught.value)
    assert caught.value.advice


@pytest.mark.parametrize(
    "wrong", [{"published": "last week"}, {"format": "pdf"}, {"max_chars": 0}, {"fields": {"day": "date"}}]
)
def test_wrong_options_are_named(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        ReadOptions(**wrong)  # type: ignore[arg-type]


_words = st.lists(
    st.sampled_from(["treaty", "river", "army", "envoy", "“talks”", "Arland’s", "vote,", "1,200", "Tuesday", "it's"]),
    min_size=3,
    max_size=30,
)
_sentence = _words.map(lambda w: "The " + " ".join(w) + " was seen by the people.")


@settings(max_examples=60, deadline=None)
@given(st.lists(_sentence, min_size=1, max_size=8, unique=True), st.sampled_from(["\n\n", "\n", "\r\n\r\n", "\n \n"]))
def test_every_paragraph_of_the_body_is_kept(sentences: list[str], gap: str) -> None:
    report = report_from_text(gap.join([TITLE, *sentences]))
    assert report.text == "\n\n".join([TITLE, *sentences])
