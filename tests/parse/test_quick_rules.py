"""The quick rules say of every token what spaCy's own attribute ruler says."""

from __future__ import annotations

from dateline.model import Report
from dateline.parse import Parser
from dateline.parse.quick_rules import NAME

TEXT = """KIGALI (Reuters) – There's no deal yet, and y'all gonna wait: "Let's go," the envoy said.

Ain't it so? Those who've got 3,000 tonnes of it can't sell; c'mon, there are 12 buyers.

  The U.S. and Rwanda hadn't met since 2019.  They'll meet, won't they, on Monday?
"""


def test_nothing_is_changed() -> None:
    parser = Parser()
    nlp = parser.nlp
    assert NAME in nlp.pipe_names
    quick = [parser.parse(Report(id="a", text=TEXT)) for _ in range(2)][1].syntax
    nlp.disable_pipe(NAME)
    nlp.enable_pipe("attribute_ruler")
    plain = parser.parse(Report(id="a", text=TEXT)).syntax
    told = [[(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_) for t in doc] for doc in (quick, plain)]
    assert told[0] == told[1]
