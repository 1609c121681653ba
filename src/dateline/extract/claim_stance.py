"""How a source stands to what it says, and whether a cue says anything at all: negation, modality, quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.claim_spans import Draft, Scene, child, is_passive
from dateline.model.span import Span
from dateline.model.vocabulary import QuotationKind, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEGATIVE = frozenset({"no", "neither", "nor", "never", "nobody", "none", "nothing", "hardly"})
_MODALS = frozenset(
    {"would", "could", "might", "may", "should", "must", "can", "will", "shall", "'ll", "’ll", "’d", "'d"}
)
_CONDITIONS = frozenset({"if", "unless", "whether"})
_OWN = frozenset({"we", "i", "they", "he", "she", "it"})
_FAR = frozenset({"will", "shall", "'ll", "’ll", "must", "may"})
_FUTURE = frozenset({"will", "would", "could", "might", "may", "shall", "'ll", "’ll"})
_DEEDS = frozenset({"object", "infinitive", "idiom", "phrase", "none"})
_POINTING = frozenset({"this", "that", "these", "those", "which", "there"})
_ACTING = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_ABLE = frozenset({"can", "could", "ca"})
# "Impossible to verify"; "able", "attempt" and the like only where they are negated themselves.
_UNABLE = frozenset(
    {"unable", "impossible", "powerless", "unwilling", "reluctant", "hard", "difficult", "fail", "avoid"}
)
_ABLE_WORDS = frozenset(
    {"able", "possible", "position", "way", "attempt", "effort", "move", "means", "willing", "ready"}
)
_FIRST_WORDS = 200  # letters of what is said that tell its stance
_AVOIDING_PREPOSITIONS = frozenset({"of", "from", "without"})
_FEW = frozenset({"few", "no", "neither", "nobody", "none", "hardly"})
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
    for c in token.children:
        if c.dep_ == "neg" or (c.dep_ in ("preconj", "cc", "advmod") and c.lower_ in _NEGATIVE and c.i < token.i):
            return True
        if c.dep_ in ("nsubj", "nsubjpass") and (c.lower_ in _NEGATIVE or _no(c)):
            return True
        if c.lower_ == "longer" and any(n.lower_ == "no" for n in c.lefts):
            return True
    if not_able(token) is not None:
        return True
    if token.dep_ == "conj":
        linked = [c.lower_ for c in token.head.children if c.dep_ == "cc" and token.head.i < c.i < token.i]
        shared = child(token, "nsubj", "nsubjpass", "aux") is None
        return bool(shared and linked and (linked[-1] == "nor" or (linked[-1] == "or" and negated(token.head))))
    return False


def _no(noun: Token) -> bool:
    owner = child(noun, "poss")
    return any(c.dep_ == "det" and c.lower_ in _NEGATIVE for c in noun.children) or (owner is not None and _no(owner))


def doubtful_subject(verb: Token) -> bool:
    """Whether few or none do what the verb says: "few diplomats are convinced"."""
    subject = child(verb, "nsubj", "nsubjpass")
    return subject is not None and (
        subject.lower_ in _FEW or any(c.lower_ in _FEW or c.dep_ == "neg" for c in subject.lefts)
    )


def stance_of(scene: Scene, draft: Draft) -> Stance | None:
    """The stance of a cue as it stands in its sentence; None where it says nothing."""
    entry, token = draft.entry, draft.token
    if draft.stance is not None:
        return draft.stance
    if entry.menaces and menaces(scene, draft):
        return "threatens"
    if entry.kind == "viewpoint" and entry.ahead is not None and looks_ahead(scene, draft.content):
        return entry.ahead
    if entry.kind != "verb":
        return entry.stance or entry.negated
    if draft.frame == "refusal":
        return "does_not_deny" if _refuses_denial(scene, token) else entry.stance
    if negated(token):
        return _denied(draft)
    if entry.negated == "doubts" and doubtful_subject(token):
        return "doubts"
    if entry.ahead is not None and looks_ahead(scene, draft.content):
        return entry.ahead
    if entry.stance == "states" and _wished(token):
        return "demands"
    if entry.stance == "states" and entry.kind == "verb":
        return _judged(scene, draft) or _said(scene, draft) or entry.stance
    return entry.stance


def _denied(draft: Draft) -> Stance | None:
    """What a negated cue comes to: who "could not confirm" or "could not say" does not know."""
    entry, token = draft.entry, draft.token
    knows_not = entry.stance == "confirms" or (entry.stance == "states" and entry.negated == "declines_comment")
    if knows_not and entry.negated is not None and unable(token):
        return "cannot_verify"
    clause = child(token, "ccomp")
    if entry.negated == "declines_comment" and entry.stance == "states" and clause is not None and negated(clause):
        return "does_not_deny"  # "would not say it had not paid"
    return entry.negated


def _said(scene: Scene, draft: Draft) -> Stance | None:
    """The stance that the words themselves take where the cue only says that they were said."""
    if not {"clause", "quote"} & {draft.frame} and draft.frame:
        return None
    words = [i for i in sorted(draft.content) if not scene.document.syntax[i].is_space]
    spans = [scene.span(words[0], words[-1])] if words else []
    text = " ".join(s.of(scene.text) for s in (*draft.quotes, *spans))[:_FIRST_WORDS].lower().replace("’", "'")
    found = next((stance for stance, pattern in scene.cues.said if pattern.search(text)), None)
    if found is None and _orders(scene, draft):
        return "demands"
    return "threatens" if found is None and _threat(scene, draft) else found


def _threat(scene: Scene, draft: Draft) -> bool:
    """Whether the source tells what harm it will do, at all or on a condition: "unless they are paid, they strike"."""
    verb = child(draft.token, "ccomp")
    if draft.token.lemma_.lower() not in scene.cues.words["saying"]:
        return False
    if verb is None or not any(c.dep_ == "aux" and c.lower_ in _FUTURE for c in verb.children) or negated(verb):
        return False
    doer = child(verb, "nsubj")
    if doer is None or doer.lower_ not in _OWN:
        return False
    near = [c for c in (*verb.children, *draft.token.children) if c.dep_ == "advcl"]
    marks = {m.lower_ for c in near for m in c.lefts}
    marks |= {"should" for c in (*verb.children, *draft.token.children) if _inverted(c)}
    words, lemma = scene.cues.words, verb.lemma_.lower()
    held = bool(marks & {"unless", "until", "if", "should"}) and lemma in words["hostile"]
    return "unless" in marks or held or lemma in words["severe"]


def _inverted(clause: Token) -> bool:
    """ "Should its exports be stopped": a condition without "if"."""
    first = next((c for c in clause.children if c.dep_ in ("aux", "nsubj", "nsubjpass")), None)
    return first is not None and first.dep_ == "aux" and first.lower_ == "should"


def _orders(scene: Scene, draft: Draft) -> bool:
    """Whether the quoted words are an order: "“Leave now,” she said"."""
    clause = next((c for c in draft.token.children if c.dep_ == "ccomp" and c.i in scene.quote_at), None)
    if clause is None or clause.tag_ != "VB" or clause.lower_ in scene.cues.words["address"]:
        return False
    bare = child(clause, "nsubj", "nsubjpass", "aux", "mark", "csubj") is None
    return bare and clause.left_edge.i == clause.i - sum(
        1 for t in clause.lefts if t.is_punct or t.dep_ in ("neg", "advmod", "intj")
    )


def _wished(token: Token) -> bool:
    """Whether the content is in the subjunctive: "insisted that wages be raised"."""
    clause = child(token, "ccomp")
    if (
        clause is None
        or clause.i < token.i
        or child(clause, "nsubj", "nsubjpass") is None
        or child(clause, "mark") is None
    ):
        return False
    passive = any(c.dep_ == "auxpass" and c.text == "be" for c in clause.children)
    modal = any(c.tag_ in ("MD", "TO") or c.lower_ in ("do", "did", "does") for c in clause.children)
    subject = child(clause, "nsubj", "nsubjpass")
    counted = subject is not None and child(subject, "prep", "nummod", "conj", "cc") is not None
    single = subject is not None and subject.tag_ in ("NN", "NNP") and not counted
    bare = clause.tag_ == "VB" or (clause.tag_ == "VBP" and clause.text == clause.lemma_)
    return not modal and (passive or (bare and single))


def _refuses_denial(scene: Scene, token: Token) -> bool:
    """Whether who "declined to" do something declined to deny."""
    inner = child(token, "xcomp")
    verbs = (inner, *inner.conjuncts) if inner is not None else ()
    return any(e.negated == "does_not_deny" for v in verbs for e in scene.cues.verbs.get(v.lemma_, ()))


def menaces(scene: Scene, draft: Draft) -> bool:
    """Whether a warning is of what the source itself will do: "warned it would retaliate", "warned of consequences"."""
    doc, words = scene.document.syntax, scene.cues.words[draft.entry.menaces or "menace"]
    if any(doc[i].lemma_.lower() in words and _own_deed(doc[i], draft) for i in draft.content):
        return True
    return draft.entry.lemma == "warn" and _said(scene, draft) == "threatens"


def _own_deed(word: Token, draft: Draft) -> bool:
    if word.dep_ in ("acl", "relcl", "amod"):
        return False
    if word.pos_ != "VERB":
        return True
    doer = child(word, "nsubj")
    own = {draft.source.lemma_.lower()} if draft.source is not None else set()
    return doer is None or doer.lower_ in ("it", "they", "he", "she", "we", "i") or doer.lemma_.lower() in own


def unable(token: Token) -> bool:
    """Whether somebody "could not" or "was unable to" rather than "did not": who cannot confirm does not refuse to."""
    can = any(c.dep_ == "aux" and c.lower_ in _ABLE for c in token.children)
    return can or not_able(token) is not None


def not_able(token: Token) -> Token | None:
    """The word that keeps the verb from being done, as far as syntax alone tells: "unable to verify", "has yet to
    verify", "stopped short of denying", "made no attempt to deny", "in no position to verify", "without denying"."""
    head = token.head
    if head == token:
        return None
    if token.dep_ == "xcomp" and head.lemma_ in ("have", "be") and any(c.lower_ == "yet" for c in head.children):
        return head
    if token.dep_ == "xcomp" and head.lemma_ == "be":
        able = child(head, "acomp")
        return able if able is not None and able.i < token.i and _keeps(able) else None
    if token.dep_ == "pcomp" and head.lower_ in _AVOIDING_PREPOSITIONS:
        return head if head.lower_ == "without" else (head.head if _avoids(head.head) else None)
    return head if token.dep_ in ("xcomp", "acl", "ccomp", "advcl") and head.i < token.i and _keeps(head) else None


