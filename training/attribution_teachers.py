"""The teachers of the attribution network: a larger encoder, and several networks that read a text together."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional as F

from dateline.encode.attribution import best_path, cues_in
from dateline.encode.windows import Window
from dateline.model import Document
from training import recipe
from training.attribution_data import Example, Pair, Reader
from training.attribution_fit import DEVICE, collate
from training.attribution_network import Chain, Encoder, Network

# all-mpnet-base-v2 (Apache-2.0) lies on PyPI as a zip file in five parts, a package each.
NAME = "all-mpnet-base-v2"
PARTS = tuple(f"{NAME}-pypi-part_{k:03}" for k in range(1, 6))
LAYERS = 12
# MiniLM's marks, as the larger encoder calls them.
MARKS = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}
AT_ONCE = 64  # windows
LEAST = 0.3  # of a cue's probability, for a pair to be labelled
SURE, DOUBTED = 0.5, 0.5  # a pair counts the second where its cue is not likelier than the first


def larger_encoder(folder: Path) -> Encoder:
    """The teachers' encoder, unpacked in `folder`."""
    where = folder / NAME
    if not (where / "config.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        packed = folder / f"{NAME}.zip"
        packed.write_bytes(b"".join(_part(package).read_bytes() for package in PARTS))
        with zipfile.ZipFile(packed) as parts:
            parts.extractall(folder)
        packed.unlink()
    ours = json.loads((recipe.base() / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    lines = (where / "vocab.txt").read_text(encoding="utf-8").split("\n")
    theirs = {piece: number for number, piece in enumerate(lines)}
    names = (MARKS.get(piece, piece) for piece in sorted(ours, key=ours.__getitem__))
    return Encoder(where, LAYERS, tuple(theirs.get(name, theirs["[UNK]"]) for name in names))


def _part(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is missing: pip install -r training/requirements.txt")
    return Path(spec.origin).parent / "input" / f"{NAME}.zip.{package[-3:]}"


@dataclasses.dataclass(frozen=True)
class Ensemble:
    """Networks that read together: the mean of their cue probabilities, of their pair logits and of their chains."""

    networks: Sequence[Network]
    chains: Sequence[Chain]

    def read(self, reader: Reader, document: Document) -> list[Example]:
        """The document's windows with what the networks say of them: cues and stances as probabilities, pairs labelled.

        A pair whose cue is doubtful counts half.
        """
        some = reader.windows(document)
        cut = [some[k : k + AT_ONCE] for k in range(0, len(some), AT_ONCE)]
        return [e for these in cut for e in self._read(reader, document, these)]

    @torch.no_grad()
    def _read(self, reader: Reader, document: Document, these: Sequence[Window]) -> list[Example]:
        b = collate([Example(w, None, []) for w in these]).on(DEVICE)
        with torch.autocast(DEVICE.type, dtype=torch.bfloat16):
            seen = [n.words(b.ids, b.first, b.syntax) for n in self.networks]
        chances = _mean([F.softmax(logits.float(), -1) for _, logits in seen])
        found = []
        for window, row in zip(these, chances, strict=True):
            cues = row[: len(window.words)]
            pairs = [
                Pair(tuple(places), reader.arcs(document, window, places), weight=1.0 if chance > SURE else DOUBTED)
                for places, chance in cues_in(cues, LEAST)
            ]
            found.append(Example(window, cues, pairs))
        pairs = [pair for e in found for pair in e.pairs]
        if not pairs:
            return found
        c = collate(found).on(DEVICE)
        with torch.autocast(DEVICE.type, dtype=torch.bfloat16):
            told = [
                n.pairs((words * c.mask.unsqueeze(-1))[c.own], c.cue, c.arcs)
                for n, (words, _) in zip(self.networks, seen, strict=True)
            ]
        labels = _mean([logits.float() for logits, _ in told])
        stances = _mean([F.softmax(logits.float(), -1) for _, logits in told])
        scores = zip(*(chain.scores() for chain in self.chains), strict=True)
        moves, starts = (_mean(s).astype(np.float64) for s in scores)
        for pair, row, stance in zip(pairs, labels, stances, strict=True):
            pair.labels = np.array(best_path(row[: len(pair.arcs)], moves, starts), dtype=np.uint8)
            pair.stance = stance
        return found


def _mean(parts: Sequence[torch.Tensor]) -> NDArray[np.float32]:
    mean: NDArray[np.float32] = torch.stack(tuple(parts)).mean(0).cpu().numpy()
    return mean
