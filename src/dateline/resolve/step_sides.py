"""Who makes agreements: states, blocs and those who bear arms, not the parties, lawmakers and firms of one country."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.model.document import Document
from dateline.model.vocabulary import Organ
from dateline.resolve.actor_links import ActorLinks

if TYPE_CHECKING:
    from dateline.resolve.agreements import Chain

# Kinds of actors whose deals among their own are no agreements of the record, and those that make them.
_PRIVATE = frozenset({"company", "media", "ngo"})
_BUSY = frozenset({"BUS", "MED", "NGO"})
_POLITICAL = frozenset({"person", "party", "legislature"})
_MAKERS = frozenset({"state", "igo", "armed_group"})
_ARMED = frozenset({"REB", "UAF", "SEP", "PAR"})
# Words for one or all of those who agree.
EITHER = frozenset({"side", "party", "other", "state", "country", "each", "both", "either", "nation", "one", "member"})
# Tokens of a report that are its headline and lead.
_LEAD_TOKENS = 60
_CHAMBERS: frozenset[Organ] = frozenset({"lower_chamber", "upper_chamber", "legislature"})


def at_home(sides: Sequence[str], organ: Organ | None, links: ActorLinks) -> bool:
    """ "The Democrats struck a deal", "the president and a car maker signed": a matter of one country's own people."""
    known = {a.id: a for a in links.actors}
    found = [known[s] for s in dict.fromkeys(sides) if s in known]
    if not found or any(a.kind in _MAKERS or a.sector in _ARMED for a in found):
        return False
    if any(a.kind in _PRIVATE or a.sector in _BUSY or a.id.startswith("org:") for a in found):
        return len({a.country for a in found if a.country}) < 2
    homes = {a.country for a in found}
    if None in homes or len(homes) > 1:
        return False
    political = all(a.kind in _POLITICAL for a in found)
    heads = organ in ("head_of_state", "government")
    return organ in _CHAMBERS or (political and (len(found) > 1 or (not heads and found[0].kind != "person")))


def told_at_home(chain: Chain, home: str | None, document: Document, links: ActorLinks) -> bool:
    """Whether a "deal" without a name stands among words on one country alone: a matter of its own people."""
    if chain.known or chain.names or len(chain.parties) > 1 or chain.between_states:
        return False
    doc, kinds = document.syntax, {a.id: a for a in links.actors}
    near = {i for m in chain.mentions for i in range(doc[m.head].sent.start, doc[m.head].sent.end)}
    near |= set(range(min(_LEAD_TOKENS, len(doc))))
    if any(h in near and len(ids) > 1 for h, ids in links.by_head.items() if h in links.paired):
        return False
    if any(doc[i].tag_ == "NNS" and doc[i].lemma_.lower() in EITHER for i in near):
        # "Forty countries adopted a treaty".
        return False
    told = [kinds[i] for h, ids in links.by_head.items() if h in near for i in ids]
    sides = {a.country or a.id for a in told if a.country or a.kind in ("igo", "armed_group")}
    sides |= {a.id for a in told if a.sector in _ARMED}
    return len(sides | ({home} if home else set())) < 2
