"""Time expressions in TimeML (TimeBank, AQUAINT, WikiWars), scored as TempEval-3 does: relaxed, strict, value, type F1.

The product's findings are written as TIMEX3 in the corpora's custom: a range is two expressions; an age is none in
news; in narratives loose references are marked too (date_custom.py).
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.date_custom import in_custom
from dateline.extract.dates import find_dates
from dateline.model import Document, Report, Span
from dateline.parse import Parser
from dateline.resolve.timex import Timex, timexes

_TIMEX = re.compile(r"</?TIMEX3\b[^>]*>")
_PIECE = re.compile(r"(<[^>]+>)|&(?:#\d+|#x[0-9A-Fa-f]+|\w+);")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_BODY = re.compile(r"<TEXT>(.*?)</TEXT>", re.DOTALL)
_DCT = re.compile(r"<DCT>(.*?)</DCT>", re.DOTALL)
# Every third document is the last look; the rules are written on the others.
_LAST_LOOK = 3


class Page(NamedTuple):
    """A TimeML file: all of it, its text without TIMEX3 and marks, where each character stands in it, and the gold."""

    head: str
    body: str
    tail: str
    text: str
    places: list[int]
    gold: list[Timex]
    day: str | None


def run(data: Path, out: Path) -> dict[str, float]:
    """Write each `data`/**/*.tml with predicted TIMEX3 into `out`; scores by corpus folder where there is gold."""
    out.mkdir(parents=True, exist_ok=True)
    paths = sorted(data.rglob("*.tml"))
    pages = [read(p) for p in paths]
    reports = [Report(id=p.stem, text=page.text, published=page.day) for p, page in zip(paths, pages, strict=True)]
    counts: dict[str, Counter[str]] = {}
    for i, document in enumerate(Parser().parse_all(reports)):
        page, path = pages[i], paths[i]
        found = predict(document)
        target = out / path.relative_to(data)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("w", encoding="utf-8", newline="") as file:
            file.write(page.head + annotate(page, found) + page.tail)
        for group in groups(path, data, i):
            count(counts.setdefault(group, Counter()), page.gold, found)
    if not counts or not counts[""]["gold"]:
        return {}
    return {f"{group} {name}".strip(): value for group, c in counts.items() for name, value in f1(c).items()}


def groups(path: Path, data: Path, number: int) -> tuple[str, str, str]:
    """What the file of this number counts for: all, its corpus, and the last look or the others."""
    corpus = path.parent.name if path.parent != data else ""
    return "", corpus, "last look" if number % _LAST_LOOK == _LAST_LOOK - 1 else "seen"


def predict(document: Document) -> tuple[Timex, ...]:
    """The product's expressions of one document as TIMEX3."""
    return timexes(in_custom(find_dates(document), document), document)


def read(path: Path) -> Page:
    """Take a TimeML file apart; TIMEX3 in its TEXT goes into `gold`, all else stays where it is."""
    with path.open(encoding="utf-8", newline="") as file:
        whole = file.read()
    match = _BODY.search(whole)
    if match is None:
        return Page(whole, "", "", "", [], [], None)
    marked = match[1]
    body = _TIMEX.sub("", marked)
    text, places = _characters(body)
    return Page(
        whole[: match.start(1)], body, whole[match.end(1) :], text, places, list(_gold_spans(marked)), _day(whole)
    )


def _characters(body: str) -> tuple[str, list[int]]:
    """The text without marks, and for each of its characters (and its end) the offset in `body`."""
    out: list[str] = []
    places: list[int] = []
    at = 0
    for match in [*_PIECE.finditer(body), None]:
        end = match.start() if match else len(body)
        out.extend(body[at:end])
        places.extend(range(at, end))
        if match is None:
            break
        if not match[1]:
            decoded = html.unescape(match[0])
            out.extend(decoded)
            places.extend([match.start()] * len(decoded))
        at = match.end()
    # A lone carriage return must not change what the parser sees as a blank line.
    return "".join(out).replace("\r", " "), [*places, len(body)]


