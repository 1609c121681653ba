"""Armed groups told in full by one report and in short by another are one."""

from __future__ import annotations

import pytest

from dateline.merge.group_names import aligned
from dateline.model import Reading
from factory import actor, event, reading


def told(text: str, *groups: str) -> Reading:
    """A report that tells of these groups; each attacks once."""
    events = tuple(event(text, text, "ASSAULT", actors=(g,), id=f"e{n}") for n, g in enumerate(groups))
    kinds = {g: "armed_group" if g.startswith("group:") else "unnamed" for g in groups}
    return reading(text, events=events, actors=tuple(actor(g, text, kind=k) for g, k in kinds.items()))


def names(readings: list[Reading]) -> list[tuple[str, ...]]:
    """Whom the events of each report are of."""
    return [tuple(e.actors[0] for e in r.events) for r in readings]


FULL = told("The United Hill Front raided a camp.", "group:united-hill-front")


@pytest.mark.parametrize("short", ["group:front", "group:hill-front", "group:uhf", "org:uhf"])
def test_a_short_name_is_that_of_the_only_group_which_it_fits(short: str) -> None:
    assert names(aligned([FULL, told("They struck again.", short)])) == [("group:united-hill-front",)] * 2


def test_little_words_may_be_left_out_of_the_letters() -> None:
    full = told("The Front for the Liberation of Tibesti raided a camp.", "group:front-for-the-liberation-of-tibesti")
    assert names(aligned([full, told("FLT struck again.", "group:flt")]))[1] == (full.events[0].actors[0],)


@pytest.mark.parametrize("other", ["group:army", "org:hill-tribes-council", "group:united"])
def test_other_names_stay(other: str) -> None:
    assert names(aligned([FULL, told("They struck again.", other)]))[1] == (other,)


def test_of_two_groups_that_fit_none_is_meant() -> None:
    rival = told("The Lake Front raided a camp.", "group:lake-front")
    assert names(aligned([FULL, rival, told("They struck again.", "group:front")]))[2] == ("group:front",)


def test_a_report_that_names_both_keeps_them_apart() -> None:
    both = told("The Front fell out with the United Hill Front.", "group:front", "group:united-hill-front")
    assert names(aligned([FULL, both]))[1] == ("group:front", "group:united-hill-front")
