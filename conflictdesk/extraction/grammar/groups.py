"""A shallow parse of one sentence: its noun and verb groups, and the subject and object of each verb.

Promises: linear time, no training data. `subjects`, `objects` and `agents` ("by X") return noun groups,
the nearest first, and () where the sentence is not clear. Figures and events are built on these;
`GroupOrder` answers which group stands where.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from conflictdesk.extraction.grammar.chunks import Group, NounGroup, VerbGroup
from conflictdesk.extraction.grammar.group_order import REACH, GroupOrder
from conflictdesk.extraction.grammar.pos_tags import CLAUSE_BORDERS, JOINTS, PARTICIPLES, Pos

__all__ = ["Group", "Groups", "NounGroup", "VerbGroup"]

# Parts of speech that may stand between a verb and its object.
BEFORE_OBJECT = frozenset({Pos.ADVERB, Pos.NEGATION, Pos.QUOTE, Pos.NUMBER})
# Parts of speech of clauses, which an apposition does not contain.
CLAUSAL = PARTICIPLES | {Pos.PRESENT_VERB, Pos.PAST_VERB, Pos.SUBORDINATOR, Pos.RELATIVE}
ADVERBS = frozenset({Pos.ADVERB})
PHRASE_BORDERS = CLAUSE_BORDERS | {Pos.COMMA, Pos.COORDINATOR}
# Before a verb, these show that it shares the subject of the verb before it.
BEFORE_SHARED_SUBJECT = frozenset({Pos.COORDINATOR, Pos.ADVERSATIVE})
BEFORE_GERUND = frozenset({Pos.PREPOSITION, Pos.BY})
# Parts of speech before the bare participle of a reduced clause: "a camp run by the army".
BEFORE_REDUCED = frozenset({Pos.COMMA, Pos.NOUN, Pos.PROPER_NAME, Pos.TIME, Pos.OUTSIDE})
# The mark of a clause is looked for among as many words before its verb, adverbs included.
MARK_REACH = 4


@dataclass(frozen=True)
class Groups(GroupOrder):
    """One parsed sentence. `memo` keeps the subjects already found, by the order of their verb."""

    memo: dict[int, tuple[NounGroup, ...]] = field(default_factory=dict)

    def subjects(self, verb: VerbGroup) -> tuple[NounGroup, ...]:
        """The noun groups of a verb's grammatical subject (a coordination has several), or ()."""
        known = self.memo.get(verb.order)
        if known is None:
            found = self._subject(verb.order, 0)
            known = self.memo[verb.order] = self._coordinated_left(found) if found is not None else ()
        return known

    def objects(self, verb: VerbGroup) -> tuple[NounGroup, ...]:
        """The noun groups right behind the verb, or behind a verb coordinated with it
        ("kidnapped and killed"), or ()."""
        second = self.items[verb.order + 1] if verb.order + 1 < len(self.items) else None
        if isinstance(second, VerbGroup) and self.coordinates(verb, second) and second.bare:
            return self.objects(second)
        following = self._noun_after(verb)
        if following is None or not BEFORE_OBJECT.issuperset(self.between(verb, following)):
            return ()
        return self.coordination(following)

    def agents(self, verb: VerbGroup) -> tuple[NounGroup, ...]:
        """The noun groups of a "by" phrase behind the verb, or ()."""
        second = self.items[verb.order + 1] if verb.order + 1 < len(self.items) else None
        if isinstance(second, VerbGroup) and self.coordinates(verb, second) and second.bare and verb.passive:
            return self.agents(second)
        own = self.behind(verb, self.classes.lists.by)
        forced = isinstance(second, VerbGroup) and second.infinitive and second.first == verb.last
        if not own and verb.passive and forced and isinstance(second, VerbGroup):
            return self.behind(
                second, self.classes.lists.by
            )  # "were forced to march to a camp by the militia"
        return own

    # How a subject is found.

    def _noun_after(self, verb: VerbGroup) -> NounGroup | None:
        """The noun group right behind a verb, or None; times and objects of prepositions do not count."""
        following = self.items[verb.order + 1] if verb.order + 1 < len(self.items) else None
        return (
            following
            if isinstance(following, NounGroup) and not following.time and following.preposition < 0
            else None
        )

    def _subject(self, index: int, depth: int) -> NounGroup | None:
        """The last noun group of the subject of the verb at `index`, or None. `depth` limits recursion."""
        verb = self.items[index]
        if not isinstance(verb, VerbGroup) or depth > 6:
            return None
        mark = self._clause_mark(verb)
        if verb.gerund and verb.bare and mark is Pos.SUBORDINATOR:
            return self._subject_of_main_clause(verb, depth)
        if verb.gerund and verb.bare and self._follows_verb(verb):
            return self._shared_subject(verb, mark, depth)
        shared = mark in BEFORE_SHARED_SUBJECT or (mark is Pos.COMMA and (verb.gerund or not verb.passive))
        if shared or (mark in BEFORE_GERUND and verb.gerund) or verb.infinitive:
            return self._shared_subject(verb, mark, depth)
        if mark is Pos.RELATIVE:
            return self._antecedent(verb)
        if (verb.passive and verb.bare and mark in BEFORE_REDUCED) or self.reduced(verb):
            return self._modified_noun(verb)
        return self._preceding_subject(verb)

    def _clause_mark(self, verb: VerbGroup) -> Pos:
        """The part of speech right before a verb, adverbs skipped; OUTSIDE where only adverbs are near."""
        start = self.before_aside(verb.first)
        before = self.pos_of(start - MARK_REACH, start)
        return next((pos for pos in reversed(before) if pos is not Pos.ADVERB), Pos.OUTSIDE)

    def reduced(self, verb: VerbGroup) -> bool:
        """Whether the verb is a reduced relative clause on the noun before it: "was killed by
        rockets fired from the hills"."""
        near = self.items[verb.order - 1] if verb.order else None
        if (
            verb.form is not Pos.PAST_OR_PARTICIPLE
            or not verb.bare
            or not isinstance(near, NounGroup)
            or near.last != verb.first
        ):
            return False
        earlier = self.verb_before(verb.order)
        if earlier is not None and self._is_existential(earlier) and earlier.order == near.order - 1:
            return True
        if (
            near.preposition < 0
            or earlier is None
            or earlier.infinitive
            or self._is_announcing(earlier)
            or (earlier.bare and earlier.form in PARTICIPLES and not self._shares_auxiliary(earlier))
        ):
            return False
        return PHRASE_BORDERS.isdisjoint(self.between(earlier, verb))

    def _is_existential(self, verb: VerbGroup) -> bool:
        """Whether it says that there is something: "There were 12 people killed"."""
        opened = verb.first > self.first and self.lowers[verb.first - 1] in self.classes.lists.there
        return opened and verb.form is Pos.BE

    def _shares_auxiliary(self, verb: VerbGroup) -> bool:
        """Whether it shares the auxiliary of the verb before: "one was killed and two wounded"."""
        before = self.verb_before(verb.order)
        return before is not None and before.passive and Pos.COORDINATOR in self.between(before, verb)

    def _subject_of_main_clause(self, verb: VerbGroup, depth: int) -> NounGroup | None:
        """The subject of the next verb, or None: "After capturing the airport, the rebels advanced". Where
        no comma leads to one it is that of the verb before: "seized the town before advancing"."""
        main, before = self.verb_after(verb.order), self.verb_before(verb.order)
        if before is not None and (main is None or Pos.COMMA not in self.between(verb, main)):
            main = before
        return self._subject(main.order, depth + 1) if main is not None and not main.infinitive else None

    def _subject_before_relative_clause(self, verb: VerbGroup) -> NounGroup | None:
        """The subject that a relative clause separates from its verb, or None: "The attack, for which
        the group took the blame, killed ten"."""
        before = self.pos_of(max(self.first, verb.first - REACH), verb.first)
        at = _last_index(before, Pos.RELATIVE)
        opening = (pos for pos in reversed(before[: max(0, at)]) if pos is not Pos.PREPOSITION)
        if next(opening, None) is not Pos.COMMA:
            return None
        limit = verb.first - len(before) + at
        nouns = (
            item for item in self.leftward(verb.order) if isinstance(item, NounGroup) and item.last < limit
        )
        return next((noun for noun in nouns if noun.preposition < 0 and not noun.time), None)

    def _subject_before_apposition(self, verb: VerbGroup) -> NounGroup | None:
        """The subject that an apposition without a verb separates from its verb, or None: "said that
        rebels, including foreigners, attacked"."""
        before = self.pos_of(max(self.first, verb.first - REACH), verb.first - 1)
        comma = _last_index(before, Pos.COMMA)
        aside = before[comma + 1 :] if comma >= 0 else ()
        if aside[:1] != (Pos.PREPOSITION,) or not CLAUSAL.isdisjoint(aside):
            return None
        noun = self.group_of(verb.first - 1 - len(before) + comma - 1)
        earlier = self.items[noun.order - 1] if noun is not None and noun.order else None
        if not isinstance(noun, NounGroup) or noun.time or noun.preposition >= 0:
            return None
        object_of = isinstance(earlier, VerbGroup) and not self.between(earlier, noun)
        return None if object_of and not self._is_announcing(earlier) else noun

    def _is_announcing(self, verb: Group | None) -> bool:
        """Whether it is a verb of announcement."""
        return verb is not None and self.lowers[verb.head] in self.classes.of_class("announcing")

    def _follows_verb(self, verb: VerbGroup) -> bool:
        """Whether it stands right behind another verb: "began bombing"."""
        before = self.items[verb.order - 1] if verb.order else None
        return isinstance(before, VerbGroup) and before.last == verb.first

    def _shared_subject(self, verb: VerbGroup, mark: Pos, depth: int) -> NounGroup | None:
        """The subject shared with the verb before by an infinitive, ", killing" or "and fled", or None."""
        earlier = self.verb_before(verb.order)
        nearest = self.items[verb.order - 1] if verb.order else None
        if verb.infinitive and isinstance(nearest, NounGroup) and nearest.last == verb.first:
            controller = self._controller(nearest, earlier, depth)
            if controller is not None:
                return controller
        if earlier is None:
            return self._first_noun(verb.order) if mark is Pos.COMMA else None
        if (
            mark is Pos.COMMA
            and not verb.gerund
            and (noun := self._subject_before_apposition(verb)) is not None
        ):
            return noun
        if mark is Pos.COMMA:
            if (interrupted := self._subject_before_relative_clause(earlier)) is not None:
                return interrupted
            earlier = self._main_verb(earlier)
        elif mark is Pos.COORDINATOR and not verb.gerund:
            earlier = self._main_verb(earlier)
        return self._subject(earlier.order, depth + 1)

    def _main_verb(self, verb: VerbGroup) -> VerbGroup:
        """The verb itself, or the verb before it where it is the verb of an adjunct: "shelled a camp
        using rockets, killing ten" goes back to "shelled"."""
        while verb.gerund and verb.bare and (before := self.verb_before(verb.order)) is not None:
            verb = before
        return verb

    def _controller(self, noun: NounGroup, earlier: VerbGroup | None, depth: int) -> NounGroup | None:
        """The noun group that controls an infinitive, or None: "the army" in "asked the army to …", the
        subject in "began its operation to …"."""
        if earlier is None:
            return noun
        if self.lowers[earlier.head] in self.classes.of_class("causative") and not earlier.passive:
            return noun
        if self.lowers[noun.head] not in self.classes.of_class("undertaking"):
            return None
        if self.lowers[earlier.head] in self.classes.of_class("undergo"):
            return noun  # "foiled a plot to bomb": not who foiled it
        governs = ADVERBS.issuperset(self.between(earlier, self.edge(noun)))
        return (self._subject(earlier.order, depth + 1) if governs else None) or noun

    def _first_noun(self, order: int) -> NounGroup | None:
        """The first noun group of the sentence without a preposition, no time, or None."""
        for item in self.items[: min(order, REACH)]:
            if isinstance(item, NounGroup) and item.preposition < 0 and not item.time:
                return item
        return None

    def _antecedent(self, verb: VerbGroup) -> NounGroup | None:
        """The noun group that "who", "which" or "that" stands for, or None: the nearest, passing
        over names behind prepositions."""
        near = self.lowers[verb.first - 1] in self.classes.lists.who or verb.passive
        for item in self.leftward(verb.order):
            if isinstance(item, VerbGroup):
                return None
            if not item.time and (item.preposition < 0 or (near and not item.proper)):
                return item
        return None

    def _modified_noun(self, verb: VerbGroup) -> NounGroup | None:
        """The noun group that a reduced clause modifies, or None: "a camp run by the army"."""
        for item in self.leftward(verb.order):
            if isinstance(item, VerbGroup):
                return None
            if not item.time:
                return item
        return None

    def _preceding_subject(self, verb: VerbGroup) -> NounGroup | None:
        """The nearest noun group to the left that belongs to no preposition and no other verb, or None."""
        right = self.before_aside(verb.first)
        for item in self.leftward(verb.order):
            if item.last > right:
                continue
            right = self.before_aside(right)
            if item.last > right:
                continue
            gap = self.pos_of(item.last, right)
            if Pos.SUBORDINATOR in gap or Pos.QUOTE in gap[1:]:
                return None
            if isinstance(item, VerbGroup):
                if item.form not in PARTICIPLES and not item.infinitive and not self._is_relative(item):
                    return None
            elif not (
                item.time
                or self._is_embedded_object(item)
                or self._is_abbreviation(item)
                or self._shares_preposition(item)
                or self._is_enclosed(item)
            ) and self._may_be_subject(item, verb):
                return item
            right = item.first
        return None

    def _is_enclosed(self, noun: NounGroup) -> bool:
        """Whether commas enclose it as more on a phrase before it: "a camp in Orr, South Vell, burned", "a
        commander of the guard, a militia, fled"."""
        before = self.items[noun.order - 1] if noun.order else None
        if not isinstance(before, NounGroup) or before.time or before.preposition <= self.first:
            return False
        indefinite = self.lowers[noun.first] in self.classes.lists.indefinite
        if self.pos(before.preposition) is Pos.OF and not indefinite:
            return False  # "the mayor of Orla, Bo Lind, was"
        enclosed = self.pos(noun.first - 1) is Pos.COMMA and self.pos(noun.last) is Pos.COMMA
        return enclosed and (noun.proper or indefinite) and before.last == noun.first - 1

    def _is_abbreviation(self, noun: NounGroup) -> bool:
        """Whether it repeats a name in parentheses, abbreviated: "the Liberation Army (LA) attacked"."""
        return noun.first > self.first and self.lowers[noun.first - 1] == "("

    def _may_be_subject(self, noun: NounGroup, verb: VerbGroup) -> bool:
        """Whether no preposition governs it, counting "as" in "as the army advanced" as none."""
        lists = self.classes.lists
        if noun.preposition < 0:
            return True
        if noun.last != self.before_aside(verb.first):
            return False
        word = self.preposition(noun)
        return word in lists.comparing or (word in lists.with_ and verb.gerund)

    def _shares_preposition(self, noun: NounGroup) -> bool:
        """Whether it is the second name behind a preposition: "targets in Syria and Iraq were hit"."""
        left = self.items[noun.order - 1] if noun.order else None
        if not isinstance(left, NounGroup) or not self.coordinates(left, noun):
            return False
        return left.preposition >= 0 and left.proper and noun.proper and not left.time

    def _is_governed(self, noun: NounGroup) -> bool:
        """Whether a preposition governs it, counting "as" as none."""
        return noun.preposition >= 0 and self.preposition(noun) not in self.classes.lists.comparing

    def _is_relative(self, verb: VerbGroup) -> bool:
        """Whether a relative pronoun stands right before the verb."""
        return self.pos(verb.first - 1) is Pos.RELATIVE

    def _is_embedded_object(self, noun: NounGroup) -> bool:
        """Whether it is the object of a relative or reduced clause: "the rebels who took the town fled"."""
        before = self.items[noun.order - 1] if noun.order else None
        if not isinstance(before, VerbGroup) or not ADVERBS.issuperset(self.between(before, noun)):
            return False
        named = self.lowers[before.head] in self.classes.lists.naming and Pos.HAVE not in self.pos_of(
            before.first, before.head
        )
        return self._is_relative(before) or before.gerund or before.infinitive or named

    def _is_object(self, noun: NounGroup) -> bool:
        """Whether a verb stands right before it: "freed the mayor, and the driver was arrested"."""
        before = self.items[noun.order - 1] if noun.order else None
        return isinstance(before, VerbGroup) and not self.between(before, noun)

    def _coordinated_left(self, noun: NounGroup) -> tuple[NounGroup, ...]:
        """A noun group and those coordinated to its left, up to one behind a preposition: "soldiers, police
        and militiamen fled"."""
        found = [noun]
        passed: NounGroup | None = None
        for item in self.leftward(noun.order):
            if isinstance(item, NounGroup) and self._is_origin(item, found[-1]):
                passed = item
                continue
            gap, passed = self.between(passed or item, found[-1]), None
            if not isinstance(item, NounGroup) or item.time or gap not in JOINTS or self._is_governed(item):
                break
            if len(found) == 1 and Pos.COMMA in gap and (gap == (Pos.COMMA,) or self._is_object(item)):
                break
            found.append(item)
        return tuple(found)

    def _is_origin(self, noun: NounGroup, member: NounGroup) -> bool:
        """Whether it is a name behind a preposition that belongs to the counted group before it, as a
        counted group follows: "four nurses from Rumbek and two pupils"."""
        before = self.items[noun.order - 1] if noun.order else None
        counted = isinstance(before, NounGroup) and self.pos(before.first) is Pos.NUMBER
        one = self.lowers[member.first] in self.classes.lists.indefinite
        led = noun.proper and noun.preposition >= 0 and (one or self.pos(member.first) is Pos.NUMBER)
        return counted and led and self.between(noun, member) in JOINTS


def _last_index(found: Sequence[Pos], pos: Pos) -> int:
    """The last index of a part of speech, or -1."""
    return next((at for at in range(len(found) - 1, -1, -1) if found[at] is pos), -1)
