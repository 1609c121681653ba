"""The Python face: one report read, one store opened."""

from __future__ import annotations

import functools
from pathlib import Path

from dateline.config import Config
from dateline.errors import SourceError, UsageError
from dateline.model import Reading, Report
from dateline.model.record import ActorEntry, AgreementEntry, ClaimEntry, EstimateEntry, EventEntry
from dateline.pipeline import Pipeline
from dateline.read import ReadOptions, open_sources, report_from_text
from dateline.store import Store


class Record(Store):
    """A store opened for looking at: `Record.open(path)`, then `events()`, `agreements()` and so on."""

    def agreements(self) -> tuple[AgreementEntry, ...]:
        """The agreements of the record, in its order; so do the methods below for their kinds."""
        return self.merged().agreements

    def events(self) -> tuple[EventEntry, ...]:
        """The events, by day."""
        return self.merged().events

    def claims(self) -> tuple[ClaimEntry, ...]:
        """The claims."""
        return self.merged().claims

    def estimates(self) -> tuple[EstimateEntry, ...]:
        """The estimates."""
        return self.merged().estimates

    def actors(self) -> tuple[ActorEntry, ...]:
        """The actors."""
        return self.merged().actors


def read(text_or_source: str | Path, *, published: str | None = None, config: Config | None = None) -> Reading:
    """The Reading of one report, given as its text or as the path of a file.

    A Path, or a string of one line that names an existing file, is a source; any other string is the report's text.
    `published` (ISO 8601) wins over what the report says. Raises SourceError, or UsageError where a source holds more
    or less than one report.
    """
    options = ReadOptions(published=published, kinds=config.kinds if config else None)
    return _pipeline(config or Config()).read_report(_report(text_or_source, options))


def _report(text_or_source: str | Path, options: ReadOptions) -> Report:
    if isinstance(text_or_source, str) and not _names_a_file(text_or_source):
        return report_from_text(text_or_source, options=options)
    reports = list(open_sources([str(text_or_source)], options))
    if len(reports) != 1:
        raise UsageError(f"{text_or_source}: holds {len(reports)} reports; `dateline read` takes any number of them")
    only = reports[0]
    if isinstance(only, SourceError):
        raise only
    return only


def _names_a_file(text: str) -> bool:
    return "\n" not in text and len(text) < 1024 and Path(text).is_file()


@functools.lru_cache(maxsize=2)
def _pipeline(config: Config) -> Pipeline:
    """Loading takes seconds: one pipeline for each configuration in use."""
    return Pipeline(config)
