"""The statements of a text: which tokens each covers, and who makes it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from conflictdesk.contract.terms import ROLES
from conflictdesk.contract.types import Attribution


class AttributionMention(NamedTuple):
    """A statement: its tokens `[first, last)`, the token at which its source begins, the source."""

    first: int
    last: int
    token: int
    attribution: Attribution


def of_token(mentions: Sequence[AttributionMention], token: int) -> AttributionMention | None:
    """The statement that covers a token, None when none does.

    Of several, it is the first whose source is not an outlet, else the first.
    """
    begin = bisect_left(mentions, token + 1, key=lambda mention: mention.first)
    covering: list[AttributionMention] = []
    while begin and mentions[begin - 1].last > token:
        begin -= 1
        covering.insert(0, mentions[begin])
    return min(covering, key=_relays, default=None)


def _relays(mention: AttributionMention) -> bool:
    """Whether the source of a statement is an outlet, which relays what others say."""
    actor = mention.attribution.actor
    return actor is not None and is_outlet(actor.role)


def is_outlet(role: str | None) -> bool:
    """Whether the contract has the role as one that relays; False for None."""
    return role is not None and role in ROLES and ROLES[role].outlet
