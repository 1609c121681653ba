"""The day of a step of which its own words tell none: one day alone in its clause, or that of what it was done with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.model.findings import EventFinding
from dateline.model.reading import DateMention, When
from dateline.resolve.dating import VERBS, Dating, root_of, width

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# The day of a step is told to the month at least.
_WIDEST = 31
# Prepositions by which a step is part of what a verb tells: "became operative with the exchange of instruments".
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_CLAUSES = ("relcl", "advcl", "ccomp", "conj", "parataxis", "ROOT")
_EFFECT = re.compile(r"\bto (?:that|this) (?:effect|end)\b", re.IGNORECASE)
_BY_NOTE = re.compile(
    r"^(?:in|the|its|a) (?:\w+ )?(?:note|letter|objection|document)s? (?:\w+ )?"
    r"(?:handed|dated|delivered|lodged|filed|sent|circulated|reached|arrived|landed|which|was|of)\b", re.IGNORECASE
)  # fmt: skip
_LATE = frozenset({"not", "n't", "n’t", "never", "took", "waited"})
_WITH = frozenset({"with", "on", "upon", "at", "by", "through", "after"})


def after_all(f: EventFinding, dating: Dating) -> When | None:
    """ "Did not ratify it until September 2012": that is when it did."""
    if f.when is None or f.polarity == "negative":
        return None
    day, found = dating.doc[f.when], dating.date_at.get(f.when)
    before = {t.lower_ for t in dating.doc[day.sent.start : f.when]}
    if found is None or not found.edtf or day.head.lower_ not in ("until", "till") or not before & _LATE:
        return None
    return When(found.edtf.removeprefix("../"), "stated", found.span)


def day_of_step(token: Token, dating: Dating) -> When | None:
    """The day of a step that is done, None where its sentence leaves it open."""
    return (
        _with(token, dating) or _alone(token, dating) or _upon_consent(token, dating) or _to_that_effect(token, dating)
    )


def only_day(token: Token, dating: Dating) -> When | None:
    """ "Under its terms it enters into force 30 days after the later of the two, on 21 February".

    The only date of a sentence in which the parser finds no main verb, for the only step in it.
    """
    sent = token.sent
    others = [h for h in dating.heads if sent.start <= h < sent.end and h != token.i]
    if others or sent.root.pos_ not in ("ADP", "NOUN", "PROPN", "SCONJ"):
        return None
    return _only_date(sent, token, dating)


def since(token: Token, dating: Dating) -> When | None:
    """ "Signed in 1995 and in force since December 1996", "in effect between the two since Friday"."""
    found = next((d for d in dating.around.dates if d.edtf and dating.since_when(d) == token.i), None)
    return When(found.edtf.removesuffix("/.."), "stated", found.span) if found is not None and found.edtf else None


def _upon_consent(token: Token, dating: Dating) -> When | None:
    """ "Exchanged the instruments on Tuesday and the treaty entered into force": on that day."""
    told, before = dating.around.told.get(token.i), dating.around.told.get(token.head.i)
    if told is None or before is None or told.step != "enter_into_force" or token.dep_ != "conj":
        return None
    found = dating.stated(token.head.i) if before.step in ("exchange", "deposit", "sign") else None
    if found is None or found.edtf is None or width(found.edtf) > _WIDEST or before.tense != told.tense:
        return None
    return When(found.edtf, "inferred", found.span)


def _with(token: Token, dating: Dating) -> When | None:
    """ "Became operative on Tuesday with the exchange of the instruments": on that day."""
    if token.pos_ != "NOUN" or token.dep_ != "pobj" or token.head.lower_ not in _WITH - {"after"}:
        return None
    verb = token.head.head
    found = dating.stated(verb.i) if verb.pos_ in VERBS else None
    if found is None or found.edtf is None or width(found.edtf) > _WIDEST or not dating.fits(token.i, found.edtf):
        return None
    return When(found.edtf, "inferred", found.span)


def _to_that_effect(token: Token, dating: Dating) -> When | None:
    """ "Has suspended the pact. A note to that effect was delivered on Wednesday": the day of the note."""
    after = token.sent.end
    if token.dep_ in ("relcl", "acl", "advcl"):
        return None
    if after >= len(token.doc) or _EFFECT.search(token.doc[after].sent.text) is None:
        told = dating.around.told.get(token.i)
        noted = told is not None and told.step in ("object", "reserve", "give_notice") and after < len(token.doc)
        if noted and _BY_NOTE.search(token.doc[after].sent.text) is not None:
            # "Has lodged an objection. In a note handed in on Monday it says"
            return _only_date(token.doc[after].sent, token, dating)
        return None
    return _only_date(token.doc[after].sent, token, dating)


def _only_date(sent: Span, step: Token, dating: Dating) -> When | None:
    """The one date told in a sentence, where it is narrow enough for a step's day and fits its tense."""
    inside = [d for d in dating.around.dates if sent.start_char <= d.span.start < sent.end_char and d.edtf]
    inside = [d for d in inside if d.kind == "date" and d.anchor != "vague" and not dating.is_end(d)]
    if len(inside) != 1 or width(inside[0].edtf) > _WIDEST or not dating.fits(step.i, inside[0].edtf):
        return None
    return When(inside[0].edtf, "inferred", inside[0].span)


def _alone(token: Token, dating: Dating) -> When | None:
    """The one date that stands in the step's own clause, wherever the parser hangs it."""
    if token.pos_ not in VERBS or token.dep_ in ("acl", "relcl", "amod"):
        # "The pact signed in Vienna": the clause around it tells of something else.
        return None
    clause = _clause(token)
    inside: list[DateMention] = []
    for d in dating.around.dates:
        if not token.sent.start_char <= d.span.start < token.sent.end_char or d.kind != "date" or not d.edtf:
            continue
        if d.anchor == "vague" or dating.since_when(d) is not None:
            continue
        root = root_of(dating.doc, d.span)
        verb = next((a for a in root.ancestors if a.pos_ in VERBS), root)
        of_noun = verb.dep_ == "acl" and verb.tag_ != "VBG"
        # "The memorandum of May 2016 was prolonged", but not "voted for the pact on Saturday"
        named = any(d in dating.by_head.get(h, ()) for h in dating.around.agreements)
        of_noun |= named and root.head.lower_ != "on"
        if _clause(root).i == clause.i and not of_noun and not dating.is_end(d):
            inside.append(d)
    if len(inside) != 1:
        return None
    only = inside[0]
    if width(only.edtf) > _WIDEST or not dating.fits(token.i, only.edtf):
        return None
    return When(only.edtf, "inferred", only.span)


def _clause(token: Token) -> Token:
    """The verb of the finite clause that a token belongs to; a participle's or an infinitive's belongs to its verb."""
    node = token
    while node.head.i != node.i:
        if node.pos_ in VERBS and _finite(node) and node.dep_ in _CLAUSES:
            return node
        node = node.head
    return node


def _finite(verb: Token) -> bool:
    return verb.tag_ in _FINITE or any(c.dep_ in ("aux", "auxpass") and c.tag_ in _FINITE for c in verb.children)
