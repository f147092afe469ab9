"""Shares of a known whole: "40 of the village's 300 huts" counts 40 huts, and the 300 are no figure.

Rule 3 of the labelling guide: the share is one figure, the whole is none; a percentage is one of buildings
and territory only.
"""

from __future__ import annotations

from conflictdesk.extraction.figures.counted_group import Counted
from conflictdesk.extraction.grammar.clauses import Clauses
from conflictdesk.extraction.grammar.groups import NounGroup
from conflictdesk.extraction.grammar.ties import Link

UNNAMED = frozenset({"bare", "noun"})
SHARES = frozenset({"share", "territory", "country", "ratio"})
BUILDING = "building"


def counted_shares(groups: list[Counted], clauses: Clauses) -> list[Counted]:
    """The counted groups of a sentence without the wholes, each share with the class of its whole."""
    if len(groups) < 2:
        return groups
    by_noun = {noun.order: group for group in groups if (noun := _noun(clauses, group)) is not None}
    whole_of = {}
    for group in groups:
        share = _share_of(clauses, group, by_noun)
        if share is not None and share is not group:
            whole_of[share.first] = group
    wholes = {group.first for group in whole_of.values()}
    found = []
    for group in groups:
        if group.first in wholes:
            continue
        counted = _like(group, whole_of[group.first]) if group.first in whole_of else group
        if counted is not None:
            found.append(counted)
    return found


def _noun(clauses: Clauses, group: Counted) -> NounGroup | None:
    """The noun group of a number, or None."""
    found = clauses.groups.group_of(group.mention.core_first)
    return found if isinstance(found, NounGroup) else None


def _share_of(clauses: Clauses, group: Counted, by_noun: dict[int, Counted]) -> Counted | None:
    """The number of which a group behind "of" is the whole, or None."""
    noun = _noun(clauses, group)
    tie = clauses.ties.get(noun.order) if noun is not None else None
    # "18 of the 31 dead": the whole is itself a toll.
    if tie is None or tie.link is not Link.OF or group.kind != "number" or not _is_plain(group):
        return None
    share = by_noun.get(tie.host.order)
    if share is None or noun is None:
        return None
    return share if share.last > noun.first or share.cls in UNNAMED or share.cls in SHARES else None


def _is_plain(group: Counted) -> bool:
    """Whether a number only counts things, and is no toll itself."""
    return group.cls != "bare" and not group.inner


def _like(share: Counted, whole: Counted) -> Counted | None:
    """The share with the class of its whole; None for a share in percent of what is counted by heads."""
    if share.mention.unit != "percent" and share.cls not in SHARES:
        return share._replace(
            last=share.mention.last,
            head=-1,
            cls=whole.cls,
            unit=whole.unit,
            population=whole.population,
            group=whole.group,
        )
    if whole.cls == BUILDING and share.mention.unit == "percent":
        return share._replace(cls=BUILDING, unit="percent")
    return None
