"""An event entry's example yields its event, a mask's none; a counterexample does not."""

from __future__ import annotations

import pytest

from conflictdesk.vocabulary.entries import KINDS, EventEntry
from conflictdesk.vocabulary.loader import shipped
from tests.extraction.event_lines import events
from tests.vocabulary import test_examples, test_list_examples

WORDS = [entry for entry in shipped().of(EventEntry).values() if entry.type != "none"]
MASKS = [entry for entry in shipped().of(EventEntry).values() if entry.type == "none"]


@pytest.mark.parametrize("entry", WORDS, ids=lambda entry: entry.id)
def test_examples_of_trigger_words(entry: EventEntry) -> None:
    assert [text for text in entry.examples if entry.id not in _rules(text)] == []
    assert [text for text in entry.counterexamples if entry.id in _rules(text)] == []


@pytest.mark.parametrize("entry", MASKS, ids=lambda entry: entry.id)
def test_words_that_only_look_like_events(entry: EventEntry) -> None:
    assert [text for text in entry.examples if events(text)] == []
    assert [text for text in entry.counterexamples if not events(text)] == []


def _rules(text: str) -> set[str]:
    """The ids of the entries that fired: a rule is an entry's id and the frame it was read in."""
    return {event.rule.rpartition(".")[0] for event in events(text)}


def test_every_kind_is_proved() -> None:
    """Places in `test_place_examples`, events here."""
    assert {*test_examples.EXAMPLES, *test_list_examples.KINDS, "places", "events"} == KINDS.keys()
