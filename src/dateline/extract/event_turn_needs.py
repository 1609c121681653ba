"""What turns of phrase ask of the words around them beyond their own: whose signature, of which kind of agreement."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.extract.event_moved import Moved
from dateline.extract.event_words import PAPERS, Words
from dateline.extract.syntax import Clauses
from dateline.kinds.turns import Turn

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LEAVING = re.compile(
    r"\b(?:withdr\w+|left|leav(?:e|ing)|quit\w*|exit\w*|end|ending|terminat\w+|denounc\w+|denunciation|pull\w* out|"
    r"cease|walk\w* (?:away|out)|wants? out|out of|free of|rid of|departure|departing|parting|"
    r"notice under|non-renewal|not (?:be )?(?:renew\w*|prolong\w*|extend\w*|continu\w*)|"
    r"abandon\w*|cancel\w*|scrap\w*|laps\w+|expir\w+|ran out)\b"
)
_FROZEN = re.compile(
    r"\b(?:suspend|halt|paus|fr[eo]z)\w*(?: \w+){0,3}? (?:participation|part|compliance|role|membership)\b"
)
_PENDING = frozenset({"pending", "awaiting"})
# Kinds of instruments that states accept as they ratify others.
_LAWFUL = frozenset({"convention", "protocol", "treaty", "covenant", "charter", "statute", "amendment", "agreement"})
_TRUCES = ("ceasefire", "peace_agreement")
# Prepositions behind which an agreement is not what the verb is done to.
_BESIDE = frozenset({"without", "under", "after", "before", "despite", "during", "since", "amid", "because", "until"})
# Nouns of turns through which the agreement is still what the verb is done to: "called a halt to the truce".
_MEANT = frozenset({"back", "text", "rest", "part", "halt", "time", "end"})
_PAPERS = re.compile(r"\b(?:instruments?|ratifications?|acceptances?)\b")
# Sentences back to which an agreement is looked for.
NEAR = 2


def opening(start: int, doc: Doc, sentences: int = NEAR) -> int:
    """The first token of the sentence so many before the one that begins at `start`."""
    for _ in range(sentences):
        start = doc[start - 1].sent.start if start > 0 else start
    return start


def beside(agreement: Token, verb: Token) -> bool:
    """ "Start the talks without a ceasefire", "met after the pact": not what is done."""
    between = [a for a in agreement.ancestors if verb.i < a.i < agreement.i]
    return any(a.lower_ in _BESIDE and a.pos_ in ("ADP", "SCONJ") for a in between)


class Needs:
    """Questions about the words around the verbs of one report."""

    def __init__(self, words: Words, clauses: Clauses, moved: Moved) -> None:
        """`words` tells what tokens are, `clauses` who does what to whom, `moved` which agreement a noun stands for."""
        self.words = words
        self.clauses = clauses
        self.moved = moved

    def within(self, nouns: list[Token]) -> Token | None:
        """The agreement that one of these nouns is or holds ("the term of the pact")."""
        for noun in nouns:
            found = self.moved.whole(noun)
            if found is not None:
                return found
        heads = self.words.arguments.agreements
        return next((t for n in nouns for t in n.subtree if t.i in heads), None)

    def votes(self, token: Token, kind: str) -> bool:
        """Whether those who act decide by vote: a legislature, a court, voters, a cabinet, or one of these alone."""
        if kind == "court":
            return self.words.belongs(token, ("court",))
        voters = token.lemma_.lower() in self.words.lexicon.classes["voters"]
        found = self.words.arguments.actors.get(token.i)
        peoples = ("people", "adjective") if token.dep_ not in ("amod", "compound", "nmod", "poss") else ("people",)
        people = found is not None and found.form in peoples
        seated = found is not None and any(i.endswith((".LEG", "-parliament")) for i in found.ids)
        if kind == "voters":
            return voters or people
        decides = seated or self.words.legislates(token) or self.words.belongs(token, ("court",))
        return voters or decides or self.words.cabinet(token)

    @staticmethod
    def _directly(agreement: Token, verb: Token) -> bool:
        """Whether nothing but prepositions and the turn's own nouns stand between the two in the parse."""
        while agreement.dep_ in ("compound", "nmod") and agreement.head.i != agreement.i:
            # "The Trans-Pacific Partnership trade agreement"
            agreement = agreement.head
        node = agreement.head
        while node.i != verb.i and node.head.i != node.i:
            if node.pos_ not in ("ADP", "ADV", "PART", "SCONJ") and node.lemma_ not in _MEANT:
                return False
            node = node.head
        return bool(node.i == verb.i)

    def _lawful(self, agreement: Token) -> bool:
        """Whether an agreement, or the one that "it" means, is an instrument of law by its noun or has a name."""
        heads = self.words.arguments.agreements
        held = agreement.i if agreement.i in heads else max((h for h in heads if h < agreement.i), default=-1)
        found = heads.get(held)
        return found is not None and (found.name is not None or agreement.doc[held].lemma_.lower() in _LAWFUL)

    def _law(self, it: Token) -> bool:
        """ "An order ratifying the treaty was gazetted on Monday. It was signed in March": "it" is the order."""
        told = it.doc[opening(it.sent.start, it.doc, 1) : it.i] if it.lower_ == "it" else ()
        leading = [
            t for t in told if t.dep_ in ("nsubj", "nsubjpass") and t.pos_ in ("NOUN", "PROPN") and t.head != it.head
        ]
        if not leading or leading[-1].lemma_.lower() == "amendment":
            # That of an agreement is signed by its parties.
            return False
        lawful = self.words.belongs(leading[-1], PAPERS) or leading[-1].lemma_.lower() == "order"
        return lawful and any(t.i in self.words.arguments.agreements for t in leading[-1].subtree)

    def met(self, turn: Turn, verb: Token, agreement: Token | None, before: list[Token]) -> bool:
        """Whether what a turn needs is there; `agreement` is what it moves, `before` stands before the verb."""
        match turn.needs:
            case "direct":
                near = self.clauses.objects(verb)
                held = agreement is not None and any(self.moved.whole(t) == agreement for t in near)
                apart = agreement is None or beside(agreement, verb)
                return held or (not apart and agreement is not None and self._directly(agreement, verb))
            case "leaving":
                return _LEAVING.search(" ".join(t.lower_ for t in verb.sent if t.i > verb.i)) is not None
            case "truce":
                found = self.words.arguments.agreements.get(agreement.i) if agreement is not None else None
                return found is not None and found.kind in _TRUCES
            case "ending":
                start = opening(verb.sent.start, verb.doc)
                return _LEAVING.search(verb.doc[start : verb.sent.end].text.lower()) is not None
            case "after-freeze":
                start = opening(verb.sent.start, verb.doc)
                return _FROZEN.search(verb.doc[start : verb.i].text.lower()) is not None
            case "truce-told":
                return any(f.kind in _TRUCES for f in self.words.arguments.agreements.values())
            case "pending":
                ahead = [t for t in verb.sent if t.lower_ in _PENDING]
                return any(w.lower_.startswith(("ratif", "approv")) for t in ahead for w in t.head.subtree)
            case "approving":
                inside = [t for o in (verb, *before) for t in o.subtree]
                return any(t.lemma_.lower() in self.words.lexicon.classes["approving"] for t in inside)
            case "after-vote":
                start = opening(verb.sent.start, verb.doc)
                acting = [t for t in verb.doc[start : verb.i] if t.i in self.words.arguments.actors]
                return any(self.votes(t, "any") and not self.words.cabinet(t) for t in acting)
            case "accession":
                return any(
                    t.lemma_ == "instrument" or any(w.lower_ in ("accession", "membership") for w in t.subtree)
                    for t in (verb.doc[h] for h in self.words.arguments.agreements)
                )
            case "outright":
                return not any(t.lower_.startswith("provisional") for t in verb.doc)
            case "bare":
                # "India ratified on October 2, a holiday": what stands behind the comma is not ratified.
                apposed = [c for c in verb.children if c.left_edge.i > verb.i and c.left_edge.nbor(-1).text == ","]
                close = [c for c in verb.children if c not in apposed]
                said = any(c.dep_ in ("dobj", "nsubjpass", "xcomp") for c in close)
                # "Five are needed; up to now Togo alone has ratified": a clause before it is another one.
                said |= any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children)
                doing = self.clauses.subjects(verb)
                party = any(self.words.belongs(t, ("state", "igo")) or self.words.legislates(t) for t in doing)
                # "The Tajiks ratified in May"
                known = [f for t in doing if (f := self.words.arguments.actors.get(t.i))]
                party |= turn.step == "ratify" and any(f.form == "people" and f.country for f in known)
                # "Foreign Minister Ruiz and the Serbian minister signed in Santiago"
                serving = [f for f in known if f.sector == "GOV"]
                party |= (
                    len(serving) > 1
                    or any(f.plural for f in serving)
                    or (turn.step == "ratify" and any(f.organ == "head_of_state" for f in serving))
                )
                # "A new deal that he signed": what is signed stands before.
                bare = not said and not any(o not in apposed for o in self.clauses.objects(verb))
                own = any(c.dep_ == "nsubj" and c.lower_ not in ("that", "which", "who") for c in verb.children)
                bare = bare and verb.dep_ not in ("acl", "amod", "pcomp") and not (verb.dep_ == "relcl" and own)
                return bare and (party or any(t.pos_ == "PRON" for t in doing))
            case "own-instrument":
                # "Togo's came on Monday", "had handed in its own": of the papers spoken of right before.
                spoken = verb.doc[opening(verb.sent.start, verb.doc) : verb.sent.start].text.lower()
                owned = any(c.dep_ == "case" for t in before for c in t.children)
                own = any(t.lower_ in ("own", "theirs", "hers") for t in verb.subtree if verb.i < t.i <= verb.i + 3)
                return (owned or own) and _PAPERS.search(spoken) is not None
            case "its-law":
                return any(self._law(c) for c in verb.children if c.dep_ in ("dobj", "nsubjpass"))
            case "lawful":
                told = self.within([*self.clauses.objects(verb), *before]) if agreement is None else agreement
                return told is not None and self._lawful(told)
            case "provisional":
                return any(c.lower_.startswith("provisional") for n in before for c in n.lefts)
            case "of-agreement":
                # "The pause in the pact's operation", but not "the humanitarian pause", which is one itself
                inner = self.within(before)
                return inner is not None and inner not in before
            case _:
                return any(self.words.legislates(t) for t in self.clauses.objects(verb))
