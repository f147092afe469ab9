"""What a measure's words reach to their right: an object, and what is coordinated with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from conflictdesk.extraction.figures.counted_group import Counted
from conflictdesk.extraction.figures.verb_scan import ADVERBIAL, BEHIND_BE, VerbScan
from conflictdesk.extraction.grammar.groups import NounGroup
from conflictdesk.extraction.grammar.pos_tags import (
    NAMES,
    PREDICATE_STARTS,
    PREDICATES,
    Pos,
)

REACH = 40
JOINED = 12
# What a search to the right steps over, and what lists.
HEAVY = NAMES | frozenset({Pos.ADJECTIVE, Pos.POSSESSIVE, Pos.TIME, Pos.NUMBER, Pos.OF, Pos.PRONOUN})
WEIGHTLESS = frozenset({Pos.ADVERB, Pos.DETERMINER, Pos.QUOTE, Pos.PUNCTUATION})
LISTING = frozenset({Pos.COORDINATOR, Pos.COMMA})
RELATIVE_BORDERS = frozenset({Pos.COMMA, Pos.PUNCTUATION, Pos.SUBORDINATOR, Pos.RELATIVE})
FINITE = PREDICATES | {Pos.HAVE}
# Whether the words count a group.
Fits = Callable[[Counted], bool]


class Reached(NamedTuple):
    """A group, how straight the way to it was (1.0 right beside the words), and whether it is a part."""

    group: Counted
    straight: float
    part: bool = False


class RightScan(VerbScan):
    """The ways from words to groups on their right, in one sentence."""

    def right(self, last: int, fits: Fits, through_of: bool = False) -> list[Reached]:
        """The group right behind a token, or coordinated with the noun there, with those it lists.

        An empty list when there is none. With `through_of` an "of" may stand between.
        """
        straight = 1.0
        at, end = last, min(self.sentence.last, last + REACH // 2)
        while at < end:
            group = self.starting.get(at)
            if group is not None:
                if fits(group):
                    found = self.listed_from(group, straight, fits)
                    listed = straight == 1.0 or len(found) > 1 or self.pos(at - 1) is Pos.COORDINATOR
                    return found if listed else []
                if straight == 1.0 and not group.people:
                    return []
                at, straight = group.last, 0.6
                continue
            pos = self.pos(at)
            if self._light(at, pos, through_of):
                at += 1
            elif pos in HEAVY or (pos in LISTING and at > last):
                straight = min(straight, 0.75)
                at += 1
            else:
                break
            if straight < 1.0 and at in self.starting and self.pos(at - 1) not in LISTING:
                return []
        return []

    def _light(self, at: int, pos: Pos, through_of: bool) -> bool:
        """Whether a token may stand between a verb and its number without weight."""
        if pos is Pos.OF:
            return through_of
        return pos in WEIGHTLESS and self.text.lowers[at] not in ("(", ")", ";", ":")

    def listed_from(self, group: Counted, straight: float, fits: Fits) -> list[Reached]:
        """A group and those listed behind it: "12 soldiers, three policemen and a child".

        What stands behind "including" is a part.
        """
        found = [Reached(group, straight)]
        while len(found) < JOINED:
            nxt, part = self._next(found[-1].group)
            if nxt is None or not fits(nxt) or self._relates(nxt):
                break
            found.append(Reached(nxt, straight * 0.95, part or found[-1].part or self.parted(nxt)))
        return found

    def _relates(self, group: Counted) -> bool:
        """Whether a relative clause says what became of a group: "14 people, two of whom later died"."""
        lowers, at = self.text.lowers, group.last
        if lowers[at : at + 2] in self.lists.of_whom:
            at += 2
        elif lowers[at - 2 : at] not in self.lists.of_whom:
            return False
        while self.pos(at) in ADVERBIAL:
            at += 1
        finite = self.pos(at) in FINITE
        return finite or (self.pos(at) is Pos.BE and self.pos(at + 1) in BEHIND_BE)

    def _next(self, group: Counted) -> tuple[Counted | None, bool]:
        """The group that is listed next and whether it is a part; None without one."""
        beside = self._next_beside(group)
        return beside if beside[0] is not None else (self._behind_relative(group), False)

    def _behind_relative(self, group: Counted) -> Counted | None:
        """The group behind a relative clause, None without one.

        "Seven fighters who back the government and five policemen" has one.
        """
        if self.pos(group.last) is not Pos.RELATIVE or self.pos(group.last - 1) is Pos.COMMA:
            return None
        for at in range(group.last + 1, min(self.sentence.last, group.last + 14)):
            if self.pos(at) in RELATIVE_BORDERS:
                return None
            nxt = self.starting.get(at + 1)
            if self.pos(at) is Pos.COORDINATOR and nxt is not None and nxt.people:
                more = self.text.lowers[nxt.last - 1] in self.lists.more_people
                return nxt if nxt.cls != "bare" or more else None
        return None

    def _next_beside(self, group: Counted) -> tuple[Counted | None, bool]:
        """The group that is listed right behind and whether it is a part; None without one."""
        at = self._over_chain(group.last)
        end = min(self.sentence.last, at + 6)
        part = False
        while at < end and at not in self.starting:
            lower = self.text.lowers[at]
            if lower in self.lists.part_words:
                part = True
            elif lower not in self.lists.between_groups:
                return None, False
            at += 1
        nxt = self.starting.get(at)
        if nxt is None or at == group.last or (self.text.lowers[at - 1] == "," and self._opens_clause(nxt)):
            return None, False
        return nxt, part

    def _over_chain(self, at: int) -> int:
        """The token behind the "of the group" of "a commander of the group and two guards".

        Without such words it is the same token.
        """
        if self.pos(at) is not Pos.OF:
            return at
        found = self.parse.group_of(at + 1)
        if not isinstance(found, NounGroup) or found.time:
            return at
        if not self.starting.keys().isdisjoint(range(at, found.last)):
            return at
        return found.last if self.pos(found.last) in LISTING else at

    def _opens_clause(self, group: Counted) -> bool:
        """Whether a group is the subject of what follows: "killed 18 people, a hospital official said"."""
        return self.pos(group.last) in PREDICATE_STARTS

    def parted(self, group: Counted) -> bool:
        """Whether a group is a part: "including 12 children", "among them 12", "12 of whom"."""
        lowers, first, last = self.text.lowers, group.first, group.last
        before, after = lowers[max(0, first - 2) : first], lowers[last : last + 2]
        return (
            before[-1:] in self.lists.including_
            or before in self.lists.parted_before
            or after in self.lists.parted_after
        )
