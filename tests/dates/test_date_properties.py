"""Whatever is generated, the day of the report, and the tense: valid EDTF, or none with a reason; round trips hold."""

from __future__ import annotations

import datetime as dt
import functools
import warnings

from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from dateline.extract.date_tokens import Tokens
from dateline.extract.dates import find_dates
from dateline.kinds.time import load_time
from dateline.kinds.when import bounds
from dateline.model import DateMention, Document, Report
from dateline.model.findings import DateFinding
from dateline.resolve.dates import resolve_dates
from dateline.resolve.periods import Period, containing, day_of, shift
from dateline.resolve.timex import period_of_value, period_value, timexes

GRAINS = ["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"]
days = st.dates(dt.date(1600, 1, 1), dt.date(2190, 12, 31))
anchors = st.one_of(st.none(), st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)))


def names(role: str) -> list[str]:
    """The spellings of a role, capitalised, as they stand in text."""
    entries = {e.word.id: e.word for group in load_time().entries.values() for e in group if e.word.role == role}
    return [w.words[0].replace(" ' ", "'").replace(" - ", "-").capitalize() for w in entries.values()]


month_names = st.sampled_from(names("month"))
units = st.sampled_from([u for u in load_time().units if u not in ("night", "weekend")])
numbers = st.one_of(
    st.integers(2, 400).map(str), st.sampled_from(["two", "twenty-one", "several", "a few", "two hundred"])
)
bases = st.one_of(
    st.sampled_from(names("weekday")),
    month_names,
    st.integers(1000, 2150).map(str),
    st.integers(100, 219).map(lambda d: f"the {d}0s"),
    st.builds("the {} century".format, st.sampled_from(["first", "fifth", "19th", "21st"])),
    st.builds("{} {}".format, st.integers(1, 31), month_names),
    st.builds("{} {}, {}".format, month_names, st.integers(1, 31), st.integers(1000, 2150)),
    st.builds("{} {}".format, st.sampled_from(["last", "next", "this", "that", "the previous"]), units),
    st.builds("{} BC".format, st.integers(1, 3000)),
    st.sampled_from(names("holiday")),
    st.integers(1000, 2150).map(lambda y: f"{y}/{(y + 1) % 100:02}"),
    st.builds("{}.{}.{}".format, st.integers(1, 31), st.integers(1, 12), st.integers(1000, 2150)),
    st.builds("{}/{}/{}".format, st.integers(1000, 2150), st.integers(1, 12), st.integers(1, 31)),
    st.builds("{}-{}-{}".format, st.integers(1, 31), st.integers(1, 31), st.integers(1000, 2150)),
    st.builds(
        "{} {}".format, st.sampled_from(["fiscal", "FY", "the third quarter of fiscal"]), st.integers(1000, 2150)
    ),
    st.builds("{} of {} week".format, st.sampled_from(names("weekday")), st.sampled_from(["last", "this", "next"])),
    st.sampled_from(["today", "yesterday", "tomorrow", "the summer", "the third quarter of 1999", "winter 2020"]),
)
expressions = st.one_of(
    bases,
    st.builds("{} {}".format, st.sampled_from(["early", "late", "the end of", "the beginning of", "later"]), bases),
    st.builds("{} {}s {}".format, numbers, units, st.sampled_from(["ago", "later", "earlier", "before"])),
    st.builds("{} {}s after {}".format, numbers, units, bases),
    st.builds("the {} {} {}s".format, st.sampled_from(["past", "next", "last"]), numbers, units),
    st.builds("{} to {}".format, bases, bases),
    st.builds("{} and {}".format, bases, bases),
    st.builds("{} in {}".format, st.sampled_from(["possibly", "probably early", "perhaps late"]), bases),
    st.builds("the {} {} of {}".format, st.sampled_from(["first", "last"]), units, bases),
    st.builds("the last {}s of {}".format, units, bases),
    st.builds("for the next {}".format, units),
    st.builds("{} at {}:{:02}".format, bases, st.integers(0, 24), st.integers(0, 59)),
    st.builds("{} {}s ago today".format, numbers, units),
    st.builds("{} 1/2 {}s after {}".format, st.integers(1, 50), units, bases),
    st.builds("{} {}".format, st.sampled_from(["since", "by", "until", "before", "after"]), bases),
    st.builds("{}:{:02} GMT on {}".format, st.integers(0, 23), st.integers(0, 59), bases),
    st.sampled_from(["recently", "currently", "overnight", "in recent weeks", "every week", "decades", "12/11/2024"]),
)  # fmt: skip


