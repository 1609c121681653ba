"""What resolving actors gives the other resolvers: who stands at which token."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping

from dateline.model.reading import Actor
from dateline.model.vocabulary import Organ


@dataclasses.dataclass(frozen=True, slots=True)
class ActorLinks:
    """The actors of a report, and which of them each mention's head token stands for.

    `paired` are the heads of "both sides" and its like: where an agreement is spoken of, its parties. `organs` tells
    which organ of its state a person is, by office. `sited` are states of which only the capital is named, as a place:
    they are actors only where an event is directed at them.
    """

    actors: tuple[Actor, ...]
    by_head: Mapping[int, tuple[str, ...]]
    paired: frozenset[int] = frozenset()
    organs: Mapping[str, Organ] = dataclasses.field(default_factory=dict)
    sited: frozenset[str] = frozenset()

    def at(self, heads: Iterable[int]) -> tuple[str, ...]:
        """The actor ids at these tokens, in order, each once."""
        return tuple(dict.fromkeys(i for h in heads for i in self.by_head.get(h, ())))

    def stateless(self, actors: Collection[str]) -> bool:
        """Whether all of these are persons of whom the report tells no state."""
        persons = {a.id for a in self.actors if a.kind == "person" and a.country is None}
        return persons.issuperset(actors)


def side_of(actor: str) -> str:
    """The id of the state that a body acts for ("FRA.LEG" → "FRA"), of anybody else their own."""
    return actor.partition(".")[0]
