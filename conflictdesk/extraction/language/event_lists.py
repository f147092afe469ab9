"""The words by which events are found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from conflictdesk.vocabulary.word_lists import Ends, WordLists, Words, WordsById


@dataclass(frozen=True, slots=True)
class EventWords(WordLists):
    """The lists of `lists/events.yaml` and `lists/common.yaml`; examples there show their use."""

    room: ClassVar[str] = "events"
    pointing_again: Words
    earlier: Words
    topics: Words
    verdicts: Words
    leaving: Words
    of_: Words
    passing: Words
    as_: Words
    anaphoric: Words
    by: Words
    from_: Words
    operation_names: Words
    before_operation: Words
    means: Words
    using: Words
    figurative: Words
    things: Words
    starting: Words
    taking_part: Words
    pointing: Words
    holders: Words
    he_or_she: Words
    side_pronouns: Words
    it_or_its: Words
    between: Words
    culprits: Words
    victims: Words
    against: Words
    to: Words
    on: Words
    held: Words
    powers: Words
    forces: Words
    led_ends: Ends
    owning: Words
    others_words: Words
    within: Words
    harming: Words
    scene_of: Words
    ways: Words
    outcomes: Words
    parts: Words
    hands: Words
    by_means: Words
    crewed: Words
    person_ends: Ends
    whose: Words
    kinds_of_place: Words
    opposing: Words
    temporal: Words
    among: Words
    alongside: Words
    beside: Words
    ramming: Words
    into: Words
    at: Words
    people_words: Words
    prisoners: Words
    it: Words
    indefinite: Words
    operation_starts: Ends
    determined: Words
    target_prepositions: WordsById
    recalled: WordsById
