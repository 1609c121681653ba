"""Event findings → events: their actors, dates, places and agreements, each with a reason."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from dateline.kinds.when import lower_bound
from dateline.model.findings import EventFinding
from dateline.model.reading import Event, When
from dateline.model.vocabulary import CHAMBERS, Organ, Step, Tense
from dateline.resolve.actor_links import side_of
from dateline.resolve.amending import changed_by_paper, changed_by_signing
from dateline.resolve.at_signing import binding_at_once, with_signature
from dateline.resolve.dating import Circumstances, Dating, root_of
from dateline.resolve.dealt import dealt_out
from dateline.resolve.forestalled import without_forestalled
from dateline.resolve.lengths import of_last_year
from dateline.resolve.repeats import once
from dateline.resolve.reported import reported, said_doing
from dateline.resolve.reserved import made_with_consent
from dateline.resolve.siting import place_of
from dateline.resolve.step_days import after_all, day_of_step, only_day, since
from dateline.resolve.step_sides import and_others, at_home, told_with

if TYPE_CHECKING:
    from spacy.tokens import Token

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# Acts that happen to the unnamed, by the unnamed: "a suicide bomber blew himself up", "troops were rushed to the port".
_TOLD_WITHOUT_NAMES = frozenset({"ASSAULT", "PROTEST", "OTHER", "CONCEDE", "COERCE", "MOBILIZE", "RETREAT",
                                  "THREATEN", "CONSULT"})  # fmt: skip
# "Hailed the release of the bishops": what is judged has happened.
_JUDGING = frozenset({"hail", "welcome", "condemn", "denounce", "praise", "deplore", "mourn", "decry", "confirm"})
# Steps that each state takes by itself, at home.
_OF_ONE: frozenset[Step] = frozenset({"approve", "ratify", "accept", "submit"})
_BY_EACH: frozenset[Step] = _OF_ONE | {"deposit", "accede"}
# Those of whom only their number is told.
_SOME = frozenset({"state", "country", "nation", "government", "member", "signatory", "party", "power"})
_FIRST = re.compile(
    r"\b(?:first|second|third|\w+th|latest|newest|last) (?:\w+ ){0,2}to ratify\b|\bha(?:s|d) ratified\b"
)
# "Voters in Switzerland"
_VOTERS = frozenset({"voter", "citizen", "elector"})
_BROUGHT = frozenset({"spark", "trigger", "cause", "provoke", "prompt", "set", "unleash", "ignite", "draw"})
# What heads of state issue.
_DECREES = frozenset({"decree", "ordinance", "proclamation", "edict"})
# "Was ratified by presidential decree"
_BY_DECREE = re.compile(
    r"\bby (?:an? |the )?(?:\w+ )?(?:presidential|royal|imperial|princely|a?emiri|sultani?c?) "
    r"(?:decree|order|proclamation|ordinance|edict|act)\b", re.IGNORECASE
)  # fmt: skip
# Steps that several sides take with each other.
_BY_SIDES: frozenset[Step] = frozenset({"negotiate", "conclude", "initial", "sign"})
# "A joint sitting of the Assembly and the Senate": neither chamber's own vote.
_JOINTLY = re.compile(
    r"\bjoint (?:sitting|session|meeting)\b|\b(?:sitting|sat|meeting|met) (?:jointly|together)\b", re.I
)

# A time told of an agreement beside the step, the characters in which that is said, and the steps that may have it.
_IN_FORCE_SINCE = re.compile(r"\bin (?:force|effect|operation|use) since $")
_SINCE = 30
_BEGINNING: frozenset[Step | None] = frozenset({None, "enter_into_force", "apply_provisionally", "resume"})
# "Ratified by 88 votes to 12": votes are cast in a chamber.
_BALLOT = re.compile(
    r"\b(?:\d+ votes? to|votes? to (?:\d+|none|nil)|voice vote|show of hands|(?:in|by) both (?:chambers|houses)|"
    r"by acclamation|roll.call)\b",
    re.I,
)


def build_events(
    findings: Sequence[EventFinding], agreements: Mapping[int, str], around: Circumstances
) -> tuple[tuple[Event, ...], Mapping[str, int]]:
    """Events e1, e2 … in text order, and the trigger token of each; `agreements` maps a trigger to its agreement."""
    dating = Dating(around, frozenset(f.head for f in findings))
    built: list[tuple[Event, int]] = []
    for f in findings:
        event = _event(f, agreements.get(f.head), dating, built)
        if event is not None:
            built += [(each, f.head) for e in dealt_out(event, f, dating) for each in _with_accession(e, around)]
    kept = binding_at_once(_dated_alike(once(built, around), around), around.document.syntax)
    kept = without_forestalled(made_with_consent(kept, around.document.syntax), around.document.syntax)
    kept = changed_by_paper(changed_by_signing(kept, around.document.syntax), around)
    events = tuple(msgspec.structs.replace(e, id=f"e{n + 1}") for n, (e, _) in enumerate(kept))
    return events, {e.id: head for e, (_, head) in zip(events, kept, strict=True)}


def _with_accession(event: Event, around: Circumstances) -> tuple[Event, ...]:
    """The event, and where it is the deposit of an instrument of accession, the accession (VCLT art. 15, 16)."""
    told = event.evidence.of(around.document.text).lower()
    if event.step != "deposit" or "of accession" not in told or event.polarity == "negative":
        return (event,)
    reason = f"{event.reason}; by its instrument (VCLT art. 15)"
    return (event, msgspec.structs.replace(event, step="accede", reason=reason))


def _dated_alike(built: list[tuple[Event, int]], around: Circumstances) -> list[tuple[Event, int]]:
    """ "Acceded on Thursday. Its ambassador deposited the instrument.": one act, on one day (VCLT art. 15, 16).

    "Became the first to ratify it. Its ambassador handed in the instrument on Friday" too.
    """

    def binding(e: Event) -> bool:
        first = e.step == "ratify" and _FIRST.search(e.evidence.of(around.document.text).lower()) is not None
        return (first or e.step in ("accede", "deposit")) and e.tense == "past" and e.polarity == "positive"

    def of_other(e: Event) -> When | None:
        for o, _ in built:
            alike = binding(o) and o.step != e.step and o.agreement == e.agreement and o.date.edtf
            if alike and {side_of(a) for a in o.actors} == {side_of(a) for a in e.actors}:
                return When(o.date.edtf, "inferred", o.date.evidence)
        return None

    return [
        (msgspec.structs.replace(e, date=of_other(e) or e.date) if not e.date.edtf and binding(e) else e, head)
        for e, head in built
    ]


def _event(
    f: EventFinding, agreement: str | None, dating: Dating, earlier: Sequence[tuple[Event, int]]
) -> Event | None:
    around = dating.around
    doc = around.document.syntax
    actor_heads = [root_of(doc, s).i for s in f.actors]
    actors = around.links.at(actor_heads)
    parties = around.parties.get(f.head, ())
    if len(parties) == 2 and any(h in around.links.paired for h in actor_heads):
        actors = parties
    recipients = tuple(i for i in around.links.at(root_of(doc, s).i for s in f.recipients) if i not in actors)
    told = (*actors, *recipients) if actors or f.type not in _TOLD_WITHOUT_NAMES else ()
    if told and all(i.startswith("org:") or i.endswith(".BUS") for i in told):
        # Business among firms.
        return None
    bare = not actors and not recipients and not f.step
    if bare and f.type == "CONSULT" and f.mode is not None:
        # "During her summer tour": nobody's visit.
        return None
    if bare and f.type not in _TOLD_WITHOUT_NAMES:
        return None
    named_organ = next((around.organs[h] for h in actor_heads if h in around.organs), None)
    organ = named_organ if f.organ == "legislature" and named_organ in CHAMBERS else f.organ or named_organ
    if organ in CHAMBERS and _JOINTLY.search(doc[f.head].sent.text):
        organ = "legislature"
    if organ is None and len(actors) == 1:
        organ = around.links.organs.get(actors[0])
    if organ is None and f.step is not None:
        organ = next((o for h in actor_heads if doc[h].pos_ == "PRON" and (o := _organ_meant(doc[h], around))), None)
    if f.step in ("approve", "ratify", "submit"):
        named = any(
            i == side_of(a) for h in actor_heads for t in (*doc[h].subtree, *doc[doc[h].sent.start : h]) if t.i != h
            for i in around.links.by_head.get(t.i, ()) for a in actors
        ) or any(h in around.owned for h in actor_heads)  # fmt: skip
        other = set(recipients) | told_with(f, around)
        # "The House approved the agreement with France. The Senate concurred."
        unplaced = not any(t.ent_type_ == "GPE" for h in actor_heads for t in doc[h].subtree)
        with_whom = tuple(sorted(other)) or (parties if unplaced else ())
        if not other and with_whom == (around.home,):
            # "The assent of the National Assembly to the treaty", of a report from its own capital
            with_whom = ()
        actors = actors if named else _own_chamber(actors, with_whom, dating, other)
        sides = [p for p in parties if p not in other]
        if organ and len(parties) == 2 and len(sides) == 1 and all(a.startswith("unnamed:") for a in actors):
            # "The House approved the treaty with France", of Fiji, which the report names elsewhere
            actors = tuple(sides)
    token = doc[f.head]
    voters = [doc[h] for h in actor_heads if doc[h].lemma_.lower() in _VOTERS]
    tense = f.tense
    if f.step == "ratify":
        actors, organ, tense = _ratifying(f, actors, organ, around)
    nobody = not actors or (voters and all(a.startswith("unnamed:") for a in actors))
    passive = any(c.dep_ == "nsubjpass" for c in token.children)
    if nobody and f.step in _OF_ONE and (organ is not None or voters or passive):
        actors = _of_place(voters[0] if voters else token, parties, around) or actors
    when = dating.at(f.head)
    if token.dep_ == "relcl" and any(c.lower_ == "where" for c in token.children):
        # "Exchanged on Wednesday in the hall where it was signed": on another day.
        own = dating.stated(f.head)
        when = When(own.edtf, "stated", own.span) if own is not None else When()
    elif when.edtf is None and f.when is not None:
        when = dating.told_at(f.when, f.head) or after_all(f, dating) or when
    if when.edtf is None and (f.tense == "past" or said_doing(token, f)):
        before = [e for e, h in earlier if doc[h].sent == token.sent and e.date.edtf]
        found = (dating.later(token, before[-1].date) if before else None) or reported(token, dating)
        when = found or when
    if when.edtf is None and f.step is not None and f.nominal and token.dep_ in ("nsubj", "nsubjpass", "npadvmod"):
        # "Signature is pencilled in for Friday"
        when = dating.at(token.head.i)
    if f.step == "enter_into_force" and f.nominal:
        when = since(token, dating) or when
    if when.edtf is None and f.step is not None and f.tense == "past":
        when = day_of_step(token, dating) or when
    if when.edtf is None and f.step is not None and token.pos_ == "VERB":
        when = only_day(token, dating) or when
    day = when.evidence.start if when.evidence else 0
    if f.step not in _BEGINNING and _IN_FORCE_SINCE.search(around.document.text, max(day - _SINCE, 0), day):
        # "Is ending the pact, in force since 1967"
        when = When()
    if when.edtf and f.step is not None and f.tense != "future":
        when = _not_to_come(when, dating)
        if f.step in _BY_EACH | _BY_SIDES and tense == "past" and f.polarity == "positive" and when.evidence:
            words, today = when.evidence.of(around.document.text), around.document.report.day
            when = msgspec.structs.replace(when, edtf=of_last_year(when.edtf, words, today))
    elif when.edtf and f.step is not None:
        when = _to_come(when, dating)
    unset = f.step == "enter_into_force" and (tense != "past" or when.edtf is None)
    if unset and (signed := with_signature(f, dating, earlier)) is not None:
        tense, when = "past", signed
    if f.reciprocal and recipients:
        actors, recipients = (*actors, *recipients), (*recipients, *actors)
    step, reason = _step(f.step, actors, organ, f, () if recipients else earlier)
    if (f.step, step) == ("sign", "approve") and any(doc[h].lower_ == "it" for h in actor_heads):
        # "Since it signed the protocol", of a report on the Senate
        step = None
    if step in _BY_SIDES and and_others(actor_heads, _SOME, doc):
        actors = recipients = ()
    if step in _BY_SIDES and organ in CHAMBERS:
        # "Senator Clinton negotiated it": no chamber does.
        organ = None
    if step == "ratify" and f.tense == "past" and _BALLOT.search(f.evidence.of(around.document.text)):
        step, organ = "approve", organ or "legislature"
        reason = f"{f.reason}; by a vote: domestic approval, not consent to be bound (VCLT art. 14)"
    if step in _BY_EACH and not actors and any(doc[h].tag_ == "NNS" and doc[h].lemma_ in _SOME for h in actor_heads):
        # "So far six states have ratified it": how many, and not which.
        step = None
    if step in _BY_SIDES and agreement not in around.peaces and at_home((*actors, *recipients), organ, around.links):
        step = None
    if step in _BY_SIDES and not (actors or recipients or parties or when.edtf or f.nominal):
        # "Those who hammered out the deal": of nobody, with nobody, at no time.
        step = None
    place = place_of(token, dating)
    judged = (
        token.dep_ in ("dobj", "nsubjpass")
        and token.head.lemma_ in _JUDGING
        and any(c.lower_ == "of" for c in token.children)
    )
    by_the_way = judged or (f.type == "PROTEST" and _by_the_way(token))
    if bare and place is None and when.edtf is None and f.nominal and not by_the_way and not _told_itself(token):
        # Nobody, nowhere, at no time: nothing that a chronology could hold.
        return None
    return Event(
        id="", type=f.type, anchor=f.anchor, evidence=f.evidence, mode=f.mode, actors=actors, recipients=recipients,
        date=when, place=place, agreement=agreement if step else None, step=step if agreement else None,
        organ=organ if step and agreement else None, tense=tense, polarity=f.polarity, certainty=f.certainty,
        conditional=f.conditional, confidence=f.confidence, reason=reason or f.reason,
        network=f.network,
    )  # fmt: skip


def _of_place(verb: Token, parties: tuple[str, ...], around: Circumstances) -> tuple[str, ...]:
    """ "In Bangkok a joint sitting endorsed it", "its counterpart in Manila": the one state whose place is told."""
    told = [verb, *(c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass"))]
    places = [o for n in told for p in n.children if p.dep_ == "prep" and p.lower_ == "in" for o in p.children]
    found = {i for o in places for i in around.links.by_head.get(o.i, ()) if i in around.states}
    found = found & set(parties) if len(parties) > 1 else found
    return tuple(found) if len(found) == 1 else ()


def _of_paper(verb: Token, parties: tuple[str, ...], around: Circumstances) -> tuple[str, ...]:
    """ "Colonel Garba ratified Niger's treaty with Benin", "NIAMEY - Colonel Garba ratified it": whose it is."""
    papers = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    owners = {i for p in papers for c in p.lefts for i in around.links.by_head.get(c.i, ()) if i in parties}
    if len(owners) == 1:
        return tuple(owners)
    return (around.home,) if around.home is not None and around.home in parties else ()


def _ratifying(
    f: EventFinding, actors: tuple[str, ...], organ: Organ | None, around: Circumstances
) -> tuple[tuple[str, ...], Organ | None, Tense]:
    """Who ratifies, by which organ and when, where the words tell it by a decree or by a person of no state."""
    verb, home = around.document.syntax[f.head], around.home
    if not actors and _DECREES & _subject_words(verb):
        # "MUSCAT - Royal Decree 34, dated Sunday, ratifies the treaty with Rwanda"
        by = (home,) if home is not None and home in around.states else ()
        return by, "head_of_state", "past" if f.tense == "ongoing" else f.tense
    if organ is None and _BY_DECREE.search(verb.sent.text):
        organ = "head_of_state"
    if actors and around.links.stateless(actors):
        actors = _of_paper(verb, around.parties.get(f.head, ()), around) or actors
        organ = organ or "head_of_state"
    return actors, organ, f.tense


def _subject_words(verb: Token) -> frozenset[str]:
    """The words of a verb's subject up to its head: of "Royal Decree No. 34" the parser may take the number for it."""
    return frozenset(t.lower_ for c in verb.children if c.dep_ == "nsubj" for t in (c, *c.lefts))


