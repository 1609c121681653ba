"""Words that name who acts: states, bodies, organisations, persons, offices, collectives and pronouns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dateline.extract.actor_armed import again, armed_groups
from dateline.extract.actor_matches import Match, matches_in
from dateline.extract.actor_names import crowned_names, given_name, heading, proper_run, surname_again, titled
from dateline.extract.actor_namesakes import states_together
from dateline.extract.actor_owners import coordinated_with, country_of, owned_match, owner_of
from dateline.kinds.actors import Kinds, Role
from dateline.model.document import Document
from dateline.model.findings import ActorFinding
from dateline.model.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as SpacySpan

PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f", "it": "n", "its": "n", "they": "p",
    "them": "p", "their": "p", "theirs": "p",
}  # fmt: skip
NUMBERS = frozenset({"two", "three", "four", "five", "six", "seven"})
_PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "around", "outside", "inside", "across", "throughout", "within", "off", "over"}
)
_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "det", "nummod", "case", "punct", "npadvmod"})
_PAIRED = frozenset(
    {"side", "country", "nation", "state", "party", "neighbour", "neighbor", "capital", "leader", "government"}
)
_THE_STATE = frozenset({"country", "nation", "sultanate", "emirate", "principality"})
# "The city state", "the Red Sea state": by what kind of a state it is.
_POLITIES = frozenset({"state", "republic"})
_ANOTHER = frozenset(
    {"other", "second", "third", "neighbouring", "neighboring", "host", "only", "first", "last", "next", "whole"}
    | {"entire", "latter", "former", "same", "another", "foreign", "receiving", "requesting", "remaining", "richer"}
)
_HOMES = frozenset({"country", "nation", "homeland", "government"})
# What bears a person's name and is none: "Typhoon Haiyan".
_STORMS = frozenset({"typhoon", "hurricane", "cyclone", "storm"})
# Kinds of bodies that bear names of their own and belong to no state by their kind.
_OUTSIDE_STATES = frozenset({"ngo", "company", "media", "people"})


def find_actors(document: Document, kinds: Kinds) -> tuple[ActorFinding, ...]:
    """All mentions in text order; none overlaps another, but owners ("Russian" in "Russian lawmakers") stand alone."""
    doc = document.syntax
    matches = matches_in(document, kinds)
    taken: set[int] = set()
    found: list[ActorFinding] = []
    for finding in _pairs(doc, kinds):
        if finding.form == "own-country" and finding.head in matches:
            # "The reclusive state", "the Himalayan kingdom": descriptions that a list knows
            continue
        found.append(finding)
        taken |= set(range(doc.char_span(*finding.span, alignment_mode="expand").start, finding.head + 1))
    for finding, tokens in _persons(doc, kinds, matches):
        if not taken & tokens:
            found.append(finding)
            taken |= tokens
    for match in matches.values():
        tokens = set(range(match.first, match.last + 1))
        if taken & tokens or match.surfaces[0].form == "surname":
            continue
        owned = owned_match(doc, kinds, match, matches)
        if owned is None:
            continue
        found.append(_named(doc, owned))
        taken |= tokens
    states = frozenset(i for m in matches.values() for i in range(m.first, m.last + 1) if m.surfaces[0].country)
    armed = [f for f in found if f.ids and _bears_arms(f, kinds)]
    for finding, words in armed_groups(doc, taken, states, kinds.armed_names):
        found = [*(f for f in found if f.head not in words or f.possessive), finding]
        armed.append(finding)
        taken |= set(words)
        matches = {i: m for i, m in matches.items() if i not in words}
    if len({f.ids for f in armed}) == 1:
        alone = list(again(doc, taken, armed[0], kinds.armed_names))
        found += alone
        taken |= {f.head for f in alone}
    roles = [f for f in _roles(doc, kinds, matches) if f.head not in taken]
    taken |= {f.head for f in found}
    # "Members of Parliament" are no body of that name beside.
    taken |= {i for f in roles for i in range(f.head, doc.char_span(*f.span, alignment_mode="expand").end)}
    found += roles
    found += list(_organisations(doc, taken, kinds))
    found += [_pronoun(t) for t in doc if t.lower_ in PRONOUNS and t.pos_ in ("PRON", "DET")]
    return tuple(sorted(found, key=lambda f: (f.head, f.span)))


def _bears_arms(finding: ActorFinding, kinds: Kinds) -> bool:
    """Whether a finding is of a listed armed group."""
    known = kinds.actor(finding.ids[0]) if finding.ids[0].startswith("group:") else None
    return known is not None and known.kind == "armed_group"


def _span(doc: Doc, first: int, last: int) -> Span:
    return Span(doc[first].idx, doc[last].idx + len(doc[last]))


def _named(doc: Doc, match: Match) -> ActorFinding:
    first = match.surfaces[0]
    head = max(range(match.first, match.last + 1), key=lambda i: not (match.first <= doc[i].head.i <= match.last))
    form = {"capital": "capital", "seat": "name", "people": "people"}.get(first.form, first.form)
    token = doc[head]
    if form == "capital" and token.dep_ == "pobj" and token.head.lower_ in _PLACE_PREPOSITIONS:
        form = "place"
    ids = tuple(dict.fromkeys(s.actor_id for s in match.surfaces))
    return ActorFinding(
        _span(doc, match.first, match.last), head, form, ids, country=first.country, organ=first.organ,
        possessive=token.dep_ == "poss", plural=form in ("people", "collective") and token.tag_ in ("NNS", "NNPS"),
    )  # fmt: skip


# --- persons


def _persons(doc: Doc, kinds: Kinds, matches: dict[int, Match]) -> Iterator[tuple[ActorFinding, set[int]]]:
    for first, last, known in _person_spans(doc, kinds, matches):
        left = _title_start(doc, first)
        role, office, country = _title(doc, kinds, matches, range(left, first))
        appos = next((c for c in doc[last].children if c.dep_ == "appos" and c.i > last), None)
        if appos is not None and role is None:
            role, office = _role_at(doc, appos, kinds)
            country = country or country_of(appos, matches)
        elif role is None and doc[last].dep_ == "appos" and doc[last].head.i < first:
            role, office = _role_at(doc, doc[last].head, kinds)
            country = country or country_of(doc[last].head, matches)
        words = [doc[i].text for i in range(first, last + 1) if not doc[i].is_punct or doc[i].text == "-"]
        yield (
            ActorFinding(
                _span(doc, first, last), last, "person", known, country=country, sector=role.sector if role else None,
                organ=role.organ if role else None, office=office, possessive=doc[last].dep_ == "poss",
                surname=words[-1] if len(words) == 1 else None,
            ),
            set(range(left if role else first, last + 1)),
        )  # fmt: skip


def _person_spans(doc: Doc, kinds: Kinds, matches: dict[int, Match]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Token ranges of person names with the known persons that bear them."""
    seen: set[int] = set()
    for match in sorted(matches.values(), key=lambda m: m.first):
        ids = tuple(s.actor_id for s in match.surfaces if s.actor_id.startswith("person:"))
        if not ids:
            continue
        first, last = match.first, match.last
        if match.surfaces[0].form == "surname" or len(ids) < len(match.surfaces):
            wide = proper_run(doc, first, last)
            if wide != (first, last):
                # "Kim" inside "Kim Yong Chol" is somebody else's name: the entity below takes it.
                continue
        seen.update(range(first, last + 1))
        yield first, last, ids
    parts = {t.text for ent in doc.ents if ent.label_ == "PERSON" and len(ent) > 1 for t in ent if t.text[:1].isupper()}
    for token in doc:
        if token.i not in matches and token.i not in seen and surname_again(token, parts):
            seen.add(token.i)
            yield token.i, token.i, ()
    for ent in doc.ents:
        again = len(ent) == 1 and ent.text in parts and ent.label_ in ("GPE", "ORG", "NORP")
        if again and ent[0].dep_ in ("nsubj", "nsubjpass", "pobj", "dobj", "poss", "conj") and ent.start not in matches:
            # The tagger takes a surname alone ("Hong added") for a place; the report has the whole name.
            seen.add(ent.start)
            yield ent.start, ent.start, ()
        if _initials(ent) or (ent.label_ != "PERSON" and not titled(ent, kinds)):
            continue
        first, last = ent.start, ent.end - 1
        while last > first and doc[last].text in ("’s", "'s", "’", "'"):
            last -= 1
        if {doc[first].lower_, doc[max(first - 1, 0)].lower_} & _STORMS:
            continue
        if first < last and (title := kinds.role(doc[first].text)) is not None and title.title and title.organ:
            # "King Zahir"
            first += 1
        if first < last and doc[first].lower_ == "the":
            # "The Marshall Islands" is a place, whatever the tagger says.
            first += 1
        inside = [m for m in matches.values() if m.first >= first and m.last <= last]
        whole = any(m.first == first and m.last == last for m in inside)
        wider = [m for m in matches.values() if m.first <= last and m.last >= first and m not in inside]
        if wider and wider[0].surfaces[0].form != "surname":
            # "Duma" inside "State Duma" is no person.
            continue
        if first == last and first and doc[first - 1].lower_ == "the" and kinds.role(doc[first].text) is not None:
            # "His Highness the Amir": an office
            continue
        if first == last:
            first = given_name(doc, first, matches)
        if seen.intersection(range(first, last + 1)) or (whole and inside[0].surfaces[0].form != "surname"):
            continue
        if not doc[last].text[:1].isupper() or doc[last].pos_ not in ("PROPN", "NOUN"):
            continue
        seen.update(range(first, last + 1))
        yield first, last, ()
    for first, last in crowned_names(doc, kinds):
        if not seen.intersection(range(first, last + 1)) and last not in matches:
            yield first, last, ()


