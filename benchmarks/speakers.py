"""Who speaks each quotation: Dateline's readings of our own reports, judged by hand.

A gold file is a YAML list of reports: `title`, `publisher`, `published`, `text`, `quotations`; a quotation has `quote`
(its first words), `speaker` (as the report first gives them; null for titles, terms and signs, which nobody says) and
`where: title` if it stands in the title. Spokesmen may resolve to the body that they speak for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from dateline.config import Config
from dateline.kinds.place_names import fold
from dateline.model import Actor, Claim, Reading, Report, Span
from dateline.pipeline import Pipeline

FILE = "speakers_develop.yaml"
_SPOKESMEN = ("spokes", "official", "representative")
_HEAD_ENDS = re.compile(r",|\b(?:for|of|from|at|who|which|with|in|by|present|prepared|freed|itself)\b")
_ARTICLES = frozenset({"a", "an", "the", "its", "his", "her", "their", "this"})


def run(data: Path, out: Path) -> dict[str, float]:
    """Read each report of the file `data`, or of its develop file if a folder; write `out`/judged.jsonl."""
    path = data / FILE if data.is_dir() else data
    rows = [row for case in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) for row in judge(case)]
    out.mkdir(parents=True, exist_ok=True)
    with (out / "judged.jsonl").open("w", encoding="utf-8") as lines:
        for row in rows:
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    return score(rows)


def score(rows: list[dict[str, Any]]) -> dict[str, float]:
    """Shares of 1: quotations with the right speaker, found at all, and words that nobody says rightly no claims."""
    said = [r for r in rows if r["speaker"] is not None]
    unsaid = [r for r in rows if r["speaker"] is None]
    return {
        "speaker": sum(r["right"] for r in said) / max(1, len(said)),
        "found": sum(r["found"] is not None for r in said) / max(1, len(said)),
        "no quotation": sum(r["right"] for r in unsaid) / max(1, len(unsaid)),
        "quotations": float(len(said)),
    }


def judge(case: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Each quotation of one report beside its claim; raises ValueError where a quotation does not stand in it."""
    report = Report(
        id="case",
        title=case["title"],
        publisher=case["publisher"],
        published=case["published"],
        text=f"{case['title']}\n\n{case['text'].strip()}",
    )
    reading = _pipeline().read_report(report)
    actors = {a.id: a for a in reading.actors}
    at = len(case["title"])
    for gold in case["quotations"]:
        start = report.text.find(gold["quote"], 0 if gold.get("where") == "title" else at)
        if start < 0:
            raise ValueError(f"{gold['quote']!r} does not stand in {case['title']!r}")
        if gold.get("where") != "title":
            at = start + len(gold["quote"])
        claim = _claim(reading, Span(start, start + len(gold["quote"])))
        who = [actors[i] for i in claim.sources if i in actors] if claim is not None else []
        if gold["speaker"] is None:
            right = claim is None or not _quoted_alone(claim, start)
        else:
            right = len(who) == 1 and is_speaker(who[0], gold["speaker"], report.text)
        source = claim.source.of(report.text) if claim is not None and claim.source is not None else None
        found = None if claim is None else f"{source} = {', '.join(f'{a.name} ({a.id})' for a in who)}"
        yield {"report": case["title"], **gold, "found": found, "right": right}


_PIPELINES: list[Pipeline] = []


def _pipeline() -> Pipeline:
    if not _PIPELINES:
        _PIPELINES.append(Pipeline(Config()))
    return _PIPELINES[0]


def _claim(reading: Reading, quote: Span) -> Claim | None:
    """The claim that gives the quoted words: of those with their cue outside the one with the least around."""
    first = Span(quote.start, quote.start + 1)
    around = [
        (sum(s.end - s.start for s in c.content), c)
        for c in reading.claims
        if any(s.overlaps(first) for s in c.content) and not (c.cue is not None and c.cue.overlaps(quote))
    ]
    return min(around, key=lambda a: a[0], default=(0, None))[1]


def _quoted_alone(claim: Claim, start: int) -> bool:
    """Whether the claim says nothing but the quoted words: "the “Green Pond”, he said, …" tells of more."""
    return claim.quotation == "direct" and min(s.start for s in claim.content) >= start - 1


def is_speaker(actor: Actor, wanted: str, text: str) -> bool:
    """Whether an actor is the one whom the report gives as `wanted`: by name, or by a mention of the same words."""
    if _is_name(wanted):
        return set(_words(wanted)) <= set(_words(actor.name))
    head = (_words(_HEAD_ENDS.split(wanted)[0] or wanted) or _words(wanted))[-1]
    spans = [Span(*m.span()) for m in re.finditer(re.escape(wanted), text, re.IGNORECASE)]
    for_body = head.startswith(_SPOKESMEN)
    for mention in actor.mentions:
        same = any(s.overlaps(mention) for s in spans)
        if same and (for_body or head in _words(mention.of(text))):
            return True
    return head in _words(actor.name) and set(_words(actor.name)) <= set(_words(wanted))


def _is_name(wanted: str) -> bool:
    return all(w[0].isupper() or w.startswith("@") for w in wanted.split()) and wanted.split()[0] not in (
        "The",
        "A",
        "An",
    )


def _words(text: str) -> list[str]:
    return [w for w in re.findall(r"[\w'’@-]+", fold(text)) if w not in _ARTICLES]
