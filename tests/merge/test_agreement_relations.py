"""Who keeps an agreement's instruments and which other agreement it replaces, amends or supplements: all the way."""

from __future__ import annotations

import pytest

from dateline.model.record import AgreementEntry, Merged
from dateline.pipeline import Pipeline
from dateline.show.card import agreement_card
from factory import only, record

RATIFIED = "Fiji ratified the Lagoon Convention on Monday. "
SIGNED = "Kenya and Spain signed a port treaty on Monday. "


def told(merged: Merged) -> set[tuple[str, str | None, str | None]]:
    """Kind, words and id of all that is named by a term of any agreement."""
    return {(t.kind, t.named, t.named_id) for a in merged.agreements for t in a.terms if t.named}


def called(merged: Merged, word: str) -> AgreementEntry:
    """The one agreement with this word in its name."""
    (entry,) = (a for a in merged.agreements if word in a.name)
    return entry


@pytest.mark.parametrize(
    ("text", "keeper"),
    [
        ("The instruments are to be deposited with the government of Norway, the depositary.", "NOR"),
        ("Tonga, the convention's depositary, said it had received the instrument.", "TON"),
        ("It deposited its instrument of ratification with the Swiss government.", "CHE"),
        ("It lodged its instrument with the Swiss foreign ministry in Bern.", "CHE"),
        ("The depositary of the convention is the African Union Commission.", "IGO:au"),
        ("The convention names the UN secretary-general as its depositary.", "IGO:un"),
        ("Norway acts as depositary of the convention.", "NOR"),
        ("Switzerland, as depositary, will tell the other parties.", "CHE"),
        ("The depositary, Norway, will tell the other parties.", "NOR"),
        ("The text makes the UN secretary-general its depositary.", "IGO:un"),
        ("The depositary of the convention, Belgium's foreign ministry, said so.", "BEL"),
        ("It informed the Swiss government, which is depositary of the convention.", "CHE"),
        ("Its instrument of accession was deposited with the U.S. State Department in Washington.", "USA"),
        ("It handed its instrument to the depositary in Bern.", None),
        ("According to the depositary, Chad, Niger and Mali have ratified it.", None),
        ("The depositary, Belgium said, had been told.", None),
        ("It lodged a complaint with the United Nations over the ratification.", None),
        ("Depositary receipts of Norwegian ports fell in New York.", None),
        ("It deposited money with the Swiss government.", None),
    ],
)
def test_the_depositary_is_who_keeps_the_instruments(text: str, keeper: str | None, pipeline: Pipeline) -> None:
    entry = only(record(pipeline, ("2024-05-15", RATIFIED + text)))
    assert {t.named_id for t in entry.terms} == ({keeper} if keeper else set())
    assert {t.kind for t in entry.terms} <= {"depositary"}


