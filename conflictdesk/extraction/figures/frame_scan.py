"""How a measure's words reach the number that they speak of.

`Scanner` looks left for a subject and right for an object in one sentence, at most REACH tokens far and
never past another clause's verb. Coordinated groups come along.
"""

from __future__ import annotations

from conflictdesk.extraction.figures.counted_group import Counted
from conflictdesk.extraction.figures.right_scan import JOINED, LISTING, REACH, Fits, Reached, RightScan
from conflictdesk.extraction.grammar.groups import NounGroup
from conflictdesk.extraction.grammar.pos_tags import (
    NAMES,
    PARTICIPLES,
    PREPOSITIONS,
    VERBS,
    Pos,
)

BLOCKED = -1
RIVALS = NAMES | {Pos.PRONOUN}
COORDINATING = LISTING | {Pos.RELATIVE}
CLAIMING = frozenset({Pos.OF, Pos.PREPOSITION, Pos.BY})
# What stands before a noun group that is no rival subject.
BEFORE_OTHERS = COORDINATING | {
    Pos.OF,
    Pos.PREPOSITION,
    Pos.POSSESSIVE,
    Pos.ING_VERB,
    Pos.PAST_OR_PARTICIPLE,
    Pos.BASE_VERB,
    Pos.ADVERB,
}


class Scanner(RightScan):
    """The ways from words to groups in one sentence: `right` to an object, `left` to a subject."""

    def left(self, start: int, fits: Fits, reduced: bool = False) -> list[Reached]:
        """The subject of a verb group that begins at `start`, with what is coordinated with it.

        An empty list when no group is. Groups of an aside between them come behind.
        """
        opened = self._aside(start)
        if opened is None:
            return self._walk(start, fits)
        found = self._walk(opened, fits)
        if self.pos(opened + 1) is Pos.RELATIVE:
            return found
        if not found:
            return self._walk(start, fits)
        inside = [one for one in self.groups if opened < one.first and one.last < start and fits(one)]
        comma = self.text.lowers[opened] == ","
        return [*found, *(Reached(one, 0.85, comma and self.parted(one)) for one in inside)]

    def _aside(self, start: int) -> int | None:
        """The token that opens the aside right before a verb, None without one.

        "12 people, four of them children, were killed" has one.
        """
        if start <= self.sentence.first or self.text.lowers[start - 1] not in (",", ")"):
            return None
        opening = "(" if self.text.lowers[start - 1] == ")" else ","
        for at in range(start - 2, max(self.sentence.first, start - 18), -1):
            if self.text.lowers[at] == opening:
                return at
        return None

    def _walk(self, start: int, fits: Fits) -> list[Reached]:
        """The nearest group to the left that may be a subject, with those coordinated with it."""
        at, floor = start, max(self.sentence.first, start - REACH)
        pending = commas = 0
        while at > floor and commas < 5:
            group = self.ending.get(at)
            if group is None:
                commas += self.pos(at - 1) is Pos.COMMA
                at, pending = self._past(at, floor, pending)
            elif self._takes(group, at == start, fits) and (not pending or self._reduced(group, pending)):
                straight = 1.0 if at == start else 0.9
                return self._joined_left(group, straight * 0.8 if pending else straight, fits)
            else:
                at = self._past_group(group)
        return []

    def _past(self, at: int, floor: int, pending: int) -> tuple[int, int]:
        """The token one step to the left, and how many verbs wait for their relative.

        The token is BLOCKED at another clause.
        """
        pos, lower = self.pos(at - 1), self.text.lowers[at - 1]
        if lower == ")":
            return self._opening(at - 1, floor), pending
        if pos is Pos.SUBORDINATOR or lower in self.lists.statement_borders:
            return BLOCKED, pending
        if pos is Pos.RELATIVE:
            return at - 1, 0
        if pos in VERBS:
            return at - 1, pending + 1
        if pos in RIVALS:
            step = self._over(at)
            return (BLOCKED if step == at else step), pending
        return at - 1, pending

    def _past_group(self, group: Counted) -> int:
        """The token before a group that is no subject, and before its preposition.

        It is BLOCKED when the group may be the subject of another verb.
        """
        at = group.first
        if self.pos(at - 1) in PREPOSITIONS:
            return at - 1
        return at if self._coordinate(at) else BLOCKED

    def _opening(self, closing: int, floor: int) -> int:
        """The token of the parenthesis that opens what closes at `closing`, else `closing` itself."""
        for at in range(closing - 1, floor, -1):
            if self.text.lowers[at] == "(":
                return at
        return closing

    def _takes(self, group: Counted, beside: bool, fits: Fits) -> bool:
        """Whether a group may be the subject; `beside` says that it ends right before the verb."""
        if not fits(group):
            return False
        return beside or self.pos(group.first - 1) not in PREPOSITIONS

    def _reduced(self, group: Counted, pending: int) -> bool:
        """Whether a participle stands right behind a group, and one or two verbs wait.

        "12 people travelling to the town were killed" is such.
        """
        return pending <= 2 and self.pos(group.last) in PARTICIPLES

    def _coordinate(self, at: int) -> bool:
        """Whether a comma, a conjunction or the sentence's beginning stands before a token."""
        return self.pos(at - 1) in COORDINATING or at == self.sentence.first

    def _over(self, at: int) -> int:
        """The token before a noun group without a number; the same token at a rival subject."""
        found = self.parse.group_of(at - 1)
        if not isinstance(found, NounGroup) or found.first >= at:
            return at - 1
        if found.pronoun and self.text.lowers[at - 1] in self.lists.subjects:
            return at
        first = max(found.first, self._numbered(found.first, at))
        if first > found.first:
            return first
        if found.preposition >= 0:
            return found.preposition
        if found.time or self.pos(found.first - 1) in BEFORE_OTHERS:
            return found.first
        return at

    def _numbered(self, first: int, last: int) -> int:
        """The end of the last counted group inside a noun group, else the noun group's first token."""
        return max((end for end in self.ending if first < end <= last), default=first)

    def _joined_left(self, group: Counted, straight: float, fits: Fits) -> list[Reached]:
        """A group and those that are coordinated with it to the left."""
        found = [Reached(group, straight, self._is_part(group))]
        while len(found) < JOINED:
            previous = self._previous(found[-1].group)
            if previous is None or not fits(previous) or self._owned(previous):
                break
            found.append(Reached(previous, straight * 0.95, self._is_part(previous)))
        return found

    def _owned(self, group: Counted) -> bool:
        """Whether a preposition claims a group: "of the 40 passengers, 12"."""
        at = group.first - (self.pos(group.first - 1) is Pos.DETERMINER)
        return at > self.sentence.first and self.pos(at - 1) in CLAIMING and not self._is_part(group)

    def _is_part(self, group: Counted) -> bool:
        """Whether a word that opens a part stands before a group."""
        return self.text.lowers[max(0, group.first - 1)] in self.lists.part_openers

    def _previous(self, group: Counted) -> Counted | None:
        """The group that is coordinated with a group to its left, None without one."""
        at, floor = group.first, max(self.sentence.first, group.first - 5)
        while at > floor:
            lower = self.text.lowers[at - 1]
            if at in self.ending and at != group.first:
                return self.ending[at]
            if lower not in self.lists.between_groups and lower not in self.lists.including:
                return None
            at -= 1
        return self.ending.get(at) if at != group.first else None
