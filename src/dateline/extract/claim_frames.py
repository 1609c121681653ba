"""Verbs that attribute: which frame a verb stands in, and the frames of clauses and quotations."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dateline.extract.claim_idioms import by_idiom
from dateline.extract.claim_objects import (
    by_accusation,
    by_as,
    by_gesture,
    by_infinitive,
    by_none,
    by_object,
    by_order,
    by_passive,
    by_predicate,
    by_preposition,
    by_refusal,
    nobodys,
)
from dateline.extract.claim_quotes import beside
from dateline.extract.claim_spans import (
    Draft,
    Scene,
    agent_of,
    child,
    draft_of,
    ids,
    is_passive,
    misattached,
    to_infinitive,
)
from dateline.extract.claim_stance import negated
from dateline.kinds.cues import Cue
from dateline.model.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSE = frozenset({"ccomp", "parataxis"})
_PARTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_WOULD = frozenset({"would", "'d", "’d"})
_LONGEST_ASIDE = 12
_PARTICLES = (("out",), ("off",), ("down",))
_BETWEEN = frozenset({"prep", "npadvmod", "dobj", "dative", "advcl"})
# "…, she said on Friday, a day after the talks broke down" tells when she said it.
_WHEN_SAID = frozenset({"after", "before", "amid", "following", "during", "when", "while", "hours", "days"})
_TAIL = frozenset({"advcl", "prep", "conj", "cc"})


def verb_drafts(scene: Scene, token: Token) -> list[Draft]:
    """The claims that the verb `token` makes: the first entry with a fitting frame, longer cues before shorter ones."""
    entries = scene.cues.verbs.get(token.lemma_.lower(), ())
    for entry in sorted(entries, key=lambda e: (e.scope != "claim", not e.words, not e.prepositions)):
        particle = child(token, "prt")
        if particle is not None and particle.i - token.i <= 3 and not _takes(entry, particle):
            continue
        no = negated(token)
        if (entry.stance is None and not no) or (no and entry.negated is None and not entry.words and len(entries) > 1):
            continue
        if token.dep_ == "acl" and token.tag_ == "VBN" and agent_of(token) is None and not _taken_for_participle(token):
            continue
        if entry.would and not any(c.dep_ == "aux" and c.lower_ in _WOULD for c in token.children):
            continue
        draft = _first_frame(scene, token, entry)
        if draft is not None:
            return [draft]
    return []


def _taken_for_participle(token: Token) -> bool:
    """ "An official, speaking privately, owned up to it": a main verb that the parser hung on its subject."""
    before = token.nbor(-1) if token.i else token
    main = token.head.dep_ == "ROOT" and before.text == ","
    return main and not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in token.sent)


def _takes(entry: Cue, particle: Token) -> bool:
    """Whether an entry is one of the verb with this particle."""
    return particle.lower_ in entry.prepositions or any(particle.lower_ in w.split("|") for w in entry.words)


def _first_frame(scene: Scene, token: Token, entry: Cue) -> Draft | None:
    draft = _frame(scene, token, entry)
    if draft is not None and entry.quoted and not _partly_quoted(scene, draft):
        return None
    if draft is not None and entry.figure and not entry.words and not any(token.doc[i].like_num for i in draft.content):
        return None
    if draft is not None and entry.impersonal:
        draft = nobodys(draft)
    if draft is None or entry.by is None or draft.frame == "idiom":
        return draft
    known = draft.source is not None and draft.source.lemma_.lower() in scene.cues.words[entry.by]
    return draft if known else None


def _partly_quoted(scene: Scene, draft: Draft) -> bool:
    around = scene.quote_at.get(draft.token.i)
    return any(scene.quote_at.get(i, around) != around for i in draft.content)


def _frame(scene: Scene, token: Token, entry: Cue) -> Draft | None:
    if entry.words:
        return by_idiom(scene, token, entry)
    if entry.inner:
        draft = by_refusal(token, entry)
        if draft is not None:
            draft.frame = "refusal"
        return draft
    if "passive_with" not in entry.frames and entry.prepositions and not _is_particle(token, entry):
        draft = by_preposition(token, entry)
        if draft is not None:
            draft.frame = "phrase"
            return draft
    elif entry.prepositions and not _is_particle(token, entry):
        draft = by_accusation(token, entry)
        if draft is not None:
            return draft
    elif entry.prepositions and not _has_particle(token, entry):
        return None
    for name, frame in _FRAMES.items():
        if name == "order" and entry.prepositions not in ((), ("against",)):
            continue  # "call on X to …" stands and falls with its preposition
        draft = frame(scene, token, entry) if name in entry.frames else None
        if draft is not None:
            draft.frame = name
            return draft
    return None


def _is_particle(token: Token, entry: Cue) -> bool:
    return entry.prepositions in _PARTICLES or (token.lemma_ == "go" and "on" in entry.prepositions)


def _has_particle(token: Token, entry: Cue) -> bool:
    near = (c for c in token.children if c.lower_ in entry.prepositions)
    return any(c.dep_ == "prt" or (c.i == token.i + 1 and child(c, "pobj", "pcomp") is None) for c in near)


def _clause(scene: Scene, token: Token, entry: Cue) -> Draft | None:
    if entry.lemma == "tell" and is_passive(token) and agent_of(token) is None:
        return None
    if entry.agents and child(token, "auxpass") is not None and agent_of(token) is None:
        return None
    clauses = [c for c in token.children if c.dep_ in _CLAUSE and not to_infinitive(c) and not _cueless_aside(c, token)]
    if entry.stance == "doubts":
        clauses += [c for c in token.children if c.dep_ == "advcl" and c.i > token.i and _if(c)]
        clauses = [c for c in clauses if c.dep_ != "parataxis"]
    own = [c for c in clauses if c.dep_ == "ccomp" or (c.dep_ == "advcl" and entry.stance == "doubts")] or [
        c for c in clauses if c.i < token.i
    ]
    if own and token.dep_ == "ccomp" and "quote" not in entry.frames and all(c.i < token.i for c in own):
        return None  # a subject that the parser took for a clause: "X, who helped, informed Y of it"
    own = [c for c in own if c.i < token.i or not _small(c)] or _below_occasion(scene, token)
    if own and not scene.cues.attitudes and not negated(token) and all(_embedded_question(c) for c in own):
        return None
    if own:
        content = _with_antecedent(token, own, set().union(*(ids(c) for c in own)))
        content -= set().union(*(ids(t) for c in own for t in c.children if misattached(t)))
        content = _up_to_semicolon(scene, token, _after_that(token, own, content))
        if not content:
            return None
        draft = draft_of(entry, token, content)
        fronted = max(content) < token.i
        draft.quotes = beside(scene, draft) if fronted or _wholly_quoted(scene, content) else ()
        for quote in draft.quotes[-1:]:
            draft.content |= _quoted_predicate_subject(token, quote)
        if fronted and not _wholly_quoted(scene, content):
            draft.content |= _tail(token)
        return draft
    return _aside(scene, token, entry)


def _if(clause: Token) -> bool:
    mark = child(clause, "mark")
    return mark is not None and mark.lower_ in ("if", "whether")


def _after_that(token: Token, clauses: list[Token], content: set[int]) -> set[int]:
    """What stands between cue and "that" is not said: "said, citing satellite images, that …"."""
    marks = [m.i for c in clauses for m in c.children if m.dep_ == "mark" and m.lower_ == "that" and m.i > token.i]
    return content - set(range(token.i, marks[0])) if len(marks) == 1 and min(content) > token.i else content


def _below_occasion(scene: Scene, token: Token) -> list[Token]:
    """The clause that the parser hung on a word between: "confirmed for the first time that …"."""
    for noun in (t for c in token.children if c.dep_ in _BETWEEN for t in c.subtree):
        said = noun.lemma_.lower() in scene.cues.nouns or noun.lemma_.lower() in scene.cues.words["proposition"]
        told = noun.dep_ in ("dobj", "dative") and noun.tag_ in ("NNS", "NN", "PRP") and not said and noun.head == token
        known = noun.lemma_.lower() in scene.cues.words["occasion"] or noun.ent_type_ or told
        deed = noun.pos_ == "VERB" and noun.lemma_ not in scene.cues.tellers
        if noun.i < token.i or not (known or deed):
            continue
        for clause in noun.children:
            if clause.dep_ in ("relcl", "acl", "ccomp") and told_on(clause):
                return [clause]
    return []


def told_on(clause: Token) -> bool:
    """Whether a clause opens with a "that" that is none of its own parts, and so tells what is said."""
    marks = [c for c in clause.children if c.lower_ == "that" and c.i < clause.i]
    whole = child(clause, "nsubj", "nsubjpass") is not None
    return bool(whole and marks and marks[0].i == clause.left_edge.i and marks[0].dep_ not in _PARTS)


def _up_to_semicolon(scene: Scene, token: Token, content: set[int]) -> set[int]:
    """What stands on the cue's side of a semicolon (outside quotations): another main clause begins there."""
    if not content:
        return content
    around = range(min(*content, token.i), max(*content, token.i))
    stops = [i for i in around if token.doc[i].text == ";" and i not in scene.quote_at]
    if max(content) < token.i and any(i > max(content) for i in stops):
        return set()
    last = min((i for i in stops if i > token.i), default=len(token.doc))
    first = max((i for i in stops if i < token.i), default=-1) if min(content) < token.i < max(content) else -1
    return {i for i in content if first < i < last}


