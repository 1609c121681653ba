"""Words that the tagger takes for another part of speech in places where grammar leaves no doubt."""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING

import numpy as np

from dateline.parse.mend_instruments import mend_instrument
from dateline.parse.mend_names import mend_names
from dateline.parse.mend_sides import mend_sides

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

# What a mend changes of the tree.
_HUNG = ["HEAD", "DEP"]
_OF_NOUNS = frozenset({"det", "poss", "amod"})
_PERIODS = frozenset({*(m.lower() for m in calendar.month_name if m), "month", "year", "week"})
# Letters that stand for several persons or things.
_PLURAL_LETTERS = re.compile(r"[A-Z]{2,4}s")
# What a finite verb is as a noun: "naval drills off Palawan".
_NAMED_AS = {"VBP": "NN", "VB": "NN", "VBZ": "NNS"}
# Verbs that are of no use without what is done: what follows "an agreement that" is then the agreement.
_OF_AGREEMENTS = frozenset({"sign", "ratify", "initial", "conclude", "strike", "reject", "approve", "endorse"})
# Verbs of those who tell, which the parser takes for participles.
_TELLING = frozenset({"announce", "allege", "declare", "report", "state", "confirm", "reveal", "disclose", "charge"})
_SAYING = frozenset({"say", "think", "believe", "hope", "fear", "know", "claim", "argue", "insist", "mean", "suggest"})
_WEEKDAYS = frozenset(d for d in calendar.day_name)
_INSTRUMENTS = frozenset({"agreement", "convention", "treaty", "pact", "accord", "protocol", "compact"})
# Prepositions that are conjunctions too, and what may stand between a subject and its verb besides times.
_CONJUNCTIONS = frozenset({"after", "since", "before", "until"})
_ASIDE = 8
# How far apart the two kinds of one agreement stand: "a cooperation and joint basing agreement".
_NEAR = 4
_BETWEEN = frozenset({"ADP", "ADV"})
_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})


def mend(doc: Doc, nlp: Language) -> None:
    """Put right the tags of participles that open a sentence, of verbs taken for other words, of nouns ("an offer").

    And relative clauses whose verb the parser takes for a participle: "the treaty that the two states signed". Where
    the mends together would leave words hanging on one another in a ring, all stay as the parser hung them.
    """
    hung = doc.to_array(_HUNG)
    _mend_each(doc, nlp)
    if not _rooted(doc):
        doc.from_array(_HUNG, hung)


def _rooted(doc: Doc) -> bool:
    """Whether every word hangs, in the end, on the root of a sentence."""
    above = np.arange(len(doc)) + doc.to_array(["HEAD"]).astype(np.int64).ravel()
    for _ in range(len(doc).bit_length()):
        above = above[above]
    return bool((above[above] == above).all())


