"""Hatchling's hook: makes gazetteer and quick-loading lists whenever the package is built."""

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
            import gazetteer_build
            import kinds_compile
        finally:
            sys.path.pop(0)
        self.app.display_info(f"Gazetteer of places: {gazetteer_build.build()} ({version})")
        self.app.display_info(f"Knowledge files as JSON: {kinds_compile.build()}")
        build_data["artifacts"] += ["src/dateline/kinds/gazetteer.sqlite", "src/dateline/kinds/compiled/*.json"]
