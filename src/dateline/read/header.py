"""Header lines: who made the report, for whom, and when it was published."""

from __future__ import annotations

import dataclasses
import re

from dateline.kinds.outlets import Outlet
from dateline.read.knowledge import Knowledge
from dateline.read.moments import WEEKDAY, bare_clocks, find_moments

LONGEST = 220
_BY = re.compile(
    r"\s*(?:(?:written|reported|story|text|words)\s+by|by|authors?\s*:|reporting\s+by|analysis\s+by|byline\s*:)[\s:]+(?=\S)",
    re.IGNORECASE,
)
_REPORTING = re.compile(r"\(?\s*(?:Reporting|Written|Words) by\s+(?P<who>[^;()]+)")
_CUT = re.compile(r"\s*[|•·/]\s*|\s+[-–—]+\s+|\s*;\s*")
_LIST = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|&|AND|with)\s+")
_PLACE_TAIL = re.compile(r"\s+(?:in|IN|at|reporting from|from)\s+[A-Z][\w.’'-]*(?:[\s,]+[A-Z][\w.’'-]*){0,4}$")
_NAME_WORD = r"(?:[^\W\d_a-z][\w.’'-]*|Mc\w+|d[’'][A-Z]\w+|al-[A-Z]\w+)"
_PARTICLE = r"(?:de|da|do|dos|del|della|di|du|la|le|van|von|der|den|ter|ten|bin|bint|ibn|al|el|ben|af|av|zu|y|e)"
_NAME = re.compile(rf"{_NAME_WORD}(?:\s+(?:{_NAME_WORD}|{_PARTICLE})){{0,4}}\s+{_NAME_WORD}")
_READ_TIME = re.compile(r"\b\d+\s*(?:min(?:ute)?s?)(?:\s+read)?\b|\b\d+\s+(?:comments?|shares?)\b", re.IGNORECASE)
_CONTACT = re.compile(r"\S+@\S+|@\w+|https?://\S+")
_LETTERS = re.compile(r"[^\W\d_]{2,}|\d+")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*$")


@dataclasses.dataclass(frozen=True, slots=True)
class Header:
    """What header lines say; `published` and `updated` are ISO 8601."""

    authors: tuple[str, ...] = ()
    agency: str | None = None
    publisher: str | None = None
    published: str | None = None
    updated: str | None = None

    def __or__(self, other: Header) -> Header:
        """What `self` says, and what `other` adds to it."""
        return Header(
            self.authors or other.authors,
            self.agency or other.agency,
            self.publisher or other.publisher,
            self.published or other.published,
            self.updated or other.updated,
        )


def read_header_line(line: str, known: Knowledge) -> Header | None:
    """What `line` says of the report's making, or None where it is no header line but part of the story."""
    line = line.strip()
    if not line or len(line) > LONGEST:
        return None
    by = _BY.match(line)
    if by:
        return read_byline(line[by.end() :], known)
    return _outlet_line(line, known) or _publication_line(line, known) or _signed_line(line, known)


def read_byline(rest: str, known: Knowledge) -> Header | None:
    """The names after "By": authors, agency or publisher, and a moment; None where these are no names."""
    moments = find_moments(rest, known)
    for moment in reversed(moments):
        rest = rest[: moment.start] + " | " + rest[moment.end :]
    rest = _READ_TIME.sub(" ", _CONTACT.sub(" ", rest))
    header = _dated(rest, [m.iso for m in moments], known)
    authors: list[str] = []
    strangers = 0
    for part in _CUT.split(rest):
        for raw in _LIST.split(part):
            name = _PLACE_TAIL.sub("", raw.strip(" \t,.:()")).strip()
            outlet, name = _split_outlet(name, known)
            if outlet:
                header |= of_outlet(outlet)
            role = _without_role(name, known)
            if not role or _is_label(role, known):
                continue
            if _NAME.fullmatch(role):
                authors.append(role)
            else:
                strangers += 1
    if strangers or not (authors or header.agency or header.publisher):
        return None
    return dataclasses.replace(header, authors=tuple(dict.fromkeys(authors)))


