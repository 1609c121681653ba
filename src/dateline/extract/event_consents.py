"""Consent told by a noun beside what came of it: "after Fiji's accession", "with the Senate's approval on Monday"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dateline.extract.event_turn_needs import opening
from dateline.extract.event_words import Words
from dateline.kinds.senses import Sense

if TYPE_CHECKING:
    from spacy.tokens import Token

# Steps by which a state binds itself, told by nouns: "its accession".
CONSENTS = frozenset({"ratify", "accept", "accede"})
# Prepositions that bring in what has come about.
UPON = frozenset({"with", "after", "following", "since", "upon"})
# Prepositions that bring in what has not: "without Canadian ratification".
_LACKING = frozenset({"without", "pending", "until", "before", "despite"})
# Words that say of a step that it has not come about.
_EXPECTED = frozenset({"expected", "due", "planned", "likely", "eventual", "possible", "pending", "future", "any"})


def given(noun: Token, sense: Sense, owners: Iterable[Token], actors: Iterable[Token], words: Words) -> bool:
    """Whether a noun tells a state's own consent, or with "after" and "with" that of a state or chamber behind "by".

    "After Fiji's accession", "with ratification by Togo", "after the lower house's approval in June": to nothing that
    is named.
    """
    if noun.dep_ == "pobj" and noun.head.lower_ in _LACKING:
        return False
    own = [o for p in noun.rights if p.dep_ == "prep" and p.lower_ in ("to", "of") for o in p.children]
    if sense.step == "approve":
        whole = any(o.dep_ == "pobj" and not _votes(o, words) for o in own)
        return upon(noun) and not whole and any(_votes(t, words) for t in actors)
    if sense.step not in CONSENTS or any(o.dep_ == "pobj" for o in own):
        return False
    told = (*owners, *actors) if presupposed(noun) else owners
    return any(words.belongs(t, ("state",)) for t in told)


def beside(noun: Token, words: Words, *, earlier: bool = False) -> Token | None:
    """ "Signed in 1995 and in force since 1996, the treaty …": the agreement nearest in the sentence.

    With `earlier`, where the sentence has none: the last one in the two before it.
    """
    known, sent = words.arguments.agreements, noun.sent
    heads = [noun.doc[h] for h in known if sent.start <= h < sent.end]
    if not heads and sent.start and any(t.lower_ == "it" and t.dep_ in ("nsubj", "nsubjpass") for t in sent):
        # "Renewed the pact. Signed in 1992 and in force since 1994, it is worth much."
        heads = [noun.doc[h] for h in known if opening(sent.start, noun.doc, 1) <= h < sent.start]
    if not heads and earlier and (upon(noun) or any(t.ent_type_ == "DATE" for t in noun.subtree)):
        heads = [noun.doc[h] for h in known if opening(sent.start, noun.doc) <= h < sent.start]
    return min(heads, key=lambda t: (abs(t.i - noun.i), t.i), default=None)


def presupposed(noun: Token) -> bool:
    """ "After Fiji's accession on Monday", "with Japan's acceptance": told as a fact; a rule or a plan is none."""
    if not upon(noun):
        return False
    own = [t for t in noun.subtree if t.i > noun.i]
    if any(t.lower_ in _EXPECTED for t in (*noun.lefts, *own)):
        return False
    verb = next((a for a in noun.ancestors if a.pos_ in ("VERB", "AUX")), None)
    if verb is None or any(c.lower_ in ("would", "could", "may", "might", "should") for c in verb.children):
        return False
    if verb.tag_ in ("VBD", "VBN") or any(c.tag_ == "VBD" for c in verb.children if c.dep_ == "aux"):
        return True
    # "Will enter into force on June 3 following its ratification last Monday"
    return any(t.ent_type_ == "DATE" for t in own) and not any(t.lower_ in ("next", "coming") for t in own)


def upon(noun: Token) -> bool:
    """Whether what follows came with or after what a noun tells."""
    # The parser may take "following" for a verb.
    held = noun.dep_ == "pobj" or (noun.dep_ == "dobj" and noun.head.dep_ == "prep")
    return held and noun.head.lower_ in UPON


def _votes(token: Token, words: Words) -> bool:
    return words.legislates(token) or words.cabinet(token) or words.belongs(token, ("court",))
