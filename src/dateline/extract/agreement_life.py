"""What agreements say of their own life: how long they last, how they are renewed, on what notice one leaves them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dateline.extract.agreement_relations import GOES_ON, find_relations
from dateline.kinds.law import TermRule
from dateline.kinds.lengths import length, number
from dateline.model.document import Document
from dateline.model.findings import AgreementFinding, ForceClauseFinding, TermFinding
from dateline.model.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

# Without one of these in it, a sentence tells no term.
_LIKELY = re.compile(
    r"\b(?:hour|day|week|month|year)s?\b|\buntil\b|\bautomatic|\btacit|\brenews itself\b|\brolls over\b", re.IGNORECASE
)
_MANY = re.compile(r"\b(?:needs?|requires?|must have|awaits?|short of)\b", re.IGNORECASE)
# A sentence that does not name the agreement speaks of it when it follows one that does this closely.
_NEAR = 2
_HYPHENS = ("compound", "amod", "nummod", "nmod", "npadvmod", "punct", "quantmod")


def find_terms(
    document: Document, rules: Sequence[TermRule], agreements: Mapping[int, AgreementFinding]
) -> tuple[TermFinding, ...]:
    """The terms told in sentences that name an agreement, or that go on about the one just named."""
    if not agreements:
        return ()
    found = find_relations(document, rules, agreements)
    lasting = [r for r in rules if r.form is None]
    since = _NEAR + 1
    for sentence in document.sentences:
        heads = [h for h in range(sentence.start, sentence.end) if h in agreements]
        since = 0 if heads else since + 1
        if since <= _NEAR and _LIKELY.search(sentence.text):
            told = [r for r in lasting if heads or _goes_on(r, sentence.text)]
            found += _in_sentence(sentence, told, heads)
    return tuple(sorted(found, key=lambda f: f.evidence))


def find_counted_clauses(
    document: Document, rules: Sequence[TermRule], agreements: Mapping[int, AgreementFinding]
) -> tuple[ForceClauseFinding, ...]:
    """ "It needs 30 ratifications to take effect": clauses on entry into force that count the states it waits for."""
    found = []
    counting = [r for r in rules if r.kind == "force"]
    for sentence in document.sentences if agreements else ():
        if not _MANY.search(sentence.text):
            continue
        heads = [h for h in range(sentence.start, sentence.end) if h in agreements]
        if not heads and not GOES_ON.match(sentence.text):
            continue
        for rule in counting:
            match = rule.pattern.search(sentence.text)
            if match and number(match["many"]):
                evidence = _span(sentence, match)
                found.append(ForceClauseFinding(evidence, _agreement(sentence, match, heads), match.group().strip()))
                break
    return tuple(found)


def _goes_on(rule: TermRule, text: str) -> bool:
    """Whether a sentence that names no agreement may tell this term of the one named before it."""
    return bool(GOES_ON.match(text)) or (rule.beside is not None and bool(re.search(rule.beside, text, re.IGNORECASE)))


def _in_sentence(sentence: Sentence, rules: Sequence[TermRule], heads: Sequence[int]) -> list[TermFinding]:
    found: list[TermFinding] = []
    for rule in rules:
        if rule.kind == "force":
            continue
        for match in rule.pattern.finditer(sentence.text):
            evidence = _span(sentence, match)
            if any(evidence.overlaps(f.evidence) for f in found):
                continue
            named = match.groupdict()
            told = length(named["n"], named["unit"]) if named.get("n") else None
            if "n" in rule.pattern.groupindex and told is None:
                continue
            if rule.kind == "duration" and _of_other(sentence, match, heads):
                continue
            if rule.unless and _wished(sentence, match, rule.unless):
                continue
            head = _named_by(sentence, match, heads) if rule.on_name else None
            if rule.on_name and head is None:
                continue
            agreement = _agreement(sentence, match, [head] if head is not None else heads)
            found.append(TermFinding(evidence, rule.kind, agreement, told, _until(sentence, match)))
    return sorted(found, key=lambda f: f.evidence)


def _of_other(sentence: Sentence, match: re.Match[str], heads: Sequence[int]) -> bool:
    """ "A speech lasting an hour", "the talks will run until May": how long something else lasts."""
    start = sentence.start_char + match.start()
    words = sentence.doc.char_span(start, start + 1, alignment_mode="expand")
    verb = words.root if words is not None else None
    if verb is None or verb.pos_ not in ("VERB", "AUX"):
        return False
    own = [verb.head] if verb.dep_ == "acl" else [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    return any(t.pos_ in ("NOUN", "PROPN") and t.i not in heads and not _holds(t, heads) for t in own)


def _wished(sentence: Sentence, match: re.Match[str], words: str) -> bool:
    """ "Wants a five-year sunset clause", "its proposals include one": what the words hang on, or are told of."""
    start = sentence.start_char + match.start()
    first = sentence.doc.char_span(start, start + 1, alignment_mode="expand")
    if first is None:
        return False
    above = [first.root, *first.root.ancestors]
    beside = [c for t in above for c in t.children if c.dep_ in ("amod", "acl", "relcl", "nsubj", "nsubjpass")]
    return any(re.fullmatch(words, t.lemma_, re.IGNORECASE) for t in (*above, *beside))


def _holds(noun: Token, heads: Sequence[int]) -> bool:
    """Whether an agreement stands within a noun phrase ("the term of the pact")."""
    return any(t.i in heads for t in noun.subtree)


def _named_by(sentence: Sentence, match: re.Match[str], heads: Sequence[int]) -> int | None:
    """The agreement of whose name the match is a part: "the five-year fishing pact"."""
    start = sentence.start_char + match.start("unit")
    part = sentence.doc.char_span(start, start + 1, alignment_mode="expand")
    if part is None:
        return None
    node = part.root
    for _ in range(3):
        if node.head.i in heads and node.i < node.head.i and node.dep_ in _HYPHENS:
            return int(node.head.i)
        if node.dep_ not in _HYPHENS:
            return None
        node = node.head
    return None


def _agreement(sentence: Sentence, match: re.Match[str], heads: Sequence[int]) -> Span:
    """The agreement named last before the match in its sentence, else first behind it, else the match's first word."""
    start = sentence.start_char + match.start()
    before = [h for h in heads if sentence.doc[h].idx <= start]
    head = max(before) if before else (min(heads) if heads else None)
    if head is None:
        return Span(start, start + 1)
    token = sentence.doc[head]
    return Span(token.idx, token.idx + len(token))


def _until(sentence: Sentence, match: re.Match[str]) -> Span | None:
    if "until" not in match.re.groupindex or match["until"] is None:
        return None
    return Span(sentence.start_char + match.start("until"), sentence.start_char + match.end("until"))


def _span(sentence: Sentence, match: re.Match[str]) -> Span:
    return Span(sentence.start_char + match.start(), sentence.start_char + match.end())
