"""Lists that have an entry for each id of the contract that they know words for."""

from __future__ import annotations

from conflictdesk.contract.terms import EVENT_TYPES
from conflictdesk.extraction.language.event_lists import EventWords
from conflictdesk.vocabulary.loader import load, shipped, shipped_folder


def test_lists_of_types_are_of_types_that_there_are() -> None:
    events = EventWords.of(shipped())
    assert {*events.target_prepositions, *events.recalled} - EVENT_TYPES.keys() == set()


def test_prepositions_are_listed_for_types_whose_target_they_may_bring() -> None:
    brought = EventWords.of(shipped()).target_prepositions
    assert [one for one in brought if not EVENT_TYPES[one].target_by_preposition] == []


def test_an_entry_more_is_a_list_for_one_id_more() -> None:
    row = {"kind": "lists", "id": "events.target_prepositions.protest", "words": ["outside"]}
    known = EventWords.of(shipped()).target_prepositions
    own = EventWords.of(load(shipped_folder(), rows=[row])).target_prepositions
    assert own == {**known, "protest": frozenset({"outside"})}
