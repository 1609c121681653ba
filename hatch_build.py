"""Hatchling's hook: makes the gazetteer whenever the package is built, so that an installed Dateline has one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerHook(BuildHookInterface):  # type: ignore[type-arg,misc,unused-ignore]
    """Runs before a wheel or an editable install; a source distribution carries the builder instead."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build `src/dateline/kinds/gazetteer.sqlite`; raises where a source is missing, never makes a smaller one."""
        if self.target_name != "wheel":
            return
        sys.path.insert(0, str(Path(self.root) / "build_hooks"))
        try:
            from gazetteer_build import build
        finally:
            sys.path.pop(0)
        self.app.display_info(f"Gazetteer of places: {build()} ({version})")
        build_data["artifacts"].append("src/dateline/kinds/gazetteer.sqlite")
