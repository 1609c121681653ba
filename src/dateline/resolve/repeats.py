"""One event once: a headline or a later nominal that repeats a clause's event is a mention of it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.kinds.when import overlap
from dateline.model.reading import Event
from dateline.model.vocabulary import CHAMBERS
from dateline.resolve.actor_links import side_of
from dateline.resolve.dating import Circumstances, width

_A_MONTH = 31
_HARM = frozenset({"kill", "injure"})


def once(built: Sequence[tuple[Event, int]], around: Circumstances) -> list[tuple[Event, int]]:
    """One event once: a headline or a later nominal that repeats a clause's event is a mention of it."""
    title = around.document.report.title_span
    doc = around.document.syntax
    told: dict[int, int] = {}
    for i, (e, head) in enumerate(built):
        in_title = title is not None and e.anchor.end <= title.end
        lesser = in_title or doc[head].pos_ == "NOUN" or (e.step is not None and not e.actors)
        if not lesser:
            continue
        fuller = [
            j for j, (o, h) in enumerate(built)
            if j != i and j not in told and _same(e, o, in_title) and (title is None or o.anchor.start >= title.end)
            and (doc[h].pos_ != "NOUN" or j < i) and (o.actors or not e.actors)
            # An attack and those whom it killed, told in one sentence, are two.
            and not (doc[h].sent == doc[head].sent and (e.mode in _HARM) != (o.mode in _HARM))
        ]  # fmt: skip
        if fuller:
            told[i] = min(fuller, key=lambda j: (abs(j - i), j))
    repeats: dict[int, list[Event]] = {}
    for i, j in told.items():
        while j in told:
            j = told[j]
        repeats.setdefault(j, []).append(built[i][0])
    return [(_told_again(e, repeats.get(i, [])), head) for i, (e, head) in enumerate(built) if i not in told]


def _told_again(event: Event, repeats: Sequence[Event]) -> Event:
    """The event with its further mentions, and the date of one that tells it more closely."""
    dated = [r.date for r in repeats if r.date.edtf and width(r.date.edtf) < width(event.date.edtf)]
    date = min(dated, key=lambda d: width(d.edtf)) if dated else event.date
    return msgspec.structs.replace(event, mentions=tuple(sorted(r.anchor for r in repeats)), date=date)


def _same(repeat: Event, told: Event, headline: bool) -> bool:
    if repeat.type != told.type or repeat.step != told.step or repeat.polarity != told.polarity:
        return False
    if repeat.agreement != told.agreement or (repeat.mode and told.mode and repeat.mode != told.mode):
        return False
    states = {side_of(a) for a in told.actors}
    named = {side_of(a) for a in repeat.actors if not a.startswith("unnamed:")}
    if named and not named & states:
        return False
    sides = {side_of(a) for a in (*told.recipients, *told.actors)}
    if repeat.recipients and told.recipients and not {side_of(a) for a in repeat.recipients} & sides:
        return False
    if repeat.date.edtf and told.date.edtf and not overlap(repeat.date.edtf, told.date.edtf):
        return False
    if any((a.date.edtf or "").endswith("/..") and b.tense == "future" for a, b in ((repeat, told), (told, repeat))):
        # "Has been in force since February and will bind Palau from August": begun is not to come.
        return False
    if told.date.edtf is None and repeat.date.edtf and width(repeat.date.edtf) > _A_MONTH:
        # "Last year's visit" is not the one told now.
        return False
    if repeat.organ and told.organ and repeat.organ != told.organ:
        # A headline's "MPs" may be the text's "lawmakers".
        return headline and {repeat.organ, told.organ} in ({"legislature", c} for c in CHAMBERS)
    return bool(repeat.actors or repeat.recipients or repeat.step)
