"""One clause that tells a step of several: "the lower house on 24 October and the upper on 6 November"."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from dateline.model.findings import EventFinding
from dateline.model.reading import DateMention, Event, When
from dateline.model.span import Span, hull
from dateline.model.vocabulary import CHAMBERS, Organ
from dateline.resolve.dating import VERBS, Dating

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# What may stand between the day of one and the name of the next: "in March, and by Togo in April".
_NEXT = re.compile(r"[\s,;]*(?:(?:and|but|while|with|then|followed)\s+)*(?:by\s+)?(?:(?:the|its)\s+)?", re.I)
# Steps that each party or organ takes for itself.
_EACH = frozenset({"approve", "ratify", "accept", "accede", "deposit", "sign", "submit", "reserve", "object"})


@dataclasses.dataclass(frozen=True, slots=True)
class _Share:
    """Who did it too, and when; `gapped` where a whole clause is cut down to the two."""

    actors: tuple[str, ...]
    organ: Organ | None
    date: DateMention
    words: Span
    gapped: bool


def dealt_out(event: Event, f: EventFinding, dating: Dating) -> list[Event]:
    """One event a body and day: "both chambers approved it, …", "Ghana ratified it in March, Togo in April"."""
    if event.step is None:
        return [event]
    shares = list(_shares(event, f, dating))
    organs = {s.organ for s in shares}
    if not shares or (len(shares) == 1 and shares[0].actors == event.actors and shares[0].organ == event.organ):
        return [event]
    if len(shares) == 1 and set(shares[0].actors) < set(event.actors):
        # "Signed by Angola and Namibia on Thursday": both did.
        return [event]
    if None in organs and len(organs) > 1:
        return [event]
    out = []
    for share in shares:
        step = "approve" if share.organ in CHAMBERS and event.step == "ratify" else event.step
        others = tuple(i for i in event.recipients if i not in share.actors)
        out.append(
            msgspec.structs.replace(
                event, actors=share.actors, recipients=others, organ=share.organ, step=step,
                date=When(share.date.edtf, "stated", share.date.span), evidence=hull((event.evidence, share.words)),
            )
        )  # fmt: skip
    first = shares[0].words
    if first.start <= event.anchor.end or not _own(event, shares):
        return out
    return [_on_its_day(event, shares, dating), *out]


def _own(event: Event, shares: Sequence[_Share]) -> bool:
    """Whether the clause's own actors took the step on a day of their own, beside those of the others."""
    if not event.actors:
        return False
    named = {i for s in shares for i in s.actors}
    if all(s.gapped for s in shares):
        # "Both countries ratified, Ghana in March and Togo in April": the shares are all of it.
        whole = len(event.actors) > 1 and set(event.actors) <= named
        of_both = event.organ == "legislature" and any(s.organ not in (None, "legislature") for s in shares)
        return not whole and not (of_both and named <= set(event.actors))
    collective = event.organ in (None, "legislature")
    return not collective and event.organ not in {s.organ for s in shares} and event.date.edtf is not None


def _on_its_day(event: Event, shares: Sequence[_Share], dating: Dating) -> Event:
    """The event with the day that stands before the first share, where it was given that share's day."""
    taken = [s.date.span for s in shares]
    if event.date.evidence is None or event.date.evidence not in taken:
        return event
    between = (event.anchor.end, shares[0].words.start)
    own = [d for d in dating.around.dates if between[0] <= d.span.start and d.span.end <= between[1] and d.edtf]
    if not own:
        return event
    return msgspec.structs.replace(event, date=When(own[-1].edtf, "stated", own[-1].span))


def _shares(event: Event, f: EventFinding, dating: Dating) -> Iterator[_Share]:
    around, doc = dating.around, dating.doc
    sentence = doc[f.head].sent
    for head, ids in sorted(around.links.by_head.items()):
        token = doc[head]
        if not sentence.start <= head < sentence.end or (head < f.head and token.head.i != f.head):
            continue
        if head < f.head and event.actors and not set(ids) & set(event.actors):
            # "Uganda on Tuesday received Kenya's notice": no act of Uganda's
            continue
        organ = around.organs.get(head)
        if head not in around.organs and not all(i in around.states for i in ids):
            continue
        date = _right_after(doc, head, around.dates)
        if date is None or not date.edtf:
            continue
        words = Span(token.left_edge.idx, date.span.end)
        if event.step in _EACH and f.head < head and _gapped(doc, token, date, around.dates, f):
            if organ in CHAMBERS and len(event.actors) == 1 and event.actors[0].endswith(".LEG") and _unowned(token):
                # "Chile's Chamber of Deputies voted for it in July, and the Senate last week"
                ids = event.actors
            if doc[head + 1].lower_ in ("'s", "’s") and len(event.actors) == 1 and "." in event.actors[0]:
                # "Ghana's parliament in March and Norway's in April": the same organ of another state
                organ = event.organ
            yield _Share(ids, organ, date, Span(token.idx, date.span.end), gapped=True)
        elif (_may_act(token) or _listed(doc, token, organ, event)) and _verb_of(token) == f.head:
            yield _Share(ids, organ, date, words, gapped=False)


