"""The words of one language that the rules look for, by room."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from conflictdesk.extraction.language.attribution_lists import AttributionWords
from conflictdesk.extraction.language.date_lists import DateWords
from conflictdesk.extraction.language.event_lists import EventWords
from conflictdesk.extraction.language.figure_lists import FigureWords
from conflictdesk.extraction.language.grammar_lists import GrammarWords
from conflictdesk.extraction.language.number_lists import NumberWords
from conflictdesk.extraction.language.place_lists import PlaceWords
from conflictdesk.extraction.language.since_lists import SinceWords
from conflictdesk.extraction.language.text_lists import TextWords
from conflictdesk.vocabulary.loader import Vocabulary


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """The word lists of all rooms. Each text that is read carries those of its language."""

    numbers: NumberWords
    dates: DateWords
    attribution: AttributionWords
    places: PlaceWords
    figures: FigureWords
    events: EventWords
    since: SinceWords
    grammar: GrammarWords
    text: TextWords

    @staticmethod
    def of(vocabulary: Vocabulary) -> Language:
        """The word lists of a vocabulary, made once for each; a list that the vocabulary lacks is empty."""
        return _language(vocabulary)


@cache
def _language(vocabulary: Vocabulary) -> Language:
    """The word lists of a vocabulary."""
    return Language(
        numbers=NumberWords.of(vocabulary),
        dates=DateWords.of(vocabulary),
        attribution=AttributionWords.of(vocabulary),
        places=PlaceWords.of(vocabulary),
        figures=FigureWords.of(vocabulary),
        events=EventWords.of(vocabulary),
        since=SinceWords.of(vocabulary),
        grammar=GrammarWords.of(vocabulary),
        text=TextWords.of(vocabulary),
    )
