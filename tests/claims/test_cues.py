"""The cue words as data: shipped ones are sound, a user's own replace them, wrong ones are named."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from dateline.errors import KindsError
from dateline.kinds.cues import Cue, load_cues
from dateline.kinds.files import load
from dateline.model.vocabulary import Stance


def test_every_stance_has_a_cue() -> None:
    cues = load("cues", Cue)
    assert {s for c in cues for s in (c.stance, c.negated) if s} == set(get_args(Stance))


def test_every_cue_can_attribute() -> None:
    for cue in load("cues", Cue):
        assert cue.frames or cue.prepositions, cue.id
        assert cue.stance or cue.negated, cue.id


def test_attitudes_are_left_out_unless_asked_for() -> None:
    assert "seem" not in load_cues().verbs
    assert "seem" in load_cues(attitudes=True).verbs


def test_a_users_entry_replaces_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "cues.yaml").write_text("- {id: hail, lemma: hail, frames: [as], stance: condemns}\n", encoding="utf-8")
    (cue,) = load_cues(tmp_path).verbs["hail"]
    assert cue.stance == "condemns"


def test_a_wrong_entry_is_named(tmp_path: Path) -> None:
    (tmp_path / "cues.yaml").write_text("- {id: hail, lemma: hail, stance: loves}\n", encoding="utf-8")
    with pytest.raises(KindsError, match="hail"):
        load_cues(tmp_path)
