"""Which events are one step of an agreement, and what became of it: done, announced, planned, denied."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from dateline.kinds.law import Law
from dateline.kinds.when import overlap, upper_bound, width
from dateline.merge.context import Key
from dateline.merge.happenings import Happening
from dateline.merge.same_event import Found
from dateline.merge.same_step import NEAR_DAYS, days_between, same_step
from dateline.merge.step_items import OF_ONE, StepItem, is_step, make
from dateline.model.vocabulary import CHAMBERS, Step, StepState

# Steps by which a party leaves, or comes back; those that all take together.
_GOING: tuple[Step, ...] = ("give_notice", "withdraw", "resume")
_OF_ALL: tuple[Step, ...] = ("enter_into_force", "register", "apply_provisionally", "terminate", "extend", "amend")
# Those that two take together, and blocs that make agreements as one party.
_OF_BOTH: tuple[Step, ...] = ("sign", "initial", "conclude", "negotiate")
_PARTY_BLOCS = frozenset({"IGO:eu"})
_TAKEN: tuple[StepState, ...] = ("done", "announced")
# What a headline's word may mean by law, where the text below tells it: "ratifies" an approval, "quits" a notice.
_LESSER: dict[Step, tuple[Step, ...]] = {
    "ratify": ("approve",),
    "withdraw": ("give_notice", "suspend"),
    "terminate": ("give_notice", "suspend"),
    "conclude": ("sign",),
}
_MONTH, _YEAR = 31, 366


@dataclasses.dataclass(frozen=True)
class FoundStep:
    """The tellings of one step of one agreement, in order of report, and why they are one."""

    agreement: str
    items: tuple[StepItem, ...]
    reason: str

    def as_event(self) -> Found:
        """The same as an event, so that a step and its event are one group."""
        return Found(tuple(i.happening for i in self.items), self.reason)


def cluster(
    happenings: Sequence[Happening],
    parties: Mapping[str, frozenset[str]],
    law: Law,
    *,
    pairs: Collection[str] | None = None,
) -> tuple[list[FoundStep], list[Happening]]:
    """Steps of agreements, and the happenings that are none; `parties` gives each merged agreement's parties.

    `pairs` are the agreements of which a report tells both of two parties; None: all of two.
    """
    steps = [h for h in happenings if h.agreement and h.event.step]
    rest = [h for h in happenings if not (h.agreement and h.event.step)]
    made = [
        make(h, parties[h.agreement or ""], law, paired=pairs is None or h.agreement in pairs) for h in steps
    ]  # fmt: skip
    told = [(i, is_step(i, parties[i.happening.agreement or ""], law)) for i in made]
    rest += [i.happening for i, step in told if not step]
    own: dict[str, list[StepItem]] = {}
    for item in (i for i, step in told if step):
        own.setdefault(item.happening.agreement or "", []).append(item)
    # What is told of one agreement says nothing of another: each is gone through by itself.
    kinds: dict[tuple[str, Step], list[StepItem]] = {}
    for agreement, items in own.items():
        for item in _understood(items, parties[agreement]):
            kinds.setdefault((agreement, item.step), []).append(item)
    out: list[FoundStep] = []
    for (agreement, _), alike in sorted(kinds.items()):
        groups: list[list[StepItem]] = []
        for item in sorted(alike, key=_most_telling_first):
            fitting = [g for g in groups if all(same_step(item, other, law) for other in g)]
            if fitting:
                max(fitting, key=lambda g: (_closeness(item, g), -groups.index(g))).append(item)
            else:
                groups.append([item])
        for group in groups:
            if all(_of_nobody(i) for i in group):
                rest += [i.happening for i in group]
                continue
            ordered = tuple(sorted(group, key=lambda i: i.happening.key))
            out.append(FoundStep(agreement, ordered, _reason(ordered)))
    return sorted(out, key=lambda s: s.items[0].happening.key), rest


def _understood(items: Sequence[StepItem], parties: frozenset[str]) -> list[StepItem]:
    """The tellings of one agreement's steps, each as the others show it to be meant; `parties` are the agreement's."""
    meant = _signed(_sanctioned(_corrected(_attributed(items))), parties)
    return _bound_later(_bound_anew(_not_yet_left(_joined(meant, parties))))


def _attributed(items: Sequence[StepItem]) -> list[StepItem]:
    """Steps of which nobody is named, given to whoever alone can have taken them by what else is told.

    "The lower house had passed it": of the state whose other organs the report tells of. "The exit takes effect in a
    year": of the one party that has given notice.
    """
    own = [i for i in items if i.by and i.state in _TAKEN]
    out = []
    for item in items:
        report = item.happening.source
        if item.by or item.step in _OF_ALL:
            out.append(item)
            continue
        if item.step == "suspend":
            # "Plans to apply it again, six months after it was frozen"
            back = {i.by for i in items if i.by and i.step == "resume"}
            out.append(dataclasses.replace(item, by=back.pop()) if len(back) == 1 else item)
            continue
        if item.step in _GOING:
            who = {i.by for i in own if i.step in (*_GOING, "suspend") and i.step != item.step} or {
                i.by for i in own if i.step == item.step
            }
            # "Fiji is to leave the convention. Notice reached the depositary on Monday."
            who = who or {i.by for i in items if i.by and i.step == "withdraw" and i.happening.source is report}
        elif item.organ is not None:
            who = {i.by for i in own if i.happening.source is report and i.organ is not None}
            # "Nepal acceded after the upper house gave its blessing": of the one state that acts.
            who = who or {i.by for i in own if i.happening.source is report and i.step in OF_ONE}
            who = {w for w in who if len(w) == 1}
        else:
            who = set()
        out.append(dataclasses.replace(item, by=who.pop()) if len(who) == 1 else item)
    return out


def _not_yet_left(items: Sequence[StepItem]) -> list[StepItem]:
    """ "Brazil walks out of the pact", told a year before the day on which it is no longer a party: its notice."""
    ends = [i for i in items if i.step in ("withdraw", "terminate") and i.state == "done" and i.happening.low]

    def early(item: StepItem) -> bool:
        if item.step != "withdraw" or item.state != "done" or not item.by or item.edtf or not item.happening.source.day:
            return False
        published = dt.date.fromisoformat(item.happening.source.day)
        days = (i.happening.low for i in ends if i.by == item.by or i.step == "terminate")
        return any(low is not None and (low - published).days > _MONTH for low in days)

    return [dataclasses.replace(i, step="give_notice", organ=None) if early(i) else i for i in items]


def _bound_anew(items: Sequence[StepItem]) -> list[StepItem]:
    """ "The treaty will again apply to it", of a party that left and has acceded anew: it enters into force for it."""
    back = [i for i in items if i.step in ("accede", "deposit") and i.by]
    left = {i.by for i in items if i.step == "withdraw" and i.state in (*_TAKEN, "planned")}
    anew = left & {i.by for i in back if i.state in _TAKEN}

    def meant(item: StepItem) -> StepItem:
        # "For Brazil the convention will apply again": of the one that came back in the same report
        own = {i.by for i in back if i.happening.source is item.happening.source and i.by in anew}
        by = item.by or (own.pop() if len(own) == 1 else item.by)
        return dataclasses.replace(item, step="enter_into_force", by=by) if by in anew else item

    return [meant(i) if i.step == "resume" and anew else i for i in items]


def _bound_later(items: Sequence[StepItem]) -> list[StepItem]:
    """ "It will bind this country from September 1": of the one that a report tells to have acceded, once in force.

    So it is where the report names the one party for which it is ("takes effect for Palau on July 17"), and where it
    "became a party on Tuesday", ninety days after its instrument.
    """
    joined = {i.by for i in items if i.step == "accede" and i.state in _TAKEN and len(i.by) == 1}

    def meant(item: StepItem) -> StepItem:
        if item.step == "accede" and item.state == "done":
            return dataclasses.replace(item, step="enter_into_force") if _came_in(item, items) else item
        if item.step != "enter_into_force" or not item.edtf:
            return item
        event, source = item.happening.event, item.happening.source
        told = frozenset(source.parties((*event.actors, *event.recipients)))
        if told in joined:
            return dataclasses.replace(item, by=told)
        here = {i.by for i in items if i.happening.source is source and i.by in joined}
        open_ = not item.by and item.state in ("planned", "announced") and len(here) == 1
        if open_ and any(i.step == item.step and _day_over(i, source.day, item.happening.low) for i in items):
            return dataclasses.replace(item, by=here.pop())
        return item

    return [meant(i) for i in items]


def _came_in(item: StepItem, items: Sequence[StepItem]) -> bool:
    """Whether "became a party" is told of a day after that of the instrument by which a party joined."""
    low = item.happening.low
    if low is None or not (item.happening.event.reason or "").endswith("(become-party)"):
        return False
    days = (i.happening.high for i in items if i.step in ("accede", "deposit") and i.by == item.by)
    return any(high is not None and (low - high).days > NEAR_DAYS for high in days)


def _day_over(item: StepItem, published: str | None, limit: dt.date | None) -> bool:
    """Whether what an earlier report foretold, or any told as done, was before a day and before the report was out."""
    last = item.happening.high or item.happening.low
    told = item.state == "done" or (item.state == "planned" and published is not None)
    return told and last is not None and limit is not None and last < limit and last.isoformat() <= (published or "9")


def _joined(items: Sequence[StepItem], two: frozenset[str]) -> list[StepItem]:
    """A signature, initialling or conclusion of two told of one of them alone ("Australia signed the pact in Astana").

    It takes both, unless the other's own is told apart: done on its own, still to come, or refused. What one state
    signs with a body of many (its accession to a bloc, a convention kept by one) is its own act.
    """
    bloc = any(p.startswith("IGO:") and p not in _PARTY_BLOCS for p in two)
    out = []
    for item in items:
        others = [i for i in items if i.step == item.step and (i.by or i.state in ("denied", "failed"))]
        # Told of the one by one report and of the other by another, on the same day: one act.
        apart = {i.by for i in others if i.state != item.state or not overlap(i.edtf, item.edtf)}
        alone = item.step in _OF_BOTH and len(item.by) == 1 and len(two) == 2 and item.by < two
        apart -= {item.by, two}
        joint = alone and not bloc and not apart and item.state in ("done", "planned")
        out.append(dataclasses.replace(item, by=two) if joint else item)
    return out


def _of_nobody(item: StepItem) -> bool:
    """Whether a step that some party takes is told of nobody: "those who had ratified it"."""
    if item.state == "denied" and not item.by and item.step not in _OF_ALL:
        return True
    return item.step in OF_ONE and not item.by and item.organ in (None, "government")


def _corrected(items: Sequence[StepItem]) -> list[StepItem]:
    """Vague tellings made definite by what the same report tells more fully.

    Where a title says "ratifies" and the text below tells only an approval, the title means that approval; "lawmakers
    back the pact" without a date means the one chamber whose vote the report tells.
    """
    fuller = [_title_meant(item, items) for item in items]
    return [_chamber_meant(item, fuller) for item in fuller]


def _signed(items: Sequence[StepItem], parties: frozenset[str]) -> list[StepItem]:
    """ "The accord struck in Vienna last May" that was signed there in May: one step, told in other words.

    So is a pact of two "concluded on Monday when the ministers signed"; conferences adopt a text before states sign it.
    """
    signings = [i for i in items if i.step == "sign" and i.state == "done" and i.edtf]
    out = []
    for item in items:
        same = [
            s for s in signings
            if days_between(s, item) <= NEAR_DAYS
            or (item.edtf and 1 < (width(item.edtf) or 999) < 100 and overlap(s.edtf, item.edtf))
            or _told_afterwards(item, s)
        ]  # fmt: skip
        two = len(parties) == 2 and any(days_between(s, item) <= 1 for s in same)
        late = two or any((s.happening.source.day or "") < (item.happening.source.day or "") for s in same)
        told = item.step == "conclude" and item.state == "done" and late
        out.append(dataclasses.replace(item, step="sign", organ=None) if told else item)
    return out


def _told_afterwards(item: StepItem, signing: StepItem) -> bool:
    """ "The treaty that they concluded last year", by a report well after the signature was told: the same."""
    later = (signing.happening.source.day or "9") < (item.happening.source.day or "")
    wide = item.edtf is None or (_MONTH < (width(item.edtf) or 999) <= _YEAR and overlap(signing.edtf, item.edtf))
    return later and wide


def _sanctioned(items: Sequence[StepItem]) -> list[StepItem]:
    """ "The king put his name to it after the assembly had passed it": a head of state's part of the approval.

    So it is where a chamber of the same state has voted, or both parties have signed before that day.
    """
    return [dataclasses.replace(i, step="approve", by=own) if (own := _sanctioner(i, items)) else i for i in items]


def _sanctioner(item: StepItem, items: Sequence[StepItem]) -> frozenset[str]:
    """The state whose approval its head of state's signature is part of; none where it signs the agreement itself."""
    event = item.happening.event
    told = item.step == item.told_as == "sign" and item.organ == "head_of_state"
    if not told or item.state not in ("done", "planned"):
        return frozenset()
    own = frozenset(item.happening.source.country_of(a) or a for a in event.actors)
    if len(own) != 1 or len(event.actors) != 1 or event.recipients:
        return frozenset()
    day = item.edtf or "9"
    done = [i for i in items if i.state == "done" and _over(i.edtf) < day]
    voted = any(i.step == "approve" and i.organ in CHAMBERS and i.by == own for i in done)
    signed = any(i.step == "sign" and len(i.by) != 1 and i.edtf and (width(i.edtf) or 99) < _YEAR for i in done)
    return own if voted or signed else frozenset()


