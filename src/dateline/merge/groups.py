"""Groups that grow by joining: union-find whose groups keep the order of their members."""

from __future__ import annotations

from collections.abc import Iterable
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
