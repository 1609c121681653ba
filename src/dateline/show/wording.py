"""Entries in one line of English each, for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import msgspec

from dateline.kinds.files import load
from dateline.kinds.law import law
from dateline.model.record import ClaimEntry, EventEntry, Merged, StepEntry, TermEntry
from dateline.show.dues import Due

Names = Mapping[str, str]


class _Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    label: str


@lru_cache(maxsize=1)
def _labels() -> Mapping[str, str]:
    return {entry.id: entry.label for entry in load("wording", _Label)}


def label(code: str) -> str:
    """A code of the contract in English; the code without underscores where it has no label."""
    return _labels().get(code, code.replace("_", " "))


def names_of(merged: Merged) -> dict[str, str]:
    """Each actor's name by its id."""
    return {a.id: a.name for a in merged.actors}


def named_by_terms(merged: Merged) -> dict[str, str]:
    """The names of all that a term may name, by id: actors and agreements."""
    return names_of(merged) | {a.id: a.name for a in merged.agreements}


def listed(ids: Iterable[str], names: Names) -> str:
    """The names of `ids`: "A", "A and B", "A, B and C"."""
    told = [names.get(i, i) for i in ids]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}" if told else ""


def event_line(event: EventEntry, names: Names) -> str:
    """Who did what to whom, where: "North Korea → Russia: gives aid [Vladivostok]"."""
    who, whom = listed(event.actors, names), listed(event.recipients, names)
    if event.step:
        act = law().steps[event.step].label
    else:
        act = label(event.type) + (f" ({label(event.mode)})" if event.mode else "")
    act = _verb(act, plural=len(event.actors) > 1)
    sides = f"{who or 'someone'}{' → ' + whom if whom else ''}"
    return f"{sides}: {act}" + _marks(
        event.place.name if event.place else None,
        "to come" if event.tense == "future" else None,
        "only on a condition" if event.conditional else None,
        "did not happen" if event.polarity == "negative" else None,
        event.certainty if event.certainty in ("probable", "possible") else None,
    )


def step_line(step: StepEntry, names: Names, agreement: str) -> str:
    """Who takes which step on what: "Russia: upper chamber approves Treaty on …"."""
    rule = law().steps[step.step]
    if rule.scope == "agreement" and not step.organ:
        text = f"{agreement}: {rule.noun}"
    else:
        organ = f"{label(step.organ)} " if step.organ and len(step.by) <= 1 else ""
        act = _verb(rule.label, plural=len(step.by) > 1)
        text = f"{listed(step.by, names) or 'someone'}: {organ}{act}{',' if ' ' in act else ''} {agreement}"
    return text + _marks(step.place.name if step.place else None, label(step.state) if step.state != "done" else None)


def _verb(act: str, *, plural: bool) -> str:
    """`act`, which begins with a verb in the third person singular, made to fit one or several who act."""
    first, blank, rest = act.partition(" ")
    if not plural or not first.endswith("s"):
        return act
    stem = first[:-3] + "y" if first.endswith("ies") else first[:-1]
    return f"{stem}{blank}{rest}"


def _marks(*parts: str | None) -> str:
    told = "; ".join(p for p in parts if p)
    return f" [{told}]" if told else ""


def claim_line(claim: ClaimEntry, names: Names) -> str:
    """Who says what, with which stance: "Russia (denies): …"."""
    return f"{listed(claim.actors, names) or 'no source named'} ({label(claim.stance)}): {claim.content}"


def missing_lines(missing: Iterable[str], names: Names) -> tuple[str, ...]:
    """What an agreement still waits for, with parties by name."""
    out = []
    for item in missing:
        what, colon, party = item.partition(": ")
        out.append(f"{what}: {names.get(party, party)}" if colon else what)
    return tuple(out)


def term_line(term: TermEntry, names: Names) -> str:
    """One term of an agreement for people: "lasts 5 years", "ends 6 months after notice", "replaces “1994 accord”".

    `names` are those of actors and agreements.
    """
    if term.named is not None:
        name = names.get(term.named_id or "")
        if term.kind == "depositary":
            return name or term.named
        return f"{label(term.kind)} {name or f'“{term.named}”'}"
    told = _length(term.length) if term.length else f"until {term.date}" if term.date else ""
    return {
        "duration": f"lasts {told}",
        "renewal": f"renews itself{' for ' + told if told else ''}",
        "nonrenewal": f"unless notice is given {told} before",
        "notice": f"ends for a party {told} after its notice",
        "survival": f"still protects for {told} after its end",
        "extension": f"extended {told if term.date else 'by ' + told}",
    }[term.kind]


def _length(iso: str) -> str:
    """An ISO 8601 duration of one unit in words."""
    number, letter = iso.strip("PTDWMYH"), iso[-1]
    unit = {"H": "hour", "D": "day", "W": "week", "M": "month", "Y": "year"}[letter]
    return f"{number} {unit}{'' if number == '1' else 's'}"


def due_line(due: Due, names: Names) -> str:
    """One due date for people: what, whose, and what came of it."""
    who = f" ({listed(due.by, names)})" if due.by else ""
    what = law().steps[due.step].noun
    came = {
        "met": "it came",
        "another day": f"it came on {due.came}",
        "overdue": "no report that it came",
        "due": "due",
        "denied": "it did not come",
        "taken back": "taken back",
        "put off": "put off, it was extended",
        "passed": "passed" if due.step == "give_notice" else "no report, renewed by itself",
        "contradicted": "reports give another day",
    }
    if due.basis == "computed" and due.step == "give_notice":
        what = "last day for notice against renewal"
    return f"{what}{who}: {came[due.outcome]}" + (", computed from its terms" if due.basis == "computed" else "")