def _gold_spans(marked: str) -> Iterator[Timex]:
    length = at = 0
    stack: list[tuple[int, dict[str, str]]] = []
    for match in _PIECE.finditer(marked):
        length += match.start() - at
        at = match.end()
        if not match[1]:
            length += len(html.unescape(match[0]))
        elif match[1].startswith("<TIMEX3"):
            stack.append((length, dict(_ATTRIBUTE.findall(match[1]))))
        elif match[1].startswith("</TIMEX3") and stack:
            start, attributes = stack.pop()
            if start < length:
                yield Timex(Span(start, length), attributes.get("type", "DATE"), attributes.get("value", ""))


def _day(whole: str) -> str | None:
    """The day of publication: the value of the creation time, or its digits where the mark was taken out."""
    match = _DCT.search(whole)
    if match is None:
        return None
    value = dict(_ATTRIBUTE.findall(match[1])).get("value") or re.sub(r"<[^>]+>", "", match[1])
    digits = re.match(r"\s*(\d{4})-?(\d\d)-?(\d\d)", value) or re.match(r"\s*()(\d\d)/(\d\d)/(\d\d)", value)
    if digits is None:
        return None
    year = digits[1] or ("19" if int(digits[4]) > 30 else "20") + digits[4]
    return f"{year}-{digits[2]}-{digits[3]}"


def annotate(page: Page, found: tuple[Timex, ...]) -> str:
    """The body with TIMEX3 round each expression, so placed that it nests with the marks that are there."""
    out: list[str] = []
    at = 0
    for i, timex in enumerate(found, 1):
        start = page.places[timex.span.start]
        end = page.places[timex.span.end - 1]
        end = _PIECE.match(page.body, end).end() if page.body[end] == "&" else end + 1  # type: ignore[union-attr]
        start, end = _nested(page.body, start, end)
        out += [page.body[at:start], f'<TIMEX3 tid="t{i}" type="{timex.type}" value="{html.escape(timex.value)}">']
        out += [page.body[start:end], "</TIMEX3>"]
        at = end
    return "".join(out) + page.body[at:]


def _nested(body: str, start: int, end: int) -> tuple[int, int]:
    """Widen over marks that open right before and close right after, until marks inside are in pairs."""
    inside = re.findall(r"<(/?)\w+[^>]*?>", body[start:end])
    depth = low = 0
    for closing in inside:
        depth += -1 if closing else 1
        low = min(low, depth)
    for _ in range(-low):
        before = re.search(r"<\w[^>]*>$", body[:start])
        start = before.start() if before else start
    for _ in range(depth - low):
        after = re.match(r"</\w+>", body[end:])
        end += after.end() if after else 0
    return start, end


def count(counts: Counter[str], gold: list[Timex], found: tuple[Timex, ...]) -> None:
    """Add one document: each gold expression goes to the first free one that overlaps it, exact ones first."""
    counts.update({"gold": len(gold), "found": len(found)})
    pairs = match_up(gold, found)
    counts["relaxed"] += len(pairs)
    for g, f in pairs:
        counts["strict"] += g.span == f.span
        counts["value"] += g.value == f.value
        counts["type"] += g.type == f.type


def match_up(gold: list[Timex], found: tuple[Timex, ...]) -> list[tuple[Timex, Timex]]:
    """Pairs of gold and found expressions that overlap, one to one."""
    free = {f.span: f for f in found}
    pairs = [(g, free.pop(g.span)) for g in gold if g.span in free]
    taken = {g.span for g, _ in pairs}
    for g in gold:
        if g.span not in taken:
            near = next((s for s in free if s.overlaps(g.span)), None)
            if near is not None:
                pairs.append((g, free.pop(near)))
    return pairs


def f1(counts: Counter[str]) -> dict[str, float]:
    """Precision and recall of relaxed matching, and the F1 of each measure."""
    gold, found = max(counts["gold"], 1), max(counts["found"], 1)
    scores = {"precision": counts["relaxed"] / found, "recall": counts["relaxed"] / gold}
    for name in ("relaxed", "strict", "value", "type"):
        scores[f"{name} f1"] = 2 * counts[name] / (gold + found)
    return scores