def _mend_each(doc: Doc, nlp: Language) -> None:
    for sentence in doc.sents:
        first = sentence[0]
        if first.dep_ == "advcl" and first.tag_ != "VBN" and _participle(first):
            _retag(first, "VERB", "VBN", nlp)
            for c in first.children:
                if (
                    c.lower_ == "by"
                    and c.dep_ == "prep"
                    and not any(o.ent_type_ in ("DATE", "TIME") for o in c.children)
                ):
                    c.dep_ = "agent"
        _tallied(sentence.root)
    mend_names(doc)
    for token in doc:
        mend_sides(token)
        mend_instrument(token, lambda word, pos, tag: _retag(word, pos, tag, nlp))
        if token.lemma_ in _INSTRUMENTS and token.dep_ == "pobj" and token.head.lower_ == "of":
            _called_after(token)
        if token.lemma_ in _INSTRUMENTS and token.tag_ == "NN" and token.dep_ == "conj":
            _of_two_kinds(token)
        if token.tag_ in ("NN", "NNP") and _PLURAL_LETTERS.fullmatch(token.text):
            # "Kenya's MPs"
            _retag(token, "NOUN", "NNS", nlp)
        if (
            token.dep_ == "ROOT"
            and token.pos_ in ("ADJ", "NOUN")
            and {"nsubj", "dobj"} <= {c.dep_ for c in token.children}
        ):
            # "Seoul froze loans", "Fiji, Samoa conduct patrol": what has subject and object is a verb.
            tag = "VBZ" if token.tag_ == "NNS" else "VBD" if token.pos_ == "ADJ" else "VBP"
            _retag(token, "VERB", tag, nlp)
        if token.tag_ in _NAMED_AS and token.dep_ in _NOMINAL and any(c.dep_ in _OF_NOUNS for c in token.lefts):
            _retag(token, "NOUN", _NAMED_AS[token.tag_], nlp)
        if token.tag_ in ("VBP", "VB") and token.dep_ in ("dobj", "pobj"):
            _whole_noun(token, nlp)
        if token.tag_ == "VBD" and token.dep_ == "acl":
            _own_subject(token)
            _teller(token, nlp)
        if token.tag_ == "VBN" and token.dep_ == "acl":
            _relative(token, nlp)
            _teller(token, nlp)
        if token.lower_ == "end" and token.tag_ == "VB" and token.i > 0 and token.nbor(-1).lower_ == "to":
            _end_of_month(token, nlp)
        if token.dep_ in ("ccomp", "acl") and token.lemma_ in _OF_AGREEMENTS:
            _gap(token)
        if token.dep_ == "ccomp" and token.pos_ == "VERB":
            _taken_inside(token)
        if token.dep_ in ("conj", "advcl") and token.tag_ in ("VBD", "VBZ", "VBP"):
            _clause_of_time(token)
        if token.dep_ == "acl" and token.tag_ == "VBN" and token.head.dep_ == "conj":
            _gapped_passive(token)
        if token.dep_ == "appos" and token.pos_ == "PROPN" and token.left_edge.i > 2:
            _doer_of_several(token)
        if token.text in _WEEKDAYS and token.dep_ in ("compound", "nmod") and token.i > 1:
            _day_between(token)
        if token.tag_ == "VBN" and token.dep_ == "acl" and token.i > 1 and token.nbor(-1).text == ",":
            _only_verb(token, nlp)


def _teller(verb: Token, nlp: Language) -> None:
    """ "Manila suspended the truce, the palace announced on Wednesday": the parser takes the teller for an object."""
    noun, root = verb.head, next((a for a in verb.ancestors if a.dep_ == "ROOT"), None)
    first = noun.left_edge
    if verb.lemma_ not in _TELLING or verb.i != noun.i + 1 or root is None or root.i >= first.i or root.pos_ != "VERB":
        return
    second = noun.dep_ == "dobj" and any(c.dep_ == "dobj" and c.i < noun.i for c in noun.head.children)
    if not (second or noun.dep_ in ("appos", "npadvmod", "oprd")) or first.i < 1 or first.nbor(-1).text != ",":
        return
    if any(c.dep_ in ("agent", "dobj", "ccomp") for c in verb.children):
        return
    _retag(verb, "VERB", "VBD", nlp)
    verb.head, verb.dep_ = verb, "ROOT"
    noun.head, noun.dep_ = verb, "nsubj"
    root.head, root.dep_ = verb, "ccomp"


def _end_of_month(word: Token, nlp: Language) -> None:
    """ "Renewed to end of June": a day, not an aim."""
    of = next((c for c in word.rights if c.lower_ == "of" and c.i == word.i + 1), None)
    if of is None or not any(o.lower_ in _PERIODS for o in of.children):
        return
    to, verb = word.nbor(-1), word.head
    _retag(word, "NOUN", "NN", nlp)
    to.head, to.dep_, to.pos_, to.tag_ = verb, "prep", "ADP", "IN"
    word.head, word.dep_ = to, "pobj"


def _whole_noun(token: Token, nlp: Language) -> None:
    """ "Prolonged for a year the fisheries agreement": an object whose own words the parser takes for its subject."""
    own = [c for c in token.lefts if c.dep_ == "nsubj" and c.i == token.i - 1 and c.pos_ in ("NOUN", "PROPN")]
    if own and any(c.dep_ in _OF_NOUNS for c in own[0].lefts):
        _retag(token, "NOUN", "NN", nlp)
        own[0].dep_ = "compound"


