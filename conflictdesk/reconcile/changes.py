"""Changes: what a new extraction of an article means for the claims it already has. Pure.

A claim is *kept* (same words, perhaps moved), *changed* (same place, different value) or *vanished*.
A quote is anchored again only on exact text, equal value and details, and context; otherwise it is flagged,
never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from conflictdesk.reconcile.proposals import Mention, Proposal, folded

CONTEXT_WORDS = 4


@dataclass(frozen=True, slots=True)
class Known:
    """A recorded claim as the decision needs it: its identity, value, details and first mention; whether it
    is in the text as it stood until now, and whether a person has ruled on it.
    """

    id: int
    kind: str
    topic: str
    fingerprint: str
    value: tuple[Any, ...]
    details: tuple[Any, ...]
    mention: Mention
    present: bool = True
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """Pairs are (id of the recorded claim, proposal)."""

    new: tuple[Proposal, ...] = ()
    kept: tuple[tuple[int, Proposal], ...] = ()
    changed: tuple[tuple[int, Proposal], ...] = ()
    vanished: tuple[int, ...] = ()


Match = Callable[[Known, Proposal], bool]


def changes(known: Iterable[Known], proposed: Sequence[Proposal], *, same_text: bool = False) -> Changes:
    """`same_text`: only the extractor is newer; then what people ruled on stays, proposed again or not."""
    open_known, open_proposed = list(known), list(proposed)
    kept = [pair for match in (_same, _anchored) for pair in _pair(open_known, open_proposed, match)]
    changed = [] if same_text else _pair(open_known, open_proposed, _rewritten)
    return Changes(
        new=tuple(open_proposed),
        kept=tuple((one.id, proposal) for one, proposal in kept),
        changed=tuple((one.id, proposal) for one, proposal in changed),
        vanished=tuple(one.id for one in open_known if one.present and not (same_text and one.ruled)),
    )


def _pair(known: list[Known], proposed: list[Proposal], match: Match) -> list[tuple[Known, Proposal]]:
    """Pairs off, in text order; what is paired leaves both lists. A proposal takes only an only match."""
    pairs = []
    for proposal in list(proposed):
        candidates = [one for one in known if match(one, proposal)]
        if len(candidates) == 1:
            pairs.append((candidates[0], proposal))
            known.remove(candidates[0])
            proposed.remove(proposal)
    return pairs


def _same(one: Known, proposal: Proposal) -> bool:
    return one.fingerprint == proposal.fingerprint


def _anchored(one: Known, proposal: Proposal) -> bool:
    """The same words, value and details, and the words around them the same on one side or the other."""
    return (
        _alike(one, proposal)
        and folded(one.mention.quote) == folded(proposal.first.quote)
        and (one.value, one.details) == (proposal.value, proposal.details)
        and (
            near(one.mention.before, -1) == near(proposal.first.before, -1) != ""
            or near(one.mention.after, 1) == near(proposal.first.after, 1) != ""
        )
    )


def _rewritten(one: Known, proposal: Proposal) -> bool:
    """The same sentence around another value, or about something else."""
    return (
        one.present
        and _alike(one, proposal)
        and (one.value, one.details) != (proposal.value, proposal.details)
        and near(one.mention.before, -1) == near(proposal.first.before, -1)
        and near(one.mention.after, 1) == near(proposal.first.after, 1)
    )


def _alike(one: Known, proposal: Proposal) -> bool:
    return (one.kind, one.topic) == (proposal.kind, proposal.topic)


def near(words: str, side: int) -> str:
    """The few words next to the quote: the last ones of what stands before, the first ones after."""
    around = words.split()
    return " ".join(around[-CONTEXT_WORDS:] if side < 0 else around[:CONTEXT_WORDS])
