"""The pinned pipeline is loaded without what is unread in it: nothing that is read may differ for that."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Token

from dateline.model import Report
from dateline.parse.parser import Parser, _pinned_path, load_syntax

TEXTS = (
    "The foreign ministers of Atlantis and Lemuria signed the Coral Accord in Port Royal on 3 May 2021, it said.",
    "“We'll never ratify it,” she told reporters; the 1,200-strong brigade wasn't withdrawn, AFP reported.",
    "Zzyzxville's mayor ain't gonna pay $4.5m (£3.1m)… or so he'd've had us believe @ 10p.m. :-) http://a.org/a?b=1",
    "Neither Ms O'Hara-Qwertz nor the co-chairs 'd spoken of 20°C, naïve façades, 5km² or the U.S. visit.",
    "Rebels seized Tarn\n\nTHE ARMY DENIES IT, calling the reports \"worse than lies\" – and better-armed units left.",
)  # fmt: skip


@pytest.fixture(scope="module")
def slim() -> Language:
    """The pipeline as Dateline loads it."""
    return load_syntax()


@pytest.fixture(scope="module")
def whole() -> Iterator[Language]:
    """The same, loaded whole."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield spacy.load(_pinned_path())


def said(token: Token) -> tuple[object, ...]:
    """All that a pipeline says of a token, in words."""
    return (
        token.text, token.whitespace_, token.lemma_, token.norm_, token.lower_, token.shape_, token.prefix_,
        token.suffix_, token.tag_, token.pos_, str(token.morph), token.dep_, token.head.i, token.ent_type_,
        token.ent_iob_, token.is_sent_start, token.is_stop, token.has_vector, token.vector.tobytes(),
    )  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_the_slim_pipeline_says_the_same_of_every_token(text: str, slim: Language, whole: Language) -> None:
    assert [said(t) for t in slim(text)] == [said(t) for t in whole(text)]


def test_every_label_can_be_spelt(slim: Language, whole: Language) -> None:
    assert {n: set(labels) for n, labels in slim.pipe_labels.items()} == {
        n: set(labels) for n, labels in whole.pipe_labels.items() if n in slim.pipe_names
    }
    for labels in slim.pipe_labels.values():
        for label in labels:
            assert slim.vocab.strings[slim.vocab.strings[label]] == label


def test_initials_before_a_hyphen_are_a_word_of_their_own() -> None:
    parser = Parser()
    text = "The U.S.-Taliban deal, U.N.-backed talks and the U.S.-Israel-led force; Ph.D.s and e-mail."
    tokens = [t.text for t in parser.parse(Report(id="r", text=text)).syntax]
    assert tokens[:5] == ["The", "U.S.", "-", "Taliban", "deal"]
    assert tokens[6:9] == ["U.N.", "-", "backed"]
    assert [t for t in tokens if "Israel" in t] == ["Israel"]
