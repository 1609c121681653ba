"""A user's own CSV: the same entries as YAML would give, and errors that name file, row and column."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from dateline.errors import KindsError
from dateline.kinds import entries as e
from dateline.kinds.actors import Kinds
from dateline.kinds.files import load

PERSONS = """id,name,aliases,country,gender,title,from,to,of,source
person:ada-example,Ada Example,Adah Example; A. Example,ISL,female,Foreign Minister,2030-01-01,2030-12-31,,the ministry
person:ada-example,,,,,Secretary General,2031,,IGO:nato,
,,,,,,,,,
person:bo-sample,"Sample, Bo",Bo Sample|B. Sample,NOR,,,,,,by hand
"""
FILES = {
    "persons": PERSONS,
    "states": "\ufeffid;name;adjectives;territory\nQQA;Quarra;Quarran|Quarrish;TRUE\n",
    "organisations": (
        "id,name,states,from,to,code\nIGO:geysers,Geyser Compact,ISL;NOR,2001,,IGOGEY\nIGO:geysers,,DNK,2001,2010-06,\n"
    ),
    "bodies": "key,id,name,organ\nisl-steam,ISL.LEG,Steam Chamber,upper_chamber\n",
    "groups": "id,name,kind,sector,country,code\ngroup:lava,Lava Front,armed_group,REB,ISL,ISLREBLVF\n",
}


def folder(path: Path, **files: str) -> Path:
    """`path` with these CSV files in it."""
    for name, text in files.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def test_all_five_lists_can_be_csv(tmp_path: Path) -> None:
    kinds = Kinds.load(folder(tmp_path, **FILES))
    text = (
        "Ada Example, Bo Sample and the Lava Front met the Quarran envoy and the Steam Chamber at the Geyser Compact."
    )
    assert [s[0].actor_id for _, _, s in kinds.match(text)] == [
        "person:ada-example",
        "person:bo-sample",
        "group:lava",
        "QQA",
        "ISL.LEG",
        "IGO:geysers",
    ]
    held = kinds.holder("ISL", "foreign minister", dt.date(2030, 6, 1))
    assert held is not None and held.id == "person:ada-example"
    assert kinds.members("IGO:geysers", dt.date(2005, 1, 1)) == ("DNK", "ISL", "NOR")
    assert kinds.members("IGO:geysers", dt.date(2020, 1, 1)) == ("ISL", "NOR")
    assert kinds.code("group:lava") == "ISLREBLVF"


def test_rows_of_one_person_are_one_entry(tmp_path: Path) -> None:
    found = {p.id: p for p in load("persons", e.PersonEntry, folder(tmp_path, persons=PERSONS))}
    ada = found["person:ada-example"]
    assert ada.aliases == ("Adah Example", "A. Example")
    assert [(o.title, o.since, o.until, o.of, o.source) for o in ada.offices] == [
        ("Foreign Minister", "2030-01-01", "2030-12-31", None, "the ministry"),
        ("Secretary General", "2031", None, "IGO:nato", None),
    ]
    bo = found["person:bo-sample"]
    assert (bo.name, bo.aliases, bo.offices, bo.source) == ("Sample, Bo", ("Bo Sample", "B. Sample"), (), "by hand")


def test_an_empty_list_can_be_told_and_csv_comes_after_yaml(tmp_path: Path) -> None:
    (tmp_path / "persons.yaml").write_text('- {id: "person:x", name: From Yaml}', encoding="utf-8")
    folder(tmp_path, persons="id,name,surnames\nperson:x,From Csv,[]\n")
    found = next(p for p in load("persons", e.PersonEntry, tmp_path) if p.id == "person:x")
    assert (found.name, found.surnames) == ("From Csv", ())


def test_a_table_replaces_a_shipped_entry(tmp_path: Path) -> None:
    kinds = Kinds.load(folder(tmp_path, groups="id,name,kind,sector\ngroup:hamas,Something Else,party,PTY\n"))
    assert kinds.actors["group:hamas"].name == "Something Else"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("groups", "id,name,kind,sector\ng:x,X,part,PTY\n", "row 2, column 'kind': 'part'"),
        (
            "groups",
            "id,name,kind,sector,country\ng:x,X,party,PTY,QQQ\n",
            "row 2, column 'country': 'QQQ' is not listed",
        ),
        ("groups", "id,name,kind\n\ng:x,X,party\n", "row 3, column 'sector': it must not be empty"),
        ("groups", "id,name,kynd\n", "row 1, column 'kynd': no such column; there are id, name"),
        ("groups", "name\nX\n", "row 1, column 'id': this column is missing"),
        ("groups", "id,name\n,X\n", "row 2, column 'id': the id is missing"),
        ("groups", "id,id\n", "row 1, column 'id': a column without a name, or there twice"),
        ("groups", "id,name\ng:x,X,party\n", "row 2, column 3: more cells than columns"),
        ("groups", "", "a first row with the names of the columns"),
        ("groups", 'id,name\ng:x,"X\n', "not valid CSV"),
        ("states", "id,name,territory\nQQA,Q,maybe\n", "row 2, column 'territory': 'maybe'"),
        ("bodies", "key,id,name\nx,QQQ.LEG,X\n", "row 2, column 'id': 'QQQ.LEG' is no STATE.SECTOR"),
        ("persons", "id,name\np:x,X\np:x,Y\n", "row 3, column 'name': 'Y' here, 'X' in an earlier row"),
        ("persons", "id,name,title,from\np:x,X,King,20/01/2009\n", "row 2, column 'from': '20/01/2009' is not a day"),
        ("persons", "id,name,title,from\np:x,X,King,2009-13\n", "row 2, column 'from': '2009-13' is not a day"),
        ("persons", "id,name,title,from\np:x,X,,2009\n", "row 2, column 'from': it needs the column 'title'"),
        ("persons", "id,name,title,of\np:x,X,King,QQQ\n", "row 2, column 'of': 'QQQ' is not listed"),
        ("organisations", "id,name,states\nIGO:x,X,ISL|QQQ\n", "row 2, column 'states': 'QQQ' is not listed"),
        ("roles", "id,lemmas\nx,teapot\n", "only states, organisations, bodies, groups, persons can be CSV"),
    ],
)
def test_a_fault_is_named_with_file_row_and_column(tmp_path: Path, name: str, text: str, told: str) -> None:
    with pytest.raises(KindsError, match=re.escape(told)) as raised:
        Kinds.load(folder(tmp_path, **{name: text}))
    assert f"{name}.csv" in str(raised.value)


def test_a_table_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "groups.csv").write_bytes("id,name\ng:x,Fört\n".encode("latin-1"))
    with pytest.raises(KindsError, match="not UTF-8"):
        Kinds.load(tmp_path)
