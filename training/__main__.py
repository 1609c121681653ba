"""`python -m training WHAT`: how the shipped networks were made, a command each."""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path

import torch

from training.fit import Settings
from training.recipe import Variant, crossvalidate

OUT = Path("out") / "training"
ALONE = Settings(epochs=6, rate=8e-5)
VARIANTS = {
    "shipped": Variant(),
    "public alone": Variant("public alone", own=False, stage2=ALONE),
    "distilled": Variant("distilled", own=False, stage2=ALONE, teachers=3),
    "three layers": Variant("three layers", layers=3, own=False, stage2=ALONE),
    "unmarked": Variant("unmarked", marks=False, own=False, stage2=ALONE),
    "frozen": Variant("frozen", frozen=True, own=False, stage2=Settings(epochs=12, head_rate=1e-3)),
}


WHAT = ["crossvalidate", "train", "attribution", "attribution-choice", "steps"]


def main() -> None:
    """Parse and run."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("what", choices=WHAT)
    parser.add_argument("--variant", choices=sorted(VARIANTS), default="shipped")
    parser.add_argument("--folds", default="0,1,2,3,4", help="which of the five folds, comma-separated")
    parser.add_argument("--seeds", default="1", help="an ensemble of one network for each seed")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--layers", type=int, choices=[3, 4], default=4, help="of the attribution network")
    parser.add_argument("--teachers", type=int, default=3, help="of the attribution network, with a seed each")
    parser.add_argument("--reports", type=int, default=2200, help="that the teachers label")
    parser.add_argument("--small", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    torch.set_num_threads(2)
    if args.what == "attribution":
        from training.attribution_recipe import Recipe
        from training.attribution_recipe import train as train_attribution

        usual = Recipe(args.layers, args.teachers, args.reports)
        if args.small:
            train_attribution(usual.small(), args.out, weights=args.out / "weights")
        else:
            train_attribution(usual, args.out)
        return
    if args.what == "attribution-choice":
        from training.attribution_choice import train as train_choice

        train_choice()
        return
    if args.what == "steps":
        from training.steps_recipe import train as train_steps

        train_steps()
        return
    variants = [dataclasses.replace(VARIANTS[args.variant], seed=int(s)) for s in args.seeds.split(",")]
    if args.what == "crossvalidate":
        found = crossvalidate(variants, args.out, [int(k) for k in args.folds.split(",")])
        print(json.dumps({args.variant: found}, indent=1))
    else:
        from training.final import train

        train(variants, args.out)


if __name__ == "__main__":
    main()
