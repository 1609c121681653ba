"""One clause that tells a step of several: "the lower house on 24 October and the upper on 6 November"."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from dateline.model.findings import EventFinding
from dateline.model.reading import DateMention, Event, When
from dateline.model.span import Span, hull
from dateline.model.vocabulary import CHAMBERS, Organ, Step
from dateline.resolve.by_vote import in_its_chamber
from dateline.resolve.dating import VERBS, Dating
from dateline.resolve.lengths import of_last_year
from dateline.resolve.told import is_step

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# What may stand between the day of one and the name of the next: "in March, and by Togo in April".
# "By 31 to two", "31-2": how a chamber voted.
_COUNT = (
    r"(?:(?:by|with) )?(?:(?:an?|the) (?:vote|margin) of )?\d+(?: votes)?(?: to | ?[-–] ?)"
    r"(?:\d+|[a-z]+)(?: votes| against)?[\s,]*"
)
_NEXT = re.compile(
    rf"[\s,;]*(?:{_COUNT})?(?:(?:and|but|while|with|then|followed)\s+)*(?:(?:by|for)\s+)?(?:(?:the|its)\s+)?", re.I
)
# Chambers of which only what tells them apart is said: "both houses approved it, the lower one in March".
_SHORT = re.compile(
    r"(?:[,;:(—–]|\b(?:and|while|but|by|of))\s+(?:by\s+)?(?:the|its)\s+(?:(?P<lower>lower|bigger|larger|Chamber|Deputies)"
    r"|(?P<upper>upper|smaller|Senators))(?:\s+(?:one|house|chamber))?(?=[\s,])"
)
_BOTH = re.compile(r"\b(?:both|two|houses|chambers)\b", re.I)
_RESPECTIVELY = re.compile(r"\b(?:respectively|in that order)\b")
# What may stand between a name and its day: "on", and how much later it was.
_LATER = re.compile(
    rf"[\s,]*(?:{_COUNT})?"
    r"(?:(?:just |only )?(?:an?|one|two|three|four|five|six|\d+) (?:days?|weeks?|fortnight|months?) "
    r"(?:later|afterwards|after that)[\s,]*)?"
    # "And Togo its own on Friday", "and Mali not until June"
    r"(?:(?:its own|theirs|too|likewise|as well|second|third|next|last|only|just|not until)[\s,]+)?"
    r"(?:on|in)?[\s,]*"
)
# Whom a party took its step after: "ratified it on Friday, following Chile in March".
_AFTER = re.compile(r"[\s,;(—–]+(?:(?:coming|hard|close) )?(?:following|after|behind)\s+(?:the\s+)?$", re.I)
# Between the days on which a step was taken again: "extended in 2004 and again in 2009".
_AGAIN = re.compile(
    r"[\s,]*(?:(?:and|then)\s+)+(?:(?:again|once more|later|finally)\s+)?(?:in|on)?\s*|\s*,\s*(?:in\s+)?"
)
_REPEATED: frozenset[Step] = frozenset({"extend", "amend"})
# What a verb is that tells for itself, and in no clause of another.
_MAIN = frozenset({"ROOT", "conj", "parataxis"})
# Words of an aside at most: "the Senate, after some grumbling about the cost, on Tuesday".
_ASIDE = 12
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
    if times := _repeated(event, dating):
        return times
    event = in_its_chamber(event, f, dating)
    if each := _in_order(event, f, dating):
        return each
    shares = sorted((*_shares(event, f, dating), *_short(event, f, dating)), key=lambda s: s.words)
    organs = {s.organ for s in shares}
    if not shares or (len(shares) == 1 and shares[0].actors == event.actors and shares[0].organ == event.organ):
        return [event]
    if len(shares) == 1 and not event.actors and any(s.overlaps(shares[0].words) for s in f.actors):
        # "The Assembly yesterday passed the treaty with Zambia": whose it is not was found out before.
        return [event]
    if len(shares) == 1 and set(shares[0].actors) < set(event.actors):
        # "Signed by Angola and Namibia on Thursday": both did.
        return [event]
    if None in organs and len(organs) > 1:
        return [event]
    out = []
    for share in shares:
        step = "approve" if share.organ in CHAMBERS and event.step == "ratify" else event.step
        # "For Latvia on May 1 and for Estonia on May 5": each for itself.
        alone = event.step == "enter_into_force"
        others = () if alone else tuple(i for i in event.recipients if i not in share.actors)
        out.append(
            msgspec.structs.replace(
                event, actors=share.actors, recipients=others, organ=share.organ, step=step,
                date=_day(share.date, event, dating), evidence=hull((event.evidence, share.words)),
            )
        )  # fmt: skip
    first = shares[0].words
    if first.start <= event.anchor.end or not (event.step == "enter_into_force" or _own(event, shares)):
        return out
    return [_on_its_day(event, shares, dating), *out]


def _day(told: DateMention, event: Event, dating: Dating) -> When:
    """A share's date, which lies behind the report where the event is done."""
    report = dating.around.document.report
    done = event.step in _EACH and event.tense == "past" and event.polarity == "positive"
    words = told.span.of(dating.around.document.text)
    return When(of_last_year(told.edtf, words, report.day) if done else told.edtf, "stated", told.span)


