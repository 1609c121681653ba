"""The dateline before a report's first sentence: "SEOUL:", "MOSCOW, Nov 6 (Reuters) -", "KYIV, Ukraine (AP) —"."""

from __future__ import annotations

import dataclasses
import re

from dateline.read.header import Header, of_outlet
from dateline.read.knowledge import Knowledge
from dateline.read.moments import MONTH, month_number, safe_day

_UP = r"(?:(?:Mc|Mac|Al-|al-|el-|De|La|Le)?[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĻŁŃŅŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽ][A-ZÀ-ÖØ-ÞŁŞĞİŠŽČ.'’-]*)"
_CAP = r"(?:[^\W\d_a-z][\w.'’-]*)"
_REGION = rf"(?:,\s*{_CAP}(?:\s+(?:of\s+|the\s+)?{_CAP}){{0,3}}|\s*\[{_CAP}(?:\s+{_CAP}){{0,2}}\])"
_CAPITALS = rf"{_UP}(?:(?:\s*/\s*|\s+(?:de\s+|la\s+)?|\s+AND\s+){_UP}){{0,6}}"
_WORDS = rf"{_CAP}(?:(?:\s*/\s*|\s+(?:de\s+|la\s+|of\s+)?){_CAP}){{0,4}}"
_DATE = rf"""(?:(?P<month>{MONTH})\s*(?P<day>\d{{1,2}})(?!\d)|(?P<day2>\d{{1,2}})\s+(?P<month2>{MONTH}))
             (?:,?\s*(?P<year>(?:19|20)\d\d))?"""
_DASH = r"(?:\s*\.?\s*(?:--+|[-–—]+)\s*)"
_PLACE = rf"(?P<place>(?P<capitals>{_CAPITALS})|{_WORDS})(?P<region>{_REGION}(?:\s*/\s*{_CAPITALS}(?:{_REGION})?)*)?"
_WIRE = re.compile(
    rf"""\s*(?:{_PLACE})?(?:(?:\.\s*|,\s*|\s+|(?<!.))(?:{_DATE}))?[.,]?\s*[-–—]*\s*
    (?:\(\s*(?P<agency>[^()\d]{{2,60}})\)|/(?P<slashed>[A-Z][\w-]{{1,30}})/|\[(?P<bracketed>[A-Z][\w ]{{1,30}})\])
    (?P<end>{_DASH}|\s*\.?\s*[:…]\s*|\s*\.\s+|\s*,\s+|\s*)""",
    re.VERBOSE,
)
_BARE = re.compile(
    rf"""\s*(?:\([A-Z]{{2,12}}\)\s*(?:[-–—]\s*)?)?{_PLACE}(?:(?:\.\s*|,\s*|\s+)(?:{_DATE})(?:[.,]\s*[A-Z][\w-]{{1,16}}(?:\s+[A-Z][\w-]{{1,16}}){{0,2}}(?=\s+[-–—]))?)?\s*(?P<end>:\s+|\s*\.?\s*(?:--+\s*|[–—]+\s*|-\s+))""",
    re.VERBOSE,
)
# No dateline is longer, and a pattern that looks no further costs no time.
_LONGEST = 160
_INITIALS = re.compile(r"(?:[A-Z]\.)+")
_SENTENCE_END = re.compile(r"[.!?…]")
_BEGINS = re.compile(r"[\"“‘'(\[]*[^\W_a-z]")


@dataclasses.dataclass(frozen=True, slots=True)
class DatelineFound:
    """A dateline: the words that name the place, who filed it and on which day, and the words after it."""

    text: str | None
    header: Header
    rest: str


def read_dateline(paragraph: str, known: Knowledge, *, strict: bool = False) -> DatelineFound | None:
    """The dateline that opens `paragraph`, or None; with `strict`, only one that names its agency or outlet."""
    found = _wire(paragraph, known)
    if found is None and not strict:
        found = _bare(paragraph, known)
    return found


def _wire(paragraph: str, known: Knowledge) -> DatelineFound | None:
    found = _WIRE.match(paragraph[:_LONGEST])
    if not found:
        return None
    name = found["agency"] or found["slashed"] or found["bracketed"]
    header = Header()
    for part in re.split(r"\s*[/,&]\s*|\s+and\s+", name.strip()):
        outlet = known.outlet(part)
        header |= of_outlet(outlet) if outlet else Header()
    named = bool(header.agency or header.publisher)
    dashed = found["end"].strip(" .,") != "" or found["slashed"] is not None
    rest = paragraph[found.end() :]
    place = found["place"]
    signed = found["agency"] or found["slashed"]
    # "Managua, Aug 29 (EFC).-": with a day, the place need not be in capitals.
    placed = found["capitals"] == place or found["day"] or found["day2"]
    if not named and not (placed and place and signed and dashed and len(name.split()) < 4):
        return None
    # "NATO (AP) said" or "Reuters (AFP) reports" open a sentence; a dateline is followed by the start of one.
    if rest and not (_BEGINS.match(rest) or dashed):
        return None
    if place and place.upper().rstrip(":") in {w.upper() for w in known.not_places}:
        place = None
    return DatelineFound(_place(found) if place else None, header | _day(found), rest.lstrip())


def _bare(paragraph: str, known: Knowledge) -> DatelineFound | None:
    found = _BARE.match(paragraph[:_LONGEST])
    if not found:
        return None
    rest = paragraph[found.end() :]
    dated = found["month"] or found["month2"]
    capitals = found["capitals"] == found["place"] and len(found["place"]) > 2
    if not capitals and not dated:
        return None
    if found["place"].casefold() in known.not_places or _INITIALS.fullmatch(found["place"]):
        return None
    if rest and not (_BEGINS.match(rest) and _SENTENCE_END.search(rest)):
        return None
    if rest and rest.split()[0].isupper() and len(rest.split()[0].strip("\"“”'’.,")) > 4:
        # A headline in capitals ("TALKS FAIL: NO DEAL YET") is no dateline.
        return None
    return DatelineFound(_place(found), _day(found), rest)


def _place(found: re.Match[str]) -> str:
    place = (found["place"] + (found["region"] or "")).strip(" ,")
    # "MOSCOW. Nov 12" ends in a full stop, "U.S." and "Va." in one of their own.
    return place[:-1] if found["region"] is None and re.search(r"[^\W_.]{4,}\.$", place) else place


def _day(found: re.Match[str]) -> Header:
    month, day = found["month"] or found["month2"], found["day"] or found["day2"]
    if not month or not found["year"]:
        return Header()
    value = safe_day(int(found["year"]), month_number(month), int(day))
    return Header(published=value.isoformat() if value else None)
