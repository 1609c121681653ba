"""Mentions → agreements: which words speak of the same one, and who its parties are."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dateline.kinds.topics import topics_of
from dateline.model.document import Document
from dateline.model.findings import AgreementFinding, EventFinding
from dateline.model.span import Span
from dateline.model.vocabulary import AgreementKind, Step
from dateline.resolve.actor_links import ActorLinks
from dateline.resolve.agreement_called import baptised, by_its_place, described, is_new
from dateline.resolve.agreement_name import SPECIFIC
from dateline.resolve.agreement_parties import head_of, party_ids
from dateline.resolve.agreement_shared import of_two
from dateline.resolve.agreement_states import between_states, stays_out
from dateline.resolve.lead_parties import in_its_sentence, together

# Steps that only a party (or its organ) takes.
_PARTY_STEPS: frozenset[Step] = frozenset(
    {"sign", "initial", "ratify", "approve", "accept", "accede", "exchange", "deposit", "conclude", "withdraw",
     "suspend", "resume", "submit", "extend", "amend", "register", "reserve", "apply_provisionally", "give_notice",
     "terminate", "negotiate", "violate"}
)  # fmt: skip
# Steps by which two make an agreement.
_MADE_BY_TWO: frozenset[Step] = frozenset({"sign", "initial", "exchange"})
# Agreements that a state makes with those who fight it.
PEACES: frozenset[AgreementKind] = frozenset({"ceasefire", "peace_agreement"})
# Steps told with the other side: "signed with", "in force for".
_WITH_OTHERS: frozenset[Step] = frozenset({"sign", "conclude", "negotiate", "enter_into_force"})
_SMALL = frozenset({"the", "of", "on", "for", "and", "to", "against", "concerning", "between"})
_OLD = frozenset({"old", "former", "previous", "earlier", "existing"})
_RELATIVE = re.compile(r"(?:(?:under|by|in|of|to|for) )?(?:that|which|whose)\b")
_CAPITAL = re.compile(r"[A-ZÀ-Þ][a-zà-þ]+")


@dataclasses.dataclass(slots=True)
class Chain:
    """All mentions of one agreement in one report."""

    mentions: list[AgreementFinding] = dataclasses.field(default_factory=list)
    told: set[str] = dataclasses.field(default_factory=set)
    topics: set[str] = dataclasses.field(default_factory=set)
    steps: int = 0
    between_states: bool = False

    @property
    def parties(self) -> set[str]:
        """Those told as parties; where these are less than two, also the state that the agreement is called by."""
        return self.told if len(self.told) > 1 else self.told | self.topics

    @property
    def known(self) -> str | None:
        """The id of the well-known agreement that it is, if any."""
        return next((m.known for m in self.mentions if m.known), None)

    @property
    def kind(self) -> AgreementKind:
        """The most telling kind that a mention gives."""
        kinds = [m.kind for m in self.mentions]
        return next((k for k in kinds if k in SPECIFIC), next((k for k in kinds if k != "other"), "other"))

    @property
    def year(self) -> int | None:
        """The year that a mention names it by."""
        return next((m.year for m in self.mentions if m.year), None)

    @property
    def names(self) -> list[str]:
        """Proper names, in order."""
        return [m.name for m in self.mentions if m.name]


@dataclasses.dataclass(frozen=True, slots=True)
class AgreementLinks:
    """The chains in order of first mention, and which chain each mention's head token belongs to."""

    chains: tuple[Chain, ...]
    by_head: Mapping[int, int]

    def at(self, head: int, document: Document) -> int | None:
        """The chain at a token; for "it" and for steps that name none, the chain spoken of last before it."""
        if head in self.by_head:
            return self.by_head[head]
        before = [h for h in self.by_head if h < head]
        doc = document.syntax
        near = max((h for h in before if h >= doc[head].sent.start), default=head)
        if doc[head].lower_ == "it" and near < head and doc[near].dep_ in ("nsubj", "nsubjpass", "dobj"):
            # "Signed a ceasefire on June 27; it took effect 72 hours later"
            return self.by_head[near]
        spoken = [h for h in before if len(self.chains[self.by_head[h]].mentions) > 1]
        if before:
            return self.by_head[max(spoken or before)]
        return 0 if len(self.chains) == 1 and document.text else None


