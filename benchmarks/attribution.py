"""PolNeAR (Newell et al. 2018): sources, cues and contents of attributions, exact spans, against brat annotations.

The claims are written in the corpus's convention: attitudes count as attributions, sources keep their relative
clauses, and quotations that go on in the same paragraph belong to the attribution that they carry on. Of a doubly
annotated text the annotation whose file name sorts first is the gold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from dateline.encode.attribution import Attributor
from dateline.extract.claim_spans import Scene
from dateline.extract.claim_stance import quotation_kind
from dateline.extract.claims import find_claims
from dateline.kinds.cues import load_cues
from dateline.model import Document, Report, Span
from dateline.model.findings import Attribution, ClaimFinding
from dateline.parse import Parser

Spans = tuple[Span, ...]
Relation = tuple[Spans, Spans, Spans]  # source, cue, content
ROLES = ("source", "cue", "content")
# How probably exact the content of an attribution must be for the F1 to gain by it: about half of the F1, and somewhat
# more because the network is surer of texts like those that it was trained on.
CERTAIN = 0.42
# Attributions by their cue's word and by how much of the content is quoted.
GROUPS = ("verb", "according to", "noun", "other", "direct", "mixed", "indirect")


def run(data: Path, out: Path) -> dict[str, float]:
    """Write one NAME.ann for each `data`/text/NAME.txt into `out`; F1 of each role and of whole relations.

    The scores are empty where `data`/attributions is missing.
    """
    out.mkdir(parents=True, exist_ok=True)
    parser, cues, attributor = Parser(), load_cues(attitudes=True), Attributor.open()
    paths = sorted((data / "text").glob("*.txt"))
    reports = [Report(id=p.stem, text=read_text(p)) for p in paths]
    counts: Counter[tuple[str, str]] = Counter()
    groups: dict[str, Counter[tuple[str, str]]] = {g: Counter() for g in GROUPS}
    scored = (data / "attributions").is_dir()
    for path, document in zip(paths, parser.parse_all(reports), strict=True):
        read = [a for a in attributor.attributions(document) if a.certainty >= CERTAIN]
        relations = list(_relations(document, find_claims(document, cues, read), {a.cue: a for a in read}))
        (out / f"{path.stem}.ann").write_text(_brat(document.text, relations), encoding="utf-8")
        if scored:
            gold = gold_relations(data / "attributions", path.stem)
            _count(counts, relations, gold)
            scene = Scene(document, cues)
            found, wanted = ([(r, _groups(scene, r)) for r in part] for part in (relations, gold))
            for group in GROUPS:
                _count(groups[group], [r for r, g in found if group in g], [r for r, g in wanted if group in g])
    if not scored:
        return {}
    return _f1(counts) | {f"{g} {k}": v for g in GROUPS for k, v in _f1(groups[g]).items() if k.endswith("f1")}


def read_text(path: Path) -> str:
    """The text with its line ends as they are."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def _relations(
    document: Document, claims: tuple[ClaimFinding, ...], read: Mapping[Span, Attribution]
) -> Iterator[Relation]:
    """The claims that the network reads too, with its sources: the corpus keeps the clauses after a name.

    A quotation that goes on in a paragraph of its own is no part of the earlier attribution.
    """
    going_on: dict[tuple[int, int], list[Span]] = {}
    for claim in claims:
        if claim.continues is not None:
            at = document.paragraph_of(claim.content[0].start)
            going_on.setdefault((claim.continues, at), []).extend(claim.content)
    for i, claim in enumerate(claims):
        found = read.get(claim.cue) if claim.cue is not None else None
        if found is not None:
            more = going_on.get((i, document.paragraph_of(found.cue.start)), ())
            yield (found.source,) if found.source else (), (found.cue,), tuple(sorted({*claim.content, *more}))


def _groups(scene: Scene, relation: Relation) -> tuple[str, str]:
    _, cue, content = relation
    words = scene.document.syntax.char_span(*cue[0], alignment_mode="expand") if cue else None
    kinds = {"VERB": "verb", "AUX": "verb", "NOUN": "noun"}
    if words is not None and words.text.lower() == "according to":
        by_word = "according to"
    else:
        by_word = kinds.get(words.root.pos_, "other") if words is not None else "other"
    return by_word, quotation_kind(scene, content, cue[0] if cue else None)


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


def gold_relations(folder: Path, stem: str) -> list[Relation]:
    """The relations of the text `stem`, from the first of its annotation files; none where there is no file."""
    path = next((p for p in sorted(folder.glob(f"{stem}*.ann")) if p.stem == stem or p.stem[:-5] == stem), None)
    if path is None:
        return []
    spans: dict[str, Spans] = {}
    relations: list[Relation] = []
    for line in read_text(path).split("\n"):
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
