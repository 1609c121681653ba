"""What a report calls an agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.kinds.lexicon import Lexicon
from dateline.model.document import Document

if TYPE_CHECKING:
    from dateline.resolve.agreements import Chain


# Kinds that say something; "treaty" and "other" are words that fit any of them.
SPECIFIC = frozenset({"ceasefire", "trade_agreement", "arms_control", "alliance", "peace_agreement", "memorandum"})


def name_of(chain: Chain, document: Document, lexicon: Lexicon) -> str:
    """The proper name, else the most telling description without its article."""
    if chain.names:
        return max(chain.names, key=lambda n: (bool(chain.known), len(n)))
    title = document.report.title_span
    body = [m for m in chain.mentions if title is None or m.span.start >= title.end]
    best = max(body or chain.mentions, key=lambda m: (m.sure, m.kind in SPECIFIC, m.span.end - m.span.start, -m.head))
    words = [t for t in document.syntax.char_span(*best.span, alignment_mode="expand") if not t.is_punct]
    plain = [t for t in words if t.dep_ not in ("det", "poss", "case") and t.ent_type_ not in ("GPE", "NORP", "DATE")]
    # Nouns and the adjectives that tell what it is about; not what somebody thinks of it.
    former = ("previous", "former", "earlier", "old")
    telling = [
        t for t in plain if t.pos_ in ("NOUN", "PROPN") or t.lower_ in lexicon.agreement_words or t.lower_ in former
    ]
    # Headlines are tagged badly: "sign" in "France and Spain sign pact" is no part of a name.
    kept = {t.i for t in telling if not any(s.step for s in lexicon.verbs.get(t.text, ()))}
    kept |= {best.head} & {t.i for t in words}
    # "Cease-fire", "power-sharing deal": a word with a hyphen is one.
    doc = document.syntax
    kept |= {i - 2 for i in kept if doc[i - 1].text == "-"} | {i - 1 for i in kept if doc[i - 1].text == "-"}
    # "Phase-one deal"
    within = {t.i for t in words}
    kept |= {n for i in kept if i + 2 in within and doc[i + 1].text == "-" for n in (i + 1, i + 2)}
    # "The Phase 1 trade deal"
    kept |= {t.i for t in words if t.pos_ == "NUM" and t.i - 1 in kept and doc[t.i - 1].pos_ == "PROPN"}
    # "A trade and investment agreement"
    kept |= {t.i for t in words if t.lower_ == "and" and {t.i - 1, t.i + 1} <= kept}
    # "Extradition treaties with Rwanda and Italy": each is one.
    one = {i: doc[i].lemma_ if doc[i].tag_ == "NNS" and i == max(kept) else doc[i].text for i in kept}
    spaced = (one[i] + (doc[i].whitespace_ if i + 1 in kept else " ") for i in sorted(kept))
    return "".join(spaced).strip() or best.kind