def _small(clause: Token) -> bool:
    """Whether a complement has no verb of its own ("found it hard")."""
    return clause.pos_ in ("ADJ", "NOUN", "PROPN") and not any(c.pos_ == "AUX" for c in clause.children)


def _embedded_question(clause: Token) -> bool:
    """Whether a complement asks ("explained how", "agree on which"); "what he said was true" does not."""
    words = [t for t in clause.subtree if not t.is_punct][:2]
    asking = next((t for t in words if t.tag_ in ("WRB", "WP", "WP$", "WDT")), None)
    if asking is None or asking.lower_ == "that" or words[0].tag_ not in ("WRB", "WP", "WP$", "WDT", "IN"):
        return False
    above = asking.head if asking.dep_ in ("det", "pobj", "advmod", "poss") and asking.head != clause else asking
    own = above.head == clause and above.dep_ not in ("csubj", "advcl")
    return bool(own and asking.dep_ != "nsubj" and clause.i > asking.i > clause.head.i)


def _with_antecedent(token: Token, clauses: list[Token], content: set[int]) -> set[int]:
    """The noun that "a pact (that) he says …" is about stands before the clause and is part of what is said."""
    subject = child(token, "nsubj")
    if token.dep_ != "relcl" or any(c.i < token.i for c in clauses):
        return content
    if subject is None or subject.lower_ in ("who", "which", "that") or told_on(token):
        return content
    pronouns = {t.i for t in token.subtree if t.i < token.i and t.tag_ in ("WDT", "WP")}
    noun = {t.i for t in token.head.subtree if t.i < token.left_edge.i and not t.is_punct}
    return (content - pronouns) | noun


