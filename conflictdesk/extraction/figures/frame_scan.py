"""How a measure's words reach the number that they speak of.

`Scanner` looks left for a subject and right for an object in one sentence, at most REACH tokens far and
never past another clause's verb. Coordinated groups come along.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from conflictdesk.extraction.figures.counted_group import Counted
from conflictdesk.extraction.grammar.groups import Groups, NounGroup
from conflictdesk.extraction.grammar.pos_tags import (
    NAMES,
    PARTICIPLES,
    PASSIVES,
    PREDICATE_STARTS,
    PREDICATES,
    PREPOSITIONS,
    VERBS,
    Pos,
)
from conflictdesk.extraction.text.lexicon import Tag
from conflictdesk.extraction.text.tokens import Sentence, Text
from conflictdesk.vocabulary.entries import MeasureEntry

REACH = 40
JOINED = 12
BLOCKED = -1
# What a chain of verbs is made of: "were reportedly forced to flee".
CHAIN = VERBS | {Pos.ADVERB, Pos.NEGATION, Pos.TO}
ADVERBIAL = frozenset({Pos.ADVERB, Pos.NEGATION})
# Where a search to the left for a passive ends: at another clause or a finite verb.
PASSIVE_BORDERS = frozenset(
    {Pos.SUBORDINATOR, Pos.PUNCTUATION, Pos.PRESENT_VERB, Pos.PAST_VERB, Pos.RELATIVE}
)
BEHIND_BE = PASSIVES | {Pos.ADVERB}
PERFECT_STARTS = frozenset({Pos.HAVE, Pos.MODAL, Pos.TO, Pos.DO})
# What a search to the right steps over, and what lists.
HEAVY = NAMES | frozenset({Pos.ADJECTIVE, Pos.POSSESSIVE, Pos.TIME, Pos.NUMBER, Pos.OF, Pos.PRONOUN})
WEIGHTLESS = frozenset({Pos.ADVERB, Pos.DETERMINER, Pos.QUOTE, Pos.PUNCTUATION})
LISTING = frozenset({Pos.COORDINATOR, Pos.COMMA})
RELATIVE_BORDERS = frozenset({Pos.COMMA, Pos.PUNCTUATION, Pos.SUBORDINATOR, Pos.RELATIVE})
FINITE = PREDICATES | {Pos.HAVE}
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
Fits = Callable[[Counted], bool]


class Reached(NamedTuple):
    """A group, how straight the way to it was (1.0 right beside the words), and whether it is a part."""

    group: Counted
    straight: float
    part: bool = False


class Scanner:
    """The ways from words to groups in one sentence."""

    def __init__(self, text: Text, sentence: Sentence, parse: Groups, groups: list[Counted]) -> None:
        self.text, self.sentence, self.parse = text, sentence, parse
        self.lists = text.language.figures
        self.groups = groups
        self.starting = {group.first: group for group in groups}
        self.ending = {group.last: group for group in groups}

    def pos(self, token: int) -> Pos:
        """The part of speech of a token."""
        return self.parse.pos(token)

    # -- voice

    def chain_start(self, first: int) -> int:
        """The token at which a verb group begins: "were" in "were reportedly forced to flee"."""
        at, floor = first, max(self.sentence.first, first - 14)
        while at > floor and at not in self.ending:
            if self.pos(at - 1) in CHAIN:
                at -= 1
            elif self._paired(at):
                at -= 2
            else:
                break
        return at

    def _paired(self, at: int) -> bool:
        """Whether two participles share an auxiliary: "were kidnapped and killed"."""
        return (
            self.pos(at - 1) is Pos.COORDINATOR
            and self.pos(at - 2) in PASSIVES
            and at - 2 > self.sentence.first
        )

    def passive(self, tag: Tag[MeasureEntry]) -> bool:
        """Whether a tag is a participle behind a form of "be"."""
        at = tag.first - 2 if self._paired(tag.first) else tag.first
        while at > self.sentence.first and self.pos(at - 1) in ADVERBIAL:
            at -= 1
        return "participle" in tag.form and self.pos(at - 1) is Pos.BE

    def passive_before(self, first: int) -> int:
        """The token at which the passive begins that a later participle shares.

        "And shot dead" shares that of "were taken off the bus and shot dead". Without one it is the
        sentence's first token.
        """
        for at in range(first - 2, max(self.sentence.first, first - 12), -1):
            if self.pos(at) in PASSIVE_BORDERS:
                break
            if self.pos(at) is Pos.BE and self.pos(at + 1) in BEHIND_BE:
                return self.chain_start(at)
        return self.sentence.first

    def perfect(self, tag: Tag[MeasureEntry]) -> bool:
        """Whether a tag stands behind "have", "do", "to" or a modal verb."""
        at = tag.first
        while at > self.sentence.first and self.pos(at - 1) in ADVERBIAL:
            at -= 1
        return self.pos(at - 1) in PERFECT_STARTS

    # -- to the right

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

    # -- to the left

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

    def parted(self, group: Counted) -> bool:
        """Whether a group is a part: "including 12 children", "among them 12", "12 of whom"."""
        lowers, first, last = self.text.lowers, group.first, group.last
        before, after = lowers[max(0, first - 2) : first], lowers[last : last + 2]
        return (
            before[-1:] in self.lists.including_
            or before in self.lists.parted_before
            or after in self.lists.parted_after
        )

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
        before = self.pos(group.first - 1)
        word = self.text.lowers[group.first - 1] if before is not Pos.OUTSIDE else ""
        if word in self.lists.part_or_than:
            return beside
        return beside or before not in PREPOSITIONS

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
