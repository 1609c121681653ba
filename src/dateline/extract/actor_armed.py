"""Armed groups that no list knows, by their names, and "the group" where a report names one alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from dateline.kinds.armed_names import ArmedNames
from dateline.kinds.ids import slug
from dateline.model.findings import ActorFinding
from dateline.model.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Words inside a name: "the Front for the Liberation of the East".
_JOINING = frozenset({"of", "for", "the", "and", "to"})
_ARTICLES = frozenset({"the", "a", "an", "one", "two"})


def armed_groups(
    doc: Doc, taken: Collection[int], states: frozenset[int], names: ArmedNames
) -> Iterator[tuple[ActorFinding, range]]:
    """Names of armed groups and the tokens that they take; `states` are tokens that name states or their people."""
    telling = any(t.lemma_.lower() in names.telling or _peace(t, names) for t in doc)
    done = -1
    for token in doc:
        if token.i <= done or token.text not in names.sure | names.told or token.i in taken:
            continue
        if (
            token.is_sent_start
            and token.lemma_.lower() in names.members
            and doc[token.i + 1 : token.i + 2].text == "of"
        ):
            # "Fighters of the Movement for the Hills"
            continue
        first, last = _run(doc, token, taken)
        words = [t.text for t in doc[first : last + 1]]
        if sum(w[:1].isupper() for w in words) < 2 or (last == token.i and first == token.i):
            continue
        sure = bool(names.sure & set(words))
        if not sure and (not telling or names.barred & set(words) or any(i in states for i in range(first, last + 1))):
            continue
        while first > 0 and first - 1 in states and doc[first - 1].pos_ == "PROPN" and doc[first - 1].text != "'s":
            # "The Niger Movement for Justice": the state's name is part of it.
            first -= 1
        head = _headed(doc, first, last, names)
        done = max(last, head)
        yield _finding(doc, first, last, head), range(first, done + 1)


def _peace(token: Token, names: ArmedNames) -> bool:
    """ "The peace accord", "peace talks"."""
    return token.lower_ == "peace" and token.i + 1 < len(token.doc) and token.nbor(1).lemma_.lower() in names.peace


def again(doc: Doc, taken: Collection[int], named: ActorFinding, names: ArmedNames) -> Iterator[ActorFinding]:
    """ "The group", "the rebels", its acronym: the one armed group that a report names."""
    initials = "".join(w[0] for w in named.span.of(doc.text).replace("-", " ").split() if w[:1].isupper())
    for token in doc:
        if token.i in taken:
            continue
        short = token.text == initials and len(initials) > 2
        noun = token.pos_ == "NOUN" and token.lemma_.lower() in names.anaphors and token.dep_ != "compound"
        before = [c.lower_ for c in token.lefts if c.dep_ in ("det", "amod", "compound", "poss", "nummod")]
        later = token.i > named.head and before == ["the"]
        headline = token.tag_ == "NNS" and not before and token.i < named.head and token.is_sent_start
        if short or (noun and (later or headline)):
            yield ActorFinding(
                Span(token.idx, token.idx + len(token)), token.i, named.form, named.ids, sector="REB",
                possessive=token.dep_ == "poss",
            )  # fmt: skip


def _run(doc: Doc, token: Token, taken: Collection[int]) -> tuple[int, int]:
    """First and last token of the capitalised name around a word."""
    first = last = token.i
    while first > 0 and first - 1 not in taken and _named(doc[first - 1]):
        first -= 1
    if first > 1 and doc[first - 1].text in ("'", "’") and _named(doc[first - 2]) and first - 2 not in taken:
        # "The Casamance Patriots' Front"
        first -= 2
        while first > 0 and first - 1 not in taken and _named(doc[first - 1]):
            first -= 1
    if last + 2 < len(doc) and doc[last + 1].text in ("'", "’") and _named(doc[last + 2]):
        last += 2
    while last + 1 < len(doc) and last + 1 not in taken:
        ahead = last + 1
        while ahead < len(doc) and doc[ahead].lower_ in _JOINING and doc[ahead].text.islower():
            ahead += 1
        joined = doc[last + 1 : ahead].text.lower()
        if ahead >= len(doc) or not _named(doc[ahead]) or ahead in taken or joined.startswith(("and", "the", "to")):
            break
        last = ahead
    return first, last


def _named(token: Token) -> bool:
    """A capitalised word that belongs to a name, or a hyphen inside one."""
    if token.text == "-":
        return True
    opening = token.is_sent_start and token.lower_ in _ARTICLES
    return token.text[:1].isupper() and not opening and token.lower_ not in _ARTICLES and token.is_alpha


def _headed(doc: Doc, first: int, last: int, names: ArmedNames) -> int:
    """The token that governs the name: its own root, or "fighters" in "Ituri Patriots fighters"."""
    root: Token = doc[first : last + 1].root
    after = doc[last + 1] if last + 1 < len(doc) else root
    member = after.text.islower() and after.lemma_.lower() in names.members and after.pos_ == "NOUN"
    return int(after.i if member and root.head.i == after.i else root.i)


def _finding(doc: Doc, first: int, last: int, head: int) -> ActorFinding:
    span = Span(doc[first].idx, doc[last].idx + len(doc[last]))
    return ActorFinding(
        span, head, "organisation", (f"group:{slug(span.of(doc.text))}",), sector="REB",
        plural=doc[head].tag_ in ("NNS", "NNPS"), possessive=doc[head].dep_ == "poss",
    )  # fmt: skip
