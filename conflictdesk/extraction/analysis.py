"""What the stages of the cascade have found in one document, in the order in which they run.

Promise: every field is filled once, by the stage that owns it; nothing is decided here. The groups of a
sentence are parsed on demand (`analysis.groups(sentence)`), since most sentences need none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from conflictdesk.contract.types import Attribution, Document
from conflictdesk.extraction import subject
from conflictdesk.extraction.attribution.attribution_mentions import AttributionMention
from conflictdesk.extraction.dates import WhenMention
from conflictdesk.extraction.grammar import clauses
from conflictdesk.extraction.grammar.clauses import Clauses
from conflictdesk.extraction.grammar.groups import Groups
from conflictdesk.extraction.numbers.number_finder import NumberMention
from conflictdesk.extraction.places import PlaceMention
from conflictdesk.extraction.subject import Subject
from conflictdesk.extraction.text.lexicon import Tags
from conflictdesk.extraction.text.tokens import Sentence, Text

# The most sources before an offset that are looked at.
SOURCES = 4


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found in one document. Numbers, places, dates and attributions are in text order."""

    document: Document
    text: Text
    tags: Tags
    numbers: Sequence[NumberMention]
    places: Sequence[PlaceMention]
    whens: Sequence[WhenMention]
    attributions: Sequence[AttributionMention]
    groups: Callable[[Sentence], Groups]
    memo: dict[str, dict[int, list[Any]]] = field(default_factory=dict)
    parsed: dict[int, Clauses] = field(default_factory=dict)
    subjects: list[Subject] = field(default_factory=list)

    @property
    def subject(self) -> Subject:
        """What the document is about, weighed once."""
        if not self.subjects:
            self.subjects.append(subject.of(self.text, self.tags))
        return self.subjects[0]

    def clauses(self, sentence: Sentence) -> Clauses:
        """The clauses of a sentence, read once."""
        known = self.parsed.get(sentence.index)
        if known is None:
            known = self.parsed[sentence.index] = clauses.read(self.groups(sentence))
        return known

    def places_of(self, sentence: Sentence) -> Sequence[PlaceMention]:
        """The places of a sentence, in text order; () where it has none."""
        return self._in_sentence("places", self.places, sentence)

    def whens_of(self, sentence: Sentence) -> Sequence[WhenMention]:
        """The dates of a sentence, in text order; () where it has none."""
        return self._in_sentence("whens", self.whens, sentence)

    def source_at(self, offset: int) -> Attribution | None:
        """The source whose words hold the character at an offset, or None."""
        known = self.memo.get("sources")
        if known is None:
            spans = sorted((one.attribution for one in self.attributions), key=lambda one: one.start)
            known = self.memo["sources"] = {0: spans}
        at = bisect_right(known[0], offset, key=lambda one: one.start)
        near = known[0][max(0, at - SOURCES) : at]
        return next((one for one in reversed(near) if offset < one.end), None)

    def _in_sentence(self, name: str, mentions: Sequence[Any], sentence: Sentence) -> Sequence[Any]:
        """The mentions in a sentence; all mentions of a kind are sorted by sentence once."""
        known = self.memo.get(name)
        if known is None:
            known = self.memo[name] = {}
            for mention in mentions:
                known.setdefault(self.text.sentence_of(mention.first).index, []).append(mention)
        return known.get(sentence.index, ())
