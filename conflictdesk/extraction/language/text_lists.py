"""The words that a text is cut into sentences by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from conflictdesk.vocabulary.word_lists import WordLists, Words


@dataclass(frozen=True, slots=True)
class TextWords(WordLists):
    """What each list is for stands with its words."""

    room: ClassVar[str] = "text"
    titles: Words
    numbered: Words
    abbreviations: Words
    starters: Words
    pronoun_i: Words
    everyday: Words