def chain_agreements(
    findings: Sequence[AgreementFinding],
    document: Document,
    links: ActorLinks,
    apart: Mapping[int, frozenset[int]] = MappingProxyType({}),
) -> AgreementLinks:
    """Group mentions: by name, year, parties and kind; "the deal" goes with the agreement spoken of last.

    `apart` gives by the head of a mention those of other agreements: none replaces or amends itself.
    """
    chains: list[Chain] = []
    by_head: dict[int, int] = {}
    title = document.report.title_span
    for f in findings:
        parties = party_ids(links, [head_of(document, s) for s in f.parties])
        index = by_head.get(f.equals) if f.equals is not None else None
        if index is None:
            index = _choose(
                f,
                parties,
                chains,
                _Place(document, _in_lead(f, document, title, chains), links, apart.get(f.head, frozenset())),
            )
        if index is None:
            if not f.sure and chains:
                continue
            chains.append(Chain())
            index = len(chains) - 1
        chains[index].mentions.append(f)
        chains[index].told |= party_ids(links, [head_of(document, s) for s in f.members])
        if f.topical:
            chains[index].topics |= parties
        else:
            chains[index].told |= parties
        by_head[f.head] = index
    return AgreementLinks(tuple(chains), by_head)


@dataclasses.dataclass(frozen=True, slots=True)
class _Place:
    """Where a mention stands: its document, whether in the body's first sentence, and the heads of those it is not."""

    document: Document
    in_lead: bool
    links: ActorLinks
    apart: frozenset[int] = frozenset()

    def noun(self, f: AgreementFinding) -> str:
        """The noun that a mention uses."""
        return str(self.document.syntax[f.head].lemma_).lower()

    def beside(self, f: AgreementFinding, chain: Chain) -> bool:
        """ "The deal was shelved when the basin treaty came into force": two, each described, in one sentence."""
        doc = self.document.syntax
        last = chain.mentions[-1]
        if f.equals is not None or last.head >= f.head or doc[last.head].sent != doc[f.head].sent:
            return False
        described = any(c.dep_ in ("compound", "amod") for c in doc[f.head].lefts)
        subject = doc[f.head].dep_ in ("nsubj", "nsubjpass") and doc[last.head].dep_ in ("nsubj", "nsubjpass")
        return described and subject and self.noun(f) != self.noun(last) and not f.known

    def with_newcomers(self, f: AgreementFinding, parties: set[str], chain: Chain) -> bool:
        """ "The agreement with Turkey stays", of a report that has told of Austria's and Tunisia's: another."""
        start = self.document.syntax[f.head].sent.start
        spoken = {i.partition(".")[0] for h, ids in self.links.by_head.items() if h < start for i in ids}
        return bool(parties) and not chain.parties and not parties & spoken and sum(len(i) == 3 for i in spoken) > 1

    def told_apart(self, chain: Chain) -> bool:
        """Whether a chain's mention is told to be another agreement, which this one replaces, amends or supplements."""
        return any(m.head in self.apart for m in chain.mentions)

    def on_another_matter(self, f: AgreementFinding, chain: Chain) -> bool:
        """ "The fishing agreement", "the extradition treaty": descriptions of which each tells a matter of its own."""
        if f.known or f.equals is not None:
            return False
        again = self.noun(f) in {self.noun(m) for m in chain.mentions} and f.definite
        mine, theirs = self._matter(f, again), frozenset().union(*(self._matter(m, again) for m in chain.mentions))
        return bool(mine and theirs and not mine & theirs)

    def _matter(self, f: AgreementFinding, again: bool) -> frozenset[str]:
        """The topics of a description; a headline takes the word that is short ("lake treaty" for a boundary).

        Told `again` by its noun, what a clause says behind it is not: "a treaty that says where the waters begin".
        """
        title = self.document.report.title_span
        if title is not None and title.covers(f.span):
            return frozenset()
        return _topics(f, self.document.text, relative=not again)

    def only_headlined(self, chain: Chain) -> bool:
        """Whether a chain has nothing but the headline's bare "pact", which may be any instrument."""
        title = self.document.report.title_span
        in_title = title is not None and all(title.covers(m.span) for m in chain.mentions)
        return in_title and not chain.names and not any(m.specific for m in chain.mentions)

    def bare(self, f: AgreementFinding) -> bool:
        """Whether a mention is its noun alone, with nothing behind it that tells it from others."""
        head = self.document.syntax[f.head]
        return not any(c.dep_ not in ("det", "punct") for c in head.children) and f.name is None

    def called_alike(self, f: AgreementFinding, chain: Chain) -> bool:
        """Whether a chain bears the same noun, or a word of the name ("reef treaty", "Reef Convention")."""
        words = {w.lower() for w in (f.name or "").split()} - {self.noun(f), "the", "of", "on", "for", "and"}
        for m in chain.mentions:
            if self.noun(m) == self.noun(f) or words & {w.lower() for w in m.span.of(self.document.text).split()}:
                return True
        return False

    def otherwise(self, f: AgreementFinding, chain: Chain) -> bool:
        """Whether a convention is what was spoken of as a treaty before."""
        noun, nouns = self.noun(f), {self.noun(m) for m in chain.mentions}
        return baptised(f, noun, chain.mentions, nouns) or described(f, noun, chain.mentions, self.document.text)

    def shortened(self, f: AgreementFinding, chain: Chain) -> bool:
        """ "The Porto Convention", and "the Porto Convention on Disqualifications": one name within the other."""
        mine = frozenset((f.name or "").lower().split()) - _SMALL
        for m in chain.mentions:
            theirs = frozenset((m.name or "").lower().split()) - _SMALL
            short, long = sorted((mine, theirs), key=len)
            if len(short) > 1 and short <= long and self.noun(f) == self.noun(m):
                return True
        return False

    def renewed(self, f: AgreementFinding, chain: Chain) -> bool:
        """ "The new tax convention", and "the 1981 convention" or "the old treaty": the one that takes its place."""
        if f.known and f.known == chain.known:
            return False
        day = self.document.report.day
        for one, others in ((f, chain.mentions), *((m, [f]) for m in chain.mentions)):
            if not is_new(one, self.document):
                continue
            # The year that a mention is called by, or in which what it names was signed
            if any((day and (o.year or o.signed or day.year) < day.year - 1) or self._old(o) for o in others):
                return True
        return False

    def _old(self, f: AgreementFinding) -> bool:
        return any(c.lower_ in _OLD for c in self.document.syntax[f.head].lefts)

    def called_by_word(self, f: AgreementFinding, chain: Chain) -> bool:
        """ "A Pacific Rim trade deal", and then "the Trans-Pacific Partnership": a capitalised word of both."""
        text = self.document.text
        mine = {w for w in _CAPITAL.findall(f.span.of(text)) if w.lower() != self.noun(f)}
        theirs = {w for m in chain.mentions for w in _CAPITAL.findall(m.span.of(text))}
        return bool(mine & theirs - {"The", "A", "An", "Agreement", "Treaty", "Pact", "Deal", "Accord", "Trade"})