@functools.cache
def vocab() -> Vocab:
    return Vocab()


def document(text: str, day: dt.date | None) -> Document:
    """Without a model: the words alone, no syntax."""
    words = text.split(" ")
    doc = Doc(vocab(), words=words, spaces=[True] * (len(words) - 1) + [False])
    assert doc.text == text
    return Document(Report(id="r", text=text, published=day.isoformat() if day else None), doc, ())


def read(text: str, day: dt.date | None) -> tuple[tuple[DateFinding, ...], tuple[DateMention, ...]]:
    source = document(text, day)
    findings = find_dates(source)
    mentions = resolve_dates(findings, source)
    assert [f.span for f in findings] == [m.span for m in mentions]
    assert len(timexes(findings, source)) >= len([f for f in findings if not f.get("age")])
    return findings, mentions


def valid(edtf: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return str(parse_edtf(edtf)).replace(" ", "") == edtf


@settings(max_examples=400, deadline=None)
@given(expressions, anchors)
def test_any_expression_on_any_day(expression: str, day: dt.date | None) -> None:
    _, mentions = read(f"It happened {expression} there.", day)
    for mention in mentions:
        if mention.edtf is None:
            assert mention.reason
        else:
            assert valid(mention.edtf), mention.edtf
            first, last = bounds(mention.edtf)
            assert first is None or last is None or first <= last, mention.edtf


@settings(max_examples=1000, deadline=None)
@given(days, anchors, st.sampled_from(["{d} {m} {y}", "{m} {d}, {y}", "{d} {m}, {y}", "the {d}th of {m} {y}", "{iso}"]))
def test_explicit_days_round_trip(date: dt.date, day: dt.date | None, style: str) -> None:
    month = names("month")[date.month - 1]
    words = style.format(d=date.day, m=month, y=date.year, iso=date.isoformat())
    findings, mentions = read(f"It happened on {words} there.", day)
    assert [m.edtf for m in mentions] == [date.isoformat()]
    assert findings[0].anchor == "explicit"


@settings(max_examples=100, deadline=None)
@given(days, st.integers(0, 6))
def test_a_past_weekday_is_the_latest_one(day: dt.date, number: int) -> None:
    _, mentions = read(f"They met on {names('weekday')[number]} there.", day)
    assert mentions[0].edtf is not None
    found = dt.date.fromisoformat(mentions[0].edtf)
    assert found.weekday() == number
    assert 0 <= (day - found).days < 7


@settings(max_examples=200, deadline=None)
@given(days, st.sampled_from(GRAINS), st.integers(-14, 30))
def test_periods_hold_their_day_and_shift_back(day: dt.date, grain: str, steps: int) -> None:
    period = containing(grain, day)
    assert period is not None
    assert period.first is not None
    assert period.last is not None
    assert grain == "weekend" or period.first <= day <= period.last
    assert valid(period.edtf)
    moved = shift(period, steps)
    assert moved is not None
    assert shift(moved, -steps) == period
    assert period_of_value(period_value(period)) == period


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80), anchors)
def test_any_text_is_read_without_error(text: str, day: dt.date | None) -> None:
    tokens = Tokens(text, load_time())
    assert all(text[tokens.start[i] : tokens.stop(i)] == tokens.raw[i] for i in range(tokens.count))
    doc = Doc(vocab(), words=[text], spaces=[False]) if text else Doc(vocab())
    source = Document(Report(id="r", text=text, published=day.isoformat() if day else None), doc, ())
    for mention in resolve_dates(find_dates(source), source):
        mention.span.check(text, "date")


def test_days_before_our_era_need_no_calendar() -> None:
    assert Period("year", -479).edtf == "-0479"
    assert Period("year", -479).first is None
    assert day_of(dt.date(2024, 2, 29)).edtf == "2024-02-29"