def _title_start(doc: Doc, first: int) -> int:
    """The first token of the words before a name that belong to its noun phrase: title, office, demonym."""
    left = first
    while left > 0:
        token = doc[left - 1]
        if token.is_sent_start and token.i != left - 1:
            break
        if token.is_space or token.dep_ not in _MODIFIERS or not first <= _top(token, first).i:
            break
        left -= 1
    return left


def _top(token: Token, limit: int) -> Token:
    while token.i < limit and token.head.i != token.i and token.dep_ in _MODIFIERS:
        token = token.head
    return token


def _title(
    doc: Doc, kinds: Kinds, matches: dict[int, Match], tokens: range
) -> tuple[Role | None, str | None, str | None]:
    country = next((m.surfaces[0].country for i in tokens if (m := matches.get(i))), None)
    for size in (3, 2, 1):
        for i in range(tokens.start, tokens.stop - size + 1):
            words = doc[i : i + size].text
            role = kinds.role(words)
            if role is not None:
                return role, words, country
    return None, None, country


def _role_at(doc: Doc, token: Token, kinds: Kinds) -> tuple[Role | None, str | None]:
    """The role that a noun with the words right before it names, longest first, and those words."""
    for size in (3, 2, 1):
        start = token.i - size + 1
        if start >= 0:
            words = doc[start : token.i + 1].text
            role = kinds.role(words) or (kinds.role(token.lemma_) if size == 1 else None)
            if role is not None:
                return role, words
    return None, None


