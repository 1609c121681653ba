"""The entry that a cue read by the network is one of: its own words, the noun or adjective in it, a verb mistagged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from dateline.extract.claim_idioms import matched_words
from dateline.extract.claim_spans import Draft, Scene, child, is_passive, to_infinitive
from dateline.extract.claim_stance import doubtful_subject, negated
from dateline.kinds.cues import Cue
from dateline.model.findings import Attribution

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

Form = Literal["clause", "quote", "infinitive", "order", "object"]
_NOUNS_OF_VERBS = frozenset({"dobj", "pobj", "attr", "conj", "nsubjpass"})
_WITHOUT_CLAUSE = frozenset({"object", "predicate", "as", "agentless", "passive", "none"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PASSIVES = frozenset({"passive", "passive_with", "agentless", "order", "none", "object"})
_OWN_CLAUSE = frozenset({"ROOT", "ccomp", "parataxis", "conj", "dep", "aux", "advcl"})
_LIKE: dict[Form, tuple[str, ...]] = {
    "clause": ("clause", "passive", "aside"),
    "quote": ("quote",),
    "infinitive": ("infinitive", "passive"),
    "order": ("order", "clause"),
    "object": ("object", "predicate", "as", "agentless"),
}


def known_cue(scene: Scene, read: Attribution, words: Words) -> Draft | None:
    """A draft of the attribution with the entry that its cue's words are one of; None where there is none.

    Of several verb entries the one with words of its own, then prepositions in the cue, then a frame like the content.
    """
    spans = [scene.words(s) for s in read.content]
    content = {t.i for s in spans for t in s or ()}
    source = scene.words(read.source) if read.source is not None else None
    who = source.root if source is not None else None
    for entry, token in _entries(scene, _head(words), words, content):
        draft = Draft(entry, token, set(content), {t.i for t in words}, who)
        if _holds(scene, draft):
            return draft
    return None


def _head(words: Words) -> Token:
    """The word that counts: the participle of "was flatly contradicted" where the parser took it for an adjective."""
    root = words.root
    inner = child(root, "acomp") if root.lemma_ == "be" else None
    return inner if inner is not None and inner.tag_ == "VBN" and inner in words else root


def _entries(scene: Scene, root: Token, words: Words, content: set[int]) -> Iterator[tuple[Cue, Token]]:
    cues = scene.cues
    verb = root.pos_ in ("VERB", "AUX") or root.tag_ == "VBN"
    verbs = cues.verbs.get(root.lemma_.lower(), ()) if verb else ()
    yield from ((e, root) for e in verbs if e.words and matched_words(scene, root, e))
    if verb and root.lemma_.lower() in cues.words["carrier"]:
        yield from _nouns(scene, root, words)
    told = {t.lower_ for t in words} | {
        words.doc[i].lower_ for i in range(words.end, min(words.end + 1, len(words.doc)))
    }
    form = _form(scene, root, content)
    plain = [e for e in verbs if not e.words and told.issuperset(e.prepositions)]
    if form == "object" and root.tag_[:2] == "VB":
        plain = [e for e in plain if e.prepositions or _WITHOUT_CLAUSE & {*e.frames}]
    plain.sort(key=lambda e: (-len(e.prepositions), not {*_LIKE[form]} & {*e.frames}))
    yield from ((e, root) for e in plain)
    if not verb:
        tables = {"NOUN": cues.nouns, "ADV": cues.adverbs, "ADJ": cues.adjectives}
        found = tables.get(root.pos_, cues.prepositions).get(
            root.lower_ if root.pos_ == "ADJ" else root.lemma_.lower(), ()
        )
        yield from ((e, root) for e in found if told.issuperset(e.prepositions) or e.kind != "preposition")
        if root.pos_ in ("NOUN", "PROPN", "ADJ") and len(words) == 1:
            yield from _mistagged(scene, root, form)
    for t in words:
        if t != root or verb:
            yield from ((e, t) for e in cues.adjectives.get(t.lower_, ()) if _predicative(t))


def _predicative(token: Token) -> bool:
    if token.pos_ == "VERB":
        return child(token, "auxpass") is not None or token.dep_ in ("acomp", "oprd")
    return bool(token.pos_ == "ADJ")


def _nouns(scene: Scene, verb: Token, words: Words) -> Iterator[tuple[Cue, Token]]:
    """The cue nouns in "expressed the hope", "lodged a protest": their verb says no more than that it was said."""
    near = [*(t for t in words if t.i > verb.i), *(c for c in verb.children if c.dep_ == "dobj")]
    for t in near:
        if t.dep_ in _NOUNS_OF_VERBS and t.pos_ == "NOUN":
            yield from ((e, t) for e in scene.cues.nouns.get(t.lemma_.lower(), ()))


def _mistagged(scene: Scene, root: Token, form: Form) -> Iterator[tuple[Cue, Token]]:
    """ "Kyiv questions whether …", "Bankers fret that …": a verb that the tagger took for a noun."""
    entries = [e for e in scene.cues.verbs.get(root.lemma_.lower(), ()) if not e.words and not e.prepositions]
    fitting = [e for e in entries if {*_LIKE[form]} & {*e.frames}]
    yield from ((e, root) for e in fitting if root.i > 0 and not root.is_title)


def _form(scene: Scene, verb: Token, content: set[int]) -> Form:
    """What the content looks like from its verb."""
    if content and all(i in scene.quote_at for i in content):
        return "quote"
    inner = next((c for c in verb.children if c.i in content and c.dep_ in ("xcomp", "ccomp", "advcl", "acl")), None)
    if inner is None:
        if any(i in scene.quote_at for i in content):
            return "clause"  # some of it is given in the source's own words
        whole = (verb.doc[i] for i in content if verb.doc[i].tag_ in _FINITE)
        return "clause" if any(t.dep_ in _OWN_CLAUSE for t in whole) else "object"
    if to_infinitive(inner):
        return "order" if child(verb, "dobj") is not None or child(inner, "nsubj") is not None else "infinitive"
    return "clause"


def _holds(scene: Scene, draft: Draft) -> bool:
    """Whether what an entry asks of source and content is so; sets the stance of nouns and adjectives."""
    entry, token, doc = draft.entry, draft.token, scene.document.syntax
    if entry.by is not None and (draft.source is None or draft.source.lemma_.lower() not in scene.cues.words[entry.by]):
        return False
    if entry.figure and not any(doc[i].like_num for i in draft.content):
        return False
    inner = child(token, "xcomp") if entry.without is not None else None
    if inner is not None and inner.lemma_.lower() in scene.cues.words[entry.without or ""]:
        return False
    inner = child(token, "xcomp") if entry.inner else None
    if entry.inner and (inner is None or inner.lemma_ not in entry.inner):
        return False
    fronted = max(draft.content) < token.i
    only_quoted = entry.quoted or (entry.frames == ("quote",) and entry.kind == "verb" and not fronted)
    if only_quoted and not any(i in scene.quote_at for i in draft.content):
        return False
    if entry.would and not any(t.lower_ in ("would", "'d", "’d") for t in token.children):
        return False
    if entry.impersonal or "attributive" in entry.frames or "aside" in entry.frames:
        return False
    free = entry.kind == "verb" and (negated(token) or _form(scene, token, draft.content) != "object")
    if entry.objects in ("propositions", "requests") and not free:
        nouns = scene.cues.words["proposition" if entry.objects == "propositions" else "request"]
        if not any(doc[i].lemma_.lower() in nouns or doc[i].tag_ == "VBG" for i in draft.content):
            return False
    if entry.kind == "noun" and not _brings(scene, draft):
        return False
    if entry.stance is None and entry.negated == "declines_comment" and draft.source is None:
        return False
    unsaid = draft.source is None and is_passive(token) and (entry.agents or not _PASSIVES & {*entry.frames})
    if entry.kind == "verb" and unsaid and not entry.words:
        return False  # "had been agreed “by text message”": nobody says so
    if entry.kind == "verb":
        draft.frame = "" if not entry.words else "idiom"
        return entry.stance is not None or negated(token)
    verb = token.head if token.head.pos_ in ("VERB", "AUX") else token
    far = token.head.lower_ == "from" and token.head.head.lower_ == "far"
    no = (
        far
        or negated(verb)
        or doubtful_subject(verb)
        or any(c.dep_ == "det" and c.lower_ == "no" for c in token.children)
    )
    draft.stance = entry.negated if no else entry.stance
    return draft.stance is not None


def _brings(scene: Scene, draft: Draft) -> bool:
    """Whether what a cue noun brings stands in one of its frames: "that …", "to …", or behind its prepositions."""
    entry, noun = draft.entry, draft.token
    if noun.dep_ == "dobj" and noun.head.i in draft.cue and noun.head.lemma_.lower() not in scene.cues.words["carrier"]:
        return False  # "feeding speculation that …": somebody else's
    for i in sorted(draft.cue | draft.content):
        t = noun.doc[i]
        if t.i > noun.i and t.dep_ == "prep" and t.head == noun and t.lower_ in entry.prepositions:
            return True
    clause = next((c for c in noun.children if c.dep_ in ("acl", "ccomp", "relcl") and c.i > noun.i), None)
    if clause is None:
        return False
    mark = child(clause, "mark")
    told = mark is not None and mark.lower_ == "that"
    return ("clause" in entry.frames and told) or ("infinitive" in entry.frames and to_infinitive(clause))
