"""Ids made from names, and those that rules ask for."""

from __future__ import annotations

import re
import unicodedata

# Blocs that make agreements and act as one, through their bodies: the Union has legal personality (TEU art. 47).
BLOCS_AS_ONE = (("IGO:eu",),)


def slug(text: str) -> str:
    """ASCII words joined by hyphens, for ids made from names."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "unknown"
