"""What a source goes by or speaks in: "citing satellite images", "on condition of anonymity", "in a statement"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.claim_spans import Draft, Scene, child, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Token

_HIDDEN = frozenset({"anonymity", "named", "identified", "quoted"})
_BRINGS_MEDIUM = frozenset({"in", "on", "via", "through", "by", "during", "at"})
_AFTER_NOUN = frozenset({"relcl", "acl", "ccomp", "appos", "conj", "cc"})
_LONGEST = 15


def basis_of(scene: Scene, draft: Draft) -> str | None:
    """What the speaker goes by, else why they are not named, else the medium that they speak in; None where untold."""
    token = draft.token
    taken = draft.content | draft.cue
    told = min((i for i in draft.content if i > token.i), default=token.i)
    free = [t for t in token.sent if t.i not in taken and t.i not in scene.quote_at]
    around = [t for t in free if token.i < t.i < told or _near(t, token)]
    for find in (_ground, _anonymity, _medium):
        for t in around:
            found = find(scene, t, taken)
            if found is not None:
                return found
    return None


def _near(t: Token, cue: Token) -> bool:
    """Whether a word belongs to the cue's clause or to its source, not to another speaker's clause."""
    at: Token = t
    while at.head != at and at != cue:
        if at.pos_ in ("VERB", "AUX") and at.dep_ in ("conj", "ccomp", "parataxis") and at.i != t.i:
            return False
        at = at.head
    return bool(at == cue)


def _ground(scene: Scene, t: Token, taken: set[int]) -> str | None:
    grounds = scene.cues.words["ground"]
    if t.tag_ in ("VBG", "VBN") and t.lemma_ in grounds and t.dep_ in ("advcl", "prep", "acl"):
        about = child(t, "prep") if t.lemma_ == "base" else None
        thing = child(about if about is not None else t, "dobj", "pobj")
        if thing is None or (t.lemma_ == "base" and about is None):
            return None
        return _words(scene, thing, thing.left_edge.i, taken)
    none = t.lower_ == "without" or (t.lower_ == "with" and any(w.lower_ == "no" for w in t.subtree))
    if none and any(w.lemma_ in grounds for w in t.subtree):
        return _words(scene, t, t.i, taken)
    return None


def _anonymity(scene: Scene, t: Token, taken: set[int]) -> str | None:
    """ "On condition of anonymity", "requesting anonymity", "who asked not to be named"."""
    if t.lower_ not in _HIDDEN or (t.lower_ != "anonymity" and not any(c.dep_ == "neg" for c in t.children)):
        return None
    first = t.left_edge.i
    at: Token = t
    while at.head != at and at.i - 1 > t.sent.start and at.head.i not in taken and t.i - at.head.i < _LONGEST:
        at = at.head
        if at.pos_ in ("NOUN", "ADP", "VERB") and at.dep_ not in ("nsubj", "relcl", "acl") and at.i < t.i:
            first = min(first, at.i)
        if at.dep_ in ("relcl", "acl", "advcl"):
            first = min(first, at.i)
            break
    if t.doc[first].lemma_ == "speak" and first + 1 < t.i:
        first += 1
    span = trimmed(scene, first, t.i)
    return span.of(scene.text) if span is not None else None


def _medium(scene: Scene, t: Token, taken: set[int]) -> str | None:
    if t.dep_ not in ("prep", "agent") or t.lower_ not in _BRINGS_MEDIUM:
        return None
    noun = child(t, "pobj")
    if noun is None:
        return None
    role = "platform" if t.lower_ in ("on", "via", "through") else "medium"
    if noun.lemma_.lower() not in scene.cues.words[role] or (t.lower_ == "on" and child(noun, "nummod")):
        return None
    return _words(scene, noun, t.i, taken)


def _words(scene: Scene, head: Token, first: int, taken: set[int]) -> str | None:
    """From `first` to the end of the noun phrase, without its clauses."""
    last = head.right_edge.i
    for c in head.children:
        dated = c.dep_ == "prep" and any(t.ent_type_ in ("DATE", "TIME") for t in c.children)
        if c.i > head.i and (dated or c.dep_ in _AFTER_NOUN or c.left_edge.i in taken):
            last = min(last, c.left_edge.i - 1)
    last = min([last, *(i - 1 for i in taken if head.i < i <= last)])
    span = trimmed(scene, first, last)
    return span.of(scene.text) if span is not None else None


def opening_basis(scene: Scene, token: Token) -> tuple[str, int] | None:
    """The basis in "Citing X, Y and Z say …", and the token where the speakers begin.

    Read off the words: parsers take X, Y and Z for one list.
    """
    sentence = token.sent
    if sentence[0].lower_ != "citing" or token.head != token:
        return None
    for t in sentence:
        if t.text == "," and t.i - sentence.start > 1 and t.i + 1 < token.i:
            return scene.span(sentence.start + 1, t.i - 1).of(scene.text), t.i + 1
    return None
