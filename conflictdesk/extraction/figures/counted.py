"""What is counted in a sentence: the groups of its numbers, and of "a soldier" and "no casualties".

`Counter.read` looks at each token once and at none far away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conflictdesk.extraction.figures.counted_group import (
    Counted,
    likened,
    mention_of,
)
from conflictdesk.extraction.figures.counted_nouns import DESCRIBING, NOMINAL, NounGroups
from conflictdesk.extraction.grammar.pos_tags import NAMES, Pos
from conflictdesk.extraction.numbers.number_finder import NumberMention
from conflictdesk.extraction.text.lexicon import of_kind
from conflictdesk.vocabulary.entries import MeasureEntry


class Counter(NounGroups):
    """Reads the counted groups of one sentence."""

    __slots__ = ()

    def read(self, mentions: Sequence[NumberMention], singles: bool) -> list[Counted]:
        """The counted groups of the sentence in text order, each with its class, unit and population.

        Those of its numbers are always read, those of "a soldier" and "no casualties" with `singles`.
        The list is empty when there are none.
        """
        found: list[Counted] = []
        for mention in mentions:
            inside = mention.last <= self.sentence.last
            apart = not found or mention.first >= found[-1].last  # "one of the seven people" counts one
            counts = not self._modifying(mention) and self.parse.pos(mention.core_first) is not Pos.BRACKETED
            if inside and apart and counts:
                found.append(self.group(mention, "number"))
        if singles:
            found.extend(self._singles({t for group in found for t in range(group.first, group.last)}))
            found.sort(key=lambda group: group.first)
        return likened(found, self.text)

    def _modifying(self, mention: NumberMention) -> bool:
        """Whether a number with its unit describes one thing: "the 12-year war", "a 13 - inch screen"."""
        lowers, at = self.text.lowers, mention.core_last
        parted = lowers[at : at + 1] == ["-"] and at + 1 < self.sentence.last
        word = f"-{lowers[at + 1]}" if parted else lowers[at - 1]
        return word.endswith(self.text.language.figures.describing_ends)

    def _singles(self, taken: set[int]) -> Iterator[Counted]:
        """The groups of "a soldier" and "no casualties", but for those with a token in `taken`."""
        lists = self.text.language.figures
        first, last = self.sentence.first, self.sentence.last
        lowers = self.text.lowers[first:last]
        leads = (
            []
            if lists.leads.isdisjoint(lowers)
            else [at for at, word in enumerate(lowers, first) if word in lists.leads]
        )
        for token in leads:
            group = self._single(token) if token not in taken else None
            if group is not None:
                taken.update(range(group.first, group.last))
                yield group

    def _single(self, token: int) -> Counted | None:
        """The group that an article or a negation at a token begins, None without one."""
        lists = self.text.language.figures
        lower = self.text.lowers[token]
        if lower in lists.articles:
            return self._article(token, 1)
        if lower in lists.multiples:
            group = self.noun_group(mention_of(token, token + 1, lists.multiples[lower]), "number")
            return group if group.cls == "strike" else None
        if (
            lower in lists.no
            or lower in lists.nobody
            or self.text.lowers[token : token + 3] in lists.not_single
        ):
            return self._zero(token)
        return None

    def _article(self, token: int, value: float) -> Counted | None:
        """The group of "a soldier" or "another", None where that counts nobody."""
        measure = self.measure(token + 1)
        if self.text.lowers[token] in self.text.language.figures.another and (
            self._is_object(token) if measure is None else "participle" in measure.form
        ):
            return Counted(token, token + 1, -1, mention_of(token, token + 1, value), "bare")
        group = self.noun_group(mention_of(token, token + 1, value), "article")
        if group.head >= 0 and group.cls == "noun":
            return self._national(group)
        tag = self.counted(group.head) if group.head >= 0 else None
        if group.cls == "place" and tag is not None and tag.entry.group:
            return None  # "an area"
        if group.head < 0 or group.cls not in ("person", "place"):
            return None
        if group.cls == "place":
            group = group._replace(cls="one_place")
        ended = self.parse.pos(group.last) not in DESCRIBING or self._state(group.last)
        return group if ended and tag is not None and tag.form == "singular" else None

    def _is_object(self, token: int) -> bool:
        """Whether a word stands alone behind the verb of a measure: "killed three soldiers and wounded
        another in Lice"."""
        verb = self.measure(token - 1)
        harmed = verb is not None and verb.entry.measure("bare") is not None
        return harmed and self.parse.pos(token + 1) not in NOMINAL | {Pos.NUMBER, Pos.OUTSIDE}

    def _national(self, group: Counted) -> Counted | None:
        """The group as a person if a nationality ends it ("an Iraqi was killed"), else None."""
        alone = self.parse.pos(group.head) is Pos.PROPER_NAME and not self._goes_on(group.last)
        return group._replace(cls="person", unit="person") if alone else None

    def _state(self, token: int) -> bool:
        """Whether a state ends the group: "shot a guard dead"."""
        tag = self.measure(token)
        return tag is not None and tag.entry.frame == "state" and not self._goes_on(tag.last)

    def _goes_on(self, token: int) -> bool:
        """Whether another noun or adjective stands at a token."""
        return self.parse.pos(token) in NOMINAL

    def _zero(self, token: int) -> Counted | None:
        """The group of "nobody", "not one" or "no casualties", None where that counts nobody."""
        lists = self.text.language.figures
        lower = self.text.lowers[token]
        if lower in lists.nobody:
            return Counted(
                token, token + 1, -1, mention_of(token, token + 1, 0), "bare", "person", kind="zero"
            )
        last = token + (3 if lower in lists.not_ else 1)
        if self.text.lowers[last : last + 1] in lists.one_:
            return Counted(token, last + 1, -1, mention_of(token, last + 1, 0), "bare", "person", kind="zero")
        group = self.noun_group(mention_of(token, last, 0), "zero")
        ended = self.parse.pos(group.last) not in NAMES
        return group if self._heads(group) or (group.cls == "person" and ended) else None

    def _heads(self, group: Counted) -> bool:
        """Whether a group holds a noun that is itself a measure."""
        return any(
            tag.entry.frame == "head"
            for token in range(group.first, min(group.last + 1, self.sentence.last))
            for tag in of_kind(self.tags.starting.get(token, ()), MeasureEntry)
        )
