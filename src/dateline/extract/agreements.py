"""Words that refer to agreements."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from dateline.extract.agreement_bodies import constituent_treaties
from dateline.extract.agreement_doubts import Doubts
from dateline.extract.agreement_entry import with_entries
from dateline.extract.agreement_members import makers, members
from dateline.extract.agreement_said import Initials, by_one, equated, known_as, replaced
from dateline.extract.agreement_uses import ON, Uses
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
_OTHER = frozenset(
    {"another", "other", "previous", "earlier", "old", "former", "similar", "separate", "past", "any"}
    | {"future", "possible", "potential", "eventual", "prospective", "hypothetical"}
)
# Words of what an agreement is on that are kept.
_ABOUT_WORDS = 14
# Instruments that are made several together and go by one name.
_TOGETHER = frozenset({"protocol", "accord"})
# Words before a noun that say that there is none: "no treaty", "a non-treaty".
_NONE = frozenset({"any", "no", "every", "non", "such"})


def find_agreements(
    document: Document, lexicon: Lexicon, modality: Modality, actors: Mapping[int, ActorFinding]
) -> tuple[AgreementFinding, ...]:
    """Mentions in text order; words that might mean one ("the document") only where the report has a sure one."""
    finder = _Mentions(document, lexicon, Clauses(modality), actors)
    found = {f.head: f for f in finder.known()}
    for founding in constituent_treaties(document.syntax, actors, lexicon, modality):
        finder.sure = finder.spoken = True
        found.setdefault(founding.head, founding)
    for token in document.syntax:
        if token.i not in found and (f := finder.at(token) or finder.initials.at(token)) is not None:
            found[f.head] = f
            finder.sure, finder.spoken = finder.sure or f.sure, True
            finder.initials.add(f)
    for f in [f for f in found.values() if document.syntax[f.head].tag_ == "NNS"]:
        found |= {each.head: each for each in finder.each(f)}
    found = with_entries(found, document.syntax, actors, modality)
    if not any(f.sure for f in found.values()):
        found = {f.head: f for f in finder.instruments()}
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
        # Whether any has been spoken of, by a name of the well-known ones or by a noun.
        self.spoken = False
        # The well-known ones found so far, by their heads.
        self.named: dict[int, AgreementFinding] = {}
        self.initials = Initials()
        self.lemmas = clauses.modality.lemmas
        self.doubts = Doubts(clauses, actors)
        self.uses = Uses(self.doc, lexicon, clauses, actors)
        # Nouns such as "convention" that the report has used of an instrument of law.
        self.told: set[str] = set()
        # Those that it speaks of as several made together: "the Zurich protocols".
        self.several: set[str] = set()

    def known(self) -> Iterator[AgreementFinding]:
        """Well-known agreements by any of their names."""
        for entry, start, end in self.lexicon.find_known(self.text, self.document.report.day):
            span = self.doc.char_span(start, end, alignment_mode="expand")
            head = span.root
            self.told |= {t.lemma_.lower() for t in span}
            self.spoken = True
            self.named[head.i] = found = AgreementFinding(
                Span(start, end), head.i, entry.kind, "known", name=entry.name, known=entry.id, definite=True,
                signed=entry.signed_in, parties=self._parties(head),
            )  # fmt: skip
            yield found

    def instruments(self) -> Iterator[AgreementFinding]:
        """ "Deposited its instrument of acceptance": in a report that names no agreement, the paper stands for it."""
        for token in (t for t in self.doc if t.lemma_.lower() == "instrument"):
            of = self.clauses.obliques(token, ("of",))
            if any(t.lemma_.lower() in self.lemmas("law-paper") for t in of) or self.uses.deposited(token):
                last = (*of, token)[0]
                span = Span(token.left_edge.idx, last.idx + len(last))
                yield AgreementFinding(span, token.i, "treaty", "anaphor", definite=True, sure=True)

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
            if not self._several(token, lemma) and not self._each_with(token):
                return None
            self.several.add(lemma)
        if lemma == "fire" and token.i > 1 and self.doc[token.i - 2 : token.i].text.lower() == "cease-":
            lemma = "cease-fire"
        noun = self.lexicon.agreement_nouns.get(lemma)
        if noun is None or noun.strength == "never" or any(c.lower_ in _NONE for c in self._before(token)):
            return None
        if self.doubts.other_sense(token, lemma) or (lemma == "swap" and self._provided(token)):
            return None
        words = [c for c in self._modifiers(token) if c.dep_ != "det"]
        flat = [t for w in words for t in w.subtree]
        # "A framework agreement for peace"
        peace = [o.lower_ for c in token.rights if c.lower_ in ("for", "of") for o in c.children if o.lower_ == "peace"]
        kind, ours = self._kind([t.lower_ for t in flat] + peace, noun)
        told_of = any(self.lexicon.agreement_words.get(t.lower_) for t in flat)
        parties = self._parties(token)
        if (kind == "ceasefire" or lemma == "deal") and self.doubts.figurative(token):
            return None
        # "The budget pact", and not "the Yacyretá debt accord"
        shown = noun.of_anybody and (parties or any(c.pos_ == "PROPN" for c in words))
        if not ours and not shown and not self.uses.of_states(token, flat):
            return None
        if (noun.strength == "weak" or noun.kind == "memorandum") and not told_of and self.doubts.at_home(token):
            return None
        name = self._name(token)
        if name and not parties:
            # "Treaty on Comprehensive Strategic Partnership between A and B": "between" hangs on the name's last noun.
            end = self.text.find(name, self.doc[max(token.i - 8, 0)].idx) + len(name)
            tail = [t for t in self.doc[token.i + 1 : token.i + 12] if t.idx < end]
            parties = tuple(s for t in tail for s in self._parties(t))
        acted = noun.strength in ("acted", "proper", "titled") and self.uses.acted(token, noun.strength == "acted")
        unnamed = name is None or self.doubts.of_a_body(token)
        if noun.strength in ("acted", "proper", "titled") and unnamed and not acted:
            return None
        if noun.strength == "titled" and name and not {"on", "against", "concerning"} & set(name.split()):
            return None
        unknown = (name is None and not parties) or (lemma == "convention" and self.uses.held(token, name))
        if noun.strength == "moved" and unknown and not self._law(token, lemma, told_of):
            return None
        called = next((self.named[h] for h in sorted(known_as(token)) if h in self.named), None)
        if called is not None:
            return dataclasses.replace(called, span=self._span(token, name), head=token.i, form="description")
        equals = equated(token, self.lexicon.agreement_nouns)
        definite = name is not None or any(c.lower_ in ("the", "this", "that", "their", "its") for c in token.lefts)
        of_nations = self.doubts.of_nations(token)
        sure = (
            noun.strength in ("strong", "moved")
            or acted
            or name is not None
            or bool(parties)
            or (told_of and noun.strength == "weak")
            or (noun.strength == "weak" and (of_nations or self.uses.shown(token)))
        )
        if noun.strength == "moved" or lemma == "swap":
            self.told.add(lemma)
        if noun.strength == "anaphor":
            sure = False
            if self.doubts.of(token, "other-paper") or (lemma == "paper" and self.doubts.newspaper(token)):
                return None
            sure = self.uses.initialled(token)
            if equals is None and not sure and not (definite and self.spoken):
                return None
        if noun.strength == "weak" and not sure and not definite and equals is None and not self.uses.moved(token):
            return None
        year = next((int(t.text) for t in flat if _YEAR.match(t.text)), None)
        of_year = [o for c in token.rights if c.lower_ == "of" for o in c.children if _YEAR.match(o.text)]
        made = [c for c in token.rights if c.dep_ == "acl" and c.tag_ == "VBN" and c.lemma_ in self.lemmas("made-with")]
        of_year += [o for c in made for p in c.children if p.lower_ == "in" for o in p.children if _YEAR.match(o.text)]
        return AgreementFinding(
            self._span(token, name), token.i, kind, "name" if name else "anaphor" if definite else "description",
            name=name, year=year or (int(of_year[0].text) if of_year else None), parties=parties, definite=definite,
            members=tuple(Span(t.idx, t.idx + len(t)) for t in self.uses.named_parties(members(token))),
            topical=self._topical(token), specific=noun.strength in ("moved", "proper"), equals=equals,
            other=any(t.lower_ in _OTHER for t in token.lefts) or replaced(token) or by_one(token), sure=sure,
            about=self._about(token), of_states=of_nations or self.uses.matter_of_states(token),
        )  # fmt: skip

    def _provided(self, swap: Token) -> bool:
        """ "A swap of instruments", and one that is only part of the agreement which the report has told of."""
        part = self.sure and "swap" not in self.told and not self.uses.moved(swap)
        return part or self.doubts.of(swap, "swapped-paper")

    def _several(self, token: Token, lemma: str) -> bool:
        """ "The Zurich protocols", and then "the protocols": several instruments of one name, made together."""
        if lemma not in _TOGETHER or any(c.lower_ in ("other", "such", "similar", "these") for c in token.lefts):
            return False
        definite = any(c.lower_ == "the" for c in token.lefts)
        named = self.uses.called_by_place(token) and definite
        # "Accession protocols for Finland and Sweden": of one treaty, signed and ratified together
        named |= any(c.lemma_.lower() in self.lemmas("joining-noun") for c in token.lefts)
        pair = [c for c in token.lefts if c.dep_ in ("amod", "compound", "nmod")]
        pair = [t for c in pair for t in c.subtree if t.i in self.actors and self.actors[t.i].country]
        signed = [c for c in token.rights if c.dep_ == "acl" and c.lemma_ in self.lemmas("made-with")]
        named |= definite and any(self.clauses.obliques(c, ("with", "between")) for c in signed)
        told = lemma in self.several and (definite or self.uses.moved(token))
        told |= lemma == "protocol" and (self.uses.signed_by_two(token) or (definite and self.uses.moved(token)))
        return named or len({self.actors[t.i].country for t in pair}) > 1 or told

    def _each_with(self, noun: Token) -> list[Token]:
        """ "Extradition treaties with Rwanda and Italy": one with each."""
        if noun.text[:1].isupper() and not noun.is_sent_start:
            return []
        sides = self.clauses.obliques(noun, ("with",))
        if not sides:
            # "Conventions on double taxation with Chile and Malta"
            with_ = next((t for t in noun.subtree if t.lower_ == "with" and t.i > noun.i and t.dep_ == "prep"), noun)
            own = with_.i != noun.i and with_.head.lemma_.lower() not in self.lexicon.agreement_nouns
            sides = self.clauses.obliques(with_.head, ("with",)) if own else []
        sides = [t for t in sides if t.i in self.actors]
        told = {t.i: self.actors[t.i] for t in sides}
        named = {i: f.named_state for i, f in told.items() if f.named_state}
        named |= {i: f.ids[0] for i, f in told.items() if f.ids and f.ids[0].startswith("IGO:")}
        return sides if len(set(named.values())) == len(sides) > 1 else []

    def each(self, f: AgreementFinding) -> list[AgreementFinding]:
        """One mention for each agreement that a plural names, the first at the noun and the others at their parties."""
        first, *others = self._each_with(self.doc[f.head]) or [self.doc[f.head]]
        if not others:
            return [f]

        def of(party: Token) -> tuple[Span, ...]:
            apart = {Span(t.idx, t.idx + len(t)) for t in (first, *others) if t.i != party.i}
            return tuple(s for s in f.parties if s not in apart)

        mine = dataclasses.replace(f, parties=of(first), definite=False)
        return [mine, *(dataclasses.replace(mine, head=t.i, parties=of(t), beside=f.head) for t in others)]

    def _law(self, token: Token, lemma: str, told_of: bool) -> bool:
        """Whether a nameless convention or protocol is an instrument of law, not a meeting or a set of rules.

        `told_of` says that a word before it tells what such instruments are on.
        """
        uses = self.uses
        if uses.called_by_place(token) and (lemma != "convention" or uses.of_law):
            return True
        if uses.moved(token) or uses.on(token) or uses.in_force(token) or (told_of and uses.of_law):
            return True
        if not any(c.lower_ in ("the", "this", "that") for c in token.lefts):
            return False
        # "The sturgeon convention", where the report has a pact
        described = any(c.dep_ in ("compound", "amod") and c.text.islower() for c in token.lefts)
        described |= any(c.dep_ == "prep" and c.lower_ in ("on", "against") for c in token.rights)
        if lemma in self.told or (described and (self.sure or uses.by_a_state(token) or not uses.gathering(token))):
            return True
        # "The protocol that revises Morocco's tax rules with Japan got through the House"
        return uses.before_a_chamber(token) or (lemma != "convention" and uses.among_states(token, bare=True))

    def _mistaken(self, token: Token) -> bool:
        """ "Their fisheries deal at the end of the year": a noun that the parser took for a verb."""
        if token.lower_ != "deal" or not 1 < token.i < len(self.doc) - 1 or token.tag_ not in ("VB", "VBP"):
            return False
        before = token.nbor(-1)
        if before.lower_ in self.lexicon.agreement_words and token.nbor(1).lower_ not in ("with", "in"):
            return True
        # "The dam deal with Argentina": behind an article no verb comes.
        return before.tag_ in ("NN", "JJ") and token.nbor(-2).tag_ in ("DT", "PRP$", "POS") and before.tag_ != "NNS"

    def _kind(self, words: list[str], noun: AgreementNoun) -> tuple[AgreementKind, bool]:
        kinds = [self.lexicon.agreement_words[w] for w in words if w in self.lexicon.agreement_words]
        named = [k for k in kinds if k is not None]
        anybodys = noun.strength != "strong" or noun.kind == "ceasefire" or noun.of_anybody
        if None in kinds and not named and anybodys:
            return noun.kind, False
        return (named[0] if named and noun.kind != "ceasefire" else noun.kind), True

    def _parties(self, noun: Token) -> tuple[Span, ...]:
        # "Lawmakers back pact": the parser takes who acts for a word of its description.
        kept = {c.i for c in self._modifiers(noun)}
        cut = {t.i for c in noun.lefts if c.dep_ != "poss" and c.i not in kept for t in c.subtree}
        owners = [o for o in self.uses.named_parties(self.clauses.owners(noun)) if o.i not in cut]
        if len(owners) == 1 and self.actors[owners[0].i].form == "capital" and owners[0].dep_ != "poss":
            # "The Doha deal", "the Paris accord": named after the city where it was made.
            owners = []
        said = self.uses.named_parties(self.clauses.obliques(noun, self._two_sided(noun)))
        said = said or self.uses.named_parties(self._behind(noun) or makers(noun, self.uses))
        # "Its water treaty with Uganda", "their tax treaty": those for whom the pronoun stands.
        own = ("its", "their") if said else ("their",)
        owners += [c for c in noun.lefts if c.dep_ == "poss" and c.lower_ in own and c.i in self.actors]
        return tuple(Span(t.idx, t.idx + len(t)) for t in (*said, *owners))

    def _behind(self, noun: Token) -> list[Token]:
        """ "The memorandum on nurses between A and B", "the truce binds A and B": parties told farther off."""
        deep = [t for c in noun.rights if c.dep_ == "prep" and c.lower_ in ON for t in c.subtree]
        between = [t for t in deep if t.lower_ in ("between", "among") and t.dep_ == "prep"]
        found = [o for p in between for o in self.clauses.obliques(p.head, (p.lower_,))]
        if not found:
            # "A convention on antiquities with Peru": the parser hangs "with" on the matter.
            with_ = [t for t in deep if t.lower_ == "with" and t.dep_ == "prep"]
            near = [o for p in with_ for o in self.clauses.obliques(p.head, ("with",)) if o.i in self.actors]
            found = [o for o in near if self.actors[o.i].form in ("name", "capital")]
        verb = noun.head
        if noun.dep_ == "nsubj" and verb.lemma_ in self.lemmas("binding-verb") and verb.pos_ == "VERB":
            found += [o for o in self.clauses.objects(verb) if o.i > verb.i]
        return found

    def _two_sided(self, noun: Token) -> tuple[str, ...]:
        """Prepositions that bring in parties; "lodged its ratification of the pact with the UN" tells a depositary."""
        verb = next((a for a in noun.ancestors if a.pos_ == "VERB"), noun)
        kept = verb.lemma_ in self.lemmas("keeping-verb") and verb.i < noun.i
        return ("between", "among") if kept else ("with", "between", "among")

    def _topical(self, noun: Token) -> bool:
        """ "The Afghan peace deal": one state before the noun may be a party or only what it is about."""
        owners = self.uses.named_parties(self.clauses.owners(noun))
        said = self.uses.named_parties(self.clauses.obliques(noun, ("with", "between", "among")))
        return len(owners) == 1 and not said and owners[0].dep_ != "poss"

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
            joins = word.lower_ in ("on", "of", "for", "and", "the", "against", "-") and self._capital_ahead(right + 2)
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
        if noun.pos_ == "VERB" and noun.i > noun.sent.start:
            # "Malta's seafarer deal with Fiji", taken for a verb
            return Span(noun.nbor(-1).idx, noun.idx + len(noun))
        first = min([t.left_edge.i for t in self._modifiers(noun) if t.dep_ in parts] + [noun.i])
        last = noun.i
        if name:
            end = self.text.find(name, self.doc[first].idx) + len(name)
            return Span(self.doc[first].idx, max(end, noun.idx + len(noun)))
        return Span(self.doc[first].idx, self.doc[last].idx + len(self.doc[last]))

    def _modifiers(self, noun: Token) -> list[Token]:
        """The words before a noun that belong to it; in "MPs okay fishing pact" only what stands behind the verb."""
        near = [c for c in noun.lefts if c.dep_ in ("det", "compound", "amod", "nmod", "nummod", "poss", "npadvmod")]
        # "Will keep until 2023 their memorandum": what stands before "the" or "their" is no part of it.
        first = max((c.i for c in near if c.tag_ in ("DT", "PRP$")), default=0)
        near = [c for c in near if c.i >= first]
        title = self.document.report.title_span
        if title is None or noun.idx >= title.end:
            return near
        verbs = [c.i for c in near if any(s.step for s in self.lexicon.verbs.get(c.lemma_.lower(), ()))]
        verbs += [c.i for c in near if any(s.step for s in self.lexicon.verbs.get(c.lower_.rstrip("s"), ()))]
        # "MPs back border treaty"
        turned = [c for c in self.doc[noun.left_edge.i + 1 : noun.i] if c.i - 1 in self.actors]
        turned = [c for c in turned if c.nbor(-1).tag_ in ("NNS", "NNPS") and c.ent_type_ not in ("GPE", "NORP")]
        verbs += [c.i for c in turned if any(t.agreement == "object" for t in self.lexicon.turns.get(c.lower_, ()))]
        return [c for c in near if not verbs or c.i > max(verbs)]

    def _about(self, noun: Token) -> Span | None:
        """The words right behind the noun that say what the agreement is on, up to the next comma."""
        verb = noun.head if noun.dep_ in ("dobj", "nsubjpass", "nsubj") else noun
        told = [c for c in noun.rights if c.dep_ in ("acl", "relcl") or (c.dep_ == "prep" and c.lower_ in ON)]
        # "Signed a pact on Monday to share the river": the parser hangs it on the verb.
        told += [c for c in verb.rights if c.i > noun.i and c.dep_ in ("advcl", "xcomp") and c.tag_ == "VB"]
        if not told:
            return None
        start = told[0].left_edge.i
        words = list(self.doc[start : min(told[0].right_edge.i + 1, start + _ABOUT_WORDS)])
        stop = next((t.i for t in words if t.text in (",", ";", ":", "—", "–") or t.is_space), words[-1].i + 1)
        return Span(self.doc[start].idx, self.doc[stop - 1].idx + len(self.doc[stop - 1])) if stop > start else None