def test_several_may_be_depositaries(pipeline: Pipeline) -> None:
    text = RATIFIED + "Norway, Chile and Japan are the depositaries of the convention."
    entry = only(record(pipeline, ("2024-05-15", text)))
    assert {t.named_id for t in entry.terms} == {"NOR", "CHL", "JPN"}


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Kenya and Spain signed a port pact on Monday, which replaces a 1994 accord.", "replaces", "1994 accord"),
        ("The port pact that Kenya and Spain signed on Monday supersedes the 1994 agreement.", "replaces",
         "1994 agreement"),
        (SIGNED + "It takes the place of a 1994 accord.", "replaces", "1994 accord"),
        ("Kenya and Spain signed a port treaty on Monday in place of the 1994 accord.", "replaces", "1994 accord"),
        ("Kenya and Spain signed a fishing treaty on Monday, a successor to the 1987 pact.", "replaces", "1987 pact"),
        ("The fishing treaty, signed by Kenya and Spain on Monday, succeeds the 1987 pact.", "replaces", "1987 pact"),
        ("Kenya and Spain signed a port pact on Monday to replace a 1994 accord.", "replaces", "1994 accord"),
        (SIGNED + "The treaty will replace three earlier accords.", "replaces", "three earlier accords"),
        ("The 1994 port accord was replaced by the Lamu Treaty, which Kenya and Spain signed on Monday.", "replaces",
         "1994 port accord"),
        ("Kenya and Spain replaced their 1994 port accord with a treaty signed in Lamu on Monday.", "replaces",
         "1994 port accord"),
        ("The river accord between Kenya and Spain lapsed on Monday, superseded by the Lamu Treaty.", "replaces",
         "river accord"),
        (SIGNED + "It modifies the 1994 accord on ships.", "amends", "1994 accord on ships"),
        ("Kenya and Spain signed a protocol amending the 2004 tax convention on Monday.", "amends",
         "2004 tax convention"),
        ("The protocol signed by Kenya and Spain on Monday revises the 2004 tax treaty.", "amends", "2004 tax treaty"),
        ("Kenya and Spain signed a protocol to the 2004 tax convention on Monday.", "supplements",
         "2004 tax convention"),
        ("Kenya and Spain signed a pact on Monday that is supplementary to the 2004 convention.", "supplements",
         "2004 convention"),
        ("Kenya and Spain signed an accord on Monday that complements the 2004 treaty.", "supplements", "2004 treaty"),
    ],
)  # fmt: skip
def test_how_an_agreement_stands_to_another(text: str, kind: str, words: str, pipeline: Pipeline) -> None:
    merged = record(pipeline, ("2024-05-15", text))
    assert {(k, w) for k, w, _ in told(merged)} == {(kind, words)}


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Spain signed an accord on Monday that builds on the 2004 treaty.",
        SIGNED + "Amina Juma replaced the minister who negotiated the treaty.",
        SIGNED + "The treaty does not replace the 1994 accord.",
        SIGNED + "The treaty may one day replace the 1994 accord.",
        SIGNED + "The treaty replaces a law of 1994.",
        "Kenya wants to replace its 1994 port accord with the Lamu Treaty, which it signed with Spain in 2010.",
        "Kenya wants to replace its 1994 port accord with Spain.",
        "Kenya wants a new port treaty with Spain to replace the 1994 accord.",
        "Kenya and Spain are negotiating a treaty that would replace the 1994 accord.",
        "Kenya amended its ports act on Monday. Kenya and Spain ratified the port treaty.",
    ],
)
def test_demands_plans_and_other_replacements_tell_nothing(text: str, pipeline: Pipeline) -> None:
    assert told(record(pipeline, ("2024-05-15", text))) == set()


def test_reports_of_one_relation_and_one_depositary_make_one_term_each(pipeline: Pipeline) -> None:
    merged = record(
        pipeline,
        ("2024-05-15", SIGNED + "It replaces a 1994 accord. The treaty's depositary is the Swiss government."),
        ("2024-05-16", "The port treaty that Kenya and Spain signed on Monday supersedes the 1994 port accord."),
        ("2024-05-17", "Kenya and Spain ratified the port treaty. Switzerland, its depositary, said so on Friday."),
    )
    terms = {t.kind: t for a in merged.agreements for t in a.terms}
    assert {k: (t.named_id, t.reports) for k, t in terms.items()} == {"depositary": ("CHE", 2), "replaces": (None, 2)}
    assert len({s.report for s in terms["replaces"].sources}) == 2


def test_the_other_agreement_is_linked_where_the_record_has_it(pipeline: Pipeline) -> None:
    merged = record(
        pipeline,
        ("2004-05-11", "Kenya and Spain signed the Lamu Convention in Nairobi on Monday."),
        ("2024-05-15", "Kenya and Spain signed a port protocol on Monday. The protocol amends the Lamu Convention, "
         "which Kenya and Spain ratified in 2005. Norway is the depositary of the protocol."),
    )  # fmt: skip
    old, new = called(merged, "Lamu"), called(merged, "protocol")
    assert ("amends", "Lamu Convention", old.id) in told(merged)
    card = agreement_card(new, merged)
    assert [(r.text, r.named_id) for r in card.relations] == [("amends Lamu Convention", old.id)]
    assert [(r.text, r.named_id) for r in card.depositary] == [("Norway", "NOR")]
    assert card.terms == ()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("The treaty has a five-year sunset clause.", True),
        ("Kenya wants a five-year sunset clause in the treaty.", False),
        ("Kenya's proposals for the treaty include a five-year sunset clause.", False),
        ("Kenya demanded that the treaty hold a sunset clause of five years.", False),
        ("Spain rejected the five-year sunset clause that Kenya proposed for the treaty.", False),
    ],
)
def test_a_sunset_clause_that_is_asked_for_is_no_term(text: str, read: bool, pipeline: Pipeline) -> None:
    kinds = {t.kind for a in record(pipeline, ("2024-05-15", SIGNED + text)).agreements for t in a.terms}
    assert kinds == ({"survival"} if read else set())
