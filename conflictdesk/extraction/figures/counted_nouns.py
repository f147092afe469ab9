"""What a number counts: the noun group around it, what it measures, or what it is a share of."""

from __future__ import annotations

from typing import NamedTuple

from conflictdesk.contract.entries import Population
from conflictdesk.contract.terms import POPULATIONS, Unit
from conflictdesk.extraction.figures.counted_group import (
    Counted,
    money,
    nominal,
    percent,
)
from conflictdesk.extraction.figures.ratios import is_ratio
from conflictdesk.extraction.grammar.groups import Groups
from conflictdesk.extraction.grammar.pos_tags import FINITES, NAMES, PASSIVES, Pos
from conflictdesk.extraction.numbers.number_finder import NumberMention
from conflictdesk.extraction.text.lexicon import E, Tag, Tags, of_kind
from conflictdesk.extraction.text.tokens import Sentence, Text
from conflictdesk.vocabulary.entries import CountedEntry, MeasureEntry, UnitEntry

REACH = 9
UNIT_CLASSES = {"km2": "area", "km": "distance", "tonne": "weight"}
# A verb between a number and its noun modifies the noun: "12 displaced people".
MODIFYING_VERBS = FINITES | PASSIVES | {Pos.ING_VERB}
MODIFYING = MODIFYING_VERBS | {
    Pos.NOUN,
    Pos.PROPER_NAME,
    Pos.ADJECTIVE,
    Pos.POSSESSIVE,
    Pos.NUMBER,
    Pos.ADVERB,
    Pos.TIME,
    Pos.QUOTE,
    Pos.DETERMINER,
    Pos.BRACKETED,
}
ENDING_VERBS = frozenset({Pos.PAST_OR_PARTICIPLE, Pos.PAST_VERB})
HEADING_VERBS = FINITES | {Pos.BE}
LISTED = frozenset({Pos.COORDINATOR, Pos.NUMBER})
DESCRIBING = NAMES | {Pos.ADJECTIVE}
NOMINAL = DESCRIBING | {Pos.POSSESSIVE}
SHARED = frozenset({Pos.OF, Pos.DETERMINER})
OF_PHRASE = NOMINAL | SHARED


