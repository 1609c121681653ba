"""Quantities: numbers with what they count or measure, how sure they are, and whether something rose or fell by them.

The scanner (`quantity_numbers`) finds the figures, `quantity_syntax` what they belong to; here the two meet.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dateline.extract.quantity_numbers import Number, find_numbers
from dateline.extract.quantity_syntax import (
    Candidate,
    counted_noun,
    direction,
    is_age_of,
    is_level,
    is_name,
    number_token,
)
from dateline.kinds.quantities import QuantityKinds, QuantityWord
from dateline.model import Document, Span
from dateline.model.vocabulary import Change

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

_LINK = re.compile(r"\s?[-–—]\s?(?:to-)?|\s+to\s?-?\s?|\s+and\s+|\s+or\s+(?:even\s+)?|\s*/\s*")
_PER = re.compile(r"(?P<link>\s+per\s+|\s*/\s*|\s+(?:a|an|each|every)\s+)(?P<what>[A-Za-z]+)")


_TO = re.compile(r"\bto\s+$")
_PAID = re.compile(r"\s(?:a|per|an|each|every)\s(?:hour|week|month|year)\b")
_LATER = re.compile(r"\s+(?:earlier|ago|later|before|after|on|old)\b")
_AGED = re.compile(r"\bage[ds]?(?:\s+of)?\s+(?:about\s+)?$", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity; `span` covers approximator, number and unit or noun, `figure` the number with its unit alone.

    `low` and `high` are None for an open number, then `magnitude` is its order (1000 for "thousands") or 0. `unit_text`
    is the unit as written. `noun` is the head of what is counted, None for a measure; `head` the token that stands for
    the whole in syntax. `partitive`: counted by "of" ("two of the ships"); `inherited`: unit or noun
    are those of the quantity before it; `part`: a part of a whole ("two-thirds"); `level`: what something rose or
    fell to, not by; `restates`: the quantity that this one gives in another unit ("5 km (3 miles)").
    """

    span: Span
    figure: Span
    low: float | None
    high: float | None
    magnitude: float
    change: Change
    approximate: bool
    unit: QuantityWord | None
    unit_text: str
    per: str | None
    noun: Token | None
    head: Token
    spelled: bool
    partitive: bool
    inherited: bool = False
    part: bool = False
    level: bool = False
    restates: Quantity | None = None


def find_quantities(document: Document, kinds: QuantityKinds) -> list[Quantity]:
    """Every quantity of the report in order; figures that belong to a name, date, label or score are left out."""
    text = document.text
    pairs = _paired(document, find_numbers(text, kinds), kinds)
    out: list[Quantity] = []
    for low, high in pairs:
        figure = document.syntax.char_span(low.start, high.end, alignment_mode="expand")
        if figure is None or not len(figure):
            continue
        unit = high.currency or low.currency or high.unit or low.unit
        if (unit is None or unit.id == "t-year") and _AGED.search(text[max(0, low.start - 16) : low.start]):
            unit = kinds.units["year-old"]
        token = number_token(figure)
        if unit is None and low is high and low.value is not None and is_age_of(token, low.value):
            unit = kinds.units["year-old"]
        if unit is not None and unit.id == "pound" and _is_sterling(text, high):
            unit = kinds.units["pound sterling"]
        found = Candidate(text, document.syntax, low, high, figure, token, unit)
        quantity = _quantity(found, kinds)
        if quantity is not None:
            out.append(_converted(_inherited(quantity, out), out, text))
    return out


def _is_sterling(text: str, number: Number) -> bool:
    # "340 million pounds" and "900 pounds a month" are money, "340 million pounds of beef" are not.
    if number.value is None or text.startswith(" of", number.end):
        return False
    return number.value >= 100_000 or (number.value >= 100 and _PAID.match(text, number.end) is not None)


