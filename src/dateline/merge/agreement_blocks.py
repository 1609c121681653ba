"""Where to look for the agreements that an item may be one with."""

from __future__ import annotations

from dateline.merge.agreement_items import AgreementItem


def blocks_of(item: AgreementItem, described: frozenset[str]) -> list[str]:
    """Keys such that two items that can be one agreement share at least one.

    `described` are the words by which any of the agreements is described: of what a report says, these alone can tie it
    to another.
    """
    pairs = sorted(item.parties)
    blocks = [f"{a}&{b}" for i, a in enumerate(pairs[:8]) for b in pairs[i + 1 : 8]]
    blocks += [f"name:{w}" for w in item.scene.union(*item.names)] + [f"title:{t}" for t in item.titles]
    if len(pairs) == 1:
        blocks.append(f"one:{pairs[0]}")
    else:
        blocks += [f"one:{p}" for p in pairs[:8]]
    blocks += [f"word:{w}" for w in item.proper] + ([f"known:{item.known}"] if item.known else [])
    if len(pairs) < 2:
        blocks += [f"topic:{t}" for t in (item.topics | item.about)] + [
            f"word:{w}" for w in (item.description | item.told)
        ]
    if len(pairs) < 2:
        # Whose parties are not told may be an agreement of any two that the report names.
        told = sorted(item.around)[:12]
        blocks += [f"one:{p}" for p in told]
        blocks += [f"{a}&{b}" for i, a in enumerate(told) for b in told[i + 1 :]]
    blocks += [f"word:{w}" for w in item.said & described]
    blocks += [f"day:{step}:{day}" for step, day in item.dated]
    return sorted(blocks)
