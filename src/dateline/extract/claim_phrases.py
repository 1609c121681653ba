"""Attribution without a verb of saying: nouns, "according to", "reportedly", "citing", and headlines with a colon."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.extract.claim_fore import clause_before, teller_before
from dateline.extract.claim_quotes import beside
from dateline.extract.claim_spans import Draft, Scene, agent_of, child, ids, subject_of, to_infinitive
from dateline.extract.claim_viewpoints import told_by_the_way
from dateline.kinds.cues import Cue
from dateline.model.findings import ClaimFinding
from dateline.model.span import Span
from dateline.model.vocabulary import QuotationKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_OWNERS = frozenset({"by", "from", "of", "among"})
_COLON_FIRST = re.compile(r"([^:‘“\"]{2,60}?):\s+(.{12,})\Z", re.DOTALL)
_COLON_LAST = re.compile(r"(.{12,}?)(?::| [-–—]) ([^:–—]{2,40})\Z", re.DOTALL)
_WIDEST = 8
_LITTLE = frozenset({"no", "any", "little"})
_OF_WORDS = frozenset({"doubts", "denies", "confirms", "cannot_verify"})
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})


def noun_drafts(scene: Scene, token: Token) -> list[Draft]:
    """ "the claim that …", "accusations by X of …", "a statement from X saying …"."""
    for entry in scene.cues.nouns.get(token.lemma_.lower(), ()):
        draft = _noun(scene, token, entry)
        if draft is not None:
            return [draft]
    return []


def _no_noun(token: Token, entry: Cue) -> Draft | None:
    """ "There was no immediate comment from X (on Y)", "there is no independent confirmation of Y"."""
    no = next((c for c in token.children if c.dep_ == "det" and c.lower_ == "no"), None)
    if no is None or (token.dep_ not in ("attr", "dobj", "nsubj", "conj", "ROOT")):
        return None
    parts = [c for c in token.children if c.dep_ == "prep" and c.i > token.i]
    parts += [c for c in token.head.children if c.dep_ == "prep" and c.i > token.i]
    maker = next((c for c in parts if c.lower_ in ("from", "by")), None)
    source = child(maker, "pobj") if maker is not None else None
    if source is None and token.dep_ == "dobj" and entry.negated in ("declines_comment", "cannot_verify"):
        source = subject_of(token.head)
    if source is None and token.dep_ not in ("attr", "nsubj"):
        return None
    about = next((c for c in parts if c.lower_ in ("of", "on", "about", "to") and child(c, "pobj", "pcomp")), None)
    cue = set(range(no.i, token.i + 1))
    if about is None:
        return Draft(entry, token, {token.i}, cue - {token.i}, source, confidence=0.55)
    content = ids(about) - {about.i}
    return Draft(entry, token, content - (ids(maker) if maker is not None else set()), cue, source, confidence=0.55)


def _noun(scene: Scene, token: Token, entry: Cue) -> Draft | None:
    if entry.frames == ("none",):
        return _no_noun(token, entry)
    content: set[int] = set()
    source = child(token, "poss")
    told_in = token.dep_ == "pobj" and token.head.lower_ == "in" and token.head.head.lemma_ in scene.cues.tellers
    extra: set[int] = set()
    certain = hung = False
    for c in token.children:
        if c.i < token.i:
            continue
        that = "clause" in entry.frames and not told_in and c.dep_ in ("acl", "ccomp", "relcl") and _that(c, token)
        to = "infinitive" in entry.frames and c.dep_ in ("acl", "xcomp") and to_infinitive(c)
        if that or to:
            content |= ids(c)
            certain = certain or that
        elif c.dep_ == "prep" and c.lower_ in entry.prepositions and _says(scene, c, entry, owned=source is not None):
            content |= ids(c) - {c.i}
            about = child(c, "pobj")
            certain = certain or child(c, "pcomp") is not None
            certain = certain or (about is not None and entry.stance in _OF_WORDS and _said_thing(scene, about))
            extra = {c.i} if c.i == token.i + 1 else set()
        elif c.dep_ == "prep" and c.lower_ in _OWNERS and source is None:
            source = child(c, "pobj")
        elif c.dep_ == "prep" and c.lower_ == "in" and source is None and token.head.lemma_ == "be":
            place = child(c, "pobj")  # "there is alarm in Vilnius over …"
            source = place if place is not None and place.ent_type_ in ("GPE", "ORG") else None
    if not content and source is not None and source.i > token.i:
        # "a plea from the council for food": parsers hang the second phrase on the first
        below = [c for c in source.children if c.dep_ == "prep" and c.lower_ in entry.prepositions]
        below = [c for c in below if c.lower_ != "of" or source.head.lower_ == "by" or token.dep_ == "attr"]
        content = ids(below[0]) - {below[0].i} if below else set()
        hung = bool(content)
    if not content and token.dep_ == "dobj":
        beside_it = [
            c for c in token.head.children if c.dep_ == "prep" and c.i > token.i and c.lower_ in entry.prepositions
        ]
        content = ids(beside_it[0]) - {beside_it[0].i} if beside_it else set()
    if not content and token.dep_ in ("nsubj", "attr"):
        content, source = _predicated(token, entry, source)
        certain = bool(content)
    verb = token.head
    owned = source is not None and source.pos_ != "PRON" and entry.stance in ("threatens", "demands", "promises")
    if not content and owned and token.dep_ == "nsubj" and verb.lemma_ in scene.cues.words["relaying"]:
        content = ids(verb) - ids(token)  # "an ultimatum by the rebels gave the envoy a day"
        certain = True
    if not content and (told := _apposed(scene, token)) is not None:
        content, source = told
        certain = True
    no = any(c.dep_ == "det" and c.lower_ == "no" for c in token.children)
    undoubted = any(c.lower_ in _LITTLE for c in token.children) or token.head.lower_ in ("beyond", "without")
    if not content or (entry.stance == "doubts" and undoubted):
        return None
    if source is not None and not hung:
        content -= ids(source) & content if source.i not in content else set()
        content |= {i for i in _clause_below(source) if i > source.i}
    elif source is None:
        source = _bearer(scene, token)
    if source is None and not certain:
        return None  # "threats to shipping", "demand for gas": nobody says so
    stance = entry.negated if no and entry.negated is not None else None
    return Draft(entry, token, content, {token.i} | extra, source, confidence=0.55, stance=stance)


def _apposed(scene: Scene, noun: Token) -> tuple[set[int], Token | None] | None:
    """ "…, a charge repeated by X": what the noun stands for and who says so, the speaker before it by default."""
    said = next((c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN"), None)
    if said is None and noun.head.tag_ == "VBN" and noun.dep_ == "nsubj" and noun.head.i > noun.i:
        said = noun.head  # the parser takes "a charge repeated …" for a clause of its own
    if said is None or said.lemma_.lower() not in scene.cues.words["carrier"]:
        return None
    clause = clause_before(scene, noun)
    words = scene.words(clause) if clause is not None else None
    if words is None:
        return None
    return set(range(words.start, words.end)), agent_of(said) or teller_before(scene, noun)


def _said_thing(scene: Scene, noun: Token) -> bool:
    """Whether a noun stands for words, so that there are some who doubt or deny them ("mistrust of the pledge")."""
    return noun.lemma_.lower() in scene.cues.words["proposition"]


def _predicated(token: Token, entry: Cue, source: Token | None) -> tuple[set[int], Token | None]:
    """ "The fear is that …", "Concern is growing among envoys that …": what the noun claims stands behind its verb."""
    verb = token.head
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i and _that(c, token)), None)
    if clause is None or "clause" not in entry.frames or verb.lemma_ in ("say", "tell"):
        return set(), source
    among = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("among", "in")), None)
    if source is None and among is not None:
        source = child(among, "pobj")
    return ids(clause), source


def _that(clause: Token, noun: Token) -> bool:
    """Whether a clause says what the noun claims ("claims that …") and is no relative one ("claims that he made")."""
    mark = child(clause, "mark")
    return mark is not None and mark.lower_ == "that" and mark.i > noun.i


def _says(scene: Scene, phrase: Token, entry: Cue, *, owned: bool) -> bool:
    """Whether "of …" brings what is claimed: an -ing form ("accusations of hiding it"), or any noun once owned."""
    if phrase.lower_ != "of":
        return True
    noun = child(phrase, "pobj")
    if noun is not None and entry.stance in _OF_WORDS and _said_thing(scene, noun):
        return True
    return child(phrase, "pcomp") is not None or owned or entry.stance in ("accuses", "confirms", "denies")


def _clause_below(noun: Token) -> set[int]:
    found = next((c for c in noun.children if c.dep_ in ("acl", "ccomp") and _that(c, noun)), None)
    return ids(found) if found is not None else set()


def issuer(scene: Scene, source: Token, verb: Token) -> Token:
    """Who stands behind the noun that says: the army for "the army issued a statement saying"."""
    if verb.dep_ not in ("acl", "relcl") or verb.head != source or source.lemma_ not in scene.cues.nouns:
        return source
    by = next((c for c in source.children if c.dep_ == "prep" and c.lower_ in ("by", "from")), None)
    named = child(by, "pobj") if by is not None else child(source, "poss")
    return named or _bearer(scene, source) or source


def _bearer(scene: Scene, token: Token) -> Token | None:
    """The subject of "issued a statement that", "expressed fears that"."""
    verb = token.head
    if token.dep_ == "pobj" and verb.lower_ == "in" and verb.head.lemma_ in scene.cues.tellers:
        return subject_of(verb.head)  # "said in a statement announcing …"
    if token.dep_ == "dobj" and verb.pos_ == "VERB" and verb.lemma_ in scene.cues.words["carrier"]:
        return subject_of(verb)
    return None


def adverb_drafts(scene: Scene, token: Token) -> list[Draft]:
    """ "X has reportedly left": nobody is named."""
    entries = scene.cues.adverbs.get(token.lower_, ())
    verb = token.head
    if not entries or verb.pos_ not in ("VERB", "AUX"):
        return []
    if verb.lemma_ in scene.cues.tellers and child(verb, "ccomp") is not None:
        return []
    content = ids(verb) - {token.i}
    conjuncts = [c for c in verb.children if c.dep_ == "conj" and child(c, "nsubj", "nsubjpass") is not None]
    for c in conjuncts:
        content -= ids(c)
    if verb.dep_ == "relcl":
        content = {i for i in content if verb.doc[i].lower_ not in ("who", "which", "that")}
    return [Draft(entries[0], token, content, {token.i}, None, confidence=0.5)]


def preposition_drafts(scene: Scene, token: Token) -> list[Draft]:
    """ "according to X", "per X": before, after or inside what X says."""
    entries = scene.cues.prepositions.get(token.lower_, ())
    to = token.nbor(1) if entries and token.i + 1 < len(token.doc) else None
    if not entries or to is None:
        return []
    if not entries[0].prepositions:
        source, own = child(token, "pobj"), {token.i}
        if source is None or not _can_tell(scene, source, token):
            return []
    elif to.lower_ in entries[0].prepositions:
        source, own = child(to, "pobj") or child(token, "pobj"), {token.i, to.i}
    else:
        return []
    if source is None:
        return []
    noun = next(iter(scene.cues.nouns.get(source.lemma_.lower(), ())), None)
    stance = noun.stance if noun is not None and noun.stance not in (None, "states") else None
    phrase = {i for j in own for i in ids(token.doc[j])} | ids(source)
    content = told_by_the_way(token, phrase)
    draft = Draft(entries[0], token, content, own, source, confidence=0.7, stance=stance)
    if stance is not None:
        draft.cue.add(source.i)
        draft.source = next((t for c in source.children for t in _owner(c)), None)
    draft.quotes = beside(scene, draft)
    draft.content -= phrase
    return [draft]


def _can_tell(scene: Scene, noun: Token, preposition: Token) -> bool:
    """Whether "per X" names a source and no rate: "per the report", "per two officials", not "per person"."""
    told = (
        any(noun.lemma_.lower() in scene.cues.words[r] for r in ("speaker", "paper", "medium"))
        or noun.lower_ == "person"
    )
    named = noun.ent_type_ in ("ORG", "PERSON")
    return named or (told and (noun.tag_ == "NNS" or (noun.left_edge.i > preposition.i and noun.left_edge != noun)))


def _owner(child_of_noun: Token) -> list[Token]:
    if child_of_noun.dep_ == "poss":
        return [child_of_noun]
    owns = child_of_noun.dep_ == "prep" and child_of_noun.lower_ in ("by", "from", "of")
    return [t for t in child_of_noun.children if t.dep_ == "pobj"] if owns else []


def headline_claims(scene: Scene) -> list[ClaimFinding]:
    """ "Minister: “We will sign”" and "Talks to resume on Monday: officials"."""
    title = scene.document.report.title_span
    if title is None:
        return []
    text = title.of(scene.text)
    first, last = _COLON_FIRST.match(text), _COLON_LAST.match(text)
    if last is not None and _speaks(scene, Span(*last.span(2)), colon_first=False):
        return [_headline(scene, Span(*last.span(2)), Span(*last.span(1)))]
    if first is not None and _speaks(scene, Span(*first.span(1)), colon_first=True):
        content = Span(*first.span(2))
        said = scene.document.syntax.char_span(*content, alignment_mode="contract")
        asks = content.of(scene.text).rstrip().endswith("?")
        if said is not None and not asks and any(t.tag_ in _FINITE for t in said):
            return [_headline(scene, Span(*first.span(1)), content)]
    return []


def _speaks(scene: Scene, span: Span, *, colon_first: bool) -> bool:
    words = scene.document.syntax.char_span(*span, alignment_mode="contract")
    if words is None or len(words) > _WIDEST:
        return False
    if any(t.pos_ == "VERB" for t in words):
        return False
    head = words.root
    speaker = head.lemma_.lower() in scene.cues.words["speaker"]
    person = head.ent_type_ == "PERSON"
    return person or (speaker and (not colon_first or head.tag_ != "NN" or head.ent_type_ != ""))


def _headline(scene: Scene, source: Span, content: Span) -> ClaimFinding:
    gap = (source.end, content.start) if source.start < content.start else (content.end, source.start)
    mark = next(i for i in range(*gap) if not scene.text[i].isspace())
    whole = any(q.outer.covers(content) for q in scene.document.quotations)
    some = any(q.outer.overlaps(content) for q in scene.document.quotations)
    kind: QuotationKind = "direct" if whole else "mixed" if some else "indirect"
    return ClaimFinding(
        source, Span(mark, mark + 1), (content,), kind, "states", confidence=0.6, reason="headline with a colon"
    )
