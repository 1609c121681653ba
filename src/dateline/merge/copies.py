"""Copies of one story: near-identical text, found by MinHash and confirmed by comparing the shingles themselves."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from dateline.merge.groups import Groups
from dateline.merge.words import containment, jaccard, words
from dateline.model.report import Report

_SHINGLE = 5
_PERMUTATIONS = 64
# Candidates are sought generously (an abridged copy shares a third of all shingles), and confirmed strictly.
_CANDIDATE = 0.3
_SAME_JACCARD = 0.6
_SAME_CONTAINED = 0.8
# Papers edit wire copy: a shared agency in the byline makes a lower share enough.
_SAME_AGENCY_CONTAINED = 0.6
# Below this number of shingles, texts are alike by chance or by their set form.
_LEAST_SHINGLES = 30


def families(reports: Sequence[Report]) -> dict[str, str]:
    """For each report's id the id of the first report of the same story (its own where it is no copy).

    `reports` are in order of publication; the first of a family is its original.
    """
    shingled = {r.id: _shingles(_body(r)) for r in reports}
    agency = {r.id: r.agency for r in reports}
    order = {r.id: i for i, r in enumerate(reports)}
    groups: Groups[str] = Groups(sorted(shingled, key=order.__getitem__))
    for one, other in _candidates(shingled, order):
        if _copies(shingled[one], shingled[other], agency[one] is not None and agency[one] == agency[other]):
            groups.join(one, other)
    return {member: group[0] for group in groups.all() for member in group}


def _body(report: Report) -> str:
    """The text without its title: papers write their own titles over one agency's story."""
    return report.text[report.title_span.end :] if report.title_span else report.text


def _shingles(text: str) -> frozenset[int]:
    tokens = words(text)
    return frozenset(
        zlib.crc32(" ".join(tokens[i : i + _SHINGLE]).encode()) for i in range(max(0, len(tokens) - _SHINGLE + 1))
    )


def _candidates(shingled: dict[str, frozenset[int]], order: dict[str, int]) -> list[tuple[str, str]]:
    # Imported when there is something to compare: it brings scipy along, a second that reading alone need not wait.
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=_CANDIDATE, num_perm=_PERMUTATIONS)
    pairs = []
    for ident in sorted(shingled, key=order.__getitem__):
        if len(shingled[ident]) < _LEAST_SHINGLES:
            continue
        sketch = MinHash(num_perm=_PERMUTATIONS, hashfunc=_identity)
        sketch.update_batch(sorted(shingled[ident]))
        pairs += [(earlier, ident) for earlier in sorted(index.query(sketch), key=order.__getitem__)]
        index.insert(ident, sketch)
    return pairs


def _identity(shingle: int) -> int:
    return shingle


def _copies(one: frozenset[int], other: frozenset[int], same_agency: bool) -> bool:
    contained = containment(one, other)
    if contained >= _SAME_CONTAINED or (same_agency and contained >= _SAME_AGENCY_CONTAINED):
        return True
    return jaccard(one, other) >= _SAME_JACCARD
