"""Measures the record of the bundled example against tests/cases/dossier.yaml.

`python tests/dossier_measure.py` prints the share found of each kind of expected thing, and what is missing.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import sys
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from dateline import config
from dateline.kinds.status import status_on
from dateline.model import Reading, Report, Span
from dateline.model.record import AgreementEntry, Conflict, Entry, Merged, StepEntry
from dateline.pipeline import Pipeline
from dateline.read import ReadOptions, open_sources

CASES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "cases" / "dossier.yaml").read_text(encoding="utf-8"))
DOSSIER = Path(config.__file__).parent / "examples" / "dossier"
AGREEMENT: dict[str, Any] = CASES["agreement"]
QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " "})
# What may not fall: the share found of each kind of expected thing beyond the promised ones. Raise them with the work.
FLOORS = {
    "reports": 0.75, "step words": 0.8, "status": 1.0, "obligations": 0.3, "conflicts": 0.25, "events": 0.4,
    "claims": 0.6, "estimates": 0.6, "names": 1.0, "disputes": 0.5, "never": 1.0,
}  # fmt: skip


def flat(text: str) -> str:
    """Plain quotation marks and lower case, one character for one, so that offsets stay those of `text`."""
    return "".join(c if len(c) == 1 else "?" for c in (ch.lower() for ch in text.translate(QUOTES)))


def step_case(ident: str) -> dict[str, Any]:
    return next(s for s in AGREEMENT["steps"] if s["id"] == ident)


@dataclasses.dataclass
class Dossier:
    """The record of the example, with the readings that it was made from."""

    readings: list[Reading]
    merged: Merged

    @cached_property
    def ids(self) -> dict[str, str]:
        """Report id by the key that the cases use, found by the title."""
        texts = {r.report.id: flat(r.report.text) for r in self.readings}
        return {
            c["key"]: found
            for c in CASES["reports"]
            for found, text in texts.items()
            if text.lstrip().startswith(flat(c["title"]))
        }

    @cached_property
    def by_id(self) -> dict[str, Reading]:
        return {r.report.id: r for r in self.readings}

    @cached_property
    def countries(self) -> dict[str, str | None]:
        return {a.id: a.country for r in self.readings for a in r.actors} | {
            a.id: a.country for a in self.merged.actors
        }

    def reading(self, key: str) -> Reading:
        return self.by_id[self.ids[key]]

    def span(self, at: dict[str, str]) -> Span | None:
        """Where the quoted words stand in their report; `last` narrows it to the last such words inside them."""
        text = flat(self.reading(at["report"]).report.text)
        start = text.find(flat(at["quote"]))
        if start < 0:
            return None
        end = start + len(at["quote"])
        if "last" in at:
            start = text.rfind(flat(at["last"]), start, end)
            end = start + len(at["last"])
        return Span(start, end)

    def supports(self, entry: Entry, at: dict[str, str]) -> bool:
        """Whether one of the entry's sources is these words of this report."""
        wanted = self.span(at)
        report = self.ids[at["report"]]
        return wanted is not None and any(s.report == report and s.evidence.overlaps(wanted) for s in entry.sources)

    def is_actor(self, wanted: str, found: str) -> bool:
        """A state is satisfied by itself, its bodies and its persons."""
        if wanted == "unnamed":
            return found.startswith("unnamed")
        same = found == wanted or found.startswith(f"{wanted}.")
        return same or (len(wanted) == 3 and self.countries.get(found) == wanted)

    def has_actors(self, wanted: Iterable[str], found: Iterable[str], any_of: bool = False) -> bool:
        found = tuple(found)
        met = [any(self.is_actor(w, f) for f in found) for w in wanted]
        return not met or (any(met) if any_of else all(met))

    def agreement_of(self, parties: Iterable[str], avoid: str = "2000") -> AgreementEntry:
        """The agreement between these parties with the most sources, other than the treaty of 2000."""
        found = [
            g for g in self.merged.agreements if set(parties) <= {p[:3] for p in g.parties} and avoid not in g.name
        ]
        assert found, f"no agreement between {parties} in {[(g.name, g.parties) for g in self.merged.agreements]}"
        return max(found, key=lambda g: (len(g.sources), len(g.steps)))

    @cached_property
    def treaty(self) -> AgreementEntry:
        return self.agreement_of(AGREEMENT["parties"])

    def steps(self, case: dict[str, Any]) -> list[StepEntry]:
        """The treaty's steps of this kind by these parties and this organ, whatever their date and state."""
        return [
            s
            for s in self.treaty.steps
            if s.step == case["step"] and s.organ in case["organ"] and self.has_actors(case["by"], s.by or case["by"])
        ]

    def step(self, ident: str) -> StepEntry:
        case = step_case(ident)
        found = self.steps(case)
        known = [(s.step, s.by, s.organ, s.date.edtf, s.state) for s in self.treaty.steps]
        assert found, f"no step {ident} in {known}"
        right = [s for s in found if s.date.edtf in case["date"]]
        return max(right or found, key=lambda s: s.independent)


def build() -> Dossier:
    """Read and merge the whole example through the public interface."""
    pipeline = Pipeline(config.Config())
    reports = [r for r in open_sources([str(DOSSIER)], ReadOptions()) if isinstance(r, Report)]
    readings = [pipeline.read_report(r) for r in reports]
    return Dossier(readings, pipeline.merge(readings))


def status(dossier: Dossier, day: str) -> str | None:
    return status_on(dossier.treaty, dt.date.fromisoformat(day))


# --- the rest, measured


