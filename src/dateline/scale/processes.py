"""The pipeline in several processes of one machine: the same Readings, in the same order, as in one."""

from __future__ import annotations

import functools
import itertools
import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor

from dateline.config import Config
from dateline.model import Reading, Report
from dateline.pipeline import Pipeline

# Reports that go to a process at once: the parser is quicker on several than on one.
_BATCH = 8
# Batches handed out ahead for each process: enough to keep it busy, few enough to hold in memory.
_AHEAD = 3


def read_all(config: Config, reports: Iterable[Report], workers: int) -> Iterator[Reading]:
    """Readings in the order of `reports`, read by `workers` processes; nothing is loaded where there are none."""
    waiting = iter(reports)
    first = next(waiting, None)
    if first is None:
        return
    every = itertools.chain((first,), waiting)
    if workers == 1:
        yield from Pipeline(config).read_all(every)
        return
    # Forking a process that has loaded numerical libraries can hang; a fresh one cannot.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        try:
            for done in _in_order(pool, config, every, workers * _AHEAD):
                yield from done
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _in_order(
    pool: ProcessPoolExecutor, config: Config, reports: Iterator[Report], ahead: int
) -> Iterator[Sequence[Reading]]:
    running: deque[Future[list[Reading]]] = deque()
    while batch := list(itertools.islice(reports, _BATCH)):
        running.append(pool.submit(_read, config, batch))
        if len(running) >= ahead:
            yield running.popleft().result()
    while running:
        yield running.popleft().result()


def _read(config: Config, reports: Sequence[Report]) -> list[Reading]:
    return list(_pipeline(config).read_all(reports))


@functools.lru_cache(maxsize=1)
def _pipeline(config: Config) -> Pipeline:
    """Loaded once in each process."""
    return Pipeline(config)
