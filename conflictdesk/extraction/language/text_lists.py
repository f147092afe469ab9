"""The words by which a text is cut into sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from conflictdesk.vocabulary.word_lists import WordLists, Words


@dataclass(frozen=True, slots=True)
class TextWords(WordLists):
    """The lists of `lists/text.yaml` and `lists/common.yaml`; examples there show their use."""

    room: ClassVar[str] = "text"
    titles: Words
    numbered: Words
    abbreviations: Words
    starters: Words
    pronoun_i: Words
    everyday: Words
