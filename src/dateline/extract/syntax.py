"""Who does a verb, and to whom: through passives, relatives, control and coordination."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dateline.extract.relatives import RELATIVES, antecedent, close, forerun, left_out, of_rank, set_off
from dateline.kinds.modality import Modality
from dateline.model.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "csubj"})
_PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
_BOUNDARIES = frozenset({"relcl", "advcl", "ccomp", "acl", "parataxis", "csubj"})

# "The nation of Palau", "the island state of Nauru"
_POLITIES = frozenset({"nation", "state", "republic", "kingdom", "sultanate", "emirate", "principality"})


class Clauses:
    """Questions about the clauses of one report; `modality` tells which verbs control whose subject.

    What is asked again and again, once for each sense of a word, is found once: an object serves one report alone.
    """

    def __init__(self, modality: Modality) -> None:
        """Every question brings its token, all of them tokens of the same report."""
        self.modality = modality
        self._passive: dict[int, bool] = {}
        self._subjects: dict[int, tuple[Token, ...]] = {}
        self._objects: dict[int, tuple[Token, ...]] = {}

    def is_passive(self, verb: Token) -> bool:
        """Whether `verb` is passive, also as a reduced relative ("troops sent by") or a conjunct of a passive."""
        known = self._passive.get(verb.i)
        if known is None:
            known = self._passive[verb.i] = self._found_passive(verb)
        return known

    def _found_passive(self, verb: Token) -> bool:
        held = {c.dep_ for c in verb.children}
        if "auxpass" in held or "nsubjpass" in held:
            return True
        agents = [c for c in verb.children if c.dep_ == "agent"]
        if agents and all(o.lemma_ in self.modality.lemmas("by-manner") for c in agents for o in c.children):
            # "Voted by a wide margin", "adopted it by acclamation"
            held.discard("agent")
        if {"nsubj", "dobj", "agent"} <= held and "aux" not in held:
            # "Parliament adopted by a wide margin the treaty"
            return False
        if "agent" in held:
            # "resigned by e-mail", "fled and resigned by e-mail" are active all the same.
            active = verb.dep_ == "conj" and not self.is_passive(verb.head)
            return not (verb.tag_ == "VBD" and (active or verb.lemma_ in self.modality.lemmas("no-object")))
        if self._root_acl(verb):
            return False
        if verb.tag_ == "VBD" and verb.lemma_ in self.modality.lemmas("done-to-pacts") and "nsubj" in held:
            # "The accord, inked with pomp in May, has nowhere to go": the parser takes it for the main verb.
            return bool(verb.i and verb.nbor(-1).text == "," and not held & {"dobj", "ccomp", "xcomp", "prt"})
        if verb.tag_ in ("VBD", "VBN") and verb.dep_ in ("ROOT", "conj", "ccomp") and self._unheld(verb):
            return True
        if verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD") and not held & _SUBJECTS:
            return True
        if verb.dep_ == "advcl" and verb.tag_ == "VBN" and self._participial(verb):
            # "Detained in Doha in March, the sailors were let go"
            return True
        if self._suffered(verb):
            return True
        own = "aux" in held or held & _SUBJECTS
        # "Agreed in 1986 and signed in 1999, the treaty"
        alike = verb.tag_ == "VBN" or ((verb.head.dep_, verb.head.tag_) == ("advcl", "VBN") and "dobj" not in held)
        return verb.dep_ == "conj" and alike and not own and self.is_passive(verb.head)

    def _unheld(self, verb: Token) -> bool:
        """ "Activist jailed in Minsk", "the mayor, shot as he left, was stable": taken for the past tense."""
        if verb.lemma_ not in self.modality.lemmas("needs-object"):
            return False
        held = ("dobj", "dative", "ccomp", "xcomp", "oprd", "aux", "auxpass", "prt", "acomp", "attr")
        if any(c.dep_ in held or (c.dep_ == "prep" and c.lower_ in ("at", "into", "on", "to")) for c in verb.children):
            return False
        if any(c.dep_ == "conj" and c.pos_ == "VERB" for c in verb.children):
            return False
        itself = self.modality.lemmas("holds-itself") if verb.lemma_ == "hold" else frozenset()
        subjects = [c for c in verb.children if c.dep_ == "nsubj" and c.lower_ not in RELATIVES]
        return any(c.lemma_.lower() not in itself for c in subjects)

    def _root_acl(self, verb: Token) -> bool:
        """ "The king conferred with the president": the parser hangs the only verb on its subject."""
        if verb.dep_ != "acl" or verb.tag_ != "VBN" or verb.head.dep_ != "ROOT" or verb.head.pos_ == "VERB":
            return False
        return any(c.dep_ == "dobj" or (c.lower_ in ("with", "into") and c.i == verb.i + 1) for c in verb.children)

    def _suffered(self, verb: Token) -> bool:
        """ "Had their presses confiscated by the police", "saw its envoy expelled"."""
        governed = verb.dep_ in ("ccomp", "xcomp") and verb.tag_ == "VBN" and verb.head.lemma_ in ("have", "see", "get")
        return governed and not any(c.dep_ in ("aux", "dobj") for c in verb.children)

    def _participial(self, verb: Token) -> bool:
        """Whether a participle has neither auxiliary, subject, object nor mark of its own."""
        return not any(c.dep_ in (*_SUBJECTS, "aux", "dobj", "mark") for c in verb.children)

    def disguised(self, token: Token) -> bool:
        """ "Poland scrambled jets on Monday": a main verb that the parser took for an adjective of its object."""
        if token.dep_ != "amod" or token.tag_ not in ("VBD", "VBN") or token.head.dep_ != "ROOT":
            return False
        if token.head.pos_ not in ("NOUN", "PROPN") or token.i == token.sent.start or token.head.i < token.i:
            return False
        before = token.nbor(-1)
        named = before.pos_ in ("NOUN", "PROPN") and before.dep_ in ("npadvmod", "nmod", "compound", "nsubj")
        return named and not any(t.pos_ in ("VERB", "AUX") and t.i != token.i and t.tag_ != "VBG" for t in token.sent)

    def in_headline_english(self, token: Token) -> bool:
        """ "Gunmen ambush bus", "Tokyo hosts envoy": a verb taken for a noun, where there is no other."""
        if token.pos_ not in ("NOUN", "PROPN") or not token.text.islower() or token.i == token.sent.start:
            return False
        before = token.nbor(-1)
        agrees = (before.tag_ in ("NNS", "NNPS") and token.tag_ == "NN") or (
            before.tag_ in ("NN", "NNP") and token.lower_.endswith("s") and token.tag_ in ("NNS", "NNP", "NNPS")
        )
        after = token.nbor(1) if token.i + 1 < token.sent.end else token
        goes_on = after.i > token.i and (after.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "DET") or after.tag_ == "VBN")
        return agrees and goes_on and not any(t.pos_ in ("VERB", "AUX") and t.tag_ != "VBG" for t in token.sent)

    def subjects(self, verb: Token) -> list[Token]:
        """Heads of what does the verb: its subject, its by-agent, or whoever controls it."""
        known = self._subjects.get(verb.i)
        if known is None:
            known = self._subjects[verb.i] = tuple(self._found_subjects(verb))
        return list(known)

    def _found_subjects(self, verb: Token) -> list[Token]:
        if self.disguised(verb) or self.in_headline_english(verb):
            return self._spread(verb.nbor(-1))
        if self.is_passive(verb):
            # "Reached by telephone": how, and not by whom.
            agents = (t for c in verb.children if c.dep_ == "agent" for t in self._objects_of(c))
            return [t for t in agents if t.lemma_ not in self.modality.lemmas("by-manner")]
        own = [c for c in verb.children if c.dep_ in _SUBJECTS]
        if own:
            return [t for c in own for t in (self._before_exception(c) or self._people(c))]
        lost = [c for c in verb.children if c.dep_ == "advcl" and c.i < verb.i and c.tag_ in ("VBG", "VBN")]
        lost = [s for c in lost for s in c.children if s.dep_ in _SUBJECTS]
        if lost and verb.tag_ in ("VBD", "VBZ", "VBP"):
            # "Britain and France, meeting in Geneva, condemned": the parser gives the subject to the participle.
            return [t for s in lost for t in self._people(s)]
        main = not lost and verb.dep_ == "ROOT" and verb.tag_ in ("VBD", "VBZ", "VBP")
        if main and (apposed := set_off(verb)) is not None:
            return self._people(apposed)
        return self._controller(verb)

    def objects(self, verb: Token) -> list[Token]:
        """Heads of what the verb is done to: direct and indirect objects, the subject of a passive."""
        known = self._objects.get(verb.i)
        if known is None:
            known = self._objects[verb.i] = tuple(self._found_objects(verb))
        return list(known)

    def _found_objects(self, verb: Token) -> list[Token]:
        if self.disguised(verb) or self.in_headline_english(verb):
            if verb.head.i > verb.i:
                return self._spread(verb.head)
            return [
                t for c in verb.rights if c.dep_ in ("appos", "dep", "nmod", "dobj", "nummod") for t in self._spread(c)
            ][:2]
        found = []
        if self.is_passive(verb):
            kinds = (*_PASSIVE_SUBJECTS, "nsubj") if self._suffered(verb) else _PASSIVE_SUBJECTS
            kinds = (*kinds, "nsubj") if not any(c.dep_ in kinds for c in verb.children) else kinds
            passive = [c for c in verb.children if c.dep_ in kinds]
            if passive:
                found += [t for c in passive for t in self._people(c)]
            elif verb.dep_ == "acl" and verb.head.pos_ != "VERB":
                found += self._spread(verb.head)
            elif (prior := forerun(verb)) is not None:
                found += self.objects(prior) if self.is_passive(prior) else self.subjects(prior)
            elif verb.dep_ == "xcomp":
                # "Is to be signed", "is expected to be wound up"
                found += self._controller(verb)
            elif verb.dep_ == "advcl" and verb.tag_ == "VBN" and verb.head.pos_ in ("VERB", "AUX"):
                # "Freed by Iran, she flew home", "Freed by Iran, she was flown home"
                found += self.objects(verb.head) if self.is_passive(verb.head) else self.subjects(verb.head)
        for c in verb.children:
            if c.dep_ in ("dobj", "dative", "iobj", "oprd") and c.pos_ != "ADP":
                found += self._people(c)
            elif c.dep_ in ("dative", "prt"):
                # Also "handed in its instrument"
                found += self._objects_of(c)
        if not found and verb.lemma_ in self.modality.lemmas("object-control") and not self.is_passive(verb):
            # "ordered 18 embassy employees to leave": the parser takes them for the subject of the infinitive.
            inner = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp") and c.tag_ == "VB" and c.i > verb.i]
            without_to = verb.lemma_ in ("let", "make", "help", "see")
            bound = [c for c in inner if without_to or any(a.lower_ == "to" and a.dep_ == "aux" for a in c.children)]
            found += [t for c in bound for s in c.children if s.dep_ == "nsubj" for t in self._people(s)]
        if not found and verb.lemma_ in self.modality.lemmas("naming-verb") and not self.is_passive(verb):
            # "declared the watchdog an undesirable organisation": the parser takes the nouns for a clause.
            said = (c for c in verb.children if c.dep_ == "ccomp" and c.pos_ in ("NOUN", "ADJ") and c.i > verb.i)
            found += [t for c in said for s in c.children if s.dep_ == "nsubj" for t in self._people(s)]
        if not found and not self.is_passive(verb):
            # "indicted two men said to have bankrolled the gang": the parser takes the participle for a clause.
            cut = (c for c in verb.children if c.dep_ == "ccomp" and c.tag_ == "VBN" and c.i > verb.i)
            bare = (c for c in cut if not any(m.dep_ in ("mark", "aux", "auxpass") for m in c.children))
            found += [t for c in bare for s in c.children if s.dep_ in ("nsubj", "nsubjpass") for t in self._people(s)]
        if not found and verb.dep_ == "conj" and verb.head.dep_ == "relcl" and not self.is_passive(verb):
            # "which Cairo had drafted and Hamas rejected"
            shared = [c for c in verb.head.children if c.dep_ == "dobj" and c.lower_ in RELATIVES]
            found += [t for c in shared for t in self._people(c)]
        if not found and not self.is_passive(verb) and (gap := left_out(verb)) is not None:
            found.append(gap)
        if not any(c.dep_ == "dobj" for c in verb.children) and self._shares_object(verb):
            later = next(c for c in verb.children if c.dep_ == "conj")
            found += [t for c in later.children if c.dep_ == "dobj" for t in self._people(c)]
        return found

    def among(self, noun: Token) -> list[Token]:
        """ "Chad and Mali were among nine states that signed", "the nation of Palau": those who are named."""
        if noun.lemma_.lower() in _POLITIES:
            own = [o for p in noun.rights if p.lower_ == "of" for o in p.children if o.pos_ == "PROPN"]
            if own:
                return own
        of_many = noun.dep_ == "pobj" and noun.head.lower_ == "among" and noun.head.head.lemma_ == "be"
        return self.subjects(noun.head.head) if of_many else []

    def obliques(self, token: Token, prepositions: Iterable[str]) -> list[Token]:
        """Heads of the objects of `prepositions` that depend on `token` (or on a preposition inside one)."""
        wanted = set(prepositions)
        found = []
        if "in" in wanted and token.dep_ == "relcl" and any(c.lower_ == "where" for c in token.children):
            # "The Senate, where it was approved"
            found += self._spread(token.head)
        for c in token.children:
            if c.dep_ in ("prep", "dative", "agent") or (c.dep_ == "prt" and c.lower_ in wanted):
                if c.lower_ in wanted:
                    found += self._objects_of(c)
                if c.lower_ == "according":
                    # Who says it is no side of what is said.
                    continue
                found += [t for inner in c.children if inner.dep_ == "prep" and inner.lower_ in wanted
                          for t in self._objects_of(inner)]  # fmt: skip
        return found

    def spread(self, preposition: Token) -> list[Token]:
        """Heads of the objects of one preposition."""
        return self._objects_of(preposition)

    def owners(self, noun: Token) -> list[Token]:
        """Heads of what a noun belongs to: possessives, demonyms, compounds ("Moscow's", "Russian", "US")."""
        out = []
        for c in noun.children:
            if c.dep_ in ("poss", "amod", "compound", "nmod") and c.i < noun.i:
                out += self._spread(c)
                if c.dep_ in ("compound", "nmod", "amod"):
                    out += self.owners(c)
                if c.dep_ == "amod":
                    # "a Cuban-flagged freighter", "Russian-refined fuel"
                    out += [d for d in c.lefts if d.dep_ in ("npadvmod", "amod") and d.text[:1].isupper()]
        return out

    def core(self, token: Token) -> Token:
        """The noun that counts: "thousands of troops" → troops."""
        seen = 0
        while seen < 4 and token.pos_ != "PROPN" and token.lemma_.lower() in self.modality.lemmas("quantity-noun"):
            inner = [t for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for t in c.children]
            inner = [t for t in inner if t.dep_ == "pobj"]
            if not inner:
                break
            token = inner[-1]
            seen += 1
        return token

    def clause(self, verb: Token) -> Span:
        """The words of a verb's own clause, without clauses that hang on it, trimmed of marks at its ends."""
        tokens = sorted(self._clause_tokens(verb), key=lambda t: t.i)
        if verb.dep_ in ("relcl", "acl"):
            tokens = [*[t for t in verb.head.lefts if t.dep_ in ("det", "amod", "compound")], verb.head, *tokens]
        while len(tokens) > 1 and (tokens[-1].is_punct or tokens[-1].is_space):
            tokens.pop()
        while len(tokens) > 1 and (tokens[0].is_punct or tokens[0].is_space or tokens[0].dep_ in ("cc", "mark")):
            tokens.pop(0)
        first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
        return Span(first.idx, last.idx + len(last))

    def _clause_tokens(self, token: Token) -> Iterator[Token]:
        yield token
        for c in token.children:
            far = c.dep_ in ("ccomp", "parataxis", "relcl") or (c.dep_ == "conj" and token.pos_ in ("VERB", "AUX"))
            if not far and not (c.dep_ == "advcl" and c.i < token.i):
                yield from self._clause_tokens(c)

    def _controller(self, verb: Token) -> list[Token]:
        head, control = verb.head, self.modality.lemmas("object-control")
        if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
            if self.is_passive(head) and not self.is_passive(verb):
                return self.objects(head)
            return self.subjects(head)
        if verb.dep_ in ("xcomp", "advcl", "dep") and head.pos_ in ("VERB", "AUX"):
            if verb.dep_ == "xcomp" and head.lemma_ in control:
                return self.objects(head) or self.subjects(head)
            if self.is_passive(head):
                return self.objects(head)
            return self.subjects(head)
        if verb.dep_ == "xcomp" and head.pos_ == "ADJ":
            # "is due to travel"; "the truce, due to expire": the parser hangs "due" on the noun.
            above = head.head
            if above.pos_ not in ("VERB", "AUX"):
                return self._spread(above) if above.pos_ in ("NOUN", "PROPN") else []
            return self.objects(above) if self.is_passive(above) else self.subjects(above)
        if (ranked := of_rank(verb)) is not None:
            return self._spread(ranked)
        if verb.dep_ == "pcomp" and head.dep_ in ("prep", "agent"):
            governor = head.head
            if governor.lower_ == "short":
                # "stopped short of imposing": the parser hangs "of" on the adverb.
                governor = governor.head
            if governor.dep_ == "pobj" and governor.head.dep_ == "agent":
                # "accused by Western nations of supplying": the parser hangs "of" on the agent.
                governor = governor.head.head
            if governor.pos_ in ("VERB", "AUX"):
                if governor.lemma_ in control:
                    return self.objects(governor)
                return self.subjects(governor)
            if governor.dep_ in ("dobj", "nsubjpass") and governor.head.lemma_ in control:
                # "accuse the state of having shipped": the parser hangs "of" on the object.
                return self._spread(governor)
            return self._noun_subject(governor)
        if verb.dep_ == "acl":
            infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
            if self._root_acl(verb) or (infinitive and head.dep_ == "ROOT" and head.pos_ == "PROPN"):
                # Also the headline "NATO to send planes"
                return self._spread(head)
            if verb.tag_ == "VBG" and head.lemma_.lower() in self.modality.lemmas("speech-noun"):
                return self._noun_subject(head)
            if verb.tag_ == "VBG":
                return self._spread(head)
            return self._noun_subject(head)
        if verb.dep_ == "relcl" and head.dep_ == "attr" and any(c.tag_ == "TO" for c in verb.children):
            return self._noun_subject(head)
        return []

    def _noun_subject(self, noun: Token) -> list[Token]:
        """Who acts in "Russia's plan to deploy" (the owner) or "made a decision to send" (the verb's subject)."""
        owners = [c for c in noun.children if c.dep_ == "poss"]
        if owners:
            return owners
        if noun.dep_ == "attr" and noun.head.pos_ in ("VERB", "AUX"):
            # "Kenya became the first state to ratify it"
            return self.subjects(noun.head)
        if noun.dep_ in ("dobj", "nsubjpass") and noun.head.pos_ == "VERB":
            return self.subjects(noun.head)
        return []

    def _people(self, token: Token) -> list[Token]:
        """A relative pronoun gives its antecedent, any other head itself with its conjuncts."""
        if token.lower_ in RELATIVES and token.pos_ in ("PRON", "DET", "SCONJ"):
            meant = antecedent(token)
            return self._spread(meant) if meant is not None else []
        return self._spread(token)

    def _objects_of(self, preposition: Token) -> list[Token]:
        return [t for c in preposition.children if c.dep_ == "pobj" for t in self._people(c)]

    def _spread(self, token: Token) -> list[Token]:
        out = [self.core(token)]
        for c in token.children:
            if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN", "PRON", "ADJ") and not self._excepted(c):
                out += self._spread(c)
            elif c.dep_ == "appos" and c.pos_ == "NOUN":
                # "Bangladesh, the host, and Nepal": the parser hangs the second on the apposition.
                out += [t for t in self._spread(c)[1:] if t.pos_ == "PROPN"]
        return out

    @staticmethod
    def _excepted(conjunct: Token) -> bool:
        """ "The rebels, but not the government, signed"."""
        first = conjunct.left_edge
        return first.i > 0 and "not" in (first.lower_, first.nbor(-1).lower_)

    def _before_exception(self, subject: Token) -> list[Token]:
        """ "The rebels — but not the government — signed": who stands before, where the parser has the government."""
        i = subject.left_edge.i - (subject.left_edge.lower_ != "not")
        doc = subject.doc
        if i < 2 or doc[i].lower_ != "not" or doc[i - 1].lower_ not in ("but", "though", "although"):
            return []
        i -= 2
        while i > subject.sent.start and doc[i].is_punct:
            i -= 1
        named = doc[i]
        while named.dep_ == "conj" and named.head.i < named.i:
            named = named.head
        return self._people(named) if named.pos_ in ("NOUN", "PROPN") else []

    def _shares_object(self, verb: Token) -> bool:
        """ "signed and ratified the treaty": the first verb has the second one's object."""
        later = [c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB"]
        if not later or verb.lemma_ in self.modality.lemmas("no-object"):
            return False
        bare = not any(c.dep_ in ("prep", "ccomp", "xcomp", "nsubj") and c.i > verb.i for c in verb.children)
        return bare and (later[0].i - verb.i <= 3 or close(verb, later[0])) and not self.is_passive(verb)