def _over(edtf: str | None) -> str:
    """The last day of a time, the earliest of all where none is told."""
    last = upper_bound(edtf)
    return last.isoformat() if last is not None else ""


def _title_meant(item: StepItem, items: Sequence[StepItem]) -> StepItem:
    source = item.happening.source
    if item.state != "done" or not source.in_title(item.happening.event.anchor):
        return item
    body = [
        i for i in _beside(item, items)
        if (i.by <= item.by or not item.by) and not source.in_title(i.happening.event.anchor)
    ]  # fmt: skip
    same = [i for i in body if i.step == item.step]
    if same:
        # "Lawmakers clear pact": the vote that the text below tells.
        told = same[0]
        alone = len({(i.by, i.organ) for i in same}) == 1 and not item.edtf
        return dataclasses.replace(item, organ=told.organ, by=told.by) if alone else item
    meant = [i for i in body if i.step in _LESSER.get(item.step, ())]
    if item.step == "sign" and item.organ == "head_of_state":
        # "President signs off pact": the law on it, which the text below tells of.
        meant = [i for i in body if i.step == "approve" and i.organ == "head_of_state"]
    if not meant:
        return item
    last = max(meant, key=lambda i: i.happening.key)
    return dataclasses.replace(item, step=last.step, organ=last.organ, by=last.by or item.by)


