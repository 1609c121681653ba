"""Which items are compared (those that share a block), and groups that grow by joining (union-find)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

K = TypeVar("K")


class Groups(Generic[K]):
    """Disjoint groups of keys; each starts alone, members stay in the order in which they were given."""

    def __init__(self, keys: Iterable[K]) -> None:
        """Every key is a group of its own."""
        self._rank = {key: i for i, key in enumerate(keys)}
        self._root = {key: key for key in self._rank}
        self._members: dict[K, list[K]] = {key: [key] for key in self._rank}

    def root(self, key: K) -> K:
        """The first member of the group that `key` is in."""
        while self._root[key] != key:
            self._root[key] = self._root[self._root[key]]
            key = self._root[key]
        return key

    def join(self, one: K, other: K) -> K:
        """Make one group of the two that hold `one` and `other`; returns its root."""
        a, b = sorted((self.root(one), self.root(other)), key=self._rank.__getitem__)
        if a != b:
            self._root[b] = a
            self._members[a] += self._members.pop(b)
        return a

    def members(self, key: K) -> list[K]:
        """All members of the group that holds `key`, in the order given at the start."""
        return sorted(self._members[self.root(key)], key=self._rank.__getitem__)

    def all(self) -> list[list[K]]:
        """Every group, by its first member's order."""
        return [self.members(root) for root in sorted(self._members, key=self._rank.__getitem__)]


def pairs(blocks: Sequence[Iterable[Hashable]], *, block: int, window: int) -> Iterator[tuple[int, int]]:
    """Pairs (i < j, in order) of items that share one of their `blocks`.

    Inside a block of more than `block` items each meets the next `window` ones only, so that the work stays linear.
    """
    held: dict[Hashable, list[int]] = {}
    for i, names in enumerate(blocks):
        for name in dict.fromkeys(names):
            held.setdefault(name, []).append(i)
    size = len(blocks)
    found: set[int] = set()
    for items in held.values():
        reach = len(items) if len(items) <= block else window
        for at, one in enumerate(items):
            start = one * size
            found.update([start + other for other in items[at + 1 : at + 1 + reach]])
    for code in sorted(found):
        yield divmod(code, size)
