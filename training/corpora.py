"""The training sentences: our own in `training/data`, and development parts of public corpora, which lie elsewhere."""

from __future__ import annotations

import csv
import dataclasses
import json
import re
from collections.abc import Iterator
from pathlib import Path

from dateline.encode.marks import Dyad, from_marked
from dateline.model.span import Span

DATA = Path(__file__).parent / "data"
CORPORA = Path(__file__).parents[2] / "shared" / "corpora"


# What a type of PLOVER mostly is in ACE's and WikiEvents' sense: something that the source does to the target, or not.
_RELATION = {"ASSAULT": 1, "COERCE": 1, "ACCUSE": 1, "CONSULT": 0, "AID": 0, "COOPERATE": 0}


@dataclasses.dataclass(frozen=True, slots=True)
class Example:
    """A dyad with what is known of it: its type, whether source acts on target, the words of the event."""

    dyad: Dyad
    type: str | None = None
    relation: int | None = None
    event: Span | None = None
    group: str = ""


def own_dyads(folder: Path = DATA) -> list[Example]:
    """Our own sentences: lines of `TYPE<TAB>sentence` with `<s>`, `<t>` and `<e>` marks, in `dyads*.tsv`."""
    found = []
    for path in sorted(folder.glob("dyads*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.strip():
                continue
            kind, text = line.split("\t")
            found.append(_own(kind, text, path.stem))
    return found


def _own(kind: str, text: str, group: str) -> Example:
    before, words, _ = re.split(r"</?e>", text)
    lead = len(re.sub(r"</?[st]>", "", before))
    event = Span(lead, lead + len(words))
    marked = from_marked(re.sub(r"</?e>", "", text))
    return Example(marked, type=kind, relation=_RELATION.get(kind), event=event, group=group)


def own_relations(folder: Path = DATA) -> list[Example]:
    """Our own sentences with a label of relation alone: lines of `0|1<TAB>sentence` in `relations*.tsv`."""
    found = []
    for path in sorted(folder.glob("relations*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                label, text = line.split("\t")
                found.append(dataclasses.replace(_own(label, text, path.stem), type=None, relation=int(label)))
    return found


def plover(path: Path = CORPORA / "dyads" / "PLV_train.tsv") -> list[Example]:
    """PLV_train: sentences typed with 15 types."""
    return [Example(from_marked(r["marked_sentence"]), type=r["gold_root"], group="plv") for r in _rows(path)]


def relations(path: Path = CORPORA / "dyads" / "AW_train.tsv") -> list[Example]:
    """AW_train: sentences of ACE and WikiEvents, with whether there is a relation."""
    return [
        Example(from_marked(r["marked_sentence"]), relation=int(r["gold_binary"]), group=f"aw{r['doc_id']}")
        for r in _rows(path)
    ]


def factuality(part: str = "train") -> list[tuple[list[str], list[tuple[int, float]]]]:
    """UW: tokens of a sentence and the factuality (-3 … 3) of some of them, by index."""
    found = []
    for line in (CORPORA / "factuality" / "UW" / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        targets = [(t["span1"][1] - 1, float(t["label"])) for t in row["targets"]]
        found.append((row["text"].split(" "), targets))
    return found


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_MINIMAL)
