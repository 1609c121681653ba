"""Steps of agreements that reports tell in turns of phrase: which turn a verb is part of, who acts, what is moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from dateline.extract.event_frames import Frame
from dateline.extract.event_moved import Moved
from dateline.extract.event_turn_needs import NEAR, Needs, beside, opening
from dateline.extract.event_words import PAPERS, Words
from dateline.extract.relatives import antecedent
from dateline.extract.syntax import Clauses
from dateline.kinds.turns import Turn

if TYPE_CHECKING:
    from spacy.tokens import Token

# Words that are read before and behind a verb.
_BEFORE, _AFTER = 4, 12
# Sentences back to which an agreement is looked for where the verb alone says that one is meant.
_FAR = 6
# What is done to an agreement by letters: the letters are how.
_CHANGED = frozenset({"amend", "extend", "prolong", "renew", "modify", "change", "revise", "keep"})
# Prepositions behind which a gerund tells what was done.
_BY_DOING = ("by", "after", "with", "in", "since", "upon", "on", "through")
_INNER = frozenset({"acl", "relcl", "xcomp", "ccomp", "advcl", "pcomp"})
_TIMES = ("DATE", "TIME")
# Words of a time that tell for how long: "another year".
_LONGER = frozenset(
    {"hour", "day", "week", "fortnight", "month", "season", "year"}
    | {"another", "more", "further", "extra", "additional", "longer"}
)
# Steps that instruments of ratification are part of.
_OF_INSTRUMENTS = frozenset({"exchange", "deposit", "give_notice"})


class Turns:
    """Finds the turns of one report's verbs."""

    def __init__(self, words: Words, clauses: Clauses, turns: Mapping[str, tuple[Turn, ...]]) -> None:
        """`words` tells what tokens are, `clauses` who does what to whom."""
        self.words = words
        self.clauses = clauses
        self.turns = turns
        self.moved = Moved(words, clauses)
        self.needs = Needs(words, clauses, self.moved)

    def at(self, verb: Token) -> Iterator[tuple[Turn, Frame]]:
        """The turns that a verb may be part of, in the order of the file, each with who acts on what."""
        found = self.turns.get(verb.lemma_.lower())
        if not found or not self.words.arguments.agreements or verb.pos_ not in ("VERB", "AUX"):
            return
        if verb.dep_ in ("aux", "auxpass", "amod", "compound"):
            return
        doc = verb.doc
        before = " ".join(t.lower_ for t in doc[max(verb.sent.start, verb.i - _BEFORE) : verb.i])
        after = self._behind(verb)
        if self._avoided(verb):
            return
        for turn in found:
            if turn.said is not None and not turn.opened(verb.doc[verb.sent.start : verb.i].text.lower()):
                continue
            if turn.allows(before, after) and (frame := self._frame(verb, turn)) is not None:
                yield turn, frame

    def _avoided(self, verb: Token) -> bool:
        """ "Prevented Congress from blocking it", "opposed to ripping it up": nobody did."""
        if verb.dep_ != "pcomp" or verb.tag_ != "VBG":
            return False
        return verb.head.lower_ not in _BY_DOING

    def _near(self, verb: Token, turn: Turn | None = None) -> bool:
        """Whether an agreement is spoken of in the verb's sentence or in those right before."""
        # "Samoa ratified in December", "the withdrawal became effective in May" may be told some sentences on.
        far = turn is not None and (turn.needs == "bare" or (turn.step == "withdraw" and bool(turn.subject)))
        start, end = opening(verb.sent.start, verb.doc, _FAR if far else NEAR), verb.sent.end
        if turn is not None and turn.step in _OF_INSTRUMENTS:
            # "Traded instruments of ratification. The treaty took effect": it may be named after.
            for _ in range(2):
                end = verb.doc[end].sent.end if end < len(verb.doc) else end
        return any(start <= h < end for h in self.words.arguments.agreements)

    def _behind(self, verb: Token) -> str:
        """The words behind a verb that are its own, in lower case and without those that only tell the time."""
        own = [t for t in verb.doc[verb.i + 1 : min(verb.i + 2 + _AFTER, verb.sent.end)] if not t.is_punct]
        dated = {t.i for t in own if t.ent_type_ in _TIMES and t.lemma_ not in _LONGER}
        dated |= {t.i - 1 for t in own if t.i in dated and t.nbor(-1).lower_ in ("on", "in")}
        return " ".join(t.lower_ for t in own if t.i not in dated)

    def _frame(self, verb: Token, turn: Turn) -> Frame | None:
        passive = self.clauses.is_passive(verb)
        if turn.passive is not None and passive is not turn.passive:
            return None
        paper = verb.head.head if verb.dep_ == "acl" and verb.head.dep_ == "pobj" else verb
        if turn.step == "exchange" and paper.lower_ in ("by", "through", "in") and paper.head.lemma_ in _CHANGED:
            # "Amended the waiver by letters exchanged on Monday": how it was done.
            return None
        done_to = self.clauses.objects(verb)
        does = [] if passive else self.clauses.subjects(verb)
        before = done_to if passive else does
        if turn.head and not done_to and verb.dep_ in ("relcl", "acl"):
            # "The reservation Ghana attached to it", "the instrument, deposited in Suva"
            it = verb.head.lower_ == "it" and verb.head.head.dep_ == "acl"
            # "The law approving it that the president signed"
            done_to = [verb.head.head.head if it else verb.head]
        if turn.head and not any(t.lemma_.lower() in turn.head for t in done_to or does if not self._in_name(t)):
            return None
        if turn.subject and not any(t.lemma_.lower() in turn.subject for t in before):
            return None
        agreement = self._moved_by(verb, turn, before, done_to)
        if agreement is None and (
            turn.agreement != "told" or not (turn.needs == "truce-told" or self._near(verb, turn))
        ):
            return None
        if agreement is not None and agreement.lower_ == "it" and not self._meant(agreement, verb):
            return None
        who = self._who(verb, turn, before, done_to)
        if turn.chamber is not None:
            who = [t for t in who if self.needs.votes(t, turn.chamber) or self._sitting(t, turn.chamber)]
            who += [t for t in self._polled(who) if t not in who]
            lost = self._lost(verb, turn.chamber) if not who and turn.who[:1] == ("subject",) else None
            who = [lost] if lost is not None else who
            if not who:
                return None
        if turn.step == "approve" and turn.organ is None and not any(self.words.acts(t) for t in who):
            return None
        if turn.needs is not None and not self.needs.met(turn, verb, agreement, before):
            return None
        others = [t for o in done_to for t in self.clauses.obliques(o, ("with",))]
        if turn.step == "enter_into_force":
            # "Became law for 34 states", "entered into force for Kenya"
            others = [*self.clauses.obliques(verb, ("for",)), *others]
        if turn.step in ("submit", "give_notice"):
            others = [*self._brought(verb, "before"), *self._brought(verb, "to"), *others]
        if turn.step == "submit":
            # "It reached the Senate", "parliament was asked to ratify it"
            asked = (*done_to, *does, *self._brought(verb, "in"))
            others += [t for t in asked if self.words.legislates(t) and t not in who]
        if agreement is not None and turn.step != "give_notice":
            others += [t for t in self.clauses.obliques(agreement, ("with",)) if t not in others]
        return Frame(verb, tuple(who), tuple(done_to), tuple(others), agreement)

    def _moved_by(self, verb: Token, turn: Turn, before: list[Token], done_to: list[Token]) -> Token | None:
        """The agreement in the place where the turn has it."""
        if turn.agreement == "subject":
            return self.needs.within(before) or self.moved.right_before(verb)
        held = self.needs.within(done_to)
        if held is not None:
            return held
        heads = self.words.arguments.agreements
        own = (t for t in verb.subtree if t.i > verb.i and t.i in heads and not beside(t, verb))
        behind = next((t for t in own if t.i - verb.i <= 2 * _AFTER and not self._deeper(t, verb)), None)
        if behind is not None or turn.agreement == "object":
            before_it = behind or self._relative(verb)
            if before_it is not None:
                return before_it
            it = [t for t in verb.subtree if t.i > verb.i and t.lower_ == "it" and t.dep_ in ("dobj", "pobj")]
            return it[0] if it and any(h < verb.i for h in heads) else None
        return self.needs.within(before)

    def _relative(self, verb: Token) -> Token | None:
        """ "The pact, which Chad stopped observing in May": the agreement that a relative clause is about."""
        told = (t for t in verb.subtree if t.i < verb.i and t.lower_ in ("which", "that") and t.tag_ == "WDT")
        moved = (t for t in told if t.dep_ == "dobj" or (t.dep_ == "pobj" and t.head.lower_ in ("of", "from", "to")))
        noun = next((antecedent(t) for t in moved), None)
        return self.moved.whole(noun) if noun is not None else None

    def _meant(self, it: Token, verb: Token) -> bool:
        """Whether "it" can be the agreement: the verb's own, and no other thing is spoken of since."""
        if it.i < verb.i and it.head.i != verb.i and not (verb.dep_ == "conj" and it.head.i == verb.head.i):
            # "It's like being dead"
            return False
        before = max((h for h in self.words.arguments.agreements if h < it.i), default=-1)
        if before < 0 or not self._near(verb):
            return False
        between = it.doc[before + 1 : it.i] if before >= it.sent.start else it.doc[it.sent.start : it.i]
        things = [t for t in between if t.pos_ == "NOUN" and t.dep_ in ("dobj", "nsubj", "nsubjpass", "pobj")]
        actors = self.words.arguments.actors
        things = [t for t in things if not self.words.belongs(t, PAPERS)]
        return not any(t.i not in actors and not t.ent_type_ and t.tag_ == "NN" and t.dep_ == "dobj" for t in things)

    def _deeper(self, noun: Token, verb: Token) -> bool:
        """Whether a noun stands in another finite clause than the verb's own.

        "Endorsed the treaty concluded with X": the parser may take the participle for a clause of its own.
        """
        within = [a for a in noun.ancestors if verb.i < a.i]
        if sum(a.dep_ in _INNER for a in within) > 2:
            # "Approval of the decision to invite the premier to ask Congress to stop the deal"
            return True
        clauses = [a for a in within if a.dep_ in ("ccomp", "advcl", "relcl", "conj")]
        clauses = [a for a in clauses if a.tag_ in ("VBD", "VBZ", "VBP") or any(c.tag_ == "MD" for c in a.children)]
        held = noun.dep_ == "nsubj" and noun.left_edge.i == verb.i + 1
        return bool(clauses) and not (held and noun.head.dep_ == "ccomp" and noun.head.tag_ in ("VBD", "VBN"))

    def _who(self, verb: Token, turn: Turn, before: list[Token], done_to: list[Token]) -> list[Token]:
        out: list[Token] = []
        for place in turn.who:
            match place:
                case "subject":
                    found = [] if self.clauses.is_passive(verb) else before
                    if (
                        verb.dep_ == "acl"
                        and verb.tag_ == "VBG"
                        and verb.head.lemma_ in self.words.lexicon.classes["message"]
                    ):
                        # "Received an Ecuadorean note giving notice": whose note it is.
                        found = self._owners(verb.head)
                case "object":
                    found = done_to
                case "before":
                    # "It had lain in the Senate until it was approved there"
                    told = reversed(verb.doc[verb.sent.start : verb.i])
                    found = [t for t in told if self.words.legislates(t)][:1]
                case "owner":
                    meant, held = done_to, before
                    if turn.step == "give_notice" and turn.subject:
                        # "A note renouncing it reached the Polish ministry": whose the note is.
                        meant, held = ([n for n in ns if n.lemma_.lower() in turn.subject] for ns in (done_to, before))
                    found = self._whose(meant) or [w for n in held for w in self._owners(n)]
                case "inside":
                    within = [t for n in (*before, *done_to) for t in n.subtree if t.i != n.i and self.words.acts(t)]
                    found = [t for t in within if not self._counterpart(t)]
                case _:
                    nouns = (verb, *done_to, *before)
                    found = [t for n in nouns for t in self.clauses.obliques(n, (place,))]
                    found = found if any(self.words.acts(t) for t in found) else [*found, *self._brought(verb, place)]
                    found += self._polled(found)
            found = [self._apposed(t) for t in found]
            out += [t for t in found if t not in out]
            if any(self.words.acts(t) for t in out):
                break
        return out

    def _sitting(self, pronoun: Token, kind: str) -> bool:
        """ "The Senate met on Monday. After an hour it refused to back the pact": the body told of right before."""
        if pronoun.lower_ not in ("it", "they") or pronoun.dep_ != "nsubj" or pronoun.sent.start == 0:
            return False
        before = pronoun.doc[pronoun.sent.start - 1].sent
        doing = self.clauses.subjects(before.root)
        inner = [t for t in pronoun.doc[pronoun.sent.start : pronoun.i] if t.dep_ in ("nsubj", "nsubjpass", "dobj")]
        return not inner and len(doing) == 1 and self.words.acts(pronoun) and self.needs.votes(doing[0], kind)

    def _in_name(self, noun: Token) -> bool:
        """ "The Law of the Sea convention": a word of an agreement's name, and not a law."""
        return any(f.span.start <= noun.idx < f.span.end for f in self.words.arguments.agreements.values() if f.name)

    def _polled(self, nouns: list[Token]) -> list[Token]:
        """ "In a Swiss referendum", "Malta's electorate", "the referendum in Palau": whose it was."""
        polled = [t for t in nouns if t.lemma_.lower() in self.words.lexicon.classes["voters"]]
        whose = [w for t in polled for w in (*self.clauses.owners(t), *self.clauses.obliques(t, ("in", "of")))]
        return [w for w in whose if self.words.acts(w)]

    def _counterpart(self, token: Token) -> bool:
        """ "The signing of the agreement with France": with whom it is, and not who signs."""
        behind = token.head if token.dep_ == "pobj" else None
        return behind is not None and behind.lower_ == "with" and behind.head.i in self.words.arguments.agreements

    def _lost(self, verb: Token, kind: str) -> Token | None:
        """ "By 22 votes to eight, the Senate on Monday cleared": a subject that the parser lost."""
        if verb.tag_ not in ("VBD", "VBZ", "VBP") or self.clauses.is_passive(verb):
            return None
        if any(self.words.acts(t) for t in self.clauses.subjects(verb)):
            return None
        for token in reversed(verb.doc[verb.sent.start : verb.i]):
            if token.pos_ in ("VERB", "AUX") and token.tag_ not in ("VB", "VBG"):
                return None
            if self.words.acts(token) and token.dep_ != "poss" and self.needs.votes(token, kind):
                own = [c.left_edge.i for c in token.lefts if c.dep_ in ("det", "poss", "compound", "amod")]
                first = min([*own, token.i])
                led = verb.doc[first - 1] if first > verb.sent.start else None
                return token if led is None or led.pos_ != "ADP" else None
        return None

    def _brought(self, verb: Token, preposition: str) -> list[Token]:
        """Who stands behind a preposition that the parser hangs deeper: "went down to defeat in the Senate"."""
        near = [t for t in verb.subtree if verb.i < t.i <= verb.i + _AFTER and t.lower_ == preposition]
        held = [o for p in near if not self._deeper(p, verb) for o in self.clauses.spread(p)]
        # "Handed to Tunisia's chargé d'affaires"
        return [w for o in held for w in ([o] if self.words.acts(o) else self.clauses.owners(o)) if self.words.acts(w)]

    def _apposed(self, noun: Token) -> Token:
        """ "The Majlisi Namoyandagon, the lower chamber": what a name that is not known is said to be."""
        if self.words.acts(noun) and self.words.arguments.actors[noun.i].form != "organisation":
            return noun
        sovereign = noun.lower_ in ("majesty", "highness", "excellency")
        fits = self.words.acts if sovereign else self.words.legislates
        return next((c for c in noun.children if c.dep_ == "appos" and fits(c)), noun)

    def _whose(self, nouns: list[Token]) -> list[Token]:
        """Whose they are: by their owners, else by who stands before them ("received on Tuesday Namibia's notice")."""
        own = [w for n in nouns for w in self._owners(n)]
        return own or [t for n in nouns for c in n.lefts for t in c.subtree if c.dep_ == "poss" and self.words.acts(t)]

    def _owners(self, noun: Token) -> list[Token]:
        """Whose a noun is, or what it is of: "Togo's notice of withdrawal", "the instrument of Togo"."""
        own = [t for t in self.clauses.owners(noun) if self.words.acts(t)]
        if not own and any(c.lower_ == "whose" for c in noun.lefts):
            # "Rwanda, whose papers were lodged"
            clause = next((a for a in noun.ancestors if a.dep_ == "relcl"), None)
            own = [clause.head] if clause is not None and self.words.acts(clause.head) else []
        of = [t for o in self.clauses.obliques(noun, ("of",)) for t in (o, *self.clauses.owners(o))]
        return own or [t for t in of if self.words.acts(t)]