def _own_subject(verb: Token) -> None:
    """ "An accord that bars guns from the border kicked in": a finite verb whose subject stands before a clause."""
    ahead = verb.head
    if any(c.dep_ in ("nsubj", "nsubjpass", "dobj") for c in verb.children):
        return
    for noun in (ahead, *ahead.ancestors):
        between = (c for c in noun.rights if c.dep_ == "relcl" and c.i < verb.i)
        clauses = [c for c in between if noun == ahead or c.is_ancestor(ahead)]
        if noun.dep_ in ("ROOT", "ccomp") and noun.pos_ in ("NOUN", "PROPN") and clauses:
            verb.head, verb.dep_ = verb if noun.dep_ == "ROOT" else noun.head, noun.dep_
            noun.head, noun.dep_ = verb, "nsubj"
            return


def _taken_inside(verb: Token) -> None:
    """ "An accord which would let Turkey station drones was signed": the main verb, taken into the relative clause.

    The object before it is then taken for its subject, and the sentence's own subject is left without a verb.
    """
    inner, noun = verb.head, verb.sent.root
    finite = verb.tag_ in ("VBD", "VBZ", "VBP") or (
        verb.tag_ == "VBN"
        and any(c.dep_ in ("aux", "auxpass") and c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in verb.lefts)
    )
    held = [c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")]
    if noun.pos_ not in ("NOUN", "PROPN") or noun.i > inner.i or not finite or len(held) != 1:
        return
    if held[0].left_edge.i <= inner.i:
        return
    clause = next((a for a in (inner, *inner.ancestors) if a.dep_ == "relcl"), None)
    before = held[0].left_edge.nbor(-1)
    # "Let Turkey station drones": the object of the verb right before it
    nested = before.pos_ == "VERB" and before.head.i == inner.i
    inner = before if nested else inner
    if clause is None or clause.head.i != noun.i or before.i != inner.i:
        return
    if inner.lemma_ in _TELLING | _SAYING or any(c.dep_ in ("dobj", "mark") for c in inner.rights):
        return
    for c in [c for c in inner.lefts if nested and c.dep_ == "compound"]:
        c.dep_ = "nsubj"
    noun.head, noun.dep_ = verb, held[0].dep_
    held[0].head, held[0].dep_ = inner, "dobj"
    verb.head, verb.dep_ = verb, "ROOT"


def _tallied(verb: Token) -> None:
    """ "By 118 votes to 71 the Assembly approved it", "the fifth, Cameroon, ratified it": the subject that was lost."""
    subject = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    if verb.tag_ not in ("VBD", "VBZ") or (subject is not None and subject.ent_type_ != "ORDINAL"):
        return
    found: Token | None = None
    if subject is not None:
        beside = (c for c in subject.rights if c.dep_ == "npadvmod" and c.ent_type_ == "GPE" and c.nbor(-1).text == ",")
        found = next(beside, None)
    else:
        for to in (t for t in verb.sent if t.i < verb.i and t.lower_ == "to" and t.dep_ == "prep"):
            counted = [c for c in to.children if c.tag_ == "CD"]
            after = [c for c in to.children if c.pos_ in ("NOUN", "PROPN") and counted and c.i > counted[0].i]
            found = next((c for c in after if c.left_edge.lower_ == "the" or c.ent_type_), found)
    if found is None:
        return
    found.head, found.dep_ = verb, "nsubj"
    if subject is not None:
        subject.head, subject.dep_ = found, "nmod"


def _called_after(noun: Token) -> None:
    """ "Acceded to the Gulf of Guinea free trade agreement": the name of a place before the noun."""
    of = noun.head
    place = of.head
    if place.pos_ != "PROPN" or of.i + 1 >= len(noun.doc) or noun.doc[of.i + 1].pos_ != "PROPN":
        return
    between = noun.doc[of.i + 1 : noun.left_edge.i]
    if any(t.pos_ != "PROPN" for t in between) or of.i != place.i + 1 or place.head.i == place.i:
        return
    noun.head, noun.dep_ = place.head, place.dep_
    place.head, place.dep_ = noun, "compound"


def _of_two_kinds(noun: Token) -> None:
    """ "A military cooperation and basing agreement was signed": one agreement, and not cooperation beside it."""
    first = noun.head
    alike = first.tag_ == "NN" and first.lemma_ not in _INSTRUMENTS and first.dep_ in (*_NOMINAL, "ROOT")
    between = noun.doc[first.i + 1 : noun.left_edge.i]
    if not alike or noun.i - first.i > _NEAR or [t.lower_ for t in between] != ["and"] or first.conjuncts != (noun,):
        return
    if any(c.dep_ in ("det", "poss") for c in noun.lefts) or not any(c.dep_ == "compound" for c in noun.lefts):
        return
    after = [c for c in first.children if c.i > noun.i or c.dep_ == "det"]
    noun.head, noun.dep_ = (noun if first.dep_ == "ROOT" else first.head), first.dep_
    first.head, first.dep_ = noun, "nmod"
    for c in after:
        c.head = noun


def _doer_of_several(name: Token) -> None:
    """ "Signed by the government, the Ituri Front and the Lendu Movement": one of those after "by"."""
    comma = name.left_edge.nbor(-1)
    first = comma.nbor(-1)
    by = first.head
    listed = any(c.dep_ == "conj" for c in name.children)
    if comma.text == "," and first.dep_ == "pobj" and by.lower_ == "by" and listed and name.head.i < by.i:
        name.head, name.dep_ = first, "conj"


def _clause_of_time(verb: Token) -> None:
    """ "Takes effect after Fiji, on Tuesday, became the fourth to ratify": its subject is taken for an object."""
    if any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in verb.children):
        return
    between: list[Token] = []
    noun = verb.nbor(-1) if verb.i > verb.sent.start else verb
    while noun.i > verb.sent.start and (noun.is_punct or noun.ent_type_ in ("DATE", "TIME") or noun.pos_ in _BETWEEN):
        between.append(noun)
        noun = noun.nbor(-1)
    if noun.i < verb.i and verb.nbor(-1).text == "," and noun.dep_ != "pobj" and (aside := _aside(verb)) is not None:
        # "Deputies, on the 9th, gave it"
        between, noun = list(verb.doc[aside : verb.i]), verb.doc[aside - 1]
    mark = noun.head
    if noun.dep_ != "pobj" or mark.lower_ not in _CONJUNCTIONS or mark.dep_ != "prep" or mark.i >= noun.i:
        return
    above = verb.head if mark.head.i == verb.i else mark.head
    if above.i >= mark.i or any(t.lower_ in ("and", "but", "or") for t in between):
        return
    if verb.is_ancestor(above):
        # "With days to go before talks are to begin, things look bad"
        return
    noun.head, noun.dep_ = verb, "nsubj"
    mark.head, mark.dep_ = verb, "mark"
    verb.head, verb.dep_ = above, "advcl"
    for t in between:
        if t.dep_ == "prep" and t.head.i < mark.i:
            t.head = verb


