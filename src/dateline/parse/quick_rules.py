"""spaCy's attribute ruler, asked once for each kind of token: most of its rules look at one token alone.

The ruler gives parts of speech, morphology and some lemmas by tag, word and relation. What it says of a token is kept
by these three; a text in which a rule over several words might hold goes to the ruler itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

NAME = "dateline_attributes"
_Kind = tuple[int, int, int]  # tag, word in lower case, relation


class QuickRules:
    """Stands in the pipeline in the place of the ruler, which it asks."""

    def __init__(self, ruler: Any, vocab: Vocab) -> None:
        """`ruler` is a spaCy AttributeRuler; raises ValueError where a rule over several words cannot be foreseen."""
        from spacy.attrs import DEP, LEMMA, LOWER, MORPH, POS, TAG

        self.ruler = ruler
        self.vocab = vocab
        self.read, self.set = [TAG, LOWER, DEP], [POS, MORPH, LEMMA]
        # By kind: part of speech, morphology, lemma; for those kinds whose tag or relation changes, these as well.
        self.known: dict[_Kind, tuple[int, int, int]] = {}
        self.changed: dict[_Kind, tuple[int, int]] = {}
        self.words, self.relations, self.patterns = _openers(ruler.patterns, vocab)

    def __call__(self, doc: Doc) -> Doc:
        """`doc` with the attributes that the ruler sets."""
        import numpy as np

        kinds = [tuple(row) for row in doc.to_array(self.read).tolist()]
        values = [self.known.get(k) or self._asked(k, doc, i) for i, k in enumerate(kinds)]
        if any(k[1] in self.words or k[2] in self.relations for k in kinds):
            whole: Doc = self.ruler(doc)
            return whole
        if values:
            doc.from_array(self.set, np.array(values, dtype="uint64"))
        for i, kind in enumerate(kinds):
            if kind in self.changed:
                doc[i].tag, doc[i].dep = self.changed[kind]
        return doc

    def _asked(self, kind: _Kind, doc: Doc, i: int) -> tuple[int, int, int]:
        from spacy.tokens import Doc

        if any(p.search(doc[i].lower_) for p in self.patterns):
            self.words.add(kind[1])
        alone = Doc(self.vocab, words=[doc[i].text], spaces=[False])
        alone[0].tag, alone[0].dep = doc[i].tag, doc[i].dep
        said = self.ruler(alone)[0]
        self.known[kind] = (said.pos, said.morph.key, said.lemma)
        if (said.tag, said.dep) != (kind[0], kind[2]):
            self.changed[kind] = (said.tag, said.dep)
        return self.known[kind]


def _openers(rules: Iterable[dict[str, Any]], vocab: Vocab) -> tuple[set[int], set[int], list[re.Pattern[str]]]:
    """What the first token of each rule over several words must be: a word in lower case, a relation, or like one."""
    words, relations, patterns = set[int](), set[int](), list[re.Pattern[str]]()
    for first in (p[0] for rule in rules for p in rule["patterns"] if len(p) > 1):
        word, relation = first.get("LOWER"), first.get("DEP")
        if isinstance(word, str):
            words.add(vocab.strings.add(word))
        elif isinstance(word, dict) and [*word] == ["REGEX"]:
            patterns.append(re.compile(word["REGEX"]))
        elif isinstance(relation, str):
            relations.add(vocab.strings.add(relation))
        else:
            raise ValueError(f"a rule begins with {first}, which is neither a word nor a relation")
    return words, relations, patterns


def with_quick_rules(nlp: Language) -> Language:
    """`nlp` with its attribute ruler asked once for each kind of token, where it has one whose rules allow it."""
    from spacy.language import Language

    if not Language.has_factory(NAME):
        Language.factory(NAME, func=_component)
    if "attribute_ruler" in nlp.pipe_names:
        try:
            nlp.add_pipe(NAME, after="attribute_ruler")
        except ValueError:  # a model whose rules are of another kind keeps them as they are
            return nlp
        nlp.disable_pipe("attribute_ruler")
    return nlp


def _component(nlp: Language, name: str) -> QuickRules:  # noqa: ARG001  (spaCy gives the name)
    """The component, as spaCy makes it."""
    return QuickRules(nlp.get_pipe("attribute_ruler"), nlp.vocab)
