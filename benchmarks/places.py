"""Place names in LGL, GeoVirus and GeoWebNews: which words, and where on earth within 161 km (100 miles).

All names of places count there, also those that stand for a government or are part of another name; so the
predictions are what the product locates, before it drops those names that are no place of the report's story.
"""

from __future__ import annotations

import dataclasses
import json
import math
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dateline.extract.places import find_places
from dateline.kinds.gazetteer import Gazetteer
from dateline.model import Report
from dateline.parse import Parser
from dateline.resolve.places import locate

EARTH_KM = 6371.0
# 100 miles, the usual bound in this field (Gritta et al., What's missing in geographical parsing?, 2018).
NEAR_KM = 161.0
Point = tuple[float, float]


@dataclasses.dataclass(frozen=True, slots=True)
class Article:
    """One article; `gold` maps each name's offsets to its point, None for a name without one."""

    file: str
    doc: str
    text: str
    gold: dict[tuple[int, int], Point | None]


def run(data: Path, out: Path) -> dict[str, float]:
    """Write `out`/predictions.jsonl for an XML file or a folder of them; scores by file where there is gold."""
    files = sorted(data.glob("*.xml")) if data.is_dir() else [data]
    articles = [a for path in files for a in read(path)]
    found = list(predict(articles))
    out.mkdir(parents=True, exist_ok=True)
    with (out / "predictions.jsonl").open("w", encoding="utf-8") as lines:
        for article, places in zip(articles, found, strict=True):
            for (start, end), (latitude, longitude) in places.items():
                row = {"doc": article.doc, "start": start, "end": end, "latitude": latitude, "longitude": longitude}
                lines.write(json.dumps(row | {"file": article.file}, ensure_ascii=False) + "\n")
    counts: dict[str, Counter[str]] = {}
    for article, places in zip(articles, found, strict=True):
        count(counts.setdefault(article.file, Counter()), article.gold, places)
    scores: dict[str, float] = {}
    for file, tally in counts.items():
        if tally["gold"]:
            scores |= {f"{file} {name}": value for name, value in score(tally).items()}
    return scores


def predict(articles: list[Article]) -> Iterator[dict[tuple[int, int], Point]]:
    """The located names of each article: offsets into its text → latitude and longitude in degrees."""
    gazetteer = Gazetteer.open()
    reports = [Report(id=f"{a.file}-{a.doc}", text=a.text) for a in articles]
    for document in Parser().parse_all(reports):
        located = locate(find_places(document, gazetteer), document, gazetteer)
        yield {
            (m.finding.span.start, m.finding.span.end): (m.place.latitude, m.place.longitude)
            for m in located
            if m.place is not None
        }


def read(path: Path) -> Iterator[Article]:
    """The articles of a file in any of the three formats; one without docid or file is named by its place, from 0."""
    for i, node in enumerate(ET.parse(path).getroot().iter("article")):
        text = node.findtext("text") or ""
        gold: dict[tuple[int, int], Point | None] = {}
        for name in (*node.iter("toponym"), *node.iter("location")):
            span = _span(name, text)
            if span is not None:
                gold[span] = _point(name)
        yield Article(path.stem, node.get("docid") or node.get("file") or str(i), text, gold)


def _span(name: ET.Element, text: str) -> tuple[int, int] | None:
    """Offsets from 0; GeoVirus counts from 1, which shows in its words."""
    start, end = name.findtext("start"), name.findtext("end")
    if not start or not end:
        return None
    words = name.findtext("phrase") or name.findtext("extractedName") or name.findtext("name")
    first, last = int(start), int(end)
    if words and text[first:last] != words and text[first - 1 : last - 1] == words:
        return first - 1, last - 1
    return first, last


def _point(name: ET.Element) -> Point | None:
    tag = name.find("gaztag")
    here = name if tag is None else tag
    latitude = here.findtext("lat") or here.findtext("latitude")
    longitude = here.findtext("lon") or here.findtext("longitude")
    return (float(latitude), float(longitude)) if latitude and longitude else None


def count(tally: Counter[str], gold: dict[tuple[int, int], Point | None], found: dict[tuple[int, int], Point]) -> None:
    """Add one article; a name that the gold does not place counts neither for nor against."""
    for span, point in found.items():
        if span not in gold:
            tally["wrong"] += 1
            continue
        true = gold[span]
        if true is not None:
            tally["matched"] += 1
            tally["near"] += km(point, true) <= NEAR_KM
    tally["gold"] += sum(1 for point in gold.values() if point is not None)


def score(tally: Counter[str]) -> dict[str, float]:
    """Recognition F1 by exact offsets, accuracy within 161 km on matches, and F1 of both together."""
    found = tally["matched"] + tally["wrong"]
    return {
        "recognition F1": 2 * tally["matched"] / (found + tally["gold"]),
        "accuracy@161km": tally["near"] / max(1, tally["matched"]),
        "end-to-end F1@161km": 2 * tally["near"] / (found + tally["gold"]),
    }


def km(a: Point, b: Point) -> float:
    """Great-circle distance in kilometres between points in degrees."""
    la, lb = math.radians(a[0]), math.radians(b[0])
    half = math.sin((lb - la) / 2) ** 2
    half += math.cos(la) * math.cos(lb) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
