"""The story on one page: read → parse → extract → resolve → encode → merge; store and show take it from there.

A report walks one way through the rooms. No room knows another: this hall hands each one what it needs.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TypeVar

import msgspec

from dateline.config import Config
from dateline.encode.attribution import Attributor
from dateline.encode.dyads import DyadCoder
from dateline.encode.encoder import Encoder
from dateline.encode.factuality import Appraiser, appraised
from dateline.encode.steps import StepReader
from dateline.extract.actors import find_actors
from dateline.extract.agreement_life import find_counted_clauses, find_terms
from dateline.extract.agreement_terms import find_force_clauses, find_obligations
from dateline.extract.agreements import find_agreements
from dateline.extract.claims import find_claims
from dateline.extract.dates import find_dates
from dateline.extract.estimates import find_estimates
from dateline.extract.events import find_events
from dateline.extract.places import find_places
from dateline.kinds.knowledge import Knowledge
from dateline.merge import merge
from dateline.model import Document, Reading, Report
from dateline.model.findings import Arguments, Attribution, StepReading, StepsOf, TypeOf
from dateline.model.found import Findings
from dateline.model.record import Merged
from dateline.parse import Parser
from dateline.resolve.reading import resolve

# Reports that are parsed ahead of the rules, so that the network has something to do meanwhile.
_AHEAD = 12
_Attributions = Callable[[], Sequence[Attribution]]
_Whole = Callable[[], Reading]
_Item = TypeVar("_Item")


class Pipeline:
    """Everything loaded once (about two seconds); safe to keep and to use for any number of reports."""

    def __init__(self, config: Config | None = None) -> None:
        """Load syntax, gazetteer and knowledge; raises UsageError or KindsError that says what to mend."""
        self.config = config or Config()
        self.knowledge = Knowledge.load(self.config.kinds, self.config.gazetteer)
        self.parser = Parser(self.config.spacy_model)

    def read_report(self, report: Report) -> Reading:
        """Everything found in one report."""
        return self.read_document(self.parser.parse(report))

    def read_all(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """Readings in the order of the reports, parsed in batches; the networks work while the next ones are read."""
        begun = ((d, self._begun(d)) for d in self.parser.parse_all(reports))
        read = (self._read(*each) for each in _made_ahead(begun, _AHEAD))
        for whole in _made_ahead(read, 1):
            yield whole()

    def read_document(self, document: Document) -> Reading:
        """Everything found in one parsed report."""
        return self._read(document, self._begun(document))()

    def _begun(self, document: Document) -> _Attributions:
        """The network at work on `document`, on another core of the processor; calling the result waits for it."""
        return self._beside.submit(lambda: self.attributor.attributions(document)).result

    def _read(self, document: Document, attributions: _Attributions) -> _Whole:
        """What the rules find; calling the result waits for the network that says how surely it happened."""
        findings = extract(document, self.knowledge, attributions, type_of=self.coder.typed, steps_of=self._steps)
        reading = resolve(document, findings, self.knowledge)
        events = self._grading.submit(lambda: appraised(document, reading.events, self.appraiser))
        return lambda: msgspec.structs.replace(reading, events=events.result())

    def _steps(self, document: Document, agreements: Collection[int]) -> Callable[[], Sequence[StepReading]]:
        """The network at work on the sentences that name agreements, where there are any."""
        return self._grading.submit(self.stepper.steps, document, agreements).result if agreements else tuple

    @cached_property
    def attributor(self) -> Attributor:
        """The attribution network; loaded with the first report."""
        return Attributor.open()

    @cached_property
    def _beside(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(1, "attribution")

    @cached_property
    def _grading(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(1, "factuality")

    @cached_property
    def coder(self) -> DyadCoder:
        """The encoder's heads for dyads; loaded with the first report."""
        return DyadCoder(Encoder.open())

    @cached_property
    def stepper(self) -> StepReader:
        """The network that reads steps of agreements; loaded with the first report."""
        return StepReader.open()

    @cached_property
    def appraiser(self) -> Appraiser:
        """The encoder's factuality head; loaded with the first report."""
        return Appraiser(Encoder.open())

    def merge(self, readings: Sequence[Reading]) -> Merged:
        """What many Readings add up to."""
        return merge(readings, table=self.knowledge.law)


def _made_ahead(items: Iterable[_Item], n: int) -> Iterator[_Item]:
    """The items in their order, each one when `n` more have been made."""
    held: deque[_Item] = deque()
    for item in items:
        held.append(item)
        if len(held) > n:
            yield held.popleft()
    while held:
        yield held.popleft()


def extract(
    document: Document,
    knowledge: Knowledge,
    attributions: _Attributions = tuple,
    *,
    type_of: TypeOf | None = None,
    steps_of: StepsOf | None = None,
) -> Findings:
    """Every extractor once; events and terms are read off the actors and agreements found before them.

    The networks: `attributions` and what `steps_of` gives for the tokens that name agreements are asked for when all
    else is found, `type_of` about verbs that the event lexicon lacks.
    """
    lexicon, modality = knowledge.lexicon, knowledge.modality
    actors = find_actors(document, knowledge.kinds)
    # "Reports" and the like only ever speak: they are sources of claims, not doers of deeds.
    speakers = {c.id for c in knowledge.kinds.collectives if c.reporting}
    by_head = {f.head: f for f in actors if not speakers.intersection(f.ids)}
    agreements = find_agreements(document, lexicon, modality, by_head)
    treaties = {f.head: f for f in agreements}
    # "The Coral Reef Convention" is an agreement, not an organisation of that name.
    named = {h for h, f in by_head.items() if f.form == "organisation" and h in treaties}
    # "The Aflao treaty": its place is nobody.
    inside = {t.i for f in agreements for t in document.syntax[f.head].lefts if t.dep_ in ("compound", "nmod")}
    named |= {h for h, f in by_head.items() if h in inside and f.form in ("person", "organisation") and not f.ids}
    named |= {h for h in inside if h in by_head and by_head[h].form == "capital"}
    actors = tuple(f for f in actors if f.head not in named)
    by_head = {h: f for h, f in by_head.items() if h not in named}
    steps = steps_of(document, treaties) if steps_of is not None else None
    law = knowledge.law
    return Findings(
        dates=find_dates(document, knowledge.time),
        places=find_places(document, knowledge.gazetteer, words=knowledge.places),
        actors=actors,
        agreements=agreements,
        obligations=find_obligations(document, lexicon, modality, treaties),
        force=find_force_clauses(document, modality, treaties) + find_counted_clauses(document, law.terms, treaties),
        terms=find_terms(document, law.terms, treaties),
        estimates=find_estimates(document, knowledge.quantities),
        events=find_events(
            document,
            lexicon,
            modality,
            Arguments(by_head, treaties, steps() if steps else None, law.types, law.binding),
            type_of=type_of,
        ),
        claims=find_claims(document, knowledge.cues, attributions()),
    )
