"""What is said not to be so: by a word of denial at the verb itself, or by somebody who refutes a report of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.kinds.modality import Modality
from dateline.model.vocabulary import Polarity

if TYPE_CHECKING:
    from spacy.tokens import Token


def negated(verb: Token, modality: Modality) -> bool:
    """Whether the verb's own words deny it: "did not sign", "nobody signed"."""
    negators = modality.lemmas("negator")
    if any(c.dep_ == "neg" or (c.lower_ in ("never", "not", "n't", "n’t") and c.i < verb.i) for c in verb.children):
        return True
    if any(c.lower_ == "neither" and c.dep_ in ("preconj", "cc", "advmod") and c.i < verb.i for c in verb.children):
        # "Has neither signed nor seen it"
        return True
    if verb.dep_ == "conj" and any(c.lower_ == "nor" and c.dep_ == "cc" for c in verb.head.children):
        return negated(verb.head, modality)
    if any(g.dep_ == "neg" for c in verb.children if c.dep_ == "advmod" and c.i < verb.i for g in c.children):
        # "It is not altogether rejecting a deal"
        return True
    if any(
        d.lower_ == "no" for c in verb.lefts if c.lower_ in ("at", "in", "under") for o in c.children for d in o.lefts
    ):
        # "Has at no time been in force"
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VB" and verb.head.tag_ == "VB":
        # "Did not follow their example and renounce it"
        own = any(c.dep_ in ("aux", "nsubj", "nsubjpass") for c in verb.children)
        joined = any(c.dep_ == "cc" and c.lower_ in ("and", "or", "nor") for c in verb.head.children)
        did = any(c.lemma_ == "do" and c.dep_ == "aux" for c in verb.head.children)
        if joined and did and not own and negated(verb.head, modality):
            return True
    subjects = (c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "dobj"))
    return any(
        s.lower_ in negators or any(d.lower_ in ("no", "neither") and d.i < s.i for d in s.children) for s in subjects
    )


def refuted(verb: Token, modality: Modality) -> bool:
    """ "Reports that a pact was signed are pure fiction", "dismissed claims" of it, "denied that it was": not so."""
    told = verb.head
    if verb.dep_ == "ccomp" and told.lemma_ == "deny":
        return True
    if verb.dep_ not in ("acl", "ccomp", "relcl") or told.lemma_.lower() not in modality.lemmas("rumour"):
        return False
    above = told.head
    if told.dep_ in ("dobj", "nsubjpass") and above.lemma_ in modality.lemmas("refuting-verb"):
        return True
    said = [t.lemma_.lower() for c in above.children if c.dep_ in ("attr", "acomp", "oprd") for t in c.subtree]
    wrong = {"true", "correct"} if any(c.dep_ == "neg" for c in above.children) else modality.lemmas("untrue")
    return told.dep_ in ("nsubj", "csubj") and above.lemma_ == "be" and bool(wrong & set(said))


def both(inner: Polarity, outer: Polarity) -> Polarity:
    """The polarity of what stands in one denial or two."""
    return "positive" if inner == outer else "negative"
