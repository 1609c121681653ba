"""Turns of phrase in which reports tell a step of an agreement: typed entries of `step_turns.yaml`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Literal

import msgspec

from dateline.kinds.files import load
from dateline.kinds.senses import Sense
from dateline.model.vocabulary import EventType, Organ, Step

Need = Literal[
    "direct", "leaving", "truce", "of-agreement", "chamber-asked", "provisional", "truce-told", "ending",
    "after-freeze",
    "pending", "lawful", "bare", "outright", "accession", "after-vote", "approving", "own-instrument", "its-law",
]  # fmt: skip


class Turn(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """One turn of phrase; the fields are explained at the top of `step_turns.yaml`."""

    id: str
    type: EventType
    verbs: tuple[str, ...]
    agreement: Literal["subject", "object", "told"]
    step: Step | None = None
    mode: str | None = None
    words: str | None = None
    before: str | None = None
    without: str | None = None
    said: str | None = None
    head: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    chamber: Literal["any", "court", "voters"] | None = None
    passive: bool | None = None
    needs: Need | None = None
    organ: Organ | None = None
    ahead: bool = False
    negative: bool = False
    skip: bool = False

    @cached_property
    def sense(self) -> Sense:
        """What the turn means, as a sense of the lexicon."""
        return Sense(
            self.id, self.type, mode=self.mode, step=self.step, negative=self.negative, reciprocal=self.type == "AGREE"
        )

    def allows(self, before: str, after: str) -> bool:
        """Whether the words before and behind the verb, in lower case, are those of the turn."""
        wanted, barred, ahead = self._patterns
        if wanted is not None and not wanted.search(after):
            return False
        if barred is not None and barred.search(after):
            return False
        return ahead is None or ahead.search(before) is not None

    def opened(self, words: str) -> bool:
        """Whether the words before the verb in its sentence, in lower case, are those of the turn."""
        return self.said is None or re.search(self.said, words) is not None

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str] | None, ...]:
        return tuple(re.compile(p) if p else None for p in (self.words, self.without, self.before))


def turns_by_verb(user: Path | None = None) -> Mapping[str, tuple[Turn, ...]]:
    """The turns of each verb in the order of the file; raises KindsError."""
    out: dict[str, list[Turn]] = defaultdict(list)
    for turn in load("step_turns", Turn, user):
        for verb in turn.verbs:
            out[verb].append(turn)
    return {verb: tuple(turns) for verb, turns in out.items()}
