"""Words that refer to agreements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from dateline.extract.agreement_doubts import Doubts
from dateline.extract.agreement_members import members
from dateline.extract.syntax import Clauses
from dateline.kinds.lexicon import AgreementNoun, Lexicon
from dateline.kinds.modality import Modality
from dateline.model.document import Document
from dateline.model.findings import ActorFinding, AgreementFinding
from dateline.model.span import Span
from dateline.model.vocabulary import AgreementKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_YEAR = re.compile(r"^(?:19|20)\d\d$")
# Words of a report on instruments of law; a convention may also be a party's.
_LAWFUL = re.compile(r"\b(?:ratif\w+|acce(?:de|ssion)\w*|depositary|signator\w+|treat(?:y|ies)|denunciation)\b", re.I)
_OTHER = frozenset(
    {"another", "other", "previous", "earlier", "old", "former", "similar", "separate", "past", "any"}
    | {"future", "possible", "potential", "eventual", "prospective", "hypothetical"}
)
# Prepositions that bring in what an agreement is on, and how many words of it are kept.
_ON = frozenset({"on", "of", "for", "about", "against", "concerning", "regarding", "over", "to"})
_ABOUT_WORDS = 14
# Steps that nothing but an instrument of law undergoes.
_FORMAL = frozenset({"sign", "ratify", "accede", "deposit", "approve", "initial", "reserve", "register", "amend"})
_OF_LAW = frozenset({"ratification", "accession", "signature", "signing", "instrument", "denunciation", "acceptance",
                     "withdrawal", "departure", "exit", "adoption", "reservation", "objection", "party"})  # fmt: skip
# Verbs that do to a convention what is not done to a meeting.
_LEFT_FOR_GOOD = frozenset({"withdraw", "pull", "denounce", "abrogate", "repudiate", "renounce", "accede"})
# What is done with instruments at the depositary's.
_KEEPING = frozenset({"deposit", "lodge", "file", "register", "leave", "place"})
# What an agreement does to its parties.
_BINDING = frozenset({"bind", "commit", "oblige", "unite", "bring"})
_REPLACING = frozenset({"replace", "supersede", "supplant", "succeed"})
# Words before a noun that say that there is none: "no treaty", "a non-treaty".
_NONE = frozenset({"any", "no", "every", "non"})


def find_agreements(
    document: Document, lexicon: Lexicon, modality: Modality, actors: Mapping[int, ActorFinding]
) -> tuple[AgreementFinding, ...]:
    """Mentions in text order; words that might mean one ("the document") only where the report has a sure one."""
    finder = _Mentions(document, lexicon, Clauses(modality), actors)
    found = {f.head: f for f in finder.known()}
    for token in document.syntax:
        if token.i not in found and (f := finder.at(token)) is not None:
            found[f.head] = f
            finder.sure = finder.sure or f.sure
    if not any(f.sure for f in found.values()):
        return ()
    return tuple(sorted(found.values(), key=lambda f: f.head))


class _Mentions:
    def __init__(
        self, document: Document, lexicon: Lexicon, clauses: Clauses, actors: Mapping[int, ActorFinding]
    ) -> None:
        self.document = document
        self.doc = document.syntax
        self.text = document.text
        self.lexicon = lexicon
        self.clauses = clauses
        self.actors = actors
        self.sure = False
        self.doubts = Doubts(clauses, actors)
        # Nouns such as "convention" that the report has used of an instrument of law.
        self.told: set[str] = set()

    def known(self) -> Iterator[AgreementFinding]:
        """Well-known agreements by any of their names."""
        for entry, start, end in self.lexicon.find_known(self.text):
            span = self.doc.char_span(start, end, alignment_mode="expand")
            head = span.root
            self.told |= {t.lemma_.lower() for t in span}
            yield AgreementFinding(
                Span(start, end), head.i, entry.kind, "known", name=entry.name, known=entry.id, definite=True,
                parties=self._parties(head),
            )  # fmt: skip

    def _before(self, token: Token) -> Iterator[Token]:
        """What hangs on a noun before it, and "non" in "a non-treaty"."""
        yield from token.lefts
        if token.i > 1 and self.doc[token.i - 1].text == "-":
            yield self.doc[token.i - 2]

    def at(self, token: Token) -> AgreementFinding | None:
        """The agreement that a noun refers to, None if none."""
        if (token.pos_ not in ("NOUN", "PROPN") and not self._mistaken(token)) or token.dep_ == "compound":
            return None
        lemma = token.lemma_.lower()
        if token.pos_ == "PROPN" and any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in token.lefts):
            # "The Artemis Accords": one instrument of that name.
            lemma = lemma.removesuffix("s")
        elif token.tag_ in ("NNS", "NNPS"):
            return None
        if lemma == "fire" and token.i > 1 and self.doc[token.i - 2 : token.i].text.lower() == "cease-":
            lemma = "cease-fire"
        noun = self.lexicon.agreement_nouns.get(lemma)
        if noun is None or noun.strength == "never" or any(c.lower_ in _NONE for c in self._before(token)):
            return None
        if lemma == "protocol" and token.text.islower() and not any(c.dep_ in ("det", "poss") for c in token.lefts):
            # "Breached protocol": manners.
            return None
        words = [c for c in self._modifiers(token) if c.dep_ != "det"]
        flat = [t for w in words for t in w.subtree]
        kind, ours = self._kind([t.lower_ for t in flat], noun)
        told_of = any(self.lexicon.agreement_words.get(t.lower_) for t in flat)
        parties = self._parties(token)
        if kind == "ceasefire" and self.doubts.figurative(token):
            return None
        if not ours and not self._of_states(token, flat):
            return None
        if (noun.strength == "weak" or noun.kind == "memorandum") and not told_of and self.doubts.at_home(token):
            return None
        name = self._name(token)
        if name and not parties:
            # "Treaty on Comprehensive Strategic Partnership between A and B": "between" hangs on the name's last noun.
            end = self.text.find(name, self.doc[max(token.i - 8, 0)].idx) + len(name)
            tail = [t for t in self.doc[token.i + 1 : token.i + 12] if t.idx < end]
            parties = tuple(s for t in tail for s in self._parties(t))
        if noun.strength in ("proper", "titled") and name is None:
            return None
        if noun.strength == "titled" and not any(w in str(name).split() for w in ("on", "against", "concerning")):
            return None
        called = noun.strength == "moved" and lemma != "convention" and self._called_by_place(token)
        if (
            noun.strength == "moved"
            and name is None
            and not called
            and not parties
            and not self._moved(token)
            and not self._on(token)
            and not self._in_force(token)
            and not (told_of and _LAWFUL.search(self.text))
        ):
            definite = any(c.lower_ in ("the", "this", "that") for c in token.lefts)
            # "The sturgeon convention", where the report has a pact
            beside = self.sure and any(c.dep_ == "compound" and c.text.islower() for c in token.lefts)
            if not definite or not (lemma in self.told or beside):
                return None
        equals = self._equated(token)
        definite = name is not None or any(c.lower_ in ("the", "this", "that", "their", "its") for c in token.lefts)
        sure = (
            noun.strength in ("strong", "moved")
            or name is not None
            or bool(parties)
            or (told_of and noun.strength == "weak")
            or (noun.strength == "weak" and (self._by_states(token) or self._in_force(token)))
        )
        if noun.strength == "moved":
            self.told.add(lemma)
        if noun.strength == "anaphor":
            sure = False
            if not definite and equals is None:
                return None
        if noun.strength == "weak" and not sure and not definite and equals is None and not self._moved(token):
            return None
        year = next((int(t.text) for t in flat if _YEAR.match(t.text)), None)
        of_year = [o for c in token.rights if c.lower_ == "of" for o in c.children if _YEAR.match(o.text)]
        return AgreementFinding(
            self._span(token, name), token.i, kind, "name" if name else "anaphor" if definite else "description",
            name=name, year=year or (int(of_year[0].text) if of_year else None), parties=parties, definite=definite,
            members=tuple(Span(t.idx, t.idx + len(t)) for t in self._named_parties(members(token))),
            topical=self._topical(token), specific=noun.strength in ("moved", "proper"), equals=equals,
            other=any(t.lower_ in _OTHER for t in token.lefts) or self._replaced(token), sure=sure,
            about=self._about(token),
        )  # fmt: skip

    def _of_states(self, noun: Token, words: list[Token]) -> bool:
        """ "A labour agreement with Qatar": what is mostly of firms, with a state for the other side."""
        barred = {t.lower_ for t in words if self.lexicon.agreement_words.get(t.lower_, "") is None}
        if not barred or not barred <= self.lexicon.words_of_states:
            return False
        said = self._named_parties(self.clauses.obliques(noun, ("with", "between")))
        if any(self.actors[t.i].form in ("name", "capital") and self.actors[t.i].country for t in said):
            return True
        # "Kenya and the United States ended their base lease agreement"
        near = [f for h, f in self.actors.items() if noun.sent.start <= h < noun.sent.end]
        return len({f.country for f in near if f.country and f.form in ("name", "capital")}) > 1

    def _mistaken(self, token: Token) -> bool:
        """ "Their fisheries deal at the end of the year": a noun that the parser took for a verb."""
        if token.lower_ != "deal" or token.i < 2 or token.tag_ not in ("VB", "VBP"):
            return False
        before = token.nbor(-1)
        if before.lower_ in self.lexicon.agreement_words and token.nbor(1).lower_ not in ("with", "in"):
            return True
        # "The dam deal with Argentina": behind an article no verb comes.
        return before.tag_ in ("NN", "JJ") and token.nbor(-2).tag_ in ("DT", "PRP$", "POS") and before.tag_ != "NNS"

    def _kind(self, words: list[str], noun: AgreementNoun) -> tuple[AgreementKind, bool]:
        kinds = [self.lexicon.agreement_words[w] for w in words if w in self.lexicon.agreement_words]
        named = [k for k in kinds if k is not None]
        if None in kinds and not named and (noun.strength != "strong" or noun.kind == "ceasefire"):
            return noun.kind, False
        return (named[0] if named and noun.kind != "ceasefire" else noun.kind), True

    def _parties(self, noun: Token) -> tuple[Span, ...]:
        owners = self._named_parties(self.clauses.owners(noun))
        if len(owners) == 1 and self.actors[owners[0].i].form == "capital" and owners[0].dep_ != "poss":
            # "The Doha deal", "the Paris accord": named after the city where it was made.
            owners = []
        said = self._named_parties(self.clauses.obliques(noun, self._two_sided(noun)))
        said = said or self._named_parties(self._behind(noun))
        # "Its water treaty with Uganda", "their tax treaty": those for whom the pronoun stands.
        own = ("its", "their") if said else ("their",)
        owners += [c for c in noun.lefts if c.dep_ == "poss" and c.lower_ in own and c.i in self.actors]
        return tuple(Span(t.idx, t.idx + len(t)) for t in (*said, *owners))

    def _behind(self, noun: Token) -> list[Token]:
        """ "The memorandum on nurses between A and B", "the truce binds A and B": parties told farther off."""
        deep = [t for c in noun.rights if c.dep_ == "prep" and c.lower_ in _ON for t in c.subtree]
        between = [t for t in deep if t.lower_ in ("between", "among") and t.dep_ == "prep"]
        found = [o for p in between for o in self.clauses.obliques(p.head, (p.lower_,))]
        verb = noun.head
        if noun.dep_ == "nsubj" and verb.lemma_ in _BINDING and verb.pos_ == "VERB":
            found += [o for o in self.clauses.objects(verb) if o.i > verb.i]
        return found

    @staticmethod
    def _two_sided(noun: Token) -> tuple[str, ...]:
        """Prepositions that bring in parties; "lodged its ratification of the pact with the UN" tells a depositary."""
        verb = next((a for a in noun.ancestors if a.pos_ == "VERB"), noun)
        kept = verb.lemma_ in _KEEPING and verb.i < noun.i
        return ("between", "among") if kept else ("with", "between", "among")

    def _called_by_place(self, noun: Token) -> bool:
        """ "The Arusha protocol": an instrument, where it bears the name of a place."""
        return any(c.dep_ in ("compound", "amod", "nmod") and c.pos_ == "PROPN" for c in noun.lefts)

    def _topical(self, noun: Token) -> bool:
        """ "The Afghan peace deal": one state before the noun may be a party or only what it is about."""
        owners = self._named_parties(self.clauses.owners(noun))
        said = self._named_parties(self.clauses.obliques(noun, ("with", "between", "among")))
        return len(owners) == 1 and not said and owners[0].dep_ != "poss"

    def _named_parties(self, tokens: list[Token]) -> list[Token]:
        return [t for t in tokens if t.i in self.actors and self.actors[t.i].form not in ("pronoun", "place", "person")]

    def _name(self, noun: Token) -> str | None:
        """A proper name: "Treaty on Comprehensive Strategic Partnership", "Minsk Protocol"."""
        if not noun.text[:1].isupper() or noun.is_sent_start:
            return None
        if noun.text.isupper() and len(noun) > 4:
            return None
        left = noun.i
        while (
            left > 0 and self.doc[left - 1].text[:1].isupper() and self.doc[left - 1].pos_ in ("PROPN", "ADJ", "NOUN")
        ):
            left -= 1
        right = noun.i
        while right + 1 < len(self.doc):
            word = self.doc[right + 1]
            joins = word.lower_ in ("on", "of", "for", "and", "the", "against") and self._capital_ahead(right + 2)
            if word.ent_type_ in ("DATE", "TIME") or (joins and self.doc[right + 2].ent_type_ in ("DATE", "TIME")):
                break
            if not joins and not (word.text[:1].isupper() and word.pos_ in ("PROPN", "ADJ", "NOUN")):
                break
            right += 1
        if left == right:
            return None
        return str(self.doc[left : right + 1].text)

    def _capital_ahead(self, i: int) -> bool:
        while i < len(self.doc) and self.doc[i].lower_ in ("the", "and", "of"):
            i += 1
        return i < len(self.doc) and self.doc[i].text[:1].isupper()

    def _span(self, noun: Token, name: str | None) -> Span:
        parts = ("det", "amod", "compound", "nmod", "poss", "nummod", "npadvmod")
        first = min([t.left_edge.i for t in self._modifiers(noun) if t.dep_ in parts] + [noun.i])
        last = noun.i
        if name:
            end = self.text.find(name, self.doc[first].idx) + len(name)
            return Span(self.doc[first].idx, max(end, noun.idx + len(noun)))
        return Span(self.doc[first].idx, self.doc[last].idx + len(self.doc[last]))

    def _modifiers(self, noun: Token) -> list[Token]:
        """The words before a noun that belong to it; in "MPs okay fishing pact" only what stands behind the verb."""
        parts = ("det", "compound", "amod", "nmod", "nummod", "poss", "npadvmod")
        near = [c for c in noun.lefts if c.dep_ in parts]
        title = self.document.report.title_span
        if title is None or noun.idx >= title.end:
            return near
        verbs = [c.i for c in near if any(s.step for s in self.lexicon.verbs.get(c.lemma_.lower(), ()))]
        verbs += [c.i for c in near if any(s.step for s in self.lexicon.verbs.get(c.lower_.rstrip("s"), ()))]
        return [c for c in near if not verbs or c.i > max(verbs)]

    def _about(self, noun: Token) -> Span | None:
        """The words right behind the noun that say what the agreement is on, up to the next comma."""
        verb = noun.head if noun.dep_ in ("dobj", "nsubjpass", "nsubj") else noun
        told = [c for c in noun.rights if c.dep_ in ("acl", "relcl") or (c.dep_ == "prep" and c.lower_ in _ON)]
        # "Signed a pact on Monday to share the river": the parser hangs it on the verb.
        told += [c for c in verb.rights if c.i > noun.i and c.dep_ in ("advcl", "xcomp") and c.tag_ == "VB"]
        if not told:
            return None
        start = told[0].left_edge.i
        words = list(self.doc[start : min(told[0].right_edge.i + 1, start + _ABOUT_WORDS)])
        stop = next((t.i for t in words if t.text in (",", ";", ":", "—", "–") or t.is_space), words[-1].i + 1)
        return Span(self.doc[start].idx, self.doc[stop - 1].idx + len(self.doc[stop - 1])) if stop > start else None

    def _equated(self, noun: Token) -> int | None:
        """ "hailed the deal as a document", "called the pact a treaty": what the noun is said to be."""
        governor = noun.head
        if noun.dep_ == "pobj" and governor.lower_ == "as":
            objects = [c for c in governor.head.children if c.dep_ in ("dobj", "nsubjpass")]
        elif noun.dep_ in ("oprd", "attr", "appos"):
            objects = (
                [governor] if noun.dep_ == "appos" else [c for c in governor.children if c.dep_ in ("dobj", "nsubj")]
            )
        else:
            return None
        return next((o.i for o in objects if o.lemma_.lower() in self.lexicon.agreement_nouns), None)

    @staticmethod
    def _on(noun: Token) -> bool:
        """ "The convention against mines", "a protocol on plastic waste": what it is on, not when it is held."""
        after = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
        told = after.lower_ == "against" or (after.lower_ == "on" and _LAWFUL.search(noun.doc.text) is not None)
        return told and any(o.dep_ == "pobj" and not o.ent_type_ for o in after.children)

    def _replaced(self, noun: Token) -> bool:
        """ "A treaty to supersede the 2003 pact": what another takes the place of."""
        verb = noun.head.head if noun.dep_ == "pobj" else noun.head
        if noun.dep_ == "pobj" and verb.lemma_ == "place" and verb.head.lemma_ == "take":
            return True
        return bool(noun.dep_ == "dobj" and noun.head.lemma_ in _REPLACING)

    @staticmethod
    def _in_force(noun: Token) -> bool:
        """ "The agreement entered into force", "the convention took effect": what does so is law."""
        verb = noun.head
        preps = [p for p in verb.children if p.lower_ in ("in", "into") and p.i > noun.i]
        taken = verb.lemma_ == "take" and any(o.lower_ == "effect" for o in verb.children)
        return noun.dep_ == "nsubj" and (taken or any(o.lower_ == "force" for p in preps for o in p.children))

    def _by_states(self, noun: Token) -> bool:
        """ "Officials of the two ministries signed an agreement": in a sentence that names states or both sides."""
        if not self._moved(noun):
            return False
        near = [f for h, f in self.actors.items() if noun.sent.start <= h < noun.sent.end]
        if any(f.form == "pair" or (f.country and f.form in ("name", "capital", "adjective")) for f in near):
            return True
        return any(f.sector in ("REB", "UAF") for f in near)

    def _moved(self, noun: Token) -> bool:
        """Whether a verb that moves agreements governs the noun ("signed a deal", "acceded to a protocol")."""
        told = [c for c in noun.rights if c.dep_ in ("acl", "relcl") and c.tag_ in ("VBN", "VBD")]
        if any(s.step in _FORMAL for c in told for s in self.lexicon.verbs.get(c.lemma_.lower(), ())):
            # "Under an agreement signed in Dushanbe"
            return True
        if self.doc[noun.i + 1 : noun.i + 3].text.lower() in ("in force", "in effect"):
            # "The tax protocol in effect since Friday"
            return True
        verb = noun.head.head if noun.dep_ == "pobj" else noun.head
        if noun.dep_ == "pobj" and verb.lemma_.lower() in _OF_LAW:
            # "The ratification of the protocol"
            return True
        if noun.dep_ == "pobj" and verb.lemma_ in ("come", "arrive") and noun.head.lower_ in ("to", "at"):
            # "Came to an understanding"
            return True
        entries, lemma = self.lexicon.agreement_nouns, noun.lemma_.lower()
        entry = entries.get(lemma) or entries.get(lemma.removesuffix("s"))
        if entry is not None and entry.strength == "moved":
            # A convention is also a meeting, which may begin, end and be left.
            if verb.lemma_ in _LEFT_FOR_GOOD or (verb.pos_ == "ADP" and verb.head.lemma_ in _LEFT_FOR_GOOD):
                return True
            steps = {s.step for s in self.lexicon.verbs.get(verb.lemma_.lower(), ())}
            return verb.pos_ == "VERB" and bool(steps & _FORMAL)
        moving = any(s.step for s in self.lexicon.verbs.get(verb.lemma_.lower(), ()))
        # "Reactivated the waiver agreement": a turn of phrase that needs no words but its verb.
        alone = (t for t in self.lexicon.turns.get(verb.lemma_.lower(), ()) if t.needs == "direct" and t.words is None)
        return verb.pos_ == "VERB" and (moving or (noun.dep_ == "dobj" and any(t.chamber is None for t in alone)))
