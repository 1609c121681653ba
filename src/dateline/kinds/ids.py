"""Ids made from names."""

from __future__ import annotations

import re
import unicodedata


def slug(text: str) -> str:
    """ASCII words joined by hyphens, for ids made from names."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "unknown"