def _gapped_passive(verb: Token) -> None:
    """ "Is to be ratified, and the instruments exchanged": a second passive that has its "to be" from the first."""
    noun, above = verb.head, verb.head.head
    first = next((v for v in (above, *above.rights) if v.i < noun.i and _passive(v)), None)
    if above.pos_ not in ("VERB", "AUX") or first is None or verb.i != noun.i + 1 or noun.pos_ != "NOUN":
        return
    verb.head, verb.dep_ = first, "conj"
    noun.head, noun.dep_ = verb, "nsubjpass"


def _passive(verb: Token) -> bool:
    return verb.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in verb.children)


def _aside(verb: Token) -> int | None:
    """The first comma of the two around a few words right before a verb."""
    commas = [t.i for t in verb.doc[max(verb.sent.start, verb.i - _ASIDE) : verb.i] if t.text == ","]
    return commas[-2] if len(commas) > 1 else None


def _day_between(day: Token) -> None:
    """ "Received on Tuesday Namibia's notice": the day is one thing, what was received another."""
    on, noun = day.nbor(-1), day.head
    while noun.dep_ in ("compound", "poss", "nmod") and noun.head.i > day.i:
        noun = noun.head
    if on.lower_ == "on" and noun.dep_ == "pobj" and noun.head == on and noun.i == day.i + 1:
        # "By an exchange of letters on Monday Chad and Niger added": whose verb has no subject
        last = max((noun, *noun.conjuncts), key=lambda t: t.i)
        verb = last.nbor(1) if last.i + 1 < len(day.doc) else last
        lacking = not any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for c in verb.children)
        if verb.tag_ in ("VBD", "VBZ", "VBP") and verb.is_ancestor(on) and lacking:
            day.head, day.dep_ = on, "pobj"
            noun.head, noun.dep_ = verb, "nsubj"
            return
    if on.lower_ != "on" or noun.dep_ != "pobj" or noun.head != on or on.head.pos_ != "VERB" or on.head.i >= on.i:
        return
    if any(c.dep_ in ("dobj", "ccomp") for c in on.head.children):
        return
    day.head, day.dep_ = on, "pobj"
    noun.head, noun.dep_ = on.head, "dobj"