# --- offices, bodies by description, organisations, pronouns


def _roles(doc: Doc, kinds: Kinds, matches: dict[int, Match]) -> Iterator[ActorFinding]:
    named = {
        e.end - 1
        for e in doc.ents
        if e.label_ == "ORG" and all(t.text[:1].isupper() for t in (e[-1], e[-min(2, len(e))]))
        if len(e) - (e[0].lower_ == "the") > 1
    }
    for token in doc:
        if token.pos_ not in ("NOUN", "PROPN") or token.dep_ == "compound":
            continue
        if token.i in matches and owned_match(doc, kinds, matches[token.i], matches) is not None:
            continue
        role, words = _role_at(doc, token, kinds)
        if role is None or words is None:
            continue
        ahead = (kinds.role(t.text) for t in doc[token.i + 1 : token.i + 3] if t.text[:1].isupper())
        if role.office == "monarch" and any(r is not None and r.office == "monarch" for r in ahead):
            # "His Majesty the Sultan of Brunei": one title behind the other
            continue
        head = heading(doc, token, words, kinds)
        # "The Council of Ministers in Luanda": the parser hangs the place on the ministers.
        owner = owner_of(head, matches) or owner_of(token, matches)
        if owner is None and token.i in named and role.kind in _OUTSIDE_STATES and not role.person:
            # "The Electronic Frontier Foundation" is no foundation without a name.
            continue
        if owner is not None and owner.first < token.i and len({s.country for s in owner.surfaces}) > 1:
            # "The kingdom's trade minister": which one is for the report to tell.
            owner = None
        country = owner.surfaces[0].country if owner else None
        first = min([token.i - len(words.split()) + 1, *([owner.first] if owner and owner.first < token.i else [])])
        yield ActorFinding(
            _span(doc, max(first, 0), token.i), head.i, "role", (f"role:{role.id}",), country=country,
            sector=role.sector, organ=role.organ, office=words if role.person else None,
            plural=head.tag_ in ("NNS", "NNPS"), possessive=head.dep_ == "poss",
            owner=owner.surfaces[0].actor_id if owner else None,
            others=coordinated_with(doc, owner, matches) if owner and head.tag_ in ("NNS", "NNPS") else (),
        )  # fmt: skip


