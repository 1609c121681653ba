"""Attribution by several words together: "put X on notice that", "is sceptical about", "in the words of"."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from dateline.extract.claim_spans import (
    Draft,
    Scene,
    agent_of,
    child,
    cue_ids,
    ids,
    is_passive,
    subject_of,
    to_infinitive,
)
from dateline.extract.claim_stance import doubtful_subject, is_agent, negated
from dateline.kinds.cues import Cue

if TYPE_CHECKING:
    from spacy.tokens import Token

_Options = tuple[frozenset[str], tuple[str, ...]]
_FARTHEST = 8
_STOPS = frozenset({".", ";", ":", "?", "!", "\n", "\n\n"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_APART = frozenset({"punct", "npadvmod", "conj", "cc", "advcl", "parataxis", "agent"})
_COPULAS = frozenset({"be", "remain", "become", "feel", "seem", "stay", "appear", "sound", "grow", "stand", "turn"})
_PREDICATE = frozenset({"acomp", "attr", "oprd", "ROOT"})
_UNREAL = frozenset({"would", "could", "might", "may", "should", "must", "can", "to"})
_IMPERSONAL = frozenset({"it", "this", "that", "there", "what"})
_BRINGING = frozenset({"that", "if", "whether"})
_ATTACHES = frozenset({"det", "amod", "advmod", "poss", "compound", "nummod", "neg"})


def by_idiom(scene: Scene, token: Token, entry: Cue) -> Draft | None:
    """A verb with the words that make it a cue behind it, in their order: "take issue with", "draw a rebuke from"."""
    matched = matched_words(scene, token, entry)
    if not matched or (entry.figure and not any(t.like_num for t in _around(token, matched[-1]))):
        return None
    own = {t.i for t in matched}
    small = {c.i for t in matched for c in t.children if c.dep_ in _ATTACHES and token.i < c.i < matched[-1].i}
    content = {i for c in token.children if c.i > token.i and c.dep_ not in _APART for i in ids(c)} - own - small
    source, phrase = _brought(token, matched, entry)
    passive = is_passive(token) and not entry.sources and "by" not in {t.lower_ for t in matched}
    thing = child(token, "nsubjpass") if passive else child(token, "dobj")
    if entry.objects != "any" and not _about(scene, thing, entry):
        return None
    if entry.sources:
        if source is None or phrase is None:
            return None
        thing = child(token, "nsubjpass") if is_passive(token) else subject_of(token)
        content = (content - ids(phrase)) | (ids(thing) - ids(phrase) if thing is not None else set())
    elif entry.told:
        source = child(token, "dobj")
        content -= ids(source) if source is not None else set()
    elif passive and thing is not None:
        source = agent_of(token)
        content |= ids(thing)
    else:
        source = subject_of(token)
    if entry.by is not None and (source is None or source.lemma_.lower() not in scene.cues.words[entry.by]):
        return None
    lead = next((i for i in sorted(content) if i > token.i), None)
    if lead is not None and lead == matched[-1].i + 1 and token.doc[lead].lower_ in entry.prepositions:
        content.discard(lead)
        own.add(lead)
    content = {i for i in content if i < token.i or i > min(own)} if _adjacent(matched, token) else content
    if not any(token.doc[i].is_alpha or token.doc[i].like_num for i in content):
        content = {matched[-1].i}
    cue = cue_ids(token) | own
    if _adjacent(matched, token):
        cue |= set(range(token.i, matched[-1].i + 1))
    return Draft(entry, token, content, cue - content, source, confidence=0.6, frame="idiom")


def _about(scene: Scene, thing: Token | None, entry: Cue) -> bool:
    """Whether what the idiom is done to is one of the nouns that the entry asks for."""
    nouns = scene.cues.words["request" if entry.objects == "requests" else "proposition"]
    return thing is not None and (thing.lemma_.lower() in nouns or thing.lower_ in nouns)


def _adjacent(matched: list[Token], token: Token) -> bool:
    return bool(matched[-1].i - token.i <= len(matched) + 1)


def _around(verb: Token, last: Token) -> list[Token]:
    return list(verb.doc[verb.i + 1 : last.i + 6])


def matched_words(scene: Scene, token: Token, entry: Cue) -> list[Token]:
    """The words of the entry behind the verb `token`, in their order; empty where one is missing."""
    at = token.i
    found: list[Token] = []
    for options in entry.words:
        wanted = _options(options)
        word = _next_word(scene, token, at, wanted)
        apart = word is not None and token.i in scene.quote_at and word.i not in scene.quote_at
        if apart or (word is not None and _in_clause_of(word, token)):
            return []  # "claimed that the attack …" is no claim to the attack
        if word is not None:
            found.append(word)
            at = max(at, word.i)
        elif "" not in wanted[0]:
            return []
    return found


def _in_clause_of(word: Token, verb: Token) -> bool:
    """Whether a word stands in a finite clause below the verb."""
    at = word
    while at.head != at and at.head != verb:
        at = at.head
    finite = at.tag_ in _FINITE or any(c.tag_ in _FINITE for c in at.children)
    return at.head == verb and at != word and at.dep_ in ("ccomp", "parataxis") and finite


@functools.cache
def _options(told: str) -> _Options:
    """The words of "one|two|@role", and the roles."""
    words = told.split("|")
    return frozenset(w for w in words if w[:1] != "@"), tuple(w[1:] for w in words if w[:1] == "@")


def _next_word(scene: Scene, token: Token, at: int, wanted: _Options) -> Token | None:
    """The first of the wanted words behind `at`, or an adverb of the verb before it ("was warmly received")."""
    doc = token.doc
    near = at + 2 if "" in wanted[0] else at + _FARTHEST
    for i in range(at + 1, min(near, token.sent.end)):
        t = doc[i]
        if _is_one(scene, t, wanted):
            return t
        if t.text in _STOPS or (t.tag_ in _FINITE and t.pos_ in ("VERB", "AUX")):
            break
    if at != token.i:
        return None
    return next((c for c in token.lefts if c.dep_ in ("advmod", "neg") and _is_one(scene, c, wanted)), None)


def _is_one(scene: Scene, t: Token, wanted: _Options) -> bool:
    words, roles = wanted
    lemma = t.lemma_.lower()
    if t.lower_ in words or lemma in words:
        return True
    return bool(roles) and any(lemma in scene.cues.words[r] for r in roles)


def _brought(token: Token, matched: list[Token], entry: Cue) -> tuple[Token | None, Token | None]:
    """The source that a preposition of the entry brings, behind the idiom or behind its subject."""
    subject = child(token, "nsubj", "nsubjpass")
    near = [*token.children, *(c for t in matched for c in t.children), *(subject.children if subject else ())]
    for phrase in near:
        if phrase.dep_ in ("prep", "agent", "dative") and phrase.lower_ in entry.sources:
            noun = child(phrase, "pobj")
            if noun is not None:
                return noun, phrase
    return None, None


def adjective_drafts(scene: Scene, token: Token) -> list[Draft]:
    """ "X is sceptical that …", "alarmed at …", "It is far from clear to X that …", "unverified footage"."""
    for entry in scene.cues.adjectives.get(token.lower_, ()):
        draft = _adjective(scene, token, entry)
        if draft is not None:
            return [draft]
    return []


def _adjective(scene: Scene, token: Token, entry: Cue) -> Draft | None:
    if "attributive" in entry.frames and token.dep_ == "amod" and token.head.pos_ == "NOUN":
        noun = {t.i for t in token.head.subtree if t.i > token.i}
        return Draft(entry, token, noun, {token.i}, None, confidence=0.5, stance=entry.stance)
    far = token.dep_ in ("amod", "pobj", "pcomp") and token.head.lower_ == "from" and token.head.head.lower_ == "far"
    head = token.head.head.head if far else token.head
    own_passive = token.pos_ == "VERB" and child(token, "auxpass", "nsubjpass") is not None
    bare = _headline_predicate(token)
    copula = token if own_passive or token.dep_ == "ROOT" or bare else head
    if not own_passive and not far and not bare and token.dep_ not in _PREDICATE:
        return None
    if copula != token and copula.lemma_.lower() not in _COPULAS:
        return None
    if copula.tag_ == "VB" and any(c.tag_ in ("MD", "TO") and c.lower_ in _UNREAL for c in copula.children):
        return None  # "would be alarmed", "to be sure"
    if any(c.dep_ == "advmod" and c.lower_ in ("so", "too") for c in token.children):
        return None  # "is so clear that …"
    if child(token, "agent") is not None and entry.stance not in ("fears", "condemns", "praises"):
        return None
    source = child(copula, "nsubj", "nsubjpass") or (subject_of(copula) if copula != token else None)
    source = head if bare else source
    if source is None:
        return None
    if "subject" in entry.frames:
        return Draft(entry, token, ids(source), {token.i}, None, confidence=0.55, stance=entry.stance)
    if entry.agents and not is_agent(scene, source):
        return None
    content, extra = _said_of(scene, token, copula, entry)
    if far and not content:
        # "far from clear to the inspectors that …": the parser hangs the clause on the inspectors
        below = (c for t in token.head.head.subtree for c in t.children if c.dep_ in ("relcl", "acl", "ccomp"))
        clause = next((c for c in below if (m := child(c, "mark")) is not None and m.lower_ == "that"), None)
        content = ids(clause) if clause is not None else set()
    if not content:
        return None
    nobody = False
    if source.lower_ in _IMPERSONAL:
        near = [token, copula, *([token.head, token.head.head] if far else [])]
        to = next((c for t in near for c in t.children if c.dep_ == "prep" and c.lower_ == "to"), None)
        source = child(to, "pobj") if to is not None else None
        nobody = source is None and entry.impersonal
        if source is None and not nobody:
            return None
        content -= ids(to) if to is not None and not far else set()
    elif entry.impersonal:
        return None
    no = far or negated(copula) or doubtful_subject(copula)
    stance = entry.negated if no else entry.stance
    if stance is None or any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in copula.children):
        return None
    if source is None:
        cue = set(range(copula.i, token.i + 1)) if copula.i < token.i else {token.i}
        return Draft(entry, token, content - cue, cue, None, confidence=0.5, stance=stance)
    cue = (
        {i for i in range(copula.i, token.i + 1) if i not in ids(source)} if copula.i < token.i else set(cue_ids(token))
    )
    cue |= cue_ids(copula) | extra
    return Draft(entry, token, content - cue, cue, source, confidence=0.55, stance=stance)


def _headline_predicate(token: Token) -> bool:
    """ "Experts wary of the claim": an adjective behind its noun, in a sentence without a verb."""
    behind = token.dep_ == "amod" and token.head.i == token.i - 1 and token.head.dep_ == "ROOT"
    return behind and not any(t.tag_ in _FINITE for t in token.sent)


def _said_of(scene: Scene, token: Token, copula: Token, entry: Cue) -> tuple[set[int], set[int]]:
    """The content that an adjective brings, and the preposition that belongs to the cue."""
    for c in (*token.children, *(copula.children if copula != token else ())):
        if c.i < token.i or c.left_edge.i < token.i:
            continue
        if "infinitive" in entry.frames and c.dep_ in ("xcomp", "ccomp") and to_infinitive(c):
            return ids(c), set()
        if "clause" in entry.frames and c.dep_ in ("ccomp", "advcl", "xcomp", "acl", "relcl", "csubj"):
            mark = child(c, "mark")
            asks = any(t.tag_ in ("WRB", "WP", "WDT") for t in c.lefts)
            if c.dep_ in ("ccomp", "relcl", "acl") or asks or (mark is not None and mark.lower_ in _BRINGING):
                return ids(c), set()
        if c.dep_ in ("prep", "agent") and c.lower_ in entry.prepositions:
            about = child(c, "pobj")
            if entry.objects != "any" and not _about(scene, about, entry):
                continue
            return ids(c) - {c.i}, {c.i} if c.i == token.i + 1 else set()
    return set(), set()