def _cueless_aside(clause: Token, token: Token) -> bool:
    return bool(clause.dep_ == "parataxis" and clause.i > token.i)


def _wholly_quoted(scene: Scene, content: set[int]) -> bool:
    at = scene.quote_at.get(min(content))
    return at is not None and all(i in scene.quote_at for i in content)


def _tail(token: Token) -> set[int]:
    """What follows "…, she said," after a comma belongs to what she said."""
    doc = token.doc
    found: set[int] = set()
    for c in token.children:
        framed = c.dep_ in ("prep", "advcl") and any(t.lower_ in _WHEN_SAID for t in (c, *c.lefts))
        if (
            c.i > token.i
            and c.dep_ in _TAIL
            and not framed
            and c.left_edge.i > 0
            and doc[c.left_edge.i - 1].text == ","
        ):
            if c.dep_ == "conj" or (c.dep_ == "advcl" and c.tag_ == "VBG" and _is_speech(c)):
                return found
            found |= ids(c)
    return found


def _is_speech(token: Token) -> bool:
    return child(token, "ccomp") is not None or token.lemma_ in (
        "cite",
        "quote",
        "add",
        "refer",
        "speak",
        "request",
        "ask",
    )


def _aside(scene: Scene, token: Token, entry: Cue) -> Draft | None:
    """The cue stands inside what is said: "The deal, he said, was dead", "As Reuters reported, the deal was dead"."""
    subject = child(token, "nsubj")
    as_told = any(c.lower_ == "as" and c.dep_ in ("mark", "advmod", "prep") for c in token.children)
    if token.dep_ == "relcl" and _between_commas(token, subject):
        # "That promise, the envoy retorted, was empty": the parser takes the aside for a relative clause
        return draft_of(entry, token, ids(token.head.head) - ids(token))
    loose = token.dep_ in ("parataxis", "ccomp", "advcl", "dep", "intj", "relcl")
    if subject is None or token.head == token or not (loose and (as_told or token.dep_ in ("parataxis", "ccomp"))):
        return None
    if not as_told and not _set_off(token):
        return None
    thing = child(token, "dobj")
    if thing is not None and entry.lemma != "tell" and not (as_told and thing.lower_ == "it"):
        return None
    if "aside" in entry.frames and (thing is None or not as_told) and "clause" not in entry.frames:
        return None
    if any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children):
        return None
    if token.dep_ == "ccomp" and token.head.i > token.right_edge.i and token.head.lemma_ in scene.cues.tellers:
        return None  # itself what is said: "X informed Y of the move, the statement said"
    content = ids(token.head) - ids(token)
    return draft_of(entry, token, _up_to_semicolon(scene, token, content)) if content else None


