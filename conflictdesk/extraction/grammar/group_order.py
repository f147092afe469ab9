"""The groups of a parsed sentence in text order: which stands where, and what stands between them.

Promise: no lookup goes further than `REACH` groups, which keeps a sentence of a million words linear.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from conflictdesk.extraction.grammar.chunks import Group, NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import JOINTS, PARTICIPLES, Pos
from conflictdesk.extraction.grammar.word_classes import WordClasses

REACH = 24
# Behind one of these a group does not follow the group before it.
FOLLOWER_BORDERS = frozenset({Pos.PUNCTUATION, Pos.SUBORDINATOR, Pos.QUOTE})
# What joins the groups of an "of" chain or a coordination.
CHAIN_LINKS = JOINTS | {(Pos.OF,)}


@dataclass(frozen=True)
class GroupOrder:
    """The groups of one sentence. `items` are the groups in text order; `pos_tags[i]` is the part of
    speech of token `first + i`; `at[i]` is the order of the group that holds it, or -1."""

    first: int
    pos_tags: tuple[Pos, ...]
    lowers: Sequence[str]
    items: tuple[Group, ...]
    classes: WordClasses
    at: Sequence[int] = ()
    asides: Mapping[int, int] = field(default_factory=dict)

    def group_of(self, token: int) -> Group | None:
        """The group that holds a token; None where no group does."""
        at = token - self.first
        found = self.at[at] if 0 <= at < len(self.at) else -1
        return None if found < 0 else self.items[found]

    def pos(self, token: int) -> Pos:
        """The part of speech of a token; OUTSIDE for a token that is not in the sentence."""
        at = token - self.first
        return self.pos_tags[at] if 0 <= at < len(self.pos_tags) else Pos.OUTSIDE

    def before_aside(self, token: int) -> int:
        """The first token of the aside that ends right before a token; the same token without one."""
        return self.asides.get(token, token)

    def pos_of(self, first: int, last: int) -> tuple[Pos, ...]:
        """The parts of speech of the tokens [first, last)."""
        return self.pos_tags[max(0, first - self.first) : max(0, last - self.first)]

    def between(self, left: Group, right: Group) -> tuple[Pos, ...]:
        """The parts of speech between two groups."""
        return self.pos_tags[left.last - self.first : right.first - self.first]

    def coordinates(self, left: Group, right: Group) -> bool:
        """Whether only "and" or "or" stands between two groups."""
        return self.between(left, right) == (Pos.COORDINATOR,)

    def behind(self, group: Group, prepositions: frozenset[str]) -> tuple[NounGroup, ...]:
        """The first noun groups behind one of the prepositions, before the next verb, or ()."""
        for item in self.followers(group):
            if self.preposition(item) in prepositions and not item.time:
                return self.coordination(item)
        return ()

    def preposition(self, group: NounGroup) -> str:
        """The preposition before a noun group, in lower case; "" where it has none."""
        return self.lowers[group.preposition] if group.preposition >= 0 else ""

    def followers(self, group: Group) -> Iterator[NounGroup]:
        """The noun groups behind a group, in order, up to the next verb or the clause's end."""
        left: Group = group
        for item in self.rightward(group.order):
            gap = self.between(left, item)
            if gap[:1] == (Pos.QUOTE,) and (isinstance(left, VerbGroup) or _is_behind(item, left.last + 1)):
                gap = gap[1:]  # "were \"executed\" by the militia", "a \"revenge raid\" on the camp"
            if isinstance(item, VerbGroup) or not FOLLOWER_BORDERS.isdisjoint(gap):
                return
            yield item
            left = item

    def chain(self, group: NounGroup) -> tuple[NounGroup, ...]:
        """A noun group and the groups attached to it by "of": "members of the forces"."""
        found = [group]
        for item in self.rightward(group.order):
            if isinstance(item, VerbGroup) or self.between(found[-1], item) != (Pos.OF,):
                break
            found.append(item)
        return tuple(found)

    def verb_before(self, order: int) -> VerbGroup | None:
        """The nearest verb group to the left of the group with this order, or None."""
        for item in self.leftward(order):
            if isinstance(item, VerbGroup):
                return item
        return None

    def verb_after(self, order: int) -> VerbGroup | None:
        """The nearest verb group to the right of the group with this order, or None."""
        for item in self.rightward(order):
            if isinstance(item, VerbGroup):
                return item
        return None

    def leftward(self, order: int) -> Sequence[Group]:
        """The groups to the left of the group with this order, the nearest first, as far as `REACH`."""
        return self.items[order - REACH if order > REACH else 0 : order][::-1]

    def rightward(self, order: int) -> Sequence[Group]:
        """The groups to the right of the group with this order, the nearest first, as far as `REACH`."""
        return self.items[order + 1 : order + 1 + REACH]

    def edge(self, noun: NounGroup) -> NounGroup:
        """The first noun group of the "of" chain or coordination that ends in this one: its left edge."""
        left = noun
        for item in self.leftward(noun.order):
            if not isinstance(item, NounGroup) or self.between(item, left) not in CHAIN_LINKS:
                break
            left = item
        return left

    def coordination(self, noun: NounGroup) -> tuple[NounGroup, ...]:
        """A noun group and those coordinated with it to the right; a last one that is the
        next verb's subject is left out."""
        found, complete = [noun], 1
        for item in self.rightward(noun.order):
            gap = self.between(found[-1], item)
            if not isinstance(item, NounGroup) or item.time or gap not in JOINTS:
                break
            found.append(item)
            complete = len(found) if gap != (Pos.COMMA,) else complete
        found = found[:complete]
        nxt = self.items[found[-1].order + 1] if found[-1].order + 1 < len(self.items) else None
        if isinstance(nxt, VerbGroup) and complete > 1 and nxt.form not in PARTICIPLES:
            return tuple(found) if self.between(found[-1], nxt) else tuple(found[:-1])
        return tuple(found)


def _is_behind(group: Group, preposition: int) -> bool:
    """Whether it is a noun group behind the preposition at this token."""
    return isinstance(group, NounGroup) and group.preposition == preposition