def _gapped(doc: Doc, token: Token, date: DateMention, dates: Sequence[DateMention], f: EventFinding) -> bool:
    """Whether a name stands right behind another's day, with its own day behind it and no verb: "Togo in April"."""
    if token.dep_ in ("nsubj", "nsubjpass") and token.head.i > token.i and token.head.pos_ in VERBS:
        return False
    start = next((c.idx for c in token.lefts if c.dep_ == "det"), token.idx)
    start = min(start, *(c.left_edge.idx for c in token.lefts), token.idx) if token.n_lefts else token.idx
    before = [d for d in dates if d.kind == "date" and f.anchor.end <= d.span.start and d.span.end <= token.idx]
    if not before:
        return False
    between = doc.text[before[-1].span.end : min(start, token.idx) if start > before[-1].span.end else token.idx]
    if _NEXT.fullmatch(between) is None or not between.strip():
        return False
    after = doc.char_span(date.span.start, date.span.end, alignment_mode="expand")
    behind = after[-1].i + 1 if after is not None else token.i + 1
    return behind >= len(doc) or doc[behind].pos_ not in VERBS


def _unowned(body: Token) -> bool:
    """Whether nothing says whose a body is: "the Senate", not "Kenya's Senate" or "the Senate in Rome"."""
    before = any(c.dep_ == "poss" or (c.dep_ == "amod" and c.text[:1].isupper()) for c in body.lefts)
    return not before and not any(c.dep_ == "prep" and c.lower_ in ("in", "of") for c in body.rights)


def _listed(doc: Doc, token: Token, organ: Organ | None, event: Event) -> bool:
    """ "Both houses gave it their approval, the lower in July": the parser takes the house for an object."""
    if event.organ != "legislature" or organ not in ("lower_chamber", "upper_chamber"):
        return False
    while token.dep_ == "conj":
        token = token.head
    first = min([c.i for c in token.lefts if c.dep_ in ("det", "compound")] + [token.i])
    return token.dep_ in ("dobj", "appos", "dative") and first > 0 and doc[first - 1].text in (",", "—", "–", ":")


def _verb_of(token: Token) -> int:
    """The verb that a name's clause hangs on."""
    return next((int(a.i) for a in token.ancestors if a.pos_ in VERBS), -1)


def _may_act(token: Token) -> bool:
    """Not what somebody else belongs to or a place: "leaders of X on June 19", "in X on June 19"."""
    while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN"):
        # "With Turkey and Georgia on Tuesday"
        token = token.head
    if token.dep_ == "pobj":
        return bool(token.head.lower_ == "by")
    return token.dep_ not in ("poss", "compound", "amod", "nmod", "dobj", "dative", "iobj")


def _right_after(doc: Doc, head: int, dates: Sequence[DateMention]) -> DateMention | None:
    """The date that follows a name with nothing but "on", "in" or a comma between: "the Senate on May 3"."""
    last = doc[head]
    while last.i + 2 < len(doc) and last.nbor(1).lower_ == "of" and last.nbor(2).text[:1].isupper():
        # "The Council of States on Wednesday"
        last = last.nbor(2)
    if last.i + 1 < len(doc) and last.nbor(1).lower_ in ("'s", "’s"):
        last = last.nbor(1)
    end, text = _behind_aside(last), doc.text
    for d in dates:
        if d.kind == "date" and d.span.start > end and text[end : d.span.start].strip(" ,") in ("on", "in", ""):
            return d
    return None


def _behind_aside(name: Token) -> int:
    """Where a name ends, or the aside behind it: "the Senate, where the government has no majority, on July 6"."""
    aside = next((c for c in name.rights if c.dep_ == "relcl"), None)
    last = aside.right_edge if aside is not None else name
    closed = aside is not None and last.i + 1 < len(name.doc) and last.nbor(1).text == ","
    last = last if closed else name
    return int(last.idx) + len(last)
