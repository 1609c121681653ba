"""What a report does with a noun, by which it is seen to stand for an agreement: "took effect", "signed with Chile"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from dateline.extract.syntax import Clauses
from dateline.kinds.lexicon import Lexicon
from dateline.model.findings import ActorFinding
from dateline.model.vocabulary import CHAMBERS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Words of a report on instruments of law; a convention may also be a party's.
_LAWFUL = re.compile(
    r"\b(?:ratif\w+|acce(?:de|ssion)\w*|depositary|signator\w+|treat(?:y|ies)|denunciation|notice of withdrawal"
    r"|instruments? of|acceptances?|(?:in|into) force|provisional(?:ly)? appli\w+|applied provisionally)\b",
    re.I,
)
# What a waiver between states is of.
_VISA = re.compile(r"\bvisas?\b", re.I)
# Steps that nothing but an instrument of law undergoes.
_FORMAL = frozenset({"sign", "ratify", "accede", "deposit", "approve", "initial", "reserve", "register", "amend"})
# "The basing agreement, which has been in force since March", "the Lima convention, in effect since 1994"
_IN_FORCE = re.compile(
    r"^['’]s (?:entry|coming) into (?:force|effect)\b"
    r"|^,? ?(?:(?:which|that) )?(?:(?:has|had|have) )?(?:been )?(?:(?:now|still|already|legally|only|back) )?"
    r"(?:in (?:force|effect|operation)\b|effective (?:since|from|as of|at once)\b|binding (?:since|on|upon)\b"
    r"|(?:entered|came|went) into (?:force|effect)\b|took effect\b)"
)
# "The entry into force of the basing agreement"
_FORCE_BEFORE = re.compile(r"\b(?:entry|coming|entering) into (?:force|effect)\b(?: \S+){0,5}? of (?:\S+ ){0,5}$")
# Prepositions that bring in what an agreement is on.
ON = frozenset({"on", "of", "for", "about", "against", "concerning", "regarding", "over", "to"})
_VOTED = frozenset({"approve", "submit"})
# By what parliaments approve.
_LAWS = frozenset({"law", "bill", "act", "decree", "resolution", "motion"})
# Those by which a state has part in an agreement: "put its participation in the convention on hold".
_TAKING_PART = frozenset({"participation", "compliance", "part", "role", "observance", "involvement"})
# What is made of an agreement.
_CHANGES = frozenset({"change", "amendment", "extension", "renewal", "prolongation", "suspension", "revision"})
# "The convention, to which Samoa has been a party since March".
_WITH_PARTY = re.compile(r"^,? ?(?:to|of) which\b[^,.;]{1,50}\b(?:party|member|signatory)\b")
# What the parser takes a place for.
_PLACED = frozenset({"GPE", "LOC", "FAC"})
# Words behind a noun in which it says so.
_BEHIND = 14
# Prepositions of the day or the place that may stand between what is done and what it is done to.
_BETWEEN = frozenset({"in", "into", "on", "at"})
# What stands for the agreement that is being made.
_WORDING = frozenset({"text", "draft", "wording", "version", "copy", "term", "page", "part", "portion", "chapter"})
# Tokens that are the beginning of a report.
_BEGINNING = 80


class Uses:
    """Questions about how one report uses its agreement nouns; `actors` by the tokens that head them."""

    def __init__(self, doc: Doc, lexicon: Lexicon, clauses: Clauses, actors: Mapping[int, ActorFinding]) -> None:
        """`lexicon` tells which verbs move agreements, `clauses` who stands beside a noun."""
        self.doc = doc
        self.lexicon = lexicon
        self.clauses = clauses
        self.lemmas = clauses.modality.lemmas
        self.actors = actors

    def of_states(self, noun: Token, words: list[Token]) -> bool:
        """ "A labour agreement with Qatar": what is mostly of firms, with a state for the other side."""
        barred = {t.lower_ for t in words if self.lexicon.agreement_words.get(t.lower_, "") is None}
        if not barred or not barred <= self.lexicon.words_of_states:
            return False
        said = self.named_parties(self.clauses.obliques(noun, ("with", "between")))
        if any(self.actors[t.i].named_state for t in said):
            return True
        # "Kenya and the United States ended their base lease agreement"
        near = (f for f in self.near(noun) if f.form in ("name", "capital") or f.sector == "GOV")
        return len({f.country for f in near if f.country}) > 1

    def shown(self, noun: Token) -> bool:
        """Whether what is said of an "agreement" shows that it is one of states."""
        if self.by_states(noun) or self.in_force(noun) or self.among_states(noun) or self.abroad(noun):
            return True
        if self.ratified(noun):
            return True
        placed = noun.lower_ == "agreement" and any(c.dep_ == "compound" and c.ent_type_ in _PLACED for c in noun.lefts)
        return (placed or self.matter_of_states(noun)) and self.done_to(noun)

    def matter_of_states(self, noun: Token) -> bool:
        """ "The extradition agreement", "the air services accord": on what none but states agree on."""
        words = [t.lower_ for c in noun.lefts if c.dep_ in ("compound", "amod", "nmod") for t in c.subtree]
        told = f" {' '.join(w for w in words if w != '-')} "
        return noun.text.islower() and any(f" {m} " in told for m in self._matters)

    @cached_property
    def _matters(self) -> frozenset[str]:
        """The matters of states, also with spaces for the hyphens, which the parser takes for words."""
        listed = self.lemmas("matter-of-states")
        return listed | {m.replace("-", " ") for m in listed}

    def on(self, noun: Token) -> bool:
        """ "The convention against mines", "a protocol on plastic waste": what it is on, not when it is held."""
        after = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
        told = after.lower_ == "against" or (after.lower_ == "on" and self.of_law)
        return told and any(o.dep_ == "pobj" and not o.ent_type_ for o in after.children)

    def called_by_place(self, noun: Token) -> bool:
        """ "The Arusha protocol": an instrument, where it bears the name of a place."""
        return any(c.dep_ in ("compound", "amod", "nmod") and c.pos_ == "PROPN" for c in noun.lefts)

    def in_force(self, noun: Token) -> bool:
        """ "The agreement entered into force", "the convention, in force since May": what does so is law."""
        if _IN_FORCE.match(self.doc[noun.i + 1 : max(noun.i + 9, noun.right_edge.i + 1)].text.lower()):
            return True
        told = [c for c in noun.rights if c.dep_ == "relcl" and any(_opens(s) for s in c.children)]
        if any(self._gains_force(v) for v in (*told, *([noun.head] if noun.dep_ == "nsubj" else []))):
            return True
        one = any(c.lower_ in ("a", "an") for c in noun.lefts)
        return not one and bool(_FORCE_BEFORE.search(self.doc[noun.sent.start : noun.i].text_with_ws.lower()))

    def _gains_force(self, verb: Token) -> bool:
        """ "Took effect", "is back in force", "went live", "has been law"."""
        beside = [verb, *(c for c in verb.children if c.lower_ == "back")]
        preps = [p for b in beside for p in b.children if p.lower_ in ("in", "into") and p.i > verb.i]
        said = {c.lower_ for c in verb.children if c.i > verb.i}
        taken = verb.lemma_ == "take" and bool(said & {"effect", "hold"})
        taken |= verb.lemma_ == "become" and bool(said & self.lemmas("of-law-in-force"))
        taken |= (verb.lemma_ == "go" and "live" in said) or (verb.lemma_ == "be" and "law" in said)
        return taken or any(o.lower_ in ("force", "operation") for p in preps for o in p.children)

    def governed(self, noun: Token) -> bool:
        """ "The ratification of the protocol", "a breach of the tuna convention", "its entry into force"."""
        if _WITH_PARTY.match(self.doc[noun.i + 1 : noun.i + _BEHIND].text.lower()):
            return True
        if noun.dep_ != "pobj" or not any(c.dep_ in ("det", "poss", "amod", "compound") for c in noun.lefts):
            # "A breach of convention": of manners
            return False
        papers = self.lemmas("law-paper")
        over = noun.head.head
        while noun.head.lower_ == "of" and over.dep_ == "pobj" and over.head.lower_ in _BETWEEN:
            # "The signing in Dhaka of an agreement", "the entry into force of the convention"
            over = over.head.head
        if over.lemma_.lower() in papers | self.lemmas("law-life"):
            return True
        if over.dep_ in ("relcl", "acl") and over.head.lemma_.lower() in papers:
            # "The reservation which Fiji made to the convention"
            return True
        return over.lemma_ == "be" and any(c.dep_ == "attr" and c.lemma_ in papers for c in over.children)

    def among_states(self, noun: Token, *, bare: bool = False) -> bool:
        """ "A basing agreement that lets in American airmen falls due, and Jordan has yet to reply": of two states.

        Described by a word before it, unless `bare`.
        """
        described = any(c.dep_ in ("compound", "amod") and c.text.islower() for c in noun.lefts)
        near = self.near(noun)
        states = {f.country for f in near if f.country and f.form in ("name", "capital", "adjective")}
        return len(states) > 1 and (described or bare) and self.done_to(noun)

    def abroad(self, noun: Token) -> bool:
        """ "The tuna agreement ended at midnight", in a report whose beginning names two states or a bloc and one."""
        if noun.lemma_.lower() not in ("agreement", "arrangement") or not self.done_to(noun):
            return False
        if not any(c.dep_ in ("compound", "amod", "det") and c.lower_ != "a" for c in noun.lefts):
            return False
        return self.states > 1

    @cached_property
    def states(self) -> int:
        """How many states and blocs the beginning of the report names."""
        near = [f for h, f in self.actors.items() if h < _BEGINNING]
        named = {f.country for f in near if f.country and f.form in ("name", "capital", "adjective", "people", "place")}
        named |= {i for f in near for i in f.ids if i.startswith("IGO:")}
        return len(named)

    def done_to(self, noun: Token) -> bool:
        """Whether the verb that a noun hangs on may tell a step of an agreement."""
        verb = noun.head
        while (verb.pos_ in ("ADP", "ADV", "PART", "SCONJ") or verb.lemma_ in _CHANGES) and verb.head.i != verb.i:
            # "Pulling out of the arrangement", "a change to the visa waiver was agreed"
            verb = verb.head
        if verb.pos_ == "NOUN" and any(s.step for s in self.lexicon.nouns.get(verb.lemma_.lower(), ())):
            # "With the lapse of the basing agreement"
            return True
        if verb.pos_ == "AUX" and noun.dep_ == "nsubj":
            # "The agreement that kept the peace is no more"
            behind = self.doc[verb.i + 1 : verb.i + 4].text.lower()
            told = (
                t.words for t in self.lexicon.turns.get("be", ()) if t.agreement == "subject" and t.step and t.words
            )
            return any(re.match(words, behind) is not None for words in told)
        senses, turns = self.lexicon.verbs.get(verb.lemma_.lower(), ()), self.lexicon.turns.get(verb.lemma_.lower(), ())
        return verb.pos_ == "VERB" and (any(s.step for s in senses) or any(t.step for t in turns))

    def by_a_state(self, noun: Token) -> bool:
        """ "Eritrea broke the artillery protocol", "Samoa left the albacore convention": a state does it."""
        if noun.dep_ == "pobj" and noun.head.head.lemma_ in _TAKING_PART and noun.head.lower_ in ("in", "with", "of"):
            noun = noun.head.head
        verb = noun.head
        if verb.pos_ != "VERB" or noun.dep_ not in ("dobj", "nsubjpass"):
            return False
        doers = [self.actors[t.i] for t in self.clauses.subjects(verb) if t.i in self.actors]
        if any(t.lower_ == "it" for t in self.clauses.subjects(verb)):
            # "Kenya said that it would leave the rhino convention"
            doers += [f for h, f in self.actors.items() if noun.sent.start <= h < verb.i]
        return self.done_to(noun) and any(f.named_state for f in doers)

    def before_a_chamber(self, noun: Token) -> bool:
        """ "Malaysia's cabinet will not send the haze protocol to parliament": what goes before a chamber is law."""
        verb = noun.head
        steps = {s.step for s in self.lexicon.verbs.get(verb.lemma_.lower(), ())}
        steps |= {t.step for t in self.lexicon.turns.get(verb.lemma_.lower(), ())}
        voted = noun.dep_ in ("dobj", "nsubjpass", "nsubj") and verb.pos_ == "VERB" and bool(steps & _VOTED)
        return voted and any(f.organ in CHAMBERS for f in self.near(noun))

    def ratified(self, noun: Token) -> bool:
        """ "The Nepalese House ratified the grid compact": what a state or its chambers ratify."""
        verb = noun.head
        if verb.lemma_ not in ("ratify", "ratification") or noun.dep_ not in ("dobj", "nsubjpass"):
            return False
        return any(f.named_state or (f.country and f.organ in CHAMBERS) for f in self.near(noun))

    def signed_by_two(self, noun: Token) -> bool:
        """ "Turkey and Armenia signed protocols": two states do it."""
        if noun.dep_ != "dobj" or noun.head.lemma_ not in ("sign", "initial"):
            return False
        doers = [self.actors[t.i] for t in self.clauses.subjects(noun.head) if t.i in self.actors]
        return len({f.named_state for f in doers} - {None}) == 2

    def initialled(self, noun: Token) -> bool:
        """ "The two Koreas initialled a rail text": what envoys put their initials to is an agreement in the making."""
        verb = noun.head
        return verb.lemma_ == "initial" and noun.dep_ in ("dobj", "nsubjpass") and bool(self.near(noun))

    def deposited(self, paper: Token) -> bool:
        """ "Armenia deposited its instrument", "the two exchange instruments": what is done to papers of law alone."""
        verb = paper.head
        if paper.dep_ not in ("dobj", "nsubjpass"):
            return False
        doers = [t for t in (*self.clauses.subjects(verb), *self.clauses.owners(paper)) if t.i in self.actors]
        told = [self.actors[t.i] for t in doers]
        states = {f.named_state for f in told} - {None}
        if paper.tag_ == "NNS" and verb.lemma_ in ("exchange", "swap"):
            return len(states) > 1
        return verb.lemma_ in ("deposit", "lodge") and bool(states)

    def acceded(self, noun: Token) -> bool:
        """ "Acceded to the code", "its instrument of accession to the code": joined as only instruments of law are."""
        if noun.dep_ != "pobj" or noun.head.lower_ != "to":
            return False
        over = noun.head.head
        papers = [c.lemma_ for c in over.children if c.dep_ == "dobj"] if over.lemma_ == "deposit" else []
        return over.lemma_.lower() in ("accede", "accession", "adhesion") or "instrument" in papers

    def gathering(self, noun: Token) -> bool:
        """Whether a convention may be a meeting, or a protocol a set of rules: nothing says that it is law."""
        if noun.lemma_.lower() != "convention" or not self.of_law:
            return True
        held = noun.dep_ == "pobj" and noun.head.lower_ in ("at", "in", "during", "from", "for", "before")
        return held or (noun.dep_ == "dobj" and noun.head.lemma_ in self.lemmas("meeting-verb"))

    def held(self, noun: Token, name: str | None) -> bool:
        """ "The National Farmers Convention", "the group's annual convention": a meeting, as far as a report tells."""
        titled = name is not None and bool({"on", "against", "for", "concerning", "of"} & set(name.split()))
        states = any(f.named_state for f in self.near(noun))
        return not (titled or states or self.of_law or (name is not None and self.done_to(noun)))

    def acted(self, noun: Token, mutual: bool) -> bool:
        """ "Venezuela's alliance with Nicaragua took effect", "signed a declaration": what is done to agreements alone.

        With `mutual`, only of what is told to be with or between somebody.
        """
        party = bool(self.named_parties(self.clauses.obliques(noun, ("with", "between", "among"))))
        verb = noun.head
        senses = self.lexicon.verbs.get(verb.lemma_.lower(), ()) if verb.pos_ == "VERB" else ()
        steps = {s.step for s in senses if "agreement" in s.object}
        done = noun.dep_ in ("dobj", "nsubjpass") and bool(steps & (_FORMAL - {"approve"}))
        party |= self.doc[noun.i + 1 : noun.i + 4].text.lower() in ("in force between", "in effect between")
        paper = verb.head if verb.dep_ == "acl" else verb
        if party and paper.lemma_.lower() in _LAWS and self.done_to(noun):
            # "A law endorsing the kingdom's alliance with Oman"
            return True
        told = any(self.lexicon.agreement_words.get(c.lower_) for c in noun.lefts)
        if noun.lemma_.lower() == "waiver" and self.of_visas:
            # "Restored its waiver with Peru": the parser may hang "with" on the verb.
            told = True
            party |= noun.dep_ == "dobj" and bool(self.named_parties(self.clauses.obliques(verb, ("with",))))
        if told and ((party and self.done_to(noun)) or (done and self.by_states(noun))):
            # "Jamaica put its visa waiver with Peru on hold", "the two signed a visa waiver"
            return True
        if not mutual and (self.acceded(noun) or self.ratified(noun)):
            return True
        return (self.in_force(noun) and party) or (done and (party or (not mutual and self.by_states(noun))))

    def by_states(self, noun: Token) -> bool:
        """ "Officials of the two ministries signed an agreement": in a sentence that names states or both sides."""
        if not self.moved(noun):
            return False
        near = self.near(noun)
        if any(f.form == "pair" or (f.country and f.form in ("name", "capital", "adjective")) for f in near):
            return True
        there = [f for f in near if f.form == "place" and f.country]
        there = [f for f in there if self.doc[f.head].head.head in (noun, noun.head)]
        if there and any(f.sector == "GOV" for f in near):
            # "An agreement was signed in Kuwait City by the minister and his host"
            return True
        return any(f.sector in ("REB", "UAF") for f in near)

    def moved(self, noun: Token) -> bool:
        """Whether a verb that moves agreements governs the noun ("signed a deal", "acceded to a protocol")."""
        # "An agreement on the corridor that the ministers signed": the parser hangs the clause on the last noun.
        on = [o for c in noun.rights if c.dep_ == "prep" and c.lower_ in ON for o in c.subtree if o.dep_ == "pobj"]
        told = [c for n in (noun, *on) for c in n.rights if c.dep_ in ("acl", "relcl") and c.tag_ in ("VBN", "VBD")]
        if any(s.step in _FORMAL for c in told for s in self.lexicon.verbs.get(c.lemma_.lower(), ())):
            # "Under an agreement signed in Dushanbe"
            return True
        if self.doc[noun.i + 1 : noun.i + 3].text.lower() in ("in force", "in effect"):
            # "The tax protocol in effect since Friday"
            return True
        verb = noun.head.head if noun.dep_ == "pobj" else noun.head
        if noun.dep_ == "pobj" and verb.lemma_.lower() in _WORDING and noun.head.lower_ == "of":
            # "Agreed on the text of an air agreement", "put their initials to the draft of a protocol"
            noun = verb
            verb = noun.head.head if noun.dep_ == "pobj" else noun.head
            if noun.dep_ == "pobj" and verb.pos_ == "NOUN" and verb.dep_ == "dobj":
                verb = verb.head
        if self.governed(noun):
            return True
        if noun.dep_ == "pobj" and verb.lemma_ in ("come", "arrive") and noun.head.lower_ in ("to", "at"):
            # "Came to an understanding"
            return True
        entries, lemma = self.lexicon.agreement_nouns, noun.lemma_.lower()
        entry = entries.get(lemma) or entries.get(lemma.removesuffix("s"))
        if entry is not None and entry.strength == "moved":
            # A convention is also a meeting, which may begin, end and be left.
            if noun.dep_ == "pobj" and noun.head.lower_ in ("at", "during"):
                # "Will vote on resolutions during a convention"
                return False
            left = {verb.lemma_, verb.head.lemma_} if verb.pos_ == "ADP" else {verb.lemma_}
            if left & self.lemmas("leaving-for-good"):
                return True
            steps = {s.step for s in self.lexicon.verbs.get(verb.lemma_.lower(), ())}
            return verb.pos_ == "VERB" and bool(steps & _FORMAL)
        moving = any(s.step for s in self.lexicon.verbs.get(verb.lemma_.lower(), ()))
        # "Reactivated the waiver agreement": a turn of phrase that needs no words but its verb.
        alone = (t for t in self.lexicon.turns.get(verb.lemma_.lower(), ()) if t.needs == "direct" and t.words is None)
        return verb.pos_ == "VERB" and (moving or (noun.dep_ == "dobj" and any(t.chamber is None for t in alone)))

    def near(self, noun: Token) -> list[ActorFinding]:
        """The actors of the noun's sentence."""
        return [f for h, f in self.actors.items() if noun.sent.start <= h < noun.sent.end]

    @cached_property
    def of_law(self) -> bool:
        """Whether the report speaks of instruments of law at all: of treaties, ratification, accession."""
        return _LAWFUL.search(self.doc.text) is not None

    @cached_property
    def of_visas(self) -> bool:
        """Whether the report speaks of visas, so that its waivers are of states."""
        return _VISA.search(self.doc.text) is not None

    def of_several(self, sides: Sequence[Token]) -> bool:
        """Whether some tokens name two states, blocs or armed parties at least."""
        told = [self.actors[t.i] for t in self.named_parties(sides)]
        sides_told = {f.named_state for f in told} | {
            i for f in told for i in f.ids if i.startswith(("IGO:", "group:"))
        }
        return len(sides_told - {None}) > 1

    def named_parties(self, tokens: Sequence[Token]) -> list[Token]:
        """Those of some tokens that name a state, an organisation or a group, not a person or a place."""
        return [t for t in tokens if t.i in self.actors and self.actors[t.i].form not in ("pronoun", "place", "person")]


def _opens(word: Token) -> bool:
    """Whether a relative pronoun is the subject of its clause."""
    return word.dep_ == "nsubj" and word.lower_ in ("which", "that")
