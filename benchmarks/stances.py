"""How sources stand to what they say: stance, source and basis of one attribution a sentence, judged by hand.

A gold file is a YAML list of cases: `text`, `cue` (the words that attribute), `stance`, `source` (its words, null where
nobody is named) and `basis` (null where none is told). The claim judged is the one whose cue has most of these words.
Where no claim has a cue there, because the words stand in what is said ("There must be no delays, she said"), it is
the claim with the shortest content around them; "stance by cue alone" counts those as missed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from dateline.encode.attribution import Attributor
from dateline.extract.claims import find_claims
from dateline.kinds.cues import load_cues
from dateline.model import Document, Report, Span
from dateline.model.findings import ClaimFinding
from dateline.parse import Parser

FILE = "stances_develop.yaml"
_ARTICLES = frozenset({"a", "an", "the"})


def run(data: Path, out: Path) -> dict[str, float]:
    """Judge each case of the file `data`, or of its develop file if a folder; write `out`/judged.jsonl."""
    path = data / FILE if data.is_dir() else data
    cases = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    rows = list(judge(cases))
    out.mkdir(parents=True, exist_ok=True)
    with (out / "judged.jsonl").open("w", encoding="utf-8") as lines:
        for row in rows:
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    return score(rows)


def judge(cases: Iterable[Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    """Each case beside what was found; raises ValueError where a cue does not stand in its text."""
    cues, attributor = load_cues(), Attributor.open()
    cases = list(cases)
    reports = [Report(id=str(i), text=case["text"]) for i, case in enumerate(cases)]
    for case, document in zip(cases, Parser().parse_all(reports), strict=True):
        claims = find_claims(document, cues, attributor.attributions(document))
        at = _cue(document.text, case["cue"])
        by_cue = at_cue(claims, at)
        claim = by_cue if by_cue is not None else around(claims, at)
        source = claim.source.of(document.text) if claim is not None and claim.source is not None else None
        yield {
            **case,
            "found": claim.stance if claim is not None else None,
            "found_source": source,
            "found_basis": claim.basis if claim is not None else None,
            "by_cue": by_cue is not None,
            "stance_right": claim is not None and claim.stance == case["stance"],
            "source_right": claim is not None and _same_source(document, claim, case["source"]),
            "basis_right": claim is not None and _same_words(case["basis"], claim.basis),
        }


def at_cue(claims: Iterable[ClaimFinding], cue: Span) -> ClaimFinding | None:
    """The claim whose cue shares most with `cue`."""
    shared = [(min(c.cue.end, cue.end) - max(c.cue.start, cue.start), c) for c in claims if c.cue is not None]
    return max((s for s in shared if s[0] > 0), key=lambda s: s[0], default=(0, None))[1]


def around(claims: Iterable[ClaimFinding], cue: Span) -> ClaimFinding | None:
    """The claim with the least content around `cue`."""
    holding = [c for c in claims if any(s.covers(cue) for s in c.content)]
    return min(holding, key=lambda c: sum(s.end - s.start for s in c.content), default=None)


def score(rows: list[dict[str, Any]]) -> dict[str, float]:
    """Shares of 1: stances, sources and bases right over all cases, claims found, and stances right by stance."""
    total, right = Counter(r["stance"] for r in rows), Counter(r["stance"] for r in rows if r["stance_right"])
    scores = {name: sum(r[f"{name}_right"] for r in rows) / len(rows) for name in ("stance", "source", "basis")}
    scores["stance by cue alone"] = sum(r["stance_right"] and r["by_cue"] for r in rows) / len(rows)
    based = [r for r in rows if r["basis"] is not None]
    scores["basis where told"] = sum(r["basis_right"] for r in based) / max(1, len(based))
    scores["found"] = sum(r["found"] is not None for r in rows) / len(rows)
    return scores | {stance: right[stance] / n for stance, n in sorted(total.items())}


def _cue(text: str, cue: str) -> Span:
    found = re.search(rf"(?<!\w){re.escape(cue)}", text)
    if found is None:
        raise ValueError(f"{cue!r} does not stand in {text!r}")
    return Span(*found.span())


def _same_source(document: Document, claim: ClaimFinding, wanted: str | None) -> bool:
    """Whether the head of the source found is one of the wanted words, and the other way round nothing is made up."""
    if wanted is None or claim.source is None:
        return wanted is None and claim.source is None
    words = document.syntax.char_span(*claim.source, alignment_mode="expand")
    start = document.text.find(wanted)
    return words is not None and start >= 0 and Span(start, start + len(wanted)).overlaps(_of(words.root))


def _of(token: Any) -> Span:
    return Span(token.idx, token.idx + len(token))


def _same_words(wanted: str | None, found: str | None) -> bool:
    """Whether one basis lies in the other, without its opening "citing" or "on": null where null is wanted."""
    if wanted is None or found is None:
        return wanted is None and found is None
    a, b = (re.findall(r"\w+", s.casefold()) for s in (wanted, found))
    return bool(set(a) - _ARTICLES) and (set(a) <= set(b) or set(b) <= set(a))
