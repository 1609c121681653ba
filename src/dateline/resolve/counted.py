"""Dates that are counted from another: "two days after they captured it", "four days have passed since"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.kinds.when import lower_bound
from dateline.model.reading import When
from dateline.model.span import Span
from dateline.resolve.lengths import moved

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.resolve.dating import Dating

_SUBJECTS = ("nsubj", "nsubjpass")
# "The day after": one of these.
_ONE_OF = {"day": "P1D", "week": "P1W", "month": "P1M", "year": "P1Y"}


def counted(token: Token, dating: Dating) -> When | None:
    """ "Withdrew on Sunday, a week after they captured it", "approved it a day after the signing"."""
    mark = conjunction(token)
    if token.dep_ == "advcl" and (length := _length(token, dating)) is not None and mark is not None:
        sign = _sign(mark, dating)
        own = _right_before(mark, dating)
        base = own if own is not None else dating.at(token.head.i)
        return _moved(_now(token, mark, dating) if base.edtf is None else base, length, -sign)
    if (next_to := _the_day_after(token, dating)) is not None:
        return next_to
    for clause in (c for c in token.children if c.dep_ == "advcl"):
        mark, length, told = conjunction(clause), _length(clause, dating), dating.stated(clause.i)
        if mark is not None and length is not None and told is not None:
            return _moved(When(told.edtf, "stated", told.span), length, _sign(mark, dating))
    if token.dep_ == "pcomp" and token.head.lower_ in ("after", "before") and (back := _before_gerund(token, dating)):
        return back
    for unit in (c for c in token.children if c.dep_ == "npadvmod" and c.i in dating.length_at):
        for preposition in (p for p in unit.children if p.dep_ == "prep" and _sign(p, dating)):
            for noun in (n for n in preposition.children if n.i in dating.heads):
                return _moved(dating.at(noun.i), dating.length_at[unit.i], _sign(preposition, dating))
    return None


def _the_day_after(verb: Token, dating: Dating) -> When | None:
    """ "On Tuesday, the day after the pact took effect": counted from the date before, wherever the parser hangs it."""
    doc, start = verb.doc, verb.sent.start
    for i in range(verb.i - 1, start + 1, -1):
        if doc[i].pos_ == "VERB":
            return None
        length = _ONE_OF.get(doc[i - 1].lower_) if doc[i - 2].lower_ == "the" else None
        if length is not None and (sign := _sign(doc[i], dating)):
            base = date_before(i - 2, dating)
            return _moved(base, length, -sign) if base is not None else None
    return None


def _before_gerund(gerund: Token, dating: Dating) -> When | None:
    """ "Resumed it on Monday, six months after suspending it": counted back from the day of what came later."""
    mark = gerund.head
    before = gerund.doc[mark.i - 1] if mark.i else mark
    length = dating.length_at.get(before.i) or next(
        (dating.length_at[t.i] for t in before.lefts if t.i in dating.length_at), None
    )
    verb = next((a for a in mark.ancestors if a.pos_ in ("VERB", "AUX")), None)
    if length is None or verb is None:
        return None
    return _moved(dating.at(verb.i), length, -1 if mark.lower_ == "after" else 1)


def _length(clause: Token, dating: Dating) -> str | None:
    """The length of time before a clause's conjunction, which the parser hangs on the clause or on the verb above."""
    mark = conjunction(clause)
    units = [c for c in clause.children if c.dep_ == "npadvmod"]
    if mark is not None:
        units += [c for c in (*clause.head.children, *mark.children) if c.dep_ == "npadvmod" and c.i == mark.i - 1]
    if any(c.lemma_ in dating.words.within_a_day and c.i not in dating.length_at for c in units):
        return "PT"
    return next((v for c in units if (v := dating.length_at.get(c.i))), None)


def _sign(mark: Token, dating: Dating) -> int:
    """1 where what governs the mark comes later ("two days after"), -1 where it comes sooner, 0 for other words."""
    return 1 if mark.lower_ in dating.words.sooner else -1 if mark.lower_ in dating.words.afterwards else 0


def _moved(when: When, length: str, sign: int) -> When | None:
    edtf = moved(when.edtf, length, sign) if when.edtf and sign else None
    return When(edtf, "inferred", when.evidence) if edtf else None


def _now(clause: Token, mark: Token, dating: Dating) -> When:
    """ "Sixteen months after it took effect, Sri Lanka has accused its partner": what is told as news is of now."""
    report, day = dating.around.document.report, dating.around.document.report.day
    body = report.title_span.end if report.title_span is not None else 0
    lead = next((s for s in dating.around.document.sentences if s.start_char >= body), None)
    if day is None or lead is None or not lead.start <= clause.i < lead.end or not perfect(clause.head):
        return When()
    before = clause.doc[max(mark.i - 1, 0)]
    counted = before.left_edge if before.i in dating.length_at else mark
    return When(day.isoformat(), "published", Span(counted.idx, mark.idx + len(mark)))


def _right_before(mark: Token, dating: Dating) -> When | None:
    """ "On Thursday, two days after it lapsed": the date that the words before a conjunction stand behind."""
    units = [c for c in (*mark.children, *mark.head.children, *mark.head.head.children) if c.i == mark.i - 1]
    first = min((u.left_edge.i for u in units), default=mark.i)
    return date_before(first, dating)


def date_before(first: int, dating: Dating) -> When | None:
    """The date that ends right before a token, with nothing but a comma or a dash between."""
    before = first - 1
    if before < 1 or dating.doc[before].text not in (",", "—", "–", "-"):
        return None
    date = dating.date_at.get(before - 1)
    return When(date.edtf, "inferred", date.span) if date is not None and date.edtf else None


def passed_since(token: Token, dating: Dating) -> When | None:
    """ "Four days have passed since the pact took effect": so many before the day of the report."""
    day, mark, verb = dating.around.document.report.day, conjunction(token), token.head
    if token.dep_ != "advcl" or mark is None or mark.lower_ != "since" or day is None or not perfect(verb):
        return None
    units = [c for c in verb.children if c.dep_ in _SUBJECTS and c.i in dating.length_at]
    if not units or verb.lemma_ not in dating.words.pass_by:
        return None
    told = Span(units[0].left_edge.idx, units[0].idx + len(units[0]))
    return _moved(When(day.isoformat(), "published", told), dating.length_at[units[0].i], -1)


def ever_since(token: Token, dating: Dating) -> When | None:
    """ "Have been killed since fighting broke out on July 8": from that day on."""
    if not perfect(token):
        return None
    for clause in (c for c in token.children if c.dep_ == "advcl"):
        mark, told = conjunction(clause), dating.stated(clause.i)
        start = lower_bound(told.edtf) if told is not None else None
        if mark is not None and mark.lower_ == "since" and told is not None and start is not None:
            return When(f"{start.isoformat()}/..", "inferred", told.span)
    return None


def perfect(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)


def conjunction(clause: Token) -> Token | None:
    """The conjunction that opens a clause: "after", "when", "because"."""
    found = (c for c in clause.children if c.dep_ in ("mark", "advmod") and c.i < clause.i)
    return next((c for c in found if c.dep_ == "mark" or c.tag_ == "WRB"), None)
