"""How a source stands to what it says, and whether a cue says anything at all: negation, modality, quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.claim_spans import Draft, Scene, child
from dateline.model.span import Span
from dateline.model.vocabulary import QuotationKind, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEGATIVE = frozenset({"no", "neither", "nor", "never", "nobody", "none", "nothing", "hardly"})
_MODALS = frozenset(
    {"would", "could", "might", "may", "should", "must", "can", "will", "shall", "'ll", "’ll", "’d", "'d"}
)
_CARRIED_ON = frozenset({"go", "continue", "proceed", "hasten", "begin", "start", "appear", "seem", "rush", "seek"})
_CONDITIONS = frozenset({"if", "unless", "whether"})
_FUTURE = frozenset({"will", "would", "could", "might", "may", "shall", "'ll", "’ll"})
_DEEDS = frozenset({"object", "infinitive"})
_POINTING = frozenset({"this", "that", "these", "those", "which", "there"})
_ACTING = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_ABLE = frozenset({"can", "could", "ca"})
_ABILITY = frozenset({"able", "unable"})
_GLOMAR = frozenset({"confirm", "deny"})
_FIRST_PERSON = frozenset({"i", "we"})
_INNER_LIFE = frozenset(
    {
        "think",
        "believe",
        "hope",
        "expect",
        "fear",
        "know",
        "guess",
        "feel",
        "wish",
        "doubt",
        "say",
        "mean",
        "suppose",
        "agree",
        "consider",
        "assume",
    }
)


def negated(token: Token) -> bool:
    """Whether the verb `token` is negated, also by its subject ("no group claimed") or by "neither … nor"."""
    if not_able(token) is not None:
        return True
    for c in token.children:
        if c.dep_ == "neg" or (c.dep_ in ("preconj", "cc", "advmod") and c.lower_ in _NEGATIVE and c.i < token.i):
            return True
        if c.dep_ in ("nsubj", "nsubjpass") and (c.lower_ in _NEGATIVE or _no(c)):
            return True
    if token.dep_ == "conj":
        linked = [c.lower_ for c in token.head.children if c.dep_ == "cc" and token.head.i < c.i < token.i]
        shared = child(token, "nsubj", "nsubjpass", "aux") is None
        return bool(shared and linked and (linked[-1] == "nor" or (linked[-1] == "or" and negated(token.head))))
    return False


def _no(noun: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in _NEGATIVE for c in noun.children)


def stance_of(scene: Scene, draft: Draft) -> Stance | None:
    """The stance of a verb cue as it stands in its sentence; None where it says nothing."""
    entry, token = draft.entry, draft.token
    if negated(token):
        return "cannot_verify" if entry.stance == "confirms" and entry.negated and unable(token) else entry.negated
    if entry.stance == "states" and entry.kind == "verb":
        return _judged(scene, draft) or entry.stance
    return entry.stance


def unable(token: Token) -> bool:
    """Whether somebody "could not" or "was unable to" rather than "did not": who cannot confirm does not refuse to."""
    word = not_able(token)
    can = any(c.dep_ == "aux" and c.lower_ in _ABLE for c in token.children)
    return can or (word is not None and word.lemma_ in _ABILITY)


def not_able(token: Token) -> Token | None:
    """The word that denies the verb: "unable to verify", "was not able to verify", "has yet to comment"."""
    head = token.head
    if token.dep_ == "xcomp" and head.lemma_ in ("have", "be") and any(c.lower_ == "yet" for c in head.children):
        return head
    if token.dep_ != "xcomp" or head.lemma_.lower() not in _ABILITY or head == token:
        return None
    if head.lower_ == "unable":
        return head
    return head if any(c.dep_ == "neg" for c in (*head.children, *head.head.children)) else None


def _judged(scene: Scene, draft: Draft) -> Stance | None:
    """What calling somebody's words a lie, or saying that they are true, comes to; None for other content."""
    words = scene.cues.words
    if draft.frame in ("predicate", "as"):
        thing = child(draft.token, "dobj", "nsubjpass") or child(draft.token, "ccomp")
        about = child(thing, "nsubj") or thing if thing is not None else None
        if about is None or about.lemma_.lower() not in words["proposition"]:
            return None
        said = [t for t in about.doc[min(draft.content) : max(draft.content) + 1] if t.i in draft.content]
        return "denies" if any(t.lemma_.lower() in words["falsehood"] for t in said if t != about) else None
    clause = child(draft.token, "ccomp")
    about = child(clause, "nsubj") if clause is not None and clause.lemma_ == "be" else None
    if (
        clause is None
        or about is None
        or clause.i not in draft.content
        or about.lemma_.lower() not in words["proposition"]
    ):
        return None
    ends = [t for c in clause.children if c.dep_ in ("attr", "acomp") for t in (c, *c.conjuncts)]
    false = any(t.lemma_.lower() in words["falsehood"] for t in ends)
    true = any(t.lemma_.lower() in words["truth"] for t in ends)
    if false == true:
        return None
    return "denies" if false != negated(clause) else "confirms"