class NounGroups(NamedTuple):
    """Reads the noun groups of the numbers of one sentence; each token is looked at once."""

    text: Text
    tags: Tags
    sentence: Sentence
    parse: Groups

    def group(self, mention: NumberMention, kind: str) -> Counted:
        """The group of a number: a ratio, a share, money, a measurement or the number with its noun."""
        if is_ratio(self.text, self.parse, self.tags, mention):
            return Counted(mention.first, mention.last, -1, mention, "ratio")
        if mention.unit == "percent" or (mention.value < 1 and mention.word and mention.value):
            return self._measured(mention) or self._share(mention)
        if mention.unit:
            return Counted(mention.first, mention.last, -1, mention, "money", money(mention.unit))
        return self._measured(mention) or self.noun_group(mention, kind)

    def _measured(self, mention: NumberMention) -> Counted | None:
        """The group of a number and its unit ("2 square miles", "half a mile"), None without a unit."""
        halved = (
            mention.word
            and self.text.lowers[mention.last : mention.last + 1] in self.text.language.figures.halved
        )
        unit = self.tags.at(mention.last + halved, UnitEntry)
        if unit is not None and unit.last <= self.sentence.last:
            name: Unit = unit.entry.unit
            factor = unit.entry.factor
            return Counted(
                mention.first, unit.last, unit.first, mention, UNIT_CLASSES[name], name, factor=factor
            )
        return None

    def noun_group(self, mention: NumberMention, kind: str) -> Counted:
        """The group of a number and the noun it counts, at most REACH tokens behind it.

        Without such a noun its class is "noun" if some other noun stands there, else "bare".
        """
        at, unknown = mention.last + self._out_of(mention.last), -1
        head: Tag[CountedEntry] | None = None
        inner: list[Tag[MeasureEntry]] = []
        end = min(self.sentence.last, at + REACH)
        while at < end:
            tag = self.counted(at)
            owned = at > mention.last and self.text.lowers[at - 1] in self.text.language.figures.owning
            ended = head is not None and self.parse.pos(at) in ENDING_VERBS
            if (
                tag is not None
                and not ended
                and (head is None or owned or not (head.form == "plural" or self._verbal(at)))
            ):
                if not self._compound(tag, mention):
                    head = tag
                at = tag.last
                continue
            own = self._own(at, mention) if head is None else None
            # "25 internally displaced persons" are persons.
            if own is not None and self.counted(own.last) is None:
                return self._own_group(mention, kind, own, inner)
            measure = self.measure(at)
            if measure is not None and self._predicate(at, measure, end, head is not None):
                break
            pos = self.parse.pos(at)
            if head is not None and self._owns(at):
                at += 1
                continue
            if pos is Pos.OF:
                if head is not None or unknown >= 0 or not self._partitive(at, mention):
                    break
            elif head is not None or not self._modifies(at, pos, unknown >= 0):
                break
            if measure is not None:
                inner.append(measure)
            elif pos in NAMES:
                unknown = at
            at += measure.last - measure.first if measure is not None else 1
        return self._counted_group(mention, kind, head, unknown, tuple(inner))

    def _out_of(self, at: int) -> int:
        """How many tokens the whole takes: two in "29 out of 30 missiles", none without a whole.

        "Seven out of ten houses" is a ratio and has none.
        """
        lowers = self.text.lowers
        whole = (
            lowers[at + 2]
            if lowers[at : at + 2] in self.text.language.figures.out_of and at + 2 < self.sentence.last
            else ""
        )
        return 2 if whole.isdecimal() and len(whole) < 9 and int(whole) > 10 else 0

    def _own_group(
        self, mention: NumberMention, kind: str, own: Tag[MeasureEntry], inner: list[Tag[MeasureEntry]]
    ) -> Counted:
        """The group of a noun that is itself the measure: "12 deaths", "8,000 displaced families"."""
        head = next((tag for at in range(own.first, own.last) if (tag := self.counted(at))), None)
        return self._counted_group(mention, kind, head, own.last - 1, (*inner, own))

    def _counted_group(
        self,
        mention: NumberMention,
        kind: str,
        head: Tag[CountedEntry] | None,
        unknown: int,
        inner: tuple[Tag[MeasureEntry], ...],
    ) -> Counted:
        """The group of a number with its noun's tag, or with the token of an unlisted noun, or bare."""
        if head is not None:
            head, population = self._coordinated(head)
            entry = head.entry
            return Counted(
                mention.first,
                head.last,
                head.first,
                mention,
                entry.class_,
                entry.unit,
                population,
                kind,
                inner,
                group=entry.group or entry.population or None,
            )
        if unknown >= 0:
            return Counted(
                mention.first, unknown + 1, unknown, mention, self._unknown(unknown), kind=kind, inner=inner
            )
        last = inner[-1].last if inner else mention.last
        last += self.text.lowers[last : last + 1] in self.text.language.figures.more_or_others
        who = self._of_them(last)
        return Counted(mention.first, last, -1, mention, "bare", None, who, kind, inner, own=who is not None)

    def _of_them(self, at: int) -> Population | None:
        """The population of "nine of them children" and "ten of whom were police officers", else None."""
        if self.text.lowers[at : at + 2] not in self.text.language.figures.of_them:
            return None
        at += 2 + (self.parse.pos(at + 2) is Pos.BE)
        tag = self.counted(at)
        return POPULATIONS.get(tag.entry.population) if tag is not None else None

    def _unknown(self, token: int) -> str:
        """The class of an unlisted noun: "time" where its part of speech is one, else "noun"."""
        return "time" if self.parse.pos(token) is Pos.TIME else "noun"

    def _coordinated(self, head: Tag[CountedEntry]) -> tuple[Tag[CountedEntry], Population | None]:
        """The noun with the one that "and" joins to it, and its population.

        "Police officers and soldiers" is one group of two populations, and so of none.
        """
        population = POPULATIONS.get(head.entry.population)
        if self.parse.pos(head.last) is not Pos.COORDINATOR or head.last + 1 >= self.sentence.last:
            return head, population
        other = self.counted(head.last + 1)
        if other is None or other.entry.class_ != head.entry.class_ or other.form == "singular":
            return head, population
        if self.parse.pos(other.last) in LISTED:
            return head, population
        joined = head._replace(last=other.last)
        return joined, population if other.entry.population == population else None

    def counted(self, at: int) -> Tag[CountedEntry] | None:
        """The tag of a counted noun at a token, None without one in the sentence."""
        return self._inside(self.tags.at(at, CountedEntry))

    def measure(self, at: int) -> Tag[MeasureEntry] | None:
        """The tag of a measure at a token, None without one in the sentence."""
        return self._inside(self.tags.at(at, MeasureEntry))

    def _inside(self, tag: Tag[E] | None) -> Tag[E] | None:
        """The tag if it ends in the sentence, else None."""
        return tag if tag is not None and tag.last <= self.sentence.last else None

    def _compound(self, tag: Tag[CountedEntry], mention: NumberMention) -> bool:
        """Whether a singular noun behind a plural number only modifies: "three tunnel entrances"."""
        plural = mention.value > 1 and tag.form == "singular"
        return plural and self.parse.pos(tag.last) is Pos.NOUN and self.measure(tag.last) is None

    def _owns(self, at: int) -> bool:
        """Whether a possessive leads to the noun that is counted: "120,000 families' homes"."""
        return self.text.lowers[at] in self.text.language.figures.owning and self.counted(at + 1) is not None

    def _own(self, at: int, mention: NumberMention) -> Tag[MeasureEntry] | None:
        """The tag of a noun that is itself the measure ("12 deaths"), None without one."""
        for tag in of_kind(self.tags.starting.get(at, ()), MeasureEntry):
            if tag.entry.frame == "head" and nominal(tag):
                return tag if mention.value == 1 or tag.form != "singular" else None
        return None

    def _verbal(self, at: int) -> bool:
        """Whether a word that is noun and verb heads a verb group here."""
        return self.parse.pos(at) in HEADING_VERBS

    def _predicate(self, at: int, measure: Tag[MeasureEntry], end: int, headed: bool) -> bool:
        """Whether a measure's word is the sentence's verb, not a modifier ("12 displaced people")."""
        if headed:
            return True
        for token in range(measure.last, min(end, measure.last + 4)):
            if self.counted(token) is not None:
                return False
            if self.parse.pos(token) not in NOMINAL:
                return True
        return True

    def _partitive(self, at: int, mention: NumberMention) -> bool:
        """Whether "of" stands right behind the number: "12 of the soldiers", "dozens more of them"."""
        return at - mention.last <= 1

    def _modifies(self, at: int, pos: Pos, named: bool) -> bool:
        """Whether a word may stand between a number and its noun.

        With `named` a noun stands there already; a participle behind it is a verb: "two agencies showed
        bodies".
        """
        if pos not in MODIFYING or (named and pos in ENDING_VERBS):
            return False
        if pos in MODIFYING_VERBS:
            following = self.tags.at(at + 1, CountedEntry) or self.tags.at(at + 2, CountedEntry)
            return following is not None and at + 2 < self.sentence.last
        if pos is Pos.DETERMINER:
            return self.text.lowers[at - 1] in self.text.language.figures.of_
        return True

    def _share(self, mention: NumberMention) -> Counted:
        """The group of a share up to the noun behind "of": "25% of Iraqi territory", "half of the city".

        Without a noun it is the share alone.
        """
        scaled = mention if mention.unit == "percent" else percent(mention)
        at = mention.last
        if self.parse.pos(at) not in SHARED:
            return Counted(mention.first, mention.last, -1, scaled, "share", "percent")
        last, cls = mention.last, "share"
        for token in range(at, min(at + REACH, self.sentence.last)):
            tag = self.counted(token)
            if tag is not None and tag.entry.class_ == "building":
                return Counted(mention.first, tag.last, token, scaled, "building", "percent")
            if tag is not None and tag.entry.class_ in ("territory", "place", "nation"):
                return Counted(mention.first, tag.last, token, scaled, "territory", "percent")
            if self.parse.pos(token) not in OF_PHRASE:
                break
            if self.parse.pos(token) is Pos.PROPER_NAME:
                last, cls = token + 1, "country"
        return Counted(mention.first, last, -1, scaled, cls, "percent")
