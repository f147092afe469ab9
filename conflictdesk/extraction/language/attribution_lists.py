"""The words that sources are read by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from conflictdesk.vocabulary.word_lists import Ends, Phrases, WordLists, Words


@dataclass(frozen=True, slots=True)
class AttributionWords(WordLists):
    """What each list is for stands with its words."""

    room: ClassVar[str] = "attribution"
    turning: Words
    people: Words
    things: Words
    the_: Phrases
    owners: Words
    by: Words
    indefinite: Words
    the: Words
    and_: Words
    hung: Words
    inverted: Words
    bare_verbs: Words
    that_: Phrases
    responsibility: Words
    hearsay: Words
    telling: Ends
    possessive: Words
