"""The record on disk; this file only hands names on."""

from dateline.store.query import Query
from dateline.store.rows import KINDS, AnyEntry, Kind
from dateline.store.search import Hit, SnippetPart
from dateline.store.store import Store
from dateline.store.view import View
from dateline.store.writer import Writer

__all__ = ["KINDS", "AnyEntry", "Hit", "Kind", "Query", "SnippetPart", "Store", "View", "Writer"]