def _only_verb(verb: Token, nlp: Language) -> None:
    """ "The minister and his colleague, Ana Ruiz, signed in Lima.": the one verb of a sentence is no participle."""
    root = verb.sent.root
    if root.pos_ not in ("NOUN", "PROPN") or verb.head not in (root, *root.conjuncts) or verb.sent[-1].text != ".":
        return
    if any(t.pos_ in ("VERB", "AUX") and t.i != verb.i for t in verb.sent):
        return
    if any(c.dep_ == "agent" for c in verb.children):
        return
    _retag(verb, "VERB", "VBD", nlp)
    verb.head, verb.dep_ = verb, "ROOT"
    root.head, root.dep_ = verb, "nsubj"


def _relative(verb: Token, nlp: Language) -> None:
    """ "The treaty that the two states signed in June": they signed it, they were not signed."""
    subject = verb.head
    while subject.dep_ == "pobj" and subject.head.dep_ == "prep" and subject.head.head.pos_ in ("NOUN", "PROPN"):
        # "That the ministers of the two states signed": they are ministers, not states, signed by somebody.
        subject = subject.head.head
    that = subject.left_edge
    if that.lower_ not in ("that", "which") and that.i > verb.sent.start:
        that = that.nbor(-1)
    if that.lower_ not in ("that", "which") or that.i >= subject.i or that.i <= verb.sent.start:
        return
    named = that.nbor(-1)
    alone = not any(c.dep_ in ("agent", "dobj", "auxpass") for c in verb.children)
    if not alone or named.pos_ not in ("NOUN", "PROPN") or subject.pos_ not in ("NOUN", "PROPN"):
        return
    complement = that.dep_ == "mark" and that.head.i != verb.i and that.head.dep_ in ("ccomp", "acl", "advcl")
    if complement or subject.is_ancestor(named):
        return
    _retag(verb, "VERB", "VBD", nlp)
    verb.head, verb.dep_ = named, "relcl"
    subject.head, subject.dep_ = verb, "nsubj"
    that.head, that.dep_ = verb, "dobj"


def _gap(verb: Token) -> None:
    """ "A memorandum of understanding that the ministers signed": what they signed, not what is understood."""
    noun, that = verb.head, next((c for c in verb.lefts if c.lower_ == "that"), None)
    done_to = any(c.dep_ in ("dobj", "ccomp", "xcomp", "nsubjpass") and c != that for c in verb.children)
    if that is None or done_to or noun.i != that.i - 1 or noun.pos_ != "NOUN":
        return
    named = noun.head.head if noun.dep_ == "pobj" and noun.lemma_ == "understanding" else noun
    verb.head, verb.dep_, that.dep_ = named, "relcl", "dobj"


def _participle(token: Token) -> bool:
    """ "Freed after a year, he": nothing that it is done to stands beside it, and a comma ends what it governs."""
    if not (token.lower_.endswith("ed") or token.tag_ in ("VB", "VBD")) or token.head.i < token.i:
        return False
    if any(c.dep_ in ("dobj", "nsubj", "det", "compound", "poss") or c.lower_ == "to" for c in token.children):
        return False
    return any(c.text == "," and token.i < c.i for c in token.head.lefts)


def _retag(token: Token, pos: str, tag: str, nlp: Language) -> None:
    token.pos_, token.tag_ = pos, tag
    if "lemmatizer" in nlp.pipe_names:
        token.set_morph("")
        lemmatizer = nlp.get_pipe("lemmatizer")
        token.lemma_ = lemmatizer.lemmatize(token)[0]