def asserted(scene: Scene, token: Token, draft: Draft) -> bool:
    """Whether somebody really says it: not "if he says", "should say", "to say", nor "I think"."""
    source = draft.source
    if draft.entry.agents and draft.frame in _DEEDS and not is_agent(scene, source):
        return False
    if source is not None and source.lower_ in _FIRST_PERSON and token.lemma_ in _INNER_LIFE:
        return False
    if scene.cues.attitudes:
        return True
    if source is not None and source.lower_ in _POINTING:
        return False  # "this shows that …": nobody speaks
    quoted = scene.quotation_of(token) is not None
    if (quoted and token.lemma_ in _INNER_LIFE - {"say"}) or (not quoted and _asked(token)):
        return False
    verb = token.head if token.tag_ == "VBG" and token.dep_ == "advcl" else token
    modal = any(c.dep_ == "aux" and c.lower_ in _MODALS for c in verb.children)
    if modal and not negated(token):
        return False
    if any(c.dep_ in ("mark", "advmod") and c.lower_ in _CONDITIONS for c in token.children):
        return False
    first = token
    while first.dep_ == "conj" and first.tag_ == "VB" and first.head.tag_ == "VB" and child(first, "nsubj") is None:
        first = first.head
    if first.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in first.children):
        if not_able(first) is not None:
            return draft.entry.negated is not None
        carried_on = first.dep_ == "xcomp" and first.head.lemma_ in _CARRIED_ON and not negated(first.head)
        return bool(carried_on)
    return bool(token.tag_ != "VB" or source is not None)


def _asked(token: Token) -> bool:
    """Whether the verb is the main one of a question ("Has he been suspected of it?")."""
    first = next((c for c in token.children if c.dep_ in ("aux", "auxpass")), None)
    subject = child(token, "nsubj", "nsubjpass")
    inverted = first is not None and subject is not None and first.i < subject.i
    return bool(inverted and token.head == token and any(t.text == "?" for t in token.sent[-2:]))


def is_agent(scene: Scene, source: Token | None) -> bool:
    """Whether a noun names somebody who can act, as far as the words tell."""
    if source is None:
        return False
    if source.pos_ in ("PROPN", "PRON") or source.ent_type_ in _ACTING:
        return True
    known = source.lemma_.lower() in scene.cues.words["speaker"]
    return known or any(c.ent_type_ in _ACTING for c in source.children if c.dep_ in ("compound", "amod"))


def neither_nor(token: Token) -> tuple[Token, Token] | None:
    """The two verbs of "neither confirmed nor denied", "would not confirm or deny", whichever of them `token` is."""
    if token.lemma_ not in _GLOMAR:
        return None
    second = token if token.dep_ == "conj" else child(token, "conj")
    if second is None or {second.lemma_, second.head.lemma_} != _GLOMAR:
        return None
    return (second.head, second) if negated(second.head) or negated(second) else None


def looks_ahead(scene: Scene, content: set[int]) -> bool:
    """Whether the content speaks of what is to come."""
    doc = scene.document.syntax
    return any(doc[i].tag_ == "MD" and doc[i].lower_ in _FUTURE for i in content)


def quotation_kind(scene: Scene, content: tuple[Span, ...], cue: Span | None) -> QuotationKind:
    """Direct where all content is quoted, mixed where some is, indirect where none; quotations round the cue are not
    counted."""
    some, whole = False, bool(content)
    for span in content:
        inside = scene.visible(span, cue if cue is not None else Span(-1, -1))
        rest = span.of(scene.text)
        for quotation in inside:
            rest = rest.replace(quotation.outer.of(scene.text), " ")
        some = some or bool(inside)
        whole = whole and bool(inside) and not any(c.isalnum() for c in rest)
    return "direct" if whole else "mixed" if some else "indirect"
