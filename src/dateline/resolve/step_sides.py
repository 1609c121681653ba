"""Between whom agreements are: states, blocs, those who bear arms, not the parties and firms of one country."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from dateline.model.findings import EventFinding
from dateline.model.vocabulary import ARMED_SECTORS, CHAMBERS, Organ
from dateline.resolve.actor_links import ActorLinks
from dateline.resolve.dating import Circumstances, root_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Kinds of actors whose deals among their own are no agreements of the record, and those that make them.
_PRIVATE = frozenset({"company", "media", "ngo"})
_BUSY = frozenset({"BUS", "MED", "NGO"})
_POLITICAL = frozenset({"person", "party", "legislature"})
_MAKERS = frozenset({"state", "igo", "armed_group"})


def at_home(sides: Sequence[str], organ: Organ | None, links: ActorLinks) -> bool:
    """ "The Democrats struck a deal", "the president and a car maker signed": a matter of one country's own people."""
    known = {a.id: a for a in links.actors}
    found = [known[s] for s in dict.fromkeys(sides) if s in known]
    firms = [a for a in found if a.id.startswith("org:") and a.kind in ("company", "unnamed")]
    if firms and found[0] in firms and sum(a.kind in _MAKERS for a in found) < 2:
        # "Aare Steel and India's Bhilai Forge"
        return True
    armed = any(a.kind == "armed_group" or a.sector in ARMED_SECTORS for a in links.actors)
    if armed and any(a.sector == "GOV" or a.kind == "government" for a in found) and len(found) > 1:
        # "The government and the Platform", where a report has rebels
        return False
    if not found or any(a.kind in _MAKERS or a.sector in ARMED_SECTORS for a in found):
        return False
    if any(a.kind in _PRIVATE or a.sector in _BUSY or a.id.startswith("org:") for a in found):
        return len({a.country for a in found if a.country}) < 2
    lawmakers = any(a.kind == "legislature" for a in found) and len(found) > 1
    homes = {a.country for a in found if a.country or not lawmakers}
    if None in homes or len(homes) > 1:
        return False
    political = all(a.kind in _POLITICAL for a in found)
    heads = organ in ("head_of_state", "government")
    return (
        organ in CHAMBERS or lawmakers or (political and (len(found) > 1 or (not heads and found[0].kind != "person")))
    )


def told_with(f: EventFinding, around: Circumstances) -> set[str]:
    """Those with whom an agreement is by the words behind it: "the treaty on shared rivers with France"."""
    doc = around.document.syntax
    if f.agreement is None:
        return set()
    noun = root_of(doc, f.agreement)
    behind = [p for p in noun.subtree if p.lower_ == "with" and p.i > noun.i]
    sides = [o for p in behind for c in p.children for o in (c, *c.conjuncts)]
    return {i for o in sides for i in around.links.by_head.get(o.i, ())}


def and_others(heads: Sequence[int], nouns: Collection[str], doc: Doc) -> bool:
    """ "The United States, Japan and 10 other countries", "Iran and six powers": more act than those whom it names."""
    beside = (t for h in heads for t in doc[h].conjuncts if t.tag_ == "NNS" and t.lemma_ in nouns)
    return any(c.lower_ == "other" or c.pos_ == "NUM" for t in beside for c in t.lefts)
