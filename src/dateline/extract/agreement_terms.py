"""What agreements oblige their parties to, and when they enter into force."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from dateline.extract.syntax import Clauses
from dateline.kinds.lexicon import Lexicon
from dateline.kinds.modality import Modality
from dateline.model.document import Document
from dateline.model.findings import AgreementFinding, ForceClauseFinding, ObligationFinding
from dateline.model.span import Span
from dateline.model.vocabulary import ObligationKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_BINDING = frozenset({"obligate", "oblige", "require", "commit", "bind", "compel", "mandate"})
_PROVIDING = frozenset({"provide", "stipulate", "state", "say", "envisage", "specify"})
_LIMITING = frozenset({"limit", "cap", "ban", "prohibit", "bar", "forbid", "outlaw", "restrict", "allow", "guarantee"})
_PLEDGING = frozenset({"agree", "pledge", "commit", "promise", "undertake"})
_PARTS = frozenset({"article", "clause", "provision", "term", "paragraph", "section"})
_IN_FORCE = frozenset({"enter", "come", "go", "take"})
_FORE = frozenset({"once", "when", "after", "as", "if", "upon", "until", "following"})
_CLAUSE_STARTS = frozenset({"from", "after", "when", "once", "upon", "on", "as", "if", "until", "following", "days"})


def find_obligations(
    document: Document, lexicon: Lexicon, modality: Modality, agreements: Mapping[int, AgreementFinding]
) -> tuple[ObligationFinding, ...]:
    """What "It obligates both states to …", "under the deal, X will …" and "the pact limits …" bind parties to."""
    clauses = Clauses(modality)
    found: list[ObligationFinding] = []
    for verb in document.syntax:
        if verb.pos_ != "VERB":
            continue
        lemma = verb.lemma_.lower()
        subject = _agreement_subject(verb, clauses, agreements)
        if lemma in _BINDING and subject is not None:
            bearers = tuple(_at(t) for t in clauses.objects(verb))
            for inner in _contents(verb):
                found.append(_obligation(inner, lexicon, subject, bearers))
        elif lemma in _PROVIDING and subject is not None and subject.pos_ != "PRON":
            inside = [c for c in verb.children if c.dep_ == "ccomp"]
            if verb.dep_ == "ccomp" and any(c.lower_ in ("shall", "must", "will") for c in verb.head.children):
                # "Article 4 provides that in case …, the other side shall provide": the parser turns it round.
                inside = [verb.head]
            for inner in inside:
                bearers = tuple(_at(t) for t in clauses.subjects(inner))
                found.append(_obligation(inner, lexicon, subject, bearers))
        elif lemma in (*_LIMITING, "call") and subject is not None:
            found.append(_obligation(verb, lexicon, subject, ()))
        elif (under := _under(verb, agreements)) is not None and _promises(verb):
            bearers = tuple(_at(t) for t in clauses.subjects(verb))
            for inner in [verb] if lemma not in _PLEDGING else _contents(verb):
                found.append(_obligation(inner, lexicon, under, bearers))
    return tuple(sorted(found, key=lambda o: o.evidence))


def _agreement_subject(verb: Token, clauses: Clauses, agreements: Mapping[int, AgreementFinding]) -> Token | None:
    for t in clauses.subjects(verb):
        if t.i in agreements:
            return t
        if t.lower_ in ("it", "which", "that") and any(h < t.i for h in agreements):
            # "It obligates …": a pact is the only thing that such verbs are said of.
            return t
        if t.lemma_.lower() in (*_PARTS, "text") and agreements:
            return t
    return None


def _under(verb: Token, agreements: Mapping[int, AgreementFinding]) -> Token | None:
    """ "Under the deal", "under the terms of the pact": the agreement that a promise is made in."""
    for c in verb.children:
        if c.dep_ == "prep" and c.lower_ == "under":
            heads = [o for o in c.children if o.dep_ == "pobj"]
            heads += [t for o in heads for p in o.children if p.lower_ == "of" for t in p.children]
            found = next((o for o in heads if o.i in agreements), None)
            parts = [o for o in heads if o.lemma_.lower() in _PARTS and any(h < o.i for h in agreements)]
            return found if found is not None else (parts[0] if parts else None)
    return None


def _promises(verb: Token) -> bool:
    words = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    modal = bool(words & {"will", "would", "must", "shall", "should", "is", "are", "'ll"})
    return modal or verb.lemma_ in _PLEDGING


def _contents(verb: Token) -> list[Token]:
    """The verbs of what is bound: "to provide … and to cooperate …"."""
    out = []
    for c in verb.children:
        if c.dep_ in ("xcomp", "ccomp", "advcl") and c.i > verb.i:
            out.append(c)
            out += [d for d in c.children if d.dep_ == "conj" and d.pos_ == "VERB"]
    return out


def _obligation(content: Token, lexicon: Lexicon, agreement: Token, bearers: tuple[Span, ...]) -> ObligationFinding:
    own = [t for t in _own_tokens(content) if not t.is_space]
    while len(own) > 1 and own[-1].is_punct and own[-1].text not in '”"':
        own.pop()
    while len(own) > 1 and (own[0].is_punct or own[0].lower_ in ("to", "and", "that")) and own[0].text not in "“":
        own.pop(0)
    evidence = Span(own[0].idx, own[-1].idx + len(own[-1]))
    text = evidence.of(content.doc.text).lower()
    kind: ObligationKind = next((o.id for o in lexicon.obligations if any(_word(w, text) for w in o.words)), "other")
    return ObligationFinding(evidence, kind, _at(agreement), bearers, _condition(content))


def _own_tokens(content: Token) -> list[Token]:
    skip = {t.i for c in content.children if c.dep_ == "conj" and c.pos_ == "VERB" for t in c.subtree}
    skip |= {c.i for c in content.children if c.dep_ == "cc"}
    return [t for t in content.subtree if t.i not in skip]


def _word(word: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text) is not None


def _condition(content: Token) -> str | None:
    """The words of "if …", "in case of …", "in the event of …" that an obligation hangs on."""
    for c in content.subtree:
        conditional = c.dep_ == "prep" and c.lower_ == "in" and any(o.lower_ in ("case", "event") for o in c.children)
        clause = c.dep_ == "advcl" and any(m.lower_ in ("if", "should", "when", "unless", "once") for m in c.children)
        if conditional or clause:
            words = content.doc[c.left_edge.i : c.right_edge.i + 1]
            if len(words) <= 2:
                # "in case one side is attacked, …": the clause hangs on the verb, not on "in case".
                comma = next((t.i for t in content.doc[c.i : content.right_edge.i + 1] if t.text == ","), None)
                words = content.doc[c.left_edge.i : comma or content.right_edge.i + 1]
            return str(words.text).strip(' ,.”"')
    return None


def find_force_clauses(
    document: Document, modality: Modality, agreements: Mapping[int, AgreementFinding]
) -> tuple[ForceClauseFinding, ...]:
    """Clauses such as "will take effect from the day when both sides exchange instruments of ratification"."""
    clauses = Clauses(modality)
    found = []
    for verb in document.syntax:
        if verb.lemma_.lower() not in _IN_FORCE or verb.pos_ != "VERB":
            continue
        words = {t.lower_ for c in verb.children if c.dep_ in ("dobj", "prep") for t in (c, *c.children)}
        if not words & {"effect", "force"}:
            continue
        subject = _agreement_subject(verb, clauses, agreements)
        if subject is None or (not _promises(verb) and verb.tag_ not in ("VBZ", "VBP", "VB")):
            continue
        parts = [c for c in verb.children if c.i > verb.i and _starts_clause(c)]
        # "Once thirty states have ratified it, the treaty will enter into force": the condition comes first.
        fore = [c for c in verb.children if c.i < verb.i and _starts_clause(c) and c.left_edge.lower_ in _FORE]
        if not parts and not fore:
            continue
        last = verb.right_edge
        evidence = Span(verb.left_edge.idx, last.idx + len(last))
        told = [_words(document, *parts)] if parts else []
        if fore:
            # "… the treaty will enter into force ninety days later".
            told += [_words(document, c) for c in verb.children if c.i > verb.i and c.lower_ in ("later", "afterwards")]
        told += [_words(document, c) for c in fore]
        condition = ", ".join(part.strip(' ,.”"') for part in told)
        found.append(ForceClauseFinding(evidence, _at(subject), condition))
    return tuple(found)


def _words(document: Document, *parts: Token) -> str:
    """The words from the first of `parts` to the end of the last: "on the first day …" and "after both have …"."""
    last = max((c.right_edge for c in parts), key=lambda t: int(t.i))
    return document.text[parts[0].left_edge.idx : last.idx + len(last)]


def _starts_clause(token: Token) -> bool:
    if token.dep_ == "advcl" or token.lower_ in ("provided", "providing"):
        return True
    if token.dep_ == "prep" and token.lower_ in _CLAUSE_STARTS:
        return bool(token.lower_ != "into")
    return bool(token.dep_ == "npadvmod")


def _at(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token))
