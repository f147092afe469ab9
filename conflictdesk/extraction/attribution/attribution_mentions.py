"""The statements of a text: which tokens each covers, and who makes it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from conflictdesk.contract.terms import ROLES
from conflictdesk.contract.types import Attribution

# A token is looked for in as many statements that begin before it.
NEAR = 24


class AttributionMention(NamedTuple):
    """A statement: its tokens `[first, last)`, the token at which its source begins, the source."""

    first: int
    last: int
    token: int
    attribution: Attribution


def of_token(mentions: Sequence[AttributionMention], token: int) -> AttributionMention | None:
    """The statement that covers a token, None when none does.

    Of several, those whose source is not an outlet come first, then the one that covers least.
    """
    until = bisect_left(mentions, token + 1, key=lambda mention: mention.first)
    covering = [mention for mention in mentions[max(0, until - NEAR) : until] if mention.last > token]
    return min(covering, key=lambda one: (_relays(one), one.last - one.first), default=None)


def _relays(mention: AttributionMention) -> bool:
    """Whether the source of a statement is an outlet, which relays what others say."""
    actor = mention.attribution.actor
    return actor is not None and is_outlet(actor.role)


def is_outlet(role: str | None) -> bool:
    """Whether the contract has the role as one that relays; False for None."""
    return role is not None and role in ROLES and ROLES[role].outlet
