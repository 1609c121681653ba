"""Same event? Same claim? Same agreement? Readings become one record. Hands names on."""

from dateline.merge.record import merge

__all__ = ["merge"]
