"""CAMEO's code and PLOVER's pair for every sort of actor, by the day of the report."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dateline.kinds.actors import Kinds
from dateline.kinds.codes import cameo, plover
from dateline.model import Actor, from_json, to_json


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Kinds:
    """The shipped lists with a few entries of an invented world."""
    own = tmp_path_factory.mktemp("own")
    (own / "groups.yaml").write_text(
        '- {id: "group:lava", name: Lava Front, kind: armed_group, sector: REB, country: ISL, code: ISLREBLVF}\n',
        encoding="utf-8",
    )
    (own / "persons.yaml").write_text(
        '- id: "person:ada"\n  name: Ada Example\n  country: ISL\n  offices:\n'
        "    - {title: Lawmaker, sector: LEG, from: 2001-01, to: 2003-12-31}\n"
        "    - {title: Foreign Minister, from: 2004-01-01, to: 2008-06-30}\n"
        '    - {title: Secretary-General, sector: IGO, of: "IGO:un", from: 2010-01-01, to: 2012-01-01}\n'
        '- {id: "person:bo", name: B, country: ISL, sector: OPP, offices: [{title: King, to: 2003-01}]}\n'
        '- {id: "person:cy", name: Cy, country: ISL,\n'
        '   offices: [{title: Leader, of: "group:lava", from: 2000-01, to: 2003-01}]}\n'
        '- {id: "person:di", name: Di, country: ISL, offices: [{title: President, to: 2003-01, from: 2000-01}]}\n',
        encoding="utf-8",
    )
    return Kinds.load(own)


def actor(ident: str, kind: str, **fields: Any) -> Actor:
    """An actor of a Reading."""
    return Actor(ident, ident, kind, **fields)  # type: ignore[arg-type]


DAY = "2005-05-05"
CASES = [
    (actor("RUS", "state", country="RUS"), DAY, "RUS", ("RUS", None)),
    (actor("KOR.MIL", "military", country="KOR", sector="MIL"), DAY, "KORMIL", ("KOR", "MIL")),
    (actor("IGO:un", "igo", sector="IGO"), DAY, "IGOUNO", (None, "IGO")),
    (actor("IGO:nato", "igo", sector="IGO"), DAY, "IGO", (None, "IGO")),
    (actor("org:yonhap", "media", country="KOR", sector="MED"), DAY, "KORMED", ("KOR", "MED")),
    (actor("group:hamas", "armed_group", country="PSE", sector="REB"), DAY, "PSEREB", ("PSE", "REB")),
    (actor("group:lava", "armed_group", country="ISL", sector="REB"), DAY, "ISLREBLVF", ("ISL", "REB")),
    # named only in the report
    (actor("org:river-watch", "ngo"), DAY, "NGO", (None, "NGO")),
    (actor("group:reef-army", "armed_group", country="FJI"), DAY, "FJIUAF", ("FJI", "UAF")),
    (actor("person:nobody", "person", country="FJI", sector="LEG"), DAY, "FJILEG", ("FJI", "LEG")),
    (actor("person:nobody", "person"), DAY, "---", (None, None)),
    (actor("unnamed:us-officials", "unnamed", country="USA", sector="GOV"), DAY, "USAGOV", ("USA", "GOV")),
    (actor("unnamed:reports", "unnamed"), DAY, "---", (None, None)),
    # by the office held on the day
    (actor("person:ada", "person", country="ISL"), "2002-05-05", "ISLLEG", ("ISL", "LEG")),
    (actor("person:ada", "person", country="ISL"), DAY, "ISLGOV", ("ISL", "GOV")),
    (actor("person:ada", "person", country="ISL"), "2011-05-05", "IGOUNO", (None, "IGO")),
    (actor("person:ada", "person", country="ISL"), None, "ISL", ("ISL", None)),
    (actor("person:cy", "person", country="ISL"), "2002-05-05", "ISLREBLVF", ("ISL", "REB")),
    (actor("person:vladimir-putin", "person", country="RUS", sector="GOV"), "2020-01-01", "RUSGOV", ("RUS", "GOV")),
    # after the last known term
    (actor("person:barack-obama", "person", country="USA", sector="GOV"), "2020-01-01", "USAELI", ("USA", "ELI")),
    (actor("person:bo", "person", country="ISL", sector="OPP"), DAY, "ISLOPP", ("ISL", "OPP")),
    (actor("person:di", "person", country="ISL", sector="GOV", office="president"), DAY, "ISLELI", ("ISL", "ELI")),
    (actor("person:di", "person", country="ISL", sector="GOV", office="envoy"), DAY, "ISLGOV", ("ISL", "GOV")),
]


@pytest.mark.parametrize(("who", "day", "code", "pair"), CASES)
def test_codes(kinds: Kinds, who: Actor, day: str | None, code: str, pair: tuple[str | None, str | None]) -> None:
    on = dt.date.fromisoformat(day) if day else None
    assert (cameo(who, kinds, on), plover(who, kinds, on)) == (code, pair)


def test_every_known_actor_has_a_code_of_triples(kinds: Kinds) -> None:
    for known in kinds.actors.values():
        who = Actor(known.id, known.name, known.kind, known.country, known.sector)
        code = cameo(who, kinds, dt.date(2020, 1, 1))
        assert len(code) % 3 == 0 and code, known.id
        assert code != "---" or known.kind in ("unnamed", "person"), known.id


def test_an_actor_of_before_the_field_still_loads() -> None:
    who = Actor("RUS", "Russia", "state", "RUS", code="RUS")
    old = to_json(who).decode().replace(',"code":"RUS"', "")
    assert "code" not in old
    assert from_json(old, Actor).code == "---"
