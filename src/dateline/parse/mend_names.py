"""Names of persons of which the name finder takes the last word for a place: "Gabriel Mbega Obiang Lima"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_PLACED = frozenset({"GPE", "LOC", "FAC"})


def mend_names(doc: Doc) -> None:
    """Make one person of a given name and the place that the parser hangs it on."""
    longer = {e.start: last for e in doc.ents if e.label_ == "PERSON" and (last := _surname(e)) is not None}
    if not longer:
        return
    ends = {first: last.idx + len(last) for first, last in longer.items()}
    whole = [s for first, end in ends.items() if (s := doc.char_span(doc[first].idx, end, label="PERSON")) is not None]
    taken = {i for e in whole for i in range(e.start, e.end)}
    doc.set_ents([*whole, *(e for e in doc.ents if not taken & set(range(e.start, e.end)))])


def _surname(person: Span) -> Token | None:
    """The place of one word that a person's name runs on to, as the noun that it is a part of; None for none."""
    last = person.root.head
    if person.root.dep_ != "compound" or last.i < person.end or last.ent_type_ not in _PLACED:
        return None
    alone = last.ent_iob_ == "B" and (last.i + 1 == len(last.doc) or last.nbor(1).ent_iob_ != "I")
    run = person.doc[person.start : last.i + 1]
    shaped = all(t.pos_ == "PROPN" and t.text.istitle() for t in run)
    return last if alone and shaped and last.dep_ != "compound" else None
