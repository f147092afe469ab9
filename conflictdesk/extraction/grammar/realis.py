"""Did it happen? Planned, hypothetical, denied, historical, or actual.

Promise: read from the clause alone: the verb group's modal and negation, the words of `realis.yaml` that
govern it, the clause's "if", the noun group's "planned". Actual where nothing says otherwise; None where the
words are policy, wish or generality and tell no event at all. `is_past` judges a date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from conflictdesk.contract.terms import Realis
from conflictdesk.extraction.grammar.groups import Group, Groups, NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import CLAUSE_BORDERS, PREDICATES, PRESENTS, Pos
from conflictdesk.extraction.text.lexicon import Tag
from conflictdesk.vocabulary.entries import NoEvent, RealisEntry

# What the words of a clause say; "none": it tells no event.
Told = Realis | NoEvent
NOT: Final = "none"
CONDITION_ENDS = frozenset({Pos.COMMA, Pos.PUNCTUATION})
# The most words of an aside between commas that ends no condition.
ASIDE = 4
REACH = 30
# Tokens between "how" and its verb.
HOW = 5


@dataclass(frozen=True)
class Reader:
    """The realis words of one sentence."""

    groups: Groups
    tags: Sequence[Tag[RealisEntry]]

    def of(self, first: int, group: Group) -> Realis | None:
        """What the sentence says of the event that the word at `first`, in `group`, names."""
        own = self._of_verb(group) if isinstance(group, VerbGroup) else self._of_noun(group)
        found = self._of_clause(first) if own in (None, "actual") else own
        return told_by(found or "actual")

    def _of_verb(self, verb: VerbGroup) -> Told | None:
        if verb.negated:
            return "denied"
        if self._is_supposed(verb):
            return "hypothetical"
        if verb.modal >= 0:
            return self._of_modal(verb)
        if self._is_asked_how(verb):
            return NOT
        if verb.infinitive and self.groups.lowers[verb.first - 1 : verb.first] in self.groups.sets.lists.how_:
            return "hypothetical"
        governing = self._governing(verb)
        if governing == "actual" and verb.infinitive:
            return self._of_managed(verb)
        if governing is not None or not verb.infinitive:
            return governing
        return "actual" if self._serves_a_deed(verb) else "planned"

    def _is_supposed(self, verb: VerbGroup) -> bool:
        """ "Had the bomb exploded, dozens would have died"."""
        opens = self.groups.pos(self.groups.first) is Pos.HAVE
        return opens and self.groups.verb_before(verb.order) is self.groups.items[0]

    def _is_asked_how(self, verb: VerbGroup) -> bool:
        """ "studies how groups recruit children"."""
        if verb.form not in PRESENTS or verb.infinitive:
            return False
        near = range(max(self.groups.first, verb.first - HOW), verb.first)
        return any(self.groups.lowers[token] in self.groups.sets.lists.how for token in near)

    def _serves_a_deed(self, verb: VerbGroup) -> bool:
        """ "used missiles to attack a convoy", "is said to have attacked"."""
        before = self.groups.verb_before(verb.order)
        if before is None:
            return False
        if before.passive and before.last == verb.first:
            return True
        return (
            self.groups.lowers[before.head] in self.groups.sets.lists.used
            and not before.passive
            and before.modal < 0
        )

    def _of_managed(self, verb: VerbGroup) -> Told:
        """ "could be forced to flee": the verb that says it was done has a realis of its own."""
        before = self.groups.verb_before(verb.order)
        if before is None or (before.modal < 0 and not before.negated):
            return "actual"
        return self._of_verb(before) or "actual"

    def _of_modal(self, verb: VerbGroup) -> Realis:
        lists = self.groups.sets.lists
        modal = self.groups.lowers[verb.modal]
        before = self.groups.verb_before(verb.order)
        warned = before is not None and self.groups.lowers[before.head].startswith(lists.warning)
        if modal in lists.would and warned and self._has_condition(verb):
            return "hypothetical"
        if (
            modal in lists.would
            and before is not None
            and self.groups.lowers[before.head] in self.groups.sets.of_class("announcing")
        ):
            return "planned"
        return cast(Realis, lists.modals.get(modal, "hypothetical"))

    def _has_condition(self, verb: VerbGroup) -> bool:
        """ "warned that people would die if the siege went on"."""
        return any(
            tag.first >= verb.last and self.groups.lowers[tag.first] in self.groups.sets.lists.conditions
            for tag in self.tags
            if tag.entry.scope == "clause"
        )

    def _of_noun(self, noun: NounGroup) -> Told | None:
        lists = self.groups.sets.lists
        word = self.groups.lowers[noun.first]
        if word in lists.not_any:
            return "denied"
        edge = self.groups.edge(noun)
        if word in lists.any or self.groups.preposition(edge) in lists.without:
            return NOT
        for tag in self.tags:
            inside = edge.first <= tag.first and tag.last <= noun.last
            if inside and tag.entry.scope == "noun":
                return tag.entry.realis
        governor = self._governor(edge)
        said = self._said(governor.first if governor is not None else edge.first - 4, edge, noun)
        if said is not None:
            return said
        if governor is not None:
            return self._of_governor(governor)
        return self._of_means(edge) or self._of_following(noun)

    def _of_means(self, edge: NounGroup) -> Told | None:
        """ "will disrupt the vote with attacks": as real as the deed it serves; "the attack" has been."""
        lists = self.groups.sets.lists
        verb = self.groups.verb_before(edge.order)
        if (
            verb is None
            or self.groups.preposition(edge) not in lists.means
            or not (verb.infinitive or verb.modal >= 0)
        ):
            return None
        known = self.groups.lowers[edge.first] in lists.definite
        apart = not CLAUSE_BORDERS.isdisjoint(self.groups.between(verb, edge))
        return None if known or apart else self._of_verb(verb)

    def _of_governor(self, verb: VerbGroup) -> Told | None:
        """A verb that performs the event passes on its own realis; of others only a "not" matters."""
        word, sets = self.groups.lowers[verb.head], self.groups.sets
        if word in sets.of_class("ceasing"):
            return None
        if word in sets.of_class("obeying") and self._governing(verb) == "hypothetical":
            return "hypothetical"
        if word in sets.of_class("light") or word in sets.of_class("undergo"):
            return self._of_verb(verb)
        return NOT if verb.negated else None

    def _of_following(self, noun: NounGroup) -> Told | None:
        verb = self.groups.verb_after(noun.order)
        while verb is not None and verb.infinitive:
            verb = self.groups.verb_after(verb.order)
        if verb is None or noun not in self.groups.subjects(verb):
            return None
        word, sets = self.groups.lowers[verb.head], self.groups.sets
        if word in sets.of_class("occur") or (verb.passive and word in sets.of_class("light")):
            return self._of_verb(verb)
        return self._tagged(verb.first, verb.last + 1) if verb.passive else None

    def _governor(self, edge: NounGroup) -> VerbGroup | None:
        """The verb whose object the chain is, directly or behind one preposition."""
        before = self.groups.items[edge.order - 1] if edge.order else None
        if not isinstance(before, VerbGroup):
            return None
        between = self.groups.between(before, edge)
        return before if len(between) - between.count(Pos.ADVERB) < 2 else None

    def _said(self, start: int, edge: NounGroup, noun: NounGroup) -> Told | None:
        """The last governing word between the governor and the noun, next to its chain."""
        best = None
        for tag in self.tags:
            if self._governs(tag) and start <= tag.first and tag.last <= noun.first + 1:
                next_to = tag.last >= edge.first - 1 or tag.first >= edge.first
                best = tag if next_to else best
        return best.entry.realis if best is not None else None

    def _governs(self, tag: Tag[RealisEntry]) -> bool:
        """ "a feared unit" fears nothing: an adjective does not govern."""
        return tag.entry.scope == "governs" and self.groups.pos(tag.first) is not Pos.ADJECTIVE

    def _tagged(self, first: int, last: int) -> Told | None:
        for tag in self.tags:
            if self._governs(tag) and first <= tag.first and tag.last <= last:
                return tag.entry.realis
        return None

    def _governing(self, verb: VerbGroup) -> Told | None:
        """The nearest governing word to the left, with no finite verb and no boundary between."""
        left, best = self._chain_start(verb), None
        chained = self._chained(verb)
        for tag in self.tags:
            if self._governs(tag) and left <= tag.first and tag.last <= verb.first + 1:
                best = tag if chained or tag.entry.realis == "denied" else best
        return best.entry.realis if best is not None else None

    def _chain_start(self, verb: VerbGroup) -> int:
        """Leftward over infinitives and noun groups, up to and with the verb that governs them."""
        right: Group = verb
        reported = False  # "claims that soldiers had …"
        for item in self.groups.leftward(verb.order):
            gap = self.groups.between(item, right)
            relative = gap == (Pos.RELATIVE,)
            reported = reported or relative
            stopped = not relative and not CLAUSE_BORDERS.isdisjoint(gap)
            if stopped or verb.first - item.first > REACH:
                return right.first - _behind_comma(gap)
            if isinstance(item, VerbGroup) and not item.infinitive and not item.gerund:
                return item.first if self._chained(verb) or reported else item.last
            right = item
        return max(self.groups.first, right.first - 4)

    def _chained(self, verb: VerbGroup) -> bool:
        """An infinitive or a gerund hangs on the verb before; a finite verb does not."""
        return verb.infinitive or verb.gerund or self._is_second(verb)

    def _is_second(self, verb: VerbGroup) -> bool:
        """ "kidnapped and killed"."""
        return self.groups.pos(verb.first - 1) is Pos.COORDINATOR

    def _of_clause(self, first: int) -> Told | None:
        """ "if", "unless": from there to the end of its clause; background of long ago: anywhere."""
        for tag in self.tags:
            if tag.entry.scope != "clause":
                continue
            realis = tag.entry.realis
            if realis in ("historical", NOT):
                if self._same_clause(tag, first):
                    return realis
                continue
            if self.groups.pos(tag.last) is Pos.TIME or self._until(tag):
                continue
            between = _without_asides(self.groups.pos_of(tag.last, first))
            if tag.first < first and CONDITION_ENDS.isdisjoint(between):
                return realis
        return None

    def _until(self, tag: Tag[RealisEntry]) -> bool:
        """ "until 1989" is a date, "if 100 die" a condition."""
        return (
            self.groups.pos(tag.last) is Pos.NUMBER
            and self.groups.lowers[tag.first] in self.groups.sets.lists.until_words
        )

    def _same_clause(self, tag: Tag[RealisEntry], first: int) -> bool:
        """No other clause stands between a word of time and the trigger."""
        between = self.groups.pos_of(min(tag.last, first + 1), max(tag.first, first))
        verbs = sum(pos in PREDICATES for pos in between)
        return verbs < 2 and CLAUSE_BORDERS.isdisjoint(between) and between.count(Pos.COMMA) < 2


def _behind_comma(gap: Sequence[Pos]) -> int:
    """How many words stand behind the last comma of a gap; all where it has none."""
    return next((behind for behind, pos in enumerate(reversed(gap)) if pos is Pos.COMMA), len(gap))


def _without_asides(between: Sequence[Pos]) -> list[Pos]:
    """The parts of speech without each one to four words that stand between two commas, and those commas."""
    found: list[Pos] = []
    at = 0
    while at < len(between):
        near = between[at + 1 : at + 2 + ASIDE] if between[at] is Pos.COMMA else ()
        closing = near.index(Pos.COMMA) if Pos.COMMA in near else 0
        if closing:
            at += closing + 2
        else:
            found.append(between[at])
            at += 1
    return found


def told_by(said: Told) -> Realis | None:
    """The realis that words give; None where they tell no event."""
    return None if said == NOT else said


def is_past(when: Any, published: str | None, main: str | None) -> bool:
    """Background, not news: half a year and a year's end before publication. Without a day of publication the
    text's own main day stands for it, and half a year is enough."""
    until = getattr(when, "until", None) if when is not None else None
    reference = published or main
    if not until or not reference or (published and until[:4] >= published[:4]):
        return False
    months = (int(reference[:4]) - int(until[:4])) * 12 + int(reference[5:7]) - int(until[5:7])
    return months >= 6
