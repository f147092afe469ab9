"""An example reads differently without its entry; a counterexample has its words and reads the same."""

from __future__ import annotations

import pytest

from conflictdesk.extraction.engine import engine_for
from conflictdesk.vocabulary.entries import Entry
from conflictdesk.vocabulary.loader import shipped
from tests.vocabulary.emptied import engine_without, holds, reading

KINDS = ("lists", "words", "dates", "realis")
ENTRIES = [entry for kind in KINDS for entry in shipped().entries[kind].values()]


@pytest.mark.parametrize(
    ("entry", "text", "is_example"),
    [
        pytest.param(entry, text, is_example, id=f"{entry.kind} {entry.id}: {text}")
        for entry in ENTRIES
        for is_example, texts in ((True, entry.examples), (False, entry.counterexamples))
        for text in texts
    ],
)
def test_an_entry_decides_its_examples_alone(entry: Entry, text: str, is_example: bool) -> None:
    assert holds(entry, text)
    assert (reading(engine_without(entry.kind, entry.id), text) != reading(engine_for(), text)) == is_example
