"""The two sides of a verb's event: who does it, and to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from dateline.extract.event_words import PAPERS, Words
from dateline.extract.syntax import Clauses
from dateline.kinds.senses import Sense

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Classes of objects that are, or belong to, the other side of an event, and not its means.
# Tokens of the longest list of actors at the head of a headline.
# "Among them", "among which".
_OF_THEM = frozenset({"them", "which", "whom"})
_HEADING = 14
_OTHER_SIDE = frozenset({"actor", "person", "state", "number", "held", "people", "diplomats", "agreement"})
# Types whose other side may be told in the infinitive that they govern.
_OF_WHOM = frozenset({"THREATEN", "AGREE", "REJECT", "CONCEDE"})
# Types whose other side may stand behind what the parser takes to be about the object alone.
_DEEP = frozenset({"COOPERATE", "AID", "CONSULT", "AGREE", "ACCUSE", "SANCTION", "CONCEDE", "REJECT", "THREATEN"})
# Those whose other side may be told far inside: "curbs on exports of steel to Seoul", "controls on tools for China".
_BLOWS = frozenset({"SANCTION", "CONCEDE", "REJECT", "THREATEN"})
# Types whose object may be somebody's government.
_OF_SIDES = frozenset({"SUPPORT", "ACCUSE", "REJECT", "SANCTION", "THREATEN"})
# Steps that nobody takes alone: of a passive only its own "by" tells who does it.
_OF_ALL = frozenset({"apply_provisionally", "enter_into_force", "register"})
_TOWARDS = ("to", "on", "against", "from")
_CLAUSES = frozenset({"advcl", "ccomp", "xcomp"})


class Sides:
    """Finds doers and recipients of one report's verbs."""

    def __init__(self, words: Words, clauses: Clauses) -> None:
        """`words` tells what tokens are, `clauses` who does what to whom."""
        self.words = words
        self.clauses = clauses
        self._actor_ends: Mapping[int, int] | None = None

    def doers(self, verb: Token, sense: Sense) -> list[Token]:
        """The subjects; for arms and attacks that do something, whose they are ("Russian drones struck")."""
        out = []
        for s in self._listed(verb, self._said_to_do(verb, moves=sense.step in _OF_ALL)):
            if not self.words.acts(s) and self.words.belongs(s, PAPERS):
                # "ratified by a decree of the president of X": whose decree.
                out += [t for t in s.subtree if self.words.acts(t)][:1]
                continue
            out += [] if self.words.acts(s) else self._behind(s)
            out.append(s)
        if not out and sense.step in ("deposit", "submit") and self.clauses.is_passive(verb):
            # "Japan's instrument was deposited": whose it is.
            out = [t for o in self.clauses.objects(verb) for t in self.clauses.owners(o) if self.words.acts(t)]
        if not out and self.clauses.is_passive(verb) and (sense.type == "MOBILIZE" or sense.mode == "withdraw"):
            # "North Korean troops were sent": whose troops, when nobody is said to have sent them.
            out = [
                o
                for o in self.clauses.objects(verb)
                if self.words.acts(o) and self.words.lexicon.is_a(o.lemma_.lower(), ("troops",))
            ]
            out = [o for o in out if self.words.arguments.actors[o.i].country]
            # "Scrambled at dawn, two Romanian F-16s"
            arms = ("troops", "weapons", "aircraft")
            moved = [o for o in self.clauses.objects(verb) if self.words.lexicon.is_a(o.lemma_.lower(), arms)]
            out = out or [w for o in moved for w in self.clauses.owners(o) if self.words.acts(w)]
        return out

    def _behind(self, noun: Token) -> list[Token]:
        """Whose it is that does something and is no actor: "Russian drones", "Ghana's censorship board"."""
        means = self.words.lexicon.is_a(
            noun.lemma_.lower(), ("weapons", "violence", "troops", "missiles", "aid", "people", "police", "aircraft")
        )
        body = self.words.lexicon.is_a(noun.lemma_.lower(), ("body",))
        near = ("from", "of", "by") if means else ("of",) if body else ()
        whose = [*self.clauses.owners(noun), *self.clauses.obliques(noun, near)]
        actors = self.words.arguments.actors
        # "Its drones" are the state's, "his sister" is not he.
        nobody = (
            ("person",) if noun.lemma_.lower() not in self.words.lexicon.classes["people"] else ("person", "pronoun")
        )
        return [o for o in whose if self.words.acts(o) and (means or actors[o.i].form != "pronoun")
                and actors[o.i].form not in nobody]  # fmt: skip

    def _said_to_do(self, verb: Token, *, moves: bool = False) -> list[Token]:
        """The subjects of a verb; of a passive also whom "by" names farther off; who speaks for "we" in a quotation."""
        subjects = self.clauses.subjects(verb)
        if not subjects and self.clauses.is_passive(verb) and not moves:
            # "shot and wounded by settlers": one doer of both.
            shared = [c for c in verb.children if c.dep_ == "conj" and c.tag_ == "VBN" and self.clauses.is_passive(c)]
            # "Amended in 1994 and denounced by Chad in 2001": told apart, the doer is the second's.
            shared = [] if any(c.dep_ in ("prep", "npadvmod") for c in verb.rights) else shared
            if by := [t for c in shared for t in self.clauses.subjects(c)]:
                return by
            # "hit with sanctions by Britain": the parser hangs "by" on the sanctions.
            nouns = [o for p in verb.children if p.dep_ in ("prep", "agent") for o in p.children if o.dep_ == "pobj"]
            nouns += [c for c in verb.children if c.dep_ in ("dobj", "oprd")]
            by = [p for n in nouns for p in n.subtree if p.lower_ == "by" and p.dep_ in ("prep", "agent")]
            heads = [p.head for p in by if not self._occasion(p.head)]
            return [t for h in heads for t in self.clauses.obliques(h, ("by",)) if self.words.does(t)]
        subjects = [self._apposed(t) for t in subjects]
        if len(subjects) == 1 and subjects[0].lower_ in ("we", "i") and verb.dep_ in ("ccomp", "conj", "parataxis"):
            speech = next((a for a in verb.ancestors if a.lemma_ in self.words.modality.lemmas("speech-verb")), None)
            if speech is not None:
                return self.clauses.subjects(speech)
        return subjects

    def _apposed(self, noun: Token) -> Token:
        """ "With two pens the presidents of Togo and Benin signed": the parser takes the pens for the subject."""
        if self.words.acts(noun) or noun.pos_ != "NOUN":
            return noun
        return next((c for c in noun.children if c.dep_ == "appos" and c.i > noun.i and self.words.acts(c)), noun)

    def _occasion(self, word: Token) -> bool:
        """ "Signed during a visit by the king", "at a rite attended by the king": what "by" hangs on is his own."""
        senses = self.words.lexicon.nouns.get(word.lemma_.lower(), ())
        return word.dep_ == "acl" or any(s.type == "CONSULT" for s in senses)

    def taking_part(self, noun: Token) -> list[Token]:
        """ "The drills, in which Thai and U.S. marines took part", "talks attended by X", "an exercise involving Y"."""
        out: list[Token] = []
        for c in noun.children:
            if c.dep_ not in ("relcl", "acl") or c.lemma_ not in self.words.modality.lemmas("part-verb"):
                continue
            of_noun = c.lemma_ in ("involve", "include", "unite", "group", "bring", "feature")
            named = self.clauses.objects(c) if of_noun else self.clauses.subjects(c)
            for t in named:
                out += [t] if self.words.acts(t) and not self.words.belongs(t, ("troops",)) else []
                out += [w for w in self.clauses.owners(t) if self.words.acts(w)] or [t]
        return [t for t in dict.fromkeys(out) if t.i != noun.i]

    def listed(self, verb: Token) -> list[Token]:
        """The subjects of a light verb, with the second of a headline: "U.S., Philippines start war games"."""
        return self._listed(verb, self.clauses.subjects(verb))

    def _listed(self, verb: Token, subjects: list[Token]) -> list[Token]:
        """The subjects, with the rest of a list of actors that the parser cut off ("Fiji, Tonga and Samoa signed")."""
        doc = verb.doc
        if not subjects and verb.tag_ in ("VBD", "VBZ", "VBP") and not self.clauses.is_passive(verb):
            subjects = self._nearest(verb)
        if heading := self._heading(verb):
            return [*heading, *(t for t in subjects if t not in heading)]
        actors = self.words.arguments.actors
        out = [*(t for t in self._cut_off(verb, subjects) if t not in subjects), *subjects]
        out += [t for t in self._among_them(verb, subjects) if t not in out]
        if not any(s.i in actors and s.i < verb.i for s in subjects):
            return out
        ends = self._ends(doc)
        for s in subjects:
            if s.i not in actors or s.i > verb.i:
                continue
            i = doc.char_span(*actors[s.i].span, alignment_mode="expand").start
            joined = False
            while i > 0:
                i -= doc[i - 1].lower_ == "the"
                link = doc[i - 1].lower_
                if link not in ("and", ",") or i - 1 not in ends:
                    break
                other = doc[ends[i - 1]]
                if link == "," and not joined and not self._listed_names(other, s):
                    break
                if actors[other.i].form in ("place", "pronoun"):
                    break
                joined = True
                if other not in out:
                    out.insert(0, other)
                i = doc.char_span(*actors[other.i].span, alignment_mode="expand").start
            # "Fiji, Tonga, Samoa and Kiribati": the parser may take the first for all.
            out += [t for t in (*self._appended(s), *self._second(s, verb)) if t not in out]
        return out

    def _among_them(self, verb: Token, subjects: Iterable[Token]) -> list[Token]:
        """ "Eleven countries, Kenya, Italy and the Netherlands among them, signed": those who are named."""
        first = min((s.left_edge.i for s in subjects), default=verb.i)
        words = [t.lower_ for t in verb.doc[first : verb.i]]
        end = next((first + n for n, w in enumerate(words[:-1]) if w == "among" and words[n + 1] in _OF_THEM), first)
        actors = self.words.arguments.actors
        named = [h for h in sorted(actors) if first <= h < end and actors[h].form in ("name", "capital")]
        return [verb.doc[h] for h in named]

    def _heading(self, verb: Token) -> list[Token]:
        """ "Ireland, Norway, Spain recognise", "Modi, Carney to meet": nothing but actors before a plural verb."""
        plural = verb.tag_ == "VBP" or (verb.tag_ == "VB" and verb.i > 0 and verb.nbor(-1).lower_ == "to")
        start, end = verb.sent.start, verb.i - (verb.tag_ == "VB")
        if not plural or not 3 <= end - start <= _HEADING or "," not in {t.text for t in verb.doc[start:end]}:
            return []
        heads: list[Token] = []
        at, ends = end, self._ends(verb.doc)
        while at in ends:
            head = ends[at]
            heads.insert(0, verb.doc[head])
            at = verb.doc.char_span(*self.words.arguments.actors[head].span, alignment_mode="expand").start
            if at == start:
                return heads if len(heads) > 1 else []
            at -= verb.doc[at - 1].lower_ in (",", "and")
        return []

    def _cut_off(self, verb: Token, subjects: Iterable[Token]) -> list[Token]:
        """ "Ghana, creditors reach deal": the first of two at the head of a headline."""
        first = next((c for c in verb.children if c.dep_ in ("npadvmod", "dep", "nmod", "nsubj")), None)
        if first is None or verb.tag_ not in ("VBP", "VB") or not self.words.acts(first):
            return []
        opening = first.left_edge.i == verb.sent.start and first.i + 2 < verb.i and first.nbor(1).text == ","
        return [first] if opening and any(s.left_edge.i == first.i + 2 for s in subjects) else []

    def _listed_names(self, first: Token, second: Token) -> bool:
        """ "Seoul, Tokyo hold drill": names of states at the head of a headline, with no "and"."""
        actors = self.words.arguments.actors
        named = all(actors[t.i].form in ("name", "capital") for t in (first, second))
        before = first.nbor(-1).lower_ if first.i > first.sent.start else ","
        return named and before == "," and first.dep_ not in ("pobj", "npadvmod", "appos")

    def _ends(self, doc: Doc) -> Mapping[int, int]:
        """The head of the actor that ends before each token; made once a report."""
        if self._actor_ends is None:
            actors = self.words.arguments.actors
            self._actor_ends = {doc.char_span(*f.span, alignment_mode="expand").end: h for h, f in actors.items()}
        return self._actor_ends

    def _appended(self, first: Token) -> list[Token]:
        """Actors that the parser hangs on the first of a list as appositions: "Fiji, Tonga and Samoa"."""
        apposed = [c for c in first.children if c.dep_ == "appos" and self.words.acts(c)]
        listed = [t for c in apposed for t in (c, *c.conjuncts) if self.words.acts(t)]
        return listed if any(c.conjuncts for c in apposed) else []

    def _appended_names(self, first: Token) -> list[Token]:
        """A second state that a headline lists after a comma."""
        actors = self.words.arguments.actors
        apposed = [c for c in first.children if c.dep_ == "appos" and c.i in actors and first.i in actors]
        return [c for c in apposed if all(actors[t.i].form in ("name", "capital") for t in (c, first))]

    def _second(self, first: Token, verb: Token) -> list[Token]:
        """ "Britain, Mauritius reach deal", "France, Germany to build tank": a comma for "and", and a plural verb."""
        actors = self.words.arguments.actors
        plural = verb.tag_ == "VBP" or (verb.tag_ == "VB" and any(c.dep_ == "aux" for c in verb.children))
        if not plural or first.left_edge.i != verb.sent.start or first.i > verb.i:
            return []
        forms = ("name", "capital", "organisation", "person")
        listed = [c for c in first.children if c.dep_ == "appos" and c.i in actors and actors[c.i].form in forms]
        listed += [c for t in listed for c in t.children if c.dep_ in ("appos", "conj") and c.i in actors]
        near = [
            c for c in listed if c.left_edge.i > 0 and c.left_edge.nbor(-1).text == "," and c.left_edge.dep_ != "det"
        ]
        return [c for c in near if c.i < verb.i and actors[first.i].form in forms]

    def _nearest(self, verb: Token) -> list[Token]:
        """The actor right before a verb whose subject the parser lost ("Egypt on Saturday initialled")."""
        i = verb.i - 1
        while i >= verb.sent.start:
            t = verb.doc[i]
            if self.words.acts(t) and t.dep_ not in ("pobj", "poss", "compound"):
                return [t]
            if t.ent_type_ not in ("DATE", "TIME") and t.pos_ not in ("ADV", "ADP", "PUNCT", "AUX"):
                return []
            i -= 1
        return []

    def recipients(self, verb: Token, sense: Sense, objects: Iterable[Token]) -> list[Token]:
        """Heads of the other side: whom it is done to, or whose things."""
        # What the sense is about ("send troops") is the means, not the other side.
        means = [c for c in (*sense.object, *sense.object_or_none) if c not in _OTHER_SIDE]
        if sense.type in _OF_SIDES:
            # "recognised the new government in Honduras": the other side itself.
            means = [c for c in means if c not in ("government", "council", "president", "cabinet", "parliament")]
        topic = "object" in sense.aside
        found = [o for o in objects if self.words.acts(o) and not topic and not (means and self._means(o, means))]
        if sense.type == "RETREAT" and not found:
            # "The last French soldiers left Chad"
            found = [o for o in objects if self.words.belongs(o, ("state",))]
        reached = [
            *self.clauses.obliques(verb, sense.to),
            *(t for o in objects for t in self.clauses.obliques(o, sense.to)),
        ]
        if not any(self.words.acts(t) for t in reached) and sense.type in _DEEP:
            # "shared intelligence on the militants with Togo": the parser hangs "with" on the militants.
            blow = sense.type in _BLOWS
            through = [
                p
                for p in ("with", "to", "on", "for", "from")
                if p in sense.to or (blow and p != "from" and (p != "with" or sense.type == "REJECT"))
            ]
            # "end curbs on gas for Seoul", "give a billion in grants to Chad": "on", "in" hang on the verb.
            about = [t for t in (*reached, *self.clauses.obliques(verb, ("in",))) if not self.words.acts(t)]
            deep = [p for o in (*objects, *about) for p in o.subtree if p.dep_ == "prep" and p.i > o.i]
            deep = [p for p in deep if p.lower_ in through]
            if blow:
                # "dropped its objections to Sweden's membership"
                reached += [t for t in self.clauses.obliques(verb, through) if t not in reached]
            reached += [t for p in deep for t in self.clauses.obliques(p.head, (p.lower_,)) if t not in reached]
        if sense.phrase:
            # "came out in favour of Taiwan's seat"
            inside = [o for p in verb.children if p.dep_ == "prep" for o in p.children if o.dep_ == "pobj"]
            reached += [t for o in inside for t in self.clauses.obliques(o, sense.to) if t not in reached]
        if sense.type == "AID" and verb.dep_ == "acl" and verb.head.dep_ in ("nsubj", "nsubjpass"):
            # "vehicles donated by the Emirates were handed to Somalia's army", "vaccines shipped by India reached Peru"
            main = verb.head.head
            moved = main.lemma_ in ("arrive", "land", "reach", "come", "go", "head", "fly") or verb.head.dep_ != "nsubj"
            reached += self.clauses.obliques(main, ("to", "in", "at")) if moved else []
            reached += self.clauses.objects(main) if main.lemma_ == "reach" else []
        for t in list(reached):
            # "pulled out of the talks with India": whose talks they are, too.
            far = () if self.words.acts(t) else self.clauses.obliques(t, ("with", "between"))
            reached += [w for w in far if w not in reached and self.words.acts(w)]
        for o in objects:
            # "to visit Hungary, Serbia next week"
            found += [t for t in self._appended_names(o) if t not in found and o in found]
        for t in reached:
            # "tariffs on Canadian steel": whose steel it is.
            found += [t] if self.words.acts(t) else [t, *(w for w in self.clauses.owners(t) if self.words.acts(w))]
        for o in objects:
            if not self.words.acts(o):
                # "criticise the West's support", "offer North Korea technological support"
                found += [w for w in self.clauses.owners(o) if self.words.acts(w)]
                if o.lemma_.lower() in ("counterpart", "number"):
                    # "phoned his counterparts in Kosovo and Albania"
                    found += [w for w in self.clauses.obliques(o, ("in", "from", "of")) if self.words.acts(w)]
                if sense.type in ("COERCE", "RETREAT"):
                    # "confiscated the passports of two French cyclists"
                    whose = self.clauses.obliques(o, ("of",))
                    found += [w for t in whose for w in (t, *self.clauses.owners(t)) if self.words.acts(w)]
                if sense.type in ("ACCUSE", "REJECT"):
                    # "condemned the detention of two Canadians by China", "spurned an offer of talks by Seoul"
                    inside = [o, *self.clauses.obliques(o, ("of", "for"))]
                    found += [w for t in inside for w in self.clauses.obliques(t, ("by",)) if self.words.acts(w)]
                    made = [c for c in o.children if c.dep_ == "acl" and c.tag_ == "VBN" and c.i != verb.i]
                    found += [w for c in made for w in self.clauses.subjects(c) if self.words.acts(w)]
        if sense.type in ("REQUEST", "ACCUSE"):
            # "demanded that the North withdraw": of whom it is asked.
            asked = [c for c in verb.children if c.dep_ == "ccomp" or (c.dep_ in _CLAUSES and c.i > verb.i)]
            below = [s for c in asked for s in self.clauses.subjects(c) if s.i > verb.i]
            found += [s for s in below if self.words.does(s)]
            # "demanded that Chinese ships leave"
            found += [w for s in below if not self.words.acts(s) for w in self.clauses.owners(s) if self.words.acts(w)]
        if sense.type == "REQUEST" and not found:
            # "applied to join BRICS"
            found += [t for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VB" for t in self.sides_of(c)]
        if sense.type in _OF_WHOM:
            # "threatened to expel the French ambassador", "agreed to hand the islands to Mauritius".
            found += [t for c in verb.children if c.dep_ == "xcomp" for t in self.sides_of(c)]
        for c in verb.children:
            if c.dep_ in ("advcl", "xcomp") and c.lemma_ in sense.purpose:
                found += [*self.clauses.objects(c), *self.clauses.obliques(c, ("for",))]
                found += [s for inner in c.children if inner.dep_ in ("ccomp", "xcomp")
                          for s in self.clauses.subjects(inner)]  # fmt: skip
        return found

    def _means(self, noun: Token, means: Iterable[str]) -> bool:
        """Whether an object is what the act is done with; an envoy is always somebody's: "summoned the envoy"."""
        if self.words.person(noun) and self.words.human(noun) and not self.words.belongs(noun, ("troops", "aid")):
            # "endorsed the candidate": somebody, not a thing.
            return False
        return self.words.belongs(noun, means) and (
            not self.words.belongs(noun, ("diplomats",)) or self.words.belongs(noun, ("embassy",))
        )

    def sides_of(self, verb: Token) -> list[Token]:
        """Actors that something would be done to, or whose things it would be done to."""
        out = []
        for o in (*self.clauses.objects(verb), *self.clauses.obliques(verb, ("to", "against", "from", "on", "with"))):
            towards = self.clauses.obliques(o, _TOWARDS)
            far = [w for t in towards if not self.words.acts(t) for w in self.clauses.owners(t)]
            near = [o] if self.words.acts(o) else [*self.clauses.owners(o), *towards, *far]
            out += [t for t in near if self.words.acts(t) and self.words.arguments.actors[t.i].form != "pronoun"]
        return out
