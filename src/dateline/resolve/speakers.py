"""The words that name a claim's source → the actors who speak."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dateline.kinds.ids import slug
from dateline.model.document import Document
from dateline.model.reading import Actor
from dateline.model.span import Span
from dateline.resolve.actor_links import ActorLinks

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

_NAME_PARTS = frozenset({"compound", "flat", "nmod"})
_OWN = frozenset({"poss", "amod", "compound", "nmod"})
# "An official at the ministry" speaks for it; "a source close to the minister", "critics of the army" do not.
_WITHIN = frozenset({"at", "in", "from", "with", "within", "inside"})
_AT = frozenset({"of", "from", "at", "with"})
_SPEAKS_FOR = ("official", "spokes", "representative")
_WORDS_OF = (
    "office",
    "statement",
    "communique",
    "communiqué",
    "post",
    "tweet",
    "letter",
    "message",
    "account",
    "citation",
    "note",
)
_PAPERS = ("document", "report", "analysis", "study", "website", "data", "source", "agency", "delegation", "mission")
_LONGEST_ID = 60
# Tags of "who", "which" and "that" as pronouns.
_RELATIVE = frozenset({"WP", "WDT"})
_NAMED = frozenset({"state", "igo"})


class Speakers:
    """Who speaks, claim by claim; keeps the actors that only claims name."""

    def __init__(self, document: Document, links: ActorLinks) -> None:
        """`links` are the actors of the report."""
        self.document = document
        self.links = links
        self.kinds = {a.id: a.kind for a in links.actors}
        self.countries = {a.id: a.country for a in links.actors}
        self.extra: dict[str, Actor] = {}
        self.heads = self._mention_heads()

    def _mention_heads(self) -> dict[int, int]:
        """For each token of a name the head of that name: "Korea" stands for "Republic" in "Republic of Korea"."""
        found: dict[int, int] = {}
        for actor in self.links.actors:
            for mention in actor.mentions:
                words = self.document.syntax.char_span(*mention, alignment_mode="expand")
                heads = [t.i for t in words if actor.id in self.links.by_head.get(t.i, ())] if words is not None else []
                if heads and words is not None:
                    found.update((t.i, heads[0]) for t in words if t.i not in self.links.by_head)
        return found

    def of(self, source: Span | None) -> tuple[str, ...]:
        """The actors that `source` names, each once; one made of the words themselves where they name nobody known."""
        words = self.document.syntax.char_span(*source, alignment_mode="expand") if source is not None else None
        if source is None or words is None:
            return ()
        if words.root.tag_ in _RELATIVE and (meant := self._antecedent(words.root)) is not None:
            return self.of(meant)
        if capitals := self._in_capitals(source):
            return capitals
        ids: list[str] = []
        for head in self._listed(words.root, words):
            ids += self._one(head, words)
        if len(ids) == 1 and (full := self._in_full(ids[0], words)):
            return (full,)
        named = [i for i in ids if not i.startswith("unnamed:")]
        if not named and (person := self._introduced(words.root, words)):
            return (person,)
        if not named and (owner := self._owner(words.root)):
            return (self._speaks_for(source, words.root, owner),)
        if not named and _for_others(words.root) and (body := self._belonging(words)):
            return body
        return tuple(dict.fromkeys(ids)) or self._belonging(words) or (self._unnamed(source, words),)

    def _antecedent(self, relative: Token) -> Span | None:
        """The words before "who" and "which" that these stand for: "Marco Rubio, who said"."""
        above = next((a for a in relative.ancestors if a.dep_ == "relcl"), None)
        noun = above.head if above is not None else None
        if noun is None or noun.i > relative.i or noun.pos_ not in ("NOUN", "PROPN", "PRON"):
            before = [t for t in relative.sent if t.i < relative.left_edge.i and not t.is_punct]
            if not before or relative.left_edge.i - before[-1].i > 2 or before[-1].pos_ not in ("NOUN", "PROPN"):
                return None
            noun = before[-1]
        inner = [c for c in noun.rights if c.dep_ in ("prep", "appos") and c.right_edge.i < relative.i]
        last = max((c.right_edge for c in inner), key=lambda t: t.i, default=noun)
        first = noun.left_edge
        return Span(first.idx, last.idx + len(last)) if first.i < relative.i else None

    def _in_capitals(self, source: Span) -> tuple[str, ...]:
        """The one person of this surname, where a transcript writes "MR SATO"."""
        words = source.of(self.document.text)
        last = words.split()[-1].casefold() if words.isupper() else ""
        persons = [a for a in self.links.actors if a.kind == "person" and len(a.name.split()) > 1]
        held = tuple(a.id for a in persons if a.name.split()[-1].casefold() == last and not a.name.isupper())
        return held if len(held) == 1 else ()

    def _listed(self, head: Token, words: Words) -> Iterator[Token]:
        """The heads of the noun phrases that are listed: "A, B and C", also where syntax hung them on one another."""
        yield head
        for c in words:
            if c == head or c.i not in self.links.by_head:
                continue
            above = words.doc[self.heads.get(c.head.i, c.head.i)]
            listed = c.dep_ == "conj" and (above.i in self.links.by_head or above == head)
            if listed or (c.dep_ == "appos" and self._named(c) and self._named(above)):
                yield c
        if head.i not in self.links.by_head:
            yield from (c for c in head.conjuncts if c in words and c.i in self.heads)

    def _named(self, token: Token) -> bool:
        return any(self.kinds.get(i) in _NAMED for i in self.links.by_head.get(token.i, ()))

    def _one(self, head: Token, words: Words) -> tuple[str, ...]:
        """Whom one noun phrase names: "its spokesman, Dmitry Peskov" is the person, not the office."""
        if head.tag_ == "PRP":
            return self.links.at([head.i])
        names = sorted((t for t in _names(head) if t in words), key=lambda t: t.pos_ != "PROPN")
        person = next((i for t in names for i in self._persons(t)), None)
        return (person,) if person is not None else self.links.at([head.i])

    def _persons(self, token: Token) -> tuple[str, ...]:
        return tuple(i for i in self.links.by_head.get(token.i, ()) if self.kinds.get(i) == "person")[:1]

    def _in_full(self, ident: str, words: Words) -> str | None:
        """The whole name of a person known by one alone, where the report gave it before: "Naoko Kimura … Kimura"."""
        known = next((a for a in self.links.actors if a.id == ident), None)
        if known is None or known.kind != "person" or len(known.name.split()) != 1:
            return None
        doc = self.document.syntax
        for t in doc[1 : words.start]:
            first = doc[t.i - 1]
            if t.text == known.name and first.pos_ == "PROPN" and first.dep_ == "compound" and first.is_title:
                if first.i in self.links.by_head or first.ent_type_ in ("GPE", "ORG", "NORP") or "." in first.text:
                    continue
                name, span = f"{first.text} {t.text}", Span(first.idx, t.idx + len(t))
                return self._add(
                    Actor(f"person:{slug(name)}", name, "person", known.country, reason=known.reason), span
                )
        return None

    def _introduced(self, head: Token, words: Words) -> str | None:
        """A person whom only an apposition tells to be one: "Park Ji-ho, an analyst at …"."""
        role = next((c for c in head.children if c.dep_ == "appos" and c.i > head.i and c in words), None)
        of = next((c for c in head.children if c.dep_ == "prep" and c.i > head.i and c.lower_ in _AT), None)
        named = role is not None and bool(self.links.by_head.get(role.i))
        named = named or (head.ent_type_ == "PERSON" and (of is not None or head.right_edge == head))
        if head.pos_ != "PROPN" or not named:
            return None
        end = min((c.left_edge.i for c in (role, of) if c is not None), default=head.i + 1)
        name = words.doc[max(head.left_edge.i, words.start) : end].text.strip(" ,\n")
        if len(name.split()) < 2 or self.links.by_head.get(head.i, ("unnamed:",))[0].split(":")[0] != "unnamed":
            return None
        start = words.doc[max(head.left_edge.i, words.start)].idx
        country = next((self.countries.get(i) for i in self.links.by_head[role.i]), None) if role is not None else None
        known = Actor(f"person:{slug(name)}", name, "person", country, reason="introduced by what they are")
        return self._add(known, Span(start, start + len(name)))

    def _owner(self, head: Token) -> str | None:
        """Whose words or spokesman these are: "May’s office", "her spokesman", "a statement issued by Haniyeh"."""
        if not head.lemma_.lower().startswith((*_SPEAKS_FOR, *_WORDS_OF)):
            return None
        by = [p for c in head.children if c.dep_ == "acl" for p in c.children if p.dep_ == "agent"]
        by += [c for c in head.children if c.dep_ == "prep" and c.lower_ in ("of", "for", "by", "from")]
        near = [c for c in head.children if c.dep_ == "poss"] + [t for p in by for t in p.children if t.dep_ == "pobj"]
        ids = self.links.at(t.i for t in near)
        noun = (
            near[0]
            if len(near) == 1
            and near[0].dep_ == "poss"
            and near[0].pos_ == "NOUN"
            and head.lemma_.lower().startswith(_WORDS_OF)
            else None
        )
        if noun is not None and not ids:
            start, end = self.document.syntax[noun.left_edge.i].idx, noun.idx + len(noun)
            span = Span(start, end)
            words = self.document.syntax.char_span(start, end)
            return self._unnamed(span, words) if words is not None else None
        return ids[0] if len(ids) == 1 and not ids[0].startswith("unnamed:") else None

    def _speaks_for(self, source: Span, head: Token, owner: str) -> str:
        """The owner for their own office or statement, else an unnamed one with the owner's name and country."""
        if head.lemma_.lower().startswith(_WORDS_OF) or self.kinds.get(owner) != "person":
            return owner
        known = next((a for a in self.links.actors if a.id == owner), None)
        name = known.name if known is not None else owner
        role = head.lemma_.lower()
        reason = "not named in the report, but whom they speak for"
        country = known.country if known is not None else None
        ident = f"unnamed:{slug(role)}-of-{slug(name)}"
        return self._add(Actor(ident, f"{role} of {name}", "unnamed", country, reason=reason), source)

    def _belonging(self, words: Words) -> tuple[str, ...]:
        """ "A senior official at the ministry", "an EU document": the body that an unnamed one speaks for."""
        if not words.root.lemma_.lower().startswith((*_SPEAKS_FOR, *_WORDS_OF, *_PAPERS)):
            return ()
        for c in words.root.children:
            token = next((p for p in c.children if p.dep_ == "pobj"), None) if c.dep_ == "prep" else c
            if token is None or token not in words or token.tag_ == "PRP$":
                continue
            if c.dep_ == "prep" and c.lower_ not in _WITHIN and not (c.lower_ == "of" and _for_others(words.root)):
                continue
            if c.dep_ != "prep" and c.dep_ not in _OWN:
                continue
            ids = self.links.at([token.i] if c.dep_ != "prep" else [token.i, self.heads.get(token.i, token.i)])
            if ids and all(self.kinds.get(i) not in ("person", "unnamed") for i in ids):
                return ids
        return ()

    def _unnamed(self, source: Span, words: Words) -> str:
        text = source.of(self.document.text)
        ids = (i for t in words for i in self.links.by_head.get(t.i, ()))
        country = next((c for i in ids if (c := self.countries.get(i))), None)
        ident = f"unnamed:{slug(text)[:_LONGEST_ID]}"
        return self._add(Actor(ident, text, "unnamed", country, reason="source not named in the report"), source)

    def _add(self, actor: Actor, mention: Span) -> str:
        known = self.extra.get(actor.id, actor)
        self.extra[actor.id] = Actor(
            known.id, known.name, known.kind, known.country, mentions=(*known.mentions, mention), reason=known.reason
        )
        return actor.id


def _for_others(head: Token) -> bool:
    return str(head.lemma_).lower().startswith(_SPEAKS_FOR)


def _names(head: Token) -> Iterator[Token]:
    """The tokens that name the same one as the head of a noun phrase: itself, its name's parts, its appositions."""
    yield head
    for c in head.children:
        # "The Obama administration official" is not Obama; "Park" in "Park Ji-ho" may bear the name.
        if c.dep_ == "appos" or (c.dep_ in _NAME_PARTS and c.i < head.i and head.pos_ == "PROPN"):
            yield from _names(c)