def _organ_meant(pronoun: Token, around: Circumstances) -> Organ | None:
    """ "The Council of States said yes; it did so on Tuesday": the organ named before."""
    meant = set(around.links.by_head.get(pronoun.i, ()))
    before = [h for h, ids in around.links.by_head.items() if h < pronoun.i and meant & set(ids)]
    return next((around.organs[h] for h in sorted(before, reverse=True)[:1] if h in around.organs), None)


def _own_chamber(
    actors: tuple[str, ...], recipients: tuple[str, ...], dating: Dating, told: Collection[str]
) -> tuple[str, ...]:
    """ "The chamber passed the pact with Italy": not Italy's chamber, but the one of the report's other state."""
    if len(actors) != 1 or not actors[0].endswith(".LEG") or side_of(actors[0]) not in recipients:
        return actors
    if len(recipients) > 1 and side_of(actors[0]) not in told:
        return actors
    others = {side_of(a.id) for a in dating.around.links.actors if a.kind in ("legislature", "government")}
    others |= {a.id for a in dating.around.links.actors if a.kind == "state"}
    others = {o for o in others if len(o) == 3} - {side_of(actors[0]), *told}
    own = [f"{o}.LEG" for o in sorted(others) if any(a.id == f"{o}.LEG" for a in dating.around.links.actors)]
    if not own and (not others or side_of(actors[0]) in told):
        # Of a state that the report does not name
        return ()
    return (own[0],) if len(own) == 1 else actors


