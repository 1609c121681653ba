"""Names out of dictionaries that are written in capitals: as news prints them, and what their words tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.kinds.actors import Kinds
from dateline.kinds.lexicon import Lexicon
from dateline.model.vocabulary import ActorKind

_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "at", "by", "with"})
# News prints these both ways, within a name.
_PARTICLES = frozenset(
    {
        "al",
        "el",
        "bin",
        "bint",
        "ibn",
        "von",
        "van",
        "der",
        "den",
        "de",
        "da",
        "do",
        "dos",
        "del",
        "di",
        "la",
        "le",
        "du",
    }
)
_ARTICLE = re.compile(r"^THE (?=.)", re.IGNORECASE)
_LONGEST_ACRONYM = 5


class Names:
    """What the knowledge at hand tells of names in capitals."""

    def __init__(self, kinds: Kinds, lexicon: Lexicon) -> None:
        """Index the surfaces of `kinds` without case, the words that they print in capitals, and given names."""
        self.kinds = kinds
        self.lexicon = lexicon
        self._known: dict[str, list[str]] = {}
        for s in kinds.surfaces:
            # What stands for somebody only in context ("the North", a surname) tells nobody.
            if s.form not in ("contextual", "description", "surname", "collective"):
                self._known.setdefault(s.text.casefold(), []).append(s.actor_id)
        # Only those of states and organisations: groups bear names ("IS") that are words in others.
        listed = (s.text.split() for s in kinds.surfaces if s.form == "name" and s.actor_id[3:4] in ("", ":"))
        self._capitals = {w for words in listed for w in words if w.isupper() and len(w) > 1}
        self._given = {a.name.split()[0].casefold() for a in kinds.actors.values() if a.kind == "person"}

    def known(self, name: str) -> tuple[str, ...]:
        """The actors that the knowledge already has under this name, in whatever case."""
        return tuple(dict.fromkeys(self._known.get(_ARTICLE.sub("", name).casefold(), ())))

    def kind(self, name: str) -> ActorKind | None:
        """What kind of organisation a word of the name tells, or a role's noun in it ("… Defence Ministry")."""
        printed = self.printed(name, acronym=False)[0]
        found = self.lexicon.organisation_kind(printed)
        if found is not None:
            return found
        words = printed.split()
        for start in range(len(words)):
            for end in range(len(words), start, -1):
                role = self.kinds.role(" ".join(words[start:end]))
                if role is not None and not role.person:
                    return role.kind
        return None

    def composed(self, name: str) -> bool:
        """Whether the name is but a role of a state, which is found without it ("Prime Minister of Israel")."""
        words = _ARTICLE.sub("", name).casefold().replace(" of the ", " of ").split(" of ")
        if len(words) == 2:
            return self.kinds.role(words[0]) is not None and bool(self._known.get(words[1]))
        parts = words[0].split()
        return any(
            self.kinds.role(" ".join(parts[n:])) is not None and bool(self._known.get(" ".join(parts[:n])))
            for n in range(1, len(parts))
        )

    def given(self, name: str) -> bool:
        """Whether the first of several words is a given name that some listed person bears."""
        words = name.split()
        return len(words) > 1 and words[0].casefold() in self._given

    def printed(self, name: str, *, acronym: bool) -> tuple[str, ...]:
        """The ways in which news may print a name in capitals, the likeliest first; one in mixed case stays as it is.

        `acronym`: a single short word may be one, so that it is also kept in capitals.
        """
        name = _ARTICLE.sub("", name)
        if not name.isupper():
            return (name,)
        words = name.split()
        forms = list(
            dict.fromkeys((" ".join(self._cased(words, small=True)), " ".join(self._cased(words, small=False))))
        )
        if acronym and len(words) == 1 and len(name) <= _LONGEST_ACRONYM and name.isalpha() and name not in forms:
            voiceless = not set(name) & set("AEIOUY")
            forms = [name, *forms] if voiceless else [*forms, name]
        return tuple(forms)

    def _cased(self, words: list[str], *, small: bool) -> Iterator[str]:
        for i, word in enumerate(words):
            low = word.lower()
            if word in self._capitals:
                yield word
            elif i and (low in _SMALL or (small and low in _PARTICLES)):
                yield low
            else:
                parts = word.split("-")
                yield "-".join(
                    part.lower() if small and part.lower() in _PARTICLES and len(parts) > 1 else _title(part)
                    for part in parts
                )


def _title(word: str) -> str:
    """`word` with one capital, and a second one after Mc and O'."""
    low = word.lower()
    head, mark, tail = low.partition("'")
    if mark and len(head) == 1:
        return f"{head.upper()}'{tail.capitalize()}"
    if low.startswith("mc") and len(low) > 4:
        return f"Mc{low[2:].capitalize()}"
    return low[:1].upper() + low[1:]
