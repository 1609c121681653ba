"""Agreements that bind from their signature: "a memorandum, effective at once, was signed" (VCLT art. 24)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from dateline.model.findings import EventFinding
from dateline.model.reading import Event, When
from dateline.model.vocabulary import Step

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from dateline.resolve.dating import Dating

_FROM = (
    r"(?:(?:up)?on (?:its |the )?(?:sign(?:ature|ing)|exchange)\b"
    r"|(?:from|at|with effect from) the (?:very )?(?:day|date|moment|time|hour|instant) "
    r"(?:of (?:its |the )?sign(?:ature|ing)|(?:on which )?(?:it|they) (?:was|is|were|are|had been) signed)\b"
    r"|with (?:its |the )(?:second |last |final |two )?signatures?\b"
)
_NOW = (
    r"|immediately\b|at once\b|forthwith\b|straight ?away\b|with immediate effect\b|immediate effect\b|on the spot\b"
    r"|there and then\b|then and there\b|the same (?:hour|day|moment)\b|that (?:same |very )?day\b)"
)
# By these words an agreement binds when it is signed.
_ON_SIGNATURE = re.compile(rf"\b{_FROM}{_NOW}")
# The same beside the signature: "signed a truce with immediate effect", "effective at once, it runs for two years".
_ASIDE = re.compile(
    rf"\b(?:effective|operative|valid|applicable|binding|in (?:force|effect)) (?:as )?{_FROM}{_NOW}"
    r"|\bwith immediate effect\b", re.IGNORECASE
)  # fmt: skip
_LATER = re.compile(r"\b(?:will|would|(?<!at )once|after)\b")
# Words by which it is not so, or not yet.
_OPEN = re.compile(r"\b(?:not|never|if|unless|until|(?<!at )once|will|would|wants?|should)\b|n[’']t\b")
# Characters round those words in which they may stand.
_REACH = 30
# Acts by which a text is made one that may bind.
_MAKING: frozenset[Step] = frozenset({"sign", "exchange", "conclude"})
# What else may have been done at once.
_OTHER: frozenset[Step] = frozenset(
    {
        "enter_into_force", "suspend", "terminate", "withdraw", "give_notice", "resume", "apply_provisionally",
        "extend", "amend",
    }
)  # fmt: skip


def with_signature(f: EventFinding, dating: Dating, earlier: Sequence[tuple[Event, int]]) -> When | None:
    """ "The memorandum takes effect upon signature", told of one that was signed: on that day."""
    text = dating.around.document.text
    told = text[f.evidence.start : f.evidence.end].lower()
    signed = [e.date for e, _ in earlier if e.step in _MAKING and e.tense == "past" and e.polarity == "positive"]
    signed = [d for d in signed if d.edtf]
    if _LATER.search(told) is not None or not signed or _ON_SIGNATURE.search(told) is None:
        return None
    return When(signed[-1].edtf, "inferred", signed[-1].evidence)


def binding_at_once(built: Sequence[tuple[Event, int]], doc: Doc) -> list[tuple[Event, int]]:
    """The events, with the entry into force of what is signed where its sentence or the next says "effective at once".

    Not where something else is told there that may be meant by it: "suspended it with immediate effect".
    """
    out: list[tuple[Event, int]] = []
    for event, head in built:
        out.append((event, head))
        made = event.step in ("sign", "conclude") and event.tense == "past" and event.polarity == "positive"
        if not made or event.conditional or event.certainty != "certain":
            continue
        sent = doc[head].sent
        following = doc[sent.end].sent if sent.end < len(doc) else sent
        for told in (sent, following):
            found = _ASIDE.search(told.text)
            around = [e for e, h in built if told.start <= h < told.end and e is not event]
            others = any(e.step in _OTHER or (e.type == "SANCTION" and e.step is None) for e in around)
            near = told.text[max(found.start() - _REACH, 0) : found.end() + _REACH].lower() if found else ""
            if found is None or others or _OPEN.search(near):
                continue
            if told is not sent and (around or (found.start() > 0 and "immediate effect" in found.group().lower())):
                continue
            reason = f"{event.reason}; binding at once (VCLT art. 24)"
            out.append((msgspec.structs.replace(event, step="enter_into_force", organ=None, reason=reason), head))
            break
    return out
