"""Whether the clause around a time expression tells of what was or of what is to come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from dateline.kinds.time import TimeWords, load_time
from dateline.model.document import Document
from dateline.model.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

Direction = Literal["past", "future", "present"]


class Tense(NamedTuple):
    """Where the clause points; `direct` when the expression hangs on the verb itself, not on a noun under it.

    `aim`: on the way to the verb stands an infinitive that tells a purpose ("adopted a pact to protect reefs on
    Thursday", "a deal to vote in June"): a weekday goes with the verb, a month or a day more likely with the purpose.
    `beside`: the verb stands right before the expression and tells itself that all is past ("fell on 20 May").
    """

    direction: Direction
    direct: bool
    aim: bool = False
    beside: bool = False

    @property
    def forward(self) -> bool:
        """Whether a day named without date lies ahead; the present tells of plans ("the court opens Monday")."""
        return self.direction == "future" or (self.direction == "present" and self.direct)


# A verb this many words before an expression leaves room for no more than a preposition.
_BESIDE = 2
# "The first of the three states to ratify": how far a rank may stand before the infinitive.
_RANK_WORDS = 5
PAST = Tense("past", True)
_FUTURE_MODALS = frozenset({"will", "'ll", "’ll", "shall", "wo", "would", "'d", "’d", "could", "may", "might", "should",
                            "can", "must", "ca"})  # fmt: skip
_TOWARDS = frozenset({"until", "till", "to", "for", "by"})
_IF = frozenset({"when", "if", "unless", "until", "till", "once", "before", "after", "whenever"})


def tense_at(document: Document, span: Span, words: TimeWords | None = None) -> Tense:
    """The tense of the clause that governs `span`; past where the document has no syntax."""
    doc = document.syntax
    if not doc.has_annotation("DEP") or not doc.has_annotation("TAG"):
        return PAST
    told = doc.char_span(span.start, span.end, alignment_mode="expand")
    return PAST if told is None else _Clause(words or load_time(), told.root, (told.start, told.end)).tense()


class _Clause:
    """The way from a time expression up to the verb that tells its tense."""

    def __init__(self, words: TimeWords, root: Token, own: tuple[int, int]) -> None:
        self.words = words
        self.node = root
        self.start, self.end = own
        head = root.head
        before = root if root.pos_ == "ADP" else head if head.pos_ in ("ADP", "SCONJ", "PART") else None
        self.preposition = before.lower_ if before is not None else ""

    def tense(self) -> Tense:
        node, direct, aim = self.node, True, False
        while True:
            if node.pos_ in ("VERB", "AUX"):
                told = self._verb(node)
                if told is not None:
                    beside = told == "past" and 0 < self.start - node.i <= _BESIDE and not self._aims(node)
                    return Tense(told, direct, aim, beside)
                aim = aim or (_is_infinitive(node) and node.head.lemma_ not in self.words.implicative)
                self.preposition = ""
            elif node.pos_ in ("ADJ", "NOUN") and node.lower_ in self.words.prospective and node.i < self.start:
                return Tense("past" if _had(node.head) else "future", direct, aim)
            elif node.pos_ in ("NOUN", "PROPN", "PRON", "NUM") and not self.start <= node.i < self.end:
                direct = False
            if node.head.i == node.i:
                return Tense("past", False, aim)
            node = node.head

    def _aims(self, verb: Token) -> bool:
        """Whether a past verb may look ahead all the same: "had been set for Nov. 20"."""
        ahead = verb.lemma_ in self.words.prospective or verb.lemma_ in self.words.postponing
        return ahead or _is_infinitive(verb)

    def _verb(self, verb: Token) -> Direction | None:
        """The direction that this verb tells, None where it takes its tense from the verb above it."""
        helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
        perfect = any(a.lemma_ == "have" for a in helpers)
        modals = [a.lower_ for a in helpers if a.tag_ == "MD" and a.lower_ in _FUTURE_MODALS]
        if modals:
            # "The envoy could not be reached on Friday", "would not answer on Friday".
            refused = modals[0] == "would" and verb.dep_ not in ("ccomp", "advcl", "relcl")
            failed = (modals[0] == "could" or refused) and _denied(verb)
            return "past" if perfect or failed else "future"
        if any(a.tag_ == "TO" for a in helpers):
            return self._infinitive(verb)
        present = any(a.tag_ in ("VBZ", "VBP") for a in helpers) and not perfect
        if verb.tag_ in ("VBD", "VBN") or perfect:
            if self._plans(verb) and not _had(verb):
                return "future"
            if verb.tag_ == "VBN" and present:
                return self._present(verb)
            return "past"
        if verb.tag_ == "VBG":
            return "past" if any(a.tag_ == "VBD" for a in helpers) else "future" if present else None
        return self._present(verb) if verb.tag_ in ("VBZ", "VBP") else None

    def _plans(self, verb: Token) -> bool:
        """ "was scheduled", "set for Tuesday", "extended its deadline until Friday", not "set on Tuesday"."""
        if verb.lemma_ in self.words.postponing:
            aimed = verb.dep_ == "acl" and any(c.lower_ == "for" for c in verb.children)
            return self.preposition in _TOWARDS or aimed
        return verb.tag_ == "VBN" and verb.lemma_ in self.words.prospective

    def _present(self, verb: Token) -> Direction:
        """ "The court opens Monday" is a plan; "crowds wait outside on Monday" or "the agency says Monday" is not."""
        if verb.lemma_ in self.words.prospective:
            return "future"
        if verb.dep_ == "advcl" and any(c.dep_ in ("mark", "advmod") and c.lower_ in _IF for c in verb.children):
            return "future"
        return "present" if verb.lemma_ in self.words.timetable else "past"

    def _infinitive(self, verb: Token) -> Direction | None:
        """ "plans to meet" lies ahead, "managed to meet" does not; a purpose takes its tense from above."""
        head = verb.head
        if head.i == verb.i:
            return "future"
        if _had(head) or (head.pos_ in ("ADJ", "AUX") and _had(head.head)):
            return "past"
        if head.lemma_ in self.words.implicative:
            return None
        if (become := _of_rank(verb)) is not None and become.tag_ in ("VBD", "VBN"):
            # "Became the first to ratify it in May"
            return "past"
        if verb.dep_ not in ("relcl", "acl", "advcl"):
            return "future"
        known = head.lemma_ in self.words.prospective or head.lower_ in self.words.prospective
        return "future" if known or verb.lemma_ in self.words.timetable else None


def _is_infinitive(verb: Token) -> bool:
    return any(a.tag_ == "TO" and a.dep_ == "aux" for a in verb.children)


def _of_rank(verb: Token) -> Token | None:
    """What is told of the first, the last, the ninth "to ratify it": the verb that says they became so."""
    mark = next((c for c in verb.children if c.tag_ == "TO"), verb)
    near = verb.doc[max(mark.i - _RANK_WORDS, verb.sent.start) : mark.i]
    ranked = any(t.ent_type_ == "ORDINAL" or t.lower_ in ("first", "last", "latest") for t in near)
    if ranked and verb.head.dep_ == "appos":
        # "Chad, the first to ratify it in May, called on Niger"
        return next((a for a in verb.ancestors if a.pos_ in ("VERB", "AUX")), None)
    return next((a for a in verb.ancestors if a.lemma_ in ("be", "become")), None) if ranked else None


def _had(verb: Token) -> bool:
    """Whether "had" stands with the verb: what was planned then lies behind by now."""
    return any(c.lower_ == "had" and c.dep_ == "aux" for c in verb.children)


def _denied(verb: Token) -> bool:
    """ "could not", "neither could", "nobody could"."""
    if any(c.dep_ == "neg" for c in verb.children):
        return True
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return False
    return any(t.lower_ in ("no", "none", "neither", "nobody", "nothing") for t in (subject, *subject.children))
