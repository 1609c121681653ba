"""Reports on agreements that contradict each other, the law or the map: kept apart, flagged, explained, none lost."""

from __future__ import annotations

from dateline.kinds.status import standing
from dateline.model import Report
from dateline.model.record import AgreementEntry, Merged, StepEntry
from dateline.pipeline import Pipeline


def record(pipeline: Pipeline, *reports: tuple[str, str]) -> Merged:
    readings = [
        pipeline.read_report(Report(id=f"r{i}", text=text, published=day, publisher=f"Paper {i}"))
        for i, (day, text) in enumerate(reports)
    ]
    return pipeline.merge(readings)


def only(merged: Merged) -> AgreementEntry:
    (entry,) = merged.agreements
    return entry


def step_of(entry: AgreementEntry, name: str) -> StepEntry:
    (found,) = [s for s in entry.steps if s.step == name]
    return found


SIGNED = ("2024-05-15", "Kenya and Spain signed a port treaty in Nairobi on Monday.")


def test_days_that_contradict_each_other_stay_side_by_side(pipeline: Pipeline) -> None:
    entry = only(
        record(
            pipeline,
            SIGNED,
            ("2024-05-20", "The port treaty between Kenya and Spain was signed on 10 May, a spokesman in Madrid said."),
            ("2024-06-01", "Kenya and Spain signed the port treaty on 13 May 2024."),
        )
    )
    signing = step_of(entry, "sign")
    assert (signing.date.edtf, signing.reports) == ("2024-05-13", 3)
    (conflict,) = signing.conflicts
    assert [(v.value, v.sources) for v in conflict.values] == [("2024-05-13", ("r0", "r2")), ("2024-05-10", ("r1",))]


def test_a_state_that_is_no_party_ratifies_nothing(pipeline: Pipeline) -> None:
    norway = ("2024-07-15", "Norway ratified the port treaty between Kenya and Spain on Monday, a paper in Oslo said.")
    entry = only(record(pipeline, SIGNED, norway))
    assert entry.parties == ("ESP", "KEN")
    told = step_of(entry, "ratify")
    assert (told.by, told.flag) == (("NOR",), "not a party by what reports tell: NOR")
    assert entry.status == "signed"
    assert [p.party for p in standing(entry, None).parties] == ["ESP", "KEN"]


def test_a_state_that_is_no_party_ends_nothing(pipeline: Pipeline) -> None:
    entry = only(
        record(
            pipeline,
            ("2024-05-15", f"{SIGNED[1]} The port treaty entered into force on Tuesday."),
            ("2024-07-15", "Norway withdrew from the port treaty between Kenya and Spain on Monday."),
        )
    )
    assert step_of(entry, "withdraw").flag == "not a party by what reports tell: NOR"
    assert entry.status == "in_force"
