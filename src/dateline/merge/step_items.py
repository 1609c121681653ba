"""One report's telling of a step: whose it is, which organ acts, what state it is in, and whether it is one at all."""

from __future__ import annotations

import dataclasses
import re

from dateline.kinds.law import Law
from dateline.kinds.parliaments import unicameral
from dateline.merge.happenings import Happening
from dateline.model import Claim, Event
from dateline.model.vocabulary import ARMED_SECTORS, CHAMBERS, Organ, Step, StepState

# Steps that are somebody's, not of all parties together.
OF_ONE: tuple[Step, ...] = ("approve", "ratify", "accept", "accede", "submit", "deposit", "reserve")
# Steps that last: told as going on, they are done ("the treaty is in force", "talks are under way").
_LASTING: tuple[Step, ...] = ("negotiate", "apply_provisionally", "enter_into_force", "suspend", "violate", "resume")
# Steps that two parties take with each other, of whichever it is told.
_OF_ALL_ALIKE: tuple[Step, ...] = ("apply_provisionally", "extend", "amend", "enter_into_force")
# What a report from a state's own capital calls those who act for it.
_THE_GOVERNMENT = frozenset({"unnamed:government", "unnamed:cabinet", "unnamed:army"})
# Sectors of those who act for a state.
_OF_STATE = ("GOV", "MIL", "COP")
# Steps of which nobody tells that they were not taken, unless somebody has said so.
_ENDING: tuple[Step, ...] = (
    "suspend", "give_notice", "withdraw", "terminate", "violate", "enter_into_force", "resume",
)  # fmt: skip
# Steps that a party takes alone: to announce them is up to it.
_ALONE: tuple[Step, ...] = (
    "ratify", "accept", "accede", "suspend", "resume", "give_notice", "withdraw", "terminate", "reserve", "submit",
)  # fmt: skip
# From here on the network reads a past event as one that came about.
_LIKELY = 1.5
# Words that bring in what a clause waits for or supposes.
_SUPPOSING = frozenset({"before", "until", "once", "if", "unless", "when", "after", "whether", "till", "as"})
# "Has not approved it" leaves it open; "failed to agree" does not.
_OPEN = re.compile(r"\b(?:has|have|had)(?: not|n[’']t| never| yet)\b")
_HAD_NOT = re.compile(r"\b(?:which|who) had (?:not|never)\b")
_FAILED = re.compile(
    r"\b(?:fail(?:s|ed|ure)?|unable|fell through|fell flat|came to nothing|not take place|collapsed|broke down"
    r"|(?:ended|closed|finished) in (?:deadlock|failure|nothing|stalemate)|br[eo]ke?n? off|walked out)\b"
)
# "China, which never signed it"
_NEVER = re.compile(r"\bnever\b", re.IGNORECASE)
# "A truce that should have begun on Saturday": it did not.
_MISSED = re.compile(r"\b(?:should|w(?:as|ere) to|ought to) have\b")


@dataclasses.dataclass(frozen=True)
class StepItem:
    """One report's telling of a step: whose it is, which organ acts, and what state it is in."""

    happening: Happening
    step: Step
    by: frozenset[str]
    organ: Organ | None
    state: StepState
    told_as: Step

    @property
    def edtf(self) -> str | None:
        """The day as this report has it."""
        return self.happening.event.date.edtf


