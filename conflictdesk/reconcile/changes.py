"""Changes: what a new extraction of an article means for the claims that it already has. Pure.

A claim is *kept* (same words, perhaps moved), *changed* (same place, different value) or *vanished*. A
quote is matched only on equal text, value, details and context; otherwise the claim is flagged, never
guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from conflictdesk.reconcile.proposals import Details, Mention, Proposal, Value, folded

CONTEXT_WORDS = 4


@dataclass(frozen=True, slots=True)
class Known:
    """A recorded claim with what the decision needs: its identity, value, details and first mention;
    whether it was in the last text, and whether a person has ruled on it.
    """

    id: int
    kind: str
    topic: str
    fingerprint: str
    value: Value
    details: Details
    mention: Mention
    present: bool = True
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """The result of a comparison. Pairs are (id of the recorded claim, proposal)."""

    new: tuple[Proposal, ...] = ()
    kept: tuple[tuple[int, Proposal], ...] = ()
    changed: tuple[tuple[int, Proposal], ...] = ()
    vanished: tuple[int, ...] = ()


Keys = tuple[Hashable, ...]


class Match(NamedTuple):
    """A rule by which a recorded claim and a proposal are the same: they share one of their `keys`, and
    `fits` holds.
    """

    keys: Callable[[Known | Proposal, Mention], Keys]
    fits: Callable[[Known, Proposal], bool] = lambda one, proposal: True


def changes(known: Iterable[Known], proposed: Sequence[Proposal], *, same_text: bool = False) -> Changes:
    """Returns which proposals are new, and which recorded claims are kept, changed or vanished. With
    `same_text` only the extractor is newer: then claims that people ruled on stay, proposed again or
    not. Takes linear time.
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
    """Returns the matching pairs in text order, and removes them from both lists. A proposal that
    matches several claims is not paired.
    """
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
    """Returns the recorded claims by each of their keys."""
    places: Places = {}
    for one in known:
        for key in match.keys(one, one.mention):
            places.setdefault(key, {})[one.id] = one
    return places


def _only_match(places: Places, proposal: Proposal, match: Match) -> Known | None:
    """Returns the one claim that matches; None if none or several do."""
    found: dict[int, Known] = {}
    for key in match.keys(proposal, proposal.first):
        fitting = (one for one in places.get(key, {}).values() if match.fits(one, proposal))
        found |= {one.id: one for one in islice(fitting, 2)}
    return next(iter(found.values())) if len(found) == 1 else None


def _fingerprint(one: Known | Proposal, mention: Mention) -> Keys:
    return (one.fingerprint,)


def _words_and_context(one: Known | Proposal, mention: Mention) -> Keys:
    """Returns keys of quote, value, details, and the words before or after it: one equal side is enough."""
    words = (one.kind, one.topic, folded(mention.quote), one.value, one.details)
    before, after = words_near(mention.before, -1), words_near(mention.after, 1)
    return tuple((*words, side, context) for side, context in ((-1, before), (1, after)) if context)


def _context(one: Known | Proposal, mention: Mention) -> Keys:
    """Returns the key of the words on both sides of the quote."""
    return ((one.kind, one.topic, words_near(mention.before, -1), words_near(mention.after, 1)),)


def _has_other_value(one: Known, proposal: Proposal) -> bool:
    """Whether the claim was present, and the proposal has another value or other details."""
    return one.present and (one.value, one.details) != (proposal.value, proposal.details)


SAME = Match(_fingerprint)
ANCHORED = Match(_words_and_context)
REWRITTEN = Match(_context, _has_other_value)


def words_near(words: str, side: int) -> str:
    """Returns the words next to the quote: the last ones of the text before it (side -1), or the first
    ones after (side 1).
    """
    around = words.split()
    return " ".join(around[-CONTEXT_WORDS:] if side < 0 else around[:CONTEXT_WORDS])