def _repeated(event: Event, dating: Dating) -> list[Event]:
    """ "Was extended in 2004 and again in 2009": once on each day."""
    told, text = event.date.evidence, dating.around.document.text
    if event.step not in _REPEATED or event.tense != "past" or event.polarity != "positive" or told is None:
        return []
    dates = sorted((d for d in dating.around.dates if d.kind == "date" and d.edtf), key=lambda d: d.span)
    at = next((n for n, d in enumerate(dates) if d.span == told), None)
    if at is None:
        return []
    first = last = at
    while first > 0 and _AGAIN.fullmatch(text[dates[first - 1].span.end : dates[first].span.start]):
        first -= 1
    while last + 1 < len(dates) and _AGAIN.fullmatch(text[dates[last].span.end : dates[last + 1].span.start]):
        last += 1
    days = dates[first : last + 1]
    joined = any("and" in text[a.span.end : b.span.start] for a, b in itertools.pairwise(days))
    if not joined or any(dating.is_end(d) for d in days):
        return []
    return [msgspec.structs.replace(event, date=When(d.edtf, "stated", d.span)) for d in days]


def _own(event: Event, shares: Sequence[_Share]) -> bool:
    """Whether the clause's own actors took the step on a day of their own, beside those of the others."""
    if not event.actors:
        return False
    if any((s.actors, s.organ) == (event.actors, event.organ) for s in shares):
        return False
    named = {i for s in shares for i in s.actors}
    if all(s.gapped for s in shares):
        # "Both countries ratified, Ghana in March and Togo in April": the shares are all of it.
        whole = len(event.actors) > 1 and set(event.actors) <= named
        of_both = event.organ == "legislature" and any(s.organ not in (None, "legislature") for s in shares)
        return not whole and not (of_both and named <= set(event.actors))
    collective = event.organ in (None, "legislature")
    return not collective and event.organ not in {s.organ for s in shares} and event.date.edtf is not None


