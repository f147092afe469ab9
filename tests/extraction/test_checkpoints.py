"""A watcher can end an extraction between any two sentences, and changes nothing by watching."""

from __future__ import annotations

import pytest

from conflictdesk.contract.types import Document
from conflictdesk.extraction.engine import extract

SENTENCES = 40
PIECES = {
    "figures and events": "On Monday rebels attacked Mosul and killed 12 soldiers, the army said. ",
    "one paragraph without a stop": "the army said that rebels killed 12 people in Mosul on Monday and ",
    "nothing to be found": "The meeting was long and nobody spoke. ",
}


class Ended(Exception):
    """The reading was ended."""


class Countdown:
    """Ends the reading at the checkpoint of that number."""

    def __init__(self, left: int) -> None:
        self.left = left

    def __call__(self) -> None:
        self.left -= 1
        if not self.left:
            raise Ended


def text(name: str, times: int = SENTENCES) -> Document:
    """A document of many equal sentences."""
    return Document(PIECES[name] * times, "2017-06-28")


def checkpoints_of(document: Document) -> int:
    """The number of checkpoints of an extraction."""
    counted = Countdown(-1)
    extract(document, checkpoint=counted)
    return -1 - counted.left


@pytest.mark.parametrize("name", PIECES)
def test_a_reading_ends_at_any_of_its_checkpoints(name: str) -> None:
    last = checkpoints_of(text(name))
    for at in {1, 2, last // 4, last // 2, last - 1, last}:
        with pytest.raises(Ended):
            extract(text(name), checkpoint=Countdown(at))


@pytest.mark.parametrize("name", ["figures and events", "nothing to be found"])
def test_every_room_lets_itself_be_ended_between_sentences(name: str) -> None:
    rooms = 8
    assert checkpoints_of(text(name, 2 * SENTENCES)) - checkpoints_of(text(name)) >= rooms * SENTENCES


@pytest.mark.parametrize("name", PIECES)
def test_watching_changes_nothing(name: str) -> None:
    assert extract(text(name), checkpoint=lambda: None) == extract(text(name))