def _to_come(when: When, dating: Dating) -> When:
    """ "Applies from Thursday", "the signing is set for Friday": the weekday ahead; "for now" is no day to come."""
    report, first = dating.around.document.report.day, lower_bound(when.edtf)
    told = when.evidence.of(dating.around.document.text).lower() if when.evidence else ""
    if told in ("now", "for now"):
        return When()
    single = report is not None and first is not None and when.edtf == first.isoformat()
    if not single or report is None or first is None or first >= report or "last" in told or "ago" in told:
        return when
    if not any(d in told for d in _WEEKDAYS):
        # "Ceases to have effect on 31 December"
        bare = any(c.isdigit() for c in told) and not re.search(r"\d{4}|[/.-]\d", told)
        leap = (first.month, first.day) == (2, 29)
        ahead = first.replace(year=first.year + 1, day=28 if leap else first.day)
        return msgspec.structs.replace(when, edtf=ahead.isoformat()) if bare and ahead > report else when
    near = report - dt.timedelta(days=7) <= first < report
    return msgspec.structs.replace(when, edtf=(first + dt.timedelta(days=7)).isoformat()) if near else when


def _not_to_come(when: When, dating: Dating) -> When:
    """ "As of Saturday it is no longer a party", "in force since Friday": the weekday behind the report, not ahead."""
    report, first = dating.around.document.report.day, lower_bound(when.edtf)
    told = when.evidence.of(dating.around.document.text).lower() if when.evidence else ""
    if report is None or first is None or not report < first <= report + dt.timedelta(days=7) or "next" in told:
        return when
    if any(c.isdigit() for c in told):
        # "Has applied since September 15" of a report of the 8th: the day of another year, or a slip
        return when
    day, _, rest = (when.edtf or "").partition(first.isoformat())
    if day or not (rest in ("", "/..") or rest.startswith("T")):
        return when
    return msgspec.structs.replace(when, edtf=(first - dt.timedelta(days=7)).isoformat() + rest)


