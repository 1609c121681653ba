"""Reading sources into reports; this file only hands names on."""

from dateline.read.options import FIELDS, ReadOptions
from dateline.read.source import open_sources
from dateline.read.text import report_from_text

__all__ = ["FIELDS", "ReadOptions", "open_sources", "report_from_text"]
