"""Changes: what a new extraction of an article means for the claims it already has. Pure.

A claim is *kept* (same words, perhaps moved), *changed* (same place, different value) or *vanished*.
A quote is anchored again only on exact text, equal value and details, and context; otherwise it is flagged,
never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

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


Keys = tuple[Hashable, ...]


class Match(NamedTuple):
    """When a recorded claim and a proposal are the same: they share one of their `keys`, and `fits` holds."""

    keys: Callable[[Known | Proposal, Mention], Keys]
    fits: Callable[[Known, Proposal], bool] = lambda one, proposal: True


def changes(known: Iterable[Known], proposed: Sequence[Proposal], *, same_text: bool = False) -> Changes:
    """`same_text`: only the extractor is newer; then what people ruled on stays, proposed again or not.
    Time grows with the number of claims and no faster.
    """
    open_known, open_proposed = list(known), list(proposed)
    kept = [pair for match in (SAME, ANCHORED) for pair in _pair(open_known, open_proposed, match)]
    changed = [] if same_text else _pair(open_known, open_proposed, REWRITTEN)
    return Changes(
        new=tuple(open_proposed),
        kept=tuple((one.id, proposal) for one, proposal in kept),
        changed=tuple((one.id, proposal) for one, proposal in changed),
        vanished=tuple(one.id for one in open_known if one.present and not (same_text and one.ruled)),
    )


def _pair(known: list[Known], proposed: list[Proposal], match: Match) -> list[tuple[Known, Proposal]]:
    """Pairs off, in text order; what is paired leaves both lists. A proposal takes only an only match."""
    places = _places(known, match)
    pairs, left = [], []
    for proposal in proposed:
        one = _only_match(places, proposal, match)
        if one is None:
            left.append(proposal)
            continue
        pairs.append((one, proposal))
        for key in match.keys(one, one.mention):
            places[key].pop(one.id, None)
    paired = {one.id for one, _ in pairs}
    known[:], proposed[:] = [one for one in known if one.id not in paired], left
    return pairs


Places = dict[Hashable, dict[int, Known]]


def _places(known: Iterable[Known], match: Match) -> Places:
    """The recorded claims by each of their keys."""
    places: Places = {}
    for one in known:
        for key in match.keys(one, one.mention):
            places.setdefault(key, {})[one.id] = one
    return places


def _only_match(places: Places, proposal: Proposal, match: Match) -> Known | None:
    """The claim that matches; None where none does, or several do."""
    found: dict[int, Known] = {}
    for key in match.keys(proposal, proposal.first):
        fitting = (one for one in places.get(key, {}).values() if match.fits(one, proposal))
        found |= {one.id: one for one in islice(fitting, 2)}
    return next(iter(found.values())) if len(found) == 1 else None


def _fingerprint(one: Known | Proposal, mention: Mention) -> Keys:
    return (one.fingerprint,)


def _words_and_context(one: Known | Proposal, mention: Mention) -> Keys:
    """The same words, value and details, and the words around them the same on one side or the other."""
    words = (one.kind, one.topic, folded(mention.quote), one.value, one.details)
    before, after = near(mention.before, -1), near(mention.after, 1)
    return tuple((*words, side, context) for side, context in ((-1, before), (1, after)) if context)


def _context(one: Known | Proposal, mention: Mention) -> Keys:
    """The same sentence around the words."""
    return ((one.kind, one.topic, near(mention.before, -1), near(mention.after, 1)),)


def _says_otherwise(one: Known, proposal: Proposal) -> bool:
    """Another value, or about something else."""
    return one.present and (one.value, one.details) != (proposal.value, proposal.details)


SAME = Match(_fingerprint)
ANCHORED = Match(_words_and_context)
REWRITTEN = Match(_context, _says_otherwise)


def near(words: str, side: int) -> str:
    """The few words next to the quote: the last ones of what stands before, the first ones after."""
    around = words.split()
    return " ".join(around[-CONTEXT_WORDS:] if side < 0 else around[:CONTEXT_WORDS])