def _pairs(doc: Doc, kinds: Kinds) -> Iterator[ActorFinding]:
    """ "both sides", "the two countries", "both parliaments", "the two", and "her country"."""
    for token in doc:
        if (namesakes := states_together(token, kinds)) is not None:
            first, ids = namesakes
            yield ActorFinding(_span(doc, first, token.i), token.i, "pair", ids, plural=True)
            continue
        paired, number = token.tag_ == "NNS", token.lower_ in NUMBERS
        lefts = {c.lower_ for c in token.lefts} if paired or number else set[str]()
        told = lefts & {"the", "these", "those"}
        paired = paired and ("both" in lefts or bool(told and lefts & NUMBERS))
        role, words = _role_at(doc, token, kinds) if paired else (None, None)
        # "Both chambers" are one state's legislature, "both parliaments" those of two.
        whole = words is not None and words.lower().startswith(("both", "two"))
        paired = paired and not whole and (token.lemma_.lower() in _PAIRED or role is not None)
        bare = number and told and token.dep_ in ("pobj", "nsubj", "dobj", "nsubjpass")
        if paired or bare:
            yield ActorFinding(_span(doc, token.left_edge.i, token.i), token.i, "pair", plural=True)
        elif token.lemma_.lower() in _HOMES and any(c.dep_ == "poss" and c.lower_ in PRONOUNS for c in token.lefts):
            yield ActorFinding(_span(doc, token.left_edge.i, token.i), token.i, "own-country")
        elif (
            (token.lower_ in _THE_STATE or (token.text in _POLITIES and token.i and token.nbor(-1).lower_ != "the"))
            and token.dep_ in ("nsubj", "nsubjpass", "poss")
            and {c.lower_ for c in token.children if c.dep_ not in ("case", "amod", "compound")} in ({"the"}, {"this"})
            and not _of_another(token)
        ):
            # "The country acceded in 2003", "the Andean country": the one just spoken of; "this country": our own.
            yield ActorFinding(_span(doc, token.left_edge.i, token.i), token.i, "own-country")


def _of_another(noun: Token) -> bool:
    """ "The other country", "the neighbouring state", "the former country": not the one just spoken of."""
    return any(c.lower_ in _ANOTHER for c in noun.lefts)


def _acronym(token: Token) -> bool:
    """ "MFDC": a name of capitals alone."""
    return bool(token.text.isupper() and 3 <= len(token) <= 6 and token.pos_ in ("PROPN", "NOUN", "ADJ"))


def _initials_at(token: Token) -> bool:
    return any(_initials(e) for e in token.doc.ents if e.start == token.i)


def _initials(ent: SpacySpan) -> bool:
    """ "MFDC": capitals alone are no person's name."""
    return bool(ent.label_ == "PERSON" and len(ent) == 1 and ent.text.isupper() and 3 <= len(ent.text) <= 6)


def _organisations(doc: Doc, taken: set[int], kinds: Kinds) -> Iterator[ActorFinding]:
    rebels = {w for r in kinds.roles if r.id == "rebels" for w in r.lemmas}
    armed = {t.text for t in doc if _acronym(t) and {c.lemma_.lower() for c in (*t.lefts, t.head)} & rebels}
    inside = {i for e in doc.ents if e.label_ == "ORG" for i in range(e.start, e.end)} | taken
    for token in doc:
        if token.text in armed and token.i not in inside and not _initials_at(token):
            yield ActorFinding(_span(doc, token.i, token.i), token.i, "organisation")
    for ent in doc.ents:
        if (ent.label_ == "ORG" or _initials(ent)) and not taken & set(range(ent.start, ent.end)):
            start = ent.start + (doc[ent.start].lower_ == "the" and len(ent) > 1)
            last = ent.end - 1 - (doc[ent.end - 1].text in ("’s", "'s") and len(ent) > 1)
            # "Tractors blocked the road": a capital at the sentence's start makes no name.
            common = len(ent) == 1 and doc[last].pos_ == "NOUN" and ent.start == doc[last].sent.start
            if doc[last].text[:1].isupper() and not common:
                yield ActorFinding(_span(doc, start, last), last, "organisation")


def _pronoun(token: Token) -> ActorFinding:
    gender = PRONOUNS[token.lower_]
    return ActorFinding(
        Span(token.idx, token.idx + len(token)), token.i, "pronoun", plural=gender == "p", gender=gender,
        possessive=token.dep_ == "poss",
    )  # fmt: skip
