"""Which agreement a verb moves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dateline.extract.event_words import PAPERS, Words
from dateline.extract.syntax import Clauses
from dateline.kinds.senses import Sense

if TYPE_CHECKING:
    from spacy.tokens import Token

# Forms of a verb that may tell what came about.
_FINITE = ("VBD", "VBZ", "VBP", "VBN")
# "Rejected the call for a truce" does not move the truce.
_ASKING = frozenset({"call", "plea", "appeal", "request", "demand", "offer", "invitation"})
_GOVERNED = frozenset({"prep", "prt", "attr", "acomp", "xcomp", "oprd", "dobj", "npadvmod", "advmod", "ccomp"})
# Steps whose verbs, with "it" for an object, speak of an agreement wherever the report has one.
_OF_AGREEMENTS_ALONE = frozenset({"ratify", "approve", "sign", "initial", "accede", "submit"})
# The same where the agreement is spoken of in the sentence.
_OF_TOLD = frozenset({"amend", "extend", "register"})
# The same where nothing else is spoken of since.
_OF_TOLD_ALONE = frozenset({"suspend", "terminate", "withdraw", "resume", "conclude", "violate"})
_THINGS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})


class Moved:
    """Finds the agreements that the verbs of one report move."""

    def __init__(self, words: Words, clauses: Clauses) -> None:
        """`words` tells what tokens are, `clauses` who does what to whom."""
        self.words = words
        self.clauses = clauses

    def agreement(self, verb: Token, sense: Sense, objects: Iterable[Token]) -> Token | None:
        """The agreement that a verb moves: its object, its subject ("takes effect"), or what a bill or law is about."""
        heads = self.words.arguments.agreements
        if sense.subject == ("agreement",):
            sides = [*self.clauses.subjects(verb), *self.clauses.objects(verb)]
            told = next((t for s in sides if (t := self.whole(s)) is not None), None)
            return told or self.right_before(verb) or self._ahead(verb, sides)
        reached = [p for p in sense.to if p in ("to", "from", "of", "on", "for", "against")]
        candidates = [*objects, *self.clauses.obliques(verb, reached)]
        if verb.lemma_ in ("pull", "walk", "back"):
            candidates += self.clauses.obliques(verb, ("of", "out"))
        direct = next((t for o in candidates if (t := self.whole(o)) is not None and t.lower_ != "it"), None)
        if direct is None and sense.step in _OF_AGREEMENTS_ALONE:
            # "Passed it", "acceded to it".
            told = candidates if sense.step == "accede" else objects
            direct = next((o for o in told if self._it(o)), None)
        if direct is None and sense.step in _OF_TOLD:
            near = any(verb.sent.start <= h < verb.i for h in self.words.arguments.agreements)
            direct = next((o for o in objects if near and self._it(o)), None)
        if direct is None and sense.step in _OF_TOLD_ALONE:
            direct = next((o for o in objects if self._it(o) and self._nothing_else(o)), None)
        if direct is None and sense.step is not None:
            direct = self._ahead(verb, objects)
        if direct is not None or sense.about is None:
            return direct
        # "approved the law on ratification of the treaty": the parser hangs "on" on the law or on the verb.
        others = [c for c in sense.object if c != "agreement"]
        about = [t for o in objects if o.lemma_ not in _ASKING and self._holds(o, others) for t in o.subtree]
        if any(self.words.belongs(o, PAPERS) for o in objects):
            about += [t for o in self.clauses.obliques(verb, ("on", "for")) for t in o.subtree]
        if sense.phrase or sense.particle or sense.predicate or sense.to_do:
            # "voted in favour of the pact", "became a party to it", "put pen to paper on it": what the phrase governs.
            about += [t for c in verb.children if c.dep_ in _GOVERNED and c.i > verb.i for t in c.subtree]
        return next((t for t in about if t.i in heads), None)

    def _nothing_else(self, it: Token) -> bool:
        """ "Froze the accord, two years after signing it": nothing but the agreement is spoken of in the sentence."""
        heads = [h for h in self.words.arguments.agreements if it.sent.start <= h < it.i]
        since = it.doc[heads[-1] + 1 : it.i] if heads else ()
        actors = self.words.arguments.actors
        return bool(heads) and not any(
            t.tag_ in ("NN", "NNP") and t.dep_ in _THINGS and t.i not in actors and not t.ent_type_ for t in since
        )

    def _ahead(self, verb: Token, nouns: Iterable[Token]) -> Token | None:
        """ "Two years after it was inked, the accord takes hold": "it" is what the main clause behind is about."""
        it = next((t for t in nouns if t.lower_ == "it" and t.dep_ != "expl"), None)
        heads = self.words.arguments.agreements
        if it is None or any(verb.sent.start <= h < it.i for h in heads):
            return None
        main = next((a for a in verb.ancestors if a.pos_ in ("VERB", "AUX") and a.i > verb.i), None)
        if main is None or any(c.lower_ in ("it", "he", "she", "they") for c in main.lefts):
            return None
        return next((c for c in main.lefts if c.dep_ in ("nsubj", "nsubjpass") and c.i > verb.i and c.i in heads), None)

    def right_before(self, verb: Token) -> Token | None:
        """ "Guns fell silent as a truce took effect": the agreement whose words end right before the verb."""
        if any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children) or verb.tag_ not in _FINITE:
            return None
        if verb.dep_ == "acl" and verb.tag_ == "VBD" and verb.head.i in self.words.arguments.agreements:
            # "The pact with Portugal squeaked past the Senate": the parser takes it for a participle.
            return verb.head
        heads = [verb.doc[h] for h in self.words.arguments.agreements if verb.sent.start <= h < verb.i]
        near = next((t for t in heads if t.right_edge.i == verb.i - 1 or t.i == verb.i - 1), None)
        near = near or next((t for t in reversed(heads) if _with_aside(t, verb)), None)
        if near is not None and near.dep_ == "pobj" and near.head.head.lemma_ in self.words.lexicon.classes["talks"]:
            # "Negotiations on a gas treaty ended"
            return None
        if near is None and len(heads) == 1 and heads[0].dep_ == "nsubj" and verb.dep_ == "dep":
            # "A deal that shields investors, should there be any, kicked in": the parser loses the subject.
            return heads[0]
        return near

    def _holds(self, noun: Token, classes: list[str]) -> bool:
        """Whether what the verb acts on stands for the agreement: a bill on it, its instruments, part of its text."""
        return (
            not classes or self.words.belongs(noun, classes) or noun.lemma_ in self.words.modality.lemmas("text-part")
        )

    def whole(self, token: Token) -> Token | None:
        """The agreement that a token is, is a part of ("the text of the treaty"), or that "that" points back to."""
        heads = self.words.arguments.agreements
        if token.i in heads or self._it(token):
            return token
        if token.lemma_.lower() in self.words.modality.lemmas("text-part"):
            return next((t for t in self.clauses.obliques(token, ("of",)) if t.i in heads), None)
        if token.lemma_.lower() in self.words.modality.lemmas("move-noun"):
            # "Scrapped the pact, a step that will become effective in 180 days"
            return None
        # "a treaty between A and B that entered into force": the parser hangs "that" on the last noun.
        while token.dep_ in ("pobj", "conj", "appos") or token.dep_ == "prep":
            token = token.head
            if token.i in heads:
                return token
        return None

    def _it(self, token: Token) -> bool:
        """ "It entered into force", "passed it": with these verbs "it" is the agreement that was spoken of."""
        spoken_of = any(h < token.i for h in self.words.arguments.agreements)
        return token.lower_ == "it" and spoken_of and not means_writing(token, self.words)


def means_writing(it: Token, words: Words) -> bool:
    """ "A letter on the treaty came out. It was signed by four senators": "it" is the letter."""
    before = [h for h in words.arguments.agreements if h < it.i]
    start = it.sent.start and it.doc[it.sent.start - 1].sent.start
    writings = words.modality.lemmas("writing")
    told = (t for t in it.doc[start : it.i] if t.tag_ == "NN" and t.lemma_.lower() in writings)
    return any(all(h < t.i or t.is_ancestor(it.doc[h]) for h in before) for t in told)


def _with_aside(agreement: Token, verb: Token) -> bool:
    """ "The agreement between the two, in force since 1984, expired": nothing but an aside in commas stands between."""
    between = agreement.doc[agreement.i + 1 : verb.i]
    commas = [t.i for t in between if t.text == ","]
    closed = len(commas) == 2 and commas[-1] == verb.i - 1
    return closed and not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in between)