def make(happening: Happening, parties: frozenset[str], law: Law, *, paired: bool = True) -> StepItem:
    """The step as law has it: a chamber that "ratifies" approves, and joint steps are done by both sides."""
    event = happening.event
    told: Step = event.step or "negotiate"
    step: Step = "approve" if told == "ratify" and event.organ in CHAMBERS else told
    rule, state = law.steps[step], state_of(happening, step)
    # "A signs with B" is done by both; that A will not sign with B says nothing of B.
    both = rule.joint and state not in ("denied", "failed") and step != "terminate"
    everyone = happening.actors | (happening.recipients if both else frozenset())
    # A person acts for a state or for nobody that could be a party; who is unnamed cannot be told.
    everyone = frozenset(_meant(p, happening, parties) for p in everyone)
    named = frozenset(happening.source.country_of(p) or p for p in everyone)
    named = frozenset(p for p in named if p in parties or not p.startswith(("unnamed:", "person:", "org:")))
    named = frozenset(_state_of(p) for p in named)
    # Of many, or where the parties are not told, it is the act of those who are named.
    open_ended = rule.scope == "party" and len(parties) != 2
    # Where a bloc is a party, so may its member states be, each for itself.
    known = (happening.source.actors.get(p) for p in named)
    bloc = any(a is not None and parties.intersection(a.member_of) for a in known)
    stranger = len(parties) == 2 and paired and not named & parties and step in OF_ONE and not bloc
    by = named & parties if named & parties else (named if open_ended or not rule.joint else frozenset())
    # Nobody but a party approves or ratifies an agreement of two: "the island" was taken for another.
    by = frozenset() if stranger and event.organ is not None else by
    home = happening.source.home
    governed = rule.scope == "party" and not everyone.isdisjoint(_THE_GOVERNMENT)
    if not by and home in parties and (governed or (event.organ is not None and rule.unnamed != "all")):
        # "The House ratified it", "the government froze it", in a report from its own capital.
        by = frozenset({home}) if home else by
    if not by and event.organ is not None and rule.unnamed != "all" and len(parties) == 2:
        by = _with_the_other(happening, parties)
    if step == "give_notice" and not by and len(parties) == 2 and len(got := happening.recipients & parties) == 1:
        # "A note denouncing it was handed to Tunisia's envoy": who received it did not give it.
        by = parties - got
    if step == "give_notice" and not by and len(parties) == 2 and home in parties and _received(event):
        # "Notice was received at the foreign ministry", in a report from that capital: the other side gave it.
        by = parties - {home}
    if step == "submit" and not by:
        # "Was sent to the Philippine Senate", "to the European Parliament": inside its own state or bloc.
        found = (happening.source.actors.get(a) for a in event.recipients)
        chambers = [a.id for a in found if a is not None and a.kind == "legislature"]
        by = happening.source.parties(chambers) & parties
    one_sided = bool(by) and (step == "terminate" or not both)
    of_two = len(parties) == 2 and (paired or _bloc(parties))
    if step in _OF_ALL_ALIKE and of_two and by and state in ("done", "planned"):
        # "The cabinet applies it provisionally", "the Faroes prolonged it": so does the other side.
        by = parties
    if paired and rule.joint and rule.unnamed == "all" and len(parties) == 2 and not one_sided:
        by = parties if rule.scope == "agreement" or not by else by
    if step == "resume" and not event.actors and len(parties) == 2 and paired and state == "done":
        # "The agreement is back in operation"
        by = parties
    if step == "violate" and not by:
        by = _charged_with(happening, parties)
    mixed = not by or any(p.startswith("group:") for p in by)
    # A government signs for its state; what many do, or rebels too, is no organ's act.
    organ = None if rule.joint and mixed else event.organ
    if organ == "lower_chamber" and len(by) == 1 and by <= unicameral(happening.source.report.day):
        # "Our chamber", of a state that has but one
        organ = "legislature"
    return StepItem(happening, step, by, organ, state, told)


def _with_the_other(happening: Happening, parties: frozenset[str]) -> frozenset[str]:
    """ "The Senate approved the pact with France", of no state that the report names: of the other party.

    Chambers are a state's: where it made peace with those who fight it, its own.
    """
    states = frozenset(p for p in parties if len(p) == 3)
    if len(states) == 1 and any(p.startswith(("group:", "org:")) for p in parties):
        return states
    source = happening.source
    own = next((a for a in source.reading.agreements if a.id == happening.event.agreement), None)
    named = parties & source.parties(own.parties) if own is not None else frozenset()
    return parties - named if len(named) == 1 and source.home not in named else frozenset()


