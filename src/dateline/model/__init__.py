"""The types that all rooms speak; this file only hands names on."""

from dateline.model.codec import from_json, schema, to_json
from dateline.model.document import Document, Quotation
from dateline.model.reading import (
    Actor,
    Agreement,
    Claim,
    DateMention,
    Estimate,
    Event,
    ForceClause,
    Obligation,
    Place,
    Reading,
    Term,
    When,
)
from dateline.model.report import Dateline, Report, report_id
from dateline.model.span import Span, hull

__all__ = [
    "Actor",
    "Agreement",
    "Claim",
    "DateMention",
    "Dateline",
    "Document",
    "Estimate",
    "Event",
    "ForceClause",
    "Obligation",
    "Place",
    "Quotation",
    "Reading",
    "Report",
    "Span",
    "Term",
    "When",
    "from_json",
    "hull",
    "report_id",
    "schema",
    "to_json",
]