def _choose(f: AgreementFinding, parties: set[str], chains: list[Chain], place: _Place) -> int | None:
    if f.other and not f.known:
        same_year = [i for i, c in enumerate(chains) if f.year and c.year == f.year]
        return same_year[-1] if same_year else None
    fits = [
        i for i, c in enumerate(chains)
        if _compatible(f, parties, c)
        and not (place.told_apart(c) or place.beside(f, c) or place.on_another_matter(f, c) or place.renewed(f, c))
        and not place.with_newcomers(f, parties, c)
    ]  # fmt: skip
    if not fits:
        return None
    if f.specific:
        alike = [i for i in fits if place.called_alike(f, chains[i]) or place.only_headlined(chains[i])]
        alike = alike or ([i for i in fits if place.otherwise(f, chains[i])] if len(chains) == 1 else [])
        # "The protocol" of which nothing was said before is the pact that the report is about.
        fits = alike or ([i for i in fits if not chains[i].known] if f.definite and place.bare(f) else [])
        if not fits:
            return None
    if f.known or f.name:
        named = [
            i for i in fits
            if (chains[i].known == f.known and f.known) or f.name in chains[i].names or place.shortened(f, chains[i])
        ]  # fmt: skip
        if not f.known and not named:
            titled = [i for i in fits if chains[i].names]
            doc = place.document.syntax
            named = [i for i in titled if len(titled) == 1 and by_its_place(f, chains[i].mentions, doc)]
        if f.known and not named:
            named = [i for i in fits if not chains[i].names and place.called_by_word(f, chains[i])]
        return named[-1] if named else (fits[-1] if not chains[fits[-1]].names and not f.known else None)
    if not f.definite and f.equals is None:
        # "a treaty" is news, unless it is the headline's treaty told again, or one with the same parties.
        same = [i for i in fits if not chains[i].year or f.year]
        same = [i for i in same if _told_with(parties, chains[i]) or place.in_lead or _untold(f, chains[i])]
        return same[-1] if same else None

    def salience(i: int) -> tuple[float, int]:
        """What the report is about, and what it calls by this noun, before what it only mentions in passing."""
        chain = chains[i]
        nouns = {place.noun(m) for m in chain.mentions}
        named = any(place.noun(f) in n.lower() for n in chain.names)
        score = 1.5 * (place.noun(f) in nouns or named) + (i == 0) + min(len(chain.mentions), 3) * 0.5
        return score, chain.mentions[-1].head

    return max(fits, key=salience)


