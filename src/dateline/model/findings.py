"""What the extractors hand to the resolvers: findings tied to their words, not yet to the world.

All are frozen. Spans are offsets into `report.text`. An argument of an event or a claim is a Span too: the resolver
looks up which actor, date or place its words name, so that no extractor needs to know another one's results.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from dateline.model.span import Span
from dateline.model.vocabulary import (
    AgreementKind,
    Certainty,
    Change,
    DateAnchor,
    DateKind,
    EventType,
    NetworkView,
    ObligationKind,
    Organ,
    Polarity,
    QuotationKind,
    Stance,
    Step,
    StepState,
    Tense,
    TermKind,
)

if TYPE_CHECKING:
    from dateline.model.document import Document

# The `reason` of a claim that is a turn in a transcript: who speaks in "A:" the report tells elsewhere.
TURN = "a turn in a transcript"
ASKED = "a question in a transcript"


@dataclasses.dataclass(frozen=True, slots=True)
class ActorFinding:
    """Words that may name an actor. `head` is the syntactic head token's index in the Doc.

    `form`: name (of a state, body, organisation or person), demonym (adjective before a noun: "Russian lawmakers"),
    description ("the reclusive state"), role ("Russian lawmakers", "the president"), person, organisation, pronoun,
    pair ("both sides"), own-country ("her country"), collective ("Western nations"), place (a capital in locative use).
    `ids` are candidate actor ids from the knowledge base, best first ("role:x" for a role); empty when the words alone
    do not tell. `owner` is the actor that a role belongs to, `others` further ones
    ("the ministers of Greece and Turkey"), `surname` is set where only a surname stands.
    """

    span: Span
    head: int
    form: str
    ids: tuple[str, ...] = ()
    country: str | None = None
    sector: str | None = None
    organ: Organ | None = None
    office: str | None = None
    plural: bool = False
    possessive: bool = False
    surname: str | None = None
    gender: str | None = None
    owner: str | None = None
    others: tuple[str, ...] = ()

    @property
    def named_state(self) -> str | None:
        """The state that the words name themselves, by its name or its capital; None where it is only meant."""
        return self.country if self.form in ("name", "capital") else None


@dataclasses.dataclass(frozen=True, slots=True)
class PlaceFinding:
    """Words that may name a place; `name` is the toponym to look up ("Kursk" in "near Kursk").

    `governs` is True where syntax says that the name stands for a government (subject of "accused", object of "told"),
    `locative` where it says that it is a place ("in Seoul", "the border near Kursk"). `point`: latitude and longitude
    that stand there in place of a name, in degrees, as they were written.
    """

    span: Span
    name: str
    locative: bool = False
    governs: bool = False
    within: str | None = None
    point: tuple[float, float] | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class EventFinding:
    """A clause or nominal that reports an event; `anchor` is its trigger with particles, `evidence` its clause.

    `when` is the first token of its time, where a network has said which it is.
    """

    anchor: Span
    evidence: Span
    head: int
    type: EventType
    mode: str | None = None
    step: Step | None = None
    actors: tuple[Span, ...] = ()
    recipients: tuple[Span, ...] = ()
    agreement: Span | None = None
    tense: Tense = "past"
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"
    conditional: bool = False
    reciprocal: bool = False
    organ: Organ | None = None
    when: int | None = None
    nominal: bool = False
    confidence: float = 0.5
    reason: str = ""
    network: NetworkView | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class StepReading:
    """A step of an agreement as a network reads it off one word (`head`, a token); the others are tokens too.

    `chance` that the word carries a step at all, `certainty` of this one, `state_certainty` of its state; `organ` is
    who acts by the words; `by` who takes it, `agreement` what moves, `when` the first word of its time.
    """

    head: int
    step: Step
    chance: float
    certainty: float
    state: StepState
    state_certainty: float
    organ: Organ | None
    by: tuple[int, ...]
    agreement: int | None
    when: int | None


# Of a document and the tokens that name agreements in it: the steps told near them, for whoever asks and waits.
StepsOf = Callable[["Document", Collection[int]], Callable[[], Sequence[StepReading]]]


@dataclasses.dataclass(frozen=True, slots=True)
class Arguments:
    """What the event extractor may take for an argument: head token index → the actor or agreement named there.

    `steps` are the network's readings (None: it has not read the report), `types` the type of event of each step,
    `binding` the steps by which a state consents to be bound.
    """

    actors: Mapping[int, ActorFinding]
    agreements: Mapping[int, AgreementFinding]
    steps: Sequence[StepReading] | None = None
    types: Mapping[Step, EventType] = dataclasses.field(default_factory=dict)
    binding: frozenset[Step] = frozenset()


@dataclasses.dataclass(frozen=True, slots=True)
class Typed:
    """What a network calls the event between two sides of a sentence, how sure it is, and the words that carry it."""

    type: EventType
    confidence: float
    words: Span | None


# Of a sentence, its source and its target (spans in the sentence; None: nobody is named): what the one does to the
# other, None if nothing.
TypeOf = Callable[[str, Span, Span | None], Typed | None]


@dataclasses.dataclass(frozen=True, slots=True)
class ObligationFinding:
    """What an agreement binds its parties to; `bearers` are the words that name them, empty for "both sides"."""

    evidence: Span
    kind: ObligationKind
    agreement: Span | None = None
    bearers: tuple[Span, ...] = ()
    condition: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class ForceClauseFinding:
    """A clause that says when an agreement enters into force."""

    evidence: Span
    agreement: Span | None = None
    condition: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class TermFinding:
    """What an agreement says of its own life; `length` is an ISO 8601 duration, `until` the words with its last day.

    `named` are the words for its depositary or for the other agreement; `expected` marks what it "will" or "is to"
    replace, which counts for a concluded agreement only.
    """

    evidence: Span
    kind: TermKind
    agreement: Span
    length: str | None = None
    until: Span | None = None
    named: Span | None = None
    expected: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class AgreementFinding:
    """Words that refer to an agreement: form `known`, `name`, `description` ("a landmark defence pact") or `anaphor`.

    `known` is an id of known_agreements.yaml and `signed` the year that this gives for it; `equals` the head of the
    mention that it is said to be ("hailed the deal as a “breakthrough document”"); `members` are told to belong to it
    beside those whom its words name; `other` marks "another treaty", "the previous deal"; `topical` that its one
    party may be only what it is about ("the Afghan peace deal"); `specific` that its noun names one sort of instrument
    ("protocol"), which "treaty" does not; `sure` is False for words that
    count only if the report speaks of an agreement elsewhere; `about` are the words behind the noun that say what it is
    on ("on fisheries", "limiting missiles"); `beside` is the head of the plural that names it together with others
    ("treaties with Rwanda and Italy"); `of_states` marks what none but states agree on ("the extradition agreement").
    """

    span: Span
    head: int
    kind: AgreementKind
    form: str
    name: str | None = None
    year: int | None = None
    parties: tuple[Span, ...] = ()
    members: tuple[Span, ...] = ()
    definite: bool = False
    known: str | None = None
    signed: int | None = None
    equals: int | None = None
    other: bool = False
    topical: bool = False
    specific: bool = False
    sure: bool = True
    about: Span | None = None
    beside: int | None = None
    of_states: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Attribution:
    """Spans that belong together as the attribution network reads them, and how their source stands to them.

    `confidence` is the cue's probability, `stance_confidence` the stance's, `certainty` that of the content being exact
    as PolNeAR's annotators draw it.
    """

    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    confidence: float
    stance: Stance = "states"
    stance_confidence: float = 0.0
    certainty: float = 1.0


@dataclasses.dataclass(frozen=True, slots=True)
class ClaimFinding:
    """Who says what: spans of source, cue and content. `continues` is the index of the claim whose speaker goes on."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    quotation: QuotationKind
    stance: Stance
    basis: str | None = None
    continues: int | None = None
    confidence: float = 0.5
    reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class EstimateFinding:
    """A counted or measured quantity. `low`/`high` are None where the words give no number ("dozens", "thousands")."""

    span: Span
    low: float | None
    high: float | None
    approximate: bool
    change: Change
    unit: str | None
    of: str | None


@dataclasses.dataclass(frozen=True, slots=True)
class DateFinding:
    """A time expression and how its value is to be computed: a small tree, as time expressions are.

    `rule` names the rule that read it and `data` holds what the rule needs; `parts` are the expressions that it is
    made of ("the third quarter of 2023" holds "2023"; a range holds its two ends). `value` is the ISO 8601 duration of
    a duration or a set ("P3Y"; X for a number that is not told, "PXY"), None for dates.
    """

    span: Span
    kind: DateKind
    anchor: DateAnchor
    rule: str
    value: str | None = None
    data: tuple[tuple[str, str | int], ...] = ()
    parts: tuple[DateFinding, ...] = ()

    def get(self, key: str) -> str | int | None:
        """What `data` holds under `key`, None where it holds nothing."""
        return next((v for k, v in self.data if k == key), None)
