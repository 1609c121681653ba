"""Actor dictionaries in PETRARCH's form: what they give, what is listed as lost, and that nothing stops the import."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.kinds import entries as e
from dateline.kinds.actors import Kinds
from dateline.kinds.codes import cameo
from dateline.kinds.files import load
from dateline.kinds.knowledge import Knowledge
from dateline.kinds.lexicon import Lexicon
from dateline.kinds.petrarch import Code, Dictionary
from dateline.kinds.petrarch_codes import CameoCodes, Meaning
from dateline.kinds.petrarch_import import Imported, import_actors
from dateline.kinds.petrarch_names import Names
from dateline.model import Actor

CASES = Path(__file__).parents[1] / "cases" / "dictionaries"
FILES = (CASES / "isles.actors.txt", CASES / "isles.agents.txt")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Imported]:
    """The fixture dictionaries, imported once."""
    folder = tmp_path_factory.mktemp("imported") / "new"
    return folder, import_actors(FILES, folder)


@pytest.fixture(scope="module")
def names() -> Names:
    """The words of names, by the shipped lists."""
    return Names(Kinds.load(), Lexicon(None))


# --- reading the form


def read(text: str) -> Dictionary:
    """A dictionary file with this text."""
    return Dictionary("d.txt", text)


def test_codes_stand_beside_or_below_and_synonyms_belong_to_their_entry() -> None:
    found = read("# c\nADA_EXAMPLE_ [ISLGOV] ; c\n+ADA_\n\t[ISLELI <031201]\n\nLAVA_\n\t[ISLREB 990100-001300]\n")
    ada, lava = found.actors[0], read("LAVA_\n[ISLREB 990100-20010200]").actors[0]
    assert (ada.name, ada.synonyms) == ("ADA EXAMPLE", ["ADA"])
    assert ada.codes == [Code(2, "ISLGOV"), Code(4, "ISLELI", None, "2003-12-01")]
    assert lava.codes == [Code(2, "ISLREB", "1999-01", "2001-02")]
    assert [(p.line, p.reason.split(";")[0]) for p in found.problems] == [(7, "its days cannot be read")]


@pytest.mark.parametrize(
    ("days", "since", "until"),
    [
        (">090120", "2009-01-20", None),
        ("<031201", None, "2003-12-01"),
        ("030101-050101", "2003-01-01", "2005-01-01"),
        ("> 20090120", "2009-01-20", None),
        ("750101 - 300101", "1975-01-01", "2030-01-01"),
    ],
)
def test_days_become_edtf(days: str, since: str | None, until: str | None) -> None:
    assert read(f"X\n\t[USAGOV {days}]").actors[0].codes == [Code(2, "USAGOV", since, until)]


def test_agents_with_plurals_and_markers() -> None:
    found = read("!STEAM! = STEAM, GEYSER_\n!STEAM!_SMITH {STEAM_SMITHS, SMITHIES} [~LAB]\n")
    (agent,) = found.agents
    assert agent.names == ("STEAM SMITH", "GEYSER SMITH")
    assert agent.plurals == ["STEAM SMITHS", "SMITHIES"]
    assert not found.actors and not found.problems


def test_what_stands_below_an_entry_that_cannot_be_read_goes_to_no_other() -> None:
    found = read("GOOD_ [ISLGOV]\nBAD_ [ISLGOV\n+WORSE_\n\t[ISLREB]\n")
    assert [(b.name, len(b.codes), b.synonyms) for b in found.actors] == [("GOOD", 1, [])]
    assert [p.line for p in found.problems] == [2, 3, 4]


# --- codes and names


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        ("RUSGOV", Meaning("RUS", "GOV")),
        ("RUS", Meaning("RUS", None)),
        ("PALREBHMS", Meaning("PSE", "REB", "PSEREBHMS")),
        ("ROMGOV", Meaning("ROU", "GOV")),
        ("LKASEPTAM", Meaning("LKA", "REB", "LKASEPTAM")),
        ("USARADMIL", Meaning("USA", "MIL", "USARADMIL")),
        ("IGOUNO", Meaning(None, "IGO", "IGOUNO")),
        ("NGO", Meaning(None, "NGO")),
        ("MNC", Meaning(None, "BUS", "MNC")),
        ("INTMED", Meaning(None, "MED", "INTMED")),
        ("REB", Meaning(None, "REB")),
    ],
)
def test_meaning_of_codes(names: Names, code: str, meaning: Meaning) -> None:
    assert CameoCodes(names.kinds).read(code) == meaning


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("EURGOV", "a region"),
        ("QQQGOV", "neither"),
        ("INT", "neither"),
        ("USAZZZ", "no sector"),
        ("USAGO", "groups of"),
    ],
)
def test_codes_without_meaning(names: Names, code: str, reason: str) -> None:
    assert reason in str(CameoCodes(names.kinds).read(code))


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("ADA EXAMPLE", ("Ada Example",)),
        ("OSAMA BIN SAMPLE", ("Osama bin Sample", "Osama Bin Sample")),
        ("THE BANK OF THE NORTH", ("Bank of the North",)),
        ("AL-SAMPLE", ("al-Sample", "Al-Sample")),
        ("SHEILA O'SAMPLE", ("Sheila O'Sample",)),
        ("PEOPLE'S FRONT", ("People's Front",)),
        ("JOHN MCSAMPLE", ("John McSample",)),
        ("NATO ENVOYS", ("NATO Envoys",)),
        ("BLF", ("BLF", "Blf")),
        ("ETAX", ("Etax", "ETAX")),
        ("Ada Example", ("Ada Example",)),
    ],
)
def test_names_as_news_prints_them(names: Names, name: str, printed: tuple[str, ...]) -> None:
    assert names.printed(name, acronym=True) == printed


# --- the import


def test_round_trip_finds_the_names(made: tuple[Path, Imported]) -> None:
    known = Knowledge.load(user=made[0]).kinds
    text = (
        "Ada Example told Reykjavik Morning News that the Island Lava Front and Hekla Steamworks had met the Icelandic "
        "Geyser Ministry, Vova Putinsson, Geyser Watch, Bruno van der Sample and the ILF at the Volcano Cooperation "
        "Organization on the Isle of Geysers."
    )
    assert [found[0].actor_id for _, _, found in known.match(text)] == [
        "person:ada-example",
        "org:reykjavik-morning-news",
        "group:island-lava-front",
        "org:hekla-steamworks",
        "ISL.GOV",
        "person:vladimir-putin",
        "org:geyser-watch",
        "person:bruno-van-der-sample",
        "group:island-lava-front",
        "IGO:volcano-cooperation-organization",
        "ISL",
    ]
    assert known.code("group:island-lava-front") == "ISLREBLVF"
    assert known.code("IGO:volcano-cooperation-organization") == "IGOVCO"
    harpooners = known.role("harpooners")
    assert harpooners is not None and harpooners.sector == "MIL"


def test_terms_become_offices_and_the_rest_the_sector(made: tuple[Path, Imported]) -> None:
    kinds = Kinds.load(made[0])
    ada = Actor("person:ada-example", "Ada Example", "person", "ISL")
    days = {"2005-01-01": "ISLGOV", "2008-01-01": "ISLELI", "2009-01-20": "ISLGOV"}
    assert {d: cameo(ada, kinds, dt.date.fromisoformat(d)) for d in days} == days
    entry = next(p for p in load("persons", e.PersonEntry, made[0]) if p.id == ada.id)
    assert (entry.surnames, entry.family_name, entry.sector) == (("Example",), "Example", "ELI")
    assert entry.source == "isles.actors.txt:7"
    assert [(o.since, o.until, o.as_of) for o in entry.offices] == [
        (None, "2003-12-01", None),
        ("2003-12-01", "2007-06-15", None),
        ("2009-01-20", None, "2009-01-20"),
    ]


def test_the_user_can_tell_up_to_when_open_codes_hold(tmp_path: Path) -> None:
    import_actors(FILES[:1], tmp_path, "2015-06-30")
    kinds = Kinds.load(tmp_path)
    assert [o.title for o in kinds.offices_of("person:ada-example", dt.date(2015, 1, 1))] == ["Official"]


def test_a_known_actor_keeps_all_that_was_known(made: tuple[Path, Imported]) -> None:
    own, shipped = Kinds.load(made[0]), Kinds.load()
    day = dt.date(2020, 1, 1)
    assert own.offices_of("person:vladimir-putin", day) == shipped.offices_of("person:vladimir-putin", day)
    assert own.actors["ISL"] == shipped.actors["ISL"]
    assert {a.id for a in shipped.actors.values()} <= set(own.actors)


def test_every_line_is_taken_or_told(made: tuple[Path, Imported]) -> None:
    told = {(p.file, p.words.split(" [")[0].rstrip("_")): p.reason for p in made[1].problems}
    for file, words, reason in (
        ("isles.actors.txt", "VLADIMIR PUTIN", "already known"),
        ("isles.actors.txt", "EUROPEAN FOLK", "a region"),
        ("isles.actors.txt", "TWO ISLES", "several actors at once"),
        ("isles.actors.txt", "NO CODE AT ALL", "no code"),
        ("isles.actors.txt", "ODD CODE", "not a code"),
        ("isles.actors.txt", "ODDER CODE", "neither a state nor a sector"),
        ("isles.actors.txt", "ODD DAY", "cannot be read"),
        ("isles.actors.txt", "PRIME MINISTER OF ICELAND", "without an entry"),
        ("isles.actors.txt", "AKUREYRI", "a place"),
        ("isles.actors.txt", "OPEN_BRACKET", "not closed"),
        ("isles.actors.txt", "GEYSER WATCH", "stands already"),
        ("isles.actors.txt", "DATED FRONT", "only ISLGOV is taken"),
        ("isles.actors.txt", "+", "a name is expected"),
        ("isles.agents.txt", "senator", "already a noun of LEG"),
        ("isles.agents.txt", "!ACTOR! FAN", "not defined"),
        ("isles.agents.txt", "ODDMENT", "no sector"),
        ("isles.agents.txt", "BARE AGENT", "only its first code"),
        ("isles.agents.txt", "REEF CAMPAIGNER", "taken as NGO alone"),
    ):
        assert reason in told[file, words], words
    text = (CASES / "isles.actors.txt").read_text(encoding="utf-8").splitlines()
    first = {line.split("[")[0].split(";")[0].strip(" _+\t").replace("_", " ") for line in text if line[:1] not in "#"}
    written = "".join(p.read_text(encoding="utf-8") for p in made[0].iterdir()).casefold()
    lost = {n for n in first if n and n.casefold() not in written and not any(n in p.words for p in made[1].problems)}
    # Known already, and with nothing to add; or on a line whose bracket is not closed.
    assert lost <= {"BRUNO VAN DER SAMPLE", "OPEN BRACKET"}


def test_files_that_are_there_are_not_written_over(made: tuple[Path, Imported]) -> None:
    with pytest.raises(UsageError, match=r"persons\.yaml: already there|already there"):
        import_actors(FILES, made[0])


def test_a_file_that_is_missing_or_in_another_encoding_is_told(tmp_path: Path) -> None:
    latin = tmp_path / "latin.actors.txt"
    latin.write_bytes("ADA_EXAMPLÉ_ [ISLGOV]\n".encode("latin-1"))
    done = import_actors([tmp_path / "none.txt", latin], tmp_path / "out")
    assert [f.source for f in done.failures] == [str(tmp_path / "none.txt")]
    assert [p.reason for p in done.problems] == ["not UTF-8; read as Latin-1"]
    assert "Ada Examplé" in (tmp_path / "out" / "persons.yaml").read_text(encoding="utf-8")


_PIECES = [
    "A_B_",
    "+",
    "[",
    "]",
    "USAGOV",
    "~GOV",
    " >",
    "090120",
    "-",
    "\n",
    "\t",
    "!",
    "=",
    "{",
    "}",
    "#",
    ";",
    "/",
    "é",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join) | st.text(max_size=60))
def test_no_text_stops_the_reading(text: str) -> None:
    found = Dictionary("d.txt", text)
    assert all(p.line >= 1 and p.reason for p in found.problems)


def test_whatever_is_imported_can_be_loaded(tmp_path: Path) -> None:
    """Every sort of name with every sort of code and days, in one dictionary: loading takes a second each time."""
    names = ["ADA_X", "X", "THE_ARMY", "HAMAS", "RUSSIA", "!Q!_Y", "-", "A-", "O'", "ON", "NULL", "12_A", "YES", "AL-"]
    codes = [
        "USAGOV",
        "USA",
        "REB",
        "IGO",
        "IGOUNO",
        "MIL",
        "~GOV",
        "NGOX",
        "USAELI",
        "ISLCVL",
        "ISLEDU",
        "NGO",
        "INTMED",
    ]
    days = ["", " >090120", " <090120", " 010101-020202"]
    cases = list(itertools.product(names, codes, days))
    lines = [f"{n}{'Q' * (i % 7)}{i if i % 3 else ''}_\n+{n}Z_{i}\n\t[{c}{d}]\n" for i, (n, c, d) in enumerate(cases)]
    (tmp_path / "d.txt").write_text("".join(lines), encoding="utf-8")
    done = import_actors([tmp_path / "d.txt"], tmp_path / "out")
    assert len(done.written) == 6
    Kinds.load(tmp_path / "out")
