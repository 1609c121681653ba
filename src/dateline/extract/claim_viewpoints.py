"""Sources named by the way: "in the words of X", "to hear X tell it", "if X is to be believed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.claim_quotes import beside
from dateline.extract.claim_spans import Draft, Scene, child, ids

if TYPE_CHECKING:
    from spacy.tokens import Token

_ALL = frozenset({"all", "most", "official", "some"})


def condition_drafts(scene: Scene, token: Token) -> list[Draft]:
    """ "If X is to be believed, …" and "To hear X tell it, …": what the main clause tells is X's word."""
    for entry in scene.cues.conditions.get(token.lemma_.lower(), ()):
        at = token.head if token.dep_ == "xcomp" else token
        if at.dep_ != "advcl" or at.head.pos_ not in ("VERB", "AUX"):
            continue
        if "if" in entry.prepositions:
            mark = child(at, "mark")
            source = child(at, "nsubj", "nsubjpass") if mark is not None and mark.lower_ == "if" else None
            source = source if at != token or any(c.lower_ == "to" for c in token.children) else None
        else:
            inner = child(token, "ccomp", "xcomp")
            source = child(inner, "nsubj") if inner is not None and inner.lemma_ == "tell" else None
        if source is None:
            continue
        aside = ids(at)
        return [Draft(entry, token, ids(at.head) - aside, aside - ids(source), source, confidence=0.55)]
    return []


def viewpoint_drafts(scene: Scene, token: Token) -> list[Draft]:
    """ "In the words of X", "on the navy's estimate", "by all accounts"."""
    preposition = token.head
    for entry in scene.cues.viewpoints.get(token.lemma_.lower(), ()):
        if token.dep_ != "pobj" or preposition.lower_ not in entry.prepositions:
            continue
        of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "by", "from")), None)
        source = child(token, "poss") or (child(of, "pobj") if of is not None else None)
        general = any(c.lower_ in _ALL for c in token.lefts)
        if source is None and not general:
            return []
        if general:
            source = None
        phrase = ids(preposition)
        content = told_by_the_way(preposition, phrase)
        cue = {preposition.i, token.i} | {t.i for t in token.lefts if t.dep_ != "poss"}
        if of is not None and source is not None and source.head == of:
            cue |= {of.i}
        draft = Draft(entry, token, content, cue, source, confidence=0.55)
        draft.quotes = beside(scene, draft)
        draft.content -= phrase
        return [draft] if draft.content or draft.quotes else []
    return []


def told_by_the_way(token: Token, phrase: set[int]) -> set[int]:
    """What a phrase such as "according to X" is about: what follows it, the sentence before it, or its own clause."""
    doc = token.doc
    sentence = token.sent
    last = max(phrase)
    words = [t for t in sentence if not (t.is_punct or t.is_space)]
    head = token.head
    while head.pos_ not in ("VERB", "AUX") and head.head != head:
        head = head.head
    after = [t for t in words if t.i > last]
    if words[0].i >= min(phrase) or (len(words) > 1 and words[0].dep_ == "cc" and words[1].i == min(phrase)):
        content = {t.i for t in after}
    elif not after:
        content = {t.i for t in words if t.i < min(phrase)}
        if head.dep_ in ("relcl", "advcl", "ccomp") and doc[min(phrase) - 1].text != ",":
            content = ids(head)
    else:
        content = ids(head)
        if head.dep_ == "relcl" and content:
            content = {i for i in content if not (i < head.i and doc[i].lower_ in ("where", "who", "which"))}
        nxt = last + 1
        while nxt <= sentence[-1].i and doc[nxt].is_punct:
            nxt += 1
        if (
            nxt <= sentence[-1].i
            and doc[last + 1].text == ","
            and nxt not in content
            and doc[nxt].tag_ in ("VBN", "VBG", "JJ")
        ):
            content |= {i for i in ids(doc[nxt]) if i >= nxt}
    return content - phrase - {t.i for t in words[:1] if t.dep_ == "cc"}