def reporting_authors(line: str, known: Knowledge) -> tuple[str, ...]:
    """The names in a closing line such as "(Reporting by Jane Doe in Geneva; editing by …)"."""
    found = _REPORTING.match(line)
    if not found:
        return ()
    header = read_byline(found["who"], known)
    return header.authors if header else ()


def of_outlet(outlet: Outlet) -> Header:
    """A header that says only which outlet it is."""
    return Header(agency=outlet.name) if outlet.kind == "agency" else Header(publisher=outlet.name)


def _outlet_line(line: str, known: Knowledge) -> Header | None:
    bare = line.strip(" -–—()[]*|.:©")
    header = Header()
    for part in re.split(r"\s*(?:/|\||,| and )\s*", bare):
        outlet = known.outlet(part)
        if outlet is None:
            return None
        header |= of_outlet(outlet)
    return header


def _publication_line(line: str, known: Knowledge) -> Header | None:
    moments = find_moments(line, known)
    rest = line
    for moment in reversed(moments):
        rest = rest[: moment.start] + " " + rest[moment.end :]
    rest = _CONTACT.sub(" ", _READ_TIME.sub(" ", bare_clocks(rest, known)))
    header = Header()
    for found in known.outlet_pattern.finditer(rest):
        header |= of_outlet(known.outlets[found[0].casefold()])
    rest = known.outlet_pattern.sub(" ", rest)
    labels = [known.labels[m[0].casefold()] for m in known.label_pattern.finditer(rest)]
    labelled = "published" in labels or "updated" in labels
    rest = known.label_pattern.sub(" ", rest)
    rest = re.sub(rf"\b{WEEKDAY}|{known.zone_pattern}", " ", rest, flags=re.IGNORECASE)
    left = [w for w in _LETTERS.findall(rest) if w.casefold() not in known.roles]
    clocks = rest != line and re.search(r"\d[:.]\d\d", line) is not None
    if not (moments or (labelled and clocks)):
        return None
    if left and (not labelled or len(left) > 3 or _SENTENCE_END.search(line)):
        return None
    return header | _dated(line, [m.iso for m in moments], known)


def _signed_line(line: str, known: Knowledge) -> Header | None:
    # "Jane Doe, Associated Press": a name counts as a byline without "By" only where an outlet stands beside it.
    parts = [p for p in re.split(r"\s*(?:,|\||/|•|·)\s*", line) if p]
    if len(parts) < 2 or len(line) > 100 or known.outlet(parts[-1]) is None:
        return None
    return read_byline(line, known)


def _dated(line: str, found: list[str | None], known: Knowledge) -> Header:
    if not found:
        return Header()
    named = [known.labels[m[0].casefold()] for m in known.label_pattern.finditer(line)]
    order = [label for label in named if label in ("published", "updated")]
    if order and len(found) >= len(order):
        by_label = dict(zip(reversed(order), reversed(found), strict=False))
        rest = found[: len(found) - len(order)]
        return Header(published=by_label.get("published", rest[0] if rest else None), updated=by_label.get("updated"))
    return Header(published=found[0])


def _split_outlet(name: str, known: Knowledge) -> tuple[Outlet | None, str]:
    whole = known.outlet(name)
    if whole:
        return whole, ""
    words = name.split()
    for i in range(1, len(words)):
        tail = known.outlet(" ".join(words[i:]).strip("()"))
        if tail:
            return tail, " ".join(words[:i]).rstrip(" ,for")
    return None, name


def _without_role(name: str, known: Knowledge) -> str:
    folded = name.casefold()
    if folded in known.roles:
        return ""
    for role in sorted(known.roles, key=len, reverse=True):
        if folded.endswith(" " + role):
            return name[: -len(role) - 1].strip(" ,")
    return name


def _is_label(words: str, known: Knowledge) -> bool:
    return known.label_pattern.sub("", words).strip(" .:") == ""
