"""The table of agreement law: steps, kinds of agreement and clauses, read from `law*.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from dateline.kinds.files import load
from dateline.kinds.lengths import LENGTH
from dateline.kinds.lexicon import KnownAgreement
from dateline.model.vocabulary import AgreementKind, EventType, Status, Step, TermKind

STATUS_ORDER: tuple[Status, ...] = (
    "proposed", "negotiated", "signed", "partly_approved", "ratified_by", "ratified", "provisionally_applied",
    "in_force", "suspended", "withdrawal_announced", "withdrawn_by", "terminated",
)  # fmt: skip


class StepRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one step means in law; the fields are explained at the head of `law.yaml`."""

    id: Step
    label: str
    noun: str
    event: EventType
    scope: Literal["party", "agreement"]
    joint: bool
    unnamed: Literal["all", "none", "either"]
    once: bool
    articles: tuple[int, ...]
    consent: bool = False
    gives: Status | None = None
    announced: Status | None = None
    after: tuple[Step, ...] = ()
    undoes: tuple[Step, ...] = ()
    recalls: tuple[Step, ...] = ()
    supposes: bool = False
    doubted: tuple[Step, ...] = ()


class KindRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one kind of agreement binds; the fields are explained at the head of `law_kinds.yaml`."""

    id: AgreementKind
    noun: str
    by_signature: bool
    like: tuple[AgreementKind, ...]


class ClauseRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a clause on entry into force is met; the fields are explained at the head of `law_clauses.yaml`."""

    id: str
    words: str
    needs: tuple[Step, ...]
    informal: bool = False


class NameRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """To how many an agreement of such a name is open; the fields are explained at the head of `law_names.yaml`."""

    id: str
    sides: Literal["many", "two"]
    words: str


class TermRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell a term of an agreement; the fields are explained at the head of `law_terms.yaml`."""

    id: str
    kind: TermKind | Literal["force"]
    words: str
    on_name: bool = False
    beside: str | None = None
    unless: str | None = None
    form: Literal["verb", "noun", "adjective", "phrase", "office", "deposit"] | None = None
    to: tuple[str, ...] = ()
    other: str | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        """`words` with LENGTH, UNTIL and MANY as groups `n` and `unit`, `until`, `many`."""
        return _pattern(self.words)


_PLACES = {
    "LENGTH": LENGTH,
    "UNTIL": r"(?:until|till|through|up to) (?P<until>[^.;,]{3,22})",
    "MANY": r"(?P<many>\d+|[a-z]+(?:-[a-z]+)?) (?:more |other |of (?:its|the) )?(?:states|countries|nations"
    r"|members|parties|governments|signatories|ratifications|instruments|parliaments)",
}


@lru_cache(maxsize=256)
def _pattern(words: str) -> re.Pattern[str]:
    for place, pattern in _PLACES.items():
        words = words.replace(place, pattern)
    return re.compile(words, re.IGNORECASE)


class Law(msgspec.Struct, frozen=True):
    """The five tables, keyed by id; `order` is the place of each step in its lawful sequence.

    `types` are the types of event of the steps, `binding` the steps by which a state consents to be bound, `open_names`
    the names of well-known agreements that are not of two parties, in lower case.
    """

    steps: dict[Step, StepRule]
    kinds: dict[AgreementKind, KindRule]
    clauses: tuple[ClauseRule, ...]
    names: tuple[NameRule, ...]
    terms: tuple[TermRule, ...]
    open_names: frozenset[str]
    order: dict[Step, int]
    types: dict[Step, EventType]
    binding: frozenset[Step]

    def clause(self, condition: str | None) -> ClauseRule | None:
        """The first clause whose words stand in `condition`, None where none does."""
        if not condition:
            return None
        return next((c for c in self.clauses if re.search(c.words, condition, re.IGNORECASE)), None)

    def sides(self, names: Iterable[str]) -> Literal["many", "two"] | None:
        """How many an agreement called by `names` is open to, None where no name says it."""
        called = tuple(names)
        if any(n.lower() in self.open_names for n in called):
            return "many"
        told = " / ".join(called)
        return next((n.sides for n in self.names if re.search(n.words, told, re.IGNORECASE)), None)

    def compatible(self, one: AgreementKind, other: AgreementKind) -> bool:
        """Whether two reports may mean one agreement when they call it by these kinds."""
        return one == other or other in self.kinds[one].like or one in self.kinds[other].like


@lru_cache(maxsize=8)
def law(user: Path | None = None) -> Law:
    """The tables of agreement law, extended by those in the folder `user`; raises KindsError when one is wrong."""
    steps = load("law", StepRule, user)
    return Law(
        steps={s.id: s for s in steps},
        kinds={k.id: k for k in load("law_kinds", KindRule, user)},
        clauses=load("law_clauses", ClauseRule, user),
        names=load("law_names", NameRule, user),
        terms=load("law_terms", TermRule, user),
        open_names=frozenset(
            n.lower()
            for a in load("known_agreements", KnownAgreement, user)
            if len(a.parties) != 2
            for n in (a.name, *a.aliases)
        ),
        order={s.id: i for i, s in enumerate(steps)},
        types={s.id: s.event for s in steps},
        binding=frozenset(s.id for s in steps if s.consent),
    )
