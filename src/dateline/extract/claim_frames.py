"""Verbs that attribute: one function for each frame that a verb's content may come in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dateline.extract.claim_quotes import beside
from dateline.extract.claim_spans import Draft, Scene, agent_of, child, cue_ids, ids, is_passive, subject_of
from dateline.extract.claim_stance import negated
from dateline.kinds.cues import Cue

if TYPE_CHECKING:
    from spacy.tokens import Token

_PERSONAL = frozenset({"him", "her", "me", "us", "you", "himself", "herself", "themselves", "itself", "them"})
_CLAUSE = frozenset({"ccomp", "parataxis"})
_TAIL = frozenset({"advcl", "prep", "conj", "cc"})


def verb_drafts(scene: Scene, token: Token) -> list[Draft]:
    """The claims that the verb `token` makes: the first entry with a fitting frame, longer cues before shorter ones."""
    entries = scene.cues.verbs.get(token.lemma_.lower(), ())
    for entry in sorted(entries, key=lambda e: (e.scope != "claim", not e.prepositions)):
        particle = child(token, "prt")
        if particle is not None and particle.i - token.i <= 3 and particle.lower_ not in entry.prepositions:
            continue
        if entry.stance is None and not negated(token):
            continue
        draft = _first_frame(scene, token, entry)
        if draft is not None:
            return [draft]
    return []


def _first_frame(scene: Scene, token: Token, entry: Cue) -> Draft | None:
    if entry.inner:
        return _declining(token, entry)
    if "passive_with" not in entry.frames and entry.prepositions and not _is_particle(token, entry):
        draft = _with(token, entry)
        if draft is not None:
            return draft
    elif entry.prepositions and not _is_particle(token, entry):
        draft = _accusing(token, entry)
        if draft is not None:
            return draft
    elif entry.prepositions and not _has_particle(token, entry):
        return None
    for name, frame in _FRAMES.items():
        draft = frame(scene, token, entry) if name in entry.frames else None
        if draft is not None:
            return draft
    return None


def _is_particle(token: Token, entry: Cue) -> bool:
    return entry.prepositions == ("out",) or (token.lemma_ == "go" and "on" in entry.prepositions)


def _has_particle(token: Token, entry: Cue) -> bool:
    return any(c.dep_ == "prt" and c.lower_ in entry.prepositions for c in token.children)


def _draft(entry: Cue, token: Token, content: set[int], *more: Token | None) -> Draft:
    particle = child(token, "prt")
    close = particle if particle is not None and particle.i == token.i + 1 else None
    return Draft(entry, token, content, cue_ids(token, close, *more), subject_of(token))


def _clause(scene: Scene, token: Token, entry: Cue) -> Draft | None:
    if entry.lemma == "tell" and is_passive(token) and agent_of(token) is None:
        return None
    clauses = [
        c for c in token.children if c.dep_ in _CLAUSE and not _to_infinitive(c) and not _cueless_aside(c, token)
    ]
    own = [c for c in clauses if c.dep_ == "ccomp"] or [c for c in clauses if c.i < token.i]
    if own:
        content = set().union(*(ids(c) for c in own))
        draft = _draft(entry, token, content)
        fronted = max(content) < token.i
        draft.quotes = beside(scene, draft) if fronted or _wholly_quoted(scene, content) else ()
        if fronted:
            draft.content |= _tail(token)
        return draft
    return _aside(scene, token, entry)


def _cueless_aside(clause: Token, token: Token) -> bool:
    return clause.dep_ == "parataxis" and clause.i > token.i


def _wholly_quoted(scene: Scene, content: set[int]) -> bool:
    return all(i in scene.quote_at for i in content)


def _tail(token: Token) -> set[int]:
    """What follows "…, she said," after a comma belongs to what she said."""
    doc = token.doc
    found: set[int] = set()
    for c in token.children:
        if c.i > token.i and c.dep_ in _TAIL and c.left_edge.i > 0 and doc[c.left_edge.i - 1].text == ",":
            if c.dep_ == "conj" or (c.dep_ == "advcl" and c.tag_ == "VBG" and _is_speech(c)):
                return found
            found |= ids(c)
    return found


def _is_speech(token: Token) -> bool:
    return child(token, "ccomp") is not None or token.lemma_ in ("cite", "quote", "add", "refer")


def _to_infinitive(token: Token) -> bool:
    return token.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)


def _aside(scene: Scene, token: Token, entry: Cue) -> Draft | None:
    """The cue stands inside what is said: "The deal, he said, was dead", "As Reuters reported, the deal was dead"."""
    subject = child(token, "nsubj")
    as_told = any(c.lower_ == "as" and c.dep_ in ("mark", "advmod", "prep") for c in token.children)
    loose = token.dep_ in ("parataxis", "ccomp", "advcl", "dep", "intj", "relcl")
    if subject is None or token.head is token or not (loose and (as_told or token.dep_ in ("parataxis", "ccomp"))):
        return None
    if not as_told and not _set_off(token):
        return None
    if child(token, "dobj") is not None and entry.lemma != "tell":
        return None
    return _draft(entry, token, ids(token.head) - ids(token))


def _set_off(token: Token) -> bool:
    doc = token.doc
    first, last = token.left_edge.i, token.right_edge.i
    while first < last and (doc[first].is_punct or doc[first].is_space):
        first += 1
    before = first > 0 and (doc[first - 1].is_punct or doc[first - 1].is_space)
    after = last + 1 >= len(doc) or doc[last + 1].is_punct or doc[last].is_punct or doc[last + 1].is_space
    return before and after and last - first < 12


def _quote(scene: Scene, token: Token, entry: Cue) -> Draft | None:
    draft = _draft(entry, token, set())
    draft.quotes = beside(scene, draft)
    if not draft.quotes:
        return None
    if draft.source is None and token.i + 1 < len(token.doc):
        draft.source = _inverted_source(token)
    return draft


def _inverted_source(token: Token) -> Token | None:
    at = token.nbor(1)
    if at.pos_ not in ("PROPN", "NOUN", "DET", "PRON", "ADJ"):
        return None
    while at.head.i > token.i and at.head.pos_ in ("PROPN", "NOUN") and at.head is not at:
        at = at.head
    return at if at.pos_ in ("PROPN", "NOUN", "PRON") else None


def _infinitive(_: Scene, token: Token, entry: Cue) -> Draft | None:
    inner = child(token, "xcomp")
    if inner is None or inner.i < token.i or is_passive(token):
        return None
    if not _to_infinitive(inner) and not any(c.lower_ == "to" for c in inner.children):
        return None
    return _draft(entry, token, ids(inner))


def _order(_: Scene, token: Token, entry: Cue) -> Draft | None:
    inner = next(
        (c for c in token.children if c.dep_ in ("xcomp", "ccomp", "advcl") and c.i > token.i and _order_to(c)), None
    )
    told = child(token, "nsubjpass") if is_passive(token) else child(token, "dobj", "dative")
    if inner is None:
        return None
    own = child(inner, "nsubj", "nsubjpass")
    if inner.dep_ == "advcl" and told is None:
        return None
    if told is None and own is None:
        return None
    return _draft(entry, token, ids(inner) | (ids(told) if told is not None and own is None else set()))


def _order_to(token: Token) -> bool:
    return _to_infinitive(token) or any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)


def _object(scene: Scene, token: Token, entry: Cue) -> Draft | None:
    if is_passive(token) or (token.tag_ == "VBN" and token.dep_ in ("acl", "amod")):
        return None
    thing = child(token, "dobj")
    if thing is None:
        thing = next((c for c in token.children if c.dep_ == "xcomp" and c.tag_ == "VBG" and c.i > token.i), None)
    if thing is None or (thing.lower_ in _PERSONAL and entry.stance not in ("praises", "condemns", "accuses")):
        return None
    if entry.stance in ("states", "confirms") and thing.ent_type_ == "PERSON":
        return None
    if entry.objects == "propositions":
        nouns = scene.cues.words["proposition"]
        negative = thing.lower_ == "it" and not negated(token) and entry.lemma != "deny"
        if negative or not (thing.tag_ == "VBG" or thing.lemma_.lower() in nouns or thing.lower_ in nouns):
            return None
    content = ids(thing)
    for c in token.children:
        if c.dep_ == "prep" and c.lower_ in entry.prepositions and c.i > thing.i:
            content |= ids(c)
    return _draft(entry, token, content)


def _predicate(scene: Scene, token: Token, entry: Cue) -> Draft | None:
    parts = [c for c in token.children if c.dep_ in ("dobj", "oprd", "nsubjpass")]
    small = next((c for c in token.children if c.dep_ == "ccomp" and c.pos_ not in ("VERB", "AUX")), None)
    what = next(
        (c for c in token.children if c.lower_ in ("what", "which") and c.dep_ in ("dobj", "nsubj", "oprd")), None
    )
    predicate = next((c for c in reversed(parts) if c.dep_ == "oprd"), small)
    if predicate is None and what is not None and len(parts) > 1:
        predicate = parts[-1]
    if predicate is None or (small is None and len(parts) < 2 and what is None):
        return None
    passive = is_passive(token)
    if passive and agent_of(token) is None:
        return None
    quoted = any(i in scene.quote_at for i in ids(predicate))
    if predicate.pos_ == "PROPN" and not quoted:
        return None
    content = ids(predicate).union(*(ids(c) for c in parts))
    return _draft(entry, token, content)


def _as(scene: Scene, token: Token, entry: Cue) -> Draft | None:
    thing = child(token, "nsubjpass" if is_passive(token) else "dobj")
    if thing is None or (is_passive(token) and agent_of(token) is None):
        return None
    like = next(
        (t for t in (*token.children, *thing.children) if t.lower_ == "as" and t.i > token.i and t.dep_ == "prep"), None
    )
    if like is None:
        return None
    if entry.objects == "propositions":
        quoted = any(i in scene.quote_at for i in ids(like))
        if not quoted and thing.lemma_.lower() not in scene.cues.words["proposition"]:
            return None
    return _draft(entry, token, ids(thing) | ids(like))


def _none(scene: Scene, token: Token, entry: Cue) -> Draft | None:
    about = next((c for c in token.children if c.dep_ in ("prep", "dobj") and c.i > token.i), None)
    if entry.objects == "requests":
        noun = child(about, "pobj") if about is not None else None
        if noun is None or noun.lemma_ not in scene.cues.words["request"]:
            return None
    elif about is not None and entry.prepositions and about.lower_ not in entry.prepositions:
        about = None
    draft = _draft(entry, token, ids(about) if about is not None else set())
    if about is None:
        draft.cue.discard(token.i)
        draft.content = {token.i}
        draft.cue = draft.cue or {token.i}
    return draft


def _passive(_: Scene, token: Token, entry: Cue) -> Draft | None:
    if token.tag_ != "VBN" or child(token, "auxpass") is None:
        return None
    subject, clause, inner = child(token, "nsubjpass"), child(token, "ccomp"), child(token, "xcomp")
    if subject is None:
        return None
    if inner is not None and inner.i > token.i and _order_to(inner):
        return _draft(entry, token, ids(subject) | ids(inner))
    if clause is not None and clause.i > token.i and subject.lower_ == "it":
        return _draft(entry, token, ids(clause))
    return None


def _accusing(token: Token, entry: Cue) -> Draft | None:
    """ "accused X of …", "X has been accused by Y of …"."""
    passive = is_passive(token)
    target = child(token, "nsubjpass") if passive else child(token, "dobj", "dative")
    near = [*token.children, *(target.children if target is not None and not passive else ())]
    agent = agent_of(token)
    near += list(agent.children) if agent is not None else []
    charge = next((c for c in near if c.dep_ == "prep" and c.lower_ in entry.prepositions and c.i > token.i), None)
    if charge is None or (target is None and token.dep_ not in ("conj", "acl")):
        return None
    if token.dep_ == "acl" and agent is None and not passive and token.tag_ == "VBN":
        return None
    draft = _draft(entry, token, ids(charge) | (ids(target) if target is not None else set()))
    if agent is not None:
        draft.content -= ids(agent) - ids(charge)
        draft.source = agent
    return draft


def _with(token: Token, entry: Cue) -> Draft | None:
    """ "call for …", "warn of …", "call on X to …", "thank X for …"."""
    phrase = next(
        (c for c in token.children if c.dep_ in ("prep", "prt") and c.lower_ in entry.prepositions and c.i > token.i),
        None,
    )
    thing = child(token, "dobj")
    if phrase is None or is_passive(token):
        return None
    if "order" in entry.frames and phrase.lower_ != "against":
        return _call_on(token, entry, phrase)
    if "object" in entry.frames:
        return None
    if entry.object_lemma and (thing is None or thing.lemma_ != entry.object_lemma):
        return None
    if entry.object_lemma:
        return _draft(entry, token, ids(phrase) - {phrase.i}, *[t for t in (thing, phrase) if t is not None])
    if "none" in entry.frames or ("quote" in entry.frames and phrase.lower_ == "as"):
        return None
    content = ids(phrase)
    if thing is not None:
        return _draft(entry, token, content | ids(thing))
    if len(content) < 2:
        return None
    more = phrase if phrase.i == token.i + 1 else None
    return _draft(entry, token, content - {phrase.i}, more)


def _call_on(token: Token, entry: Cue, phrase: Token) -> Draft | None:
    noun = child(phrase, "pobj")
    if noun is None:
        return None
    near = [*token.children, *noun.children]
    inner = next(
        (c for c in near if c.dep_ in ("xcomp", "advcl", "acl", "relcl", "ccomp") and c.i > noun.i and _order_to(c)),
        None,
    )
    if inner is None:
        return None
    return _draft(entry, token, ids(noun) | ids(inner), phrase if phrase.i == token.i + 1 else None)


def _declining(token: Token, entry: Cue) -> Draft | None:
    inner = child(token, "xcomp")
    if inner is None or inner.lemma_ not in entry.inner:
        return None
    return _draft(entry, token, ids(inner))


# From the frame that asks most of the words around to the one that asks least: the first that fits is taken.
_FRAMES: dict[str, Callable[[Scene, Token, Cue], Draft | None]] = {
    "passive": _passive,
    "predicate": _predicate,
    "as": _as,
    "order": _order,
    "infinitive": _infinitive,
    "clause": _clause,
    "quote": _quote,
    "object": _object,
    "none": _none,
}
