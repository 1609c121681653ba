"""The outlets of `outlets.yaml`: news agencies and publishers."""

from __future__ import annotations

from typing import Literal

import msgspec


class Outlet(msgspec.Struct, frozen=True):
    """A news agency or a publisher; `country` is where it has its seat (ISO 3166-1 alpha-3)."""

    id: str
    kind: Literal["agency", "publisher"]
    name: str
    source: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
