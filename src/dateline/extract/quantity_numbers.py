"""Numbers in a text: figures, number words, scales ("1.5 million"), open ones ("tens of thousands")."""

from __future__ import annotations

import dataclasses
import re

from dateline.kinds.quantities import QuantityKinds, QuantityWord

_WORD = re.compile(r"[a-z]+")
# A clock time, a date's parts, a decimal of another number, or a letter makes the figure a part of something else.
_GLUED_AFTER = re.compile(
    r"(?:st|nd|rd|th|s)\b|[:/.'’]\d|['’]s\b|(?:-\d+){2,}|\s?(?:[ap]\.?m\b|o['’]clock|hrs?\s+GMT|GMT|UTC)", re.I
)
_GLUED_BEFORE = re.compile(r"(?:[#№]|\d[:/'’]|[A-Z]\d*[-–]|\bNo\.\s?|\bNos\.\s?|§\s?|[A-Za-z]\.)$")
# "$9.50 US" names the dollar's country after the figure.
_WHOSE = re.compile(r"\s([A-Z]{1,3})(?![\w$])")
_OF = re.compile(r"\s+of(?=\s)")
# "100m from the border" is a distance, "2.7m tonnes" and "3m refugees" are millions.
_METRES = re.compile(
    r"m(?!\s+[a-z])|m\s+(?:from|away|deep|high|long|wide|tall|above|below|in|on|of|to|and|or|off|at|for|by|with)\b"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Number:
    """A number at `[start, end)`; `value` None where it is open, then `magnitude` (if not 0) is its order.

    `currency` was written before it, `unit` after it with the surface `unit_text`; `spelled` in words;
    `part`: a part of a whole ("two-thirds").
    """

    start: int
    end: int
    value: float | None
    magnitude: float = 0.0
    currency: QuantityWord | None = None
    unit: QuantityWord | None = None
    unit_text: str = ""
    spelled: bool = False
    part: bool = False

    @property
    def bare(self) -> bool:
        """Whether nothing but the figure was found."""
        return self.currency is None and self.unit is None


def find_numbers(text: str, kinds: QuantityKinds) -> list[Number]:
    """All numbers of `text` in order, with currency, scale and unit taken in."""
    found: list[Number] = []
    end = 0
    for match in kinds.number.finditer(text):
        if match.start() < end:
            continue
        number = _read(text, match, kinds)
        if number is not None:
            found.append(number)
            end = number.end
    return found


def _read(text: str, match: re.Match[str], kinds: QuantityKinds) -> Number | None:
    start, end = match.span()
    if match["digits"]:
        return _figures(text, match, kinds)
    value: float | None
    if match["vague"]:
        return _with_unit(text, Number(start, end, None, _magnitude(match["vague"], kinds), spelled=True), kinds)
    if match["half"]:
        value = kinds.scales[match["half"].split()[-1].lower()] / 2
    elif match["fraction"]:
        *times, part = re.split(r"[\s-]+", match["fraction"].lower())
        if not times and part != "half":
            # "The final third of the pitch" is an ordinal.
            return None
        value = kinds.numbers.get(times[0], 1.0) * kinds.fractions[part] if times else kinds.fractions[part]
    else:
        value = _spelled(match["words"], kinds)
    if value is None:
        return None
    return _with_unit(text, Number(start, end, value, spelled=True, part=match["fraction"] is not None), kinds)


def _figures(text: str, match: re.Match[str], kinds: QuantityKinds) -> Number | None:
    start, end = match.span()
    if _GLUED_AFTER.match(text, end):
        return None
    if match["currency"] is None and _GLUED_BEFORE.search(text[max(0, start - 6) : start]):
        return None
    value = _figure(match["digits"])
    currency = _currency(match["currency"], kinds)
    if currency or "." in match["digits"] or not _METRES.match(text, end):
        end, value = _scaled(text, end, value, kinds)
    whose = _WHOSE.match(text, end) if match["currency"] == "$" else None
    if whose and whose[1] + "$" in kinds.currencies:
        currency, end = kinds.currencies[whose[1] + "$"], whose.end()
    negative = match["debt"] or match["minus"]
    number = _with_unit(text, Number(start, end, -value if negative else value, currency=currency), kinds)
    # "2S19" and "3D" go on in letters that are no unit.
    return None if text[number.end : number.end + 1].isalpha() else number


def _currency(sign: str | None, kinds: QuantityKinds) -> QuantityWord | None:
    if sign is None:
        return None
    return kinds.currencies.get(sign) or kinds.currencies.get(" ".join(sign.split()))


def _figure(digits: str) -> float:
    if "/" in digits:
        upper, lower = digits.split("/")
        return int(upper) / int(lower) if int(lower) else float(upper)
    return float(digits.replace(",", ""))


def _scaled(text: str, end: int, value: float, kinds: QuantityKinds) -> tuple[int, float]:
    while scale := kinds.scale.match(text, end):
        word = " ".join(scale[0].strip(" -\n").lower().split())
        value, end = value * kinds.scales[word], scale.end()
    letter = kinds.letter.match(text, end)
    if letter:
        value, end = value * kinds.letters[letter[0]], letter.end()
    return end, value


def _with_unit(text: str, number: Number, kinds: QuantityKinds) -> Number:
    of = _OF.match(text, number.end) if number.value is None else None
    found = kinds.unit.match(text, of.end() if of else number.end)
    if not found:
        return number
    surface = found["word"] or found["symbol"]
    unit = kinds.unit_of(surface)
    if unit is None or (number.currency and unit.measure != "money"):
        return number
    if found["symbol"] and found[0][0].isspace() and len(surface) == 1 and surface.islower():
        # "5 W" is five watts, but "3 s" may begin another word: only capitals stand apart from their figure.
        return number
    return dataclasses.replace(number, end=found.end(), unit=unit, unit_text=surface)


def _spelled(words: str, kinds: QuantityKinds) -> float | None:
    parts = [w for w in _WORD.findall(words.lower()) if w != "and"]
    total, current = 0.0, 0.0
    for part in parts:
        if part in ("a", "an"):
            current = 1.0
        elif part in kinds.numbers:
            value = kinds.numbers[part]
            if current and not (value < 10 <= current % 100 and current % 10 == 0) and current % 100 != 0:
                return None
            current += value
        else:
            scale = kinds.scales[part]
            if scale < 1000:
                current = (current or 1.0) * scale
            else:
                total, current = total + (current or 1.0) * scale, 0.0
    return total + current


def _magnitude(words: str, kinds: QuantityKinds) -> float:
    magnitude = 1.0
    known = False
    for part in _WORD.findall(words.lower()):
        if part in kinds.vague:
            magnitude, known = magnitude * kinds.vague[part], True
        elif part.rstrip("s") in kinds.scales:
            # "several hundred" leaves the number open and so does not even give its order.
            return 0.0
    return magnitude if known else 0.0
