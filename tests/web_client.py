"""Starlette's test client; newer Starlettes warn that they would rather have another HTTP library than httpx."""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

__all__ = ["TestClient"]
