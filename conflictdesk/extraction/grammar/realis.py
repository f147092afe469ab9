"""Did it happen? Whether an event or figure is planned, hypothetical, denied, historical or actual.

Promise: decided from the clause alone: the verb group's modal and negation, the words of `realis.yaml`
that govern it, the clause's "if", the noun group's "planned". Actual where nothing says otherwise; None
where the words are policy, wish or generality and report no event. `is_past` judges by a date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from conflictdesk.contract.terms import DENIED, HAPPENED, INTENDED, LONG_AGO, SUPPOSED, Realis
from conflictdesk.extraction.grammar.groups import Group, Groups, NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import CLAUSE_BORDERS, PREDICATES, PRESENTS, Pos
from conflictdesk.extraction.text.lexicon import Tag
from conflictdesk.vocabulary.entries import NoEvent, RealisEntry

# The realis that the words of a clause give; "none" where they report no event.
ClauseRealis = Realis | NoEvent
NOTHING_REPORTED: Final = "none"
CONDITION_ENDS = frozenset({Pos.COMMA, Pos.PUNCTUATION})
# An aside of at most this many words between commas does not end a condition.
ASIDE_WORDS = 4
# The most tokens between a verb and the beginning of the chain that governs it.
REACH = 30
# The most tokens between "how" and its verb.
HOW_REACH = 5


@dataclass(frozen=True)
class RealisReader:
    """The realis of events in one sentence; `tags` are the words of `realis.yaml` in it."""

    groups: Groups
    tags: Sequence[Tag[RealisEntry]]

    def of(self, first: int, group: Group) -> Realis | None:
        """The realis of the event that the word at `first` names; None where none is reported."""
        own = self._of_verb(group) if isinstance(group, VerbGroup) else self._of_noun(group)
        found = self._of_clause(first, group) if own in (None, HAPPENED) else own
        return reported_realis(found or HAPPENED)

    def _of_verb(self, verb: VerbGroup) -> ClauseRealis | None:
        """The realis that the verb group and its governing words give, or None."""
        if verb.negated:
            return DENIED
        if self._is_inverted_condition(verb):
            return SUPPOSED
        if verb.modal >= 0:
            return self._of_modal(verb)
        if self._is_in_how_clause(verb):
            return NOTHING_REPORTED
        if (
            verb.infinitive
            and self.groups.lowers[verb.first - 1 : verb.first] in self.groups.classes.lists.how_
        ):
            return SUPPOSED
        governing = self._of_word_governing_verb(verb)
        if governing == HAPPENED and verb.infinitive:
            return self._of_implicative(verb)
        if governing is None and verb.gerund:
            return self._of_verb_before(verb)
        if governing is not None or not verb.infinitive:
            return governing
        return HAPPENED if self._serves_actual_verb(verb) else INTENDED

    def _of_verb_before(self, verb: VerbGroup) -> ClauseRealis | None:
        """The realis of the verb right before a gerund, or None: "would begin targeting the town"."""
        before = self.groups.items[verb.order - 1] if verb.order else None
        return self._of_verb(before) if isinstance(before, VerbGroup) and before.last == verb.first else None

    def tried(self, verb: VerbGroup) -> Realis | None:
        """The realis of the attempt that a verb is what was tried of, None where nobody tried: "attempted to
        seize the port", "an attempt to seize it"."""
        before = self.groups.items[verb.order - 1] if verb.order else None
        if (
            not verb.infinitive
            or before is None
            or self.groups.lowers[before.head] not in (self.groups.classes.lists.trying)
        ):
            return None
        return self.of(before.first, before)

    def _is_inverted_condition(self, verb: VerbGroup) -> bool:
        """Whether it follows an inverted condition: "Had the bomb exploded, dozens would have died"."""
        opens = self.groups.pos(self.groups.first) is Pos.HAVE
        return opens and self.groups.verb_before(verb.order) is self.groups.items[0]

    def _is_in_how_clause(self, verb: VerbGroup) -> bool:
        """Whether "how" makes a habit of a verb in the present: "studies how groups recruit children"."""
        if verb.form not in PRESENTS or verb.infinitive:
            return False
        near = range(max(self.groups.first, verb.first - HOW_REACH), verb.first)
        return any(self.groups.lowers[token] in self.groups.classes.lists.how for token in near)

    def _serves_actual_verb(self, verb: VerbGroup) -> bool:
        """Whether an infinitive is as actual as the verb before: "used missiles to attack a
        convoy", "is said to have attacked"."""
        before = self.groups.verb_before(verb.order)
        if before is None:
            return False
        if before.passive and before.last == verb.first:
            return True
        return (
            self.groups.lowers[before.head] in self.groups.classes.lists.used
            and not before.passive
            and before.modal < 0
        )

    def _of_implicative(self, verb: VerbGroup) -> ClauseRealis:
        """The realis of the verb before where that verb says that the infinitive was done: "could be
        forced to flee" is as hypothetical as "could"."""
        before = self.groups.verb_before(verb.order)
        if before is None or (before.modal < 0 and not before.negated):
            return HAPPENED
        return self._of_verb(before) or HAPPENED

    def _of_modal(self, verb: VerbGroup) -> Realis:
        """The realis that the verb's modal gives."""
        lists = self.groups.classes.lists
        modal = self.groups.lowers[verb.modal]
        before = self.groups.verb_before(verb.order)
        start = before.first if before is not None else self.groups.first
        if not lists.fearing.isdisjoint(self.groups.lowers[start : verb.first]):
            return SUPPOSED
        is_warning = before is not None and self.groups.lowers[before.head].startswith(lists.warning)
        if modal in lists.would and is_warning and self._has_condition(verb):
            return SUPPOSED
        if (
            modal in lists.would
            and before is not None
            and self.groups.lowers[before.head] in self.groups.classes.of_class("announcing")
        ):
            return INTENDED
        return cast(Realis, lists.modals.get(modal, SUPPOSED))

    def _has_condition(self, verb: VerbGroup) -> bool:
        """Whether an "if" follows the verb: "warned that people would die if the siege went on"."""
        return any(
            tag.first >= verb.last and self.groups.lowers[tag.first] in self.groups.classes.lists.conditions
            for tag in self.tags
            if tag.entry.scope == "clause"
        )

    def _of_noun(self, noun: NounGroup) -> ClauseRealis | None:
        """The realis that a noun group's own words and the verbs around it give, or None."""
        lists = self.groups.classes.lists
        word = self.groups.lowers[noun.first]
        if word in lists.not_any:
            return DENIED
        edge = self.groups.edge(noun)
        if word in lists.any or self.groups.preposition(edge) in lists.without:
            return NOTHING_REPORTED
        for tag in self.tags:
            inside = edge.first <= tag.first and tag.last <= noun.last
            if inside and tag.entry.scope == "noun":
                return tag.entry.realis
        governor = self._governor(edge)
        governing = self._of_governing_word(
            governor.first if governor is not None else edge.first - 4, edge, noun
        )
        if governing is not None:
            return governing
        if governor is not None:
            return self._of_governor(governor)
        return self._of_means_adjunct(edge) or self._of_predicate(noun)

    def _of_means_adjunct(self, edge: NounGroup) -> ClauseRealis | None:
        """The realis of the verb that a noun is the means of, or None: "will disrupt the vote with
        attacks" is planned; "with the attack" names one that has been."""
        lists = self.groups.classes.lists
        verb = self.groups.verb_before(edge.order)
        if (
            verb is None
            or self.groups.preposition(edge) not in lists.means
            or not (verb.infinitive or verb.modal >= 0)
        ):
            return None
        definite = self.groups.lowers[edge.first] in lists.definite
        other_clause = not CLAUSE_BORDERS.isdisjoint(self.groups.between(verb, edge))
        return None if definite or other_clause else self._of_verb(verb)

    def _of_governor(self, verb: VerbGroup) -> ClauseRealis | None:
        """The realis that a verb passes on to its object, or None: a verb of performing passes on its
        own; of other verbs only a negation counts."""
        word, classes = self.groups.lowers[verb.head], self.groups.classes
        if word in classes.of_class("ceasing"):
            return None
        if word in classes.of_class("obeying") and self._of_word_governing_verb(verb) == SUPPOSED:
            return SUPPOSED
        if word in classes.of_class("light") or word in classes.of_class("undergo"):
            return self._of_verb(verb)
        if word in classes.of_class("achieving") and (verb.infinitive or verb.modal >= 0):
            return self._of_verb(verb)
        return NOTHING_REPORTED if verb.negated else None

    def _of_predicate(self, noun: NounGroup) -> ClauseRealis | None:
        """The realis of the verb whose subject the noun is, or None."""
        verb = self.groups.verb_after(noun.order)
        while verb is not None and verb.infinitive:
            verb = self.groups.verb_after(verb.order)
        if verb is None or noun not in self.groups.subjects(verb):
            return None
        word, classes = self.groups.lowers[verb.head], self.groups.classes
        if word in classes.of_class("occur") or (verb.passive and word in classes.of_class("light")):
            return self._of_verb(verb)
        return self._of_governing_word_in(verb.first, verb.last + 1) if verb.passive else None

    def _governor(self, edge: NounGroup) -> VerbGroup | None:
        """The verb whose object the chain is, directly or behind one preposition, or None."""
        before = self.groups.items[edge.order - 1] if edge.order else None
        if not isinstance(before, VerbGroup):
            return None
        between = self.groups.between(before, edge)
        return before if len(between) - between.count(Pos.ADVERB) < 2 else None

    def _of_governing_word(self, start: int, edge: NounGroup, noun: NounGroup) -> ClauseRealis | None:
        """The realis of the last governing word from `start` to the noun, next to its chain, or None."""
        governing = None
        for tag in self.tags:
            if self._governs(tag) and start <= tag.first and tag.last <= noun.first + 1:
                next_to = tag.last >= edge.first - 1 or tag.first >= edge.first
                governing = tag if next_to else governing
        return governing.entry.realis if governing is not None else None

    def _governs(self, tag: Tag[RealisEntry]) -> bool:
        """Whether a tag governs what follows; an adjective without "to" does not: "a feared unit" fears
        nothing."""
        describes = (
            self.groups.pos(tag.first) is Pos.ADJECTIVE and self.groups.pos(tag.last - 1) is not Pos.TO
        )
        return tag.entry.scope == "governs" and not describes

    def _of_governing_word_in(self, first: int, last: int) -> ClauseRealis | None:
        """The realis of the first governing word among the tokens `[first, last)`, or None."""
        for tag in self.tags:
            if self._governs(tag) and first <= tag.first and tag.last <= last:
                return tag.entry.realis
        return None

    def _of_word_governing_verb(self, verb: VerbGroup) -> ClauseRealis | None:
        """The realis of the nearest governing word to the left in the verb's own clause, or None."""
        left, governing = self._chain_start(verb), None
        dependent = self._is_dependent(verb)
        for tag in self.tags:
            if self._governs(tag) and left <= tag.first and tag.last <= max(verb.first + 1, verb.head):
                governing = tag if dependent or tag.entry.realis == DENIED else governing
        return governing.entry.realis if governing is not None else None

    def _chain_start(self, verb: VerbGroup) -> int:
        """The token where the chain of infinitives and noun groups that ends in the verb begins: at the
        verb that governs them, or behind the last border of a clause."""
        right: Group = verb
        reported = False  # "claims that soldiers had …"
        for item in self.groups.leftward(verb.order):
            gap = self.groups.between(item, right)
            relative = gap == (Pos.RELATIVE,)
            reported = reported or relative
            stopped = not relative and not CLAUSE_BORDERS.isdisjoint(gap)
            if stopped or verb.first - item.first > REACH:
                return right.first - _words_behind_comma(gap)
            if isinstance(item, VerbGroup) and not item.infinitive and not item.gerund:
                return item.first if self._is_dependent(verb) or reported else item.last
            right = item
        return max(self.groups.first, right.first - 4)

    def _is_dependent(self, verb: VerbGroup) -> bool:
        """Whether the verb depends on the verb before: an infinitive, a gerund, a coordinated verb, or
        one right behind it ("denied having shelled")."""
        before = self.groups.items[verb.order - 1] if verb.order else None
        beside = isinstance(before, VerbGroup) and before.last == verb.first
        return verb.infinitive or verb.gerund or beside or self._is_coordinated(verb)

    def _is_coordinated(self, verb: VerbGroup) -> bool:
        """Whether a coordinator stands right before the verb: "kidnapped and killed"."""
        return self.groups.pos(verb.first - 1) is Pos.COORDINATOR

    def _of_clause(self, first: int, group: Group) -> ClauseRealis | None:
        """The realis that a word of the clause gives, or None: "if" and "unless" up to the end of their
        clause, words for long ago anywhere in it. What "the attack" did may be unclear, not that it was."""
        for tag in self.tags:
            if tag.entry.scope != "clause":
                continue
            realis = tag.entry.realis
            if realis in (LONG_AGO, NOTHING_REPORTED):
                if self._same_clause(tag, first):
                    return realis
                continue
            if self.groups.pos(tag.last) is Pos.TIME or self._is_date_limit(tag):
                continue
            if self._asks_of(tag, group):
                continue
            between = _without_asides(self.groups.pos_of(tag.last, first))
            if tag.first < first and CONDITION_ENDS.isdisjoint(between):
                return realis
        return None

    def _asks_of(self, tag: Tag[RealisEntry], group: Group) -> bool:
        """Whether an indirect question asks what "the attack", right behind it, did: "unclear if the attack
        killed anyone"."""
        asked = tag.first > self.groups.first and self.groups.lowers[tag.first - 1] in (
            self.groups.classes.lists.asking
        )
        definite = self.groups.lowers[group.first] in self.groups.classes.lists.definite
        return asked and definite and isinstance(group, NounGroup) and group.first == tag.last

    def _is_date_limit(self, tag: Tag[RealisEntry]) -> bool:
        """Whether it is a date: "until 1989", unlike "if 100 die"."""
        return (
            self.groups.pos(tag.last) is Pos.NUMBER
            and self.groups.lowers[tag.first] in self.groups.classes.lists.until_words
        )

    def _same_clause(self, tag: Tag[RealisEntry], first: int) -> bool:
        """Whether no other clause stands between a word of time and the trigger."""
        between = self.groups.pos_of(min(tag.last, first + 1), max(tag.first, first))
        verbs = sum(pos in PREDICATES for pos in between)
        return verbs < 2 and CLAUSE_BORDERS.isdisjoint(between) and between.count(Pos.COMMA) < 2


