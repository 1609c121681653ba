"""How fast reports go through, beside bare spaCy on the same text in the same run."""

from __future__ import annotations

import gzip
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from dateline.config import Config
from dateline.errors import SourceError
from dateline.model import Report
from dateline.pipeline import Pipeline
from dateline.read import ReadOptions, report_from_text
from dateline.scale import read_all

REPORTS = int(os.environ.get("DATELINE_SPEED_REPORTS", "200"))
BATCH = 20
_COLD = "from dateline.pipeline import Pipeline; Pipeline()"


def run(data: Path, out: Path) -> dict[str, float]:
    """Measure on the first DATELINE_SPEED_REPORTS reports (default 200) of a gzipped JSON Lines file.

    Rates are per second of wall time; `ratio` is the pipeline's words per second over those of bare spaCy (tagger,
    parser, NER of the same model), measured batch by batch in turn. Memory is the process's peak in MB.
    """
    reports = list(reports_of(data))
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", _COLD], check=True)
    startup = time.perf_counter() - start
    pipeline = Pipeline(Config())
    list(pipeline.read_all(reports[:3]))
    bare, whole, words, sentences = 0.0, 0.0, 0, 0
    nlp = pipeline.parser.nlp
    for i in range(0, len(reports), BATCH):
        batch = reports[i : i + BATCH]
        start = time.perf_counter()
        with nlp.select_pipes(enable=["tok2vec", "tagger", "parser", "ner"]):
            docs = list(nlp.pipe([r.text for r in batch], batch_size=BATCH))
        bare += time.perf_counter() - start
        words += sum(len(d) for d in docs)
        sentences += sum(1 for d in docs for _ in d.sents)
        start = time.perf_counter()
        readings = list(pipeline.read_all(batch))
        whole += time.perf_counter() - start
        assert len(readings) == len(batch)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.perf_counter()
    both = sum(1 for _ in read_all(Config(), reports, 2))
    two = time.perf_counter() - start
    scores = {
        "reports": float(len(reports)),
        "reports_per_second": len(reports) / whole,
        "sentences_per_second": sentences / whole,
        "words_per_second": words / whole,
        "bare_spacy_words_per_second": words / bare,
        "ratio_to_bare_spacy": bare / whole,
        "two_processes_reports_per_second": both / two,
        "startup_seconds": startup,
        "peak_memory_mb": peak,
    }
    (out / "speed.json").write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    return scores


def reports_of(data: Path) -> Iterator[Report]:
    """The first DATELINE_SPEED_REPORTS reports of a gzipped JSON Lines file; those that cannot be read are named."""
    with gzip.open(data, "rt", encoding="utf-8") as lines:
        for n, line in enumerate(lines):
            if n >= REPORTS:
                return
            row = json.loads(line)
            options = ReadOptions(published=row["date"])
            try:
                yield report_from_text(row["text"], title=row["title"], publisher=row["source"], options=options)
            except SourceError as error:
                print(f"left out: {error}", file=sys.stderr)