def _told_itself(noun: Token) -> bool:
    """Whether a clause says of the noun itself that it came about: "protests spread", "set off protests"."""
    return noun.dep_ in ("nsubj", "nsubjpass") or (noun.dep_ == "dobj" and noun.head.lemma_ in _BROUGHT)


def _by_the_way(noun: Token) -> bool:
    """ "Withdrew the bill after a week of marches": told with what came of it; "after the protests" points back."""
    if any(c.lower_ == "by" and c.dep_ == "prep" for c in noun.children):
        # "Broke up a march by miners"
        return True
    behind = noun.head if noun.dep_ == "pobj" else None
    while behind is not None and behind.lower_ == "of" and behind.head.dep_ == "pobj":
        behind = behind.head.head
    definite = any(c.lower_ in ("the", "these", "those") for c in noun.children)
    near = behind is not None and behind.lower_ in ("after", "following", "by", "amid") and not definite
    return near and behind is not None and behind.head.pos_ == "VERB"


def _step(
    step: Step | None,
    actors: tuple[str, ...],
    organ: Organ | None,
    f: EventFinding,
    earlier: Sequence[tuple[Event, int]],
) -> tuple[Step | None, str | None]:
    """A chamber that "ratifies" approves; a president who signs what parliament passed approves too (VCLT art. 14)."""
    legislative = bool(actors) and all(a.endswith(".LEG") for a in actors)
    if step in ("ratify", "sign", "accept") and (legislative or organ in CHAMBERS):
        return "approve", f"{f.reason}; by a chamber: domestic approval, not consent to be bound (VCLT art. 14)"
    if step == "conclude" and f.reason.startswith("adopt ") and len(actors) == 1 and len(side_of(actors[0])) == 3:
        # "Danes adopt the treaty": what one state adopts is its own approval.
        return "approve", f"{f.reason}; by one state: domestic approval"
    if step == "approve" and organ in (None, *CHAMBERS) and actors and all(a.startswith("person:") for a in actors):
        # One member's vote is not the chamber's.
        return None, None
    if step == "sign" and actors:
        states = {side_of(a) for a in actors}
        passed = [
            e for e, _ in earlier
            if (e.step, e.polarity, e.type) == ("approve", "positive", "SUPPORT")
            and any(a.endswith(".LEG") for a in e.actors)
            and f.evidence.start - e.evidence.end < 400
        ]  # fmt: skip
        if passed and len(actors) == 1 and (organ == "head_of_state" or actors[0].startswith("person:")) and states:
            return "approve", f"{f.reason}; signed after the legislature's vote: part of domestic approval"
    return step, None
