"""Words that the tagger takes for another part of speech in places where grammar leaves no doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_OF_NOUNS = frozenset({"det", "poss", "amod"})
# What a finite verb is as a noun: "naval drills off Palawan".
_NAMED_AS = {"VBP": "NN", "VB": "NN", "VBZ": "NNS"}
# Verbs that are of no use without what is done: what follows "an agreement that" is then the agreement.
_OF_AGREEMENTS = frozenset({"sign", "ratify", "initial", "conclude", "strike", "reject", "approve", "endorse"})
_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})


def mend(doc: Doc, nlp: Language) -> None:
    """Put right the tags of participles that open a sentence, of verbs taken for other words, of nouns ("an offer").

    And relative clauses whose verb the parser takes for a participle: "the treaty that the two states signed".
    """
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
    for token in doc:
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
        if token.tag_ == "VBN" and token.dep_ == "acl":
            _relative(token, nlp)
        if token.dep_ in ("ccomp", "acl") and token.lemma_ in _OF_AGREEMENTS:
            _gap(token)


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
