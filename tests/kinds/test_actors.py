"""The actor knowledge: its lists are whole and agree with one another, and its lookups answer only what is known."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec
import pycountry
import pytest
import yaml

from dateline.errors import KindsError
from dateline.kinds import entries as e
from dateline.kinds.actors import Kinds
from dateline.kinds.files import load
from dateline.kinds.terms import covers

LISTS: dict[str, type[msgspec.Struct]] = {
    "states": e.StateEntry,
    "dissolved_states": e.DissolvedState,
    "regions": e.RegionEntry,
    "organisations": e.OrganisationEntry,
    "bodies": e.BodyEntry,
    "groups": e.GroupEntry,
    "persons": e.PersonEntry,
    "roles": e.RoleEntry,
    "collectives": e.CollectiveEntry,
    "lookalikes": e.LookalikeEntry,
    "sectors": e.SectorEntry,
}
CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "kinds_match.yaml").read_text(encoding="utf-8")
)
DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


@pytest.fixture(scope="module")
def kinds() -> Kinds:
    """The shipped lists."""
    return Kinds.load()


@pytest.fixture(scope="module")
def persons() -> tuple[e.PersonEntry, ...]:
    """The entries of persons.yaml."""
    return load("persons", e.PersonEntry)


def shipped(name: str) -> str:
    """The text of a shipped list."""
    return resources.files("dateline.kinds").joinpath(f"{name}.yaml").read_text(encoding="utf-8")


# --- the lists


@pytest.mark.parametrize("name", LISTS)
def test_a_list_names_its_source_and_day(name: str) -> None:
    header = "\n".join(line for line in shipped(name).split("\n- ")[0].splitlines() if line.startswith("#"))
    assert re.search(r"\bSources?:", header)
    assert re.search(r"as of \d{4}-\d{2}", header.replace("\n# ", " "))


@pytest.mark.parametrize("name", LISTS)
def test_no_id_stands_twice(name: str) -> None:
    key = "key" if name == "bodies" else "id"
    counted = Counter(str(entry[key]) for entry in yaml.safe_load(shipped(name)))
    assert [i for i, n in counted.items() if n > 1] == []


def test_all_un_members_are_states_with_iso_codes(kinds: Kinds) -> None:
    ids = {s.id for s in kinds.states} - kinds.dissolved.by_id.keys()
    assert {i for i in ids - {"XKX"} if pycountry.countries.get(alpha_3=i) is None} == set()
    assert len({s.id for s in load("states", e.StateEntry) if not s.territory}) >= 195


def test_every_id_that_an_entry_refers_to_is_an_actor(kinds: Kinds, persons: tuple[e.PersonEntry, ...]) -> None:
    named = {o.of for p in persons for o in p.offices if o.of} | {p.country for p in persons if p.country}
    named |= {i for a in kinds.actors.values() for i in a.member_of}
    named |= {s.actor_id for s in kinds.surfaces} | {s.country for s in kinds.surfaces if s.country}
    assert {i for i in named if kinds.actor(i) is None} == set()


def test_every_sector_is_listed(kinds: Kinds, persons: tuple[e.PersonEntry, ...]) -> None:
    known = {s.id for s in load("sectors", e.SectorEntry)}
    used = {a.sector for a in kinds.actors.values()} | {r.sector for r in kinds.roles}
    used |= {o.sector for p in persons for o in p.offices} | {c.sector for c in kinds.collectives}
    assert used - known <= {None}


# --- persons


def test_dissolved_states_had_iso_codes(kinds: Kinds) -> None:
    withdrawn = {c.alpha_3 for c in pycountry.historic_countries}
    assert kinds.dissolved.by_id.keys() <= withdrawn


@pytest.mark.parametrize(
    ("text", "day", "state"),
    [
        ("Moscow", dt.date(1987, 12, 8), "SUN"),
        ("Moscow", dt.date(1991, 12, 26), "RUS"),
        ("Moscow", None, "RUS"),
        ("Soviet Union", dt.date(1987, 12, 8), "SUN"),
        ("Soviet Union", dt.date(2019, 2, 2), "RUS"),
        ("Belgrade", dt.date(1963, 5, 7), "YUG"),
        ("Belgrade", dt.date(2005, 5, 7), "SCG"),
        ("Belgrade", dt.date(2010, 5, 7), "SRB"),
        ("Yugoslavia", dt.date(2010, 5, 7), "YUG"),
    ],
)
def test_whose_a_name_was_on_a_day(kinds: Kinds, text: str, day: dt.date | None, state: str) -> None:
    ((_, _, surfaces),) = kinds.match(text)
    meant = [kinds.dissolved.meant(s, day) for s in surfaces]
    assert {m.actor_id for m in meant if m is not None} == {state}


@pytest.mark.parametrize("words", ["Soviet", "Yugoslavs"])
def test_what_is_called_after_a_state_that_is_no_more_is_nobody_s(kinds: Kinds, words: str) -> None:
    ((_, _, surfaces),) = kinds.match(words)
    assert [kinds.dissolved.meant(s, dt.date(2023, 5, 7)) for s in surfaces] == [None] * len(surfaces)


def test_persons_are_many_and_of_nearly_all_states(kinds: Kinds, persons: tuple[e.PersonEntry, ...]) -> None:
    assert len(persons) >= 700
    states = {s.id for s in load("states", e.StateEntry) if not s.territory}
    headed = {o.of or p.country for p in persons for o in p.offices if o.organ in ("head_of_state", "government")}
    assert len(states & headed) >= 190
    assert all(kinds.actor(p.id) is not None for p in persons)


def test_titles_are_words_of_the_roles(kinds: Kinds, persons: tuple[e.PersonEntry, ...]) -> None:
    assert {o.title for p in persons for o in p.offices if kinds.role(o.title) is None} == set()


def test_terms_have_days_that_fit(persons: tuple[e.PersonEntry, ...]) -> None:
    wrong = []
    for p in persons:
        for o in p.offices:
            days = [d for d in (o.since, o.until, o.as_of) if d is not None]
            ordered = o.since is None or o.until is None or o.since[: len(o.until)] <= o.until[: len(o.since)]
            if not ordered or not all(DAY.fullmatch(d) for d in days) or (o.until and o.as_of):
                wrong.append((p.id, o.title))
    assert wrong == []


def test_gender_is_a_word_that_the_resolver_reads(persons: tuple[e.PersonEntry, ...]) -> None:
    assert {p.gender for p in persons} <= {"male", "female", None}


@pytest.mark.parametrize("name", ["May", "Park", "Moon", "Brown", "Rice", "Bush", "Powell", "Jordan", "Chad", "Wong"])
def test_family_names_that_are_words_or_common_never_stand_alone(kinds: Kinds, name: str) -> None:
    assert [s for s in kinds.surfaces if s.text == name and s.form == "surname"] == []


# --- match


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_match(kinds: Kinds, case: dict[str, Any]) -> None:
    text = case["text"]
    found = kinds.match(text)
    assert [text[start:end] for start, end, _ in found] == [words for words, _, _ in case["found"]]
    for (_, _, surfaces), (words, actor, form) in zip(found, case["found"], strict=True):
        assert (actor, form) in {(s.actor_id, s.form) for s in surfaces}
        assert (len({s.actor_id for s in surfaces}) > 1) is case.get("among", False)
        assert any(s.ambiguous for s in surfaces) is (words in case.get("ambiguous", ()))


def test_match_gives_spans_in_order_that_do_not_overlap(kinds: Kinds) -> None:
    text = "The US Senate, the Kremlin and North Korea's Kim Jong Un: Western officials in Washington said so."
    ends = [0]
    for start, end, _ in kinds.match(text):
        assert start >= ends[-1] and end > start
        ends.append(end)
    assert len(ends) == 7


# --- who held an office

HOLDERS = [
    ("USA", "president", dt.date(2012, 6, 1), "person:barack-obama"),
    ("USA", "president", dt.date(2018, 6, 1), "person:donald-trump"),
    ("USA", "President", dt.date(2023, 6, 1), "person:joe-biden"),
    ("USA", "president", dt.date(2025, 1, 20), None),  # both on the day of the handover
    ("USA", "president", None, None),  # many have held it
    ("USA", "secretary of state", dt.date(2022, 1, 1), "person:antony-blinken"),
    ("USA", "foreign minister", dt.date(2022, 1, 1), "person:antony-blinken"),
    ("RUS", "president", dt.date(2010, 1, 1), "person:dmitry-medvedev"),
    ("RUS", "premier", dt.date(2010, 1, 1), "person:vladimir-putin"),
    ("RUS", "defence minister", dt.date(2024, 4, 1), "person:sergei-shoigu"),
    ("RUS", "defense minister", dt.date(2024, 6, 1), "person:andrei-belousov"),
    ("RUS", "spokesman", dt.date(2024, 6, 1), None),  # many bear that title
    ("DEU", "chancellor", dt.date(2020, 1, 1), "person:angela-merkel"),
    ("UKR", "president", dt.date(2014, 4, 1), "person:oleksandr-turchynov"),
    ("UKR", "president", dt.date(2013, 4, 1), "person:viktor-yanukovych"),
    ("KOR", "president", dt.date(2017, 1, 15), None),  # one suspended, one acting
    ("PRK", "supreme leader", dt.date(2024, 11, 12), "person:kim-jong-un"),
    ("PRK", "leader", dt.date(2011, 1, 1), "person:kim-jong-il"),
    ("IRN", "supreme leader", dt.date(2020, 1, 1), "person:ali-khamenei"),
    ("GBR", "monarch", dt.date(2023, 1, 1), "person:king-charles-iii"),
    ("AUS", "king", dt.date(2023, 1, 1), "person:king-charles-iii"),
    ("IGO:un", "secretary-general", dt.date(2010, 1, 1), "person:ban-ki-moon"),
    ("IGO:nato", "secretary general", dt.date(2024, 11, 1), "person:mark-rutte"),
    ("IGO:iaea", "director general", dt.date(2015, 7, 14), "person:yukiya-amano"),
    ("group:hezbollah", "leader", dt.date(2020, 1, 1), "person:hassan-nasrallah"),
    ("USA", "president", dt.date(1900, 1, 1), None),  # before all that is listed
    ("USA", "president", dt.date(2100, 1, 1), None),  # after the source's day
    ("TUV", "defence minister", dt.date(2020, 1, 1), None),
    ("nowhere", "president", dt.date(2020, 1, 1), None),
]


@pytest.mark.parametrize(("country", "title", "day", "person"), HOLDERS)
def test_holder(kinds: Kinds, country: str, title: str, day: dt.date | None, person: str | None) -> None:
    held = kinds.holder(country, title, day)
    assert (held.id if held else None) == person


def test_offices_of_a_person_by_day(kinds: Kinds) -> None:
    offices = kinds.offices_of("person:boris-johnson", dt.date(2017, 1, 1))
    assert [(o.title, o.of, o.organ) for o in offices] == [("Foreign Secretary", "GBR", "government")]
    assert kinds.offices_of("person:boris-johnson", dt.date(2023, 1, 1)) == ()
    assert len(kinds.offices_of("person:boris-johnson", None)) == 2
    assert kinds.offices_of("person:nobody", None) == ()


TERMS = [
    (dt.date(2020, 5, 1), "2020-05-01", "2020-05-31", None, True),
    (dt.date(2020, 4, 30), "2020-05-01", "2020-05-31", None, False),
    (dt.date(2020, 6, 1), "2020-05-01", "2020-05-31", None, False),
    (dt.date(2020, 5, 15), "2020-05", "2020-12", None, None),
    (dt.date(2020, 6, 15), "2020-05", "2020-12", None, True),
    (dt.date(2020, 6, 15), None, "2020-12", None, None),
    (dt.date(2021, 6, 15), None, "2020-12", None, False),
    (dt.date(2021, 6, 15), "2020", None, "2022", True),
    (dt.date(2023, 6, 15), "2020", None, "2022", None),
    (dt.date(2020, 6, 15), None, None, None, None),
]


@pytest.mark.parametrize(("day", "since", "until", "as_of", "expected"), TERMS)
def test_covers(day: dt.date, since: str | None, until: str | None, as_of: str | None, expected: bool | None) -> None:
    assert covers(day, since, until, as_of) is expected


# --- the other lookups


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        ("RUS.LEG", "RUSLEG"),
        ("PRK", "PRK"),
        ("IGO:nato", "IGO"),
        ("IGO:un", "IGOUNO"),
        ("person:vladimir-putin", "RUSGOV"),
        ("org:yonhap", "KORMED"),
        ("unnamed:reports", "---"),
        ("nobody", "---"),
    ],
)
def test_code(kinds: Kinds, actor: str, code: str) -> None:
    assert kinds.code(actor) == code


def test_a_sector_of_a_known_state_always_exists(kinds: Kinds) -> None:
    army = kinds.actor("TUV.MIL")
    assert army is not None and (army.kind, army.country, army.sector) == ("military", "TUV", "MIL")
    assert kinds.actor("TUV.XXX") is None and kinds.actor("QQQ.MIL") is None


def test_members_by_day(kinds: Kinds) -> None:
    assert "FIN" not in kinds.members("IGO:nato", dt.date(2022, 1, 1))
    assert "FIN" in kinds.members("IGO:nato", dt.date(2024, 1, 1))
    assert "GBR" in kinds.members("IGO:eu", dt.date(2019, 1, 1))
    assert "GBR" not in kinds.members("IGO:eu", None)
    assert kinds.members("IGO:none", None) == ()


def test_capital_of(kinds: Kinds) -> None:
    assert kinds.capital_of("Pyongyang") == "PRK"
    assert kinds.capital_of("Springfield") is None


@pytest.mark.parametrize(
    ("words", "role", "organ"),
    [
        ("lawmakers", "lawmaker", "legislature"),
        ("Prime Minister", "prime-minister", "government"),
        ("heads of state", "president", "head_of_state"),
        ("ministries", "ministry", "government"),
    ],
)
def test_role_in_singular_and_plural(kinds: Kinds, words: str, role: str, organ: str) -> None:
    found = kinds.role(words)
    assert found is not None and (found.id, found.organ) == (role, organ)
    assert kinds.role("teapot") is None


# --- a user's own folder


def test_own_entries_come_on_top_and_replace_by_id(tmp_path: Path) -> None:
    (tmp_path / "persons.yaml").write_text(
        '- {id: "person:ada-example", name: Ada Example, country: ISL, gender: female, family_name: Example,\n'
        "   offices: [{title: Foreign Minister, organ: government, from: 2030-01-01, to: 2030-12-31}]}\n"
        '- {id: "person:vladimir-putin", name: Vladimir Putin, country: RUS, offices: []}\n',
        encoding="utf-8",
    )
    kinds = Kinds.load(tmp_path)
    held = kinds.holder("ISL", "foreign minister", dt.date(2030, 6, 1))
    assert held is not None and held.name == "Ada Example"
    assert [s.actor_id for _, _, found in kinds.match("Ada Example spoke.") for s in found] == ["person:ada-example"]
    assert kinds.holder("RUS", "president", dt.date(2020, 1, 1)) is None
    assert len(kinds.actors) == len(Kinds.load().actors) + 1


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("groups", '- {id: "group:x", name: X, kind: party, sector: PTY, country: QQQ}', "'QQQ' is not listed"),
        ("groups", '- {id: "group:x", name: X, kind: part, sector: PTY}', "entry 'group:x'"),
        ("persons", '- {id: "person:x", name: X, sex: f}', "entry 'person:x'"),
        ("bodies", "- {key: x, id: QQQ.LEG, name: X}", "no STATE.SECTOR"),
        ("states", "just words", "a list of entries is expected"),
        ("states", "- {id: [", "not valid YAML"),
    ],
)
def test_a_faulty_list_is_named_with_its_entry(tmp_path: Path, file: str, text: str, told: str) -> None:
    (tmp_path / f"{file}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(KindsError, match=re.escape(told)) as raised:
        Kinds.load(tmp_path)
    assert f"{file}.yaml" in str(raised.value)