def _meant(actor: str, happening: Happening, parties: frozenset[str]) -> str:
    """ "The rebels", "the government": the one armed group, the one state among the parties."""
    found = happening.source.actors.get(actor)
    if found is not None and actor.endswith(".REB"):
        group = [p for p in parties if p.startswith("group:")]
        return group[0] if len(group) == 1 else actor
    if not actor.startswith("unnamed:") or found is None:
        return actor
    states = [p for p in parties if len(p) == 3]
    groups = [p for p in parties if p.startswith("group:")]
    side = groups if found.sector in ARMED_SECTORS else states if found.sector in _OF_STATE and groups else []
    return side[0] if len(side) == 1 else actor


def _bloc(parties: frozenset[str]) -> bool:
    """Whether one of the parties is a bloc or an organisation, which a state joins."""
    return any(p.startswith("IGO:") for p in parties)


def _charged_with(happening: Happening, parties: frozenset[str]) -> frozenset[str]:
    """ "In violation of the truce, the front charged": whoever is named did it, it was the other of the two."""
    charging = {p for c in _claims(happening) for p in happening.source.parties(c.sources)} & parties
    return parties - charging if len(parties) == 2 and len(charging) == 1 else frozenset()


def _received(event: Event) -> bool:
    """Whether a notice is told to have been received."""
    return (event.reason or "").startswith("receive (")


def _state_of(party: str) -> str:
    """ "Swiss voters" approve for Switzerland."""
    state, _, body = party.partition(".")
    return state if body and len(state) == 3 and body != "REB" else party


def state_of(happening: Happening, step: Step) -> StepState:
    """Done, denied, failed, conditional, announced (by a party itself) or planned, as this report tells it."""
    event = happening.event
    if event.conditional and (event.type != "REJECT" or event.certainty == "possible"):
        return "conditional"
    if event.polarity == "negative" or (event.type == "REJECT" and step == "approve"):
        # What is rejected is not approved.
        told = _told(happening)
        lost = event.type == "REJECT" or (step == "approve" and event.organ in CHAMBERS and not _OPEN.search(told))
        # Who made no deal tried to: "parted without one".
        lost = (
            lost
            or _FAILED.search(told) is not None
            or _MISSED.search(told) is not None
            or (step == "conclude" and event.certainty == "certain")
        )
        return "failed" if lost and event.tense == "past" else "denied"
    claims = [c for c in _claims(happening) if happening.source.parties(c.sources) & happening.actors]
    own, likely = bool(claims), (event.factuality or 0) >= _LIKELY
    said = event.tense == "past" and any(c.stance in ("states", "confirms") for c in claims)
    if event.tense == "past" and event.certainty == "possible" and happening.ahead:
        # "Hopes to sign it in spring"
        return "planned"
    doubtful = event.certainty == "possible" and not (said and likely)
    if event.conditional or doubtful:
        return "conditional"
    if event.tense == "ongoing" and step == "approve" and (event.reason or "").startswith("have ("):
        # "The pact has the backing of Congress"
        return "done"
    since = (event.date.edtf or "").endswith("/..")
    if event.tense == "past" or (event.tense == "ongoing" and (step in _LASTING or since)):
        # "The law bears the president's signature since Tuesday"
        return "done"
    if event.tense == "ongoing" and step == "withdraw":
        # "Is withdrawing from the pact": under way by its own word.
        return "announced"
    return "announced" if own and step in _ALONE else "planned"