def _inherited(quantity: Quantity, earlier: list[Quantity]) -> Quantity:
    """A bare figure counts what one before it in its sentence does, where the two are of like size."""
    if quantity.unit is not None or quantity.noun is not None or quantity.low is None:
        return quantity
    for last in reversed(earlier):
        if last.head.sent != quantity.head.sent:
            return quantity
        measure = last.unit.measure if last.unit else None
        if measure == "percent" and quantity.change not in ("up", "down"):
            # "fell 40 points, or 1 percent, to 3,900" goes on with the points.
            continue
        named = last.noun is not None and last.noun.tag_ == "NNP"
        if not last.low or named or measure in ("time", "age", "label"):
            return quantity
        if 0.1 <= abs(quantity.low / last.low) <= 10 or (last.unit is not None and last.unit.id == "point"):
            return dataclasses.replace(quantity, unit=last.unit, noun=last.noun, inherited=True)
    return quantity


def _converted(quantity: Quantity, earlier: list[Quantity], text: str) -> Quantity:
    """ "Under 300 hp (220 kW)": the same amount in another unit shares its bound; "5 points, or 2%" its change."""
    if not earlier or quantity.unit is None:
        return quantity
    last = earlier[-1]
    between = text[last.span.end : quantity.span.start]
    if last.change in ("up", "down") and quantity.change == "=" and re.fullmatch(r",?\s+or\s+", between):
        return dataclasses.replace(quantity, change=last.change, level=last.level)
    bare = last.unit is None and last.noun is None
    alike = last.unit is not None and last.unit.measure == quantity.unit.measure
    if not (bare or alike) or not re.fullmatch(r"\s*[(/]\s*", between):
        return quantity
    return dataclasses.replace(
        quantity,
        change=last.change if quantity.change == "=" or last.level else quantity.change,
        level=last.level,
        approximate=last.approximate,
        head=last.head,
        restates=last,
    )


def _paired(document: Document, numbers: list[Number], kinds: QuantityKinds) -> Iterator[tuple[Number, Number]]:
    """Pairs of low and high end: the same number twice unless two stand in a range."""
    i = 0
    while i < len(numbers):
        low = numbers[i]
        high = numbers[i + 1] if i + 1 < len(numbers) else low
        if high is not low and _is_range(document, low, high, kinds):
            yield dataclasses.replace(low, value=_shared_scale(document.text, low, high)), high
            i += 2
        else:
            yield low, low
            i += 1


def _is_range(document: Document, low: Number, high: Number, kinds: QuantityKinds) -> bool:
    text = document.text
    link = _LINK.fullmatch(text, low.end, high.start)
    if link is None or low.value is None or high.value is None or not _alike(low, high):
        return False
    if low.bare and 1400 <= low.value <= 2100 and not 1000 <= high.value <= 2100:
        return False
    before = text[max(0, low.start - 24) : low.start].lower()
    mark = link[0].strip()
    if mark == "and":
        return re.search(r"\bbetween\s+(?:[a-z]+\s+)?$", before) is not None
    if mark.startswith("or"):
        return low.bare and high.currency is None and high.value - low.value == 1
    if mark.startswith("to"):
        # "rose 5 points to 10" and "by $43 billion to $419 billion" name a step and where it led.
        if low.bare:
            return re.search(r"\bby\s+$", before) is None or high.value <= 5 * low.value
        return not (high.bare or _steps(document.syntax, low, kinds))
    if mark == "/":
        return low.currency is not None and high.currency is not None
    return abs(low.value) < abs(high.value) and not (mark == "-" and low.spelled)


def _alike(low: Number, high: Number) -> bool:
    first, second = low.currency or low.unit, high.currency or high.unit
    return first is None or second is None or first.name == second.name


def _steps(doc: Doc, low: Number, kinds: QuantityKinds) -> bool:
    span = doc.char_span(low.start, low.end, alignment_mode="expand")
    if span is None or span.start == 0:
        return False
    previous = doc[span.start - 1]
    return previous.lower_ in ("by", "up", "down") or previous.lemma_.lower() in kinds.verbs


def _shared_scale(text: str, low: Number, high: Number) -> float | None:
    # "2 to 3 million" and "$89 to $93 billion" say the scale once.
    figure = re.search(r"\d[\d.]*", text[high.start : high.end])
    if low.value is None or high.value is None or figure is None or "," in text[high.start : high.end]:
        return low.value
    scale = high.value / (float(figure[0].rstrip(".")) or 1.0)
    return low.value * scale if scale >= 1000 and abs(low.value) < 1000 else low.value