def _in_order(event: Event, f: EventFinding, dating: Dating) -> list[Event]:
    """ "The deputies and the senators passed it in March and April respectively": each on a day of its own."""
    around, doc = dating.around, dating.doc
    sentence = doc[f.head].sent
    order = _RESPECTIVELY.search(sentence.text)
    if order is None or event.step not in _EACH:
        return []
    heads = sorted(h for h in around.links.by_head if any(s.start <= doc[h].idx < s.end for s in f.actors))
    heads += [c.i for h in heads for c in doc[h].conjuncts if c.i in around.links.by_head and c.i not in heads]
    each = dict.fromkeys((i, around.organs.get(h)) for h in sorted(heads) for i in around.links.by_head[h])
    if any(i.endswith(".LEG") for i, _ in each):
        # "The parliaments of Latvia and Georgia"
        each = {(i, o or event.organ): None for i, o in each if i.endswith(".LEG")}
    end = int(sentence.start_char) + order.end()
    days = [d for d in around.dates if d.kind == "date" and d.edtf and f.anchor.end <= d.span.start < end]
    if len(each) < 2 or len(days) != len(each):
        return []
    return [
        msgspec.structs.replace(
            event, actors=(i,), organ=organ, date=When(d.edtf, "stated", d.span),
            step="approve" if organ in CHAMBERS and event.step == "ratify" else event.step,
        )
        for (i, organ), d in zip(each, days, strict=True)
    ]  # fmt: skip


def _short(event: Event, f: EventFinding, dating: Dating) -> Iterator[_Share]:
    """ "Both houses approved it, the lower one in March and the upper one in April"."""
    sentence = dating.doc[f.head].sent
    if event.step not in ("approve", "ratify") or _BOTH.search(sentence.text) is None:
        return
    text, heads = dating.around.document.text, dating.around.organs
    for m in _SHORT.finditer(text, f.anchor.end, int(sentence.end_char)):
        named = any(m.start() <= dating.doc[h].idx < m.end() for h in heads)
        date = None if named else _behind(text, m.end(), dating.around.dates)
        if date is not None:
            organ: Organ = "lower_chamber" if m["lower"] else "upper_chamber"
            yield _Share(event.actors, organ, date, Span(m.start(), date.span.end), gapped=True)


def _on_its_day(event: Event, shares: Sequence[_Share], dating: Dating) -> Event:
    """The event with the day that stands before the first share, where it was given that share's day."""
    told = event.date.evidence
    if told is None or told.start < shares[0].words.start:
        return event
    start, end = dating.around.document.syntax.char_span(*event.anchor).sent.start_char, shares[0].words.start
    dates = [d for d in dating.around.dates if start <= d.span.start and d.span.end <= end and d.edtf]
    own = [d for d in dates if event.anchor.end <= d.span.start] or dates
    if not own:
        return msgspec.structs.replace(event, date=When())
    return msgspec.structs.replace(event, date=When(own[-1].edtf, "stated", own[-1].span))


def _shares(event: Event, f: EventFinding, dating: Dating) -> Iterator[_Share]:
    around, doc = dating.around, dating.doc
    sentence = doc[f.head].sent
    for head, ids in sorted(around.links.by_head.items()):
        token = doc[head]
        leader = _leader(token)
        if not sentence.start <= head < sentence.end or (head < f.head and leader.head.i != f.head):
            continue
        with_first = leader.i != head and leader.dep_ == "nsubj" and leader.i in around.links.by_head
        if head < f.head and event.actors and not set(ids) & set(event.actors) and not with_first:
            # "Uganda on Tuesday received Kenya's notice": no act of Uganda's
            continue
        organ = around.organs.get(head)
        if head not in around.organs and not all(i in around.states for i in ids):
            continue
        date = _right_after(doc, head, around.dates)
        if date is None or not date.edtf:
            continue
        if any(f.head < h < head and is_step(doc[h], dating) and doc[h].dep_ in _MAIN for h in dating.heads):
            # "Chad ratified it in 2003; Mali acceded in 2004 and Togo in 2005": Togo too acceded.
            continue
        words = Span(token.left_edge.idx, date.span.end)
        for_it = event.step == "enter_into_force" and doc[token.left_edge.i - 1].lower_ == "for"
        if for_it and f.head < head and _gapped(doc, token, date, around.dates, f):
            # "Entered into force for Latvia on May 1 and for Estonia on May 5"
            yield _Share(ids, None, date, Span(token.idx, date.span.end), gapped=True)
        elif event.step in _EACH and f.head < head and _compared(doc, token, date, f):
            yield _Share(ids, event.organ, date, Span(token.idx, date.span.end), gapped=True)
        elif event.step in _EACH and f.head < head and _gapped(doc, token, date, around.dates, f):
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


