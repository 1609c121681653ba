"""Who keeps the instruments of agreements, and which other agreement one replaces, amends or supplements."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from dateline.kinds.law import TermRule
from dateline.model.document import Document
from dateline.model.findings import AgreementFinding, TermFinding
from dateline.model.span import Span
from dateline.model.vocabulary import TermKind

if TYPE_CHECKING:
    from spacy.tokens import Token

# Auxiliaries of what is yet to be, and of what may never be.
_LATER = frozenset({"will", "would", "shall", "'ll", "’ll", "'d", "’d", "to"})
_OPEN = frozenset({"may", "might", "can", "could", "should", "must", "ought"})
# How a sentence begins that goes on about the agreement spoken of before.
GOES_ON = re.compile(
    r"^(?:[“\"]|and |but )?(?:it|this|the (?:new )?(?:text|document|instrument|arrangement|clause))\b", re.IGNORECASE
)
_RELATIVE = frozenset({"that", "which"})
_SUBJECTS = ("nsubj", "nsubjpass")


def find_relations(
    document: Document, rules: Sequence[TermRule], agreements: Mapping[int, AgreementFinding]
) -> list[TermFinding]:
    """What rules with a `form` find: their words mark a place, the syntax round it tells whom they are about."""
    found: list[TermFinding] = []
    for rule in rules if agreements else ():
        if rule.form is None or rule.kind == "force":
            continue
        for match in rule.pattern.finditer(document.text):
            words = document.syntax.char_span(match.start(), match.end(), alignment_mode="expand")
            if words is None or (rule.beside and not re.search(rule.beside, words[0].sent.text, re.IGNORECASE)):
                continue
            finder = _Relation(rule, rule.kind, words[0], words[-1], agreements)
            found += [f for f in finder.found() if f not in found]
    return found


class _Relation:
    """What stands round the words of one rule; `first` and `last` are the first and the last of these."""

    def __init__(
        self, rule: TermRule, kind: TermKind, first: Token, last: Token, agreements: Mapping[int, AgreementFinding]
    ) -> None:
        self.rule = rule
        self.kind = kind
        self.first = first
        self.last = last
        self.agreements = agreements

    def found(self) -> Iterator[TermFinding]:
        if self.rule.form in ("office", "deposit"):
            yield from self._depositaries()
            return
        mood, pairs = {
            "verb": self._by_verb, "noun": self._by_noun, "adjective": self._by_adjective, "phrase": self._by_phrase,
        }[self.rule.form or "verb"]()  # fmt: skip
        for ours, other in pairs if mood is not None else ():
            if ours.i != other.i:
                yield self._finding(ours, other, expected=mood == "later")

    def _finding(self, ours: Token | None, named: Token, *, expected: bool = False) -> TermFinding:
        first, last = (f(self.first.i, self.last.i, named.i) for f in (min, max))
        doc = named.doc
        words = self._named(named)
        evidence = Span(min(doc[first].idx, words.start), max(doc[last].idx + len(doc[last]), words.end))
        at = ours if ours is not None else self.first
        return TermFinding(evidence, self.kind, _span(at), named=words, expected=expected)

    def _named(self, noun: Token) -> Span:
        """The words that name the depositary or the other agreement: of this with what it is on."""
        f = self.agreements.get(noun.i)
        if f is None:
            return _phrase(noun)
        bare = f.name is None and f.year is None and not any(c.dep_ != "det" for c in noun.lefts)
        behind = noun.doc.char_span(f.about.start, f.about.end) if f.about else None
        if f.about and behind is not None and behind.start_char == f.span.end + 1 and (bare or behind[0].pos_ == "ADP"):
            return Span(f.span.start, f.about.end)
        return f.span

    # Which other agreement

    def _by_verb(self) -> tuple[str | None, list[tuple[Token, Token]]]:
        """ "The pact replaces an accord", "an accord replaced by the pact", "they replaced the accord with a pact"."""
        verb = self.first
        if verb.pos_ not in ("VERB", "AUX"):
            return None, []
        if self.last.pos_ == "ADP":
            objects = _spread([c for c in self.last.children if c.dep_ == "pobj"])
        else:
            # "Replaces and updates the accord"
            joined = [c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB"]
            objects = _spread(next((o for v in (verb, *joined) if (o := _objects(v))), []))
        held = [c for t in (verb, *objects) for c in t.children if c.dep_ in ("agent", "prep") and c.i > verb.i]
        agents = _spread([o for c in held if c.lower_ in ("by", "with") for o in c.children if o.dep_ == "pobj"])
        passive = any(c.dep_ in ("auxpass", "nsubjpass", "agent") for c in verb.children)
        if passive and not objects:
            objects = _spread(_undergoing(verb)) or self._doing(verb)
            subjects = [a for a in agents if a.i in self.agreements]
            mood = _mood(verb)
        else:
            subjects, mood = self._doing(verb), _mood(verb)
            if not subjects and mood == "told":
                # "They replaced the accord with a pact"; what somebody "will replace" so is a plan.
                subjects = [a for a in agents if a.i in self.agreements]
        return mood, [(s, o) for s in subjects[:1] for o in objects if self._is_other(o)]

    def _by_noun(self) -> tuple[str | None, list[tuple[Token, Token]]]:
        """ "A protocol to the convention", "the pact, a successor to the accord", "a replacement pact for it"."""
        noun = self.last
        if noun.pos_ not in ("NOUN", "PROPN"):
            return None, []
        inside = noun.dep_ in ("compound", "amod", "nmod") and noun.head.i in self.agreements
        held = noun.head if inside else noun
        if any(c.dep_ in ("det", "neg") and c.lower_ in ("no", "any", "not") for c in held.children):
            return None, []
        # The parser may hang "signed a protocol to the convention" on the verb.
        links = {c.i: c for c in (*held.rights, *held.doc[held.i + 1 : held.i + 2]) if c.dep_ == "prep"}
        others = _behind(links.values(), self.rule.to)
        others += [c for c in held.lefts if c.dep_ == "poss"]
        others = [o for o in _spread(others) if self._is_other(o)]
        if not others:
            return None, []
        if held.i in self.agreements:
            known = self.agreements[held.i]
            told = known.definite or known.name is not None
            return "told" if told else "later", [(held, o) for o in others]
        ours, mood = self._said_to_be(held)
        return mood, [(ours, o) for o in others] if ours is not None else []

    def _said_to_be(self, noun: Token) -> tuple[Token | None, str | None]:
        """The agreement that a noun tells what it is: "the pact, a …", "the pact is a …", "signed it as a …"."""
        head = noun.head
        near = [c for c in noun.children if c.dep_ == "appos"]
        if noun.dep_ == "appos":
            near.append(head)
            # "The deal between Canada and Mexico, a successor to the old one"
            while near[-1].dep_ in ("pobj", "conj", "prep") and near[-1].i not in self.agreements:
                near.append(near[-1].head)
        if noun.dep_ in ("dobj", "npadvmod", "dep") and noun.left_edge.i and noun.left_edge.nbor(-1).text == ",":
            # "Signed a treaty on Monday, a successor to the old one"
            near += [c for c in head.lefts if c.dep_ == "nsubjpass"]
            near += [c for c in head.rights if c.dep_ == "dobj" and c.i < noun.i]
        ours = next((t for t in near if t.i in self.agreements), None)
        if ours is not None:
            return ours, "told"
        if noun.dep_ == "attr":
            return next(iter(self._doing(head)), None), _mood(head)
        if noun.dep_ == "pobj" and head.lower_ == "as":
            return self._beside(head)
        return None, None

    def _by_adjective(self) -> tuple[str | None, list[tuple[Token, Token]]]:
        """ "A pact supplementary to the accord"."""
        word = self.last
        others = [o for o in _spread(_behind(word.children, self.rule.to)) if self._is_other(o)]
        if word.dep_ in ("acomp", "attr"):
            ours, mood = next(iter(self._doing(word.head)), None), _mood(word.head)
        else:
            ours, mood = (word.head if word.head.i in self.agreements else None), "told"
        return mood, [(ours, o) for o in others] if ours is not None else []

    def _by_phrase(self) -> tuple[str | None, list[tuple[Token, Token]]]:
        """ "A pact in place of the old accord", "signed a pact in place of the old accord"."""
        others = [o for o in _spread([c for c in self.last.children if c.dep_ == "pobj"]) if self._is_other(o)]
        # "In place of a treaty" there is one of another sort, and no treaty.
        others = [o for o in others if any(c.dep_ != "det" or c.lower_ not in ("a", "an") for c in o.children)]
        ours, mood = self._beside(self.first)
        return mood, [(ours, o) for o in others] if ours is not None else []

    def _beside(self, preposition: Token) -> tuple[Token | None, str | None]:
        """The agreement that a preposition hangs on, or that its verb is about."""
        head = preposition.head
        if head.i in self.agreements:
            return head, "told"
        if head.pos_ not in ("VERB", "AUX"):
            return None, None
        return next((t for t in _about(head) if t.i in self.agreements), None), _mood(head)

    def _doing(self, verb: Token) -> list[Token]:
        """The agreements that do the verb, "it" at the head of a sentence among them."""
        for _ in range(4):
            own = [c for c in verb.children if c.dep_ in _SUBJECTS]
            if own:
                if own[0].lower_ in _RELATIVE:
                    while verb.dep_ == "conj":
                        verb = verb.head
                    return self._agreement_near(verb.head) if verb.dep_ == "relcl" else []
                first = own[0].left_edge.i == own[0].sent.start
                if first and own[0].i not in self.agreements and GOES_ON.match(own[0].sent.text):
                    return own[:1]
                return [t for t in _spread(own[:1]) if t.i in self.agreements][:1]
            if verb.dep_ in ("acl", "relcl"):
                return self._agreement_near(verb.head)
            if verb.dep_ in ("advcl", "xcomp") and verb.head.pos_ in ("VERB", "AUX"):
                about = [t for t in _about(verb.head) if t.i in self.agreements]
                if about or verb.head.dep_ not in ("acl", "relcl", "conj", "xcomp"):
                    return about[:1]
            elif verb.dep_ != "conj":
                return []
            verb = verb.head
        return []

    def _agreement_near(self, noun: Token) -> list[Token]:
        """The agreement that a relative clause is about, also behind an apposition: "the pact, a text that …"."""
        return [t for t in (noun, noun.head if noun.dep_ == "appos" else noun) if t.i in self.agreements][:1]

    def _is_other(self, noun: Token) -> bool:
        if noun.i in self.agreements:
            return True
        if any(c.lower_ in ("no", "any") for c in noun.lefts) or self.rule.other is None:
            return False
        # "Three accords", "the older of their accords"
        return any(re.fullmatch(self.rule.other, t.lower_) for t in (noun, *(() if noun.pos_ == "NOUN" else _of(noun))))

    # Who keeps the instruments

    def _depositaries(self) -> Iterator[TermFinding]:
        keepers = self._kept_with() if self.rule.form == "deposit" else self._in_office()
        named = [t for t in _spread(keepers) if _capital(t) and t.i not in self.agreements]
        several = any(t.tag_ in ("NNS", "NNPS") for t in (self.first, self.first.head))
        if self.rule.form == "office" and len(named) > 1 and not several:
            # "According to the depositary, Chad, Niger and Mali have ratified"
            return
        for keeper in named:
            yield self._finding(self._of_which(), keeper)

    def _kept_with(self) -> list[Token]:
        """ "Instruments are deposited with the government of Norway", "the deposit of instruments with Norway"."""
        objects = [c for c in self.first.children if c.dep_ in ("dobj", "nsubjpass", "pobj")]
        objects += _of(self.first)
        papers = [t for h in objects or [self.first.head] for t in (h, *_of(h)) if self._is_paper(t)]
        if not papers:
            # "Chad, which ratified the pact, deposited a map with the United Nations"
            return []
        # "The treaty with Brazil" names a party, "the Osaka Convention with Brazil" whom its instrument is left with.
        named = [t for h in objects for t in h.subtree if t.i in self.agreements]
        named = [t for t in named if self.agreements[t.i].form in ("name", "known")]
        held = dict.fromkeys((self.first, *objects, *papers, *named))
        return [o for t in held for o in _behind(t.children, self.rule.to)]

    def _is_paper(self, noun: Token) -> bool:
        return self.rule.beside is not None and re.search(self.rule.beside, noun.text, re.IGNORECASE) is not None

    def _in_office(self) -> list[Token]:
        """Whom the word "depositary" is said of."""
        office = self.first
        if office.head.lower_ == "as":
            return self._as_office(office.head)
        if office.dep_ in ("compound", "amod", "nmod"):
            # "The depositary state, Norway", "depositary Norway"
            office = office.head
            if office.pos_ == "PROPN":
                return [office]
        near = [c for c in office.children if c.dep_ == "appos"]
        if office.dep_ == "appos":
            near.append(office.head)
        if near:
            return near[:1]
        if (set_off := self._set_off(office)) is not None:
            return [set_off]
        head = office.head
        if office.dep_ in ("attr", "acomp") or (office.dep_ in _SUBJECTS and head.lemma_ == "be"):
            sides = [c for c in head.children if c.dep_ in (*_SUBJECTS, "attr") and c.i != office.i]
            return [head.head if c.lower_ in _RELATIVE and head.dep_ == "relcl" else c for c in sides[:1]]
        if office.dep_ in ("oprd", "ccomp", "dobj", "xcomp"):
            # "Named Norway its depositary": in one of the ways in which the parser may see it.
            sides = [
                c for t in (office, head) for c in t.children if c.dep_ in ("dobj", "nsubjpass", "nsubj", "dative")
            ]
            inner = sorted((c for c in sides if c.i < office.i and _capital(c)), key=lambda c: c.i)
            return inner[-1:] if office.dep_ != "dobj" or len(inner) > 1 else []
        return []

    def _set_off(self, office: Token) -> Token | None:
        """ "The depositary of the pact, the government of Belgium, said": between commas, whatever its parse."""
        doc = office.doc
        comma = max([office.i, *(c.right_edge.i for c in office.rights if c.dep_ == "prep" and c.lower_ == "of")]) + 1
        # The parser may have taken what is set off for an apposition to "the pact".
        comma = next((t.i for t in doc[office.i + 1 : comma + 1] if t.text == ","), comma)
        if comma + 1 >= len(doc) or doc[comma].text != ",":
            return None
        for noun in doc[comma + 1 : comma + 9]:
            if noun.pos_ not in ("NOUN", "PROPN") or noun.left_edge.i != comma + 1 or not _capital(noun):
                continue
            end = noun.doc.char_span(noun.idx, _phrase(noun).end)[-1].i + 1
            closed = end < len(doc) and doc[end].text in (",", ".")
            if closed and (noun.dep_ not in _SUBJECTS or office.dep_ in ("dep", *_SUBJECTS)):
                return noun
        return None

    def _as_office(self, preposition: Token) -> list[Token]:
        """ "Norway, as depositary", "acts as depositary", "named Norway as depositary", "in its role as depositary"."""
        head = preposition.head
        for _ in range(4):
            if head.pos_ in ("VERB", "AUX"):
                about = [*_about(head), *(o for c in head.children if c.dep_ == "agent" for o in c.children)]
                return [t for t in about if _capital(t) and t.i not in self.agreements][:1]
            if _capital(head):
                return [head]
            owners = [c for c in head.lefts if c.dep_ == "poss" and _capital(c)]
            if owners:
                return owners
            head = head.head
        return []

    def _of_which(self) -> Token | None:
        """The agreement whose instruments are kept: told beside the word, else the last named before it, else first."""
        beside = [t for t in self.first.subtree if t.i in self.agreements]
        if beside:
            return beside[0]
        sentence = self.first.sent
        heads = [h for h in range(sentence.start, sentence.end) if h in self.agreements]
        before = [h for h in heads if h < self.first.i]
        at = max(before) if before else min(heads, default=None)
        return None if at is None else self.first.doc[at]


def _mood(verb: Token) -> str | None:
    """ "told", or "later" for what is to be; None for what is denied or left open."""
    mood = "told"
    for _ in range(4):
        for c in verb.children:
            if c.dep_ == "neg" or (c.dep_ == "mark" and c.lower_ == "if") or (c.dep_ == "aux" and c.lower_ in _OPEN):
                return None
            if c.dep_ == "aux" and c.lower_ in _LATER:
                mood = "later"
        if verb.dep_ not in ("conj", "xcomp", "advcl", "ccomp") or verb.head.pos_ not in ("VERB", "AUX"):
            break
        verb = verb.head
    return mood


def _about(verb: Token) -> list[Token]:
    """What a verb is about, closest first: its object, the subject of its passive, its own subject, its noun."""
    by_role: dict[str, list[Token]] = {}
    for c in verb.children:
        by_role.setdefault(c.dep_, []).append(c)
    out = [t for role in ("dobj", "nsubjpass", "nsubj") for t in by_role.get(role, ())]
    if verb.dep_ in ("acl", "relcl"):
        out = [t for t in out if t.lower_ not in _RELATIVE] + [verb.head]
    return out


def _undergoing(verb: Token) -> list[Token]:
    """What a passive is said of."""
    own = [c for c in verb.children if c.dep_ in _SUBJECTS]
    if verb.dep_ in ("acl", "relcl") and (not own or own[0].lower_ in _RELATIVE):
        return [verb.head]
    return own


def _objects(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ == "dobj"]


def _of(noun: Token) -> list[Token]:
    """What a noun is said to be of."""
    return _behind(noun.rights, ("of",))


def _behind(tokens: Iterable[Token], words: Collection[str]) -> list[Token]:
    """What stands behind these prepositions among `tokens`."""
    return [o for c in tokens if c.dep_ == "prep" and c.lower_ in words for o in c.children if o.dep_ == "pobj"]


def _spread(nouns: Sequence[Token]) -> list[Token]:
    """Nouns with those joined to them by "and"."""
    return [t for n in nouns for t in (n, *n.conjuncts) if t.i >= n.i]


def _capital(noun: Token) -> bool:
    """Whether a noun phrase holds a name: "the government of Norway", "the Swiss foreign ministry"."""
    near = [*noun.doc[noun.left_edge.i : noun.i + 1], *_of(noun)]
    return any(t.text[:1].isupper() and t.pos_ in ("PROPN", "ADJ", "NOUN") for t in near)


def _phrase(noun: Token) -> Span:
    """The words of a noun phrase without what is told of it behind a comma or in a clause."""
    first, last = noun.left_edge.i, noun
    while inner := _of(last):
        last = inner[0]
    return Span(noun.doc[first].idx, last.idx + len(last))


def _span(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token))