def _quantity(found: Candidate, kinds: QuantityKinds) -> Quantity | None:
    low, high, unit = found.low, found.high, found.unit
    noun: Token | None = None
    partitive = False
    if unit is None:
        noun, partitive = counted_noun(found)
    if is_name(found, noun, kinds):
        return None
    end = max(found.end, noun.idx + len(noun)) if noun is not None else found.end
    per, end = _rate(found.text, end, found, kinds)
    bound, approximate, span = _bounds(found.text, Span(found.start, end), kinds, ranged=low is not high)
    head = noun if noun is not None else _top(found.figure, found.token)
    change = bound
    if bound in ("=", "~"):
        change = direction(found, head, noun, span.start, kinds) or bound
    return Quantity(
        span=span,
        figure=Span(found.start, end if unit is not None else found.end),
        low=low.value,
        high=high.value,
        magnitude=low.magnitude,
        change="~" if low.value is None and change == "=" else change,
        approximate=approximate or low.value is None,
        unit=unit,
        unit_text=_unit_text(found),
        per=per,
        noun=noun,
        head=head,
        spelled=low.spelled,
        partitive=partitive and noun is not None,
        part=low.part,
        level=change in ("up", "down") and (is_level(head) or _TO.search(found.before) is not None),
    )


def _top(figure: Tokens, token: Token) -> Token:
    tops = [t for t in figure if not figure.start <= t.head.i < figure.end or t.head.i == t.i]
    return tops[0] if tops else token


def _unit_text(found: Candidate) -> str:
    for number in (found.high, found.low):
        sign = re.match(r"[^\d.,]+", found.text[number.start : number.end]) if number.currency else None
        if sign:
            return sign[0].strip(" -–−")
    return found.high.unit_text or found.low.unit_text


def _rate(text: str, end: int, found: Candidate, kinds: QuantityKinds) -> tuple[str | None, int]:
    """ "a month" in "$3,500 a month", "per day" in "barrels per day": what the quantity is taken over."""
    unit = found.unit
    per = _PER.match(text, end)
    if per is None or (unit is not None and unit.measure in ("age", "percent")):
        return None, end
    over = kinds.units.get(per["what"].lower())
    timed = over is not None and over.measure == "time"
    if timed and _LATER.match(text, per.end()):
        return None, end
    spoken = per["link"].strip() in ("a", "an", "each", "every")
    priced = unit is not None and unit.measure == "money"
    if timed or (not spoken and (per["link"].strip() == "per" or over is not None)):
        return (over.name or per["what"] if over else per["what"].lower()), per.end()
    if spoken and priced and (over is not None or per["what"].lower() in kinds.rates):
        return (over.name if over else per["what"].lower()), per.end()
    return None, end


def _bounds(text: str, span: Span, kinds: QuantityKinds, *, ranged: bool) -> tuple[Change, bool, Span]:
    """What the words just before and after say of the number: the bound, whether it is rough, the span with them."""
    start, end = span
    bound: Change = "="
    for _ in range(3):
        window = text[max(0, start - 32) : start]
        word = kinds.approximator.search(window)
        if word is None or "\n" in word[0]:
            break
        said = kinds.before[" ".join(word[0].lower().split())]
        bound = _as_change(said) if bound == "=" else bound
        start -= len(window) - word.start()
    between = re.search(r"\bbetween\s+$", text[max(0, start - 12) : start], re.IGNORECASE)
    if between and bound == "=" and ranged:
        start -= len(between[0])
    later = kinds.after_pattern.match(text, end)
    if later is not None and bound == "=":
        bound, end = _as_change(kinds.after[" ".join(later[0].lower().split())]), later.end()
    return bound, bound == "~", Span(start, end)


def _as_change(value: str) -> Change:
    return {"~": "~", "<": "<", ">": ">"}.get(value, "=")  # type: ignore[return-value]
