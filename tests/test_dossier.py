"""The bundled example against the record that a careful reader makes of it (tests/cases/dossier.yaml)."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from dateline.kinds.status import status_on
from dateline.model.record import StepEntry
from dossier_measure import (
    AGREEMENT,
    CASES,
    DOSSIER,
    FLOORS,
    Dossier,
    build,
    find_conflict,
    flat,
    measure,
    never_met,
    status,
    step_case,
)
from story_measure import by_hand


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return build()


# --- the cases themselves


def quoted(node: Any) -> Iterator[dict[str, str]]:
    """Every {report, quote} in the cases."""
    if isinstance(node, dict):
        if "quote" in node and "report" in node:
            yield node
        for value in node.values():
            yield from quoted(value)
    elif isinstance(node, list):
        for value in node:
            yield from quoted(value)


def raw_text(case: dict[str, Any]) -> str:
    """A report's words straight from its file, without the reader of its format."""
    text = (DOSSIER / case["file"]).read_text(encoding="utf-8")
    if case["file"].endswith(".jsonl"):
        rows = [json.loads(line) for line in text.splitlines()]
        text = next(r["title"] + "\n\n" + r["text"] for r in rows if flat(r["title"]) == flat(case["title"]))
    elif case["file"].endswith(".html"):
        text = html.unescape(re.sub(r"<[^>]+>", "", text.split("<article>")[1].split("</article>")[0]))
    return flat(text)


def test_every_quoted_word_stands_in_its_report() -> None:
    texts = {c["key"]: raw_text(c) for c in CASES["reports"]}
    places = list(quoted(CASES))
    assert len(places) > 120
    assert [q for q in places if flat(q["quote"]) not in texts[q["report"]]] == []


def test_every_file_says_what_it_is() -> None:
    readme = (DOSSIER / "README.md").read_text(encoding="utf-8")
    files = sorted(p.name for p in DOSSIER.iterdir() if p.suffix in {".txt", ".html", ".jsonl"})
    assert "written for Dateline, after public facts" in readme
    assert files == sorted({c["file"] for c in CASES["reports"]})
    assert [f for f in files if f"`{f}`" not in readme] == []
    rows = [json.loads(line) for line in (DOSSIER / "collected.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {r["note"] for r in rows} == {"Written for Dateline, after public facts."}


def test_the_law_gives_the_status_that_follows_from_the_steps() -> None:
    """No language is read here: the expected steps, taken as found, must lead to the expected status by law alone."""
    story = {
        "agreement": AGREEMENT,
        "reports": [{"id": c["key"], "published": c["published"]} for c in CASES["reports"]],
        "steps": [{**s, "reports": sorted({a["report"] for a in s["at"]})} for s in AGREEMENT["steps"]],
    }
    entry = by_hand(story)
    for case in AGREEMENT["status"]:
        assert status_on(entry, dt.date.fromisoformat(case["day"])) in case["is"], case["day"]


# --- what the project has promised, each line by itself


def test_all_sixteen_reports_are_read(dossier: Dossier) -> None:
    assert len(dossier.readings) == len(CASES["reports"]) == 16
    assert sorted(dossier.ids) == sorted(c["key"] for c in CASES["reports"])


def test_one_treaty_between_russia_and_north_korea(dossier: Dossier) -> None:
    same = [g for g in dossier.merged.agreements if {"PRK", "RUS"} <= set(g.parties) and len(g.steps) > 2]
    assert [g.id for g in same] == [dossier.treaty.id]
    assert dossier.treaty.kind in AGREEMENT["kind"]
    names = flat(" | ".join((dossier.treaty.name, *dossier.treaty.aliases)))
    assert flat(AGREEMENT["names"][0]) in names


def check_step(dossier: Dossier, ident: str) -> StepEntry:
    case, step = step_case(ident), dossier.step(ident)
    assert (step.date.edtf, step.state) == (case["date"][0], "done")
    assert any(dossier.supports(step, at) for at in case["at"] if at.get("wrong") != "date")
    return step


def test_signed_on_19_june_2024(dossier: Dossier) -> None:
    check_step(dossier, "sign")


def test_lower_chamber_approved_on_24_october_2024(dossier: Dossier) -> None:
    check_step(dossier, "lower-chamber")


def test_upper_chamber_approved_on_6_november_2024(dossier: Dossier) -> None:
    check_step(dossier, "upper-chamber")


def test_head_of_state_signed_the_law_on_9_november_2024(dossier: Dossier) -> None:
    check_step(dossier, "head-of-state")


def test_north_korea_ratified_on_11_november_2024(dossier: Dossier) -> None:
    check_step(dossier, "ratified-by-prk")


def test_instruments_exchanged_on_4_december_2024(dossier: Dossier) -> None:
    check_step(dossier, "exchange")


def test_in_force_from_4_december_2024(dossier: Dossier) -> None:
    check_step(dossier, "entry-into-force")


def test_signed_is_the_status_on_the_day_of_signing(dossier: Dossier) -> None:
    assert status(dossier, "2024-06-19") == "signed"


def test_partly_approved_after_the_lower_chamber_alone(dossier: Dossier) -> None:
    assert status(dossier, "2024-10-25") == "partly_approved"


def test_not_in_force_on_12_november_2024(dossier: Dossier) -> None:
    assert status(dossier, "2024-11-12") in ("ratified", "ratified_by")


def test_in_force_on_5_december_2024(dossier: Dossier) -> None:
    assert status(dossier, "2024-12-05") == "in_force"


def test_upper_house_date_is_a_conflict_with_its_sources(dossier: Dossier) -> None:
    case = next(c for c in CASES["conflicts"] if c["id"] == "upper-house-date")
    conflict = find_conflict(dossier, case)
    assert conflict is not None, dossier.step("upper-chamber").conflicts
    for value in case["values"]:
        sources = {s for v in conflict.values if value["value"] in json.dumps(v.value) for s in v.sources}
        assert sources >= {dossier.ids[k] for k in value["reports"]}, value["value"]


def test_three_copies_of_one_story_count_once(dossier: Dossier) -> None:
    copies = {dossier.ids[k] for k in CASES["copies"][0]}
    of = {r.id: r.copy_of for r in dossier.merged.reports}
    originals = [i for i in copies if of[i] is None]
    assert len(originals) == 1
    assert {of[i] for i in copies if of[i]} == set(originals)
    assert [i for i in of if of[i] and i not in copies] == []
    step = dossier.step("lower-chamber")
    reports = {s.report for s in step.sources}
    assert copies <= reports
    assert (step.reports, step.independent) == (len(reports), len(reports) - 2)


def test_a_headline_is_not_a_ratification(dossier: Dossier) -> None:
    assert [n for n in AGREEMENT["never"] if not never_met(dossier, n)] == []


@pytest.mark.parametrize("kind", sorted(FLOORS))
def test_share_found(dossier: Dossier, kind: str) -> None:
    found = {ident: ok for k, ident, ok in measure(dossier) if k == kind}
    share = sum(found.values()) / len(found)
    assert share >= FLOORS[kind], f"{kind}: {share:.2f}; missing {[i for i, ok in found.items() if not ok]}"
