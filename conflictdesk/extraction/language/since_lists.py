"""The words by which the start of a count is found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from conflictdesk.vocabulary.word_lists import Phrases, WordLists, Words


@dataclass(frozen=True, slots=True)
class SinceWords(WordLists):
    """The lists of `lists/since.yaml` and `lists/common.yaml`; examples there show their use."""

    room: ClassVar[str] = "since"
    since: Words
    compared: Words
    stops: Words
    then: Phrases
