"""The words by which sources are found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from conflictdesk.vocabulary.word_lists import Ends, Phrases, WordLists, Words


@dataclass(frozen=True, slots=True)
class AttributionWords(WordLists):
    """The lists of `lists/attribution.yaml` and `lists/common.yaml`; examples there show their use."""

    room: ClassVar[str] = "attribution"
    turning: Words
    people: Words
    documents: Words
    floating: Words
    beside: Words
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
