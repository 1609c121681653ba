"""The local workspace: the record as pages in a browser; this file only hands names on."""

from dateline.web.app import create_app
from dateline.web.ports import Filters, Workspace

__all__ = ["Filters", "Workspace", "create_app"]