def _told_with(parties: set[str], chain: Chain) -> bool:
    """Whether "a treaty with X" names parties of a chain; one party alone does not make it the well-known one.

    Nor do three or more of those of many: "a four-way pact among Brunei, Chile, New Zealand and Singapore".
    """
    few = len(parties) > 2 and parties != chain.parties
    return bool(parties) and parties <= chain.parties and (len(parties) > 1 or not chain.known) and not few


def _untold(f: AgreementFinding, chain: Chain) -> bool:
    """ "The nuclear agreement", and then "reached a nuclear deal": of the same kind, and its parties not told yet."""
    return f.kind in SPECIFIC and chain.kind == f.kind and not chain.parties


def _compatible(f: AgreementFinding, parties: set[str], chain: Chain) -> bool:
    if f.known and chain.known:
        return f.known == chain.known
    if f.year and chain.year and f.year != chain.year:
        return False
    if parties and chain.parties:
        strangers = parties - chain.parties
        if not parties & chain.parties or (strangers and len(chain.parties) >= 2 and len(parties) >= 1 and not f.known):
            return False
    kinds = {f.kind, chain.kind} & SPECIFIC
    return len(kinds) < 2


def _in_lead(f: AgreementFinding, document: Document, title: Span | None, chains: Sequence[Chain]) -> bool:
    """Whether a mention stands in the first body sentence of a report with a title, or is the body's first.

    Later than in that sentence it is not the headline's if each tells a matter of its own, or one a truce.
    """
    if title is None:
        return False
    if document.body and f.head < document.body[0].end:
        return True
    if len(chains) != 1 or not all(title.covers(m.span) for m in chains[0].mentions):
        return False
    mine, *theirs = (_topics(m, document.text) for m in (f, *chains[0].mentions))
    told = frozenset().union(*theirs)
    truces = {"ceasefire"} & {f.kind, chains[0].kind}
    return (not mine or not told or bool(mine & told)) and (not truces or f.kind == chains[0].kind)


def _topics(f: AgreementFinding, text: str, *, relative: bool = True) -> frozenset[str]:
    """The topics of a description and of what stands behind it, with or without a `relative` clause there."""
    about = f.about.of(text) if f.about else ""
    about = about if relative or not _RELATIVE.match(about) else ""
    return topics_of(f"{f.span.of(text)} {about}".lower().split())


def add_step_parties(
    agreements: AgreementLinks,
    steps: Sequence[tuple[EventFinding, int]],
    document: Document,
    links: ActorLinks,
    listed: frozenset[str] = frozenset(),
) -> None:
    """Whoever signs, ratifies or approves an agreement is a party to it: told to the chains.

    `listed` are the well-known agreements of which the parties are all listed.
    """
    armed = any(a.kind == "armed_group" for a in links.actors)
    for event, index in steps:
        chain = agreements.chains[index]
        chain.steps += 1
        chain.between_states |= between_states(event, chain.mentions, document, links)
    taken = [(e, i) for e, i in steps if not stays_out(e, document)]
    for event, index in taken:
        chain = agreements.chains[index]
        if event.step in _PARTY_STEPS | _WITH_OTHERS and chain.known not in listed:
            spans = [s for s in event.actors if head_of(document, s) not in links.paired]
            # "The copper treaty reached Peru's Congress": it is a treaty of Peru's.
            spans += list(event.recipients if event.step in _WITH_OTHERS | {"submit"} else ())
            heads = [head_of(document, s) for s in spans]
            acting = party_ids(links, heads)
            if event.step in _MADE_BY_TWO and (armed or chain.kind in PEACES) and any(len(i) == 3 for i in acting):
                # "Delegates of Indonesia and of the Seram Council": who makes peace with a state is a party to it.
                acting |= {i for i in links.at(heads) if i.startswith("org:")}
            if event.step in _WITH_OTHERS | {"accede"} or not of_two(chain, links, document):
                chain.told |= acting
    for event, index in taken:
        chain = agreements.chains[index]
        if event.step in _PARTY_STEPS and len(chain.parties) < 2 and chain.known not in listed:
            # "Both sides signed": who they are is all that is known of the parties.
            chain.told |= party_ids(links, [head_of(document, s) for s in event.actors])
    moved = {index for _, index in steps}
    chain = agreements.chains[next(iter(moved), 0)] if agreements.chains else Chain()
    if len(moved) == 1 and len(chain.parties) < 2 and not chain.known:
        named = together(document, links, lambda heads: party_ids(links, heads))
        made = [e.head for e, _ in steps if e.step in _MADE_BY_TWO and e.tense == "past"]
        named = named or (
            in_its_sentence(chain.mentions[0].head, made, document, links) if not chain.parties else set()
        )
        chain.told |= named if chain.told <= named else set()