def _between_commas(token: Token, subject: Token | None) -> bool:
    """Whether a clause right behind the subject of a verb, in commas, has all its parts but what is said."""
    if subject is None or subject.tag_ in ("WP", "WDT") or token.head.dep_ not in ("nsubj", "nsubjpass"):
        return False
    bare = child(token, "dobj", "prep", "xcomp") is None and token.tag_ in ("VBD", "VBZ", "VBP")
    return bare and token.head.head.i > token.i and _set_off(token) and token.right_edge.i <= token.i + 1


def _set_off(token: Token) -> bool:
    doc = token.doc
    first, last = token.left_edge.i, token.right_edge.i
    while first < last and (doc[first].is_punct or doc[first].is_space):
        first += 1
    before = first > 0 and (doc[first - 1].is_punct or doc[first - 1].is_space)
    after = last + 1 >= len(doc) or doc[last + 1].is_punct or doc[last].is_punct or doc[last + 1].is_space
    return bool(before and after and last - first < _LONGEST_ASIDE)


def _quote(scene: Scene, token: Token, entry: Cue) -> Draft | None:
    if token.dep_ in ("acl", "relcl") and child(token, "dobj") is not None:
        return None
    if child(token, "auxpass") is not None and agent_of(token) is None:
        return None  # "had been agreed “by text message”": nobody says so
    draft = draft_of(entry, token, set())
    draft.quotes = beside(scene, draft)
    thing = child(token, "dobj")
    own = entry.lemma == "add" and thing is not None and thing.i in scene.quote_at
    if (
        ("object" in entry.frames or own)
        and thing is not None
        and not any(_marked(scene, q.start) for q in draft.quotes)
    ):
        return None  # "criticised the army for its “siege”"
    if not draft.quotes:
        return None
    draft.content |= _quoted_predicate_subject(token, draft.quotes[-1])
    if draft.source is None and token.i + 1 < len(token.doc):
        draft.source = _inverted_source(token)
    return draft


def _quoted_predicate_subject(token: Token, quote: Span) -> set[int]:
    """The words before a quotation that begins with its verb: "said Syria “would never use them”"."""
    words = token.doc.char_span(*quote, alignment_mode="expand")
    finite = words is not None and len(words) > 1 and words[1].tag_ in ("MD", "VBZ", "VBD", "VBP")
    if words is None or not finite or words.start <= token.i + 1 or token.lemma_ == "tell":
        return set()
    between = list(range(token.i + 1, words.start))
    named = token.doc[between[-1]].pos_ in ("NOUN", "PROPN", "PRON")
    return set(between) if named and not any(token.doc[i].is_punct for i in between) else set()


def _marked(scene: Scene, start: int) -> bool:
    """Whether a comma, a colon or a paragraph's start sets off a quotation from the words before it."""
    before = scene.text[:start].rstrip(" ")
    return before[-1:] in ("", ",", ":", "\n", ".", "?", "!", "”", '"')


def _inverted_source(token: Token) -> Token | None:
    if token.i + 1 == len(token.doc):
        return None
    at = token.nbor(1)
    if at.pos_ not in ("PROPN", "NOUN", "DET", "PRON", "ADJ"):
        return None
    while at.head.i > token.i and at.head.pos_ in ("PROPN", "NOUN") and at.head != at:
        at = at.head
    return at if at.pos_ in ("PROPN", "NOUN", "PRON") else None


# From the frame that asks most of the words around to the one that asks least: the first that fits is taken.
_FRAMES: dict[str, Callable[[Scene, Token, Cue], Draft | None]] = {
    "passive": by_passive,
    "predicate": by_predicate,
    "as": by_as,
    "order": by_order,
    "infinitive": by_infinitive,
    "clause": _clause,
    "aside": _aside,
    "asked": by_gesture,
    "quote": _quote,
    "object": by_object,
    "none": by_none,
}
