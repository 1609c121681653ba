"""The agreements of a Reading: of each chain of mentions what moves it, what it binds to, and what its terms are."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from dateline.kinds.lexicon import Lexicon
from dateline.model.document import Document
from dateline.model.findings import ForceClauseFinding, ObligationFinding, TermFinding
from dateline.model.reading import Agreement, DateMention, Obligation
from dateline.model.span import Span
from dateline.resolve.actor_links import ActorLinks
from dateline.resolve.agreement_clauses import depositary, force_clause, term
from dateline.resolve.agreement_name import name_of
from dateline.resolve.agreement_parties import head_of, party_ids
from dateline.resolve.agreements import PEACES, AgreementLinks, Chain
from dateline.resolve.domestic import EITHER, of_one_country


@dataclasses.dataclass(frozen=True, slots=True)
class Terms:
    """What the report says of an agreement's content, the lexicon of the well-known ones, and whence it comes.

    `concluded` are the chains of which the report tells that they came about, `doubted` those of which it tells
    nothing but what the network sees no step in.
    """

    lexicon: Lexicon
    obligations: Sequence[ObligationFinding]
    force: Sequence[ForceClauseFinding]
    life: Sequence[TermFinding]
    dates: Sequence[DateMention]
    home: str | None = None
    concluded: frozenset[int] = frozenset()
    doubted: frozenset[int] = frozenset()


def build_agreements(
    agreements: AgreementLinks,
    steps: Mapping[int, tuple[str, ...]],
    terms: Terms,
    document: Document,
    links: ActorLinks,
) -> tuple[tuple[Agreement, ...], Mapping[int, str]]:
    """Agreement entries with ids a1, a2 …, and the id of each chain that is kept.

    A chain is kept if it is well known, has a step or a term, or two parties; what is only named in passing is not.
    """
    spans = [o.agreement for o in terms.obligations] + [f.agreement for f in terms.force]
    life = [(i, t) for t in terms.life if (i := _holder(t, terms, agreements, document)) is not None]
    termed = {_chain_of(s, agreements, document) for s in spans} | {i for i, _ in life}
    chains = agreements.chains
    told = [i for i, c in enumerate(chains) if c.known or steps.get(i) or i in termed or len(c.parties) > 1]
    kept = [i for i in told if not _at_home(chains[i], i in terms.doubted, terms, document, links)]
    ids = {chain: f"a{n + 1}" for n, chain in enumerate(kept)}
    known = {a.id for a in links.actors}
    lexicon = terms.lexicon
    out = []
    for i in kept:
        chain = agreements.chains[i]
        parties = tuple(sorted(p for p in _listed_parties(chain, lexicon) or chain.parties if p in known))
        mine = [o for o in terms.obligations if _chain_of(o.agreement, agreements, document) == i]
        force = next((f for f in terms.force if _chain_of(f.agreement, agreements, document) == i), None)
        out.append(
            Agreement(
                ids[i], name_of(chain, document, lexicon), chain.kind, parties,
                tuple(sorted({m.span for m in chain.mentions})), steps.get(i, ()),
                tuple(_obligation(o, parties, document, links) for o in mine),
                force_clause(force, terms.dates) if force else None,
                about=tuple(sorted({m.about for m in chain.mentions if m.about})),
                terms=tuple(
                    term(t, terms.dates, document, _named_id(t, ids, agreements, document, links))
                    for own, t in life if own == i
                ),
            )
        )  # fmt: skip
    return tuple(out), ids


def _holder(t: TermFinding, terms: Terms, agreements: AgreementLinks, document: Document) -> int | None:
    """The chain that a term is of; None for a relation to itself, and for what is to be of what is not agreed yet."""
    own = _chain_of(t.agreement, agreements, document)
    if own is None or t.named is None or t.kind == "depositary":
        return own
    if own == agreements.by_head.get(head_of(document, t.named)):
        return None
    return own if not t.expected or own in terms.concluded or agreements.chains[own].known else None


def _named_id(
    t: TermFinding, ids: Mapping[int, str], agreements: AgreementLinks, document: Document, links: ActorLinks
) -> str | None:
    """The actor or the agreement that a term names; None for none, and for one that the Reading does not keep."""
    if t.named is None:
        return None
    if t.kind == "depositary":
        return depositary(t.named, document, links)
    other = agreements.by_head.get(head_of(document, t.named))
    return ids.get(other) if other is not None else None


def _at_home(chain: Chain, doubted: bool, terms: Terms, document: Document, links: ActorLinks) -> bool:
    """Whether a "deal" without a name stands among words on one country alone: a matter of its own people.

    So does one of which no two parties and only `doubted` steps are told.
    """
    if chain.known or chain.names or len(chain.parties) > 1 or chain.between_states:
        return False
    if any(m.of_states for m in chain.mentions):
        return False
    if chain.kind in PEACES and chain.steps:
        # A truce or a peace is of one country's people more often than not.
        return False
    return doubted or of_one_country([m.head for m in chain.mentions], chain.parties, terms.home, document, links)


def _listed_parties(chain: Chain, lexicon: Lexicon) -> set[str]:
    """The parties of a well-known agreement by the list; only those that the report names are kept."""
    entry = lexicon.known_by_id.get(chain.known or "")
    return set(entry.parties) if entry else set()


def _chain_of(span: Span | None, agreements: AgreementLinks, document: Document) -> int | None:
    return agreements.at(head_of(document, span), document) if span else None


def _obligation(o: ObligationFinding, parties: tuple[str, ...], document: Document, links: ActorLinks) -> Obligation:
    bearers = set()
    for span in o.bearers:
        bearers |= party_ids(links, [head_of(document, span)])
    listed = tuple(sorted(b for b in bearers if b in {a.id for a in links.actors}))
    # "Each side", "the other": whoever the agreement binds.
    roots = [document.syntax[head_of(document, s)] for s in o.bearers]
    all_bound = not roots or any(t.lemma_.lower() in EITHER for t in roots)
    return Obligation(o.kind, listed or (parties if all_bound else ()), o.condition, o.evidence)
