"""Notices of withdrawal: the verb by which somebody tells the others that he will leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.event_words import Words
from dateline.model.findings import Arguments

if TYPE_CHECKING:
    from spacy.tokens import Token

# Forms of mention that name a state, an organisation or a group.
_SIDES = ("name", "capital", "organisation")
# "Came to the ministry with a note": what they do who bring one.
BRINGING = frozenset({"come", "arrive", "call", "turn"})
# By what somebody tells the others that he will leave.
_PAPERS = frozenset({"notice", "notification", "note", "letter", "instrument", "declaration", "communication"})


class Notices:
    """Finds the verb of a notice beside the word for leaving."""

    def __init__(self, words: Words) -> None:
        """`words` tells what tokens are."""
        self.words = words

    def _partner(self, verb: Token) -> bool:
        """Whether somebody abroad is told: a state, an organisation, not one's own parliament or the press."""
        whom = [c for c in verb.children if c.dep_ in ("dobj", "dative") and self.words.acts(c)]
        return any(self.words.belongs(t, ("state", "igo")) for t in whom)

    def announced(self, verb: Token) -> Token | None:
        """The verb of "notified X that it would leave", "gave notice that it would leave"."""
        head = verb.head
        while verb.dep_ == "xcomp" and head.pos_ == "VERB":
            verb, head = head, head.head
        if head.lower_ == "writing" and head.head.lower_ == "in":
            # "Told Israel in writing that it is ending the memorandum"
            head = head.head.head
        told = head.lemma_ in ("tell", "advise") and self._partner(head)
        if verb.dep_ == "ccomp" and (head.lemma_ in ("notify", "inform") or told):
            return head
        if (
            verb.dep_ == "acl"
            and head.lemma_ in self.words.lexicon.classes["notified"]
            and head.dep_ == "pobj"
            and head.head.lower_ == "of"
        ):
            # "Notified Bulgaria of its intention to terminate it"
            above = head.head.head
            holder = above if above.pos_ == "VERB" else next((a for a in above.ancestors if a.pos_ == "VERB"), above)
            return holder if holder.lemma_ in ("notify", "inform") else None
        noticed = verb.dep_ in ("acl", "ccomp", "relcl") and head.lemma_ in _PAPERS
        above = head.head
        if noticed and above.lower_ == "with" and above.head.lemma_ in BRINGING:
            # "The ambassador came to the ministry with a note terminating it"
            return above.head
        return above if noticed and above.pos_ == "VERB" else None

    def of_withdrawal(self, withdrawal: Token) -> Token | None:
        """The verb of "notified X of its withdrawal", "gave notice of withdrawal" (Vienna Convention, arts 56, 65)."""
        if withdrawal.dep_ != "pobj" or withdrawal.head.lower_ != "of":
            return None
        holder = withdrawal.head.head
        if holder.ent_type_ == "DATE":
            # "notified X on Wednesday of its withdrawal": the parser hangs "of" on the day.
            holder = next((a for a in holder.ancestors if a.pos_ == "VERB"), holder)
        if holder.dep_ in ("dobj", "nsubjpass", "dative") and holder.head.lemma_ in ("notify", "inform"):
            # "notified its partners of its departure": the parser hangs "of" on whom is told.
            holder = holder.head
        if holder.lemma_ in ("notify", "inform"):
            return holder
        return holder.head if holder.lemma_ in _PAPERS and holder.head.pos_ == "VERB" else None


def owned(noun: Token, arguments: Arguments) -> bool:
    """ "Its withdrawal took effect": of an agreement spoken of before."""
    said = noun.dep_ in ("nsubj", "nsubjpass") and noun.head.pos_ == "VERB"
    before = any(h < noun.i for h in arguments.agreements)
    # "May's exit" may be one from office; "its withdrawal of troops", "her exit from a ceremony" are others.
    owners = [c for c in noun.children if c.dep_ == "poss"]
    another = any(c.lower_ in ("of", "from") and c.dep_ == "prep" for c in noun.children)
    actors = arguments.actors
    sides = any(c.lower_ in ("its", "their") or (c.i in actors and actors[c.i].form in _SIDES) for c in owners)
    put_off = noun.head.lemma_ in ("delay", "postpone")
    return said and before and sides and not another and not put_off
