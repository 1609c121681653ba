"""What dates and places cost: the share of a report's reading time that goes into finding and resolving them."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import dateline.pipeline
import dateline.resolve.events
import dateline.resolve.reading
from benchmarks.speed import BATCH, reports_of
from dateline.config import Config
from dateline.pipeline import Pipeline
from dateline.resolve.dating import Dating

# Where each function is called from, and which of the two subjects its time belongs to.
_PARTS: tuple[tuple[Any, str, str], ...] = (
    (dateline.pipeline, "find_dates", "dates"),
    (dateline.pipeline, "find_places", "places"),
    (dateline.resolve.reading, "resolve_dates", "dates"),
    (dateline.resolve.reading, "resolve_places", "places"),
    (dateline.resolve.reading, "with_here", "places"),
    (dateline.resolve.events, "place_of", "event places"),
    (Dating, "__init__", "event dates"),
    (Dating, "at", "event dates"),
)


def run(data: Path, _: Path) -> dict[str, float]:
    """Read the reports of `speed` in one process; milliseconds a report, and shares of all the time taken.

    The parts are timed as they run, so that what one calls of another counts once. Asked for: under .15 together.
    """
    pipeline = Pipeline(Config())
    reports = list(reports_of(data))
    list(pipeline.read_all(reports[:3]))
    spent: dict[str, float] = defaultdict(float)
    start = time.perf_counter()
    with timed(spent):
        count = sum(1 for i in range(0, len(reports), BATCH) for _ in pipeline.read_all(reports[i : i + BATCH]))
    whole = time.perf_counter() - start
    scores = {"reports": float(count), "all ms": 1000 * whole / max(count, 1)}
    scores |= {f"{part} ms": 1000 * spent[part] / max(count, 1) for part in sorted({p for *_, p in _PARTS})}
    return scores | {"share": sum(spent.values()) / whole}


@contextmanager
def timed(spent: dict[str, float]) -> Iterator[None]:
    """While it lasts, the seconds that each part takes are added to `spent`; a part inside another is not counted."""
    running: list[str] = []

    def wrapped(call: Callable[..., Any], part: str) -> Callable[..., Any]:
        def timing(*args: Any, **options: Any) -> Any:
            if running:
                return call(*args, **options)
            running.append(part)
            start = time.perf_counter()
            try:
                return call(*args, **options)
            finally:
                spent[part] += time.perf_counter() - start
                running.pop()

        return timing

    with ExitStack() as stack:
        for owner, name, part in _PARTS:
            stack.enter_context(patch.object(owner, name, wrapped(getattr(owner, name), part)))
        yield
