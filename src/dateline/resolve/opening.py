"""Days of the steps that a report opens with: often told a sentence later, or only once for several of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.kinds.when import upper_bound, width
from dateline.model.findings import EventFinding
from dateline.model.reading import DateMention, When
from dateline.model.vocabulary import Step
from dateline.resolve.counted import perfect
from dateline.resolve.reported import DONE_BY_SAYING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from dateline.resolve.dating import Dating

# Sentences of the body that tell the news itself, and those in which the day of the first may stand.
_OPENING, _NEXT = 4, 2
# Days for which an event is news.
_FRESH = 7
_SUBJECTS = ("nsubj", "nsubjpass")
# Steps that are taken by declaring them, alone or together; what is done with papers at the ceremony just told of.
_DECLARED: frozenset[Step] = DONE_BY_SAYING | {"conclude", "extend"}
_WITH_PAPERS: frozenset[Step] = frozenset({"deposit", "exchange", "sign"})


def of_opening(token: Token, dating: Dating) -> When | None:
    """The day of a done step of the opening sentences whose own words name none.

    "Russia has pulled out of the deal. … its spokesman said on Monday", "The two joined the pact on Saturday. Their
    presidents handed over the instruments in Hangzhou".
    """
    told = dating.around.told.get(token.i)
    if told is None or told.nominal or not _done(told):
        return None
    body = dating.around.document.body
    at = next((i for i, s in enumerate(body[:_OPENING]) if s.start <= token.i < s.end), None)
    if at is None or not _of_the_news(token):
        return None
    if perfect(token):
        if told.step not in _DECLARED:
            return None
        after = body[at + 1 : at + 1 + _NEXT]
        return next((when for s in after if (when := _announced(token, s, dating)) is not None), None)
    plain = token.tag_ == "VBD" or any(c.dep_ == "auxpass" and c.tag_ == "VBD" for c in token.children)
    if at != 1 or told.step not in _WITH_PAPERS or not plain or dating.says_later(token):
        return None
    lead = (h for h in dating.heads if body[0].start <= h < body[0].end)
    steps = (h for h in lead if (f := dating.around.told.get(h)) is not None and _done(f))
    alike = [h for h in steps if _states(token.doc[h], dating) & _states(token, dating)]
    days = {d.edtf: d for h in alike if (d := dating.stated(h)) is not None and _fresh(d, dating)}
    return _inferred(next(iter(days.values()))) if len(days) == 1 else None


def _of_the_news(verb: Token) -> bool:
    """Whether a verb is what its sentence tells, said by somebody or not, and no background in a clause of its own."""
    node = verb
    while node.dep_ in ("conj", "ccomp", "parataxis") and node.head.i != node.i:
        node = node.head
    return bool(node.dep_ == "ROOT")


def _announced(step: Token, sentence: Span, dating: Dating) -> When | None:
    """The day on which a sentence says that a step was announced; what is done by saying so is done as it is said."""
    for verb in (t for t in sentence if t.pos_ in ("VERB", "AUX")):
        day = dating.stated(verb.i)
        if day is None or not _fresh(day, dating):
            continue
        words = dating.words.announcing
        beside = (c for c in verb.children if c.dep_ in ("dobj", *_SUBJECTS))
        made_known = verb.lemma_ in words or any(c.lemma_ in words for c in beside)
        by_saying = dating.around.told[step.i].step in DONE_BY_SAYING and verb.i in dating.around.cues
        if made_known or (by_saying and _states(step, dating) & _states(verb, dating)):
            return _inferred(day)
    return None


def _states(verb: Token, dating: Dating) -> set[str]:
    """The states for which the subject of a verb, and whoever is named beside it, acts."""
    country = {a.id: a.country for a in dating.around.links.actors}
    subjects = [t for c in verb.children if c.dep_ in _SUBJECTS for t in c.subtree]
    ids = {i for t in subjects for i in dating.around.links.by_head.get(t.i, ())}
    return {s for i in ids for s in (country.get(i), i.partition(".")[0]) if s}


def _done(told: EventFinding) -> bool:
    """Whether a finding tells of a step that is done."""
    return told.step is not None and (told.tense, told.polarity) == ("past", "positive")


def _fresh(d: DateMention, dating: Dating) -> bool:
    """Whether a date is one day, and of the days before the report."""
    last, day = upper_bound(d.edtf) if d.edtf else None, dating.around.document.report.day
    if last is None or day is None or width(d.edtf) != 1:
        return False
    return 0 <= (day - last).days <= _FRESH


def _inferred(d: DateMention) -> When:
    return When(d.edtf, "inferred", d.span)
