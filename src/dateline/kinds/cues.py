"""The words that attribute: verbs, nouns and phrases that say who says what, from `cues.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import msgspec

from dateline.kinds.files import load
from dateline.model.vocabulary import Stance

CueKind = Literal["verb", "noun", "adverb", "preposition", "adjective", "viewpoint", "condition"]
Frame = Literal[
    "clause", "quote", "infinitive", "order", "object", "predicate", "as", "none", "passive", "passive_with",
    "idiom", "agentless", "aside", "subject", "attributive", "asked",
]  # fmt: skip


_TELLING = frozenset({"clause", "quote", "object", "order", "infinitive", "predicate", "as"})


class Cue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One cue word and the frames in which it attributes; `docs/kinds.md` explains the fields.

    `stance` is None for a cue that says something only when negated; `negated` None where its negation says nothing.
    """

    id: str
    lemma: str
    kind: CueKind = "verb"
    also: tuple[str, ...] = ()
    frames: tuple[Frame, ...] = ()
    prepositions: tuple[str, ...] = msgspec.field(default=(), name="with")
    stance: Stance | None
    negated: Stance | None = None
    objects: Literal["any", "propositions", "requests", "doings"] = "any"
    object_lemma: str | None = None
    target: bool = False
    agents: bool = False
    named: bool = False
    without: str | None = None
    inner: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    by: str | None = None
    figure: bool = False
    would: bool = False
    impersonal: bool = False
    told: bool = False
    menaces: str | None = None
    quoted: bool = False
    ahead: Stance | None = None
    scope: Literal["claim", "attitude"] = "claim"

    @property
    def lemmas(self) -> tuple[str, ...]:
        """All spellings of the head word."""
        return (self.lemma, *self.also)


class Word(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A noun that matters beside cues: `role` says how (see `cue_nouns.yaml`)."""

    id: str
    role: Literal[
        "proposition",
        "request",
        "speaker",
        "carrier",
        "binding",
        "favour",
        "falsehood",
        "truth",
        "occasion",
        "medium",
        "platform",
        "ground",
        "forecaster",
        "paper",
        "menace",
        "grudge",
        "ahead",
        "body",
        "recalling",
        "hearing",
        "outlet",
        "hearsay",
        "avenging",
        "address",
        "harm",
        "disgrace",
        "laurel",
        "culprit",
        "joint",
        "sign",
        "male",
        "female",
        "genderless",
        "male title",
        "female title",
        "interviewing",
        "demanded",
        "carried on",
        "pleader",
        "hostile",
        "severe",
        "relaying",
        "saying",
    ]
    lemmas: tuple[str, ...]


class Said(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Phrases that tell the stance of words which are merely said (see `said.yaml`)."""

    id: str
    stance: Stance
    phrases: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds any of the phrases in text in lower case; a * stands for one word or none."""
        ways = (r"\s+".join(re.escape(w) for w in p.split()).replace(r"\*\s+", r"(?:[\w-]+\s+)?") for p in self.phrases)
        return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)")


class Cues(msgspec.Struct, frozen=True):
    """Cues by kind and lemma, and the nouns that go with them; `attitudes` tells whether wanting and liking count.

    `tellers` are verbs that a clause or a quotation alone may follow, whatever else they mean; `silent` are verbs of
    wanting and knowing that tell of no words; `said` the stances that words themselves take.
    """

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]
    adverbs: Mapping[str, tuple[Cue, ...]]
    prepositions: Mapping[str, tuple[Cue, ...]]
    adjectives: Mapping[str, tuple[Cue, ...]]
    viewpoints: Mapping[str, tuple[Cue, ...]]
    conditions: Mapping[str, tuple[Cue, ...]]
    words: Mapping[str, frozenset[str]]
    said: tuple[tuple[Stance, re.Pattern[str]], ...] = ()
    tellers: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()
    attitudes: bool = False


def load_cues(user: Path | None = None, *, attitudes: bool = False) -> Cues:
    """The shipped cues with those of `user`'s folder; `attitudes` adds verbs of wanting, liking and the like.

    Raises KindsError that names file and entry.
    """
    entries = load("cues", Cue, user)
    cues = [c for c in entries if attitudes or c.scope == "claim"]
    words: dict[str, frozenset[str]] = {}
    for word in load("cue_nouns", Word, user):
        words[word.role] = words.get(word.role, frozenset()) | frozenset(word.lemmas)
    return Cues(
        verbs=_by_lemma(cues, "verb"),
        nouns=_by_lemma(cues, "noun"),
        adverbs=_by_lemma(cues, "adverb"),
        prepositions=_by_lemma(cues, "preposition"),
        adjectives=_by_lemma(cues, "adjective"),
        viewpoints=_by_lemma(cues, "viewpoint"),
        conditions=_by_lemma(cues, "condition"),
        words=MappingProxyType(words),
        said=tuple((s.stance, s.pattern) for s in load("said", Said, user)),
        tellers=frozenset(
            lemma for c in cues if c.kind == "verb" and not c.words and _TELLING & {*c.frames} for lemma in c.lemmas
        ),
        silent=frozenset(lemma for c in entries if c.scope == "attitude" for lemma in c.lemmas),
        attitudes=attitudes,
    )


def _by_lemma(cues: list[Cue], kind: CueKind) -> Mapping[str, tuple[Cue, ...]]:
    found: dict[str, tuple[Cue, ...]] = {}
    for cue in cues:
        if cue.kind == kind:
            for lemma in cue.lemmas:
                found[lemma] = (*found.get(lemma, ()), cue)
    return MappingProxyType(found)