def is_step(item: StepItem, parties: frozenset[str], law: Law) -> bool:
    """Not an end that has simply not come, what a clause waits for, or what is charged by one side."""
    event, source = item.happening.event, item.happening.source
    # After these it is in force, and must have been before.
    rule = law.steps[item.step]
    supposing = rule.supposes and rule.gives is None
    of_nobody = rule.supposes and rule.scope == "party" and not event.actors
    # Of many states' agreement a report may name one: whoever joins, makes reservations or has a chamber vote on it.
    voted = item.step == "approve" and item.organ in CHAMBERS and item.state == "done"
    of_many = (item.step in ("reserve", "object") or voted) and bool(item.by)
    if guessed(event) and (item.edtf is None or (len(parties) < 2 and not of_many) or of_nobody):
        # A step that no rule knows counts where its day is told, and between whom the agreement is.
        return False
    alone = item.step == "negotiate" and len(_sides(item)) < 2
    if doubted(event) and (item.edtf is None or (supposing and not event.actors) or item.step == "violate" or alone):
        # One that the network does not see counts where its day is told and nothing else follows from it.
        return False
    if not parties and not item.by and event.date.basis not in ("stated", "inferred"):
        # "A truce that held", "the convention ended": of nobody, on no day.
        return False
    if item.state == "denied" and item.step in _ENDING:
        own = any(source.parties(c.sources) & item.happening.actors for c in _claims(item.happening))
        return (bool(event.actors) and (event.tense != "past" or own)) or any(
            c.stance == "denies" for c in _claims(item.happening)
        )
    if item.state == "denied" and item.step in ("sign", *OF_ONE) and _HAD_NOT.search(_told(item.happening)):
        # "Which had not signed it, acceded to it": what was before another step.
        return False
    if item.step in ("conclude", "negotiate", "submit") and item.organ in CHAMBERS:
        # What lawmakers agree on among themselves; what one chamber sends on to the other.
        return False
    if item.step == "violate":
        return event.certainty == "certain" or (bool(item.by) and _charged(item, parties))
    if item.state == "denied" and item.step in ("sign", "accede") and _NEVER.search(_told(item.happening)):
        # "China, which never signed it": how it is, and nothing that was refused.
        return False
    if item.state == "conditional" and item.edtf is None and item.step in (*OF_ONE, "exchange", "sign"):
        # "Before the two can ratify it", "if it signs": what is only supposed.
        before = source.report.text[max(event.evidence.start - 8, 0) : event.evidence.start]
        if before.lower().split()[-1:] and before.lower().split()[-1] in _SUPPOSING:
            return False
    if item.step == "approve" and event.type == "REJECT" and event.tense != "past":
        # "Lawmakers who reject it", "is expected to vote against it": nothing is refused yet.
        return False
    if item.edtf is None and (event.reason or "").endswith("-due)"):
        # "Is to vote on it": a step to come only where a day is named.
        return False
    if item.state in ("planned", "conditional") and item.edtf is None:
        clauses = [a.entry_into_force.evidence for a in source.reading.agreements if a.entry_into_force]
        return bool(event.actors) and not any(c.overlaps(event.anchor) for c in clauses)
    return True


def _sides(item: StepItem) -> frozenset[str]:
    """Those between whom a step is told to be."""
    return item.happening.source.parties(item.happening.event.actors)


def _told(happening: Happening) -> str:
    """The words that tell a step, and those right before them."""
    event = happening.event
    return happening.source.report.text[max(event.evidence.start - 20, 0) : event.evidence.end]


def guessed(event: Event) -> bool:
    """Whether the network alone has read an event, and no rule."""
    return event.network == "alone"


def doubted(event: Event) -> bool:
    """Whether a rule alone has read a step, and the network sees none in its clause."""
    return event.network == "sees none"


def _charged(item: StepItem, parties: frozenset[str]) -> bool:
    """Whether those who watch over an agreement say that it was broken, or a party that another did on a day."""
    source = item.happening.source
    for claim in _claims(item.happening):
        sides = source.parties(claim.sources)
        named = {p for p in sides if len(p) == 3 or p.startswith(("group:", "IGO:", "unnamed:"))} - item.by
        if claim.stance not in ("denies", "doubts", "predicts", "fears") and named:
            others = {p for p in named if len(p) == 3 or p.startswith("group:")}
            # What one side says of the other, on no day that it names, is no more than that.
            return not others or (item.edtf is not None and (len(parties) < 2 or bool(others & parties)))
    return False


def _claims(happening: Happening) -> list[Claim]:
    """The claims that tell of a happening."""
    event = happening.event
    return [c for c in happening.source.reading.claims if event.id in c.events or c.id in event.claims]
