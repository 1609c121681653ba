"""PolNeAR (Newell et al. 2018): sources, cues and contents of attributions, exact spans, against brat annotations.

The claims are written in the corpus's convention: attitudes count as attributions, sources keep their relative
clauses, and quotations that go on belong to the attribution that they carry on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dateline.extract.claims import find_claims
from dateline.kinds.cues import load_cues
from dateline.model import Document, Report, Span
from dateline.model.findings import ClaimFinding
from dateline.parse import Parser

Spans = tuple[Span, ...]
Relation = tuple[Spans, Spans, Spans]  # source, cue, content
ROLES = ("source", "cue", "content")


def run(data: Path, out: Path) -> dict[str, float]:
    """Write one NAME.ann for each `data`/text/NAME.txt into `out`; F1 of each role and of whole relations.

    The scores are empty where `data`/attributions is missing.
    """
    out.mkdir(parents=True, exist_ok=True)
    parser, cues = Parser(), load_cues(attitudes=True)
    paths = sorted((data / "text").glob("*.txt"))
    reports = [Report(id=p.stem, text=_read(p)) for p in paths]
    counts: Counter[tuple[str, str]] = Counter()
    scored = (data / "attributions").is_dir()
    for path, document in zip(paths, parser.parse_all(reports), strict=True):
        relations = list(_relations(document, find_claims(document, cues)))
        (out / f"{path.stem}.ann").write_text(_brat(document.text, relations), encoding="utf-8")
        if scored:
            _count(counts, relations, _gold(data / "attributions", path.stem))
    return _f1(counts) if scored else {}


def _read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def _relations(document: Document, claims: tuple[ClaimFinding, ...]) -> Iterator[Relation]:
    going_on: dict[int, list[Span]] = {}
    for claim in claims:
        if claim.continues is not None:
            going_on.setdefault(claim.continues, []).extend(claim.content)
    for i, claim in enumerate(claims):
        if claim.cue is None or document.quoted(claim.cue):
            continue  # the corpus leaves out what speakers say about others' words
        content = tuple(sorted({*claim.content, *going_on.get(i, ())}))
        source = (_corpus_source(document, claim.source, claim.cue),) if claim.source else ()
        yield source, (claim.cue,), content


def _corpus_source(document: Document, source: Span, cue: Span) -> Span:
    """The corpus takes "who" for a source, and keeps the clauses after a name with the comma that ends them."""
    words = document.syntax.char_span(*source, alignment_mode="expand")
    verb = document.syntax.char_span(*cue, alignment_mode="expand")
    if words is None or verb is None:
        return source
    for child in verb.root.children:
        if child.dep_ == "nsubj" and child.lower_ in ("who", "which", "that"):
            return Span(child.idx, child.idx + len(child))
    end = words.root.right_edge
    if words.end_char <= end.idx and (end.idx < cue.start or source.start > cue.end):
        wider = Span(source.start, end.idx + len(end))
        if not wider.overlaps(cue) and len(wider.of(document.text).split()) < 40:
            source = Span(wider.start, wider.end - 1) if end.is_punct else wider
    apposed = "," in source.of(document.text) and source.end < cue.start
    return Span(source.start, source.end + 1) if apposed and document.text[source.end] == "," else source


def _brat(text: str, relations: list[Relation]) -> str:
    lines: list[str] = []
    number = 0
    for i, (source, cue, content) in enumerate(relations, 1):
        parts: list[str] = []
        kind = "Attribution" if source else "Attribution-no-source"
        for label, spans in (("Source", source), ("Cue", cue), ("Content", content), (kind, cue)):
            if not spans:
                continue
            number += 1
            where = ";".join(f"{s.start} {s.end}" for s in spans)
            words = re.sub(r"\s+", " ", " ".join(s.of(text) for s in spans))
            lines.append(f"T{number}\t{label} {where}\t{words}")
            parts.append(f"{label}:T{number}")
        lines.append(f"E{i}\t{parts[-1]} {' '.join(reversed(parts[:-1]))}")
    return "".join(line + "\n" for line in lines)


def _gold(folder: Path, stem: str) -> list[Relation]:
    path = next((p for p in sorted(folder.glob(f"{stem}*.ann")) if p.stem == stem or p.stem[:-5] == stem), None)
    if path is None:
        return []
    spans: dict[str, Spans] = {}
    relations: list[Relation] = []
    for line in _read(path).split("\n"):
        fields = line.split("\t")
        if len(fields) < 2:
            continue
        if fields[0].startswith("T"):
            _, _, where = fields[1].partition(" ")
            spans[fields[0]] = tuple(Span(*map(int, w.split())) for w in where.split(";"))
        elif fields[0].startswith("E"):
            roles: dict[str, list[Span]] = {}
            for part in fields[1].split():
                role, _, name = part.partition(":")
                roles.setdefault(role.rstrip("0123456789").lower(), []).extend(spans.get(name, ()))
            source, cue, content = (tuple(sorted(roles.get(r, ()))) for r in ROLES)
            relations.append((source, cue, content))
    return relations


def _count(counts: Counter[tuple[str, str]], found: list[Relation], gold: list[Relation]) -> None:
    for i, role in enumerate(ROLES):
        have, want = {r[i] for r in found if r[i]}, {r[i] for r in gold if r[i]}
        counts.update({(role, "found"): len(have), (role, "gold"): len(want), (role, "right"): len(have & want)})
    whole = set(found) & set(gold)
    sizes = {"found": len(set(found)), "gold": len(set(gold)), "right": len(whole)}
    counts.update({("relation", k): v for k, v in sizes.items()})


def _f1(counts: Counter[tuple[str, str]]) -> dict[str, float]:
    scores: dict[str, float] = {}
    for role in (*ROLES, "relation"):
        right, found, gold = (counts[role, k] for k in ("right", "found", "gold"))
        scores[f"{role} precision"] = right / found if found else 0.0
        scores[f"{role} recall"] = right / gold if gold else 0.0
        scores[f"{role} f1"] = 2 * right / (found + gold) if found + gold else 0.0
    return scores
