"""Whether a deal is a matter of one country's own people, by the states that are named around it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from dateline.model.document import Document
from dateline.model.vocabulary import ARMED_SECTORS
from dateline.resolve.actor_links import ActorLinks

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Words for those between whom an agreement is.
EITHER = frozenset(
    {"side", "party", "other", "state", "country", "each", "both", "either", "nation", "one", "member"}
    | {"capital", "neighbour", "neighbor", "signatory", "power"}
)
_ITS_OWN = frozenset({"state"})
# The beginning of a report, which says what it is about.
_LEAD_TOKENS = 60
# Mentions from which on a deal between states would be spoken of together with another of them now and then.
_OFTEN, _NOW_AND_THEN = 5, 5


def of_one_country(
    heads: Sequence[int], parties: Collection[str], home: str | None, document: Document, links: ActorLinks
) -> bool:
    """`heads`: the tokens that mention the deal; `parties` those that are known."""
    doc, kinds = document.syntax, {a.id: a for a in links.actors}
    if len(heads) >= _OFTEN and _rarely_abroad(heads, parties, doc, links):
        return True
    near = {i for h in heads for i in range(doc[h].sent.start, doc[h].sent.end)}
    near |= set(range(min(_LEAD_TOKENS, len(doc))))
    if any(h in near and len(ids) > 1 for h, ids in links.by_head.items() if h in links.paired):
        return False
    # "States" of a report that tells of the United States alone are its own.
    either = EITHER - _ITS_OWN if set(parties) == {"USA"} else EITHER
    if any(doc[i].tag_ == "NNS" and doc[i].lemma_.lower() in either for i in near):
        # "Forty countries adopted a treaty".
        return False
    if home is None and any(_with_state(doc[h], links) for h in heads):
        # "The fisheries agreement with Malaysia has expired": of the country of an outlet that does not say which.
        return False
    told = [kinds[i] for h, ids in links.by_head.items() if h in near for i in ids]
    sides = {a.country or a.id for a in told if a.country or a.kind in ("igo", "armed_group")}
    sides |= {a.id for a in told if a.sector in ARMED_SECTORS}
    return len(sides | ({home} if home else set())) < 2


def _with_state(noun: Token, links: ActorLinks) -> bool:
    """Whether a state is named as the other side of it."""
    beside = [o for p in noun.rights if p.lower_ == "with" for o in p.children if o.dep_ == "pobj"]
    return any(len(i) == 3 for o in beside for i in links.by_head.get(o.i, ()))


def _rarely_abroad(heads: Sequence[int], parties: Collection[str], doc: Doc, links: ActorLinks) -> bool:
    """Whether hardly a sentence that speaks of it, and not the report's beginning, names another state."""
    foreign = {h for h, ids in links.by_head.items() if any(len(i) == 3 and i not in parties for i in ids)}
    spoken = {(doc[h].sent.start, doc[h].sent.end) for h in heads}
    abroad = sum(any(a <= h < b for h in foreign) for a, b in spoken)
    return abroad * _NOW_AND_THEN < len(spoken) and not any(h < _LEAD_TOKENS for h in foreign)