def never_met(dossier: Dossier, case: dict[str, Any]) -> bool:
    """Whether no done step of this kind lies before its day."""
    return not any(
        s.step == case["step"]
        and s.state == "done"
        and (case["by"] is None or dossier.has_actors([case["by"]], s.by))
        and (s.date.edtf or s.first_reported or "9999").replace("../", "")[:10] < case["before"]
        for s in dossier.treaty.steps
    )


def find_conflict(dossier: Dossier, case: dict[str, Any]) -> Conflict | None:
    """The conflict on this step (or on an event of it) that holds all expected values."""
    steps = dossier.steps(step_case(case["of"]))
    events = [e for e in dossier.merged.events if any(e.id in s.events for s in steps)]
    for entry in (*steps, *events):
        for conflict in entry.conflicts:
            values = json.dumps([v.value for v in conflict.values])
            if conflict.field.startswith(case["field"]) and all(str(v["value"]) in values for v in case["values"]):
                return conflict
    return None


Found = Iterator[tuple[str, str, bool]]


def measure(d: Dossier) -> Found:
    """Each expected thing as kind, id and whether the record has it."""
    yield from measure_reports(d)
    yield from measure_treaty(d)
    for case in CASES["events"]:
        yield "events", case["id"], event_of(d, case) is not None
    for group in CASES["same_event"]:
        found = {event_of(d, c) for c in CASES["events"] if c["id"] in group}
        yield "events", "one entry: " + ", ".join(group), len(found) == 1 and None not in found
    for case in CASES["claims"]:
        yield "claims", case["id"], claim_of(d, case["id"]) is not None
    for case in CASES["disputes"]:
        yield "disputes", case["id"], disputed(d, case)
    for case in CASES["estimates"]:
        ok = any(
            {case["low"], case["high"]} - {None} <= {e.low, e.high}
            and (not case["by"] or d.has_actors(case["by"], e.by))
            and case["approximate"] in (None, e.approximate)
            for e in d.merged.estimates
            if d.supports(e, case["at"])
        )
        yield "estimates", case["id"], ok
    for case in CASES["names"]:
        span = d.span(case["at"])
        actors = d.reading(case["at"]["report"]).actors
        ok = any(span and d.is_actor(case["is"], a.id) and any(m.overlaps(span) for m in a.mentions) for a in actors)
        yield "names", case["id"], ok


def measure_reports(d: Dossier) -> Found:
    for case in CASES["reports"]:
        report = d.reading(case["key"]).report
        place = report.dateline.text if report.dateline else None
        yield "reports", f"{case['key']} day", (report.published or "")[:10] == case["published"]
        yield "reports", f"{case['key']} publisher", report.publisher == case["publisher"]
        yield "reports", f"{case['key']} agency", report.agency == case.get("agency") or "agency" not in case
        yield "reports", f"{case['key']} dateline", (case["dateline"] or "") in (place or "")


def measure_treaty(d: Dossier) -> Found:
    for case in AGREEMENT["steps"]:
        steps = d.steps(case)
        for at in case["at"]:
            yield "step words", f"{case['id']} {at['report']}", any(d.supports(s, at) for s in steps)
    for case in AGREEMENT["status"]:
        found = status(d, case["day"])
        yield "status", case["day"], found in case["is"] and found not in case.get("not", ())
    for case in AGREEMENT["obligations"]:
        ok = any(o.kind in case["kind"] and d.supports(o, case["at"]) for o in d.treaty.obligations)
        yield "obligations", f"{case['kind'][0]} {case['at']['report']}", ok
    clause = d.treaty.entry_into_force
    yield "obligations", "entry into force", bool(clause and "exchange" in (clause.condition or ""))
    for case in CASES["conflicts"]:
        yield "conflicts", case["id"], find_conflict(d, case) is not None
    for case in AGREEMENT["never"]:
        yield "never", case["step"], never_met(d, case)


def event_of(d: Dossier, case: dict[str, Any]) -> str | None:
    """The id of the entry that is the expected event."""
    for e in d.merged.events:
        if e.type not in case["type"] or not d.supports(e, case["at"]):
            continue
        everyone = (*e.actors, *e.recipients)
        who = d.has_actors(case["actors"], everyone if case.get("any") else e.actors, bool(case.get("any")))
        whom = d.has_actors(case["recipients"], everyone)
        if who and whom and (not case["date"] or e.date.edtf in case["date"]):
            return e.id
    return None


def claim_of(d: Dossier, ident: str) -> str | None:
    """The id of the entry that is the expected claim."""
    case = next(c for c in CASES["claims"] if c["id"] == ident)
    for c in d.merged.claims:
        who = d.has_actors(case["by"], c.actors, bool(case.get("any")))
        if who and c.stance in case["stance"] and d.supports(c, case["at"]):
            return c.id
    return None


def disputed(d: Dossier, case: dict[str, Any]) -> bool:
    """Whether one of the assertions is marked as disputed by one of those who deny it."""
    asserted = {claim_of(d, i) for i in case["asserts"]} - {None}
    claims = {c.id: c for c in d.merged.claims}
    for c in d.merged.claims:
        if c.id not in asserted:
            continue
        against = {a for i in c.disputed_by for a in (claims[i].actors if i in claims else (i,))}
        if d.has_actors(case["denied_by"], against, any_of=True):
            return True
    return False


def main() -> None:
    """Print each kind's share and what is missing."""
    results = list(measure(build()))
    for kind in FLOORS:
        rows = [(i, ok) for k, i, ok in results if k == kind]
        sys.stdout.write(f"{kind:12} {sum(ok for _, ok in rows):3} of {len(rows)}\n")
        sys.stdout.writelines(f"    missing: {i}\n" for i, ok in rows if not ok)


if __name__ == "__main__":
    main()
