"""The pipeline in more than one process; hands names on."""

from dateline.scale.processes import read_all

__all__ = ["read_all"]