def part_of_turn(word: Token, verb: Token, held: set[int]) -> bool:
    """ "Gave notice of its withdrawal", "voted to let the president ratify it": words of the turn of phrase."""
    if word.i <= verb.i:
        return bool(word.i < verb.i and word.pos_ == "NOUN" and word.dep_ in ("nsubj", "nsubjpass"))
    above = [a for a in word.ancestors if a.i > verb.i]
    if any(a.dep_ == "conj" and a.pos_ in ("VERB", "AUX") for a in (word, *above)):
        # "Agreed on most of it and expects to sign it next month": another clause.
        return False
    if word.dep_ == "relcl" and word.head.i in held and word.lemma_ in ("ratify", "approve", "accept", "agree"):
        # "Signed the bill by which the country ratifies the pact"
        return True
    if word.dep_ == "pobj" and word.head.lower_ in ("after", "following") and word.head.head.i == verb.i:
        # "Passed it on Monday, after the lower house's approval in June": an act of its own.
        return False
    if word.lower_ in ("force", "effect") and word.dep_ == "pobj" and word.head.lower_ == "in":
        # "Suspended its accord with Qatar, in force since 2015": since when it was is another step.
        return False
    if word.dep_ == "pcomp" and word.head.lower_ in ("after", "since", "before"):
        # "Revived it two years after suspending it": another step.
        return False
    aimed = word.dep_ in ("xcomp", "ccomp", "acl", "pcomp", "conj") or any(c.tag_ == "TO" for c in word.children)
    return bool(word.pos_ == "NOUN" or (word.tag_ in ("VB", "VBG") and aimed))
