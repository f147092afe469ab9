"""What the trigger words of the vocabulary can mean.

Promise: `Senses.of(vocabulary)` reads every `events` entry once; `senses.of_phrase(words)` returns all
entries that hold a phrase, or () where one of them masks it: the phrase names no event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from conflictdesk.vocabulary.entries import EventEntry
from conflictdesk.vocabulary.loader import Vocabulary

MASK = "mask"
Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Senses:
    """The entries that hold a phrase, by its words."""

    table: dict[Phrase, tuple[EventEntry, ...]]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Senses:
        """The senses of a vocabulary."""
        table: dict[Phrase, list[EventEntry]] = {}
        for entry in vocabulary.of(EventEntry).values():
            for phrase in entry.phrases:
                known = table.setdefault(phrase.words, [])
                if entry not in known:
                    known.append(entry)
        return cls({words: _unmasked(senses) for words, senses in table.items()})

    def of_phrase(self, lowers: Sequence[str]) -> tuple[EventEntry, ...]:
        """The entries of a phrase in lower case; () where the vocabulary lacks or masks it."""
        words = tuple(lowers)
        found = self.table.get(words)
        if found is None:
            found = self.table.get(tuple(part for word in words for part in word.split("-")), ())
        return found


def _unmasked(senses: list[EventEntry]) -> tuple[EventEntry, ...]:
    """The senses; () where one of them is a mask."""
    return () if any(sense.shape == MASK for sense in senses) else tuple(senses)
