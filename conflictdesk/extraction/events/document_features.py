"""What a document and each of its sentences are about, as features that weights stand for.

Promise: names alone, no words of the text; each is worked out once a document or once a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from conflictdesk.extraction.analysis import Analysis
from conflictdesk.extraction.events.participants.scene import Scene, is_armed
from conflictdesk.extraction.grammar.pos_tags import Pos
from conflictdesk.vocabulary.entries import ActorEntry, EventEntry, RoleEntry, WeaponEntry

# The upper bounds of the steps in which counts, shares of a hundred sentences and years are taken.
STEPS = (0, 1, 2, 4, 9, 19, 49)
SHARES = (0, 10, 25, 50)
YEARS = (0, 1, 4, 14)
# An entry at least as sure that asks nothing of its clause tells an event by itself.
SURE = 0.85
# A date holds for this many sentences behind it.
DATE_REACH = 5
# Sentences are measured in steps of so many words.
WORDS = 5
# Of what a sentence holds, the features that count.
HELD = ("place", "armed", "people", "weapon", "power", "site", "police", "military")
ENDS = frozenset('.!?"')


def step(count: float, bounds: Sequence[int] = STEPS) -> str:
    """The step in which a count lies, by its upper bound."""
    return next((str(bound) for bound in bounds if count <= bound), "more")


@dataclass(frozen=True)
class DocumentFeatures:
    """What holds for all readings of one document."""

    analysis: Analysis

    @cached_property
    def names(self) -> tuple[str, ...]:
        """How many of its sentences name an armed side or a weapon, and how many tell an event for sure."""
        text, war, told = self.analysis.text, set(), set()
        for tag in self.analysis.tags.all:
            entry = tag.entry
            if isinstance(entry, EventEntry):
                if entry.confidence >= SURE and not entry.needs:
                    told.add(text.sentence_of(tag.first).index)
            elif isinstance(entry, WeaponEntry) or (
                isinstance(entry, ActorEntry | RoleEntry) and is_armed(entry)
            ):
                war.add(text.sentence_of(tag.first).index)
        hundredth = max(1, len(text.sentences)) / 100
        return (
            f"document armed {step(len(war) / hundredth, SHARES)}",
            f"document told {step(len(told) / hundredth, SHARES)}",
        )

    @cached_property
    def published(self) -> int | None:
        """The year of publication; without one the year of the first whole date, or None."""
        days = (m.when.begin for m in self.analysis.whens if m.when.precision == "day" and m.when.begin)
        day = self.analysis.document.published or next(days, None)
        return int(day[:4]) if day else None

    def age(self, begin: str | None) -> str:
        """How many years before publication a date lies, in steps."""
        if not begin or self.published is None:
            return "unknown"
        years = self.published - int(begin[:4])
        return "future" if years < 0 else step(years, YEARS)

    @cached_property
    def latest(self) -> dict[int, str]:
        """By sentence the age of the last date that was named in it or shortly before."""
        found: dict[int, str] = {}
        last, where = "none", -DATE_REACH
        for sentence in self.analysis.text.sentences:
            for mention in self.analysis.whens_of(sentence):
                if mention.when.begin:
                    last, where = self.age(mention.when.begin), sentence.index
            found[sentence.index] = last if sentence.index - where <= DATE_REACH else "none"
        return found

    def of_sentence(self, scene: Scene) -> tuple[str, ...]:
        """What holds for all readings of a sentence, the document's own features included."""
        return (*self.names, *self._of_position(scene), *self._of_dates(scene))

    def _of_position(self, scene: Scene) -> Iterator[str]:
        """Where a sentence stands, how long it is and what it holds."""
        sentence = scene.sentence
        yield f"sentence {step(sentence.index)}"
        end = scene.text.words[sentence.last - 1]
        if sentence.index == 0 and end not in ENDS:
            yield "headline"
        if end == "?":
            yield "question"
        yield f"words {step((sentence.last - sentence.first) // WORDS)}"
        yield from (f"sentence has {name}" for name in HELD if name in scene.sentence_features)
        parts = frozenset(scene.groups.pos_of(sentence.first, sentence.last))
        if Pos.NUMBER in parts:
            yield "sentence has number"
        if Pos.QUOTE in parts:
            yield "sentence has quotation"

    def _of_dates(self, scene: Scene) -> Iterator[str]:
        """How old and how exact the dates of a sentence are."""
        whens = self.analysis.whens_of(scene.sentence)
        yield f"latest date {self.latest[scene.sentence.index]}"
        yield from sorted({f"sentence date {self.age(mention.when.begin)}" for mention in whens})
        yield from sorted({f"date {mention.when.precision}" for mention in whens} or {"date none"})