def _words_behind_comma(gap: Sequence[Pos]) -> int:
    """The number of words behind the last comma of a gap; all of them where it has none."""
    return next((behind for behind, pos in enumerate(reversed(gap)) if pos is Pos.COMMA), len(gap))


def _without_asides(between: Sequence[Pos]) -> list[Pos]:
    """The parts of speech without asides: one to four words between two commas."""
    found: list[Pos] = []
    at = 0
    while at < len(between):
        near = between[at + 1 : at + 2 + ASIDE_WORDS] if between[at] is Pos.COMMA else ()
        closing = near.index(Pos.COMMA) if Pos.COMMA in near else 0
        if closing:
            at += closing + 2
        else:
            found.append(between[at])
            at += 1
    return found


def reported_realis(said: ClauseRealis) -> Realis | None:
    """The realis that a clause's words give; None where they report no event."""
    return None if said == NOTHING_REPORTED else said


def is_past(when: Any, published: str | None, main: str | None) -> bool:
    """Whether a date makes an event background, not news: at least half a year before publication
    and in an earlier year. Without a day of publication the text's own main day `main` stands for
    it, and half a year is enough."""
    until = getattr(when, "until", None) if when is not None else None
    reference = published or main
    if not until or not reference or (published and until[:4] >= published[:4]):
        return False
    months = (int(reference[:4]) - int(until[:4])) * 12 + int(reference[5:7]) - int(until[5:7])
    return months >= 6