def _avoids(word: Token) -> bool:
    stopped = word if word.lemma_ == "stop" else word.head
    short = word.lower_ == "short" or any(c.lower_ == "short" for c in word.children)
    return word.lemma_ in ("refrain", "abstain", "shy") or (stopped.lemma_ == "stop" and short)


def _keeps(word: Token) -> bool:
    """Whether what follows a word is not done: "impossible", "not possible", "in no position", "no attempt"."""
    lemma = word.lemma_.lower()
    if lemma in _UNABLE:
        return True
    if lemma not in _ABLE_WORDS:
        return False
    above = (word, word.head, word.head.head) if word.dep_ in ("pobj", "acomp", "dobj", "attr", "prep") else (word,)
    return any(c.dep_ == "neg" or (c.dep_ == "det" and c.lower_ == "no") for t in above for c in t.children)


def _judged(scene: Scene, draft: Draft) -> Stance | None:
    """What calling somebody's words a lie, or saying that they are true, comes to; None for other content."""
    words = scene.cues.words
    if draft.frame in ("predicate", "as"):
        thing = child(draft.token, "dobj", "nsubjpass") or child(draft.token, "ccomp")
        about = child(thing, "nsubj") or thing if thing is not None else None
        if about is None:
            return None
        said = [t for t in about.doc[min(draft.content) : max(draft.content) + 1] if t.i in draft.content]
        said = [t for t in said if t != about and t not in about.lefts]
        if about.lemma_.lower() in words["proposition"] and any(t.lemma_.lower() in words["falsehood"] for t in said):
            return "denies"
        return _valued(scene, said)
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


