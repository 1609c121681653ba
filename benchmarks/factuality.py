"""Factuality: UW (Lee et al. 2015; sentences with values of -3 to 3) and MEANTIME (classes) out of the shipped head.

MEANTIME's classes join certainty, polarity and whether the event lies ahead; the last comes from the rules on tense.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.tokens import Doc

from benchmarks.scores import macro_f1
from dateline.encode.encoder import Encoder
from dateline.encode.factuality import Appraiser
from dateline.extract.factuality import Moods
from dateline.kinds.modality import Modality
from dateline.parse.parser import load_syntax

# From here on a value counts as certain, and as probable. UW's readers give 1 to what possibly happened, 1 to 2 to what
# "will" happen; MEANTIME calls the latter certain.
_CERTAIN, _PROBABLE = 1.0, 0.5


def run(data: Path, out: Path) -> dict[str, float]:
    """Predict for a .jsonl file of UW's form, or for a folder: its UW/dev.jsonl and its MEANTIME, where they are."""
    appraiser = Appraiser(Encoder.open())
    if data.is_file():
        return _uw(data, out, appraiser)
    scores: dict[str, float] = {}
    if (data / "UW" / "dev.jsonl").exists():
        scores |= {f"UW dev {k}": v for k, v in _uw(data / "UW" / "dev.jsonl", out, appraiser).items()}
    files = sorted((data / "MEANTIME").rglob("*.conll"))
    if files:
        scores |= {f"MEANTIME {k}": v for k, v in _meantime(files, out, appraiser).items()}
    return scores


def _uw(path: Path, out: Path, appraiser: Appraiser) -> dict[str, float]:
    gold: list[float] = []
    found: list[float] = []
    with (out / "predictions.jsonl").open("w", encoding="utf-8") as file:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            words = row["text"].split(" ")
            at = [min(t["span1"][1], len(words)) - 1 for t in row["targets"]]
            values = appraiser.appraise(words, at) if at else []
            for k, (target, value) in enumerate(zip(row["targets"], values, strict=True)):
                file.write(json.dumps({"line": number, "target": k, "value": value}) + "\n")
                if "label" in target:
                    gold.append(float(target["label"]))
                    found.append(value)
    return _numbers(gold, found) if gold else {}


def _numbers(gold: Sequence[float], found: Sequence[float]) -> dict[str, float]:
    n = len(gold)
    mean_gold, mean_found = sum(gold) / n, sum(found) / n
    both = sum((g - mean_gold) * (f - mean_found) for g, f in zip(gold, found, strict=True))
    spread = math.sqrt(sum((g - mean_gold) ** 2 for g in gold) * sum((f - mean_found) ** 2 for f in found))
    return {
        "MAE": sum(abs(g - f) for g, f in zip(gold, found, strict=True)) / n,
        "r": both / spread if spread else 0.0,
        "MAE of the constant 3": sum(abs(g - 3) for g in gold) / n,
    }


def _meantime(files: Sequence[Path], out: Path, appraiser: Appraiser) -> dict[str, float]:
    nlp, moods = load_syntax(None), Moods(Modality())
    gold: list[str] = []
    found: list[str] = []
    with (out / "meantime.jsonl").open("w", encoding="utf-8") as file:
        for path in files:
            for number, (words, targets) in enumerate(_sentences(path)):
                if not targets:
                    continue
                at = [k for k, _ in targets]
                doc = nlp(Doc(nlp.vocab, words=words))
                for (k, label), value in zip(targets, appraiser.appraise(words, at), strict=True):
                    ahead = moods.of(doc[k]).tense == "future"
                    size = abs(value)
                    certainty = "CERTAIN" if size >= _CERTAIN else "PROBABLE" if size >= _PROBABLE else "POSSIBLE"
                    polarity = "POS" if value >= 0 else "NEG"
                    guess = f"{certainty} {polarity} {'FUTURE' if ahead else 'NON_FUTURE'}"
                    record = {"doc": path.name, "sentence": number, "word": k, "value": value, "class": guess}
                    file.write(json.dumps(record) + "\n")
                    gold.append(label)
                    found.append(guess)
    most = Counter(gold).most_common(1)[0][0]
    part = {"macro f1": macro_f1(gold, found), "macro f1 of the majority": macro_f1(gold, [most] * len(gold))}
    hits = sum(g == f for g, f in zip(gold, found, strict=True))
    for k, name in enumerate(("certainty", "polarity", "future")):
        part[f"{name} macro f1"] = macro_f1([g.split()[k] for g in gold], [f.split()[k] for f in found])
    return part | {"accuracy": hits / len(gold), "accuracy of the majority": gold.count(most) / len(gold)}


def _sentences(path: Path) -> Iterator[tuple[list[str], list[tuple[int, str]]]]:
    """Words of a sentence, and the class of each word that begins an event with known factuality."""
    words: list[str] = []
    targets: list[tuple[int, str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        cells = line.split("\t")
        if len(cells) < 6:
            if words:
                yield words, targets
            words, targets = [], []
            continue
        if cells[2].startswith("B-") and cells[3].startswith("B-"):
            certainty, polarity, ahead = (c[2:].rsplit("-", 1)[0] for c in cells[3:6])
            targets.append((len(words), f"{certainty} {polarity} {ahead}"))
        words.append(cells[1])
