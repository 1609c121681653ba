"""How much persons.yaml knows of who governed and who was foreign or defence minister; every term tells its source."""

from __future__ import annotations

import datetime as dt

import pytest

from dateline.kinds import entries as e
from dateline.kinds.actors import Kinds
from dateline.kinds.files import load

NO_UN_MEMBERS = {"PSE", "TWN", "VAT", "XKX"}
HEADS = ("President", "Monarch", "Supreme Leader", "Leader", "Governor-General", "Prime Minister", "Chancellor")
CROWN = {"person:queen-elizabeth-ii", "person:king-charles-iii"}  # shared by many states: it tells little of any


@pytest.fixture(scope="module")
def kinds() -> Kinds:
    """The shipped lists."""
    return Kinds.load()


@pytest.fixture(scope="module")
def members() -> tuple[str, ...]:
    """The members of the United Nations."""
    states = (s.id for s in load("states", e.StateEntry) if not s.territory)
    return tuple(i for i in states if i not in NO_UN_MEMBERS)


@pytest.fixture(scope="module")
def persons() -> tuple[e.PersonEntry, ...]:
    """The entries of persons.yaml."""
    return load("persons", e.PersonEntry)


@pytest.mark.parametrize(
    ("day", "share"), [("2005-06-30", 0.97), ("2012-06-30", 0.98), ("2019-06-30", 0.98), ("2024-06-30", 0.98)]
)
def test_a_head_of_state_or_government_is_known_nearly_everywhere(
    kinds: Kinds, members: tuple[str, ...], day: str, share: float
) -> None:
    assert len(members) == 193
    on = dt.date.fromisoformat(day)
    held = {m: [h.id for t in HEADS if (h := kinds.holder(m, t, on))] for m in members}
    unknown = [m for m, ids in held.items() if not set(ids) - (set() if m == "GBR" else CROWN)]
    assert len(unknown) <= (1 - share) * len(members), f"nobody known on {day}: {unknown}"


@pytest.mark.parametrize("title", ["Foreign Minister", "Defence Minister"])
def test_ministers_since_2015_are_known_of_many_states(
    kinds: Kinds, members: tuple[str, ...], persons: tuple[e.PersonEntry, ...], title: str
) -> None:
    role = kinds.role(title)
    terms = [(o.of or p.country, o) for p in persons for o in p.offices if kinds.role(o.title) is role]
    states = {of for of, o in terms if (o.until or o.as_of or "") >= "2015"} & set(members)
    assert len(states) >= 60


def test_every_person_tells_a_source(persons: tuple[e.PersonEntry, ...]) -> None:
    sources = {s for p in persons for s in (p.source, *(o.source or p.source for o in p.offices))}
    assert sources == {"hand", "Factbook"}