_VALUES: tuple[tuple[str, Stance], ...] = (("culprit", "accuses"), ("disgrace", "condemns"), ("laurel", "praises"))


def _valued(scene: Scene, said: list[Token]) -> Stance | None:
    """What calling something a disgrace, a traitor or a triumph comes to: its noun counts before the rest."""
    nouns = [t for t in said if t.pos_ in ("NOUN", "PROPN") and t.dep_ not in ("compound", "pobj", "poss")]
    for part in (nouns, [t for t in said if t.pos_ == "ADJ"]):
        for role, stance in _VALUES:
            if any(t.lemma_.lower() in scene.cues.words[role] for t in part):
                return stance
    return None


def asserted(scene: Scene, token: Token, draft: Draft) -> bool:
    """Whether somebody really says it: not "if he says", "should say", "to say", nor "I think"."""
    source = draft.source
    nobody_can = is_passive(token) and negated(token) and unable(token)
    if draft.entry.agents and draft.frame in _DEEDS and not is_agent(scene, source) and not nobody_can:
        return False
    if draft.entry.named and not scene.cues.attitudes and not _named(scene, draft):
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
    unless_no = "no" in draft.entry.words and not any(c.lower_ in _FAR for c in verb.children)
    only = any(c.lower_ == "only" for c in token.children)
    if modal and not negated(token) and not draft.entry.would and not unless_no and not only:
        return False
    if any(c.dep_ in ("mark", "advmod") and c.lower_ in _CONDITIONS for c in token.children):
        return False
    first = token
    while first.dep_ == "conj" and first.tag_ == "VB" and first.head.tag_ == "VB" and child(first, "nsubj") is None:
        first = first.head
    if first.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in first.children):
        if child(first, "neg") is not None:
            return draft.entry.negated is not None and first.dep_ in ("xcomp", "ccomp")  # "chose not to deny"
        if not_able(first) is not None:
            return draft.entry.negated is not None
        carried_on = first.head.lemma_.lower() in scene.cues.words["carried on"] and not negated(first.head)
        return bool(first.dep_ == "xcomp" and carried_on)
    return bool(token.tag_ != "VB" or source is not None)


def _named(scene: Scene, draft: Draft) -> bool:
    """Whether the source is told by a noun, and nothing is asked: not "she wants", nor "whatever the club wants"."""
    source, doc = draft.source, draft.token.doc
    if source is None or source.pos_ == "PRON" or not is_agent(scene, source):
        return False
    return not any(doc[i].tag_ in ("WP", "WDT") and doc[i].head == draft.token for i in draft.content)


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
    words = scene.cues.words["ahead"]
    return any((doc[i].tag_ == "MD" and doc[i].lower_ in _FUTURE) or doc[i].lemma_.lower() in words for i in content)


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
