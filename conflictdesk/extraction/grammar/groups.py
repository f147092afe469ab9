"""A shallow parse of one sentence: noun groups and verb groups, and who does what to whom.

Promises: linear time, no training data. `subjects`, `objects` and `agents` ("by X") answer with noun groups,
the nearest first, and with () where the sentence is not clear. Frames of figures and events are built on
these; what stands where is asked of `GroupOrder`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from conflictdesk.extraction.grammar.chunks import Group, NounGroup, VerbGroup
from conflictdesk.extraction.grammar.group_order import REACH, GroupOrder
from conflictdesk.extraction.grammar.pos_tags import CLAUSE_BORDERS, JOINTS, PARTICIPLES, Pos

__all__ = ["Group", "Groups", "NounGroup", "VerbGroup"]

# What may stand between a verb and its object.
LIGHT = frozenset({Pos.ADVERB, Pos.NEGATION, Pos.QUOTE, Pos.NUMBER})
# What an apposition does not hold.
CLAUSAL = PARTICIPLES | {Pos.PRESENT_VERB, Pos.PAST_VERB, Pos.SUBORDINATOR, Pos.RELATIVE}
ADVERBS = frozenset({Pos.ADVERB})
BORDERS = CLAUSE_BORDERS | {Pos.COMMA, Pos.COORDINATOR}
# What stands before a verb that shares the subject of the verb before it.
SHARING = frozenset({Pos.COORDINATOR, Pos.ADVERSATIVE})
BEFORE_GERUND = frozenset({Pos.PREPOSITION, Pos.BY})
# What stands before the bare participle of a reduced clause: "a camp run by the army".
BEFORE_REDUCED = frozenset({Pos.COMMA, Pos.NOUN, Pos.PROPER_NAME, Pos.TIME, Pos.OUTSIDE})
# The words before a verb among which the mark of its clause stands, adverbs last.
MARK_REACH = 4


@dataclass(frozen=True)
class Groups(GroupOrder):
    """One parsed sentence. `memo` holds the subjects that were asked for, by their verb's order."""

    memo: dict[int, tuple[NounGroup, ...]] = field(default_factory=dict)

    def subjects(self, verb: VerbGroup) -> tuple[NounGroup, ...]:
        """The grammatical subject's noun groups (a coordination has several), or ()."""
        known = self.memo.get(verb.order)
        if known is None:
            found = self._subject(verb.order, 0)
            known = self.memo[verb.order] = self._joined_left(found) if found is not None else ()
        return known

    def objects(self, verb: VerbGroup) -> tuple[NounGroup, ...]:
        """The noun groups right behind the verb, or behind the one joined to it: "kidnapped and killed"."""
        shared = self.items[verb.order + 1] if verb.order + 1 < len(self.items) else None
        if isinstance(shared, VerbGroup) and self.coordinates(verb, shared) and shared.bare:
            return self.objects(shared)
        nxt = self._noun_after(verb)
        if nxt is None or not LIGHT.issuperset(self.between(verb, nxt)):
            return ()
        return self.joined(nxt)

    def agents(self, verb: VerbGroup) -> tuple[NounGroup, ...]:
        """The groups of a "by" phrase behind the verb."""
        shared = self.items[verb.order + 1] if verb.order + 1 < len(self.items) else None
        if isinstance(shared, VerbGroup) and self.coordinates(verb, shared) and shared.bare and verb.passive:
            return self.agents(shared)
        return self.behind(verb, self.sets.lists.by)

    # -- how a subject is looked for

    def _noun_after(self, verb: VerbGroup) -> NounGroup | None:
        nxt = self.items[verb.order + 1] if verb.order + 1 < len(self.items) else None
        return nxt if isinstance(nxt, NounGroup) and not nxt.time and nxt.preposition < 0 else None

    def _subject(self, index: int, depth: int) -> NounGroup | None:
        verb = self.items[index]
        if not isinstance(verb, VerbGroup) or depth > 6:
            return None
        mark = self._mark(verb)
        if verb.gerund and verb.bare and mark is Pos.SUBORDINATOR:
            return self._of_next(verb, depth)
        if verb.gerund and verb.bare and self._follows_verb(verb):
            return self._borrowed(verb, mark, depth)
        shared = mark in SHARING or (mark is Pos.COMMA and (verb.gerund or not verb.passive))
        if shared or (mark in BEFORE_GERUND and verb.gerund) or verb.infinitive:
            return self._borrowed(verb, mark, depth)
        if mark is Pos.RELATIVE:
            return self._antecedent(verb)
        if (verb.passive and verb.bare and mark in BEFORE_REDUCED) or self.reduced(verb):
            return self._noun_before(verb)
        return self._left(verb)

    def _mark(self, verb: VerbGroup) -> Pos:
        """What stands right before a verb, adverbs aside; OUTSIDE where nothing near does."""
        before = self.pos_of(verb.first - MARK_REACH, verb.first)
        return next((pos for pos in reversed(before) if pos is not Pos.ADVERB), Pos.OUTSIDE)

    def reduced(self, verb: VerbGroup) -> bool:
        """ "was killed by rockets fired from the hills": the second verb of a clause hangs on its noun."""
        near = self.items[verb.order - 1] if verb.order else None
        if (
            verb.form is not Pos.PAST_OR_PARTICIPLE
            or not verb.bare
            or not isinstance(near, NounGroup)
            or near.last != verb.first
        ):
            return False
        earlier = self.verb_before(verb.order)
        if (
            near.preposition < 0
            or earlier is None
            or earlier.infinitive
            or (earlier.bare and earlier.form in PARTICIPLES and not self._elliptic(earlier))
        ):
            return False
        return BORDERS.isdisjoint(self.between(earlier, verb))

    def _elliptic(self, verb: VerbGroup) -> bool:
        """ "one was killed and two wounded": the second participle shares the auxiliary."""
        before = self.verb_before(verb.order)
        return before is not None and before.passive and Pos.COORDINATOR in self.between(before, verb)

    def _of_next(self, verb: VerbGroup, depth: int) -> NounGroup | None:
        """ "After capturing the airport, the rebels advanced": who advanced."""
        main = self.verb_after(verb.order)
        return self._subject(main.order, depth + 1) if main is not None and not main.infinitive else None

    def _before_aside(self, verb: VerbGroup) -> NounGroup | None:
        """ "The attack, for which the group took the blame, killed ten": what the aside interrupts."""
        before = self.pos_of(max(self.first, verb.first - REACH), verb.first)
        at = _last(before, Pos.RELATIVE)
        opening = (pos for pos in reversed(before[: max(0, at)]) if pos is not Pos.PREPOSITION)
        if next(opening, None) is not Pos.COMMA:
            return None
        limit = verb.first - len(before) + at
        nouns = (
            item for item in self.leftward(verb.order) if isinstance(item, NounGroup) and item.last < limit
        )
        return next((noun for noun in nouns if noun.preposition < 0 and not noun.time), None)

    def _before_apposition(self, verb: VerbGroup) -> NounGroup | None:
        """ "said that rebels, including foreigners, attacked": what an aside without a verb interrupts."""
        before = self.pos_of(max(self.first, verb.first - REACH), verb.first - 1)
        comma = _last(before, Pos.COMMA)
        aside = before[comma + 1 :] if comma >= 0 else ()
        if aside[:1] != (Pos.PREPOSITION,) or not CLAUSAL.isdisjoint(aside):
            return None
        noun = self.group_of(verb.first - 1 - len(before) + comma - 1)
        earlier = self.items[noun.order - 1] if noun is not None and noun.order else None
        if not isinstance(noun, NounGroup) or noun.time or noun.preposition >= 0:
            return None
        object_of = isinstance(earlier, VerbGroup) and not self.between(earlier, noun)
        return None if object_of and not self._announces(earlier) else noun

    def _announces(self, verb: Group | None) -> bool:
        return verb is not None and self.lowers[verb.head] in self.sets.of_class("announcing")

    def _follows_verb(self, verb: VerbGroup) -> bool:
        """ "began bombing": right behind another verb."""
        before = self.items[verb.order - 1] if verb.order else None
        return isinstance(before, VerbGroup) and before.last == verb.first

    def _borrowed(self, verb: VerbGroup, mark: Pos, depth: int) -> NounGroup | None:
        """Infinitives, ", killing" and "and fled" share the subject of the verb before."""
        earlier = self.verb_before(verb.order)
        nearest = self.items[verb.order - 1] if verb.order else None
        if verb.infinitive and isinstance(nearest, NounGroup) and nearest.last == verb.first:
            controller = self._controller(nearest, earlier, depth)
            if controller is not None:
                return controller
        if earlier is None:
            return self._first_noun(verb.order) if mark is Pos.COMMA else None
        if mark is Pos.COMMA and not verb.gerund and (noun := self._before_apposition(verb)) is not None:
            return noun
        if mark is Pos.COMMA:
            if (told := self._before_aside(earlier)) is not None:
                return told
            earlier = self._told(earlier)
        elif mark is Pos.COORDINATOR and not verb.gerund:
            earlier = self._told(earlier)
        return self._subject(earlier.order, depth + 1)

    def _told(self, verb: VerbGroup) -> VerbGroup:
        """ "shelled a camp using rockets, killing ten": not the verb of the adjunct."""
        while verb.gerund and verb.bare and (before := self.verb_before(verb.order)) is not None:
            verb = before
        return verb

    def _controller(self, noun: NounGroup, earlier: VerbGroup | None, depth: int) -> NounGroup | None:
        """Who acts in "asked the army to …" and in "began its operation to …"."""
        if earlier is None:
            return noun
        if self.lowers[earlier.head] in self.sets.of_class("causative") and not earlier.passive:
            return noun
        if self.lowers[noun.head] not in self.sets.of_class("undertaking"):
            return None
        if self.lowers[earlier.head] in self.sets.of_class("undergo"):
            return noun  # "foiled a plot to bomb": not who foiled it
        governs = ADVERBS.issuperset(self.between(earlier, self.edge(noun)))
        return (self._subject(earlier.order, depth + 1) if governs else None) or noun

    def _first_noun(self, order: int) -> NounGroup | None:
        for item in self.items[: min(order, REACH)]:
            if isinstance(item, NounGroup) and item.preposition < 0 and not item.time:
                return item
        return None

    def _antecedent(self, verb: VerbGroup) -> NounGroup | None:
        """What "who", "which" or "that" stands for: the nearest group that is no place name."""
        near = self.lowers[verb.first - 1] in self.sets.lists.who or verb.passive
        for item in self.leftward(verb.order):
            if isinstance(item, VerbGroup):
                return None
            if not item.time and (item.preposition < 0 or (near and not item.proper)):
                return item
        return None

    def _noun_before(self, verb: VerbGroup) -> NounGroup | None:
        """ "a camp run by the army": what a reduced clause hangs on."""
        for item in self.leftward(verb.order):
            if isinstance(item, VerbGroup):
                return None
            if not item.time:
                return item
        return None

    def _left(self, verb: VerbGroup) -> NounGroup | None:
        """The nearest noun group to the left that no preposition or other verb claims."""
        end = self._before_parenthesis(verb)
        for item in self.leftward(verb.order):
            if item.last > end:
                continue
            gap = self.pos_of(item.last, end)
            if Pos.SUBORDINATOR in gap or Pos.QUOTE in gap[1:]:
                return None
            if isinstance(item, VerbGroup):
                if item.form not in PARTICIPLES and not item.infinitive and not self._relative(item):
                    return None
            elif not (item.time or self._claimed(item) or self._short(item)) and self._free(item, verb):
                return item
            end = item.first
        return None

    def _short(self, noun: NounGroup) -> bool:
        """ "the Liberation Army (LA) attacked": the name again, for short."""
        return noun.first > self.first and self.lowers[noun.first - 1] == "("

    def _before_parenthesis(self, verb: VerbGroup) -> int:
        """Where the parenthesis opens that closes right before the verb, else the verb itself."""
        if verb.first == self.first or self.lowers[verb.first - 1] != ")":
            return verb.first
        floor = max(self.first, verb.first - REACH)
        return next((at for at in range(verb.first - 2, floor, -1) if self.lowers[at] == "("), verb.first)

    def _free(self, noun: NounGroup, verb: VerbGroup) -> bool:
        """No preposition claims it; "as the army advanced" is none."""
        lists = self.sets.lists
        if noun.preposition < 0:
            return True
        if noun.last != verb.first:
            return False
        word = self.preposition(noun)
        return word in lists.comparing or (word in lists.with_ and verb.gerund)

    def _relative(self, verb: VerbGroup) -> bool:
        return self.pos(verb.first - 1) is Pos.RELATIVE

    def _claimed(self, noun: NounGroup) -> bool:
        """It is the object of a relative or reduced clause ("the rebels who took the town fled")."""
        before = self.items[noun.order - 1] if noun.order else None
        if not isinstance(before, VerbGroup) or not ADVERBS.issuperset(self.between(before, noun)):
            return False
        named = self.lowers[before.head] in self.sets.lists.naming and Pos.HAVE not in self.pos_of(
            before.first, before.head
        )
        return self._relative(before) or before.gerund or before.infinitive or named

    def _joined_left(self, noun: NounGroup) -> tuple[NounGroup, ...]:
        """ "soldiers, police and militiamen fled": all three."""
        found = [noun]
        for item in self.leftward(noun.order):
            gap = self.between(item, found[-1])
            if not isinstance(item, NounGroup) or item.time or gap not in JOINTS:
                break
            if gap == (Pos.COMMA,) and len(found) == 1:
                break
            found.append(item)
        return tuple(found)


def _last(found: Sequence[Pos], pos: Pos) -> int:
    """Where a part of speech stands last, or -1."""
    return next((at for at in range(len(found) - 1, -1, -1) if found[at] is pos), -1)