def _compared(doc: Doc, token: Token, date: DateMention, f: EventFinding) -> bool:
    """ "Following Chile in March", "after Iceland in 2013": who had done so before, with no verb behind the day."""
    if _AFTER.search(doc.text[f.anchor.end : token.left_edge.idx]) is None:
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


def _leader(token: Token) -> Token:
    """The first of those that stand together: "the Diet on Friday and the Senate a week later approved it"."""
    while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN"):
        # "With Turkey and Georgia on Tuesday"
        token = token.head
        if token.ent_type_ in ("DATE", "TIME") and token.dep_ == "pobj":
            # "Kenya on Monday and Uganda on Tuesday": the parser joins Monday and Uganda.
            token = token.head.head
            subjects = [c for c in token.lefts if c.dep_ == "nsubj"] if token.pos_ in VERBS else []
            token = subjects[0] if subjects else token
    return token


def _may_act(token: Token) -> bool:
    """Not what somebody else belongs to or a place: "leaders of X on June 19", "in X on June 19"."""
    token = _leader(token)
    if token.dep_ == "pobj":
        return bool(token.head.lower_ == "by")
    return token.dep_ not in ("poss", "compound", "amod", "nmod", "dobj", "dative", "iobj")


def _right_after(doc: Doc, head: int, dates: Sequence[DateMention]) -> DateMention | None:
    """The date that follows a name with nothing but "on", "in" or a comma between: "the Senate on May 3"."""
    last = doc[head]
    while (after := _of_name(last)) is not None:
        last = after
    if last.i + 1 < len(doc) and last.nbor(1).lower_ in ("'s", "’s"):
        last = last.nbor(1)
    found = _behind(doc.text, int(last.idx) + len(last), dates)
    aside = _behind_aside(last) if found is None else None
    return found if aside is None else _behind(doc.text, aside, dates)


def _of_name(last: Token) -> Token | None:
    """ "The Council of States on Wednesday", "the Council of the Republic": the word that a name goes on with."""
    behind = [t.text for t in last.doc[last.i + 1 : last.i + 4]]
    if len(behind) > 1 and behind[0] == "of" and behind[1][:1].isupper():
        return last.nbor(2)
    if len(behind) > 2 and behind[:2] == ["of", "the"] and behind[2][:1].isupper():
        return last.nbor(3)
    return None


def _behind(text: str, end: int, dates: Sequence[DateMention]) -> DateMention | None:
    """The day right behind a place in the text; of "two weeks later, on April 24" the one that is named."""
    near = [d for d in dates if d.kind == "date" and d.edtf and d.span.start > end]
    near = [d for d in near if _LATER.fullmatch(text[end : d.span.start])]
    return near[-1] if near else None


def _behind_aside(name: Token) -> int | None:
    """Where an aside behind a name ends: "the Senate, where the government has no majority, on July 6"."""
    ahead = name.doc[name.i + 1 : min(name.i + 2 + _ASIDE, name.sent.end)]
    commas = [t.i for t in ahead if t.text == ","]
    if len(commas) < 2 or commas[0] != name.i + 1:
        return None
    aside = name.doc[commas[0] + 1 : commas[1]]
    # "The Senate, the president said, on Tuesday"
    led = aside[0].pos_ in ("ADP", "SCONJ", "ADV") or aside[0].dep_ in ("prep", "mark", "advmod")
    led |= aside[0].lower_ in ("which", "who", "whose", "that") or not any(t.pos_ in VERBS for t in aside)
    return int(aside[-1].idx) + len(aside[-1]) if led else None