def _chamber_meant(item: StepItem, items: Sequence[StepItem]) -> StepItem:
    if item.step != "approve" or item.state != "done" or item.organ not in (None, "legislature") or item.edtf:
        return item
    told = {
        (i.organ, i.by)
        for i in _beside(item, items)
        if i.step == "approve" and i.organ in ("lower_chamber", "upper_chamber") and (i.by == item.by or not item.by)
    }
    both = len({organ for organ, _ in told}) == 2 and len({by for _, by in told}) == 1
    if not told or (len(told) > 1 and not both):
        return item
    # "Parliament backs pact", "approved by both houses", with the votes of the two told besides: the later of them.
    organ, by = max(told, key=lambda t: (t[0] == "upper_chamber", sorted(t[1])))
    return dataclasses.replace(item, organ=organ, by=by)


def _beside(item: StepItem, items: Sequence[StepItem]) -> list[StepItem]:
    """The other tellings of done steps in the same report."""
    return [i for i in items if i is not item and i.state == "done" and i.happening.source is item.happening.source]


def _most_telling_first(item: StepItem) -> tuple[bool, bool, bool, int, Key]:
    days = width(item.edtf)
    return (item.state != "done", item.organ is None, not item.by, days or 10**6, item.happening.key)


def _closeness(item: StepItem, group: Sequence[StepItem]) -> tuple[int, int]:
    """How well `item` fits: shared organ and actors, then an agreeing date."""
    organ = sum(item.organ == other.organ and item.by == other.by for other in group)
    dated = sum(bool(item.edtf and other.edtf and overlap(item.edtf, other.edtf)) for other in group)
    return (min(dated, 1), organ)


def _reason(items: Sequence[StepItem]) -> str:
    who = ", ".join(sorted(items[0].by)) or "nobody named"
    organ = next((i.organ for i in items if i.organ), None)
    return f"same agreement, step {items[0].step}, {who}{', ' + organ if organ else ''}"
